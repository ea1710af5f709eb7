import { describe, expect, test } from 'vitest';
import { amountOf, amountText, erased, largestAmount, pasted, typed } from './amount';

/** "1.234|567": what stands in a field, the cursor at the stroke. */
const at = (text: string) => ({ text: text.replace('|', ''), caret: text.indexOf('|') });
const shown = ({ text, caret }: { text: string; caret: number }) => `${text.slice(0, caret)}|${text.slice(caret)}`;

describe('typing', () => {
  test.each([
    ['1|', '1|'],
    ['1000|', '1.000|'],
    ['1.0000|', '10.000|'],
    ['12|.345', '12|.345'],
    ['192|.345', '192|.345'],
    ['1992|.345', '1.992|.345'],
    ['9|1.345', '9|1.345'],
    ['99|1.345', '99|1.345'],
    ['999|1.345', '9.99|1.345'],
    ['0|', '0|'],
    ['05|', '5|'],
    ['|000', '|0'],
    ['1a|', '1|'],
    ['-1|', '1|'],
    ['1.|', '1|'],
    ['1,5|', '15|'],
    ['|', '|'],
  ])('"%s" shows "%s"', (text, expected) => {
    expect(shown(typed(at(text), 'VND', 'vi'))).toBe(expected);
  });

  test('groups as the language does', () => {
    expect(shown(typed(at('1234567|'), 'VND', 'en'))).toBe('1,234,567|');
  });

  test('of a currency with decimals takes them', () => {
    expect(shown(typed(at('1234,5|'), 'USD', 'vi'))).toBe('1.234,5|');
    expect(shown(typed(at('1234.567|'), 'USD', 'en'))).toBe('1,234.56|');
    expect(amountOf('1,234.5', 'USD', 'en')).toBe(123_450);
    expect(amountText(123_450, 'USD', 'en')).toBe('1,234.50');
    expect(amountText(5, 'USD', 'vi')).toBe('0,05');
  });
});

describe('erasing the sign of a group', () => {
  test.each([
    ['1.234', '1|234', true, '|234'],
    ['12.345', '12|345', true, '1|.345'],
    ['12.345', '12|345', false, '1.2|45'],
    ['1.234.567', '1.234|567', true, '123|.567'],
    ['1.234', '1.23|', true, '123|'],
  ])('%s to "%s"', (before, text, backwards, expected) => {
    expect(shown(erased(before, at(text), 'VND', 'vi', backwards))).toBe(expected);
  });
});

describe('pasting', () => {
  test.each([
    ['1.250.000 ₫', 1_250_000],
    ['1,250,000', 1_250_000],
    ['1 250 000 VND', 1_250_000],
    ['1\u00a0250\u00a0000\u00a0₫', 1_250_000],
    ['₫1,250,000', 1_250_000],
    ['1250000đ', 1_250_000],
    ['1.250.000 đồng', 1_250_000],
    ['+1.250.000', 1_250_000],
    ["1'250'000", 1_250_000],
    ['1.250.000,00', 1_250_000],
    ['1,250,000.00', 1_250_000],
    ['1250000.0', 1_250_000],
    ['007', 7],
    ['9.007.199.254.740.991', largestAmount],
  ])('"%s" is %d', (text, amount) => {
    expect(pasted(text, 'VND')).toBe(amount);
  });

  test.each(['', 'abc', '-5', '1,5', '1.250,5', '1.2.3', '12.34.567', '1.250,000', '1e6', '1.250.000 ₫ 5', '12.345.67', '1..000'])(
    '"%s" is no amount',
    (text) => {
      expect(pasted(text, 'VND')).toBeNull();
    },
  );

  test('of a currency with decimals', () => {
    expect(pasted('$1,234.50', 'USD')).toBe(123_450);
    expect(pasted('1.234,5', 'USD')).toBe(123_450);
    expect(pasted('1234', 'USD')).toBe(123_400);
  });
});

describe('an amount', () => {
  test('is what its text says', () => {
    for (const language of ['vi', 'en'] as const) {
      for (const amount of [1, 999, 1000, 1_250_000, largestAmount]) {
        expect(amountOf(amountText(amount, 'VND', language), 'VND', language)).toBe(amount);
      }
    }
    expect(amountOf('', 'VND', 'vi')).toBeNull();
  });

  test('that is too large is seen to be', () => {
    expect(amountOf('9.007.199.254.740.992', 'VND', 'vi')).toBeGreaterThan(largestAmount);
    expect(amountOf('9'.repeat(400), 'VND', 'vi')).toBeGreaterThan(largestAmount);
  });
});

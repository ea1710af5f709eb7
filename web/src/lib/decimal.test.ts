import { describe, expect, test } from 'vitest';
import { decimalOf, decimalText, isBelowZero, priceText } from './decimal';

describe('a decimal', () => {
  test('is shown with every digit, grouped as the language does', () => {
    expect(decimalText('0', 'vi')).toBe('0');
    expect(decimalText('999', 'vi')).toBe('999');
    expect(decimalText('1000', 'vi')).toBe('1.000');
    expect(decimalText('1250000.5', 'vi')).toBe('1.250.000,5');
    expect(decimalText('1250000.5', 'en')).toBe('1,250,000.5');
    expect(decimalText('-64000.25', 'vi')).toBe('−64.000,25');
    expect(decimalText('0.000123456789', 'en')).toBe('0.000123456789');
  });

  test('loses nothing where a binary number would', () => {
    expect(decimalText('999999999999999999.123456789012345678', 'en')).toBe('999,999,999,999,999,999.123456789012345678');
    expect(decimalText('9007199254740993', 'vi')).toBe('9.007.199.254.740.993');
  });

  test('has its currency behind it', () => {
    expect(priceText('1250000', 'VND', 'vi')).toBe('1.250.000 ₫');
    expect(priceText('12.5', 'USD', 'en')).toBe('12.5 USD');
  });

  test('knows when it is below zero', () => {
    expect(isBelowZero('-0.1')).toBe(true);
    expect(isBelowZero('0')).toBe(false);
  });
});

describe('what is typed', () => {
  test('is read as the language writes it', () => {
    expect(decimalOf('1250000', 'vi')).toBe('1250000');
    expect(decimalOf('1.250.000', 'vi')).toBe('1250000');
    expect(decimalOf(' 1.250.000,50 ₫ ', 'vi')).toBe('1250000.5');
    expect(decimalOf('1,250,000.50', 'en')).toBe('1250000.5');
    expect(decimalOf('0,000000000001', 'vi')).toBe('0.000000000001');
    expect(decimalOf('007', 'vi')).toBe('7');
    expect(decimalOf('0', 'en')).toBe('0');
  });

  test('is refused where it could mean something else, or is too long', () => {
    for (const text of ['', ' ', '1.5', '1.2500', '12345.678', '1,2,3', '-5', 'abc', '1e6', '1,', ',5', '1,1234567890123', '1234567890123456'])
      expect(decimalOf(text, 'vi'), text).toBeNull();
    expect(decimalOf('1,5', 'en')).toBeNull();
  });

  test('comes back as it was shown', () => {
    for (const value of ['0', '12', '1250000', '1250000.5', '999999999999999.123456789012'])
      for (const language of ['vi', 'en'] as const) expect(decimalOf(decimalText(value, language), language)).toBe(value);
  });
});

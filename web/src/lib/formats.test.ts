import { describe, expect, test } from 'vitest';
import { beginOfDay, bytes, day, dayAndTime, endOfDay, exactTime, money, number, span } from './formats';

describe('times', () => {
  test('are shown in the zone of the provider', () => {
    expect(day('2026-12-31T17:30:00Z')).toBe('01/01/2027');
    expect(dayAndTime('2026-12-31T16:59:00Z')).toBe('31/12/2026 23:59');
    expect(exactTime('2026-02-28T16:59:59.250Z')).toBe('28/02/2026 23:59:59');
  });

  test('of a day of the calendar begin and end at its midnights', () => {
    expect(beginOfDay('2026-11-23')).toBe('2026-11-22T17:00:00Z');
    expect(endOfDay('2026-11-23')).toBe('2026-11-23T17:00:00Z');
    expect(endOfDay('2026-12-31')).toBe('2026-12-31T17:00:00Z');
  });

  test.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:59:59Z', { count: 59, unit: 'minutes' }],
    ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', { count: 1, unit: 'hours' }],
    ['2026-01-01T00:00:00Z', '2026-01-02T23:59:00Z', { count: 47, unit: 'hours' }],
    ['2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z', { count: 2, unit: 'days' }],
    ['2026-01-03T00:00:00Z', '2026-01-01T00:00:00Z', { count: 2, unit: 'days' }],
  ])('from %s to %s', (from, to, expected) => {
    expect(span(from, to)).toEqual(expected);
  });
});

describe('figures', () => {
  test('are grouped as the language does', () => {
    expect(number(1234567, 'vi')).toBe('1.234.567');
    expect(number(1234567, 'en')).toBe('1,234,567');
  });

  test('of đồng have no decimals', () => {
    expect(money({ amount: 1250000, currency: 'VND' }, 'vi')).toBe('1.250.000 ₫');
    expect(money({ amount: -5, currency: 'VND' }, 'vi')).toBe('−5 ₫');
  });

  test('that came in or went out say so', () => {
    expect(money({ amount: 1250000, currency: 'VND' }, 'vi', true)).toBe('+1.250.000 ₫');
    expect(money({ amount: -1250000, currency: 'VND' }, 'en', true)).toBe('−1,250,000 ₫');
    expect(money({ amount: 0, currency: 'VND' }, 'vi', true)).toBe('0 ₫');
    expect(money({ amount: -150, currency: 'USD' }, 'en', true)).toBe('−$1.50');
  });

  test('of other currencies count their minor unit', () => {
    expect(money({ amount: 123456, currency: 'USD' }, 'en')).toBe('$1,234.56');
    expect(money({ amount: 500, currency: 'JPY' }, 'en')).toBe('¥500');
  });

  test('of files', () => {
    expect(bytes(999, 'en')).toBe('1 KB');
    expect(bytes(1_250_000, 'vi')).toBe('1,3 MB');
  });
});

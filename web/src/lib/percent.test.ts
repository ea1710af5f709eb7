import { describe, expect, test } from 'vitest';
import { basisPointsOf, percentDigits, percentText } from './percent';

describe('a percentage', () => {
  test('is shown without needless zeros', () => {
    expect(percentText(0, 'vi')).toBe('0%');
    expect(percentText(500, 'vi')).toBe('5%');
    expect(percentText(1250, 'vi')).toBe('12,5%');
    expect(percentText(1250, 'en')).toBe('12.5%');
    expect(percentText(1205, 'vi')).toBe('12,05%');
    expect(percentText(1, 'en')).toBe('0.01%');
    expect(percentText(10_000, 'vi')).toBe('100%');
  });

  test('is read with a comma or a point, with or without its sign', () => {
    expect(basisPointsOf('12,5')).toBe(1250);
    expect(basisPointsOf('12.5')).toBe(1250);
    expect(basisPointsOf(' 12,50 % ')).toBe(1250);
    expect(basisPointsOf('0')).toBe(0);
    expect(basisPointsOf('0,01')).toBe(1);
    expect(basisPointsOf('100')).toBe(10_000);
    // Where a product with a binary fraction would be 28.999999999999996.
    expect(basisPointsOf('0.29')).toBe(29);
    expect(basisPointsOf('1,15')).toBe(115);
  });

  test('is refused above all of it, below nothing, and with more than two decimals', () => {
    for (const text of ['', '100,01', '101', '-1', '1,234', 'năm', '5 5 x', '1.2.3', ',5', '1,', '1e2']) expect(basisPointsOf(text), text).toBeNull();
  });

  test('comes back as it was shown', () => {
    for (let points = 0; points <= 10_000; points += 1) {
      expect(basisPointsOf(percentText(points, 'vi'))).toBe(points);
      expect(basisPointsOf(percentDigits(points, 'en'))).toBe(points);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { dayOf, periodOf, type Preset, presetOf } from './periods';

describe('a period', () => {
  test.each<[Preset, string, string, string]>([
    ['today', '2026-11-23', '2026-11-23', '2026-11-23'],
    ['last_7_days', '2026-11-23', '2026-11-17', '2026-11-23'],
    ['last_7_days', '2026-03-03', '2026-02-25', '2026-03-03'],
    ['this_month', '2026-11-23', '2026-11-01', '2026-11-30'],
    ['this_month', '2028-02-29', '2028-02-01', '2028-02-29'],
    ['last_month', '2026-01-31', '2025-12-01', '2025-12-31'],
    ['last_month', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['this_quarter', '2026-11-23', '2026-10-01', '2026-12-31'],
    ['this_quarter', '2026-05-31', '2026-04-01', '2026-06-30'],
    ['last_quarter', '2026-11-23', '2026-07-01', '2026-09-30'],
    ['last_quarter', '2026-01-01', '2025-10-01', '2025-12-31'],
    ['this_year', '2026-11-23', '2026-01-01', '2026-12-31'],
  ])('%s on %s is %s to %s', (preset, today, from, to) => {
    expect(periodOf(preset, today)).toEqual({ from, to });
    expect(presetOf({ from, to }, today)).toBe(preset);
  });

  test('of other days has no name', () => {
    expect(presetOf({ from: '2026-11-02', to: '2026-11-30' }, '2026-11-23')).toBeUndefined();
  });
});

describe('a day of the address', () => {
  test('is one of the calendar', () => {
    expect(dayOf('2026-02-28')).toBe('2026-02-28');
    expect(dayOf('2028-02-29')).toBe('2028-02-29');
    for (const text of [undefined, '', '2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', 'today']) expect(dayOf(text), text).toBeUndefined();
  });
});

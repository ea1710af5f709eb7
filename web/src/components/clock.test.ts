import { expect, test } from 'vitest';
import { clockOf } from './clock';

const due = '2026-11-24T16:59:59Z';
const at = (time: string) => Date.parse(time);

test('days are left until less than one is', () => {
  expect(clockOf(due, false, at('2026-11-22T01:00:00Z'))).toEqual({ state: 'ample', count: 2, unit: 'days' });
  expect(clockOf(due, false, at('2026-11-23T16:59:59Z'))).toEqual({ state: 'ample', count: 1, unit: 'days' });
});

test('the last day is counted in hours, the last hour in minutes', () => {
  expect(clockOf(due, false, at('2026-11-24T01:00:00Z'))).toEqual({ state: 'soon', count: 15, unit: 'hours' });
  expect(clockOf(due, false, at('2026-11-24T16:40:00Z'))).toEqual({ state: 'soon', count: 19, unit: 'minutes' });
});

test('what is overdue says for how long', () => {
  expect(clockOf(due, true, at('2026-11-25T18:00:00Z'))).toEqual({ state: 'overdue', count: 1, unit: 'days' });
  expect(clockOf(due, true, at('2026-11-24T18:00:00Z'))).toEqual({ state: 'overdue', count: 1, unit: 'hours' });
});

test('a clock of this machine that is behind does not contradict the program', () => {
  expect(clockOf(due, true, at('2026-11-20T00:00:00Z'))).toEqual({ state: 'overdue', count: 0, unit: 'minutes' });
  expect(clockOf(due, false, at('2026-11-25T00:00:00Z'))).toEqual({ state: 'soon', count: 0, unit: 'minutes' });
});

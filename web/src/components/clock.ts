// How much of the promised time is left, in the unit that says it best.

export interface Clock {
  state: 'overdue' | 'soon' | 'ample';
  count: number;
  unit: 'days' | 'hours' | 'minutes';
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `overdue` is the program's word, which counts more than the clock of this machine. */
export function clockOf(dueAt: string, overdue: boolean, now: number): Clock {
  const left = Date.parse(dueAt) - now;
  const gap = overdue ? Math.max(0, -left) : Math.max(0, left);
  const state = overdue ? 'overdue' : gap < day ? 'soon' : 'ample';
  if (gap >= day) return { state, count: Math.floor(gap / day), unit: 'days' };
  if (gap >= hour) return { state, count: Math.floor(gap / hour), unit: 'hours' };
  return { state, count: Math.floor(gap / minute), unit: 'minutes' };
}

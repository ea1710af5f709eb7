// Periods of a report as people name them, in days of the provider's calendar.
import dayjs from 'dayjs';

export interface Period {
  /** The first and the last day, YYYY-MM-DD; both belong to it. */
  from: string;
  to: string;
}

export const presets = ['today', 'last_7_days', 'this_month', 'last_month', 'this_quarter', 'last_quarter', 'this_year'] as const;
export type Preset = (typeof presets)[number];

/** A day of the address, when it is one of the calendar. */
export function dayOf(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
}

/** What a name means on this day. Months, quarters and years are whole, so that a name and its days are one. */
export function periodOf(preset: Preset, today: string): Period {
  const now = dayjs(today);
  const days = (from: dayjs.Dayjs, to: dayjs.Dayjs): Period => ({ from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD') });
  const month = now.startOf('month');
  const quarter = month.subtract(month.month() % 3, 'month');
  switch (preset) {
    case 'today':
      return days(now, now);
    case 'last_7_days':
      return days(now.subtract(6, 'day'), now);
    case 'this_month':
      return days(month, month.endOf('month'));
    case 'last_month':
      return days(month.subtract(1, 'month'), month.subtract(1, 'day'));
    case 'this_quarter':
      return days(quarter, quarter.add(3, 'month').subtract(1, 'day'));
    case 'last_quarter':
      return days(quarter.subtract(3, 'month'), quarter.subtract(1, 'day'));
    case 'this_year':
      return days(now.startOf('year'), now.endOf('year'));
  }
}

/** The name of a period, when it has one today. */
export function presetOf({ from, to }: Period, today: string): Preset | undefined {
  return presets.find((preset) => {
    const named = periodOf(preset, today);
    return named.from === from && named.to === to;
  });
}

// Dates, times, numbers and money as people here read them. Times come in UTC and are shown in the provider's
// time zone; VND has no decimals: 1.250.000 ₫.
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import type { Language } from './language';

dayjs.extend(utc);
dayjs.extend(timezone);

let zone = 'Asia/Ho_Chi_Minh';
export function setTimeZone(provider: string): void {
  zone = provider;
}

/** 31/12/2026 */
export function day(time: string): string {
  return dayjs.utc(time).tz(zone).format('DD/MM/YYYY');
}

/** 31/12/2026 09:05 */
export function dayAndTime(time: string): string {
  return dayjs.utc(time).tz(zone).format('DD/MM/YYYY HH:mm');
}

/** 31/12/2026 09:05:07, where the order of events matters. */
export function exactTime(time: string): string {
  return dayjs.utc(time).tz(zone).format('DD/MM/YYYY HH:mm:ss');
}

/** The day that it is in the provider's time zone, YYYY-MM-DD. */
export function today(): string {
  return dayjs().tz(zone).format('YYYY-MM-DD');
}

/** A day of the calendar, YYYY-MM-DD, as 31/12/2026. */
export function calendarDay(date: string): string {
  return date.split('-').reverse().join('/');
}

/** The moment at which a day of the provider's calendar (YYYY-MM-DD) begins, in UTC as the contract writes it. */
export function beginOfDay(date: string): string {
  return dayjs.tz(`${date}T00:00:00`, zone).utc().format('YYYY-MM-DDTHH:mm:ss[Z]');
}

/** The same for the day after it, since `to` is exclusive. */
export function endOfDay(date: string): string {
  return dayjs.tz(`${date}T00:00:00`, zone).add(1, 'day').utc().format('YYYY-MM-DDTHH:mm:ss[Z]');
}

const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

export function number(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

export function bytes(count: number, language: Language): string {
  const format = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 });
  return count < 1_000_000 ? `${format.format(count / 1_000)} KB` : `${format.format(count / 1_000_000)} MB`;
}

/** `amount` in the currency's minor unit. With `signed`, what came in has a sign too. */
export function money(amount: { amount: number; currency: string }, language: Language, signed = false): string {
  const signDisplay = signed ? 'exceptZero' : 'auto';
  // A hyphen is too short to be seen before a figure.
  const clear = (text: string) => text.replace('-', '−');
  if (amount.currency === 'VND') return clear(`${new Intl.NumberFormat(locales[language], { signDisplay }).format(amount.amount)} ₫`);
  const format = new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency: amount.currency,
    currencyDisplay: 'narrowSymbol',
    signDisplay,
  });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 0;
  return clear(format.format(amount.amount / 10 ** decimals));
}

/** Whole days, hours or minutes between two moments: the largest unit that is at least one. */
export function span(from: string, to: string): { count: number; unit: 'days' | 'hours' | 'minutes' } {
  const minutes = Math.abs(dayjs.utc(to).diff(dayjs.utc(from), 'minute'));
  if (minutes >= 2 * 24 * 60) return { count: Math.floor(minutes / (24 * 60)), unit: 'days' };
  if (minutes >= 60) return { count: Math.floor(minutes / 60), unit: 'hours' };
  return { count: minutes, unit: 'minutes' };
}

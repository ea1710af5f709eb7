// Percentages are whole basis points (500 is 5 %) to the program, and at most two decimals to people.
import type { Language } from './language';

/** All of it. */
export const wholeInBasisPoints = 10_000;

/** 1250 as "12,5" or "12.5". */
export function percentDigits(basisPoints: number, language: Language): string {
  const whole = Math.trunc(basisPoints / 100);
  const fraction = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(whole) : `${String(whole)}${language === 'vi' ? ',' : '.'}${fraction}`;
}

/** 1250 as "12,5%" or "12.5%". */
export function percentText(basisPoints: number, language: Language): string {
  return `${percentDigits(basisPoints, language)}%`;
}

/** What was typed: comma and point both begin the decimals, since nobody groups percents. null when it is no percentage. */
export function basisPointsOf(text: string): number | null {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0]+/g, '').replace(/%$/, ''));
  if (!found) return null;
  const points = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return points > wholeInBasisPoints ? null : points;
}

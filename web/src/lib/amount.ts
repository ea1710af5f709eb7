// Amounts of money as people type and paste them: "1.250.000 ₫", "1,250,000", "1250000". Only whole numbers of the
// currency's minor unit come out, never fractions of a binary number.
import type { Language } from './language';

/** What the program takes at most: every number up to it is exact here too. */
export const largestAmount = Number.MAX_SAFE_INTEGER;

/** How many decimals a currency has: đồng none, cents two. */
export function decimalsOf(currency: string): number {
  if (currency === 'VND') return 0;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
}

const signs: Record<Language, { group: string; decimal: string }> = { vi: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } };

/** What a field holds; `caret` is the place in `text` before which the cursor stands. */
export interface Typed {
  text: string;
  caret: number;
}

/** The digits with their groups of three. */
function group(digits: string, sign: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, sign);
}

/** An amount as a field shows it, without its currency. */
export function amountText(amount: number, currency: string, language: Language): string {
  const decimals = decimalsOf(currency);
  const digits = String(amount).padStart(decimals + 1, '0');
  const { group: sign, decimal } = signs[language];
  const whole = group(digits.slice(0, digits.length - decimals), sign);
  return decimals === 0 ? whole : `${whole}${decimal}${digits.slice(-decimals)}`;
}

/** What stands in a field after a key: grouped anew, the cursor after the same digits as before. */
export function typed(field: Typed, currency: string, language: Language): Typed {
  const { group: sign, decimal } = signs[language];
  const decimals = decimalsOf(currency);
  let seen = false;
  let kept = '';
  let before = 0;
  [...field.text].forEach((character, place) => {
    const mark = !seen && decimals > 0 && character === decimal;
    if (!mark && !/\d/.test(character)) return;
    seen ||= mark;
    kept += character;
    if (place < field.caret) before += 1;
  });
  const [whole = '', fraction = ''] = kept.split(decimal);
  const bare = whole.replace(/^0+(?=\d)/, '');
  before = Math.max(0, before - (whole.length - bare.length));
  const text = group(bare, sign) + (seen ? decimal + fraction.slice(0, decimals) : '');
  return { text, caret: placeAfter(text, before, sign) };
}

/** The place in `text` before which so many characters stand that are no sign of a group. */
function placeAfter(text: string, count: number, sign: string): number {
  let place = 0;
  for (let left = count; left > 0 && place < text.length; place += 1) if (text[place] !== sign) left -= 1;
  return place;
}

/**
 * The same after Backspace or Delete took nothing but the sign of a group: the digit beside it goes too, else the key
 * would do nothing.
 */
export function erased(before: string, field: Typed, currency: string, language: Language, backwards: boolean): Typed {
  const { group: sign } = signs[language];
  if (before.length !== field.text.length + 1 || before[field.caret] !== sign) return typed(field, currency, language);
  const gone = backwards ? field.caret - 1 : field.caret;
  const text = field.text.slice(0, Math.max(0, gone)) + field.text.slice(gone + 1);
  return typed({ text, caret: backwards ? gone : field.caret }, currency, language);
}

/** The amount that a field's text says; null for none. More than `largestAmount` is as much as the number can say. */
export function amountOf(text: string, currency: string, language: Language): number | null {
  const [whole = '', fraction = ''] = text.split(signs[language].decimal);
  return minor(whole.replace(/\D/g, ''), fraction, decimalsOf(currency));
}

function minor(whole: string, fraction: string, decimals: number): number | null {
  const digits = whole + fraction.padEnd(decimals, '0');
  return whole === '' ? null : Number(digits);
}

const currencyWords = /^(?:vnd|vnđ|usd|eur|[₫đd$€£¥]|đồng|dong|credits?)\s*|\s*(?:vnd|vnđ|usd|eur|[₫đd$€£¥]|đồng|dong|credits?)$/gi;

/**
 * The amount of a pasted text, whichever way its groups are written; null when it is none, or when it could be read in
 * two ways that differ.
 */
export function pasted(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  const bare = text
    .normalize('NFC')
    .replace(/[\s\u00a0\u202f\u200b\ufeff]+/g, ' ')
    .trim()
    .replace(currencyWords, '')
    .replace(/^\+/, '')
    .trim();
  // The same sign between all groups; what follows another sign is the fraction.
  const found = /^(?:(\d+)|(\d{1,3}(?:([.,' ’])\d{3})(?:\3\d{3})*))(?:([.,])(\d{1,2}))?$/.exec(bare);
  if (!found || (found[3] !== undefined && found[3] === found[4])) return null;
  const whole = (found[1] ?? found[2] ?? '').replace(/\D/g, '');
  const fraction = (found[5] ?? '').replace(/0+$/, '');
  return fraction.length > decimals ? null : minor(whole, fraction, decimals);
}

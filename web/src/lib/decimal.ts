// Prices are exact decimals, written as text ("1250000.5"), and stay text here: no binary fraction is ever made of them.
import type { Language } from './language';

const signs: Record<Language, { group: string; decimal: string }> = { vi: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } };

/** "1250000.5" as "1.250.000,5" or "1,250,000.5": every digit of it. */
export function decimalText(value: string, language: Language): string {
  const { group, decimal } = signs[language];
  const below = value.startsWith('-');
  const [whole = '', fraction] = value.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${below ? '−' : ''}${grouped}${fraction === undefined ? '' : decimal + fraction}`;
}

/** With its currency: "1.250.000 ₫", "12.5 USD". */
export function priceText(value: string, currency: string, language: Language): string {
  return `${decimalText(value, language)} ${currency === 'VND' ? '₫' : currency}`;
}

export function isBelowZero(value: string): boolean {
  return value.startsWith('-');
}

/**
 * What was typed as the contract writes a decimal; null when it is none. Groups may be left out, but where there are
 * some, each but the first has three digits: "1.5" is no number in Vietnamese, where the point does not begin a fraction.
 */
export function decimalOf(text: string, language: Language): string | null {
  const { group, decimal } = signs[language];
  const bare = text
    .trim()
    .replace(/[\s\u00a0\u202f]+/g, '')
    .replace(/[₫đ]$/i, '');
  const parts = bare.split(decimal);
  const [whole = '', fraction] = parts;
  if (parts.length > 2 || (fraction !== undefined && !/^\d{1,12}$/.test(fraction))) return null;
  const groups = whole.split(group);
  if (groups.some((digits, place) => !(place === 0 ? /^\d+$/ : /^\d{3}$/).test(digits))) return null;
  if (groups.length > 1 && groups[0]!.length > 3) return null;
  const digits = groups.join('').replace(/^0+(?=\d)/, '');
  if (digits.length > 15) return null;
  const rest = (fraction ?? '').replace(/0+$/, '');
  return rest === '' ? digits : `${digits}.${rest}`;
}

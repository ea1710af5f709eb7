import { isBelowZero, priceText } from '../../lib/decimal';
import { language } from '../../lib/language';

/** A price to its last digit; with `alarming`, what is below zero says so by colour as well. */
export function Price({ of, currency, alarming = false }: { of: string; currency: string; alarming?: boolean }) {
  return <span className={`figures nowrap${alarming && isBelowZero(of) ? ' in-arrears' : ''}`}>{priceText(of, currency, language())}</span>;
}

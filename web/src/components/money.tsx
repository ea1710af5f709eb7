import type { Schemas } from '../lib/api';
import { money } from '../lib/formats';
import { language } from '../lib/language';

/** With `signed`, what came in says so by its sign, and by colour as well. */
export function Money({ of, signed = false }: { of: Schemas['Money']; signed?: boolean }) {
  const way = !signed || of.amount === 0 ? '' : of.amount > 0 ? ' came-in' : ' went-out';
  return <span className={`figures nowrap${way}`}>{money(of, language(), signed)}</span>;
}

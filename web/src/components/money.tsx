import type { Schemas } from '../lib/api';
import { money } from '../lib/formats';
import { language } from '../lib/language';

export function Money({ of }: { of: Schemas['Money'] }) {
  return <span className="figures nowrap">{money(of, language())}</span>;
}

import { percentText } from '../../lib/percent';
import { language } from '../../lib/language';

export function Percent({ of }: { of: number }) {
  return <span className="figures nowrap">{percentText(of, language())}</span>;
}

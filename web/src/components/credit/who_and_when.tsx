import type { Schemas } from '../../lib/api';
import { When } from '../when';
import { useCreditWords, type Via } from './credit_words';

/** When, over by whom and how. */
export function WhoAndWhen({ at, who, via }: { at: string; who: Schemas['Who']; via?: Via }) {
  const words = useCreditWords();
  const name = words.who(who);
  // The system and a key by its name already say how.
  const how = via && who.kind === 'person' ? ` · ${words.via(via)}` : '';
  return (
    <div className="two-lines who-and-when">
      <span className="nowrap">
        <When at={at} to="minute" />
      </span>
      <span className="soft">
        {name}
        {how}
      </span>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../lib/api';

export type CreditKind = Schemas['CreditKind'];
export type CreditRequestState = Schemas['CreditRequestState'];
export type Via = Schemas['Movement']['via'];

/** In the order in which people look for them. */
export const creditKinds: CreditKind[] = ['top_up', 'purchase', 'refund', 'grant', 'reclaim', 'payout', 'hold', 'release', 'reversal'];

interface CreditWords {
  kind: (kind: CreditKind) => string;
  requestState: (state: CreditRequestState) => string;
  /** Portal, API, or the installation itself. */
  via: (via: Via) => string;
  who: (who: Schemas['Who']) => string;
}

/** What the movements, requests and people of the ledger are called. */
export function useCreditWords(): CreditWords {
  const { t } = useTranslation();
  return {
    kind: (kind) => t(`credit.kinds.${kind}`),
    requestState: (state) => t(`credit.request_states.${state}`),
    via: (via) => t(`credit.via.${via}`),
    who: ({ kind, name }) => {
      if (kind === 'person' && name !== null) return name;
      if (kind === 'api_key' && name !== null) return t('credit.who.api_key', { name });
      return t(`credit.who.${kind === 'person' || kind === 'api_key' ? 'nameless' : kind}`);
    },
  };
}

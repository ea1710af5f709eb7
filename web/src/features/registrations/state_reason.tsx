import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../lib/api';

const known = ['unknown_company', 'approval_not_needed'] as const;

/** Why it is in its state: a person's words as they are, the program's in the reader's language. */
export function StateReason({ reason }: { reason: Schemas['StateReason'] }) {
  const { t } = useTranslation();
  const code = known.find((each) => each === reason.code);
  return <>{code ? t(`state_reasons.${code}`) : reason.message}</>;
}

import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '../../components/status_tag';
import type { Account } from './differences';

type Flag = 'gone' | 'not_verified' | 'in_poc' | 'provider_discount' | 'held' | 'advance' | 'provider_customer';
const tones: Record<Flag, Tone> = {
  gone: 'bad',
  not_verified: 'waiting',
  in_poc: 'info',
  provider_discount: 'info',
  held: 'info',
  advance: 'info',
  provider_customer: 'quiet',
};

function flagsOf(account: Account): Flag[] {
  const stands: Record<Flag, boolean> = {
    gone: account.gone ?? false,
    not_verified: !account.verified,
    in_poc: account.in_poc,
    provider_discount: account.provider_discount,
    held: account.credit_held.amount !== 0,
    advance: account.credit_advance.amount !== 0,
    provider_customer: account.provider_customer,
  };
  return (Object.keys(stands) as Flag[]).filter((flag) => stands[flag]);
}

/** What is out of the ordinary with an account, in words. */
export function Flags({ account }: { account: Account }) {
  const { t } = useTranslation();
  const flags = flagsOf(account);
  if (flags.length === 0) return null;
  return (
    <ul className="flags">
      {flags.map((flag) => (
        <li key={flag}>
          <Tag tone={tones[flag]}>{t(`directory.flags.${flag}`)}</Tag>
        </li>
      ))}
    </ul>
  );
}

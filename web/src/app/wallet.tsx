import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { walletQuery } from '../components/credit/wallet_query';
import { Money } from '../components/money';
import { may, useSession } from '../lib/session';
import { useNarrow } from '../lib/window';
import { Waiting } from './waiting';

/** The partner's available credit above every screen; leads to its history for whoever may see that. */
export function Wallet() {
  const { t } = useTranslation();
  const { user, second_factor } = useSession();
  const narrow = useNarrow();
  const own = user.audience === 'partner' && second_factor !== 'needed';
  const { data, error } = useQuery({ ...walletQuery, enabled: own, refetchInterval: 60_000 });
  if (!own) return null;
  const content = (
    <>
      <span className="wallet-name">{t('app.wallet')}</span>
      {data ? (
        <strong>
          <Money of={data.available} />
        </strong>
      ) : error ? (
        <span title={t('app.wallet_failed')}>
          <span aria-hidden>–</span>
          <span className="unseen">{t('app.wallet_failed')}</span>
        </span>
      ) : (
        <span className="wallet-waits">
          <span className="unseen">{t('components.waiting')}</span>
        </span>
      )}
    </>
  );
  if (!may(user, 'change_credit')) return <span className="wallet">{content}</span>;
  return (
    <NavLink to="/credit" className="wallet">
      {content}
      {/* In a wide window the menu says it. */}
      {narrow && <Waiting of="credit" />}
    </NavLink>
  );
}

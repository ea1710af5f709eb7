import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AccountLink } from '../../components/credit/movements';
import { useSession } from '../../lib/session';
import type { SummaryRow } from './calls';

/** Whose wallet it is, and the way to it. */
export function Wallet({ row: { account, partner } }: { row: Pick<SummaryRow, 'account' | 'partner'> }) {
  const { t } = useTranslation();
  const { user } = useSession();
  if (account) return <AccountLink account={account} />;
  return (
    <div className="two-lines report-account">
      <Link to={user.audience === 'provider' ? `/partners/${partner.id}?tab=credit` : '/credit'}>{partner.name}</Link>
      <span className="soft">{t('reports.partner_wallet')}</span>
    </div>
  );
}

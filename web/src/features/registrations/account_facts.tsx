import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { When } from '../../components/when';
import { useSession } from '../../lib/session';
import type { Registration } from './acts';

/** Who, as what, whose, and when. */
export function AccountFacts({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const partner = user.audience === 'partner';
  const facts: (false | [string, ReactNode])[] = [
    !partner && [t('registrations.columns.partner'), <Link to={`/partners/${row.partner.id}`}>{row.partner.name}</Link>],
    !partner && [t('registrations.account.service_account'), <Link to={`/directory/${row.account_id}`}>{row.account_name ?? row.email}</Link>],
    [t('registrations.add_page.email'), row.email],
    partner && [t('registrations.friendly_name'), row.friendly_name ?? <None />],
    [partner ? t('registrations.columns.role') : t('registrations.columns.role_of_partner'), row.role],
    [t('registrations.columns.owner'), row.owner?.name ?? <None />],
    [t('registrations.columns.registered_at'), <When at={row.registered_at} to="minute" />],
    row.customer_decided_at !== null && [t('registrations.account.customer_decided_at'), <When at={row.customer_decided_at} to="minute" />],
    row.provider_decided_at !== null && [t('registrations.account.provider_decided_at'), <When at={row.provider_decided_at} to="minute" />],
    row.confirmed_at !== null && [t('registrations.columns.confirmed_at'), <When at={row.confirmed_at} to="minute" />],
    [t('registrations.account.id'), <code>{row.id}</code>],
  ];
  return (
    <section className="panel account-facts" aria-labelledby="account-facts">
      <h2 id="account-facts">{t('registrations.account.facts')}</h2>
      <dl className="facts">
        {facts
          .filter((fact) => fact !== false)
          .map(([label, value]) => (
            <div key={label} className={label === t('registrations.add_page.email') || label === t('registrations.account.id') ? 'whole' : undefined}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function None() {
  return <span className="soft">–</span>;
}

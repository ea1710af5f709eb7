import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Column } from '../../components/list';
import { Money } from '../../components/money';
import { When } from '../../components/when';
import { useMay, useSession } from '../../lib/session';
import { nameOf, type Registration } from './acts';
import { RowActs } from './row_acts';
import { State } from './state';

/** What the account is called, over its address. */
export function AccountName({ row }: { row: Registration }) {
  const name = nameOf(row);
  const { search } = useLocation();
  return (
    <div className="account">
      <Link to={`/accounts/${row.id}`} state={{ list: search }}>
        {name}
      </Link>
      {name !== row.email && <span className="address">{row.email}</span>}
    </div>
  );
}

/** What a customer has to spend, and in words when it owes; nothing before it is one. */
function Credits({ credit }: { credit: Registration['credit'] }) {
  const { t } = useTranslation();
  if (!credit) return <span className="soft">–</span>;
  if (credit.available.amount >= 0) return <Money of={credit.available} />;
  return (
    <span className="credits in-arrears">
      <Money of={credit.available} />
      <span>{t('registrations.arrears')}</span>
    </span>
  );
}

export function useRegistrationColumns({ mayAct }: { mayAct: boolean }): Column<Registration>[] {
  const { t } = useTranslation();
  const { user } = useSession();
  const seesCredit = useMay('read_credit');
  const partner = user.audience === 'partner';
  const columns: (Column<Registration> | false)[] = [
    {
      key: 'account',
      title: t('registrations.columns.account'),
      sort: partner ? 'friendly_name' : 'email',
      cell: (row) => <AccountName row={row} />,
    },
    !partner && {
      key: 'partner',
      title: t('registrations.columns.partner'),
      cell: (row) => <Link to={`/partners/${row.partner.id}`}>{row.partner.name}</Link>,
    },
    {
      key: 'role',
      title: partner ? t('registrations.columns.role') : t('registrations.columns.role_of_partner'),
      sort: 'role',
      cell: (row) => <span className="role">{row.role}</span>,
    },
    seesCredit && {
      key: 'credits',
      title: t('registrations.columns.credits'),
      hideable: true,
      align: 'right' as const,
      cell: (row) => <Credits credit={row.credit} />,
    },
    { key: 'status', title: t('registrations.columns.status'), sort: 'status', cell: (row) => <State row={row} /> },
    {
      key: 'confirmed_at',
      title: t('registrations.columns.confirmed_at'),
      sort: 'confirmed_at',
      cell: (row) => (row.confirmed_at === null ? <span className="soft">–</span> : <When at={row.confirmed_at} />),
    },
    {
      key: 'registered_at',
      title: t('registrations.columns.registered_at'),
      sort: 'registered_at',
      hideable: true,
      cell: (row) => <When at={row.registered_at} />,
    },
    {
      key: 'owner',
      title: t('registrations.columns.owner'),
      hideable: true,
      cell: (row) => (row.owner ? <span className="owner">{row.owner.name}</span> : <span className="soft">–</span>),
    },
    mayAct && {
      key: 'acts',
      title: t('registrations.columns.acts'),
      align: 'right' as const,
      untitled: true,
      cell: (row) => <RowActs row={row} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** The same on a phone. */
export function RegistrationCard({ row, mayAct }: { row: Registration; mayAct: boolean }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const seesCredit = useMay('read_credit');
  return (
    <>
      <div className="card-head">
        <AccountName row={row} />
        {mayAct && <RowActs row={row} />}
      </div>
      <State row={row} />
      <dl className="card-facts">
        {user.audience === 'provider' && (
          <div>
            <dt>{t('registrations.columns.partner')}</dt>
            <dd>{row.partner.name}</dd>
          </div>
        )}
        {seesCredit && row.credit && (
          <div>
            <dt>{t('registrations.columns.credits')}</dt>
            <dd>
              <Credits credit={row.credit} />
            </dd>
          </div>
        )}
        <div>
          <dt>{user.audience === 'partner' ? t('registrations.columns.role') : t('registrations.columns.role_of_partner')}</dt>
          <dd>{row.role}</dd>
        </div>
        <div>
          <dt>{row.confirmed_at === null ? t('registrations.columns.registered_at') : t('registrations.columns.confirmed_at')}</dt>
          <dd>
            <When at={row.confirmed_at ?? row.registered_at} />
          </dd>
        </div>
        {row.owner && (
          <div>
            <dt>{t('registrations.columns.owner')}</dt>
            <dd>{row.owner.name}</dd>
          </div>
        )}
      </dl>
    </>
  );
}

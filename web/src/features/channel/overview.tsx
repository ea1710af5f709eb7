// What is issued, spent and outstanding in the whole channel, and with each partner.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Addition, type Part } from '../../components/addition';
import { Empty } from '../../components/empty';
import { type Column, Columns, List } from '../../components/list';
import { Money } from '../../components/money';
import { ProblemNotice } from '../../components/problem_notice';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { type PartnerTotals, type Totals, useTotals, useTotalsByPartner } from './calls';
import { Room } from './room';

export function Overview() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: [], sort: '' });
  const query = useTotalsByPartner(url, page_size);
  const columns = useColumns();
  return (
    <Room>
      <ChannelTotals />
      <div className="channel-head">
        <h2>{t('channel.by_partner')}</h2>
        <Columns name="credit-partners" columns={columns} />
      </div>
      <List
        name="credit-partners"
        label={t('channel.by_partner')}
        columns={columns}
        rowId={({ partner }) => partner.id}
        card={(row) => <Card row={row} />}
        query={query}
        url={url}
        firstUse={
          <Empty title={t('channel.no_partner')} action={<Link to="/partners">{t('channel.to_partners')}</Link>}>
            {t('channel.no_partner_advice')}
          </Empty>
        }
      />
    </Room>
  );
}

function ChannelTotals() {
  const { t } = useTranslation();
  const query = useTotals();
  const parts = useParts();
  if (query.error && !query.data) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />;
  const of = query.data;
  return (
    <div className="channel-totals">
      <section className="panel" aria-labelledby="balance">
        <h2 id="balance">{t('channel.balance')}</h2>
        <Addition wide parts={parts.balance(of)} />
        <p className="soft equation">{t('channel.equation')}</p>
      </section>
      <section className="panel" aria-labelledby="where">
        <h2 id="where">{t('channel.where')}</h2>
        <Addition wide parts={parts.where(of)} />
        <p className="soft equation">{t('channel.where_lead')}</p>
      </section>
    </div>
  );
}

/** Issued − paid out − spent = outstanding − arrears, and what outstanding is made of. */
function useParts(): Record<'balance' | 'where', (of: Totals | undefined) => Part[]> {
  const { t } = useTranslation();
  return {
    balance: (of) => [
      { name: t('channel.issued'), of: of?.issued },
      { name: t('channel.paid_out'), sign: '−', of: of?.paid_out },
      { name: t('channel.spent'), sign: '−', of: of?.spent },
      { name: t('channel.outstanding'), sign: '=', of: of?.outstanding, result: true },
      { name: t('channel.arrears'), sign: '−', of: of?.arrears },
    ],
    where: (of) => [
      { name: t('channel.in_partner_wallets'), of: of?.in_partner_wallets },
      { name: t('channel.in_customer_wallets'), sign: '+', of: of?.in_customer_wallets },
      { name: t('channel.outstanding'), sign: '=', of: of?.outstanding, result: true },
    ],
  };
}

const columnNames = ['issued', 'paid_out', 'spent', 'in_partner_wallets', 'in_customer_wallets', 'arrears', 'outstanding'] as const;

function useColumns(): Column<PartnerTotals>[] {
  const { t } = useTranslation();
  const totals = useTotals().data;
  return [
    { key: 'partner', title: t('components.partner'), cell: ({ partner }) => <PartnerLink partner={partner} />, total: t('channel.total') },
    ...columnNames.map((name) => ({
      key: name,
      title: t(`channel.short.${name}`),
      align: 'right' as const,
      hideable: name !== 'outstanding',
      cell: (row: PartnerTotals) => (name === 'arrears' ? <Arrears row={row} /> : <Money of={row[name]} />),
      total: totals && <Money of={totals[name]} />,
    })),
  ];
}

function PartnerLink({ partner }: { partner: PartnerTotals['partner'] }) {
  return (
    <Link className="partner-name" to={`/partners/${partner.id}?tab=credit`}>
      {partner.name}
    </Link>
  );
}

/** What is owed leads to who owes it. */
function Arrears({ row: { arrears, partner } }: { row: PartnerTotals }) {
  if (arrears.amount === 0) return <Money of={arrears} />;
  return (
    <Link to={`/credit/customers?partner_id=${partner.id}`}>
      <Money of={arrears} />
    </Link>
  );
}

function Card({ row }: { row: PartnerTotals }) {
  const { t } = useTranslation();
  const parts = useParts();
  return (
    <>
      <PartnerLink partner={row.partner} />
      <Addition parts={parts.balance(row)} />
      {row.arrears.amount !== 0 && <Link to={`/credit/customers?partner_id=${row.partner.id}`}>{t('channel.to_arrears')}</Link>}
    </>
  );
}

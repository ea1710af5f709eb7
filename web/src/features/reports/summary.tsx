import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Addition, type Part, Totals } from '../../components/addition';
import { type Column, List } from '../../components/list';
import { Money } from '../../components/money';
import type { ListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useSession } from '../../lib/session';
import { type Sums, type SummaryRow, useSummary } from './calls';
import { NothingMoved } from './nothing_moved';
import { Wallet } from './wallet';

export function SummaryReport({ url }: { url: ListUrl }) {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const query = useSummary(url, page_size);
  const parts = useParts();
  const columns = useColumns(query.data?.totals);
  return (
    <>
      <Totals label={t('reports.totals')} stale={query.isPlaceholderData}>
        <Addition wide parts={parts(query.data?.totals)} />
        <p className="soft">{t('reports.equation')}</p>
      </Totals>
      <List
        name="report-summary"
        label={t('reports.names.summary')}
        columns={columns}
        rowId={({ partner, account }) => account?.id ?? partner.id}
        card={(row) => <Card row={row} />}
        query={query}
        url={{ ...url, filtered: false }}
        firstUse={<NothingMoved url={url} title={t('reports.no_wallet')} advice={t('reports.no_wallet_advice')} />}
      />
    </>
  );
}

const sums = [{ name: 'opening' }, { name: 'in', sign: '+' }, { name: 'out', sign: '−' }, { name: 'closing', sign: '=' }] as const;

/** Opening + in − out = closing. */
function useParts(): (of: Sums | undefined) => Part[] {
  const { t } = useTranslation();
  return (of) => sums.map((sum) => ({ ...sum, name: t(`reports.sums.${sum.name}`), of: of?.[sum.name], result: sum.name === 'closing' }));
}

function useColumns(totals: Sums | undefined): Column<SummaryRow>[] {
  const { t } = useTranslation();
  const { user } = useSession();
  return [
    { key: 'account', title: t('reports.account'), cell: (row) => <Wallet row={row} />, total: t('reports.total') },
    ...(user.audience === 'provider'
      ? [
          {
            key: 'partner',
            title: t('components.partner'),
            cell: ({ partner }: SummaryRow) => <Link to={`/partners/${partner.id}`}>{partner.name}</Link>,
          },
        ]
      : []),
    ...sums.map(({ name, ...rest }) => ({
      key: name,
      title: ['sign' in rest ? rest.sign : '', t(`reports.sums.${name}`)].join(' ').trim(),
      align: 'right' as const,
      cell: (row: SummaryRow) => <Money of={row[name]} />,
      total: totals && <Money of={totals[name]} />,
    })),
  ];
}

function Card({ row }: { row: SummaryRow }) {
  const { user } = useSession();
  const parts = useParts();
  return (
    <>
      <Wallet row={row} />
      {user.audience === 'provider' && row.account && <Link to={`/partners/${row.partner.id}`}>{row.partner.name}</Link>}
      <Addition parts={parts(row)} />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Totals } from '../../components/addition';
import { useCreditWords } from '../../components/credit/credit_words';
import { WhoAndWhen } from '../../components/credit/who_and_when';
import { type Column, List } from '../../components/list';
import { Money } from '../../components/money';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import type { ListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useSession } from '../../lib/session';
import { kindIn, type Report, type ReportRow, useReport } from './calls';
import { NothingMoved } from './nothing_moved';
import { Wallet } from './wallet';

/** What came in, or what was used: every movement with its receipt. */
export function MovedReport({ report, url }: { report: 'top-ups' | 'usage'; url: ListUrl }) {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const query = useReport(report, url, page_size);
  const columns = useColumns(query.data);
  return (
    <>
      <Total report={report} of={query.data} both={kindIn(url) === 'all'} stale={query.isPlaceholderData} />
      <List
        name={`report-${report}`}
        label={t(`reports.names.${report}`)}
        columns={columns}
        rowId={({ transaction_id, account_kind }) => `${transaction_id} ${account_kind}`}
        card={(row) => <Card row={row} />}
        query={query}
        url={{ ...url, filtered: false }}
        firstUse={<NothingMoved url={url} title={t(`reports.nothing.${report}`)} advice={t('reports.nothing_advice')} />}
      />
    </>
  );
}

function Total({ report, of, both, stale }: { report: 'top-ups' | 'usage'; of: Report | undefined; both: boolean; stale: boolean }) {
  const { t } = useTranslation();
  return (
    <Totals label={t('reports.totals')} stale={stale}>
      <dl className="addition wide">
        <div className="result">
          <dt>{t(`reports.total_of.${report}`)}</dt>
          <dd>{of ? <Money of={of.total_amount} /> : '…'}</dd>
        </div>
        <div>
          <dt>{t('reports.movements')}</dt>
          <dd className="figures">{of ? number(of.total, language()) : '…'}</dd>
        </div>
      </dl>
      <p className="soft">{both ? t(`reports.both_kinds.${report}`) : t('reports.undone')}</p>
    </Totals>
  );
}

function useColumns(report: Report | undefined): Column<ReportRow>[] {
  const { t } = useTranslation();
  const words = useCreditWords();
  const { user } = useSession();
  return [
    { key: 'at', title: t('credit.columns.at'), cell: (row) => <WhoAndWhen {...row} />, total: t('reports.total') },
    { key: 'account', title: t('reports.account'), cell: (row) => <Wallet row={walletOf(row)} /> },
    ...(user.audience === 'provider'
      ? [
          {
            key: 'partner',
            title: t('components.partner'),
            cell: ({ partner }: ReportRow) => <Link to={`/partners/${partner.id}`}>{partner.name}</Link>,
          },
        ]
      : []),
    { key: 'kind', title: t('credit.columns.kind'), cell: ({ kind }) => words.kind(kind) },
    {
      key: 'amount',
      title: t('credit.columns.amount'),
      align: 'right',
      cell: ({ amount }) => <Money of={amount} />,
      total: report && <Money of={report.total_amount} />,
    },
    { key: 'receipt', title: t('credit.receipt.number'), cell: (row) => <Receipt row={row} /> },
  ];
}

/** In the line of a partner the account is the other end. */
function walletOf({ account_kind, account, partner }: ReportRow) {
  return { partner, account: account_kind === 'customer' ? account : null };
}

function Receipt({ row: { transaction_id, receipt_number, reference, note } }: { row: ReportRow }) {
  return (
    <div className="two-lines">
      <Link className="figures nowrap" to={`/credit/transactions/${transaction_id}`}>
        {receipt_number}
      </Link>
      {(reference ?? note) !== null && <span className="soft noted">{[reference, note].filter((each) => each !== null).join(' · ')}</span>}
    </div>
  );
}

function Card({ row }: { row: ReportRow }) {
  const words = useCreditWords();
  const { user } = useSession();
  return (
    <>
      <div className="moved-head">
        <strong>{words.kind(row.kind)}</strong>
        <strong>
          <Money of={row.amount} />
        </strong>
      </div>
      <Wallet row={walletOf(row)} />
      {user.audience === 'provider' && row.account_kind === 'customer' && <Link to={`/partners/${row.partner.id}`}>{row.partner.name}</Link>}
      <WhoAndWhen {...row} />
      <Receipt row={row} />
    </>
  );
}

// What moved in a wallet, newest first: before and after of every movement, who, when and how.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../lib/api';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { Empty } from '../empty';
import { type Column, Columns, List } from '../list';
import { Money } from '../money';
import { Tag } from '../status_tag';
import { movementFilters, useMovements, type Wallet } from './calls';
import './credit.css';
import { useCreditWords } from './credit_words';
import { MovementFilters } from './movement_filters';
import { WhoAndWhen } from './who_and_when';

export type Movement = Schemas['Movement'];

/** The history of one wallet; its filters and page are in the address. */
export function Movements({ wallet, label }: { wallet: Wallet; label: string }) {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: movementFilters, sort: '' });
  const query = useMovements(wallet, url, page_size);
  const columns = useMovementColumns(wallet.of !== 'account');
  const name = wallet.of === 'account' ? 'account-movements' : 'movements';
  const none = query.data?.data.length === 0 && !url.filtered && url.page === 1;
  return (
    <>
      {!none && (
        <div className="toolbar">
          <MovementFilters url={url} />
          <div className="toolbar-end">
            <Columns name={name} columns={columns} />
          </div>
        </div>
      )}
      <div className="movements">
        <List
          name={name}
          label={label}
          columns={columns}
          rowId={({ transaction_id, number }) => `${transaction_id} ${String(number)}`}
          card={(row) => <Card row={row} others={wallet.of !== 'account'} />}
          query={query}
          url={url}
          firstUse={<Empty title={t('credit.no_movements')}>{t('credit.no_movements_advice')}</Empty>}
          rowClass={({ reversed_by }) => (reversed_by === null ? '' : 'reversed')}
        />
      </div>
    </>
  );
}

function useMovementColumns(others: boolean): Column<Movement>[] {
  const { t } = useTranslation();
  const columns: (Column<Movement> | false)[] = [
    { key: 'at', title: t('credit.columns.at'), cell: (row) => <WhoAndWhen {...row} /> },
    { key: 'kind', title: t('credit.columns.kind'), cell: (row) => <Kind row={row} /> },
    others && { key: 'account', title: t('credit.columns.account'), cell: ({ account }) => <AccountLink account={account} /> },
    { key: 'amount', title: t('credit.columns.amount'), align: 'right', cell: ({ amount }) => <Money of={amount} signed /> },
    { key: 'before', title: t('credit.columns.before'), align: 'right', cell: ({ before }) => <Money of={before} /> },
    { key: 'after', title: t('credit.columns.after'), align: 'right', cell: ({ after }) => <Money of={after} /> },
    { key: 'note', title: t('credit.columns.note'), hideable: true, cell: (row) => <Remarks row={row} /> },
  ];
  return columns.filter((column) => column !== false);
}

/** What it was, over its receipt number, which opens the receipt. */
function Kind({ row }: { row: Movement }) {
  const { t } = useTranslation();
  const words = useCreditWords();
  return (
    <div className="movement-kind">
      <strong>{words.kind(row.kind)}</strong>
      <Link to={`/credit/transactions/${row.transaction_id}`} className="figures">
        {row.receipt_number}
      </Link>
      {row.reversed_by !== null && <Tag tone="quiet">{t('credit.reversed')}</Tag>}
    </div>
  );
}

/** A customer of the ledger, by its id; the account's screen finds the registration. */
export function AccountLink({ account }: { account: Schemas['CreditAccountName'] | null }) {
  if (account === null) return <span className="soft">–</span>;
  return (
    <div className="two-lines credit-account">
      <Link to={`/accounts/${account.id}?tab=credit`}>{account.name}</Link>
      {account.name !== account.email && <span className="address">{account.email}</span>}
    </div>
  );
}

/** A payment's reference and what somebody noted. */
export function Remarks({ row: { reference, note } }: { row: Pick<Movement, 'reference' | 'note'> }) {
  if (reference === null && note === null) return <span className="soft">–</span>;
  return (
    <div className="remarks">
      {reference !== null && <span>{reference}</span>}
      {note !== null && <span className="soft">{note}</span>}
    </div>
  );
}

/** The same on a phone. */
function Card({ row, others }: { row: Movement; others: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="card-head">
        <Kind row={row} />
        <strong>
          <Money of={row.amount} signed />
        </strong>
      </div>
      {others && row.account && <AccountLink account={row.account} />}
      <dl className="card-facts">
        <div>
          <dt>{t('credit.columns.before')}</dt>
          <dd>
            <Money of={row.before} />
          </dd>
        </div>
        <div>
          <dt>{t('credit.columns.after')}</dt>
          <dd>
            <Money of={row.after} />
          </dd>
        </div>
      </dl>
      <WhoAndWhen {...row} />
      {(row.reference ?? row.note) !== null && <Remarks row={row} />}
    </>
  );
}

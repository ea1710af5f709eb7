// Every transaction of the ledger, by kind, partner, account, reference and days.
import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AccountFilter } from '../../components/account_filter';
import { MovementFilters } from '../../components/credit/movement_filters';
import { AccountLink, Remarks } from '../../components/credit/movements';
import { useCreditWords } from '../../components/credit/credit_words';
import { WhoAndWhen } from '../../components/credit/who_and_when';
import { Empty } from '../../components/empty';
import { type Column, Columns, List } from '../../components/list';
import { Money } from '../../components/money';
import { PartnerFilter } from '../../components/partner_filter';
import { Tag } from '../../components/status_tag';
import { type ListUrl, useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { type CreditTransaction, transactionFilters, useTransactions } from './calls';
import { Room } from './room';

export function Transactions() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: transactionFilters, sort: '' });
  const query = useTransactions(url, page_size);
  const columns = useColumns();
  const choose = (name: string) => (chosen: string | undefined) => {
    url.filter(name, chosen === undefined || chosen === '' ? [] : [chosen]);
  };
  return (
    <Room>
      <div className="toolbar">
        <MovementFilters url={url} />
        <PartnerFilter chosen={url.filters.partner_id?.[0]} onChoose={choose('partner_id')} />
        <AccountFilter chosen={url.filters.account_id?.[0]} onChoose={choose('account_id')} />
        <ReferenceFilter url={url} onChoose={choose('reference')} />
        <div className="toolbar-end">
          <Columns name="credit-transactions" columns={columns} />
        </div>
      </div>
      <div className="movements">
        <List
          name="credit-transactions"
          label={t('channel.places.transactions')}
          columns={columns}
          rowId={({ id }) => id}
          card={(row) => <Card row={row} />}
          query={query}
          url={url}
          firstUse={<Empty title={t('channel.no_transaction')}>{t('channel.no_transaction_advice')}</Empty>}
          rowClass={({ reversed_by }) => (reversed_by === null ? '' : 'reversed')}
        />
      </div>
    </Room>
  );
}

/** A whole reference, as it stands on the bank's statement: references are kept whole, not searched by words. */
function ReferenceFilter({ url, onChoose }: { url: ListUrl; onChoose: (reference: string) => void }) {
  const { t } = useTranslation();
  const value = url.filters.reference?.[0] ?? '';
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  return (
    <form
      role="search"
      className="filter reference"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose(typed.trim());
      }}
    >
      <Input
        type="search"
        allowClear
        maxLength={100}
        prefix={<SearchOutlined aria-hidden />}
        aria-label={t('channel.reference_filter')}
        placeholder={t('channel.reference_filter')}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value === '' && value !== '') onChoose('');
        }}
      />
    </form>
  );
}

function useColumns(): Column<CreditTransaction>[] {
  const { t } = useTranslation();
  return [
    { key: 'at', title: t('credit.columns.at'), cell: (row) => <WhoAndWhen {...row} /> },
    { key: 'kind', title: t('credit.columns.kind'), cell: (row) => <Kind row={row} /> },
    { key: 'partner', title: t('components.partner'), cell: ({ partner }) => <Link to={`/partners/${partner.id}?tab=credit`}>{partner.name}</Link> },
    { key: 'account', title: t('credit.columns.account'), cell: ({ account }) => <AccountLink account={account} /> },
    { key: 'amount', title: t('credit.columns.amount'), align: 'right', cell: ({ amount }) => <Money of={amount} /> },
    { key: 'note', title: t('credit.columns.note'), hideable: true, cell: (row) => <Remarks row={row} /> },
  ];
}

/** What it was, over its number, which opens it. */
function Kind({ row }: { row: CreditTransaction }) {
  const { t } = useTranslation();
  const words = useCreditWords();
  return (
    <div className="movement-kind">
      <strong>{words.kind(row.kind)}</strong>
      <Link to={`/credit/transactions/${row.id}`} className="figures">
        {row.receipt_number}
      </Link>
      {row.reversed_by !== null && <Tag tone="quiet">{t('credit.reversed')}</Tag>}
    </div>
  );
}

function Card({ row }: { row: CreditTransaction }) {
  return (
    <>
      <div className="card-head">
        <Kind row={row} />
        <strong>
          <Money of={row.amount} />
        </strong>
      </div>
      <Link to={`/partners/${row.partner.id}?tab=credit`}>{row.partner.name}</Link>
      {row.account && <AccountLink account={row.account} />}
      <WhoAndWhen {...row} />
      {(row.reference ?? row.note) !== null && <Remarks row={row} />}
    </>
  );
}

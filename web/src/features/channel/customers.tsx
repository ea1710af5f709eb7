// Customers by their credit: who owes, also of those who left, and who has little or none.
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AccountLink } from '../../components/credit/movements';
import { Empty } from '../../components/empty';
import { type Column, List } from '../../components/list';
import { Money } from '../../components/money';
import { PartnerFilter } from '../../components/partner_filter';
import { Search } from '../../components/search';
import { Tag } from '../../components/status_tag';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { type AccountCredit, customerStates, type CustomerState, stateIn, useCustomers } from './calls';
import { Room } from './room';

export function Customers() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: ['state', 'partner_id'], sort: 'available' });
  const query = useCustomers(url, page_size);
  const state = stateIn(url);
  return (
    <Room>
      <div className="toolbar">
        <Search label={t('channel.search')} value={url.q} onSearch={url.search} />
        <Select<CustomerState>
          className="filter"
          aria-label={t('channel.state')}
          value={state}
          options={[...customerStates, 'all' as const].map((each) => ({ value: each, label: t(`channel.states.${each}`) }))}
          onChange={(chosen) => {
            url.filter('state', chosen === 'arrears' ? [] : [chosen]);
          }}
        />
        <PartnerFilter
          chosen={url.filters.partner_id?.[0]}
          onChoose={(chosen) => {
            url.filter('partner_id', chosen === undefined ? [] : [chosen]);
          }}
        />
      </div>
      <List
        name="credit-customers"
        label={t('channel.places.customers')}
        columns={useColumns()}
        rowId={({ account, partner }) => `${account.id} ${partner.id}`}
        card={(row) => <Card row={row} />}
        query={query}
        url={{ ...url, filtered: url.q !== '' || (url.filters.partner_id ?? []).length > 0 }}
        firstUse={<Empty title={t(`channel.nobody.${state}`)}>{t(`channel.nobody_advice.${state}`)}</Empty>}
      />
    </Room>
  );
}

function useColumns(): Column<AccountCredit>[] {
  const { t } = useTranslation();
  return [
    { key: 'email', title: t('channel.account'), sort: 'email', cell: (row) => <AccountLink account={row.account} /> },
    { key: 'partner', title: t('components.partner'), cell: ({ partner }) => <Link to={`/partners/${partner.id}?tab=credit`}>{partner.name}</Link> },
    { key: 'state', title: t('channel.relation'), cell: (row) => <Relation row={row} /> },
    { key: 'held', title: t('channel.held'), align: 'right', cell: ({ held }) => <Money of={held} /> },
    { key: 'available', title: t('channel.available'), sort: 'available', align: 'right', cell: (row) => <Available row={row} /> },
  ];
}

function Relation({ row }: { row: AccountCredit }) {
  const { t } = useTranslation();
  return row.is_customer ? <Tag tone="good">{t('states.confirmed')}</Tag> : <Tag tone="quiet">{t('states.ended')}</Tag>;
}

function Available({ row: { available } }: { row: AccountCredit }) {
  return (
    <span className={available.amount < 0 ? 'owed' : undefined}>
      <Money of={available} />
    </span>
  );
}

function Card({ row }: { row: AccountCredit }) {
  const { t } = useTranslation();
  return (
    <>
      <AccountLink account={row.account} />
      <Link to={`/partners/${row.partner.id}?tab=credit`}>{row.partner.name}</Link>
      <div className="line">
        <span className="soft">{t('channel.available')}</span>
        <Available row={row} />
      </div>
      {row.held.amount !== 0 && (
        <div className="line">
          <span className="soft">{t('channel.held')}</span>
          <Money of={row.held} />
        </div>
      )}
      <div>
        <Relation row={row} />
      </div>
    </>
  );
}

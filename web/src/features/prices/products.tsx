// What the provider sells: products, their groups, and the list price of today.
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { type Column, List } from '../../components/list';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { Search } from '../../components/search';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useMay } from '../../lib/session';
import { type ListPrice, type Product, usePrices, useProducts } from './calls';
import { PriceToday } from './list_price';
import { NamedDialog } from './named_dialog';
import './prices.css';

export function Products() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: [], sort: 'code' });
  const query = useProducts(url, page_size);
  const prices = usePrices();
  const shown = prices.data ?? (prices.error ? null : undefined);
  const changes = useMay('change_products');
  const [adding, setAdding] = useState(false);
  const add = (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      onClick={() => {
        setAdding(true);
      }}
    >
      {t('pricing.products.add')}
    </Button>
  );
  return (
    <Page title={t('app.places.products')} actions={changes && add}>
      <div className="toolbar">
        <Search label={t('pricing.products.search')} value={url.q} onSearch={url.search} />
      </div>
      {prices.error && (
        <div className="prices-failed">
          <ProblemNotice error={prices.error} retry={() => void prices.refetch()} />
        </div>
      )}
      <List
        name="products"
        label={t('app.places.products')}
        columns={useColumns(shown)}
        rowId={({ id }) => id}
        card={(row) => <Card row={row} prices={shown} />}
        query={query}
        url={url}
        firstUse={
          <Empty title={t('pricing.products.none')} {...(changes ? { action: add } : {})}>
            {t('pricing.products.none_advice')}
          </Empty>
        }
      />
      {adding && (
        <NamedDialog
          title={t('pricing.products.add')}
          act={{ of: 'product' }}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </Page>
  );
}

function useColumns(prices: ListPrice[] | null | undefined): Column<Product>[] {
  const { t } = useTranslation();
  return [
    { key: 'name', title: t('pricing.products.name'), sort: 'name', cell: (row) => <Link to={`/products/${row.id}`}>{row.name}</Link> },
    { key: 'code', title: t('pricing.products.code'), sort: 'code', cell: ({ code }) => <code>{code}</code> },
    { key: 'groups', title: t('pricing.products.groups'), cell: (row) => <Groups row={row} /> },
    { key: 'price', title: t('pricing.list'), align: 'right', cell: ({ id }) => <PriceToday prices={prices} of={id} /> },
  ];
}

function Groups({ row: { groups } }: { row: Product }) {
  if (groups.length === 0) return <span className="soft">–</span>;
  return <>{groups.map(({ name }) => name).join(', ')}</>;
}

function Card({ row, prices }: { row: Product; prices: ListPrice[] | null | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="card-head">
        <Link to={`/products/${row.id}`}>{row.name}</Link>
        <code>{row.code}</code>
      </div>
      <PriceToday prices={prices} of={row.id} />
      {row.groups.length > 0 && (
        <span className="soft">
          {t('pricing.products.groups')}: <Groups row={row} />
        </span>
      )}
    </>
  );
}

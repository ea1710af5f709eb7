// One product: its groups, what each costs by the list today, and every list price that holds or held.
import { ArrowLeftOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Empty } from '../../components/empty';
import { Page } from '../../components/page';
import { useToday } from '../../components/pricing/calls';
import { Price } from '../../components/pricing/price';
import '../../components/pricing/pricing.css';
import { TargetName } from '../../components/pricing/target_name';
import { ProblemNotice } from '../../components/problem_notice';
import { Tag } from '../../components/status_tag';
import { When } from '../../components/when';
import { calendarDay } from '../../lib/formats';
import { isProblem } from '../../lib/problem';
import { useMay } from '../../lib/session';
import { useNarrow } from '../../lib/window';
import { type ListPrice, type Product as Row, usePrices, useProduct } from './calls';
import { inEffect } from './in_effect';
import { PriceToday, Tax } from './list_price';
import { type NamedAct, NamedDialog } from './named_dialog';
import './prices.css';

const PriceDialog = lazy(async () => ({ default: (await import('./price_dialog')).PriceDialog }));

export function Product() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const query = useProduct(id);
  const toList = <Link to="/products">{t('pricing.products.to_list')}</Link>;
  if (query.data) return <Loaded product={query.data} />;
  return (
    <>
      <Back />
      <Page title={t('pricing.product')}>
        {isProblem(query.error, 'not_found', 'invalid_id') ? (
          <Empty title={t('pricing.products.not_found')} action={toList}>
            {t('pricing.products.not_found_advice')}
          </Empty>
        ) : query.error ? (
          <ProblemNotice error={query.error} retry={() => void query.refetch()} />
        ) : (
          <div role="status" aria-label={t('components.waiting')} className="waiting">
            <Skeleton active title={false} />
          </div>
        )}
      </Page>
    </>
  );
}

function Back() {
  const { t } = useTranslation();
  return (
    <nav className="back-to" aria-label={t('pricing.back')}>
      <Link to="/products">
        <ArrowLeftOutlined aria-hidden /> {t('app.places.products')}
      </Link>
    </nav>
  );
}

type Asked = { price: string } | { title: string; named: NamedAct } | null;

function Loaded({ product }: { product: Row }) {
  const { t } = useTranslation();
  const changes = useMay('change_products');
  const prices = usePrices(product.id);
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => {
    setAsked(null);
  };
  return (
    <>
      <Back />
      <Page
        title={product.name}
        aside={<code>{product.code}</code>}
        actions={
          changes && (
            <>
              <Button
                type="primary"
                icon={<PlusOutlined aria-hidden />}
                onClick={() => {
                  setAsked({ price: product.id });
                }}
              >
                {t('pricing.products.set_price')}
              </Button>
              <Button
                icon={<EditOutlined aria-hidden />}
                onClick={() => {
                  setAsked({ title: t('pricing.products.rename_of', { name: product.name }), named: { of: 'product', id: product.id } });
                }}
              >
                {t('pricing.products.rename')}
              </Button>
            </>
          )
        }
      >
        <div className="stack">
          <Groups product={product} prices={prices.data} onAsk={changes ? setAsked : undefined} />
          <History product={product} query={prices} />
        </div>
      </Page>
      {asked && 'named' in asked && <NamedDialog title={asked.title} act={asked.named} onClose={close} />}
      {asked && 'price' in asked && (
        <Suspense>
          <PriceDialog product={product} of={asked.price} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

interface GroupsProps {
  product: Row;
  prices: ListPrice[] | undefined;
  onAsk: ((asked: Asked) => void) | undefined;
}

/** The product and its groups with what holds today. */
function Groups({ product, prices, onAsk }: GroupsProps) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="groups">
      <div className="panel-head">
        <h2 id="groups">{t('pricing.products.today')}</h2>
        {onAsk && (
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => {
              onAsk({ title: t('pricing.products.add_group_to', { name: product.name }), named: { of: 'group', productId: product.id } });
            }}
          >
            {t('pricing.products.add_group')}
          </Button>
        )}
      </div>
      <ul className="priced" aria-label={t('pricing.products.today')}>
        <li>
          <TargetName product={product} product_group={null} />
          <PriceToday prices={prices} of={product.id} />
        </li>
        {product.groups.map((group) => (
          <li key={group.id}>
            <span className="group-name">
              {group.name} <code>{group.code}</code>
            </span>
            <PriceToday prices={prices} of={group.id} asProduct />
            {onAsk && (
              <span className="row">
                <Button
                  size="small"
                  aria-label={t('pricing.products.set_price_of', { name: group.name })}
                  onClick={() => {
                    onAsk({ price: group.id });
                  }}
                >
                  {t('pricing.products.set_price')}
                </Button>
                <Button
                  size="small"
                  aria-label={t('pricing.products.rename_of', { name: group.name })}
                  onClick={() => {
                    onAsk({ title: t('pricing.products.rename_of', { name: group.name }), named: { of: 'group', id: group.id } });
                  }}
                >
                  {t('pricing.products.rename')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface HistoryProps {
  product: Row;
  query: { data: ListPrice[] | undefined; error: unknown; refetch: () => unknown };
}

/** Every list price of the product, or of one of its groups, newest first. */
function History({ product, query }: HistoryProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>('all');
  const rows = (query.data ?? [])
    .filter(({ product_group }) => chosen === 'all' || (product_group?.id ?? product.id) === chosen)
    .sort((one, other) => other.effective_from.localeCompare(one.effective_from));
  return (
    <section className="panel" aria-labelledby="history">
      <div className="panel-head">
        <h2 id="history">{t('pricing.products.history')}</h2>
        {product.groups.length > 0 && (
          <Select
            className="filter history-filter"
            aria-label={t('pricing.products.history_of')}
            value={chosen}
            popupMatchSelectWidth={false}
            options={[
              { value: 'all', label: t('pricing.products.product_and_groups') },
              { value: product.id, label: product.name },
              ...product.groups.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={setChosen}
          />
        )}
      </div>
      {query.error && !query.data ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : !query.data ? (
        <div role="status" aria-label={t('components.waiting')}>
          <Skeleton active title={false} paragraph={{ rows: 3 }} />
        </div>
      ) : rows.length === 0 ? (
        <p className="soft">{t('pricing.no_list_price')}</p>
      ) : (
        <HistoryRows rows={rows} prices={query.data} />
      )}
    </section>
  );
}

function HistoryRows({ rows, prices }: { rows: ListPrice[]; prices: ListPrice[] }) {
  const { t } = useTranslation();
  if (useNarrow()) {
    return (
      <ul className="rate-cards" aria-label={t('pricing.products.history')}>
        {rows.map((price) => (
          <li key={price.id}>
            <div className="card-head">
              <TargetName {...price} />
              <Price of={price.amount} currency={price.currency} />
            </div>
            <span className="row">
              <span className="figures">{t('pricing.period.from', { from: calendarDay(price.effective_from) })}</span>
              <InEffectTag price={price} prices={prices} />
            </span>
            <Tax price={price} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="rates-room" role="group" aria-label={t('pricing.products.history')} tabIndex={0}>
      <table className="rates" aria-label={t('pricing.products.history')}>
        <thead>
          <tr>
            <th scope="col">{t('pricing.product')}</th>
            <th scope="col">{t('pricing.effective_from')}</th>
            <th scope="col" className="right">
              {t('pricing.list')}
            </th>
            <th scope="col">{t('pricing.products.tax')}</th>
            <th scope="col">{t('pricing.products.set_at')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((price) => (
            <tr key={price.id}>
              <th scope="row">
                <TargetName {...price} />
              </th>
              <td>
                <span className="row">
                  <span className="figures">{calendarDay(price.effective_from)}</span>
                  <InEffectTag price={price} prices={prices} />
                </span>
              </td>
              <td className="right">
                <Price of={price.amount} currency={price.currency} />
              </td>
              <td>
                <Tax price={price} />
              </td>
              <td>
                <When at={price.created_at} to="minute" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function InEffectTag({ price, prices }: { price: ListPrice; prices: ListPrice[] }) {
  const { t } = useTranslation();
  const day = useToday();
  if (price.effective_from > day) return <Tag tone="info">{t('pricing.states.scheduled')}</Tag>;
  const { now } = inEffect(prices, price.product_group?.id ?? price.product.id, day);
  return now?.id === price.id ? <Tag tone="good">{t('pricing.states.active')}</Tag> : null;
}

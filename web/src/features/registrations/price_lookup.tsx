// What a product costs this customer on a day, and why: the program's own explanation, line by line.
import { Select, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useToday } from '../../components/pricing/calls';
import { DayField } from '../../components/pricing/day_field';
import { Price } from '../../components/pricing/price';
import { TargetName } from '../../components/pricing/target_name';
import { ProblemNotice } from '../../components/problem_notice';
import type { Schemas } from '../../lib/api';
import { calendarDay } from '../../lib/formats';
import { usePrices } from './discount_calls';

export function PriceLookup({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const id = useId();
  const now = useToday();
  const catalog = useCatalog();
  const products = catalog.data?.products ?? [];
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [day, setDay] = useState<string | undefined>(undefined);
  const shown = day ?? now;
  const product = chosen ?? products[0]?.id;
  const prices = usePrices(accountId, product, shown === now ? undefined : shown);
  const failed = [catalog, prices].find(({ error }) => error);
  return (
    <section className="panel" aria-labelledby="prices">
      <h2 id="prices">{t('pricing.lookup.title')}</h2>
      {failed ? (
        <ProblemNotice error={failed.error} retry={() => void failed.refetch()} />
      ) : catalog.data?.products.length === 0 ? (
        <p className="soft">{t('pricing.lookup.no_products')}</p>
      ) : (
        <>
          <div className="price-choice">
            <div className="product-field">
              <label htmlFor={`${id}-product`}>{t('pricing.product')}</label>
              <Select
                id={`${id}-product`}
                showSearch
                optionFilterProp="label"
                loading={catalog.isPending}
                {...(product !== undefined ? { value: product } : {})}
                options={products.map(({ id: value, name }) => ({ value, label: name }))}
                onChange={(value: string) => {
                  setChosen(value);
                }}
              />
            </div>
            <DayField
              id={`${id}-day`}
              label={t('pricing.lookup.day')}
              value={shown}
              onChoose={(value) => {
                setDay(value);
              }}
            />
          </div>
          {!prices.data ? (
            <div role="status" aria-label={t('components.waiting')}>
              <Skeleton active title={false} paragraph={{ rows: 3 }} />
            </div>
          ) : prices.data.data.length === 0 ? (
            <p className="soft panel-end">{t('pricing.lookup.no_price', { day: calendarDay(shown) })}</p>
          ) : (
            <ul className={`prices${prices.isPlaceholderData ? ' stale' : ''}`} aria-busy={prices.isFetching}>
              {prices.data.data.map((price) => (
                <li key={price.product_group_id ?? price.product_id}>
                  <Explained price={price} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

function Explained({ price }: { price: Schemas['Price'] }) {
  const { t } = useTranslation();
  const { product, product_group, sale, currency, explanation } = price;
  return (
    <>
      <h3 className="price-head">
        <TargetName product={product} product_group={product_group} />
        <strong>
          <span className="unseen">{t('pricing.sale')}: </span>
          <Price of={sale} currency={currency} />
        </strong>
      </h3>
      <table className="explanation">
        <caption className="unseen">{t('pricing.lookup.explanation')}</caption>
        <tbody>
          {explanation.map(({ code, text, amount }) => (
            <tr key={code} className={`line-${code}`}>
              <th scope="row">{text}</th>
              <td>{amount !== null && <Price of={amount} currency={currency} alarming={code === 'margin'} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

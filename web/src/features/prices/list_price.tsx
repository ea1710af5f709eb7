import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useToday } from '../../components/pricing/calls';
import { Price } from '../../components/pricing/price';
import { calendarDay } from '../../lib/formats';
import { language } from '../../lib/language';
import { percentText } from '../../lib/percent';
import type { ListPrice } from './calls';
import { inEffect } from './in_effect';

/** What a list price says of tax. */
export function Tax({ price: { tax_rate_bp, tax_included } }: { price: ListPrice }) {
  const { t } = useTranslation();
  const rate = percentText(tax_rate_bp, language());
  return <span className="soft">{tax_included ? t('pricing.products.tax_in', { rate }) : t('pricing.products.tax_on_top', { rate })}</span>;
}

/** The list price that holds today, under it the one that comes; nothing where they could not be read (null). */
export function PriceToday({ prices, of, asProduct = false }: { prices: readonly ListPrice[] | null | undefined; of: string; asProduct?: boolean }) {
  const { t } = useTranslation();
  const day = useToday();
  if (prices === null) return <span className="soft">–</span>;
  if (!prices) return <Skeleton.Button active size="small" />;
  const { now, next } = inEffect(prices, of, day);
  return (
    <span className="list-price">
      {now ? (
        <>
          <Price of={now.amount} currency={now.currency} />
          <Tax price={now} />
        </>
      ) : (
        <span className="soft">{asProduct ? t('pricing.as_product') : t('pricing.no_list_price')}</span>
      )}
      {next && (
        <span className="soft">
          {t('pricing.products.from', { day: calendarDay(next.effective_from) })} <Price of={next.amount} currency={next.currency} />
        </span>
      )}
    </span>
  );
}

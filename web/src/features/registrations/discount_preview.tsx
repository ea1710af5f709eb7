import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Percent } from '../../components/pricing/percent';
import { Period } from '../../components/pricing/period';
import { Price } from '../../components/pricing/price';
import { nameOfTarget, TargetName } from '../../components/pricing/target_name';
import { ProblemNotice } from '../../components/problem_notice';
import { Tag } from '../../components/status_tag';
import type { Preview } from './discount_calls';

interface DiscountPreviewProps {
  /** Enough is typed to ask what it would do. */
  asked: boolean;
  query: { data: Preview | undefined; error: unknown; isPlaceholderData: boolean; isFetching: boolean; refetch: () => unknown };
}

/** What the typed rates come to: prices, margins, what would end. Its place is there before it speaks. */
export function DiscountPreview({ asked, query }: DiscountPreviewProps) {
  const { t } = useTranslation();
  return (
    <section className="panel stack preview" aria-labelledby="preview">
      <h2 id="preview">{t('pricing.preview.title')}</h2>
      {!asked ? (
        <p className="soft">{t('pricing.preview.nothing')}</p>
      ) : query.error ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : query.data ? (
        <Seen preview={query.data} stale={query.isPlaceholderData} />
      ) : (
        <Skeleton active title={false} paragraph={{ rows: 4 }} />
      )}
    </section>
  );
}

function Seen({ preview: { below_cost, reason_required, prices, ended }, stale }: { preview: Preview; stale: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <div role="status">
        {below_cost && (
          <Alert
            type="warning"
            showIcon
            className="rates-notice"
            title={t('pricing.preview.below_cost')}
            {...(reason_required ? { description: t('pricing.preview.needs_reason') } : {})}
          />
        )}
      </div>
      {prices.length === 0 && <p className="soft">{t('pricing.preview.no_change')}</p>}
      <ul className={`preview-list${stale ? ' stale' : ''}`}>
        {prices.map((price) => (
          <li key={nameOfTarget(price)}>
            <PriceThen price={price} />
          </li>
        ))}
      </ul>
      {ended.length > 0 && (
        <div>
          <h3>{t('pricing.preview.ended')}</h3>
          <ul className="plain-rates">
            {ended.map((rate) => (
              <li key={`${nameOfTarget(rate)} ${rate.effective_from}`}>
                {nameOfTarget(rate)} <Percent of={rate.basis_points} />{' '}
                <span className="soft">
                  <Period from={rate.effective_from} until={rate.effective_until} never={t('pricing.preview.will_not_hold')} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function PriceThen({ price }: { price: Preview['prices'][number] }) {
  const { t } = useTranslation();
  const { list, sale, cost, margin, currency, basis_points, current_basis_points, lowest_partner_basis_points, below_cost } = price;
  const amounts = [
    { name: t('pricing.list'), of: list, kind: 'amount' },
    { name: t('pricing.sale'), of: sale, kind: 'amount-sale' },
    { name: t('pricing.cost'), of: cost, kind: 'amount-cost' },
    { name: t('pricing.margin'), of: margin, kind: 'amount-margin' },
  ];
  return (
    <>
      <div className="row">
        <TargetName {...price} />
        {below_cost && <Tag tone="bad">{t('pricing.preview.below')}</Tag>}
      </div>
      <dl>
        <div>
          <dt>{t('pricing.customer.rate')}</dt>
          <dd>
            <Percent of={current_basis_points} /> <span aria-hidden>→</span>
            <span className="unseen">{t('pricing.preview.becomes')}</span> <Percent of={basis_points} />
          </dd>
        </div>
        {list === null || currency === null ? (
          <div>
            <dt>{t('pricing.list')}</dt>
            <dd className="soft">{t('pricing.no_list_price')}</dd>
          </div>
        ) : (
          amounts.map(
            ({ name, of, kind }) =>
              of !== null && (
                <div key={kind} className={kind}>
                  <dt>{name}</dt>
                  <dd>
                    <Price of={of} currency={currency} alarming />
                  </dd>
                </div>
              ),
          )
        )}
        <div>
          <dt>{t('pricing.preview.lowest')}</dt>
          <dd>
            <Percent of={lowest_partner_basis_points} />
          </dd>
        </div>
      </dl>
    </>
  );
}

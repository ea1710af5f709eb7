// What a customer's prices are lowered by: now, next and before; and what each product costs it on a day.
import { PercentageOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { WhoAndWhen } from '../../components/credit/who_and_when';
import { LinkButton } from '../../components/link_button';
import { DiscountTag } from '../../components/pricing/discount_tag';
import { Percent } from '../../components/pricing/percent';
import { Period } from '../../components/pricing/period';
import '../../components/pricing/pricing.css';
import { nameOfTarget, TargetName } from '../../components/pricing/target_name';
import { ProblemNotice } from '../../components/problem_notice';
import { calendarDay } from '../../lib/formats';
import { useMay } from '../../lib/session';
import { useNarrow } from '../../lib/window';
import type { Registration } from './acts';
import { type CustomerDiscount, type CustomerRate, useCustomerDiscounts } from './discount_calls';
import './discount_section.css';
import { PriceLookup } from './price_lookup';

export function DiscountSection({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const query = useCustomerDiscounts(row.account_id);
  const sets = useMay('set_customer_discounts') && row.status === 'confirmed';
  const [first] = query.data?.pages ?? [];
  return (
    <div className="stack">
      <section className="panel" aria-labelledby="discounts">
        <div className="panel-head">
          <h2 id="discounts">{t('pricing.customer.current')}</h2>
          {sets && (
            <LinkButton to={`/accounts/${row.id}/discount`} type="primary" icon={<PercentageOutlined aria-hidden />}>
              {t('pricing.customer.act')}
            </LinkButton>
          )}
        </div>
        {query.error && !first ? (
          <ProblemNotice error={query.error} retry={() => void query.refetch()} />
        ) : !first ? (
          <div role="status" aria-label={t('components.waiting')}>
            <Skeleton active title={false} paragraph={{ rows: 3 }} />
          </div>
        ) : first.current.length === 0 ? (
          <p className="soft">{t('pricing.customer.list_prices')}</p>
        ) : (
          <CurrentRates rates={first.current} />
        )}
        {first && (
          <details className="discount-history">
            <summary>{t('pricing.customer.history', { count: first.total })}</summary>
            <History sets={query.data?.pages.flatMap(({ data }) => data) ?? []} />
            {query.hasNextPage && (
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('pricing.more')}
              </Button>
            )}
          </details>
        )}
      </section>
      <PriceLookup accountId={row.account_id} />
    </div>
  );
}

function CurrentRates({ rates }: { rates: CustomerRate[] }) {
  const { t } = useTranslation();
  if (useNarrow()) {
    return (
      <ul className="rate-cards" aria-label={t('pricing.customer.current')}>
        {rates.map((rate) => (
          <li key={`${nameOfTarget(rate)} ${rate.effective_from}`}>
            <div className="card-head">
              <TargetName {...rate} />
              <strong>
                <Percent of={rate.basis_points} />
              </strong>
            </div>
            <div className="row">
              <DiscountTag status={rate.status} />
              <span>
                <Held rate={rate} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="rates-room" role="group" aria-label={t('pricing.customer.current')} tabIndex={0}>
      <table className="rates current-rates" aria-label={t('pricing.customer.current')}>
        <thead>
          <tr>
            <th scope="col">{t('pricing.product')}</th>
            <th scope="col" className="right">
              {t('pricing.customer.rate')}
            </th>
            <th scope="col">{t('pricing.state')}</th>
            <th scope="col">{t('pricing.holds')}</th>
          </tr>
        </thead>
        <tbody>
          {rates.map((rate) => (
            <tr key={`${nameOfTarget(rate)} ${rate.effective_from}`}>
              <th scope="row">
                <TargetName {...rate} />
              </th>
              <td className="right">
                <Percent of={rate.basis_points} />
              </td>
              <td>
                <DiscountTag status={rate.status} />
              </td>
              <td>
                <Held rate={rate} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** From when to when, and why it ends where that is not as it was set. */
function Held({ rate: { status, effective_from, effective_until, end } }: { rate: CustomerRate }) {
  const { t } = useTranslation();
  return (
    <>
      <Period from={effective_from} until={effective_until} {...(status === 'scheduled' ? { never: t('pricing.preview.will_not_hold') } : {})} />
      {end !== 'as_set' && <span className="soft rate-end"> {t(`pricing.customer.ends.${end}`)}</span>}
    </>
  );
}

function History({ sets }: { sets: CustomerDiscount[] }) {
  const { t } = useTranslation();
  if (sets.length === 0) return <p className="soft">{t('pricing.customer.never_set')}</p>;
  return (
    <ol className="discount-sets" aria-label={t('pricing.customer.history_list')}>
      {sets.map((set) => (
        <li key={set.id}>
          <div className="row">
            <strong className="figures">{t('pricing.period.from_to', { from: calendarDay(set.from), to: calendarDay(set.to) })}</strong>
            <DiscountTag status={set.status} />
          </div>
          <ul className="plain-rates">
            {set.rates.map((rate) => (
              <li key={nameOfTarget(rate)}>
                {nameOfTarget(rate)}: <Percent of={rate.basis_points} />
                {rate.end !== 'as_set' && (
                  <span className="soft">
                    {' · '}
                    <Period from={rate.effective_from} until={rate.effective_until} />
                    {rate.effective_from !== rate.effective_until && ` ${t(`pricing.customer.ends.${rate.end}`)}`}
                  </span>
                )}
              </li>
            ))}
          </ul>
          {set.below_cost_reason !== null && <p>{t('pricing.customer.below_cost_because', { reason: set.below_cost_reason })}</p>}
          <WhoAndWhen at={set.set_at} who={set.set_by} />
        </li>
      ))}
    </ol>
  );
}

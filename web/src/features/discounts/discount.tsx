// One set of rates of a partner: what was asked for, what became of it, and what may be done with it.
import { ArrowLeftOutlined, RollbackOutlined } from '@ant-design/icons';
import { App, Button, Modal, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ClockTag } from '../../components/clock_tag';
import { useCreditWords } from '../../components/credit/credit_words';
import { Empty } from '../../components/empty';
import { Page } from '../../components/page';
import { type PartnerDiscount, usePricesChanged } from '../../components/pricing/calls';
import { DiscountTag } from '../../components/pricing/discount_tag';
import { RatesTable } from '../../components/pricing/rates_table';
import { ProblemNotice } from '../../components/problem_notice';
import { When } from '../../components/when';
import { idempotencyKey } from '../../lib/api';
import { calendarDay } from '../../lib/formats';
import { isProblem } from '../../lib/problem';
import { useMay, useSession } from '../../lib/session';
import { useActive, useDiscount, withdrawDiscount } from './calls';
import { Held, isOverdue } from './discount_list';

const Decision = lazy(async () => ({ default: (await import('./decision')).Decision }));

export function Discount() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const { user } = useSession();
  const query = useDiscount(id);
  const discount = query.data?.body;
  const decides = useMay('decide_partner_discounts');
  const asks = useMay('ask_partner_discounts');
  const list = user.audience === 'partner' ? '/discounts' : '/approvals/discounts';
  const toList = <Link to={list}>{t('pricing.to_discounts')}</Link>;
  return (
    <>
      <nav className="back-to" aria-label={t('pricing.back')}>
        <Link to={list}>
          <ArrowLeftOutlined aria-hidden /> {user.audience === 'partner' ? t('app.places.partner_discounts') : t('pricing.queue')}
        </Link>
      </nav>
      <Page
        title={discount ? t('pricing.discount_from', { day: calendarDay(discount.starts_on) }) : t('pricing.discount')}
        aside={
          discount && (
            <>
              <DiscountTag status={discount.status} />
              {discount.status === 'pending' && <ClockTag dueAt={discount.due_at} overdue={isOverdue(discount)} />}
            </>
          )
        }
        actions={discount?.status === 'pending' && asks && <Withdraw discount={discount} />}
      >
        {isProblem(query.error, 'not_found', 'invalid_id') ? (
          <Empty title={t('pricing.discount_not_found')} action={toList}>
            {t('pricing.discount_not_found_advice')}
          </Empty>
        ) : query.error ? (
          <ProblemNotice error={query.error} retry={() => void query.refetch()} />
        ) : query.data && discount ? (
          <div className="columns-2">
            <div className="stack">
              <Rates discount={discount} />
            </div>
            <div className="stack">
              {discount.status === 'pending' && decides && (
                <Suspense>
                  <Decision discount={discount} etag={query.data.etag} />
                </Suspense>
              )}
              <Facts discount={discount} />
            </div>
          </div>
        ) : (
          <div role="status" aria-label={t('components.waiting')} className="waiting">
            <Skeleton active title={false} />
          </div>
        )}
      </Page>
    </>
  );
}

/** What waits stands beside what holds now; what was approved otherwise beside what was asked for. */
function Rates({ discount: { status, rates, asked_rates, partner } }: { discount: PartnerDiscount }) {
  const { t } = useTranslation();
  const waits = status === 'pending';
  const active = useActive(partner.id, waits);
  return (
    <section className="panel" aria-labelledby="rates">
      <h2 id="rates">{t('pricing.rates')}</h2>
      {active.error && <ProblemNotice error={active.error} retry={() => void active.refetch()} />}
      {waits ? (
        <RatesTable
          label={t('pricing.rates')}
          title={t('pricing.asked_rate')}
          rates={rates}
          {...(active.data !== undefined ? { beside: { title: t('pricing.current'), rates: active.data?.rates ?? [] } } : {})}
        />
      ) : asked_rates ? (
        <RatesTable
          label={t('pricing.rates')}
          title={t('pricing.approved_rate')}
          rates={rates}
          beside={{ title: t('pricing.asked_rate'), rates: asked_rates }}
        />
      ) : (
        <RatesTable label={t('pricing.rates')} rates={rates} />
      )}
      <p className="soft panel-end">{t('pricing.whole_set')}</p>
    </section>
  );
}

function Facts({ discount }: { discount: PartnerDiscount }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const words = useCreditWords();
  const facts: (false | [string, React.ReactNode, 'whole'?])[] = [
    user.audience === 'provider' && [t('components.partner'), <Link to={`/partners/${discount.partner.id}`}>{discount.partner.name}</Link>],
    [t('pricing.starts_on'), <span className="figures">{calendarDay(discount.starts_on)}</span>],
    discount.effective_from !== null && [t('pricing.holds'), <Held row={discount} />],
    [t('pricing.asked_by'), words.who(discount.asked_by)],
    [t('pricing.asked_at'), <When at={discount.asked_at} to="minute" />],
    discount.status === 'pending' && discount.due_at !== null && [t('pricing.due_at'), <When at={discount.due_at} to="minute" />],
    discount.decided_by !== null && [
      discount.status === 'withdrawn' ? t('pricing.withdrawn_by') : t('pricing.decided_by'),
      words.who(discount.decided_by),
    ],
    discount.decided_at !== null && [t('pricing.decided_at'), <When at={discount.decided_at} to="minute" />],
    discount.reason !== null && [t('components.reason'), discount.reason, 'whole'],
  ];
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts">{t('pricing.facts')}</h2>
      <dl className="facts">
        {facts
          .filter((fact) => fact !== false)
          .map(([label, value, width]) => (
            <div key={label} className={width}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Withdraw({ discount }: { discount: PartnerDiscount }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const changed = usePricesChanged();
  const [key] = useState(idempotencyKey);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const close = () => {
    setOpen(false);
    void changed();
  };
  return (
    <>
      <Button
        danger
        icon={<RollbackOutlined aria-hidden />}
        onClick={() => {
          setFailure(null);
          setOpen(true);
        }}
      >
        {t('pricing.withdraw.act')}
      </Button>
      <Modal
        open={open}
        title={t('pricing.withdraw.title')}
        okText={t('pricing.withdraw.act')}
        okButtonProps={{ danger: true }}
        cancelText={t('pricing.withdraw.keep')}
        confirmLoading={busy}
        destroyOnHidden
        onCancel={close}
        onOk={() => {
          setBusy(true);
          setFailure(null);
          withdrawDiscount(discount.id, key)
            .then(() => {
              void message.success(t('pricing.withdraw.done'));
              close();
            }, setFailure)
            .finally(() => {
              setBusy(false);
            });
        }}
      >
        <div className="stack">
          {failure !== null && <ProblemNotice error={failure} />}
          <p>{t('pricing.withdraw.lead', { day: calendarDay(discount.starts_on) })}</p>
        </div>
      </Modal>
    </>
  );
}

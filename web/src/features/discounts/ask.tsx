// Asking for another set of rates: from which day, how much for each product, and what would be lost by it.
import { useQuery } from '@tanstack/react-query';
import { App, Button, Modal, Skeleton } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Empty } from '../../components/empty';
import { ErrorSummary, focusField, without, type Wrong } from '../../components/error_summary';
import { LeaveGuard } from '../../components/leave_guard';
import { Page } from '../../components/page';
import { type PartnerDiscount, useCatalog, useDiscountDays, usePricesChanged } from '../../components/pricing/calls';
import { ChangedMeanwhile } from '../../components/pricing/changed_meanwhile';
import { DayField } from '../../components/pricing/day_field';
import { Earliest } from '../../components/pricing/earliest';
import { LoweredNotice, LoweredList } from '../../components/pricing/lowered';
import { RateFields, useTypedRates, useUnread } from '../../components/pricing/rate_fields';
import { useRefused } from '../../components/pricing/refused';
import { holdingOn, lowered, newRates, pointsOf, type Rate, type Target } from '../../components/pricing/rates';
import { ProblemNotice } from '../../components/problem_notice';
import { idempotencyKey, type Schemas } from '../../lib/api';
import { calendarDay } from '../../lib/formats';
import { isProblem } from '../../lib/problem';
import { askDiscount, readStanding, type Standing } from './calls';

export function Ask() {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const days = useDiscountDays();
  const standing = useQuery({
    queryKey: ['prices', 'partner-discounts', 'standing'],
    queryFn: readStanding,
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const failed = [catalog, days, standing].find(({ error }) => error);
  return (
    <Page title={t('pricing.ask.title')}>
      <p className="page-lead">
        <Link to="/discounts">{t('pricing.to_discounts')}</Link>
      </p>
      {failed ? (
        <ProblemNotice error={failed.error} retry={() => void Promise.all([catalog, days, standing].map((query) => query.refetch()))} />
      ) : catalog.data && days.data && standing.data ? (
        standing.data.pending ? (
          <Empty title={t('pricing.ask.pending')} action={<Link to={`/discounts/${standing.data.pending.id}`}>{t('pricing.ask.to_pending')}</Link>}>
            {t('pricing.ask.pending_advice')}
          </Empty>
        ) : catalog.data.targets.length === 0 ? (
          <Empty title={t('pricing.ask.no_products')} action={<Link to="/discounts">{t('pricing.to_discounts')}</Link>}>
            {t('pricing.ask.no_products_advice')}
          </Empty>
        ) : (
          <AskForm targets={catalog.data.targets} days={days.data} first={standing.data} />
        )
      ) : (
        <div role="status" aria-label={t('components.waiting')} className="waiting">
          <Skeleton active title={false} paragraph={{ rows: 8 }} />
        </div>
      )}
    </Page>
  );
}

interface AskFormProps {
  targets: readonly Target[];
  days: Schemas['DiscountDays'];
  first: Standing;
}

const noRates: readonly Rate[] = [];

function AskForm({ targets, days, first }: AskFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const changed = usePricesChanged();
  const unread = useUnread();
  const refused = useRefused(id, targets);
  const [standing, setStanding] = useState(first);
  const [before, setBefore] = useState<readonly Rate[] | null>(null);
  const [day, setDay] = useState<string | undefined>(days.partner_discount.earliest);
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const typed = (field: string) => {
    setWrong((present) => without(present, `${id}-${field}`));
  };
  const rates = useTypedRates(pointsOf(first.active?.rates ?? noRates), typed);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<PartnerDiscount | null>(null);
  const intent = useRef({ body: '', key: '' });
  const current = standing.active?.rates ?? noRates;
  const holding = holdingOn(day ?? days.partner_discount.earliest, [...(standing.active ? [standing.active] : []), ...standing.scheduled]);
  const less = lowered(targets, pointsOf(holding?.rates ?? noRates), rates.points);

  useEffect(() => {
    // Only once nothing is unsaved any more, or the guard would ask.
    if (made) void navigate(`/discounts/${made.id}`, { replace: true });
  }, [made, navigate]);

  const check = (): Wrong[] => [
    ...(day === undefined ? [{ id: `${id}-day`, sentence: t('pricing.day_missing') }] : []),
    ...unread(id, targets, rates),
    ...(rates.points.size === 0 ? [{ id: `${id}-${targets[0]?.key ?? ''}`, sentence: t('pricing.ask.nothing_named') }] : []),
  ];
  const send = async () => {
    if (day === undefined) return;
    const body = { starts_on: day, rates: newRates(targets, rates.points) };
    const text = JSON.stringify([body, standing.etag]);
    // The same again, after an answer that never came, is the same intent.
    if (intent.current.body !== text) intent.current = { body: text, key: idempotencyKey() };
    setBusy(true);
    setFailure(null);
    setBefore(null);
    try {
      const asked = await askDiscount(body, standing.etag, intent.current.key);
      void message.success(t('pricing.ask.done'), 6);
      void changed();
      setMade(asked);
    } catch (error) {
      if (isProblem(error, 'stale')) {
        const now = await readStanding();
        setBefore(current);
        setStanding(now);
      } else {
        const found = refused(error, body.rates);
        setWrong(found.wrong);
        setFailure(found.rest);
        if (found.wrong[0]) focusField(found.wrong[0].id);
      }
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  const submit = () => {
    const found = check();
    setWrong(found);
    setFailure(null);
    if (found[0]) focusField(found[0].id);
    else if (less.length > 0) setAsking(true);
    else send().catch(setFailure);
  };
  return (
    <form
      className="panel stack rates-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary wrong={wrong} />
      {failure !== null && <ProblemNotice error={failure} />}
      {before && <ChangedMeanwhile targets={targets} before={before} now={current} />}
      {before && standing.pending && (
        <p>
          <Link to={`/discounts/${standing.pending.id}`}>{t('pricing.ask.to_pending')}</Link>
        </p>
      )}
      <p>{t('pricing.ask.lead')}</p>
      {standing.scheduled.length > 0 && (
        <p className="soft">{t('pricing.ask.scheduled', { days: standing.scheduled.map(({ starts_on }) => calendarDay(starts_on)).join(', ') })}</p>
      )}
      <DayField
        id={`${id}-day`}
        label={t('pricing.effective_from')}
        value={day}
        least={days.partner_discount.earliest}
        onChoose={(chosen) => {
          typed('day');
          setDay(chosen);
        }}
        help={<Earliest of="partner_discount" days={days} />}
        wrong={wrong.find((each) => each.id === `${id}-day`)?.sentence}
      />
      <div>
        <RateFields
          form={id}
          label={t('pricing.rates')}
          targets={targets}
          current={pointsOf(current)}
          currentTitle={t('pricing.current')}
          title={t('pricing.asked_rate')}
          rates={rates}
          wrong={wrong}
          blank={{ product: t('pricing.none'), group: t('pricing.as_above') }}
        />
      </div>
      <LoweredNotice lowered={less} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('pricing.ask.send')}
        </Button>
        <Link to="/discounts">{t('components.cancel')}</Link>
      </div>
      <Modal
        open={asking}
        title={t('pricing.lowered.title')}
        okText={t('pricing.ask.send_anyway')}
        cancelText={t('pricing.back_to_form')}
        confirmLoading={busy}
        destroyOnHidden
        onCancel={() => {
          setAsking(false);
        }}
        onOk={() => {
          send().catch(setFailure);
        }}
      >
        <p>{t('pricing.lowered.lead', { day: calendarDay(day ?? '') })}</p>
        <LoweredList lowered={less} />
      </Modal>
      <LeaveGuard unsaved={(rates.touched || day !== days.partner_discount.earliest) && made === null} />
    </form>
  );
}

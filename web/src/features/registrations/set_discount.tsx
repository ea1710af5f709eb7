// Lowering a customer's prices: from when to when, how much for each product, and what that comes to while one types.
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Input, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Empty } from '../../components/empty';
import { ErrorSummary, focusField, without, type Wrong } from '../../components/error_summary';
import { LeaveGuard } from '../../components/leave_guard';
import { Page } from '../../components/page';
import { useCatalog, useDiscountDays, usePricesChanged } from '../../components/pricing/calls';
import { ChangedMeanwhile } from '../../components/pricing/changed_meanwhile';
import { DayField } from '../../components/pricing/day_field';
import { Earliest } from '../../components/pricing/earliest';
import { Percent } from '../../components/pricing/percent';
import { RateFields, useTypedRates, useUnread } from '../../components/pricing/rate_fields';
import { newRates, pointsOf, type Target } from '../../components/pricing/rates';
import { useRefused } from '../../components/pricing/refused';
import { ProblemNotice } from '../../components/problem_notice';
import { api, bodyOf, idempotencyKey, type Schemas } from '../../lib/api';
import { day as dayOf } from '../../lib/formats';
import { isProblem } from '../../lib/problem';
import { nameOf, type Registration } from './acts';
import { type CustomerRate, type NewCustomerDiscount, readStanding, setDiscount, type Standing, usePreview } from './discount_calls';
import { DiscountPreview } from './discount_preview';
import './discount_section.css';

export function SetDiscount() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const one = useQuery({
    queryKey: ['registrations', 'one', id],
    queryFn: () => bodyOf(api.GET('/api/v1/registrations/{id}', { params: { path: { id } } })),
  });
  const row = one.data;
  return (
    <>
      <nav className="back-to" aria-label={t('pricing.back')}>
        <Link to={`/accounts/${id}?tab=discounts`}>
          <ArrowLeftOutlined aria-hidden /> {row ? nameOf(row) : t('app.places.accounts')}
        </Link>
      </nav>
      <Page title={row ? t('pricing.customer.title', { name: nameOf(row) }) : t('pricing.customer.act')}>
        {row ? (
          row.status === 'confirmed' ? (
            <Loading row={row} />
          ) : (
            <Empty title={t('pricing.customer.not_confirmed')} action={<Link to={`/accounts/${row.id}`}>{t('pricing.customer.to_account')}</Link>}>
              {t('pricing.customer.not_confirmed_advice')}
            </Empty>
          )
        ) : isProblem(one.error, 'not_found', 'invalid_id') ? (
          <Empty title={t('registrations.account.not_found')} action={<Link to="/accounts">{t('registrations.account.to_list')}</Link>}>
            {t('registrations.account.not_found_advice')}
          </Empty>
        ) : one.error ? (
          <ProblemNotice error={one.error} retry={() => void one.refetch()} />
        ) : (
          <Waiting />
        )}
      </Page>
    </>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('components.waiting')} className="waiting">
      <Skeleton active title={false} paragraph={{ rows: 8 }} />
    </div>
  );
}

function Loading({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const days = useDiscountDays();
  const standing = useQuery({
    queryKey: ['prices', 'customer-standing', row.account_id],
    queryFn: () => readStanding(row.account_id),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const queries = [catalog, days, standing];
  const failed = queries.find(({ error }) => error);
  if (failed) return <ProblemNotice error={failed.error} retry={() => void Promise.all(queries.map((query) => query.refetch()))} />;
  if (!catalog.data || !days.data || !standing.data) return <Waiting />;
  if (catalog.data.targets.length === 0) return <Empty title={t('pricing.ask.no_products')}>{t('pricing.customer.no_products_advice')}</Empty>;
  return <DiscountForm row={row} targets={catalog.data.targets} days={days.data} first={standing.data} />;
}

/** Long enough for a number to be typed. */
const pause = 350;

function useLater<Value>(value: Value): Value {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => {
      setLater(value);
    }, pause);
    return () => {
      clearTimeout(waiting);
    };
  }, [value]);
  return later;
}

const active = (rates: readonly CustomerRate[]) => rates.filter(({ status }) => status === 'active');

interface DiscountFormProps {
  row: Registration;
  targets: readonly Target[];
  days: Schemas['DiscountDays'];
  first: Standing;
}

function DiscountForm({ row, targets, days, first }: DiscountFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const changed = usePricesChanged();
  const unread = useUnread();
  const refused = useRefused(id, targets);
  const { earliest } = days.customer_discount;
  const [standing, setStanding] = useState(first);
  const [before, setBefore] = useState<CustomerRate[] | null>(null);
  const [from, setFrom] = useState<string | undefined>(earliest);
  const [to, setTo] = useState<string | undefined>(() => dayjs(earliest).add(1, 'year').subtract(1, 'day').format('YYYY-MM-DD'));
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const typed = (name: string) => {
    setWrong((present) => without(present, `${id}-${name}`));
  };
  const rates = useTypedRates(undefined, typed);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const intent = useRef({ body: '', key: '' });
  const field = (name: string) => wrong.find((each) => each.id === `${id}-${name}`)?.sentence;

  useEffect(() => {
    // Only once nothing is unsaved any more, or the guard would ask.
    if (done) void navigate(`/accounts/${row.id}?tab=discounts`, { replace: true });
  }, [done, navigate, row.id]);

  const sent = newRates(targets, rates.points);
  const readable = from !== undefined && to !== undefined && to >= from && sent.length > 0 && unread(id, targets, rates).length === 0;
  const asked = useLater(readable ? JSON.stringify({ from, to, rates: sent }) : null);
  const preview = usePreview(row.account_id, asked === null ? null : (JSON.parse(asked) as NewCustomerDiscount));
  const seen = asked === null || preview.error ? undefined : preview.data;
  // What was given is not taken away while another rate is typed.
  const needsReason = seen?.reason_required === true || field('reason') !== undefined || (reason !== '' && seen === undefined);
  const forbidden = seen?.allowed === false;

  const check = (): Wrong[] => {
    const found = unread(id, targets, rates);
    if (from === undefined) found.unshift({ id: `${id}-day`, sentence: t('pricing.day_missing') });
    if (to === undefined) found.push({ id: `${id}-to`, sentence: t('pricing.customer.to_missing') });
    else if (from !== undefined && to < from) found.push({ id: `${id}-to`, sentence: t('pricing.customer.to_before_from') });
    if (sent.length === 0 && unread(id, targets, rates).length === 0)
      found.push({ id: `${id}-${targets[0]?.key ?? ''}`, sentence: t('pricing.customer.nothing_named') });
    if (seen?.reason_required === true && reason.trim() === '') found.push({ id: `${id}-reason`, sentence: t('pricing.customer.reason_missing') });
    return found;
  };
  const send = async () => {
    if (from === undefined || to === undefined) return;
    const body = { from, to, rates: sent, below_cost_reason: reason.trim() === '' || seen?.below_cost === false ? null : reason.trim() };
    const text = JSON.stringify([body, standing.etag]);
    // The same again, after an answer that never came, is the same intent.
    if (intent.current.body !== text) intent.current = { body: text, key: idempotencyKey() };
    setBusy(true);
    setBefore(null);
    try {
      await setDiscount(row.account_id, body, standing.etag, intent.current.key);
      void message.success(t('pricing.customer.done', { name: nameOf(row) }), 6);
      void changed();
      setDone(true);
    } catch (error) {
      if (isProblem(error, 'stale')) {
        const now = await readStanding(row.account_id);
        setBefore(standing.current);
        setStanding(now);
      } else {
        const found = refused(error, sent);
        setWrong(found.wrong);
        setFailure(found.rest);
        if (found.wrong[0]) focusField(found.wrong[0].id);
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="set-discount"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = check();
        setWrong(found);
        setFailure(null);
        if (found[0]) focusField(found[0].id);
        else if (!forbidden) send().catch(setFailure);
      }}
    >
      <div className="panel stack">
        <ErrorSummary wrong={wrong} />
        {failure !== null && <ProblemNotice error={failure} />}
        {before && <ChangedMeanwhile targets={targets} before={active(before)} now={active(standing.current)} />}
        <p>{t('pricing.customer.lead')}</p>
        <div className="days-row">
          <DayField
            id={`${id}-day`}
            label={t('pricing.effective_from')}
            value={from}
            least={earliest}
            onChoose={(chosen) => {
              typed('day');
              setFrom(chosen);
            }}
            help={<Earliest of="customer_discount" days={days} />}
            wrong={field('day')}
          />
          <DayField
            id={`${id}-to`}
            label={t('pricing.effective_to')}
            value={to}
            least={from ?? earliest}
            onChoose={(chosen) => {
              typed('to');
              setTo(chosen);
            }}
            wrong={field('to')}
          />
        </div>
        <RateFields
          form={id}
          label={t('pricing.customer.rate')}
          targets={targets}
          current={pointsOf(active(standing.current))}
          currentTitle={t('pricing.current')}
          title={t('pricing.customer.rate')}
          rates={rates}
          wrong={wrong}
          blank={{ product: t('pricing.customer.unchanged'), group: t('pricing.customer.unchanged') }}
          beside={(target) => <Next target={target} rates={standing.current} />}
        />
        {needsReason && (
          <Reason
            id={`${id}-reason`}
            value={reason}
            onType={(text) => {
              typed('reason');
              setReason(text);
            }}
            wrong={field('reason')}
          />
        )}
        {forbidden && <Alert type="error" showIcon role="alert" className="rates-notice" title={t('pricing.customer.forbidden')} />}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={busy} disabled={forbidden}>
            {t('pricing.customer.act')}
          </Button>
          <Link to={`/accounts/${row.id}?tab=discounts`}>{t('components.cancel')}</Link>
        </div>
      </div>
      <DiscountPreview asked={asked !== null} query={preview} />
      <LeaveGuard unsaved={(rates.touched || from !== earliest) && !done} />
    </form>
  );
}

/** The rate that is already set for later. */
function Next({ target, rates }: { target: Target; rates: readonly CustomerRate[] }) {
  const { t } = useTranslation();
  const next = rates.find(({ status, product, product_group }) => status === 'scheduled' && (product_group?.id ?? product.id) === target.key);
  if (!next) return null;
  return (
    <span className="soft next-rate">
      {t('pricing.customer.next', { day: dayOf(next.effective_from) })} <Percent of={next.basis_points} />
    </span>
  );
}

function Reason({ id, value, onType, wrong }: { id: string; value: string; onType: (text: string) => void; wrong: string | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="reason-field">
      <label htmlFor={id}>{t('pricing.customer.reason')}</label>
      <Input.TextArea
        id={id}
        rows={2}
        maxLength={500}
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? `${id}-help` : `${id}-wrong ${id}-help`}
        {...(wrong !== undefined ? { status: 'error' as const } : {})}
        onChange={({ target }) => {
          onType(target.value);
        }}
      />
      {wrong !== undefined && (
        <p id={`${id}-wrong`} className="wrong-text">
          {wrong}
        </p>
      )}
      <p id={`${id}-help`} className="soft">
        {t('pricing.customer.reason_help')}
      </p>
    </div>
  );
}

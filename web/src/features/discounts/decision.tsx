// The provider's answer to a partner that asks for other rates: as asked, with other rates, or no.
import { CheckOutlined, CloseOutlined, EditOutlined } from '@ant-design/icons';
import { App, Button, Modal, Skeleton } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, focusField, without, type Wrong } from '../../components/error_summary';
import { type PartnerDiscount, useCatalog, usePricesChanged, useToday } from '../../components/pricing/calls';
import { RateFields, useTypedRates, useUnread } from '../../components/pricing/rate_fields';
import { useRefused } from '../../components/pricing/refused';
import { newRates, pointsOf, type Target } from '../../components/pricing/rates';
import { ProblemNotice } from '../../components/problem_notice';
import { ReasonDialog } from '../../components/reason_dialog';
import { idempotencyKey, type Schemas } from '../../lib/api';
import { calendarDay } from '../../lib/formats';
import { approveDiscount, rejectDiscount } from './calls';

interface DecisionProps {
  discount: PartnerDiscount;
  etag: string;
}

export function Decision({ discount, etag }: DecisionProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const changed = usePricesChanged();
  const [asked, setAsked] = useState<'approve' | 'others' | 'reject' | null>(null);
  const [key] = useState(idempotencyKey);
  const close = () => {
    setAsked(null);
  };
  // What was refused may be so because somebody else was quicker; the sentence is read before the screen changes.
  const leave = () => {
    close();
    void changed();
  };
  const done = (sentence: string) => {
    void message.success(sentence, 5);
    leave();
  };
  const { name } = discount.partner;
  return (
    <section className="panel stack" aria-labelledby="decision">
      <h2 id="decision">{t('pricing.decide.title')}</h2>
      <p className="soft">{t('pricing.decide.lead')}</p>
      <div className="row">
        <Button
          type="primary"
          icon={<CheckOutlined aria-hidden />}
          onClick={() => {
            setAsked('approve');
          }}
        >
          {t('pricing.decide.approve')}
        </Button>
        <Button
          icon={<EditOutlined aria-hidden />}
          onClick={() => {
            setAsked('others');
          }}
        >
          {t('pricing.decide.others')}
        </Button>
        <Button
          danger
          icon={<CloseOutlined aria-hidden />}
          onClick={() => {
            setAsked('reject');
          }}
        >
          {t('pricing.decide.reject')}
        </Button>
      </div>
      <Approve open={asked === 'approve'} discount={discount} etag={etag} onDone={done} onClose={leave} />
      {asked === 'others' && <OtherRates discount={discount} etag={etag} onDone={done} onClose={leave} />}
      <ReasonDialog
        open={asked === 'reject'}
        title={t('pricing.decide.reject_title', { name })}
        lead={t('pricing.decide.reject_lead')}
        act={t('pricing.decide.reject')}
        onAct={async (reason) => {
          await rejectDiscount(discount.id, reason, key);
          void message.success(t('pricing.decide.rejected', { name }), 5);
        }}
        onClose={leave}
      />
    </section>
  );
}

interface DialogProps extends DecisionProps {
  onDone: (sentence: string) => void;
  onClose: () => void;
}

/** When it will hold from: the day that was asked for, or at once when that day has come. */
function Begins({ discount: { starts_on } }: { discount: PartnerDiscount }) {
  const { t } = useTranslation();
  const now = useToday();
  return (
    <p>
      {starts_on > now
        ? t('pricing.decide.begins', { day: calendarDay(starts_on) })
        : t('pricing.decide.begins_now', { day: calendarDay(starts_on) })}
    </p>
  );
}

function Approve({ open, discount, etag, onDone, onClose }: DialogProps & { open: boolean }) {
  const { t } = useTranslation();
  const [key] = useState(idempotencyKey);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { name } = discount.partner;
  return (
    <Modal
      open={open}
      title={t('pricing.decide.approve_title', { name })}
      okText={t('pricing.decide.approve')}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      destroyOnHidden
      onCancel={onClose}
      afterOpenChange={(opened) => {
        if (!opened) setFailure(null);
      }}
      onOk={() => {
        setBusy(true);
        setFailure(null);
        approveDiscount(discount.id, undefined, etag, key)
          .then(() => {
            onDone(t('pricing.decide.approved', { name }));
          }, setFailure)
          .finally(() => {
            setBusy(false);
          });
      }}
    >
      <div className="stack">
        {failure !== null && <ProblemNotice error={failure} />}
        <Begins discount={discount} />
        <p>{t('pricing.decide.replaces')}</p>
      </div>
    </Modal>
  );
}

function OtherRates({ discount, etag, onDone, onClose }: DialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const catalog = useCatalog();
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      open
      width={640}
      title={t('pricing.decide.others_title', { name: discount.partner.name })}
      okText={t('pricing.decide.approve_others')}
      okButtonProps={{ htmlType: 'submit', form: id, disabled: !catalog.data }}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      onCancel={onClose}
    >
      {catalog.error ? (
        <ProblemNotice error={catalog.error} retry={() => void catalog.refetch()} />
      ) : catalog.data ? (
        <OtherRatesForm id={id} targets={catalog.data.targets} discount={discount} etag={etag} onBusy={setBusy} onDone={onDone} />
      ) : (
        <Skeleton active title={false} paragraph={{ rows: 6 }} />
      )}
    </Modal>
  );
}

interface OtherRatesFormProps extends DecisionProps {
  id: string;
  targets: readonly Target[];
  onBusy: (busy: boolean) => void;
  onDone: (sentence: string) => void;
}

function OtherRatesForm({ id, targets, discount, etag, onBusy, onDone }: OtherRatesFormProps) {
  const { t } = useTranslation();
  const unread = useUnread();
  const refused = useRefused(id, targets);
  const asked = pointsOf(discount.rates);
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const rates = useTypedRates(asked, (key) => {
    setWrong((present) => without(present, `${id}-${key}`));
  });
  const [failure, setFailure] = useState<unknown>(null);
  const intent = useRef({ body: '', key: '' });
  const refuse = (error: unknown, sent: Schemas['NewRate'][]) => {
    const found = refused(error, sent);
    setWrong(found.wrong);
    setFailure(found.rest);
    if (found.wrong[0]) focusField(found.wrong[0].id);
  };
  const submit = () => {
    const found = unread(id, targets, rates);
    if (rates.points.size === 0) found.push({ id: `${id}-${targets[0]?.key ?? ''}`, sentence: t('pricing.ask.nothing_named') });
    setWrong(found);
    setFailure(null);
    if (found[0]) {
      focusField(found[0].id);
      return;
    }
    const body = newRates(targets, rates.points);
    const text = JSON.stringify([body, etag]);
    if (intent.current.body !== text) intent.current = { body: text, key: idempotencyKey() };
    onBusy(true);
    approveDiscount(discount.id, body, etag, intent.current.key)
      .then(
        () => {
          onDone(t('pricing.decide.approved_others', { name: discount.partner.name }));
        },
        (error: unknown) => {
          refuse(error, body);
        },
      )
      .finally(() => {
        onBusy(false);
      });
  };
  return (
    <form
      id={id}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary wrong={wrong} />
      {failure !== null && <ProblemNotice error={failure} />}
      <Begins discount={discount} />
      <RateFields
        form={id}
        label={t('pricing.rates')}
        targets={targets}
        current={asked}
        currentTitle={t('pricing.asked_rate')}
        title={t('pricing.approved_rate')}
        rates={rates}
        wrong={wrong}
        blank={{ product: t('pricing.none'), group: t('pricing.as_above') }}
      />
    </form>
  );
}

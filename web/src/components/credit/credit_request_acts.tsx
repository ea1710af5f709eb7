// What may be done about a request that waits: approve or reject somebody else's, withdraw one's own.
import { CheckOutlined, CloseOutlined, RollbackOutlined } from '@ant-design/icons';
import { App, Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, idempotencyKey } from '../../lib/api';
import { money } from '../../lib/formats';
import { language } from '../../lib/language';
import { useMay, useSession } from '../../lib/session';
import { Money } from '../money';
import { ProblemNotice } from '../problem_notice';
import { ReasonDialog } from '../reason_dialog';
import { useCreditMoved } from './calls';
import type { CreditRequest } from './credit_requests';
import { useCreditWords } from './credit_words';

/** `onLeft` is called when the row may have taken the focus with it. */
export function RequestActs({ row, onLeft }: { row: CreditRequest; onLeft: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const mayDecide = useMay(user.audience === 'partner' ? 'change_credit' : 'issue_credit');
  const { message } = App.useApp();
  const moved = useCreditMoved();
  const [asked, setAsked] = useState<'approve' | 'reject' | 'withdraw' | null>(null);
  const [key] = useState(idempotencyKey);
  // Also when the row is taken away together with its dialog.
  const left = useRef(onLeft);
  useEffect(() => {
    const leave = left.current;
    return () => {
      requestAnimationFrame(leave);
    };
  }, []);
  if (!mayDecide) return null;
  const amount = money(row.amount, language());
  const whom = row.account?.name ?? row.partner.name;
  const call = { params: { path: { id: row.id }, header: { 'Idempotency-Key': key } } };
  const done = (sentence: string) => () => {
    void message.success(sentence);
  };
  // What was refused may be so because somebody else was quicker; the sentence is read before the row goes.
  const close = () => {
    setAsked(null);
    void moved();
  };
  return (
    <div className="request-acts">
      {row.own ? (
        <>
          <p className="soft">{t('credit.requests.own')}</p>
          <Button
            icon={<RollbackOutlined aria-hidden />}
            onClick={() => {
              setAsked('withdraw');
            }}
          >
            {t('credit.requests.withdraw')}
          </Button>
        </>
      ) : (
        <div className="row">
          <Button
            type="primary"
            icon={<CheckOutlined aria-hidden />}
            aria-label={t('credit.requests.approve_this', { amount, name: whom })}
            onClick={() => {
              setAsked('approve');
            }}
          >
            {t('credit.requests.approve')}
          </Button>
          <Button
            icon={<CloseOutlined aria-hidden />}
            aria-label={t('credit.requests.reject_this', { amount, name: whom })}
            onClick={() => {
              setAsked('reject');
            }}
          >
            {t('credit.requests.reject')}
          </Button>
        </div>
      )}
      <Ask
        open={asked === 'approve'}
        title={t('credit.requests.approve_title')}
        act={t('credit.requests.approve')}
        onAct={() =>
          bodyOf(api.POST('/api/v1/credit/requests/{id}/approve', { ...call, body: {} })).then(
            done(t('credit.requests.approved', { amount, name: whom })),
          )
        }
        onClose={close}
        onLeft={onLeft}
      >
        <Summary row={row} />
      </Ask>
      <Ask
        open={asked === 'withdraw'}
        title={t('credit.requests.withdraw_title')}
        act={t('credit.requests.withdraw')}
        onAct={() => bodyOf(api.POST('/api/v1/credit/requests/{id}/withdraw', { ...call, body: {} })).then(done(t('credit.requests.withdrawn')))}
        onClose={close}
        onLeft={onLeft}
      >
        <Summary row={row} />
      </Ask>
      <ReasonDialog
        open={asked === 'reject'}
        title={t('credit.requests.reject_title')}
        lead={t('credit.requests.reject_lead', { amount, name: whom })}
        act={t('credit.requests.reject')}
        onAct={(reason) =>
          bodyOf(api.POST('/api/v1/credit/requests/{id}/reject', { ...call, body: { reason } })).then(done(t('credit.requests.rejected')))
        }
        onClose={() => {
          close();
          requestAnimationFrame(onLeft);
        }}
      />
    </div>
  );
}

function Summary({ row }: { row: CreditRequest }) {
  const { t } = useTranslation();
  const words = useCreditWords();
  return (
    <dl className="facts">
      <div>
        <dt>{words.kind(row.kind)}</dt>
        <dd>
          <strong>
            <Money of={row.amount} />
          </strong>
        </dd>
      </div>
      <div>
        <dt>{row.account ? t('credit.columns.account') : t('components.partner')}</dt>
        <dd>{row.account ? row.account.name : row.partner.name}</dd>
      </div>
      <div>
        <dt>{t('credit.requests.by')}</dt>
        <dd>{words.who(row.asked_by)}</dd>
      </div>
      {(row.reference ?? row.note) !== null && (
        <div className="whole">
          <dt>{t('credit.columns.note')}</dt>
          <dd>{[row.reference, row.note].filter((each) => each !== null).join(' · ')}</dd>
        </div>
      )}
    </dl>
  );
}

interface AskProps {
  open: boolean;
  title: string;
  act: string;
  children: React.ReactNode;
  onAct: () => Promise<unknown>;
  onClose: () => void;
  onLeft: () => void;
}

/** Asks once more and does it; stays open with the sentence when it fails. */
function Ask({ open, title, act, children, onAct, onClose, onLeft }: AskProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  return (
    <Modal
      open={open}
      title={title}
      okText={act}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => {
        setBusy(true);
        setFailure(null);
        onAct()
          .then(onClose, setFailure)
          .finally(() => {
            setBusy(false);
          });
      }}
      destroyOnHidden
      afterOpenChange={(opened) => {
        if (opened) return;
        setFailure(null);
        onLeft();
      }}
    >
      <div className="stack">
        {failure !== null && <ProblemNotice error={failure} />}
        {children}
      </div>
    </Modal>
  );
}

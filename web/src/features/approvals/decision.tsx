import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { ReasonDialog } from '../../components/reason_dialog';
import { isProblem } from '../../lib/problem';
import { approve, reject, useDecisionsMade } from './calls';
import type { Approval } from './rules';

export interface Deciding {
  busy: boolean;
  asking: boolean;
  failure: unknown;
  approve: () => void;
  ask: () => void;
  dialog: React.ReactNode;
}

/** Approving and rejecting one; `onDecided` is told when it waits no longer. */
export function useDecision(approval: Approval | undefined, onDecided: () => void): Deciding {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const decided = useDecisionsMade();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const name = approval?.account_name ?? approval?.email ?? '';
  const done = (sentence: string) => {
    void message.success(sentence, 5);
    onDecided();
    decided(approval?.id);
  };
  const failed = (error: unknown) => {
    setFailure(error);
    // What is shown is not what stands: somebody else was faster, or a rule failed meanwhile.
    if (isProblem(error)) decided();
  };
  return {
    busy,
    asking,
    failure,
    approve: () => {
      if (!approval || busy) return;
      setBusy(true);
      setFailure(null);
      approve(approval.id)
        .then(() => {
          done(t('approvals.done_approved', { name }));
        }, failed)
        .finally(() => {
          setBusy(false);
        });
    },
    ask: () => {
      if (approval && !busy) setAsking(true);
    },
    dialog: approval && (
      <ReasonDialog
        open={asking}
        title={t('approvals.ask_reject', { name })}
        lead={t('approvals.reject_lead')}
        act={t('approvals.reject')}
        onAct={async (reason) => {
          await reject(approval.id, reason).catch((error: unknown) => {
            if (isProblem(error, 'registrations.wrong_state')) decided();
            throw error;
          });
          setAsking(false);
          done(t('approvals.done_rejected', { name }));
        }}
        onClose={() => {
          setAsking(false);
        }}
      />
    ),
  };
}

export function DecisionPanel({ deciding, unmet }: { deciding: Deciding; unmet: number }) {
  const { t } = useTranslation();
  return (
    <section className="panel decision" aria-labelledby="decision">
      <h2 id="decision">{t('approvals.decision')}</h2>
      {deciding.failure !== null && <ProblemNotice error={deciding.failure} />}
      <p className="soft">{unmet === 0 ? t('approvals.decision_met') : t('approvals.decision_unmet', { count: unmet })}</p>
      <div className="decision-acts">
        <Button type={unmet === 0 ? 'primary' : 'default'} icon={<CheckOutlined aria-hidden />} loading={deciding.busy} onClick={deciding.approve}>
          {t('approvals.approve')}
        </Button>
        <Button danger icon={<CloseOutlined aria-hidden />} disabled={deciding.busy} onClick={deciding.ask}>
          {t('approvals.reject_act')}
        </Button>
      </div>
    </section>
  );
}

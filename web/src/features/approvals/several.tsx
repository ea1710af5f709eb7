import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { ReasonDialog } from '../../components/reason_dialog';
import { useSettings } from '../../lib/session';
import { useFocusBack } from '../../lib/focus_back';
import { approveSeveral, rejectSeveral, useDecisionsMade, type ApprovalResults } from './calls';
import { OutcomeDialog } from './outcome_dialog';
import { judge, unmet, type Approval } from './rules';

/** Decides on what is chosen in the queue, then says what happened to each. */
export function useSeveral(rows: Approval[], chosen: ReadonlySet<string>, onDone: () => void) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'approve' | 'reject' | null>(null);
  const [results, setResults] = useState<{ results: ApprovalResults; rows: Approval[] } | null>(null);
  const decided = useDecisionsMade();
  const picked = rows.filter(({ id }) => chosen.has(id));
  const finish = async (answer: Promise<ApprovalResults>) => {
    const found = await answer;
    setAsked(null);
    setResults({ results: found, rows: picked });
    onDone();
    decided();
  };
  const ids = picked.map(({ id }) => id);
  const bulk = (
    <>
      <Button
        type="primary"
        icon={<CheckOutlined aria-hidden />}
        onClick={() => {
          setAsked('approve');
        }}
      >
        {t('approvals.approve')}
      </Button>
      <Button
        danger
        icon={<CloseOutlined aria-hidden />}
        onClick={() => {
          setAsked('reject');
        }}
      >
        {t('approvals.reject')}
      </Button>
    </>
  );
  const close = () => {
    setAsked(null);
  };
  const dialogs = (
    <>
      {asked === 'approve' && <ApproveDialog rows={picked} onApprove={() => finish(approveSeveral(ids))} onClose={close} />}
      <ReasonDialog
        open={asked === 'reject'}
        title={t('approvals.reject_several', { count: picked.length })}
        lead={t('approvals.reject_lead')}
        act={t('approvals.reject')}
        onAct={(reason) => finish(rejectSeveral(ids, reason))}
        onClose={close}
      />
      {results && (
        <OutcomeDialog
          {...results}
          onClose={() => {
            setResults(null);
          }}
        />
      )}
    </>
  );
  return { bulk, dialogs };
}

function ApproveDialog({ rows, onApprove, onClose }: { rows: Approval[]; onApprove: () => Promise<void>; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { existing_customer } = useSettings();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const doubtful = rows.filter((row) => unmet(judge(row, existing_customer)).length > 0);
  return (
    <Modal
      open
      title={t('approvals.approve_several', { count: rows.length })}
      okText={t('approvals.approve')}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => {
        setBusy(true);
        setFailure(null);
        onApprove().catch((error: unknown) => {
          setFailure(error);
          setBusy(false);
        });
      }}
    >
      <div className="stack">
        {failure !== null && <ProblemNotice error={failure} />}
        <p>{t('approvals.approve_lead')}</p>
        {doubtful.length > 0 && (
          <div>
            <p>{t('approvals.approve_doubtful', { count: doubtful.length })}</p>
            <ul>
              {doubtful.map((row) => (
                <li key={row.id}>{row.account_name ?? row.email}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Modal>
  );
}

import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusTag } from '../../components/status_tag';
import { useFocusBack } from '../../lib/focus_back';
import type { ApprovalResults } from './calls';
import { useRuleSentence } from './rule_list';
import type { Approval } from './rules';

type Result = ApprovalResults[number];

const known = [
  'not_found',
  'belongs_to_partner',
  'registrations.not_eligible',
  'registrations.wrong_state',
  'registrations.partner_suspended',
  'registrations.changed_meanwhile',
] as const;
type Known = (typeof known)[number];

/** What happened to each of several requests; the refused ones first, since they still need somebody. */
export function OutcomeDialog({ results, rows, onClose }: { results: ApprovalResults; rows: Approval[]; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  const done = results.filter(({ outcome }) => outcome !== 'refused');
  const approved = done.some(({ outcome }) => outcome === 'approved');
  return (
    <Modal
      open
      width={640}
      title={t('approvals.outcome_title')}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('components.close')}
        </Button>
      }
    >
      <p role="status">
        {done.length > 0 &&
          (approved ? t('approvals.several_approved', { count: done.length }) : t('approvals.several_rejected', { count: done.length }))}{' '}
        {refused.length > 0 && t('approvals.refused', { count: refused.length })}
      </p>
      <ul className="outcomes">
        {[...refused, ...done].map((result) => (
          <Outcome key={result.id} result={result} row={rows.find(({ id }) => id === result.id)} />
        ))}
      </ul>
    </Modal>
  );
}

function Outcome({ result, row }: { result: Result; row: Approval | undefined }) {
  const { t } = useTranslation();
  const sentence = useRuleSentence();
  const { registration, outcome, unmet_rules } = result;
  const name = row?.account_name ?? registration?.account_name ?? row?.email ?? registration?.email ?? result.id;
  const code = known.find((each): each is Known => each === result.code);
  const refused = outcome === 'refused';
  return (
    <li className={refused ? 'unmet' : 'met'}>
      {refused ? <CloseCircleFilled aria-hidden /> : <CheckCircleFilled aria-hidden />}
      <div>
        <strong>
          <Link to={refused && registration?.status === 'pending_provider' ? `/approvals/${result.id}` : `/accounts/${result.id}`}>{name}</Link>
        </strong>{' '}
        <span className="soft">{row?.partner.name ?? registration?.partner.name}</span>
        <div>
          {refused ? (code ? t(`approvals.refusals.${code}`) : t('components.failed')) : t(`approvals.outcomes.${outcome}`)}{' '}
          {code === 'registrations.wrong_state' && registration && <StatusTag status={registration.status} />}
        </div>
        {unmet_rules.length > 0 && (
          <ul className="outcome-rules">
            {unmet_rules.map((rule) => (
              <li key={rule}>{sentence(rule)}</li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

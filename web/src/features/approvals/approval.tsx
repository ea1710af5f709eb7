import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { Empty } from '../../components/empty';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { StatusTag, type RegistrationStatus, registrationStatuses } from '../../components/status_tag';
import { isProblem } from '../../lib/problem';
import { useMay, useSettings } from '../../lib/session';
import './approvals.css';
import { usualSort } from './approvals';
import { useApproval, useQueue } from './calls';
import { ClockTag } from '../../components/clock_tag';
import { DecisionPanel, useDecision } from './decision';
import { KeyHelp } from './key_help';
import { useKeys, useKeysSwitch } from './keys';
import { AccountFacts, Competing, RequestFacts } from './request';
import { RuleList } from './rule_list';
import { type Approval as Waiting, judge, unmet } from './rules';
import { Steps } from './steps';

export function Approval() {
  const { id = '' } = useParams();
  // Everything of one request goes with it: a failure, an open dialog, the focus.
  return <One key={id} id={id} />;
}

function One({ id }: { id: string }) {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const sort = parameters.get('sort') ?? usualSort;
  const query = useApproval(id);
  const approval = query.error === null ? query.data : undefined;
  const { place, previous, next } = useNeighbours(id, sort);
  const go = useGo();
  const deciding = useDecision(approval, () => {
    go(next ?? previous, true);
  });
  const decides = useMay('decide_approvals');
  const [keysOn, switchKeys] = useKeysSwitch();
  const back = previous === undefined ? undefined : () => go(previous);
  const on = next === undefined ? undefined : () => go(next);
  const acts = decides && approval ? { a: deciding.approve, r: deciding.ask } : {};
  useKeys(keysOn && !deciding.asking, { j: on, ArrowRight: on, k: back, ArrowLeft: back, ...acts });

  const wrongState = isProblem(query.error, 'registrations.wrong_state') ? query.error : null;
  const state = registrationStatuses.find((each) => each === wrongState?.problem.parameters?.status);
  return (
    <Page
      title={approval ? (approval.account_name ?? approval.email) : t('approvals.one')}
      aside={approval && <ClockTag dueAt={approval.due_at} overdue={approval.overdue} />}
      actions={<Steps place={place} onPrevious={back} onNext={on} />}
    >
      <p className="page-lead">
        <Link to={sort === usualSort ? '/approvals' : `/approvals?sort=${encodeURIComponent(sort)}`}>{t('approvals.back')}</Link>
      </p>
      {wrongState ? (
        <NoLonger id={id} state={state} next={next} />
      ) : query.error ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : approval ? (
        <Content approval={approval}>
          {decides && <Decide approval={approval} deciding={deciding} />}
          <KeyHelp on={keysOn} decides={decides} onSwitch={switchKeys} />
        </Content>
      ) : (
        <div role="status" aria-label={t('components.waiting')} className="waiting">
          <Skeleton active title={false} />
        </div>
      )}
      {deciding.dialog}
    </Page>
  );
}

function Decide({ approval, deciding }: { approval: Waiting; deciding: ReturnType<typeof useDecision> }) {
  const { existing_customer } = useSettings();
  return <DecisionPanel deciding={deciding} unmet={unmet(judge(approval, existing_customer)).length} />;
}

function Content({ approval, children }: { approval: Waiting; children: React.ReactNode }) {
  const { t } = useTranslation();
  const { existing_customer } = useSettings();
  const { facts } = approval;
  return (
    <div className="columns-2">
      <div className="stack">
        <section className="panel" aria-labelledby="conditions">
          <h2 id="conditions">{t('approvals.conditions_today')}</h2>
          <RuleList judged={judge(approval, existing_customer)} approval={approval} />
          {facts !== null && facts.email !== approval.email && (
            <p className="panel-end">{t('approvals.moved', { before: approval.email, now: facts.email })}</p>
          )}
        </section>
        <RequestFacts approval={approval} />
        <Competing competing={approval.competing} />
      </div>
      <div className="stack">
        {children}
        {facts !== null && <AccountFacts facts={facts} />}
      </div>
    </div>
  );
}

/** Somebody else decided, or the partner or the customer took it back. */
function NoLonger({ id, state, next }: { id: string; state: RegistrationStatus | undefined; next: string | undefined }) {
  const { t } = useTranslation();
  const path = usePathOf();
  return (
    <Empty
      title={t('approvals.no_longer')}
      action={
        <div className="row">
          <Link to={`/accounts/${id}`}>{t('approvals.to_registration')}</Link>
          {next !== undefined && <Link to={path(next)}>{t('approvals.next')}</Link>}
        </div>
      }
    >
      {state && (
        <>
          {t('approvals.state_now')} <StatusTag status={state} />
        </>
      )}
    </Empty>
  );
}

function useNeighbours(id: string, sort: string) {
  const queue = useQueue(sort);
  const at = queue?.findIndex((each) => each.id === id) ?? -1;
  return {
    place: queue && at >= 0 ? { at: at + 1, of: queue.length } : null,
    previous: at > 0 ? queue?.[at - 1]?.id : undefined,
    // What has left the queue is followed by its beginning.
    next: queue?.[at + 1]?.id,
  };
}

function usePathOf(): (id: string) => string {
  const [parameters] = useSearchParams();
  const search = parameters.toString();
  return (id) => `/approvals/${id}${search === '' ? '' : `?${search}`}`;
}

function useGo(): (id: string | undefined, replace?: boolean) => void {
  const navigate = useNavigate();
  const path = usePathOf();
  return (id, replace = false) => {
    void navigate(id === undefined ? '/approvals' : path(id), { replace });
  };
}

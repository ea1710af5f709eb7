import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { When } from '../../components/when';
import { useAccount } from './calls';
import { type Account as Known, facts } from './differences';
import './directory.css';
import { FactValue } from './fact_value';
import { Flags } from './flags';
import { History } from './history';

export function Account() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const query = useAccount(id);
  const account = query.data;
  return (
    <Page title={account?.name ?? t('directory.one')} aside={account && <Flags account={account} />}>
      <p className="page-lead">
        <Link to="/directory">{t('directory.back')}</Link>
      </p>
      {query.error ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : account ? (
        <div className="stack">
          <Facts account={account} />
          <History id={account.id} />
        </div>
      ) : (
        <div role="status" aria-label={t('components.waiting')} className="waiting">
          <Skeleton active title={false} />
        </div>
      )}
    </Page>
  );
}

function Facts({ account }: { account: Known }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts">{t('directory.facts_today')}</h2>
      <dl className="facts">
        {facts
          .filter((fact) => fact !== 'name')
          .map((fact) => (
            <div key={fact}>
              <dt>{t(`directory.facts.${fact}`)}</dt>
              <dd>
                <FactValue account={account} fact={fact} />
              </dd>
            </div>
          ))}
        <div>
          <dt>{t('directory.seen_at')}</dt>
          <dd>
            <When at={account.seen_at} to="minute" />
          </dd>
        </div>
      </dl>
      <p className="panel-end">
        <Link to={`/accounts?q=${encodeURIComponent(account.email)}`}>{t('directory.to_registrations')}</Link>
      </p>
    </section>
  );
}

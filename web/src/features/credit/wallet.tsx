// A partner's wallet: what is in it, what waits for a second person, whose credit runs low, and everything that moved.
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { CreditRequests } from '../../components/credit/credit_requests';
import { Movements } from '../../components/credit/movements';
import { walletQuery } from '../../components/credit/wallet_query';
import { Money } from '../../components/money';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { money } from '../../lib/formats';
import { language } from '../../lib/language';
import { useSettings } from '../../lib/session';
import { Low } from './low';
import './wallet.css';

export function Wallet() {
  const { t } = useTranslation();
  return (
    <Page title={t('app.places.credit_history')}>
      <div className="stack">
        <Figures />
        <div className="columns-2">
          <Requests />
          <Low />
        </div>
        <div>
          <h2 className="section-head">{t('credit.moved')}</h2>
          <Movements wallet={{ of: 'own' }} label={t('credit.moved')} />
        </div>
      </div>
    </Page>
  );
}

function Figures() {
  const { t } = useTranslation();
  const wallet = useQuery(walletQuery);
  if (wallet.error && !wallet.data) return <ProblemNotice error={wallet.error} retry={() => void wallet.refetch()} />;
  const figure = (of: 'available' | 'balance' | 'held') => (wallet.data ? <Money of={wallet.data[of]} /> : <Skeleton.Button active size="small" />);
  return (
    <section className="panel" aria-labelledby="wallet">
      <h2 id="wallet" className="unseen">
        {t('credit.own_wallet')}
      </h2>
      <dl className="credit-figures">
        <div className="first">
          <dt>{t('credit.available')}</dt>
          <dd>{figure('available')}</dd>
        </div>
        <div>
          <dt>{t('credit.balance')}</dt>
          <dd>{figure('balance')}</dd>
        </div>
        <div>
          <dt>{t('credit.held')}</dt>
          <dd>{figure('held')}</dd>
          {wallet.data && wallet.data.held.amount > 0 && <dd className="soft">{t('credit.held_for_requests')}</dd>}
        </div>
      </dl>
    </section>
  );
}

/** What waits; with `?requests=all` also what was decided. */
function Requests() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const { currency, credit: settings } = useSettings();
  const { second_person } = settings;
  const all = parameters.get('requests') === 'all';
  const other = new URLSearchParams(parameters);
  if (all) other.delete('requests');
  else other.set('requests', 'all');
  return (
    <section className="panel" aria-labelledby="requests">
      <div className="panel-head">
        <h2 id="requests">{all ? t('credit.requests.all') : t('credit.requests.title')}</h2>
        <Link to={`?${other.toString()}`} preventScrollReset>
          {all ? t('credit.requests.show_waiting') : t('credit.requests.show_all')}
        </Link>
      </div>
      {second_person.top_up !== null && (
        <p className="soft panel-lead">{t('credit.requests.rule', { limit: money({ amount: second_person.top_up, currency }, language()) })}</p>
      )}
      <CreditRequests {...(all ? {} : { state: 'pending_approval' })} label={all ? t('credit.requests.all') : t('credit.requests.title')} />
    </section>
  );
}

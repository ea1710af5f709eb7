// One customer of a partner: where the request stands, what happened, and the customer's consent.
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { Empty } from '../../components/empty';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { StatusTag } from '../../components/status_tag';
import { Tabs } from '../../components/tabs';
import { api, bodyOf } from '../../lib/api';
import { isProblem } from '../../lib/problem';
import { useMay, useSession } from '../../lib/session';
import './account.css';
import { AccountActs } from './account_acts';
import { AccountFacts } from './account_facts';
import { nameOf, type Registration as Row } from './acts';
import { Awaited } from './awaited';
import { OfAccount } from './of_account';
import { ConsentReceipt } from './receipt';
import './registrations.css';
import { Timeline } from './timeline';

const DiscountSection = lazy(async () => ({ default: (await import('./discount_section')).DiscountSection }));
const CreditSection = lazy(async () => ({ default: (await import('./credit_section')).CreditSection }));

export function Registration() {
  const { id = '' } = useParams();
  return id.startsWith('acc_') ? <OfAccount id={id} /> : <One id={id} />;
}

function One({ id }: { id: string }) {
  const { t } = useTranslation();
  const one = useQuery({
    queryKey: ['registrations', 'one', id],
    queryFn: () => bodyOf(api.GET('/api/v1/registrations/{id}', { params: { path: { id } } })),
  });
  if (one.data) return <Loaded row={one.data} />;
  return (
    <>
      <Back />
      <Page title={t('registrations.account.title')}>{one.error ? <Failed error={one.error} retry={() => void one.refetch()} /> : <Waiting />}</Page>
    </>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status" aria-label={t('components.waiting')}>
      <Skeleton active title={false} paragraph={{ rows: 6 }} />
    </div>
  );
}

function Loaded({ row }: { row: Row }) {
  const { t } = useTranslation();
  const name = nameOf(row);
  const [parameters] = useSearchParams();
  const readsCredit = useMay('read_credit') && row.credit != null;
  const hasPrices = row.status === 'confirmed' || row.status === 'ended';
  const tabs = [
    { key: 'overview', name: t('registrations.account.overview'), to: '?' },
    ...(readsCredit ? [{ key: 'credit', name: t('credit.credit'), to: '?tab=credit' }] : []),
    ...(hasPrices ? [{ key: 'discounts', name: t('pricing.customer.tab'), to: '?tab=discounts' }] : []),
  ];
  const tab = tabs.find(({ key }) => key === parameters.get('tab'))?.key ?? 'overview';
  return (
    <>
      <Back />
      <Page
        title={name}
        aside={
          <>
            <StatusTag status={row.status} />
            {name !== row.email && <span className="account-email address">{row.email}</span>}
          </>
        }
        actions={<AccountActs row={row} />}
      >
        {tabs.length > 1 && <Tabs label={name} present={tab} tabs={tabs} />}
        {tab === 'credit' ? (
          <Suspense fallback={<Waiting />}>
            <CreditSection row={row} />
          </Suspense>
        ) : tab === 'discounts' ? (
          <Suspense fallback={<Waiting />}>
            <DiscountSection row={row} />
          </Suspense>
        ) : (
          <div className="account-page">
            <Awaited row={row} />
            <AccountFacts row={row} />
            <Timeline id={row.id} />
            <ConsentReceipt row={row} />
          </div>
        )}
      </Page>
    </>
  );
}

/** To the list as it was left. */
function Back() {
  const { t } = useTranslation();
  const { user } = useSession();
  const state = useLocation().state as { list?: string } | null;
  return (
    <nav className="back" aria-label={t('registrations.account.back')}>
      <Link to={`/accounts${state?.list ?? ''}`}>
        <ArrowLeftOutlined aria-hidden /> {user.audience === 'partner' ? t('registrations.title') : t('registrations.title_provider')}
      </Link>
    </nav>
  );
}

/** Not there (or not ours), not allowed, or not answered: three things, told apart. */
function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  const toList = <Link to="/accounts">{t('registrations.account.to_list')}</Link>;
  if (isProblem(error, 'not_found', 'invalid_id')) {
    return (
      <Empty title={t('registrations.account.not_found')} action={toList}>
        {t('registrations.account.not_found_advice')}
      </Empty>
    );
  }
  if (isProblem(error, 'forbidden')) {
    return (
      <Empty title={t('app.not_allowed_title')} action={toList}>
        {t('app.not_allowed_advice')}
      </Empty>
    );
  }
  return <ProblemNotice error={error} retry={retry} />;
}

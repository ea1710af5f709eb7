import { Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { registrationStatuses } from '../../components/status_tag';
import { Tabs } from '../../components/tabs';
import { When } from '../../components/when';
import { useMay } from '../../lib/session';
import { PartnerActs } from './acts';
import { type Partner as Facts, useCounts, usePartner } from './calls';
import { Count } from './count';
import { OpenTag } from './open_tag';
import './partners.css';
import { Staff } from './staff';

const PartnerCredit = lazy(async () => ({ default: (await import('./credit')).PartnerCredit }));

export function Partner() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const query = usePartner(id);
  const partner = query.data;
  const changes = useMay('change_partners');
  const readsCredit = useMay('read_credit');
  const [parameters] = useSearchParams();
  const tab = readsCredit && parameters.get('tab') === 'credit' ? 'credit' : 'facts';
  const [inviting, setInviting] = useState<string | true | null>(null);
  return (
    <Page
      title={partner?.name ?? t('partners.one')}
      aside={partner && <OpenTag suspended={partner.suspended} />}
      actions={partner && changes && <PartnerActs partner={partner} inviting={inviting} onInvite={setInviting} />}
    >
      <p className="page-lead">
        <Link to="/partners">{t('partners.back')}</Link>
      </p>
      {query.error ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : partner ? (
        <>
          {readsCredit && (
            <Tabs
              label={partner.name}
              present={tab}
              tabs={[
                { key: 'facts', name: t('partners.facts'), to: '?' },
                { key: 'credit', name: t('partners.credit.tab'), to: '?tab=credit' },
              ]}
            />
          )}
          {tab === 'credit' ? (
            <Suspense>
              <PartnerCredit partner={partner} />
            </Suspense>
          ) : (
            <div className="columns-2">
              <div className="stack">
                <FactsPanel partner={partner} />
                <Staff
                  partner={partner}
                  {...(changes
                    ? {
                        onInviteAgain: (email: string) => {
                          setInviting(email);
                        },
                      }
                    : {})}
                />
              </div>
              <Totals id={partner.id} />
            </div>
          )}
        </>
      ) : (
        <div role="status" aria-label={t('components.waiting')} className="waiting">
          <Skeleton active title={false} />
        </div>
      )}
    </Page>
  );
}

function FactsPanel({ partner }: { partner: Facts }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts">{t('partners.facts')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('partners.legal_name')}</dt>
          <dd>{partner.legal_name}</dd>
        </div>
        <div>
          <dt>{t('partners.tax_code')}</dt>
          <dd className="figures">{partner.tax_code}</dd>
        </div>
        <div>
          <dt>{t('partners.created_at')}</dt>
          <dd>
            <When at={partner.created_at} />
          </dd>
        </div>
        <div>
          <dt>{t('partners.service_accounts')}</dt>
          <dd>
            <ul className="plain">
              {partner.service_accounts.map((email) => (
                <li key={email}>
                  <Link to={`/directory?q=${encodeURIComponent(email)}`}>{email}</Link>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Totals({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useCounts([id]);
  return (
    <section className="panel" aria-labelledby="totals">
      <h2 id="totals">{t('partners.totals')}</h2>
      {query.error ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : (
        <dl className="totals">
          {registrationStatuses.map((status) => (
            <div key={status}>
              <dt>{t(`states.${status}`)}</dt>
              <dd>
                <Count partner={id} of={query.data?.get(id)} states={[status]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="panel-end">
        <Link to={`/accounts?partner_id=${id}`}>{t('partners.to_accounts')}</Link>
      </p>
    </section>
  );
}

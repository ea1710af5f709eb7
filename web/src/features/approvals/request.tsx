import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { When } from '../../components/when';
import { useSettings } from '../../lib/session';
import type { Account, Approval } from './rules';

/** Who asks for what, and since when. */
export function RequestFacts({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const { sla_working_days } = useSettings();
  return (
    <section className="panel" aria-labelledby="request">
      <h2 id="request">{t('approvals.request')}</h2>
      <dl className="facts">
        <Fact name={t('approvals.partner')}>
          <Link to={`/partners/${approval.partner.id}`}>{approval.partner.name}</Link>
        </Fact>
        <Fact name={t('approvals.asked_by')}>{approval.owner?.name ?? t('approvals.nobody')}</Fact>
        <Fact name={t('approvals.role')}>{approval.role}</Fact>
        <Fact name={t('approvals.registered_at')}>
          <When at={approval.registered_at} to="minute" />
        </Fact>
        <Fact name={t('approvals.agreed_at')}>
          <When at={approval.customer_decided_at} to="minute" />
        </Fact>
        {sla_working_days > 0 && (
          <Fact name={t('approvals.answer_by')}>
            <When at={approval.due_at} to="minute" />
          </Fact>
        )}
      </dl>
      <p className="panel-end">
        <Link to={`/accounts/${approval.id}`}>{t('approvals.to_registration')}</Link>
      </p>
    </section>
  );
}

export function AccountFacts({ facts }: { facts: Account }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="account">
      <h2 id="account">{t('approvals.service_account')}</h2>
      <dl className="facts">
        <Fact name={t('approvals.email')}>{facts.email}</Fact>
        <Fact name={t('approvals.kind')}>{t(`approvals.kinds.${facts.kind}`)}</Fact>
        {facts.external_id !== null && <Fact name={t('approvals.external_id')}>{facts.external_id}</Fact>}
        <Fact name={t('approvals.provider_customer')}>{facts.provider_customer ? t('approvals.yes') : t('approvals.no')}</Fact>
        <Fact name={t('approvals.seen_at')}>
          <When at={facts.seen_at} to="minute" />
        </Fact>
      </dl>
      <p className="panel-end">
        <Link to={`/directory/${facts.id}`}>{t('approvals.to_directory')}</Link>
      </p>
    </section>
  );
}

/** The requests of other partners that this customer's choice put aside. */
export function Competing({ competing }: { competing: Approval['competing'] }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="competing">
      <h2 id="competing">{t('approvals.competing')}</h2>
      {competing.length === 0 ? (
        <p className="soft">{t('approvals.competing_none')}</p>
      ) : (
        <>
          <p className="soft">{t('approvals.competing_lead')}</p>
          <ul className="competing">
            {competing.map(({ registration_id, partner, registered_at }) => (
              <li key={registration_id}>
                <Link to={`/accounts/${registration_id}`}>{partner.name}</Link>
                <span className="soft">
                  {t('approvals.registered_at')}: <When at={registered_at} to="minute" />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '../../components/money';
import { When } from '../../components/when';
import type { Schemas } from '../../lib/api';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';

/** What was known of the account when the rules were applied to it; for the provider. */
export function JudgedFacts({ facts }: { facts: Schemas['Account'] }) {
  const { t } = useTranslation();
  const yesNo = (yes: boolean) => (yes ? t('registrations.facts.yes') : t('registrations.facts.no'));
  const rows: [string, ReactNode][] = [
    [t('registrations.facts.name'), facts.name],
    [t('registrations.facts.verified'), yesNo(facts.verified)],
    [t('registrations.facts.payment_type'), t(`registrations.facts.${facts.payment_type}`)],
    [t('registrations.facts.credit_balance'), <Money of={facts.credit_balance} />],
    [t('registrations.facts.credit_held'), <Money of={facts.credit_held} />],
    [t('registrations.facts.credit_advance'), <Money of={facts.credit_advance} />],
    [t('registrations.facts.services_in_use'), number(facts.services_in_use, language())],
    [t('registrations.facts.provider_discount'), yesNo(facts.provider_discount)],
    [t('registrations.facts.in_poc'), yesNo(facts.in_poc)],
    [t('registrations.facts.provider_customer'), yesNo(facts.provider_customer)],
    [t('registrations.facts.seen_at'), <When at={facts.seen_at} to="minute" />],
  ];
  return (
    <details className="judged">
      <summary>{t('registrations.facts.title')}</summary>
      <dl className="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

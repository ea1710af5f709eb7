import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy_button';
import { useSettings } from '../../lib/session';
import { useNarrow } from '../../lib/window';

const rules = ['exists', 'no_credit', 'no_services', 'no_discount', 'no_poc', 'prepaid'] as const;

/** Which accounts can be added, and what happens then. */
export function AddConditions() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  if (!narrow) {
    return (
      <aside className="panel conditions" aria-label={t('registrations.add_page.conditions_and_steps')}>
        <Conditions />
      </aside>
    );
  }
  return (
    <details className="panel conditions">
      <summary>{t('registrations.add_page.conditions_and_steps')}</summary>
      <Conditions />
    </details>
  );
}

function Conditions() {
  const { t } = useTranslation();
  const { provider, valid_days, existing_customer, sla_working_days } = useSettings();
  return (
    <>
      <h2>{t('registrations.add_page.conditions')}</h2>
      <ul>
        {rules.map((rule) => (
          <li key={rule}>{t(`registrations.add_page.rules.${rule}`)}</li>
        ))}
        {existing_customer === 'refuse' && <li>{t('registrations.add_page.rules.no_customer')}</li>}
      </ul>
      <p>
        {t('registrations.add_page.sign_up')}{' '}
        <a href={provider.sign_up_url} target="_blank" rel="noreferrer">
          {provider.sign_up_url}
        </a>
      </p>
      <CopyButton size="small" text={provider.sign_up_url} label={t('registrations.add_page.copy_sign_up')} />
      <h2>{t('registrations.add_page.steps')}</h2>
      <ol>
        <li>{t('registrations.add_page.step_mail', { count: valid_days })}</li>
        <li>
          {existing_customer === 'skip' ? t('registrations.add_page.step_approval_skip') : t('registrations.add_page.step_approval')}{' '}
          {sla_working_days > 0 && t('registrations.add_page.step_promise', { count: sla_working_days })}
        </li>
        <li>{t('registrations.add_page.step_confirmed')}</li>
      </ol>
    </>
  );
}

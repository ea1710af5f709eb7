import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { When } from '../../components/when';
import { day, dayAndTime } from '../../lib/formats';
import { useMay, useSettings } from '../../lib/session';
import type { Registration } from './acts';
import { Clock } from './clock';
import { StateReason } from './state_reason';

/** Where it stands: what is awaited from whom and until when, and what is in the way. */
export function Awaited({ row }: { row: Registration }) {
  const { t } = useTranslation();
  return (
    <section className="panel awaited" aria-label={t('registrations.account.now')}>
      <h2>{t('registrations.account.now')}</h2>
      <div className="stack">
        <Sentence row={row} />
        <MailTrouble row={row} />
        <Unmet row={row} />
      </div>
    </section>
  );
}

function Sentence({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const decided = row.customer_decided_at === null ? '' : day(row.customer_decided_at);
  switch (row.status) {
    case 'pending_customer':
      return (
        <>
          <p>{t('registrations.account.awaits_customer', { email: row.email })}</p>
          <Deadline at={row.expires_at} who="customer" />
          {row.mail && <p className="soft">{t(`registrations.account.mail_${row.mail.state}`, { time: dayAndTime(row.mail.at) })}</p>}
        </>
      );
    case 'pending_provider':
      return (
        <>
          <p>{t('registrations.account.awaits_provider', { day: decided })}</p>
          {row.due_at !== null && <Deadline at={row.due_at} who="provider" />}
        </>
      );
    case 'confirmed':
      return (
        <p>{t('registrations.account.is_confirmed', { partner: row.partner.name, day: row.confirmed_at === null ? '' : day(row.confirmed_at) })}</p>
      );
    default:
      return (
        <>
          <p>{t(`registrations.account.is_${row.status}`, { day: row.status === 'expired' ? day(row.expires_at) : decided })}</p>
          {row.reason && (
            <p>
              <span className="soft">{t('registrations.account.reason')}</span> <StateReason reason={row.reason} />
            </p>
          )}
        </>
      );
  }
}

function Deadline({ at, who }: { at: string; who: 'customer' | 'provider' }) {
  const { t } = useTranslation();
  const late = at < new Date().toISOString();
  return (
    <p className="awaited-clock">
      <Clock until={at} />{' '}
      <span className="soft">
        {late ? t('registrations.account.was_due', { time: dayAndTime(at) }) : t(`registrations.account.time_of_${who}`, { time: dayAndTime(at) })}
      </span>
    </p>
  );
}

function MailTrouble({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const mayChange = useMay('change_registrations');
  if (row.link_void && row.status === 'pending_customer') {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('registrations.account.void_title')}
        description={mayChange ? t('registrations.account.void_advice') : t('registrations.account.void_advice_reader')}
      />
    );
  }
  if (row.mail?.state !== 'failed') return null;
  return (
    <Alert
      type="error"
      showIcon
      title={t('registrations.mail_failed')}
      description={
        <>
          {t('registrations.account.mail_failed_advice', { email: row.email })} <When at={row.mail.at} to="minute" />
        </>
      }
    />
  );
}

/** The rules that failed when the customer agreed, or when the provider would have approved. */
function Unmet({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const { provider } = useSettings();
  if (row.unmet_rules.length === 0 || !row.status.startsWith('pending')) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={row.status === 'pending_customer' ? t('registrations.account.unmet_customer') : t('registrations.account.unmet_provider')}
      description={
        <>
          <ul className="unmet">
            {row.unmet_rules.map((code) => (
              <li key={code}>
                <strong>{t(`reasons.${code}.message`)}</strong> {/* From when one may ask again is known only where it was judged. */}
                {code !== 'declined_recently' && t(`reasons.${code}.action`, { url: provider.sign_up_url, date: '' })}
              </li>
            ))}
          </ul>
          {row.status === 'pending_customer' && <p>{t('registrations.account.unmet_customer_advice')}</p>}
        </>
      }
    />
  );
}

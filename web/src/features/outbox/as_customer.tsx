import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy_button';
import { usePortal } from '../../lib/session';
import type { Mail } from './calls';
import { linkAndCode } from './mail_parts';

/** In a demo the outbox is everybody's mailbox: the link of a mail can be followed from here. */
export function AsCustomer({ mail }: { mail: Mail }) {
  const { t } = useTranslation();
  const { demo_users } = usePortal();
  const { link, kind, code } = linkAndCode(mail.text);
  if (!demo_users || link === null || kind === null) return null;
  return (
    <section className="panel as-customer" aria-labelledby="as-customer">
      <h2 id="as-customer">{t('outbox.demo')}</h2>
      <p>{t('outbox.demo_lead')}</p>
      <div className="row">
        <a href={link} target="_blank" rel="noopener noreferrer">
          {t(`outbox.open.${kind}`)}
        </a>
        {code !== null && (
          <span className="row">
            {t('outbox.code')} <strong className="code">{code}</strong> <CopyButton text={code} size="small" />
          </span>
        )}
      </div>
    </section>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Skeleton, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Page } from '../../components/page';
import { ProblemNotice, useSentence } from '../../components/problem_notice';
import { When } from '../../components/when';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import { useMay } from '../../lib/session';
import '../../styles/antd_rest.css';
import { type Mail as Letter, retryMail, useMail } from './calls';
import { AsCustomer } from './as_customer';
import { framed } from './mail_parts';
import { MailStateTag } from './mail_state';
import './outbox.css';
import { useTemplateName } from './template_name';

export function Mail() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const query = useMail(id);
  const mail = query.data;
  const changes = useMay('change_outbox');
  const stuck = mail && (mail.state === 'failed' || (mail.state === 'queued' && mail.attempts > 0));
  return (
    <Page title={mail?.subject ?? t('outbox.one')} actions={mail && changes && stuck && <Retry mail={mail} />}>
      <p className="page-lead">
        <Link to="/outbox">{t('outbox.back')}</Link>
      </p>
      {query.error && !mail ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : mail ? (
        <div className="stack">
          <Facts mail={mail} />
          <AsCustomer mail={mail} />
          <Content mail={mail} />
        </div>
      ) : (
        <div role="status" aria-label={t('components.waiting')} className="waiting">
          <Skeleton active title={false} />
        </div>
      )}
    </Page>
  );
}

function Facts({ mail }: { mail: Letter }) {
  const { t } = useTranslation();
  const templateName = useTemplateName();
  return (
    <section className="panel" aria-labelledby="delivery">
      <h2 id="delivery">{t('outbox.delivery')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('outbox.state')}</dt>
          <dd>
            <MailStateTag state={mail.state} />
          </dd>
        </div>
        <div>
          <dt>{t('outbox.recipient')}</dt>
          <dd>
            <Link to={`/outbox?recipient=${encodeURIComponent(mail.recipient)}`}>{mail.recipient}</Link>
          </dd>
        </div>
        <div>
          <dt>{t('outbox.template')}</dt>
          <dd>{templateName(mail.template)}</dd>
        </div>
        <div>
          <dt>{t('outbox.language')}</dt>
          <dd>{t(`outbox.languages.${mail.language}`)}</dd>
        </div>
        <div>
          <dt>{t('outbox.created_at')}</dt>
          <dd>
            <When at={mail.created_at} to="second" />
          </dd>
        </div>
        {mail.sent_at !== null && (
          <div>
            <dt>{t('outbox.sent_at')}</dt>
            <dd>
              <When at={mail.sent_at} to="second" />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('outbox.attempts')}</dt>
          <dd className="figures">{number(mail.attempts, language())}</dd>
        </div>
      </dl>
      {mail.last_reply !== null && mail.last_reply !== '' && (
        <div className="last-reply">
          <span className="soft">{t('outbox.last_reply')}</span>
          <code>{mail.last_reply}</code>
        </div>
      )}
    </section>
  );
}

function Retry({ mail }: { mail: Letter }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    try {
      await retryMail(mail.id);
      void message.success(t('outbox.retried'), 5);
    } catch (error) {
      void message.error(sentence(error), 8);
    } finally {
      setBusy(false);
      void client.invalidateQueries({ queryKey: ['outbox'] });
      void client.invalidateQueries({ queryKey: ['audit'] });
    }
  };
  return (
    <Button type="primary" loading={busy} onClick={() => void retry()}>
      {t('outbox.retry')}
    </Button>
  );
}

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

function Content({ mail }: { mail: Letter }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-label={t('outbox.content')}>
      <Tabs
        items={[
          { key: 'text', label: t('outbox.as_text'), children: <pre className="mail-text">{mail.text}</pre> },
          {
            key: 'html',
            label: t('outbox.as_html'),
            children: (
              <iframe className="mail-html" title={t('outbox.frame', { subject: mail.subject })} sandbox="" srcDoc={framed(mail.html, nonce)} />
            ),
          },
        ]}
      />
    </section>
  );
}

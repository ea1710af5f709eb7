import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useFormProblems } from '../../components/form_problems';
import { Page } from '../../components/page';
import { api } from '../../lib/api';
import { isProblem } from '../../lib/problem';
import { type Arrival, usePortal } from '../../lib/session';
import { Refusal } from './refusal';
import './session.css';
import { useAttempt } from './use_attempt';

/** Asks for a link to set a new password. What is answered tells nobody whether the address is known. */
export function AskReset() {
  const { t } = useTranslation();
  const { demo_users } = usePortal();
  const [sent, setSent] = useState<string | null>(null);
  return (
    <section className="outside-card">
      {sent === null ? (
        <Page key="ask" title={t('session.ask_reset')}>
          <p>{t('session.ask_reset_lead')}</p>
          <Ask onSent={setSent} />
        </Page>
      ) : (
        <Page key="sent" title={t('session.reset_sent')}>
          <div role="status" className="stack">
            <p>{t('session.reset_sent_lead', { email: sent })}</p>
            <p className="soft">{t('session.reset_sent_advice')}</p>
            {demo_users && <p className="soft">{t('session.reset_sent_demo')}</p>}
          </div>
        </Page>
      )}
      <p>
        <Link to="/sign-in" state={{ email: sent ?? undefined } satisfies Arrival}>
          {t('session.to_sign_in')}
        </Link>
      </p>
    </section>
  );
}

function Ask({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useTranslation();
  const { email = '' } = (useLocation().state ?? {}) as Arrival;
  const [form] = Form.useForm<{ email: string }>();
  const problems = useFormProblems(form, { '/email': 'email' });
  const attempt = useAttempt(() => {
    form.focusField('email');
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      validateTrigger="onSubmit"
      noValidate
      initialValues={{ email }}
      onFinishFailed={problems.onFinishFailed}
      onFinish={(typed) => {
        problems.clear();
        const address = typed.email.trim();
        void attempt.run(async () => {
          try {
            await api.POST('/api/v1/password-resets', { body: { email: address } });
            onSent(address);
          } catch (error) {
            if (!isProblem(error) || error.status !== 400) throw error;
            problems.refuse(error);
          }
        });
      }}
    >
      {problems.notice}
      <Refusal attempt={attempt} />
      <Form.Item name="email" label={t('session.email')} rules={[{ required: true, whitespace: true, message: t('session.email_required') }]}>
        <Input type="email" inputMode="email" autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={254} autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={attempt.busy} disabled={attempt.seconds > 0}>
        {attempt.label(t('session.send_link'))}
      </Button>
    </Form>
  );
}

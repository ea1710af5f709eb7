import { useQueryClient } from '@tanstack/react-query';
import { Alert, Form } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { DemoUsers } from '../../components/demo_users';
import { Page } from '../../components/page';
import { type Arrival, portalQuery, usePortal } from '../../lib/session';
import { isProblem } from '../../lib/problem';
import { CodeStep } from './code_step';
import { ownPath } from './own_path';
import { type Credentials, PasswordStep } from './password_step';
import './session.css';
import { useSignIn } from './use_sign_in';

export function SignIn() {
  const { t } = useTranslation();
  const { session, demo_users } = usePortal();
  const [parameters] = useSearchParams();
  const arrival = (useLocation().state ?? {}) as Arrival;
  const [form] = Form.useForm<Credentials>();
  const [credentials, setCredentials] = useState<Credentials>({ email: arrival.email ?? '', password: '' });
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [refused, setRefused] = useState<unknown>(null);
  const signIn = useSignIn();
  const client = useQueryClient();
  // What was read while somebody was signed in is nothing for whoever comes next.
  useEffect(() => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== portalQuery.queryKey[0] });
  }, [client]);
  if (session) return <Navigate to={ownPath(parameters.get('return'))} replace />;

  /** Throws what the present step has to say; what belongs to the other step leads there. */
  const attempt = async (offered: Credentials, code?: string) => {
    setRefused(null);
    try {
      await signIn({ ...offered, ...(code === undefined ? {} : { code }) });
    } catch (error) {
      if (step === 'password' && isProblem(error, 'second_factor_required')) {
        setCredentials(offered);
        setStep('code');
      } else if (step === 'code' && isProblem(error, 'invalid_credentials')) {
        setRefused(error);
        setStep('password');
      } else throw error;
    }
  };

  return (
    <>
      <section className="outside-card">
        {step === 'password' ? (
          <Page title={t('session.sign_in')}>
            <Welcome arrival={arrival} />
            <PasswordStep form={form} given={{ email: credentials.email, password: '' }} refused={refused} onSend={attempt} />
          </Page>
        ) : (
          <Page title={t('session.second_factor')}>
            <CodeStep
              email={credentials.email}
              onSend={(code) => attempt(credentials, code)}
              onBack={() => {
                setStep('password');
              }}
            />
          </Page>
        )}
      </section>
      {demo_users && step === 'password' && (
        <section className="demo-choice" aria-labelledby="demo-choice">
          <h2 id="demo-choice">{t('session.demo')}</h2>
          <p className="soft">{t('session.demo_lead')}</p>
          <DemoUsers
            act={t('session.sign_in')}
            onChoose={({ email, password }) => {
              form.setFieldsValue({ email, password });
              form.submit();
            }}
          />
        </section>
      )}
    </>
  );
}

function Welcome({ arrival }: { arrival: Arrival }) {
  const { t } = useTranslation();
  if (arrival.done) return <Alert type="success" showIcon role="status" title={t(`session.done.${arrival.done}`)} />;
  if (arrival.ended) return <Alert type="info" showIcon role="status" title={t('session.ended')} />;
  return null;
}

import { useQuery } from '@tanstack/react-query';
import { Button, Form, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFormProblems } from '../../components/form_problems';
import { Page } from '../../components/page';
import { dayAndTime } from '../../lib/formats';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { NewPassword } from './new_password';
import './session.css';
import { useGoToSignIn } from './use_go_to_sign_in';
import { isVoid, VoidLink } from './void_link';

/** The link of a forgotten password: a new one. */
export function Reset() {
  const { t } = useTranslation();
  const { token = '' } = useParams();
  const [ended, setEnded] = useState<unknown>(null);
  const reset = useQuery({
    queryKey: ['password-reset', token],
    queryFn: () => bodyOf(api.GET('/api/v1/password-resets/{token}', { params: { path: { token } } })),
    staleTime: Infinity,
  });
  const error = ended ?? reset.error;
  if (error) {
    return (
      <VoidLink title={t('session.reset')} error={error} retry={() => void reset.refetch()}>
        <p>{t('session.reset_void_advice')}</p>
        <p className="session-links">
          <Link to="/password-reset">{t('session.ask_reset_again')}</Link>
          <Link to="/sign-in">{t('session.to_sign_in')}</Link>
        </p>
      </VoidLink>
    );
  }
  return (
    <section className="outside-card" aria-busy={!reset.data}>
      <Page title={t('session.reset')}>
        {reset.data ? <Set reset={reset.data} token={token} onVoid={setEnded} /> : <Skeleton active title={false} />}
      </Page>
    </section>
  );
}

function Set({ reset, token, onVoid }: { reset: Schemas['PasswordReset']; token: string; onVoid: (error: unknown) => void }) {
  const { t } = useTranslation();
  const goToSignIn = useGoToSignIn();
  const [form] = Form.useForm<{ password: string }>();
  const problems = useFormProblems(form, { '/password': 'password' });
  const [busy, setBusy] = useState(false);
  const { email, expires_at } = reset;
  const set = async ({ password }: { password: string }) => {
    problems.clear();
    setBusy(true);
    try {
      await api.POST('/api/v1/password-resets/{token}', { params: { path: { token } }, body: { password } });
      await goToSignIn({ email, done: 'password_set' });
    } catch (error) {
      if (isVoid(error)) onVoid(error);
      else problems.refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>{t('session.reset_lead', { email, until: dayAndTime(expires_at) })}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        validateTrigger="onSubmit"
        initialValues={{ password: '' }}
        onFinishFailed={problems.onFinishFailed}
        onFinish={set}
      >
        {problems.notice}
        <NewPassword email={email} autoFocus />
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('session.set_password')}
        </Button>
      </Form>
    </>
  );
}

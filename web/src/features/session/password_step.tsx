import { Button, Form, type FormInstance, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PasswordInput } from '../../components/password_input';
import { useFormProblems } from '../../components/form_problems';
import { Refusal } from './refusal';
import { useAttempt } from './use_attempt';

export interface Credentials {
  email: string;
  password: string;
}

/** `given` stands in the fields; `refused` is what the program said to it elsewhere. */
export function PasswordStep({
  form,
  given,
  refused,
  onSend,
}: {
  form: FormInstance<Credentials>;
  given: Credentials;
  refused: unknown;
  onSend: (credentials: Credentials) => Promise<void>;
}) {
  const { t } = useTranslation();
  const problems = useFormProblems(form, { '/email': 'email', '/password': 'password' });
  const attempt = useAttempt(() => {
    form.focusField('password');
  });
  const typed = Form.useWatch('email', form);
  const { refuse } = attempt;
  useEffect(() => {
    if (refused !== null) refuse(refused);
    // Once for each refusal.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [refused]);
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      validateTrigger="onSubmit"
      noValidate
      initialValues={given}
      onFinishFailed={problems.onFinishFailed}
      onFinish={({ email, password }) => {
        problems.clear();
        void attempt.run(() => onSend({ email: email.trim(), password }));
      }}
    >
      {problems.notice}
      <Refusal attempt={attempt} />
      <Form.Item name="email" label={t('session.email')} rules={[{ required: true, whitespace: true, message: t('session.email_required') }]}>
        <Input
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          autoFocus={!given.email}
        />
      </Form.Item>
      <Form.Item name="password" label={t('session.password')} rules={[{ required: true, message: t('session.password_required') }]}>
        <PasswordInput autoComplete="current-password" autoFocus={Boolean(given.email)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={attempt.busy} disabled={attempt.seconds > 0}>
        {attempt.label(t('session.sign_in'))}
      </Button>
      <p className="session-links">
        <Link to="/password-reset" state={{ email: typed }}>
          {t('session.forgotten')}
        </Link>
      </p>
    </Form>
  );
}

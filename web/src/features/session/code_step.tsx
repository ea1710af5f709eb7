import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form_problems';
import { authenticatorCode, recoveryCode } from '../../lib/second_factor_code';
import { Refusal } from './refusal';
import { useAttempt } from './use_attempt';

/** The code of the authenticator, or one of the recovery codes. */
export function CodeStep({ email, onSend, onBack }: { email: string; onSend: (code: string) => Promise<void>; onBack: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'authenticator' | 'recovery'>('authenticator');
  return (
    <>
      <p>{t(`session.${kind}_lead`, { email })}</p>
      <CodeForm key={kind} kind={kind} onSend={onSend} />
      <p className="session-links">
        <Button
          type="link"
          onClick={() => {
            setKind(kind === 'authenticator' ? 'recovery' : 'authenticator');
          }}
        >
          {t(kind === 'authenticator' ? 'session.use_recovery' : 'session.use_authenticator')}
        </Button>
        <Button type="link" onClick={onBack}>
          {t('session.another_account')}
        </Button>
      </p>
    </>
  );
}

function CodeForm({ kind, onSend }: { kind: 'authenticator' | 'recovery'; onSend: (code: string) => Promise<void> }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ code: string }>();
  const problems = useFormProblems(form, { '/code': 'code' });
  const attempt = useAttempt(() => {
    form.resetFields();
    form.focusField('code');
  });
  const recovery = kind === 'recovery';
  const clean = recovery ? recoveryCode : authenticatorCode;
  const wellFormed = recovery ? /^[a-z0-9]{5}-[a-z0-9]{5}$/ : /^\d{6}$/;
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      validateTrigger="onSubmit"
      initialValues={{ code: '' }}
      onFinishFailed={problems.onFinishFailed}
      onFinish={({ code }) => {
        problems.clear();
        void attempt.run(() => onSend(clean(code)));
      }}
    >
      {problems.notice}
      <Refusal attempt={attempt} />
      <Form.Item
        name="code"
        label={t(recovery ? 'session.recovery_code' : 'session.code')}
        rules={[
          {
            validator: (_, typed: string) =>
              wellFormed.test(clean(typed))
                ? Promise.resolve()
                : Promise.reject(new Error(t(recovery ? 'session.recovery_code_form' : 'session.code_form'))),
          },
        ]}
      >
        {recovery ? (
          <Input className="code" autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={32} autoFocus />
        ) : (
          <Input className="code" inputMode="numeric" autoComplete="one-time-code" maxLength={32} autoFocus />
        )}
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={attempt.busy} disabled={attempt.seconds > 0}>
        {attempt.label(t('session.go_on'))}
      </Button>
    </Form>
  );
}

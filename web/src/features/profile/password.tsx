import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form_problems';
import { PasswordInput } from '../../components/password_input';
import { api } from '../../lib/api';
import { useLeave, usePortal, useSession } from '../../lib/session';

interface Values {
  current: string;
  new: string;
}

/** Another password; every session ends, this one too. */
export function Password() {
  const { t } = useTranslation();
  const { password_min } = usePortal();
  const { user } = useSession();
  const leave = useLeave();
  const [form] = Form.useForm<Values>();
  const problems = useFormProblems(form, {
    '/current': 'current',
    '/new': 'new',
    'identity.wrong_password': 'current',
    'identity.weak_password': 'new',
  });
  const [busy, setBusy] = useState(false);
  const change = async (values: Values) => {
    problems.clear();
    setBusy(true);
    try {
      await api.POST('/api/v1/profile/password', { body: values });
      leave({ email: user.email, done: 'password_changed' });
    } catch (error) {
      problems.refuse(error);
      setBusy(false);
    }
  };
  return (
    <section className="panel" aria-labelledby="password">
      <h2 id="password">{t('profile.password')}</h2>
      <Form
        form={form}
        name="password"
        className="form"
        layout="vertical"
        requiredMark={false}
        validateTrigger="onSubmit"
        initialValues={{ current: '', new: '' }}
        onFinishFailed={problems.onFinishFailed}
        onFinish={change}
      >
        <p className="profile-lead">{t('profile.password_lead')}</p>
        {problems.notice}
        <input className="unseen" type="text" autoComplete="username" value={user.email} readOnly tabIndex={-1} aria-hidden />
        <Form.Item name="current" label={t('profile.current_password')} rules={[{ required: true, message: t('profile.current_password_required') }]}>
          <PasswordInput autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="new"
          label={t('profile.new_password')}
          extra={t('profile.new_password_advice', { count: password_min })}
          rules={[
            {
              validator: (_, typed: string) =>
                Array.from(typed).length >= password_min
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('profile.new_password_short', { count: password_min }))),
            },
          ]}
        >
          <PasswordInput autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={busy}>
          {t('profile.change_password')}
        </Button>
      </Form>
    </section>
  );
}

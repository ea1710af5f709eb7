import { Alert, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form_problems';
import { PasswordInput } from '../../components/password_input';
import { useSession } from '../../lib/session';

/** First step: it is really oneself. */
export function PasswordDialog({
  expired,
  onPassword,
  onClose,
}: {
  expired: boolean;
  onPassword: (password: string) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [form] = Form.useForm<{ password: string }>();
  const problems = useFormProblems(form, { '/password': 'password', 'identity.wrong_password': 'password' });
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      open
      title={t('profile.turn_on')}
      okText={t('profile.go_on')}
      cancelText={t('components.cancel')}
      okButtonProps={{ htmlType: 'submit', form: 'begin' }}
      confirmLoading={busy}
      onCancel={onClose}
    >
      {expired && <Alert className="form-errors" type="warning" showIcon role="alert" title={t('profile.key_expired')} />}
      <p className="profile-lead">{t('profile.turn_on_lead')}</p>
      {problems.notice}
      <Form
        form={form}
        name="begin"
        layout="vertical"
        requiredMark={false}
        validateTrigger="onSubmit"
        initialValues={{ password: '' }}
        onFinishFailed={problems.onFinishFailed}
        onFinish={({ password }) => {
          problems.clear();
          setBusy(true);
          onPassword(password)
            .catch(problems.refuse)
            .finally(() => {
              setBusy(false);
            });
        }}
      >
        <input className="unseen" type="text" autoComplete="username" value={user.email} readOnly tabIndex={-1} aria-hidden />
        <Form.Item name="password" label={t('profile.your_password')} rules={[{ required: true, message: t('profile.current_password_required') }]}>
          <PasswordInput autoComplete="current-password" autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

import { Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form_problems';
import { PasswordInput } from '../../components/password_input';
import type { Schemas } from '../../lib/api';
import { anyCode } from '../../lib/second_factor_code';
import { useSession } from '../../lib/session';

/** Asks for the password and a code before `onAct`, whose refusal is said here. */
export function ProofDialog({
  title,
  lead,
  act,
  danger,
  onAct,
  onClose,
}: {
  title: string;
  lead: ReactNode;
  act: string;
  danger: boolean;
  onAct: (proof: Schemas['WithPasswordAndCode']) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [form] = Form.useForm<Schemas['WithPasswordAndCode']>();
  const problems = useFormProblems(form, {
    '/password': 'password',
    '/code': 'code',
    'identity.wrong_password': 'password',
    'identity.second_factor_wrong': 'code',
  });
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      open
      title={title}
      okText={act}
      cancelText={t('components.cancel')}
      okButtonProps={{ danger, htmlType: 'submit', form: 'proof' }}
      confirmLoading={busy}
      onCancel={onClose}
    >
      <p className="profile-lead">{lead}</p>
      {problems.notice}
      <Form
        form={form}
        name="proof"
        layout="vertical"
        requiredMark={false}
        validateTrigger="onSubmit"
        initialValues={{ password: '', code: '' }}
        onFinishFailed={problems.onFinishFailed}
        onFinish={({ password, code }) => {
          problems.clear();
          setBusy(true);
          onAct({ password, code: anyCode(code) })
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
        <Form.Item
          name="code"
          label={t('profile.code')}
          extra={t('profile.code_or_recovery')}
          rules={[{ required: true, whitespace: true, message: t('profile.code_required') }]}
        >
          <Input className="code" autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} maxLength={32} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

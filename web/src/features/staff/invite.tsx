import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form_problems';
import { api, bodyOf, idempotencyKey, type Schemas } from '../../lib/api';
import { useFocusBack } from '../../lib/focus_back';
import { RolesField } from './roles_field';

type Values = Schemas['NewStaffMember'];

/** Invites somebody to one's own side, by a mail with a link. */
export function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const problems = useFormProblems(form, { '/email': 'email', '/name': 'name', '/roles': 'roles', 'identity.email_taken': 'email' });
  const [busy, setBusy] = useState(false);
  // The same content sent twice invites once; other content is another intent.
  const intent = useRef({ content: '', key: '' });
  useFocusBack();
  const invite = async (values: Values) => {
    const body = { email: values.email.trim(), name: values.name.trim(), roles: values.roles };
    const content = JSON.stringify(body);
    if (intent.current.content !== content) intent.current = { content, key: idempotencyKey() };
    problems.clear();
    setBusy(true);
    try {
      const member = await bodyOf(api.POST('/api/v1/staff', { params: { header: { 'Idempotency-Key': intent.current.key } }, body }));
      onClose();
      void message.success(t('staff.invited', { email: member.email }));
      await client.invalidateQueries({ queryKey: ['staff'] });
    } catch (error) {
      problems.refuse(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('staff.invite')}
      okText={t('staff.send_invitation')}
      cancelText={t('components.cancel')}
      okButtonProps={{ htmlType: 'submit', form: 'invite' }}
      confirmLoading={busy}
      mask={{ closable: false }}
      onCancel={onClose}
    >
      <p className="staff-lead">{t('staff.invite_lead')}</p>
      {problems.notice}
      <Form
        form={form}
        name="invite"
        layout="vertical"
        requiredMark={false}
        validateTrigger="onSubmit"
        noValidate
        initialValues={{ email: '', name: '', roles: [] }}
        onFinishFailed={problems.onFinishFailed}
        onFinish={invite}
      >
        <Form.Item name="email" label={t('staff.email')} rules={[{ required: true, whitespace: true, message: t('staff.email_required') }]}>
          <Input type="email" inputMode="email" autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={254} autoFocus />
        </Form.Item>
        <Form.Item name="name" label={t('staff.name')} rules={[{ required: true, whitespace: true, message: t('staff.name_required') }]}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
        <RolesField own={false} />
      </Form>
    </Modal>
  );
}

import { App, Form, Input, type InputRef, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { byField, isProblem, ProblemError } from '../../lib/problem';
import { inviteAdmin, type Partner, useChanged } from './calls';
import { looksLikeEmail } from '../../lib/emails';
import { useFocusBack } from '../../lib/focus_back';

interface Values {
  email: string;
  name?: string;
}

/** Invites an admin of a partner; somebody who has not accepted gets a new link. */
export function InviteDialog({ partner, email, onClose }: { partner: Partner; email: string; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { message } = App.useApp();
  const changed = useChanged();
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const first = useRef<InputRef>(null);
  const send = async (values: Values) => {
    const address = values.email.trim();
    const name = values.name?.trim() ?? '';
    setBusy(true);
    setFailure(null);
    try {
      await inviteAdmin(partner.id, { email: address, ...(name === '' ? {} : { name }) });
      void message.success(t('partners.invitation_sent', { email: address }), 5);
      changed();
      onClose();
    } catch (error) {
      setFailure(showErrors(error));
    } finally {
      setBusy(false);
    }
  };
  const showErrors = (error: unknown) => {
    if (!(error instanceof ProblemError)) return error;
    const { fields } = byField(error, { '/email': 'email', '/name': 'name' });
    const taken = isProblem(error, 'identity.email_taken') ? [error.problem.title] : undefined;
    const emailErrors = fields.email ?? taken;
    if (!emailErrors && !fields.name) return error;
    form.setFields([
      { name: 'email', errors: emailErrors ?? [] },
      { name: 'name', errors: fields.name ?? [] },
    ]);
    form.focusField(emailErrors ? 'email' : 'name');
    return null;
  };
  return (
    <Modal
      open
      title={t('partners.invite_to', { name: partner.name })}
      okText={t('partners.send_invitation')}
      cancelText={t('components.cancel')}
      okButtonProps={{ htmlType: 'submit', form: 'invite' }}
      confirmLoading={busy}
      onCancel={onClose}
      afterOpenChange={(opened) => {
        if (opened) first.current?.focus();
      }}
    >
      <div className="stack">
        <p>{t('partners.invite_lead')}</p>
        {failure !== null && <ProblemNotice error={failure} />}
        <Form id="invite" form={form} layout="vertical" requiredMark={false} initialValues={{ email }} onFinish={(values) => void send(values)}>
          <Form.Item
            name="email"
            label={t('partners.email')}
            rules={[
              { required: true, whitespace: true, message: t('partners.email_required') },
              {
                validator: (_, typed: string | undefined) => {
                  const text = (typed ?? '').trim();
                  return text === '' || looksLikeEmail(text) ? Promise.resolve() : Promise.reject(new Error(t('partners.email_wrong')));
                },
              },
            ]}
          >
            <Input ref={first} type="email" maxLength={254} autoComplete="off" />
          </Form.Item>
          <Form.Item name="name" label={t('partners.person_name')}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  );
}

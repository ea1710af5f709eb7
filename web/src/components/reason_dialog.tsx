import { Form, Input, type InputRef, Modal } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './problem_notice';

const longest = 500;

/** Asks for the reason of an act and does it; stays open with the sentence when it fails. */
export function ReasonDialog({
  title,
  lead,
  act,
  danger = true,
  open,
  onAct,
  onClose,
}: {
  title: string;
  lead: ReactNode;
  act: string;
  danger?: boolean;
  open: boolean;
  onAct: (reason: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const text = useRef<InputRef>(null);
  return (
    <Modal
      open={open}
      title={title}
      okText={act}
      cancelText={t('components.cancel')}
      okButtonProps={{ danger, htmlType: 'submit', form: 'reason-form' }}
      confirmLoading={busy}
      onCancel={onClose}
      destroyOnHidden
      afterOpenChange={(opened) => {
        if (opened) text.current?.focus();
        else setFailure(null);
      }}
    >
      <p>{lead}</p>
      {failure !== null && <ProblemNotice error={failure} />}
      <Form
        id="reason-form"
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        onFinish={({ reason }) => {
          setBusy(true);
          setFailure(null);
          onAct(reason.trim())
            .then(onClose, setFailure)
            .finally(() => {
              setBusy(false);
            });
        }}
      >
        <Form.Item
          name="reason"
          label={t('components.reason')}
          rules={[{ required: true, whitespace: true, message: t('components.reason_required') }]}
        >
          <Input.TextArea ref={text} autoFocus rows={3} maxLength={longest} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}

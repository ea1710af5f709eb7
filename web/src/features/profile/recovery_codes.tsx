import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy_button';
import { dayAndTime } from '../../lib/formats';
import { usePortal, useSession } from '../../lib/session';

/** The codes, shown this once: they can be copied, kept as a file and printed, and are closed by whoever has kept them. */
export function RecoveryCodes({ codes, title, onClose }: { codes: string[]; title: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { provider } = usePortal();
  const { user } = useSession();
  const [form] = Form.useForm<{ kept: boolean }>();
  const [made] = useState(() => new Date().toISOString());
  const heading = t('profile.codes_of', { provider: provider.name, email: user.email, at: dayAndTime(made) });
  const download = () => {
    const url = URL.createObjectURL(new Blob([`${heading}\r\n\r\n${codes.join('\r\n')}\r\n`], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = t('profile.codes_file');
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Modal
      open
      className="recovery"
      title={title}
      okText={t('profile.finish')}
      okButtonProps={{ htmlType: 'submit', form: 'kept' }}
      footer={(_, { OkBtn }) => <OkBtn />}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      <Alert className="form-errors" type="warning" showIcon role="status" title={t('profile.codes_once')} description={t('profile.codes_lead')} />
      <p className="codes-heading">{heading}</p>
      <ul className="codes" aria-label={t('profile.recovery_codes')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="row codes-acts">
        <CopyButton text={codes.join('\n')} />
        <Button icon={<DownloadOutlined aria-hidden />} onClick={download}>
          {t('profile.download')}
        </Button>
        <Button
          icon={<PrinterOutlined aria-hidden />}
          onClick={() => {
            globalThis.print();
          }}
        >
          {t('profile.print')}
        </Button>
      </div>
      <Form form={form} name="kept" initialValues={{ kept: false }} onFinish={onClose}>
        <Form.Item
          name="kept"
          valuePropName="checked"
          rules={[{ validator: (_, kept: boolean) => (kept ? Promise.resolve() : Promise.reject(new Error(t('profile.codes_not_kept')))) }]}
        >
          <Checkbox>{t('profile.codes_kept')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}

import { Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy_button';
import { useFormProblems } from '../../components/form_problems';
import type { Schemas } from '../../lib/api';
import { isProblem } from '../../lib/problem';
import { authenticatorCode } from '../../lib/second_factor_code';
import { useNarrow } from '../../lib/window';

/** "JBSW Y3DP …", as it is read aloud and typed. */
function groupsOfFour(key: string): string {
  return (key.match(/.{1,4}/g) ?? []).join(' ');
}

/** The picture that an authenticator scans; made here, since the key must not travel further. */
function usePicture(text: string): string | null {
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    void import('qrcode').then(async ({ toString }) => {
      const svg = await toString(text, { type: 'svg', margin: 3, errorCorrectionLevel: 'M' });
      if (wanted) setPicture(`data:image/svg+xml,${encodeURIComponent(svg)}`);
    });
    return () => {
      wanted = false;
    };
  }, [text]);
  return picture;
}

/** Second step: the key goes into the authenticator, and one of its codes proves that it did. */
export function KeyDialog({
  factorKey: { secret, otpauth_uri },
  onConfirm,
  onExpired,
  onClose,
}: {
  factorKey: Schemas['SecondFactorKey'];
  onConfirm: (code: string) => Promise<void>;
  onExpired: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const picture = usePicture(otpauth_uri);
  const [form] = Form.useForm<{ code: string }>();
  const problems = useFormProblems(form, { '/code': 'code', 'identity.second_factor_wrong': 'code' });
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      open
      title={t('profile.turn_on')}
      okText={t('profile.turn_on_act')}
      cancelText={t('components.cancel')}
      okButtonProps={{ htmlType: 'submit', form: 'key' }}
      confirmLoading={busy}
      mask={{ closable: false }}
      onCancel={onClose}
    >
      <ol className="steps">
        <li>
          <p>{t('profile.scan')}</p>
          <div className="qr">{picture && <img src={picture} alt={t('profile.qr')} width={200} height={200} />}</div>
          {narrow && (
            <p>
              <a href={otpauth_uri}>{t('profile.open_app')}</a>
            </p>
          )}
          <p className="soft">{t('profile.or_type')}</p>
          <p className="row">
            <code className="key">{groupsOfFour(secret)}</code>
            <CopyButton size="small" text={secret} label={t('profile.copy_key')} />
          </p>
        </li>
        <li>
          <p>{t('profile.then_code')}</p>
          {problems.notice}
          <Form
            form={form}
            name="key"
            layout="vertical"
            requiredMark={false}
            validateTrigger="onSubmit"
            initialValues={{ code: '' }}
            onFinishFailed={problems.onFinishFailed}
            onFinish={({ code }) => {
              problems.clear();
              setBusy(true);
              onConfirm(authenticatorCode(code))
                .catch((error: unknown) => {
                  if (isProblem(error, 'identity.second_factor_not_begun')) onExpired();
                  else problems.refuse(error);
                })
                .finally(() => {
                  setBusy(false);
                });
            }}
          >
            <Form.Item
              name="code"
              label={t('profile.code')}
              rules={[
                {
                  validator: (_, typed: string) =>
                    /^\d{6}$/.test(authenticatorCode(typed)) ? Promise.resolve() : Promise.reject(new Error(t('profile.code_form'))),
                },
              ]}
            >
              <Input className="code" inputMode="numeric" autoComplete="one-time-code" maxLength={32} autoFocus={!narrow} />
            </Form.Item>
          </Form>
        </li>
      </ol>
    </Modal>
  );
}

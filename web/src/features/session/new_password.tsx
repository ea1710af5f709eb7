import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { PasswordInput } from '../../components/password_input';
import { usePortal } from '../../lib/session';

/** The field of a form for a password that is being chosen; `email` tells password managers whose. */
export function NewPassword({ email, autoFocus }: { email: string; autoFocus?: boolean }) {
  const { t } = useTranslation();
  const { password_min } = usePortal();
  return (
    <>
      <input className="unseen" type="text" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden />
      <Form.Item
        name="password"
        label={t('session.new_password')}
        extra={t('session.new_password_advice', { count: password_min })}
        rules={[
          {
            validator: (_, typed: string) =>
              Array.from(typed).length >= password_min
                ? Promise.resolve()
                : Promise.reject(new Error(t('session.new_password_short', { count: password_min }))),
          },
        ]}
      >
        <PasswordInput autoComplete="new-password" autoFocus={autoFocus} />
      </Form.Item>
    </>
  );
}

import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Input, type InputProps, type InputRef } from 'antd';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A password, with a button that shows what was typed. antd's own has no Vietnamese name and is too small to hit. */
export function PasswordInput({ ref, ...rest }: InputProps & { autoComplete: 'current-password' | 'new-password'; ref?: Ref<InputRef> }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Input
      {...rest}
      ref={ref}
      type={shown ? 'text' : 'password'}
      maxLength={1024}
      autoCapitalize="none"
      spellCheck={false}
      className="password"
      suffix={
        <button
          type="button"
          className="reveal"
          aria-label={t('components.show_password')}
          aria-pressed={shown}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {shown ? <EyeOutlined aria-hidden /> : <EyeInvisibleOutlined aria-hidden />}
        </button>
      }
    />
  );
}

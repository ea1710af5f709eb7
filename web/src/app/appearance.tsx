import { App, ConfigProvider } from 'antd';
import english from 'antd/locale/en_GB';
import vietnamese from 'antd/locale/vi_VN';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePortal } from '../lib/session';
import { useSystemDark } from '../lib/window';
import { dark, light } from './theme';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const locales = { vi: vietnamese, en: english };

/** Colours, language and the policy's nonce for everything below. */
export function Appearance({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const { session } = usePortal();
  const system = useSystemDark();
  const wish = session?.preferences.theme ?? 'system';
  const isDark = wish === 'dark' || (wish === 'system' && system);
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={locales[i18n.language === 'en' ? 'en' : 'vi']}
      theme={isDark ? dark : light}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: 'optional', scrollToFirstError: { focus: true } }}
    >
      <App message={{ top: 72 }}>{children}</App>
    </ConfigProvider>
  );
}

import { App, ConfigProvider } from 'antd';
import english from 'antd/locale/en_GB';
import vietnamese from 'antd/locale/vi_VN';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePortal } from '../lib/session';
import { useReducedMotion, useSystemDark } from '../lib/window';
import { nonce } from './nonce';
import { dark, light } from './theme';

const locales = { vi: vietnamese, en: english };

const overlays = document.getElementById('overlays') ?? document.body;
/**
 * Menus open inside the landmark or dialog that they belong to, where assistive technology looks for them. Dialogs
 * have a place of their own: for those in the body itself antd writes styles that the policy forbids.
 */
function placeOf(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest<HTMLElement>('[role="dialog"], header, main') ?? overlays;
}

/** Colours, language and the policy's nonce for everything below. */
export function Appearance({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const { session } = usePortal();
  const system = useSystemDark();
  const still = useReducedMotion();
  const wish = session?.preferences.theme ?? 'system';
  const isDark = wish === 'dark' || (wish === 'system' && system);
  const theme = useMemo(() => {
    const colours = isDark ? dark : light;
    return { ...colours, token: { ...colours.token, motion: !still } };
  }, [isDark, still]);
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={locales[i18n.language === 'en' ? 'en' : 'vi']}
      theme={theme}
      getPopupContainer={placeOf}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: 'optional', scrollToFirstError: { focus: true } }}
    >
      <App message={{ top: 72 }}>{children}</App>
    </ConfigProvider>
  );
}

// Around every screen of whoever is signed in: the menu, the person, language and colours.
import { BulbOutlined, LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Dropdown } from 'antd';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, ScrollRestoration, useLocation, useNavigate, useNavigation } from 'react-router';
import { api, bodyOf, withTag } from '../lib/api';
import { useSentence } from '../components/problem_notice';
import { useRoleNames } from '../components/role_names';
import type { Language } from '../lib/language';
import { useChangePreferences, usePreferences } from '../lib/preferences';
import { useArrival, useChangeSession, useLeave, usePortal, useSession } from '../lib/session';
import { useNarrow } from '../lib/window';
import { speak } from '../lib/words';
import { DemoBanner } from './demo_banner';
import { LanguageSwitch } from './language_switch';
import { type Entry, menuOf } from './menu';
import { Waiting } from './waiting';
import { Wallet } from './wallet';

export function Frame() {
  const { session } = usePortal();
  const { pathname, search } = useLocation();
  const known = useRef(false);
  const left = useArrival();
  if (!session) {
    const asked = `${pathname}${search}`;
    const to = left || asked === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(asked)}`;
    return <Navigate to={to} state={left ?? { ended: known.current }} replace />;
  }
  known.current = true;
  // Who must have a second factor first can go nowhere else: the program would refuse everything.
  if (session.second_factor === 'needed' && pathname !== '/profile') return <Navigate to="/profile?tab=security" replace />;
  return <Inside key={session.user.id} />;
}

function Inside() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { provider } = usePortal();
  const keepLanguage = useKeepLanguage();
  const narrow = useNarrow();
  const [menu, setMenu] = useState(false);
  const { pathname } = useLocation();
  const { state } = useNavigation();
  useEffect(() => {
    void speak(user.language);
    // Only when somebody signs in: later the switch speaks for itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [user.id]);
  useEffect(() => {
    setMenu(false);
  }, [pathname]);
  const company = user.partner?.name ?? provider.name;
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="top">
        {narrow && (
          <Button
            type="text"
            icon={<MenuOutlined aria-hidden />}
            aria-label={t('app.menu')}
            aria-expanded={menu}
            onClick={() => {
              setMenu(true);
            }}
          />
        )}
        <span className="brand">
          {t('app.brand', { provider: provider.name })}
          {!narrow && <span className="company">{company}</span>}
        </span>
        <Wallet />
        <LanguageSwitch onSwitch={(chosen) => void keepLanguage(chosen)} />
        <Colours />
        <Person />
      </header>
      {!narrow && <Menu />}
      {narrow && (
        <Drawer
          open={menu}
          placement="left"
          size={300}
          title={company}
          onClose={() => {
            setMenu(false);
          }}
        >
          <Menu />
        </Drawer>
      )}
      <main id="content" tabIndex={-1} className="content" aria-busy={state === 'loading'}>
        <DemoBanner />
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration />
    </div>
  );
}

/** The language of the page becomes the person's, also for mails. */
function useKeepLanguage(): (chosen: Language) => Promise<void> {
  const client = useQueryClient();
  const changeSession = useChangeSession();
  return async (chosen) => {
    const { etag } = await withTag(api.GET('/api/v1/profile'));
    const user = await bodyOf(api.PATCH('/api/v1/profile', { params: { header: { 'If-Match': etag } }, body: { language: chosen } }));
    changeSession({ user });
    await client.invalidateQueries({ queryKey: ['profile'] });
  };
}

function Menu() {
  const { t } = useTranslation();
  const { user, second_factor } = useSession();
  if (second_factor === 'needed') return <nav className="menu" aria-label={t('app.menu')} />;
  return (
    <nav className="menu" aria-label={t('app.menu')}>
      <ul>
        {menuOf(user).map(({ group, entries }) =>
          group ? (
            <li key={group} className="menu-group">
              <span id={`menu-${group}`}>{t(`app.groups.${group}`)}</span>
              <ul aria-labelledby={`menu-${group}`}>
                <Entries entries={entries} />
              </ul>
            </li>
          ) : (
            <Entries key={entries[0]?.path} entries={entries} />
          ),
        )}
      </ul>
    </nav>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation();
  return entries.map(({ path, key, icon: Icon, waits }) => (
    <li key={path}>
      <NavLink to={path}>
        <Icon aria-hidden />
        <span>{t(`app.places.${key}`)}</span>
        {waits && <Waiting of={waits} />}
      </NavLink>
    </li>
  ));
}

const themes = ['system', 'light', 'dark'] as const;

function Colours() {
  const { t } = useTranslation();
  const { theme } = usePreferences();
  const change = useChangePreferences();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [theme],
        items: themes.map((each) => ({ key: each, label: t(`app.themes.${each}`) })),
        onClick: ({ key }) => {
          change({ theme: key as (typeof themes)[number] });
        },
      }}
    >
      <Button type="text" icon={<BulbOutlined aria-hidden />} aria-label={t('app.colours')} />
    </Dropdown>
  );
}

function Person() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { message } = App.useApp();
  const sentence = useSentence();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const roleNames = useRoleNames();
  const leave = useLeave();
  const signOut = async () => {
    await api.DELETE('/api/v1/session');
    leave({});
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: (
              <span className="who">
                <strong>{user.name}</strong>
                <span>{user.email}</span>
                <span>{roleNames(user.audience, user.roles)}</span>
              </span>
            ),
          },
          { key: 'profile', icon: <UserOutlined aria-hidden />, label: t('app.profile') },
          { key: 'sign_out', icon: <LogoutOutlined aria-hidden />, label: t('app.sign_out') },
        ],
        onClick: ({ key }) => {
          if (key === 'profile') void navigate('/profile');
          else signOut().catch((error: unknown) => void message.error(sentence(error)));
        },
      }}
    >
      <Button type="text" icon={<UserOutlined aria-hidden />} aria-label={t('app.person', { name: user.name })}>
        {narrow ? null : <span className="person-name">{user.name}</span>}
      </Button>
    </Dropdown>
  );
}

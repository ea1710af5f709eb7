import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DemoUsers } from '../components/demo_users';
import { useSentence } from '../components/problem_notice';
import { api, bodyOf, rememberCsrfToken } from '../lib/api';
import { usePortal, useSession } from '../lib/session';

/** Says that nothing here is real, and lets one be somebody else. */
export function DemoBanner() {
  const { t } = useTranslation();
  const { demo_users } = usePortal();
  const { user } = useSession();
  const { message } = App.useApp();
  const sentence = useSentence();
  const [open, setOpen] = useState(false);
  if (!demo_users) return null;
  const become = async (email: string, password: string) => {
    await api.DELETE('/api/v1/session');
    const session = await bodyOf(api.POST('/api/v1/session', { body: { email, password } }));
    rememberCsrfToken(session.csrf_token);
    globalThis.location.assign('/');
  };
  return (
    <aside className="demo" aria-label={t('app.demo')}>
      <p>
        {t('app.demo_lead')}{' '}
        <Button
          type="link"
          size="small"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {open ? t('app.demo_hide') : t('app.demo_show')}
        </Button>
      </p>
      {open && (
        <DemoUsers
          present={user.email}
          act={t('app.demo_become')}
          onChoose={({ email, password }) => {
            become(email, password).catch((error: unknown) => void message.error(sentence(error)));
          }}
        />
      )}
    </aside>
  );
}

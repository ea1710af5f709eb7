import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Portal, usePortal } from '../lib/session';
import { useRoleNames } from './role_names';

type DemoUser = NonNullable<Portal['demo_users']>[number];

/** Who can sign in to a demo, with their passwords. */
export function DemoUsers({ act, present, onChoose }: { act: string; present?: string; onChoose: (user: DemoUser) => void }) {
  const { t } = useTranslation();
  const { demo_users, provider } = usePortal();
  const roleNames = useRoleNames();
  return (
    <ul className="demo-users">
      {(demo_users ?? []).map((user) => (
        <li key={user.email}>
          <span>
            <strong>{roleNames(user.audience, user.roles)}</strong> · {user.partner ?? provider.name}
          </span>
          <span className="address">{user.email}</span>
          <span>
            {t('components.password')} <code>{user.password}</code>
          </span>
          {user.email !== present && (
            <Button
              size="small"
              aria-label={`${act}: ${user.email}`}
              onClick={() => {
                onChoose(user);
              }}
            >
              {act}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

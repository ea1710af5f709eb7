import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { rolesOf, useRoleNames } from '../../components/role_names';
import type { Role, User } from '../../lib/session';
import { useSession } from '../../lib/session';

/** What a role may do, in a sentence. `finance` differs by side. */
function useRoleSentences(): (side: User['audience'], role: Role) => string {
  const { t } = useTranslation();
  const sentences: Record<User['audience'], Partial<Record<Role, string>>> = {
    partner: {
      partner_admin: t('staff.may.partner.partner_admin'),
      sales: t('staff.may.partner.sales'),
      finance: t('staff.may.partner.finance'),
      viewer: t('staff.may.partner.viewer'),
    },
    provider: {
      provider_admin: t('staff.may.provider.provider_admin'),
      approver: t('staff.may.provider.approver'),
      finance: t('staff.may.provider.finance'),
      auditor: t('staff.may.provider.auditor'),
    },
  };
  return (side, role) => sentences[side][role] ?? '';
}

/** The roles of one's own side. One's own are only shown: nobody changes them oneself. */
export function RolesField({ own }: { own: boolean }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const roleNames = useRoleNames();
  const sentence = useRoleSentences();
  return (
    <Form.Item
      name="roles"
      label={t('staff.roles')}
      extra={own ? t('staff.own_roles') : undefined}
      // Not "required", which a group of boxes cannot be told to be (ARIA).
      rules={[{ validator: (_, roles: Role[]) => (roles.length > 0 ? Promise.resolve() : Promise.reject(new Error(t('staff.roles_required')))) }]}
    >
      <Checkbox.Group className="roles" role="group" aria-label={t('staff.roles')} disabled={own}>
        {rolesOf[user.audience].map((role) => (
          <Checkbox key={role} value={role}>
            <strong>{roleNames(user.audience, [role])}</strong>
            <span className="soft">{sentence(user.audience, role)}</span>
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}

import { useTranslation } from 'react-i18next';
import type { Role, User } from '../lib/session';

export const rolesOf: Record<User['audience'], Role[]> = {
  partner: ['partner_admin', 'sales', 'finance', 'viewer'],
  provider: ['provider_admin', 'approver', 'finance', 'auditor'],
};

/** "Kinh doanh, Kế toán". `finance` has another name on each side. */
export function useRoleNames(): (side: User['audience'], roles: Role[]) => string {
  const { t } = useTranslation();
  const names: Record<User['audience'], Partial<Record<Role, string>>> = {
    partner: {
      partner_admin: t('roles.partner.partner_admin'),
      sales: t('roles.partner.sales'),
      finance: t('roles.partner.finance'),
      viewer: t('roles.partner.viewer'),
    },
    provider: {
      provider_admin: t('roles.provider.provider_admin'),
      approver: t('roles.provider.approver'),
      finance: t('roles.provider.finance'),
      auditor: t('roles.provider.auditor'),
    },
  };
  return (side, roles) => roles.map((role) => names[side][role] ?? role).join(', ');
}

// The verbs and details of the trail that have words here; what is newer than the page is shown by its code.
import { useTranslation } from 'react-i18next';

export const changes = [
  'access.end',
  'accounts.put',
  'api_keys.add',
  'api_keys.revoke',
  'identity.recovery_codes_renewed',
  'identity.second_factor_off',
  'identity.second_factor_on',
  'identity.second_factor_reset',
  'outbox.retry',
  'partners.create',
  'partners.reopen',
  'partners.suspend',
  'passwords.change',
  'passwords.request_reset',
  'passwords.reset',
  'registrations.add',
  'registrations.agree',
  'registrations.agree_skipped',
  'registrations.approve',
  'registrations.decline',
  'registrations.end',
  'registrations.expire',
  'registrations.reject',
  'registrations.rename',
  'registrations.resend',
  'registrations.retract',
  'registrations.supersede',
  'registrations.withdraw',
  'registrations.wrong_code',
  'session.end',
  'session.end_others',
  'session.sign_in',
  'session.sign_out',
  'staff.add',
  'staff.change',
  'staff.invite',
  'staff.join',
  'staff.remove',
] as const;
export type Change = (typeof changes)[number];

export const details = [
  'from',
  'reason',
  'email',
  'name',
  'legal_name',
  'tax_code',
  'service_accounts',
  'roles',
  'roles_before',
  'role',
  'language',
  'owner_id',
  'field',
  'count',
  'send',
  'created',
  'updated',
  'sessions',
  'session',
  'invitations',
  'password_resets',
  'expires_at',
  'second_factor',
] as const;
export type Detail = (typeof details)[number];

export function useChangeName(): (change: string) => string | null {
  const { t } = useTranslation();
  return (change) => {
    const known = changes.find((each) => each === change);
    return known === undefined ? null : t(`audit.changes.${known}`);
  };
}

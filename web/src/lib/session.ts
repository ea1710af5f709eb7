// Who is signed in, and what this installation is. One answer serves both and is asked for once at the start.
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, bodyOf, rememberCsrfToken, type Schemas } from './api';

export type Portal = Schemas['Portal'];
export type Session = Schemas['Session'];
export type User = Schemas['User'];
export type Role = Schemas['Role'];
export type Settings = Schemas['Settings'];

export const portalQuery = queryOptions({
  queryKey: ['portal'],
  queryFn: async () => {
    const portal = await bodyOf(api.GET('/api/v1/portal'));
    rememberCsrfToken(portal.session?.csrf_token ?? '');
    return portal;
  },
  staleTime: Infinity,
});

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => bodyOf(api.GET('/api/v1/settings')),
  staleTime: Infinity,
});

export function usePortal(): Portal {
  return useSuspenseQuery(portalQuery).data;
}

export function useSettings(): Settings {
  return useSuspenseQuery(settingsQuery).data;
}

/** Only below the frame, which shows nothing to whoever is not signed in. */
export function useSession(): Session {
  const { session } = usePortal();
  if (!session) throw new Error('nobody is signed in');
  return session;
}

/** What stays true whoever signs in. */
const lasting = new Set<unknown>(['portal', 'settings', 'arrival']);

/** Puts a session, or none, in the place of the present one; `undefined` fields stay. */
export function useChangeSession(): (change: Partial<Session> | null) => void {
  const client = useQueryClient();
  return (change) => {
    // What the program told somebody else on this machine is not shown to whoever comes next.
    const present = client.getQueryData(portalQuery.queryKey)?.session?.user.id;
    if (change?.user && change.user.id !== present) client.removeQueries({ predicate: ({ queryKey }) => !lasting.has(queryKey[0]) });
    client.setQueryData(portalQuery.queryKey, (portal) => {
      if (!portal) return portal;
      const session = change === null ? null : ({ ...portal.session, ...change } as Session);
      rememberCsrfToken(session?.csrf_token ?? '');
      return { ...portal, session };
    });
  };
}

/** What the page for signing in says of how one came there. */
export interface Arrival {
  email?: string;
  done?: 'accepted' | 'password_set' | 'password_changed';
  /** The session ended while somebody was working. */
  ended?: boolean;
}

const arrivalKey = ['arrival'];
/** The session is over because its person wished it so: the frame leads to the page for signing in, and not back. */
export function useLeave(): (arrival: Arrival) => void {
  const client = useQueryClient();
  const changeSession = useChangeSession();
  return (arrival) => {
    client.setQueryData<Arrival>(arrivalKey, arrival);
    changeSession(null);
  };
}

/** How one left; null when the session ended by itself or there was none. */
export function useArrival(): Arrival | null {
  return useQueryClient().getQueryData<Arrival>(arrivalKey) ?? null;
}

export type Permission =
  | 'change_registrations'
  | 'end_registrations'
  | 'read_approvals'
  | 'decide_approvals'
  | 'read_directory'
  | 'change_directory'
  | 'read_partners'
  | 'change_partners'
  | 'change_staff'
  | 'read_staff'
  | 'read_outbox'
  | 'change_outbox'
  | 'read_audit'
  | 'read_credit'
  | 'change_credit'
  | 'read_grants'
  | 'issue_credit'
  | 'bill_credit'
  | 'read_events'
  | 'read_products'
  | 'change_products'
  | 'read_partner_discounts'
  | 'ask_partner_discounts'
  | 'decide_partner_discounts'
  | 'set_customer_discounts';

const everyPartnerRole: Role[] = ['partner_admin', 'sales', 'finance', 'viewer'];
const everyProviderRole: Role[] = ['provider_admin', 'approver', 'finance', 'auditor'];
type Side = User['audience'];
/** The table of glossary "who may what", as far as the page hides what would be refused; the program decides. */
const holders: Record<Permission, Partial<Record<Side, Role[]>>> = {
  change_registrations: { partner: ['partner_admin', 'sales'] },
  end_registrations: { provider: ['provider_admin'] },
  read_approvals: { provider: everyProviderRole },
  decide_approvals: { provider: ['provider_admin', 'approver'] },
  read_directory: { provider: everyProviderRole },
  change_directory: { provider: ['provider_admin'] },
  read_partners: { provider: everyProviderRole },
  change_partners: { provider: ['provider_admin'] },
  change_staff: { partner: ['partner_admin'], provider: ['provider_admin'] },
  read_staff: { partner: ['partner_admin'], provider: ['provider_admin', 'auditor'] },
  read_outbox: { provider: ['provider_admin', 'approver', 'auditor'] },
  change_outbox: { provider: ['provider_admin'] },
  read_audit: { partner: ['partner_admin'], provider: ['provider_admin', 'auditor'] },
  read_credit: { partner: everyPartnerRole, provider: ['provider_admin', 'finance', 'auditor'] },
  change_credit: { partner: ['partner_admin', 'finance'] },
  read_grants: { partner: ['partner_admin', 'finance'], provider: ['provider_admin', 'finance', 'auditor'] },
  issue_credit: { provider: ['provider_admin', 'finance'] },
  bill_credit: { provider: ['finance'] },
  read_events: { provider: ['provider_admin', 'finance', 'auditor'] },
  read_products: { provider: everyProviderRole },
  change_products: { provider: ['provider_admin'] },
  read_partner_discounts: { partner: ['partner_admin', 'sales', 'finance'], provider: everyProviderRole },
  ask_partner_discounts: { partner: ['partner_admin'] },
  decide_partner_discounts: { provider: ['provider_admin', 'approver'] },
  set_customer_discounts: { partner: ['partner_admin', 'sales'] },
};

export function may(user: User, permission: Permission): boolean {
  return (holders[permission][user.audience] ?? []).some((role) => user.roles.includes(role));
}

export function useMay(permission: Permission): boolean {
  return may(useSession().user, permission);
}

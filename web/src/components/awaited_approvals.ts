import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../lib/api';
import { may, type User } from '../lib/session';

const often = { refetchInterval: 60_000, staleTime: 30_000 };

/** How many registrations wait for the provider. */
export function awaitedRegistrations(user: User) {
  return queryOptions({
    queryKey: ['approvals', 'count'],
    queryFn: async () => (await bodyOf(api.GET('/api/v1/approvals', { params: { query: { limit: 1 } } }))).total,
    enabled: may(user, 'read_approvals'),
    ...often,
  });
}

/** How many partners wait for an answer about what they pay. */
export function awaitedDiscounts(user: User) {
  return queryOptions({
    queryKey: ['prices', 'partner-discounts', 'count'],
    queryFn: async () => (await bodyOf(api.GET('/api/v1/partner-discounts', { params: { query: { status: 'pending', limit: 1 } } }))).total,
    enabled: user.audience === 'provider' && may(user, 'read_partner_discounts'),
    ...often,
  });
}

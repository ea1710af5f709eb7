import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../lib/api';
import { may, type User } from '../../lib/session';

/** More than these are told as so many. */
const counted = 100;

/** How many requests this person may decide: those of others on the own side. */
export function awaitedRequests(user: User) {
  return queryOptions({
    queryKey: ['credit', 'requests', 'awaited'],
    queryFn: async () => {
      const { data } = await bodyOf(api.GET('/api/v1/credit/requests', { params: { query: { state: 'pending_approval', limit: counted } } }));
      return data.filter(({ own }) => !own).length;
    },
    enabled: may(user, user.audience === 'partner' ? 'change_credit' : 'issue_credit'),
    refetchInterval: 60_000,
    staleTime: 15_000,
  });
}

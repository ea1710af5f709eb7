import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { awaitedRequests } from '../components/credit/awaited';
import { api, bodyOf } from '../lib/api';
import { number } from '../lib/formats';
import { language } from '../lib/language';
import { may, useSession } from '../lib/session';
import type { Entry } from './menu';

/** How many things wait for this person, where there are any. */
export function Waiting({ of }: { of: NonNullable<Entry['waits']> }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const approvals = useQuery({
    queryKey: ['approvals', 'count'],
    queryFn: async () => (await bodyOf(api.GET('/api/v1/approvals', { params: { query: { limit: 1 } } }))).total,
    enabled: of === 'approvals' && may(user, 'read_approvals'),
    refetchInterval: 60_000,
    staleTime: 30_000,
  });
  const requests = useQuery({ ...awaitedRequests(user), enabled: of === 'credit' && awaitedRequests(user).enabled });
  const count = (of === 'approvals' ? approvals : requests).data ?? 0;
  if (count === 0) return null;
  return (
    <span className="count" aria-label={t('app.waiting', { count })}>
      {number(count, language())}
    </span>
  );
}

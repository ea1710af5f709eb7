import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { awaitedDiscounts, awaitedRegistrations } from '../components/awaited_approvals';
import { awaitedRequests } from '../components/credit/awaited';
import { number } from '../lib/formats';
import { language } from '../lib/language';
import { useSession } from '../lib/session';
import type { Entry } from './menu';

/** How many things wait for this person, where there are any. */
export function Waiting({ of }: { of: NonNullable<Entry['waits']> }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const approvals = of === 'approvals';
  const registrations = useQuery({ ...awaitedRegistrations(user), enabled: approvals && awaitedRegistrations(user).enabled });
  const discounts = useQuery({ ...awaitedDiscounts(user), enabled: approvals && awaitedDiscounts(user).enabled });
  const requests = useQuery({ ...awaitedRequests(user), enabled: of === 'credit' && awaitedRequests(user).enabled });
  const count = approvals ? (registrations.data ?? 0) + (discounts.data ?? 0) : (requests.data ?? 0);
  if (count === 0) return null;
  return (
    <span className="count" aria-label={t('app.waiting', { count })}>
      {number(count, language())}
    </span>
  );
}

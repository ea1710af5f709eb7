import { lazy } from 'react';
import { Navigate } from 'react-router';
import { useSession } from '../lib/session';

const Own = lazy(async () => ({ default: (await import('../features/discounts/discounts')).Discounts }));

/** A partner's own sets; the provider finds those of all partners beside what waits for it. */
export function Discounts() {
  const { user } = useSession();
  return user.audience === 'provider' ? <Navigate to="/approvals/discounts" replace /> : <Own />;
}

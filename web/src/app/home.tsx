import { Navigate } from 'react-router';
import { may, useSession } from '../lib/session';

/** Where the day begins: the provider's at the queue, a partner's at its customers. */
export function Home() {
  const { user } = useSession();
  return <Navigate to={may(user, 'read_approvals') ? '/approvals' : '/accounts'} replace />;
}

import { useNavigate } from 'react-router';
import { api } from '../../lib/api';
import { type Arrival, useChangeSession, usePortal } from '../../lib/session';

/** On to the page for signing in; whoever was signed in on this browser is not any more. */
export function useGoToSignIn(): (arrival: Arrival) => Promise<void> {
  const navigate = useNavigate();
  const changeSession = useChangeSession();
  const { session } = usePortal();
  return async (arrival) => {
    if (session) {
      // A new password may have ended it already.
      await api.DELETE('/api/v1/session').catch(() => undefined);
      changeSession(null);
    }
    await navigate('/sign-in', { state: arrival });
  };
}

import { lazy } from 'react';
import { useSession } from '../lib/session';
import { Allowed } from './allowed';

const Wallet = lazy(async () => ({ default: (await import('../features/credit/wallet')).Wallet }));
const Overview = lazy(async () => ({ default: (await import('../features/channel/overview')).Overview }));

/** One address, two sides: a partner's own wallet, the provider's whole channel. */
export function Credit() {
  const { user } = useSession();
  if (user.audience === 'provider') return <Overview />;
  return (
    <Allowed needs="change_credit">
      <Wallet />
    </Allowed>
  );
}

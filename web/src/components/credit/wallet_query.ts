import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../lib/api';

/** What the own partner has; shown above every screen. */
export const walletQuery = queryOptions({
  queryKey: ['credit', 'wallet'],
  queryFn: () => bodyOf(api.GET('/api/v1/wallet')),
  // Colleagues spend it too: coming back to the page, and every dialog, asks anew.
  staleTime: 0,
});

import { useQuery } from '@tanstack/react-query';
import { api, type Schemas, withTag } from '../../lib/api';

export type AccountCredit = Schemas['AccountCredit'];
export interface TaggedCredit {
  etag: string;
  body: AccountCredit;
}

export function readAccountCredit(id: string): Promise<TaggedCredit> {
  return withTag(api.GET('/api/v1/accounts/{id}/credit', { params: { path: { id } } }));
}

/** A customer's credit, with the tag that changing its alert level asks for. */
export function useAccountCredit(id: string) {
  return useQuery({ queryKey: ['credit', 'account', id, 'tagged'], queryFn: () => readAccountCredit(id), staleTime: 0 });
}

// From what the address says to what the program is asked; one place for the list, its numbers and its export.
import { api, bodyOf, type Schemas } from '../../lib/api';
import type { paths } from '../../lib/contract';
import type { ListUrl } from '../../lib/list_url';

export type ListQuery = NonNullable<paths['/api/v1/registrations']['get']['parameters']['query']>;

export function queryOf({ q, filters, sort }: Pick<ListUrl, 'q' | 'filters' | 'sort'>): ListQuery {
  const one = (name: string) => filters[name]?.[0];
  const query: ListQuery = { sort };
  if (q !== '') query.q = q;
  if (filters.status?.length) query.status = filters.status as NonNullable<ListQuery['status']>;
  const role = one('role');
  const owner = one('owner');
  const partner = one('partner_id');
  if (role !== undefined) query.role = role;
  if (owner !== undefined) query.owner = owner;
  if (partner !== undefined) query.partner_id = partner;
  return query;
}

/** A page of them. The same call answers files too, which is why its type says anything. */
export async function listRegistrations(query: ListQuery): Promise<Schemas['RegistrationList']> {
  return (await bodyOf<unknown>(api.GET('/api/v1/registrations', { params: { query } }))) as Schemas['RegistrationList'];
}

/** The call that answers everything the filter lets through as a file. */
export function exportPath(query: ListQuery, format: 'csv' | 'xlsx'): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) parameters.append(name, String(each));
  }
  parameters.append('format', format);
  return `/api/v1/registrations?${parameters.toString()}`;
}

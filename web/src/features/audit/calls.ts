import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { beginOfDay, endOfDay } from '../../lib/formats';
import type { ListUrl } from '../../lib/list_url';
import { dayOf } from '../../lib/periods';

export type AuditRow = Schemas['AuditRow'];

export function useAudit(url: ListUrl, limit: number) {
  const { filters } = url;
  const from = dayOf(filters.from?.[0]);
  const to = dayOf(filters.to?.[0]);
  const query = {
    limit,
    cursor: url.cursor,
    change: filters.change?.[0],
    actor: filters.actor?.[0],
    subject: filters.subject?.[0],
    partner_id: filters.partner_id?.[0],
    from: from && beginOfDay(from),
    to: to && endOfDay(to),
  };
  return useQuery({
    queryKey: ['audit', 'list', query],
    queryFn: () => bodyOf(api.GET('/api/v1/audit', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** The names that the filters offer; more than these are found by their ids. */
const offered = 200;

export function usePartnerNames(enabled: boolean): Map<string, string> {
  const { data } = useQuery({
    queryKey: ['partners', 'names'],
    queryFn: () => bodyOf(api.GET('/api/v1/partners', { params: { query: { limit: offered } } })),
    enabled,
    staleTime: 60_000,
  });
  return new Map(data?.data.map(({ id, name }) => [id, name]));
}

export function useColleagues(): Map<string, string> {
  const { data } = useQuery({
    queryKey: ['staff', 'names'],
    queryFn: () => bodyOf(api.GET('/api/v1/staff', { params: { query: { limit: offered } } })),
    staleTime: 60_000,
  });
  return new Map(data?.data.map(({ id, name }) => [id, name]));
}

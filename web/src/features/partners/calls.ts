import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, idempotencyKey, type Schemas } from '../../lib/api';
import type { ListUrl } from '../../lib/list_url';

export type Partner = Schemas['Partner'];
export type Counts = Schemas['RegistrationCounts'];
export type StaffRow = Schemas['StaffMemberOrName'];

export function usePartners(url: ListUrl, limit: number) {
  const suspended = url.filters.suspended?.[0];
  const query = {
    limit,
    sort: url.sort,
    cursor: url.cursor,
    q: url.q === '' ? undefined : url.q,
    suspended: suspended === 'true' ? true : suspended === 'false' ? false : undefined,
  };
  return useQuery({
    queryKey: ['partners', 'list', query],
    queryFn: () => bodyOf(api.GET('/api/v1/partners', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** The numbers of these partners, by their ids. */
export function useCounts(ids: string[]) {
  return useQuery({
    queryKey: ['registrations', 'counts', 'by-partner', ids],
    queryFn: async () => {
      const { data } = await bodyOf(api.GET('/api/v1/registrations/counts/by-partner', { params: { query: { partner_id: ids } } }));
      return new Map(data.map(({ partner_id, counts }) => [partner_id, counts]));
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
}

export function usePartner(id: string) {
  return useQuery({
    queryKey: ['partners', id],
    queryFn: () => bodyOf(api.GET('/api/v1/partners/{id}', { params: { path: { id } } })),
  });
}

export function usePartnerWallet(id: string) {
  return useQuery({
    queryKey: ['credit', 'partner-wallet', id],
    queryFn: () => bodyOf(api.GET('/api/v1/partners/{id}/wallet', { params: { path: { id } } })),
  });
}

export function useStaff(id: string) {
  return useInfiniteQuery({
    queryKey: ['staff', 'of-partner', id],
    queryFn: ({ pageParam }) => bodyOf(api.GET('/api/v1/partners/{id}/staff', { params: { path: { id }, query: { limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

const once = () => ({ 'Idempotency-Key': idempotencyKey() });

export function createPartner(partner: Schemas['NewPartner'], key: string): Promise<Partner> {
  return bodyOf(api.POST('/api/v1/partners', { params: { header: { 'Idempotency-Key': key } }, body: partner }));
}

export function suspend(id: string): Promise<Partner> {
  return bodyOf(api.POST('/api/v1/partners/{id}/suspend', { params: { path: { id }, header: once() } }));
}

export function reopen(id: string): Promise<Partner> {
  return bodyOf(api.POST('/api/v1/partners/{id}/reopen', { params: { path: { id }, header: once() } }));
}

export function inviteAdmin(id: string, admin: Schemas['NewPartnerAdmin']) {
  return bodyOf(api.POST('/api/v1/partners/{id}/admins', { params: { path: { id }, header: once() }, body: admin }));
}

/** A partner that was opened, closed or given an admin changes what these lists say. */
export function useChanged(): () => void {
  const client = useQueryClient();
  return () => {
    for (const key of ['partners', 'staff', 'outbox', 'audit']) void client.invalidateQueries({ queryKey: [key] });
  };
}

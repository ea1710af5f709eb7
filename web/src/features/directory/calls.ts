import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../lib/api';
import type { ListUrl } from '../../lib/list_url';

export function useAccounts(url: ListUrl, limit: number) {
  const query = { limit, sort: url.sort, cursor: url.cursor, q: url.q === '' ? undefined : url.q };
  return useQuery({
    queryKey: ['directory', 'list', query],
    queryFn: () => bodyOf(api.GET('/api/v1/directory/accounts', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function useAccount(id: string) {
  return useQuery({
    queryKey: ['directory', id],
    queryFn: () => bodyOf(api.GET('/api/v1/directory/accounts/{id}', { params: { path: { id } } })),
  });
}

export function useHistory(id: string) {
  return useInfiniteQuery({
    queryKey: ['directory', id, 'history'],
    queryFn: ({ pageParam }) =>
      bodyOf(api.GET('/api/v1/directory/accounts/{id}/history', { params: { path: { id }, query: { limit: 20, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

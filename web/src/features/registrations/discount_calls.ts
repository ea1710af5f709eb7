import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas, withTag } from '../../lib/api';

export type CustomerDiscount = Schemas['CustomerDiscount'];
export type CustomerRate = Schemas['CustomerRate'];
export type NewCustomerDiscount = Schemas['NewCustomerDiscount'];
export type Preview = Schemas['CustomerDiscountPreview'];

const page = 20;

/** The rates that hold or wait, and all that were set, newest first. */
export function useCustomerDiscounts(accountId: string) {
  return useInfiniteQuery({
    queryKey: ['prices', 'customer-discounts', accountId],
    queryFn: ({ pageParam: cursor }) =>
      bodyOf(
        api.GET('/api/v1/accounts/{id}/discounts', {
          params: { path: { id: accountId }, query: { limit: page, ...(cursor !== null && { cursor }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

export interface Standing {
  etag: string;
  current: CustomerRate[];
}

/** Where a customer's prices stand, with the tag of the whole of it. */
export async function readStanding(accountId: string): Promise<Standing> {
  const { etag, body } = await withTag(api.GET('/api/v1/accounts/{id}/discounts', { params: { path: { id: accountId }, query: { limit: 1 } } }));
  return { etag, current: body.current };
}

/** What a discount would do; nothing is asked while there is nothing to ask about. */
export function usePreview(accountId: string, body: NewCustomerDiscount | null) {
  return useQuery({
    queryKey: ['prices', 'preview', accountId, body],
    queryFn: ({ signal }) =>
      bodyOf(
        api.POST('/api/v1/accounts/{id}/discounts/preview', {
          params: { path: { id: accountId } },
          body: body ?? { from: '', to: '', rates: [] },
          signal,
        }),
      ),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
}

export function setDiscount(accountId: string, body: NewCustomerDiscount, etag: string, key: string): Promise<CustomerDiscount> {
  const params = { path: { id: accountId }, header: { 'Idempotency-Key': key, 'If-Match': etag } };
  return bodyOf(api.POST('/api/v1/accounts/{id}/discounts', { params, body }));
}

/** Of one product and its groups, on a day; now when it is today. */
export function usePrices(accountId: string, productId: string | undefined, at: string | undefined) {
  const query = { product_id: productId, at };
  return useQuery({
    queryKey: ['prices', 'of-account', accountId, query],
    queryFn: () => bodyOf(api.GET('/api/v1/accounts/{id}/prices', { params: { path: { id: accountId }, query } })),
    enabled: productId !== undefined,
    placeholderData: keepPreviousData,
  });
}

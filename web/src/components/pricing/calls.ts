import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, type Schemas, withTag } from '../../lib/api';
import { today } from '../../lib/formats';
import { type Product, targetsOf } from './rates';

export type PartnerDiscount = Schemas['PartnerDiscount'];
export type PartnerDiscountStatus = Schemas['PartnerDiscountStatus'];

const page = 200;

async function allProducts(): Promise<Product[]> {
  const found: Product[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; sort: string; cursor?: string } = { limit: page, sort: 'name', ...(cursor !== null && { cursor }) };
    const { data, next_cursor } = await bodyOf(api.GET('/api/v1/products', { params: { query } }));
    found.push(...data);
    cursor = next_cursor;
  } while (cursor !== null);
  return found;
}

/** Every product with its groups: what a rate can be of. */
export function useCatalog() {
  return useQuery({
    queryKey: ['prices', 'products', 'all'],
    queryFn: async () => {
      const products = await allProducts();
      return { products, targets: targetsOf(products) };
    },
    staleTime: 60_000,
  });
}

export function useDiscountDays() {
  return useQuery({ queryKey: ['prices', 'discount-days'], queryFn: () => bodyOf(api.GET('/api/v1/discount-days')), staleTime: 60_000 });
}

/** The day that it is for the program, YYYY-MM-DD; until it answered, for this machine. */
export function useToday(): string {
  return useDiscountDays().data?.today ?? today();
}

/** After prices or discounts changed, or were asked to. */
export function usePricesChanged(): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all(['prices', 'audit', 'outbox'].map((noun) => client.invalidateQueries({ queryKey: [noun] })));
}

/** Sets of one partner in this state, newest first, with the tag of all that the partner has. */
export function readDiscounts(status: PartnerDiscountStatus, partnerId?: string) {
  const query = { status, limit: page, ...(partnerId !== undefined && { partner_id: partnerId }) };
  return withTag(api.GET('/api/v1/partner-discounts', { params: { query } }));
}

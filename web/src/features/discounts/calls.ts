import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { discountStatuses } from '../../components/pricing/discount_tag';
import { type PartnerDiscount, type PartnerDiscountStatus, readDiscounts } from '../../components/pricing/calls';
import { everHolds } from '../../components/pricing/rates';
import { api, bodyOf, type Schemas, withTag } from '../../lib/api';
import type { ListUrl } from '../../lib/list_url';
import { useSession } from '../../lib/session';

export function statusIn(url: Pick<ListUrl, 'filters'>): PartnerDiscountStatus | undefined {
  return discountStatuses.find((each) => each === url.filters.status?.[0]);
}

export function useDiscounts(url: ListUrl, status: PartnerDiscountStatus | undefined, limit: number) {
  const query = { limit, cursor: url.cursor, status, partner_id: url.filters.partner_id?.[0] };
  return useQuery({
    queryKey: ['prices', 'partner-discounts', 'list', query],
    queryFn: () => bodyOf(api.GET('/api/v1/partner-discounts', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** One set with its tag. */
export function useDiscount(id: string) {
  return useQuery({
    queryKey: ['prices', 'partner-discounts', 'one', id],
    queryFn: () => withTag(api.GET('/api/v1/partner-discounts/{id}', { params: { path: { id } } })),
    staleTime: 0,
  });
}

/** What a partner pays now; a partner can only ask about itself. */
export function useActive(partnerId: string, wanted: boolean) {
  const { user } = useSession();
  const of = user.audience === 'provider' ? partnerId : undefined;
  return useQuery({
    queryKey: ['prices', 'partner-discounts', 'active', of],
    queryFn: async () => (await readDiscounts('active', of)).body.data[0] ?? null,
    enabled: wanted,
  });
}

/** Where a partner stands, before it asks for something else. */
export interface Standing {
  etag: string;
  active: PartnerDiscount | undefined;
  scheduled: PartnerDiscount[];
  pending: PartnerDiscount | undefined;
}

/** The tag is read first: what changes while the rest is read makes it stale. */
export async function readStanding(): Promise<Standing> {
  const { etag, body: active } = await readDiscounts('active');
  const [scheduled, pending] = await Promise.all([readDiscounts('scheduled'), readDiscounts('pending')]);
  return { etag, active: active.data[0], scheduled: scheduled.body.data.filter(everHolds), pending: pending.body.data[0] };
}

export function askDiscount(body: Schemas['NewPartnerDiscount'], etag: string, key: string): Promise<PartnerDiscount> {
  const header = { 'Idempotency-Key': key, 'If-Match': etag };
  return bodyOf(api.POST('/api/v1/partner-discounts', { params: { header }, body }));
}

export function withdrawDiscount(id: string, key: string): Promise<PartnerDiscount> {
  return bodyOf(api.POST('/api/v1/partner-discounts/{id}/withdraw', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: {} }));
}

export function approveDiscount(id: string, rates: Schemas['NewRate'][] | undefined, etag: string, key: string): Promise<PartnerDiscount> {
  const header = { 'Idempotency-Key': key, 'If-Match': etag };
  return bodyOf(api.POST('/api/v1/partner-discounts/{id}/approve', { params: { path: { id }, header }, body: rates ? { rates } : {} }));
}

export function rejectDiscount(id: string, reason: string, key: string): Promise<PartnerDiscount> {
  return bodyOf(
    api.POST('/api/v1/partner-discounts/{id}/reject', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: { reason } }),
  );
}

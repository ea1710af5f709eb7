import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { creditKinds } from '../../components/credit/credit_words';
import { api, bodyOf, type Schemas } from '../../lib/api';
import type { ListUrl } from '../../lib/list_url';
import { dayOf } from '../../lib/periods';

export type Totals = Schemas['CreditTotals'];
export type PartnerTotals = Schemas['PartnerCreditTotals'];
export type AccountCredit = Schemas['AccountCredit'];
export type CreditTransaction = Schemas['CreditTransaction'];
export type Difference = Schemas['CreditDifference'];

export function useTotals() {
  return useQuery({ queryKey: ['credit', 'totals'], queryFn: () => bodyOf(api.GET('/api/v1/credit/totals')) });
}

export function useTotalsByPartner(url: ListUrl, limit: number) {
  const query = { limit, cursor: url.cursor };
  return useQuery({
    queryKey: ['credit', 'totals', 'by-partner', query],
    queryFn: () => bodyOf(api.GET('/api/v1/credit/totals/by-partner', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export const customerStates = ['arrears', 'zero', 'low'] as const;
export type CustomerState = (typeof customerStates)[number] | 'all';

/** Whom the address asks for: who owes, unless it says otherwise. */
export function stateIn(url: Pick<ListUrl, 'filters'>): CustomerState {
  const state = url.filters.state?.[0];
  return state === 'all' ? 'all' : (customerStates.find((each) => each === state) ?? 'arrears');
}

export function useCustomers(url: ListUrl, limit: number) {
  const state = stateIn(url);
  const query = {
    limit,
    cursor: url.cursor,
    sort: url.sort,
    q: url.q === '' ? undefined : url.q,
    state: state === 'all' ? undefined : state,
    partner_id: url.filters.partner_id?.[0],
  };
  return useQuery({
    queryKey: ['credit', 'accounts', query],
    queryFn: () => bodyOf(api.GET('/api/v1/credit/accounts', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export const transactionFilters = ['kind', 'partner_id', 'account_id', 'reference', 'from', 'to'] as const;

export function useTransactions(url: ListUrl, limit: number) {
  const { filters, cursor } = url;
  const kind = creditKinds.filter((each) => filters.kind?.includes(each));
  const query = {
    limit,
    cursor,
    kind: kind.length > 0 ? kind : undefined,
    partner_id: filters.partner_id?.[0],
    account_id: filters.account_id?.[0],
    reference: filters.reference?.[0],
    from: dayOf(filters.from?.[0]),
    to: dayOf(filters.to?.[0]),
  };
  return useQuery({
    queryKey: ['credit', 'transactions', query],
    queryFn: () => bodyOf(api.GET('/api/v1/credit/transactions', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function useDifferences(url: ListUrl, limit: number) {
  const query = { limit, cursor: url.cursor, day: dayOf(url.filters.day?.[0]) };
  return useQuery({
    queryKey: ['credit', 'differences', query],
    queryFn: () => bodyOf(api.GET('/api/v1/credit/differences', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

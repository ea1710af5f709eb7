// What several screens ask the ledger for. Every key begins with 'credit', so that one act renews all of it.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../lib/api';
import type { ListUrl } from '../../lib/list_url';
import { dayOf } from '../../lib/periods';
import { creditKinds, type CreditKind } from './credit_words';

/** Whose history: the own wallet's, a partner's, or a customer's. */
export type Wallet = { of: 'own' } | { of: 'partner'; id: string } | { of: 'account'; id: string };

export const movementFilters = ['kind', 'from', 'to'] as const;

interface MovementQuery {
  limit: number;
  cursor?: string;
  kind?: CreditKind[];
  from?: string;
  to?: string;
}

function readMovements(wallet: Wallet, query: MovementQuery): Promise<Schemas['MovementList']> {
  switch (wallet.of) {
    case 'own':
      return bodyOf(api.GET('/api/v1/wallet/movements', { params: { query } }));
    case 'partner':
      return bodyOf(api.GET('/api/v1/partners/{id}/movements', { params: { path: { id: wallet.id }, query } }));
    case 'account':
      return bodyOf(api.GET('/api/v1/accounts/{id}/movements', { params: { path: { id: wallet.id }, query } }));
  }
}

export function useMovements(wallet: Wallet, url: ListUrl, limit: number) {
  const { filters, cursor } = url;
  const kind = creditKinds.filter((each) => filters.kind?.includes(each));
  const from = dayOf(filters.from?.[0]);
  const to = dayOf(filters.to?.[0]);
  const query: MovementQuery = { limit, ...(cursor && { cursor }), ...(kind.length > 0 && { kind }), ...(from && { from }), ...(to && { to }) };
  return useQuery({
    queryKey: ['credit', 'movements', wallet, query],
    queryFn: () => readMovements(wallet, query),
    placeholderData: keepPreviousData,
  });
}

export function useTransaction(id: string) {
  return useQuery({
    queryKey: ['credit', 'transaction', id],
    queryFn: () => bodyOf(api.GET('/api/v1/credit/transactions/{id}', { params: { path: { id } } })),
  });
}

/** After credit moved, or was asked to: balances, histories, requests, and what accounts show of them. */
export function useCreditMoved(): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all(['credit', 'registrations', 'reports', 'audit', 'outbox'].map((noun) => client.invalidateQueries({ queryKey: [noun] })));
}

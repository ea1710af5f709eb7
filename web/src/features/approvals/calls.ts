import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, idempotencyKey, type Schemas } from '../../lib/api';
import type { Approval } from './rules';

export type ApprovalResults = Schemas['ApprovalResults']['results'];

interface Page {
  sort: string;
  cursor?: string | undefined;
  limit: number;
}

export function useApprovals({ sort, cursor, limit }: Page) {
  return useQuery({
    queryKey: ['approvals', 'list', { sort, cursor, limit }],
    queryFn: () => bodyOf(api.GET('/api/v1/approvals', { params: { query: { sort, cursor, limit } } })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

/** Enough to step through in one sitting; each row makes the program ask the directory. */
const stepped = 100;

/** The queue in the order of the list one came from, to step through it. */
export function useQueue(sort: string): Approval[] | undefined {
  return useApprovals({ sort, limit: stepped }).data?.data;
}

export function useApproval(id: string) {
  return useQuery({
    queryKey: ['approvals', id],
    queryFn: () => bodyOf(api.GET('/api/v1/approvals/{id}', { params: { path: { id } } })),
  });
}

const touched = ['approvals', 'registrations', 'partners', 'outbox', 'audit'];

/** Deciding changes the queue, the registrations and the mails; the decided one itself is about to be left. */
export function useDecisionsMade(): (decided?: string) => void {
  const client = useQueryClient();
  return (decided) => {
    if (decided !== undefined) void client.invalidateQueries({ queryKey: ['approvals', decided], refetchType: 'none' });
    for (const key of touched) void client.invalidateQueries({ queryKey: [key], predicate: ({ queryKey }) => queryKey[1] !== decided });
  };
}

const once = () => ({ 'Idempotency-Key': idempotencyKey() });

export function approve(id: string) {
  return bodyOf(api.POST('/api/v1/approvals/{id}/approve', { params: { path: { id }, header: once() } }));
}

export function reject(id: string, reason: string) {
  return bodyOf(api.POST('/api/v1/approvals/{id}/reject', { params: { path: { id }, header: once() }, body: { reason } }));
}

export async function approveSeveral(ids: string[]): Promise<ApprovalResults> {
  return (await bodyOf(api.POST('/api/v1/approvals/approve', { params: { header: once() }, body: { ids } }))).results;
}

export async function rejectSeveral(ids: string[], reason: string): Promise<ApprovalResults> {
  return (await bodyOf(api.POST('/api/v1/approvals/reject', { params: { header: once() }, body: { ids, reason } }))).results;
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, bodyOf, idempotencyKey, type Schemas } from '../../lib/api';
import type { ListUrl } from '../../lib/list_url';

export type Mail = Schemas['OutboxMail'];
export type MailState = Schemas['MailState'];
export const mailStates: MailState[] = ['queued', 'sent', 'failed', 'shown'];

export function useMails(url: ListUrl, limit: number) {
  const state = mailStates.find((each) => each === url.filters.state?.[0]);
  const query = { limit, cursor: url.cursor, recipient: url.filters.recipient?.[0], state };
  return useQuery({
    queryKey: ['outbox', 'list', query],
    queryFn: () => bodyOf(api.GET('/api/v1/outbox', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function useMail(id: string) {
  return useQuery({
    queryKey: ['outbox', id],
    queryFn: () => bodyOf(api.GET('/api/v1/outbox/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'queued' ? 5_000 : false),
  });
}

export function retryMail(id: string): Promise<Mail> {
  return bodyOf(api.POST('/api/v1/outbox/{id}/retry', { params: { path: { id }, header: { 'Idempotency-Key': idempotencyKey() } } }));
}

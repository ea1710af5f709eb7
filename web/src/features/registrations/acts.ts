// What may be done with a registration in which state, and the calls that do it.
import { useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../lib/api';

export type Registration = Schemas['Registration'];
export type Status = Registration['status'];
export type Act = 'top_up' | 'edit' | 'resend' | 'withdraw';

const statesOf: Record<Act, readonly Status[]> = {
  top_up: ['confirmed'],
  edit: ['pending_customer', 'pending_provider', 'confirmed'],
  resend: ['pending_customer'],
  withdraw: ['pending_customer', 'pending_provider'],
};

export function allows(status: Status, act: Act): boolean {
  return statesOf[act].includes(status);
}

/** What one calls it: the partner its own reminder, the provider the account's name. */
export function nameOf({ friendly_name, account_name, email }: Pick<Registration, 'friendly_name' | 'account_name' | 'email'>): string {
  return friendly_name ?? account_name ?? email;
}

/** Registrations and the queue show the same thing from two sides. */
export function useRenew(): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all([client.invalidateQueries({ queryKey: ['registrations'] }), client.invalidateQueries({ queryKey: ['approvals'] })]);
}

export function resend(id: string, key: string): Promise<Registration> {
  return bodyOf(api.POST('/api/v1/registrations/{id}/resend', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: {} }));
}

export function withdraw(id: string, key: string): Promise<Registration> {
  return bodyOf(api.POST('/api/v1/registrations/{id}/withdraw', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: {} }));
}

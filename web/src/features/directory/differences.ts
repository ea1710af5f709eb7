import type { Schemas } from '../../lib/api';

export type Account = Schemas['Account'];
export type Fact = Exclude<keyof Account, 'id' | 'seen_at' | 'gone'>;

export const facts: Fact[] = [
  'email',
  'name',
  'external_id',
  'kind',
  'language',
  'verified',
  'payment_type',
  'credit_balance',
  'credit_held',
  'credit_advance',
  'services_in_use',
  'provider_discount',
  'in_poc',
  'provider_customer',
];

/** The facts that are not as they were. */
export function differences(before: Account, after: Account): Fact[] {
  const text = (account: Account, fact: Fact) => {
    const value = account[fact];
    return value !== null && typeof value === 'object' ? `${String(value.amount)} ${value.currency}` : String(value);
  };
  return facts.filter((fact) => text(before, fact) !== text(after, fact));
}

import { expect, test } from 'vitest';
import { type Account, differences } from './differences';

const money = (amount: number) => ({ amount, currency: 'VND' });
const account: Account = {
  id: 'acc_1',
  external_id: null,
  email: 'a@x.example',
  name: 'A',
  language: 'vi',
  kind: 'enterprise',
  verified: true,
  payment_type: 'prepaid',
  credit_balance: money(0),
  credit_held: money(0),
  credit_advance: money(0),
  services_in_use: 0,
  provider_discount: false,
  in_poc: false,
  provider_customer: false,
  seen_at: '2026-01-01T00:00:00Z',
};

test('only facts that changed are named; when they were seen is none', () => {
  expect(differences(account, { ...account, seen_at: '2026-02-01T00:00:00Z', credit_balance: money(0) })).toEqual([]);
  expect(differences(account, { ...account, credit_balance: money(5), in_poc: true, external_id: '7' })).toEqual([
    'external_id',
    'credit_balance',
    'in_poc',
  ]);
});

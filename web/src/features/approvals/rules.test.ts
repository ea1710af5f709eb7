import { expect, test } from 'vitest';
import { type Account, judge, unmet } from './rules';

const nothing = { amount: 0, currency: 'VND' };
const some = { amount: -1, currency: 'VND' };
const facts: Account = {
  id: 'acc_1',
  external_id: null,
  email: 'a@x.example',
  name: 'A',
  language: 'vi',
  kind: 'enterprise',
  verified: true,
  payment_type: 'prepaid',
  credit_balance: nothing,
  credit_held: nothing,
  credit_advance: nothing,
  services_in_use: 0,
  provider_discount: false,
  in_poc: false,
  provider_customer: false,
  seen_at: '2026-01-01T00:00:00Z',
};
const of = (change: Partial<Account>, unmet_rules: Parameters<typeof judge>[0]['unmet_rules'] = []) =>
  unmet(judge({ facts: { ...facts, ...change }, email: 'a@x.example', unmet_rules }, 'skip'));

test('an account without faults meets every rule', () => {
  expect(of({})).toEqual([]);
});

test('each fact speaks for its rule', () => {
  expect(of({ verified: false })).toEqual(['not_verified']);
  expect(of({ credit_balance: some })).toEqual(['has_credit_balance']);
  expect(of({ credit_held: some })).toEqual(['has_credit_balance']);
  expect(of({ credit_advance: some })).toEqual(['has_credit_advance']);
  expect(of({ services_in_use: 1, provider_discount: true })).toEqual(['has_services_in_use', 'has_provider_discount']);
  expect(of({ in_poc: true, payment_type: 'postpaid' })).toEqual(['in_poc', 'not_prepaid']);
});

test('a fact of today outweighs an older verdict; what facts do not show stays', () => {
  expect(of({}, ['in_poc', 'belongs_to_partner'])).toEqual(['belongs_to_partner']);
});

test('an account that is gone or has another address by now is not the one that was registered', () => {
  expect(unmet(judge({ facts: null, email: 'a@x.example', unmet_rules: [] }, 'skip'))).toEqual(['account_not_found']);
  expect(of({ email: 'b@x.example' })).toEqual(['account_not_found']);
});

test("the provider's own customers fail only where they are refused", () => {
  const customer = { facts: { ...facts, provider_customer: true }, email: 'a@x.example', unmet_rules: [] };
  expect(unmet(judge(customer, 'require'))).toEqual([]);
  expect(unmet(judge(customer, 'refuse'))).toEqual(['is_provider_customer']);
});

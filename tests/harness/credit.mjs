// Credit as tests move it: people who may, confirmed customers, and each verb as one call with a key
// of its own.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { decide, eligibleAccount, putAccounts } from './world.mjs';

export const vnd = (amount) => ({ amount, currency: 'VND' });

/** 2^53 - 1: no amount and no balance is larger. */
export const largest = Number.MAX_SAFE_INTEGER;

export const freshKey = () => `key-${crypto.randomUUID()}`;
export const freshReference = (word = 'FT') => `${word}-${crypto.randomBytes(6).toString('hex')}`;

/** A call that moves money; the key is a fresh one unless it is given. */
export function move(client, path, body = {}, { key = freshKey(), headers, ...options } = {}) {
  return client.send('POST', path, { body, headers: { 'idempotency-key': key, ...headers }, ...options });
}

/** The partner's and the provider's people who move credit. */
export async function treasurers(portal, { partner = 0 } = {}) {
  return {
    admin: await portal.as('partner_admin', { partner }),
    finance: await portal.as('finance', { partner, audience: 'partner' }),
    provider: await portal.as('finance', { audience: 'provider' }),
    root: await portal.as('provider_admin'),
    auditor: await portal.as('auditor'),
  };
}

/** Confirmed customers of a partner, as registrations with their `account_id`. */
export async function addCustomers(portal, count, { partner = 0 } = {}) {
  const accounts = await putAccounts(portal, Array.from({ length: count }, () => eligibleAccount({ name: 'Khách Hàng Ví' })));
  const admin = await portal.as('partner_admin', { partner });
  const added = await admin.post('/api/v1/registrations', { items: accounts.map(({ email }) => ({ email })) }, { expect: 200 });
  const rows = added.json.results.map((result) => {
    assert.equal(result.outcome, 'created', JSON.stringify(result));
    return result.registration;
  });
  for (const { email } of rows) await decide(portal, email, 'agree');
  const approver = await portal.as('provider_admin');
  for (let from = 0; from < rows.length; from += 100) {
    const ids = rows.slice(from, from + 100).map(({ id }) => id);
    const answer = await approver.post('/api/v1/approvals/approve', { ids }, { expect: 200 });
    assert.ok(answer.json.results.every(({ outcome }) => outcome === 'approved'), answer.text);
  }
  return rows;
}

export async function addCustomer(portal, options) {
  return (await addCustomers(portal, 1, options))[0];
}

/** A partner's id by its number. */
export async function partnerId(portal, partner = 0) {
  return (await portal.as('partner_admin', { partner })).user.partner.id;
}

/** The provider grants credit to a partner; the transaction. */
export async function grant(portal, amount, { partner = 0, reference = freshReference(), expect = 201 } = {}) {
  const { root } = await treasurers(portal, { partner });
  const body = { partner_id: await partnerId(portal, partner), amount: vnd(amount), reference };
  return (await move(root, '/api/v1/credit/grants', body, { expect })).json;
}

export async function topUp(portal, account, amount, { partner = 0, expect = 201, ...options } = {}) {
  const { finance } = await treasurers(portal, { partner });
  return (await move(finance, `/api/v1/accounts/${account}/top-ups`, { amount: vnd(amount) }, { expect, ...options })).json;
}

/** What the provider's billing does to a customer: `verb` is purchases, refunds, holds or payouts. */
export async function bill(portal, verb, account, amount, { reference = freshReference(verb), expect = 201, ...options } = {}) {
  const provider = await portal.as('finance', { audience: 'provider' });
  return (await move(provider, `/api/v1/accounts/${account}/${verb}`, { amount: vnd(amount), reference }, { expect, ...options })).json;
}

/** {balance, held, available} of an answer as numbers. */
export function amountsOf({ balance, held, available }) {
  assert.equal(balance.amount, held.amount + available.amount);
  return { balance: balance.amount, held: held.amount, available: available.amount };
}

export async function walletOf(portal, { partner = 0 } = {}) {
  const admin = await portal.as('partner_admin', { partner });
  return amountsOf((await admin.get('/api/v1/wallet', { expect: 200 })).json);
}

export async function creditOf(portal, account) {
  const reader = await portal.as('auditor');
  return amountsOf((await reader.get(`/api/v1/accounts/${account}/credit`, { expect: 200 })).json);
}

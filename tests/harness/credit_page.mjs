// Credit for the tests to look at: customers with a wallet, and every way in which credit moves, over the API.

import crypto from 'node:crypto';
import { addAgreed } from './world.mjs';

export const vnd = (amount) => ({ amount, currency: 'VND' });

/** `1.250.000 ₫` or `1,250,000 ₫`, as the page shows it. */
export function shown(amount, language = 'vi') {
  const figure = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(Math.abs(amount));
  return `${amount < 0 ? '−' : ''}${figure} ₫`;
}

/** A call that moves credit, with a key of its own. */
export function moved(client, path, body, options = {}) {
  return client.post(path, body, { expect: 201, ...options, headers: { 'idempotency-key': crypto.randomUUID(), ...options.headers } });
}

/** A fresh confirmed customer of a partner: its registration. */
export async function addConfirmed(portal, options = {}) {
  const registration = await addAgreed(portal, options);
  const approver = await portal.as('approver');
  const now = (await approver.get(`/api/v1/registrations/${registration.id}`, { expect: 200 })).json;
  if (now.status === 'confirmed') return now;
  await approver.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 });
  return (await approver.get(`/api/v1/registrations/${registration.id}`, { expect: 200 })).json;
}

let references = 0;
/** A reference that no payment had. */
export function freshReference(name = 'FT') {
  references += 1;
  return `${name}${process.pid}${references}${crypto.randomBytes(3).toString('hex').toUpperCase()}`;
}

/** Credit of the provider's for a partner; the transaction. */
export async function grant(portal, partnerId, amount, { reference = freshReference(), ...options } = {}) {
  const finance = await portal.as('finance', { audience: 'provider' });
  return (await moved(finance, '/api/v1/credit/grants', { partner_id: partnerId, amount: vnd(amount), reference }, options)).json;
}

/** From a partner's wallet to its customer; the transaction. */
export async function topUp(portal, registration, amount, { partner = 0, ...options } = {}) {
  const admin = await portal.as('partner_admin', { partner });
  return (await moved(admin, `/api/v1/accounts/${registration.account_id}/top-ups`, { amount: vnd(amount) }, options)).json;
}

/** What a customer used, as the provider's billing says; the transaction. */
export async function purchase(portal, registration, amount) {
  const billing = await portal.as('finance', { audience: 'provider' });
  return (await moved(billing, `/api/v1/accounts/${registration.account_id}/purchases`, { amount: vnd(amount), reference: freshReference('ORD') })).json;
}

// Products, list prices and discounts for the tests to look at, over the API.

import crypto from 'node:crypto';

const keyed = () => ({ 'idempotency-key': crypto.randomUUID() });
const post = (client, path, body, options = {}) => client.post(path, body, { expect: 201, ...options, headers: { ...keyed(), ...options.headers } });

/** YYYY-MM-DD, so many days after another. */
export function daysAfter(day, count) {
  return new Date(Date.parse(`${day}T12:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** 31/12/2026 */
export const shownDay = (day) => day.split('-').reverse().join('/');

let codes = 0;
/** A product with groups and, unless `amount` is null, a list price that has long held; {id, code, name, groups}. */
export async function addProduct(portal, { name, groups = [], amount = '1000000', taxIncluded = true, from = '2026-01-01' } = {}) {
  const admin = await portal.as('provider_admin');
  codes += 1;
  const code = `p${process.pid}-${codes}-${crypto.randomBytes(2).toString('hex')}`;
  const product = (await post(admin, '/api/v1/products', { code, name: name ?? code })).json;
  const made = [];
  for (const group of groups) {
    made.push((await post(admin, '/api/v1/product-groups', { product_id: product.id, code: `${code}-${made.length}`, name: group })).json);
  }
  if (amount !== null) await setListPrice(portal, { product_id: product.id, amount, tax_included: taxIncluded, effective_from: from });
  return { ...product, groups: made };
}

export async function setListPrice(portal, price) {
  const admin = await portal.as('provider_admin');
  const whole = { currency: 'VND', tax_rate_bp: 1000, tax_included: true, ...price };
  return (await post(admin, '/api/v1/list-prices', { prices: [whole] })).json.results[0];
}

/** The first days that may be chosen today: {today, partner, customer}. */
export async function earliestDays(portal) {
  const { today, partner_discount, customer_discount } = (await (await portal.as('partner_admin')).get('/api/v1/discount-days', { expect: 200 })).json;
  return { today, partner: partner_discount.earliest, customer: customer_discount.earliest };
}

/** Rates by the ids of products and groups: {prd_…: 1200, pgr_…: 500}, groups known by `groups`. */
export function ratesOf(points, groups = []) {
  const known = new Set(groups.map(({ id }) => id));
  return Object.entries(points).map(([id, basis_points]) => ({ [known.has(id) ? 'product_group_id' : 'product_id']: id, basis_points }));
}

/** A request of a partner; the discount. */
export async function askDiscount(portal, rates, { partner = 0, starts_on } = {}) {
  const admin = await portal.as('partner_admin', { partner });
  return (await post(admin, '/api/v1/partner-discounts', { starts_on: starts_on ?? (await earliestDays(portal)).partner, rates })).json;
}

export async function approveDiscount(portal, { id }, body = {}) {
  const approver = await portal.as('approver');
  return (await post(approver, `/api/v1/partner-discounts/${id}/approve`, body, { expect: 200 })).json;
}

export async function rejectDiscount(portal, { id }, reason) {
  const approver = await portal.as('approver');
  return (await post(approver, `/api/v1/partner-discounts/${id}/reject`, { reason }, { expect: 200 })).json;
}

export async function withdrawDiscount(portal, { id }, { partner = 0 } = {}) {
  const admin = await portal.as('partner_admin', { partner });
  return (await post(admin, `/api/v1/partner-discounts/${id}/withdraw`, {}, { expect: 200 })).json;
}

/** A discount of a customer; what was set. */
export async function setCustomerDiscount(portal, registration, rates, { partner = 0, from, to, ...rest } = {}) {
  const admin = await portal.as('partner_admin', { partner });
  const first = from ?? (await earliestDays(portal)).customer;
  const body = { from: first, to: to ?? daysAfter(first, 90), rates, ...rest };
  return (await post(admin, `/api/v1/accounts/${registration.account_id}/discounts`, body)).json;
}

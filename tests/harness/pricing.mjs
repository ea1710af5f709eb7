// Prices as tests set them: products and their list prices, what a partner asks for and gets, what a
// customer's prices are lowered by, and what they are then.

import crypto from 'node:crypto';

/** The provider's zone, seven hours before UTC all year. */
const zoneHours = 7;
const dayMs = 86_400_000;

/** The first moment of a day in the provider's zone, as the portal writes it. */
export function startOf(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) - zoneHours * 3_600_000).toISOString().replace('.000Z', 'Z');
}

/** The day so many days later. */
export function daysAfter(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** A moment so many seconds before or after a day begins. */
export const around = (day, seconds) => new Date(Date.parse(startOf(day)) + seconds * 1000).toISOString();

/** A portal whose demo begins on a Friday without holidays near it, at ten in the morning. */
export const friday = '2026-07-03';
export const onFriday = (settings = {}) => ({ settings, prepare: (portal) => portal.setClock(around(friday, 10 * 3600)) });

/** 2026-07-08 as sentences in Vietnamese and English say it. */
export const spoken = (day) => day.split('-').reverse().join('/');

export const freshCode = (word = 'p') => `${word}-${crypto.randomBytes(5).toString('hex')}`;

/** What a price or a rate is of: {product_id} or {product_group_id}. */
export function targetOf({ id }) {
  return id.startsWith('pgr_') ? { product_group_id: id } : { product_id: id };
}

export const rate = (target, basisPoints) => ({ ...targetOf(target), basis_points: basisPoints });

export async function addProduct(portal, { code = freshCode('vserver'), name = 'vServer' } = {}) {
  const root = await portal.as('provider_admin');
  return (await root.post('/api/v1/products', { code, name }, { expect: 201 })).json;
}

export async function addGroup(portal, product, { code = freshCode('gpu'), name = 'Máy chủ GPU' } = {}) {
  const root = await portal.as('provider_admin');
  return (await root.post('/api/v1/product-groups', { product_id: product.id, code, name }, { expect: 201 })).json;
}

/** A list price of a product or group as the API wants it; from long ago unless `from` says otherwise. */
export function listPrice(target, amount, { from = '2020-01-01', currency = 'VND', taxRate = 1000, included = true } = {}) {
  return { ...targetOf(target), amount, currency, tax_rate_bp: taxRate, tax_included: included, effective_from: from };
}

export async function setListPrice(portal, target, amount, options) {
  const root = await portal.as('provider_admin');
  const body = { prices: [listPrice(target, amount, options)] };
  return (await root.post('/api/v1/list-prices', body, { expect: 201 })).json.results[0];
}

/** A product with a list price. */
export async function addPricedProduct(portal, amount = '1000000', options) {
  const product = await addProduct(portal);
  await setListPrice(portal, product, amount, options);
  return product;
}

/** {today, partner, customer}: today in the provider's zone, and the first days from which discounts may be set now. */
export async function earliestDays(portal) {
  const reader = await portal.as('partner_admin');
  const { json } = await reader.get('/api/v1/discount-days', { expect: 200 });
  return { today: json.today, partner: json.partner_discount.earliest, customer: json.customer_discount.earliest };
}

/** A partner asks for rates, from the earliest day on unless `from` says otherwise; the pending discount. */
export async function askDiscount(portal, rates, { partner = 0, from } = {}) {
  const admin = await portal.as('partner_admin', { partner });
  const body = { starts_on: from ?? (await earliestDays(portal)).partner, rates };
  return (await admin.post('/api/v1/partner-discounts', body, { expect: 201 })).json;
}

export async function approveDiscount(portal, { id }, rates) {
  const approver = await portal.as('approver');
  return (await approver.post(`/api/v1/partner-discounts/${id}/approve`, rates ? { rates } : {}, { expect: 200 })).json;
}

/** Asked for and approved: `scheduled`. */
export async function grantDiscount(portal, rates, options) {
  return approveDiscount(portal, await askDiscount(portal, rates, options));
}

/** A discount of a customer as the API wants it, from the earliest day on and for thirty days unless told otherwise. */
export async function discountBody(portal, rates, { from, to, reason } = {}) {
  const first = from ?? (await earliestDays(portal)).customer;
  return { from: first, to: to ?? daysAfter(first, 29), rates, ...(reason && { below_cost_reason: reason }) };
}

/** The partner's admin sets a discount of a customer. */
export async function setDiscount(portal, account, rates, { partner = 0, ...options } = {}) {
  const admin = await portal.as('partner_admin', { partner });
  return (await admin.post(`/api/v1/accounts/${account}/discounts`, await discountBody(portal, rates, options), { expect: 201 })).json;
}

/** The audit rows of one change about one subject, newest first. */
export async function auditOf(portal, change, subject) {
  const auditor = await portal.as('auditor');
  return auditor.all(`/api/v1/audit?change=${change}&subject=${subject}`);
}

/** What every product costs a customer, or one of them, at a moment. */
export async function pricesOf(client, account, { at, product } = {}) {
  const query = new URLSearchParams({ ...(at && { at }), ...(product && { product_id: product.id }) });
  return (await client.get(`/api/v1/accounts/${account}/prices?${query}`, { expect: 200 })).json;
}

/** The price of one product or group. */
export async function priceOf(client, account, target, at) {
  const { data } = await pricesOf(client, account, { at });
  const wanted = targetOf(target);
  return data.find((row) => (wanted.product_group_id ? row.product_group_id === target.id : row.product_id === target.id && row.product_group_id === null));
}

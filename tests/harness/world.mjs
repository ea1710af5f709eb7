// Things to try calls on: a fresh demo portal gets a few objects of known owners, and every
// operation of the contract gets a path and a valid body from them.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { operations, resolve } from './contract.mjs';
import { eventually } from './http.mjs';
import { addGroup, addPricedProduct, askDiscount, freshCode, rate, setDiscount } from './pricing.mjs';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id of the right form that nobody has. */
export function randomId(prefix) {
  const bytes = crypto.randomBytes(26);
  return `${prefix}_0${[...bytes.subarray(1)].map((byte) => alphabet[byte % 32]).join('')}`;
}

let counter = 0;

/** An address that nobody has. */
export function freshEmail(name = 'somebody') {
  counter += 1;
  return `${name}.${process.pid}.${counter}.${crypto.randomBytes(3).toString('hex')}@customers.example`;
}

/** An account that meets every rule, as the directory's PUT wants it. */
export function eligibleAccount(fields = {}) {
  return {
    email: freshEmail('customer'), name: 'Công ty Mẫu', kind: 'enterprise', payment_type: 'prepaid',
    credit_balance: { amount: 0, currency: 'VND' }, services_in_use: 0, provider_discount: false, in_poc: false,
    provider_customer: false, ...fields,
  };
}

/** Puts accounts into the directory; their rows as stored. */
export async function putAccounts(portal, accounts) {
  const admin = await portal.as('provider_admin');
  const answer = await admin.put('/api/v1/directory/accounts', { accounts }, { expect: 200 });
  return answer.json.results.map((result) => {
    assert.notEqual(result.outcome, 'refused', JSON.stringify(result));
    return result.account;
  });
}

/** A registration of a partner's fresh eligible customer, `pending_customer`. */
export async function addRegistration(portal, { partner = 0, role = 'partner_admin', account = {}, item = {} } = {}) {
  const [stored] = await putAccounts(portal, [eligibleAccount(account)]);
  const client = await portal.as(role, { partner });
  const answer = await client.post('/api/v1/registrations', { items: [{ email: stored.email, ...item }] }, { expect: 200 });
  const [result] = answer.json.results;
  assert.equal(result.outcome, 'created', JSON.stringify(result));
  return result.registration;
}

/** The customer's answer with the newest link and code of the consent mail; the page's answer. */
export async function decide(portal, email, decision, { expect = 200 } = {}) {
  const mail = await portal.mailTo(email);
  return portal.client({ language: 'vi' }).form(mail.path, { code: mail.code, decision }, { expect });
}

/** A registration that the customer agreed to, `pending_provider`. */
export async function addAgreed(portal, options = {}) {
  const registration = await addRegistration(portal, options);
  await decide(portal, registration.email, 'agree');
  return registration;
}

/** Top-ups above this amount wait for a second person, where a test asks for these settings. */
export const secondPerson = { 'credit.top_up_second_person_above': 1_000_000 };

/** Credit of a confirmed customer of partner 0: a grant, a top-up, a hold, and a request where `secondPerson` is set. */
async function makeCredit(portal, partner, customer) {
  const provider = await portal.as('finance', { audience: 'provider' });
  const finance = await portal.as('finance', { partner: 0, audience: 'partner' });
  const vnd = (amount) => ({ amount, currency: 'VND' });
  const send = async (client, path, body, status = 201) =>
    (await client.post(path, body, { headers: { 'idempotency-key': crypto.randomUUID() }, expect: status })).json;
  const reference = crypto.randomUUID();
  const granted = await send(provider, '/api/v1/credit/grants', { partner_id: partner, amount: vnd(10_000_000), reference });
  const toppedUp = await send(finance, `/api/v1/accounts/${customer}/top-ups`, { amount: vnd(500_000) });
  const held = await send(provider, `/api/v1/accounts/${customer}/holds`, { amount: vnd(100_000), reference });
  const above = portal.settings['credit.top_up_second_person_above'];
  const asked = above && await send(finance, `/api/v1/accounts/${customer}/top-ups`, { amount: vnd(above + 1) }, 202);
  return { grant: granted.id, transaction: toppedUp.id, hold: held.id, request: asked ? asked.id : randomId('crq') };
}

/** Prices: a product with a group, a request of partner 0 that waits (there is at most one), a discount of its customer. */
async function makePrices(portal, customer, marker) {
  const admin = await portal.as('partner_admin', { partner: 0 });
  const product = await addPricedProduct(portal);
  const group = await addGroup(portal, product);
  const [waiting] = await admin.all('/api/v1/partner-discounts?status=pending');
  const discount = waiting ?? await askDiscount(portal, [rate(product, 2000), rate(group, 2500)]);
  const lowered = await setDiscount(portal, customer, [rate(product, 500)], { reason: `Khách quen ${marker}` });
  return { product: product.id, group: group.id, discount: discount.id, customerDiscount: lowered.id };
}

/** Objects of partner 0 that the calls of the contract can be tried on. */
export async function makeWorld(portal) {
  const admin = await portal.as('partner_admin', { partner: 0 });
  const provider = await portal.as('provider_admin');
  const marker = `Dấu ${crypto.randomBytes(4).toString('hex')}`;
  const pending = await addRegistration(portal, { item: { friendly_name: marker } });
  const agreed = await addAgreed(portal, { item: { friendly_name: `${marker} 2` } });
  const confirmed = await addAgreed(portal, { item: { friendly_name: `${marker} 3` } });
  await provider.post(`/api/v1/approvals/${confirmed.id}/approve`, {}, { expect: 200 });
  const credit = await makeCredit(portal, admin.user.partner.id, confirmed.account_id);
  const prices = await makePrices(portal, confirmed.account_id, marker);
  const staffEmail = freshEmail('staff');
  const invited = (await admin.post('/api/v1/staff', { email: staffEmail, name: `Nhân viên ${marker}`, roles: ['viewer'] }, { expect: 201 })).json;
  const mail = (await provider.get('/api/v1/outbox?limit=1', { expect: 200 })).json.data[0];
  const account = (await provider.get('/api/v1/directory/accounts?limit=1', { expect: 200 })).json.data[0];
  const invitation = await portal.mailTo(staffEmail);
  const forgetful = portal.demoUser('viewer', { partner: 0 }).email;
  await portal.client().post('/api/v1/password-resets', { email: forgetful }, { expect: 202 });
  const reset = await eventually(async () => (await portal.mailsTo(forgetful)).find((each) => each.path?.includes('reset')));
  const elsewhere = await portal.as('partner_admin', { partner: 0, fresh: true });
  const session = (await elsewhere.all('/api/v1/profile/sessions')).find((each) => each.current);
  return {
    marker,
    registration: pending.id,
    agreed: agreed.id,
    confirmed: confirmed.id,
    staff: invited.id,
    staffEmail,
    partner: admin.user.partner.id,
    account: account.id,
    customer: confirmed.account_id,
    ...credit,
    ...prices,
    mail: mail.id,
    export: randomId('exp'),
    session: session.id,
    invitationToken: invitation.token,
    resetToken: reset.token,
    emails: [pending.email, agreed.email, confirmed.email, staffEmail],
  };
}

const subjects = {
  PartnerId: ['partner', 'ptn'],
  UserId: ['staff', 'usr'],
  RegistrationId: ['registration', 'reg'],
  AccountId: ['account', 'acc'],
  MailId: ['mail', 'msg'],
  ExportId: ['export', 'exp'],
  SessionId: ['session', 'ses'],
  TransactionId: ['transaction', 'txn'],
  CreditRequestId: ['request', 'crq'],
  HoldId: ['hold', 'hld'],
  ProductId: ['product', 'prd'],
  ProductGroupId: ['group', 'pgr'],
  PartnerDiscountId: ['discount', 'pds'],
};

/** The kind of id that an operation takes: ['registration', 'reg'], or nothing. */
export function subjectOf(operation) {
  const parameter = operation.parameters.find(({ name, in: place }) => place === 'path' && name === 'id');
  return parameter ? subjects[parameter.schema.$ref.split('/').pop()] : null;
}

/** The operation's path with this id or token. */
export function pathOf(operation, value) {
  return operation.pattern.replace(/\{[a-z]+\}/, encodeURIComponent(value));
}

/** The operation's path with a random id or token. */
export function randomPath(operation) {
  const subject = subjectOf(operation);
  if (subject) return pathOf(operation, randomId(subject[1]));
  return pathOf(operation, `${randomId('usr')}.${crypto.randomBytes(24).toString('base64url')}`);
}

/** A query that an operation cannot be called without. */
export function neededQuery(operation) {
  return operation.id === 'count_registrations_by_partner' ? `?partner_id=${randomId('ptn')}` : '';
}

/** The operation's path on the objects of this world. */
export function realPath(operation, world) {
  const subject = subjectOf(operation);
  if (subject) {
    if (operation.id === 'end_registration') return pathOf(operation, world.confirmed);
    if (operation.pattern.startsWith('/api/v1/approvals/')) return pathOf(operation, world.agreed);
    if (operation.id === 'get_receipt') return pathOf(operation, world.confirmed);
    if (operation.pattern.startsWith('/api/v1/accounts/')) return pathOf(operation, world.customer);
    return pathOf(operation, world[subject[0]]);
  }
  return pathOf(operation, operation.pattern.includes('password-resets') ? world.resetToken : world.invitationToken);
}

const billed = () => ({ amount: { amount: 1000, currency: 'VND' }, reference: crypto.randomUUID(), note: 'Tháng này' });

/** Days that discounts may always be set for. */
const [firstDay, lastDay] = ['2090-01-02', '2090-12-31'];
const lowered = (world) => ({
  from: firstDay, to: lastDay, rates: [{ product_id: world.product, basis_points: 500 }], below_cost_reason: 'Khách quen',
});

/** A valid body of each operation that takes one. */
export function validBody(operation, world) {
  const bodies = {
    sign_in: () => ({ email: freshEmail(), password: 'a wrong password' }),
    change_profile: () => ({ name: 'Tên Mới' }),
    change_preferences: () => ({ theme: 'dark' }),
    change_password: () => ({ current: 'not the current one', new: 'một câu đủ dài để nhớ' }),
    begin_second_factor: () => ({ password: 'not the current one' }),
    confirm_second_factor: () => ({ code: '000000' }),
    renew_recovery_codes: () => ({ password: 'not the current one', code: '000000' }),
    remove_second_factor: () => ({ password: 'not the current one', code: '000000' }),
    ask_password_reset: () => ({ email: freshEmail() }),
    reset_password: () => ({ password: 'một câu đủ dài để nhớ' }),
    accept_invitation: () => ({ password: 'một câu đủ dài để nhớ' }),
    create_partner: () => ({
      name: 'Đối tác Mới', legal_name: 'Công ty TNHH Đối tác Mới', tax_code: String(Math.floor(1e9 + Math.random() * 9e9)),
      service_accounts: [freshEmail('account')], admin_email: freshEmail('admin'),
    }),
    invite_partner_admin: () => ({ email: freshEmail('admin') }),
    invite_staff: () => ({ email: freshEmail('staff'), name: 'Nguyễn Văn Mới', roles: ['finance'] }),
    change_staff: () => ({ name: 'Tên Khác' }),
    add_registrations: () => ({ items: [{ email: freshEmail(), friendly_name: 'Bạn hàng', role: 'Đối tác' }], dry_run: true }),
    change_registration: () => ({ friendly_name: 'Tên khác' }),
    end_registration: () => ({ reason: 'Hết hợp đồng.' }),
    reject_registration: () => ({ reason: 'Thiếu giấy tờ.' }),
    approve_several: () => ({ ids: [world.agreed] }),
    reject_several: () => ({ ids: [world.agreed], reason: 'Thiếu giấy tờ.' }),
    put_accounts: () => ({ accounts: [eligibleAccount({
      external_id: crypto.randomUUID(), language: 'en', verified: true,
      credit_held: { amount: 0, currency: 'VND' }, credit_advance: { amount: 0, currency: 'VND' },
    })] }),
    grant_credit: () => ({ partner_id: world.partner, ...billed() }),
    pay_partner_out: billed,
    pay_customer_out: billed,
    purchase: billed,
    refund: billed,
    hold_credit: billed,
    top_up_account: () => ({ amount: { amount: 1000, currency: 'VND' }, note: 'Nạp thêm' }),
    reclaim_credit: () => ({ amount: { amount: 1000, currency: 'VND' }, reason: 'Không dùng nữa' }),
    reverse_credit_transaction: () => ({ amount: { amount: 1000, currency: 'VND' }, reason: 'Nhầm khách' }),
    reject_credit_request: () => ({ reason: 'Không cần nữa.' }),
    create_product: () => ({ code: freshCode(), name: 'vStorage' }),
    change_product: () => ({ name: 'Tên Khác' }),
    create_product_group: () => ({ product_id: world.product, code: freshCode('g'), name: 'Lưu trữ lạnh' }),
    change_product_group: () => ({ name: 'Tên Khác' }),
    create_list_prices: () => ({ prices: [{
      product_id: world.product, amount: '1250.5', currency: 'VND', tax_rate_bp: 1000, tax_included: true, effective_from: firstDay,
    }] }),
    ask_partner_discount: () => ({ starts_on: firstDay, rates: [{ product_group_id: world.group, basis_points: 1500 }] }),
    approve_partner_discount: () => ({ rates: [{ product_id: world.product, basis_points: 1000 }] }),
    reject_partner_discount: () => ({ reason: 'Chưa đủ doanh số.' }),
    set_account_discount: () => lowered(world),
    preview_account_discount: () => lowered(world),
    change_account_credit: () => ({ alert_level: { amount: 50_000, currency: 'VND' } }),
  };
  if (bodies[operation.id]) return bodies[operation.id]();
  const schema = resolve(operation.body?.content['application/json']?.schema);
  assert.deepEqual(Object.keys(schema?.properties ?? {}), [], `${operation.id} needs a sample body`);
  return {};
}

/** Operations of the API, those that `keep` keeps. */
export function apiOperations(keep = () => true) {
  return operations.filter((operation) => operation.pattern.startsWith('/api/') && keep(operation));
}

/** Somebody whose role lets the operation through: partner 0's admin, the provider's, or its finance. */
export async function callerOf(portal, operation) {
  if (operation.access.anybody) return portal.client();
  const roles = operation.access.roles;
  if (!roles || roles.includes('partner_admin')) return portal.as('partner_admin', { partner: 0 });
  if (roles.includes('provider_admin')) return portal.as('provider_admin');
  return portal.as('finance', { audience: 'provider' });
}

/** The eight roles as clients: [{audience, role, client}]. */
export async function everyRole(portal, { partner = 0 } = {}) {
  const asked = [
    ...['partner_admin', 'sales', 'finance', 'viewer'].map((role) => ({ audience: 'partner', role })),
    ...['provider_admin', 'approver', 'finance', 'auditor'].map((role) => ({ audience: 'provider', role })),
  ];
  const clients = [];
  for (const { audience, role } of asked) {
    clients.push({ audience, role, client: await portal.as(role, { audience, partner }) });
  }
  return clients;
}

/**
 * All that the portal holds, as far as it can be read: two equal states mean that nothing was
 * stored in between. The state of mails is left out, because they are delivered meanwhile.
 */
export async function stateOf(portal) {
  const provider = await portal.as('provider_admin');
  for (let partner = 0; partner < portal.partnerNames().length; partner += 1) await portal.as('partner_admin', { partner });
  const state = {
    partners: await provider.all('/api/v1/partners'),
    registrations: (await provider.all('/api/v1/registrations')).map(({ mail, ...rest }) => rest),
    accounts: await provider.all('/api/v1/directory/accounts'),
    audit: (await provider.get('/api/v1/audit?limit=1', { expect: 200 })).json.total,
    mails: (await provider.get('/api/v1/outbox?limit=1', { expect: 200 })).json.total,
    'staff of the provider': await provider.all('/api/v1/staff'),
    transactions: await provider.all('/api/v1/credit/transactions'),
    'credit of customers': await provider.all('/api/v1/credit/accounts'),
    'requests of the provider': await provider.all('/api/v1/credit/requests'),
    products: await provider.all('/api/v1/products'),
    'groups of products': await provider.all('/api/v1/product-groups'),
    'list prices': await provider.all('/api/v1/list-prices'),
    'discounts of partners': await provider.all('/api/v1/partner-discounts'),
  };
  for (const { account_id: account } of state.registrations.filter(({ status }) => status === 'confirmed')) {
    state[`discounts of ${account}`] = await provider.all(`/api/v1/accounts/${account}/discounts`);
  }
  for (let partner = 0; partner < portal.partnerNames().length; partner += 1) {
    const admin = await portal.as('partner_admin', { partner });
    state[`staff of ${partner}`] = await admin.all('/api/v1/staff');
    state[`wallet of ${partner}`] = (await admin.get('/api/v1/wallet', { expect: 200 })).json;
    state[`requests of ${partner}`] = await admin.all('/api/v1/credit/requests');
    state[`names of ${partner}`] = (await admin.all('/api/v1/registrations')).map((row) => [row.id, row.friendly_name]);
  }
  return state;
}

/** Fails with what differs between two states. */
export function assertSameState(now, before) {
  const differing = Object.keys(before).filter((name) => !isDeepStrictEqual(now[name], before[name]));
  for (const name of differing) assert.deepEqual(now[name], before[name], `${name} changed`);
}

/** The answer without what differs between two equal refusals. */
export function comparable(answer) {
  const headers = [...answer.headers].filter(([name]) => !['date', 'x-request-id', 'content-length', 'connection', 'keep-alive'].includes(name));
  return { status: answer.status, headers: Object.fromEntries(headers), body: answer.text };
}

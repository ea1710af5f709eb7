// What a partner asks to pay less, from the request to the day on which the next set takes over.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomer, freshKey } from '../harness/credit.mjs';
import { eventually } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import {
  addGroup, addProduct, addPricedProduct, approveDiscount, around, askDiscount, auditOf, daysAfter, earliestDays, friday, grantDiscount, onFriday, priceOf, rate, spoken, startOf,
} from '../harness/pricing.mjs';
import { randomId } from '../harness/world.mjs';

const path = '/api/v1/partner-discounts';
const act = ({ id }, verb) => `${path}/${id}/${verb}`;
const points = (rates) => rates.map(({ product, product_group: group, basis_points: own }) => [group?.id ?? product.id, own]);
const statuses = async (portal, partner) => (await (await portal.as('partner_admin', { partner })).all(path)).map(({ status }) => status);

/** Refused with this status and code, and the partner's discounts are as before. */
async function refused(portal, partner, [client, where, body, options = {}], status, code) {
  const admin = await portal.as('partner_admin', { partner });
  const before = await admin.all(path);
  const answer = await client.post(where, body, { ...options, expect: status });
  assert.equal(answer.json.code, code, `${where}: ${answer.text}`);
  assert.deepEqual(await admin.all(path), before, `${where} changed something`);
  return answer.json;
}

const pointersOf = (problem) => (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

onBothEngines('a partner discount', (portal) => {
  let product;
  let group;

  test('may begin more than three days after it is asked for', async () => {
    product = await addPricedProduct(portal());
    group = await addGroup(portal(), product);
    const { json } = await (await portal().as('partner_admin')).get('/api/v1/discount-days', { expect: 200 });
    assert.equal(json.today, friday);
    assert.deepEqual(json.partner_discount, { earliest: '2026-07-07', days: 3, unit: 'calendar_days', skipped: [] });
    for (const [language, words] of [['vi', /^Ngày bắt đầu sớm nhất là (2026-07-07|07\/07\/2026)\.$/], ['en', /^The earliest first day is (2026-07-07|07\/07\/2026)\.$/]]) {
      const admin = await portal().as('partner_admin', { language });
      for (const day of ['2026-07-06', friday, '2026-07-02', '1999-12-31']) {
        const problem = await refused(portal(), 0, [admin, path, { starts_on: day, rates: [rate(product, 2000)] }], 422, 'pricing.too_early');
        assert.deepEqual(pointersOf(problem), ['/starts_on pricing.too_early']);
        assert.match(problem.errors[0].message, words);
        assert.match(problem.detail, words);
      }
    }
  });

  test('waits for the provider, who is told, and is one at a time', async () => {
    const admin = await portal().as('partner_admin');
    const asked = await askDiscount(portal(), [rate(product, 2000), rate(group, 1250)], { from: '2026-07-07' });
    assert.deepEqual([asked.status, asked.starts_on, asked.effective_from, asked.asked_rates, asked.decided_by], ['pending', '2026-07-07', null, null, null]);
    assert.deepEqual(points(asked.rates), [[product.id, 2000], [group.id, 1250]]);
    assert.deepEqual(asked.asked_by, { kind: 'person', id: admin.user.id, name: admin.user.name });
    assert.deepEqual(asked.partner, admin.user.partner);
    assert.equal(asked.due_at, startOf('2026-07-09'), 'the end of the third working day');
    for (const role of ['approver', 'provider_admin']) {
      const mail = await portal().mailTo(portal().demoUser(role).email, { template: 'partner_discount_asked' });
      assert.ok(mail.subject.includes(asked.partner.name) && mail.subject.includes('07/07/2026'), mail.subject);
      for (const line of [`${product.name}: 20%`, `${product.name}, ${group.name}: 12,5%`]) assert.ok(mail.text.includes(line), mail.text);
    }
    for (const role of ['auditor', 'finance']) {
      const { email } = portal().demoUser(role, { audience: 'provider' });
      assert.deepEqual(await portal().mailsTo(email, { template: 'partner_discount_asked' }), []);
    }
    const body = { starts_on: '2026-07-08', rates: [rate(product, 100)] };
    await refused(portal(), 0, [admin, path, body], 409, 'pricing.pending_exists');
    await askDiscount(portal(), [rate(product, 2100)], { partner: 1 });
    assert.deepEqual(await statuses(portal(), 0), ['pending']);
    const [audited] = await auditOf(portal(), 'pricing.ask_partner_discount', asked.id);
    assert.deepEqual([audited.actor.id, audited.partner_id, audited.details.starts_on], [admin.user.id, asked.partner.id, '2026-07-07']);
    assert.equal(audited.details.rates, `${product.id} 2000, ${group.id} 1250`);
  });

  test('can be withdrawn while it waits', async () => {
    const admin = await portal().as('partner_admin');
    const [pending] = await admin.all(`${path}?status=pending`);
    await refused(portal(), 0, [await portal().as('partner_admin', { partner: 1 }), act(pending, 'withdraw'), {}], 404, 'not_found');
    const withdrawn = (await admin.post(act(pending, 'withdraw'), {}, { expect: 200 })).json;
    assert.deepEqual([withdrawn.status, withdrawn.effective_from, withdrawn.reason], ['withdrawn', null, null]);
    assert.deepEqual(withdrawn.decided_by, pending.asked_by);
    const approver = await portal().as('approver');
    for (const [client, verb, body] of [[admin, 'withdraw', {}], [approver, 'approve', {}], [approver, 'reject', { reason: 'Muộn.' }]]) {
      await refused(portal(), 0, [client, act(pending, verb), body], 409, 'pricing.wrong_state');
    }
    assert.equal((await auditOf(portal(), 'pricing.withdraw_partner_discount', pending.id)).length, 1);
  });

  test('is rejected with a reason, which the partner\'s admin is told', async () => {
    const approver = await portal().as('approver');
    const admin = await portal().as('partner_admin');
    const asked = await askDiscount(portal(), [rate(product, 9000)]);
    for (const reason of ['', ' \n ', 'x'.repeat(501)]) {
      const problem = await refused(portal(), 0, [approver, act(asked, 'reject'), { reason }], 400, 'invalid_body');
      assert.ok(pointersOf(problem)[0].startsWith('/reason '), JSON.stringify(problem));
    }
    const reason = 'Doanh số quý II chưa đạt. Hãy đăng ký lại vào tháng 10.';
    const rejected = (await approver.post(act(asked, 'reject'), { reason }, { expect: 200 })).json;
    assert.deepEqual([rejected.status, rejected.reason, rejected.effective_from], ['rejected', reason, null]);
    assert.deepEqual(rejected.decided_by, { kind: 'person', id: approver.user.id, name: approver.user.name });
    const seen = (await admin.get(`${path}/${asked.id}`, { expect: 200 })).json;
    assert.deepEqual(seen.decided_by, { kind: 'person', id: null, name: null }, 'who of the provider decided is not told');
    assert.equal(seen.reason, reason);
    const mail = await portal().mailTo(admin.user.email, { template: 'partner_discount_rejected' });
    assert.ok(mail.text.includes(reason), mail.text);
    const sales = portal().demoUser('sales').email;
    assert.deepEqual(await portal().mailsTo(sales, { template: 'partner_discount_rejected' }), []);
    for (const [client, verb, body] of [[approver, 'approve', {}], [approver, 'reject', { reason }], [admin, 'withdraw', {}]]) {
      await refused(portal(), 0, [client, act(asked, verb), body], 409, 'pricing.wrong_state');
    }
    const [audited] = await auditOf(portal(), 'pricing.reject_partner_discount', asked.id);
    assert.deepEqual([audited.actor.id, audited.details.reason], [approver.user.id, reason]);
  });

  test('names each product or group once, and rates that there are', async () => {
    const admin = await portal().as('partner_admin');
    const other = await addProduct(portal());
    const unknown = [{ product_id: randomId('prd'), basis_points: 1 }, { product_group_id: randomId('pgr'), basis_points: 1 }];
    const both = { product_id: product.id, product_group_id: group.id, basis_points: 1 };
    for (const [rates, ...expected] of [
      [[rate(product, 1), rate(group, 1), rate(product, 2)], '/rates/2/product_id pricing.repeated_target'],
      [[rate(group, 1), rate(group, 1)], '/rates/1/product_group_id pricing.repeated_target'],
      [[rate(product, 1), ...unknown], '/rates/1/product_id pricing.unknown_product', '/rates/2/product_group_id pricing.unknown_product'],
      [[both], '/rates/0/product_group_id pricing.one_target'],
      [[rate(other, 1), { basis_points: 1 }], '/rates/1/product_id pricing.one_target'],
      [[rate(product, -1)], '/rates/0/basis_points out_of_range'],
      [[rate(product, 10_001)], '/rates/0/basis_points out_of_range'],
      [[rate(product, 12.5)], '/rates/0/basis_points wrong_type'],
    ]) {
      const problem = await refused(portal(), 0, [admin, path, { starts_on: '2026-08-01', rates }], 400, 'invalid_body');
      assert.deepEqual(pointersOf(problem), expected);
    }
    for (const day of ['2026-02-30', '2026-8-1', '01/08/2026', '']) {
      const problem = await refused(portal(), 0, [admin, path, { starts_on: day, rates: [rate(product, 1)] }], 400, 'invalid_body');
      assert.ok(pointersOf(problem)[0].startsWith('/starts_on '), JSON.stringify(problem));
    }
  });

  test('is asked for once by one key', async () => {
    const admin = await portal().as('partner_admin');
    const before = (await admin.all(path)).length;
    const headers = { 'idempotency-key': freshKey() };
    const body = { starts_on: '2026-08-01', rates: [rate(product, 0)] };
    const first = await admin.post(path, body, { headers, expect: 201 });
    const again = await admin.post(path, body, { headers, expect: 201 });
    assert.equal(again.text, first.text);
    assert.deepEqual([first, again].map((answer) => answer.headers.get('idempotency-replayed')), [null, 'true']);
    assert.equal((await admin.post(path, { ...body, starts_on: '2026-08-02' }, { headers, expect: 422 })).json.code, 'idempotency_key_reused');
    assert.equal((await admin.all(path)).length, before + 1);
    const approver = await portal().as('approver');
    const approval = { 'idempotency-key': freshKey() };
    const approved = await approver.post(act(first.json, 'approve'), {}, { headers: approval, expect: 200 });
    assert.equal((await approver.post(act(first.json, 'approve'), {}, { headers: approval, expect: 200 })).text, approved.text);
    assert.equal((await auditOf(portal(), 'pricing.approve_partner_discount', first.json.id)).length, 1);
  });

  test('is refused to whoever read an older set', async () => {
    const admin = await portal().as('partner_admin');
    const sales = await portal().as('sales');
    const auditor = await portal().as('auditor');
    const { headers } = await sales.get(path, { expect: 200 });
    const read = headers.get('etag');
    assert.equal((await auditor.get(`${path}?partner_id=${admin.user.partner.id}`, { expect: 200 })).headers.get('etag'), read);
    const body = { starts_on: '2026-08-10', rates: [rate(product, 100)] };
    for (const tag of [`W/${read}`, '"x"']) await refused(portal(), 0, [admin, path, body, { headers: { 'if-match': tag } }], 412, 'stale');
    const asked = (await admin.post(path, body, { headers: { 'if-match': read }, expect: 201 })).json;
    await refused(portal(), 0, [admin, path, body, { headers: { 'if-match': read } }], 412, 'stale');
    const own = await admin.get(`${path}/${asked.id}`, { expect: 200 });
    const approver = await portal().as('approver');
    const tag = own.headers.get('etag');
    for (const wrong of ['"x"', `W/${tag}`]) await refused(portal(), 0, [approver, act(asked, 'approve'), {}, { headers: { 'if-match': wrong } }], 412, 'stale');
    const approved = await approver.post(act(asked, 'approve'), {}, { headers: { 'if-match': tag }, expect: 200 });
    assert.notEqual(approved.headers.get('etag'), tag);
    const changed = (await admin.get(path, { expect: 200 })).headers.get('etag');
    assert.notEqual(changed, read);
    const second = (await admin.post(path, { ...body, starts_on: '2026-08-20' }, { headers: { 'if-match': changed }, expect: 201 })).json;
    await admin.post(act(second, 'withdraw'), {}, { expect: 200 });
  });

  test('is read by everybody of the partner but a viewer, and by the provider', async () => {
    const provider = await portal().as('approver');
    const own = await provider.all(`${path}?partner_id=${(await portal().as('sales')).user.partner.id}`);
    for (const role of ['sales', 'finance']) {
      const client = await portal().as(role, { audience: 'partner' });
      assert.deepEqual((await client.all(path)).map(({ id }) => id), own.map(({ id }) => id));
      await client.get(`${path}/${own[0].id}`, { expect: 200 });
      await (await portal().as(role, { audience: 'partner', partner: 1 })).get(`${path}/${own[0].id}`, { expect: 404 });
      await client.post(path, { starts_on: '2026-08-30', rates: [rate(product, 1)] }, { expect: 403 });
    }
    await (await portal().as('viewer')).get(path, { expect: 403 });
    const whole = await provider.all(path);
    for (const status of ['pending', 'scheduled', 'active', 'expired', 'rejected', 'withdrawn']) {
      const found = await provider.all(`${path}?status=${status}`);
      assert.deepEqual(found, whole.filter((row) => row.status === status), status);
      assert.equal((await provider.get(`${path}?status=${status}&limit=1`, { expect: 200 })).json.total, found.length);
    }
    await provider.get(`${path}?status=approved`, { expect: 400 });
  });
}, onFriday());

onBothEngines('a partner discount in time', (portal) => {
  let one;
  let two;
  let customers;

  test('is scheduled until its day begins, and active from that midnight on', async () => {
    [one, two] = [await addPricedProduct(portal()), await addPricedProduct(portal())];
    customers = [];
    for (const partner of [0, 1, 2]) customers.push((await addCustomer(portal(), { partner })).account_id);
    const granted = await grantDiscount(portal(), [rate(one, 2000), rate(two, 1000)], { from: '2026-07-07' });
    assert.deepEqual([granted.status, granted.effective_from, granted.effective_until, granted.asked_rates], ['scheduled', startOf('2026-07-07'), null, null]);
    const { email } = portal().demoUser('partner_admin');
    const mail = await portal().mailTo(email, { template: 'partner_discount_approved' });
    for (const part of ['07/07/2026', `${one.name}: 20%`, `${two.name}: 10%`]) assert.ok(mail.text.includes(part), mail.text);
    await portal().setClock(around('2026-07-07', -120));
    assert.deepEqual(await statuses(portal(), 0), ['scheduled']);
    assert.equal((await priceOf(await portal().as('auditor'), customers[0], one)).partner_basis_points, 0);
    await portal().setClock(around('2026-07-07', 1));
    assert.deepEqual(await statuses(portal(), 0), ['active']);
    assert.equal((await priceOf(await portal().as('auditor'), customers[0], one)).partner_basis_points, 2000);
  });

  test('is replaced as a whole where the next one begins', async () => {
    const { partner: day } = await earliestDays(portal());
    assert.equal(day, '2026-07-11');
    const next = await grantDiscount(portal(), [rate(one, 1500)], { from: day });
    assert.deepEqual(await statuses(portal(), 0), ['scheduled', 'active']);
    const admin = await portal().as('partner_admin');
    const [, first] = await admin.all(path);
    assert.equal(first.effective_until, startOf(day));
    await portal().setClock(around(day, -120));
    assert.deepEqual(await statuses(portal(), 0), ['scheduled', 'active']);
    await portal().setClock(around(day, 1));
    assert.deepEqual(await statuses(portal(), 0), ['active', 'expired']);
    const reader = await portal().as('auditor');
    assert.deepEqual((await reader.all(`${path}?status=active`)).map(({ id }) => id), [next.id]);
    const seen = async (at) => Promise.all([one, two].map(async (product) => (await priceOf(reader, customers[0], product, at)).partner_basis_points));
    assert.deepEqual(await seen('2026-07-06'), [0, 0]);
    assert.deepEqual(await seen('2026-07-07'), [2000, 1000]);
    assert.deepEqual(await seen(around(day, -1)), [2000, 1000]);
    assert.deepEqual(await seen(day), [1500, 0]);
    assert.equal((await priceOf(reader, customers[1], one, day)).partner_basis_points, 0, 'another partner\'s');
  });

  test('that is approved after its day holds from the moment of approval', async () => {
    const { today, partner: day } = await earliestDays(portal());
    const before = await grantDiscount(portal(), [rate(two, 300)], { partner: 1, from: day });
    const asked = await askDiscount(portal(), [rate(one, 2500)], { partner: 1, from: daysAfter(day, 1) });
    await portal().setClock(around(daysAfter(today, 9), 10 * 3600));
    assert.deepEqual(await statuses(portal(), 1), ['pending', 'active']);
    const approved = await approveDiscount(portal(), asked);
    assert.equal(approved.status, 'active');
    assert.equal(approved.effective_from, approved.decided_at);
    assert.equal(approved.starts_on, asked.starts_on);
    assert.ok(approved.effective_from > startOf(daysAfter(today, 9)), approved.effective_from);
    const admin = await portal().as('partner_admin', { partner: 1 });
    const first = (await admin.get(`${path}/${before.id}`, { expect: 200 })).json;
    assert.deepEqual([first.status, first.effective_until], ['expired', approved.effective_from]);
    const at = async (product, moment) => (await priceOf(admin, customers[1], product, moment)).partner_basis_points;
    const justBefore = new Date(Date.parse(approved.effective_from) - 1).toISOString();
    assert.deepEqual([await at(one, asked.starts_on), await at(one, justBefore), await at(one, approved.effective_from), await at(one)], [0, 0, 2500, 2500]);
    assert.deepEqual([await at(two, asked.starts_on), await at(two, justBefore), await at(two, approved.effective_from)], [300, 300, 0]);
    const mail = await portal().mailTo(portal().demoUser('partner_admin', { partner: 1 }).email, { template: 'partner_discount_approved' });
    assert.ok(mail.text.includes(spoken(daysAfter(today, 9))), mail.text);
    const [audited] = await auditOf(portal(), 'pricing.approve_partner_discount', asked.id);
    assert.equal(audited.details.effective_from, approved.effective_from);
  });

  test('gives way to one that is approved for an earlier day, until its own', async () => {
    const { partner: day } = await earliestDays(portal());
    const later = await grantDiscount(portal(), [rate(one, 800)], { partner: 2, from: daysAfter(day, 10) });
    const sooner = await grantDiscount(portal(), [rate(two, 400)], { partner: 2, from: day });
    assert.deepEqual([sooner.effective_from, sooner.effective_until], [startOf(day), later.effective_from]);
    const admin = await portal().as('partner_admin', { partner: 2 });
    const seen = async (at) => Promise.all([one, two].map(async (product) => (await priceOf(admin, customers[2], product, at)).partner_basis_points));
    assert.deepEqual([await seen(day), await seen(around(daysAfter(day, 10), -1)), await seen(daysAfter(day, 10))], [[0, 400], [0, 400], [800, 0]]);
  });

  test('that another one replaces on the same day never holds', async () => {
    const { partner: first } = await earliestDays(portal());
    const day = daysAfter(first, 30);
    const replaced = await grantDiscount(portal(), [rate(one, 3000), rate(two, 3000)], { partner: 2, from: day });
    const last = await grantDiscount(portal(), [rate(one, 100)], { partner: 2, from: day });
    const admin = await portal().as('partner_admin', { partner: 2 });
    const seen = (await admin.get(`${path}/${replaced.id}`, { expect: 200 })).json;
    assert.deepEqual([seen.effective_from, seen.effective_until], [startOf(day), startOf(day)]);
    assert.deepEqual((await admin.all(`${path}?status=scheduled`)).map(({ id }) => id).includes(last.id), true);
    assert.equal((await priceOf(admin, customers[2], one, day)).partner_basis_points, 100);
    assert.equal((await priceOf(admin, customers[2], two, day)).partner_basis_points, 0);
    assert.equal(seen.status, 'expired');
    assert.deepEqual((await admin.all(`${path}?status=expired`)).map(({ id }) => id), [replaced.id]);
  });
}, onFriday());

onBothEngines('a partner discount with other rates', (portal) => {
  test('is what the provider approved, and keeps what was asked for', async () => {
    const product = await addPricedProduct(portal());
    const other = await addPricedProduct(portal());
    const customer = (await addCustomer(portal())).account_id;
    const approver = await portal().as('approver');
    const asked = await askDiscount(portal(), [rate(product, 3000), rate(other, 1000)], { from: '2026-07-07' });
    for (const [rates, pointer] of [
      [[rate(product, 1), rate(product, 1)], '/rates/1/product_id pricing.repeated_target'],
      [[{ product_id: randomId('prd'), basis_points: 1 }], '/rates/0/product_id pricing.unknown_product'],
      [[{ basis_points: 1 }], '/rates/0/product_id pricing.one_target'],
    ]) {
      const problem = await refused(portal(), 0, [approver, act(asked, 'approve'), { rates }], 400, 'invalid_body');
      assert.deepEqual(pointersOf(problem), [pointer]);
    }
    const approved = await approveDiscount(portal(), asked, [rate(product, 2250)]);
    assert.equal(approved.status, 'scheduled');
    assert.deepEqual(points(approved.rates), [[product.id, 2250]]);
    assert.deepEqual(approved.asked_rates, asked.rates);
    const admin = await portal().as('partner_admin');
    const own = (await admin.get(`${path}/${asked.id}`, { expect: 200 })).json;
    assert.deepEqual([own.rates, own.asked_rates], [approved.rates, asked.rates]);
    const mail = await portal().mailTo(admin.user.email, { template: 'partner_discount_approved' });
    assert.ok(mail.text.includes(': 22,5%') && !mail.text.includes(': 30%'), mail.text);
    assert.equal((await priceOf(admin, customer, product, '2026-07-07')).cost, '775000');
    assert.equal((await priceOf(admin, customer, other, '2026-07-07')).cost, '1000000');
    const [audited] = await auditOf(portal(), 'pricing.approve_partner_discount', asked.id);
    assert.equal(audited.details.rates, `${product.id} 2250`);
  });
}, onFriday());

onBothEngines('a partner discount with other settings', (portal) => {
  test('begins after so many working days, is promised no answer, and is at most so high', async () => {
    const product = await addPricedProduct(portal());
    const admin = await portal().as('partner_admin');
    const { json } = await admin.get('/api/v1/discount-days', { expect: 200 });
    assert.deepEqual(json.partner_discount, { earliest: '2026-07-11', days: 5, unit: 'working_days', skipped: ['2026-07-04', '2026-07-05'] });
    await refused(portal(), 0, [admin, path, { starts_on: '2026-07-10', rates: [rate(product, 1)] }], 422, 'pricing.too_early');
    const high = await refused(portal(), 0, [admin, path, { starts_on: '2026-07-11', rates: [rate(product, 3001)] }], 422, 'pricing.rate_too_high');
    assert.deepEqual(pointersOf(high), ['/rates/0/basis_points pricing.rate_too_high']);
    assert.match(high.errors[0].message, /30%/);
    const asked = await askDiscount(portal(), [rate(product, 3000)], { from: '2026-07-11' });
    assert.equal(asked.due_at, null);
    await eventually(async () => (await portal().mailsTo(portal().demoUser('approver').email, { template: 'partner_discount_asked' })).length === 1);
  });
}, onFriday({
  'pricing.partner_lead_days': 5, 'pricing.partner_lead_unit': 'working_days', 'pricing.answer_working_days': 0, 'pricing.partner_discount_most': 3000,
}));

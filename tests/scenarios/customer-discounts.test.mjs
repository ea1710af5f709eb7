// What a customer pays less: when it may begin, what it ends, what the partner is shown before, and
// what it takes to sell below cost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomer, freshKey } from '../harness/credit.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import {
  addGroup, addPricedProduct, addProduct, around, auditOf, daysAfter, discountBody, earliestDays, grantDiscount, onFriday, priceOf, rate, setDiscount, startOf,
} from '../harness/pricing.mjs';
import { addAgreed, addRegistration, comparable, eligibleAccount, putAccounts, randomId } from '../harness/world.mjs';

const discounts = (account) => `/api/v1/accounts/${account}/discounts`;
const pointersOf = (problem) => (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
const readOf = async (client, account) => (await client.get(discounts(account), { expect: 200 })).json;
const spanOf = ({ effective_from: from, effective_until: until, end, status }) => [from, until, end, status];
const ofTarget = (rates, { id }) => rates.filter((each) => (each.product_group ?? each.product).id === id);

/** How many acts the portal has recorded. */
const acts = async (portal) => (await (await portal.as('auditor')).get('/api/v1/audit?limit=1', { expect: 200 })).json.total;

/** Refused with this status and code, with nothing stored; the problem. */
async function refused(portal, [client, account, body, options = {}], status, code, verb = '') {
  const before = await acts(portal);
  const answer = await client.post(discounts(account) + verb, body, { ...options, expect: status });
  assert.equal(answer.json.code, code, answer.text);
  assert.equal(await acts(portal), before, 'something was stored');
  return answer.json;
}

onBothEngines('a customer discount', (portal) => {
  let product;
  let group;
  let customer;

  test('may begin on the third working day after it is set', async () => {
    product = await addPricedProduct(portal());
    group = await addGroup(portal(), product);
    customer = (await addCustomer(portal())).account_id;
    await grantDiscount(portal(), [rate(product, 2000), rate(group, 1000)], { from: '2026-07-07' });
    const { json } = await (await portal().as('viewer')).get('/api/v1/discount-days', { expect: 200 });
    assert.deepEqual(json.customer_discount, { earliest: '2026-07-08', days: 3, unit: 'working_days', skipped: ['2026-07-04', '2026-07-05'] });
    for (const [language, words] of [['vi', /^Ngày bắt đầu sớm nhất là (2026-07-08|08\/07\/2026)\.$/], ['en', /^The earliest first day is (2026-07-08|08\/07\/2026)\.$/]]) {
      const admin = await portal().as('partner_admin', { language });
      for (const from of ['2026-07-07', '2026-07-03', '2026-06-30']) {
        for (const verb of ['', '/preview']) {
          const problem = await refused(portal(), [admin, customer, { from, to: '2026-07-31', rates: [rate(product, 500)] }], 422, 'pricing.too_early', verb);
          assert.deepEqual(pointersOf(problem), ['/from pricing.too_early']);
          assert.match(problem.errors[0].message, words);
        }
      }
    }
    const sales = await portal().as('sales');
    const set = (await sales.post(discounts(customer), { from: '2026-07-08', to: '2026-07-31', rates: [rate(product, 500), rate(group, 0)] }, { expect: 201 })).json;
    assert.deepEqual([set.status, set.from, set.to, set.account_id, set.below_cost_reason], ['scheduled', '2026-07-08', '2026-07-31', customer, null]);
    for (const each of set.rates) assert.deepEqual(spanOf(each), [startOf('2026-07-08'), startOf('2026-08-01'), 'as_set', 'scheduled']);
    assert.deepEqual(set.set_by, { kind: 'person', id: sales.user.id, name: sales.user.name });
    const read = await readOf(sales, customer);
    assert.deepEqual([read.data, read.total], [[set], 1]);
    assert.deepEqual(read.current.map(({ basis_points: points }) => points).sort(), [0, 500]);
    const [audited] = await auditOf(portal(), 'pricing.set_customer_discount', customer);
    assert.deepEqual([audited.actor.id, audited.details.discount_id, audited.details.from, audited.details.to], [sales.user.id, set.id, '2026-07-08', '2026-07-31']);
    assert.equal(audited.details.rates, `${product.id} 500, ${group.id} 0`);
  });

  test('names days in order, and each product or group once', async () => {
    const admin = await portal().as('partner_admin');
    const ordered = { from: '2026-08-10', to: '2026-08-10' };
    const both = { product_id: product.id, product_group_id: group.id, basis_points: 1 };
    for (const [body, ...expected] of [
      [{ from: '2026-08-10', to: '2026-08-09', rates: [rate(product, 1)] }, '/to pricing.to_before_from'],
      [{ from: '2026-02-30', to: '2026-08-09', rates: [rate(product, 1)] }, '/from pricing.invalid_day'],
      [{ from: '2026-08-10', to: '2026-09-31', rates: [rate(product, 1)] }, '/to pricing.invalid_day'],
      [{ ...ordered, rates: [rate(product, 1), rate(product, 1)] }, '/rates/1/product_id pricing.repeated_target'],
      [{ ...ordered, rates: [rate(group, 1), rate(product, 2), rate(group, 1)] }, '/rates/2/product_group_id pricing.repeated_target'],
      [{ ...ordered, rates: [{ product_id: randomId('prd'), basis_points: 1 }] }, '/rates/0/product_id pricing.unknown_product'],
      [{ ...ordered, rates: [rate(product, 1), { product_group_id: randomId('pgr'), basis_points: 1 }] }, '/rates/1/product_group_id pricing.unknown_product'],
      [{ ...ordered, rates: [both] }, '/rates/0/product_group_id pricing.one_target'],
      [{ ...ordered, rates: [{ basis_points: 1 }] }, '/rates/0/product_id pricing.one_target'],
      [{ ...ordered, rates: [rate(product, -1)] }, '/rates/0/basis_points out_of_range'],
      [{ ...ordered, rates: [rate(product, 10_001)] }, '/rates/0/basis_points out_of_range'],
    ]) {
      for (const verb of ['', '/preview']) {
        const problem = await refused(portal(), [admin, customer, body], 400, 'invalid_body', verb);
        assert.deepEqual(pointersOf(problem), expected);
      }
    }
    const own = (await addCustomer(portal())).account_id;
    const day = await setDiscount(portal(), own, [rate(product, 100)], ordered);
    assert.deepEqual(spanOf(day.rates[0]), [startOf('2026-08-10'), startOf('2026-08-11'), 'as_set', 'scheduled'], 'one whole day');
  });

  test('is shown with its prices, margins and what it would end, and the preview changes nothing', async () => {
    const admin = await portal().as('partner_admin');
    const own = (await addCustomer(portal())).account_id;
    const first = await setDiscount(portal(), own, [rate(product, 300)]);
    const unpriced = await addProduct(portal());
    const before = [await readOf(admin, own), await acts(portal())];
    const preview = async (client, rates, days) => (await client.post(`${discounts(own)}/preview`, await discountBody(portal(), rates, days), { expect: 200 })).json;
    const fair = await preview(admin, [rate(product, 500)]);
    assert.deepEqual([fair.below_cost, fair.reason_required, fair.allowed], [false, false, true]);
    const [row, part] = [ofTarget(fair.prices, product), ofTarget(fair.prices, group)].map((rows) => rows[0]);
    assert.deepEqual([row.list, row.sale, row.cost, row.margin, row.currency], ['1000000', '950000', '800000', '150000', 'VND']);
    assert.deepEqual([row.basis_points, row.lowest_partner_basis_points, row.below_cost], [500, 2000, false]);
    assert.deepEqual([part.sale, part.cost, part.margin, part.lowest_partner_basis_points], ['950000', '900000', '50000', 1000], 'the group follows its product');
    assert.deepEqual(fair.ended.map((each) => [each.basis_points, ...spanOf(each)]), [[300, first.rates[0].effective_from, first.rates[0].effective_from, 'replaced', 'expired']]);
    const below = await preview(admin, [rate(product, 1500)]);
    assert.deepEqual([below.below_cost, below.reason_required, below.allowed], [true, true, true], 'of the group');
    assert.deepEqual(['below_cost', 'margin'].map((field) => below.prices.map((each) => each[field])), [[false, true], ['50000', '-50000']]);
    const sales = await portal().as('sales');
    const theirs = await preview(sales, [rate(product, 1500)]);
    assert.deepEqual([theirs.below_cost, theirs.allowed], [true, false]);
    assert.deepEqual([(await preview(sales, [rate(product, 2000), rate(group, 1000)])).below_cost, (await preview(sales, [rate(product, 2001), rate(group, 0)])).below_cost], [false, true]);
    const later = await preview(admin, [rate(product, 100)], { from: '2026-12-01', to: '2026-12-31' });
    assert.deepEqual(later.ended, [], 'what does not overlap stays');
    const [bare] = (await preview(admin, [rate(unpriced, 0)])).prices;
    assert.deepEqual([bare.list, bare.sale, bare.cost, bare.margin, bare.currency, bare.below_cost], [null, null, null, null, null, false]);
    assert.deepEqual([await readOf(admin, own), await acts(portal())], before);
  });

  test('below cost needs a reason and a partner\'s admin', async () => {
    const admin = await portal().as('partner_admin');
    const sales = await portal().as('sales');
    const own = (await addCustomer(portal())).account_id;
    const reason = 'Giữ khách chiến lược.';
    const body = await discountBody(portal(), [rate(product, 2500), rate(group, 0)]);
    for (const given of [{}, { below_cost_reason: null }, { below_cost_reason: ' \n ' }]) {
      const problem = await refused(portal(), [admin, own, { ...body, ...given }], 422, 'pricing.below_cost_reason_required');
      assert.deepEqual(pointersOf(problem), ['/below_cost_reason pricing.below_cost_reason_required']);
    }
    for (const given of [{}, { below_cost_reason: reason }]) await refused(portal(), [sales, own, { ...body, ...given }], 403, 'pricing.below_cost_not_allowed');
    await refused(portal(), [admin, own, { ...body, rates: [rate(group, 1001)] }], 422, 'pricing.below_cost_reason_required');
    const set = (await admin.post(discounts(own), { ...body, below_cost_reason: reason }, { expect: 201 })).json;
    assert.equal(set.below_cost_reason, reason);
    const { sale, cost, margin } = await priceOf(admin, own, product, body.from);
    assert.deepEqual([sale, cost, margin], ['750000', '800000', '-50000']);
    const [audited] = await auditOf(portal(), 'pricing.set_customer_discount', own);
    assert.equal(audited.details.below_cost_reason, reason);
    const exact = (await addCustomer(portal())).account_id;
    await sales.post(discounts(exact), await discountBody(portal(), [rate(product, 2000), rate(group, 1000)]), { expect: 201 });
    assert.equal((await priceOf(sales, exact, product, body.from)).margin, '0');
  });

  test('is below cost when the partner\'s own discount falls while it holds', async () => {
    const own = (await addCustomer(portal(), { partner: 1 })).account_id;
    await grantDiscount(portal(), [rate(product, 2000)], { partner: 1, from: '2026-07-07' });
    await grantDiscount(portal(), [rate(product, 500)], { partner: 1, from: '2026-07-20' });
    const admin = await portal().as('partner_admin', { partner: 1 });
    const rates = [rate(product, 1000)];
    const fair = { from: '2026-07-08', to: '2026-07-19', rates };
    const [before] = (await admin.post(`${discounts(own)}/preview`, fair, { expect: 200 })).json.prices;
    assert.deepEqual([before.below_cost, before.lowest_partner_basis_points], [false, 2000]);
    const [after] = (await admin.post(`${discounts(own)}/preview`, { ...fair, to: '2026-07-20' }, { expect: 200 })).json.prices;
    assert.deepEqual([after.below_cost, after.lowest_partner_basis_points], [true, 500]);
    await refused(portal(), [admin, own, { ...fair, to: '2026-07-20' }], 422, 'pricing.below_cost_reason_required');
    await admin.post(discounts(own), fair, { expect: 201 });
  });

  test('is set once by one key', async () => {
    const sales = await portal().as('sales');
    const own = (await addCustomer(portal())).account_id;
    const headers = { 'idempotency-key': freshKey() };
    const body = await discountBody(portal(), [rate(product, 100)]);
    const first = await sales.post(discounts(own), body, { headers, expect: 201 });
    const again = await sales.post(discounts(own), body, { headers, expect: 201 });
    assert.equal(again.text, first.text);
    assert.deepEqual([first, again].map((answer) => answer.headers.get('idempotency-replayed')), [null, 'true']);
    assert.equal((await sales.post(discounts(own), { ...body, to: body.from }, { headers, expect: 422 })).json.code, 'idempotency_key_reused');
    assert.equal((await readOf(sales, own)).total, 1);
  });

  test('is refused to whoever read an older set', async () => {
    const own = (await addCustomer(portal())).account_id;
    const [one, other] = [await portal().as('sales'), await portal().as('partner_admin')];
    const tag = async (client, account = own) => (await client.get(discounts(account), { expect: 200 })).headers.get('etag');
    const read = await tag(one);
    assert.equal(await tag(other), read);
    assert.equal(await tag(await portal().as('auditor')), read);
    const body = await discountBody(portal(), [rate(product, 100)]);
    const matching = (match) => ({ headers: { 'if-match': match } });
    for (const verb of ['', '/preview']) {
      for (const wrong of [`W/${read}`, '"x"']) await refused(portal(), [one, own, body, matching(wrong)], 412, 'stale', verb);
    }
    await one.post(`${discounts(own)}/preview`, body, { ...matching(read), expect: 200 });
    await one.post(discounts(own), body, { ...matching(read), expect: 201 });
    for (const verb of ['', '/preview']) await refused(portal(), [other, own, body, matching(read)], 412, 'stale', verb);
    const now = await tag(other);
    assert.notEqual(now, read);
    const elsewhere = (await addCustomer(portal())).account_id;
    await setDiscount(portal(), elsewhere, [rate(product, 100)]);
    assert.equal(await tag(other), now, 'another customer\'s discounts');
    await other.post(discounts(own), { ...body, rates: [rate(product, 200)] }, { ...matching(now), expect: 201 });
    assert.deepEqual((await readOf(one, own)).data.map(({ status }) => status), ['scheduled', 'expired']);
  });

  test('is set for confirmed customers of the own partner only', async () => {
    const [asked, waiting] = [await addRegistration(portal()), await addAgreed(portal())];
    const [stranger] = await putAccounts(portal(), [eligibleAccount()]);
    const body = await discountBody(portal(), [rate(product, 100)]);
    for (const role of ['partner_admin', 'sales']) {
      const other = await portal().as(role, { partner: 1 });
      const random = randomId('acc');
      for (const [verb, method] of [['discounts', 'GET'], ['discounts', 'POST'], ['discounts/preview', 'POST'], ['prices', 'GET']]) {
        const call = (id) => other.send(method, `/api/v1/accounts/${id}/${verb}`, method === 'POST' ? { body } : {});
        const nobody = await call(random);
        assert.equal(nobody.status, 404);
        for (const id of [customer, stranger.id, waiting.account_id]) assert.deepEqual(comparable(await call(id)), comparable(nobody), `${method} ${verb}`);
      }
    }
    const admin = await portal().as('partner_admin');
    for (const account of [asked.account_id, waiting.account_id, stranger.id].filter(Boolean)) await refused(portal(), [admin, account, body], 404, 'not_found');
    for (const [role, audience] of [['provider_admin'], ['finance', 'partner'], ['viewer'], ['approver']]) {
      const client = await portal().as(role, { audience });
      await refused(portal(), [client, customer, body], 403, 'forbidden');
      assert.equal((await readOf(client, customer)).total, 1);
    }
  });

  test('pages through its history', async () => {
    const own = (await addCustomer(portal())).account_id;
    const set = [];
    for (const points of [100, 200, 300]) set.push(await setDiscount(portal(), own, [rate(product, points)]));
    const reader = await portal().as('viewer');
    const rows = await reader.all(discounts(own), { limit: 1 });
    assert.deepEqual(rows.map(({ id }) => id), set.map(({ id }) => id).reverse());
    assert.deepEqual((await readOf(reader, own)).data, rows);
  });
}, onFriday());

onBothEngines('a customer discount in time', (portal) => {
  let one;
  let two;
  let customer;
  const current = async () => (await readOf(await portal().as('sales'), customer)).current;
  const history = async () => (await readOf(await portal().as('sales'), customer)).data;
  const points = async (product, at) => (await priceOf(await portal().as('sales'), customer, product, at)).customer_basis_points;

  test('holds from the first moment of its first day', async () => {
    [one, two] = [await addPricedProduct(portal()), await addPricedProduct(portal())];
    customer = (await addCustomer(portal())).account_id;
    await grantDiscount(portal(), [rate(one, 5000), rate(two, 5000)]);
    await setDiscount(portal(), customer, [rate(one, 500), rate(two, 300)], { from: '2026-07-08', to: '2026-07-31' });
    await portal().setClock(around('2026-07-08', -120));
    assert.deepEqual([(await history())[0].status, await points(one)], ['scheduled', 0]);
    await portal().setClock(around('2026-07-08', 1));
    assert.deepEqual([(await history())[0].status, await points(one), await points(two)], ['active', 500, 300]);
  });

  test('ends where the next one of the same product begins', async () => {
    await portal().setClock(around('2026-07-10', 10 * 3600));
    assert.equal((await earliestDays(portal())).customer, '2026-07-15');
    const admin = await portal().as('partner_admin');
    const body = { from: '2026-07-15', to: '2026-08-20', rates: [rate(one, 700)] };
    const { ended } = (await admin.post(`${discounts(customer)}/preview`, body, { expect: 200 })).json;
    assert.deepEqual(ended.map((each) => [each.product.id, each.basis_points, ...spanOf(each)]),
      [[one.id, 500, startOf('2026-07-08'), startOf('2026-07-15'), 'replaced', 'active']]);
    assert.equal(ofTarget(await current(), one)[0].end, 'as_set', 'the preview has ended nothing');
    await setDiscount(portal(), customer, body.rates, body);
    assert.deepEqual(ofTarget(await current(), one).map((each) => [each.basis_points, ...spanOf(each)]), [
      [500, startOf('2026-07-08'), startOf('2026-07-15'), 'replaced', 'active'], [700, startOf('2026-07-15'), startOf('2026-08-21'), 'as_set', 'scheduled'],
    ]);
    assert.deepEqual(ofTarget(await current(), two).map(spanOf), [[startOf('2026-07-08'), startOf('2026-08-01'), 'as_set', 'active']], 'what was not named stays');
    assert.deepEqual([await points(one, around('2026-07-15', -1)), await points(one, '2026-07-15'), await points(two, '2026-07-15')], [500, 700, 300]);
  });

  test('replaces one that has not begun and that it overlaps', async () => {
    await setDiscount(portal(), customer, [rate(one, 900)], { from: '2026-07-20', to: '2026-07-25' });
    const [last, replaced, first] = await history();
    assert.deepEqual([last.status, replaced.status, first.status], ['scheduled', 'expired', 'active']);
    assert.deepEqual(spanOf(replaced.rates[0]), [startOf('2026-07-15'), startOf('2026-07-15'), 'replaced', 'expired'], 'it never holds');
    assert.deepEqual([replaced.from, replaced.to], ['2026-07-15', '2026-08-20'], 'as it was set');
    assert.deepEqual(ofTarget(first.rates, one).map(spanOf), [[startOf('2026-07-08'), startOf('2026-07-15'), 'replaced', 'active']]);
    const seen = [];
    for (const day of ['2026-07-14', '2026-07-15', '2026-07-19', '2026-07-20', '2026-07-25', '2026-07-26', '2026-08-20']) seen.push(await points(one, day));
    assert.deepEqual(seen, [500, 0, 0, 900, 900, 0, 0]);
    await setDiscount(portal(), customer, [rate(one, 250)], { from: '2026-07-26', to: '2026-07-27' });
    assert.deepEqual(ofTarget(await current(), one).map(({ basis_points: own, end }) => [own, end]), [[500, 'replaced'], [900, 'as_set'], [250, 'as_set']], 'what only touches it stays');
  });

  test('holds until the last moment of its last day', async () => {
    await portal().setClock(around('2026-08-01', -120));
    assert.deepEqual([await points(two), (await current()).length], [300, 1]);
    assert.equal((await history()).at(-1).status, 'active');
    await portal().setClock(around('2026-08-01', 1));
    assert.deepEqual([await points(two), await current()], [0, []]);
    assert.deepEqual((await history()).map(({ status }) => status), ['expired', 'expired', 'expired', 'expired']);
    assert.deepEqual([await points(two, '2026-07-31'), await points(two, '2026-08-01')], [300, 0]);
  });

  test('ends when the customer leaves', async () => {
    const registration = await addCustomer(portal());
    const leaving = registration.account_id;
    const { customer: from } = await earliestDays(portal());
    await setDiscount(portal(), leaving, [rate(one, 100)], { from, to: daysAfter(from, 20) });
    await portal().setClock(around(from, 3600));
    await setDiscount(portal(), leaving, [rate(two, 100)]);
    const provider = await portal().as('provider_admin');
    await provider.post(`/api/v1/registrations/${registration.id}/end`, { reason: 'Hết hợp đồng.' }, { expect: 200 });
    const admin = await portal().as('partner_admin');
    const body = await discountBody(portal(), [rate(one, 100)]);
    await refused(portal(), [admin, leaving, body], 409, 'pricing.not_a_customer');
    const { current: left, data } = await readOf(admin, leaving);
    assert.deepEqual(left, []);
    assert.deepEqual(data.map(({ status, rates }) => [status, rates[0].end]), [['expired', 'customer_left'], ['expired', 'customer_left']]);
    assert.equal(data[0].rates[0].effective_until, data[0].rates[0].effective_from, 'what had not begun never holds');
    assert.ok(data[1].rates[0].effective_until > data[1].rates[0].effective_from);
    assert.equal((await auditOf(portal(), 'pricing.end_customer_discounts', leaving)).length, 1);
  });
}, onFriday());

for (const [setting, body] of [
  ['refuse', async (portal, admin, customer, below) => {
    const preview = (await admin.post(`${discounts(customer)}/preview`, below, { expect: 200 })).json;
    assert.deepEqual([preview.below_cost, preview.reason_required, preview.allowed], [true, false, false]);
    await refused(portal, [admin, customer, { ...below, below_cost_reason: 'Khách quen' }], 422, 'pricing.below_cost_refused');
  }],
  ['allow', async (portal, admin, customer, below) => {
    const preview = (await admin.post(`${discounts(customer)}/preview`, below, { expect: 200 })).json;
    assert.deepEqual([preview.below_cost, preview.reason_required, preview.allowed], [true, false, true]);
    await refused(portal, [await portal.as('sales'), customer, below], 403, 'pricing.below_cost_not_allowed');
    await admin.post(discounts(customer), below, { expect: 201 });
  }],
]) {
  onBothEngines(`a customer discount where below cost is: ${setting}`, (portal) => {
    test('begins on the day it is set when the setting says so, and is at most so high', async () => {
      const product = await addPricedProduct(portal());
      const customer = (await addCustomer(portal())).account_id;
      const admin = await portal().as('partner_admin');
      const { today, customer: earliest } = await earliestDays(portal());
      assert.equal(earliest, today);
      const high = await refused(portal(), [admin, customer, { from: today, to: today, rates: [rate(product, 0), rate(product, 4001)] }], 400, 'invalid_body');
      assert.deepEqual(pointersOf(high), ['/rates/1/product_id pricing.repeated_target']);
      const most = await refused(portal(), [admin, customer, { from: today, to: today, rates: [rate(product, 4001)] }], 422, 'pricing.rate_too_high');
      assert.deepEqual(pointersOf(most), ['/rates/0/basis_points pricing.rate_too_high']);
      await body(portal(), admin, customer, { from: today, to: daysAfter(today, 9), rates: [rate(product, 4000)] });
      const other = (await addCustomer(portal())).account_id;
      const set = await setDiscount(portal(), other, [rate(product, 0)], { from: today, to: today });
      assert.deepEqual([set.status, set.rates[0].effective_from, set.rates[0].effective_until], ['active', set.set_at, startOf(daysAfter(today, 1))]);
    });
  }, onFriday({ 'pricing.below_cost': setting, 'pricing.customer_lead_days': 0, 'pricing.customer_discount_most': 4000 }));
}

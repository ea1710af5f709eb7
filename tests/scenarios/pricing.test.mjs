// What things cost: products and their list prices, and the price of a product for a customer at a
// moment, line by line, for everybody who may read it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomer, freshKey } from '../harness/credit.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import {
  addGroup, addPricedProduct, addProduct, around, auditOf, earliestDays, freshCode, friday, grantDiscount, listPrice, onFriday, priceOf, pricesOf, rate, setDiscount,
  setListPrice, startOf,
} from '../harness/pricing.mjs';
import { everyRole, randomId } from '../harness/world.mjs';

const pointersOf = (problem) => (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
const pricesPath = '/api/v1/list-prices';

onBothEngines('days of discounts', (portal) => {
  const days = async () => {
    const { today, partner, customer } = await earliestDays(portal());
    return [today, partner, customer];
  };

  test('are days of the provider\'s zone, and change at its midnight', async () => {
    assert.deepEqual(await days(), [friday, '2026-07-07', '2026-07-08']);
    await portal().setClock(around('2026-07-04', -120));
    assert.deepEqual(await days(), [friday, '2026-07-07', '2026-07-08']);
    await portal().setClock(around('2026-07-04', 1));
    assert.deepEqual(await days(), ['2026-07-04', '2026-07-08', '2026-07-08']);
    await portal().setClock(around('2026-07-06', 3600));
    assert.deepEqual(await days(), ['2026-07-06', '2026-07-10', '2026-07-09']);
    await portal().setClock(around('2026-07-08', 3600));
    assert.deepEqual(await days(), ['2026-07-08', '2026-07-12', '2026-07-13']);
    const { json } = await (await portal().as('auditor')).get('/api/v1/discount-days', { expect: 200 });
    assert.deepEqual(json.customer_discount.skipped, ['2026-07-11', '2026-07-12']);
  });

  test('skip public holidays of the settings', async () => {
    await portal().setClock(around('2026-09-01', 10 * 3600));
    const { json } = await (await portal().as('sales')).get('/api/v1/discount-days', { expect: 200 });
    assert.deepEqual([json.customer_discount.earliest, json.customer_discount.skipped], ['2026-09-07', ['2026-09-02', '2026-09-05', '2026-09-06']]);
    assert.equal(json.partner_discount.earliest, '2026-09-05');
  });
}, onFriday({ 'calendar.holidays': '2026-09-02' }));

onBothEngines('products', (portal) => {
  test('have codes of their own, and groups have codes of their own within one', async () => {
    const root = await portal().as('provider_admin');
    const code = freshCode('VS');
    const product = await addProduct(portal(), { code, name: '  vServer  ' });
    assert.deepEqual([product.code, product.name, product.groups], [code, 'vServer', []]);
    const taken = (await root.post('/api/v1/products', { code, name: 'Khác' }, { expect: 409 })).json;
    assert.deepEqual([taken.code, ...pointersOf(taken)], ['pricing.code_taken', '/code pricing.code_taken']);
    const lower = await addProduct(portal(), { code: code.toLowerCase() });
    const group = await addGroup(portal(), product, { code: 'gpu' });
    assert.deepEqual(group.product, { id: product.id, code, name: 'vServer' });
    assert.equal((await root.post('/api/v1/product-groups', { product_id: product.id, code: 'gpu', name: 'Khác' }, { expect: 409 })).json.code, 'pricing.code_taken');
    await addGroup(portal(), lower, { code: 'gpu' });
    const unknown = (await root.post('/api/v1/product-groups', { product_id: randomId('prd'), code: 'gpu', name: 'Khác' }, { expect: 400 })).json;
    assert.deepEqual(pointersOf(unknown), ['/product_id pricing.unknown_product']);
    for (const wrong of ['', ' a', 'a b', '-a', 'á', 'a/b', 'x'.repeat(65)]) {
      assert.match(pointersOf((await root.post('/api/v1/products', { code: wrong, name: 'x' }, { expect: 400 })).json)[0], /^\/code /, wrong);
    }
    for (const [change, subject] of [['pricing.add_product', product.id], ['pricing.add_group', group.id]]) {
      const [audited] = await auditOf(portal(), change, subject);
      assert.deepEqual([audited.actor.id, audited.partner_id], [root.user.id, null]);
    }
  });

  test('are renamed by whoever read the last name, and keep their code', async () => {
    const root = await portal().as('provider_admin');
    const product = await addProduct(portal());
    const group = await addGroup(portal(), product);
    for (const [path, subject, change] of [[`/api/v1/products/${product.id}`, product, 'pricing.rename_product'], [`/api/v1/product-groups/${group.id}`, group, 'pricing.rename_group']]) {
      const read = (await root.get(path, { expect: 200 })).headers.get('etag');
      const renamed = await root.patch(path, { name: 'Tên mới' }, { expect: 200 });
      assert.deepEqual([renamed.json.name, renamed.json.code], ['Tên mới', subject.code]);
      const stale = await root.patch(path, { name: 'Muộn' }, { headers: { 'if-match': read }, expect: 412 });
      assert.equal(stale.json.code, 'stale');
      await root.send('PATCH', path, { body: { name: 'Không khớp' }, expect: 428 });
      await root.patch(path, { name: 'x', code: 'other' }, { expect: 400 });
      await (await portal().as('partner_admin')).patch(path, { name: 'x' }, { expect: 403 });
      assert.equal((await root.get(path, { expect: 200 })).json.name, 'Tên mới');
      assert.deepEqual((await auditOf(portal(), change, subject.id)).map(({ details }) => details.name), ['Tên mới']);
    }
  });
}, onFriday());

onBothEngines('list prices', (portal) => {
  let product;
  const stored = async (target = product) => (await (await portal().as('viewer')).all(`${pricesPath}?product_id=${target.id}`))
    .map(({ amount, effective_from: from, currency, product_group: group }) => [from, amount, currency, group?.id ?? null]);
  const set = async (prices, expect) => (await (await portal().as('provider_admin')).post(pricesPath, { prices }, { expect })).json;

  test('are exact decimals', async () => {
    product = await addProduct(portal());
    for (const [given, kept] of [['1250.5', '1250.5'], ['1250.500', '1250.5'], ['0', '0'], ['0.000000000001', '0.000000000001'], ['999999999999999.999999999999', '999999999999999.999999999999'], ['007', '7']]) {
      const own = await addProduct(portal());
      const { outcome, list_price: price } = await setListPrice(portal(), own, given, { taxRate: 800, included: false });
      assert.deepEqual([outcome, price.amount, price.currency, price.tax_rate_bp, price.tax_included, price.effective_from], ['created', kept, 'VND', 800, false, '2020-01-01']);
      assert.deepEqual(price.product, { id: own.id, code: own.code, name: own.name });
    }
    for (const wrong of ['', '-1', '-0.5', '+1', '1e3', '1,5', '1.', '.5', ' 1', '0x1', 'NaN', '1000000000000000', '0.0000000000001', 1250.5, 1, null, '1 000']) {
      const problem = await set([listPrice(product, wrong)], 400);
      assert.match(pointersOf(problem)[0], /^\/prices\/0\/amount /, JSON.stringify(wrong));
    }
    for (const [field, ...values] of [['currency', 'VNDX', 'vnd', 'VN', ''], ['tax_rate_bp', -1, 10_001, 1.5, '1000'], ['tax_included', 'true', 1, null], ['effective_from', '2026-02-30', '2026-7-1', '', '20260701']]) {
      for (const value of values) {
        const problem = await set([{ ...listPrice(product, '1'), [field]: value }], 400);
        assert.match(pointersOf(problem)[0], new RegExp(`^/prices/0/${field} `), `${field} ${JSON.stringify(value)}`);
      }
    }
    assert.deepEqual(await stored(), []);
  });

  test('are set all or none', async () => {
    const group = await addGroup(portal(), product);
    const good = listPrice(product, '100');
    const taken = await addPricedProduct(portal(), '5');
    for (const [prices, status, code, ...expected] of [
      [[good, listPrice({ id: randomId('prd') }, '1'), listPrice({ id: randomId('pgr') }, '1')], 400, 'invalid_body',
        '/prices/1/product_id pricing.unknown_product', '/prices/2/product_group_id pricing.unknown_product'],
      [[good, listPrice(group, '1'), listPrice(product, '101')], 400, 'invalid_body', '/prices/2/product_id pricing.repeated_price'],
      [[good, { ...listPrice(group, '1'), product_id: product.id }], 400, 'invalid_body', '/prices/1/product_group_id pricing.one_target'],
      [[good, { ...good, product_id: undefined }], 400, 'invalid_body', '/prices/1/product_id pricing.one_target'],
      [[good, listPrice(taken, '6')], 409, 'pricing.price_taken', '/prices/1/effective_from pricing.price_taken'],
    ]) {
      const problem = await set(prices, status);
      assert.deepEqual([problem.code, ...pointersOf(problem)], [code, ...expected]);
      assert.deepEqual(await stored(), []);
    }
    const { results } = await set([good, listPrice(product, '2', { currency: 'USD' }), listPrice(group, '50'), listPrice(product, '200', { from: '2026-08-01' })], 201);
    assert.deepEqual(results.map(({ index, outcome }) => [index, outcome]), [[0, 'created'], [1, 'created'], [2, 'created'], [3, 'created']]);
    const rows = await stored();
    assert.deepEqual(rows[0], ['2026-08-01', '200', 'VND', null], 'newest first');
    assert.deepEqual(rows.slice(1).sort(), [['2020-01-01', '100', 'VND', null], ['2020-01-01', '2', 'USD', null], ['2020-01-01', '50', 'VND', group.id]].sort());
    assert.equal((await auditOf(portal(), 'pricing.set_list_price', product.id)).length, 3);
    assert.deepEqual((await auditOf(portal(), 'pricing.set_list_price', group.id)).map(({ details }) => details),
      [{ amount: '50', currency: 'VND', tax_rate_bp: '1000', tax_included: 'true', effective_from: '2020-01-01' }]);
  });

  test('are replaced before their day, and stay from then on', async () => {
    const own = await addPricedProduct(portal(), '1000');
    const from = '2026-07-10';
    const outcome = async (amount, options) => (await setListPrice(portal(), own, amount, { from, ...options })).outcome;
    assert.equal(await outcome('1100'), 'created');
    const [{ id: first }] = await (await portal().as('viewer')).all(`${pricesPath}?product_id=${own.id}`);
    assert.equal(await outcome('1100.0'), 'unchanged');
    assert.equal(await outcome('1200'), 'replaced');
    assert.equal(await outcome('1200', { taxRate: 800 }), 'replaced');
    assert.equal(await outcome('1200', { taxRate: 800, included: false }), 'replaced');
    const rows = await (await portal().as('viewer')).all(`${pricesPath}?product_id=${own.id}`);
    assert.deepEqual(rows.map(({ amount, effective_from: day }) => [amount, day]), [['1200', from], ['1000', '2020-01-01']]);
    assert.notEqual(rows[0].id, first);
    assert.equal((await auditOf(portal(), 'pricing.set_list_price', own.id)).length, 5, 'what changed nothing is no act');
    await portal().setClock(around(from, -120));
    assert.equal(await outcome('1300'), 'replaced');
    await portal().setClock(around(from, 1));
    const problem = await set([listPrice(own, '1400', { from })], 409);
    assert.deepEqual([problem.code, ...pointersOf(problem)], ['pricing.price_taken', '/prices/0/effective_from pricing.price_taken']);
    assert.equal(await outcome('1300'), 'unchanged');
    assert.equal(await outcome('1400', { from: '2026-07-11' }), 'created');
    assert.equal((await setListPrice(portal(), own, '2', { from, currency: 'USD' })).outcome, 'created', 'another currency is another price');
    await set([listPrice(own, '900')], 409);
  });

  test('are set once by one key', async () => {
    const root = await portal().as('provider_admin');
    const own = await addProduct(portal());
    const headers = { 'idempotency-key': freshKey() };
    const body = { prices: [listPrice(own, '10')] };
    const first = await root.post(pricesPath, body, { headers, expect: 201 });
    const again = await root.post(pricesPath, body, { headers, expect: 201 });
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.equal((await root.post(pricesPath, { prices: [listPrice(own, '11')] }, { headers, expect: 422 })).json.code, 'idempotency_key_reused');
  });
}, onFriday());

const lines = {
  vi: {
    list: 'Giá niêm yết từ 01/01/2020', customer_discount: 'Giảm giá cho khách hàng 5%, 08/07/2026 đến 06/08/2026', sale: 'Giá bán', tax: 'Đã gồm thuế 10%',
    partner_discount: 'Chiết khấu cho đối tác 20%, từ 07/07/2026', cost: 'Giá mua', margin: 'Chênh lệch',
    no_customer_discount: 'Không có giảm giá cho khách hàng', no_partner_discount: 'Không có chiết khấu cho đối tác',
  },
  en: {
    list: 'List price from 01/01/2020', customer_discount: 'Customer discount 5%, 08/07/2026 to 06/08/2026', sale: 'Sale price', tax: 'Tax 10% included',
    partner_discount: 'Partner discount 20%, from 07/07/2026', cost: 'Cost', margin: 'Margin',
    no_customer_discount: 'No customer discount', no_partner_discount: 'No partner discount',
  },
};
const said = (price) => price.explanation.map(({ code, text, amount }) => [code, text, amount]);

onBothEngines('prices', (portal) => {
  let product;
  let customer;
  const tax = '86363.636363636364';  // of 950,000 with 10 % in it

  test('are the list price less the customer\'s discount, and less the partner\'s', async () => {
    product = await addPricedProduct(portal(), '1000000');
    customer = (await addCustomer(portal())).account_id;
    await grantDiscount(portal(), [rate(product, 2000)], { from: '2026-07-07' });
    await setDiscount(portal(), customer, [rate(product, 500)], { from: '2026-07-08' });
    const admin = await portal().as('partner_admin');
    const { list, sale, cost, margin, tax: part, currency, ...price } = await priceOf(admin, customer, product, '2026-07-08');
    assert.deepEqual([list, sale, cost, margin, part, currency], ['1000000', '950000', '800000', '150000', tax, 'VND']);
    assert.deepEqual([price.customer_basis_points, price.partner_basis_points, price.tax_rate_bp, price.tax_included], [500, 2000, 1000, true]);
    const now = await priceOf(admin, customer, product);
    assert.deepEqual([now.sale, now.cost, now.margin, now.customer_basis_points, now.partner_basis_points], ['1000000', '1000000', '0', 0, 0]);
  });

  test('explain themselves line by line, in both languages', async () => {
    for (const [language, own] of Object.entries(lines)) {
      const reader = await portal().as('partner_admin', { language });
      assert.deepEqual(said(await priceOf(reader, customer, product, '2026-07-08')), [
        ['list', own.list, '1000000'], ['customer_discount', own.customer_discount, '-50000'], ['sale', own.sale, '950000'], ['tax', own.tax, tax],
        ['partner_discount', own.partner_discount, '-200000'], ['cost', own.cost, '800000'], ['margin', own.margin, '150000'],
      ]);
      assert.deepEqual(said(await priceOf(reader, customer, product)), [
        ['list', own.list, '1000000'], ['no_customer_discount', own.no_customer_discount, null], ['sale', own.sale, '1000000'], ['tax', own.tax, '90909.090909090909'],
        ['no_partner_discount', own.no_partner_discount, null], ['cost', own.cost, '1000000'], ['margin', own.margin, '0'],
      ]);
    }
  });

  test('keep cost and margin from a viewer and an approver', async () => {
    for (const { audience, role, client } of await everyRole(portal())) {
      const { data: [price] } = await pricesOf(client, customer, { at: '2026-07-08', product });
      const reads = !['viewer', 'approver'].includes(role);
      const secret = ['cost', 'margin', 'partner_basis_points'].filter((field) => field in price);
      assert.deepEqual(secret, reads ? ['cost', 'margin', 'partner_basis_points'] : [], `${audience} ${role}`);
      const codes = price.explanation.map(({ code }) => code);
      const common = ['list', 'customer_discount', 'sale', 'tax'];
      assert.deepEqual(codes, reads ? [...common, 'partner_discount', 'cost', 'margin'] : common, `${audience} ${role}`);
      if (!reads) assert.doesNotMatch(JSON.stringify(price.explanation), /800000|150000|200000|20%/);
      assert.equal(price.sale, '950000');
    }
  });

  test('hold from midnight of the provider\'s zone', async () => {
    const reader = await portal().as('auditor');
    const seen = async (at) => {
      const price = await priceOf(reader, customer, product, at);
      return [price.sale, price.cost];
    };
    const [none, partners, both] = [['1000000', '1000000'], ['1000000', '800000'], ['950000', '800000']];
    assert.deepEqual([await seen('2026-07-06'), await seen('2026-07-07'), await seen('2026-07-08')], [none, partners, both]);
    assert.deepEqual([await seen('2026-07-06T16:59:59.999999Z'), await seen('2026-07-06T17:00:00Z')], [none, partners]);
    assert.deepEqual([await seen('2026-07-07T16:59:59.999999Z'), await seen('2026-07-07T17:00:00Z')], [partners, both]);
    assert.deepEqual([await seen('2026-08-06T16:59:59.999999Z'), await seen('2026-08-06T17:00:00Z')], [both, partners]);
    assert.deepEqual([await seen('2026-08-06'), await seen('2026-08-07')], [both, partners]);
    assert.equal((await pricesOf(reader, customer, { at: '2026-07-08' })).at, startOf('2026-07-08'));
    for (const at of ['2026-02-30', 'now', '2026-07-08T00:00:00', '8/7/2026', '1', '']) {
      const problem = (await reader.get(`/api/v1/accounts/${customer}/prices?at=${encodeURIComponent(at)}`, { expect: 400 })).json;
      assert.deepEqual(pointersOf(problem), ['/at invalid_parameter'], at);
    }
  });

  test('of a group are its own, or its product\'s, and its own rate wins also with 0', async () => {
    const own = await addPricedProduct(portal(), '1000');
    const [priced, following, unrated] = [await addGroup(portal(), own), await addGroup(portal(), own), await addGroup(portal(), own)];
    await setListPrice(portal(), priced, '4000');
    const account = (await addCustomer(portal(), { partner: 1 })).account_id;
    await grantDiscount(portal(), [rate(own, 3000), rate(priced, 1000), rate(following, 0)], { partner: 1, from: '2026-07-08' });
    await setDiscount(portal(), account, [rate(own, 1000), rate(priced, 0), rate(following, 0)], { partner: 1, from: '2026-07-08' });
    const admin = await portal().as('partner_admin', { partner: 1, language: 'en' });
    const { data } = await pricesOf(admin, account, { at: '2026-07-08', product: own });
    const of = ({ id }) => data.find((row) => (row.product_group_id ?? row.product_id) === id);
    assert.equal(data.length, 4);
    const sums = (target) => ['list', 'sale', 'cost', 'margin'].map((field) => of(target)[field]);
    assert.deepEqual(sums(own), ['1000', '900', '700', '200']);
    assert.deepEqual(sums(priced), ['4000', '4000', '3600', '400']);
    assert.deepEqual(sums(following), ['1000', '1000', '1000', '0']);
    assert.deepEqual(sums(unrated), ['1000', '900', '700', '200']);
    assert.deepEqual(said(of(unrated)).filter(([code]) => /list|discount/.test(code)).map(([, text]) => text), [
      'List price of the product from 01/01/2020', 'Customer discount 10% of the product, 08/07/2026 to 06/08/2026', 'Partner discount 30% of the product, from 08/07/2026',
    ]);
    assert.equal(said(of(priced))[0][1], 'List price from 01/01/2020');
    assert.deepEqual(of(following).explanation.find(({ code }) => code === 'customer_discount')?.amount, '0');
  });

  test('are of products that have one in the portal\'s currency', async () => {
    const reader = await portal().as('viewer');
    const [none, foreign, later] = [await addProduct(portal()), await addProduct(portal()), await addProduct(portal())];
    await setListPrice(portal(), foreign, '80', { currency: 'USD' });
    await setListPrice(portal(), later, '70', { from: '2026-07-20' });
    const ids = async (at) => (await pricesOf(reader, customer, { at })).data.map((row) => row.product_id);
    for (const each of [none, foreign, later]) assert.ok(!(await ids('2026-07-19')).includes(each.id));
    assert.deepEqual([(await ids('2026-07-20')).includes(later.id), (await ids('2026-07-20')).includes(foreign.id)], [true, false]);
    assert.deepEqual((await pricesOf(reader, customer, { product })).data.map((row) => row.product_id), [product.id]);
    assert.deepEqual((await pricesOf(reader, customer, { product: { id: randomId('prd') } })).data, []);
    await reader.get(`/api/v1/accounts/${customer}/prices?product_id=x`, { expect: 400 });
    await reader.get(`/api/v1/accounts/${customer}/prices?limit=1`, { expect: 400 });
  });

  test('are rounded once, half even, and margin and cost make the sale', async () => {
    const account = (await addCustomer(portal(), { partner: 2 })).account_id;
    const cases = [
      ['1250.5', 333, 1234, false, 800, ['1208.85835', '1096.1883', '112.67005', '96.708668']],
      ['0.000000000001', 5000, 5000, true, 0, ['0', '0', '0', '0']],
      ['0.000000000003', 5000, 5000, true, 0, ['0.000000000002', '0.000000000002', '0', '0']],
      ['100', 10_000, 10_000, true, 1000, ['0', '0', '0', '0']],
    ];
    const made = [];
    for (const [amount, , , included, taxRate] of cases) {
      const own = await addProduct(portal());
      await setListPrice(portal(), own, amount, { included, taxRate });
      made.push(own);
    }
    await grantDiscount(portal(), cases.map(([, , partner], i) => rate(made[i], partner)), { partner: 2, from: '2026-07-08' });
    await setDiscount(portal(), account, cases.map(([, points], i) => rate(made[i], points)), { partner: 2, from: '2026-07-08' });
    const reader = await portal().as('finance', { partner: 2, audience: 'partner' });
    for (const [i, [amount, , , , , expected]] of cases.entries()) {
      const price = await priceOf(reader, account, made[i], '2026-07-08');
      assert.deepEqual([price.sale, price.cost, price.margin, price.tax], expected, amount);
    }
  });

  test('of a moment stay what they were, whatever is set later', async () => {
    const at = around('2026-07-08', 3600);
    await portal().setClock(around('2026-07-10', 3600));
    const before = (await pricesOf(await portal().as('auditor'), customer, { at, product })).data;
    assert.equal(before[0].sale, '950000');
    await setListPrice(portal(), product, '3000000', { from: '2026-07-11' });
    await setDiscount(portal(), customer, [rate(product, 100)]);
    await grantDiscount(portal(), [rate(product, 100)]);
    await portal().setClock(around('2026-07-30', 3600));
    const later = await portal().as('auditor');
    const now = await priceOf(later, customer, product);
    assert.deepEqual([now.list, now.sale, now.cost], ['3000000', '2970000', '2970000']);
    const after = (await pricesOf(later, customer, { at, product })).data;
    const sums = ({ explanation, ...row }) => ({ ...row, explanation: explanation.map(({ code, amount }) => [code, amount]) });
    assert.deepEqual(after.map(sums), before.map(sums));
  });

  test('are read by the own partner and the provider only', async () => {
    const stranger = await portal().as('partner_admin', { partner: 1 });
    await stranger.get(`/api/v1/accounts/${customer}/prices`, { expect: 404 });
    await stranger.get(`/api/v1/accounts/${randomId('acc')}/prices`, { expect: 404 });
    await portal().client().get(`/api/v1/accounts/${customer}/prices`, { expect: 401 });
  });
}, onFriday());

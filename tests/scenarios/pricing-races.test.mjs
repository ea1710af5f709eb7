// Editors of discounts at the same moment, through two copies of the program where the engine allows
// it: who read the same set changes it once, and at any moment one rate holds.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addCustomer, freshKey } from '../harness/credit.mjs';
import { engines, startCopy, startPortal } from '../harness/portal.mjs';
import {
  addGroup, addPricedProduct, askDiscount, auditOf, daysAfter, discountBody, grantDiscount, listPrice, onFriday, pricesOf, rate, startOf,
} from '../harness/pricing.mjs';

const atOnce = 20;

function outcomes(answers) {
  const counts = {};
  for (const { status, json } of answers) {
    const what = [status, json?.code].filter(Boolean).join(' ');
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

/** One answer has this status, and every other one is one of these refusals. */
function assertOneWon(answers, status, refusals) {
  const { [status]: won, ...others } = outcomes(answers);
  assert.equal(won, 1, JSON.stringify(others));
  assert.deepEqual(Object.keys(others).filter((each) => !refusals.includes(each)), []);
}

for (const engine of engines) {
  describe(`discounts under races (${engine})`, () => {
    let portal = null;
    let copy = null;
    let product;
    before(async () => {
      portal = await startPortal({ engine, ...onFriday() });
      if (engine === 'postgresql') copy = await startCopy(portal);
      product = await addPricedProduct(portal);
    });
    after(async () => {
      await copy?.remove();
      await portal?.remove();
    });

    /** The act so many times, all begun before the first is answered, by turns at every copy. */
    const together = (client, act) => {
      const clients = [client, ...(copy ? [client.at(copy.url)] : [])];
      return Promise.all(Array.from({ length: atOnce }, (_, i) => act(clients[i % clients.length], i)));
    };
    const discounts = (account) => `/api/v1/accounts/${account}/discounts`;

    test('twenty editors of a customer\'s discounts with one ETag: one', async () => {
      const sales = await portal.as('sales');
      await grantDiscount(portal, [rate(product, 5000)], { from: '2026-07-07' });
      for (let round = 0; round < 5; round += 1) {
        const { account_id: customer } = await addCustomer(portal);
        const body = await discountBody(portal, []);
        const headers = { 'if-match': (await sales.get(discounts(customer), { expect: 200 })).headers.get('etag') };
        const answers = await together(sales, (client, i) => client.post(discounts(customer), { ...body, rates: [rate(product, 100 + i)] }, { headers }));
        assert.deepEqual(outcomes(answers), { 201: 1, '412 stale': atOnce - 1 });
        const { data, current } = (await sales.get(discounts(customer), { expect: 200 })).json;
        const won = answers.find(({ status }) => status === 201).json;
        assert.deepEqual([data, current], [[won], won.rates]);
        assert.equal((await auditOf(portal, 'pricing.set_customer_discount', customer)).length, 1);
      }
    });

    test('twenty editors without an ETag: each is stored, and one rate holds', async () => {
      const sales = await portal.as('sales');
      const { account_id: customer } = await addCustomer(portal);
      const body = await discountBody(portal, []);
      const answers = await together(sales, (client, i) =>
        client.post(discounts(customer), { ...body, to: daysAfter(body.to, i), rates: [rate(product, 100 + i)] }));
      assert.deepEqual(outcomes(answers), { 201: atOnce });
      const { data, current } = (await sales.get(discounts(customer), { expect: 200 })).json;
      assert.equal(data.length, atOnce);
      const rates = data.map(({ rates: [each] }) => each);
      assert.deepEqual(rates.filter(({ end }) => end === 'as_set'), current);
      assert.equal(current.length, 1);
      for (const each of rates.filter(({ end }) => end !== 'as_set')) assert.deepEqual([each.end, each.effective_until], ['replaced', each.effective_from]);
      const [price] = (await pricesOf(sales, customer, { at: body.from, product })).data;
      assert.equal(price.customer_basis_points, current[0].basis_points);
    });

    test('twenty requests of a partner at once: one waits, with one ETag and without', async () => {
      const admin = await portal.as('partner_admin');
      const path = '/api/v1/partner-discounts';
      const body = { starts_on: '2026-08-01', rates: [rate(product, 1000)] };
      const etag = async () => (await admin.get(path, { expect: 200 })).headers.get('etag');
      for (const headers of [{ 'if-match': await etag() }, {}]) {
        const answers = await together(admin, (client) => client.post(path, body, { headers }));
        assertOneWon(answers, '201', ['409 pricing.pending_exists', ...(headers['if-match'] ? ['412 stale'] : [])]);
        const pending = await admin.all(`${path}?status=pending`);
        assert.deepEqual(pending, [answers.find(({ status }) => status === 201).json]);
        await admin.post(`${path}/${pending[0].id}/withdraw`, {}, { expect: 200 });
      }
    });

    test('twenty deciders at once: one, with one ETag and without', async () => {
      const provider = await portal.as('provider_admin');
      const admin = await portal.as('partner_admin', { partner: 1 });
      const ask = () => askDiscount(portal, [rate(product, 1000)], { partner: 1, from: '2026-09-01' });
      for (const guarded of [true, false]) {
        const asked = await ask();
        const path = `/api/v1/partner-discounts/${asked.id}`;
        const headers = guarded ? { 'if-match': (await provider.get(path, { expect: 200 })).headers.get('etag') } : {};
        const answers = await together(provider, (client) => client.post(`${path}/approve`, {}, { headers }));
        assertOneWon(answers, '200', ['409 pricing.wrong_state', ...(guarded ? ['412 stale'] : [])]);
        assert.equal((await auditOf(portal, 'pricing.approve_partner_discount', asked.id)).length, 1);
      }
      const third = await ask();
      const path = `/api/v1/partner-discounts/${third.id}`;
      const verbs = [[provider, 'approve', {}], [provider, 'reject', { reason: 'Chưa đủ.' }], [admin, 'withdraw', {}]];
      const answers = await together(provider, (client, i) => {
        const [who, verb, body] = verbs[i % verbs.length];
        return who.at(client.url).post(`${path}/${verb}`, body);
      });
      assert.deepEqual(outcomes(answers), { 200: 1, '409 pricing.wrong_state': atOnce - 1 });
      const won = answers.find(({ status }) => status === 200).json.status;
      assert.equal((await admin.get(path, { expect: 200 })).json.status, won);
    });

    test('one key twenty times at once: one discount, and one answer', async () => {
      const sales = await portal.as('sales');
      const { account_id: customer } = await addCustomer(portal);
      const body = await discountBody(portal, [rate(product, 100)]);
      const headers = { 'idempotency-key': freshKey() };
      const answers = await together(sales, (client) => client.post(discounts(customer), body, { headers }));
      const set = answers.filter(({ status }) => status === 201);
      assert.equal(new Set(set.map(({ text }) => text)).size, 1);
      assert.equal(set.filter(({ headers: got }) => got.get('idempotency-replayed') === null).length, 1);
      for (const { status, json } of answers) assert.ok(status === 201 || (status === 409 && json.code === 'request_in_progress'), `${status} ${json.code}`);
      assert.equal((await sales.get(discounts(customer), { expect: 200 })).json.total, 1);
    });

    test('twenty list prices of one day at once: each replaces the one before, and one is left', async () => {
      const root = await portal.as('provider_admin');
      const group = await addGroup(portal, product);
      const answers = await together(root, (client, i) => client.post('/api/v1/list-prices', { prices: [listPrice(group, String(1000 + i), { from: '2026-07-20' })] }));
      assert.deepEqual(outcomes(answers), { 201: atOnce });
      const made = answers.map(({ json }) => json.results[0].outcome).sort();
      assert.deepEqual(made, ['created', ...Array(atOnce - 1).fill('replaced')]);
      const rows = await root.all(`/api/v1/list-prices?product_group_id=${group.id}`);
      assert.equal(rows.length, 1);
      assert.equal((await auditOf(portal, 'pricing.set_list_price', group.id))[0].details.amount, rows[0].amount);
      assert.ok(rows[0].created_at < startOf('2026-07-20'));
    });
  });
}

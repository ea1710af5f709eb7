// Money under races: everything that can be asked twice at once is, through two copies of the program
// where the engine allows it. One wins, the others are told why they did not, and the ledger adds up.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  addCustomer, addCustomers, bill, creditOf, freshKey, freshReference, grant, move, partnerId, topUp, treasurers, vnd, walletOf,
} from '../harness/credit.mjs';
import { engines, startCopy, startPortal } from '../harness/portal.mjs';

const rounds = Number(process.env.PORTAL_TEST_RACES ?? 50);
const atOnce = 200;

function count(values) {
  const counts = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const outcomes = (answers) => count(answers.map(({ status, json }) => [status, json?.code].filter(Boolean).join(' ')));

for (const engine of engines) {
  describe(`credit under races (${engine})`, () => {
    let portal = null;
    let copy = null;
    before(async () => {
      portal = await startPortal({ engine });
      if (engine === 'postgresql') copy = await startCopy(portal);
    });
    after(async () => {
      await copy?.remove();
      await portal?.remove();
    });

    /** The same person at every copy. */
    const everywhere = (client) => [client, ...(copy ? [client.at(copy.url)] : [])];

    /** The act so many times, all begun before the first is answered, by turns at every copy. */
    const together = (times, client, act) => {
      const clients = everywhere(client);
      return Promise.all(Array.from({ length: times }, (_, i) => act(clients[i % clients.length], i)));
    };

    test(`${atOnce} top-ups of the whole balance at once, ${rounds} rounds: one succeeds in each`, async () => {
      const { finance } = await treasurers(portal);
      const customers = (await addCustomers(portal, 4)).map(({ account_id: account }) => account);
      for (let round = 0; round < rounds; round += 1) {
        await grant(portal, 100);
        const answers = await together(atOnce, finance, (client, i) =>
          move(client, `/api/v1/accounts/${customers[i % customers.length]}/top-ups`, { amount: vnd(100) }));
        assert.deepEqual(outcomes(answers), { 201: 1, '422 credit.insufficient': atOnce - 1 }, `round ${round}`);
        assert.deepEqual(await walletOf(portal), { balance: 0, held: 0, available: 0 });
      }
      const balances = await Promise.all(customers.map((account) => creditOf(portal, account)));
      assert.equal(balances.reduce((sum, { available }) => sum + available, 0), 100 * rounds);
    });

    test('one key a hundred times at once: one entry, and one answer', async () => {
      const { finance } = await treasurers(portal);
      const { account_id: customer } = await addCustomer(portal);
      await grant(portal, 1_000_000);
      for (let round = 0; round < 5; round += 1) {
        const key = freshKey();
        const path = `/api/v1/accounts/${customer}/top-ups`;
        const answers = await together(100, finance, (client) => move(client, path, { amount: vnd(100) }, { key }));
        const moved = answers.filter(({ status }) => status === 201);
        assert.ok(moved.length >= 1);
        assert.equal(new Set(moved.map(({ text }) => text)).size, 1, 'one answer');
        assert.equal(moved.filter(({ headers }) => headers.get('idempotency-replayed') === null).length, 1);
        for (const { status, json } of answers) assert.ok(status === 201 || (status === 409 && json.code === 'request_in_progress'), `${status} ${json.code}`);
        assert.equal((await creditOf(portal, customer)).available, 100 * (round + 1));
        for (const amount of [101, 1]) {
          const reused = await move(finance, path, { amount: vnd(amount) }, { key, expect: 422 });
          assert.equal(reused.json.code, 'idempotency_key_reused');
        }
        await move(finance, path, { amount: vnd(100), note: 'Khác' }, { key, expect: 422 });
      }
      assert.equal((await finance.all(`/api/v1/accounts/${customer}/movements`)).length, 5);
    });

    test('another partner\'s same key is its own call, also at the same moment', async () => {
      const partners = [0, 1];
      for (const partner of partners) await grant(portal, 1000, { partner });
      const customers = await Promise.all(partners.map((partner) => addCustomer(portal, { partner })));
      const clients = await Promise.all(partners.map(async (partner) => (await treasurers(portal, { partner })).finance));
      const key = freshKey();
      const answers = await Promise.all(partners.map((partner) =>
        move(clients[partner], `/api/v1/accounts/${customers[partner].account_id}/top-ups`, { amount: vnd(10 + partner) }, { key, expect: 201 })));
      assert.deepEqual(answers.map(({ json }) => [json.amount.amount, json.partner.id]), await Promise.all(partners.map(async (partner) => [10 + partner, await partnerId(portal, partner)])));
      assert.ok(answers.every(({ headers }) => headers.get('idempotency-replayed') === null));
    });

    test('a bad amount is 400 on every verb, and moves nothing', async () => {
      const { finance, provider, root } = await treasurers(portal);
      const { account_id: customer } = await addCustomer(portal);
      await topUp(portal, customer, 1000);
      const partner = await partnerId(portal);
      const given = await topUp(portal, customer, 1);
      const reference = () => JSON.stringify(freshReference());
      const verbs = [
        [finance, `/api/v1/accounts/${customer}/top-ups`, () => ''],
        [finance, `/api/v1/accounts/${customer}/reclaims`, () => ',"reason":"x"'],
        ...['purchases', 'refunds', 'payouts', 'holds'].map((verb) => [provider, `/api/v1/accounts/${customer}/${verb}`, () => `,"reference":${reference()}`]),
        [root, '/api/v1/credit/grants', () => `,"partner_id":"${partner}","reference":${reference()}`],
        [root, `/api/v1/partners/${partner}/payouts`, () => `,"reference":${reference()}`],
        [root, `/api/v1/credit/transactions/${given.id}/reverse`, () => ',"reason":"x"'],
      ];
      const amounts = ['0', '-1', '-0', '1.5', '1.0', '0.001', '1e2', '1e400', '-1e400', '9007199254740992', '9223372036854775807', '9223372036854775808', '18446744073709551616',
        '"100"', '"NaN"', 'NaN', 'Infinity', '1,000', '"1,000"', '1_000', '01', '+1', '0x10', 'null', 'true', '[]', '{}', '[1]'];
      const money = [...amounts.map((amount) => `{"amount":${amount},"currency":"VND"}`),
        ...['"USD"', '"vnd"', '""', '"VNDX"', 'null', '1'].map((currency) => `{"amount":1,"currency":${currency}}`),
        '1', '"1"', 'null', '{}', '{"amount":1}', '{"currency":"VND"}', '{"amount":1,"currency":"VND","x":1}', '{"amount":1,"amount":1,"currency":"VND"}'];
      const before = [await walletOf(portal), await creditOf(portal, customer)];
      const total = async () => (await root.get('/api/v1/credit/transactions?limit=1', { expect: 200 })).json.total;
      const transactions = await total();
      for (const [client, path, rest] of verbs) {
        for (const amount of money) {
          if (amount === 'null' && path.endsWith('/reverse')) continue;
          const raw = `{"amount":${amount}${rest()}}`;
          const answer = await client.send('POST', path, { raw, headers: { 'idempotency-key': freshKey() } });
          assert.equal(answer.status, 400, `${path} ${raw} -> ${answer.status} ${answer.text}`);
        }
        const body = { amount: vnd(1), ...JSON.parse(`{"x":1${rest()}}`), x: undefined };
        for (const key of ['', 'k'.repeat(256), 'khoá', 'a\u0007']) {
          const answer = await client.post(path, body, { headers: { 'idempotency-key': Buffer.from(key).toString('latin1') } }).catch((error) => ({ status: 400, error }));
          assert.equal(answer.status, 400, `the key ${key.slice(0, 9)}`);
        }
        assert.equal((await client.post(path, body, { expect: 400 })).json.code, 'idempotency_key_required');
      }
      assert.deepEqual([await walletOf(portal), await creditOf(portal, customer)], before);
      assert.equal(await total(), transactions);
    });

    test('twenty reversals at once: one', async () => {
      const { root } = await treasurers(portal);
      const { account_id: customer } = await addCustomer(portal);
      await grant(portal, 1000);
      for (const amount of [undefined, vnd(30)]) {
        const before = (await creditOf(portal, customer)).available;
        const { id } = await topUp(portal, customer, 100);
        const answers = await together(20, root, (client) => move(client, `/api/v1/credit/transactions/${id}/reverse`, { reason: 'Nhầm', amount }));
        assert.deepEqual(outcomes(answers), { 201: 1, '409 credit.already_reversed': 19 });
        assert.equal((await creditOf(portal, customer)).available, before + 100 - (amount?.amount ?? 100));
      }
    });

    test('a reversal and what would spend it, at once: one of the two', async () => {
      const { root, provider } = await treasurers(portal);
      const { account_id: customer } = await addCustomer(portal);
      await grant(portal, 10_000);
      for (let round = 0; round < 10; round += 1) {
        const { id } = await topUp(portal, customer, 100);
        const [reversed, ...spent] = await Promise.all([
          move(root, `/api/v1/credit/transactions/${id}/reverse`, { reason: 'Nhầm' }),
          ...everywhere(provider).flatMap((client) => ['payouts', 'holds'].map((verb) =>
            move(client, `/api/v1/accounts/${customer}/${verb}`, { amount: vnd(100), reference: freshReference() }))),
        ]);
        const all = [reversed, ...spent];
        assert.equal(all.filter(({ status }) => status === 201).length, 1, JSON.stringify(outcomes(all)));
        assert.ok(all.every(({ status, json }) => status === 201 || json.code === 'credit.insufficient'), JSON.stringify(outcomes(all)));
        const held = spent.find(({ status, json }) => status === 201 && json.state === 'held');
        if (held) await move(provider, `/api/v1/holds/${held.json.id}/release`, {}, { expect: 200 });
        const { available } = await creditOf(portal, customer);
        if (available) await bill(portal, 'payouts', customer, available);
      }
    });

    test('one reference at once: one grant, one purchase, one hold', async () => {
      const { root, provider } = await treasurers(portal);
      const { account_id: customer } = await addCustomer(portal);
      const body = { amount: vnd(10), reference: freshReference() };
      await topUp(portal, customer, 100);
      const verbs = [[root, '/api/v1/credit/grants', { ...body, partner_id: await partnerId(portal) }],
        ...['purchases', 'refunds', 'holds'].map((verb) => [provider, `/api/v1/accounts/${customer}/${verb}`, body])];
      for (const [client, path, wanted] of verbs) {
        const answers = await together(20, client, (each) => move(each, path, wanted));
        assert.deepEqual(outcomes(answers), { 201: 1, '409 credit.reference_taken': 19 }, path);
      }
    });

    test('the ending of a registration and a top-up at once: never an ended customer with credit', async () => {
      const { finance, root } = await treasurers(portal);
      await grant(portal, 1000);
      for (const { id, account_id: customer } of await addCustomers(portal, 8)) {
        const [ended, toppedUp] = await Promise.all([
          root.post(`/api/v1/registrations/${id}/end`, { reason: 'Hết hợp đồng' }),
          move(everywhere(finance).at(-1), `/api/v1/accounts/${customer}/top-ups`, { amount: vnd(1) }),
        ]);
        const which = `${ended.status} ${toppedUp.status}`;
        assert.ok(['200 409', '409 201'].includes(which), `${which} ${ended.text} ${toppedUp.text}`);
        assert.equal((await creditOf(portal, customer)).available, toppedUp.status === 201 ? 1 : 0);
      }
    });

    test('a replay is the first answer, byte for byte, after everything changed and the program was restarted', async () => {
      const { finance, provider, root } = await treasurers(portal);
      const { account_id: customer } = await addCustomer(portal);
      await grant(portal, 1000);
      const calls = [
        [finance, `/api/v1/accounts/${customer}/top-ups`, { amount: vnd(500), note: 'Tháng 11' }],
        [provider, `/api/v1/accounts/${customer}/purchases`, { amount: vnd(100), reference: freshReference() }],
        [provider, `/api/v1/accounts/${customer}/holds`, { amount: vnd(100), reference: freshReference() }],
        [root, '/api/v1/credit/grants', { partner_id: await partnerId(portal), amount: vnd(7), reference: freshReference() }],
      ].map((call) => ({ call, key: freshKey() }));
      for (const each of calls) each.first = await move(...each.call, { key: each.key, expect: 201 });
      await bill(portal, 'purchases', customer, 1000);
      const before = [await walletOf(portal), await creditOf(portal, customer)];
      await portal.stop();
      await portal.start();
      for (const { call, key, first } of calls) {
        const again = await move(...call, { key, expect: 201 });
        assert.equal(again.text, first.text);
        assert.equal(again.headers.get('idempotency-replayed'), 'true');
        if (copy) assert.equal((await move(call[0].at(copy.url), call[1], call[2], { key, expect: 201 })).text, first.text);
      }
      assert.deepEqual([await walletOf(portal), await creditOf(portal, customer)], before);
    });
  });
}

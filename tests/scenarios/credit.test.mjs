// What moves credit, verb by verb: who may, what it does to both balances, and what is refused without
// anything moving.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCustomer, addCustomers, amountsOf, bill, creditOf, freshKey, freshReference, grant, largest, move, partnerId, topUp, treasurers, vnd, walletOf,
} from '../harness/credit.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { addAgreed, addRegistration, putAccounts, eligibleAccount, randomId } from '../harness/world.mjs';

const path = (account, verb = 'credit') => `/api/v1/accounts/${account}/${verb}`;
const reverse = (client, id, body, expect) => move(client, `/api/v1/credit/transactions/${id}/reverse`, { reason: 'Nhầm', ...body }, { expect });

/** Refused with this status and code, and neither balance has moved. */
async function refused(portal, customer, [client, where, body], status, code) {
  const before = [await walletOf(portal), customer && await creditOf(portal, customer)];
  const answer = await move(client, where, body, { expect: status });
  assert.equal(answer.json.code, code, `${where}: ${answer.text}`);
  assert.deepEqual([await walletOf(portal), customer && await creditOf(portal, customer)], before, `${where} moved something`);
  return answer.json;
}

onBothEngines('credit', (portal) => {
  test('a grant fills the partner\'s wallet, once for each reference', async () => {
    const { root, provider } = await treasurers(portal());
    const before = await walletOf(portal());
    const reference = freshReference();
    const body = { partner_id: await partnerId(portal()), amount: vnd(50_000_000), reference, note: 'Chuyển khoản' };
    const { json } = await move(provider, '/api/v1/credit/grants', body, { expect: 201 });
    assert.deepEqual([json.kind, json.amount, json.reference, json.note, json.account, json.via], ['grant', vnd(50_000_000), reference, 'Chuyển khoản', null, 'portal']);
    assert.deepEqual(json.who, { kind: 'person', id: provider.user.id, name: provider.user.name });
    assert.deepEqual(json.partner_balance, { before: vnd(before.available), after: vnd(before.available + 50_000_000) });
    assert.match(json.receipt_number, /^\d{6}-[0-9A-HJKMNP-TV-Z]{8}$/);
    await refused(portal(), null, [root, '/api/v1/credit/grants', body], 409, 'credit.reference_taken');
    await move(root, '/api/v1/credit/grants', { ...body, partner_id: await partnerId(portal(), 1) }, { expect: 201 });
    const nobody = await refused(portal(), null, [root, '/api/v1/credit/grants', { ...body, partner_id: randomId('ptn') }], 400, 'credit.unknown_partner');
    assert.deepEqual(nobody.errors.map(({ pointer, code }) => [pointer, code]), [['/partner_id', 'credit.unknown_partner']]);
  });

  test('a top-up moves it on to a confirmed customer, up to what is available', async () => {
    const { finance, admin, provider } = await treasurers(portal());
    const { account_id: customer } = await addCustomer(portal());
    const { available } = await walletOf(portal());
    const { json } = await move(finance, path(customer, 'top-ups'), { amount: vnd(900_000), note: 'Tháng 11' }, { expect: 201 });
    assert.deepEqual(json.partner_balance, { before: vnd(available), after: vnd(available - 900_000) });
    assert.deepEqual(json.account_balance, { before: vnd(0), after: vnd(900_000) });
    assert.deepEqual(await creditOf(portal(), customer), { balance: 900_000, held: 0, available: 900_000 });
    const short = await refused(portal(), customer, [admin, path(customer, 'top-ups'), { amount: vnd(available) }], 422, 'credit.insufficient');
    assert.doesNotMatch(JSON.stringify(short), /\{[a-z]+\}/);
    await refused(portal(), customer, [admin, path(customer, 'top-ups'), { amount: vnd(largest) }], 422, 'credit.insufficient');
    await move(provider, path(customer, 'top-ups'), { amount: vnd(1) }, { expect: 403 });
    await (await portal().as('sales')).post(path(customer, 'top-ups'), { amount: vnd(1) }, { expect: 403 });
  });

  test('who is not a confirmed customer gets nothing', async () => {
    const { finance, provider } = await treasurers(portal());
    const asked = await addRegistration(portal());
    const waiting = await addAgreed(portal());
    const foreign = await addCustomer(portal(), { partner: 1 });
    const [stranger] = await putAccounts(portal(), [eligibleAccount()]);
    for (const { account_id: account } of [asked, foreign, { account_id: stranger.id }, { account_id: randomId('acc') }]) {
      if (account) await refused(portal(), null, [finance, path(account, 'top-ups'), { amount: vnd(1) }], 404, 'not_found');
    }
    await refused(portal(), waiting.account_id, [finance, path(waiting.account_id, 'top-ups'), { amount: vnd(1) }], 409, 'credit.not_a_customer');
    const billed = { amount: vnd(1), reference: freshReference() };
    for (const verb of ['purchases', 'refunds', 'payouts', 'holds']) {
      await refused(portal(), null, [provider, path(stranger.id, verb), billed], 404, 'not_found');
      await refused(portal(), waiting.account_id, [provider, path(waiting.account_id, verb), billed], 409, 'credit.not_a_customer');
    }
  });

  test('a purchase may take a customer into arrears, and only a purchase', async () => {
    const { finance, provider, admin, auditor } = await treasurers(portal());
    const { account_id: customer, email } = await addCustomer(portal());
    await topUp(portal(), customer, 1000);
    await bill(portal(), 'purchases', customer, 1500);
    assert.deepEqual(await creditOf(portal(), customer), { balance: -500, held: 0, available: -500 });
    for (const verb of ['payouts', 'holds']) {
      await refused(portal(), customer, [provider, path(customer, verb), { amount: vnd(1), reference: freshReference() }], 422, 'credit.insufficient');
    }
    for (const client of [admin, auditor]) {
      const rows = await client.all('/api/v1/credit/accounts?state=arrears');
      assert.deepEqual(rows.find(({ account }) => account.id === customer)?.available, vnd(-500));
      assert.ok(rows.every(({ available }) => available.amount < 0));
    }
    assert.deepEqual((await admin.get(`/api/v1/credit/accounts?q=${email.slice(0, 20)}`, { expect: 200 })).json.data.map(({ account }) => account.id).includes(customer), true);
    await move(finance, path(customer, 'top-ups'), { amount: vnd(200) }, { expect: 201 });
    assert.equal((await creditOf(portal(), customer)).available, -300);
    const refund = await bill(portal(), 'refunds', customer, 700);
    assert.deepEqual(refund.account_balance, { before: vnd(-300), after: vnd(400) });
    assert.equal((await admin.get(path(customer), { expect: 200 })).json.days_left, 3);
  });

  test('a reference is used once by a kind for a customer', async () => {
    const { provider } = await treasurers(portal());
    const [one, other] = (await addCustomers(portal(), 2)).map(({ account_id: account }) => account);
    const reference = freshReference('O');
    for (const account of [one, other]) await topUp(portal(), account, 10_000);
    for (const verb of ['purchases', 'refunds', 'payouts', 'holds']) {
      await bill(portal(), verb, one, 100, { reference });
      await refused(portal(), one, [provider, path(one, verb), { amount: vnd(100), reference }], 409, 'credit.reference_taken');
      await bill(portal(), verb, other, 100, { reference });
    }
  });

  test('a hold sets credit aside until it is released, once', async () => {
    const { finance, provider } = await treasurers(portal());
    const { account_id: customer } = await addCustomer(portal());
    await topUp(portal(), customer, 1000);
    const held = await bill(portal(), 'holds', customer, 600);
    assert.deepEqual([held.state, held.account_id, held.amount], ['held', customer, vnd(600)]);
    assert.deepEqual(await creditOf(portal(), customer), { balance: 1000, held: 600, available: 400 });
    await refused(portal(), customer, [provider, path(customer, 'payouts'), { amount: vnd(401), reference: freshReference() }], 422, 'credit.insufficient');
    await bill(portal(), 'purchases', customer, 500);
    assert.deepEqual(await creditOf(portal(), customer), { balance: 500, held: 600, available: -100 });
    const released = await Promise.all(Array.from({ length: 10 }, () => move(provider, `/api/v1/holds/${held.id}/release`)));
    assert.deepEqual(released.map(({ status }) => status).sort(), [200, ...Array(9).fill(409)]);
    assert.ok(released.every(({ status, json }) => status === 200 || json.code === 'credit.hold_released'));
    assert.deepEqual(await creditOf(portal(), customer), { balance: 500, held: 0, available: 500 });
    const lists = await Promise.all(['', '?state=held', '?state=released'].map((query) => finance.all(path(customer, `holds${query}`))));
    assert.deepEqual(lists.map((rows) => rows.length), [1, 0, 1]);
    await move(provider, `/api/v1/holds/${randomId('hld')}/release`, {}, { expect: 404 });
  });

  test('a payout takes what is available out of the partner\'s or a customer\'s wallet', async () => {
    const { root, provider } = await treasurers(portal());
    const { account_id: customer } = await addCustomer(portal());
    await topUp(portal(), customer, 1000);
    const paid = await bill(portal(), 'payouts', customer, 1000);
    assert.deepEqual([paid.kind, paid.partner_balance, paid.account_balance], ['payout', null, { before: vnd(1000), after: vnd(0) }]);
    const where = `/api/v1/partners/${await partnerId(portal())}/payouts`;
    const { available } = await walletOf(portal());
    await refused(portal(), customer, [root, where, { amount: vnd(available + 1), reference: freshReference() }], 422, 'credit.insufficient');
    const body = { amount: vnd(1000), reference: freshReference() };
    const { json } = await move(provider, where, body, { expect: 201 });
    assert.deepEqual([json.partner_balance, json.account_balance], [{ before: vnd(available), after: vnd(available - 1000) }, null]);
    await refused(portal(), customer, [root, where, body], 409, 'credit.reference_taken');
    await move(root, `/api/v1/partners/${randomId('ptn')}/payouts`, body, { expect: 404 });
  });

  test('a reversal undoes once, and at most what is unspent', async () => {
    const { root, provider, admin } = await treasurers(portal());
    const { account_id: customer } = await addCustomer(portal());
    const given = await topUp(portal(), customer, 1000);
    await bill(portal(), 'purchases', customer, 700);
    const act = `/api/v1/credit/transactions/${given.id}/reverse`;
    await refused(portal(), customer, [root, act, { reason: 'Nhầm' }], 422, 'credit.insufficient');
    await refused(portal(), customer, [root, act, { reason: 'Nhầm', amount: vnd(301) }], 422, 'credit.insufficient');
    const before = await walletOf(portal());
    const undone = (await reverse(provider, given.id, { amount: vnd(300) }, 201)).json;
    assert.deepEqual([undone.kind, undone.amount, undone.reverses, undone.note], ['reversal', vnd(300), given.id, 'Nhầm']);
    assert.equal((await walletOf(portal())).available, before.available + 300);
    assert.deepEqual(await creditOf(portal(), customer), { balance: 0, held: 0, available: 0 });
    assert.equal((await admin.get(`/api/v1/credit/transactions/${given.id}`, { expect: 200 })).json.reversed_by, undone.id);
    await refused(portal(), customer, [root, act, { reason: 'Nhầm', amount: vnd(1) }], 409, 'credit.already_reversed');
    const granted = await grant(portal(), 500);
    await refused(portal(), null, [root, `/api/v1/credit/transactions/${granted.id}/reverse`, { reason: 'Nhầm', amount: vnd(501) }], 422, 'credit.insufficient');
    const back = (await reverse(root, granted.id, {}, 201)).json;
    assert.equal(back.partner_balance.before.amount - back.partner_balance.after.amount, 500);
    for (const id of [undone.id, back.id]) await refused(portal(), null, [root, `/api/v1/credit/transactions/${id}/reverse`, { reason: 'Nhầm' }], 409, 'credit.not_reversible');
    await move(admin, act, { reason: 'Nhầm' }, { expect: 403 });
    await reverse(root, randomId('txn'), {}, 404);
  });

  test('of each kind, what can be undone comes back whole and the rest cannot', async () => {
    const { root } = await treasurers(portal());
    const { account_id: customer } = await addCustomer(portal());
    await topUp(portal(), customer, 10_000);
    for (const [verb, delta] of [['refunds', 100], ['payouts', -100]]) {
      const before = (await creditOf(portal(), customer)).available;
      const { id } = await bill(portal(), verb, customer, 100);
      assert.equal((await creditOf(portal(), customer)).available, before + delta);
      await reverse(root, id, {}, 201);
      assert.equal((await creditOf(portal(), customer)).available, before, verb);
    }
    await bill(portal(), 'purchases', customer, 100);
    await bill(portal(), 'holds', customer, 100);
    const rows = await root.all(`/api/v1/credit/transactions?account_id=${customer}&kind=purchase&kind=hold`);
    assert.deepEqual(rows.map(({ kind }) => kind), ['hold', 'purchase']);
    for (const { id } of rows) await refused(portal(), customer, [root, `/api/v1/credit/transactions/${id}/reverse`, { reason: 'Nhầm' }], 409, 'credit.not_reversible');
  });

  test('no balance goes beyond 2^53 - 1', async () => {
    const { root } = await treasurers(portal(), { partner: 2 });
    const { available } = await walletOf(portal(), { partner: 2 });
    const body = { partner_id: await partnerId(portal(), 2), amount: vnd(largest), reference: freshReference() };
    const granted = (await move(root, '/api/v1/credit/grants', { ...body, amount: vnd(largest - available) }, { expect: 201 })).json;
    assert.equal(granted.partner_balance.after.amount, largest);
    const more = await move(root, '/api/v1/credit/grants', { ...body, amount: vnd(1), reference: freshReference() }, { expect: 422 });
    assert.equal(more.json.code, 'credit.balance_too_large');
    await reverse(root, granted.id, {}, 201);
    assert.equal((await walletOf(portal(), { partner: 2 })).available, available);
  });

  test('a level of alert is set with If-Match, and shows who is low', async () => {
    const { finance, admin, provider } = await treasurers(portal());
    const { account_id: customer } = await addCustomer(portal());
    await topUp(portal(), customer, 1000);
    const first = await finance.get(path(customer), { expect: 200 });
    const etag = first.headers.get('etag');
    await finance.send('PATCH', path(customer), { body: { alert_level: vnd(500) }, expect: 428 });
    const set = await finance.patch(path(customer), { alert_level: vnd(999) }, { headers: { 'if-match': etag }, expect: 200 });
    assert.deepEqual(set.json.alert_level, vnd(999));
    await admin.patch(path(customer), { alert_level: vnd(1) }, { headers: { 'if-match': etag }, expect: 412 });
    await admin.patch(path(customer), { alert_level: vnd(1) }, { headers: { 'if-match': `W/${set.headers.get('etag')}` }, expect: 412 });
    await provider.send('PATCH', path(customer), { body: { alert_level: vnd(1) }, headers: { 'if-match': '*' }, expect: 403 });
    const low = async () => (await admin.all('/api/v1/credit/accounts?state=low')).some(({ account }) => account.id === customer);
    assert.equal(await low(), false);
    await bill(portal(), 'purchases', customer, 1);
    assert.equal(await low(), true);
    const none = await admin.patch(path(customer), { alert_level: null }, { headers: { 'if-match': set.headers.get('etag') }, expect: 200 });
    assert.equal(none.json.alert_level, null);
    assert.equal(await low(), false);
    for (const level of [vnd(0), vnd(-1), { amount: 5, currency: 'USD' }, 5]) await admin.patch(path(customer), { alert_level: level }, { expect: 400 });
  });
});

onBothEngines('credit of who leaves', (portal) => {
  const end = async (registration, expect) => (await portal().as('provider_admin')).post(`/api/v1/registrations/${registration.id}/end`, { reason: 'Hết hợp đồng' }, { expect });

  test('a registration is not ended while credit is left, held or owed', async () => {
    await grant(portal(), 1_000_000);
    const registration = await addCustomer(portal());
    const { account_id: customer } = registration;
    const stays = async (why) => assert.equal((await end(registration, 409)).json.code, 'registrations.credit_left', why);
    await topUp(portal(), customer, 1000);
    await stays('credit is left');
    const held = await bill(portal(), 'holds', customer, 1000);
    await stays('credit is held');
    await bill(portal(), 'purchases', customer, 1000);
    await stays('what is held is what is owed');
    const provider = await portal().as('finance', { audience: 'provider' });
    await move(provider, `/api/v1/holds/${held.id}/release`, {}, { expect: 200 });
    await bill(portal(), 'purchases', customer, 1);
    await stays('something is owed');
    await bill(portal(), 'refunds', customer, 1);
    assert.equal((await end(registration, 200)).json.status, 'ended');
  });

  test('what was used until then is still charged, arrears are listed, and nothing is topped up', async () => {
    const { finance, provider, auditor, root } = await treasurers(portal());
    const registration = await addCustomer(portal());
    const { account_id: customer } = registration;
    const given = await topUp(portal(), customer, 1000);
    await bill(portal(), 'purchases', customer, 1000);
    await end(registration, 200);
    await bill(portal(), 'purchases', customer, 300);
    for (const verb of ['top-ups', 'reclaims']) {
      const body = verb === 'top-ups' ? { amount: vnd(1) } : { amount: vnd(1), reason: 'Đã kết thúc' };
      await refused(portal(), customer, [finance, path(customer, verb), body], 409, 'credit.not_a_customer');
    }
    await refused(portal(), customer, [provider, path(customer, 'holds'), { amount: vnd(1), reference: freshReference() }], 409, 'credit.not_a_customer');
    await refused(portal(), customer, [root, `/api/v1/credit/transactions/${given.id}/reverse`, { reason: 'Nhầm' }], 422, 'credit.insufficient');
    for (const client of [provider, auditor, finance]) {
      const row = (await client.all('/api/v1/credit/accounts?state=arrears')).find(({ account }) => account.id === customer);
      assert.deepEqual([row.available, row.is_customer, row.may_reclaim], [vnd(-300), false, false]);
    }
    const shown = (await finance.get(path(customer), { expect: 200 })).json;
    assert.equal(shown.is_customer, false);
    await bill(portal(), 'refunds', customer, 350);
    await bill(portal(), 'payouts', customer, 50);
    assert.deepEqual(await creditOf(portal(), customer), { balance: 0, held: 0, available: 0 });
  });

  test('eligibility sees what the ledger knows of an account, whatever the directory says', async () => {
    const registration = await addCustomer(portal());
    const { account_id: customer, email } = registration;
    await end(registration, 200);
    const judged = async () => {
      const client = await portal().as('partner_admin', { partner: 1 });
      const { json } = await client.post('/api/v1/registrations', { items: [{ email }], dry_run: true }, { expect: 200 });
      return json.results[0].reasons.map(({ code }) => code);
    };
    assert.deepEqual(await judged(), []);
    await bill(portal(), 'purchases', customer, 10);
    assert.deepEqual(await judged(), ['has_credit_balance'], 'owed');
    await bill(portal(), 'refunds', customer, 30);
    assert.deepEqual(await judged(), ['has_credit_balance'], 'left');
    await bill(portal(), 'payouts', customer, 20);
    assert.deepEqual(await judged(), []);
  });

  test('a customer who went on to another partner has a wallet with each', async () => {
    await grant(portal(), 10_000, { partner: 1 });
    const registration = await addCustomer(portal());
    const { account_id: customer, email } = registration;
    await topUp(portal(), customer, 100);
    await bill(portal(), 'purchases', customer, 100);
    await end(registration, 200);
    const next = await addAgreed(portal(), { partner: 1, account: { email } });
    await (await portal().as('approver')).post(`/api/v1/approvals/${next.id}/approve`, {}, { expect: 200 });
    await topUp(portal(), customer, 70, { partner: 1 });
    const earlier = await portal().as('partner_admin');
    const later = await portal().as('partner_admin', { partner: 1 });
    const seen = async (client) => amountsOf((await client.get(path(customer), { expect: 200 })).json).available;
    assert.deepEqual([await seen(earlier), await seen(later), await seen(await portal().as('auditor'))], [0, 70, 70]);
    assert.deepEqual((await earlier.all(path(customer, 'movements'))).map(({ amount }) => amount.amount), [-100, 100]);
    assert.deepEqual((await later.all(path(customer, 'movements'))).map(({ amount }) => amount.amount), [70]);
    const { finance } = await treasurers(portal());
    await refused(portal(), customer, [finance, path(customer, 'top-ups'), { amount: vnd(1) }], 409, 'credit.not_a_customer');
  });
});

onBothEngines('reclaiming', (portal) => {
  const restart = async (reclaim) => {
    await portal().stop();
    portal().settings['credit.reclaim'] = reclaim;
    await portal().start();
  };
  const wanted = { amount: vnd(400), reason: 'Không dùng nữa' };
  let early;
  let late;

  test('is refused while the setting is off, and later of whoever agreed to a text without it', async () => {
    const { finance } = await treasurers(portal());
    await grant(portal(), 10_000);
    early = (await addCustomer(portal())).account_id;
    await topUp(portal(), early, 1000);
    await refused(portal(), early, [finance, path(early, 'reclaims'), wanted], 409, 'credit.reclaim_off');
    await restart(true);
    assert.equal((await finance.get('/api/v1/settings', { expect: 200 })).json.credit.reclaim, true);
    await refused(portal(), early, [finance, path(early, 'reclaims'), wanted], 409, 'credit.reclaim_not_agreed');
    assert.equal((await finance.get(path(early), { expect: 200 })).json.may_reclaim, false);
  });

  test('brings unused credit back from whoever agreed to it, with a reason', async () => {
    const { finance, admin, root, provider } = await treasurers(portal());
    late = (await addCustomer(portal())).account_id;
    await topUp(portal(), late, 1000);
    assert.equal((await finance.get(path(late), { expect: 200 })).json.may_reclaim, true);
    const before = await walletOf(portal());
    const { json } = await move(finance, path(late, 'reclaims'), wanted, { expect: 201 });
    assert.deepEqual([json.kind, json.note, json.account_balance], ['reclaim', wanted.reason, { before: vnd(1000), after: vnd(600) }]);
    assert.equal((await walletOf(portal())).available, before.available + 400);
    await refused(portal(), late, [admin, path(late, 'reclaims'), { ...wanted, amount: vnd(601) }], 422, 'credit.insufficient');
    const { json: bare } = await move(finance, path(late, 'reclaims'), { amount: vnd(1) }, { expect: 400 });
    assert.deepEqual(bare.errors.map(({ pointer }) => pointer), ['/reason']);
    await move(provider, path(late, 'reclaims'), wanted, { expect: 403 });
    await reverse(root, json.id, {}, 201);
    assert.equal((await creditOf(portal(), late)).available, 1000);
    await bill(portal(), 'holds', late, 1000);
    await refused(portal(), late, [finance, path(late, 'reclaims'), wanted], 422, 'credit.insufficient');
  });

  test('is off again when the setting is', async () => {
    await restart(false);
    const { finance } = await treasurers(portal());
    await refused(portal(), late, [finance, path(late, 'reclaims'), wanted], 409, 'credit.reclaim_off');
  });
}, { settings: { 'credit.reclaim': false } });

onBothEngines('credit by a program\'s key', (portal) => {
  test('moves as the key\'s role may, and says that it came by API', async () => {
    const { id } = (await portal().as('partner_admin')).user.partner;
    const { account_id: customer } = await addCustomer(portal());
    await grant(portal(), 1000);
    await portal().stop();
    const keys = {};
    for (const [audience, ...side] of [['provider'], ['partner', '--partner', id]]) {
      const { code, stdout, stderr } = await portal().run(['api-key', 'create', '--name', `billing of ${audience}`, '--audience', audience, '--role', 'finance', '--expires-days', '2', ...side]);
      assert.equal(code, 0, stderr);
      keys[audience] = /[A-Za-z0-9_.-]{30,}/.exec(stdout)[0];
    }
    await portal().start();
    const [provider, partner] = [keys.provider, keys.partner].map((apiKey) => portal().client({ apiKey }));
    const toppedUp = (await move(partner, path(customer, 'top-ups'), { amount: vnd(500) }, { expect: 201 })).json;
    const key = freshKey();
    const body = { amount: vnd(100), reference: freshReference() };
    const charged = await move(provider, path(customer, 'purchases'), body, { key, expect: 201 });
    for (const [{ via, who }, side] of [[toppedUp, 'partner'], [charged.json, 'provider']]) assert.deepEqual([via, who.kind, who.name], ['api', 'api_key', `billing of ${side}`]);
    assert.equal((await move(provider, path(customer, 'purchases'), body, { key, expect: 201 })).text, charged.text);
    const [{ who }] = (await partner.get(path(customer, 'movements'), { expect: 200 })).json.data;
    assert.deepEqual([who.kind, who.id, who.name], ['api_key', null, null]);
    await move(partner, path(customer, 'purchases'), body, { expect: 403 });
    await move(provider, path(customer, 'top-ups'), { amount: vnd(1) }, { expect: 403 });
    assert.equal((await provider.get('/api/v1/events', { expect: 200 })).json.data.at(-1).transaction.id, charged.json.id);
  });
});

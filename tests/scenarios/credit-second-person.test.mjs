// Above an amount one person asks and another of the same side approves. Until then what would leave
// a wallet is held; whatever ends the waiting lets go of it, once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomer, addCustomers, bill, creditOf, freshKey, freshReference, grant, move, partnerId, topUp, treasurers, vnd, walletOf } from '../harness/credit.mjs';
import { eventually } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { comparable, randomId } from '../harness/world.mjs';

const above = 1000;
const settings = {
  'credit.top_up_second_person_above': above,
  'credit.grant_second_person_above': 1_000_000,
  'credit.payout_second_person_above': above,
  'credit.reclaim': true,
  'credit.request_days': 3,
};
const request = (id, act) => `/api/v1/credit/requests/${id}${act ? `/${act}` : ''}`;

onBothEngines('the second person', (portal) => {
  let customer;
  const fill = async () => {
    for (let i = 0; i < 5; i += 1) await grant(portal(), 1_000_000);
    customer = (await addCustomer(portal())).account_id;
  };
  const ask = async (amount = above + 1, { account = customer, verb = 'top-ups', ...rest } = {}) => {
    const { finance } = await treasurers(portal());
    return (await move(finance, `/api/v1/accounts/${account}/${verb}`, { amount: vnd(amount), ...rest }, { expect: 202 })).json;
  };

  test('is not asked up to the amount, and above it the amount is held', async () => {
    await fill();
    const { finance, admin } = await treasurers(portal());
    assert.deepEqual((await finance.get('/api/v1/settings', { expect: 200 })).json.credit.second_person, { grant: 1_000_000, top_up: above, payout: above });
    await topUp(portal(), customer, above);
    const before = await walletOf(portal());
    const key = freshKey();
    const path = `/api/v1/accounts/${customer}/top-ups`;
    const asked = await move(finance, path, { amount: vnd(5000), note: 'Tháng 11' }, { key, expect: 202 });
    const { json } = asked;
    assert.deepEqual([json.state, json.kind, json.amount, json.account.id, json.note, json.own, json.transaction_id],
      ['pending_approval', 'top_up', vnd(5000), customer, 'Tháng 11', true, null]);
    assert.deepEqual(json.asked_by, { kind: 'person', id: finance.user.id, name: finance.user.name });
    assert.equal(Date.parse(json.expires_at) - Date.parse(json.asked_at), 3 * 86_400_000);
    assert.deepEqual(await walletOf(portal()), { balance: before.balance, held: before.held + 5000, available: before.available - 5000 });
    const again = await move(finance, path, { amount: vnd(5000), note: 'Tháng 11' }, { key, expect: 202 });
    assert.equal(again.text, asked.text);
    assert.equal((await admin.get(request(json.id), { expect: 200 })).json.own, false);
    const short = await move(finance, path, { amount: vnd(before.available - 4999) }, { expect: 422 });
    assert.equal(short.json.code, 'credit.insufficient');
    await admin.post(request(json.id, 'reject'), { reason: 'Không cần nữa' }, { expect: 200 });
    assert.deepEqual(await walletOf(portal()), before);
    assert.equal((await move(finance, path, { amount: vnd(5000), note: 'Tháng 11' }, { key, expect: 202 })).text, asked.text, 'the first answer again');
    assert.deepEqual(await walletOf(portal()), before);
  });

  test('is another one: not who asked, not the other side, not another partner', async () => {
    const { finance, provider, root, auditor } = await treasurers(portal());
    const { id } = await ask();
    for (const act of ['approve', 'reject']) {
      const own = await finance.post(request(id, act), act === 'reject' ? { reason: 'x' } : {}, { expect: 403 });
      assert.equal(own.json.code, 'credit.own_request');
    }
    const { admin } = await treasurers(portal());
    assert.equal((await admin.post(request(id, 'withdraw'), {}, { expect: 403 })).json.code, 'credit.not_own_request');
    const stranger = await portal().as('partner_admin', { partner: 1 });
    const random = await stranger.post(request(randomId('crq'), 'approve'), {}, { expect: 404 });
    for (const client of [stranger, provider, root]) {
      for (const act of ['approve', 'reject', 'withdraw']) {
        const answer = await client.post(request(id, act), act === 'reject' ? { reason: 'x' } : {}, { expect: 404 });
        assert.deepEqual(comparable(answer).body, comparable(random).body);
      }
      await client.get(request(id), { expect: 404 });
    }
    await auditor.get(request(id), { expect: 404 });
    for (const role of ['sales', 'viewer']) await (await portal().as(role)).post(request(id, 'approve'), {}, { expect: 403 });
    const approved = (await admin.post(request(id, 'approve'), {}, { expect: 200 })).json;
    assert.deepEqual([approved.state, approved.decided_by.id], ['approved', admin.user.id]);
    const done = (await admin.get(`/api/v1/credit/transactions/${approved.transaction_id}`, { expect: 200 })).json;
    assert.deepEqual([done.who.id, done.approved_by.id, done.amount], [finance.user.id, admin.user.id, vnd(above + 1)]);
    assert.equal((await creditOf(portal(), customer)).available, above + above + 1);
    assert.equal((await walletOf(portal())).held, 0);
  });

  test('decides once: twenty approvals, rejections and a withdrawal at once', async () => {
    const { finance, admin } = await treasurers(portal());
    for (let round = 0; round < 5; round += 1) {
      const before = [await walletOf(portal()), await creditOf(portal(), customer)];
      const { id } = await ask();
      const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => {
        if (i === 19) return finance.post(request(id, 'withdraw'), {});
        return i % 4 ? admin.post(request(id, 'approve'), {}) : admin.post(request(id, 'reject'), { reason: 'Không' });
      }));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(19).fill(409)]);
      for (const { status, json } of answers) if (status === 409) assert.equal(json.code, 'credit.request_decided');
      const { state } = (await admin.get(request(id), { expect: 200 })).json;
      assert.equal(answers.find(({ status }) => status === 200).json.state, state);
      const moved = state === 'approved' ? above + 1 : 0;
      const [wallet, credit] = [await walletOf(portal()), await creditOf(portal(), customer)];
      assert.deepEqual([wallet.balance, wallet.held, credit.available], [before[0].balance - moved, 0, before[1].available + moved], state);
    }
  });

  test('never comes: the request expires by the clock, and the amount is let go', async () => {
    const { admin: early } = await treasurers(portal());
    const before = await walletOf(portal());
    const { id } = await ask();
    assert.equal((await early.get(request(id), { expect: 200 })).json.state, 'pending_approval');
    await portal().moveClock({ days: 3 });
    const { admin, finance } = await treasurers(portal());
    for (const [client, act, body] of [[admin, 'approve', {}], [admin, 'reject', { reason: 'x' }], [finance, 'withdraw', {}]]) {
      assert.equal((await client.post(request(id, act), body, { expect: 409 })).json.code, 'credit.request_decided');
    }
    assert.equal((await admin.get(request(id), { expect: 200 })).json.state, 'expired');
    assert.ok((await admin.all('/api/v1/credit/requests?state=expired')).some((row) => row.id === id));
    assert.ok((await admin.all('/api/v1/credit/requests?state=pending_approval')).every((row) => row.id !== id));
    const let_go = await eventually(async () => {
      const wallet = await walletOf(portal());
      return wallet.held === 0 && wallet;
    }, { within: 45_000, every: 250 });
    assert.deepEqual(let_go, before);
    const shown = (await admin.get(request(id), { expect: 200 })).json;
    assert.deepEqual([shown.state, shown.transaction_id, shown.decided_by?.kind], ['expired', null, 'system']);
  });

  test('decides on the state of that moment', async () => {
    const { admin, root } = await treasurers(portal());
    const registration = await addCustomer(portal());
    const { id } = await ask(5000, { account: registration.account_id });
    await root.post(`/api/v1/registrations/${registration.id}/end`, { reason: 'Hết hợp đồng' }, { expect: 200 });
    const before = await walletOf(portal());
    assert.equal((await admin.post(request(id, 'approve'), {}, { expect: 409 })).json.code, 'credit.not_a_customer');
    assert.deepEqual(await walletOf(portal()), before, 'still held');
    await admin.post(request(id, 'reject'), { reason: 'Đã kết thúc' }, { expect: 200 });
    assert.deepEqual(await walletOf(portal()), { ...before, held: before.held - 5000, available: before.available + 5000 });
  });

  test('a reclaim holds the customer\'s credit, so that nothing else spends it and the registration does not end', async () => {
    const { admin, provider, root } = await treasurers(portal());
    const registration = await addCustomer(portal());
    const account = registration.account_id;
    for (let i = 0; i < 2; i += 1) await topUp(portal(), account, 1000);
    const asked = await ask(2000, { account, verb: 'reclaims', reason: 'Không dùng nữa' });
    assert.deepEqual(await creditOf(portal(), account), { balance: 2000, held: 2000, available: 0 });
    assert.equal((await move(provider, `/api/v1/accounts/${account}/holds`, { amount: vnd(1), reference: freshReference() }, { expect: 422 })).json.code, 'credit.insufficient');
    assert.equal((await root.post(`/api/v1/registrations/${registration.id}/end`, { reason: 'x' }, { expect: 409 })).json.code, 'registrations.credit_left');
    const approved = (await admin.post(request(asked.id, 'approve'), {}, { expect: 200 })).json;
    assert.deepEqual([approved.kind, approved.note], ['reclaim', 'Không dùng nữa']);
    assert.deepEqual(await creditOf(portal(), account), { balance: 0, held: 0, available: 0 });
  });

  test('of the provider: grants and reversals wait without a hold, payouts with one', async () => {
    const { provider, root, auditor, admin } = await treasurers(portal());
    const partner = await partnerId(portal());
    const body = { partner_id: partner, amount: vnd(1_000_001), reference: freshReference() };
    const before = await walletOf(portal());
    const asked = (await move(root, '/api/v1/credit/grants', body, { expect: 202 })).json;
    assert.deepEqual([asked.kind, asked.reference, asked.account], ['grant', body.reference, null]);
    assert.deepEqual(await walletOf(portal()), before);
    assert.equal((await move(provider, '/api/v1/credit/grants', body, { expect: 409 })).json.code, 'credit.reference_taken', 'another one waits with it');
    assert.equal((await root.post(request(asked.id, 'approve'), {}, { expect: 403 })).json.code, 'credit.own_request');
    await admin.get(request(asked.id), { expect: 404 });
    await auditor.get(request(asked.id), { expect: 200 });
    await auditor.post(request(asked.id, 'approve'), {}, { expect: 403 });
    const granted = (await provider.post(request(asked.id, 'approve'), {}, { expect: 200 })).json;
    assert.equal((await walletOf(portal())).available, before.available + 1_000_001);
    assert.equal((await move(provider, '/api/v1/credit/grants', body, { expect: 409 })).json.code, 'credit.reference_taken');
    const reverse = `/api/v1/credit/transactions/${granted.transaction_id}/reverse`;
    const undoing = (await move(provider, reverse, { reason: 'Nhầm' }, { expect: 202 })).json;
    assert.equal((await move(root, reverse, { reason: 'Nhầm' }, { expect: 409 })).json.code, 'credit.already_reversed');
    await root.post(request(undoing.id, 'approve'), {}, { expect: 200 });
    assert.deepEqual(await walletOf(portal()), before);
    const out = { amount: vnd(1001), reference: freshReference() };
    const payout = (await move(provider, `/api/v1/partners/${partner}/payouts`, out, { expect: 202 })).json;
    assert.equal((await walletOf(portal())).held, 1001);
    await provider.post(request(payout.id, 'withdraw'), {}, { expect: 200 });
    assert.deepEqual(await walletOf(portal()), before);
    const second = (await move(provider, `/api/v1/partners/${partner}/payouts`, out, { expect: 202 })).json;
    await root.post(request(second.id, 'approve'), {}, { expect: 200 });
    assert.deepEqual(await walletOf(portal()), { balance: before.balance - 1001, held: 0, available: before.available - 1001 });
  });

  test('a grant that went through meanwhile takes the reference of one that waits', async () => {
    const { provider, root } = await treasurers(portal());
    const body = { partner_id: await partnerId(portal()), amount: vnd(1_000_001), reference: freshReference() };
    const asked = (await move(root, '/api/v1/credit/grants', body, { expect: 202 })).json;
    await move(root, '/api/v1/credit/grants', { ...body, amount: vnd(1) }, { expect: [201, 409] }).then(async ({ status }) => {
      const answer = await provider.post(request(asked.id, 'approve'), {}, { expect: status === 201 ? 409 : 200 });
      if (status === 201) assert.equal(answer.json.code, 'credit.reference_taken');
    });
  });

  test('payouts of two customers may wait with the same reference', async () => {
    const { provider, root } = await treasurers(portal());
    const reference = freshReference();
    for (const { account_id: account } of await addCustomers(portal(), 2)) {
      for (let i = 0; i < 2; i += 1) await topUp(portal(), account, 1000);
      const asked = await move(provider, `/api/v1/accounts/${account}/payouts`, { amount: vnd(2000), reference });
      assert.equal(asked.status, 202, asked.text);
      assert.deepEqual(await creditOf(portal(), account), { balance: 2000, held: 2000, available: 0 });
      const taken = await move(root, `/api/v1/accounts/${account}/payouts`, { amount: vnd(2000), reference });
      assert.equal(taken.status, 422, 'what is held is not there twice');
    }
    const waiting = await root.all('/api/v1/credit/requests?state=pending_approval');
    for (const row of waiting.filter((each) => each.reference === reference)) await root.post(request(row.id, 'approve'), {}, { expect: 200 });
  });

  test('the trail names who asked and who decided', async () => {
    const { admin, finance, auditor } = await treasurers(portal());
    const { id } = await ask();
    const approved = (await admin.post(request(id, 'approve'), {}, { expect: 200 })).json;
    const trail = await auditor.all(`/api/v1/audit?subject=${id}`);
    assert.deepEqual(trail.map(({ change, actor }) => [change, actor.id]), [['credit.approved', admin.user.id], ['credit.ask', finance.user.id]]);
    const [moved] = await auditor.all(`/api/v1/audit?subject=${approved.transaction_id}`);
    assert.deepEqual([moved.change, moved.actor.id, moved.details.asked_by], ['credit.top_up', admin.user.id, finance.user.name]);
    await bill(portal(), 'purchases', customer, 1);
  });
}, { settings });

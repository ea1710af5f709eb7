// The people of a suspended partner read and export. Every other call but sign-in, sign-out and
// their own profile is 403 `partners.suspended`; when the partner is reopened all is as before.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayCall } from '../harness/contract.mjs';
import { addCustomer, bill, grant, topUp } from '../harness/credit.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { addGroup, addPricedProduct, askDiscount, rate } from '../harness/pricing.mjs';
import {
  addRegistration, apiOperations, assertSameState, eligibleAccount, pathOf, putAccounts, randomPath, stateOf, subjectOf, validBody,
} from '../harness/world.mjs';

const partner = 2;
const partnerStaff = ['partner_admin', 'sales', 'finance', 'viewer'];

onBothEngines('a suspended partner', (portal) => {
  let registration;
  let id;

  test('reads and exports, and changes nothing', async () => {
    registration = await addRegistration(portal(), { partner });
    await grant(portal(), 1_000_000, { partner });
    const customer = (await addCustomer(portal(), { partner })).account_id;
    const credit = {
      account: customer, transaction: (await topUp(portal(), customer, 50_000, { partner })).id, hold: (await bill(portal(), 'holds', customer, 10_000)).id,
    };
    const product = await addPricedProduct(portal());
    const prices = {
      product: product.id, group: (await addGroup(portal(), product)).id, discount: (await askDiscount(portal(), [rate(product, 2000)], { partner })).id,
    };
    const admin = await portal().as('partner_admin', { partner });
    id = admin.user.partner.id;
    for (const role of partnerStaff) await portal().as(role, { partner, audience: 'partner' });
    const provider = await portal().as('provider_admin');
    const suspended = await provider.post(`/api/v1/partners/${id}/suspend`, {}, { expect: 200 });
    assert.equal(suspended.json.suspended, true);
    const before = await stateOf(portal());
    for (const role of partnerStaff) {
      const client = await portal().as(role, { partner, audience: 'partner' });
      const ids = { registration: registration.id, staff: client.user.id, ...credit, ...prices };
      for (const operation of apiOperations((each) => !each.access.anybody && each.id !== 'sign_out')) {
        if (!mayCall(operation, 'partner', role)) continue;
        const subject = subjectOf(operation);
        const path = subject && ids[subject[0]] ? pathOf(operation, ids[subject[0]]) : randomPath(operation);
        const body = operation.body ? validBody(operation, { agreed: registration.id }) : undefined;
        const at = `${role}: ${operation.method} ${path}`;
        if (operation.method === 'GET') {
          const answer = await client.get(path);
          const absent = ['get_export', 'get_export_file', 'get_receipt', 'get_credit_request'].includes(operation.id);
          assert.equal(answer.status, absent ? 404 : 200, `${at} -> ${answer.status}`);
        } else if (!operation.access.while_suspended) {
          const headers = operation.method === 'PATCH' ? { 'if-match': '"x"' } : {};
          const answer = await client.send(operation.method, path, { body, headers });
          assert.equal(answer.status, 403, `${at} -> ${answer.status}`);
          assert.equal(answer.json.code, 'partners.suspended', at);
        }
      }
      for (const format of ['csv', 'xlsx']) {
        for (const path of ['registrations', 'reports/credit/summary']) await client.get(`/api/v1/${path}?format=${format}`, { expect: 200 });
      }
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('a dry run is refused too', async () => {
    const [account] = await putAccounts(portal(), [eligibleAccount()]);
    const sales = await portal().as('sales', { partner });
    const answer = await sales.post('/api/v1/registrations', { items: [{ email: account.email }], dry_run: true }, { expect: 403 });
    assert.equal(answer.json.code, 'partners.suspended');
  });

  test('its people sign in and out and keep their own profile', async () => {
    const client = await portal().as('viewer', { partner, fresh: true });
    await client.patch('/api/v1/profile', { name: 'Tên Mới' }, { expect: 200 });
    assert.equal((await client.get('/api/v1/profile', { expect: 200 })).json.name, 'Tên Mới');
    await client.post('/api/v1/profile/password', { current: 'not the current one', new: 'một câu đủ dài để nhớ' }, { expect: 422 });
    await client.delete('/api/v1/session', { expect: 204 });
  });

  test('other partners go on', async () => {
    assert.equal((await addRegistration(portal(), { partner: 0 })).status, 'pending_customer');
  });

  test('suspending twice and reopening twice are refused and change nothing', async () => {
    const provider = await portal().as('provider_admin');
    await provider.post(`/api/v1/partners/${id}/suspend`, {}, { expect: 409 });
    assert.equal((await provider.post(`/api/v1/partners/${id}/reopen`, {}, { expect: 200 })).json.suspended, false);
    await provider.post(`/api/v1/partners/${id}/reopen`, {}, { expect: 409 });
  });

  test('a reopened partner works at once, with the sessions it had', async () => {
    const sales = await portal().as('sales', { partner });
    await sales.post(`/api/v1/registrations/${registration.id}/withdraw`, {}, { expect: 200 });
  });
});

// The rights table of docs/guides/rights.md, row by row: the contract's x-access says the same, and
// what happens to each role on each operation is what the table says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayCall, operations } from '../harness/contract.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { pricesOf } from '../harness/pricing.mjs';
import { apiOperations, everyRole, freshEmail, makeWorld, neededQuery, randomPath, subjectOf } from '../harness/world.mjs';

const partnerRoles = ['partner_admin', 'sales', 'partner:finance', 'viewer'];
const providerRoles = ['provider_admin', 'approver', 'provider:finance', 'auditor'];
const everybody = [...partnerRoles, ...providerRoles];
const notApprover = everybody.filter((role) => role !== 'approver');
const moneyReaders = ['provider_admin', 'provider:finance', 'auditor'];

const table = [
  { act: 'registrations: read', roles: everybody,
    operations: ['list_registrations', 'count_registrations', 'get_registration', 'list_registration_history', 'get_receipt', 'get_export', 'get_export_file'] },
  { act: 'registrations: check, add, resend, withdraw, rename', roles: ['partner_admin', 'sales'],
    operations: ['add_registrations', 'change_registration', 'resend_registration', 'withdraw_registration'] },
  { act: 'the approval queue: read', roles: providerRoles, operations: ['list_approvals', 'get_approval'] },
  { act: 'the approval queue: approve, reject', roles: ['provider_admin', 'approver'],
    operations: ['approve_several', 'reject_several', 'approve_registration', 'reject_registration'] },
  { act: 'registrations: end a confirmed one', roles: ['provider_admin'], operations: ['end_registration'] },
  { act: 'directory: read', roles: providerRoles, operations: ['list_accounts', 'get_account', 'list_account_history'] },
  { act: 'directory: import, correct', roles: ['provider_admin'], operations: ['put_accounts'] },
  { act: 'staff: read, or names only', roles: everybody, operations: ['list_staff', 'get_staff'] },
  { act: 'staff and roles of one\'s own side', roles: ['partner_admin', 'provider_admin'],
    operations: ['invite_staff', 'change_staff', 'remove_staff', 'reset_staff_second_factor'] },
  { act: 'partners: read', roles: providerRoles, operations: ['list_partners', 'get_partner', 'list_partner_staff', 'count_registrations_by_partner'] },
  { act: 'partners: create, suspend, reopen, invite', roles: ['provider_admin'],
    operations: ['create_partner', 'suspend_partner', 'reopen_partner', 'invite_partner_admin'] },
  { act: 'outbox: read', roles: ['provider_admin', 'approver', 'auditor'], operations: ['list_outbox', 'get_mail'] },
  { act: 'outbox: retry', roles: ['provider_admin'], operations: ['retry_mail'] },
  { act: 'audit log', roles: ['partner_admin', 'provider_admin', 'auditor'], operations: ['list_audit'] },
  { act: 'credit: the own partner\'s wallet', roles: partnerRoles, operations: ['get_wallet'] },
  { act: 'credit of customers: read', roles: notApprover,
    operations: ['get_account_credit', 'list_account_movements', 'list_holds', 'list_credit_accounts', 'get_credit_transaction', 'get_statement',
      'report_credit_top_ups', 'report_credit_usage', 'report_credit_summary'] },
  { act: 'top up, reclaim, alert level', roles: ['partner_admin', 'partner:finance'],
    operations: ['top_up_account', 'reclaim_credit', 'change_account_credit'] },
  { act: 'grants and all else of the partner\'s own wallet: read', roles: ['partner_admin', 'partner:finance'], operations: ['list_wallet_movements'] },
  { act: 'every transaction, requests for a second person: read', roles: ['partner_admin', 'partner:finance', ...moneyReaders],
    operations: ['list_credit_transactions', 'list_credit_requests', 'get_credit_request'] },
  { act: 'second person', roles: ['partner_admin', 'partner:finance', 'provider_admin', 'provider:finance'],
    operations: ['approve_credit_request', 'reject_credit_request', 'withdraw_credit_request'] },
  { act: 'grant, payout, reversal', roles: ['provider_admin', 'provider:finance'],
    operations: ['grant_credit', 'pay_partner_out', 'pay_customer_out', 'reverse_credit_transaction'] },
  { act: 'purchase, refund, hold, release', roles: ['provider:finance'], operations: ['purchase', 'refund', 'hold_credit', 'release_hold'] },
  { act: 'events feed, comparison with the directory, the channel\'s credit', roles: moneyReaders,
    operations: ['list_events', 'list_credit_differences', 'get_credit_totals', 'list_credit_totals_by_partner', 'get_partner_wallet', 'list_partner_movements'] },
  { act: 'products, groups, list prices: read', roles: everybody,
    operations: ['list_products', 'get_product', 'list_product_groups', 'get_product_group', 'list_list_prices', 'list_account_prices'] },
  { act: 'products, groups, list prices', roles: ['provider_admin'],
    operations: ['create_product', 'change_product', 'create_product_group', 'change_product_group', 'create_list_prices'] },
  { act: 'partner discount: read', roles: everybody.filter((role) => role !== 'viewer'), operations: ['list_partner_discounts', 'get_partner_discount'] },
  { act: 'partner discount: ask', roles: ['partner_admin'], operations: ['ask_partner_discount', 'withdraw_partner_discount'] },
  { act: 'partner discount: approve', roles: ['provider_admin', 'approver'], operations: ['approve_partner_discount', 'reject_partner_discount'] },
  { act: 'customer discount: read', roles: everybody, operations: ['list_account_discounts', 'get_discount_days'] },
  { act: 'customer discount', roles: ['partner_admin', 'sales'], operations: ['set_account_discount', 'preview_account_discount'] },
  { act: 'one\'s own session and profile', roles: everybody,
    operations: ['get_session', 'sign_out', 'get_profile', 'change_profile', 'change_password', 'get_preferences', 'change_preferences', 'get_settings',
      'get_second_factor', 'begin_second_factor', 'confirm_second_factor', 'renew_recovery_codes', 'remove_second_factor',
      'list_sessions', 'end_other_sessions', 'end_session', 'list_sign_ins'] },
];

test('the contract lets through whom the rights table lets through', () => {
  const named = new Set(table.flatMap((row) => row.operations));
  for (const operation of operations) {
    if (!operation.access.anybody) assert.ok(named.has(operation.id), `${operation.id} is in no row of the rights table`);
  }
  for (const row of table) {
    for (const id of row.operations) {
      const { access } = operations.find((operation) => operation.id === id);
      assert.deepEqual([...(access.roles ?? everybody)].sort(), [...row.roles].sort(), `${row.act}: ${id}`);
    }
  }
});

/** Calls the operation so that whoever may gets past the access check and nothing is changed. */
async function knock(client, operation) {
  const path = randomPath(operation);
  if (operation.method === 'GET') return client.get(path + neededQuery(operation));
  if (operation.method === 'PATCH') return client.patch(path, { nothing: 1 }, { headers: { 'if-match': '"x"' } });
  if (operation.method === 'DELETE') return client.delete(path);
  return client.send(operation.method, path, { body: { nothing: 1 } });
}

onBothEngines('the rights table', (portal) => {
  test('each role gets on each operation what the table says', async () => {
    for (const { audience, role, client } of await everyRole(portal())) {
      for (const operation of apiOperations((each) => !each.access.anybody && !['sign_out', 'end_other_sessions'].includes(each.id))) {
        const answer = await knock(client, operation);
        const at = `${audience} ${role}: ${operation.method} ${operation.pattern} -> ${answer.status}`;
        if (!mayCall(operation, audience, role)) {
          assert.equal(answer.status, 403, at);
          assert.equal(answer.json.code, 'forbidden', at);
          continue;
        }
        if (subjectOf(operation)) assert.equal(answer.status, 404, at);
        else if (operation.method === 'GET') assert.equal(answer.status, 200, at);
        else assert.ok([400, 412].includes(answer.status), at);
      }
    }
  });

  test('staff show their roles and addresses to those who manage them and to the auditor only', async () => {
    for (const { audience, role, client } of await everyRole(portal())) {
      const whole = ['partner_admin', 'provider_admin', 'auditor'].includes(role);
      const rows = await client.all('/api/v1/staff');
      assert.ok(rows.length >= 4, `${audience} ${role} sees ${rows.length} people`);
      for (const row of rows) {
        assert.equal('email' in row, whole, `${audience} ${role} reads ${Object.keys(row)}`);
        const one = (await client.get(`/api/v1/staff/${row.id}`, { expect: 200 })).json;
        assert.deepEqual(Object.keys(one).sort(), Object.keys(row).sort());
      }
    }
  });

  test('the partner\'s friendly names reach no role of the provider, neither by reading nor by searching', async () => {
    const world = await makeWorld(portal());
    for (const { audience, role, client } of await everyRole(portal())) {
      const one = (await client.get(`/api/v1/registrations/${world.registration}`, { expect: 200 })).json;
      const found = (await client.get(`/api/v1/registrations?q=${encodeURIComponent(world.marker)}`, { expect: 200 })).json;
      const csv = (await client.get('/api/v1/registrations?format=csv', { expect: [200, 202] })).text;
      const sorted = await client.get('/api/v1/registrations?sort=friendly_name');
      if (audience === 'partner') {
        assert.equal(one.friendly_name, world.marker);
        assert.ok(found.data.some((row) => row.id === world.registration), `${role} finds the name`);
        assert.ok(csv.includes(world.marker), `${role} exports the name`);
        assert.equal(sorted.status, 200);
      } else {
        assert.equal(one.friendly_name, null);
        assert.deepEqual(found.data, [], `${role} of the provider finds the name`);
        assert.ok(!csv.includes(world.marker), `${role} of the provider exports the name`);
        assert.equal(sorted.status, 400, `${role} of the provider sorts by the name`);
      }
    }
  });

  test('cost and margin are read by everybody but a viewer and an approver', async () => {
    const world = await makeWorld(portal());
    for (const { audience, role, client } of await everyRole(portal())) {
      const { data } = await pricesOf(client, world.customer, { product: { id: world.product } });
      assert.ok(data.length > 0);
      const [discount] = await client.all(`/api/v1/accounts/${world.customer}/discounts`);
      const reads = !['viewer', 'approver'].includes(role);
      for (const price of data) {
        for (const field of ['cost', 'margin', 'partner_basis_points']) assert.equal(field in price, reads, `${audience} ${role} and ${field}`);
        const lines = price.explanation.map(({ code }) => code).filter((code) => /partner|cost|margin|deal/.test(code));
        assert.equal(lines.length > 0, reads, `${audience} ${role} reads ${lines}`);
      }
      assert.equal(discount.below_cost_reason !== null, reads, `${audience} ${role} and the reason`);
    }
  });

  test('facts are the provider\'s', async () => {
    const world = await makeWorld(portal());
    for (const { audience, role, client } of await everyRole(portal())) {
      const events = await client.all(`/api/v1/registrations/${world.confirmed}/history`);
      assert.ok(events.length >= 3);
      assert.equal(events.some((event) => event.facts !== null), audience === 'provider', `${audience} ${role}`);
    }
  });

  test('nobody raises the own rights or leaves a side without an admin', async () => {
    const admin = await portal().as('partner_admin', { partner: 1 });
    const self = admin.user.id;
    for (const role of ['provider_admin', 'approver', 'auditor', 'root']) {
      await admin.post('/api/v1/staff', { email: freshEmail(), name: 'Người Lạ', roles: [role] }, { expect: 400 });
      await admin.patch(`/api/v1/staff/${self}`, { roles: ['partner_admin', role] }, { expect: 400 });
    }
    const admins = (await admin.all('/api/v1/staff')).filter((row) => row.roles.includes('partner_admin') && row.state === 'active');
    for (const other of admins.filter((row) => row.id !== self)) await admin.delete(`/api/v1/staff/${other.id}`, { expect: 204 });
    await admin.patch(`/api/v1/staff/${self}`, { roles: ['viewer'] }, { expect: [403, 409] });
    await admin.delete(`/api/v1/staff/${self}`, { expect: 409 });
    assert.deepEqual((await admin.get('/api/v1/session', { expect: 200 })).json.user.roles, admin.user.roles);
    const sales = await portal().as('sales', { partner: 1 });
    const { etag } = Object.fromEntries((await admin.get(`/api/v1/staff/${sales.user.id}`, { expect: 200 })).headers);
    await sales.patch(`/api/v1/staff/${sales.user.id}`, { roles: ['partner_admin'] }, { headers: { 'if-match': etag }, expect: 403 });
    assert.deepEqual((await admin.get(`/api/v1/staff/${sales.user.id}`, { expect: 200 })).json.roles, sales.user.roles);
  });

  test('a removed person gets 401 at once and new roles hold at once', async () => {
    const admin = await portal().as('partner_admin', { partner: 1 });
    const viewer = await portal().as('viewer', { partner: 1, fresh: true });
    await viewer.get('/api/v1/audit', { expect: 403 });
    await admin.patch(`/api/v1/staff/${viewer.user.id}`, { roles: ['partner_admin'] }, { expect: 200 });
    const again = await portal().as('viewer', { partner: 1, fresh: true });
    await again.get('/api/v1/audit', { expect: 200 });
    await admin.delete(`/api/v1/staff/${viewer.user.id}`, { expect: 204 });
    await again.get('/api/v1/session', { expect: 401 });
    await viewer.get('/api/v1/session', { expect: 401 });
    await admin.get(`/api/v1/staff/${viewer.user.id}`, { expect: 404 });
  });
});

// The program's URL table, as `partner-portal routes` prints it, and the contract have the same
// lines, and each line the same access.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { operations, repository } from '../harness/contract.mjs';
import { onBothEngines, runProgram } from '../harness/portal.mjs';

/** Who passes each act of the rights table, as x-access writes it. */
const everybody = ['partner_admin', 'sales', 'partner:finance', 'viewer', 'provider_admin', 'approver', 'provider:finance', 'auditor'];
const provider = ['provider_admin', 'approver', 'provider:finance', 'auditor'];
const acts = {
  read_registrations: everybody,
  change_registrations: ['partner_admin', 'sales'],
  read_approvals: provider,
  decide_approvals: ['provider_admin', 'approver'],
  end_registrations: ['provider_admin'],
  read_directory: provider,
  change_directory: ['provider_admin'],
  read_staff_names: everybody,
  read_staff: ['partner_admin', 'provider_admin', 'auditor'],
  change_staff: ['partner_admin', 'provider_admin'],
  read_partners: provider,
  change_partners: ['provider_admin'],
  read_outbox: ['provider_admin', 'approver', 'auditor'],
  change_outbox: ['provider_admin'],
  read_audit: ['partner_admin', 'provider_admin', 'auditor'],
  read_credit: everybody.filter((role) => role !== 'approver'),
  change_credit: ['partner_admin', 'partner:finance'],
  read_grants: ['partner_admin', 'partner:finance', 'provider_admin', 'provider:finance', 'auditor'],
  issue_credit: ['provider_admin', 'provider:finance'],
  bill_credit: ['provider:finance'],
  decide_credit_requests: ['partner_admin', 'partner:finance', 'provider_admin', 'provider:finance'],
  read_events: ['provider_admin', 'provider:finance', 'auditor'],
  read_prices: everybody,
  change_prices: ['provider_admin'],
  read_partner_discounts: everybody.filter((role) => role !== 'viewer'),
  ask_partner_discounts: ['partner_admin'],
  decide_partner_discounts: ['provider_admin', 'approver'],
  read_customer_discounts: everybody,
  change_customer_discounts: ['partner_admin', 'sales'],
};
/** Calls about the reader's own partner: whoever has none gets 403 from the call itself. */
const ownPartner = new Set(['/api/v1/wallet', '/api/v1/wallet/movements']);

async function table() {
  const { code, stdout, stderr } = await runProgram(['routes']);
  assert.equal(code, 0, stderr);
  return stdout.trim().split('\n').map((line) => {
    const [method, pattern, access] = line.trim().split(/\s+/);
    return { method, pattern, access, line };
  });
}

test('every route is in the contract and every operation of the contract is a route', async () => {
  const routes = new Set((await table()).map(({ method, pattern }) => `${method} ${pattern}`));
  const documented = new Set(operations.map(({ method, pattern }) => `${method} ${pattern}`));
  assert.deepEqual([...routes].filter((each) => !documented.has(each)), [], 'routes that the contract does not have');
  assert.deepEqual([...documented].filter((each) => !routes.has(each)), [], 'operations without a route');
});

test('every route lets through whom the contract lets through', async () => {
  for (const { method, pattern, access, line } of await table()) {
    const operation = operations.find((each) => each.method === method && each.pattern === pattern);
    if (!operation) continue;
    const contract = operation.access;
    if (access === 'anybody') assert.ok(contract.anybody, line);
    else if (access.startsWith('signed_in')) assert.ok(contract.signed_in, line);
    else {
      const act = access.replace(/^may:/, '');
      assert.ok(acts[act], line);
      const through = acts[act].filter((role) => !ownPartner.has(pattern) || !provider.includes(role));
      assert.deepEqual([...(contract.roles ?? (contract.signed_in ? everybody : []))].sort(), through.sort(), line);
    }
  }
});

onBothEngines('the contract that the program serves', (portal) => {
  test('is the file of the repository', async () => {
    const { text } = await portal().client().get('/openapi.yaml', { expect: 200 });
    assert.equal(text, fs.readFileSync(path.join(repository, 'api/openapi.yaml'), 'utf8'));
  });
}, { engines: ['sqlite'] });

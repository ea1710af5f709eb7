// Fields that belong to the server are refused in every body, on every level of it, and a re-read
// shows no change.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { shapeOf } from '../harness/contract.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { apiOperations, assertSameState, callerOf, makeWorld, realPath, secondPerson, stateOf, validBody } from '../harness/world.mjs';

const serverOwned = {
  id: 'reg_01hzzzzzzzzzzzzzzzzzzzzzzz', partner_id: 'ptn_01hzzzzzzzzzzzzzzzzzzzzzzz', partner: { id: 'x' }, status: 'confirmed',
  state: 'active', suspended: false, approved_by: 'usr_01hzzzzzzzzzzzzzzzzzzzzzzz', approved: true, balance: 1, credit_limit: 1,
  discount: 9000, role: 'provider_admin', roles: ['provider_admin'], audience: 'provider', created_at: '2020-01-01T00:00:00Z',
  registered_at: '2020-01-01T00:00:00Z', expires_at: '2099-01-01T00:00:00Z', confirmed_at: '2020-01-01T00:00:00Z', account_id: 'x',
  owner: { id: 'x' }, link_void: false, unmet_rules: [], seen_at: '2020-01-01T00:00:00Z', password_hash: 'x', is_admin: true, constructor: {},
};

/** Every object inside a body with its schema: [{pointer, schema}]. */
function objects(schema, value, pointer = '') {
  const closed = shapeOf(schema);
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((item) => objects(closed.items, item, `${pointer}/0`));
  if (value === null || typeof value !== 'object') return [];
  return [{ pointer, schema: closed }, ...Object.entries(value).flatMap(([name, inner]) => objects(closed.properties[name], inner, `${pointer}/${name}`))];
}

function withField(body, pointer, field, value) {
  const changed = structuredClone(body);
  const place = pointer.split('/').slice(1).reduce((inner, step) => inner[step], changed);
  place[field] = value;
  return changed;
}

onBothEngines('mass assignment', (portal) => {
  test('every server-owned field in every body is 400, and nothing changes', async () => {
    const world = await makeWorld(portal());
    const before = await stateOf(portal());
    for (const operation of apiOperations((each) => each.body)) {
      const schema = operation.body.content['application/json'].schema;
      const client = await callerOf(portal(), operation);
      const path = realPath(operation, world);
      const headers = operation.idempotency === 'required' ? { 'idempotency-key': crypto.randomUUID() } : {};
      if (operation.method === 'PATCH') headers['if-match'] = (await client.get(path, { expect: 200 })).headers.get('etag');
      for (const { pointer, schema: own } of objects(schema, validBody(operation, world))) {
        for (const [field, value] of Object.entries(serverOwned)) {
          if (own.properties[field]) continue;
          const body = withField(validBody(operation, world), pointer, field, value);
          const answer = await client.send(operation.method, path, { body, headers });
          const at = `${operation.method} ${operation.pattern} with ${pointer}/${field}`;
          assert.equal(answer.status, 400, `${at} -> ${answer.status} ${answer.text.slice(0, 200)}`);
          const error = answer.json.errors?.find((each) => each.pointer === `${pointer}/${field}`);
          assert.equal(error?.code, 'unknown_field', `${at}: ${answer.text}`);
        }
      }
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('fields that may be set on one call may not on another', async () => {
    const world = await makeWorld(portal());
    const admin = await portal().as('partner_admin');
    await admin.patch(`/api/v1/staff/${world.staff}`, { email: 'other@customers.example' }, { expect: 400 });
    await admin.patch(`/api/v1/registrations/${world.registration}`, { email: 'other@customers.example' }, { expect: 400 });
    await admin.patch('/api/v1/profile', { email: 'other@customers.example' }, { expect: 400 });
    await admin.patch('/api/v1/profile', { roles: ['partner_admin'] }, { expect: 400 });
    await admin.patch('/api/v1/profile', { password: 'một câu đủ dài để nhớ' }, { expect: 400 });
  });
}, { settings: secondPerson });

// Keys of programs: each may what its role may and nothing else, needs no CSRF token, expires, and
// is kept as a hash only.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayCall } from '../harness/contract.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { apiOperations, neededQuery, randomPath, subjectOf } from '../harness/world.mjs';

const sides = {
  partner: ['partner_admin', 'sales', 'finance', 'viewer'],
  provider: ['provider_admin', 'approver', 'finance', 'auditor'],
};

onBothEngines('API keys', (portal) => {
  const keys = [];

  test('are made on the command line', async () => {
    const partner = (await portal().as('partner_admin')).user.partner;
    if (portal().engine === 'sqlite') {
      const running = await portal().run(['api-key', 'create', '--name', 'too early', '--audience', 'provider', '--role', 'auditor']);
      assert.equal(running.code, 1, 'the server is running');
    }
    await portal().stop();
    for (const [audience, roles] of Object.entries(sides)) {
      for (const role of roles) {
        const side = audience === 'partner' ? ['--partner', partner.id] : [];
        const made = await portal().run(['api-key', 'create', '--name', `${audience} ${role}`, '--audience', audience, '--role', role, '--expires-days', '2', ...side]);
        assert.equal(made.code, 0, made.stderr);
        const key = /[A-Za-z0-9_.-]{30,}/.exec(made.stdout)?.[0];
        assert.ok(key, made.stdout);
        keys.push({ audience, role, key });
      }
    }
    const wrong = await portal().run(['api-key', 'create', '--name', 'x', '--audience', 'provider', '--role', 'sales']);
    assert.notEqual(wrong.code, 0, 'a role of the other side');
    await portal().start();
  });

  test('open what their role opens, on every operation', async () => {
    for (const { audience, role, key } of keys) {
      const client = portal().client({ apiKey: key });
      const personal = (each) => each.id === 'sign_out' || each.codes.includes('identity.no_person');
      for (const operation of apiOperations((each) => !each.access.anybody && !personal(each))) {
        const body = operation.body ? { nothing: 1 } : undefined;
        const answer = await client.send(operation.method, randomPath(operation) + neededQuery(operation), { body, headers: { 'if-match': '"x"' } });
        const at = `key of ${audience} ${role}: ${operation.method} ${operation.pattern} -> ${answer.status}`;
        if (!mayCall(operation, audience, role)) assert.equal(answer.status, 403, at);
        else if (subjectOf(operation)) assert.equal(answer.status, 404, at);
        else assert.equal(answer.status, operation.method === 'GET' ? 200 : 400, at);
      }
      for (const path of ['', '/two-factor', '/sessions', '/sign-ins']) {
        assert.equal((await client.get(`/api/v1/profile${path}`, { expect: 403 })).json.code, 'identity.no_person');
      }
      assert.deepEqual((await client.get('/api/v1/session', { expect: 200 })).json.user.roles, [role]);
    }
  });

  test('are refused in a URL and in a cookie, and when they are not whole', async () => {
    const { key } = keys.find(({ role }) => role === 'auditor');
    const nobody = portal().client();
    await nobody.get(`/api/v1/registrations?api_key=${key}`, { expect: 401 });
    await nobody.get('/api/v1/registrations', { headers: { cookie: `session=${key}` }, expect: 401 });
    await nobody.get('/api/v1/registrations', { headers: { authorization: `Bearer ${key.slice(0, -1)}` }, expect: 401 });
    await nobody.get('/api/v1/registrations', { headers: { authorization: `Basic ${key}` }, expect: 401 });
    await nobody.get('/api/v1/registrations', { headers: { authorization: `Bearer ${key}` }, expect: 200 });
  });

  test('are kept as hashes', () => {
    const kept = portal().kept();
    for (const { key } of keys) {
      const secret = key.slice(-20);
      assert.ok(!kept.includes(key) && !kept.includes(secret));
      assert.ok(!portal().log.includes(secret));
    }
  });

  test('expire', async () => {
    const { key } = keys[0];
    const client = portal().client({ apiKey: key });
    await client.get('/api/v1/registrations', { expect: 200 });
    await portal().moveClock({ days: 2, minutes: 1 });
    await client.get('/api/v1/registrations', { expect: 401 });
  });
});

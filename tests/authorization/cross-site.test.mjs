// What another site can make a signed-in browser send changes nothing: no token, a foreign token, a
// foreign origin, a form, plain text, a method in disguise. And no answer may be read from there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothEngines } from '../harness/portal.mjs';
import { apiOperations, assertSameState, callerOf, makeWorld, realPath, secondPerson, stateOf, validBody } from '../harness/world.mjs';

const unsafe = apiOperations((operation) => operation.method !== 'GET' && !operation.access.anybody);

async function attempt(portal, operation, world, options) {
  const client = await callerOf(portal, operation);
  const headers = operation.method === 'PATCH' ? { 'if-match': '"x"', ...options.headers } : { ...options.headers };
  const body = options.raw === undefined && operation.body ? validBody(operation, world) : undefined;
  return client.send(operation.method, realPath(operation, world), { body, ...options, headers });
}

onBothEngines('another site', (portal) => {
  let world;
  let before;

  test('gets 403 without the token, with another\'s token, and from a foreign origin', async () => {
    world = await makeWorld(portal());
    const other = await portal().as('sales', { partner: 1 });
    before = await stateOf(portal());
    const origins = ['https://evil.example', 'null', `${portal().url}.evil.example`, portal().url.replace('http:', 'https:'), 'http://127.0.0.1:1'];
    for (const operation of unsafe) {
      const at = `${operation.method} ${operation.pattern}`;
      const tries = {
        'no token': { csrf: false },
        'an empty token': { csrf: false, headers: { 'x-csrf-token': '' } },
        'another\'s token': { csrf: false, headers: { 'x-csrf-token': other.csrf } },
        ...Object.fromEntries(origins.map((origin) => [`origin ${origin}`, { headers: { origin } }])),
      };
      for (const [what, options] of Object.entries(tries)) {
        const answer = await attempt(portal(), operation, world, options);
        assert.equal(answer.status, 403, `${at} with ${what} -> ${answer.status}`);
        assert.equal(answer.json.code, 'csrf', `${at} with ${what}`);
      }
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('gets 415 for what a form can send, even with the token', async () => {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json', 'application/xml', null];
    for (const operation of unsafe.filter((each) => each.body)) {
      for (const type of types) {
        const raw = JSON.stringify(validBody(operation, world));
        const answer = await attempt(portal(), operation, world, { raw, type });
        assert.equal(answer.status, 415, `${operation.method} ${operation.pattern} as ${type} -> ${answer.status}`);
      }
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('our own origin and JSON with a charset pass', async () => {
    const client = await portal().as('partner_admin');
    const headers = { origin: portal().url };
    const type = 'application/json; charset=utf-8';
    await client.post('/api/v1/registrations', { items: [{ email: 'nobody@customers.example' }], dry_run: true }, { headers, type, expect: 200 });
  });

  test('cannot turn a safe method into an unsafe one', async () => {
    const client = await portal().as('partner_admin');
    const path = `/api/v1/staff/${world.staff}`;
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      await client.get(path, { headers: { [name]: 'DELETE' }, expect: 200 });
      await client.post(path, {}, { headers: { [name]: 'DELETE' }, expect: 405 });
    }
    await client.get(`${path}?_method=DELETE`, { expect: [200, 400] });
    await client.get(path, { expect: 200 });
  });

  test('a GET or HEAD of anything changes nothing', async () => {
    for (const operation of apiOperations((each) => each.method === 'GET')) {
      const client = await callerOf(portal(), operation);
      await client.get(realPath(operation, world));
      await client.send('HEAD', realPath(operation, world));
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('may read no answer: there is no CORS', async () => {
    const client = await portal().as('partner_admin');
    for (const origin of ['https://evil.example', 'null', `${portal().url}.evil.example`]) {
      for (const method of ['GET', 'OPTIONS']) {
        const answer = await client.send(method, '/api/v1/registrations', {
          headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-csrf-token' },
        });
        for (const [name] of answer.headers) assert.ok(!name.startsWith('access-control-'), `${method} from ${origin}: ${name}`);
      }
    }
  });

  test('cannot sign a browser in to somebody else\'s account', async () => {
    const { email, password } = portal().demoUser('auditor');
    const answer = await portal().client().post('/api/v1/session', { email, password }, { headers: { origin: 'https://evil.example' } });
    assert.equal(answer.status, 403);
    assert.deepEqual(answer.setCookies, []);
    const form = new URLSearchParams({ email, password }).toString();
    await portal().client().send('POST', '/api/v1/session', { raw: form, type: 'application/x-www-form-urlencoded', expect: 415 });
    const text = JSON.stringify({ email, password });
    await portal().client().send('POST', '/api/v1/session', { raw: text, type: 'text/plain', expect: 415 });
  });
}, { settings: secondPerson });

// Whoever is not signed in gets 401 on every operation that is not for everybody, whatever the
// rest of the request looks like, and nothing is changed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothEngines } from '../harness/portal.mjs';
import { apiOperations, assertSameState, makeWorld, randomPath, realPath, secondPerson, stateOf, validBody } from '../harness/world.mjs';

const closed = apiOperations((operation) => !operation.access.anybody);

const disguises = {
  'nobody': {},
  'a made-up cookie': { cookie: 'session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
  'an empty cookie': { cookie: 'session=' },
  'a made-up key': { authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
  'a password in the header': { authorization: 'Basic YWRtaW46YWRtaW4=' },
};

onBothEngines('nobody', (portal) => {
  test('gets 401 everywhere, also with made-up credentials', async () => {
    const world = await makeWorld(portal());
    const before = await stateOf(portal());
    for (const [who, headers] of Object.entries(disguises)) {
      const client = portal().client();
      for (const operation of closed) {
        for (const path of new Set([realPath(operation, world), randomPath(operation)])) {
          const body = operation.body ? validBody(operation, world) : undefined;
          const answer = await client.send(operation.method, path, { body, headers });
          assert.equal(answer.status, 401, `${who}: ${operation.method} ${path} -> ${answer.status}`);
          assert.equal(answer.json.code, 'not_signed_in');
        }
      }
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('gets 401 before anything is said about the body or its type', async () => {
    const client = portal().client();
    for (const operation of closed.filter((each) => each.body)) {
      const path = randomPath(operation);
      await client.send(operation.method, path, { raw: '{', expect: 401 });
      await client.send(operation.method, path, { raw: 'x=1', type: 'text/plain', expect: 401 });
    }
  });

  test('a key in the URL is worth nothing', async () => {
    const client = portal().client();
    for (const name of ['api_key', 'access_token', 'key', 'token', 'session']) {
      await client.get(`/api/v1/registrations?${name}=AAAAAAAAAAAAAAAAAAAAAAAA`, { expect: 401 });
    }
  });

  test('a session is worth nothing after sign-out, in any disguise', async () => {
    const client = await portal().as('auditor', { fresh: true });
    const cookies = [...client.cookies];
    assert.equal(cookies.length, 1);
    await client.delete('/api/v1/session', { expect: 204 });
    assert.equal(client.cookies.size, 0, 'the cookie is taken back');
    client.cookies = new Map(cookies);
    await client.get('/api/v1/session', { expect: 401 });
    await client.get('/api/v1/registrations', { expect: 401 });
    const [, value] = cookies[0];
    await portal().client({ apiKey: value }).get('/api/v1/registrations', { expect: 401 });
  });

  test('a cookie that somebody planted is not the one that sign-in gives', async () => {
    const { email, password } = portal().demoUser('auditor');
    const client = portal().client();
    client.cookies.set('session', 'BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB');
    assert.equal((await client.signIn(email, password)).status, 200);
    assert.notEqual(client.cookies.get('session'), 'BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB');
    const planted = portal().client();
    planted.cookies.set('session', 'BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB');
    await planted.get('/api/v1/session', { expect: 401 });
  });

  test('the session cookie is HttpOnly and SameSite=Lax, without Domain', async () => {
    const { email, password } = portal().demoUser('approver');
    const answer = await portal().client().signIn(email, password);
    assert.equal(answer.setCookies.length, 1);
    const [pair, ...attributes] = answer.setCookies[0].split(';').map((part) => part.trim());
    assert.match(pair, /^session=[A-Za-z0-9_-]{22,}$/);
    const names = attributes.map((attribute) => attribute.toLowerCase());
    assert.ok(names.includes('httponly'), answer.setCookies[0]);
    assert.ok(names.includes('samesite=lax'), answer.setCookies[0]);
    assert.ok(names.includes('path=/'), answer.setCookies[0]);
    assert.ok(!names.some((name) => name.startsWith('domain')), answer.setCookies[0]);
  });
}, { settings: secondPerson });

// Each path takes the methods of the contract and no other: 405 with Allow. HEAD answers as GET
// does, without the body.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { document } from '../harness/contract.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { apiOperations, assertSameState, callerOf, everyRole, makeWorld, randomPath, realPath, secondPerson, stateOf } from '../harness/world.mjs';

const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** A HEAD between two GETs that are alike: what a list shows may change at any time, as the outbox's mails go out. */
async function headOf(client, path) {
  for (let times = 0; times < 50; times += 1) {
    const got = await client.get(path);
    const head = await client.send('HEAD', path);
    const after = await client.get(path);
    const alike = after.status === got.status && after.headers.get('etag') === got.headers.get('etag');
    if (alike) return { got, head };
    await pause(100);
  }
  return assert.fail(`${path} never stood still`);
}

onBothEngines('methods', (portal) => {
  test('that the contract does not have are 405 for every role, and change nothing', async () => {
    const world = await makeWorld(portal());
    const roles = await everyRole(portal());
    const before = await stateOf(portal());
    const patterns = Object.keys(document.paths).filter((pattern) => pattern.startsWith('/api/'));
    for (const pattern of patterns) {
      const own = apiOperations((operation) => operation.pattern === pattern);
      const known = new Set(own.map((operation) => operation.method));
      if (known.has('GET')) known.add('HEAD');
      for (const verb of verbs.filter((each) => !known.has(each) && each !== 'OPTIONS')) {
        for (const { audience, role, client } of roles) {
          const answer = await client.send(verb, realPath(own[0], world), { headers: { 'if-match': '*' } });
          assert.equal(answer.status, 405, `${audience} ${role}: ${verb} ${pattern} -> ${answer.status}`);
          const allowed = (answer.headers.get('allow') ?? '').split(',').map((method) => method.trim());
          for (const method of own.map((operation) => operation.method)) assert.ok(allowed.includes(method), `${pattern}: Allow ${allowed}`);
        }
      }
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('that HTTP does not have are refused', async () => {
    const client = await portal().as('provider_admin');
    for (const verb of ['TRACE', 'PROPFIND', 'LOCK', 'PURGE']) {
      const answer = await client.send(verb, '/api/v1/partners', { checked: false });
      assert.ok([400, 405, 501].includes(answer.status), `${verb} -> ${answer.status}`);
    }
  });

  test('HEAD answers as GET without a body', async () => {
    const world = await makeWorld(portal());
    for (const operation of apiOperations((each) => each.method === 'GET')) {
      const client = await callerOf(portal(), operation);
      for (const path of [realPath(operation, world), randomPath(operation)]) {
        const { got, head } = await headOf(client, path);
        assert.equal(head.status, got.status, `HEAD ${path}`);
        assert.equal(head.text, '');
        assert.equal(head.headers.get('etag'), got.headers.get('etag'), `HEAD ${path}`);
      }
    }
  });
}, { settings: secondPerson });

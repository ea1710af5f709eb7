// The moments around a commit, one by one, by stopping the program at a system call: before
// anything is stored, before it is durable, after it is durable and before the answer. And a disk
// that fails at fdatasync, where only a restart can tell.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually, exchange } from '../harness/http.mjs';
import { startPortal } from '../harness/portal.mjs';
import { Random } from '../harness/random.mjs';
import { Stories, tellDuring, underWay } from '../harness/stories.mjs';
import { trace } from '../harness/trace.mjs';
import { eligibleAccount, putAccounts } from '../harness/world.mjs';

async function withPortal(body, options) {
  const portal = await startPortal(options);
  try {
    await body(portal);
  } finally {
    await portal.remove();
  }
}

/** Background jobs must not commit meanwhile: an addition by this client only. */
function addition(email) {
  const headers = { 'idempotency-key': `key-of-${email}` };
  return { body: { items: [{ email }] }, headers, again: false };
}

const moments = [
  { title: 'the first page is written', calls: ['pwrite64'], found: [0] },
  { title: 'the log is synced', calls: ['fdatasync', 'fsync'], found: [0, 1] },
  { title: 'the answer is sent', calls: ['sendmsg', 'sendto'], found: [1] },
];

describe('around a commit', () => {
  for (const { title, calls, found } of moments) {
    test(`killed when ${title}: the key tells, and there is one outcome`, async () => {
      await withPortal(async (portal) => {
        const sales = await portal.as('sales', { partner: 0 });
        for (let round = 0; round < 3; round += 1) {
          const [{ email }] = await putAccounts(portal, [eligibleAccount()]);
          const wanted = addition(email);
          const tracer = await trace(portal, { inject: `${calls.join()}:signal=SIGKILL` });
          await assert.rejects(sales.send('POST', '/api/v1/registrations', wanted), `killed when ${title}`);
          assert.equal((await portal.ended).signal, 'SIGKILL');
          await tracer.ended;
          await portal.start();
          const list = `/api/v1/registrations?q=${encodeURIComponent(email)}`;
          const before = (await sales.get(list, { expect: 200 })).json.data;
          assert.ok(found.includes(before.length), `${before.length} registrations`);
          const again = await sales.send('POST', '/api/v1/registrations', { ...wanted, expect: 200 });
          assert.equal(again.headers.get('idempotency-replayed'), before.length ? 'true' : null);
          assert.equal(again.json.results[0].outcome, 'created');
          const after = (await sales.get(list, { expect: 200 })).json.data;
          assert.deepEqual(after.map(({ id }) => id), [again.json.results[0].registration.id]);
          assert.equal((await portal.mailsTo(email)).length, 1);
        }
      });
    });
  }

  test('an answer leaves only after its commit is on the disk', async () => {
    await withPortal(async (portal) => {
      const sales = await portal.as('sales', { partner: 0 });
      const accounts = await putAccounts(portal, Array.from({ length: 10 }, () => eligibleAccount()));
      const tracer = await trace(portal, { calls: ['pwrite64', 'fdatasync', 'fsync', 'sendmsg', 'sendto'] });
      for (const { email } of accounts) await sales.send('POST', '/api/v1/registrations', { ...addition(email), expect: 200 });
      const lines = await tracer.stop();
      let answers = 0;
      const unsynced = new Set();
      let isStored = false;
      for (const { call, text } of lines) {
        const file = /portal\.db(-wal)?(?=>)/.exec(text)?.[0];
        if (call === 'pwrite64' && file) {
          unsynced.add(file);
          isStored = true;
        } else if (call.endsWith('sync') && file && / = 0$/.test(text)) {
          unsynced.delete(file);
        } else if (text.includes('HTTP/1.1 200')) {
          assert.ok(isStored, 'something was written for this answer');
          assert.ok(!unsynced.has('portal.db-wal'), 'the log was synced before the answer');
          answers += 1;
          isStored = false;
        }
      }
      assert.equal(answers, accounts.length, lines.map(({ text }) => text).join('\n').slice(-4000));
    });
  });

  test('readiness is gone before anybody hears of a failed fdatasync', async () => {
    await withPortal(async (portal) => {
      const sales = await portal.as('sales', { partner: 0 });
      const [{ email }] = await putAccounts(portal, [eligibleAccount()]);
      const tracer = await trace(portal, { inject: 'fdatasync,fsync:error=EIO' });
      const ready = () => exchange(portal.url, { path: '/readyz', again: false }).catch(() => ({ status: 0 }));
      await ready();
      const told = await sales.send('POST', '/api/v1/registrations', addition(email)).catch(() => ({ status: 0 }));
      assert.notEqual((await ready()).status, 200);
      assert.notEqual(told.status, 200);
      assert.equal((await portal.ended).code, 1);
      await tracer.ended;
    });
  });

  test('after a failed fdatasync nothing is acknowledged, the program ends, and keys tell the outcome', async () => {
    await withPortal(async (portal) => {
      const random = new Random();
      const stories = await Stories.on(portal, { random, accounts: 600 });
      for (let round = 0; round < 3; round += 1) {
        await tellDuring(stories, async () => {
          await underWay(stories);
          const tracer = await trace(portal, { inject: 'fdatasync,fsync:error=EIO' });
          const from = stories.journal.entries.length;
          const green = eventually(async () => {
            const answer = await exchange(portal.url, { path: '/readyz', again: false }).catch(() => ({ status: 0 }));
            return answer.status !== 200;
          }, { within: 5000, every: 20 });
          const how = await portal.ended;
          await tracer.ended;
          await green;
          assert.deepEqual(how, { code: 1, signal: null }, 'the program ended by itself');
          assert.match(portal.log, /outcome of a commit is unknown/);
          const late = stories.journal.entries.slice(from).filter(({ status, kind }) => status === 200 && kind !== 'agree');
          assert.deepEqual(late.map(({ text }) => text), [], 'a write was acknowledged that was not on the disk');
        });
        await portal.start();
        const fresh = await stories.checkNew();
        assert.ok(fresh.some(({ said }) => said === 503), 'clients were told that the outcome is unknown');
      }
      await stories.checkAll();
    });
  });
});

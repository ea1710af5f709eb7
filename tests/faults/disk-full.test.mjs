// A full disk: writes answer 503 and store nothing, reads go on, and when there is space again the
// same program writes on. A tmpfs that the test fills; where mounting is not allowed, strace says
// ENOSPC instead.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { eventually } from '../harness/http.mjs';
import { fill, mountSmall, unmount } from '../harness/machine.mjs';
import { Portal } from '../harness/portal.mjs';
import { Random } from '../harness/random.mjs';
import { eachOf, Stories, tellDuring, underWay } from '../harness/stories.mjs';
import { trace } from '../harness/trace.mjs';
import { eligibleAccount, freshEmail, putAccounts } from '../harness/world.mjs';

const size = 48 * 1024 * 1024;

/** A portal whose data folder can be made full. */
async function onSmallDisk(body) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-full-'));
  const mounted = mountSmall(path.join(folder, 'data'), size);
  const portal = new Portal({ engine: 'sqlite', demo: true, settings: {}, folder, database: null, removeFolder: false });
  const makeFull = async (left) => {
    if (mounted) return fill(portal.data, left);
    const tracer = await trace(portal, { inject: 'pwrite64:error=ENOSPC' });
    return { free: () => tracer.stop() };
  };
  try {
    await portal.start();
    await body(portal, makeFull);
  } finally {
    await portal.stop();
    if (mounted) unmount(portal.data);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function stillReads(portal, registration, mail) {
  const sales = await portal.as('partner_admin', { partner: 0 });
  await sales.get('/api/v1/registrations?limit=50', { expect: 200 });
  await sales.get(`/api/v1/registrations/${registration.id}/history`, { expect: 200 });
  await portal.client().get(mail.path, { expect: 200 });
  await portal.client().get('/healthz', { expect: 200 });
  await portal.client().get('/readyz', { expect: 200 });
}

describe('a full disk', () => {
  test('writes are refused, reads go on, and with space again all is well without a restart', async () => {
    await onSmallDisk(async (portal, makeFull) => {
      const accounts = await putAccounts(portal, Array.from({ length: 12 }, () => eligibleAccount()));
      const sales = await portal.as('partner_admin', { partner: 0 });
      const { json } = await sales.post('/api/v1/registrations', { items: [{ email: accounts[0].email }] }, { expect: 200 });
      const registration = json.results[0].registration;
      const mail = await portal.mailTo(registration.email);
      const add = ({ email }) => sales.post('/api/v1/registrations', { items: [{ email }] },
        { headers: { 'idempotency-key': `key-of-${email}` }, again: false });
      const full = await makeFull();
      const refused = [];
      // What the log still has room for is taken first.
      await eventually(async () => {
        const answer = await portal.as('provider_admin').then((admin) => admin.put('/api/v1/directory/accounts',
          { accounts: Array.from({ length: 500 }, () => eligibleAccount({ email: freshEmail('ballast') })) }, { expect: [200, 503] }));
        return answer.status === 503;
      }, { within: 20_000 });
      for (const account of accounts.slice(1)) {
        const answer = await add(account);
        if (answer.status === 503) refused.push(account);
        else assert.equal(answer.status, 200, answer.text);
      }
      assert.ok(refused.length > 0, 'nothing was refused');
      for (const { email } of refused) {
        assert.deepEqual((await sales.get(`/api/v1/registrations?q=${encodeURIComponent(email)}`, { expect: 200 })).json.data, []);
      }
      await stillReads(portal, registration, mail);
      await full.free();
      for (const account of refused) {
        const answer = await eventually(async () => {
          const tried = await add(account);
          return tried.status === 200 && tried;
        });
        assert.equal(answer.headers.get('idempotency-replayed'), null, 'the refused one was not stored');
      }
      await portal.client().form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
      assert.equal(portal.child.exitCode, null, 'it is still the same program');
    });
  });

  test('under load: what was acknowledged is there once, what was refused can be done again', async () => {
    await onSmallDisk(async (portal, makeFull) => {
      const random = new Random();
      const stories = await Stories.on(portal, { random, accounts: 1500 });
      let refusals = 0;
      for (let round = 0; round < 3; round += 1) {
        const from = stories.journal.entries.length;
        const full = await tellDuring(stories, async () => {
          await underWay(stories);
          const filled = await makeFull(random.between(0, 40) * 4096);
          await eventually(() => stories.journal.entries.slice(from).some(({ said }) => said === 503), { within: 20_000 })
            .catch(() => {});
          return filled;
        }, { width: 16 });
        refusals += stories.journal.entries.slice(from).filter(({ said }) => said === 503).length;
        await full.free();
        assert.ok(stories.journal.entries.slice(from).every(({ failure }) => !failure), 'every call was answered');
        await stories.checkNew();
      }
      assert.ok(refusals > 0, 'the disk was never full');
      await eachOf(stories.unknown(), (entry) => stories.askAgain(entry));
      await stories.checkAll();
      assert.equal(portal.child.exitCode, null, 'it is still the same program');
      const sound = await portal.run(['config', 'check', '--deep']);
      assert.equal(sound.code, 0, sound.stderr);
    });
  });
});

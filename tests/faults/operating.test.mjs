// What an operator does while people work: stops the program, starts it twice by mistake, makes a
// backup.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { backUp, engines, startPortal } from '../harness/portal.mjs';
import { Random } from '../harness/random.mjs';
import { checkConsistency, readAll, Stories, tellDuring, underWay } from '../harness/stories.mjs';

async function withStories(options, body) {
  const random = new Random();
  const portal = await startPortal(options);
  try {
    await body(portal, await Stories.on(portal, { random, accounts: 800 }), random);
  } finally {
    await portal.remove();
  }
}

for (const engine of engines) {
  describe(`stopping under load (${engine})`, () => {
    test('what was acknowledged is there, the rest hears 503 and when to come again', async () => {
      await withStories({ engine }, async (portal, stories) => {
        for (let round = 0; round < 3; round += 1) {
          const from = stories.journal.entries.length;
          await tellDuring(stories, async () => {
            await underWay(stories);
            const began = Date.now();
            const how = await portal.stop();
            const took = Date.now() - began;
            assert.deepEqual(how, { code: 0, signal: null }, portal.log.slice(-2000));
            assert.ok(took <= 30_000, `it ended after ${took} ms`);
          });
          const told = stories.journal.entries.slice(from);
          for (const { said, retryAfter, text } of told.filter((entry) => entry.said === 503)) {
            assert.ok(Number(retryAfter) > 0, `${said} without Retry-After: ${text}`);
          }
          await portal.start();
          await stories.checkNew();
        }
        await stories.checkAll();
      });
    });
  });
}

describe('one SQLite file', () => {
  test('a second program is refused with a sentence, and the first one goes on', async () => {
    await withStories({ engine: 'sqlite' }, async (portal, stories) => {
      await tellDuring(stories, async () => {
        await underWay(stories);
        const commands = [['serve', '--listen', '127.0.0.1:0', '--demo'], ['migrate'], ['user', 'create', '--email', 'a@b.example',
          '--name', 'A', '--audience', 'provider', '--role', 'auditor']];
        for (const command of commands) {
          const { code, stderr } = await portal.run(command, { input: 'một câu đủ dài để nhớ\n' });
          assert.equal(code, 1, `${command}: ${stderr}`);
          assert.match(stderr, /partner-portal: .*the server is running/i, `${command}: ${stderr}`);
          assert.ok(stderr.trim().split('\n').length <= 2, `a sentence, not: ${stderr}`);
        }
        await underWay(stories);
      });
      assert.equal(stories.unknown().length, 0);
      await stories.checkAll();
      const sound = await portal.run(['config', 'check', '--deep']);
      assert.equal(sound.code, 0, sound.stderr);
    });
  });
});

describe('a backup during load', () => {
  test('opens, holds what was acknowledged before it began, and is consistent', async () => {
    await withStories({ engine: 'sqlite' }, async (portal, stories) => {
      let before = [];
      let made = null;
      await tellDuring(stories, async () => {
        await underWay(stories, 200);
        before = stories.journal.entries.filter(({ status, kind }) => status === 200 && kind === 'add');
        made = await backUp(portal);
        await underWay(stories);
      });
      const { copy } = made;
      try {
        assert.equal(made.code, 0, made.stderr);
        assert.equal(stories.unknown().length, 0, 'the server went on meanwhile');
        const file = path.join(copy.data, 'portal.db');
        assert.equal(fs.statSync(file).mode & 0o077, 0, 'the copy belongs to its owner alone');
        const again = await portal.run(['backup', file]);
        assert.equal(again.code, 1, 'a backup overwrites nothing');
        await copy.start();
        const reader = await copy.as('auditor', { fresh: true });
        const all = await readAll(reader);
        const mine = all.registrations.filter(({ email }) => email.includes(stories.run));
        const there = new Set(mine.map(({ id }) => id));
        assert.ok(before.length > 0);
        for (const { json } of before) assert.ok(there.has(json.results[0].registration.id), 'the backup lacks what was acknowledged before');
        await checkConsistency(reader, all, mine);
        await stories.checkAll();
      } finally {
        await copy.remove();
      }
    });
  });
});

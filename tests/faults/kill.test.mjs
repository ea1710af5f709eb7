// kill -9 again and again while many clients write: what was acknowledged is there once, what is
// unknown is there once or not at all, and its key tells which.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { engines, startPortal } from '../harness/portal.mjs';
import { Random } from '../harness/random.mjs';
import { Stories } from '../harness/stories.mjs';

const rounds = { sqlite: 50, postgresql: 10 };
const longestStart = 5000;

for (const engine of engines) {
  describe(`kill -9 under load (${engine})`, () => {
    test(`${rounds[engine]} times, nothing is lost or doubled`, async () => {
      const random = new Random();
      const portal = await startPortal({ engine });
      try {
        const stories = await Stories.on(portal, { random, accounts: 400 * rounds[engine] });
        const starts = [];
        let unknown = 0;
        for (let round = 0; round < rounds[engine]; round += 1) {
          const told = stories.told;
          const telling = stories.tell();
          await pause(random.between(100, 600));
          await portal.kill();
          await telling;
          assert.ok(stories.told > told, 'the load wrote something');
          unknown += stories.unknown().length;
          const from = Date.now();
          await portal.start();
          starts.push(Date.now() - from);
          await stories.checkNew();
        }
        const registered = await stories.checkAll();
        const slowest = Math.max(...starts);
        console.log(`${stories.journal.entries.length} calls, ${unknown} without an answer, ${registered.length} registrations, slowest start ${slowest} ms`);
        assert.ok(unknown >= rounds[engine], 'the kills hit calls that were on their way');
        assert.ok(slowest <= longestStart, `a start took ${slowest} ms`);
      } finally {
        await portal.remove();
      }
    });
  });
}

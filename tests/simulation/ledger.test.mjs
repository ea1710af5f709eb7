// A simulation of the ledger: PORTAL_SIMULATION_SECONDS in all (60), PORTAL_SIMULATION_SEED makes the same
// decisions again.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { describe, test } from 'node:test';
import { engines } from '../harness/portal.mjs';
import { digest, firstDecisions } from './decisions.mjs';
import { clientsAtOnce, Simulation } from './ledger.mjs';

const seconds = Number(process.env.PORTAL_SIMULATION_SECONDS ?? 60) / engines.length;
const seed = Number(process.env.PORTAL_SIMULATION_SEED ?? crypto.randomInt(2 ** 31));
console.log(`seed ${seed} (PORTAL_SIMULATION_SEED=${seed} makes the same decisions again)`);

describe('the ledger by chance', () => {
  test('the same seed makes the same decisions, another one others', () => {
    const of = (number) => digest(Array.from({ length: clientsAtOnce }, (_, client) => firstDecisions(number, client, 1000)));
    assert.equal(of(seed), of(seed));
    assert.notEqual(of(seed), of(seed + 1));
  });

  for (const engine of engines) {
    test(`${seconds} s of kills, cuts and hang-ups on ${engine} break nothing`, { timeout: (seconds * 3 + 300) * 1000 }, async () => {
      const simulation = await Simulation.start({ engine, seed });
      try {
        const { rounds, done, unknown } = await simulation.run(seconds);
        assert.ok(done >= 20 * rounds && unknown >= rounds, 'clients were at work when the program was killed');
      } finally {
        await simulation.remove();
      }
    });
  }
});

// What a client of the simulation decides next. Everything is drawn from its own random numbers, in the
// same order whatever came of it, so that a seed makes the same decisions again.

import crypto from 'node:crypto';
import { Random } from '../harness/random.mjs';

export const partners = 2;
export const customersOfEach = 3;

/** Above these amounts a second person is asked. */
export const above = { top_up: 4000, grant: 8000, payout: 3000 };

const often = {
  top_up: 24, purchase: 16, grant: 14, hold: 7, reverse: 7, release: 6, reclaim: 6, refund: 6, approve: 6, payout: 5, pay_partner: 2, reject: 2, withdraw: 2,
};
const verbs = Object.entries(often).flatMap(([verb, times]) => Array(times).fill(verb));

export function decide(random) {
  return {
    verb: verbs[random.between(0, verbs.length - 1)],
    partner: random.between(0, partners - 1),
    customer: random.between(0, customersOfEach - 1),
    person: random.between(0, 1),
    copy: random.between(0, 1),
    amount: random.between(1, 3000),
    large: random.chance(0.06),      // above what one person may
    whole: random.chance(0.12),      // all that is available
    pick: random.next(),             // of what is there to be undone, released or approved
    drop: random.chance(0.04) ? random.between(1, 15) : 0,  // ms after which the client hangs up
    rest: random.chance(0.2) ? random.between(1, 20) : 0,
  };
}

/** How long a round lasts, which copy is killed, and when which connections to the database are cut. */
export function plan(random) {
  return {
    lasts: random.between(300, 1800),
    victim: random.between(0, 1),
    cuts: Array.from({ length: random.between(0, 4) }, () => ({ at: random.next(), pick: random.next(), busy: random.chance(0.7) })),
    hours: random.chance(0.25) ? random.between(1, 20) : 0,
  };
}

/** The first decisions that a client makes with this seed. */
export function firstDecisions(seed, client, count) {
  const own = new Random(seed, { silent: true }).child(client);
  return Array.from({ length: count }, () => decide(own));
}

/** A name for decisions. */
export function digest(decisions) {
  return crypto.createHash('sha256').update(JSON.stringify(decisions)).digest('hex').slice(0, 16);
}

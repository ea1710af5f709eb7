// Random choices that can be made again: the seed is printed, and PORTAL_TEST_SEED brings it back.

import crypto from 'node:crypto';

export class Random {
  constructor(seed = Number(process.env.PORTAL_TEST_SEED ?? crypto.randomInt(2 ** 31)), { silent = false } = {}) {
    this.seed = seed;
    this.state = seed >>> 0;
    if (!silent) console.log(`seed ${seed} (PORTAL_TEST_SEED=${seed} makes the same choices again)`);
  }

  /** Choices of its own for the n-th of many things that happen at once; they follow from the seed. */
  child(number) {
    const child = Object.create(Random.prototype);
    child.seed = this.seed;
    child.state = (this.seed ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0;
    return child;
  }

  /** From 0 up to 1 (mulberry32). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(least, most) { return least + Math.floor(this.next() * (most - least + 1)); }
  chance(probability) { return this.next() < probability; }
}

// The whole model of the ledger: a map of balances, and what each verb does to them.

import assert from 'node:assert/strict';

/** `own` is whose wallet it is: the partner's, or a customer's. */
const moves = {
  grant: (n) => ({ partner: n }),
  top_up: (n) => ({ partner: -n, customer: n }),
  reclaim: (n) => ({ customer: -n, partner: n }),
  purchase: (n) => ({ customer: -n }),
  refund: (n) => ({ customer: n }),
  payout: (n, own) => ({ [own]: -n }),
  hold: (n, own) => ({ [own]: -n, [`${own} held`]: n }),
  release: (n, own) => ({ [own]: n, [`${own} held`]: -n }),
};

export class Model {
  constructor() {
    this.balances = new Map();  // "ptn_… partner", "ptn_… partner held", "acc_… customer", …
    this.kinds = new Map();     // of every transaction, to know what a reversal undoes
    this.reversed = new Set();
  }

  of(key) { return this.balances.get(key) ?? 0; }

  /** What it would do: [[key, name, before, after]]. */
  steps({ kind, amount, partner, account = null, reverses = null }) {
    const own = account ? 'customer' : 'partner';
    const effect = kind === 'reversal' ? this.kinds.get(reverses) : kind;
    return Object.entries(moves[effect](kind === 'reversal' ? -amount : amount, own)).map(([name, delta]) => {
      const key = `${name.startsWith('partner') ? partner : account} ${name}`;
      return [key, name, this.of(key), this.of(key) + delta];
    });
  }

  /** Whether no wallet goes below zero by it; only a purchase may do that to a customer's. */
  allows(wish) {
    return this.steps(wish).every(([, name, before, after]) => after >= 0 || after > before || (wish.kind === 'purchase' && name === 'customer'));
  }

  /** Does it; what is available behind it, {partner, customer}. */
  apply(moved) {
    assert.ok(this.allows(moved), `a wallet went below zero: ${JSON.stringify(moved)} ${JSON.stringify(this.steps(moved))}`);
    assert.ok(!this.kinds.has(moved.id), `${moved.id} happened twice`);
    if (moved.kind === 'reversal') {
      assert.ok(!this.reversed.has(moved.reverses), `${moved.reverses} was undone twice`);
      this.reversed.add(moved.reverses);
    }
    this.kinds.set(moved.id, moved.kind);
    const available = {};
    for (const [key, name, , after] of this.steps({ ...moved })) {
      this.balances.set(key, after);
      available[name] = after;
    }
    return available;
  }
}

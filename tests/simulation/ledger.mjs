// The ledger under everything at once: clients that decide by chance, kill -9 of the program, connections
// to the database that are cut between statements, clients that hang up. What is unknown is asked again
// with its key. All that is acknowledged, and the feed of events, is held against model.mjs (I1 to I7
// of docs/security).

import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addCustomers, amountsOf, treasurers, vnd } from '../harness/credit.mjs';
import { eventually, exchange } from '../harness/http.mjs';
import { Journal } from '../harness/journal.mjs';
import { startCopy, startPortal } from '../harness/portal.mjs';
import { Random } from '../harness/random.mjs';
import { eachOf } from '../harness/stories.mjs';
import { above, customersOfEach, decide, digest, firstDecisions, partners, plan } from './decisions.mjs';
import { Evidence } from './evidence.mjs';
import { Model } from './model.mjs';

export const clientsAtOnce = 12;
const readersAtOnce = 2;
const settings = {
  'credit.top_up_second_person_above': above.top_up,
  'credit.grant_second_person_above': above.grant,
  'credit.payout_second_person_above': above.payout,
  'credit.reclaim': true,
  'credit.request_days': 1,
};

/** What may be answered beside success, and nothing else. */
const refusals = new Set(['credit.insufficient', 'credit.already_reversed', 'credit.request_decided', 'credit.hold_released', 'credit.own_request',
  'credit.not_own_request']);
const undoable = new Set(['grant', 'top_up', 'reclaim', 'refund', 'payout']);
const kindOf = (verb) => ({ reverse: 'reversal', pay_partner: 'payout' }[verb] ?? verb);
const thresholdOf = (kind) => above[{ reclaim: 'top_up', reversal: 'grant' }[kind] ?? kind] ?? Infinity;
const act = (id, verb) => `/api/v1/credit/requests/${id}/${verb}`;

export class Simulation {
  static async start({ engine, seed }) {
    const portal = await startPortal({ engine, settings });
    const simulation = new Simulation(portal, seed);
    try {
      if (engine === 'postgresql') simulation.copies.push(await startCopy(portal));
      await simulation.prepare();
    } catch (error) {
      await simulation.remove();
      throw error;
    }
    return simulation;
  }

  constructor(portal, seed) {
    const random = new Random(seed, { silent: true });
    Object.assign(this, { portal, seed, copies: [portal], model: new Model(), streams: [], running: false });
    for (let client = 0; client < clientsAtOnce; client += 1) this.streams.push({ random: random.child(client), decisions: 0, first: [], client });
    this.exact = { random: random.child(1000), decisions: 0, client: 'exact' };
    this.killer = random.child(1001);
    this.readers = Array.from({ length: readersAtOnce }, (_, i) => random.child(2000 + i));
    this.journal = new Journal(path.join(portal.folder, 'simulation.jsonl'));
    this.pools = { undoable: [], holds: [], requests: [] };
    this.after = '0';
    this.transactions = new Map();
    this.evidence = new Evidence(this);
    this.told = { rounds: 0, kills: 0, cuts: 0, ends: 0, hangUps: 0, unknown: 0, done: 0, refused: 0 };
  }

  async prepare() {
    await this.signIn();
    for (let partner = 0; partner < partners; partner += 1) {
      const own = await addCustomers(this.portal, customersOfEach, { partner });
      this.partners.push({ id: this.staff[partner][0].user.partner.id, customers: own.map((row) => row.account_id) });
    }
    await this.settled();
  }

  async signIn() {
    this.partners ??= [];
    this.staff = [];
    for (let partner = 0; partner < partners; partner += 1) {
      const people = await treasurers(this.portal, { partner });
      this.staff.push([people.finance, people.admin]);
      Object.assign(this, { provider: [people.provider, people.root], auditor: people.auditor });
    }
    this.elsewhere = new Map();
  }

  /** The same person at one of the copies. */
  at(client, copy) {
    const { url } = this.copies[copy % this.copies.length];
    const name = `${client.user.id} ${url}`;
    if (!this.elsewhere.has(name)) this.elsewhere.set(name, client.at(url));
    return this.elsewhere.get(name);
  }

  async remove() {
    this.shell?.end();
    for (const copy of [...this.copies].reverse()) await copy.remove();
  }

  // ---- Rounds ----

  async run(seconds) {
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) await this.round();
    await this.evidence.whole();
    const first = this.streams.map((stream) => stream.first);
    assert.deepEqual(first, this.streams.map(({ client }, i) => firstDecisions(this.seed, client, first[i].length)), 'the seed alone decides');
    const { rounds, kills, cuts, ends, hangUps, done, refused, unknown } = this.told;
    console.log(`${rounds} rounds: ${done} moved, ${refused} refused, ${unknown} unknown at first; ${kills} kills, ${cuts} cuts, after which ${ends} ended by themselves, ${hangUps} hang-ups; `
      + `${this.transactions.size} transactions; first decisions ${digest(first)}`);
    return this.told;
  }

  async round() {
    const planned = plan(this.killer);
    const victim = this.copies[planned.victim % this.copies.length];
    const first = this.journal.entries.length;
    this.running = true;
    const load = Promise.allSettled([...this.streams.map((stream) => this.client(stream)), ...this.readers.map((random) => this.reader(random))]
      .map((work) => work.catch((failure) => { this.running = false; throw failure; })));
    this.cut(planned);
    await pause(planned.lasts);
    await victim.kill();
    if (this.copies.length > 1) await pause(30);
    this.running = false;
    for (const { status, reason } of await load) if (status === 'rejected') throw reason;
    this.told.rounds += 1;
    this.told.kills += 1;
    // It reads everything, so a long run asks more seldom.
    if (this.told.rounds <= 40 || this.told.rounds % 4 === 0) await this.evidence.verify();
    await this.revive(victim, planned);
    await this.resolve(first);
    await this.settled();
    await this.exactly(4);
    if (planned.hours) await this.pass(planned.hours);
    if (this.told.rounds % 8 === 0) await this.evidence.unchanged();
    this.journal.entries.length = 0;
  }

  /** Starts what was killed, and what ended by itself because a connection was cut while it committed. */
  async revive(victim, { cuts }) {
    await victim.start();
    if (this.copies.length > 1 && cuts.length > 0) await pause(150);  // the last cut is felt
    for (const copy of this.copies) {
      await eventually(async () => {
        if (copy.child.exitCode === null) return (await exchange(copy.url, { path: '/readyz' })).status === 200;
        assert.deepEqual(await copy.ended, { code: 1, signal: null }, copy.log.slice(-2000));
        assert.match(copy.log.slice(-5000), /outcome of a commit is unknown/);
        this.told.ends += 1;
        return copy.start();
      }, { within: 60_000 });
    }
  }

  /** Cuts connections of the program to PostgreSQL, rather those that are busy. */
  cut({ lasts, cuts }) {
    if (!this.portal.database) return;
    this.shell ??= this.portal.database.shell();
    for (const { at, pick, busy } of cuts) {
      this.told.cuts += 1;
      setTimeout(() => this.shell.send(`SELECT pg_terminate_backend(pid) FROM (SELECT pid, row_number() OVER (ORDER BY pid) - 1 AS place, count(*) OVER () AS all_of_them
        FROM pg_stat_activity WHERE datname = current_database() AND usename = 'portal' AND (${!busy} OR state <> 'idle')) AS found WHERE place = floor(${pick} * all_of_them)`), at * lasts);
    }
  }

  /** Hours go by; what was there at the end of a day is remembered. */
  async pass(hours) {
    this.evidence.remember();
    await this.portal.moveClock({ hours });
    for (const copy of this.copies) copy.offset = this.portal.offset;
    await this.signIn();
  }

  // ---- Clients ----

  async client(stream) {
    while (this.running) {
      const decision = decide(stream.random);
      stream.decisions += 1;
      if (stream.first.length < 100) stream.first.push(decision);
      const call = await this.callOf(decision, `sim ${stream.client}/${stream.decisions}`).catch(() => null);
      if (call) {
        if (decision.drop) this.told.hangUps += 1;
        const entry = await this.journal.call(call.client, call, decision.drop ? { timeout: decision.drop } : {});
        if (entry.status !== 'unknown') this.settle(entry);
        else if (!decision.drop) await pause(20);
      }
      if (decision.rest) await pause(decision.rest);
    }
  }

  /** The call of a decision; nothing when there is nothing to do it to. */
  async callOf(decision, note) {
    const { verb, person, copy, pick } = decision;
    const partner = this.partners[decision.partner];
    const account = partner.customers[decision.customer];
    const choose = (pool) => pool[Math.floor(pick * pool.length)];
    const kind = kindOf(verb);
    const made = (client, where, body, rest = {}) => ({
      verb, kind, note, client: this.at(client, copy), method: 'POST', path: where, body, key: note.replace(' ', '-'), partner: partner.id, account, ...rest,
    });
    if (['approve', 'reject', 'withdraw'].includes(verb)) {
      const asked = choose(this.pools.requests);
      const side = asked && (asked.side === 'partner' ? this.staff[asked.partner] : this.provider);
      return asked && made(side[person], act(asked.id, verb), verb === 'reject' ? { reason: note } : {}, { note: null, target: asked.id });
    }
    if (verb === 'release') {
      const held = choose(this.pools.holds);
      return held && made(this.provider[0], `/api/v1/holds/${held}/release`, {}, { note: null, target: held });
    }
    if (verb === 'reverse') {
      const given = choose(this.pools.undoable);
      const amount = given && (decision.whole ? given.amount : Math.min(given.amount, decision.amount));
      const body = { reason: note, ...(!decision.whole && { amount: vnd(amount) }) };
      return given && made(this.provider[person], `/api/v1/credit/transactions/${given.id}/reverse`, body, { amount, reverses: given.id, partner: given.partner, account: given.account });
    }
    const amount = await this.amountOf(decision, partner.id, account);
    const billed = { amount: vnd(amount), reference: note, note };
    const to = `/api/v1/accounts/${account}`;
    return {
      top_up: () => made(this.staff[decision.partner][person], `${to}/top-ups`, { amount: vnd(amount), note }, { amount }),
      reclaim: () => made(this.staff[decision.partner][person], `${to}/reclaims`, { amount: vnd(amount), reason: note }, { amount }),
      purchase: () => made(this.provider[0], `${to}/purchases`, billed, { amount }),
      refund: () => made(this.provider[0], `${to}/refunds`, billed, { amount }),
      hold: () => made(this.provider[0], `${to}/holds`, billed, { amount }),
      payout: () => made(this.provider[person], `${to}/payouts`, billed, { amount }),
      pay_partner: () => made(this.provider[person], `/api/v1/partners/${partner.id}/payouts`, billed, { amount, account: null }),
      grant: () => made(this.provider[person], '/api/v1/credit/grants', { partner_id: partner.id, ...billed }, { amount, account: null }),
    }[verb]();
  }

  async amountOf({ verb, whole, large, amount, copy }, partner, account) {
    const least = thresholdOf(kindOf(verb));
    if (large && least < Infinity) return least + amount;
    if (!whole || ['grant', 'refund', 'purchase'].includes(verb)) return amount;
    const where = ['top_up', 'pay_partner'].includes(verb) ? `partners/${partner}/wallet` : `accounts/${account}/credit`;
    const { json } = await this.at(this.auditor, copy).get(`/api/v1/${where}`, { expect: 200, checked: false, again: false });
    return Math.min(Math.max(1, json.available.amount), least);
  }

  /** What an answer means for what can be done next; anything that is no answer of this call fails. */
  settle({ status, json, text, kind, verb, target, note, amount, partner, account, reverses }) {
    const seen = `${verb} ${note ?? target} answered ${status} ${text}`;
    if (status >= 400) {
      assert.ok(refusals.has(json?.code), seen);
      this.told.refused += 1;
    } else {
      this.told.done += 1;
      assert.ok([200, 201, 202].includes(status), seen);
      const remember = (id, what) => {
        if (undoable.has(what)) this.pools.undoable.push({ id, amount: json.amount.amount, partner: json.partner.id, account: json.account?.id ?? null });
      };
      if (status === 202) this.pools.requests.push({ id: json.id, side: ['top_up', 'reclaim'].includes(kind) ? 'partner' : 'provider', partner: this.partners.findIndex(({ id }) => id === partner) });
      else if (verb === 'hold') this.pools.holds.push(json.id);
      else if (verb === 'approve') remember(json.transaction_id, json.kind);
      else if (!target) remember(json.id, json.kind);
    }
    this.evidence.keep({ status, verb, kind, target, note, amount, partner, account, reverses, json });
  }

  /** I4: what is unknown happened once or not at all; its key tells, and tells the same again. */
  async resolve(first) {
    const unknown = this.journal.entries.slice(first).filter(({ status }) => status === 'unknown');
    this.told.unknown += unknown.length;
    const stored = this.evidence.stored(unknown);
    await eachOf(unknown, async (entry) => {
      const before = stored.of(entry);
      const answer = await eventually(async () => {
        const again = await this.journal.send(entry);
        return again.status !== 503 && again.json?.code !== 'request_in_progress' && again;
      }, { within: 20_000 });
      Object.assign(entry, { status: answer.status, json: answer.json, text: answer.text });
      const replayed = answer.headers.get('idempotency-replayed') === 'true';
      const show = `${entry.verb} ${entry.key}: before ${JSON.stringify(before)}, asked again ${answer.status} ${answer.text}`;
      if (!entry.target) {
        assert.equal(replayed, before !== null, show);
        if (before) assert.ok(answer.status < 300 && answer.json.id === before, show);
      } else if (answer.status < 300) {
        assert.equal(replayed, before !== 'open', show);
      }
      if (answer.status < 300) assert.equal((await this.journal.send(entry)).text, answer.text, show);
      this.settle(entry);
    }, 4);
  }

  // ---- Readers ----

  /** I2 and I5 at any moment, whatever is under way. */
  async reader(random) {
    while (this.running) {
      const partner = this.partners[random.between(0, partners - 1)];
      const account = partner.customers[random.between(0, customersOfEach - 1)];
      const client = this.at(this.auditor, random.between(0, 1));
      const read = (where) => client.get(`/api/v1/${where}`, { checked: false, again: false }).catch(() => ({ status: 0 }));
      const [where, look] = [
        [`partners/${partner.id}/wallet`, (json) => this.evidence.aboveFloor(json, 0)],
        [`accounts/${account}/credit`, (json) => this.evidence.aboveFloor(json, -Infinity)],
        [`partners/${partner.id}/movements?limit=20`, (json) => this.evidence.movements(partner.id, json.data)],
        [`accounts/${account}/movements?limit=20`, (json) => this.evidence.movements(account, json.data)],
        ['credit/transactions?limit=20', (json) => this.evidence.seen(json.data)],
        ['credit/totals', (json) => this.evidence.total(json)],
      ][random.between(0, 5)];
      const { status, json, text } = await read(where);
      assert.ok([0, 200, 503].includes(status), `${where} answered ${status} ${text}`);
      if (status === 200) look(json);
      await pause(random.between(0, 10));
    }
  }

  // ---- When all is quiet ----

  /** Applies what the feed tells since it was read last; how many events that were. */
  async absorb() {
    let count = 0;
    for (;;) {
      const { json } = await this.auditor.get(`/api/v1/events?after=${this.after}&limit=200`, { expect: 200, checked: false });
      for (const event of json.data) {
        assert.equal(Number(event.id), Number(this.after) + 1, 'a gap in the feed');
        this.after = event.id;
        count += 1;
        const { transaction } = event;
        if (!transaction) continue;
        const moved = { id: transaction.id, kind: transaction.kind, amount: transaction.amount.amount, partner: event.partner_id, account: event.account_id, reverses: transaction.reverses };
        const available = this.model.apply(moved);
        assert.deepEqual([transaction.partner_available?.amount, transaction.account_available?.amount], [available.partner, available.customer], `${event.type} ${JSON.stringify(event)}`);
        this.transactions.set(moved.id, { ...moved, reference: transaction.reference });
      }
      if (json.data.length === 0) return count;
    }
  }

  /** The feed has come to its end, and every balance is the model's. */
  async settled() {
    await eventually(async () => {
      await this.absorb();
      const shown = await this.balances();
      if (await this.absorb() > 0) return false;  // a job moved something meanwhile
      assert.deepEqual(shown, this.expected());
      return true;
    }, { within: 20_000 });
  }

  wallets() {
    return this.partners.flatMap(({ id, customers }) => [['partner', id, `partners/${id}/wallet`], ...customers.map((account) => ['customer', account, `accounts/${account}/credit`])]);
  }

  async balances() {
    const shown = {};
    for (const [, id, where] of this.wallets()) shown[id] = amountsOf((await this.auditor.get(`/api/v1/${where}`, { expect: 200, checked: false })).json);
    return shown;
  }

  expected() {
    return Object.fromEntries(this.wallets().map(([own, id]) => {
      const [available, held] = [this.model.of(`${id} ${own}`), this.model.of(`${id} ${own} held`)];
      return [id, { balance: available + held, held, available }];
    }));
  }

  /** A few calls one after the other, whose outcome the model knows before. */
  async exactly(count) {
    for (let i = 0; i < count; i += 1) {
      const decision = decide(this.exact.random);
      this.exact.decisions += 1;
      const call = await this.callOf(decision, `sim exact/${this.exact.decisions}`);
      if (!call || call.target || call.verb === 'reverse') continue;
      const { kind, amount, partner, account } = call;
      const asks = amount > thresholdOf(kind);
      const holder = { kind: 'hold', amount, partner, account: kind === 'top_up' ? null : account };
      const allowed = asks ? kind === 'grant' || this.model.allows(holder) : this.model.allows({ kind, amount, partner, account });
      const entry = await this.journal.call(call.client, call);
      assert.equal(entry.status, allowed ? (asks ? 202 : 201) : 422, `${call.verb} of ${amount} at ${JSON.stringify(this.expected())}: ${entry.text}`);
      this.settle(entry);
      await this.settled();
    }
  }
}

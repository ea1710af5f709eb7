// What the simulation saw and was told, and what must hold of it: nothing that was read ever changes, what
// was acknowledged is there once, what was refused is not, each change has one row in the trail.

import assert from 'node:assert/strict';

const list = (texts) => texts.map((text) => `'${text}'`).join() || 'NULL';
const dayOf = (moment) => new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
const lasting = ({ reversed_by: later, ...row }) => JSON.stringify(row);

export class Evidence {
  constructor(simulation) {
    this.simulation = simulation;
    this.records = new Map();      // note → what was answered
    this.decided = new Map();      // request or hold → the one call that decided it
    this.rows = new Map();         // everything that was ever read → as it was then
    this.days = new Map();         // day → balances at its end
    this.entries = new Map();      // entry → its row in the database
  }

  get portal() { return this.simulation.portal; }

  // ---- What was answered ----

  keep({ status, verb, kind, target, note, amount, partner, account, reverses, json }) {
    if (target) {
      if (status >= 300) return;
      assert.ok(!this.decided.has(target), `${target} was decided twice: ${verb}, ${this.decided.get(target)}`);
      this.decided.set(target, verb);
      return;
    }
    assert.ok(!this.records.has(note), note);
    this.records.set(note, { status, kind, id: status < 300 ? json.id : null, amount, partner, account });
    if (status === 201 && verb !== 'hold') {
      assert.deepEqual([json.kind, json.amount.amount, json.partner.id, json.account?.id ?? null, json.reverses], [kind, amount, partner, account ?? null, reverses ?? null], note);
    }
  }

  /** What the database holds of calls whose outcome is unknown: of() answers the id, 'open', 'closed' or null. */
  stored(entries) {
    const notes = list(entries.filter(({ note }) => note).map(({ note }) => note));
    const targets = list(entries.filter(({ target }) => target).map(({ target }) => target));
    const ids = new Map();
    const states = new Map();
    const moved = this.portal.query(`SELECT note, id FROM ledger_transaction WHERE note IN (${notes}) AND kind <> 'hold'`);
    const asked = this.portal.query(`SELECT note, id FROM credit_request WHERE note IN (${notes})`);
    const held = this.portal.query(`SELECT note, id FROM credit_hold WHERE note IN (${notes})`);
    for (const [note, id] of [...moved, ...asked, ...held]) {
      assert.ok(!ids.has(note), `${note} is there twice: ${id} and ${ids.get(note)}`);
      ids.set(note, id);
    }
    for (const [id, state] of this.portal.query(`SELECT id, state FROM credit_request WHERE id IN (${targets})`)) states.set(id, state === 'pending_approval' ? 'open' : 'closed');
    for (const [id, at] of this.portal.query(`SELECT id, released_at_us FROM credit_hold WHERE id IN (${targets})`)) states.set(id, at === '' ? 'open' : 'closed');
    return { of: ({ note, target }) => (target ? states.get(target) : ids.get(note) ?? null) };
  }

  // ---- What was read ----

  same(name, text) {
    if (!this.rows.has(name)) this.rows.set(name, text);
    else assert.equal(text, this.rows.get(name), `${name} changed`);
  }

  aboveFloor(json, floor) {
    const { balance, held, available } = json;
    assert.ok(held.amount >= 0 && available.amount >= floor && balance.amount === held.amount + available.amount, JSON.stringify(json));
  }

  /** Newest first, each beginning where the one before it ended. */
  movements(wallet, rows) {
    rows.forEach((row, i) => {
      this.same(`${wallet} ${row.number}`, lasting(row));
      assert.equal(row.after.amount, row.before.amount + row.amount.amount);
      assert.ok(row.after.amount >= 0 || row.amount.amount > 0 || (row.kind === 'purchase' && wallet.startsWith('acc_')), JSON.stringify(row));
      const older = rows[i + 1];
      if (!older) return;
      assert.deepEqual([older.number, older.after.amount], [row.number - 1, row.before.amount], JSON.stringify([row, older]));
      assert.ok(older.at <= row.at, JSON.stringify([row, older]));
    });
  }

  seen(rows) {
    for (const row of rows) this.same(row.id, lasting(row));
  }

  /** I1 as the channel's totals tell it. */
  total({ issued, paid_out: paid, spent, outstanding, arrears }) {
    assert.equal(issued.amount - paid.amount - spent.amount, outstanding.amount - arrears.amount);
  }

  /** The end of a day, when nothing moves, to be asked for later. */
  remember() {
    this.days.set(dayOf(this.portal.now()), this.simulation.expected());
  }

  // ---- Proofs ----

  async verify() {
    for (const command of [['ledger', 'verify'], ['audit', 'verify']]) {
      const { code, stderr, stdout } = await this.portal.run(command);
      assert.equal(code, 0, `${command.join(' ')}: ${stdout}${stderr}`);
    }
  }

  /** I1 and I5 in the database itself. */
  async unchanged() {
    const rows = this.portal.query('SELECT ledger_account_id, number, transaction_id, kind, at_us, amount_minor, before_minor, after_minor, in_minor, out_minor, mac FROM ledger_entry');
    const sums = new Map();
    const found = new Set();
    for (const [account, number, ...rest] of rows) {
      const name = `${account}/${number}`;
      const text = rest.join();
      found.add(name);
      if (!this.entries.has(name)) this.entries.set(name, text);
      else assert.equal(text, this.entries.get(name), `the entry ${name} changed`);
      sums.set(rest[0], (sums.get(rest[0]) ?? 0) + Number(rest[3]));
    }
    for (const name of this.entries.keys()) assert.ok(found.has(name), `the entry ${name} is gone`);
    for (const [id, sum] of sums) assert.equal(sum, 0, `the entries of ${id} come to ${sum}`);
  }

  /** Everything, once more, when the simulation is over. */
  async whole() {
    await this.simulation.settled();
    await this.unchanged();
    await this.verify();
    this.compareNotes();
    this.compareHeld();
    this.compareTrail();
    await this.compareHistories();
    this.remember();
    await this.compareDays();
  }

  /** I3: what was acknowledged is there once, as it was answered; what was refused is not. */
  compareNotes() {
    const moved = new Map();
    for (const [note, id, kind, amount, partner, account] of this.portal.query("SELECT note, id, kind, amount_minor, partner_id, account_id FROM ledger_transaction WHERE note LIKE 'sim %'")) {
      assert.ok(!moved.has(note), `${note} moved twice`);
      moved.set(note, { id, kind, amount: Number(amount), partner, account: account || null });
    }
    const asked = new Map(this.portal.query("SELECT note, id, state, transaction_id FROM credit_request WHERE note LIKE 'sim %'").map(([note, id, state, transaction]) => [note, { id, state, transaction }]));
    const held = new Map(this.portal.query("SELECT note, id, placed_by FROM credit_hold WHERE note LIKE 'sim %'").map(([note, id, placedBy]) => [note, { id, placedBy }]));
    for (const [note, { status, kind, id, amount, partner, account }] of this.records) {
      const [transaction, request, hold] = [moved.get(note), asked.get(note), held.get(note)];
      const show = `${note} ${status} ${JSON.stringify({ transaction, request, hold })}`;
      if (status >= 400) assert.ok(!transaction && !request && !hold, `it was refused: ${show}`);
      else if (status === 202) {
        assert.equal(request?.id, id, show);
        assert.deepEqual([request.state === 'approved', transaction?.id ?? ''], [Boolean(transaction), request.transaction], show);
      } else {
        assert.ok(!request, show);
        assert.equal(kind === 'hold' ? hold?.id : transaction?.id, id, show);
        if (kind === 'hold') assert.equal(hold.placedBy, transaction.id, show);
      }
      if (transaction) assert.deepEqual({ ...transaction, id: '' }, { id: '', kind, amount, partner, account: account ?? null }, show);
    }
    for (const note of [...moved.keys(), ...asked.keys()]) assert.ok(this.records.has(note), `nobody asked for ${note}`);
  }

  /** What is set aside is what open holds and waiting requests say. */
  compareHeld() {
    const aside = new Map();
    const add = (key, amount) => aside.set(key, (aside.get(key) ?? 0) + Number(amount));
    for (const [account, amount] of this.portal.query('SELECT account_id, amount_minor FROM credit_hold WHERE released_at_us IS NULL')) add(`${account} customer held`, amount);
    for (const [kind, partner, account, amount] of this.portal.query("SELECT kind, partner_id, account_id, amount_minor FROM credit_request WHERE state = 'pending_approval' AND kind IN ('top_up', 'reclaim', 'payout')")) {
      add(kind === 'top_up' || account === '' ? `${partner} partner held` : `${account} customer held`, amount);
    }
    const { model } = this.simulation;
    const keys = new Set([...aside.keys(), ...[...model.balances.keys()].filter((key) => key.endsWith(' held'))]);
    for (const key of keys) assert.equal(model.of(key), aside.get(key) ?? 0, key);
  }

  /** I7: one row of the trail for each change. */
  compareTrail() {
    const trail = new Map();
    for (const [subject, change, count] of this.portal.query("SELECT subject, change, COUNT(*) FROM audit_entry WHERE change LIKE 'credit.%' GROUP BY subject, change")) {
      assert.equal(count, '1', `${change} of ${subject} stands ${count} times in the trail`);
      trail.set(subject, [...(trail.get(subject) ?? []), change].sort());
    }
    for (const [id, { kind }] of this.simulation.transactions) assert.deepEqual(trail.get(id), [`credit.${kind}`]);
    const requests = this.portal.query('SELECT id, state FROM credit_request');
    for (const [id, state] of requests) assert.deepEqual(trail.get(id), ['credit.ask', ...(state === 'pending_approval' ? [] : [`credit.${state}`])].sort(), id);
    assert.equal([...trail.keys()].filter((id) => /^(txn|crq)_/.test(id)).length, this.simulation.transactions.size + requests.length);
  }

  /** I5 and I6: the whole history of each wallet, read again, is what was read before and comes to its balance. */
  async compareHistories() {
    const { auditor, transactions } = this.simulation;
    const all = await pages(auditor, '/api/v1/credit/transactions');
    this.seen(all);
    assert.deepEqual(all.map(({ id }) => id).sort(), [...transactions.keys()].sort(), 'the ledger and the feed');
    const expected = this.simulation.expected();
    for (const [own, id] of this.simulation.wallets()) {
      const rows = await pages(auditor, `/api/v1/${own === 'partner' ? 'partners' : 'accounts'}/${id}/movements`);
      this.movements(id, rows);
      assert.equal(rows.length, rows[0]?.number ?? 0, 'numbered without a gap');
      assert.equal(rows.reduce((sum, row) => sum + row.amount.amount, 0), expected[id].available);
    }
  }

  /** I6 as of past days. */
  async compareDays() {
    const { auditor } = this.simulation;
    for (const [day, balances] of this.days) {
      const rows = await pages(auditor, `/api/v1/reports/credit/summary?from=${day}&to=${day}`);
      for (const row of rows) {
        assert.equal(row.opening.amount + row.in.amount - row.out.amount, row.closing.amount);
        const then = balances[row.account?.id ?? row.partner.id];
        if (then) assert.equal(row.closing.amount, then.balance, `${row.account?.id ?? row.partner.id} at the end of ${day}`);
      }
    }
  }
}

async function pages(client, path) {
  const rows = [];
  let cursor = '';
  do {
    const { json } = await client.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor}`, { expect: 200, checked: false });
    rows.push(...json.data);
    cursor = json.next_cursor && `&cursor=${encodeURIComponent(json.next_cursor)}`;
  } while (cursor);
  return rows;
}

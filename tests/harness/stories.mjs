// Load that means something: many customers at once, each with a story. One or two partners add the
// customer at the same time; it agrees to all who asked, by every link, twice; the provider approves
// twice at once, and a partner withdraws in between. Every call is in the journal. `check…` compare
// the journal with what the portal says.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import path from 'node:path';
import { eventually } from './http.mjs';
import { Journal } from './journal.mjs';
import { contentsOf } from './portal.mjs';
import { eligibleAccount } from './world.mjs';

const active = ['pending_provider', 'confirmed'];

/** Many at once, but not all. */
export async function eachOf(items, act, width = 16) {
  const left = [...items];
  await Promise.all(Array.from({ length: Math.min(width, left.length) }, async () => {
    while (left.length) await act(left.shift());
  }));
}

function countBy(rows, name) {
  const counts = new Map();
  for (const row of rows) counts.set(name(row), (counts.get(name(row)) ?? 0) + 1);
  return counts;
}

export class Stories {
  /** `clients`: {partners: [client, client], approvers: [client, client], reader, customer}. */
  constructor({ folder, random, clients, accounts }) {
    Object.assign(this, { random, clients });
    this.journal = new Journal(path.join(folder, 'journal.jsonl'));
    this.run = crypto.randomBytes(4).toString('hex');
    this.emails = Array.from({ length: accounts }, (_, index) => `story.${index}.${this.run}@customers.example`);
    this.told = 0;      // stories begun
    this.checked = 0;   // journal entries that were compared
    this.stopping = false;
  }

  static async on(portal, { random, accounts }) {
    const clients = {
      partners: [await portal.as('partner_admin', { partner: 0 }), await portal.as('partner_admin', { partner: 1 })],
      approvers: [await portal.as('approver'), await portal.as('provider_admin')],
      reader: await portal.as('auditor'),
      customer: portal.client(),
    };
    const stories = new Stories({ folder: portal.folder, random, clients, accounts });
    await stories.putAccounts(await portal.as('provider_admin'));
    return stories;
  }

  async putAccounts(admin) {
    for (let from = 0; from < this.emails.length; from += 1000) {
      const accounts = this.emails.slice(from, from + 1000).map((email) => eligibleAccount({ email, name: 'Khách Hàng' }));
      await admin.put('/api/v1/directory/accounts', { accounts }, { expect: 200, checked: false });
    }
  }

  /** Tells stories, `width` at a time, until stop(); answers when the last one is over. */
  async tell({ width = 24 } = {}) {
    this.stopping = false;
    await Promise.all(Array.from({ length: width }, async () => {
      while (!this.stopping && this.told < this.emails.length) {
        const email = this.emails[this.told];
        this.told += 1;
        await this.story(email);
      }
    }));
  }

  stop() { this.stopping = true; }

  /** Answers the entries; nothing when the story breaks off, because an answer did not come. */
  async together(calls) {
    const entries = await Promise.all(calls.map(([client, call]) => this.journal.call(client, call)));
    if (entries.some(({ status }) => status === 'unknown')) {
      this.stopping = true;
      return null;
    }
    return entries;
  }

  async story(email) {
    const { random, clients } = this;
    const first = random.between(0, 1);
    const asking = random.chance(0.5) ? [first, 1 - first] : [first];
    const [early, late, decided] = [random.chance(0.15), random.chance(0.15), random.chance(0.7)];
    const adding = await this.together(asking.map((partner) => [clients.partners[partner], {
      kind: 'add', email, partner, key: `${email} ${partner}`.replace(' ', '/'),
      method: 'POST', path: '/api/v1/registrations', body: { items: [{ email }] },
    }]));
    if (!adding) return;
    const added = adding.map((entry) => ({ partner: entry.partner, id: entry.json.results[0].registration?.id }));
    assert.ok(added.every(({ id }) => id), `an addition was refused: ${adding.map(({ text }) => text)}`);
    const links = await this.quietly(() => this.links(email));
    if (!links) return;
    const agreeing = links.flatMap(({ path: page, code }) => [0, 1].map(() => [clients.customer, {
      kind: 'agree', email, method: 'POST', path: page, form: { code, decision: 'agree' },
    }]));
    if (!await this.together([...agreeing, ...(early ? [this.withdrawal(email, added[0])] : [])])) return;
    const rows = await this.quietly(() => Promise.all(added.map(({ id }) =>
      clients.reader.get(`/api/v1/registrations/${id}`, { expect: 200, checked: false, again: false }))));
    const waiting = rows?.map(({ json }) => json).find(({ status }) => status === 'pending_provider');
    if (!waiting || !decided) return;
    const approving = clients.approvers.map((client, number) => [client, {
      kind: 'approve', email, id: waiting.id, key: `${waiting.id}/approve/${number}`,
      method: 'POST', path: `/api/v1/approvals/${waiting.id}/approve`, body: {},
    }]);
    await this.together([...approving,
      ...(late ? [this.withdrawal(email, added.find(({ id }) => id === waiting.id))] : [])]);
  }

  withdrawal(email, { partner, id }) {
    return [this.clients.partners[partner], {
      kind: 'withdraw', email, id, key: `${id}/withdraw`, method: 'POST', path: `/api/v1/registrations/${id}/withdraw`, body: {},
    }];
  }

  async links(email) {
    const answer = await this.clients.reader.get(`/api/v1/outbox?recipient=${encodeURIComponent(email)}`,
      { expect: 200, checked: false, again: false });
    return answer.json.data.filter(({ template }) => template === 'consent').map(contentsOf);
  }

  /** A read whose failure only means that the program is gone. */
  async quietly(read) {
    try {
      return await read();
    } catch {
      this.stopping = true;
      return null;
    }
  }

  acknowledged() { return this.journal.entries.filter(({ status }) => status !== 'unknown'); }
  unknown() { return this.journal.entries.filter(({ status }) => status === 'unknown'); }

  rowsOf(email) { return registrationsOf(this.clients.reader, email); }

  /** Compares what was asked since the last check with what is there, and asks the unknown again. */
  async checkNew() {
    const fresh = this.journal.entries.slice(this.checked);
    this.checked = this.journal.entries.length;
    await eachOf(new Set(fresh.map(({ email }) => email)), async (email) => {
      const own = fresh.filter((entry) => entry.email === email);
      this.compare(own, await this.rowsOf(email));
      for (const entry of own.filter(({ status }) => status === 'unknown')) await this.askAgain(entry);
      this.compare(own, await this.rowsOf(email));
    });
    return fresh;
  }

  /** I3, I4 and I9 on one customer. */
  compare(entries, rows) {
    const show = () => `${JSON.stringify(entries.map(({ client, json, ...rest }) => rest), null, 1)}\n${JSON.stringify(rows, null, 1)}`;
    assert.ok(rows.filter(({ status }) => active.includes(status)).length <= 1, `two active registrations\n${show()}`);
    for (const entry of entries) {
      if (entry.kind === 'add') {
        const own = rows.filter((row) => row.partner.id === entry.client.user.partner.id);
        assert.ok(own.length <= 1, `added twice\n${show()}`);
        if (entry.status === 200) assert.equal(own[0]?.id ?? null, entry.json.results[0].registration?.id ?? null, `an addition was lost\n${show()}`);
      } else if (entry.kind === 'agree' && entry.status === 200) {
        assert.ok(rows.some((row) => row.customer_decided_at), `an agreement was lost\n${show()}`);
      } else if (entry.status === 200) {
        const wanted = { approve: 'confirmed', withdraw: 'withdrawn' }[entry.kind];
        assert.equal(rows.find(({ id }) => id === entry.id)?.status, wanted, `${entry.kind} was lost\n${show()}`);
      }
    }
  }

  /** The same request again: one outcome, and the same answer to whoever asks a third time. */
  async askAgain(entry) {
    const before = await this.rowsOf(entry.email);
    const again = await this.journal.send(entry);
    assert.ok([200, 409, 410].includes(again.status), `${entry.kind} asked again answered ${again.status}: ${again.text}`);
    entry.status = again.status;
    entry.json = again.json;
    entry.text = again.text;
    if (!entry.key || again.status !== 200) return;
    const own = before.find((row) => row.partner.id === entry.client.user.partner?.id);
    if (entry.kind === 'add' && own) {
      assert.equal(again.headers.get('idempotency-replayed'), 'true', 'what was stored is answered from the key');
      assert.equal(again.json.results[0].registration.id, own.id);
    }
    const third = await this.journal.send(entry);
    assert.equal(third.text, again.text);
    assert.equal(third.headers.get('idempotency-replayed'), 'true');
  }

  /** Everything that was ever asked: nothing lost or doubled, and each change in trail and mail once. */
  async checkAll() {
    const entries = groups(this.journal.entries);
    const all = await readAll(this.clients.reader);
    const mine = all.registrations.filter(({ email }) => email.includes(this.run));
    const byEmail = groups(mine);
    for (const [email, own] of entries) this.compare(own, byEmail.get(email) ?? []);
    for (const email of byEmail.keys()) assert.ok(entries.has(email), `nobody asked for ${email}`);
    await checkConsistency(this.clients.reader, all, mine);
    return mine;
  }
}

function groups(rows) {
  const found = new Map();
  for (const row of rows) found.set(row.email, [...(found.get(row.email) ?? []), row]);
  return found;
}

async function pages(client, path) {
  const rows = [];
  let cursor = '';
  do {
    const joint = path.includes('?') ? '&' : '?';
    const { json } = await client.get(`${path}${joint}limit=200${cursor}`, { expect: 200, checked: false });
    rows.push(...json.data);
    cursor = json.next_cursor && `&cursor=${encodeURIComponent(json.next_cursor)}`;
  } while (cursor);
  return rows;
}

/** A customer's registrations. The search finds many more: words are found by how they begin. */
export async function registrationsOf(reader, email) {
  const rows = await pages(reader, `/api/v1/registrations?q=${encodeURIComponent(email)}`);
  return rows.filter((row) => row.email === email);
}

/** All registrations, the trail and the outbox, as a provider's auditor reads them. */
export async function readAll(reader) {
  return {
    registrations: await pages(reader, '/api/v1/registrations'),
    audit: await pages(reader, '/api/v1/audit'),
    mails: await pages(reader, '/api/v1/outbox'),
    counts: (await reader.get('/api/v1/registrations/counts', { expect: 200 })).json,
  };
}

/** I7, I8, I9 and I10 on these registrations; `all` as readAll answers it. */
export async function checkConsistency(reader, all, registrations) {
  const told = groups(all.registrations);
  for (const [email, rows] of told) {
    assert.ok(rows.filter(({ status }) => active.includes(status)).length <= 1, `${email} has two active registrations`);
  }
  const counted = countBy(all.registrations, ({ status }) => status);
  for (const [status, count] of Object.entries(all.counts)) assert.equal(count, counted.get(status) ?? 0, `the counter of ${status}`);
  const trail = new Map();
  for (const row of all.audit) trail.set(row.subject, [row.change, ...(trail.get(row.subject) ?? [])]);
  const mails = countBy(all.mails, ({ recipient, template }) => `${recipient} ${template}`);
  const agreed = new Map();
  const asked = countBy(registrations, ({ email }) => email);
  await eachOf(registrations, async (row) => {
    const path = `/api/v1/registrations/${row.id}/history`;
    const history = (await reader.get(path, { expect: 200, checked: false })).json.data;
    const events = history.map(({ event }) => event);
    assert.deepEqual((trail.get(row.id) ?? []).sort(), events.map((event) => `registrations.${event}`).sort(),
      `the trail of ${row.id} is not its history`);
    history.forEach((step, index) => assert.equal(step.from, index === 0 ? null : history[index - 1].to, `a gap in the history of ${row.id}`));
    assert.equal(history.at(-1).to, row.status);
    const agreements = events.filter((event) => event === 'agree').length;
    assert.ok(agreements <= 1, `the token of ${row.id} was used twice`);
    if (agreements) agreed.set(row.email, (agreed.get(row.email) ?? 0) + 1);
  });
  for (const [email, count] of asked) {
    assert.equal(mails.get(`${email} consent`), count, `consent mails to ${email}`);
    assert.equal(mails.get(`${email} receipt`) ?? 0, agreed.get(email) ?? 0, `receipts to ${email}`);
  }
}

/** Runs `disturb` while stories are told; both are over when it answers. */
export async function tellDuring(stories, disturb, options) {
  const telling = stories.tell(options);
  try {
    return await disturb();
  } finally {
    stories.stop();
    await telling;
  }
}

/** Waits until the stories are well under way. */
export function underWay(stories, calls = 40) {
  const from = stories.journal.entries.length;
  return eventually(() => stories.journal.entries.length >= from + calls, { every: 5 });
}

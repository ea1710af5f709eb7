// One customer for whom partners race: waves of acts of both partners, the customer and the provider,
// each act at a moment of its own, and then a look at what came of it. Every choice comes from the
// race's own random numbers, so a race can be run again whatever the others do.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { contentsOf } from './portal.mjs';
import { registrationsOf } from './stories.mjs';

/** The table of states: event → [from, to]s. */
export const transitions = {
  add: { null: 'pending_customer' },
  agree: { pending_customer: 'pending_provider' },
  decline: { pending_customer: 'declined' },
  withdraw: { pending_customer: 'withdrawn', pending_provider: 'withdrawn' },
  supersede: { pending_customer: 'superseded' },
  approve: { pending_provider: 'confirmed' },
  reject: { pending_provider: 'rejected' },
  retract: { pending_provider: 'declined' },
  end: { confirmed: 'ended' },
};

const active = ['pending_provider', 'confirmed'];

/** Acts of the first waves, before anybody decided, and of the later ones. */
const early = ['agree', 'agree', 'agree', 'agree', 'decline', 'withdraw', 'resend', 'add', 'approve', 'reject'];
const late = ['agree', 'retract', 'retract', 'approve', 'approve', 'approve', 'approveBoth', 'reject', 'rejectBoth', 'withdraw', 'resend', 'add', 'end'];

export class Race {
  /**
   * `clients`: {partners: [client, client], approvers: [client, client], admin, reader, customer};
   * `added`: the id of each partner's registration, where it has one already.
   */
  constructor({ clients, random, email, added = [null, null] }) {
    Object.assign(this, { clients, random, email });
    this.ids = [...added];
    this.links = { consent: new Map(), receipt: new Map() };
    this.acts = [];
  }

  async run() {
    const { random } = this;
    if (!this.ids[0]) await this.together([{ act: 'add', partner: 0 }, { act: 'add', partner: 1 }, ...this.draw(['add'], 0, 2)]);
    const rivals = random.chance(0.8) ? [{ act: 'agree', partner: 0 }, { act: 'agree', partner: 1 }] : [];
    if (!this.ids[1]) rivals.push({ act: 'add', partner: 1 });
    await this.readMails();
    await this.together([...rivals, ...this.draw(early, 1, 4)]);
    await this.readMails();
    await this.together(this.draw(late, 2, 5));
    if (random.chance(0.3)) {
      await this.readMails();
      await this.together(this.draw([...early, ...late], 2, 5));
    }
  }

  draw(pool, least, most) {
    const { random } = this;
    return Array.from({ length: random.between(least, most) }, () =>
      ({ act: pool[random.between(0, pool.length - 1)], partner: random.between(0, 1) }));
  }

  /** All acts at once, or each after a short delay of its own. */
  async together(chosen) {
    const { random } = this;
    const spread = [0, 0, 3, 12][random.between(0, 3)];
    const started = chosen.map((each) => ({ ...each, approver: random.between(0, 1), after: random.between(0, spread) }));
    await Promise.all(started.map(async (each) => {
      if (each.after) await pause(each.after);
      await this.tell(each);
    }));
  }

  async tell({ act, partner, approver, after }) {
    const id = this.ids[partner];
    const call = this.callOf(act, { partner, id });
    const line = { wave: this.acts.length, act, partner, id, after };
    this.acts.push(line);
    if (!call) return Object.assign(line, { status: 'nothing to do' });
    const answer = await call(this.clients.approvers[approver]);
    Object.assign(line, { status: answer.status, code: answer.json?.code, results: answer.json?.results });
    if (act === 'add') this.keepAdded(partner, answer);
  }

  callOf(act, { partner, id }) {
    const { partners, customer, admin } = this.clients;
    const post = (client, path, body = {}) => client.post(path, body);
    const registration = `/api/v1/registrations/${id}`;
    const link = this.links.consent.get(id);
    const receipt = this.links.receipt.get(id);
    const form = (mail, decision) => mail && (() => customer.form(mail.path, { code: mail.code, decision }));
    const several = { ids: this.ids.filter(Boolean) };
    if (act === 'add') return () => post(partners[partner], '/api/v1/registrations', { items: [{ email: this.email }] });
    if (!id) return null;
    return {
      agree: form(link, 'agree'),
      decline: form(link, 'decline'),
      retract: form(receipt, 'decline'),
      withdraw: () => post(partners[partner], `${registration}/withdraw`),
      resend: () => post(partners[partner], `${registration}/resend`),
      end: () => post(admin, `${registration}/end`, { reason: 'Hết hợp đồng' }),
      approve: (approver) => post(approver, `/api/v1/approvals/${id}/approve`),
      reject: (approver) => post(approver, `/api/v1/approvals/${id}/reject`, { reason: 'Thiếu giấy tờ' }),
      approveBoth: (approver) => post(approver, '/api/v1/approvals/approve', several),
      rejectBoth: (approver) => post(approver, '/api/v1/approvals/reject', { ...several, reason: 'Thiếu giấy tờ' }),
    }[act];
  }

  keepAdded(partner, answer) {
    const created = answer.json?.results?.[0].registration;
    if (created) this.ids[partner] = created.id;
  }

  /** The newest links of each registration; a link begins with the registration that it belongs to. */
  async readMails() {
    const { json } = await this.clients.reader.get(`/api/v1/outbox?recipient=${encodeURIComponent(this.email)}&limit=200`, { expect: 200 });
    for (const kind of Object.values(this.links)) kind.clear();
    for (const mail of json.data) {
      const contents = contentsOf(mail);
      const id = contents.token?.split('.')[0];
      const kind = this.links[mail.template];
      if (kind && id && !kind.has(id)) kind.set(id, contents);
    }
  }

  // ---- What must hold afterwards ----

  /** Fails with all that was done when something does not hold; else the rows with their events. */
  async check() {
    const rows = await this.rows();
    const story = () => `\n${this.acts.map((act) => JSON.stringify(act)).join('\n')}\n${rows.map((row) => JSON.stringify(row)).join('\n')}`;
    try {
      this.checkAnswers(rows);
      this.checkRows(rows);
      for (const row of rows) this.checkHistory(row);
      return rows;
    } catch (failure) {
      failure.message += story();
      throw failure;
    }
  }

  async rows() {
    const { reader } = this.clients;
    const own = await registrationsOf(reader, this.email);
    return Promise.all(own.map(async (row) => ({
      id: row.id, status: row.status, partner: row.partner.id, decided: row.customer_decided_at,
      history: (await reader.get(`/api/v1/registrations/${row.id}/history`, { expect: 200 })).json.data
        .map(({ at, event, from, to, who }) => ({ at, event, from, to, who: who.kind })),
    })));
  }

  checkAnswers(rows) {
    const ids = new Set(rows.map(({ id }) => id));
    for (const { act, id, status, code, results } of this.acts) {
      if (status === 'nothing to do') continue;
      if (id) assert.ok(ids.has(id), `${id} is gone`);
      if (act === 'add') {
        assert.equal(status, 200);
        const codes = results[0].reasons.map((reason) => reason.code);
        assert.ok(codes.every((each) => ['already_requested', 'belongs_to_partner'].includes(each)), String(codes));
        assert.equal(codes.length === 0, results[0].outcome === 'created');
      } else if (['agree', 'decline', 'retract'].includes(act)) {
        assert.ok([200, 410].includes(status), `${act} answered ${status}`);
      } else if (act.endsWith('Both')) {
        assert.equal(status, 200);
        for (const result of results) if (result.outcome === 'refused') assert.equal(result.code, 'registrations.wrong_state');
      } else {
        assert.ok([200, 409].includes(status), `${act} answered ${status}`);
        if (status === 409) assert.equal(code, 'registrations.wrong_state', `${act} was refused by ${code}`);
      }
    }
  }

  checkRows(rows) {
    const holders = rows.filter(({ status }) => active.includes(status));
    assert.ok(holders.length <= 1, 'the customer has two partners');
    if (holders.length === 0) return;
    for (const { id, status } of rows) assert.notEqual(status, 'pending_customer', `${id} still asks a customer who has chosen`);
  }

  checkHistory({ id, status, decided, history }) {
    const done = (event) => history.filter((step) => step.event === event).length;
    history.forEach(({ event, from, to }, index) => {
      assert.equal(from, index === 0 ? null : history[index - 1].to, `a gap in the history of ${id}`);
      assert.equal(to, transitions[event]?.[from], `${event} leads from ${from} to ${to}`);
    });
    assert.equal(history.at(-1).to, status);
    assert.equal(Boolean(decided), done('agree') + done('decline') > 0, `${id}: the customer's decision`);
    const answered = (act, outcome) => this.acts.filter((each) => (each.id === id && each.act === act && each.status === 200)
      || each.results?.some((result) => result.id === id && result.outcome === outcome)).length;
    assert.equal(done('approve'), answered('approve', 'approved'), `${id}: each approval was answered once`);
    assert.equal(done('reject'), answered('reject', 'rejected'), `${id}: each rejection was answered once`);
    assert.equal(done('withdraw'), answered('withdraw'), `${id}: each withdrawal was answered once`);
    assert.equal(done('end'), answered('end'), `${id}: each end was answered once`);
    if (answered('agree') + answered('decline') > 0) assert.ok(decided, `${id}: a decision was acknowledged and lost`);
    if (answered('retract') > 0) assert.equal(done('retract'), 1, `${id}: a retraction was acknowledged and lost`);
  }
}

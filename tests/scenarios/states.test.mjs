// Every state, every transition of the table, and every pair that must be refused: staff get 409 with the
// state, the customer a page that says how things stand, and nothing changes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { addAgreed, addRegistration, decide, eligibleAccount, putAccounts, randomId } from '../harness/world.mjs';

const path = ({ id }) => `/api/v1/registrations/${id}`;
const reason = 'Hết hợp đồng';

/** The customer's answer by a mail's link and code; `template` says which mail. */
async function answer(portal, { id, email }, template, decision) {
  const mail = (await portal.mailsTo(email, { template })).find(({ token }) => token.startsWith(id));
  return portal.client({ language: 'vi' }).form(mail.path, { code: mail.code, decision });
}

const approvals = async (portal, { id }, act, body = {}) => (await portal.as('approver')).post(`/api/v1/approvals/${id}/${act}`, body);

/** What staff of either side and the customer can do to a registration. */
const acts = {
  resend: async (portal, registration) => (await portal.as('partner_admin')).post(`${path(registration)}/resend`, {}),
  withdraw: async (portal, registration) => (await portal.as('partner_admin')).post(`${path(registration)}/withdraw`, {}),
  rename: async (portal, registration) => (await portal.as('partner_admin')).patch(path(registration), { friendly_name: 'Tên mới' }),
  approve: (portal, registration) => approvals(portal, registration, 'approve'),
  reject: (portal, registration) => approvals(portal, registration, 'reject', { reason }),
  end: async (portal, registration) => (await portal.as('provider_admin')).post(`${path(registration)}/end`, { reason }),
  agree: (portal, registration) => answer(portal, registration, 'consent', 'agree'),
  decline: (portal, registration) => answer(portal, registration, 'consent', 'decline'),
  retract: (portal, registration) => answer(portal, registration, 'receipt', 'decline'),
};
const ofStaff = ['resend', 'withdraw', 'rename', 'approve', 'reject', 'end'];

async function done(portal, registration, ...names) {
  for (const name of names) {
    const { status, text } = await acts[name](portal, registration);
    assert.equal(status, 200, `${name}: ${text}`);
  }
  return registration;
}

async function supersede(portal, loser) {
  const other = await portal.as('partner_admin', { partner: 1 });
  await other.post('/api/v1/registrations', { items: [{ email: loser.email }] }, { expect: 200 });
  const mail = (await portal.mailsTo(loser.email)).find(({ token }) => !token.startsWith(loser.id));
  return portal.client().form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
}

/** Ways to a registration in each state, the last one's by another event than the one before. */
const reach = {
  pending_customer: (portal) => addRegistration(portal),
  pending_provider: (portal) => addAgreed(portal),
  confirmed: async (portal) => done(portal, await addAgreed(portal), 'approve'),
  declined: async (portal) => done(portal, await addRegistration(portal), 'decline'),
  rejected: async (portal) => done(portal, await addAgreed(portal), 'reject'),
  withdrawn: async (portal) => done(portal, await addRegistration(portal), 'withdraw'),
  ended: async (portal) => done(portal, await addAgreed(portal), 'approve', 'end'),
  async superseded(portal) {
    const loser = await addRegistration(portal);
    await supersede(portal, loser);
    return loser;
  },
  async expired(portal) {
    const registration = await addRegistration(portal);
    await portal.moveClock({ days: 31 });
    return registration;
  },
  'declined after agreeing': async (portal) => done(portal, await addAgreed(portal), 'retract'),
  'withdrawn after agreeing': async (portal) => done(portal, await addAgreed(portal), 'withdraw'),
};

const allowed = {
  pending_customer: ['resend', 'withdraw', 'rename', 'agree', 'decline'],
  pending_provider: ['withdraw', 'rename', 'approve', 'reject', 'retract'],
  confirmed: ['rename', 'end'],
};
const withReceipt = ['pending_provider', 'confirmed', 'rejected', 'ended', 'declined after agreeing', 'withdrawn after agreeing'];

/** The table: what happens, from where to where, who did it as the timeline says, and whom it is mailed to. */
const transitions = [
  { event: 'decline', from: 'pending_customer', to: 'declined', who: 'customer', mails: ['partner_declined'] },
  { event: 'agree', from: 'pending_customer', to: 'pending_provider', who: 'customer', mails: ['receipt', 'approval_needed'] },
  { event: 'withdraw', from: 'pending_customer', to: 'withdrawn', who: 'person', mails: [] },
  { event: 'supersede', from: 'pending_customer', to: 'superseded', who: 'customer', act: supersede, mails: ['partner_superseded'] },
  { event: 'expire', from: 'pending_customer', to: 'expired', who: 'system', act: (portal) => portal.moveClock({ days: 30 }), mails: ['partner_expired'] },
  { event: 'approve', from: 'pending_provider', to: 'confirmed', who: 'person', mails: ['outcome_confirmed', 'partner_confirmed'] },
  { event: 'reject', from: 'pending_provider', to: 'rejected', who: 'person', reason, mails: ['outcome_rejected', 'partner_rejected'] },
  { event: 'withdraw', from: 'pending_provider', to: 'withdrawn', who: 'person', mails: ['withdrawn'] },
  { event: 'retract', from: 'pending_provider', to: 'declined', who: 'customer', mails: ['retracted'] },
  { event: 'end', from: 'confirmed', to: 'ended', who: 'person', reason, mails: ['ended'] },
];

/** Everything that is kept about a registration and its account. */
async function everything(portal, { id, email, account_id: account }) {
  const reader = await portal.as('provider_admin');
  return {
    registration: { ...(await reader.get(path({ id }), { expect: 200 })).json, mail: null },
    history: (await reader.get(`${path({ id })}/history`, { expect: 200 })).json.data,
    audit: (await reader.all(`/api/v1/audit?subject=${id}`)).map(({ id: row }) => row),
    counts: (await reader.get('/api/v1/registrations/counts')).json,
    mails: (await portal.mailsTo(email)).map(({ id: mail }) => mail),
    customer: portal.query(`SELECT * FROM customer WHERE account_id = '${account}'`),
  };
}

/** The job that tells of it has run. */
function eventuallyExpired(portal, { id }) {
  return eventually(async () => {
    const { data } = (await (await portal.as('auditor')).get(`${path({ id })}/history`)).json;
    return data.some(({ event }) => event === 'expire');
  });
}

onBothEngines('states', (portal) => {
  for (const state of Object.keys(reach)) {
    test(`what ${state} refuses changes nothing and says how things stand`, async () => {
      const registration = await reach[state](portal());
      const status = state.split(' ')[0];
      const may = allowed[status] ?? [];
      if (status === 'expired') await eventuallyExpired(portal(), registration);
      const before = await everything(portal(), registration);
      assert.equal(before.registration.status, status);
      for (const act of ofStaff.filter((name) => !may.includes(name))) {
        const refused = await acts[act](portal(), registration);
        assert.equal(refused.status, 409, `${act} in ${state}: ${refused.text}`);
        assert.equal(refused.json.code, 'registrations.wrong_state');
        assert.equal(refused.json.parameters.status, status);
      }
      for (const act of ['approve', 'reject'].filter((name) => !may.includes(name))) {
        const approver = await portal().as('approver');
        const body = { ids: [registration.id], ...(act === 'reject' && { reason }) };
        const [result] = (await approver.post(`/api/v1/approvals/${act}`, body, { expect: 200 })).json.results;
        assert.deepEqual([result.outcome, result.code, result.registration.status], ['refused', 'registrations.wrong_state', status]);
      }
      const gone = ['withdrawn', 'superseded', 'expired'].includes(status);
      for (const act of ['agree', 'decline'].filter((name) => !may.includes(name))) {
        const page = await acts[act](portal(), registration);
        assert.equal(page.status, gone ? 410 : 200, `${act} in ${state}`);
        assert.doesNotMatch(page.text, /name="code"|\{[a-z_]+\}/, 'no form to try again');
      }
      if (withReceipt.includes(state) && !may.includes('retract')) {
        assert.equal((await acts.retract(portal(), registration)).status, 410, `retract in ${state}`);
      }
      assert.deepEqual(await everything(portal(), registration), before);
    });
  }

  test('the customer\'s page says a different thing in each state', async () => {
    const said = new Map();
    for (const state of Object.keys(reach).filter((name) => name !== 'expired')) {
      const registration = await reach[state](portal());
      const mail = (await portal().mailsTo(registration.email, { template: 'consent' })).find(({ token }) => token.startsWith(registration.id));
      for (const language of ['vi', 'en']) {
        const { text } = await portal().client().get(`${mail.path}?lang=${language}`);
        said.set(`${state.split(' ')[0]} ${language}`, /<h1[^>]*>([^<]+)</.exec(text)[1]);
      }
    }
    assert.equal(new Set(said.values()).size, said.size, JSON.stringify([...said]));
  });

  for (const { event, from, to, who, reason: given, mails, act = acts[event] } of transitions) {
    test(`${event} leads from ${from} to ${to}, with one row in timeline and trail, and is mailed`, async () => {
      const registration = await reach[from](portal());
      const before = await everything(portal(), registration);
      const known = new Set((await (await portal().as('auditor')).all('/api/v1/outbox')).map(({ id }) => id));
      const answered = await act(portal(), registration);
      if (event === 'expire') await eventuallyExpired(portal(), registration);
      else assert.equal(answered.status, 200, answered.text);
      const after = await everything(portal(), registration);
      assert.equal(after.registration.status, to);
      assert.equal(after.registration.expires_at, before.registration.expires_at, 'expires_at never moves');
      assert.equal(after.registration.reason?.message ?? null, given ?? null);
      assert.deepEqual(after.history.slice(0, -1), before.history);
      const step = after.history.at(-1);
      assert.deepEqual([step.event, step.from, step.to, step.who.kind, step.reason?.message], [event, from, to, who, given]);
      assert.equal(after.audit.length, before.audit.length + 1);
      const row = (await (await portal().as('auditor')).all(`/api/v1/audit?subject=${registration.id}`)).find(({ id }) => !before.audit.includes(id));
      assert.deepEqual([row.change, row.actor.kind], [`registrations.${event}`, who]);
      // What is done to others at the same time: the clock expires more of them, and a rival is chosen.
      if (event !== 'expire') assert.equal(after.counts[to], before.counts[to] + 1);
      if (!['expire', 'supersede'].includes(event)) assert.equal(after.counts[from], before.counts[from] - 1);
      const sent = (await (await portal().as('auditor')).all('/api/v1/outbox'))
        .filter(({ id, text, recipient }) => !known.has(id) && (recipient === registration.email || text.includes(registration.email)));
      const templates = new Set(sent.map(({ template }) => template));
      for (const template of mails) assert.ok(templates.has(template), `${template} among ${[...templates]}`);
      if (event !== 'expire' && event !== 'supersede') assert.deepEqual([...templates].sort(), [...mails].sort());
      const held = portal().query(`SELECT since_at_us FROM customer WHERE account_id = '${registration.account_id}' AND until_at_us IS NULL`);
      const holds = ['pending_provider', 'confirmed'].includes(to) || event === 'supersede';
      assert.equal(held.length, holds ? 1 : 0, 'who holds the account');
      if (to === 'confirmed') assert.notEqual(held[0][0], '');
    });
  }

  test('agree leads straight to confirmed where the account is the provider\'s customer already', async () => {
    const registration = await reach.pending_customer(portal());
    await putAccounts(portal(), [eligibleAccount({ email: registration.email, provider_customer: true })]);
    await done(portal(), registration, 'agree');
    const { registration: now, history, customer } = await everything(portal(), registration);
    assert.equal(now.status, 'confirmed');
    assert.equal(now.confirmed_at, now.customer_decided_at);
    assert.equal(now.provider_decided_at, null, 'nobody of the provider decided');
    assert.deepEqual(history.map(({ event, from, to, who, reason: why }) => [event, from, to, who.kind, why?.code]).at(-1),
      ['agree_skipped', 'pending_customer', 'confirmed', 'customer', 'approval_not_needed']);
    assert.equal(customer.length, 1);
    const receipts = (await portal().mailsTo(registration.email)).filter(({ template }) => template.startsWith('receipt'));
    assert.deepEqual(receipts.map(({ link }) => link), [null], 'a receipt without a link to retract');
    await done(portal(), registration, 'end');
  });

  test('names, roles and owners change while a request or a customer is live', async () => {
    const [sales] = (await (await portal().as('partner_admin')).all('/api/v1/staff')).filter(({ email }) => email === portal().demoUser('sales').email);
    for (const state of ['pending_customer', 'pending_provider', 'confirmed']) {
      const registration = await reach[state](portal());
      const admin = await portal().as('partner_admin');
      const changed = await admin.patch(path(registration), { friendly_name: 'Khách quý', role: 'Tư vấn', owner_id: sales.id }, { expect: 200 });
      assert.deepEqual([changed.json.status, changed.json.friendly_name, changed.json.role, changed.json.owner.id], [state, 'Khách quý', 'Tư vấn', sales.id]);
      const cleared = await admin.patch(path(registration), { friendly_name: null, owner_id: null }, { expect: 200 });
      assert.deepEqual([cleared.json.friendly_name, cleared.json.owner], [null, null]);
      const history = (await admin.get(`${path(registration)}/history`)).json.data;
      assert.ok(history.every(({ event }) => event !== 'rename'), 'the timeline tells changes of state');
    }
  });

  test('what is nobody\'s is not there, whatever is asked of it', async () => {
    const nobodys = { id: randomId('reg') };
    for (const act of ofStaff.filter((name) => name !== 'rename')) {
      assert.equal((await acts[act](portal(), nobodys)).status, 404, act);
    }
    const renamed = await (await portal().as('partner_admin')).send('PATCH', path(nobodys), { body: { friendly_name: 'x' }, headers: { 'if-match': '"1"' } });
    assert.equal(renamed.status, 404);
  });

  test('each transition leaves one history row and one audit row of who did it', async () => {
    const registration = await reach.ended(portal());
    const reader = await portal().as('provider_admin');
    const history = (await reader.get(`${path(registration)}/history`, { expect: 200 })).json.data;
    assert.deepEqual(history.map(({ event, from, to, who }) => [event, from, to, who.kind]), [
      ['add', null, 'pending_customer', 'person'],
      ['agree', 'pending_customer', 'pending_provider', 'customer'],
      ['approve', 'pending_provider', 'confirmed', 'person'],
      ['end', 'confirmed', 'ended', 'person'],
    ]);
    const audit = await reader.all(`/api/v1/audit?subject=${registration.id}`);
    assert.deepEqual(audit.map(({ change }) => change).sort(), ['registrations.add', 'registrations.agree', 'registrations.approve', 'registrations.end']);
    assert.equal(history.at(-1).reason.message, reason);
  });

  test('facts in the timeline are for the provider only', async () => {
    const registration = await reach.confirmed(portal());
    const provider = (await (await portal().as('auditor')).get(`${path(registration)}/history`)).json.data;
    const partner = (await (await portal().as('viewer')).get(`${path(registration)}/history`)).json.data;
    assert.ok(provider.every(({ facts }) => facts && facts.email === registration.email));
    assert.ok(partner.every(({ facts }) => facts === null));
  });

  test('a withdrawal after the customer agreed frees the account for another partner', async () => {
    const registration = await reach.pending_provider(portal());
    await (await portal().as('sales')).post(`${path(registration)}/withdraw`, {}, { expect: 200 });
    const other = await portal().as('partner_admin', { partner: 1 });
    const answer = await other.post('/api/v1/registrations', { items: [{ email: registration.email }] }, { expect: 200 });
    assert.equal(answer.json.results[0].outcome, 'created');
    assert.ok((await portal().mailsTo(registration.email)).some(({ template }) => template === 'withdrawn'));
  });

  test('superseded requests are not revived when the winner is rejected, and may be asked again', async () => {
    const loser = await reach.superseded(portal());
    const approver = await portal().as('approver');
    const winner = (await approver.all('/api/v1/approvals')).find(({ email }) => email === loser.email);
    assert.deepEqual(winner.competing.map(({ partner }) => partner.id), [loser.partner.id]);
    await approver.post(`/api/v1/approvals/${winner.id}/reject`, { reason: 'Không' }, { expect: 200 });
    const admin = await portal().as('partner_admin');
    assert.equal((await admin.get(path(loser))).json.status, 'superseded');
    const again = await admin.post('/api/v1/registrations', { items: [{ email: loser.email }] }, { expect: 200 });
    assert.equal(again.json.results[0].outcome, 'created');
  });

  test('an ended customer may be registered again, also by another partner', async () => {
    const registration = await reach.ended(portal());
    const other = await portal().as('partner_admin', { partner: 1 });
    await other.post('/api/v1/registrations', { items: [{ email: registration.email }] }, { expect: 200 });
    await decide(portal(), registration.email, 'agree');
    const approver = await portal().as('approver');
    const waiting = (await approver.all('/api/v1/approvals')).find(({ email }) => email === registration.email);
    await approver.post(`/api/v1/approvals/${waiting.id}/approve`, {}, { expect: 200 });
  });

  test('a suspended partner: its links answer 410, approving 409, rejecting works, the retraction goes on', async () => {
    const waiting = await addRegistration(portal(), { partner: 2 });
    const mail = await portal().mailTo(waiting.email);
    const [agreed, retracting] = [await addAgreed(portal(), { partner: 2 }), await addAgreed(portal(), { partner: 2 })];
    const admin = await portal().as('provider_admin');
    await admin.post(`/api/v1/partners/${agreed.partner.id}/suspend`, {}, { expect: 200 });
    await portal().client().get(mail.path, { expect: 410 });
    await portal().client().form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 410 });
    const refused = await admin.post(`/api/v1/approvals/${agreed.id}/approve`, {}, { expect: 409 });
    assert.equal(refused.json.code, 'registrations.partner_suspended');
    assert.match(refused.json.detail, /^This partner is suspended/);
    const several = await admin.post('/api/v1/approvals/approve', { ids: [agreed.id] }, { expect: 200 });
    assert.equal(several.json.results[0].code, 'registrations.partner_suspended');
    await admin.post(`/api/v1/approvals/${agreed.id}/reject`, { reason: 'Tạm dừng' }, { expect: 200 });
    const receipt = await portal().mailTo(retracting.email, { template: 'receipt' });
    await portal().client().form(receipt.path, { code: receipt.code, decision: 'decline' }, { expect: 200 });
    await admin.post(`/api/v1/partners/${agreed.partner.id}/reopen`, {}, { expect: 200 });
    await portal().client().form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
  });

  test('what is asked twice at once is done once', async () => {
    const registration = await reach.pending_provider(portal());
    const approver = await portal().as('approver');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) =>
      approver.post(`/api/v1/approvals/${registration.id}/${i % 2 ? 'approve' : 'reject'}`, i % 2 ? {} : { reason: 'Không' })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(19).fill(409)]);
    const [account] = await putAccounts(portal(), [eligibleAccount()]);
    const admin = await portal().as('partner_admin');
    const added = await Promise.all(Array.from({ length: 10 }, () =>
      admin.post('/api/v1/registrations', { items: [{ email: account.email }] }, { expect: 200 })));
    assert.deepEqual(added.map(({ json }) => json.results[0].outcome).sort(), ['created', ...Array(9).fill('refused')]);
  });
});

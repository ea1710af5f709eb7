// Every state, every transition of the table, and every pair that must be refused: 409 with the state,
// and nothing changed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothEngines } from '../harness/portal.mjs';
import { addAgreed, addRegistration, decide, eligibleAccount, putAccounts } from '../harness/world.mjs';

const path = ({ id }) => `/api/v1/registrations/${id}`;

/** Ways to a registration in each state. */
const reach = {
  pending_customer: (portal) => addRegistration(portal),
  pending_provider: (portal) => addAgreed(portal),
  async confirmed(portal) {
    const registration = await addAgreed(portal);
    await (await portal.as('approver')).post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 });
    return registration;
  },
  async declined(portal) {
    const registration = await addRegistration(portal);
    await decide(portal, registration.email, 'decline');
    return registration;
  },
  async rejected(portal) {
    const registration = await addAgreed(portal);
    await (await portal.as('approver')).post(`/api/v1/approvals/${registration.id}/reject`, { reason: 'Sai hồ sơ' }, { expect: 200 });
    return registration;
  },
  async withdrawn(portal) {
    const registration = await addRegistration(portal);
    await (await portal.as('sales')).post(`${path(registration)}/withdraw`, {}, { expect: 200 });
    return registration;
  },
  async superseded(portal) {
    const loser = await addRegistration(portal);
    const other = await portal.as('partner_admin', { partner: 1 });
    await other.post('/api/v1/registrations', { items: [{ email: loser.email }] }, { expect: 200 });
    await decide(portal, loser.email, 'agree');
    return loser;
  },
  async ended(portal) {
    const registration = await reach.confirmed(portal);
    await (await portal.as('provider_admin')).post(`${path(registration)}/end`, { reason: 'Hết hợp đồng' }, { expect: 200 });
    return registration;
  },
};

const acts = {
  resend: async (portal, registration) => (await portal.as('partner_admin')).post(`${path(registration)}/resend`, {}),
  withdraw: async (portal, registration) => (await portal.as('partner_admin')).post(`${path(registration)}/withdraw`, {}),
  rename: async (portal, registration) => (await portal.as('partner_admin')).patch(path(registration), { friendly_name: 'Tên mới' }),
  approve: async (portal, registration) => (await portal.as('approver')).post(`/api/v1/approvals/${registration.id}/approve`, {}),
  reject: async (portal, registration) => (await portal.as('approver')).post(`/api/v1/approvals/${registration.id}/reject`, { reason: 'Không' }),
  end: async (portal, registration) => (await portal.as('provider_admin')).post(`${path(registration)}/end`, { reason: 'Không' }),
};

const allowed = {
  pending_customer: ['resend', 'withdraw', 'rename'],
  pending_provider: ['withdraw', 'rename', 'approve', 'reject'],
  confirmed: ['rename', 'end'],
};

onBothEngines('states', (portal) => {
  for (const state of [...Object.keys(reach), 'expired']) {
    test(`what ${state} refuses changes nothing and names the state`, async () => {
      const registration = state === 'expired' ? await addRegistration(portal()) : await reach[state](portal());
      if (state === 'expired') await portal().moveClock({ days: 31 });
      const reader = await portal().as('partner_admin');
      const before = (await reader.get(path(registration), { expect: 200 })).json;
      assert.equal(before.status, state);
      for (const act of Object.keys(acts).filter((name) => !(allowed[state] ?? []).includes(name))) {
        const answer = await acts[act](portal(), registration);
        assert.equal(answer.status, 409, `${act} in ${state}: ${answer.text}`);
        assert.equal(answer.json.code, 'registrations.wrong_state');
        assert.equal(answer.json.parameters.status, state);
      }
      const after = (await reader.get(path(registration), { expect: 200 })).json;
      assert.deepEqual({ ...after, mail: null }, { ...before, mail: null });
    });
  }

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
    assert.equal(history.at(-1).reason.message, 'Hết hợp đồng');
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

// An account keeps its consent and its approval to itself when its address moves to somebody else,
// and the holder of the mailbox cannot speak for it. With the provider's own directory and a remote one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { addAgreed, addRegistration, decide, eligibleAccount, freshEmail, putAccounts } from '../harness/world.mjs';

let number = 0;
const freshNumber = () => `judged-${process.pid}-${number += 1}`;

onBothEngines('an address that moves to another account', (portal) => {
  const seenBy = async (role, { id }) => (await (await portal().as(role)).get(`/api/v1/registrations/${id}`, { expect: 200 })).json;

  /** The account takes a new address and a stranger the old one; the stranger's account. */
  const give = async (registration, external_id, stranger = {}) => {
    await putAccounts(portal(), [eligibleAccount({ email: freshEmail('moved'), external_id })]);
    const [taken] = await putAccounts(portal(), [eligibleAccount({ email: registration.email, external_id: freshNumber(), name: 'Người khác', ...stranger })]);
    assert.notEqual(taken.id, registration.account_id);
    return taken;
  };

  test('takes no consent with it: 409, the partner is told, the stranger stays free', async () => {
    const external_id = freshNumber();
    const registration = await addRegistration(portal(), { account: { external_id } });
    const mail = await portal().mailTo(registration.email);
    const stranger = await give(registration, external_id, { in_poc: true });
    for (const [language, sentence] of [['vi', 'không phải là địa chỉ của tài khoản'], ['en', 'is not, at present, the address of the account']]) {
      const page = await portal().client().form(`${mail.path}?lang=${language}`, { code: mail.code, decision: 'agree' }, { expect: 409 });
      assert.ok(page.text.includes(sentence), page.text);
      assert.ok(!page.text.includes('POC'), 'the stranger\'s own facts are not judged');
    }
    const seen = await seenBy('partner_admin', registration);
    assert.deepEqual([seen.status, seen.unmet_rules], ['pending_customer', ['account_not_found']]);
    const told = await portal().mailTo(portal().demoUser('partner_admin').email, { template: 'partner_rule_failed' });
    assert.ok(told.text.includes('không còn là của tài khoản đã được đăng ký'));
    await putAccounts(portal(), [eligibleAccount({ email: stranger.email, external_id: stranger.external_id })]);
    const other = await portal().as('partner_admin', { partner: 1 });
    const asked = await other.post('/api/v1/registrations', { items: [{ email: stranger.email }], dry_run: true }, { expect: 200 });
    assert.equal(asked.json.results[0].outcome, 'eligible');
  });

  test('is sent no second mail: 409 for the partner', async () => {
    const external_id = freshNumber();
    const registration = await addRegistration(portal(), { account: { external_id } });
    await portal().mailTo(registration.email);
    await give(registration, external_id);
    await portal().moveClock({ minutes: 5 });
    const refused = await (await portal().as('sales', { language: 'vi' })).post(`/api/v1/registrations/${registration.id}/resend`, {}, { expect: 409 });
    assert.equal(refused.json.code, 'registrations.not_eligible');
    assert.deepEqual(refused.json.errors.map(({ code, message }) => [code, message]),
      [['account_not_found', 'Địa chỉ này không còn là của tài khoản đã được đăng ký.']]);
    assert.equal((await portal().mailsTo(registration.email, { template: 'consent' })).length, 1);
  });

  test('takes no approval with it, singly or with others; the queue shows the account that agreed', async () => {
    const external_id = freshNumber();
    const registration = await addAgreed(portal(), { account: { external_id } });
    const receipt = await portal().mailTo(registration.email, { template: 'receipt' });
    const stranger = await give(registration, external_id);
    const approver = await portal().as('approver', { language: 'vi' });
    const refused = await approver.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 409 });
    assert.equal(refused.json.code, 'registrations.not_eligible');
    assert.deepEqual(refused.json.errors.map(({ code }) => code), ['account_not_found']);
    assert.match(refused.json.errors[0].message, /không còn là của tài khoản/);
    const several = await approver.post('/api/v1/approvals/approve', { ids: [registration.id] }, { expect: 200 });
    assert.deepEqual(several.json.results.map(({ outcome, unmet_rules }) => [outcome, unmet_rules]), [['refused', ['account_not_found']]]);
    const row = (await approver.all('/api/v1/approvals')).find(({ id }) => id === registration.id);
    assert.equal(row.facts.id, registration.account_id);
    assert.notEqual(row.facts.email, registration.email);
    assert.deepEqual(row.unmet_rules, ['account_not_found']);
    const other = await portal().as('partner_admin', { partner: 1 });
    const asked = await other.post('/api/v1/registrations', { items: [{ email: stranger.email }, { email: row.facts.email }], dry_run: true }, { expect: 200 });
    assert.deepEqual(asked.json.results.map(({ reasons }) => reasons.map(({ code }) => code)), [[], ['belongs_to_partner']]);

    await approver.post(`/api/v1/approvals/${registration.id}/reject`, { reason: 'Sai địa chỉ' }, { expect: 200 });
    await portal().mailTo(row.facts.email, { template: 'outcome_rejected' });
    assert.deepEqual(await portal().mailsTo(registration.email, { template: 'outcome_rejected' }), []);
    await portal().client().get(receipt.path, { expect: 410 });
  });

  test('loses nothing when the account has it again', async () => {
    const external_id = freshNumber();
    const registration = await addAgreed(portal(), { account: { external_id } });
    const approver = await portal().as('approver');
    await putAccounts(portal(), [eligibleAccount({ email: freshEmail('moved'), external_id })]);
    await approver.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 409 });
    await putAccounts(portal(), [eligibleAccount({ email: registration.email, external_id })]);
    const approved = await approver.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 });
    assert.equal(approved.json.account_id, registration.account_id);
  });

  test('lets the customer choose among partners who know one account by two addresses', async () => {
    const external_id = freshNumber();
    const first = await addRegistration(portal(), { account: { external_id } });
    const old = await portal().mailTo(first.email);
    const email = freshEmail('moved');
    await putAccounts(portal(), [eligibleAccount({ email, external_id })]);
    const other = await portal().as('partner_admin', { partner: 1 });
    const { registration: second } = (await other.post('/api/v1/registrations', { items: [{ email }] }, { expect: 200 })).json.results[0];
    assert.equal(second.account_id, first.account_id);
    await portal().client().form(old.path, { code: old.code, decision: 'agree' }, { expect: 409 });
    await decide(portal(), email, 'agree');
    assert.equal((await seenBy('partner_admin', first)).status, 'superseded');
    await portal().client().get(old.path, { expect: 410 });
    const row = (await (await portal().as('approver')).all('/api/v1/approvals')).find(({ id }) => id === second.id);
    assert.deepEqual(row.competing.map(({ registration_id }) => registration_id), [first.id]);
    assert.equal(row.facts.email, email);
  });

  test('gets no reminder, but a decline from there still counts', async () => {
    const external_id = freshNumber();
    const registration = await addRegistration(portal(), { account: { external_id } });
    const mail = await portal().mailTo(registration.email);
    const kept = await addRegistration(portal());
    await give(registration, external_id);
    await portal().moveClock({ days: 23, minutes: 10 });
    await eventually(async () => (await portal().mailsTo(kept.email, { template: 'consent_reminder' })).length === 1);
    assert.deepEqual(await portal().mailsTo(registration.email, { template: 'consent_reminder' }), []);
    await portal().client().form(mail.path, { code: mail.code, decision: 'decline' }, { expect: 200 });
    assert.equal((await seenBy('partner_admin', registration)).status, 'declined');
  });
});

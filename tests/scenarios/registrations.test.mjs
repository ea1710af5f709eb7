// Section 1 from start to end: a partner adds, the customer agrees, the provider approves, in both
// languages; what each of them reads on the way.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothEngines } from '../harness/portal.mjs';
import { addAgreed, addRegistration, decide, eligibleAccount, freshEmail, putAccounts } from '../harness/world.mjs';

const words = {
  vi: { ask: 'Bạn có đồng ý', thanks: 'Cảm ơn, bạn đã đồng ý', agree: 'Đồng ý', decline: 'Từ chối' },
  en: { ask: 'Do you agree', thanks: 'Thank you, you agreed', agree: 'Agree', decline: 'Decline' },
};

onBothEngines('registering a customer', (portal) => {
  for (const language of ['vi', 'en']) {
    test(`the whole way in ${language}`, async () => {
      const sales = await portal().as('sales', { partner: 0, language });
      const approver = await portal().as('approver', { language });
      const [account] = await putAccounts(portal(), [eligibleAccount({ language, name: 'Nguyễn Văn Đức' })]);

      const checked = await sales.post('/api/v1/registrations', { items: [{ email: account.email }], dry_run: true }, { expect: 200 });
      assert.equal(checked.json.results[0].outcome, 'eligible');
      assert.deepEqual(await portal().mailsTo(account.email), []);

      const added = await sales.post('/api/v1/registrations', {
        items: [{ email: account.email.toUpperCase(), friendly_name: 'Khách quen' }],
      }, { expect: 200 });
      const { registration } = added.json.results[0];
      assert.equal(registration.status, 'pending_customer');
      assert.equal(registration.email, account.email);
      assert.equal(registration.friendly_name, 'Khách quen');
      assert.equal(registration.role, 'Đối tác');
      assert.equal(registration.owner.id, sales.user.id);

      const mail = await portal().mailTo(account.email);
      assert.equal(mail.language, language);
      assert.ok(!mail.text.includes('Khách quen') && !mail.html.includes('Khách quen'), 'the friendly name is private');
      assert.ok(mail.link.startsWith(`${portal().url}/consent/`));
      assert.match(mail.code, /^\d{6}$/);

      const browser = portal().client({ language });
      const page = await browser.get(mail.path, { expect: 200 });
      assert.ok(page.text.includes(words[language].ask));
      assert.ok(page.text.includes(`lang="${language}"`));
      assert.ok(Buffer.byteLength(page.text) < 20 * 1024, 'the page stays under 20 KB');
      assert.ok(!/<script|<img|https?:\/\//i.test(page.text), 'the page loads nothing');

      const agreed = await browser.form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
      assert.ok(agreed.text.includes(words[language].thanks));

      const waiting = (await approver.all('/api/v1/approvals')).find(({ id }) => id === registration.id);
      assert.equal(waiting.status, 'pending_provider');
      assert.equal(waiting.friendly_name, null);
      assert.equal(waiting.facts.email, account.email);
      assert.ok(waiting.due_at > waiting.customer_decided_at);

      const approved = await approver.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 });
      assert.equal(approved.json.status, 'confirmed');
      const seen = (await sales.get(`/api/v1/registrations/${registration.id}`, { expect: 200 })).json;
      assert.equal(seen.status, 'confirmed');
      assert.ok(seen.confirmed_at);

      const history = (await sales.get(`/api/v1/registrations/${registration.id}/history`, { expect: 200 })).json.data;
      assert.deepEqual(history.map(({ event, to }) => [event, to]),
        [['add', 'pending_customer'], ['agree', 'pending_provider'], ['approve', 'confirmed']]);
      const receipt = (await sales.get(`/api/v1/registrations/${registration.id}/receipt`, { expect: 200 })).json;
      assert.equal(receipt.language, language);
      assert.match(receipt.hash, /^[0-9a-f]{64}$/);
      const templates = (await portal().mailsTo(account.email)).map(({ template }) => template);
      assert.deepEqual(templates.sort(), ['consent', 'outcome_confirmed', 'receipt']);
    });
  }

  test('a batch gives every row its own outcome', async () => {
    const admin = await portal().as('partner_admin', { partner: 0 });
    const [good, poor] = await putAccounts(portal(), [eligibleAccount(), eligibleAccount({ in_poc: true })]);
    const answer = await admin.post('/api/v1/registrations', {
      items: [{ email: good.email }, { email: poor.email }, { email: freshEmail('nobody') }, { email: good.email }],
    }, { expect: 200 });
    assert.deepEqual(answer.json.results.map(({ index, outcome, reasons }) => [index, outcome, reasons.map(({ code }) => code)]), [
      [0, 'created', []], [1, 'refused', ['in_poc']], [2, 'refused', ['account_not_found']], [3, 'refused', ['already_requested']],
    ]);
    for (const { reasons } of answer.json.results) {
      for (const { message, action } of reasons) assert.ok(message.length > 10 && action.length > 10);
    }
  });

  test('a malformed row refuses the whole call with a pointer, and nothing is added', async () => {
    const admin = await portal().as('partner_admin', { partner: 0 });
    const [good] = await putAccounts(portal(), [eligibleAccount()]);
    const answer = await admin.post('/api/v1/registrations', {
      items: [{ email: good.email }, { email: 'not an address' }, { email: good.email, role: 'Vua' }, {}],
    }, { expect: 400 });
    assert.deepEqual(answer.json.errors.map(({ pointer, code }) => [pointer, code]).sort(), [
      ['/items/1/email', 'invalid_email'], ['/items/2/role', 'invalid_choice'], ['/items/3/email', 'required'],
    ]);
    assert.deepEqual(await portal().mailsTo(good.email), []);
  });

  test('the same Idempotency-Key adds once', async () => {
    const admin = await portal().as('partner_admin', { partner: 0 });
    const [account] = await putAccounts(portal(), [eligibleAccount()]);
    const headers = { 'idempotency-key': freshEmail('key') };
    const body = { items: [{ email: account.email }] };
    const first = await admin.post('/api/v1/registrations', body, { headers, expect: 200 });
    const again = await admin.post('/api/v1/registrations', body, { headers, expect: 200 });
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.equal((await portal().mailsTo(account.email)).length, 1);
    const other = await admin.post('/api/v1/registrations', { ...body, dry_run: true }, { headers, expect: 422 });
    assert.equal(other.json.code, 'idempotency_key_reused');
  });

  test('name, role and owner change, guarded by If-Match', async () => {
    const admin = await portal().as('partner_admin', { partner: 0 });
    const sales = portal().demoUser('sales', { partner: 0 });
    const owner = (await admin.all('/api/v1/staff')).find(({ email }) => email === sales.email);
    const registration = await addRegistration(portal());
    const path = `/api/v1/registrations/${registration.id}`;
    await admin.send('PATCH', path, { body: { friendly_name: 'X' }, expect: 428 });
    const etag = (await admin.get(path)).headers.get('etag');
    const changed = await admin.patch(path, { friendly_name: 'Đức Thịnh', owner_id: owner.id }, { headers: { 'if-match': etag }, expect: 200 });
    assert.equal(changed.json.friendly_name, 'Đức Thịnh');
    assert.equal(changed.json.owner.id, owner.id);
    await admin.patch(path, { friendly_name: 'Y' }, { headers: { 'if-match': etag }, expect: 412 });
    const found = (await admin.get('/api/v1/registrations?q=duc%20thinh', { expect: 200 })).json.data;
    assert.ok(found.some(({ id }) => id === registration.id), 'search minds neither accents nor case');
    const stranger = (await (await portal().as('partner_admin', { partner: 1 })).all('/api/v1/staff'))[0];
    const refused = await admin.patch(path, { owner_id: stranger.id }, { expect: 422 });
    assert.equal(refused.json.code, 'registrations.unknown_owner');
  });

  test('several are approved or rejected at once, each with what happened to it', async () => {
    const approver = await portal().as('approver');
    const [first, second, third] = [await addAgreed(portal()), await addAgreed(portal()), await addRegistration(portal())];
    const admin = await portal().as('provider_admin');
    await admin.put('/api/v1/directory/accounts', { accounts: [eligibleAccount({ email: second.email, services_in_use: 2 })] }, { expect: 200 });
    const answer = await approver.post('/api/v1/approvals/approve', { ids: [first.id, second.id, third.id] }, { expect: 200 });
    assert.deepEqual(answer.json.results.map(({ outcome, code, unmet_rules }) => [outcome, code, unmet_rules]), [
      ['approved', null, []],
      ['refused', 'registrations.not_eligible', ['has_services_in_use']],
      ['refused', 'registrations.wrong_state', []],
    ]);
    const queue = await approver.all('/api/v1/approvals');
    assert.deepEqual(queue.find(({ id }) => id === second.id).unmet_rules, ['has_services_in_use']);
    const rejected = await approver.post('/api/v1/approvals/reject', { ids: [second.id], reason: 'Đang dùng dịch vụ' }, { expect: 200 });
    assert.equal(rejected.json.results[0].outcome, 'rejected');
    assert.equal(rejected.json.results[0].registration.reason.message, 'Đang dùng dịch vụ');
  });

  test('a void link is seen by the partner, and a resend mends it', async () => {
    const admin = await portal().as('partner_admin', { partner: 0 });
    const registration = await addRegistration(portal());
    const old = await portal().mailTo(registration.email);
    const browser = portal().client();
    const wrong = old.code === '000000' ? '000001' : '000000';
    for (let i = 0; i < 4; i += 1) await browser.form(old.path, { code: wrong, decision: 'agree' }, { expect: 422 });
    await browser.form(old.path, { code: wrong, decision: 'agree' }, { expect: 410 });
    await browser.form(old.path, { code: old.code, decision: 'agree' }, { expect: 410 });
    const seen = (await admin.get(`/api/v1/registrations/${registration.id}`)).json;
    assert.equal(seen.link_void, true);
    assert.equal(seen.status, 'pending_customer');
    const soon = await admin.post(`/api/v1/registrations/${registration.id}/resend`, {}, { expect: 429 });
    assert.ok(Number(soon.headers.get('retry-after')) > 0);
    await portal().moveClock({ minutes: 4 });
    const again = await portal().as('partner_admin', { partner: 0 });
    await again.post(`/api/v1/registrations/${registration.id}/resend`, {}, { expect: 200 });
    const renewed = await portal().mailTo(registration.email);
    assert.notEqual(renewed.link, old.link);
    await browser.get(old.path, { expect: 410 });
    await decide(portal(), registration.email, 'agree');
  });
});

// The customer's page: what each link answers, that only the typed code decides, the receipt and the
// retraction, reminders and expiry, resending and its limits. security.md rows 37 to 46.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { addAgreed, addRegistration, decide, eligibleAccount, freshEmail, putAccounts } from '../harness/world.mjs';

const wrongFor = ({ code }) => (code === '123456' ? '654321' : '123456');

onBothEngines('the consent page', (portal) => {
  const statusOf = async ({ id }) => (await (await portal().as('partner_admin')).get(`/api/v1/registrations/${id}`)).json.status;

  test('fetching, however often and by whatever method, changes nothing', async () => {
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    const admin = await portal().as('partner_admin');
    const before = (await admin.get(`/api/v1/registrations/${registration.id}`)).text;
    const agents = ['Mozilla/5.0', 'Googlebot/2.1', 'Microsoft Office/16.0', 'Barracuda', 'Proofpoint'];
    for (const agent of agents) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET', 'HEAD']) {
        const answer = await portal().client().send(method, mail.path, { headers: { 'user-agent': agent, range: 'bytes=0-10' }, checked: false });
        assert.ok(answer.status < 300, `${method}: ${answer.status}`);
      }
      await portal().client().form(mail.path, {}, { expect: 422 });
      await portal().client().form(mail.path, { decision: 'agree', code: '' }, { expect: 422 });
      await portal().client().form(mail.path, { decision: 'decline', report: '1' }, { expect: 422 });
    }
    assert.equal((await admin.get(`/api/v1/registrations/${registration.id}`)).text, before);
    await decide(portal(), registration.email, 'agree');
  });

  test('a malformed code does not count, a well-formed wrong one does', async () => {
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    const browser = portal().client({ language: 'en' });
    for (const code of ['', '12345', '1234567', 'abcdef', '12 34', '１２３４５６', '0x1234']) {
      const page = await browser.form(mail.path, { code, decision: 'agree' }, { expect: 422 });
      assert.ok(!page.text.includes('4 lần') && !page.text.includes('4 tries'), `"${code}" counted`);
    }
    for (let left = 4; left > 0; left -= 1) {
      const page = await browser.form(`${mail.path}?lang=en`, { code: wrongFor(mail), decision: 'agree' }, { expect: 422 });
      assert.ok(page.text.includes(`You have ${left} tries left`));
    }
    await browser.form(mail.path, { code: ` ${mail.code.slice(0, 3)} ${mail.code.slice(3)} `, decision: 'agree' }, { expect: 200 });
    assert.equal(await statusOf(registration), 'pending_provider');
  });

  test('what links answer: unknown 404, foreign purpose 404, decided 200, gone 410', async () => {
    const browser = portal().client();
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    await browser.get('/consent/nonsense', { expect: 404 });
    await browser.get(`/consent/${mail.token.slice(0, -1)}${mail.token.at(-1) === 'A' ? 'B' : 'A'}`, { expect: 404 });
    await browser.form(`/consent/${mail.token}x`, { code: mail.code, decision: 'agree' }, { expect: 404 });
    await portal().client().post('/api/v1/password-resets', { email: portal().demoUser('sales').email }, { expect: 202 });
    const reset = await portal().mailTo(portal().demoUser('sales').email, { template: 'password_reset' });
    await browser.get(`/consent/${reset.token}`, { expect: 404 });
    await portal().client().get(`/api/v1/password-resets/${mail.token}`, { expect: 404 });
    await decide(portal(), registration.email, 'decline');
    await browser.get(mail.path, { expect: 200 });
    await browser.form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
    assert.equal(await statusOf(registration), 'declined');
    const withdrawn = await addRegistration(portal());
    const its = await portal().mailTo(withdrawn.email);
    await (await portal().as('sales')).post(`/api/v1/registrations/${withdrawn.id}/withdraw`, {}, { expect: 200 });
    await browser.get(its.path, { expect: 410 });
    await browser.form(its.path, { code: its.code, decision: 'agree' }, { expect: 410 });
  });

  test('agreeing while a rule fails says which, tells the partner, and the link stays usable', async () => {
    const registration = await addRegistration(portal(), { account: { language: 'vi' } });
    const admin = await portal().as('provider_admin');
    const change = (fields) => admin.put('/api/v1/directory/accounts', { accounts: [eligibleAccount({ email: registration.email, ...fields })] }, { expect: 200 });
    await change({ in_poc: true, services_in_use: 1 });
    const page = await decide(portal(), registration.email, 'agree', { expect: 409 });
    assert.ok(page.text.includes('giai đoạn POC') && page.text.includes('thùng rác') && page.text.includes('name="code"'));
    assert.ok(page.text.includes('Hãy xóa hẳn các dịch vụ này.') && page.text.includes('Hãy quay lại trang này sau khi giai đoạn POC kết thúc.'));
    assert.ok(!page.text.includes('Khách hàng'), 'it speaks to the customer, not of the customer');
    const seen = (await (await portal().as('partner_admin')).get(`/api/v1/registrations/${registration.id}`)).json;
    assert.equal(seen.status, 'pending_customer');
    assert.deepEqual(seen.unmet_rules, ['has_services_in_use', 'in_poc']);
    const told = await portal().mailTo(portal().demoUser('partner_admin').email, { template: 'partner_rule_failed' });
    assert.ok(told.text.includes('POC'));
    await change({});
    await decide(portal(), registration.email, 'agree');
    assert.equal(await statusOf(registration), 'pending_provider');
  });

  test('approving while a rule fails leaves the registration waiting, and it can be approved later', async () => {
    const registration = await addAgreed(portal());
    const admin = await portal().as('provider_admin');
    await admin.put('/api/v1/directory/accounts', { accounts: [eligibleAccount({ email: registration.email, payment_type: 'postpaid' })] }, { expect: 200 });
    const refused = await admin.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 409 });
    assert.deepEqual(refused.json.errors.map(({ code }) => code), ['not_prepaid']);
    assert.equal(await statusOf(registration), 'pending_provider');
    await admin.put('/api/v1/directory/accounts', { accounts: [eligibleAccount({ email: registration.email })] }, { expect: 200 });
    await admin.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 });
  });

  test('the receipt can be kept and retracts until the provider decided', async () => {
    const registration = await addAgreed(portal());
    const receipt = await portal().mailTo(registration.email, { template: 'receipt' });
    const admin = await portal().as('partner_admin');
    const kept = (await admin.get(`/api/v1/registrations/${registration.id}/receipt`, { expect: 200 })).json;
    assert.ok(receipt.text.includes(kept.hash));
    const browser = portal().client();
    const page = await browser.get(receipt.path, { expect: 200 });
    assert.ok(!page.text.includes('value="agree"'));
    await browser.form(receipt.path, { code: receipt.code, decision: 'agree' });
    assert.equal(await statusOf(registration), 'pending_provider');
    await browser.form(receipt.path, { code: wrongFor(receipt), decision: 'decline' }, { expect: 422 });
    assert.ok(page.text.includes('Rút lại sự đồng ý') && receipt.text.includes('“Rút lại sự đồng ý”'), 'the mail names the button');
    assert.match(receipt.text, /Thời điểm: \d\d\/\d\d\/\d{4} \d\d:\d\d \(UTC\+07:00\)/);
    assert.doesNotMatch(receipt.text, /T\d\d:\d\d:\d\d/);
    assert.ok(receipt.text.includes('as it was shown to you, in Vietnamese'), 'the English part says why it quotes Vietnamese');
    const done = await browser.form(receipt.path, { code: receipt.code, decision: 'decline' }, { expect: 200 });
    assert.equal(await statusOf(registration), 'declined');
    const late = await browser.get(receipt.path, { expect: 410 });
    const first = await browser.get((await portal().mailTo(registration.email, { template: 'consent' })).path, { expect: 200 });
    for (const each of [done, late, first]) assert.ok(each.text.includes('Bạn đã rút lại sự đồng ý'), each.text);
    const decided = await addAgreed(portal());
    const its = await portal().mailTo(decided.email, { template: 'receipt' });
    await (await portal().as('approver')).post(`/api/v1/approvals/${decided.id}/approve`, {}, { expect: 200 });
    await browser.form(its.path, { code: its.code, decision: 'decline' }, { expect: 410 });
    assert.equal(await statusOf(decided), 'confirmed');
  });

  test('"I do not know this company" declines and tells the approvers', async () => {
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    await portal().client().form(mail.path, { code: mail.code, decision: 'decline', report: '1' }, { expect: 200 });
    assert.equal(await statusOf(registration), 'declined');
    const told = await portal().mailTo(portal().demoUser('approver').email, { template: 'reported' });
    assert.ok(told.text.includes(registration.email));
  });

  test('a receipt whose code was wrong five times sends to the provider, not to the partner', async () => {
    const registration = await addAgreed(portal());
    const receipt = await portal().mailTo(registration.email, { template: 'receipt' });
    const browser = portal().client();
    for (let i = 0; i < 4; i += 1) await browser.form(receipt.path, { code: wrongFor(receipt), decision: 'decline' }, { expect: 422 });
    const fifth = await browser.form(receipt.path, { code: wrongFor(receipt), decision: 'decline' }, { expect: 410 });
    for (const page of [fifth, await browser.get(receipt.path, { expect: 410 })]) {
      assert.ok(page.text.includes('hãy liên hệ Cloud Example') && !page.text.includes('gửi lại'), page.text);
    }
    assert.equal(await statusOf(registration), 'pending_provider');
  });

  test('a partner is not told the name of an account that is not its customer', async () => {
    const name = `Công ty Kín Tiếng ${freshEmail()}`;
    const declined = await addRegistration(portal(), { account: { name } });
    await decide(portal(), declined.email, 'decline');
    const admin = portal().demoUser('partner_admin').email;
    const told = await portal().mailTo(admin, { template: 'partner_declined' });
    assert.ok(told.text.includes(declined.email) && !told.text.includes(name));
    const agreed = await addAgreed(portal(), { account: { name } });
    await (await portal().as('approver')).post(`/api/v1/approvals/${agreed.id}/approve`, {}, { expect: 200 });
    assert.ok((await portal().mailTo(admin, { template: 'partner_confirmed' })).text.includes(name));
  });

  test('a name that turns the direction of writing is shown by its marks', async () => {
    const admin_email = freshEmail('admin');
    await (await portal().as('provider_admin')).post('/api/v1/partners', {
      name: 'Gương', legal_name: 'Công ty \u202eGương', tax_code: '0312345670', service_accounts: [freshEmail('account')], admin_email,
    }, { expect: 201 });
    const { token } = await portal().mailTo(admin_email);
    await portal().client().post(`/api/v1/invitations/${token}`, { password: 'một câu đủ dài để nhớ' }, { expect: 204 });
    const admin = portal().client();
    await admin.signIn(admin_email, 'một câu đủ dài để nhớ');
    const [account] = await putAccounts(portal(), [eligibleAccount()]);
    await admin.post('/api/v1/registrations', { items: [{ email: account.email }] }, { expect: 200 });
    const mail = await portal().mailTo(account.email);
    const page = await portal().client().get(mail.path, { expect: 200 });
    assert.ok(page.text.includes('Công ty [U+202E]Gương') && !page.text.includes('\u202e'));
  });

  test('the page tells the last moment to answer', async () => {
    const registration = await addRegistration(portal(), { partner: 1 });
    const mail = await portal().mailTo(registration.email);
    const page = await portal().client().get(`${mail.path}?lang=en`, { expect: 200 });
    assert.match(page.text, /Answer by<\/dt><dd>\d\d\/\d\d\/\d{4} \d\d:\d\d \(UTC\+07:00\)/);
  });

  test('fifty posts of one consent: one receipt, the others see the outcome', async () => {
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    const answers = await Promise.all(Array.from({ length: 50 }, () =>
      portal().client().form(mail.path, { code: mail.code, decision: 'agree' })));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal((await portal().mailsTo(registration.email, { template: 'receipt' })).length, 1);
    const history = (await (await portal().as('auditor')).get(`/api/v1/registrations/${registration.id}/history`)).json.data;
    assert.equal(history.filter(({ event }) => event === 'agree').length, 1);
  });

  test('a form from elsewhere, JSON, or too large a body is refused', async () => {
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    const browser = portal().client();
    await browser.form(mail.path, { code: mail.code, decision: 'agree' }, { headers: { origin: 'https://evil.example' }, expect: 403, checked: false });
    await browser.post(mail.path, { code: mail.code, decision: 'agree' }, { expect: 415, checked: false });
    assert.equal(await statusOf(registration), 'pending_customer');
    await browser.form(mail.path, { code: mail.code, decision: 'agree' }, { headers: { origin: portal().url }, expect: 200 });
  });

  test('headers guard the page against framing, caching and leaking', async () => {
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    const page = await portal().client().get(mail.path, { expect: 200 });
    assert.match(page.headers.get('content-security-policy'), /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/);
    assert.equal(page.headers.get('referrer-policy'), 'same-origin');
    assert.equal(page.headers.get('cache-control'), 'no-store');
  });

  test('links come from base_url, whatever Host the partner sends', async () => {
    const [account] = await putAccounts(portal(), [eligibleAccount()]);
    const admin = await portal().as('partner_admin');
    const answer = await admin.post('/api/v1/registrations', { items: [{ email: account.email }] },
      { headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }, expect: 200 });
    assert.equal(answer.json.results[0].outcome, 'created');
    assert.ok((await portal().mailTo(account.email)).link.startsWith(`${portal().url}/consent/`));
  });

  test('reminders repeat the link and code, then the request expires', async () => {
    const registration = await addRegistration(portal());
    const first = await portal().mailTo(registration.email);
    await portal().moveClock({ days: 23, minutes: 5 });
    const reminder = await portal().mailTo(registration.email, { template: 'consent_reminder' });
    assert.deepEqual([reminder.link, reminder.code], [first.link, first.code]);
    await portal().moveClock({ days: 6 });
    await eventually(async () => (await portal().mailsTo(registration.email, { template: 'consent_reminder' })).length === 2);
    const expires = (await (await portal().as('partner_admin')).get(`/api/v1/registrations/${registration.id}`)).json.expires_at;
    await portal().moveClock({ days: 1 });
    await portal().client().get(first.path, { expect: 410 });
    await portal().client().form(first.path, { code: first.code, decision: 'agree' }, { expect: 410 });
    assert.equal(await statusOf(registration), 'expired');
    await eventually(async () => {
      const { data } = (await (await portal().as('auditor')).get(`/api/v1/registrations/${registration.id}/history`)).json;
      return data.some(({ event, who }) => event === 'expire' && who.kind === 'system');
    });
    assert.equal((await (await portal().as('partner_admin')).get(`/api/v1/registrations/${registration.id}`)).json.expires_at, expires);
  });

  test('more than five consent mails a day to one address wait, and none is lost', async () => {
    const [account] = await putAccounts(portal(), [eligibleAccount()]);
    for (let i = 0; i < 7; i += 1) {
      const admin = await portal().as('partner_admin', { partner: i % 2 });
      const answer = await admin.post('/api/v1/registrations', { items: [{ email: account.email }] }, { expect: 200 });
      const { registration } = answer.json.results[0];
      await portal().mailTo(account.email, { template: 'consent' });
      if (i < 6) await admin.post(`/api/v1/registrations/${registration.id}/withdraw`, {}, { expect: 200 });
    }
    const stateOf = async (which) => (await portal().mailsTo(account.email, { template: 'consent' })).filter(({ state }) => state === which).length;
    const last = (await portal().mailsTo(account.email, { template: 'consent' }))[0];
    assert.ok(await stateOf('shown') <= 5);
    await portal().moveClock({ days: 1, minutes: 5 });
    await eventually(async () => (await portal().mailsTo(account.email, { template: 'consent' })).find(({ id }) => id === last.id).state === 'shown');
  });

  test('an overdue approval is told once', async () => {
    const registration = await addAgreed(portal());
    await portal().moveClock({ days: 10 });
    const told = await portal().mailTo(portal().demoUser('approver').email, { template: 'approval_overdue' });
    assert.ok(told.text.length > 20);
    const approver = await portal().as('approver');
    const row = (await approver.all('/api/v1/approvals')).find(({ id }) => id === registration.id);
    assert.equal(row.overdue, true);
  });

  test('nothing usable lies in the database or the log', async () => {
    if (portal().engine !== 'sqlite') return;
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    const { readFileSync, readdirSync } = await import('node:fs');
    const secret = mail.token.split('.').pop();
    for (const name of readdirSync(portal().data).filter((file) => file.startsWith('portal.db'))) {
      assert.equal(readFileSync(`${portal().data}/${name}`).includes(secret), false, `${name} holds the token`);
    }
    assert.equal(portal().log.includes(secret), false);
  });
});

for (const [mode, state] of [['require', 'pending_provider'], ['skip', 'confirmed']]) {
  onBothEngines(`an account that already is the provider's customer, approval.existing_customer = ${mode}`, (portal) => {
    test(`becomes ${state}`, async () => {
      const registration = await addRegistration(portal(), { account: { provider_customer: true } });
      await decide(portal(), registration.email, 'agree');
      const admin = await portal().as('provider_admin');
      assert.equal((await admin.get(`/api/v1/registrations/${registration.id}`)).json.status, state);
      if (mode === 'require') return;
      await portal().mailTo(portal().demoUser('approver').email, { template: 'approval_not_needed' });
      const history = (await admin.get(`/api/v1/registrations/${registration.id}/history`)).json.data;
      assert.equal(history.at(-1).reason.code, 'approval_not_needed');
    });
  }, { settings: { 'approval.existing_customer': mode } });
}

onBothEngines('approval.existing_customer = refuse', (portal) => {
  test('is a rule like the others when the row is added and when the customer agrees', async () => {
    const [account] = await putAccounts(portal(), [eligibleAccount({ provider_customer: true })]);
    const partner = await portal().as('partner_admin');
    const answer = await partner.post('/api/v1/registrations', { items: [{ email: account.email }] }, { expect: 200 });
    assert.deepEqual(answer.json.results[0].reasons.map(({ code }) => code), ['is_provider_customer']);
    const registration = await addRegistration(portal());
    const admin = await portal().as('provider_admin');
    await admin.put('/api/v1/directory/accounts', { accounts: [eligibleAccount({ email: registration.email, provider_customer: true })] }, { expect: 200 });
    await decide(portal(), registration.email, 'agree', { expect: 409 });
    assert.equal((await admin.get(`/api/v1/registrations/${registration.id}`)).json.status, 'pending_customer');
  });
}, { settings: { 'approval.existing_customer': 'refuse' } });

onBothEngines('a renewed consent text', (portal) => {
  test('makes links of older mails answer 409 until the partner sends again', async () => {
    const registration = await addRegistration(portal());
    const old = await portal().mailTo(registration.email);
    await portal().stop();
    portal().settings = { ...portal().settings, 'consent.invoices_from': 'provider' };
    await portal().start();
    portal().signedIn.clear();
    await portal().client().get(old.path, { expect: 409 });
    await portal().client().form(old.path, { code: old.code, decision: 'agree' }, { expect: 409 });
    await portal().moveClock({ minutes: 5 });
    await (await portal().as('partner_admin')).post(`/api/v1/registrations/${registration.id}/resend`, {}, { expect: 200 });
    await decide(portal(), registration.email, 'agree');
  });
}, { settings: { 'consent.invoices_from': 'partner' } });

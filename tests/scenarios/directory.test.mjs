// directory.kind = http: the facts come from a server of the provider. It answers, answers wrongly,
// slowly or not at all; whoever waits is told to try later, nothing is half done, and everything goes on
// where it was when the directory is back.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { DirectoryServer, nonsense } from '../harness/directory.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { decide, eligibleAccount, freshEmail } from '../harness/world.mjs';

const timeoutMs = 700;

function onEachEngine(body) {
  for (const engine of engines) {
    describe(`a directory behind HTTP (${engine})`, () => {
      let portal = null;
      let directory = null;
      before(async () => {
        directory = await new DirectoryServer().start();
        portal = await startPortal({ engine, settings: { ...directory.settings(), 'directory.timeout_ms': timeoutMs, 'directory.retries': 1, 'registration.resend_minutes': 0 } });
      });
      beforeEach(() => directory.behave());
      after(async () => {
        await portal?.remove();
        await directory?.stop().catch(() => {});
      });
      body(() => portal, () => directory);
    });
  }
}

onEachEngine((portal, directory) => {
  const known = (fields) => directory().put(eligibleAccount(fields))[0];
  const add = async (emails, { dryRun = false, expect = 200, language, ...options } = {}) => {
    const sales = await portal().as('sales', { language });
    const items = [emails].flat().map((email) => ({ email }));
    return sales.post('/api/v1/registrations', { items, dry_run: dryRun }, { expect, ...options });
  };
  const added = async (fields) => (await add(known(fields).email)).json.results[0].registration;
  const agreed = async (fields) => {
    const registration = await added(fields);
    await decide(portal(), registration.email, 'agree');
    return registration;
  };
  const statusOf = async ({ id }) => (await (await portal().as('auditor')).get(`/api/v1/registrations/${id}`, { expect: 200 })).json.status;
  const assertNothingOf = async (email) => {
    const auditor = await portal().as('auditor');
    assert.deepEqual((await auditor.all(`/api/v1/registrations?q=${encodeURIComponent(email)}`)).filter((row) => row.email === email), []);
    assert.deepEqual(await portal().mailsTo(email), []);
    assert.deepEqual(portal().query(`SELECT id FROM eligibility_check WHERE email = '${email}'`), []);
  };

  test('that answers: one question for a batch, facts of today at every step', async () => {
    const accounts = [known({ external_id: freshEmail('number'), name: 'Trần Thị Bình' }), known({ in_poc: true }), known({ language: 'en' })];
    const emails = [...accounts.map(({ email }) => email), freshEmail('nobody'), accounts[0].email.toUpperCase()];
    directory().asked.length = 0;
    const checked = (await add(emails, { dryRun: true })).json.results;
    assert.deepEqual(checked.map(({ reasons }) => reasons.map(({ code }) => code)), [[], ['in_poc'], [], ['account_not_found'], []]);
    // The daily comparison of balances asks of its own accord, of other accounts.
    const asked = directory().asked.filter((batch) => batch.some((email) => emails.includes(email)));
    assert.deepEqual(asked, [emails.slice(0, 4)], 'each address once');
    const { registration } = (await add(emails[0])).json.results[0];
    const mail = await portal().mailTo(emails[0]);
    const browser = portal().client();
    known({ ...accounts[0], services_in_use: 3 });
    const refused = await browser.form(`${mail.path}?lang=vi`, { code: mail.code, decision: 'agree' }, { expect: 409 });
    assert.ok(refused.text.includes('thùng rác'));
    known(accounts[0]);
    await browser.form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
    const approver = await portal().as('approver');
    const approve = (expect) => approver.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect });
    const queued = async () => (await approver.all('/api/v1/approvals')).find(({ id }) => id === registration.id);
    known({ ...accounts[0], provider_discount: true, external_id: `${accounts[0].external_id}-other` });
    assert.equal((await queued()).facts, null, 'another account has the address');
    known({ ...accounts[0], provider_discount: true });
    assert.deepEqual([(await queued()).facts.provider_discount, (await queued()).unmet_rules], [true, []], 'the queue shows the facts of today');
    directory().accounts.delete(emails[0]);
    assert.equal((await queued()).facts, null);
    assert.deepEqual((await approve(409)).json.errors.map(({ code }) => code), ['account_not_found'], 'gone meanwhile');
    known({ ...accounts[0], payment_type: 'postpaid' });
    assert.deepEqual((await approve(409)).json.errors.map(({ code }) => code), ['not_prepaid']);
    assert.deepEqual([(await queued()).facts.payment_type, (await queued()).facts.name], ['postpaid', 'Trần Thị Bình']);
    known(accounts[0]);
    assert.equal((await approve(200)).json.status, 'confirmed');
    assert.deepEqual(directory().wrong, [], 'the questions are as the contract wants them');
  });

  test('is the only place to change accounts', async () => {
    const admin = await portal().as('provider_admin');
    const refused = await admin.put('/api/v1/directory/accounts', { accounts: [eligibleAccount()] }, { expect: 409 });
    assert.equal(refused.json.code, 'accounts.directory_is_remote');
  });

  test('that answers nonsense: 503 in both languages, nothing stored, and the same key works later', async () => {
    for (const [name, act] of Object.entries(nonsense)) {
      const { email } = known();
      const headers = { 'idempotency-key': freshEmail('key') };
      directory().behave(act);
      directory().asked.length = 0;
      const titles = [];
      for (const language of ['vi', 'en']) {
        const answer = await add([email, freshEmail('other')], { expect: 503, language, headers });
        assert.equal(answer.json.code, 'accounts.directory_unavailable', name);
        titles.push(answer.json.title);
      }
      assert.notEqual(titles[0], titles[1]);
      assert.match(titles[0], /thử lại sau/);
      assert.match(titles[1], /try again/);
      // A connection that breaks is no answer to a question; curl itself asks again on a fresh one.
      const tries = /status 5|no answer|half/.test(name) ? 2 : 1;
      const asked = directory().asked.length;
      assert.ok(asked >= 2 * tries && asked <= (name === 'no answer' ? 4 : 2) * tries, `${name}: asked ${asked} times`);
      await add(email, { expect: 503, dryRun: true });
      await assertNothingOf(email);
      directory().behave();
      const items = [{ email }];
      const again = await (await portal().as('sales')).post('/api/v1/registrations', { items }, { headers, expect: 200 });
      assert.equal(again.json.results[0].outcome, 'created', name);
    }
    assert.ok(!portal().log.includes(directory().key), 'its key is in no log');
  });

  test('that is slow: the limit holds, and others are served meanwhile', async () => {
    const waiting = await added();
    const slow = [];
    directory().behave((response) => slow.push(response));
    const begun = Date.now();
    const { email } = known();
    const answers = [add(email, { expect: 503 }), decide(portal(), waiting.email, 'agree', { expect: 503 })];
    const sales = await portal().as('sales');
    while (slow.length < 2 && Date.now() - begun < timeoutMs) await sales.get('/api/v1/registrations?limit=1', { expect: 200 });
    const read = Date.now();
    await sales.get('/api/v1/registrations?limit=10', { expect: 200 });
    assert.ok(Date.now() - read < timeoutMs, 'a read waits for no directory');
    await Promise.all(answers);
    const took = Date.now() - begun;
    assert.ok(took >= timeoutMs && took < timeoutMs + 3000, `it took ${took} ms`);
    slow.forEach((response) => response.destroy());
    directory().behave();
    await assertNothingOf(email);
    assert.equal((await add(email)).json.results[0].outcome, 'created');
    await decide(portal(), waiting.email, 'agree');
  });

  test('that is down: the customer\'s page says so in both languages, keeps the form, and loses nothing', async () => {
    const [registration, declining] = [await added(), await added()];
    const mail = await portal().mailTo(registration.email);
    const browser = portal().client();
    await directory().stop();
    try {
      await browser.get(mail.path, { expect: 200 });
      for (const [language, later] of [['vi', 'thử lại sau ít phút'], ['en', 'try again in a few minutes']]) {
        const page = await browser.form(`${mail.path}?lang=${language}`, { code: mail.code, decision: 'agree' }, { expect: 503 });
        assert.ok(page.text.includes(later), page.text);
        assert.ok(page.text.includes('name="code"') && page.text.includes('value="agree"') && page.text.includes(`lang="${language}"`));
      }
      assert.equal(await statusOf(registration), 'pending_customer');
      const wrong = mail.code === '123456' ? '654321' : '123456';
      const page = await browser.form(`${mail.path}?lang=en`, { code: wrong, decision: 'agree' }, { expect: 422 });
      assert.ok(page.text.includes('You have 4 tries left'), 'what was right did not count, what is wrong does');
      assert.equal((await add(freshEmail('late'), { expect: 503 })).json.code, 'accounts.directory_unavailable');
      await decide(portal(), declining.email, 'decline');
      assert.equal(await statusOf(declining), 'declined', 'declining needs no facts');
    } finally {
      await directory().start();
    }
    await browser.form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
    assert.equal(await statusOf(registration), 'pending_provider');
    assert.equal((await portal().mailsTo(registration.email, { template: 'receipt' })).length, 1);
  });

  test('that is down: approving says so, all that needs no facts works, and approving works when it is back', async () => {
    const [first, second, third, fourth] = [await agreed(), await agreed(), await agreed(), await agreed()];
    const waiting = await added();
    const approver = await portal().as('approver');
    const sales = await portal().as('sales');
    await directory().stop();
    try {
      for (const [language, later] of [['vi', /thử lại sau/], ['en', /try again/]]) {
        const reader = await portal().as('approver', { language });
        const answer = await reader.post(`/api/v1/approvals/${first.id}/approve`, {}, { expect: 503 });
        assert.equal(answer.json.code, 'accounts.directory_unavailable');
        assert.match(answer.json.title, later);
        assert.ok(Number(answer.headers.get('retry-after')) >= 1);
      }
      await approver.post('/api/v1/approvals/approve', { ids: [first.id, second.id] }, { expect: 503 });
      assert.deepEqual([await statusOf(first), await statusOf(second)], ['pending_provider', 'pending_provider']);
      const queued = (await approver.all('/api/v1/approvals')).find(({ id }) => id === first.id);
      assert.deepEqual([queued.facts.email, queued.unmet_rules], [first.email, []], 'the facts that were seen last');
      await approver.post(`/api/v1/approvals/${second.id}/reject`, { reason: 'Thiếu giấy tờ' }, { expect: 200 });
      const several = await approver.post('/api/v1/approvals/reject', { ids: [third.id], reason: 'Thiếu giấy tờ' }, { expect: 200 });
      assert.deepEqual(several.json.results.map(({ outcome }) => outcome), ['rejected']);
      const receipt = await portal().mailTo(fourth.email, { template: 'receipt' });
      await portal().client().form(receipt.path, { code: receipt.code, decision: 'decline' }, { expect: 200 });
      await sales.post(`/api/v1/registrations/${waiting.id}/resend`, {}, { expect: 200 });
      await sales.patch(`/api/v1/registrations/${waiting.id}`, { friendly_name: 'Tên khác' }, { expect: 200 });
      await sales.post(`/api/v1/registrations/${waiting.id}/withdraw`, {}, { expect: 200 });
      await portal().client().get('/readyz', { expect: 200 });
    } finally {
      await directory().start();
    }
    assert.equal((await approver.post(`/api/v1/approvals/${first.id}/approve`, {}, { expect: 200 })).json.status, 'confirmed');
    assert.deepEqual(directory().wrong, []);
  });
});

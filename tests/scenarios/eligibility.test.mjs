// Whether an account may become a customer: every rule alone and all that can fail together, in both
// languages, by the form and by an API key, checked only and added; what a partner may learn, how often
// it may ask, and accounts that change between the steps.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothEngines } from '../harness/portal.mjs';
import { allSpoilt, amounts, complaintAbout, sentences, spoilt } from '../harness/rules.mjs';
import { addAgreed, addRegistration, decide, eligibleAccount, freshEmail, putAccounts } from '../harness/world.mjs';

const languages = ['vi', 'en'];
const codesOf = ({ reasons }) => reasons.map(({ code }) => code);

async function ask(client, emails, { dryRun = true } = {}) {
  const items = [emails].flat().map((email) => ({ email }));
  return (await client.post('/api/v1/registrations', { items, dry_run: dryRun }, { expect: 200 })).json.results;
}

/** The directory says this of the address from now on. */
function say(portal, email, fields = {}) {
  return putAccounts(portal, [eligibleAccount({ email, ...fields })]);
}

/** A key of the first partner's sales staff; the command line needs the database for itself. */
async function makeKey(portal, partner = 0) {
  const { id } = (await portal.as('sales', { partner })).user.partner;
  await portal.stop();
  const made = await portal.run(['api-key', 'create', '--name', 'shop', '--audience', 'partner', '--role', 'sales', '--partner', id]);
  assert.equal(made.code, 0, made.stderr);
  await portal.start();
  return made.stdout.trim();
}

/** Both ways of asking, in both languages: [{language, client}]. */
async function askers(portal, key, partner = 0) {
  const all = [];
  for (const language of languages) {
    all.push({ language, client: await portal.as('sales', { partner, language }) });
    if (key) all.push({ language, client: portal.client({ apiKey: key, language }) });
  }
  return all;
}

/** Everybody is refused for these reasons, in words of their language; nothing is sent. */
async function assertRefused(asking, email, codes) {
  const said = {};
  for (const { language, client } of asking) {
    for (const dryRun of [true, false]) {
      const [result] = await ask(client, email, { dryRun });
      assert.deepEqual(codesOf(result), codes, `${email}: ${JSON.stringify(result)}`);
      assert.equal(result.outcome, 'refused');
      assert.equal(result.registration, null);
      for (const reason of result.reasons) assert.equal(complaintAbout(reason, language), null);
      said[language] ??= result.reasons;
      assert.deepEqual(result.reasons, said[language], 'form and key say the same, whether checked or added');
    }
  }
}

async function serviceAccountsOf(portal, partner) {
  const { id } = (await portal.as('partner_admin', { partner })).user.partner;
  return (await (await portal.as('auditor')).get(`/api/v1/partners/${id}`, { expect: 200 })).json.service_accounts;
}

/** The account becomes a service account of a new partner. */
async function becomePartner(portal, email) {
  await (await portal.as('provider_admin')).post('/api/v1/partners', {
    name: 'Nam Long Cloud', legal_name: 'Công ty TNHH Nam Long', tax_code: String(Math.floor(1e9 + Math.random() * 9e9)),
    service_accounts: [email], admin_email: freshEmail('admin'),
  }, { expect: 201 });
}

onBothEngines('eligibility', (portal) => {
  let asking;

  test('an eligible account is eligible, and only adding sends', async () => {
    const key = await makeKey(portal());
    asking = await askers(portal(), key);
    const [{ email }] = await putAccounts(portal(), [eligibleAccount({ provider_customer: true })]);
    for (const { client } of asking) {
      const [result] = await ask(client, email);
      assert.deepEqual([result.outcome, result.reasons, result.registration], ['eligible', [], null]);
    }
    assert.deepEqual(await portal().mailsTo(email), []);
    const [added] = await ask(asking.at(-1).client, email, { dryRun: false });
    assert.equal(added.outcome, 'created');
    assert.equal((await portal().mailsTo(email)).length, 1);
  });

  test('an address that the provider does not know has one reason and a link to sign up', async () => {
    await assertRefused(asking, freshEmail('nobody'), ['account_not_found']);
    // Whatever else could be said of the address.
    const own = (await serviceAccountsOf(portal(), 0)).at(-1);
    const known = (await (await portal().as('auditor')).all(`/api/v1/directory/accounts?q=${encodeURIComponent(own)}`)).length > 0;
    if (!known) await assertRefused(asking, own, ['account_not_found']);
  });

  for (const [code, ways] of Object.entries(spoilt)) {
    test(`${code} alone`, async () => {
      for (const fields of ways) {
        const [{ email }] = await putAccounts(portal(), [eligibleAccount(fields)]);
        await assertRefused(asking, email, [code]);
        assert.deepEqual(await portal().mailsTo(email), []);
        await say(portal(), email);
        assert.equal((await ask(asking[0].client, email))[0].outcome, 'eligible', 'nothing else was wrong with it');
      }
    });
  }

  test('is_own_account and is_partner: never both', async () => {
    for (const email of await serviceAccountsOf(portal(), 0)) {
      await say(portal(), email);
      await assertRefused(asking, email, ['is_own_account']);
    }
    const [theirs] = await serviceAccountsOf(portal(), 1);
    await say(portal(), theirs);
    await assertRefused(asking, theirs, ['is_partner']);
  });

  test('belongs_to_partner: somebody\'s who waits for approval or is confirmed, one\'s own too', async () => {
    const approver = await portal().as('approver');
    for (const partner of [0, 1]) {
      const registration = await addAgreed(portal(), { partner });
      await assertRefused(asking, registration.email, ['belongs_to_partner']);
      await approver.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 });
      await assertRefused(asking, registration.email, ['belongs_to_partner']);
      const told = JSON.stringify(await ask(asking[0].client, registration.email));
      assert.ok(!told.includes(registration.partner.name) && !told.includes(registration.partner.id), 'never says whose');
    }
  });

  test('already_requested: one\'s own request, not another partner\'s', async () => {
    const own = await addRegistration(portal(), { partner: 0 });
    await assertRefused(asking, own.email, ['already_requested']);
    const other = await addRegistration(portal(), { partner: 1 });
    assert.equal((await ask(asking[0].client, other.email))[0].outcome, 'eligible');
  });

  test('declined_recently: whoever was declined waits for 30 days, another partner does not', async () => {
    const declined = await addRegistration(portal());
    await decide(portal(), declined.email, 'decline');
    await assertRefused(asking, declined.email, ['declined_recently']);
    const retracted = await addAgreed(portal());
    const receipt = await portal().mailTo(retracted.email, { template: 'receipt' });
    await portal().client().form(receipt.path, { code: receipt.code, decision: 'decline' }, { expect: 200 });
    await assertRefused(asking, retracted.email, ['declined_recently']);
    const [other] = await ask(await portal().as('sales', { partner: 1 }), declined.email);
    assert.equal(other.outcome, 'eligible');
    await portal().moveClock({ days: 29, hours: 23 });
    const [late] = await ask(await portal().as('sales'), declined.email);
    assert.deepEqual(codesOf(late), ['declined_recently']);
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(portal().now().getTime() + 3600_000);
    assert.ok(late.reasons[0].action.includes(day), `${late.reasons[0].action} instead of ${day}`);
    await portal().moveClock({ hours: 1, minutes: 1 });
    for (const { email } of [declined, retracted]) {
      assert.equal((await ask(await portal().as('sales'), email))[0].outcome, 'eligible');
    }
    asking = await askers(portal(), asking[1].client.apiKey);
  });

  test('all that can fail together is said at once, in the order of the rules, and no amounts', async () => {
    const facts = Object.keys(spoilt);
    const registration = await addRegistration(portal());
    const { email } = registration;
    await becomePartner(portal(), email);
    await say(portal(), email, { ...allSpoilt, ...amounts });
    await assertRefused(asking, email, [...facts, 'is_partner', 'already_requested']);
    const said = JSON.stringify(await ask(asking[0].client, email));
    for (const number of ['987654321', '987.654.321', '123456789', '555444333', '7717']) assert.ok(!said.includes(number));

    const [other] = await putAccounts(portal(), [eligibleAccount()]);
    for (const partner of [0, 1]) await ask(await portal().as('sales', { partner }), other.email, { dryRun: false });
    const mails = await portal().mailsTo(other.email);
    const { id } = (await portal().as('sales')).user.partner;
    const list = await (await portal().as('auditor')).all(`/api/v1/registrations?q=${encodeURIComponent(other.email)}`);
    for (const [mine, decision] of [[true, 'decline'], [false, 'agree']]) {
      const request = list.find(({ partner }) => (partner.id === id) === mine);
      const mail = mails.find(({ token }) => token.startsWith(request.id));
      await portal().client().form(mail.path, { code: mail.code, decision }, { expect: 200 });
    }
    await becomePartner(portal(), other.email);
    await say(portal(), other.email, allSpoilt);
    await assertRefused(asking, other.email, [...facts, 'is_partner', 'belongs_to_partner', 'declined_recently']);

    const own = (await serviceAccountsOf(portal(), 0))[0];
    await say(portal(), own, allSpoilt);
    await assertRefused(asking, own, [...facts, 'is_own_account']);
  });

  test('rows of one batch are judged each for itself, and their facts and verdicts are kept', async () => {
    const accounts = await putAccounts(portal(), [{}, { in_poc: true }, { ...allSpoilt }].map((fields) => eligibleAccount(fields)));
    const emails = [...accounts.map(({ email }) => email), freshEmail('nobody'), accounts[0].email];
    const { client } = asking[0];
    const results = await ask(client, emails, { dryRun: false });
    assert.deepEqual(results.map(({ outcome }) => outcome), ['created', 'refused', 'refused', 'refused', 'refused']);
    assert.deepEqual(results.map(codesOf), [[], ['in_poc'], Object.keys(spoilt), ['account_not_found'], ['already_requested']]);
    await ask(client, emails[1]);
    const kept = portal().query(`SELECT email, occasion, failed_rules, CASE WHEN facts IS NULL THEN 'no' ELSE 'yes' END FROM eligibility_check
      WHERE email IN ('${emails.join("', '")}')`);
    assert.deepEqual(kept.sort(), [
      [emails[0], 'add', '', 'yes'], [emails[1], 'add', 'in_poc', 'yes'], [emails[2], 'add', Object.keys(spoilt).join(','), 'yes'],
      [emails[3], 'add', 'account_not_found', 'no'], [emails[4], 'add', 'already_requested', 'yes'], [emails[1], 'check', 'in_poc', 'yes'],
    ].sort());
  });
});

onBothEngines('an account that changes between the steps', (portal) => {
  test('before the customer agrees: each rule is told to customer and partner, and the link stays usable', async () => {
    const told = async () => (await portal().mailsTo(portal().demoUser('partner_admin').email, { template: 'partner_rule_failed' })).length;
    const before = await told();
    for (const [code, [fields]] of Object.entries(spoilt)) {
      const registration = await addRegistration(portal());
      await say(portal(), registration.email, fields);
      const mail = await portal().mailTo(registration.email);
      for (const language of languages) {
        const page = await portal().client().form(`${mail.path}?lang=${language}`, { code: mail.code, decision: 'agree' }, { expect: 409 });
        const text = page.text.replaceAll('&#39;', '\'').replaceAll(/\s+/g, ' ');
        const [vietnamese, english] = sentences[code];
        if (language === 'vi') assert.ok(text.includes(vietnamese.split(/(?<=\.) /)[0]), `${code}: ${text}`);
        else assert.match(text, english);
        assert.doesNotMatch(text, /Khách hàng|The customer/, 'it says what the reader can do');
        assert.ok(page.text.includes('name="code"'), 'the form again');
      }
      const seen = (await (await portal().as('sales')).get(`/api/v1/registrations/${registration.id}`)).json;
      assert.deepEqual([seen.status, seen.unmet_rules], ['pending_customer', [code]]);
      await say(portal(), registration.email);
      await decide(portal(), registration.email, 'agree');
      const after = (await (await portal().as('sales')).get(`/api/v1/registrations/${registration.id}`)).json;
      assert.deepEqual([after.status, after.unmet_rules], ['pending_provider', []]);
    }
    assert.equal(await told() - before, Object.keys(spoilt).length, 'once a rule, however often the customer tries');
  });

  test('before approval: the approver is told each rule, the queue shows it, and it can be approved later', async () => {
    for (const language of languages) {
      const approver = await portal().as('approver', { language });
      const registration = await addAgreed(portal());
      const approve = (expect) => approver.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect });
      await say(portal(), registration.email, allSpoilt);
      const refused = (await approve(409)).json;
      assert.equal(refused.code, 'registrations.not_eligible');
      assert.deepEqual(refused.errors.map(({ code }) => code), Object.keys(spoilt));
      for (const { code, message } of refused.errors) {
        const wanted = sentences[code][language === 'vi' ? 0 : 1];
        assert.ok(language === 'vi' ? wanted.startsWith(message) : message.length > 10 && !/\{/.test(message), `${code}: ${message}`);
      }
      const row = (await approver.all('/api/v1/approvals')).find(({ id }) => id === registration.id);
      assert.deepEqual([row.unmet_rules, row.facts.in_poc, row.facts.services_in_use], [Object.keys(spoilt), true, 1]);
      await say(portal(), registration.email, { in_poc: true });
      assert.deepEqual((await approve(409)).json.errors.map(({ code }) => code), ['in_poc']);
      await say(portal(), registration.email);
      const approved = (await approve(200)).json;
      assert.deepEqual([approved.status, approved.unmet_rules], ['confirmed', []]);
      await say(portal(), registration.email, allSpoilt);
      const later = (await approver.get(`/api/v1/registrations/${registration.id}`)).json;
      assert.deepEqual([later.status, later.unmet_rules], ['confirmed', []], 'a customer stays one');
      const occasions = portal().query(`SELECT occasion, failed_rules FROM eligibility_check WHERE registration_id = '${registration.id}' ORDER BY at_us, id`);
      assert.deepEqual(occasions, [['add', ''], ['agree', ''], ['approve', Object.keys(spoilt).join(',')], ['approve', 'in_poc'], ['approve', '']]);
    }
  });

  test('an account that became a partner\'s own: neither agreed to nor approved', async () => {
    const [asked, agreed] = [await addRegistration(portal()), await addAgreed(portal())];
    for (const { email } of [asked, agreed]) await becomePartner(portal(), email);
    await decide(portal(), asked.email, 'agree', { expect: 409 });
    const refused = await (await portal().as('approver')).post(`/api/v1/approvals/${agreed.id}/approve`, {}, { expect: 409 });
    assert.deepEqual(refused.json.errors.map(({ code }) => code), ['is_partner']);
    await (await portal().as('approver')).post(`/api/v1/approvals/${agreed.id}/reject`, { reason: 'Là đối tác' }, { expect: 200 });
  });

  test('an address that went over to another account is not the account that was asked for', async () => {
    const numbered = (fields) => putAccounts(portal(), [eligibleAccount(fields)]);
    const takeOver = async ({ email }, number) => {
      await numbered({ email: freshEmail('moved'), external_id: number });
      await decide(portal(), email, 'agree', { expect: 409 });
      await numbered({ email, external_id: `${number}-other` });
    };
    const numbers = [1, 2].map((each) => `${freshEmail('number')}-${each}`);
    const asked = await addRegistration(portal(), { account: { external_id: numbers[0] } });
    const mail = await portal().mailTo(asked.email);
    await takeOver(asked, numbers[0]);
    const page = await portal().client().form(`${mail.path}?lang=vi`, { code: mail.code, decision: 'agree' }, { expect: 409 });
    assert.ok(page.text.includes('hiện không phải là địa chỉ của tài khoản được đề nghị'));
    const agreed = await addAgreed(portal(), { account: { external_id: numbers[1] } });
    await numbered({ email: freshEmail('moved'), external_id: numbers[1] });
    await numbered({ email: agreed.email, external_id: `${numbers[1]}-other` });
    const refused = await (await portal().as('approver')).post(`/api/v1/approvals/${agreed.id}/approve`, {}, { expect: 409 });
    assert.deepEqual(refused.json.errors.map(({ code }) => code), ['account_not_found']);
    const live = portal().query(`SELECT registration_id FROM customer WHERE account_id = '${asked.account_id}' AND until_at_us IS NULL`);
    assert.deepEqual(live, []);
  });
});

onBothEngines('approval.existing_customer = refuse', (portal) => {
  test('is_provider_customer is a rule like the others at each step', async () => {
    const asking = await askers(portal());
    const [{ email }] = await putAccounts(portal(), [eligibleAccount({ provider_customer: true })]);
    await assertRefused(asking, email, ['is_provider_customer']);
    await say(portal(), email, { ...allSpoilt, provider_customer: true });
    await assertRefused(asking, email, [...Object.keys(spoilt), 'is_provider_customer']);
    const asked = await addRegistration(portal());
    await say(portal(), asked.email, { provider_customer: true });
    await decide(portal(), asked.email, 'agree', { expect: 409 });
    const seen = (await asking[0].client.get(`/api/v1/registrations/${asked.id}`)).json;
    assert.deepEqual([seen.status, seen.unmet_rules], ['pending_customer', ['is_provider_customer']]);
    const agreed = await addAgreed(portal());
    await say(portal(), agreed.email, { provider_customer: true });
    const refused = await (await portal().as('approver')).post(`/api/v1/approvals/${agreed.id}/approve`, {}, { expect: 409 });
    assert.deepEqual(refused.json.errors.map(({ code }) => code), ['is_provider_customer']);
  });
}, { settings: { 'approval.existing_customer': 'refuse' } });

onBothEngines('eligibility.disclosure = verdict_only', (portal) => {
  let asking;

  test('every reason is one not_eligible', async () => {
    asking = await askers(portal(), await makeKey(portal()));
    for (const [fields] of [...Object.values(spoilt), [allSpoilt]]) {
      const [{ email }] = await putAccounts(portal(), [eligibleAccount(fields)]);
      await assertRefused(asking, email, ['not_eligible']);
    }
    await assertRefused(asking, freshEmail('nobody'), ['not_eligible']);
    await assertRefused(asking, (await addAgreed(portal(), { partner: 1 })).email, ['not_eligible']);
    const [theirs] = await serviceAccountsOf(portal(), 1);
    await say(portal(), theirs);
    await assertRefused(asking, theirs, ['not_eligible']);
    const declined = await addRegistration(portal());
    await decide(portal(), declined.email, 'decline');
    await assertRefused(asking, declined.email, ['not_eligible']);
  });

  test('but what the partner knows anyway', async () => {
    const own = await addRegistration(portal());
    await assertRefused(asking, own.email, ['already_requested']);
    await say(portal(), own.email, allSpoilt);
    await assertRefused(asking, own.email, ['not_eligible', 'already_requested']);
    const [service] = await serviceAccountsOf(portal(), 0);
    await say(portal(), service);
    await assertRefused(asking, service, ['is_own_account']);
  });

  test('later rules are told to the customer and the provider, to the partner only that there are some', async () => {
    const registration = await addAgreed(portal());
    const path = `/api/v1/registrations/${registration.id}`;
    const approver = await portal().as('approver');
    await say(portal(), registration.email, { in_poc: true, provider_discount: true });
    const refused = await approver.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 409 });
    assert.deepEqual(refused.json.errors.map(({ code }) => code), ['has_provider_discount', 'in_poc']);
    for (const { client } of asking) assert.deepEqual((await client.get(path)).json.unmet_rules, ['not_eligible']);
    assert.deepEqual((await approver.get(path)).json.unmet_rules, ['has_provider_discount', 'in_poc']);
    const waiting = await addRegistration(portal());
    await say(portal(), waiting.email, { in_poc: true });
    const page = await decide(portal(), waiting.email, 'agree', { expect: 409 });
    assert.ok(page.text.includes('POC'));
    const told = await portal().mailTo(portal().demoUser('partner_admin').email, { template: 'partner_rule_failed' });
    assert.ok(told.text.includes(waiting.email) && !/POC/.test(told.text + told.html), told.text);
    const list = (await asking[0].client.get(`/api/v1/registrations?q=${encodeURIComponent(waiting.email)}`)).json.data;
    assert.deepEqual(list.map(({ unmet_rules }) => unmet_rules), [['not_eligible']]);
  });
}, { settings: { 'eligibility.disclosure': 'verdict_only' } });

const limits = { 'eligibility.checks_per_day': 10, 'eligibility.unknown_per_day': 3 };

for (const disclosure of ['reasons', 'verdict_only']) {
  onBothEngines(`limits on checks, eligibility.disclosure = ${disclosure}`, (portal) => {
    const askAs = async (emails, { partner = 0, dryRun, role = 'sales', language } = {}) =>
      (await ask(await portal().as(role, { partner, language }), emails, { dryRun })).map(codesOf);
    const unknown = () => freshEmail('nobody');
    const limit = ['check_limit_reached'];

    test('unknown_per_day: further rows are not judged, added or checked, in the same call and later', async () => {
      const [{ email }] = await putAccounts(portal(), [eligibleAccount()]);
      const seen = await askAs([unknown(), unknown(), unknown(), unknown(), email]);
      assert.deepEqual(seen.slice(3), [limit, limit]);
      assert.ok(seen.slice(0, 3).every(([code]) => code !== limit[0]));
      for (const language of languages) {
        const [result] = await ask(await portal().as('partner_admin', { language }), email, { dryRun: false });
        assert.deepEqual(codesOf(result), limit);
        assert.equal(complaintAbout(result.reasons[0], language), null);
      }
      assert.deepEqual(await portal().mailsTo(email), []);
      const kept = portal().query(`SELECT occasion FROM eligibility_check WHERE email = '${email}'`);
      assert.deepEqual(kept, [], 'not judged');
      assert.deepEqual(await askAs(email, { partner: 1 }), [[]], 'another partner may still ask');
    });

    test('checks_per_day: what sends a request does not count, all else does', async () => {
      const accounts = await putAccounts(portal(), Array.from({ length: 12 }, () => eligibleAccount()));
      const [poor] = await putAccounts(portal(), [eligibleAccount({ in_poc: true })]);
      const emails = accounts.map(({ email }) => email);
      const by = { partner: 2 };
      assert.deepEqual(await askAs(emails.slice(0, 5), { ...by, dryRun: false }), Array(5).fill([]));
      assert.deepEqual(await askAs(emails.slice(5, 9), by), Array(4).fill([]));
      assert.equal((await askAs([unknown(), unknown()], { ...by, dryRun: false })).length, 2);
      assert.notDeepEqual(await askAs([poor.email, emails[0]], { ...by, dryRun: false }), [limit, limit]);
      const last = await askAs([poor.email, poor.email, emails[9]], by);
      assert.notDeepEqual(last[1], limit, 'the tenth');
      assert.deepEqual(last[2], limit, 'the eleventh');
      assert.deepEqual(await askAs([emails[10]], { ...by, dryRun: false }), [limit]);
      const key = await makeKey(portal(), 2);
      assert.deepEqual((await ask(portal().client({ apiKey: key }), emails[11])).map(codesOf), [limit], 'a key has no limit of its own');
    });

    test('the next day of the provider\'s zone begins anew', async () => {
      const [{ email }] = await putAccounts(portal(), [eligibleAccount()]);
      const zoned = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', timeStyle: 'medium' })
        .formatToParts(portal().now()).map(({ type, value }) => [type, Number(value)]));
      const left = 86_400 - zoned.hour * 3600 - zoned.minute * 60 - zoned.second;
      if (left > 60) {
        await portal().moveClock({ seconds: left - 30 });
        assert.deepEqual(await askAs(email), [limit]);
      }
      await portal().moveClock({ seconds: 60 });
      assert.deepEqual(await askAs(email), [[]]);
      assert.deepEqual(await askAs(email, { dryRun: false }), [[]]);
    });
  }, { settings: { ...limits, 'eligibility.disclosure': disclosure } });
}

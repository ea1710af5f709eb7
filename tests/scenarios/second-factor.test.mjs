// The second factor as an attacker meets it: a code counts once wherever it is shown, guessing it is bounded, the
// password alone is worth nothing, no way leads round it, and a stolen session cannot swap it. And what a person
// sees of the own sessions and of the tries to sign in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothEngines } from '../harness/portal.mjs';
import { enrol, totpCode, wrongCode } from '../harness/totp.mjs';
import { apiOperations, freshEmail, randomId, randomPath } from '../harness/world.mjs';

const phrase = 'một câu đủ dài để nhớ';
const profile = '/api/v1/profile/two-factor';

/** A person with this password who accepted an invitation, signed in: {email, id, client}. */
async function person(portal, { partner = 0, roles = ['viewer'] } = {}) {
  const admin = await portal.as('partner_admin', { partner });
  const email = freshEmail('nguoi');
  const { id } = (await admin.post('/api/v1/staff', { email, name: 'Người Mới', roles }, { expect: 201 })).json;
  const { token } = await portal.mailTo(email);
  await portal.client().post(`/api/v1/invitations/${token}`, { password: phrase }, { expect: 204 });
  const client = portal.client();
  assert.equal((await client.signIn(email, phrase)).status, 200);
  return { email, id, client };
}

/** The same with the factor on, and a code that nobody has used: {…, secret, recoveryCodes, code}. */
async function enrolled(portal, options) {
  const who = await person(portal, options);
  const factor = await enrol(portal, who.client, phrase);
  await portal.moveClock({ seconds: 30 });
  return { ...who, ...factor, code: () => totpCode(factor.secret, portal.now()) };
}

async function codeOf(answer) {
  const { status, json } = await answer;
  return status < 300 ? status : json.code;
}

function failures(portal, where) {
  return Number(portal.query(`SELECT COALESCE(SUM(failures), 0) FROM sign_in_throttle WHERE ${where}`)[0][0]);
}

onBothEngines('the second factor', (portal) => {
  test('one code shown twenty times at once, in all places, counts once', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { email, id, client, code } = await enrolled(portal());
      const shared = code();
      const body = { password: phrase, code: shared };
      const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => [
        () => portal().client().signIn(email, phrase, shared),
        () => client.post(`${profile}/remove`, body, { again: false }),
        () => client.post(`${profile}/recovery-codes`, body, { again: false }),
        () => portal().client().signIn(email, phrase, shared),
      ][i % 4]()));
      // Behind a removal the password alone signs in, which is no use of the code.
      const rows = await (await portal().as('partner_admin')).all(`/api/v1/audit?subject=${id}`);
      const uses = rows.filter(({ change, details }) => details.second_factor === 'totp' || /second_factor_off|renewed/.test(change));
      assert.equal(uses.length, 1, answers.map(({ status, json }) => `${status} ${json.code}`).join('\n'));
      if (uses[0].change === 'session.sign_in') assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      for (const { status } of answers) assert.ok([200, 401, 403, 409, 422, 429].includes(status), String(status));
    }
  });

  test('one code that confirms twenty times at once counts once, and signs nobody in afterwards', async () => {
    const { email, client } = await person(portal());
    const { secret } = (await client.post(profile, { password: phrase }, { expect: 200 })).json;
    const code = totpCode(secret, portal().now());
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.post(`${profile}/confirm`, { code }, { again: false })));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(await codeOf(portal().client().signIn(email, phrase, code)), 'second_factor_wrong');
  });

  test('a recovery code that is shown twenty times at once signs in once', async () => {
    const { email, recoveryCodes } = await enrolled(portal());
    const answers = await Promise.all(Array.from({ length: 20 }, () => portal().client().signIn(email, phrase, recoveryCodes[0])));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    const mail = await portal().mailTo(email, { template: 'recovery_code_used' });
    assert.match(mail.text, /127\.0\.0\.1/);
  });

  test('of a hundred wrong codes at once five are judged, and the password is not slowed down', async () => {
    const { email, secret, code } = await enrolled(portal());
    const before = failures(portal(), "throttle_key NOT LIKE 'second factor:%'");
    const wrong = wrongCode(secret, portal().now());
    const answers = await Promise.all(Array.from({ length: 100 }, () => portal().client().signIn(email, phrase, wrong)));
    const judged = answers.filter(({ json }) => json.code === 'second_factor_wrong');
    assert.ok(judged.length <= 5, `${judged.length} were judged`);
    for (const answer of answers.filter((each) => !judged.includes(each))) {
      assert.ok([429, 503].includes(answer.status), String(answer.status));
      assert.ok(Number(answer.headers.get('retry-after')) >= 1);
    }
    assert.equal(failures(portal(), "throttle_key NOT LIKE 'second factor:%'"), before);
    for (let i = 0; i < 6 - judged.length; i += 1) await portal().client().signIn(email, phrase, wrong);
    const slowed = await portal().client().signIn(email, phrase, code());
    assert.equal(slowed.status, 429);
    assert.ok(Number(slowed.headers.get('retry-after')) > 800, slowed.headers.get('retry-after'));
    assert.equal(await codeOf(portal().client().signIn(email, phrase)), 'second_factor_required', 'the password is judged as before');
    await portal().moveClock({ minutes: 15, seconds: 1 });
    assert.equal(await codeOf(portal().client().signIn(email, phrase, code())), 200);
  });

  test('a right password without its code forgives no wrong one', async () => {
    const { email } = await enrolled(portal());
    const limit = 60;
    let judged = 0;
    for (let i = 0; i < limit + 20; i += 1) {
      if (i % 10 === 0) await portal().client().signIn(email, phrase);
      if ((await portal().client().signIn(email, `guess ${i}`)).status === 401) judged += 1;
    }
    assert.ok(judged <= limit, `${judged} guesses were judged`);
  });

  test('a code is taken one step early or late and no further, by the clock of the server', async () => {
    const { email, secret } = await enrolled(portal());
    await portal().moveClock({ minutes: 5 });
    const enter = (drift, headers = {}) => codeOf(portal().client().post('/api/v1/session',
      { email, password: phrase, code: totpCode(secret, portal().now(), drift) }, { headers }));
    const date = { date: new Date(portal().now().getTime() + 60_000).toUTCString() };
    for (const drift of [-2, 3]) assert.equal(await enter(drift, date), 'second_factor_wrong', String(drift));
    // The step may turn between this computation and that of the portal, so the ones at the edge are taken in the middle of a step.
    const second = Math.floor(portal().now().getTime() / 1000) % 30;
    await portal().moveClock({ seconds: 30 - second + 10 });
    assert.equal(await enter(2), 'second_factor_wrong');
    for (const drift of [-1, 0, 1]) assert.equal(await enter(drift), 200, String(drift));
    for (const drift of [-1, 0]) assert.equal(await enter(drift), 'second_factor_wrong', 'older than the last one accepted');
  });

  test('a mailed reset of the password does not lead round it', async () => {
    const { email, client, code } = await enrolled(portal());
    await portal().client().post('/api/v1/password-resets', { email }, { expect: 202 });
    const { token } = await portal().mailTo(email, { template: 'password_reset' });
    const answer = await portal().client().post(`/api/v1/password-resets/${token}`, { password: `${phrase} 2` }, { expect: 204 });
    assert.deepEqual(answer.setCookies, []);
    await client.get('/api/v1/session', { expect: 401 });
    const again = portal().client();
    assert.equal(await codeOf(again.signIn(email, `${phrase} 2`)), 'second_factor_required');
    await again.get('/api/v1/session', { expect: 401 });
    assert.equal(await codeOf(again.signIn(email, `${phrase} 2`, code())), 200);
  });

  test('who knows the password alone gets no cookie and no right', async () => {
    const { email, secret } = await enrolled(portal());
    for (const code of [undefined, '', wrongCode(secret, portal().now())]) {
      const client = portal().client();
      const answer = await client.signIn(email, phrase, code);
      assert.equal(answer.status, 401);
      assert.deepEqual(answer.setCookies, []);
      for (const operation of apiOperations((each) => !each.access.anybody)) {
        const { status } = await client.send(operation.method, randomPath(operation), { body: operation.body ? {} : undefined });
        assert.equal(status, 401, `${operation.method} ${operation.pattern}`);
      }
    }
  });

  test('a stolen session turns nothing on or off without the password, and old cookies are dead after a change', async () => {
    const { email, client } = await person(portal());
    const other = portal().client();
    await other.signIn(email, phrase);
    for (const body of [{}, { password: '' }]) await client.post(profile, body, { expect: 400 });
    assert.equal(await codeOf(client.post(profile, { password: 'a guess' })), 'identity.wrong_password');
    const stolen = new Map(client.cookies);
    const { secret } = await enrol(portal(), client, phrase);
    const thief = portal().client();
    thief.cookies = stolen;
    for (const each of [other, thief]) await each.get('/api/v1/session', { expect: 401 });
    await client.get('/api/v1/session', { expect: 200 });
    await portal().moveClock({ seconds: 30 });
    for (const step of ['remove', 'recovery-codes']) {
      const code = totpCode(secret, portal().now());
      await client.post(`${profile}/${step}`, { code }, { expect: 400 });
      assert.equal(await codeOf(client.post(`${profile}/${step}`, { password: 'a guess', code })), 'identity.wrong_password');
      assert.equal(await codeOf(client.post(`${profile}/${step}`, { password: phrase, code: wrongCode(secret, portal().now()) })), 'identity.second_factor_wrong');
    }
    const cookies = new Map(client.cookies);
    const off = await client.post(`${profile}/remove`, { password: phrase, code: totpCode(secret, portal().now()) }, { expect: 200 });
    assert.notDeepEqual(client.cookies, cookies);
    client.csrf = off.json.csrf_token;
    thief.cookies = cookies;
    await thief.get('/api/v1/session', { expect: 401 });
    assert.equal(await codeOf(portal().client().signIn(email, phrase)), 200);
    for (const template of ['second_factor_on', 'second_factor_off']) await portal().mailTo(email, { template });
    const admin = await portal().as('partner_admin');
    const changes = (await admin.all(`/api/v1/audit?subject=${client.user.id}`)).map(({ change }) => change);
    for (const change of ['identity.second_factor_on', 'identity.second_factor_off']) assert.ok(changes.includes(change), change);
  });

  test('a key that is confirmed too late is none', async () => {
    const { client } = await person(portal());
    const { secret, expires_at: expires } = (await client.post(profile, { password: phrase }, { expect: 200 })).json;
    assert.ok(Math.abs(new Date(expires) - portal().now() - 15 * 60_000) < 10_000);
    await portal().moveClock({ minutes: 15, seconds: 1 });
    assert.equal(await codeOf(client.post(`${profile}/confirm`, { code: totpCode(secret, portal().now()) })), 'identity.second_factor_not_begun');
  });

  test('neither the key nor a code is kept or logged as it is', async () => {
    const { secret, recoveryCodes } = await enrolled(portal());
    const kept = portal().kept();
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))]) {
      assert.ok(!kept.includes(text), 'kept');
      assert.ok(!portal().log.includes(text), 'logged');
    }
  });

  test('an admin removes it for a colleague of the own side, who is mailed and signed out', async () => {
    const { id, email, client } = await enrolled(portal());
    const stranger = await portal().as('partner_admin', { partner: 1 });
    for (const other of [stranger, await portal().as('provider_admin')]) await other.post(`/api/v1/staff/${id}/two-factor-reset`, {}, { expect: 404 });
    await (await portal().as('sales')).post(`/api/v1/staff/${id}/two-factor-reset`, {}, { expect: 403 });
    const admin = await portal().as('partner_admin');
    assert.equal(await codeOf(admin.post(`/api/v1/staff/${admin.user.id}/two-factor-reset`, {})), 'identity.own_second_factor');
    assert.equal((await admin.post(`/api/v1/staff/${id}/two-factor-reset`, {}, { expect: 200 })).json.second_factor, false);
    await client.get('/api/v1/session', { expect: 401 });
    await portal().mailTo(email, { template: 'second_factor_reset' });
    assert.equal(await codeOf(portal().client().signIn(email, phrase)), 200);
  });

  test('the command line removes it where no admin can', async () => {
    const { email, client } = await enrolled(portal());
    await portal().stop();
    const nobody = await portal().run(['user', 'reset-two-factor', '--email', freshEmail()]);
    assert.equal(nobody.code, 1);
    const done = await portal().run(['user', 'reset-two-factor', '--email', email]);
    assert.equal(done.code, 0, done.stderr);
    const again = await portal().run(['user', 'reset-two-factor', '--email', email]);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /second factor is not on/);
    await portal().start();
    await client.get('/api/v1/session', { expect: 401 });
    assert.equal(await codeOf(portal().client().signIn(email, phrase)), 200);
    await portal().mailTo(email, { template: 'second_factor_reset' });
  });
}, { settings: { 'identity.tries_per_person': 50, 'password.waiting': 500 } });

onBothEngines('a second factor that a role asks for', (portal) => {
  test('is set up before anything else, and stays on', async () => {
    const { email, password } = portal().demoUser('approver');
    const client = portal().client();
    const session = (await client.signIn(email, password)).json;
    assert.equal(session.second_factor, 'needed');
    const allowed = (pattern) => /^\/api\/v1\/(session|settings|portal|profile($|\/))/.test(pattern);
    for (const operation of apiOperations((each) => !each.access.anybody && !allowed(each.pattern))) {
      const body = operation.body ? {} : undefined;
      const answer = await client.send(operation.method, randomPath(operation), { body });
      assert.equal(answer.status, 403, `${operation.method} ${operation.pattern} -> ${answer.status}`);
      assert.equal(answer.json.code, 'identity.second_factor_needed', operation.pattern);
    }
    for (const path of ['session', 'settings', 'profile', 'profile/two-factor', 'profile/sessions', 'profile/sign-ins']) {
      await client.get(`/api/v1/${path}`, { expect: 200 });
    }
    await client.patch('/api/v1/profile', { name: 'Tên Mới' }, { expect: 200 });
    const { secret } = await enrol(portal(), client, password);
    await client.get('/api/v1/approvals', { expect: 200 });
    assert.equal((await client.get(profile, { expect: 200 })).json.required, true);
    await portal().moveClock({ seconds: 30 });
    const body = { password, code: totpCode(secret, portal().now()) };
    assert.equal(await codeOf(client.post(`${profile}/remove`, body)), 'identity.second_factor_required');
    assert.equal((await portal().client().signIn(email, password, body.code)).status, 200, 'the code was not used up');
  });

  test('is asked of no other role, and of finance of the named side alone', async () => {
    for (const [role, audience, state] of [['auditor', 'provider', 'off'], ['finance', 'provider', 'needed'], ['finance', 'partner', 'off'], ['sales', 'partner', 'off']]) {
      const { email, password } = portal().demoUser(role, { audience });
      const client = portal().client();
      assert.equal((await client.signIn(email, password)).json.second_factor, state, `${audience} ${role}`);
      assert.equal(await codeOf(client.get('/api/v1/staff')), state === 'off' ? 200 : 'identity.second_factor_needed');
    }
  });
}, { settings: { 'second_factor.required_roles': 'approver, provider:finance' } });

onBothEngines('own sessions and tries to sign in', (portal) => {
  test('another person\'s session is not there', async () => {
    const [mine, other] = [await person(portal()), await person(portal())];
    const [foreign] = await other.client.all('/api/v1/profile/sessions');
    await mine.client.delete(`/api/v1/profile/sessions/${foreign.id}`, { expect: 404 });
    await mine.client.delete(`/api/v1/profile/sessions/${randomId('ses')}`, { expect: 404 });
    await mine.client.delete('/api/v1/profile/sessions', { expect: 204 });
    await other.client.get('/api/v1/session', { expect: 200 });
  });

  test('each says where and how, and ends when told', async () => {
    const { email, client } = await person(portal());
    const phone = portal().client();
    await phone.send('POST', '/api/v1/session', { body: { email, password: phrase }, headers: { 'user-agent': 'Phone/1' }, expect: 200 });
    const rows = await client.all('/api/v1/profile/sessions');
    assert.equal(rows.length, 2);
    const other = rows.find(({ current }) => !current);
    assert.equal(other.user_agent, 'Phone/1');
    assert.equal(other.address, '127.0.0.1');
    await client.delete(`/api/v1/profile/sessions/${other.id}`, { expect: 204 });
    await phone.get('/api/v1/session', { expect: 401 });
    assert.deepEqual((await client.all('/api/v1/profile/sessions')).map(({ id }) => id), rows.filter(({ current }) => current).map(({ id }) => id));
  });

  test('tries are told with their outcome, newest first', async () => {
    const { email, client, secret, recoveryCodes, code } = await enrolled(portal());
    const enter = (password, given) => portal().client().signIn(email, password, given);
    await enter('a guess');
    await enter(phrase);
    await enter(phrase, wrongCode(secret, portal().now()));
    await enter(phrase, recoveryCodes[0]);
    await enter(phrase, code());
    const rows = await client.all('/api/v1/profile/sign-ins', { limit: 2 });
    assert.deepEqual(rows.map(({ outcome }) => outcome),
      ['signed_in', 'signed_in_by_recovery_code', 'wrong_code', 'code_missing', 'wrong_password', 'signed_in']);
  });
});

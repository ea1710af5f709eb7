// Signing in, passwords, invitations and sessions as an attacker meets them: nothing tells who
// exists, guessing is slowed but nobody is locked out, sessions and links end by the clock.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, exchange } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { comparable, freshEmail } from '../harness/world.mjs';

const phrase = 'một câu đủ dài để nhớ';

/** A person with this password who accepted an invitation; signed out. */
async function person(portal, { password = phrase, partner = 0, roles = ['viewer'] } = {}) {
  const admin = await portal.as('partner_admin', { partner });
  const email = freshEmail('nguoi');
  await admin.post('/api/v1/staff', { email, name: 'Người Mới', roles }, { expect: 201 });
  const { token } = await portal.mailTo(email);
  await portal.client().post(`/api/v1/invitations/${token}`, { password }, { expect: 204 });
  return email;
}

function tryToEnter(portal, email, password, headers = {}) {
  return portal.client().post('/api/v1/session', { email, password }, { headers });
}

onBothEngines('people', (portal) => {
  test('nothing tells whether an address belongs to somebody', async () => {
    const admin = await portal().as('partner_admin');
    const invited = freshEmail('moi');
    await admin.post('/api/v1/staff', { email: invited, name: 'Người Được Mời', roles: ['viewer'] }, { expect: 201 });
    const known = comparable(await tryToEnter(portal(), portal().demoUser('auditor').email, 'a wrong password'));
    assert.equal(known.status, 401);
    assert.equal(JSON.parse(known.body).code, 'invalid_credentials');
    for (const email of [freshEmail(), invited, 'no address at all', portal().demoUser('auditor').email.toUpperCase()]) {
      assert.deepEqual(comparable(await tryToEnter(portal(), email, 'a wrong password')), known, email);
    }
    const ask = (email) => portal().client().post('/api/v1/password-resets', { email }, { expect: 202 });
    assert.deepEqual(comparable(await ask(portal().demoUser('approver').email)), comparable(await ask(freshEmail())));
  });

  test('guessing is slowed down, whatever changes from try to try', async () => {
    const email = await person(portal());
    let judged = 0;
    for (let i = 0; i < 101; i += 1) {
      const disguised = [...email].map((letter, place) => ((i >> (place % 7)) & 1 ? letter.toUpperCase() : letter)).join('');
      const headers = { 'x-forwarded-for': `10.0.0.${i}`, forwarded: `for=10.0.0.${i}`, 'x-real-ip': `10.0.0.${i}`, 'user-agent': `Browser ${i}` };
      const answer = await tryToEnter(portal(), disguised, `guess ${i}`, headers);
      assert.ok([401, 429].includes(answer.status), String(answer.status));
      if (answer.status === 401) judged += 1;
      else assert.ok(Number(answer.headers.get('retry-after')) >= 1);
    }
    assert.ok(judged <= 10, `${judged} of 101 guesses were judged`);
    assert.equal((await tryToEnter(portal(), email, phrase)).status, 429, 'also the right one has to wait');
    await portal().moveClock({ minutes: 16 });
    assert.equal((await tryToEnter(portal(), email, phrase)).status, 200);
  });

  test('a password is taken as it is, to its last character', async () => {
    const long = `${'đ'.repeat(99)}x${'y'.repeat(28)}`;
    const email = await person(portal(), { password: long });
    for (const wrong of [`${'đ'.repeat(99)}z${'y'.repeat(28)}`, long.slice(0, 100), `${long} `, ` ${long}`, long.toUpperCase()]) {
      assert.equal((await tryToEnter(portal(), email, wrong)).status, 401);
    }
    await portal().moveClock({ minutes: 16 });
    assert.equal((await tryToEnter(portal(), email, long)).status, 200);
  });

  test('well-known passwords and the names around somebody are refused, a plain phrase is not', async () => {
    const admin = await portal().as('partner_admin');
    const email = freshEmail('quan.tri.vien');
    await admin.post('/api/v1/staff', { email, name: 'Người Mới', roles: ['viewer'] }, { expect: 201 });
    const { token } = await portal().mailTo(email);
    const settings = (await admin.get('/api/v1/settings', { expect: 200 })).json;
    const weak = ['short', '123456789012', 'passwordpassword', 'qwertyuiop123', 'aaaaaaaaaaaaaaa', email, 'partnerportal',
      'Partner Portal', settings.provider.name, admin.user.partner.name];
    for (const password of weak) {
      const answer = await portal().client().post(`/api/v1/invitations/${token}`, { password });
      assert.equal(answer.status, 422, `${password} -> ${answer.status}`);
      assert.equal(answer.json.code, 'identity.weak_password');
    }
    await portal().client().post(`/api/v1/invitations/${token}`, { password: 'voi uong nuoc da' }, { expect: 204 });
  });

  test('passwords are kept as Argon2id, secrets not at all', async () => {
    const email = await person(portal());
    const client = portal().client();
    assert.equal((await client.signIn(email, phrase)).status, 200);
    await portal().client().post('/api/v1/password-resets', { email }, { expect: 202 });
    const reset = await eventually(async () => (await portal().mailsTo(email)).find((mail) => mail.path?.includes('reset')));
    const kept = portal().kept();
    const hashes = kept.toString('latin1').match(/\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/g) ?? [];
    assert.ok(hashes.length >= portal().users.length, `${hashes.length} hashes`);
    for (const hash of hashes) assert.match(hash, /m=19456,t=2/);
    const secrets = { cookie: [...client.cookies.values()][0], 'CSRF token': client.csrf, password: phrase, 'reset link': reset.token.split('.').pop() };
    for (const [name, secret] of Object.entries(secrets)) {
      assert.ok(secret.length > 15, name);
      assert.ok(!kept.includes(secret), `the ${name} is kept`);
      assert.ok(!portal().log.includes(secret), `the ${name} is logged`);
    }
  });

  test('a session ends after an hour without a request and after a day in any case', async () => {
    const { email, password } = portal().demoUser('approver');
    const idle = portal().client();
    await idle.signIn(email, password);
    await portal().moveClock({ minutes: 59 });
    await idle.get('/api/v1/session', { expect: 200 });
    await portal().moveClock({ minutes: 61 });
    await idle.get('/api/v1/session', { expect: 401 });
    const busy = portal().client();
    await busy.signIn(email, password);
    for (let passed = 0; passed < 24 * 60 - 50; passed += 50) {
      await portal().moveClock({ minutes: 50 });
      await busy.get('/api/v1/session', { expect: 200 });
    }
    await portal().moveClock({ minutes: 50 });
    await busy.get('/api/v1/session', { expect: 401 });
  });

  test('links end by the clock and serve their own purpose only', async () => {
    const admin = await portal().as('partner_admin');
    const email = freshEmail('muon');
    await admin.post('/api/v1/staff', { email, name: 'Người Đến Muộn', roles: ['viewer'] }, { expect: 201 });
    const invitation = await portal().mailTo(email);
    const known = await person(portal());
    await portal().client().post('/api/v1/password-resets', { email: known }, { expect: 202 });
    const reset = await eventually(async () => (await portal().mailsTo(known)).find((mail) => mail.path?.includes('reset')));
    const nobody = portal().client();
    await nobody.get(`/api/v1/invitations/${reset.token}`, { expect: 404 });
    await nobody.get(`/api/v1/password-resets/${invitation.token}`, { expect: 404 });
    await nobody.get(`/consent/${invitation.token}`, { expect: 404 });
    await portal().moveClock({ minutes: 61 });
    await nobody.get(`/api/v1/password-resets/${reset.token}`, { expect: 410 });
    await nobody.post(`/api/v1/password-resets/${reset.token}`, { password: `${phrase} 2` }, { expect: 410 });
    await nobody.get(`/api/v1/invitations/${invitation.token}`, { expect: 200 });
    await portal().moveClock({ days: 7 });
    await nobody.get(`/api/v1/invitations/${invitation.token}`, { expect: 410 });
    await nobody.post(`/api/v1/invitations/${invitation.token}`, { password: phrase }, { expect: 410 });
    assert.equal((await tryToEnter(portal(), known, phrase)).status, 200);
  });

  test('links in mails point to base_url, whatever the request called the host', async () => {
    const email = await person(portal());
    for (const headers of [{ 'x-forwarded-host': 'evil.example' }, { forwarded: 'host=evil.example' }, { 'x-host': 'evil.example' }]) {
      await portal().client().post('/api/v1/password-resets', { email }, { headers, expect: 202 });
      await portal().moveClock({ hours: 2 });
    }
    const mails = (await portal().mailsTo(email)).filter((mail) => mail.link);
    assert.ok(mails.length >= 3);
    for (const mail of mails) {
      assert.ok(mail.link.startsWith(`${portal().url}/`), mail.link);
      assert.ok(!mail.text.includes('evil.example') && !mail.html.includes('evil.example'));
    }
  });

  test('many sign-ins at once leave the rest of the portal quick', async () => {
    const client = await portal().as('auditor');
    const crowd = Array.from({ length: 200 }, () => tryToEnter(portal(), freshEmail(), 'a wrong password'));
    let slowest = 0;
    for (let i = 0; i < 10; i += 1) {
      const started = performance.now();
      assert.equal((await exchange(portal().url, { path: '/healthz' })).status, 200);
      await client.get('/api/v1/session', { expect: 200 });
      slowest = Math.max(slowest, performance.now() - started);
    }
    const statuses = new Set((await Promise.all(crowd)).map((answer) => answer.status));
    for (const status of statuses) assert.ok([401, 503].includes(status), String(status));
    assert.ok(slowest < 10_000, `${slowest} ms`);
  });
});

onBothEngines('people behind a trusted proxy', (portal) => {
  test('whoever guesses from elsewhere does not lock the owner out', async () => {
    const email = await person(portal());
    for (let i = 0; i < 200; i += 1) await tryToEnter(portal(), email, `guess ${i}`, { 'x-forwarded-for': '203.0.113.7' });
    const owner = { 'x-forwarded-for': '198.51.100.9' };
    const first = await tryToEnter(portal(), email, phrase, owner);
    if (first.status === 429) {
      const seconds = Number(first.headers.get('retry-after'));
      assert.ok(seconds <= 60, `the owner waits ${seconds} s`);
      await portal().moveClock({ seconds });
    }
    assert.ok([200, 429].includes(first.status));
    if (first.status === 429) assert.equal((await tryToEnter(portal(), email, phrase, owner)).status, 200);
  });

  test('the trail tells the address that the proxy saw', async () => {
    const { email, password } = portal().demoUser('approver');
    await tryToEnter(portal(), email, password, { 'x-forwarded-for': '198.51.100.23' });
    const rows = (await (await portal().as('auditor')).get('/api/v1/audit?change=session.sign_in&limit=200', { expect: 200 })).json.data;
    assert.ok(rows.some((row) => row.actor.address === '198.51.100.23'));
  });
}, { settings: { trusted_proxies: '127.0.0.1' } });

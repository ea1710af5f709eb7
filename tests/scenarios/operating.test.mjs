// What whoever runs the portal relies on: figures on an address of their own, refusals with a sentence.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repository } from '../harness/contract.mjs';
import { exchange } from '../harness/http.mjs';
import { backUp, cleanEnvironment, onBothEngines, program, runProgram } from '../harness/portal.mjs';
import { addRegistration, freshEmail } from '../harness/world.mjs';

onBothEngines('metrics.listen', (portal) => {
  test('moves the figures to an address of their own', async () => {
    await portal().client().get('/api/v1/session', { expect: 401 });
    assert.equal((await exchange(portal().url, { path: '/metrics' })).status, 404);
    const figures = await exchange('http://127.0.0.1:19187', { path: '/metrics' });
    assert.equal(figures.status, 200);
    assert.ok(figures.text.includes('portal_http_requests_total'));
    assert.equal((await exchange('http://127.0.0.1:19187', { path: '/api/v1/session' })).status, 404);
  });
}, { engines: ['sqlite'], settings: { 'metrics.listen': '127.0.0.1:19187' } });

/** Everything that a portal gives somebody to come in with. */
async function giveAccess(portal) {
  const admin = await portal.as('partner_admin', { fresh: true });
  const email = freshEmail('invited');
  await admin.post('/api/v1/staff', { email, name: 'Lê Văn An', roles: ['viewer'] }, { expect: 201 });
  const forgetful = portal.demoUser('viewer').email;
  await portal.client().post('/api/v1/password-resets', { email: forgetful }, { expect: 202 });
  const registration = await addRegistration(portal);
  return {
    admin,
    email,
    invitation: `/api/v1/invitations/${(await portal.mailTo(email)).token}`,
    reset: `/api/v1/password-resets/${(await portal.mailTo(forgetful, { template: 'password_reset' })).token}`,
    consent: (await portal.mailTo(registration.email)).path,
  };
}

/** What of it opens a door of this portal. */
async function opens(portal, { admin, invitation, reset, consent }) {
  const somebody = portal.client();
  const old = portal.client();
  old.cookies = new Map(admin.cookies);
  const statuses = await Promise.all([old.get('/api/v1/session'), somebody.get(invitation), somebody.get(reset), somebody.get(consent)]);
  return Object.fromEntries(['session', 'invitation', 'reset', 'consent'].map((name, index) => [name, statuses[index].status]));
}

/** The copy is a portal that people work with, and its trail says what happened to it. */
async function checkUsable(portal, { email, invitation }) {
  portal.signedIn.clear();
  const admin = await portal.as('partner_admin');
  await admin.post('/api/v1/staff', { email, name: 'Lê Văn An', roles: ['viewer'] }, { expect: 201 });
  const mail = await portal.mailTo(email);
  assert.notEqual(`/api/v1/invitations/${mail.token}`, invitation);
  await portal.client().get(`/api/v1/invitations/${mail.token}`, { expect: 200 });
  const auditor = await portal.as('auditor');
  const [row] = (await auditor.get('/api/v1/audit?change=access.end', { expect: 200 })).json.data;
  assert.equal(row.actor.kind, 'command_line');
  assert.ok(Number(row.details.sessions) > 0, JSON.stringify(row));
}

const everything = { session: 200, invitation: 200, reset: 200, consent: 200 };
const onlyConsent = { session: 401, invitation: 410, reset: 410, consent: 200 };

onBothEngines('a restored database', (portal) => {
  test('lets nobody in by what was given out before, once it is said to be restored', async () => {
    const given = await giveAccess(portal());
    assert.deepEqual(await opens(portal(), given), everything);
    await portal().stop();
    const { code, stderr } = await portal().run(['restored']);
    assert.equal(code, 0, stderr);
    await portal().start();
    assert.deepEqual(await opens(portal(), given), onlyConsent);
    await checkUsable(portal(), given);
  });
});

onBothEngines('a backup', (portal) => {
  test('holds no session and no open link of its own, and the original keeps both', async () => {
    const given = await giveAccess(portal());
    const { copy, code, stderr } = await backUp(portal());
    try {
      assert.equal(code, 0, stderr);
      await copy.start();
      assert.deepEqual(await opens(copy, given), onlyConsent);
      await checkUsable(copy, given);
      assert.deepEqual(await opens(portal(), given), everything);
    } finally {
      await copy.remove();
    }
  });
}, { engines: ['sqlite'] });

test('every sub-command explains itself, and a wrong word exits 2', async () => {
  for (const words of [['serve'], ['migrate'], ['user', 'create'], ['partner', 'create'], ['api-key', 'create'], ['directory', 'import'], ['backup'], ['restored'], ['config', 'check']]) {
    const { code, stdout } = await runProgram([...words, '--help']);
    assert.equal(code, 0, words.join(' '));
    assert.ok(stdout.includes('--help'), words.join(' '));
  }
  for (const words of [[], ['nonsense'], ['serve', '--nonsense'], ['user', 'create']]) {
    const { code, stderr } = await runProgram(words);
    assert.equal(code, 2, words.join(' '));
    assert.ok(stderr.length > 10);
  }
});

onBothEngines('config check', (portal) => {
  test('looks at the database beside the server, and --deep at all of it', async () => {
    const looked = await portal().run(['config', 'check']);
    assert.equal(looked.code, 0, looked.stderr);
    assert.match(looked.stdout, /^the database: opens, and fits this program$/m);
    assert.match(looked.stdout, /^listen = /m);
    const whole = await portal().run(['config', 'check', '--deep']);
    assert.equal(whole.code, 0, whole.stderr);
    assert.match(whole.stdout, portal().database ? /PostgreSQL's to check/ : /^the database: read whole, and sound$/m);
    await portal().as('viewer', { fresh: true });
  });

  test('tells of a database and a key that no start would take', async () => {
    await portal().stop();
    if (portal().database) {
      portal().database.query('UPDATE schema_migration SET version = 9999 WHERE version = 1');
    } else {
      fs.chmodSync(path.join(portal().data, 'secret.key'), 0o644);
      const { code, stderr } = await portal().run(['config', 'check']);
      assert.equal(code, 1);
      assert.match(stderr, /secret\.key.*0600/);
      fs.chmodSync(path.join(portal().data, 'secret.key'), 0o600);
      fs.writeFileSync(path.join(portal().data, 'portal.db'), Buffer.alloc(10_000, 'x'));
    }
    for (const words of [['config', 'check'], ['config', 'check', '--deep']]) {
      const { code, stdout, stderr } = await portal().run(words);
      assert.equal(code, 1, stdout);
      assert.match(stderr, /^partner-portal: /);
    }
  });
});

test('config check before the first start makes nothing, and an address for all wants https', async () => {
  const folder = fs.mkdtempSync('/tmp/portal-test-check-');
  try {
    const check = (env, ...words) => runProgram(['config', 'check', '--data', folder, ...words], { env });
    const fresh = await check({});
    assert.equal(fresh.code, 0, fresh.stderr);
    assert.match(fresh.stdout, /^the database: none yet; /m);
    assert.equal((await check({}, '--deep')).code, 1);
    assert.deepEqual(fs.readdirSync(folder), []);
    const open = { PORTAL_LISTEN: '0.0.0.0:0' };
    assert.match((await check(open)).stderr, /base_url: must be https/);
    const behindProxy = { ...open, PORTAL_BASE_URL: 'https://portal.example.com' };
    assert.equal((await check(behindProxy)).code, 0);
    const { stdout, stderr } = await runProgram(['serve', '--data', folder], { env: behindProxy, timeout: 3000 });
    assert.match(stdout, /listening on http:\/\/0\.0\.0\.0:\d+, for https:\/\/portal\.example\.com/, stderr);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** `user create` at a terminal; the rest as typist.py says it. */
async function createAtTerminal(folder, steps) {
  const command = [program, 'user', 'create', '--data', folder, '--email', freshEmail('typed'), '--name', 'An', '--audience', 'provider',
    '--role', 'auditor'];
  const typist = path.join(repository, 'tests/harness/typist.py');
  const child = spawnSync('python3', [typist, JSON.stringify(command), JSON.stringify(steps)], {
    encoding: 'utf8', timeout: 60_000, env: { ...cleanEnvironment(), PORTAL_PASSWORD_MEMORY_MIB: '19', PORTAL_PASSWORD_PASSES: '2' },
  });
  assert.equal(child.status, 0, child.stderr);
  return JSON.parse(child.stdout);
}

test('a password typed at a terminal is not shown and asked twice, and the terminal gets its echo back', async () => {
  const folder = fs.mkdtempSync('/tmp/portal-test-terminal-');
  const secret = 'một câu đủ dài để nhớ';
  const first = [{ wait: 'Password: ' }, { type: `${secret}\n` }];
  const [interrupt, suspend] = ['\x03', '\x1a'];
  const tries = [
    { steps: [...first, { wait: 'The same again: ' }, { type: `${secret}\n` }], code: 0, shows: /usr_/ },
    { steps: [...first, { wait: 'The same again: ' }, { type: 'something else\n' }], code: 1, shows: /passwords differ/ },
    { steps: [{ wait: 'Password: ' }, { type: 'short\n' }, { wait: 'again: ' }, { type: 'short\n' }], code: 1, shows: /password/i },
    { steps: [{ wait: 'Password: ' }, { type: `half ${interrupt}` }], signal: 'SIGINT' },
    { steps: [...first, { wait: 'The same again: ' }, { type: interrupt }], signal: 'SIGINT' },
    { steps: [{ wait: 'Password: ' }, { type: suspend }, { stopped: true }, ...first, { wait: 'again: ' }, { type: `${secret}\n` }],
      code: 0, shows: /usr_/, echoes: [false, true, false, false] },
  ];
  try {
    for (const { steps, code = null, signal = null, shows = /./, echoes } of tries) {
      const said = await createAtTerminal(folder, steps);
      const what = `${JSON.stringify(steps)}: ${JSON.stringify(said)}`;
      assert.equal(said.code, code, what);
      assert.equal(said.signal, signal, what);
      assert.match(said.shown, shows, what);
      assert.ok(!said.shown.includes('câu') && !said.shown.includes('half') && !said.shown.includes('something else'), what);
      assert.deepEqual(said.echoes, echoes ?? said.echoes.map(() => false), what);
      assert.equal(said.echo, true, what);
    }
    const piped = await runProgram(['user', 'create', '--data', folder, '--email', freshEmail('piped'), '--name', 'An', '--audience',
      'provider', '--role', 'auditor'], { input: `${secret}\r\nnot read\n` });
    assert.equal(piped.code, 0, piped.stderr);
    assert.equal(piped.stderr, '');
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('what must not be served is refused with a sentence', async () => {
  const folder = fs.mkdtempSync('/tmp/portal-test-refused-');
  const refused = [
    [['--demo', '--listen', '0.0.0.0:0'], {}, /loopback/],
    [['--demo', '--listen', '127.0.0.1:0'], { PORTAL_SMTP_HOST: 'localhost' }, /smtp\.host/],
    [['--listen', '0.0.0.0:0'], {}, /https/],
    [['--listen', '127.0.0.1:0'], { PORTAL_DEMO_CLOCK_FILE: '/tmp/clock' }, /demo\.clock_file/],
    [['--listen', '127.0.0.1:0'], { PORTAL_APPROVAL_EXISTING_CUSTOMER: 'perhaps' }, /approval\.existing_customer/],
    [['--listen', '127.0.0.1:0'], { PORTAL_NO_SUCH_SETTING: '1' }, /no_such_setting|NO_SUCH_SETTING/],
    [['--listen', '127.0.0.1:0', '--database', 'postgresql://127.0.0.1:1/none'], {}, /secret_key/],
  ];
  for (const [words, env, sentence] of refused) {
    const { code, stderr } = await runProgram(['serve', '--data', folder, ...words], { env });
    assert.equal(code, 1, `${words.join(' ')}: ${stderr}`);
    assert.match(stderr, sentence);
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

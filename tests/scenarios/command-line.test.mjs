// The command line as an operator meets it: which words it knows, what it exits with, the keys of
// programs, an import's progress, and what stands in the log of a start and a stop.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import zlib from 'node:zlib';
import { onBothEngines, runProgram } from '../harness/portal.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-test-words-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

/** What comes back for these bytes. */
function rawly(port, bytes) {
  return new Promise((done, fail) => {
    let answer = '';
    const socket = net.connect({ port, host: '127.0.0.1' }, () => socket.write(bytes));
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (piece) => { answer += piece; });
    socket.on('error', fail);
    socket.on('close', () => done(answer));
  });
}

test('a word that is no command is named', async () => {
  for (const words of [['nosuch'], ['charges', 'import', 'x.csv'], ['ledger', 'nosuch'], ['user', 'nosuch'], ['serve', '--nosuch']]) {
    const { code, stderr } = await runProgram(words);
    assert.equal(code, 2, words.join(' '));
    assert.ok(stderr.includes(`"${words.find((word) => !['user', 'serve', 'ledger'].includes(word))}"`), stderr);
  }
});

test('words that a command cannot be given exit 2, before anything is opened', async () => {
  const where = ['--data', path.join(folder, 'untouched')];
  const person = ['user', 'create', '--email', 'an@a.example', '--name', 'An'];
  for (const [words, sentence] of [
    [[...person, '--audience', 'provider', '--role', 'sales'], /"sales" is no role/],
    [[...person, '--audience', 'partner', '--role', 'sales', '--partner', 'x'], /--partner/],
    [[...person, '--audience', 'partner', '--role', 'sales'], /--partner/],
    [[...person, '--audience', 'provider', '--role', 'auditor', '--partner', 'ptn_x'], /--partner/],
    [['user', 'create', '--email', 'an', '--name', 'An', '--audience', 'provider', '--role', 'auditor'], /"an"/],
    [['api-key', 'create', '--name', 'x', '--audience', 'partner', '--role', 'sales', '--partner', 'x'], /--partner/],
    [['api-key', 'revoke', 'x'], /key_/],
    [['serve', '--listen', 'foo'], /listen.*"foo"/],
  ]) {
    const { code, stderr } = await runProgram([...words, ...where]);
    assert.equal(code, 2, `${words.join(' ')}: ${stderr}`);
    assert.match(stderr, sentence);
  }
  assert.ok(!fs.existsSync(where[1]));
});

test('an import tells how far it is without a terminal, and what is wrong with a file that is no CSV', async () => {
  const header = 'email,name,kind,payment_type,credit_balance,services_in_use,provider_discount,in_poc,provider_customer\n';
  const rows = Array.from({ length: 21_000 }, (_, row) => `a${row}@import.example,A,individual,prepaid,0,0,no,no,no\n`);
  const file = path.join(folder, 'accounts.csv');
  fs.writeFileSync(file, header + rows.join(''));
  const where = ['--data', path.join(folder, 'import')];
  const done = await runProgram(['directory', 'import', file, ...where]);
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stdout, /^21000 rows: 21000 created/);
  assert.deepEqual(done.stderr.trim().split('\n'), ['10000 rows, 0 bad', '20000 rows, 0 bad']);
  for (const [bytes, sentence] of [
    [zlib.gzipSync(header), /no CSV file/],
    [Buffer.from(`\ufeff${header}`, 'utf16le'), /UTF-16/],
    ['', /no rows/],
  ]) {
    fs.writeFileSync(file, bytes);
    const { code, stderr } = await runProgram(['directory', 'import', file, ...where]);
    assert.equal(code, 1);
    assert.match(stderr, sentence);
  }
  assert.equal((await runProgram(['directory', 'import', path.join(folder, 'none.csv'), ...where])).code, 1);
});

onBothEngines('keys of programs', (portal) => {
  test('are listed, and a revoked one is refused at its next call', async () => {
    const partner = (await portal().as('partner_admin')).user.partner;
    await portal().stop();
    const made = await portal().run(['api-key', 'create', '--name', 'Billing', '--audience', 'partner', '--role', 'viewer', '--partner', partner.id]);
    assert.equal(made.code, 0, made.stderr);
    await portal().start();
    const program = portal().client({ apiKey: made.stdout.trim() });
    await program.get('/api/v1/registrations', { expect: 200 });

    const listed = await portal().run(['api-key', 'list']);
    assert.equal(listed.code, 0, listed.stderr);
    assert.ok(!listed.stdout.includes(made.stdout.trim()));
    const [id, side, role, state, , name] = listed.stdout.split('\n').find((line) => line.endsWith('Billing')).split('\t');
    assert.ok(made.stderr.includes(id));
    assert.deepEqual([side, role, state, name], [partner.id, 'viewer', 'active', 'Billing']);

    // With SQLite one program writes at a time; with PostgreSQL the portal goes on.
    if (portal().engine === 'sqlite') {
      assert.match((await portal().run(['api-key', 'revoke', id])).stderr, /the server is running/);
      await portal().stop();
    }
    assert.equal((await portal().run(['api-key', 'revoke', id])).code, 0);
    assert.equal((await portal().run(['api-key', 'revoke', id])).code, 1, 'a second time');
    assert.ok((await portal().run(['api-key', 'list'])).stdout.includes(`${id}\t${partner.id}\tviewer\trevoked`));
    if (portal().engine === 'sqlite') await portal().start();
    await program.get('/api/v1/registrations', { expect: 401 });

    portal().signedIn.clear();
    const admin = await portal().as('partner_admin');
    const [row] = (await admin.get('/api/v1/audit?change=api_keys.revoke', { expect: 200 })).json.data;
    assert.equal(row.subject, id);
    assert.equal(row.details.name, 'Billing');
  });
});

onBothEngines('the log', (portal) => {
  test('tells of the start, what a stranger sends wrongly is no error, and of the end', async () => {
    assert.match(portal().log, /info portal started version=\S+ engine=\S+ migrations=\d+ listen=127\.0\.0\.1:\d+ base_url=/);
    assert.match(portal().log, /info database migrated migration=0001/);
    assert.match(portal().log, new RegExp(`listening on ${portal().url}, for https://portal\\.example`));
    for (const method of ['get', 'BREW']) {
      const raw = await rawly(portal().port, `${method} / HTTP/1.1\r\nHost: 127.0.0.1:${portal().port}\r\n\r\n`);
      assert.match(raw, /^HTTP\/1\.1 501 /);
    }
    assert.match(await rawly(portal().port, 'GET / HTTP/2.0\r\n\r\n'), /^HTTP\/1\.1 505 /);
    await portal().stop();
    assert.doesNotMatch(portal().log, / error http request/);
    assert.match(portal().log, /debug http request id=\S+ method=unknown route="" status=501/);
    assert.match(portal().log, /info portal stopping signal=SIGTERM/);
    assert.match(portal().log, /info portal stopped/);
  });
}, { settings: { base_url: 'https://portal.example', 'log.level': 'debug' }, engines: ['sqlite'], demo: false });

// What whoever runs the portal relies on: figures on an address of their own, refusals with a sentence.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { exchange } from '../harness/http.mjs';
import { onBothEngines, runProgram } from '../harness/portal.mjs';

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

test('every sub-command explains itself, and a wrong word exits 2', async () => {
  for (const words of [['serve'], ['migrate'], ['user', 'create'], ['partner', 'create'], ['api-key', 'create'], ['directory', 'import'], ['backup'], ['config', 'check']]) {
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

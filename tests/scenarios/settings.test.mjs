// Settings that cannot be served with: `config check` and `serve` refuse them alike, each with a
// sentence that names the setting; and an address written in another way is still the same address.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { environmentOf, onBothEngines, runProgram } from '../harness/portal.mjs';
import { addRegistration } from '../harness/world.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-test-settings-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const wrong = [
  [{ 'directory.kind': 'http', 'directory.url': 'http://evil.example', 'directory.key': 'k' }, 'directory.url'],
  [{ 'directory.kind': 'http', 'directory.url': 'https://directory.example' }, 'directory.key'],
  [{ secret_key: 'zz' }, 'secret_key'],
  [{ trusted_proxies: 'x' }, 'trusted_proxies'],
  [{ 'metrics.listen': 'foo' }, 'metrics.listen'],
  [{ listen: 'foo' }, 'listen'],
  [{ base_url: 'ftp://x' }, 'base_url'],
  [{ base_url: 'https://portal.example/app?x=1' }, 'base_url'],
  [{ 'provider.sign_up_url': 'javascript:alert(1)' }, 'provider.sign_up_url'],
  [{ hosts: 'a b' }, 'hosts'],
  [{ 'mail.from_address': 'x' }, 'mail.from_address'],
  [{ 'mail.from_name': 'A\r\nBcc: b@c.example' }, 'mail.from_name'],
  [{ 'registration.roles': 'Đối tác,Đối tác' }, 'registration.roles'],
  [{ 'smtp.host': 'smtp.example', 'smtp.certificate_file': '/nowhere.pem' }, 'smtp.certificate_file'],
];

test('what serve refuses, config check refuses too, and both name the setting', async () => {
  for (const [settings, name] of wrong) {
    const env = environmentOf(settings);
    const said = [
      await runProgram(['config', 'check', '--data', folder], { env }),
      await runProgram(['serve', '--data', folder, ...(name === 'listen' ? [] : ['--listen', '127.0.0.1:0'])], { env }),
    ];
    for (const { code, stderr } of said) {
      assert.equal(code, 1, `${JSON.stringify(settings)}: ${stderr}`);
      assert.match(stderr, new RegExp(`^ *${name.replace('.', '\\.')}( \\(PORTAL_[A-Z_]+\\))?: `, 'm'));
    }
  }
});

test('an empty name and an empty role in the file are refused', async () => {
  const file = path.join(folder, 'portal.toml');
  fs.writeFileSync(file, 'registration.roles = ["", ""]\nprovider.name = ""\n');
  const { code, stderr } = await runProgram(['config', 'check', '--data', folder, '--config', file]);
  assert.equal(code, 1);
  assert.match(stderr, /^registration\.roles: /m);
  assert.match(stderr, /^provider\.name: /m);
});

onBothEngines('a base_url in capitals', (portal) => {
  test('is the address that browsers say, so the customer can agree', async () => {
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    assert.ok(mail.link.startsWith('http://localhost:19188/'), mail.link);
    const headers = { host: `127.0.0.1:${portal().port}`, origin: 'http://localhost:19188' };
    await portal().client().form(mail.path, { code: mail.code, decision: 'agree' }, { headers, expect: 200 });
  });
}, { engines: ['sqlite'], settings: { base_url: 'HTTP://LOCALHOST:19188/' } });

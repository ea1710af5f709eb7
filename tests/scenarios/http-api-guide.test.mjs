// The walk-through of docs/guides/http-api.md, as it stands there, against a fresh demo: a reader who follows it gets
// from a registration to an approved customer.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repository } from '../harness/contract.mjs';
import { onBothEngines } from '../harness/portal.mjs';

onBothEngines('the guide to the HTTP API', (portal) => {
  test('leads from a registration to an approved customer', () => {
    const text = fs.readFileSync(path.join(repository, 'docs/guides/http-api.md'), 'utf8');
    const [, block] = /```\n(base=[^]*?)```/.exec(text);
    const script = block
      .replace('base=http://127.0.0.1:8080', `base=${portal().url}`)
      .replace('demo=$PWD/data/demo/demo-credentials.json', `demo=${path.join(portal().data, 'demo-credentials.json')}`);
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], { encoding: 'utf8', timeout: 60_000 });
    assert.equal(status, 0, stderr + stdout);
    const [added, mail, page, approved] = stdout.trim().split('\n');
    const [created, refused] = JSON.parse(added).results;
    assert.equal(created.outcome, 'created');
    assert.deepEqual(refused.reasons.map(({ code }) => code), ['has_credit_balance']);
    assert.match(mail, /^http\S+\/consent\/\S+ \d{6}$/);
    assert.match(page, /<h1>/);
    assert.equal(JSON.parse(approved).status, 'confirmed');
  });
}, { engines: ['sqlite'] });

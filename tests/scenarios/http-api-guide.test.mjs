// The walk-through of docs/guides/http-api.md, as it stands there, against a fresh demo: a reader who follows it gets
// from a registration to an approved customer, and from a grant to the report of what moved.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { repository } from '../harness/contract.mjs';
import { onBothEngines } from '../harness/portal.mjs';

const between = '-- credit --';

onBothEngines('the guide to the HTTP API', (portal) => {
  let chapters;  // what each prints, as lines

  before(async () => {
    const text = fs.readFileSync(path.join(repository, 'docs/guides/http-api.md'), 'utf8');
    const [customer, restart, credit] = [...text.matchAll(/^```\n([^]*?)^```$/gm)].map(([, block]) => block);
    await restartAsIn(restart);
    const script = `${customer}\necho '${between}'\n${credit}`
      .replace('base=http://127.0.0.1:8080', `base=${portal().url}`)
      .replace('demo=$PWD/data/demo/demo-credentials.json', `demo=${path.join(portal().data, 'demo-credentials.json')}`);
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], { encoding: 'utf8', timeout: 60_000 });
    assert.equal(status, 0, stderr + stdout);
    chapters = stdout.split(`${between}\n`).map((chapter) => chapter.trim().split('\n'));
  });

  /** Stops the portal, makes the key and starts again with the setting, as the lines say. */
  async function restartAsIn(block) {
    const [, words, file] = /partner-portal (.*) --data data\/demo > data\/demo\/(\S+)$/m.exec(block);
    const [, setting, value] = /^PORTAL_CREDIT_(\w+)=(\d+) \.\/run$/m.exec(block);
    await portal().stop();
    const made = await portal().run(words.split(' '));
    assert.equal(made.code, 0, made.stderr);
    fs.writeFileSync(path.join(portal().data, file), made.stdout);
    portal().settings = { [`credit.${setting.toLowerCase()}`]: value };
    await portal().start();
  }

  test('leads from a registration to an approved customer', () => {
    const [added, mail, page, approved] = chapters[0];
    const [created, refused] = JSON.parse(added).results;
    assert.equal(created.outcome, 'created');
    assert.deepEqual(refused.reasons.map(({ code }) => code), ['has_credit_balance']);
    assert.match(mail, /^http\S+\/consent\/\S+ \d{6}$/);
    assert.match(page, /<h1>/);
    assert.equal(JSON.parse(approved).status, 'confirmed');
  });

  test('leads from a grant to the report of what moved', () => {
    const answers = chapters[1].filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    const [granted, toppedUp, again, waiting, approved, credit, movements, charged, held, released] = answers;
    assert.equal(answers.length, 10);
    assert.deepEqual([granted, toppedUp, charged].map(({ kind, via }) => [kind, via]), [['grant', 'portal'], ['top_up', 'portal'], ['purchase', 'api']]);
    assert.deepEqual(again, toppedUp);
    assert.deepEqual([waiting, approved].map(({ id, state }) => [id, state]), [[waiting.id, 'pending_approval'], [waiting.id, 'approved']]);
    assert.notEqual(approved.decided_by.id, approved.asked_by.id);
    assert.equal(credit.available.amount, 40_000_000);
    assert.deepEqual(movements.data.map(({ before: { amount: from }, after: { amount: to } }) => [from, to]), [[10_000_000, 40_000_000], [0, 10_000_000]]);
    assert.deepEqual([held, released].map(({ state }) => state), ['held', 'released']);

    const events = chapters[1].filter((line) => /^\d+ /.test(line)).map((line) => line.split(' '));
    assert.deepEqual(events.map(([place]) => place), events.map((_, i) => String(i + 1)));
    assert.deepEqual(events.filter(([, type]) => type.startsWith('credit.')).map(([, ...told]) => told.join(' ')), [
      'credit.grant 50000000 VND', 'credit.top_up 10000000 VND', 'credit.hold 30000000 VND', 'credit.release 30000000 VND',
      'credit.top_up 30000000 VND', 'credit.purchase 1200000 VND', 'credit.hold 500000 VND', 'credit.release 500000 VND',
    ]);
    assert.deepEqual(chapters[1].slice(-2).map((line) => line.trim().split(',').slice(-5)), [
      ['0', '50000000', '40000000', '10000000', 'VND'], ['0', '40000000', '1200000', '38800000', 'VND'],
    ]);
  });
}, { engines: ['sqlite'] });

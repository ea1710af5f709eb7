// A mail server that is gone, slow, refuses, or dies after it took the mail; a portal that is
// killed or stopped while it sends. People do not notice, and no mail is lost.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { eventually, exchange } from '../harness/http.mjs';
import { Sink, startSendingPortal } from '../harness/mail.mjs';
import { eligibleAccount, putAccounts } from '../harness/world.mjs';

const invitation = 1;  // the partner's first admin was invited by command line

async function withMail(body, settings) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-sink-'));
  const sink = await new Sink(folder).start();
  const portal = await startSendingPortal(sink, settings);
  try {
    await eventually(() => sink.mails().length === invitation);
    await body(portal, sink);
  } finally {
    await portal.remove();
    await sink.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Adds so many customers, one call each; their addresses, and how long the slowest call took. */
async function addCustomers(portal, count) {
  const accounts = await putAccounts(portal, Array.from({ length: count }, () => eligibleAccount()));
  const admin = await portal.as('partner_admin');
  let slowest = 0;
  for (const { email } of accounts) {
    const from = performance.now();
    const { json } = await admin.post('/api/v1/registrations', { items: [{ email }] }, { expect: 200 });
    assert.equal(json.results[0].outcome, 'created');
    slowest = Math.max(slowest, performance.now() - from);
  }
  return { emails: accounts.map(({ email }) => email), slowest };
}

async function outbox(portal) {
  return (await portal.as('auditor')).all('/api/v1/outbox');
}

async function waitUntilSent(portal, within = 30_000) {
  await eventually(async () => (await outbox(portal)).every(({ state }) => state === 'sent'), { within, every: 200 });
}

async function waitingMails(portal) {
  const { text } = await exchange(portal.url, { path: '/metrics' });
  return Number(/^portal_mail_waiting(?:\{\})? (\S+)$/m.exec(text)[1]);
}

function copiesTo(sink, email) {
  return sink.mails().filter(({ recipient }) => recipient === email);
}

async function historyOf(portal, email) {
  const admin = await portal.as('partner_admin');
  const [row] = (await admin.get(`/api/v1/registrations?q=${encodeURIComponent(email)}`, { expect: 200 })).json.data;
  const { json } = await admin.get(`/api/v1/registrations/${row.id}/history`, { expect: 200 });
  return json.data.map(({ event }) => event);
}

/** Agrees by each copy of the mail in turn: the first one counts, all show the outcome. */
async function agreeByEach(portal, copies) {
  for (const { path: page, code } of copies) {
    await portal.client().form(page, { code, decision: 'agree' }, { expect: 200 });
  }
  assert.deepEqual(await historyOf(portal, copies[0].recipient), ['add', 'agree']);
}

describe('a mail server', { concurrency: 2 }, () => {
  test('that is gone delays mails and nothing else, and all arrive when it is back', async () => {
    await withMail(async (portal, sink) => {
      await sink.stop();
      const { emails, slowest } = await addCustomers(portal, 40);
      assert.ok(slowest < 2000, `a call took ${slowest} ms`);
      assert.equal(await waitingMails(portal), emails.length, 'the backlog is what happened');
      await eventually(async () => (await outbox(portal)).some(({ attempts, state }) => attempts > 0 && state === 'queued'));
      await portal.kill();
      await portal.start();
      assert.equal((await outbox(portal)).filter(({ state }) => state === 'queued').length, emails.length);
      await sink.start();
      await waitUntilSent(portal, 90_000);
      assert.equal(await waitingMails(portal), 0);
      for (const email of emails) assert.equal(copiesTo(sink, email).length, 1);
      assert.equal(new Set(sink.mails().map(({ id }) => id)).size, emails.length + invitation);
    });
  });

  test('that dies after DATA gets the mail again, under the same Message-ID and with the same link', async () => {
    await withMail(async (portal, sink) => {
      sink.behave('drop');
      const { emails } = await addCustomers(portal, 6);
      await eventually(() => emails.every((email) => copiesTo(sink, email).length > 0), { within: 30_000 });
      sink.behave();
      await waitUntilSent(portal);
      for (const email of emails) {
        const copies = copiesTo(sink, email);
        assert.ok(copies.length >= 2 && copies.at(-1).answered);
        assert.equal(new Set(copies.map(({ id }) => id)).size, 1);
        assert.equal(new Set(copies.map(({ link }) => link)).size, 1);
        assert.equal(new Set(copies.map(({ code }) => code)).size, 1);
      }
      assert.equal(new Set(sink.mails().map(({ id }) => id)).size, emails.length + invitation);
      await agreeByEach(portal, copiesTo(sink, emails[0]));
    });
  });

  test('that has the mail when the portal is killed may get it twice, with one working link', async () => {
    await withMail(async (portal, sink) => {
      sink.behave('silent');
      const { emails } = await addCustomers(portal, 5);
      await eventually(() => emails.some((email) => copiesTo(sink, email).length > 0));
      await portal.kill();
      sink.behave();
      const doubled = sink.mails().filter(({ answered }) => !answered).map(({ recipient }) => recipient);
      await portal.start();
      await waitUntilSent(portal, 90_000);
      assert.equal(new Set(sink.mails().map(({ id }) => id)).size, emails.length + invitation);
      for (const email of emails) assert.equal(copiesTo(sink, email).length, doubled.includes(email) ? 2 : 1);
      await agreeByEach(portal, copiesTo(sink, doubled[0]));
    });
  });

  test('that is slow or refuses for some does not hold up the others', async () => {
    await withMail(async (portal, sink) => {
      const accounts = await putAccounts(portal, Array.from({ length: 20 }, () => eligibleAccount()));
      const [slow, silent, poison, busy] = accounts.map(({ email }) => email);
      sink.behave(`slow ${slow}`, `silent ${silent}`, `refuse ${poison}`, `busy ${busy}`);
      const admin = await portal.as('partner_admin');
      const from = Date.now();
      await admin.post('/api/v1/registrations', { items: accounts.map(({ email }) => ({ email })) }, { expect: 200 });
      const others = accounts.slice(4).map(({ email }) => email);
      await eventually(() => others.every((email) => copiesTo(sink, email).length === 1), { within: 60_000 });
      console.log(`the others' mails arrived after ${Date.now() - from} ms`);
      await eventually(async () => (await outbox(portal)).find(({ recipient }) => recipient === poison).state === 'failed');
      const row = (await admin.get(`/api/v1/registrations?q=${encodeURIComponent(poison)}`, { expect: 200 })).json.data[0];
      assert.equal(row.mail.state, 'failed', 'the partner sees it');
      sink.behave();
      await eventually(() => [slow, silent, busy].every((email) => copiesTo(sink, email).some(({ answered }) => answered)), { within: 60_000 });
      assert.deepEqual(copiesTo(sink, poison), []);
    }, { 'smtp.timeout_s': 4 });
  });

  test('that never answers does not keep the program from ending, and the mail goes afterwards', async () => {
    await withMail(async (portal, sink) => {
      sink.behave('silent');
      const { emails } = await addCustomers(portal, 3);
      await eventually(() => sink.mails().length > invitation);
      const began = Date.now();
      const how = await portal.stop();
      const took = Date.now() - began;
      assert.deepEqual(how, { code: 0, signal: null }, `after ${took} ms`);
      assert.ok(took <= 30_000, `it ended after ${took} ms`);
      sink.behave();
      await portal.start();
      await waitUntilSent(portal, 90_000);
      for (const email of emails) assert.ok(copiesTo(sink, email).some(({ answered }) => answered));
      assert.equal(new Set(sink.mails().map(({ id }) => id)).size, emails.length + invitation);
    });
  });
});

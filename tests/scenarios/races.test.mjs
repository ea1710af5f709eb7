// Two partners race for one customer: acts of partners, customer and provider in random order, with
// random delays and at once. Whatever the order, at most one of them wins, whoever loses is told so by
// a documented answer, and the history tells one story. PORTAL_TEST_SEED makes the same choices again,
// PORTAL_TEST_RACES says how many.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentsOf, onBothEngines } from '../harness/portal.mjs';
import { Race } from '../harness/race.mjs';
import { Random } from '../harness/random.mjs';
import { eachOf } from '../harness/stories.mjs';
import { eligibleAccount, putAccounts } from '../harness/world.mjs';

const races = Number(process.env.PORTAL_TEST_RACES ?? 1000);
const atOnce = 8;
const batch = 250;
const settings = {
  'registration.resend_minutes': 0,
  'registration.consent_mails_per_day': 1000,
  'registration.declined_days': 0,
  'eligibility.checks_per_day': 1_000_000,
};

async function clientsOf(portal) {
  return {
    partners: [await portal.as('partner_admin', { partner: 0 }), await portal.as('partner_admin', { partner: 1 })],
    approvers: [await portal.as('approver'), await portal.as('provider_admin')],
    admin: await portal.as('provider_admin'),
    reader: await portal.as('auditor'),
    customer: portal.client(),
  };
}

/** Adds all of them in one call; their ids in the same order. */
async function addAll(client, emails) {
  if (emails.length === 0) return [];
  const { json } = await client.post('/api/v1/registrations', { items: emails.map((email) => ({ email })) }, { expect: 200 });
  return json.results.map(({ registration }) => registration.id);
}

/**
 * What both partners have asked for when a race begins: nothing (they add at once), one of the two
 * (the other adds during the race), or both.
 */
async function prepare(portal, clients, random, first, count) {
  const numbers = Array.from({ length: count }, (_, index) => first + index);
  const started = numbers.map((number) => ({
    number, random: random.child(number), email: `race${String(number).padStart(5, '0')}x${random.seed}@customers.example`,
  }));
  await putAccounts(portal, started.map(({ email }) => eligibleAccount({ email, name: 'Khách Hàng' })));
  for (const each of started) each.asked = each.random.between(0, 3);
  for (const partner of [0, 1]) {
    const asking = started.filter(({ asked }) => asked > partner);
    const ids = await addAll(clients.partners[partner], asking.map(({ email }) => email));
    asking.forEach((each, index) => { (each.added ??= [null, null])[partner] = ids[index]; });
  }
  return started;
}

async function runRaces(portal, random, told) {
  const clients = await clientsOf(portal);
  for (let first = 0; first < races; first += batch) {
    const started = await prepare(portal, clients, random, first, Math.min(batch, races - first));
    await eachOf(started, async (each) => {
      const race = new Race({ clients, ...each });
      await race.run();
      told.push({ race, rows: await race.check() });
    }, atOnce);
  }
}

function count(values) {
  const counts = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

onBothEngines('two partners and one customer', (portal) => {
  const random = new Random();
  const told = [];

  test(`${races} races have one winner each at most`, async () => {
    await runRaces(portal(), random, told);
    const steps = count(told.flatMap(({ rows }) => rows.flatMap(({ history }) => history.map(({ event }) => event))));
    const answers = count(told.flatMap(({ race }) => race.acts.map(({ act, status }) => `${act} ${status}`)));
    if (races < 1000) return;
    for (const event of ['add', 'agree', 'supersede', 'decline', 'withdraw', 'approve', 'reject', 'retract', 'end']) {
      assert.ok(steps[event] >= 5, `${event} happened ${steps[event]} times`);
    }
    for (const act of ['agree', 'decline', 'retract']) assert.ok(answers[`${act} 410`] >= 5, `${act} never came too late`);
    for (const act of ['withdraw', 'resend', 'approve', 'reject']) assert.ok(answers[`${act} 409`] >= 5, `${act} never came too late`);
  });

  test('the database holds one live customer row for each winner and nothing besides', () => {
    assert.equal(told.length, races, 'not every race came to its end');
    const known = new Map(told.flatMap(({ race, rows }) => rows.map((row) => [row.id, { ...row, email: race.email }])));
    const live = portal().query(`SELECT registration.id, registration.status, customer.since_at_us FROM customer
      JOIN registration ON registration.account_id = customer.account_id AND registration.id = customer.registration_id
      WHERE customer.until_at_us IS NULL AND registration.email LIKE 'race%'`);
    const winners = [...known.values()].filter(({ status }) => ['pending_provider', 'confirmed'].includes(status));
    assert.deepEqual(live.map(([id]) => id).sort(), winners.map(({ id }) => id).sort());
    for (const [id, status, since] of live) {
      assert.equal(status, known.get(id).status);
      assert.equal(since !== '', status === 'confirmed', `${id} is a customer since its approval`);
    }
    const receipts = portal().query('SELECT registration_id FROM consent_receipt JOIN registration ON registration.id = registration_id WHERE email LIKE \'race%\'');
    const agreed = [...known.values()].filter(({ history }) => history.some(({ event }) => event === 'agree'));
    assert.deepEqual(receipts.flat().sort(), agreed.map(({ id }) => id).sort());
  });

  test('the trail, the counters and the mails say the same as the histories', async () => {
    assert.equal(told.length, races, 'not every race came to its end');
    const reader = await portal().as('auditor');
    const trail = new Map();
    for (const { subject, change } of await reader.all('/api/v1/audit')) trail.set(subject, [...(trail.get(subject) ?? []), change]);
    const resends = (id) => (trail.get(id) ?? []).filter((change) => change === 'registrations.resend').length;
    const mails = count((await reader.all('/api/v1/outbox')).map(({ recipient, template }) => `${recipient} ${template}`));
    for (const { race, rows } of told) {
      for (const { id, history } of rows) {
        const steps = (trail.get(id) ?? []).filter((change) => change !== 'registrations.resend');
        assert.deepEqual(steps.sort(), history.map(({ event }) => `registrations.${event}`).sort(), `the trail of ${id}`);
        assert.equal(resends(id), race.acts.filter((each) => each.act === 'resend' && each.id === id && each.status === 200).length);
      }
      const asked = rows.reduce((sum, { id }) => sum + 1 + resends(id), 0);
      assert.equal(mails[`${race.email} consent`], asked, `consent mails to ${race.email}`);
      const agreed = rows.filter(({ history }) => history.some(({ event }) => event === 'agree')).length;
      assert.equal(mails[`${race.email} receipt`] ?? 0, agreed, `receipts to ${race.email}`);
    }
    const counted = (await reader.get('/api/v1/registrations/counts', { expect: 200 })).json;
    const there = count((await reader.all('/api/v1/registrations')).map(({ status }) => status));
    for (const [status, number] of Object.entries(counted)) assert.equal(number, there[status] ?? 0, `the counter of ${status}`);
  });

  test('fifty posts of consents to two partners at once: one agreement, and everybody is told which', async () => {
    const clients = await clientsOf(portal());
    const [{ email }] = await putAccounts(portal(), [eligibleAccount()]);
    const ids = (await Promise.all(clients.partners.map((client) => addAll(client, [email])))).flat();
    const mails = (await portal().mailsTo(email)).map(contentsOf);
    const links = ids.map((id) => mails.find(({ token }) => token.startsWith(id)));
    const answers = await Promise.all(Array.from({ length: 50 }, async (_, i) => {
      const { path, code } = links[i % 2];
      return [i % 2, (await clients.customer.form(path, { code, decision: 'agree' })).status];
    }));
    const rows = await Promise.all(ids.map(async (id) => (await clients.reader.get(`/api/v1/registrations/${id}`, { expect: 200 })).json));
    assert.deepEqual(rows.map(({ status }) => status).sort(), ['pending_provider', 'superseded']);
    const winner = rows.findIndex(({ status }) => status === 'pending_provider');
    for (const [partner, status] of answers) assert.equal(status, partner === winner ? 200 : 410);
    assert.equal((await portal().mailsTo(email, { template: 'receipt' })).length, 1);
    const queued = (await clients.reader.all('/api/v1/approvals')).find(({ id }) => id === ids[winner]);
    assert.deepEqual(queued.competing.map(({ registration_id }) => registration_id), [ids[1 - winner]]);
  });
}, { settings });

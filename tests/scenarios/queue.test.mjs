// The provider's queue: what waits, in which order, until when by the calendar of working days, and
// decisions on several at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { allSpoilt, spoilt } from '../harness/rules.mjs';
import { addAgreed, addRegistration, decide, eligibleAccount, freshEmail, putAccounts, randomId } from '../harness/world.mjs';

const zone = 'Asia/Ho_Chi_Minh';
const dayOf = (moment) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(moment));
const dayAfter = (day, days = 1) => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const isWeekend = (day) => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());

/** Days off from tomorrow on: the second weekday and the two after the next weekend; the next Saturday is worked. */
function calendarFrom(today) {
  const coming = Array.from({ length: 21 }, (_, i) => dayAfter(today, i + 1));
  const weekdays = coming.filter((day) => !isWeekend(day));
  return { holidays: [weekdays[1], weekdays[6], weekdays[7]], makeUp: [coming.find((day) => new Date(`${day}T12:00:00Z`).getUTCDay() === 6)] };
}

const calendar = calendarFrom(dayOf(Date.now()));

/** The end of the third working day after the day of consent, in the provider's zone (UTC+7). */
function dueAfter(moment, workingDays = 3) {
  let day = dayOf(moment);
  for (let left = workingDays; left > 0;) {
    day = dayAfter(day);
    const worked = calendar.makeUp.includes(day) || (!isWeekend(day) && !calendar.holidays.includes(day));
    if (worked) left -= 1;
  }
  return `${day}T16:59:59Z`;
}

const settings = { 'calendar.holidays': calendar.holidays.join(', '), 'calendar.make_up_days': calendar.makeUp.join(', ') };

onBothEngines('the queue', (portal) => {
  const queue = async (query = '') => (await portal().as('approver')).all(`/api/v1/approvals?${query}`);
  const rowOf = async ({ id }, query) => (await queue(query)).find((row) => row.id === id);
  const statusOf = async ({ id }) => (await (await portal().as('auditor')).get(`/api/v1/registrations/${id}`)).json.status;

  test('promises the end of the third working day, whatever the day of consent', async () => {
    const dues = new Set();
    for (let day = 0; day < 12; day += 1) {
      const registration = await addAgreed(portal());
      const row = await rowOf(registration);
      assert.equal(row.due_at, dueAfter(row.customer_decided_at), `agreed at ${row.customer_decided_at} with ${JSON.stringify(calendar)}`);
      assert.equal(row.overdue, false);
      const partners = (await (await portal().as('viewer')).get(`/api/v1/registrations/${registration.id}`)).json;
      assert.equal(partners.due_at, row.due_at, 'the partner is promised the same');
      dues.add(row.due_at);
      const decided = await (await portal().as('approver')).post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 });
      assert.equal(decided.json.due_at, null, 'nothing is due any more');
      await portal().moveClock({ days: 1 });
    }
    assert.ok(dues.size >= 5, 'several days were promised');
  });

  test('is overdue from then on and tells the approvers once', async () => {
    const registration = await addAgreed(portal());
    const { due_at: due } = await rowOf(registration);
    const told = async () => (await portal().mailsTo(portal().demoUser('approver').email, { template: 'approval_overdue' }))
      .filter(({ text }) => text.includes(registration.email)).length;
    await portal().moveClock({ seconds: Math.floor((Date.parse(due) - portal().now().getTime()) / 1000) - 20 });
    assert.equal((await rowOf(registration)).overdue, false);
    assert.equal(await told(), 0);
    await portal().moveClock({ seconds: 22 });
    assert.equal((await rowOf(registration)).overdue, true);
    await eventually(async () => await told() === 1);
    const later = await addAgreed(portal());
    await portal().moveClock({ hours: 3 });
    const rows = await queue();
    assert.ok(rows.findIndex(({ id }) => id === registration.id) < rows.findIndex(({ id }) => id === later.id));
    const onTime = rows.map(({ overdue }) => overdue);
    assert.deepEqual(onTime, [...onTime].sort().reverse(), 'overdue ones come first');
    assert.equal(await statusOf(registration), 'pending_provider', 'it never expires');
    assert.equal(await told(), 1);
    await (await portal().as('approver')).post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 });
  });

  test('is oldest first, or by what was asked, in pages', async () => {
    const made = [];
    for (let i = 0; i < 9; i += 1) made.push(await addRegistration(portal(), { partner: i % 3 }));
    for (const i of [4, 0, 8, 2, 6, 1, 7, 3, 5]) await decide(portal(), made[i].email, 'agree');
    const rows = await queue();
    const ours = new Set(made.map(({ id }) => id));
    assert.deepEqual(rows.filter(({ id }) => ours.has(id)).map(({ email }) => email), [4, 0, 8, 2, 6, 1, 7, 3, 5].map((i) => made[i].email));
    const by = { customer_decided_at: (row) => row.customer_decided_at, registered_at: (row) => row.registered_at, email: (row) => row.email };
    for (const [field, keyOf] of Object.entries(by)) {
      const wanted = rows.map((row) => [keyOf(row).replace(/Z$/, ''), row.id]).sort((a, b) => (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? -1 : 1)).map(([, id]) => id);
      const reader = await portal().as('auditor');
      assert.deepEqual((await reader.all(`/api/v1/approvals?sort=${field}`, { limit: 4 })).map(({ id }) => id), wanted, field);
      assert.deepEqual((await reader.all(`/api/v1/approvals?sort=-${field}`, { limit: 4 })).map(({ id }) => id), wanted.reverse(), `-${field}`);
    }
    for (const row of rows) {
      assert.equal(row.status, 'pending_provider');
      assert.equal(row.friendly_name, null);
      assert.ok(row.facts && row.due_at && row.customer_decided_at);
    }
  });

  test('shows today\'s facts and whom the customer passed over', async () => {
    const [account] = await putAccounts(portal(), [eligibleAccount()]);
    const ids = [];
    for (const partner of [0, 1, 2]) {
      const client = await portal().as('sales', { partner });
      ids.push((await client.post('/api/v1/registrations', { items: [{ email: account.email }] }, { expect: 200 })).json.results[0].registration.id);
    }
    const mail = (await portal().mailsTo(account.email)).find(({ token }) => token.startsWith(ids[1]));
    await portal().client().form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
    await putAccounts(portal(), [eligibleAccount({ email: account.email, ...allSpoilt })]);
    const row = await rowOf({ id: ids[1] });
    assert.deepEqual(row.competing.map(({ registration_id: id }) => id).sort(), [ids[0], ids[2]].sort());
    assert.deepEqual([row.facts.in_poc, row.facts.verified, row.facts.payment_type], [true, false, 'postpaid'], 'facts of today');
    assert.deepEqual(row.unmet_rules, [], 'nobody tried to approve yet');
    const told = await portal().mailsTo(portal().demoUser('partner_admin', { partner: 0 }).email, { template: 'partner_superseded' });
    assert.equal(told.filter(({ text }) => text.includes(account.email)).length, 1);
    assert.ok(!told[0].text.includes(row.partner.name), 'never says whom the customer chose');
  });

  test('several are decided at once: each with what happened to it, in the order asked, and the same again for the same key', async () => {
    const approver = await portal().as('approver');
    const good = [];
    for (let i = 0; i < 12; i += 1) good.push(await addAgreed(portal(), { partner: i % 2 }));
    const [poor, withdrawn, waiting, suspended] = [await addAgreed(portal()), await addAgreed(portal()), await addRegistration(portal()), await addAgreed(portal(), { partner: 2 })];
    await putAccounts(portal(), [eligibleAccount({ email: poor.email, ...allSpoilt })]);
    await (await portal().as('sales')).post(`/api/v1/registrations/${withdrawn.id}/withdraw`, {}, { expect: 200 });
    await (await portal().as('provider_admin')).post(`/api/v1/partners/${suspended.partner.id}/suspend`, {}, { expect: 200 });
    const ids = [good[0], poor, withdrawn, waiting, suspended, ...good.slice(1)].map(({ id }) => id);
    ids.splice(3, 0, randomId('reg'), 'nonsense');
    const headers = { 'idempotency-key': freshEmail('key') };
    const approve = () => approver.post('/api/v1/approvals/approve', { ids }, { headers, expect: 200 });
    const answer = await approve();
    const wanted = new Map([
      [poor.id, ['refused', 'registrations.not_eligible', Object.keys(spoilt), 'pending_provider']],
      [withdrawn.id, ['refused', 'registrations.wrong_state', [], 'withdrawn']],
      [waiting.id, ['refused', 'registrations.wrong_state', [], 'pending_customer']],
      [suspended.id, ['refused', 'registrations.partner_suspended', [], 'pending_provider']],
      [ids[3], ['refused', 'not_found', [], null]],
      [ids[4], ['refused', 'not_found', [], null]],
    ]);
    assert.deepEqual(answer.json.results.map(({ id }) => id), ids);
    for (const { id, outcome, code, unmet_rules: unmet, registration } of answer.json.results) {
      assert.deepEqual([outcome, code, unmet, registration?.status ?? null], wanted.get(id) ?? ['approved', null, [], 'confirmed'], id);
    }
    const again = await approve();
    assert.equal(again.text, answer.text);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    for (const { email } of good) {
      const told = await portal().mailsTo(email, { template: 'outcome_confirmed' });
      assert.equal(told.length, 1, `${email} is told`);
    }
    const partners = await portal().mailsTo(portal().demoUser('partner_admin', { partner: 1 }).email, { template: 'partner_confirmed' });
    for (const { email } of good.filter((_, i) => i % 2 === 1)) assert.equal(partners.filter(({ text }) => text.includes(email)).length, 1);

    const rejected = await approver.post('/api/v1/approvals/reject', { ids: [poor.id, suspended.id, good[0].id], reason: 'Thiếu giấy phép kinh doanh' }, { expect: 200 });
    assert.deepEqual(rejected.json.results.map(({ outcome, code, registration }) => [outcome, code, registration.status]), [
      ['rejected', null, 'rejected'], ['rejected', null, 'rejected'], ['refused', 'registrations.wrong_state', 'confirmed'],
    ]);
    const outcome = await portal().mailTo(poor.email, { template: 'outcome_rejected' });
    assert.ok(outcome.text.includes(poor.partner.name) || outcome.text.length > 50);
    const reason = await portal().mailTo(portal().demoUser('partner_admin').email, { template: 'partner_rejected' });
    assert.ok(reason.text.includes('Thiếu giấy phép kinh doanh') && reason.text.includes(poor.email));
    await (await portal().as('provider_admin')).post(`/api/v1/partners/${suspended.partner.id}/reopen`, {}, { expect: 200 });
  });

  test('a list of decisions that is malformed decides nothing', async () => {
    const approver = await portal().as('approver');
    const { id } = await addAgreed(portal());
    const tooMany = Array.from({ length: 201 }, () => randomId('reg'));
    const bodies = [{}, { ids: [] }, { ids: [id, id] }, { ids: tooMany }, { ids: id }, { ids: [id, 7] }, { ids: [id], more: true }];
    for (const body of bodies) {
      await approver.post('/api/v1/approvals/approve', body, { expect: 400 });
      await approver.post('/api/v1/approvals/reject', { ...body, reason: 'Không' }, { expect: 400 });
    }
    for (const reason of [undefined, null, '', '   ', 'x'.repeat(501), 7]) {
      await approver.post('/api/v1/approvals/reject', { ids: [id], reason }, { expect: 400 });
      await approver.post(`/api/v1/approvals/${id}/reject`, { reason }, { expect: 400 });
    }
    assert.equal(await statusOf({ id }), 'pending_provider');
  });
}, { settings });

onBothEngines('approval.sla_working_days = 0', (portal) => {
  test('promises nothing and is never late', async () => {
    const registration = await addAgreed(portal());
    await portal().moveClock({ days: 60 });
    const row = (await (await portal().as('approver')).all('/api/v1/approvals')).find(({ id }) => id === registration.id);
    assert.deepEqual([row.due_at, row.overdue, row.status], [null, false, 'pending_provider']);
    const told = await portal().mailsTo(portal().demoUser('approver').email, { template: 'approval_overdue' });
    assert.equal(told.filter(({ text }) => text.includes(registration.email)).length, 0);
  });
}, { settings: { 'approval.sla_working_days': 0 } });

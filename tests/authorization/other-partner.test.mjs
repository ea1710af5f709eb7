// What belongs to another partner answers exactly as what does not exist, and no byte of it shows
// in any list, search, export or filter.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomer, creditOf, freshKey, grant, move, topUp, treasurers, vnd } from '../harness/credit.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import {
  addRegistration, apiOperations, assertSameState, comparable, freshEmail, makeWorld, pathOf, randomId, secondPerson, stateOf, subjectOf, validBody,
} from '../harness/world.mjs';

const partnerStaff = ['partner_admin', 'sales', 'finance', 'viewer'];

onBothEngines('another partner', (portal) => {
  let world;

  test('gets for a foreign id what it gets for a random one, on every operation', async () => {
    world = await makeWorld(portal());
    const provider = await portal().as('provider_admin');
    const owned = {
      registration: [world.registration, world.agreed, world.confirmed],
      staff: [world.staff, provider.user.id, (await portal().as('sales', { partner: 0 })).user.id],
      partner: [world.partner], account: [world.account, world.customer], mail: [world.mail], export: [world.export],
      session: [world.session], transaction: [world.grant, world.transaction], request: [world.request], hold: [world.hold],
      product: [world.product], group: [world.group], discount: [world.discount],
    };
    // The provider's products are everybody's to read.
    const everybodys = (operation) => operation.method === 'GET' && ['product', 'group'].includes(subjectOf(operation)[0]);
    for (const role of partnerStaff) await portal().as(role, { partner: 1, audience: 'partner' });
    const before = await stateOf(portal());
    for (const role of partnerStaff) {
      const stranger = await portal().as(role, { partner: 1, audience: 'partner' });
      for (const operation of apiOperations(subjectOf)) {
        const [kind, prefix] = subjectOf(operation);
        const options = { headers: operation.method === 'PATCH' ? { 'if-match': '"x"' } : {} };
        if (operation.body) options.body = validBody(operation, world);
        const random = await stranger.send(operation.method, pathOf(operation, randomId(prefix)), options);
        assert.ok([403, 404].includes(random.status), `${operation.id} -> ${random.status}`);
        for (const id of everybodys(operation) ? [] : owned[kind]) {
          const foreign = await stranger.send(operation.method, pathOf(operation, id), options);
          assert.deepEqual(comparable(foreign), comparable(random), `${role}: ${operation.method} ${pathOf(operation, id)}`);
        }
      }
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('the provider\'s admin cannot reach into a partner\'s staff', async () => {
    const provider = await portal().as('provider_admin');
    const random = await provider.get(`/api/v1/staff/${randomId('usr')}`, { expect: 404 });
    assert.deepEqual(comparable(await provider.get(`/api/v1/staff/${world.staff}`)), comparable(random));
    await provider.delete(`/api/v1/staff/${world.staff}`, { expect: 404 });
    await (await portal().as('partner_admin')).get(`/api/v1/staff/${world.staff}`, { expect: 200 });
  });

  test('sees no byte of it in any answer', async () => {
    const admin = await portal().as('partner_admin', { partner: 0 });
    const legal = (await (await portal().as('provider_admin')).get(`/api/v1/partners/${world.partner}`, { expect: 200 })).json;
    const markers = [
      world.marker, world.registration, world.agreed, world.confirmed, world.staff, world.partner, ...world.emails,
      world.customer, world.grant, world.transaction, world.request, world.hold,
      world.discount, world.customerDiscount, legal.legal_name, legal.tax_code, ...(await admin.all('/api/v1/staff')).map((person) => person.email),
    ];
    const queries = [
      '/api/v1/registrations', `/api/v1/registrations?q=${encodeURIComponent(world.marker)}`, '/api/v1/registrations?format=csv',
      '/api/v1/registrations?owner=me', `/api/v1/registrations?partner_id=${world.partner}`, '/api/v1/registrations/counts',
      '/api/v1/staff', '/api/v1/session', '/api/v1/profile', '/api/v1/settings',
      '/api/v1/wallet', '/api/v1/credit/accounts', `/api/v1/credit/accounts?q=${encodeURIComponent(world.emails[2])}`,
      ...['top-ups', 'usage', 'summary'].flatMap((name) => [`/api/v1/reports/credit/${name}`,
        `/api/v1/reports/credit/${name}?account_id=${world.customer}`, `/api/v1/reports/credit/${name}?format=csv`]),
    ];
    for (const role of partnerStaff) {
      const stranger = await portal().as(role, { partner: 1, audience: 'partner' });
      const asked = role === 'partner_admin'
        ? [...queries, '/api/v1/audit', `/api/v1/audit?subject=${world.registration}`, `/api/v1/audit?actor=${admin.user.id}`,
          `/api/v1/audit?partner_id=${world.partner}`] : [...queries];
      if (['partner_admin', 'finance'].includes(role)) {
        asked.push('/api/v1/wallet/movements', '/api/v1/credit/transactions', `/api/v1/credit/transactions?account_id=${world.customer}`,
          '/api/v1/credit/requests', `/api/v1/credit/transactions?partner_id=${world.partner}`);
      }
      if (role !== 'viewer') asked.push('/api/v1/partner-discounts', '/api/v1/partner-discounts?status=pending', `/api/v1/partner-discounts?partner_id=${world.partner}`);
      asked.push(`/api/v1/credit/accounts?partner_id=${world.partner}`, `/api/v1/reports/credit/summary?partner_id=${world.partner}`);
      for (const path of asked) {
        const { text } = await stranger.get(path, { expect: path.includes('partner_id=') ? 400 : 200 });
        for (const marker of markers) assert.ok(!text.includes(marker), `${role}: ${marker} in ${path}`);
      }
    }
  });

  test('does not learn by adding a customer whose it is', async () => {
    const admin = await portal().as('partner_admin', { partner: 1 });
    const [, agreed] = world.emails;
    const answer = await admin.post('/api/v1/registrations', { items: [{ email: agreed }], dry_run: true }, { expect: 200 });
    const [{ outcome, reasons, registration }] = answer.json.results;
    assert.equal(outcome, 'refused');
    assert.equal(registration, null);
    assert.deepEqual(reasons.map((reason) => reason.code), ['belongs_to_partner']);
    const names = portal().partnerNames();
    for (const name of [names[0], world.partner]) assert.ok(!answer.text.includes(name), `${name} is named`);
  });

  test('gets its own answer for the key of another, never the other\'s', async () => {
    const key = `shared-${randomId('reg')}`;
    const email = freshEmail();
    const body = { items: [{ email }], dry_run: true };
    const headers = { 'idempotency-key': key };
    const mine = await (await portal().as('sales', { partner: 0 })).post('/api/v1/registrations', body, { headers, expect: 200 });
    const again = await (await portal().as('sales', { partner: 0 })).post('/api/v1/registrations', body, { headers, expect: 200 });
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.equal(again.text, mine.text);
    const other = await (await portal().as('sales', { partner: 1 })).post('/api/v1/registrations', { items: [{ email: freshEmail() }], dry_run: true }, { headers, expect: 200 });
    assert.equal(other.headers.get('idempotency-replayed'), null);
  });

  test('moves its own credit with the key of another, and never gets the other\'s receipt', async () => {
    const key = freshKey();
    await grant(portal(), 1000, { partner: 1 });
    const own = await addCustomer(portal(), { partner: 1 });
    const mine = await topUp(portal(), world.customer, 70, { key });
    const theirs = await topUp(portal(), own.account_id, 30, { key, partner: 1 });
    assert.notEqual(theirs.id, mine.id);
    assert.deepEqual([theirs.amount.amount, theirs.account.id], [30, own.account_id]);
    const { finance } = await treasurers(portal(), { partner: 1 });
    const random = await move(finance, `/api/v1/accounts/${randomId('acc')}/top-ups`, { amount: vnd(70) }, { key, expect: 404 });
    const foreign = await move(finance, `/api/v1/accounts/${world.customer}/top-ups`, { amount: vnd(70) }, { key });
    assert.deepEqual(comparable(foreign), comparable(random));
    assert.equal((await creditOf(portal(), own.account_id)).available, 30);
  });

  test('cannot go on with another\'s cursor', async () => {
    for (let i = 0; i < 2; i += 1) await addRegistration(portal());
    const mine = await (await portal().as('partner_admin', { partner: 0 })).get('/api/v1/registrations?limit=1', { expect: 200 });
    const cursor = encodeURIComponent(mine.json.next_cursor);
    const stranger = await portal().as('partner_admin', { partner: 1 });
    const answer = await stranger.get(`/api/v1/registrations?limit=1&cursor=${cursor}`, { expect: 400 });
    assert.equal(answer.json.code, 'invalid_cursor');
    const provider = await portal().as('provider_admin');
    await provider.get(`/api/v1/registrations?limit=1&cursor=${cursor}`, { expect: 400 });
    await provider.get(`/api/v1/partners?limit=1&cursor=${cursor}`, { expect: 400 });
  });

  test('cannot give a registration to another\'s person', async () => {
    const registration = await addRegistration(portal(), { partner: 1 });
    const admin = await portal().as('partner_admin', { partner: 1 });
    const foreign = (await portal().as('sales', { partner: 0 })).user.id;
    const path = `/api/v1/registrations/${registration.id}`;
    const random = await admin.patch(path, { owner_id: randomId('usr') });
    assert.ok([400, 422].includes(random.status), String(random.status));
    assert.deepEqual(comparable(await admin.patch(path, { owner_id: foreign })), comparable(random));
    assert.notEqual((await admin.get(path, { expect: 200 })).json.owner?.id, foreign);
  });
}, { settings: secondPerson });

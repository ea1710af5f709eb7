// Malformed, oversized and mistyped input of every kind gets the clear refusal of the contract, at
// the field that is wrong, in both languages; nothing is stored and nothing fails inside.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { resolve } from '../harness/contract.mjs';
import { exchange } from '../harness/http.mjs';
import { brokenTexts, mutations } from '../harness/mutations.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import {
  addRegistration, apiOperations, assertSameState, callerOf, makeWorld, pathOf, randomId, realPath, secondPerson, stateOf, subjectOf, validBody,
} from '../harness/world.mjs';

const withBody = apiOperations((operation) => operation.body);
const lists = apiOperations((operation) => operation.operation['x-sort']);

function schemaOf(operation) {
  return operation.body.content['application/json'].schema;
}

/** The matching If-Match or a fresh key where one is needed, so that nothing but the input is refused. */
async function headersFor(client, operation, path) {
  if (operation.idempotency === 'required') return { 'idempotency-key': crypto.randomUUID() };
  if (operation.method !== 'PATCH') return {};
  return { 'if-match': (await client.get(path, { expect: 200 })).headers.get('etag') };
}

onBothEngines('bad input', (portal) => {
  let world;
  let before;

  test('in a field is 400 and points at the field', async () => {
    world = await makeWorld(portal());
    before = await stateOf(portal());
    for (const operation of withBody) {
      const client = await callerOf(portal(), operation);
      const path = realPath(operation, world);
      const headers = await headersFor(client, operation, path);
      for (const { label, pointer, body } of mutations(schemaOf(operation), validBody(operation, world))) {
        const at = `${operation.method} ${operation.pattern} ${label}`;
        const answer = await client.send(operation.method, path, { body, headers });
        // A sign-in tells nobody what an address looks like.
        const expected = operation.id === 'sign_in' && /the address|CR LF|feed|ESC|DEL/.test(label) ? [400, 401, 429] : [400];
        assert.ok(expected.includes(answer.status), `${at} -> ${answer.status} ${answer.text.slice(0, 200)}`);
        if (answer.status !== 400 || pointer === '') continue;
        const pointers = (answer.json.errors ?? []).map((error) => error.pointer);
        assert.ok(pointers.some((each) => each === pointer || each.startsWith(`${pointer}/`)), `${at} points at ${JSON.stringify(pointers)}`);
      }
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('in a value of JSON that no field takes points at it, and so does a field that is there twice', async () => {
    const client = await portal().as('partner_admin');
    for (const [raw, ...expected] of [
      ['{"items":[{"email":"a@b.example"},{"email":1.5}]}', '/items/1/email wrong_type'],
      ['{"items":[{"email":"a\\u0000@b.example"}]}', '/items/0/email not_allowed'],
      ['{"items":[{"email":9223372036854775808}]}', '/items/0/email wrong_type'],
      ['{"items":[{"email":"a@b.example","email":"c@d.example"},{"email":"e@f.example"}],"items":[]}', '/items/0/email repeated_field', '/items repeated_field'],
    ]) {
      const answer = await client.send('POST', '/api/v1/registrations', { raw, expect: 400 });
      assert.equal(answer.json.code, 'invalid_body');
      assert.deepEqual(answer.json.errors.map(({ pointer, code }) => `${pointer} ${code}`), expected, raw);
    }
    const admin = await portal().as('provider_admin');
    const account = (amount) => `{"accounts":[{"email":"a@b.example","name":"A","kind":"individual","payment_type":"prepaid","credit_balance":{"amount":${amount},"currency":"VND"},"services_in_use":0,"provider_discount":false,"in_poc":false,"provider_customer":false}]}`;
    for (const [amount, code] of [['1.5', 'wrong_type'], ['1.0', 'wrong_type'], ['9223372036854775808', 'out_of_range'], ['1e400', 'out_of_range']]) {
      const answer = await admin.send('PUT', '/api/v1/directory/accounts', { raw: account(amount), expect: 400 });
      assert.deepEqual(answer.json.errors.map((error) => [error.pointer, error.code]), [['/accounts/0/credit_balance/amount', code]], amount);
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('that is no JSON is 400', async () => {
    for (const operation of withBody) {
      const client = await callerOf(portal(), operation);
      const path = realPath(operation, world);
      const headers = await headersFor(client, operation, path);
      for (const [label, raw] of Object.entries(brokenTexts(validBody(operation, world)))) {
        const answer = await client.send(operation.method, path, { raw, headers });
        assert.equal(answer.status, 400, `${operation.method} ${operation.pattern} with ${label} -> ${answer.status} ${answer.text.slice(0, 200)}`);
      }
      if (resolve(schemaOf(operation)).required) {
        const answer = await client.send(operation.method, path, { headers: { ...headers, 'content-type': 'application/json' } });
        assert.equal(answer.status, 400, `${operation.method} ${operation.pattern} without a body -> ${answer.status}`);
      }
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('that is too large is 413, and the connection still answers', async () => {
    const raw = JSON.stringify({ surplus: 'x'.repeat(5 * 1024 * 1024) });
    for (const operation of withBody) {
      const client = await callerOf(portal(), operation);
      const path = realPath(operation, world);
      const answer = await client.send(operation.method, path, { raw, headers: { 'if-match': '"x"' } })
        .catch((error) => (/EPIPE|ECONNRESET|hang up/.test(String(error)) ? { status: 413 } : Promise.reject(error)));
      assert.equal(answer.status, 413, `${operation.method} ${operation.pattern} -> ${answer.status}`);
    }
    await portal().client().get('/healthz', { expect: 200 });
    assertSameState(await stateOf(portal()), before);
  });

  test('in a query is 400, names the parameter, and never reaches the database', async () => {
    const nothingSlow = 5_000;
    const injections = ['\'', '\'--', '" OR 1=1', '1;SELECT pg_sleep(9)', '\') OR (SELECT 1)=(1', '%', '%%%%', '_', '\\', '*', 'a* OR b', 'NEAR(', '${7*7}', '../../etc/passwd', 'đ'.repeat(200)];
    for (const operation of lists) {
      const client = await callerOf(portal(), operation);
      const path = realPath(operation, world);
      const { fields } = operation.operation['x-sort'];
      const wrong = [
        ...['0', '201', '-1', 'abc', '1.5', '1e2', '', ' 5', '99999999999999999999', '0x10'].map((value) => ['limit', value]),
        ...['', 'x', 'AAAA', '..', 'a'.repeat(3000), Buffer.from('{}').toString('base64url')].map((value) => ['cursor', value]),
        ...['', 'nothing', 'id', 'password_hash', '-', ',', `${fields[0] ?? 'id'};drop`, `--${fields[0] ?? 'id'}`, `${fields[0] ?? 'id'},`].map((value) => ['sort', value]),
        ...['surplus', 'Limit', 'offset', 'page', 'filter', '_method'].map((name) => [name, '1']),
      ];
      const own = new Set(operation.operation['x-filters']);
      if (own.has('status')) wrong.push(['status', 'nothing'], ['status', '']);
      if (own.has('owner')) wrong.push(['owner', 'usr_1'], ['owner', '']);
      if (own.has('format')) wrong.push(['format', 'pdf'], ['format', '']);
      if (own.has('partner_id')) wrong.push(['partner_id', 'x']);
      if (own.has('suspended')) wrong.push(['suspended', 'maybe']);
      if (own.has('state')) wrong.push(['state', 'nothing']);
      if (own.has('kind')) wrong.push(['kind', 'theft']);
      if (own.has('account_kind')) wrong.push(['account_kind', 'nobody']);
      if (own.has('account_id')) wrong.push(['account_id', 'x']);
      if (own.has('reference')) wrong.push(['reference', 'x'.repeat(101)]);
      if (own.has('day')) wrong.push(['day', '2026-02-30']);
      if (own.has('after')) wrong.push(['after', '-1'], ['after', 'x'], ['after', '9223372036854775808']);
      if (own.has('from')) wrong.push(['from', 'yesterday'], ['to', '2026-13-01T00:00:00Z']);
      for (const [name, value] of wrong) {
        const answer = await client.get(`${path}?${name}=${encodeURIComponent(value)}`);
        assert.equal(answer.status, 400, `${path}?${name}=${value.slice(0, 40)} -> ${answer.status}`);
        assert.doesNotMatch(answer.text, /\{[a-z_]+\}|"errors\./, `${path}?${name}=${value.slice(0, 40)}: ${answer.text}`);
      }
      for (const name of ['limit', 'cursor', 'sort', ...own]) {
        for (const value of injections) {
          const started = Date.now();
          const answer = await client.get(`${path}?${name}=${encodeURIComponent(value)}`);
          assert.ok([200, 400].includes(answer.status), `${path}?${name}=${value} -> ${answer.status}`);
          assert.ok(Date.now() - started < nothingSlow, `${path}?${name}=${value} was slow`);
        }
      }
    }
  });

  test('in the query of a call that takes none is 400, and the call does nothing', async () => {
    for (const operation of apiOperations((each) => !each.operation['x-sort'])) {
      const client = await callerOf(portal(), operation);
      const path = realPath(operation, world);
      const headers = { ...(operation.method === 'PATCH' && { 'if-match': '"x"' }), 'idempotency-key': crypto.randomUUID() };
      const body = operation.body ? validBody(operation, world) : undefined;
      const answer = await client.send(operation.method, `${path}?surplus=1&limit=2`, { body, headers, expect: 400 });
      assert.deepEqual((answer.json.errors ?? []).map((error) => [error.pointer, error.code]),
        [['/surplus', 'unknown_parameter'], ['/limit', 'unknown_parameter']], `${operation.method} ${operation.pattern}`);
    }
    assertSameState(await stateOf(portal()), before);
  });

  test('in a path is 404 or 400', async () => {
    const client = await portal().as('provider_admin');
    const wrong = ['x', '0', '-1', 'reg_', 'reg_x', 'usr_%00', '%00', '%2e%2e', '..%2f..', '%ff%fe', 'a'.repeat(2000), '%F0%9F%92%A9', `reg_${'Z'.repeat(26)}`, `reg_${'i'.repeat(26)}`, '\'%20OR%201=1', '%0d%0aX-Evil:%201'];
    for (const operation of apiOperations((each) => each.method === 'GET' && /\{/.test(each.pattern))) {
      for (const value of wrong) {
        const answer = await client.get(operation.pattern.replace(/\{[a-z]+\}/, value));
        assert.ok([400, 404].includes(answer.status), `${operation.pattern} with ${value.slice(0, 40)} -> ${answer.status}`);
        assert.equal(answer.headers.get('x-evil'), null);
      }
      const subject = subjectOf(operation);
      if (subject) await client.get(pathOf(operation, randomId(subject[1] === 'reg' ? 'usr' : 'reg')), { expect: 404 });
    }
    for (const path of [`/api/v1/${'a/'.repeat(200)}`, `/${'a'.repeat(20_000)}`, '/api/v1/../../etc/passwd', '//api/v1/session', '/api/v1/session/']) {
      const answer = await client.get(path, { checked: false });
      assert.ok([400, 404, 414].includes(answer.status), `${path.slice(0, 60)} -> ${answer.status}`);
    }
  });

  test('in a header is refused or harmless', async () => {
    const client = await portal().as('partner_admin');
    const body = { items: [{ email: 'nobody@customers.example' }], dry_run: true };
    for (const key of ['', 'k'.repeat(256), 'khoá']) {
      const answer = await client.post('/api/v1/registrations', body, { headers: { 'idempotency-key': Buffer.from(key).toString('latin1') } });
      assert.equal(answer.status, 400, `Idempotency-Key ${key.slice(0, 10)} -> ${answer.status}`);
    }
    await client.post('/api/v1/registrations', body, { headers: { 'idempotency-key': 'k'.repeat(255) }, expect: 200 });
    const registration = await addRegistration(portal());
    const path = `/api/v1/registrations/${registration.id}`;
    const etag = (await client.get(path, { expect: 200 })).headers.get('etag');
    for (const match of ['x', '"', '""', `W/${etag}`, '"a", "b"', 'null']) {
      const answer = await client.patch(path, { friendly_name: 'x' }, { headers: { 'if-match': match } });
      assert.ok([400, 412].includes(answer.status), `If-Match ${match} -> ${answer.status}`);
    }
    for (const accept of ['', '*', 'xx', 'vi;q=abc', 'en;q=1;q=0', ','.repeat(5000), 'v'.repeat(5000)]) {
      await client.get('/api/v1/session', { headers: { 'accept-language': accept }, expect: [200, 400] });
    }
    const large = await exchange(portal().url, { path: '/api/v1/session', headers: { 'x-large': 'x'.repeat(100_000) } }).catch(() => ({ status: 431 }));
    assert.ok([400, 431].includes(large.status), String(large.status));
    const foreign = await exchange(portal().url, { path: '/api/v1/session', headers: { host: 'evil.example' } });
    assert.ok([400, 421].includes(foreign.status), String(foreign.status));
  });

  test('gets its sentences in the language that was asked for', async () => {
    const texts = {};
    for (const language of ['vi', 'en']) {
      const client = await portal().as('partner_admin', { language });
      const answer = await client.post('/api/v1/registrations', { items: [{ email: 'x', surplus: 1 }, {}] }, { expect: 400 });
      const errors = answer.json.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
      assert.deepEqual(errors.map((each) => each.split(' ')[0]), ['/items/0/email', '/items/0/surplus', '/items/1/email']);
      texts[language] = { title: answer.json.title, messages: answer.json.errors.map((error) => error.message), errors };
      for (const sentence of [answer.json.title, ...texts[language].messages]) assert.doesNotMatch(sentence, /^errors\.|\{[a-z_]+\}/);
    }
    assert.deepEqual(texts.vi.errors, texts.en.errors);
    assert.notEqual(texts.vi.title, texts.en.title);
    texts.vi.messages.forEach((message, i) => assert.notEqual(message, texts.en.messages[i]));
  });

  test('on the customer\'s page is a page that says so', async () => {
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    const customer = portal().client();
    const right = `code=${mail.code}`;
    const wrong = [
      ['', 422, 'press one of the buttons'], [right, 422, 'press one of the buttons'],
      [`${right}&decision=maybe`, 422, 'press one of the buttons'], ['code', 422, 'press one of the buttons'],
      ['decision=agree', 422, 'code is not right'], ['code=&decision=agree', 422, 'code is not right'],
      ['code=ab%00cd&decision=decline', 422, 'code is not right'], ['code=12345&decision=agree', 422, 'code is not right'],
      ['code=%ff%fe&decision=agree', 422, 'code is not right'],
      ['%', 400, 'did not arrive'], ['&&&&', 400, 'did not arrive'],
      [`${right}&decision=decline&decision=agree`, 400, 'did not arrive'], [`${right}&code=000000&decision=agree`, 400, 'did not arrive'],
      [`${right}&decision=agree&report=1`, 400, 'did not arrive'], [`${right}&report=1&report=1`, 400, 'did not arrive'],
      [`code=${'x'.repeat(10_000)}&decision=agree`, 413, 'did not arrive'],
    ];
    for (const [raw, status, sentence] of wrong) {
      const page = await customer.send('POST', `${mail.path}?lang=en`, { raw, type: 'application/x-www-form-urlencoded', expect: status });
      assert.ok(page.text.includes(sentence), `${raw.slice(0, 80)}: ${page.text}`);
    }
    await customer.send('POST', mail.path, { raw: `a=${'b'.repeat(3 * 1024 * 1024)}`, type: 'application/x-www-form-urlencoded', expect: 413 });
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      await customer.send('POST', mail.path, { raw: `${right}&decision=agree`, type, expect: 415 });
    }
    await customer.form(mail.path, { code: mail.code, decision: 'agree' }, { headers: { origin: 'https://evil.example' }, expect: 403 });
    for (const token of ['x', `${registration.id}.x`, `${mail.token}x`, mail.token.slice(0, -1), '%00', `${randomId('reg')}.${'A'.repeat(32)}`]) {
      await customer.get(`/consent/${token}`, { expect: [400, 404] });
      await customer.form(`/consent/${token}`, { code: mail.code, decision: 'agree' }, { expect: [400, 404] });
    }
    const admin = await portal().as('partner_admin');
    const now = (await admin.get(`/api/v1/registrations/${registration.id}`, { expect: 200 })).json;
    assert.deepEqual([now.status, now.link_void], ['pending_customer', false], 'only a well-formed wrong code counts');
    await customer.form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
  });
}, { settings: secondPerson });

// 100,000 calls by chance, over all routes, by every role and by nobody, many at once: each is answered as the
// contract says, none says anything about the inside, none fails, and the program works as before.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { complaints, mayCall, operations } from '../harness/contract.mjs';
import { addCustomer, addCustomers, grant, move, treasurers, vnd } from '../harness/credit.mjs';
import { Fuzzer } from '../harness/fuzzed.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { addGroup, addPricedProduct, askDiscount, grantDiscount, rate } from '../harness/pricing.mjs';
import { Random } from '../harness/random.mjs';
import { addAgreed, addRegistration, eligibleAccount, everyRole, freshEmail, makeWorld, putAccounts, secondPerson, stateOf } from '../harness/world.mjs';

const calls = Math.ceil(100_000 / engines.length);
const clientsAtOnce = 48;

/** What nobody outside should read. None of it is in what the calls send. */
const inside = new RegExp([
  'sqlite', 'SQLITE', 'SQLSTATE', 'postgres', 'libpq', '\\bpg_', '\\bSQL\\b', '\\bSELECT\\b', '\\bINSERT\\b', '\\bUPDATE \\w+ SET', '\\bDELETE FROM', 'constraint', 'syntax error',
  'no such (table|column)', 'database is locked', 'std::', 'boost', 'nlohmann', '\\bbase::', '\\bhttp::', '\\bbad_', 'what\\(\\)', 'exception', 'terminate', 'backtrace', 'Assert',
  '\\w\\.[ch]pp\\b', '/src/', '/build/', '/usr/', '/tmp/', '/var/', '/home/', '/root/', 'errno', '0x[0-9a-f]{8}',
].join('|'));

const ofCustomers = operations.filter(({ pattern }) => pattern.startsWith('/api/v1/accounts/')).map(({ id }) => id);

/** Headers that are drawn by lot, where any three letters may come. */
const random = new Set(['x-request-id', 'set-cookie']);

/** Seldom, as a password costs a core some time, or as the answer is large. */
const seldom = new Set(['sign_in', 'change_password', 'reset_password', 'accept_invitation', 'get_contract', 'get_metrics', 'sign_out', 'remove_staff', 'suspend_partner',
  'begin_second_factor', 'renew_recovery_codes', 'remove_second_factor', 'end_other_sessions']);

class Caller {
  constructor({ audience, role, client }) {
    Object.assign(this, { audience, role, client });
  }

  may(operation) { return this.client ? !operation.access.anybody && mayCall(operation, this.audience, this.role) : operation.access.anybody; }

  /** What identifies this caller, but for a sign-out, which would end the session for the calls after it. */
  headersFor({ method, path }) {
    if (!this.client || (method === 'DELETE' && path.startsWith('/api/v1/session'))) return {};
    const { cookies, csrf } = this.client;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { cookie, ...(!['GET', 'HEAD', 'OPTIONS'].includes(method) && { 'x-csrf-token': csrf }) };
  }
}

/** One call; an answer as contract.mjs wants it, or {dropped: why}. */
function exchange(agent, portal, { method, path, headers, body }) {
  return new Promise((done) => {
    const sent = { ...headers, ...((body !== undefined || !['GET', 'HEAD', 'OPTIONS'].includes(method)) && { 'content-length': Buffer.byteLength(body ?? '') }) };
    const request = http.request({ agent, host: '127.0.0.1', port: portal.port, method, path, headers: sent, timeout: 30_000 }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', (error) => done({ dropped: `in the answer: ${error.message}` }));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        const plain = new Headers();
        for (const [name, value] of Object.entries(response.headers)) plain.set(name, String(value));
        let json;
        try {
          if (/json/.test(response.headers['content-type'])) json = JSON.parse(text);
        } catch {
          json = undefined;
        }
        done({ status: response.statusCode, headers: plain, text, json });
      });
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 30 s')));
    request.on('error', (error) => done({ dropped: error.message }));
    request.end(body);
  });
}

function wrongWith({ operation, method, path }, answer) {
  if (answer.dropped) return [`the connection was dropped: ${answer.dropped}`];
  const pathname = path.split('?')[0];
  const found = complaints(method, pathname, answer);
  if (!['get_contract', 'get_metrics'].includes(operation.id)) {
    // The bytes of a document (PDF, XLSX) are compressed: three letters of them may spell any word.
    const legible = /^(?:text\/|application\/(?:problem\+)?json\b)/.test(answer.headers.get('content-type') ?? '');
    const said = [legible ? answer.text : '', ...[...answer.headers].filter(([name]) => !random.has(name)).map(([, value]) => value)].join('\n')
      .replace(/[\w-]{16,}/g, (run) => (/\d/.test(run) || (run.length >= 20 && /[a-z]/.test(run) && /[A-Z]/.test(run)) ? 'random' : run));
    const leak = inside.exec(said);
    if (leak) found.push(`says ${JSON.stringify(leak[0])}: ${said.slice(Math.max(0, leak.index - 100), leak.index + 200)}`);
  }
  return found;
}

function residentKib(portal) {
  return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${portal.child.pid}/status`, 'utf8'))[1]);
}

/** Real ids, addresses, tags, cursors and links of this portal. */
async function poolsOf(portal, world) {
  const provider = await portal.as('provider_admin');
  const own = new Set(portal.users.map(({ email }) => email));
  for (let i = 0; i < 10; i += 1) await addRegistration(portal, { partner: i % 2 });
  for (let i = 0; i < 20; i += 1) await addAgreed(portal, { partner: i % 2 });
  for (let i = 0; i < 6; i += 1) {
    const inviter = i % 2 ? provider : await portal.as('partner_admin');
    await inviter.post('/api/v1/staff', { email: freshEmail('staff'), name: 'Nhân viên', roles: [i % 2 ? 'auditor' : 'viewer'] }, { expect: 201 });
  }
  const customers = [world.customer, ...(await addCustomers(portal, 2)).map((row) => row.account_id), (await addCustomer(portal, { partner: 1 })).account_id];
  for (const partner of [0, 1]) await grant(portal, 1e12, { partner });
  const { finance } = await treasurers(portal);
  const requests = [world.request];
  for (let i = 0; i < 8; i += 1) {
    requests.push((await move(finance, `/api/v1/accounts/${world.customer}/top-ups`, { amount: vnd(2_000_000 + i) }, { expect: 202 })).json.id);
  }
  const products = [world.product];
  const groups = [world.group];
  for (let i = 0; i < 4; i += 1) {
    const product = await addPricedProduct(portal, `${1000 * (i + 1)}.5`);
    products.push(product.id);
    groups.push((await addGroup(portal, product)).id);
  }
  const discounts = [world.discount];
  for (const partner of [1, 2]) {
    discounts.push((await grantDiscount(portal, [rate({ id: products[1] }, 2000)], { partner })).id);
    discounts.push((await askDiscount(portal, [rate({ id: groups[1] }, 2500)], { partner })).id);
  }
  const exports = [world.export];
  for (const client of [provider, await portal.as('partner_admin')]) {
    exports.push((await client.get('/api/v1/registrations?format=csv', { expect: 202 })).json.id);
  }
  const forgetful = portal.demoUser('viewer', { partner: 2 }).email;
  await portal.client().post('/api/v1/password-resets', { email: forgetful }, { expect: 202 });
  const reset = (await portal.mailTo(forgetful)).token;
  const rows = async (path) => (await provider.get(`/api/v1/${path}?limit=100`, { expect: 200 })).json;
  const [registrations, accounts, mails, partners] = [await rows('registrations'), await rows('directory/accounts'), await rows('outbox'), await rows('partners')];
  const staff = [...await (await portal.as('partner_admin')).all('/api/v1/staff'), ...await provider.all('/api/v1/staff')].filter(({ email }) => !own.has(email));
  const other = partners.data.find(({ name }) => name === portal.partnerNames()[2]).id;
  const links = mails.data.map((mail) => /\/((?:consent|invitation|password-reset)[^/]*)\/(\S+\.\S+)/.exec(mail.text)).filter(Boolean);
  const tokens = (kind) => links.filter(([, found]) => found.startsWith(kind)).map(([, , token]) => token);
  return {
    reg: registrations.data.map(({ id }) => id), acc: accounts.data.map(({ id }) => id), msg: mails.data.map(({ id }) => id),
    usr: staff.map(({ id }) => id), ses: [world.session], ptn: partners.data.map(({ id }) => id), exp: exports, email: [...world.emails, ...accounts.data.map(({ email }) => email)],
    txn: [world.grant, world.transaction], crq: requests, hld: [world.hold], prd: products, pgr: groups, pds: discounts,
    ...Object.fromEntries(ofCustomers.map((id) => [id, customers])),
    suspend_partner: [other], reopen_partner: [other], cursor: [registrations, accounts, mails].map(({ next_cursor: cursor }) => cursor).filter(Boolean), tag: ['"1"', '"2"', '"3"'], key: ['one', 'two', 'three'],
    consent: tokens('consent'), invitation: tokens('invitation'), invitations: tokens('invitation'),
    'password-reset': [reset], 'password-resets': [reset],
  };
}

/** What came of the calls: how many of each operation were good, the first failure of each kind. */
class Tally {
  constructor() {
    this.calls = 0;
    this.good = new Map(operations.map(({ id }) => [id, 0]));
    this.failures = new Map();
  }

  add(call, caller, answer) {
    this.calls += 1;
    if (answer.status < 400 && call.method === call.operation.method) this.good.set(call.operation.id, this.good.get(call.operation.id) + 1);
    for (const wrong of wrongWith(call, answer)) {
      const kind = `${call.operation.id} ${wrong.replace(/[^a-z: ]/gi, '').slice(0, 80)}`;
      const { operation, ...sent } = call;
      if (!this.failures.has(kind)) this.failures.set(kind, { times: 0, wrong, by: `${caller.audience} ${caller.role}`, sent, answer: answer.text?.slice(0, 500) });
      this.failures.get(kind).times += 1;
    }
  }

  check() {
    assert.equal(this.failures.size, 0, [...this.failures.values()].map((failure) => JSON.stringify(failure)).join('\n\n'));
    const never = [...this.good].filter(([, times]) => times === 0).map(([id]) => id);
    const good = [...this.good.values()].reduce((sum, times) => sum + times, 0);
    console.log(`${good} of them good; never: ${never.join(' ')}`);
    assert.ok(good > this.calls / 5, 'most calls were nonsense');
    assert.ok(never.length <= 15, `these never succeeded: ${never}`);
  }
}

/** So many calls, one after the other. */
async function callAround(portal, { fuzzer, callers, random, tally }, times) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let left = times; left > 0; left -= 1) {
    let call = fuzzer.call(random);
    while (seldom.has(call.operation.id) && !random.chance(0.05)) call = fuzzer.call(random);
    const able = callers.filter((each) => each.may(call.operation));
    const among = random.chance(0.7) && able.length > 0 ? able : callers;
    const caller = among[random.between(0, among.length - 1)];
    call.headers = { ...caller.headersFor(call), ...call.headers };
    tally.add(call, caller, await exchange(agent, portal, call));
  }
  agent.destroy();
}

/** The program is the same one, has logged no failure of its own, and everything can be read and written. */
async function checkSound(portal, pools) {
  assert.equal(portal.child.exitCode, null);
  assert.doesNotMatch(portal.log, / error http (?!request)/);
  // The wrong passwords of before no longer count.
  await portal.moveClock({ hours: 2 });
  const provider = await portal.as('provider_admin');
  await provider.post(`/api/v1/partners/${pools.reopen_partner[0]}/reopen`, {}, { expect: [200, 409] });
  await stateOf(portal);
  await putAccounts(portal, [eligibleAccount()]);
  const { code, stderr } = await portal.run(['config', 'check', '--deep']);
  assert.equal(code, 0, stderr);
}

for (const engine of engines) {
  describe(`fuzzed calls (${engine})`, () => {
    let portal = null;
    before(async () => { portal = await startPortal({ engine, settings: { 'export.rows_at_once': 10, ...secondPerson } }); });
    after(async () => { await portal?.remove(); });

    test('are answered as the contract says, and leave the program as it was', { timeout: 600_000 }, async () => {
      const random = new Random();
      const pools = await poolsOf(portal, await makeWorld(portal));
      const callers = [
        new Caller({ role: 'nobody' }),
        ...(await everyRole(portal)).map((each) => new Caller(each)),
        new Caller({ audience: 'partner', role: 'partner_admin', client: await portal.as('partner_admin', { partner: 1 }) }),
      ];
      const fuzzer = new Fuzzer(operations, pools);
      const tally = new Tally();
      const round = async (number, times) => {
        const each = Math.ceil(times / clientsAtOnce);
        const turns = Array.from({ length: clientsAtOnce }, (_, i) => random.child(number * clientsAtOnce + i));
        await Promise.all(turns.map((own) => callAround(portal, { fuzzer, callers, tally, random: own }, each)));
        return residentKib(portal);
      };
      const began = Date.now();
      const early = await round(0, calls / 4);
      const late = await round(1, calls * 3 / 4);
      console.log(`${tally.calls} calls in ${Math.round((Date.now() - began) / 1000)} s; ${early} KiB resident after a quarter, ${late} KiB at the end`);
      tally.check();
      assert.ok(late - early < 100 * 1024, `it grew from ${early} to ${late} KiB`);
      await checkSound(portal, pools);
    });
  });
}

// The figures of bench/README.md: fills two databases, serves them with the release build, loads it with wrk and
// prints one table of ratios within this run. Started by bin/bench [pages] [adding] [page].

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listTimes, phoneLoad } from './page.mjs';

const repository = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const program = path.join(repository, 'build/release/partner-portal');
const bareLoop = path.join(repository, 'build/release/bare_loop');
const folder = path.join(repository, 'build/bench');
const clients = 32;
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const accounts = 400_000;
const recorded = 10_000;

function run(command, args, { env = {}, input } = {}) {
  const done = spawnSync(command, args, { env: { ...process.env, ...env }, input, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, `${path.basename(command)} ${args[0]}: ${done.stderr || done.error}`);
  return done.stdout;
}
const lastLine = (text) => text.trim().split('\n').at(-1);
const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];
const say = (text) => process.stderr.write(`${text}\n`);

/** An empty migrated installation with `count` partners: {data, partners}. */
function install(name, count) {
  const data = path.join(folder, name);
  fs.rmSync(data, { recursive: true, force: true });
  fs.mkdirSync(data, { recursive: true });
  const env = { PORTAL_DATA: data };
  run(program, ['migrate'], { env });
  const partners = Array.from({ length: count }, (_, i) => lastLine(run(program, ['partner', 'create',
    '--name', `Đối tác ${i + 1}`, '--legal-name', `Công ty Đối tác số ${i + 1}`, '--tax-code', `01000000${String(i).padStart(2, '0')}`,
    '--service-account', `cloud${i}@seller.example`, '--admin-email', `admin${i}@seller.example`], { env })));
  return { data, partners };
}

function makeKey(data, partner) {
  return lastLine(run(program, ['api-key', 'create', '--name', 'bench', '--role', 'sales', '--audience', 'partner',
    '--partner', partner, '--expires-days', '30'], { env: { PORTAL_DATA: data } }));
}

/** A million registrations; kept until what they are made by changes. */
function million() {
  const made = crypto.createHash('sha256');
  for (const file of ['bench/million.sql', ...fs.readdirSync(path.join(repository, 'migrations')).map((name) => `migrations/${name}`)]) {
    made.update(fs.readFileSync(path.join(repository, file)));
  }
  const data = path.join(folder, 'million');
  const mark = path.join(data, 'made-of');
  if (!fs.existsSync(mark) || fs.readFileSync(mark, 'utf8') !== made.copy().digest('hex')) {
    say('filling 1,000,000 registrations (some minutes; once)');
    const { partners } = install('million', 20);
    for (const partner of partners.slice(0, 1)) {
      run(program, ['user', 'create', '--email', 'sales@seller.example', '--name', 'Trần Thu Hà', '--audience', 'partner',
        '--partner', partner, '--role', 'sales'], { env: { PORTAL_DATA: data }, input: `${crypto.randomUUID()}\n` });
    }
    run('sqlite3', [path.join(data, 'portal.db')], { input: fs.readFileSync(path.join(repository, 'bench/million.sql')) });
    fs.writeFileSync(path.join(data, 'partner'), partners[0]);
    fs.writeFileSync(mark, made.digest('hex'));
  }
  return { data, partner: fs.readFileSync(path.join(data, 'partner'), 'utf8') };
}

/** Accounts that nobody asked yet, by the program's own import. */
function eligible() {
  say(`importing ${accounts} accounts`);
  const { data, partners } = install('adding', 1);
  const csv = path.join(folder, 'accounts.csv');
  const file = fs.openSync(csv, 'w');
  fs.writeSync(file, 'email,name,language,kind,verified,payment_type,credit_balance,credit_held,services_in_use,provider_discount,in_poc,provider_customer\n');
  for (let from = 0; from < accounts; from += 10_000) {
    let lines = '';
    for (let i = from; i < from + 10_000; ++i) lines += `row${i}@bench.example,Công ty số ${i},vi,enterprise,true,prepaid,0,0,0,false,false,false\n`;
    fs.writeSync(file, lines);
  }
  fs.closeSync(file);
  const begin = process.hrtime.bigint();
  run(program, ['directory', 'import', csv], { env: { PORTAL_DATA: data } });
  const imported = accounts / (Number(process.hrtime.bigint() - begin) / 1e9);
  return { data, key: makeKey(data, partners[0]), imported };
}

async function serve(data) {
  const begin = process.hrtime.bigint();
  const child = spawn(program, ['serve'], {
    env: { ...process.env, PORTAL_DATA: data, PORTAL_LISTEN: '127.0.0.1:0', PORTAL_LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((done) => {
    child.stdout.on('data', (piece) => {
      const said = /listening on (\S+)/.exec(piece);
      if (said) done(said[1]);
    });
  });
  while ((await fetch(`${url}/readyz`)).status !== 200) await pause(2);
  const readyMs = Number(process.hrtime.bigint() - begin) / 1e6;
  const field = (file, name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(fs.readFileSync(`/proc/${child.pid}/${file}`, 'utf8'))?.[1] ?? 0);
  return {
    url,
    readyMs,
    memory: () => ({ now: field('status', 'VmRSS') / 1024, most: field('status', 'VmHWM') / 1024 }),
    processorUs: () => {
      const parts = fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return (Number(parts[11]) + Number(parts[12])) * 10_000;
    },
    end: () => new Promise((done) => {
      child.on('exit', done);
      child.kill('SIGTERM');
    }),
  };
}

/** {rate, processorUs} of one wrk run; every answer must be good. */
async function load(server, target, { script, env = {}, connections = clients } = {}) {
  const before = server.processorUs();
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', ...(script ? ['-s', path.join(repository, 'bench', script)] : []), `${server.url}${target}`];
  const child = spawn('wrk', args, { env: { ...process.env, ...env } });
  let said = '';
  child.stdout.on('data', (piece) => { said += piece; });
  await new Promise((done) => child.on('close', done));
  assert.doesNotMatch(said, /Non-2xx|Socket errors/, said);
  const requests = Number(/(\d+) requests in/.exec(said)[1]);
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]), processorUs: (server.processorUs() - before) / requests };
}

const rows = [];
function figure(what, measured, against, aim) {
  rows.push([what, measured, against, aim]);
}
const count = (number) => Math.round(number).toLocaleString('en');

async function pages() {
  const { data, partner } = million();
  const env = { KEY: makeKey(data, partner), TARGETS: path.join(folder, 'targets') };
  const starts = [];
  for (let round = 0; round < rounds; ++round) {
    const server = await serve(data);
    starts.push(server.readyMs);
    await server.end();
  }
  const server = await serve(data);
  await pause(2000);
  const idle = server.memory().now;
  const headers = { authorization: `Bearer ${env.KEY}` };
  const list = async (query) => {
    const answer = await fetch(`${server.url}/api/v1/registrations?${new URLSearchParams(query)}`, { headers });
    assert.equal(answer.status, 200);
    return answer.json();
  };
  const kinds = { 'a page of the first 200': [{ limit: 50 }] };
  for (let cursor, i = 0; i < 200; ++i) {
    cursor = (await list({ limit: 50, ...(cursor && { cursor }) })).next_cursor;
    kinds['a page of the first 200'].push({ limit: 50, cursor });
  }
  const numbers = Array.from({ length: 200 }, (_, i) => (i * 7919 % 100_000) * 10);
  kinds['the first page'] = [{ limit: 50 }];
  kinds['search for one customer'] = numbers.map((n) => ({ limit: 50, q: `c${n}` }));
  kinds['search for a word of 3 % of them'] = ['duong', 'minh', 'cat tuong', 'Đại', 'hung', 'linh', 'son', 'ngoc', 'hong', 'Xuân'].map((q) => ({ limit: 50, q }));
  kinds['search for two words'] = ['minh logistics', 'cat may', 'linh du', 'hai xay dung', 'trung giao'].map((q) => ({ limit: 50, q }));
  kinds['one state, by name'] = ['declined', 'confirmed', 'pending_customer'].map((status) => ({ limit: 50, status, sort: 'friendly_name' }));
  const names = Object.keys(kinds);
  const ratios = Object.fromEntries(names.map((name) => [name, []]));
  const rates = Object.fromEntries(['healthz', ...names].map((name) => [name, []]));
  for (let round = 0; round < rounds; ++round) {
    const get = async (targets) => {
      fs.writeFileSync(env.TARGETS, targets.map((target) => `${target}\n`).join(''));
      return load(server, '/', { script: 'page.lua', env });
    };
    const healthz = (await get(['/healthz'])).rate;
    rates.healthz.push(healthz);
    for (const name of names) {
      const { rate } = await get(kinds[name].map((query) => `/api/v1/registrations?${new URLSearchParams(query)}`));
      rates[name].push(rate);
      ratios[name].push(rate / healthz);
    }
  }
  const memory = server.memory().most;
  await server.end();
  for (const name of names) {
    figure(`(a) ${name}`, `${median(ratios[name]).toFixed(3)} of /healthz`, `${count(median(rates[name]))} against ${count(median(rates.healthz))} a second`, '0.2');
  }
  figure('(d) start to ready, 1,000,000 registrations', `${count(median(starts))} ms`, '', '500 ms');
  figure('(e) resident memory, idle', `${count(idle)} MB`, '', '100 MB');
  return memory;
}

async function adding() {
  const { data, key, imported } = eligible();
  const env = { KEY: key };
  const ratios = { one: [], several: [] };
  const rates = { served: [], one: [], several: [], bulk: [] };
  let statements = 0;
  let first = 0;
  let memory = 0;
  for (let round = 0; round < rounds; ++round) {
    const bare = JSON.parse(run(bareLoop, [data, key, String(first), String(recorded)]));
    first += recorded;
    statements = bare.statements;
    const server = await serve(data);
    const registered = async () => Object.values(await (await fetch(`${server.url}/api/v1/registrations/counts`, { headers: { authorization: `Bearer ${key}` } })).json())
      .reduce((sum, value) => sum + value, 0);
    const add = async (prefix, perCall, connections) => {
      const before = await registered();
      await load(server, '/api/v1/registrations', { script: 'add.lua', connections, env: { ...env, FIRST: String(first), ROWS: String(perCall), PREFIX: `${prefix}${round}-` } });
      const added = await registered() - before;
      // wrk makes a call ahead for each connection, and one before it begins.
      first += added + (2 * connections + 1) * perCall;
      return added / seconds;
    };
    const served = await add('single', 1, clients);
    rates.served.push(served);
    rates.one.push(bare.one_a_commit);
    rates.several.push(bare.several_a_commit);
    ratios.one.push(served / bare.one_a_commit);
    ratios.several.push(served / bare.several_a_commit);
    rates.bulk.push(await add('bulk', 1000, 2));
    memory = Math.max(memory, server.memory().most);
    await server.end();
  }
  figure(`(b) durable single registrations, ${clients} clients`, `${median(ratios.one).toFixed(2)} of one commit each`,
    `${count(median(rates.served))} against ${count(median(rates.one))} a second, ${statements} statements each`, '3');
  figure('', `${median(ratios.several).toFixed(2)} of 32 a commit`, `against ${count(median(rates.several))} a second`, '0.5');
  figure('(c) bulk, 1,000 rows a call', `${count(median(rates.bulk))} rows a second`, `${(median(rates.bulk) / median(rates.several)).toFixed(2)} of the bare loop, 32 a commit`, '');
  figure('    directory import', `${count(imported)} rows a second`, '', '');
  return memory;
}

/** What a person at the page feels, who works for the partner with 100,000 registrations. */
async function page() {
  const { data, partner } = million();
  const person = { email: `page-${Date.now()}@seller.example`, password: crypto.randomUUID() };
  run(program, ['user', 'create', '--email', person.email, '--name', 'Lê Thị Trang', '--audience', 'partner', '--partner', partner, '--role', 'sales'],
    { env: { PORTAL_DATA: data }, input: `${person.password}\n` });
  const server = await serve(data);
  const url = server.url.replace('127.0.0.1', 'localhost');  // a browser takes brotli only where it trusts the way
  const { typed, turned } = await listTimes(repository, url, person, ['nguyen', 'cong ty', 'binh minh', 'quang trung', 'thuy san', 'logistics', 'dong a', 'viet ha', 'kim long', 'hop tac xa']);
  figure('(f) key press to rows, of 100,000', `${typed.toFixed(0)} ms`, 'the median in the browser, 120 ms of them waiting for the next key', '300 ms');
  figure('    next page', `${turned.toFixed(0)} ms`, '', '');
  const phone = await phoneLoad(repository, url, person);
  figure('(g) first visit on a slowed phone', `performance ${phone.performance.toFixed(0)}`,
    `first paint ${(phone.firstPaintMs / 1000).toFixed(1)} s, largest ${(phone.largestPaintMs / 1000).toFixed(1)} s, blocked ${phone.blockedMs.toFixed(0)} ms, shift ${phone.shift.toFixed(3)}, ${phone.kilobytes.toFixed(0)} KB`, '80');
  const { most } = server.memory();
  await server.end();
  return most;
}

fs.mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const parts = { pages, adding, page };
let loaded = 0;
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  assert.ok(parts[name], `there is no part ${name}: ${Object.keys(parts).join(', ')}`);
  loaded = Math.max(loaded, await parts[name]());
}
figure('(e) resident memory, under load', `${count(loaded)} MB`, '', '200 MB');
const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of [['', 'measured', '', 'aim'], ...rows]) {
  console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
}

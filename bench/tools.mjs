// What every part of the bench needs: the release build, its data, wrk, and the table that is printed.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const repository = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const folder = path.join(repository, 'build/bench');
const program = path.join(repository, 'build/release/partner-portal');
const bareLoop = path.join(repository, 'build/release/bare_loop');
export const clients = 32;
export const seconds = Number(process.env.BENCH_SECONDS ?? 8);
export const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
fs.mkdirSync(folder, { recursive: true });

export function run(command, args, { env = {}, input } = {}) {
  const done = spawnSync(command, args, { env: { ...process.env, ...env }, input, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, `${path.basename(command)} ${args[0]}: ${done.stderr || done.error}`);
  return done.stdout;
}
const lastLine = (text) => text.trim().split('\n').at(-1);
export const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];
export const say = (text) => process.stderr.write(`${text}\n`);
export const count = (number) => Math.round(number).toLocaleString('en');

/** Where the program's data is, and the environment that tells it so; with a URL on PostgreSQL. */
export function home(name, url) {
  const data = path.join(folder, name);
  return { data, env: { PORTAL_DATA: data, ...(url && { PORTAL_DATABASE_URL: url, PORTAL_SECRET_KEY: crypto.randomBytes(32).toString('base64url') }) } };
}

/** An empty migrated installation with `sellers` partners: {data, env, partners}. */
export function install(name, sellers, url) {
  const made = home(name, url);
  const { data, env } = made;
  fs.rmSync(data, { recursive: true, force: true });
  fs.mkdirSync(data, { recursive: true });
  run(program, ['migrate'], { env });
  const partners = Array.from({ length: sellers }, (_, i) => lastLine(run(program, ['partner', 'create',
    '--name', `Đối tác ${i + 1}`, '--legal-name', `Công ty Đối tác số ${i + 1}`, '--tax-code', `01000000${String(i).padStart(2, '0')}`,
    '--service-account', `cloud${i}@seller.example`, '--admin-email', `admin${i}@seller.example`], { env })));
  return { ...made, partners };
}

export function addPerson({ env }, person, partner) {
  run(program, ['user', 'create', '--email', person.email, '--name', person.name, '--audience', 'partner', '--partner', partner, '--role', 'sales'],
    { env, input: `${person.password}\n` });
}

/** An API key of a partner, or without one of the provider. */
export function makeKey({ env }, role, partner) {
  return lastLine(run(program, ['api-key', 'create', '--name', 'bench', '--role', role,
    ...(partner ? ['--audience', 'partner', '--partner', partner] : ['--audience', 'provider']), '--expires-days', '30'], { env }));
}

/** A large installation, kept until what it is made by changes: `script` and the migrations. */
export function keep(name, script, what, sellers, prepare = () => {}) {
  const hash = crypto.createHash('sha256');
  const fill = ['fill.sql', script].map((file) => fs.readFileSync(path.join(repository, 'bench', file), 'utf8')).join('');
  hash.update(fill);
  for (const file of fs.readdirSync(path.join(repository, 'migrations'))) hash.update(fs.readFileSync(path.join(repository, 'migrations', file)));
  const madeOf = hash.digest('hex');
  const kept = home(name);
  const mark = path.join(kept.data, 'made-of');
  const list = path.join(kept.data, 'partners');
  if (!fs.existsSync(mark) || fs.readFileSync(mark, 'utf8') !== madeOf) {
    say(`filling ${what} (some minutes; once)`);
    const made = install(name, sellers);
    prepare(made);
    run('sqlite3', [path.join(made.data, 'portal.db')], { input: fill });
    fs.writeFileSync(list, made.partners.join('\n'));
    fs.writeFileSync(mark, madeOf);
  }
  return { ...kept, partners: fs.readFileSync(list, 'utf8').split('\n') };
}

/** Accounts named row0@bench.example and so on, by the program's own import; accounts a second. */
export function importAccounts({ env }, accounts) {
  say(`importing ${accounts} accounts`);
  const csv = path.join(folder, 'accounts.csv');
  const file = fs.openSync(csv, 'w');
  fs.writeSync(file, 'email,name,language,kind,verified,payment_type,credit_balance,credit_held,services_in_use,provider_discount,in_poc,provider_customer\n');
  for (let from = 0; from < accounts; from += 10_000) {
    let lines = '';
    for (let i = from; i < Math.min(from + 10_000, accounts); ++i) lines += `row${i}@bench.example,Công ty số ${i},vi,enterprise,true,prepaid,0,0,0,false,false,false\n`;
    fs.writeSync(file, lines);
  }
  fs.closeSync(file);
  const begin = process.hrtime.bigint();
  run(program, ['directory', 'import', csv], { env });
  return accounts / (Number(process.hrtime.bigint() - begin) / 1e9);
}

export async function serve({ env }) {
  const begin = process.hrtime.bigint();
  const child = spawn(program, ['serve'], {
    env: { ...process.env, ...env, PORTAL_LISTEN: '127.0.0.1:0', PORTAL_LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'inherit'],
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
export async function load(server, target, { script, env = {}, connections = clients } = {}) {
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

/** Asks for `targets` at random with a key: as load(). */
export function loadTargets(server, key, targets) {
  const file = path.join(folder, 'targets');
  fs.writeFileSync(file, targets.map((target) => `${target}\n`).join(''));
  return load(server, '/', { script: 'page.lua', env: { KEY: key, TARGETS: file } });
}

async function timed(work) {
  const begin = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

/** The median of some calls one after the other, in ms. */
export async function answerMs(server, key, target) {
  const times = [];
  for (let i = 0; i < 5 * rounds; ++i) {
    times.push(await timed(async () => {
      const answer = await fetch(`${server.url}${target}`, { headers: { authorization: `Bearer ${key}` } });
      assert.equal(answer.status, 200, target);
      await answer.arrayBuffer();
    }));
  }
  return median(times);
}

/** What a plain loop over sqlite3 does with the statements of these requests: see bare_loop.cpp. */
export function loopBare({ data }, requests) {
  const file = path.join(folder, 'requests');
  fs.writeFileSync(file, requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
  return JSON.parse(run(bareLoop, [data, file]));
}

const rows = [];
export function figure(what, measured, against, aim) {
  rows.push([what, measured, against, aim]);
}

export function printFigures() {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of [['', 'measured', '', 'aim'], ...rows]) {
    console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  }
}

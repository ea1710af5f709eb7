// The part `credit` of bench/README.md: top-ups on both engines, and what a long ledger costs those who read it.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createDatabase, startCluster } from '../tests/harness/postgresql.mjs';
import {
  answerMs, clients, count, figure, folder, importAccounts, install, keep, load, loadTargets, loopBare, makeKey, median, repository, rounds, run, say, seconds, serve,
} from './tools.mjs';

const sellers = 20;
const customers = 1_000;
const recorded = 10_000;
const amount = 1_000;
const pgbenchClients = 16;

/** Accounts become confirmed customers of the partners in turn; for both engines. */
const confirm = `
  INSERT INTO customer (account_id, partner_id, registration_id, claimed_at_us, since_at_us)
  SELECT a.id, p.id, 'reg_' || substr(a.id, 5), 1, 1
  FROM (SELECT id, row_number() OVER (ORDER BY email) % ${sellers} AS place FROM account) a
  JOIN (SELECT id, row_number() OVER (ORDER BY id) % ${sellers} AS place FROM partner) p ON p.place = a.place`;

/** Calls `method path` with a key, and expects a good answer: its JSON. */
async function ask(server, key, target, body) {
  const answer = await fetch(`${server.url}${target}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }) },
    body: body && JSON.stringify(body),
  });
  const said = await answer.text();
  assert.ok(answer.ok, `${target}: ${said}`);
  return JSON.parse(said);
}

/** An installation whose partners have credit to move: {home, keys, topUps} (a key and a path each). */
async function channel(name, url, query) {
  const home = install(name, sellers, url);
  importAccounts(home, customers);
  query(home, confirm);
  const owned = query(home, 'SELECT account_id, partner_id FROM customer ORDER BY registration_id').trim().split('\n').map((line) => line.split('|'));
  const keys = home.partners.map((partner) => makeKey(home, 'finance', partner));
  const provider = makeKey(home, 'finance');
  const server = await serve(home);
  for (const partner of home.partners) {
    await ask(server, provider, '/api/v1/credit/grants', { partner_id: partner, amount: { amount: 4e15, currency: 'VND' }, reference: 'bench' });
  }
  const topUps = owned.map(([account, partner]) => ({ key: keys[home.partners.indexOf(partner)], path: `/api/v1/accounts/${account}/top-ups` }));
  for (const { key, path: target } of topUps) await ask(server, key, target, { amount: { amount, currency: 'VND' } });  // opens the wallet
  await server.end();
  return { home, keys, topUps };
}

/** Top-ups a second, as the partners' wallets tell. */
async function topUpRate({ home, keys, topUps }, prefix) {
  const file = path.join(folder, 'customers');
  fs.writeFileSync(file, topUps.map(({ key, path: target }) => `${key} ${target}\n`).join(''));
  const server = await serve(home);
  const left = async () => {
    let sum = 0;
    for (const key of keys) sum += (await ask(server, key, '/api/v1/wallet')).available.amount;
    return sum;
  };
  const before = await left();
  await load(server, '/', { script: 'top_up.lua', env: { CUSTOMERS: file, PREFIX: prefix } });
  const rate = (before - await left()) / amount / seconds;
  const memory = server.memory().most;
  await server.end();
  return { rate, memory };
}

async function topUpsOnSqlite() {
  const made = await channel('top-ups', undefined, ({ data }, sql) => run('sqlite3', [path.join(data, 'portal.db'), sql]));
  const requests = Array.from({ length: recorded }, (_, i) => ({
    ...made.topUps[i % made.topUps.length], body: { amount: { amount, currency: 'VND' } }, answer: '"kind":"top_up"',
  }));
  const rates = { served: [], one: [], several: [] };
  const ratios = { one: [], several: [] };
  let statements = 0;
  let most = 0;
  for (let round = 0; round < rounds; ++round) {
    const bare = loopBare(made.home, requests);
    const { rate, memory } = await topUpRate(made, `sqlite${round}-`);
    statements = bare.statements;
    most = Math.max(most, memory);
    rates.served.push(rate);
    rates.one.push(bare.one_a_commit);
    rates.several.push(bare.several_a_commit);
    ratios.one.push(rate / bare.one_a_commit);
    ratios.several.push(rate / bare.several_a_commit);
  }
  figure(`(h) durable top-ups, ${clients} clients, SQLite`, `${median(ratios.one).toFixed(2)} of one commit each`,
    `${count(median(rates.served))} against ${count(median(rates.one))} a second, ${statements} statements each`, '3');
  figure('', `${median(ratios.several).toFixed(2)} of 32 a commit`, `against ${count(median(rates.several))} a second`, '0.5');
  return most;
}

function pgbenchRate(cluster, database, ...options) {
  const said = run(`${cluster.bin}/pgbench`, ['-h', '127.0.0.1', '-p', String(cluster.port), '-U', 'portal', ...options, database.name]);
  return Number(/tps = ([\d.]+)/.exec(said)?.[1] ?? 0);
}

async function topUpsOnPostgresql() {
  say('a PostgreSQL that syncs');
  const cluster = await startCluster({ durable: true });
  process.env.PORTAL_TEST_POSTGRESQL = `${cluster.port}:${cluster.folder}`;
  try {
    const beside = await createDatabase();
    pgbenchRate(cluster, beside, '-i', '-s', '10', '-q');
    const database = await createDatabase();
    const made = await channel('top-ups-postgresql', database.url, (_, sql) => database.query(sql));
    const rates = { served: [], pgbench: [] };
    const ratios = [];
    for (let round = 0; round < rounds; ++round) {
      const pgbench = pgbenchRate(cluster, beside, '-N', '-c', String(pgbenchClients), '-j', '2', '-T', String(seconds));
      const { rate } = await topUpRate(made, `postgresql${round}-`);
      rates.pgbench.push(pgbench);
      rates.served.push(rate);
      ratios.push(rate / pgbench);
    }
    figure(`(i) durable top-ups, ${clients} clients, PostgreSQL`, `${median(ratios).toFixed(2)} of pgbench -N`,
      `${count(median(rates.served))} against ${count(median(rates.pgbench))} a second by ${pgbenchClients} clients`, '0.3');
  } finally {
    cluster.stop();
  }
}

const day = (daysAgo) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** What a wallet of over 1,000,000 entries costs against one of over 1,000. */
async function longWallets(server, long, short) {
  const accountOf = async (key) => (await ask(server, key, '/api/v1/credit/accounts')).data[0].account.id;
  const asked = {
    'a partner\'s balance': () => '/api/v1/wallet',
    'a customer\'s credit, with what it spent in 7 days': (account) => `/api/v1/accounts/${account}/credit`,
    'balances at the ends of a past day': () => `/api/v1/reports/credit/summary?from=${day(100)}&to=${day(100)}`,
  };
  const accounts = { [long]: await accountOf(long), [short]: await accountOf(short) };
  for (const [what, target] of Object.entries(asked)) {
    const rates = { long: [], short: [] };
    const ratios = [];
    for (let round = 0; round < rounds; ++round) {
      const few = (await loadTargets(server, short, [target(accounts[short])])).rate;
      const many = (await loadTargets(server, long, [target(accounts[long])])).rate;
      rates.short.push(few);
      rates.long.push(many);
      ratios.push(few / many);
    }
    figure(`(j) ${what}`, `${median(ratios).toFixed(2)} of the cost after 1,000`, `after 1,000,000 entries: ${count(median(rates.long))} against ${count(median(rates.short))} a second`, '1');
  }
}

async function summaries(server, provider, partner) {
  const period = `from=${day(30)}&to=${day(1)}`;
  const summary = `/api/v1/reports/credit/summary?${period}`;
  const asked = [
    ['(k) summary, 10,000 accounts, the provider', provider, `${summary}&limit=50`, '200 ms'],
    ['    the partner', partner, `${summary}&limit=50`, '200 ms'],
    ['    the partner, CSV of its customers', partner, `${summary}&account_kind=customer&format=csv`, ''],
  ];
  for (const [what, key, target, aim] of asked) figure(what, `${(await answerMs(server, key, target)).toFixed(0)} ms`, '', aim);
}

/** What the alarm job asks every minute, by sqlite3 with the very query. */
function alarms({ data }) {
  const now = Date.now() * 1000;
  const days = (number) => number * 86_400_000_000;
  const parameters = { currency: '\'VND\'', day: '\'2000-01-01\'', week_ago_us: now - days(7), moved_since_us: now - days(7), days_left: 7, limit: 100_000 };
  const query = fs.readFileSync(path.join(repository, 'src/credit/queries/list_alarming_wallets.sql'), 'utf8');
  const input = ['.timer on', ...Object.entries(parameters).map(([name, value]) => `.parameter set :${name} ${value}`),
    ...Array.from({ length: 1 + rounds }, () => `SELECT COUNT(*) FROM (${query});`)].join('\n');
  const said = run('sqlite3', ['-readonly', path.join(data, 'portal.db')], { input });
  const times = [...said.matchAll(/real ([\d.]+)/g)].map((found) => Number(found[1]) * 1000).slice(1);
  figure('(l) what the alarm job asks every minute', `${median(times).toFixed(0)} ms`, `10,002 wallets, ${/^\d+$/m.exec(said)[0]} of them to tell of`, '100 ms');
}

async function reading() {
  const home = keep('ledger', 'ledger.sql', '3,500,000 ledger entries', 3);
  const provider = makeKey(home, 'finance');
  const [partner, long, short] = home.partners.map((id) => makeKey(home, 'finance', id));
  const server = await serve(home);
  await longWallets(server, long, short);
  await summaries(server, provider, partner);
  const { most } = server.memory();
  await server.end();
  alarms(home);
  return most;
}

export async function credit() {
  const topUps = await topUpsOnSqlite();
  await topUpsOnPostgresql();
  return Math.max(topUps, await reading());
}

// The figures of bench/README.md: fills databases, serves them with the release build, loads it with wrk and prints
// one table of ratios within this run. Started by bin/bench [pages] [adding] [page] [credit] [prices].

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { credit } from './credit.mjs';
import { prices } from './prices.mjs';
import { listTimes, phoneLoad } from './page.mjs';
import {
  addPerson, clients, count, figure, importAccounts, install, keep, load, loadTargets, loopBare, makeKey, median, printFigures, repository, rounds, seconds, serve,
} from './tools.mjs';

const accounts = 400_000;
const recorded = 10_000;

function million() {
  return keep('million', 'million.sql', '1,000,000 registrations', 20, (made) => addPerson(made,
    { email: 'sales@seller.example', name: 'Trần Thu Hà', password: crypto.randomUUID() }, made.partners[0]));
}

async function pages() {
  const home = million();
  const key = makeKey(home, 'sales', home.partners[0]);
  const starts = [];
  for (let round = 0; round < rounds; ++round) {
    const server = await serve(home);
    starts.push(server.readyMs);
    await server.end();
  }
  const server = await serve(home);
  await pause(2000);
  const idle = server.memory().now;
  const headers = { authorization: `Bearer ${key}` };
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
    const healthz = (await loadTargets(server, key, ['/healthz'])).rate;
    rates.healthz.push(healthz);
    for (const name of names) {
      const { rate } = await loadTargets(server, key, kinds[name].map((query) => `/api/v1/registrations?${new URLSearchParams(query)}`));
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
  const home = install('adding', 1);
  const imported = importAccounts(home, accounts);
  const key = makeKey(home, 'sales', home.partners[0]);
  const ratios = { one: [], several: [] };
  const rates = { served: [], one: [], several: [], bulk: [] };
  let statements = 0;
  let first = 0;
  let memory = 0;
  for (let round = 0; round < rounds; ++round) {
    const bare = loopBare(home, Array.from({ length: recorded }, (_, i) => ({
      key,
      path: '/api/v1/registrations',
      body: { items: [{ email: `row${first + i}@bench.example`, friendly_name: `Khách hàng số ${first + i}` }] },
      answer: '"outcome":"created"',
    })));
    first += recorded;
    statements = bare.statements;
    const server = await serve(home);
    const registered = async () => Object.values(await (await fetch(`${server.url}/api/v1/registrations/counts`, { headers: { authorization: `Bearer ${key}` } })).json())
      .reduce((sum, value) => sum + value, 0);
    const add = async (prefix, perCall, connections) => {
      const before = await registered();
      await load(server, '/api/v1/registrations', { script: 'add.lua', connections, env: { KEY: key, FIRST: String(first), ROWS: String(perCall), PREFIX: `${prefix}${round}-` } });
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
  const home = million();
  const person = { email: `page-${Date.now()}@seller.example`, name: 'Lê Thị Trang', password: crypto.randomUUID() };
  addPerson(home, person, home.partners[0]);
  const server = await serve(home);
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

const wanted = process.argv.slice(2);
const parts = { pages, adding, page, credit, prices };
let loaded = 0;
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  assert.ok(parts[name], `there is no part ${name}: ${Object.keys(parts).join(', ')}`);
  loaded = Math.max(loaded, await parts[name]());
}
figure('(e) resident memory, under load', `${count(loaded)} MB`, '', '200 MB');
printFigures();

// Too many connections, too few descriptors, clients that never finish: who behaves is served.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, exchange } from '../harness/http.mjs';
import { Held } from '../harness/machine.mjs';
import { startPortal } from '../harness/portal.mjs';
import { addRegistration } from '../harness/world.mjs';

async function withPortal(settings, body) {
  const portal = await startPortal({ engine: 'sqlite', settings });
  const held = [];
  try {
    await body(portal, (count) => {
      const fresh = Array.from({ length: count }, () => new Held(portal.port));
      held.push(...fresh);
      return fresh;
    });
  } finally {
    held.forEach((each) => each.close());
    await portal.remove();
  }
}

function limitDescriptors(portal, limit) {
  const done = spawnSync('prlimit', ['--pid', String(portal.child.pid), `--nofile=${limit}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, `prlimit: ${done.stderr ?? done.error}`);
}

/** Until a read and a write succeed on new connections; how long that took. */
async function servesAgain(portal) {
  const from = Date.now();
  await eventually(() => exchange(portal.url, { path: '/healthz', headers: { connection: 'close' }, timeout: 1000 })
    .then(({ status }) => status === 200), { within: 30_000 });
  await addRegistration(portal);
  return Date.now() - from;
}

describe('descriptors', () => {
  test('with 256 of them and 600 connections for some seconds it serves again within 5 s', async () => {
    await withPortal({ 'http.connections_per_address': 2000 }, async (portal, hold) => {
      await addRegistration(portal);
      await portal.stop();
      portal.wrapper = ['prlimit', '--nofile=256:256'];
      await portal.start();
      const crowd = hold(600);
      await pause(3000);
      const open = fs.readdirSync(`/proc/${portal.child.pid}/fd`).length;
      assert.ok(open < 256, `${open} descriptors`);
      assert.equal(portal.child.exitCode, null);
      crowd.forEach((each) => each.close());
      const took = await servesAgain(portal);
      assert.ok(took <= 5000, `it served after ${took} ms`);
    });
  });

  test('when there is not one left it neither ends nor spins, and goes on when there are some', async () => {
    await withPortal({ 'http.connections_per_address': 2000 }, async (portal, hold) => {
      await addRegistration(portal);
      const open = fs.readdirSync(`/proc/${portal.child.pid}/fd`).length;
      const usual = /Max open files\s+(\d+)/.exec(fs.readFileSync(`/proc/${portal.child.pid}/limits`, 'utf8'))[1];
      limitDescriptors(portal, `${open}:`);
      const before = cpuTicks(portal);
      const crowd = hold(100);
      await pause(3000);
      assert.equal(portal.child.exitCode, null);
      const used = cpuTicks(portal) - before;
      assert.ok(used < 100, `it used ${used} of 300 ticks of a processor`);
      crowd.forEach((each) => each.close());
      limitDescriptors(portal, `${usual}:`);
      const took = await servesAgain(portal);
      assert.ok(took <= 5000, `it served after ${took} ms`);
    });
  });
});

/** Processor time of the process, in hundredths of a second. */
function cpuTicks(portal) {
  const fields = fs.readFileSync(`/proc/${portal.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

describe('slow clients', () => {
  test('each is closed in time, and a good client does not notice', async () => {
    const timeout = 2000;
    await withPortal({
      'http.connections_per_address': 2000, 'http.header_timeout_ms': timeout, 'http.body_timeout_ms': timeout,
    }, async (portal, hold) => {
      const sales = await portal.as('sales', { partner: 0 });
      const host = `Host: 127.0.0.1:${portal.port}\r\n`;
      const bad = {
        idle: hold(100),
        header: hold(100),
        body: hold(100),
        second: hold(50),
      };
      bad.header.forEach((each) => each.send(`GET /healthz HTTP/1.1\r\n${host}X-Slow: `));
      bad.body.forEach((each) => each.send(`POST /api/v1/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`));
      bad.second.forEach((each) => each.send(`GET /healthz HTTP/1.1\r\n${host}\r\n`));
      const drip = setInterval(() => [...bad.header, ...bad.body].forEach((each) => each.send('a')), 200);
      const times = [];
      const all = Object.values(bad).flat();
      let waiting = true;
      Promise.all(all.map(({ closed }) => closed)).then(() => { waiting = false; });
      while (waiting && times.length < 2000) {
        const from = performance.now();
        await sales.get('/api/v1/registrations?limit=10', { expect: 200, checked: false, again: false });
        times.push(performance.now() - from);
        await pause(5);
      }
      clearInterval(drip);
      assert.equal(waiting, false, 'some were never closed');
      const slowest = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)];
      console.log(`${times.length} reads meanwhile, 99 of 100 within ${slowest.toFixed(0)} ms`);
      assert.ok(slowest < 1000, `a good client waited ${slowest} ms`);
      for (const [kind, held] of Object.entries(bad)) {
        for (const each of held) {
          assert.ok(each.closedAfter >= timeout * 0.9, `${kind}: closed after ${each.closedAfter} ms already`);
          assert.ok(each.closedAfter <= 15_000, `${kind}: closed after ${each.closedAfter} ms`);
        }
      }
      assert.ok(bad.second.every(({ received }) => received.startsWith('HTTP/1.1 200')), 'the first request was answered');
    });
  });
});

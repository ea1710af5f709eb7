// The feed of events while many write: readers that are killed and go on where they stood, by pages of
// any size and from either copy of the program, miss nothing and see nothing twice. Each wallet's
// events stand in the order of its movements.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { addCustomers, freshReference, grant, move, partnerId, treasurers, vnd } from '../harness/credit.mjs';
import { engines, startCopy, startPortal } from '../harness/portal.mjs';
import { Random } from '../harness/random.mjs';

const script = fileURLToPath(new URL('../harness/events-reader.mjs', import.meta.url));
const seconds = Number(process.env.PORTAL_TEST_EVENTS_SECONDS ?? 6);

/** A reader in a process of its own, killed every few milliseconds and started again. */
class KilledReader {
  constructor({ urls, cookie, file, random }) {
    Object.assign(this, { urls, cookie, file, random, kills: 0 });
  }

  begin() {
    const args = [script, this.urls.join(), this.cookie, this.file, String(this.random.between(0, 2 ** 31 - 1))];
    this.child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] });
    this.child.stdin.on('error', () => {});
    this.ended = new Promise((done) => this.child.once('close', (code, signal) => done(code ?? signal)));
  }

  async run(isOver) {
    for (this.begin(); !isOver(); this.begin()) {
      await Promise.race([pause(this.random.between(60, 500)), this.ended]);
      this.child.kill('SIGKILL');
      assert.equal(await this.ended, 'SIGKILL', 'the reader ended by itself');
      this.kills += 1;
    }
    this.child.stdin.write('{"stop":true}');
    assert.equal(await this.ended, 0, 'the reader did not come to the end');
  }

  read() { return fs.readFileSync(this.file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line)); }
}

for (const engine of engines) {
  describe(`the feed of events (${engine})`, () => {
    let portal = null;
    let copy = null;
    before(async () => {
      portal = await startPortal({ engine });
      if (engine === 'postgresql') copy = await startCopy(portal);
    });
    after(async () => {
      await copy?.remove();
      await portal?.remove();
    });

    test('reaches readers that are killed, whole and once, while customers move at every copy', async () => {
      const random = new Random();
      const urls = [portal, copy].filter(Boolean).map(({ url }) => url);
      const people = await treasurers(portal);
      const partner = await partnerId(portal);
      for (let i = 0; i < 3; i += 1) await grant(portal, 1_000_000_000);
      const customers = await addCustomers(portal, 6);
      const at = (client, own) => client.at(urls[own.between(0, urls.length - 1)]);
      const [cookie] = [...people.auditor.cookies].map(([name, value]) => `${name}=${value}`);
      const readers = [0, 1].map((i) => new KilledReader({ urls, cookie, file: path.join(portal.folder, `events.${i}`), random: random.child(100 + i) }));
      let over = false;

      const writer = async (number) => {
        const own = random.child(number);
        const until = Date.now() + seconds * 1000;
        while (Date.now() < until) {
          const { account_id: account } = customers[own.between(0, customers.length - 1)];
          const billed = (verb) => [people.provider, `/api/v1/accounts/${account}/${verb}`, { amount: vnd(own.between(1, 5000)), reference: freshReference() }];
          const verbs = [
            () => [people.finance, `/api/v1/accounts/${account}/top-ups`, { amount: vnd(own.between(1, 10_000)) }],
            () => billed('purchases'), () => billed('refunds'), () => billed('payouts'), () => billed('holds'),
            () => [people.root, '/api/v1/credit/grants', { partner_id: partner, amount: vnd(100), reference: freshReference() }],
            () => [people.finance, `/api/v1/accounts/${account}/top-ups`, { amount: vnd(9e15) }],
          ];
          const [client, where, body] = verbs[own.between(0, verbs.length - 1)]();
          await move(at(client, own), where, body, { expect: [201, 422] });
        }
      };
      const reading = readers.map((reader) => reader.run(() => over));
      await Promise.all(Array.from({ length: 12 }, (_, i) => writer(i)));
      over = true;
      await Promise.all(reading);

      const [events, others] = readers.map((reader) => reader.read());
      assert.deepEqual(others, events, 'both readers saw the same');
      assert.deepEqual(events.map(({ id }) => id), events.map((_, i) => String(i + 1)), 'counted from 1 without a gap');
      const transactions = await people.auditor.all('/api/v1/credit/transactions');
      const told = events.filter(({ transaction }) => transaction);
      assert.deepEqual(told.map(({ transaction }) => transaction.id).sort(), transactions.map(({ id }) => id).sort());
      for (const { type, transaction } of told) assert.equal(type, `credit.${transaction.kind}`);
      const confirmed = new Set(events.filter(({ type }) => type === 'registration.confirmed').map(({ registration_id: id }) => id));
      for (const { id } of customers) assert.ok(confirmed.has(id), `${id} was confirmed`);

      const inOrder = async (where, own, available) => {
        const movements = (await people.auditor.all(`${where}/movements`)).reverse();
        const seen = told.filter(own).map(({ transaction }) => [transaction.id, transaction[available]?.amount]);
        assert.deepEqual(seen, movements.map(({ transaction_id: id, after: balance }) => [id, balance.amount]), where);
      };
      for (const { account_id: account } of customers) {
        await inOrder(`/api/v1/accounts/${account}`, (event) => event.account_id === account, 'account_available');
      }
      await inOrder(`/api/v1/partners/${partner}`, (event) => event.partner_id === partner && event.transaction.partner_available, 'partner_available');
      const kills = readers.reduce((sum, reader) => sum + reader.kills, 0);
      console.log(`${events.length} events, readers killed ${kills} times`);
      assert.ok(kills >= 10 && events.length >= 200, `${events.length} events, ${kills} kills`);
    });

    test('tells of a customer that joins and leaves, with its number at the provider, and of nothing that was refused', async () => {
      const { auditor, root } = await treasurers(portal);
      const newest = async () => {
        let next = '0';
        for (;;) {
          const page = (await auditor.get(`/api/v1/events?after=${next}&limit=200`, { expect: 200 })).json;
          if (page.data.length === 0) return next;
          next = page.next_after;
        }
      };
      const from = await newest();
      const [customer] = await addCustomers(portal, 1);
      await root.post(`/api/v1/registrations/${customer.id}/end`, { reason: 'Hết hợp đồng' }, { expect: 200 });
      await root.post(`/api/v1/registrations/${customer.id}/end`, { reason: 'Hết hợp đồng' }, { expect: 409 });
      const { data } = (await auditor.get(`/api/v1/events?after=${from}`, { expect: 200 })).json;
      assert.deepEqual(data.map(({ type, registration_id: id, account_id: account, transaction }) => [type, id, account, transaction]),
        [['registration.confirmed', customer.id, customer.account_id, null], ['registration.ended', customer.id, customer.account_id, null]]);
      assert.equal((await auditor.get('/api/v1/events?after=999999999', { expect: 200 })).json.next_after, '999999999');
    });
  });
}

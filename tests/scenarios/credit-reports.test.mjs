// What is told of credit equals what moved: histories with before and after against a model, lists by
// filter and page, reports of any period on screen and as files, and no name of the provider's people.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomers, bill, freshReference, grant, move, partnerId, topUp, treasurers, vnd } from '../harness/credit.mjs';
import { eventually } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import { Random } from '../harness/random.mjs';
import { readCsv, readXlsx } from '../harness/tables.mjs';

const reports = (name, query = '') => `/api/v1/reports/credit/${name}${query && `?${query}`}`;
const aside = new Set(['hold', 'release']);

/** The day in the provider's zone, which has no summer time. */
const dayOf = (at) => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);
const within = (at, { from, to }) => dayOf(at) >= from && dayOf(at) <= to;

/** Opening, in, out and closing of a wallet, from its history, oldest first. */
function summed(movements, { from, to }) {
  const sums = { opening: 0, in: 0, out: 0, closing: 0 };
  for (const { kind, at, amount: { amount } } of movements) {
    if (aside.has(kind) || dayOf(at) > to) continue;
    if (dayOf(at) < from) sums.opening += amount;
    else if (amount > 0) sums.in += amount;
    else sums.out -= amount;
    sums.closing += amount;
  }
  return sums;
}

const sumsOf = (row) => Object.fromEntries(['opening', 'in', 'out', 'closing'].map((name) => [name, row[name].amount]));

onBothEngines('reports of credit', (portal) => {
  const notes = ['=SUM(A1)', '+84 909', '-1', '@tuần', '＝1', '"trích", dẫn', 'hai\ndòng', 'Nguyễn Đức'];
  const model = new Map();  // account → [{kind, amount, before, after, id}], oldest first
  let customers;
  let days;

  /** Moves something and remembers what must have happened to the customer's wallet. */
  async function act(random, account) {
    const history = model.get(account);
    const before = history.at(-1)?.after ?? 0;
    const amount = random.between(1, 900);
    const verb = before < 1000 ? 'top_up' : ['top_up', 'purchase', 'purchase', 'refund', 'payout', 'reversal'][random.between(0, 5)];
    const { finance, root } = await treasurers(portal());
    const note = random.chance(0.5) ? notes[random.between(0, notes.length - 1)] : undefined;
    const add = (kind, delta, { id }) => history.push({ kind, amount: delta, before: history.at(-1)?.after ?? 0, after: (history.at(-1)?.after ?? 0) + delta, id });
    if (verb === 'top_up') {
      const path = `/api/v1/accounts/${account}/top-ups`;
      add('top_up', 1000 + amount, (await move(finance, path, { amount: vnd(1000 + amount), ...(note && { note }) }, { expect: 201 })).json);
    } else if (verb === 'reversal') {
      const refund = await bill(portal(), 'refunds', account, amount);
      add('refund', amount, refund);
      add('reversal', -amount, (await move(root, `/api/v1/credit/transactions/${refund.id}/reverse`, { reason: 'Nhầm' }, { expect: 201 })).json);
    } else {
      add(verb, verb === 'refund' ? amount : -amount, await bill(portal(), `${verb}s`, account, amount));
    }
  }

  test('movements say before and after of each, as a model reckons it', async () => {
    const random = new Random();
    await grant(portal(), 10_000_000);
    await grant(portal(), 10_000_000, { partner: 1 });
    customers = (await addCustomers(portal(), 4)).map(({ account_id: account }) => account);
    for (const account of customers) model.set(account, []);
    days = [dayOf(portal().now())];
    for (let day = 0; day < 4; day += 1) {
      for (let i = 0; i < 10; i += 1) await act(random, customers[random.between(0, customers.length - 2)]);
      await portal().moveClock({ days: 1 });
      days.push(dayOf(portal().now()));
    }
    const { finance, auditor } = await treasurers(portal());
    const others = (await addCustomers(portal(), 1, { partner: 1 }))[0];
    await topUp(portal(), others.account_id, 10, { partner: 1 });
    for (const account of customers) {
      for (const client of [finance, auditor]) {
        const rows = (await client.all(`/api/v1/accounts/${account}/movements`, { limit: 3 })).reverse();
        const seen = rows.map(({ kind, amount, before, after, transaction_id: id }) => ({ kind, amount: amount.amount, before: before.amount, after: after.amount, id }));
        assert.deepEqual(seen, model.get(account));
        rows.forEach(({ number, at }, i) => {
          assert.equal(number, i + 1);
          assert.ok(i === 0 || at >= rows[i - 1].at);
        });
      }
    }
  });

  test('lists take kinds, days, accounts and references, and page to the same rows', async () => {
    const { finance } = await treasurers(portal());
    const [account] = customers;
    const whole = await finance.all(`/api/v1/accounts/${account}/movements`);
    for (const kinds of [['purchase'], ['top_up', 'refund'], ['hold'], ['reversal', 'payout', 'purchase']]) {
      const query = kinds.map((kind) => `kind=${kind}`).join('&');
      const path = `/api/v1/accounts/${account}/movements?${query}`;
      const wanted = whole.filter(({ kind }) => kinds.includes(kind));
      assert.deepEqual(await finance.all(path, { limit: 2 }), wanted, query);
      assert.equal((await finance.get(path, { expect: 200 })).json.total, wanted.length);
    }
    for (const [from, to] of [[days[0], days[1]], [days[1], days[1]], [days[2], days[4]], ['2020-01-01', '2020-01-02']]) {
      assert.deepEqual(await finance.all(`/api/v1/accounts/${account}/movements?from=${from}&to=${to}`), whole.filter(({ at }) => within(at, { from, to })), `${from} ${to}`);
    }
    const transactions = await finance.all('/api/v1/credit/transactions');
    assert.deepEqual(await finance.all('/api/v1/credit/transactions', { limit: 7 }), transactions);
    const own = transactions.filter((row) => row.account?.id === account);
    assert.deepEqual(await finance.all(`/api/v1/credit/transactions?account_id=${account}`), own);
    const { reference } = own.find((row) => row.reference);
    assert.deepEqual((await finance.all(`/api/v1/credit/transactions?reference=${reference}`)).map((row) => row.reference), [reference]);
    const balances = (await finance.all('/api/v1/credit/accounts?sort=-available', { limit: 2 })).map(({ available }) => available.amount);
    assert.deepEqual(balances, [...balances].sort((a, b) => b - a));
  });

  test('the summary of any period: opening + in - out = closing, in each row and in total, as the histories come to', async () => {
    const readers = { partner: (await treasurers(portal())).finance, provider: (await treasurers(portal())).auditor };
    const periods = days.flatMap((from, i) => days.slice(i).map((to) => ({ from, to })));
    for (const [side, client] of Object.entries(readers)) {
      const histories = new Map();
      const historyOf = async (row) => {
        const path = row.account ? `/api/v1/accounts/${row.account.id}` : side === 'partner' ? '/api/v1/wallet' : `/api/v1/partners/${row.partner.id}`;
        if (!histories.has(path)) histories.set(path, (await client.all(`${path}/movements`)).reverse());
        return histories.get(path);
      };
      for (const period of periods) {
        const query = `from=${period.from}&to=${period.to}`;
        const page = (await client.get(reports('summary', `${query}&limit=200`), { expect: 200 })).json;
        assert.deepEqual([page.from, page.to, page.total], [period.from, period.to, page.data.length]);
        const totals = { opening: 0, in: 0, out: 0, closing: 0 };
        for (const row of page.data) {
          const sums = sumsOf(row);
          assert.equal(sums.opening + sums.in - sums.out, sums.closing);
          assert.deepEqual(sums, summed(await historyOf(row), period), `${side} ${query} ${JSON.stringify(row)}`);
          for (const name of Object.keys(totals)) totals[name] += sums[name];
        }
        assert.deepEqual(sumsOf(page.totals), totals, query);
        assert.deepEqual(await client.all(reports('summary', query), { limit: 2 }), page.data);
      }
      const of = async (query) => (await client.get(reports('summary', `from=${days[0]}&${query}&limit=200`), { expect: 200 })).json.data;
      const all = await of('account_kind=all');
      assert.deepEqual(await of('account_kind=partner'), all.filter((row) => row.account_kind === 'partner'));
      assert.deepEqual(await of('account_kind=customer'), all.filter((row) => row.account_kind === 'customer'));
      assert.deepEqual(await of(`account_id=${customers[0]}`), all.filter((row) => row.account?.id === customers[0]));
    }
    const { finance, auditor } = await treasurers(portal());
    const own = (await auditor.all(reports('summary', `partner_id=${await partnerId(portal())}`)));
    assert.deepEqual(own, await finance.all(reports('summary')));
  });

  test('top-ups and usage are the transactions of their kinds, with their sum', async () => {
    const { auditor } = await treasurers(portal());
    const transactions = await auditor.all('/api/v1/credit/transactions');
    const kinds = new Map(transactions.map(({ id, kind }) => [id, kind]));
    const effect = ({ kind, reverses }) => kinds.get(reverses) ?? kind;
    const wanted = {
      'top-ups': { partner: ['grant'], customer: ['top_up'] },
      usage: { partner: ['top_up', 'reclaim'], customer: ['purchase', 'refund'] },
    };
    for (const [name, sides] of Object.entries(wanted)) {
      for (const side of ['partner', 'customer', 'all']) {
        for (const period of [{ from: days[0], to: days[4] }, { from: days[1], to: days[2] }]) {
          const effects = side === 'all' ? Object.values(sides).flat() : sides[side];
          const rows = transactions.filter((row) => effects.includes(effect(row)) && within(row.at, period));
          const counted = (row) => row.amount.amount * (row.kind === 'reversal' ? -1 : 1) * (['refund', 'reclaim'].includes(effect(row)) ? -1 : 1);
          const query = `from=${period.from}&to=${period.to}&account_kind=${side}`;
          const page = (await auditor.get(reports(name, query), { expect: 200 })).json;
          assert.deepEqual((await auditor.all(reports(name, query), { limit: 4 })).map(({ transaction_id: id, amount }) => [id, amount.amount]), rows.map((row) => [row.id, counted(row)]), `${name} ${query}`);
          assert.deepEqual([page.total, page.total_amount.amount], [rows.length, rows.reduce((sum, row) => sum + counted(row), 0)]);
        }
      }
    }
  });

  test('a period that ends before it begins, or is too long, is refused; today\'s month is the default', async () => {
    const { finance } = await treasurers(portal());
    for (const query of ['from=2026-02-02&to=2026-02-01', 'from=2000-01-01&to=2020-01-01']) {
      for (const name of ['top-ups', 'usage', 'summary']) assert.equal((await finance.get(reports(name, query), { expect: 400 })).json.code, 'credit.invalid_period');
    }
    const today = dayOf(portal().now());
    const page = (await finance.get(reports('summary'), { expect: 200 })).json;
    assert.deepEqual([page.from, page.to], [`${today.slice(0, 8)}01`, today]);
  });

  test('files hold the rows of the screen: at once, or made in the background when they are many', async () => {
    const { finance } = await treasurers(portal());
    const zoned = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' });
    const cellsOf = (name, row) => {
      const account = [row.account?.email ?? '', row.account?.name ?? ''];
      if (name === 'summary') return [row.partner.name, ...account, ...Object.values(sumsOf(row)).map(String), 'VND'];
      return [zoned.format(Date.parse(row.at)), row.receipt_number, row.partner.name, ...account, String(row.amount.amount), 'VND', row.reference ?? '', row.note ?? ''];
    };
    const withoutLabel = (name, cells) => cells.filter((_, i) => i !== (name === 'summary' ? 0 : 2));
    const disarmed = (text) => (/^[=+\-@＝]/.test(text) ? `'${text}` : text);
    let inBackground = 0;
    for (const name of ['top-ups', 'usage', 'summary']) {
      for (const filter of ['account_kind=all', 'account_kind=customer', `account_id=${customers[1]}`, `account_id=${customers[3]}`]) {
        const query = `from=${days[0]}&to=${days[4]}&${filter}`;
        const wanted = (await finance.all(reports(name, query))).map((row) => cellsOf(name, row));
        for (const format of ['csv', 'xlsx']) {
          const asked = await finance.get(reports(name, `${query}&format=${format}`), { expect: wanted.length > 5 ? 202 : 200 });
          let file = asked;
          if (asked.status === 202) {
            inBackground += 1;
            assert.equal(asked.json.rows_total, wanted.length);
            const done = await eventually(async () => {
              const { json } = await finance.get(`/api/v1/exports/${asked.json.id}`, { expect: 200 });
              return json.state === 'done' && json;
            });
            assert.equal(done.rows_done, wanted.length);
            file = await finance.get(`/api/v1/exports/${asked.json.id}/file`, { expect: 200 });
            for (const other of [await portal().as('partner_admin'), await portal().as('auditor'), await portal().as('finance', { partner: 1, audience: 'partner' })]) {
              await other.get(`/api/v1/exports/${asked.json.id}`, { expect: 404 });
              await other.get(`/api/v1/exports/${asked.json.id}/file`, { expect: 404 });
            }
          }
          assert.match(file.headers.get('content-disposition'), new RegExp(`^attachment; filename="[a-z0-9-]+\\.${format}"$`));
          const [header, ...rows] = format === 'csv' ? readCsv(file.bytes) : readXlsx(file.bytes).rows;
          assert.ok(header.every((title) => title && !/[._{]/.test(title)), header.join());
          const expected = format === 'csv' ? wanted.map((cells) => cells.map((text, i) => (i >= cells.length - 2 && name !== 'summary' ? disarmed(text) : text))) : wanted;
          assert.deepEqual(rows.map((cells) => withoutLabel(name, cells)), expected, `${name} ${filter} ${format}`);
        }
      }
    }
    assert.ok(inBackground >= 6, 'some were many rows');
  });

  test('of the partner, sales and viewers read customers only', async () => {
    for (const role of ['sales', 'viewer']) {
      const client = await portal().as(role);
      const period = `from=${days[0]}&to=${days[4]}`;
      for (const name of ['top-ups', 'usage', 'summary']) {
        for (const kind of ['', '&account_kind=all', '&account_kind=partner', '&account_kind=customer']) {
          const rows = await client.all(reports(name, period + kind));
          assert.ok(rows.every((row) => row.account_kind === 'customer'), `${role} ${name} ${kind}`);
        }
      }
      const granted = (await (await treasurers(portal())).finance.all('/api/v1/credit/transactions?kind=grant'))[0];
      await client.get(`/api/v1/credit/transactions/${granted.id}`, { expect: 404 });
      await client.get('/api/v1/wallet', { expect: 200 });
      for (const path of ['/api/v1/wallet/movements', '/api/v1/credit/transactions', '/api/v1/credit/requests']) await client.get(path, { expect: 403 });
    }
  });
}, { settings: { 'export.rows_at_once': 5 } });

onBothEngines('the names of the provider\'s people', (portal) => {
  test('reach no partner, by whatever it reads', async () => {
    const { root, provider } = await treasurers(portal());
    const [{ account_id: customer }] = await addCustomers(portal(), 1);
    const body = { partner_id: await partnerId(portal()), amount: vnd(2000), reference: freshReference() };
    const asked = (await move(root, '/api/v1/credit/grants', body, { expect: 202 })).json;
    const granted = (await provider.post(`/api/v1/credit/requests/${asked.id}/approve`, {}, { expect: 200 })).json;
    await topUp(portal(), customer, 500);
    for (const verb of ['purchases', 'refunds', 'holds', 'payouts']) await bill(portal(), verb, customer, 100);
    const small = await grant(portal(), 500);
    await move(root, `/api/v1/credit/transactions/${small.id}/reverse`, { reason: 'Nhầm' }, { expect: 201 });
    const names = portal().users.filter(({ audience }) => audience === 'provider').map(({ email }) => email);
    for (const client of [root, provider]) names.push(client.user.id, client.user.name);
    for (const role of ['partner_admin', 'finance', 'sales', 'viewer']) {
      const client = await portal().as(role, { audience: 'partner' });
      const own = ['/api/v1/wallet', `/api/v1/accounts/${customer}/credit`, `/api/v1/accounts/${customer}/movements`, `/api/v1/accounts/${customer}/holds`,
        '/api/v1/credit/accounts', ...['top-ups', 'usage', 'summary'].flatMap((name) => [reports(name), reports(name, 'format=csv')])];
      const closed = ['/api/v1/wallet/movements', '/api/v1/credit/transactions', '/api/v1/credit/requests', `/api/v1/credit/transactions/${granted.transaction_id}`, '/api/v1/audit?limit=200'];
      for (const path of [...own, ...closed]) {
        const { text, status } = await client.get(path, { expect: own.includes(path) ? 200 : [200, 403, 404] });
        if (role === 'partner_admin') assert.equal(status, 200, path);
        for (const name of names) assert.ok(!text.includes(name), `${role} reads ${name} in ${path}`);
      }
    }
    const seen = (await (await portal().as('auditor')).get(`/api/v1/credit/transactions/${granted.transaction_id}`, { expect: 200 })).json;
    assert.deepEqual([seen.who.name, seen.approved_by.name], [root.user.name, provider.user.name]);
  });
}, { settings: { 'credit.grant_second_person_above': 1000 } });

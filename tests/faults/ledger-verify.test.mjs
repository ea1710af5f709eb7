// A row of the ledger that somebody changed, removed, added or swapped in the database file, past the
// program: `ledger verify` names the first one.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addCustomers, bill, grant, move, topUp, treasurers, vnd } from '../harness/credit.mjs';
import { startPortal } from '../harness/portal.mjs';
import { names, swapped, verdict } from '../harness/tamper.mjs';

describe('ledger verify', () => {
  let portal = null;
  let entries;       // [{account, number, transaction, kind}], in the order of accounts and numbers
  let transactions;  // ids by kind
  let wallets;       // two customers' wallets

  before(async () => {
    portal = await startPortal({ settings: { 'credit.grant_second_person_above': 5000 } });
    const { root, provider } = await treasurers(portal);
    for (let i = 0; i < 4; i += 1) await grant(portal, 5000);
    const asked = (await move(root, '/api/v1/credit/grants', { partner_id: (await portal.as('partner_admin')).user.partner.id, amount: vnd(6000), reference: 'FT-1', note: 'Hai người' }, { expect: 202 })).json;
    await provider.post(`/api/v1/credit/requests/${asked.id}/approve`, {}, { expect: 200 });
    for (const { account_id: account } of await addCustomers(portal, 2)) {
      for (let i = 0; i < 3; i += 1) await topUp(portal, account, 1000);
      for (const verb of ['purchases', 'refunds', 'payouts', 'holds']) await bill(portal, verb, account, 100);
      const { id } = await topUp(portal, account, 50);
      await move(root, `/api/v1/credit/transactions/${id}/reverse`, { reason: 'Nhầm' }, { expect: 201 });
    }
    await portal.stop();
    entries = portal.query('SELECT ledger_account_id, number, transaction_id, account_kind FROM ledger_entry ORDER BY 1, 2')
      .map(([account, number, transaction, kind]) => ({ account: Number(account), number: Number(number), transaction, kind }));
    transactions = Object.fromEntries(portal.query('SELECT kind, MIN(id) FROM ledger_transaction GROUP BY kind'));
    wallets = portal.query("SELECT id, account_id FROM ledger_account WHERE kind = 'customer_wallet' ORDER BY id").map(([id]) => Number(id));
  });
  after(async () => { await portal?.remove(); });

  const named = (row, statements) => names(portal, ['ledger', 'verify'], row, statements);
  const entry = ({ account, number }) => `ledger_entry ${account}/${number}`;
  const where = ({ account, number }) => `ledger_account_id = ${account} AND number = ${number}`;
  const of = (account) => entries.filter((each) => each.account === account);
  const entriesOf = (id) => entries.filter(({ transaction }) => transaction === id);

  test('says in one line that all is well', async () => {
    const { code, stdout, stderr } = await verdict(portal, ['ledger', 'verify'], []);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, new RegExp(`^[^\\n]*${entries.length} entries\\n$`));
  });

  test('names a changed entry, whichever column was changed', async () => {
    const middle = of(wallets[0])[2];
    const changes = {
      transaction_id: `'${of(wallets[0])[0].transaction}'`, account_kind: "'customer_held'", kind: "'refund'", effect: "'refund'", at_us: 'at_us + 1', amount_minor: 'amount_minor + 1',
      before_minor: 'before_minor - 1', after_minor: 'after_minor + 1', in_minor: 'in_minor + 1', out_minor: 'out_minor + 1', mac: "'x'", number: 'number + 1000',
      ledger_account_id: 'ledger_account_id + 1000',
    };
    const columns = portal.query("SELECT name FROM pragma_table_info('ledger_entry')").flat();
    assert.deepEqual(Object.keys(changes).sort(), columns.sort());
    for (const [column, value] of Object.entries(changes)) await named(entry(middle), [`UPDATE ledger_entry SET ${column} = ${value} WHERE ${where(middle)}`]);
  });

  test('names an entry whose change was carried through to the balance', async () => {
    const last = of(wallets[0]).at(-1);
    const account = wallets[0];
    await named(entry(last), [
      `UPDATE ledger_entry SET amount_minor = amount_minor + 500, after_minor = after_minor + 500, in_minor = in_minor + 500 WHERE ${where(last)}`,
      `UPDATE ledger_account SET balance_minor = balance_minor + 500, in_minor = in_minor + 500 WHERE id = ${account}`,
    ]);
  });

  test('names a removed entry, at the beginning, in the middle and at the end', async () => {
    const own = of(wallets[0]);
    for (const each of [own[0], own[3], own.at(-1)]) await named(entry(each), [`DELETE FROM ledger_entry WHERE ${where(each)}`]);
    const last = own.at(-1);
    const back = `UPDATE ledger_account SET (balance_minor, in_minor, out_minor, entries, last_at_us, chain) =
      (SELECT after_minor, in_minor, out_minor, number, at_us, mac FROM ledger_entry WHERE ${where(own.at(-2))}) WHERE id = ${last.account}`;
    await named(`ledger_transaction ${last.transaction}`, [`DELETE FROM ledger_entry WHERE ${where(last)}`, back]);
  });

  test('names an added entry', async () => {
    const last = of(wallets[0]).at(-1);
    const added = [`INSERT INTO ledger_entry SELECT ledger_account_id, number + 1, transaction_id, account_kind, kind, effect, at_us, amount_minor, after_minor,
      after_minor + amount_minor, in_minor, out_minor - amount_minor, mac FROM ledger_entry WHERE ${where(last)}`];
    await named(`ledger_entry ${last.account}/${last.number + 1}`, added);
  });

  test('names the first of two swapped entries, of one account and of two', async () => {
    const columns = 'transaction_id, account_kind, kind, effect, at_us, amount_minor, before_minor, after_minor, in_minor, out_minor, mac';
    const [one, other] = [of(wallets[0])[1], of(wallets[0])[2]];
    await named(entry(one), swapped('ledger_entry', columns, where(one), where(other)));
    const [first, second] = [of(wallets[0])[1], of(wallets[1])[1]];
    await named(entry(first), swapped('ledger_entry', columns, where(first), where(second)));
  });

  test('names a changed transaction, whichever column was changed', async () => {
    const id = transactions.purchase;
    const other = transactions.refund;
    const changes = {
      kind: "'refund'", at_us: 'at_us + 1', currency: "'USD'", amount_minor: 'amount_minor + 1', partner_id: "'ptn_x'", account_id: 'NULL', receipt_number: "'x'", reference: "'x'",
      note: "''", origin_kind: "'system'", origin_id: "'x'", origin_name: "'x'", side: "'partner'", via: "'api'", approver_kind: "'person'", approver_id: "'x'", approver_name: "'x'",
      reverses: `'${other}'`, effect: "'refund'", entries: 'entries + 1',
    };
    const columns = portal.query("SELECT name FROM pragma_table_info('ledger_transaction')").flat();
    assert.deepEqual([...Object.keys(changes), 'id', 'mac'].sort(), columns.sort());
    for (const [column, value] of Object.entries(changes)) await named(`ledger_transaction ${id}`, [`UPDATE ledger_transaction SET ${column} = ${value} WHERE id = '${id}'`]);
    const own = entriesOf(id).map(entry);
    for (const column of ['id', 'mac']) await named([`ledger_transaction ${id}`, ...own], [`UPDATE ledger_transaction SET ${column} = 'txn_x' WHERE id = '${id}'`]);
  });

  test('names one of two swapped transactions, and a removed one', async () => {
    const [one, other] = [transactions.purchase, transactions.payout].sort();
    const columns = portal.query("SELECT name FROM pragma_table_info('ledger_transaction')").flat().filter((column) => column !== 'id' && column !== 'mac').join(', ');
    await named(`ledger_transaction ${one}`, swapped('ledger_transaction', columns, `id = '${one}'`, `id = '${other}'`));
    await named([`ledger_transaction ${one}`, ...entriesOf(one).map(entry)], [`DELETE FROM ledger_transaction WHERE id = '${one}'`]);
  });

  test('names an account that was changed, removed or given to somebody else', async () => {
    const [one, other] = wallets;
    for (const [column, value] of Object.entries({
      balance_minor: 'balance_minor + 1', in_minor: 'in_minor + 1', out_minor: 'out_minor + 1', entries: 'entries - 1', last_at_us: 'last_at_us + 1', chain: "'x'",
      currency: "'USD'", partner_id: "'ptn_x'", account_id: "'acc_x'",
    })) await named(`ledger_account ${one}`, [`UPDATE ledger_account SET ${column} = ${value} WHERE id = ${one}`]);
    await named([`ledger_account ${one}`, entry(of(one)[0])], [`UPDATE ledger_account SET kind = 'customer_held' WHERE id = ${one}`]);
    await named([`ledger_account ${one}`, entry(of(one)[0])], [`DELETE FROM ledger_account WHERE id = ${one}`]);
    await named(`ledger_account ${one}`, swapped('ledger_account', 'account_id', `id = ${one}`, `id = ${other}`));
    await named([`ledger_account ${one}`, entry(of(one)[0])], swapped('ledger_account', 'account_id, balance_minor, in_minor, out_minor, entries, last_at_us, chain', `id = ${one}`, `id = ${other}`));
  });

  test('finds that the newest transaction went with all that is left of it, but in the trail or in the feed', async () => {
    const id = entries.map(({ transaction }) => transaction).sort().at(-1);
    const back = entriesOf(id).flatMap((each) => [
      `DELETE FROM ledger_entry WHERE ${where(each)}`,
      `UPDATE ledger_account SET (balance_minor, in_minor, out_minor, entries, last_at_us, chain) =
        (SELECT after_minor, in_minor, out_minor, number, at_us, mac FROM ledger_entry WHERE ledger_account_id = ${each.account} AND number = ${each.number - 1}) WHERE id = ${each.account}`,
    ]);
    back.push(`DELETE FROM ledger_transaction WHERE id = '${id}'`);
    await named(`ledger_transaction ${id}`, back);
    await named('event', [...back, `DELETE FROM audit_entry WHERE subject = '${id}'`]);
  });

  test('wants the installation\'s key, and makes no new one', async () => {
    const { code, stderr, files } = await verdict(portal, ['ledger', 'verify'], [], { key: false });
    assert.equal(code, 1);
    assert.match(stderr, /key/);
    assert.ok(!files.includes('secret.key'));
  });

  test('answers the same beside the running program', async () => {
    await portal.start();
    const { code, stdout } = await portal.run(['ledger', 'verify']);
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`${entries.length} entries\\n$`));
  });
});

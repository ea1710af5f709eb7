// A row of the audit trail that somebody changed, removed or swapped in the database file, past the program:
// `audit verify` names the first one.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addCustomers, grant, topUp } from '../harness/credit.mjs';
import { eventually } from '../harness/http.mjs';
import { startPortal } from '../harness/portal.mjs';
import { names, swapped, verdict } from '../harness/tamper.mjs';

describe('audit verify', () => {
  let portal = null;
  let rows;

  before(async () => {
    portal = await startPortal();
    await grant(portal, 5000);
    for (const { account_id: account } of await addCustomers(portal, 2)) await topUp(portal, account, 1000);
    await eventually(() => portal.query('SELECT 1 FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.sequence = e.sequence)').length === 0);
    await portal.stop();
    rows = portal.query('SELECT sequence FROM audit_entry ORDER BY sequence').map(([sequence]) => Number(sequence));
  });
  after(async () => { await portal?.remove(); });

  const named = (sequence, statements) => names(portal, ['audit', 'verify'], sequence, statements);
  const middle = () => rows[Math.floor(rows.length / 2)];

  test('says in one line that all is well, and how many rows are sealed', async () => {
    const { code, stdout, stderr } = await verdict(portal, ['audit', 'verify'], []);
    assert.deepEqual([code, stderr], [0, '']);
    const [[place, mac]] = portal.query('SELECT place, mac FROM audit_seal ORDER BY place DESC LIMIT 1');
    assert.equal(Number(place), rows.length);
    assert.match(stdout, new RegExp(`^[^\\n]*\\b${rows.length} rows sealed[^\\n]*; seal ${place} is ${mac}\\n$`));
  });

  test('names a changed row, whichever column was changed', async () => {
    const columns = portal.query("SELECT name FROM pragma_table_info('audit_entry')").flat().filter((column) => column !== 'sequence');
    assert.ok(columns.length >= 10);
    for (const column of columns) {
      const value = column === 'at_us' ? 'at_us + 1' : "'x'";
      await named(`audit_entry ${middle()}`, [`UPDATE audit_entry SET ${column} = ${value} WHERE sequence = ${middle()}`]);
    }
  });

  test('names a removed row, at the beginning, in the middle and at the end', async () => {
    for (const sequence of [rows[0], middle(), rows.at(-1)]) await named(`audit_entry ${sequence}`, [`DELETE FROM audit_entry WHERE sequence = ${sequence}`]);
  });

  test('names the first of two swapped rows', async () => {
    const [one, other] = [middle(), rows.at(-1)];
    const columns = 'at_us, origin_kind, origin_id, origin_name, origin_address, change, subject, partner_id, details';
    await named(`audit_entry ${one}`, swapped('audit_entry', columns, `sequence = ${one}`, `sequence = ${other}`));
  });

  test('names a seal that was removed or changed', async () => {
    const [[place, sequence]] = portal.query(`SELECT place, sequence FROM audit_seal WHERE sequence = ${middle()}`);
    await named(`audit_seal ${place}`, [`DELETE FROM audit_seal WHERE place = ${place}`]);
    await named(`audit_entry ${sequence}`, [`UPDATE audit_seal SET mac = 'x' WHERE place = ${place}`]);
  });
});

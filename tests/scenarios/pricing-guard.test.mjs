// Somebody writes discounts and prices past the program: the database itself refuses what would let two
// rates hold at once, what begins in the past, and what changes or removes a rate.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addCustomer } from '../harness/credit.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { addGroup, addPricedProduct, around, askDiscount, grantDiscount, onFriday, rate, setDiscount, setListPrice, startOf } from '../harness/pricing.mjs';
import { attempt } from '../harness/tamper.mjs';

const hour = 3_600_000_000;
const us = (day) => Date.parse(startOf(day)) * 1000;

/** The refusal of a trigger or a constraint, not of a statement that makes no sense. */
const refusal = {
  sqlite: /_append_only|_overlap|_back_dated|CHECK constraint failed|UNIQUE constraint failed/,
  postgresql: /append.only|overlap|back-dated|violates (check|unique) constraint|refuse_change/,
};

for (const engine of engines) {
  describe(`discounts that are written past the program (${engine})`, () => {
    let portal = null;
    let product;
    let group;
    let other;
    const ids = {};

    before(async () => {
      portal = await startPortal({ engine, ...onFriday() });
      product = await addPricedProduct(portal);
      group = await addGroup(portal, product);
      other = await addPricedProduct(portal);
      await setListPrice(portal, product, '2000000', { from: '2026-08-01' });
      await setListPrice(portal, product, '2500000', { from: '2026-08-01' });
      ids.active = (await grantDiscount(portal, [rate(product, 2000), rate(group, 1000)], { from: '2026-07-07' })).id;
      ids.scheduled = (await grantDiscount(portal, [rate(product, 1500)], { from: '2026-07-20' })).id;
      ids.pending = (await askDiscount(portal, [rate(product, 3000)], { from: '2026-09-01' })).id;
      ids.alone = (await askDiscount(portal, [rate(product, 3000)], { partner: 1, from: '2026-09-01' })).id;
      const [customer, stranger] = [(await addCustomer(portal)).account_id, (await addCustomer(portal)).account_id];
      ids.first = (await setDiscount(portal, customer, [rate(product, 500)], { from: '2026-07-08', to: '2026-07-31' })).id;
      ids.second = (await setDiscount(portal, customer, [rate(product, 700)], { from: '2026-08-10', to: '2026-08-20' })).id;
      ids.elsewhere = (await setDiscount(portal, stranger, [rate(other, 0)])).id;
      await portal.setClock(around('2026-07-10', 10 * 3600));
      await portal.stop();
    });
    after(async () => { await portal?.remove(); });

    const passes = (statement) => {
      const { rows, error } = attempt(portal, statement);
      assert.equal(error, undefined, statement);
      assert.ok(rows > 0, `it touches nothing: ${statement}`);
    };
    const refused = (statement) => {
      const { error } = attempt(portal, statement);
      assert.match(error ?? 'it was done', refusal[engine], statement);
    };

    /** Another rate of the first discount's product for the same customer, in this time. */
    const inserted = (from, until, changedAt = 'changed_at_us') => `INSERT INTO customer_discount_rate
      (discount_id, partner_id, account_id, product_id, product_group_id, basis_points, effective_from_us, effective_until_us, end_reason, changed_at_us, began_told, ended_told, end_notice_told, rise_notice_told)
      SELECT '${ids.elsewhere}', partner_id, account_id, product_id, product_group_id, 900, ${from}, ${until}, end_reason, ${changedAt}, began_told, ended_told, end_notice_told, rise_notice_told
      FROM customer_discount_rate WHERE discount_id = '${ids.first}'`;
    const changed = (set, id = ids.first) => `UPDATE customer_discount_rate SET ${set} WHERE discount_id = '${id}'`;

    test('no second rate of a customer for the same product in the same time', () => {
      const [from, until, next, last] = [us('2026-07-08'), us('2026-08-01'), us('2026-08-10'), us('2026-08-21')];
      passes(inserted(until, next));
      passes(inserted(last, last + hour));
      for (const [begin, end] of [[from, until], [from + hour, until - hour], [from - hour, from + 1], [from - hour, last], [until - 1, next], [until, next + 1], [last - 1, last + hour]]) {
        refused(inserted(begin, end));
      }
    });

    test('no rate of a customer that begins before it was set', () => {
      const [from, until] = [us('2026-08-01'), us('2026-08-05')];
      passes(inserted(from, until, from));
      refused(inserted(from, until, from + 1));
      refused(inserted(us('2026-07-06'), us('2026-07-07'), us('2026-07-10')));
    });

    test('no other percentage, target, customer or beginning of a rate, and no later end', () => {
      const [from, until] = [us('2026-07-08'), us('2026-08-01')];
      passes(changed(`effective_until_us = ${from + 2 * hour}, changed_at_us = ${from + hour}, end_reason = 'replaced'`));
      passes(changed('ended_told = began_told'));
      for (const set of [
        'basis_points = 501', 'basis_points = 0', `effective_from_us = ${from - hour}`, `effective_from_us = ${from + hour}`, `effective_until_us = ${until + 1}`,
        `effective_until_us = ${from + hour}, changed_at_us = ${from + 2 * hour}`, 'changed_at_us = changed_at_us - 1', `product_group_id = '${group.id}'`,
        `discount_id = '${ids.elsewhere}'`, `account_id = (SELECT account_id FROM customer_discount WHERE id = '${ids.elsewhere}')`,
        `partner_id = (SELECT partner_id FROM partner_discount WHERE id = '${ids.alone}')`, `product_id = '${other.id}'`,
      ]) refused(changed(set));
      refused(changed(`effective_from_us = ${us('2026-07-31')}`, ids.second));
    });

    test('no rate and no discount of a customer is removed or rewritten', () => {
      refused(`DELETE FROM customer_discount_rate WHERE discount_id = '${ids.first}'`);
      refused(`DELETE FROM customer_discount_rate WHERE discount_id = '${ids.second}'`);
      refused(`DELETE FROM customer_discount WHERE id = '${ids.first}'`);
      for (const set of ["from_day = '2026-01-01'", "to_day = '2026-12-31'", "below_cost_reason = 'x'", "set_name = 'x'"]) {
        refused(`UPDATE customer_discount SET ${set} WHERE id = '${ids.first}'`);
      }
    });

    const approved = (id, from, { decidedAt = us('2026-07-10'), until = 'NULL' } = {}) => `UPDATE partner_discount
      SET decision = 'approved', decided_at_us = ${decidedAt}, effective_from_us = ${from}, effective_until_us = ${until} WHERE id = '${id}'`;

    test('no partner discount is approved into the time of another, or into the past', () => {
      const [day, last] = [us('2026-07-15'), us('2026-07-20')];
      passes(approved(ids.alone, us('2026-07-10')));
      for (const [from, until] of [[day, last], [day, 'NULL'], [last, 'NULL'], [last - 1, last], [us('2026-09-01'), 'NULL']]) refused(approved(ids.pending, from, { until }));
      refused(approved(ids.alone, us('2026-07-10') - 1));
      refused(approved(ids.alone, us('2026-09-01'), { until: us('2026-09-01') - 1 }));
    });

    test('no decided partner discount is undone, moved or prolonged', () => {
      const update = (id, set) => `UPDATE partner_discount SET ${set} WHERE id = '${id}'`;
      passes(update(ids.active, 'began_told = began_told'));
      for (const set of [
        "decision = 'pending', decided_at_us = NULL, effective_from_us = NULL, effective_until_us = NULL", "decision = 'rejected', effective_from_us = NULL, effective_until_us = NULL",
        'effective_from_us = effective_from_us - 1', 'effective_from_us = effective_from_us + 1', 'decided_at_us = decided_at_us - 1', 'effective_until_us = effective_until_us + 1',
        'effective_until_us = NULL', "starts_on = '2026-01-01'", `partner_id = (SELECT partner_id FROM partner_discount WHERE id = '${ids.alone}')`, 'asked_at_us = asked_at_us - 1',
      ]) refused(update(ids.active, set));
      refused(update(ids.scheduled, `effective_from_us = ${us('2026-07-15')}`));
      for (const id of [ids.active, ids.scheduled, ids.pending]) refused(`DELETE FROM partner_discount WHERE id = '${id}'`);
    });

    test('no rate of a partner is changed or removed', () => {
      for (const id of [ids.active, ids.pending]) {
        refused(`UPDATE partner_discount_rate SET basis_points = basis_points + 1 WHERE discount_id = '${id}'`);
        refused(`DELETE FROM partner_discount_rate WHERE discount_id = '${id}'`);
      }
      refused(`UPDATE partner_discount_rate SET discount_id = '${ids.pending}' WHERE discount_id = '${ids.active}' AND kind = 'granted'`);
    });

    test('no partner discount is added that is approved already and holds beside another', () => {
      const added = (from, decidedAt) => `INSERT INTO partner_discount
        (id, partner_id, decision, starts_on, effective_from_us, effective_until_us, asked_kind, asked_id, asked_name, asked_at_us, due_at_us, decided_kind, decided_id, decided_name, decided_at_us,
         reason, began_told, ended_told, version)
        SELECT 'pds_x', partner_id, decision, starts_on, ${from}, NULL, asked_kind, asked_id, asked_name, asked_at_us, due_at_us, decided_kind, decided_id, decided_name, ${decidedAt},
          reason, began_told, ended_told, version FROM partner_discount WHERE id = '${ids.scheduled}'`;
      refused(added(us('2026-07-15') - 1, us('2026-07-15')));
      refused(added(us('2026-07-15'), us('2026-07-15')));
      refused(added(us('2026-07-20'), us('2026-07-10')));
    });

    test('no rate is added to a partner discount that was decided', () => {
      const added = (id, target, points) => `INSERT INTO partner_discount_rate (discount_id, kind, product_id, product_group_id, basis_points)
        VALUES ('${id}', 'granted', '${target}', '', ${points})`;
      for (const points of [-1, 10_001]) refused(added(ids.pending, other.id, points));
      for (const id of [ids.active, ids.scheduled]) refused(added(id, other.id, 100));
    });

    test('no list price is changed, removed, brought back or set twice', () => {
      const where = `product_id = '${product.id}' AND effective_from = '2026-08-01' AND replaced_at_us IS`;
      passes(`UPDATE list_price SET replaced_at_us = ${us('2026-07-10')} WHERE ${where} NULL`);
      for (const set of ["amount = '1'", "currency = 'USD'", 'tax_rate_bp = 0', 'tax_included = NOT tax_included', "effective_from = '2026-01-01'", `product_group_id = '${group.id}'`]) {
        refused(`UPDATE list_price SET ${set} WHERE ${where} NULL`);
      }
      refused(`UPDATE list_price SET replaced_at_us = NULL WHERE ${where} NOT NULL`);
      refused(`DELETE FROM list_price WHERE ${where} NULL`);
      refused(`DELETE FROM list_price WHERE ${where} NOT NULL`);
      refused(`INSERT INTO list_price (id, product_id, product_group_id, amount, currency, tax_rate_bp, tax_included, effective_from, created_at_us)
        SELECT 'lpr_x', product_id, product_group_id, '1', currency, tax_rate_bp, tax_included, effective_from, created_at_us FROM list_price WHERE ${where} NULL`);
    });

    test('and nothing has changed', async () => {
      await portal.start();
      const auditor = await portal.as('auditor');
      const points = async (id) => (await auditor.get(`/api/v1/partner-discounts/${id}`, { expect: 200 })).json.rates.map(({ basis_points: own }) => own);
      assert.deepEqual([await points(ids.active), await points(ids.scheduled), await points(ids.pending)], [[2000, 1000], [1500], [3000]]);
    });
  });
}

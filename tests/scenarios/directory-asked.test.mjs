// When the provider's directory is asked: not for what is decided without it, was answered already or is
// over the limit of checks; and by the account, when it hears of an address that moved.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DirectoryServer, json } from '../harness/directory.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { decide, eligibleAccount, freshEmail } from '../harness/world.mjs';

for (const engine of engines) {
  describe(`asking a directory behind HTTP (${engine})`, () => {
    let portal;
    let directory;
    before(async () => {
      directory = await new DirectoryServer().start();
      portal = await startPortal({ engine, settings: { ...directory.settings(), 'directory.retries': 0, 'eligibility.checks_per_day': 5 } });
    });
    after(async () => {
      await portal?.remove();
      await directory?.stop();
    });

    const known = (fields) => directory.put(eligibleAccount(fields))[0];
    /** The addresses that were asked for while `body` ran. */
    const askedDuring = async (body) => {
      directory.asked.length = 0;
      await body();
      return directory.asked.flat();
    };

    const add = async (email, { partner = 0, headers, expect = 200 } = {}) => {
      const answer = await (await portal.as('sales', { partner })).post('/api/v1/registrations', { items: [{ email }] }, { headers, expect });
      return answer;
    };
    const addAgreed = async (fields) => {
      const { email } = known(fields);
      const { registration } = (await add(email)).json.results[0];
      await decide(portal, email, 'agree');
      return registration;
    };
    const whileDown = async (body) => {
      directory.behave((response) => json(response, {}, { status: 503 }));
      try {
        return await askedDuring(body);
      } finally {
        directory.behave();
      }
    };

    test('may be down while the provider rejects, singly or several', async () => {
      const [one, two] = [await addAgreed(), await addAgreed()];
      const approver = await portal.as('approver');
      assert.deepEqual(await whileDown(async () => {
        await approver.post(`/api/v1/approvals/${one.id}/reject`, { reason: 'Sai hồ sơ' }, { expect: 200 });
        const several = await approver.post('/api/v1/approvals/reject', { ids: [two.id], reason: 'Sai hồ sơ' }, { expect: 200 });
        assert.equal(several.json.results[0].outcome, 'rejected');
      }), []);
      const three = await addAgreed();
      await whileDown(() => approver.post(`/api/v1/approvals/${three.id}/approve`, {}, { expect: 503 }));
      await approver.post(`/api/v1/approvals/${three.id}/approve`, {}, { expect: 200 });
    });

    test('may be down when a call is sent again with its key', async () => {
      const { email } = known();
      const headers = { 'idempotency-key': freshEmail('key') };
      const first = await add(email, { headers });
      assert.deepEqual(await whileDown(async () => {
        const again = await add(email, { headers });
        assert.equal(again.text, first.text);
        assert.equal(again.headers.get('idempotency-replayed'), 'true');
        await add(freshEmail('other'), { headers, expect: 422 });
      }), []);
      await decide(portal, email, 'agree');
      const approver = await portal.as('approver');
      const approve = () => approver.post(`/api/v1/approvals/${first.json.results[0].registration.id}/approve`, {}, { headers, expect: 200 });
      const approved = await approve();
      await whileDown(async () => assert.equal((await approve()).text, approved.text));
    });

    test('is not asked by a wrong code or a decline, only by an agreement with the right one', async () => {
      const { email } = known();
      await add(email);
      const mail = await portal.mailTo(email);
      const browser = portal.client();
      assert.deepEqual(await whileDown(async () => {
        for (const code of ['', '12', mail.code === '123456' ? '654321' : '123456']) {
          await browser.form(mail.path, { code, decision: 'agree' }, { expect: 422 });
        }
        await browser.form(mail.path, { code: mail.code }, { expect: 422 });
      }), []);
      assert.deepEqual(await whileDown(() => browser.form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 503 })), [email]);
      assert.deepEqual(await whileDown(() => browser.form(mail.path, { code: mail.code, decision: 'decline' }, { expect: 200 })), []);
    });

    test('hears of an address that moved: no consent and no approval for the account that had it', async () => {
      const { email } = known({ external_id: 'one' });
      const { registration } = (await add(email)).json.results[0];
      const agreed = await addAgreed({ external_id: 'two' });
      const moved = freshEmail('moved');
      known({ email: moved, external_id: 'two' });
      for (const [address, external_id] of [[email, 'three'], [agreed.email, 'four']]) known({ email: address, external_id });
      const approver = await portal.as('approver');
      await decide(portal, email, 'agree', { expect: 409 });
      await approver.post(`/api/v1/approvals/${agreed.id}/approve`, {}, { expect: 409 });
      const row = (await approver.all('/api/v1/approvals')).find(({ id }) => id === agreed.id);
      assert.deepEqual([row.unmet_rules, row.facts], [['account_not_found'], null]);
      const seen = (await (await portal.as('sales')).get(`/api/v1/registrations/${registration.id}`, { expect: 200 })).json;
      assert.deepEqual([seen.status, seen.unmet_rules], ['pending_customer', ['account_not_found']]);
      const held = await (await portal.as('sales', { partner: 1 })).post('/api/v1/registrations', { items: [{ email: moved }, { email: agreed.email }], dry_run: true }, { expect: 200 });
      assert.deepEqual(held.json.results.map(({ reasons }) => reasons.map(({ code }) => code)), [['belongs_to_partner'], []]);
      // Now that its new address is known, the account is still not at the one that agreed.
      const again = (await approver.all('/api/v1/approvals')).find(({ id }) => id === agreed.id);
      assert.deepEqual([again.facts.id, again.facts.email], [agreed.account_id, moved]);
      await approver.post(`/api/v1/approvals/${agreed.id}/approve`, {}, { expect: 409 });
      await approver.post(`/api/v1/approvals/${agreed.id}/reject`, { reason: 'Đổi địa chỉ' }, { expect: 200 });
      await portal.mailTo(moved, { template: 'outcome_rejected' });
    });

    test('is asked for no more rows than the day\'s checks allow', async () => {
      const sales = await portal.as('sales', { partner: 2 });
      const items = Array.from({ length: 8 }, () => ({ email: known().email }));
      const check = (rows) => sales.post('/api/v1/registrations', { items: rows, dry_run: true }, { expect: 200 });
      const before = (await (await portal.as('auditor')).get('/api/v1/directory/accounts?limit=1', { expect: 200 })).json.total;
      assert.equal((await askedDuring(() => check(items.slice(0, 3)))).length, 3);
      let last;
      assert.equal((await askedDuring(async () => { last = await check(items); })).length, 2);
      assert.deepEqual(last.json.results.map(({ outcome }) => outcome).slice(0, 3), ['eligible', 'eligible', 'refused']);
      assert.deepEqual(await whileDown(async () => {
        const refused = (await sales.post('/api/v1/registrations', { items }, { expect: 200 })).json.results;
        assert.ok(refused.every(({ reasons: [{ code }] }) => code === 'check_limit_reached'));
      }), []);
      const total = (await (await portal.as('auditor')).get('/api/v1/directory/accounts?limit=1', { expect: 200 })).json.total;
      assert.equal(total - before, 3);
    });
  });
}

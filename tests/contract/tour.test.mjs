// Every operation of the contract is called so that it succeeds, on both engines; every answer of
// the way is validated by the client. What is left untouched at the end fails.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered } from '../harness/client.mjs';
import { mayCall, operations } from '../harness/contract.mjs';
import { addCustomer, bill, creditOf, freshReference, grant, move, partnerId, topUp, treasurers, vnd, walletOf } from '../harness/credit.mjs';
import { eventually } from '../harness/http.mjs';
import { onBothEngines } from '../harness/portal.mjs';
import {
  addGroup, addProduct, askDiscount, approveDiscount, discountBody, earliestDays, listPrice, priceOf, rate, setDiscount,
} from '../harness/pricing.mjs';
import { enrol, totpCode } from '../harness/totp.mjs';
import { addAgreed, addRegistration, comparable, decide, eligibleAccount, freshEmail, putAccounts, randomId } from '../harness/world.mjs';

const phrase = 'một câu đủ dài để nhớ';

onBothEngines('a tour of the contract', (portal) => {
  test('session, profile and settings', async () => {
    const client = await portal().as('sales', { fresh: true });
    const session = (await client.get('/api/v1/session', { expect: 200 })).json;
    assert.equal(session.csrf_token, client.csrf);
    assert.deepEqual(session.user, client.user);
    await client.get('/api/v1/settings', { expect: 200 });
    const profile = await client.get('/api/v1/profile', { expect: 200 });
    assert.deepEqual(profile.json, client.user);
    const changed = await client.patch('/api/v1/profile', { name: 'Trần Thị Đổi', language: 'en' }, { expect: 200 });
    assert.equal(changed.json.name, 'Trần Thị Đổi');
    assert.equal(changed.json.language, 'en');
    assert.notEqual(changed.headers.get('etag'), profile.headers.get('etag'));
    await client.patch('/api/v1/profile', { name: 'Muộn' }, { headers: { 'if-match': profile.headers.get('etag') }, expect: 412 });
    await client.send('PATCH', '/api/v1/profile', { body: { name: 'Không khớp' }, expect: 428 });
    const nobody = (await portal().client().get('/api/v1/portal', { expect: 200 })).json;
    assert.equal(nobody.session, null);
    assert.deepEqual(nobody.demo_users, portal().users);
    assert.equal((await client.get('/api/v1/portal', { expect: 200 })).json.session.csrf_token, client.csrf);
    await client.delete('/api/v1/session', { expect: 204 });
    await client.get('/api/v1/session', { expect: 401 });
  });

  test('preferences', async () => {
    const client = await portal().as('viewer');
    const preferences = await client.get('/api/v1/profile/preferences', { expect: 200 });
    assert.deepEqual(preferences.json, { theme: 'system', page_size: 20, hidden_columns: {} });
    const body = { theme: 'dark', page_size: 50, hidden_columns: { registrations: ['role', 'confirmed_at'] } };
    const changed = await client.patch('/api/v1/profile/preferences', body, { expect: 200 });
    assert.deepEqual(changed.json, body);
    assert.deepEqual((await client.get('/api/v1/session', { expect: 200 })).json.preferences, body);
    const stale = { headers: { 'if-match': preferences.headers.get('etag') }, expect: 412 };
    await client.patch('/api/v1/profile/preferences', { theme: 'light' }, stale);
    await client.send('PATCH', '/api/v1/profile/preferences', { body: { theme: 'light' }, expect: 428 });
    const wrong = await client.patch('/api/v1/profile/preferences', { page_size: 30, hidden_columns: { A: [] } }, { expect: 400 });
    assert.deepEqual(wrong.json.errors.map((error) => error.pointer), ['/page_size', '/hidden_columns/A']);
  });

  test('invitation, password change and password reset', async () => {
    const admin = await portal().as('partner_admin');
    const email = freshEmail('nhan.vien');
    const invited = (await admin.post('/api/v1/staff', { email, name: 'Lê Văn Mới', roles: ['sales', 'finance'] }, { expect: 201 })).json;
    assert.equal(invited.state, 'invited');
    const mail = await portal().mailTo(email);
    const nobody = portal().client();
    const invitation = (await nobody.get(`/api/v1/invitations/${mail.token}`, { expect: 200 })).json;
    assert.equal(invitation.email, email);
    await nobody.get(mail.path, { expect: 200 });
    assert.equal(invitation.partner.id, admin.user.partner.id);
    await nobody.post(`/api/v1/invitations/${mail.token}`, { password: '12345' }, { expect: 422 });
    await nobody.post(`/api/v1/invitations/${mail.token}`, { password: phrase, name: 'Lê Thị Mới' }, { expect: 204 });
    await nobody.get(`/api/v1/invitations/${mail.token}`, { expect: 410 });
    await nobody.post(`/api/v1/invitations/${mail.token}`, { password: phrase }, { expect: 410 });

    const person = portal().client();
    assert.equal((await person.signIn(email, phrase)).status, 200);
    assert.equal(person.user.name, 'Lê Thị Mới');
    const second = portal().client();
    assert.equal((await second.signIn(email, phrase)).status, 200);
    await person.post('/api/v1/profile/password', { current: 'not this one', new: `${phrase} 2` }, { expect: 422 });
    await person.post('/api/v1/profile/password', { current: phrase, new: `${phrase} 2` }, { expect: 204 });
    await person.get('/api/v1/session', { expect: 401 });
    await second.get('/api/v1/session', { expect: 401 });

    await nobody.post('/api/v1/password-resets', { email }, { expect: 202 });
    await nobody.post('/api/v1/password-resets', { email: freshEmail() }, { expect: 202 });
    const reset = await eventually(async () => (await portal().mailsTo(email)).find((each) => each.path.includes('reset')));
    assert.equal((await nobody.get(`/api/v1/password-resets/${reset.token}`, { expect: 200 })).json.email, email);
    await nobody.get(reset.path, { expect: 200 });
    await nobody.get(`/api/v1/invitations/${reset.token}`, { expect: 404 });
    await nobody.post(`/api/v1/password-resets/${reset.token}`, { password: `${phrase} 3` }, { expect: 204 });
    await nobody.post(`/api/v1/password-resets/${reset.token}`, { password: `${phrase} 4` }, { expect: 410 });
    const again = portal().client();
    assert.equal((await again.signIn(email, `${phrase} 2`)).status, 401);
    assert.equal((await again.signIn(email, `${phrase} 3`)).status, 200);
  });

  test('staff', async () => {
    const admin = await portal().as('partner_admin');
    const email = freshEmail('nhan.vien');
    const { id } = (await admin.post('/api/v1/staff', { email, name: 'Phạm Văn Tạm', roles: ['viewer'] }, { expect: 201 })).json;
    const changed = await admin.patch(`/api/v1/staff/${id}`, { roles: ['sales'], name: 'Phạm Văn Lâu' }, { expect: 200 });
    assert.deepEqual([changed.json.roles, changed.json.name], [['sales'], 'Phạm Văn Lâu']);
    assert.deepEqual((await admin.get(`/api/v1/staff/${id}`, { expect: 200 })).json, changed.json);
    assert.ok((await admin.all('/api/v1/staff', { limit: 2 })).some((person) => person.id === id));
    await admin.delete(`/api/v1/staff/${id}`, { expect: 204 });
    await admin.get(`/api/v1/staff/${id}`, { expect: 404 });
    const colleague = portal().demoUser('sales').email;
    await admin.post('/api/v1/staff', { email: colleague, name: 'Người Khác', roles: ['viewer'] }, { expect: 409 });
    // Whether the address is somebody's elsewhere is told to whoever accepts the invitation only.
    const elsewhere = portal().demoUser('auditor').email;
    await admin.post('/api/v1/staff', { email: elsewhere, name: 'Người Khác', roles: ['viewer'] }, { expect: 201 });
    const { token } = await portal().mailTo(elsewhere);
    await portal().client().post(`/api/v1/invitations/${token}`, { password: phrase }, { expect: 409 });
  });

  test('the second factor', async () => {
    const { email, password } = portal().demoUser('approver');
    const client = await portal().as('approver', { fresh: true });
    assert.equal((await client.get('/api/v1/profile/two-factor', { expect: 200 })).json.enabled, false);
    await client.post('/api/v1/profile/two-factor', { password: 'not this one' }, { expect: 422 });
    await client.post('/api/v1/profile/two-factor/confirm', { code: '000000' }, { expect: 409 });
    const { secret, recoveryCodes } = await enrol(portal(), client, password);
    assert.equal((await client.get('/api/v1/session', { expect: 200 })).json.second_factor, 'on');
    await client.post('/api/v1/profile/two-factor', { password }, { expect: 409 });
    const other = portal().client();
    assert.equal((await other.signIn(email, password)).json.code, 'second_factor_required');
    assert.equal((await other.signIn(email, password, totpCode(secret, portal().now()))).json.code, 'second_factor_wrong');
    assert.equal((await other.signIn(email, password, recoveryCodes[0])).status, 200);
    await portal().moveClock({ seconds: 30 });
    const code = totpCode(secret, portal().now());
    const renewed = (await client.post('/api/v1/profile/two-factor/recovery-codes', { password, code }, { expect: 200 })).json;
    client.csrf = renewed.csrf_token;
    await other.get('/api/v1/session', { expect: 401 });
    const off = (await client.post('/api/v1/profile/two-factor/remove', { password, code: renewed.recovery_codes[0] }, { expect: 200 })).json;
    client.csrf = off.csrf_token;
    assert.equal((await client.get('/api/v1/session', { expect: 200 })).json.second_factor, 'off');
    await client.post('/api/v1/profile/two-factor/remove', { password, code }, { expect: 409 });

    await enrol(portal(), client, password);
    const admin = await portal().as('provider_admin');
    const path = `/api/v1/staff/${client.user.id}`;
    assert.equal((await admin.get(path, { expect: 200 })).json.second_factor, true);
    await admin.post(`/api/v1/staff/${admin.user.id}/two-factor-reset`, {}, { expect: 409 });
    assert.equal((await admin.post(`${path}/two-factor-reset`, {}, { expect: 200 })).json.second_factor, false);
    await admin.post(`${path}/two-factor-reset`, undefined, { expect: 409 });
    await client.get('/api/v1/session', { expect: 401 });
  });

  test('sessions and the history of signing in', async () => {
    const { email, password } = portal().demoUser('viewer');
    const [client, second, third] = [portal().client(), portal().client(), portal().client()];
    for (const each of [client, second, third]) assert.equal((await each.signIn(email, password)).status, 200);
    await client.signIn(email, 'not this one');
    const sessions = await client.all('/api/v1/profile/sessions', { limit: 1 });
    assert.ok(sessions.length >= 3);  // other tests sign in as this one too
    assert.equal(sessions.filter(({ current }) => current).length, 1);
    const [one] = (await second.all('/api/v1/profile/sessions')).filter(({ current }) => current);
    await client.delete(`/api/v1/profile/sessions/${one.id}`, { expect: 204 });
    await client.delete(`/api/v1/profile/sessions/${one.id}`, { expect: 404 });
    await second.get('/api/v1/session', { expect: 401 });
    await client.delete('/api/v1/profile/sessions', { expect: 204 });
    await third.get('/api/v1/session', { expect: 401 });
    const tries = await client.all('/api/v1/profile/sign-ins', { limit: 2 });
    assert.deepEqual(tries.slice(0, 4).map(({ outcome }) => outcome), ['wrong_password', 'signed_in', 'signed_in', 'signed_in']);
  });

  test('partners', async () => {
    const provider = await portal().as('provider_admin');
    const body = {
      name: 'Đối tác Tham quan', legal_name: 'Công ty TNHH Tham quan', tax_code: '0399999999',
      service_accounts: [freshEmail('tai.khoan')], admin_email: freshEmail('quan.tri'),
    };
    const headers = { 'idempotency-key': randomId('reg') };
    const created = await provider.post('/api/v1/partners', body, { headers, expect: 201 });
    const replayed = await provider.post('/api/v1/partners', body, { headers, expect: 201 });
    assert.equal(replayed.text, created.text);
    assert.equal(replayed.headers.get('idempotency-replayed'), 'true');
    const reused = await provider.post('/api/v1/partners', { ...body, name: 'Khác' }, { headers, expect: 422 });
    assert.equal(reused.json.code, 'idempotency_key_reused');
    const { id } = created.json;
    assert.deepEqual((await provider.get(`/api/v1/partners/${id}`, { expect: 200 })).json, created.json);
    assert.ok((await provider.all('/api/v1/partners', { limit: 2 })).some((partner) => partner.id === id));
    assert.deepEqual((await provider.get('/api/v1/partners?q=tham', { expect: 200 })).json.data.map((partner) => partner.id), [id]);
    const people = await provider.all(`/api/v1/partners/${id}/staff`);
    assert.deepEqual(people.map((person) => [person.email, person.state]), [[body.admin_email, 'invited']]);
    await provider.post(`/api/v1/partners/${id}/suspend`, {}, { expect: 200 });
    assert.deepEqual((await provider.get('/api/v1/partners?suspended=true', { expect: 200 })).json.data.map((partner) => partner.id), [id]);
    await provider.post(`/api/v1/partners/${id}/reopen`, undefined, { expect: 200 });
    const first = await portal().mailTo(body.admin_email);
    await provider.post(`/api/v1/partners/${id}/admins`, { email: body.admin_email }, { expect: 201 });
    const second = await eventually(async () => (await portal().mailsTo(body.admin_email)).find((mail) => mail.id !== first.id));
    assert.notEqual(second.token, first.token);
    const nobody = portal().client();
    await nobody.get(`/api/v1/invitations/${first.token}`, { expect: [404, 410] });
    await nobody.post(`/api/v1/invitations/${second.token}`, { password: phrase, name: 'Quản Trị' }, { expect: 204 });
    const admin = portal().client();
    assert.equal((await admin.signIn(body.admin_email, phrase)).status, 200);
    assert.deepEqual(admin.user.roles, ['partner_admin']);
    assert.equal(admin.user.partner.id, id);
  });

  test('directory', async () => {
    const provider = await portal().as('provider_admin');
    const account = eligibleAccount({ external_id: randomId('acc'), name: 'Công ty Đo Đạc' });
    const [stored] = await putAccounts(portal(), [account]);
    const again = (await provider.put('/api/v1/directory/accounts', { accounts: [{ ...account, services_in_use: 3 }] }, { expect: 200 })).json;
    assert.equal(again.results[0].outcome, 'updated');
    const one = (await provider.get(`/api/v1/directory/accounts/${stored.id}`, { expect: 200 })).json;
    assert.equal(one.services_in_use, 3);
    assert.ok((await provider.get('/api/v1/directory/accounts?q=do%20dac', { expect: 200 })).json.data.some((row) => row.id === stored.id));
    const history = await provider.all(`/api/v1/directory/accounts/${stored.id}/history`, { limit: 1 });
    assert.deepEqual(history.map((row) => row.facts.services_in_use), [3, 0]);
  });

  test('registrations, consent and approvals', async () => {
    const admin = await portal().as('partner_admin');
    const provider = await portal().as('provider_admin');
    const counts = (await admin.get('/api/v1/registrations/counts', { expect: 200 })).json;
    const byPartner = `/api/v1/registrations/counts/by-partner?partner_id=${admin.user.partner.id}&partner_id=${randomId('ptn')}`;
    const [own, unknown] = (await provider.get(byPartner, { expect: 200 })).json.data;
    assert.deepEqual(own, { partner_id: admin.user.partner.id, counts });
    assert.ok(Object.values(unknown.counts).every((count) => count === 0));
    await provider.get('/api/v1/registrations/counts/by-partner', { expect: 400 });
    await provider.get('/api/v1/registrations/counts/by-partner?partner_id=x', { expect: 400 });
    const registration = await addRegistration(portal(), { item: { friendly_name: 'Bạn cũ' } });
    const path = `/api/v1/registrations/${registration.id}`;
    assert.equal((await admin.get('/api/v1/registrations/counts', { expect: 200 })).json.pending_customer, counts.pending_customer + 1);
    const renamed = await admin.patch(path, { friendly_name: 'Bạn mới', owner_id: admin.user.id }, { expect: 200 });
    assert.equal(renamed.json.friendly_name, 'Bạn mới');
    await admin.post(`${path}/resend`, {}, { expect: 429 });
    await portal().moveClock({ minutes: 4 });
    assert.equal((await admin.post(`${path}/resend`, {}, { expect: 200 })).json.status, 'pending_customer');
    const mail = await portal().mailTo(registration.email);
    const customer = portal().client({ language: 'vi' });
    await customer.get(mail.path, { expect: 200 });
    await customer.form(mail.path, { code: mail.code === '000000' ? '000001' : '000000', decision: 'agree' }, { expect: 422 });
    await customer.form(mail.path, { code: mail.code, decision: 'agree' }, { expect: 200 });
    assert.equal((await admin.get(path, { expect: 200 })).json.status, 'pending_provider');
    await admin.get(`${path}/receipt`, { expect: 200 });
    const queue = await provider.all('/api/v1/approvals', { limit: 1 });
    const queued = queue.find((row) => row.id === registration.id);
    assert.deepEqual((await provider.get(`/api/v1/approvals/${registration.id}`, { expect: 200 })).json, queued);
    assert.equal((await provider.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 })).json.status, 'confirmed');
    await provider.post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 409 });
    await provider.get(`/api/v1/approvals/${registration.id}`, { expect: 409 });
    assert.equal((await provider.post(`${path}/end`, { reason: 'Hết hợp đồng.' }, { expect: 200 })).json.status, 'ended');
    const events = (await admin.all(`${path}/history`, { limit: 2 })).map((event) => event.to);
    assert.deepEqual(events.filter((to, i) => to !== events[i - 1]), ['pending_customer', 'pending_provider', 'confirmed', 'ended']);

    const withdrawn = await addRegistration(portal());
    assert.equal((await admin.post(`/api/v1/registrations/${withdrawn.id}/withdraw`, {}, { expect: 200 })).json.status, 'withdrawn');
    const rejected = await addAgreed(portal());
    assert.equal((await provider.post(`/api/v1/approvals/${rejected.id}/reject`, { reason: 'Thiếu giấy tờ.' }, { expect: 200 })).json.status, 'rejected');
    const declined = await addRegistration(portal());
    await decide(portal(), declined.email, 'decline');
    assert.equal((await admin.get(`/api/v1/registrations/${declined.id}`, { expect: 200 })).json.status, 'declined');
    const [one, two] = [await addAgreed(portal()), await addAgreed(portal())];
    const approved = (await provider.post('/api/v1/approvals/approve', { ids: [one.id, randomId('reg')] }, { expect: 200 })).json.results;
    assert.deepEqual(approved.map((result) => result.outcome), ['approved', 'refused']);
    const refused = (await provider.post('/api/v1/approvals/reject', { ids: [two.id], reason: 'Trùng.' }, { expect: 200 })).json.results;
    assert.deepEqual(refused.map((result) => result.outcome), ['rejected']);
  });

  test('credit, its reports and the feed of events', async () => {
    const { admin, finance, provider, root, auditor } = await treasurers(portal());
    const partner = await partnerId(portal());
    const customer = (await addCustomer(portal())).account_id;
    await grant(portal(), 1000, { partner: 1 });
    await topUp(portal(), (await addCustomer(portal(), { partner: 1 })).account_id, 100, { partner: 1 });
    const granted = await grant(portal(), 5_000_000);
    assert.deepEqual(granted.partner, admin.user.partner);
    const toppedUp = await topUp(portal(), customer, 900_000);
    assert.deepEqual((await finance.get(`/api/v1/credit/transactions/${toppedUp.id}`, { expect: 200 })).json, toppedUp);
    const undone = (await move(root, `/api/v1/credit/transactions/${toppedUp.id}/reverse`, { amount: vnd(100_000), reason: 'Nhầm khách' }, { expect: 201 })).json;
    assert.equal(undone.reverses, toppedUp.id);
    await bill(portal(), 'purchases', customer, 200_000);
    await bill(portal(), 'refunds', customer, 50_000);
    await bill(portal(), 'payouts', customer, 10_000);
    const held = await bill(portal(), 'holds', customer, 40_000);
    assert.deepEqual((await admin.get(`/api/v1/accounts/${customer}/holds?state=held`, { expect: 200 })).json.data, [held]);
    assert.deepEqual(await creditOf(portal(), customer), { balance: 640_000, held: 40_000, available: 600_000 });
    assert.equal((await move(provider, `/api/v1/holds/${held.id}/release`, {}, { expect: 200 })).json.state, 'released');
    const path = `/api/v1/accounts/${customer}`;
    const changed = await finance.patch(`${path}/credit`, { alert_level: vnd(50_000) }, { expect: 200 });
    assert.deepEqual(changed.json.alert_level, vnd(50_000));
    await move(finance, `${path}/reclaims`, { amount: vnd(30_000), reason: 'Không dùng nữa' }, { expect: 409 });
    await move(provider, `/api/v1/partners/${partner}/payouts`, { amount: vnd(1_000_000), reference: freshReference() }, { expect: 201 });
    const wallet = (await admin.get('/api/v1/wallet', { expect: 200 })).json;
    assert.deepEqual(wallet, (await auditor.get(`/api/v1/partners/${partner}/wallet`, { expect: 200 })).json);
    assert.deepEqual(await walletOf(portal()), { balance: 3_200_000, held: 0, available: 3_200_000 });
    const movements = await finance.all('/api/v1/wallet/movements', { limit: 1 });
    assert.deepEqual(movements.map(({ amount }) => amount.amount), [-1_000_000, 100_000, -900_000, 5_000_000]);
    const seen = await provider.all(`/api/v1/partners/${partner}/movements`);
    assert.deepEqual(seen.map(({ who, ...row }) => row), movements.map(({ who, ...row }) => row));
    assert.equal((await admin.all(`${path}/movements`, { limit: 3 })).length, 7);
    for (const name of ['top-ups', 'usage', 'summary']) await finance.get(`/api/v1/reports/credit/${name}`, { expect: 200 });
    const totals = (await auditor.get('/api/v1/credit/totals', { expect: 200 })).json;
    assert.equal(totals.issued.amount - totals.paid_out.amount - totals.spent.amount, totals.outstanding.amount - totals.arrears.amount);
    await auditor.get('/api/v1/credit/differences', { expect: 200 });
    const events = (await auditor.get('/api/v1/events?limit=200', { expect: 200 })).json;
    assert.equal(events.next_after, events.data.at(-1).id);
    assert.deepEqual((await auditor.get(`/api/v1/events?after=${events.next_after}`, { expect: 200 })).json, { data: [], next_after: events.next_after });
    const statement = await finance.get(`${path}/statement`, { expect: 200 });
    assert.equal(statement.bytes.subarray(0, 5).toString(), '%PDF-');
  });

  test('products, prices and discounts', async () => {
    const root = await portal().as('provider_admin');
    const admin = await portal().as('partner_admin');
    const product = await addProduct(portal(), { name: 'vStorage' });
    assert.deepEqual((await root.get(`/api/v1/products/${product.id}`, { expect: 200 })).json, product);
    const group = await addGroup(portal(), product);
    assert.deepEqual((await admin.get(`/api/v1/product-groups/${group.id}`, { expect: 200 })).json, group);
    const groupChange = await root.patch(`/api/v1/product-groups/${group.id}`, { name: 'Kho lạnh' }, { expect: 200 });
    assert.equal(groupChange.json.name, 'Kho lạnh');
    const productChange = await root.patch(`/api/v1/products/${product.id}`, { name: 'vStorage 2' }, { expect: 200 });
    const { id, code } = group;
    assert.deepEqual([productChange.json.name, productChange.json.groups], ['vStorage 2', [{ id, code, name: 'Kho lạnh' }]]);
    const prices = [listPrice(product, '1250.5'), listPrice(product, '1300', { from: '2021-01-01' }), listPrice(group, '2000'), listPrice(group, '80', { currency: 'USD' })];
    const set = (await root.post('/api/v1/list-prices', { prices }, { expect: 201 })).json.results;
    assert.deepEqual(set.map(({ outcome }) => outcome), Array(4).fill('created'));
    assert.equal((await admin.all(`/api/v1/list-prices?product_id=${product.id}`)).length, 4);
    assert.equal((await admin.all(`/api/v1/list-prices?product_group_id=${group.id}`)).length, 2);
    assert.deepEqual((await admin.all('/api/v1/products?q=VSTORAGE')).map((row) => row.id), [product.id]);
    assert.deepEqual((await admin.all(`/api/v1/product-groups?product_id=${product.id}`)).map((row) => row.id), [group.id]);

    const rates = [rate(product, 2000), rate(group, 2500)];
    await askDiscount(portal(), rates, { partner: 1 });
    const asked = await askDiscount(portal(), rates);
    const path = '/api/v1/partner-discounts';
    assert.deepEqual((await root.get(`${path}/${asked.id}`, { expect: 200 })).json, asked);
    assert.equal((await admin.post(`${path}/${asked.id}/withdraw`, {}, { expect: 200 })).json.status, 'withdrawn');
    const second = await askDiscount(portal(), rates);
    assert.equal((await root.post(`${path}/${second.id}/reject`, { reason: 'Chưa đủ.' }, { expect: 200 })).json.status, 'rejected');
    const third = await askDiscount(portal(), rates);
    assert.equal((await approveDiscount(portal(), third)).status, 'scheduled');
    assert.deepEqual((await admin.all(path, { limit: 1 })).map((row) => row.status), ['scheduled', 'rejected', 'withdrawn']);

    const customer = (await addCustomer(portal())).account_id;
    const days = await earliestDays(portal());
    const from = [days.partner, days.customer].sort().at(-1);
    const body = await discountBody(portal(), [rate(product, 500)], { from });
    const preview = (await admin.post(`/api/v1/accounts/${customer}/discounts/preview`, body, { expect: 200 })).json;
    assert.deepEqual([preview.below_cost, preview.allowed, preview.ended], [false, true, []]);
    const discount = await setDiscount(portal(), customer, [rate(product, 500)], { from });
    assert.deepEqual((await admin.get(`/api/v1/accounts/${customer}/discounts`, { expect: 200 })).json.data, [discount]);
    const { list, sale, cost, margin } = await priceOf(admin, customer, product, from);
    assert.deepEqual([list, sale, cost, margin], ['1300', '1235', '1040', '195']);
  });

  test('lists sort and page to the same rows', async () => {
    const provider = await portal().as('provider_admin');
    const nameOf = (row) => row.id ?? row.transaction_id ?? JSON.stringify(row);
    const readable = (each) => mayCall(each, 'provider', 'provider_admin') && each.operation['x-filters'].every((name) => name !== 'after');
    for (const operation of operations.filter((each) => each.operation['x-sort'] && !each.pattern.includes('{') && readable(each))) {
      const { fields, partner_only: partnerOnly = [] } = operation.operation['x-sort'];
      const whole = (await provider.all(operation.pattern)).map(nameOf);
      assert.equal(new Set(whole).size, whole.length, operation.pattern);
      assert.deepEqual((await provider.all(operation.pattern, { limit: 3 })).map(nameOf), whole, operation.pattern);
      for (const field of fields.filter((each) => !partnerOnly.includes(each))) {
        for (const sort of [field, `-${field}`]) {
          const rows = (await provider.all(`${operation.pattern}?sort=${sort}`, { limit: 7 })).map(nameOf);
          assert.deepEqual([...rows].sort(), [...whole].sort(), `${operation.pattern}?sort=${sort}`);
        }
      }
      if (operation.operation['x-filters'].includes('partner_id')) {
        const { id } = (await portal().as('partner_admin')).user.partner;
        const theirs = await provider.all(`${operation.pattern}?partner_id=${id}`);
        assert.ok(theirs.length > 0 && theirs.length < whole.length, operation.pattern);
        assert.ok(theirs.every((row) => (row.partner?.id ?? row.partner_id) === id), operation.pattern);
      }
      const page = (await provider.get(`${operation.pattern}?limit=3`, { expect: 200 })).json;
      assert.equal(page.total, whole.length, operation.pattern);
      assert.equal(page.total_is_exact, true);
    }
  });

  test('exports, also those that are made in the background', async () => {
    const admin = await portal().as('partner_admin');
    const csv = await admin.get('/api/v1/registrations?format=csv&status=confirmed', { expect: 200 });
    assert.equal(csv.headers.get('content-type').split(';')[0], 'text/csv');
    assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'the BOM');
    const xlsx = await admin.get('/api/v1/registrations?format=xlsx', { expect: 200 });
    assert.equal(xlsx.bytes.subarray(0, 2).toString(), 'PK');
  });

  test('outbox and audit', async () => {
    const provider = await portal().as('provider_admin');
    const registration = await addRegistration(portal());
    const mail = await portal().mailTo(registration.email);
    assert.equal((await provider.get(`/api/v1/outbox/${mail.id}`, { expect: 200 })).json.id, mail.id);
    const retried = await provider.post(`/api/v1/outbox/${mail.id}/retry`, {});
    assert.ok([200, 409].includes(retried.status), String(retried.status));
    const rows = await (await portal().as('partner_admin')).all(`/api/v1/audit?subject=${registration.id}`);
    assert.ok(rows.length >= 1);
    assert.ok(rows.every((row) => row.subject === registration.id && row.partner_id === registration.partner.id));
    const all = (await provider.get('/api/v1/audit?change=partners.suspend', { expect: 200 })).json;
    assert.ok(all.data.every((row) => row.change === 'partners.suspend'));
  });

  test('what the portal says of itself', async () => {
    const nobody = portal().client();
    for (const path of ['/', '/openapi.yaml', '/healthz', '/readyz', '/metrics']) await nobody.get(path, { expect: 200 });
    await nobody.get('/nothing/here', { headers: { accept: 'application/json' }, expect: 404 });
    await nobody.get('/api/v1/nothing', { expect: 404 });
  });
});

onBothEngines('a tour of the second person', (portal) => {
  test('asks, approves, rejects and withdraws', async () => {
    const { admin, finance } = await treasurers(portal());
    await grant(portal(), 10_000);
    const customer = (await addCustomer(portal())).account_id;
    const ask = async (verb, body) => (await move(finance, `/api/v1/accounts/${customer}/${verb}`, { amount: vnd(1001), ...body }, { expect: 202 })).json;
    const asked = await ask('top-ups', {});
    assert.deepEqual([asked.state, asked.own], ['pending_approval', true]);
    assert.deepEqual((await finance.get(`/api/v1/credit/requests/${asked.id}`, { expect: 200 })).json, asked);
    const approved = (await admin.post(`/api/v1/credit/requests/${asked.id}/approve`, {}, { expect: 200 })).json;
    assert.equal((await admin.get(`/api/v1/credit/transactions/${approved.transaction_id}`, { expect: 200 })).json.approved_by.id, admin.user.id);
    const reclaim = await ask('reclaims', { reason: 'Không dùng nữa' });
    const rejected = (await admin.post(`/api/v1/credit/requests/${reclaim.id}/reject`, { reason: 'Vẫn còn dùng' }, { expect: 200 })).json;
    assert.deepEqual([rejected.state, rejected.reason], ['rejected', 'Vẫn còn dùng']);
    await move(finance, `/api/v1/accounts/${customer}/reclaims`, { amount: vnd(1), reason: 'Không dùng nữa' }, { expect: 201 });
    const third = await ask('top-ups', {});
    assert.equal((await finance.post(`/api/v1/credit/requests/${third.id}/withdraw`, {}, { expect: 200 })).json.state, 'withdrawn');
    const rows = await admin.all('/api/v1/credit/requests', { limit: 1 });
    assert.deepEqual(rows.map(({ id }) => id), [third.id, reclaim.id, asked.id]);
  });
}, { settings: { 'credit.top_up_second_person_above': 1000, 'credit.reclaim': true } });

onBothEngines('exports in the background', (portal) => {
  test('are announced, made, and served to whoever asked for them', async () => {
    const sales = await portal().as('sales');
    for (const format of ['csv', 'xlsx']) {
      const asked = (await sales.get(`/api/v1/registrations?format=${format}`, { expect: 202 })).json;
      const done = await eventually(async () => {
        const { json } = await sales.get(`/api/v1/exports/${asked.id}`, { expect: 200 });
        return json.state === 'done' && json;
      });
      assert.equal(done.rows_done, done.rows_total);
      const file = await sales.get(`/api/v1/exports/${asked.id}/file`, { expect: 200 });
      assert.match(file.headers.get('content-disposition'), new RegExp(`^attachment; filename="[a-z0-9-]+\\.${format}"$`));
      if (format === 'csv') assert.equal(file.text.trim().split('\n').length, done.rows_total + 1);
      const random = await sales.get(`/api/v1/exports/${randomId('exp')}`, { expect: 404 });
      for (const other of [await portal().as('partner_admin'), await portal().as('sales', { partner: 1 }), await portal().as('provider_admin')]) {
        assert.deepEqual(comparable(await other.get(`/api/v1/exports/${asked.id}`)), comparable(random));
        await other.get(`/api/v1/exports/${asked.id}/file`, { expect: 404 });
      }
    }
  });
}, { settings: { 'export.rows_at_once': 2 } });

onBothEngines('mails that cannot be delivered', (portal) => {
  test('wait in the outbox with their links masked, and are tried again when asked', async () => {
    const provider = portal().client();
    assert.equal((await provider.signIn('quan.tri@provider.example', phrase)).status, 200);
    const recipient = freshEmail('quan.tri');
    await provider.post('/api/v1/partners', {
      name: 'Đối tác Đầu', legal_name: 'Công ty TNHH Đối tác Đầu', tax_code: '0300000001', service_accounts: [freshEmail()], admin_email: recipient,
    }, { expect: 201 });
    const mail = await eventually(async () => {
      const [first] = (await provider.get(`/api/v1/outbox?recipient=${recipient}`, { expect: 200 })).json.data;
      return first?.attempts > 0 && first.last_reply && first;
    });
    assert.equal(mail.state, 'queued');
    assert.doesNotMatch(`${mail.text} ${mail.html}`, /usr_[0-9a-z]{26}\.[A-Za-z0-9_-]{20,}/);
    const retried = (await provider.post(`/api/v1/outbox/${mail.id}/retry`, {}, { expect: 200 })).json;
    assert.equal(retried.state, 'queued');
    await eventually(async () => (await provider.get(`/api/v1/outbox/${mail.id}`, { expect: 200 })).json.attempts > mail.attempts);
  });
}, {
  demo: false,
  settings: { 'smtp.host': '127.0.0.1', 'smtp.port': 1, 'smtp.tls': 'none' },
  prepare: async (portal) => {
    const made = await portal.run(['user', 'create', '--email', 'quan.tri@provider.example', '--name', 'Quản Trị', '--audience', 'provider',
      '--role', 'provider_admin'], { input: `${phrase}\n` });
    assert.equal(made.code, 0, made.stderr);
  },
});

test('the tour has visited every operation', () => {
  const missing = operations.filter((operation) => ![...(answered.get(operation.id) ?? [])].some((status) => status < 300))
    .map((operation) => operation.id);
  assert.deepEqual(missing, []);
});

// One customer's account in Chromium: what is awaited and what happened, what each side may do where it stands, two
// people who edit at once, and the difference between what is not there, not allowed and not answered.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, onBothEngines } from '../harness/portal.mjs';
import { addAgreed, addRegistration, decide, putAccounts, randomId } from '../harness/world.mjs';

onBothEngines('the account of a customer in Chromium', (portal) => {
  let browser = null;
  before(async () => { browser = await startBrowser(); });
  after(async () => { await browser?.close(); });

  const open = (role, { id }, options = {}) => pageOf(browser, portal(), role, `/accounts/${id}`, options);
  const close = (page) => page.context().close();
  const button = (page, name) => page.getByRole('button', { name, exact: true });
  const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
  const state = (page, name) => page.locator('.page-title .tag', { hasText: name }).waitFor();
  const client = (role) => portal().as(role);
  const read = async ({ id }, role = 'partner_admin') => (await (await client(role)).get(`/api/v1/registrations/${id}`, { expect: 200 })).json;
  const confirmed = async (item) => {
    const registration = await addAgreed(portal(), { item });
    await (await client('provider_admin')).post(`/api/v1/approvals/${registration.id}/approve`, {}, { expect: 200 });
    return registration;
  };

  test('while the customer is awaited: the clock, the mail, sending again not too soon, withdrawing', async () => {
    const registration = await addRegistration(portal(), { item: { friendly_name: 'Anh Đức' } });
    const page = await open('sales', registration);
    await heading(page, 'Anh Đức');
    await state(page, 'Chờ khách hàng xác nhận');
    await page.getByText('Còn 29 ngày').or(page.getByText('Còn 30 ngày')).first().waitFor();
    await page.getByRole('region', { name: 'Diễn biến' }).getByText('Đăng ký khách hàng').waitFor();
    await button(page, 'Gửi lại email').click();
    await page.getByText(/Có thể gửi lại sau \d+ giây/).waitFor();
    const before = await portal().mailTo(registration.email);
    await portal().moveClock({ minutes: 4 });
    await button(page, 'Gửi lại email').click();
    await page.getByText(`Đã gửi lại email cho ${registration.email}.`).waitFor();
    const mails = await portal().mailsTo(registration.email);
    assert.equal(mails.length, 2);
    assert.notEqual(mails[0].code, before.code);
    await button(page, 'Rút yêu cầu').click();
    const dialog = page.getByRole('dialog', { name: 'Rút yêu cầu?' });
    await assertSound(page, 'the question before withdrawing');
    await button(dialog, 'Giữ lại').click();
    await button(page, 'Rút yêu cầu').click();
    await button(dialog, 'Rút yêu cầu').click();
    await state(page, 'Đã rút yêu cầu');
    await page.getByRole('region', { name: 'Diễn biến' }).getByText('Đối tác rút yêu cầu').waitFor();
    assert.equal(await button(page, 'Sửa thông tin').count(), 0, 'nothing is left to do');
    assert.equal((await read(registration)).status, 'withdrawn');
    await close(page);
  });

  test('name, role and owner are edited; who edits at the same time is shown what changed and goes on', async () => {
    const registration = await addRegistration(portal(), { item: { friendly_name: 'Tên cũ' } });
    const page = await open('sales', registration);
    await button(page, 'Sửa thông tin').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tên thường dùng').fill('Tên của tôi');

    const admin = await client('partner_admin');
    const { etag } = Object.fromEntries((await admin.get(`/api/v1/registrations/${registration.id}`)).headers);
    await admin.send('PATCH', `/api/v1/registrations/${registration.id}`, {
      body: { friendly_name: 'Tên của người khác', role: 'Triển khai' }, headers: { 'if-match': etag }, expect: 200,
    });
    await button(dialog, 'Lưu').click();
    const notice = dialog.getByRole('alert');
    await notice.getByText('Tên thường dùng: từ “Tên cũ” thành “Tên của người khác”').waitFor();
    await notice.getByText('Vai trò của bạn: từ “Đối tác” thành “Triển khai”').waitFor();
    assert.equal(await dialog.getByLabel('Tên thường dùng').inputValue(), 'Tên của tôi');
    await assertSound(page, 'what changed meanwhile');
    assert.equal((await read(registration)).friendly_name, 'Tên của người khác', 'nothing was overwritten unseen');

    await dialog.getByLabel('Người phụ trách').click();
    const { user } = await client('sales');
    await page.locator('.ant-select-item-option', { hasText: user.name }).click();
    await button(dialog, 'Lưu').click();
    await heading(page, 'Tên của tôi');
    const now = await read(registration);
    assert.deepEqual([now.friendly_name, now.role, now.owner.id], ['Tên của tôi', 'Triển khai', user.id]);
    await close(page);
  });

  test('a link that wrong codes voided says what to do; rules that failed at the consent are named', async () => {
    const voided = await addRegistration(portal());
    const { path } = await portal().mailTo(voided.email);
    for (let tries = 0; tries < 5; tries += 1) await portal().client().form(path, { code: '000000', decision: 'agree' }, { expect: [410, 422] });
    const first = await open('partner_admin', voided);
    await first.getByText('Hãy gửi lại email để khách hàng nhận liên kết và mã mới.').waitFor();
    await assertSound(first, 'a void link');
    await close(first);

    const blocked = await addRegistration(portal());
    const { data: [account] } = (await (await client('provider_admin')).get(`/api/v1/directory/accounts?q=${encodeURIComponent(blocked.email)}`)).json;
    const { id: _id, seen_at: _seen, gone: _gone, external_id, ...facts } = account;
    await putAccounts(portal(), [{ ...facts, ...(external_id && { external_id }), services_in_use: 3, in_poc: true }]);
    await decide(portal(), blocked.email, 'agree', { expect: 409 });
    const second = await open('viewer', blocked, { language: 'en' });
    await second.getByText('The customer agreed, but the account was not eligible').waitFor();
    await second.getByText('those in the trash count too').waitFor();
    await second.getByText('proof-of-concept').waitFor();
    assert.equal(await second.getByRole('button', { name: 'Withdraw request' }).count(), 0, 'a viewer does nothing');
    await assertSound(second, 'rules that failed');
    await close(second);
  });

  test('the receipt shows what was agreed, and its hash can be copied', async () => {
    const registration = await confirmed({ friendly_name: 'Chị Hạnh' });
    const receipt = (await (await client('partner_admin')).get(`/api/v1/registrations/${registration.id}/receipt`, { expect: 200 })).json;
    const page = await open('partner_admin', registration);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const region = page.getByRole('region', { name: 'Biên nhận đồng ý' });
    assert.equal(await region.locator('blockquote').textContent(), receipt.statement.trim());
    await region.getByText(receipt.address).waitFor();
    await button(region, 'Sao chép').click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), receipt.hash);
    await page.evaluate(() => { globalThis.print = () => { document.title = `printed ${document.documentElement.dataset.print}`; }; });
    await button(region, 'In').click();
    assert.equal(await page.title(), 'printed receipt');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => { document.documentElement.dataset.print = 'receipt'; });
    assert.equal(await region.isVisible(), true);
    assert.equal(await page.getByText('Diễn biến').isVisible(), false);
    await close(page);
  });

  test('the provider sees facts and leads on to queue, partner and service account; its admin ends with a reason', async () => {
    const waiting = await addAgreed(portal(), { item: { friendly_name: 'Bí mật của đối tác' } });
    const page = await open('approver', waiting);
    await state(page, 'Chờ Cloud Example duyệt');
    assert.equal(await page.getByText('Bí mật của đối tác').count(), 0);
    for (const [name, href] of [
      ['Xem và duyệt', `/approvals/${waiting.id}`], [portal().partnerNames()[0], `/partners/${waiting.partner.id}`], ['Công ty Mẫu', `/directory/${waiting.account_id}`],
    ]) assert.equal(await page.locator('main').getByRole('link', { name, exact: true }).getAttribute('href'), href);
    const facts = page.getByText('Thông tin tài khoản lúc đó');
    await facts.last().click();
    await page.getByText('Credit tạm ứng').last().waitFor();
    await assertSound(page, 'facts for the provider');
    assert.equal(await page.getByRole('button', { name: 'Kết thúc liên kết' }).count(), 0, 'an approver ends nothing');
    await close(page);

    const held = await confirmed();
    const admin = await open('provider_admin', held);
    await button(admin, 'Kết thúc liên kết').click();
    const dialog = admin.getByRole('dialog', { name: 'Kết thúc liên kết?' });
    await button(dialog, 'Kết thúc liên kết').click();
    await dialog.getByText('Vui lòng ghi lý do.').waitFor();
    await assertSound(admin, 'a reason is missing');
    await dialog.getByLabel('Lý do').fill('Khách hàng yêu cầu chuyển đối tác.');
    await button(dialog, 'Kết thúc liên kết').click();
    await state(admin, 'Đã kết thúc');
    await admin.getByRole('region', { name: 'Hiện tại' }).getByText('Khách hàng yêu cầu chuyển đối tác.').waitFor();
    assert.equal((await read(held)).status, 'ended');
    await close(admin);
  });

  test('not there, not ours and not answered are told apart', async () => {
    const foreign = await addRegistration(portal(), { partner: 1 });
    for (const id of [foreign.id, randomId('reg'), 'nonsense']) {
      const page = await open('partner_admin', { id });
      await page.getByRole('heading', { name: 'Không tìm thấy tài khoản này' }).waitFor();
      await assertSound(page, 'not there');
      await page.getByRole('link', { name: 'Về danh sách tài khoản' }).click();
      await page.waitForURL(/\/accounts$/);
      await close(page);
    }
    const own = await addRegistration(portal());
    const page = await pageOf(browser, portal(), 'partner_admin', '/staff');
    await page.route('**/api/v1/registrations/reg_*', (route) => route.abort());
    await page.goto(`${portal().url}/accounts/${own.id}`);
    const alert = page.getByRole('alert').filter({ hasText: 'Không kết nối được' });
    await alert.waitFor();
    await page.unroute('**/api/v1/registrations/reg_*');
    await alert.getByRole('button', { name: 'Thử lại' }).click();
    await heading(page, own.email);
    await close(page);
  });

  test('from the list and back to the list as it was', async () => {
    const page = await pageOf(browser, portal(), 'partner_admin', '/accounts?status=confirmed');
    await page.locator('.table .account a').first().click();
    await page.waitForURL(/\/accounts\/reg_/);
    await page.getByRole('navigation', { name: 'Trở lại' }).getByRole('link').click();
    await page.waitForURL(/\/accounts\?status=confirmed$/);
    await close(page);
  });

  test('is sound in every state, both languages and themes, on a desk and on a phone', async () => {
    const { data } = (await (await client('partner_admin')).get('/api/v1/registrations?limit=200')).json;
    const states = new Map(data.map((registration) => [registration.status, registration]));
    assert.ok(states.size >= 7);
    const looks = [['vi', {}, 'light'], ['en', {}, 'dark'], ['vi', phone, 'dark'], ['en', phone, 'light']];
    let turn = 0;
    for (const [status, registration] of states) {
      for (const [language, size, theme] of [looks[turn % 4], looks[(turn + 2) % 4]]) {
        const page = await open('partner_admin', registration, { language, theme, ...size });
        await page.locator('.timeline li').first().waitFor();
        await assertSound(page, `${status}, ${language}, ${theme}, ${size === phone ? 'phone' : 'desk'}`);
        await close(page);
      }
      turn += 1;
    }
  });
}, { engines: [engines[0]] });

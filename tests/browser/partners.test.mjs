// The provider's partners in a real browser: the list with its totals, adding one with every error at its field,
// inviting an admin, suspending and reopening.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { freshEmail } from '../harness/world.mjs';

const words = {
  vi: {
    title: 'Đối tác', add: 'Thêm đối tác', name: 'Tên đối tác', legal: 'Tên pháp lý', tax: 'Mã số thuế', account: 'Email tài khoản dịch vụ',
    accountAt: (at) => `Email tài khoản dịch vụ ${at}`, more: 'Thêm tài khoản', admin: 'Email quản trị viên đầu tiên', check: 'Hãy kiểm tra lại các mục sau',
    taxWrong: /Mã số thuế gồm 10 chữ số/, taken: /đã thuộc về một đối tác khác/, search: 'Tìm theo tên, mã số thuế, email', state: 'Trạng thái',
    suspended: 'Tạm ngừng', reopen: 'Mở lại', open: 'Đang mở', invite: 'Mời quản trị viên', email: 'Email', send: 'Gửi thư mời',
    invited: 'Đã mời, chưa nhận lời', noMatch: 'Không có kết quả phù hợp', clear: 'Xóa bộ lọc', leave: 'Rời trang này?', stay: 'Ở lại', retry: 'Thử lại',
    staff: 'Nhân sự',
  },
  en: {
    title: 'Partners', add: 'Add a partner', name: "Partner's name", legal: 'Legal name', tax: 'Tax code', account: 'Email of the service account',
    accountAt: (at) => `Email of service account ${at}`, more: 'Add an account', admin: "First administrator's email", check: 'Please check these',
    taxWrong: /A tax code is 10 digits/, taken: /belongs to another partner/, search: 'Search by name, tax code, email', state: 'State',
    suspended: 'Suspended', suspend: 'Suspend', reopen: 'Reopen', open: 'Open', invite: 'Invite an administrator', email: 'Email', send: 'Send the invitation',
    invited: 'Invited, not accepted yet', noMatch: 'Nothing matches', clear: 'Clear filters', leave: 'Leave this page?', stay: 'Stay', retry: 'Try again',
    staff: 'Staff',
  },
};
const freshTaxCode = () => String(crypto.randomInt(10 ** 9, 10 ** 10 - 1));

describe('the partners in Chromium', () => {
  let portal = null;
  let browser = null;
  before(async () => {
    portal = await startPortal({ engine: engines[0] });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await portal?.remove();
  });

  const open = (path, { role = 'provider_admin', ...options } = {}) => pageOf(browser, portal, role, path, options);
  const button = (place, name) => place.getByRole('button', { name, exact: true });
  const title = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
  const partners = async () => (await (await portal.as('auditor')).get('/api/v1/partners')).json.data;

  for (const language of ['vi', 'en']) {
    const say = words[language];
    test(`the list shows totals, is searched and filtered by its address (${language})`, async () => {
      const [first] = await partners();
      const page = await open('/partners', { language });
      const row = page.getByRole('row', { name: new RegExp(first.name) });
      const counts = (await (await portal.as('auditor')).get(`/api/v1/registrations/counts/by-partner?partner_id=${first.id}`)).json.data[0].counts;
      await row.getByRole('link', { name: String(counts.confirmed), exact: true }).first().waitFor();
      await assertSound(page, `list ${language}`);
      await page.getByLabel(say.search).fill(first.tax_code);
      await page.waitForURL(new RegExp(`q=${first.tax_code}`));
      await page.getByText(first.name).waitFor();
      await page.getByLabel(say.search).fill('không có ai như vậy');
      await page.getByRole('heading', { name: say.noMatch }).waitFor();
      await assertSound(page, `no match ${language}`);
      await button(page, say.clear).click();
      await row.waitFor();
      await page.getByRole('combobox', { name: say.state }).click();
      await page.getByTitle(say.open, { exact: true }).click();
      await page.waitForURL(/suspended=false/);
      await page.goBack();
      await page.waitForURL((url) => !url.search.includes('suspended'));
      await row.waitFor();
      await page.context().close();
    });

    test(`a partner is added, each error at its field (${language})`, async () => {
      const [taken] = await partners();
      const page = await open('/partners', { language });
      await page.getByRole('link', { name: say.add }).click();
      await title(page, say.add).waitFor();
      await button(page, say.add).click();
      await page.getByRole('alert').getByText(say.check).waitFor();
      await page.getByLabel(say.name).and(page.locator(':focus')).waitFor();
      await assertSound(page, `empty form ${language}`);
      await page.getByLabel(say.name).fill(`Mới ${language}`);
      await page.getByLabel(say.legal).fill(`Công ty Mới ${language}`);
      await page.getByLabel(say.tax).fill('123');
      await page.getByText(say.taxWrong).first().waitFor();
      await page.getByLabel(say.tax).fill(taken.tax_code);
      const own = freshEmail('own');
      // A block with several addresses becomes several rows.
      await page.getByLabel(say.account).focus();
      await page.evaluate((text) => {
        const data = new DataTransfer();
        data.setData('text', text);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      }, `${own}\n${taken.service_accounts[0]}`);
      await page.getByRole('textbox', { name: say.accountAt(2), exact: true }).waitFor();
      const admin = freshEmail('admin');
      await page.getByLabel(say.admin).fill(admin);
      await button(page, say.add).click();
      await page.getByLabel(say.tax).and(page.locator('[aria-invalid=true]')).waitFor();
      await page.getByText(say.taken).first().waitFor();
      await assertSound(page, `refused ${language}`);
      await page.getByLabel(say.tax).fill(freshTaxCode());
      await button(page, say.add).click();
      await page.getByRole('textbox', { name: say.accountAt(2), exact: true }).and(page.locator('[aria-invalid=true]')).waitFor();
      await page.getByRole('textbox', { name: say.accountAt(2), exact: true }).fill(freshEmail('own'));

      // What was entered is not lost by a slip.
      await page.getByRole('link', { name: say.title, exact: true }).click();
      await page.getByRole('dialog', { name: say.leave }).waitFor();
      await button(page, say.stay).click();

      await button(page, say.add).click();
      await title(page, `Mới ${language}`).waitFor();
      await page.getByText(own).waitFor();
      await page.getByText(admin).first().waitFor();
      await assertSound(page, `added ${language}`);
      assert.equal((await portal.mailsTo(admin, { template: 'invitation' })).length, 1);
      await page.context().close();
    });

    test(`a partner is suspended and reopened, and an admin invited (${language})`, async () => {
      const { id, name } = (await partners()).find((each) => each.name === portal.partnerNames()[2]);
      const page = await open(`/partners/${id}`, { language });
      await title(page, name).waitFor();
      await page.getByRole('heading', { name: say.staff }).waitFor();
      const act = language === 'vi' ? say.suspended : say.suspend;
      await button(page, act).click();
      await assertSound(page, `asking to suspend ${language}`);
      await button(page.getByRole('dialog'), act).click();
      await page.locator('.page-title').getByText(say.suspended).waitFor();
      await button(page, say.reopen).click();
      await button(page.getByRole('dialog'), say.reopen).click();
      await page.locator('.page-title').getByText(say.open).waitFor();

      await button(page, say.invite).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say.email).fill('không phải email');
      await button(dialog, say.send).click();
      await dialog.getByLabel(say.email).and(page.locator('[aria-invalid=true]')).waitFor();
      await assertSound(page, `inviting ${language}`);
      const email = freshEmail('second');
      await dialog.getByLabel(say.email).fill(email);
      await button(dialog, say.send).click();
      await page.locator('.people').getByText(email).waitFor();
      await page.locator('.people').getByText(say.invited).first().waitFor();
      await assertSound(page, `invited ${language}`);
      await page.context().close();
    });
  }

  test('the totals lead to the accounts behind them', async () => {
    const { id } = (await partners()).find((each) => each.name === portal.partnerNames()[0]);
    const page = await open(`/partners/${id}`);
    await page.locator('.totals').getByRole('link').first().click();
    await page.waitForURL((url) => url.pathname === '/accounts' && url.searchParams.get('partner_id') === id && url.searchParams.has('status'));
    await page.goBack();
    await page.waitForURL(`**/partners/${id}`);
    await page.context().close();
  });

  test('on a phone, dark', async () => {
    const [{ id, name }] = await partners();
    const page = await open('/partners', { theme: 'dark', ...phone });
    await page.getByRole('link', { name }).waitFor();
    await assertSound(page, 'list on a phone');
    await page.getByRole('link', { name }).tap();
    await page.waitForURL(`**/partners/${id}`);
    await page.locator('.people li').first().waitFor();
    await assertSound(page, 'partner on a phone');
    await page.goto(`${portal.url}/partners/add`);
    await button(page, words.vi.more).tap();
    await assertSound(page, 'form on a phone');
    await page.context().close();
  });

  test('who may not change partners sees no act; others are shown names only', async () => {
    const [{ id, name }] = await partners();
    const page = await open(`/partners/${id}`, { role: 'approver' });
    await title(page, name).waitFor();
    await page.locator('.people li').first().waitFor();
    assert.equal(await button(page, words.vi.suspended).count(), 0);
    assert.equal(await page.locator('.people .address').count(), 0);
    await page.goto(`${portal.url}/partners/add`);
    await page.getByRole('heading', { name: 'Vai trò của bạn không được xem trang này' }).waitFor();
    await assertSound(page, 'not allowed');
    await page.context().close();
  });

  test('a failure can be tried again', async () => {
    const page = await open('/partners');
    await page.getByRole('row').nth(1).waitFor();
    await page.route('**/api/v1/partners?*', (route) => route.fulfill({ status: 503, headers: { 'x-request-id': 'r-2' }, body: '' }));
    await page.reload();
    await page.getByRole('alert').getByText('r-2').waitFor();
    page.complaints.length = 0;
    await assertSound(page, 'failed');
    await page.unroute('**/api/v1/partners?*');
    await button(page, words.vi.retry).click();
    await page.getByRole('row').nth(1).waitFor();
    await page.context().close();
  });
});

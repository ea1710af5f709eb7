// The list of customers in Chromium: what it shows is in its address, acts for one and for many say what became
// of each row, and each of its states is sound in both languages, on a desk and on a phone, light and dark.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf, pageOfPerson } from '../harness/people.mjs';
import { engines, onBothEngines } from '../harness/portal.mjs';
import { addRegistration, freshEmail } from '../harness/world.mjs';

const words = {
  vi: {
    title: 'Tài khoản', all: 'Tất cả', confirmed: 'Đã xác nhận', rejected: /từ chối/, search: 'Tìm theo tên hoặc email', mine: 'Của tôi', role: 'Vai trò của bạn',
    add: 'Thêm tài khoản khách hàng', clear: 'Xóa bộ lọc', nothing: 'Không có kết quả phù hợp', export: 'Xuất báo cáo', retry: 'Thử lại',
    first: 'Bạn chưa có khách hàng nào', acts: /^Thao tác với/, edit: 'Sửa thông tin', save: 'Lưu',
  },
  en: {
    title: 'Accounts', all: 'All', confirmed: 'Active', search: 'Search by name or email', mine: 'Mine', role: 'Your role',
    add: 'Add a customer account', clear: 'Clear filters', nothing: 'Nothing matches', export: 'Export report', retry: 'Try again',
    first: 'You have no customers yet', acts: /^Actions for/, edit: 'Edit', save: 'Save',
  },
};

onBothEngines('the list of customers in Chromium', (portal) => {
  let browser = null;
  before(async () => { browser = await startBrowser(); });
  after(async () => { await browser?.close(); });

  const open = async (role, path = '/accounts', options = {}) => pageOf(browser, portal(), role, path, options);
  const table = (page, name = words.vi.title) => page.getByRole('table', { name });
  const rows = (page) => page.locator('.table tbody tr');
  const chip = (page, name) => page.getByRole('group', { name: 'Lọc theo trạng thái' }).getByRole('button', { name });
  /** Waits until the list shows what the program answers to the address. */
  const shows = async (page, role) => {
    const query = `limit=20&sort=-registered_at&${new URL(page.url()).searchParams}`.replace(/sort=-registered_at&(?=.*sort=)/, '');
    const { data } = (await (await portal().as(role)).get(`/api/v1/registrations?${query}`, { expect: 200 })).json;
    await page.waitForFunction((emails) => {
      const names = [...document.querySelectorAll('.table tbody tr .account')].map((each) => each.lastElementChild.textContent);
      return JSON.stringify(names) === JSON.stringify(emails);
    }, data.map(({ email }) => email));
    return data;
  };
  const close = (page) => page.context().close();

  test('filters, search and order stand in the address; Back undoes them; a colleague sees the same by the link', async () => {
    const page = await open('partner_admin');
    await table(page).waitFor();
    const counts = (await (await portal().as('partner_admin')).get('/api/v1/registrations/counts')).json;
    await chip(page, words.vi.confirmed).click();
    await page.waitForURL(/status=confirmed/);
    await page.getByText(`1–${counts.confirmed} trong tổng số ${counts.confirmed}`).waitFor();
    assert.equal(await chip(page, words.vi.confirmed).getAttribute('aria-pressed'), 'true');
    assert.equal(await rows(page).getByText(words.vi.confirmed).count(), counts.confirmed);
    await chip(page, 'Đã kết thúc').click();
    await page.getByText(`trong tổng số ${counts.confirmed + counts.ended}`).waitFor();
    await page.getByRole('button', { name: 'Tên tài khoản' }).click();
    await page.waitForURL(/sort=friendly_name/);
    await page.locator('th[aria-sort=ascending]', { hasText: 'Tên tài khoản' }).waitFor();
    await shows(page, 'partner_admin');
    const colleague = await open('sales', page.url().slice(portal().url.length));
    await shows(colleague, 'sales');
    await close(colleague);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('sort='));
    await page.goBack();
    await page.getByText(`1–${counts.confirmed} trong tổng số ${counts.confirmed}`).waitFor();
    await page.goBack();
    await page.waitForURL((url) => url.search === '');
    await chip(page, words.vi.all).and(page.locator('[aria-pressed=true]')).waitFor();
    await close(page);
  });

  test('a search minds neither accents nor case, and one step back leads to before it', async () => {
    await addRegistration(portal(), { item: { friendly_name: 'Đặng Nguyễn Xưởng' } });
    const page = await open('partner_admin');
    await table(page).waitFor();
    await page.getByRole('searchbox', { name: words.vi.search }).pressSequentially('dang nguyen xuong');
    await page.getByRole('link', { name: 'Đặng Nguyễn Xưởng' }).waitFor();
    await page.getByText('1–1 trong tổng số 1').waitFor();
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('q='));
    assert.equal(await page.getByRole('searchbox', { name: words.vi.search }).inputValue(), '');
    await page.getByRole('searchbox', { name: words.vi.search }).fill('khong ai ten nay');
    await page.getByRole('heading', { name: words.vi.nothing }).waitFor();
    await assertSound(page, 'no match');
    await page.getByRole('button', { name: words.vi.clear }).click();
    await table(page).waitFor();
    assert.equal(new URL(page.url()).search, '');
    await close(page);
  });

  test('role and "mine" filter too', async () => {
    const mine = await addRegistration(portal(), { role: 'sales', item: { role: 'Tư vấn' } });
    const page = await open('sales');
    await table(page).waitFor();
    await page.getByRole('button', { name: words.vi.mine }).click();
    await page.waitForURL(/owner=me/);
    await page.getByRole('combobox', { name: words.vi.role }).click();
    await page.locator('.ant-select-item-option', { hasText: 'Tư vấn' }).click();
    await page.waitForURL(/role=/);
    const { id } = (await portal().as('sales')).user;
    const found = await shows(page, 'sales');
    assert.ok(found.some(({ email }) => email === mine.email));
    assert.ok(found.every(({ role, owner }) => role === 'Tư vấn' && owner.id === id));
    await close(page);
  });

  test('pages go on and back, and the number of rows is kept for the person', async () => {
    const page = await open('viewer');
    await table(page).waitFor();
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/preferences') && answer.request().method() === 'PATCH');
    await page.getByRole('combobox', { name: 'Số dòng mỗi trang' }).click();
    await page.locator('.ant-select-item-option', { hasText: /^10 dòng/ }).click();
    await kept;
    await page.getByText(/^1–10 trong/).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.table tbody tr').length === 10);
    const first = await rows(page).first().textContent();
    await page.getByRole('button', { name: 'Trang sau' }).click();
    await page.getByText(/^11–20 trong/).waitFor();
    await page.waitForFunction((before) => document.querySelector('.table tbody tr').textContent !== before, first);
    await page.reload();
    await page.getByText(/^11–20 trong/).waitFor();
    await page.goBack();
    await page.getByText(/^1–10 trong/).waitFor();
    await page.waitForFunction((before) => document.querySelector('.table tbody tr').textContent === before, first);
    await close(page);
  });

  test('hidden columns are kept for the person', async () => {
    const page = await open('finance', '/accounts', { audience: 'partner' });
    await table(page).waitFor();
    await page.getByRole('button', { name: 'Chọn cột hiển thị' }).click();
    await assertSound(page, 'the columns');
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/preferences') && answer.request().method() === 'PATCH');
    await page.getByRole('checkbox', { name: 'Ngày đăng ký' }).uncheck();
    await kept;
    await page.getByRole('columnheader', { name: 'Ngày đăng ký' }).waitFor({ state: 'detached' });
    await page.reload();
    await table(page).waitFor();
    assert.equal(await page.getByRole('columnheader', { name: 'Ngày đăng ký' }).count(), 0);
    assert.equal(await page.getByRole('link', { name: words.vi.add }).count(), 0);
    // Whoever keeps the money may top up who is a customer, and nothing else.
    assert.equal(await page.getByRole('button', { name: words.vi.acts }).count(), await rows(page).getByText(words.vi.confirmed).count());
    await page.getByRole('button', { name: words.vi.acts }).first().click();
    await page.getByRole('menuitem').first().waitFor();
    assert.deepEqual(await page.getByRole('menuitem').allTextContents(), ['Nạp credit']);
    await close(page);
    const viewer = await open('viewer');
    await table(viewer).waitFor();
    assert.equal(await viewer.getByRole('button', { name: words.vi.acts }).count(), 0, 'who may not change has no acts');
    await close(viewer);
  });

  test('an export holds what the filter shows', async () => {
    const page = await open('partner_admin', '/accounts?status=confirmed');
    await table(page).waitFor();
    const shown = await rows(page).locator('.account').allTextContents();
    await page.getByRole('button', { name: words.vi.export }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV' }).click()]);
    const text = fs.readFileSync(await download.path(), 'utf8');
    assert.match(download.suggestedFilename(), /\.csv$/);
    assert.ok(text.startsWith('\uFEFF'));
    const lines = text.trim().split('\r\n');
    assert.equal(lines.length, shown.length + 1);
    assert.ok(lines.slice(1).every((line) => line.includes(words.vi.confirmed)), text);
    await close(page);
  });

  test('acts on many: asked first, counted, and each row says what became of it', async () => {
    const old = [await addRegistration(portal(), { partner: 1 }), await addRegistration(portal(), { partner: 1 })];
    await portal().moveClock({ minutes: 4 });
    const fresh = await addRegistration(portal(), { partner: 1 });
    const page = await open('partner_admin', '/accounts?status=pending_customer', { partner: 1 });
    await table(page).waitFor();
    const choose = async (email) => page.getByRole('row').filter({ hasText: email }).getByRole('checkbox').check();
    for (const { email } of [...old, fresh]) await choose(email);
    const bar = page.getByRole('toolbar', { name: 'Đã chọn 3' });
    await bar.getByRole('button', { name: 'Gửi lại email (3)' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 email xác nhận mới').waitFor();
    await assertSound(page, 'asking before mails are sent again');
    await dialog.getByRole('button', { name: 'Gửi lại email' }).click();
    await dialog.getByText('Xong: 2. Chưa được: 1. Chưa làm: 0.').waitFor();
    const outcomes = await dialog.getByRole('list', { name: 'Kết quả từng dòng' }).getByRole('listitem').allTextContents();
    assert.match(outcomes[0], new RegExp(`Chưa được ${fresh.email}.*Có thể gửi lại sau`), 'what failed stands first, with its sentence');
    assert.equal(outcomes.filter((each) => each.includes('Đã gửi lại')).length, 2);
    await assertSound(page, 'outcomes of many');
    await dialog.locator('.ant-modal-footer').getByRole('button', { name: 'Đóng' }).click();
    await bar.waitFor({ state: 'detached' });

    for (const { email } of [...old, fresh]) await choose(email);
    await bar.getByRole('button', { name: 'Rút yêu cầu (3)' }).click();
    await dialog.getByRole('button', { name: 'Giữ lại' }).click();
    const client = await portal().as('partner_admin', { partner: 1 });
    const status = async ({ id }) => (await client.get(`/api/v1/registrations/${id}`)).json.status;
    assert.equal(await status(fresh), 'pending_customer');
    await bar.getByRole('button', { name: 'Rút yêu cầu (3)' }).click();
    await dialog.getByRole('button', { name: 'Rút yêu cầu' }).click();
    await dialog.getByText('Xong: 3. Chưa được: 0. Chưa làm: 0.').waitFor();
    for (const each of [...old, fresh]) assert.equal(await status(each), 'withdrawn');
    await close(page);
  });

  test('one row is renamed, mailed again and withdrawn from its menu, by keyboard', async () => {
    const { email, id } = await addRegistration(portal(), { item: { friendly_name: 'Tên cũ' } });
    const page = await open('partner_admin', `/accounts?q=${encodeURIComponent(email)}`);
    await page.getByRole('button', { name: 'Thao tác với Tên cũ' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: words.vi.edit }).waitFor();
    await assertSound(page, 'the menu of a row');
    await page.getByRole('menuitem', { name: words.vi.edit }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tên thường dùng').fill('Tên mới');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Tên mới' }).waitFor();
    const act = async (name) => {
      await page.getByRole('button', { name: 'Thao tác với Tên mới' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await act('Gửi lại email');
    await page.getByText('Có thể gửi lại sau').waitFor();
    await act('Rút yêu cầu');
    await page.getByRole('dialog', { name: 'Rút yêu cầu?' }).getByRole('button', { name: 'Rút yêu cầu' }).click();
    await rows(page).getByText('Đã rút yêu cầu').waitFor();
    assert.equal((await (await portal().as('partner_admin')).get(`/api/v1/registrations/${id}`)).json.friendly_name, 'Tên mới');
    await close(page);
  });

  test('who has no customer yet reads what this is and how to begin', async () => {
    const admin_email = freshEmail('nguoi.moi');
    await (await portal().as('provider_admin')).post('/api/v1/partners', {
      name: 'Đối tác Mới', legal_name: 'Công ty TNHH Đối tác Mới', tax_code: '0312345678', service_accounts: [freshEmail('dich.vu')], admin_email,
    }, { expect: 201 });
    const password = 'một câu đủ dài để nhớ';
    await portal().client().post(`/api/v1/invitations/${(await portal().mailTo(admin_email)).token}`, { password }, { expect: 204 });
    for (const [language, options] of [['vi', {}], ['en', { ...phone, theme: 'dark' }]]) {
      const page = await pageOfPerson(browser, portal(), { email: admin_email, password }, '/accounts', { language, ...options });
      await page.getByRole('heading', { name: words[language].first }).waitFor();
      assert.equal(await page.locator('.aims li').count(), 3);
      await assertSound(page, `first use, ${language}`);
      await page.getByRole('link', { name: words[language].add }).click();
      await page.waitForURL(/\/accounts\/add$/);
      await close(page);
    }
  });

  test('a list that cannot be read says so, and another try shows it', async () => {
    const page = await open('partner_admin', '/staff');
    await page.route('**/api/v1/registrations?*', (route) => route.abort());
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: words.vi.title }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Không kết nối được' });
    await alert.waitFor();
    page.complaints.length = 0;
    await assertSound(page, 'an error');
    await page.unroute('**/api/v1/registrations?*');
    await alert.getByRole('button', { name: words.vi.retry }).click();
    await table(page).waitFor();
    await close(page);
  });

  test('the provider sees whose each customer is, and filters by partner', async () => {
    const page = await open('auditor');
    const [, second] = portal().partnerNames();
    await table(page, 'Tài khoản khách hàng').waitFor();
    await page.getByRole('combobox', { name: 'Đối tác', exact: true }).click();
    await page.locator('.ant-select-item-option', { hasText: second }).click();
    await page.waitForURL(/partner_id=ptn_/);
    const found = await shows(page, 'auditor');
    assert.ok(found.length > 0 && found.every(({ partner }) => partner.name === second));
    await page.getByRole('button', { name: `Tất cả ${found.length}` }).waitFor();
    await page.reload();
    await page.locator('.toolbar').getByText(second).waitFor();
    await close(page);
  });

  test('is sound in both languages and themes, on a desk and on a phone', async () => {
    for (const [role, name] of [['partner_admin', words], ['provider_admin', { vi: { title: 'Tài khoản khách hàng' }, en: { title: 'Customer accounts' } }]]) {
      for (const language of ['vi', 'en']) {
        for (const [size, theme] of [[{}, 'light'], [{}, 'dark'], [phone, 'light'], [phone, 'dark']]) {
          const page = await open(role, '/accounts', { language, theme, ...size });
          const list = size === phone ? page.getByRole('list', { name: name[language].title }) : table(page, name[language].title);
          await list.waitFor();
          await page.locator('.chip[aria-pressed=true] .figures:not(:empty)').waitFor();
          await assertSound(page, `${role}, ${language}, ${theme}, ${size === phone ? 'phone' : 'desk'}`);
          await close(page);
        }
      }
    }
  });
}, { engines: [engines[0]] });

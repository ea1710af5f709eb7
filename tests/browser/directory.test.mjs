// The provider's service accounts in a real browser: the list, one account with what changed in it, and importing a
// file: what is wrong in it is told before anything is sent.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { DirectoryServer } from '../harness/directory.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { eligibleAccount, freshEmail, putAccounts } from '../harness/world.mjs';

const words = {
  vi: {
    title: 'Tài khoản dịch vụ', search: 'Tìm theo tên, email, mã tài khoản', noMatch: 'Không có kết quả phù hợp', history: 'Lịch sử thay đổi',
    changed: /Số dư credit.*0 ₫.*→.*1\.250\.000 ₫/s, import: 'Nhập từ tệp CSV', missing: 'Tệp thiếu cột bắt buộc: name.', bad: '2 dòng có vấn đề',
    send: (count) => `Nhập ${count} dòng`, done: 'Đã nhập xong', refused: 'Tải danh sách không nhập được', stop: 'Dừng lại', stopped: 'Đã dừng', goOn: 'Nhập tiếp',
    template: 'Tải tệp mẫu', remote: /không thể sửa tại đây/, retry: 'Thử lại', created: 'Tạo mới', not: 'Không nhập được', balance: 'Số dư credit',
  },
  en: {
    title: 'Service accounts', search: 'Search by name, email, account number', noMatch: 'Nothing matches', history: 'History',
    changed: /Credit balance.*0 ₫.*→.*1,250,000 ₫/s, import: 'Import a CSV file', missing: 'The file lacks a required column: name.', bad: '2 rows have problems',
    send: (count) => (count === 1 ? 'Import 1 row' : `Import ${count} rows`), done: 'Imported', refused: 'Download what was not imported',
    template: 'Download a template', created: 'Created', not: 'Not imported', balance: 'Credit balance',
  },
};

const header = 'email,name,kind,payment_type,credit_balance,services_in_use,in_poc,provider_discount,provider_customer';
const rowOf = (email, name = 'Công ty Nhập') => `${email},"${name}",enterprise,prepaid,0,0,không,no,0`;
const fileOf = (rows, head = header) => ({ name: 'tai-khoan.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${head}\r\n${rows.join('\r\n')}\r\n`) });

describe('the service accounts in Chromium', () => {
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

  const open = (path, { role = 'provider_admin', at = portal, ...options } = {}) => pageOf(browser, at, role, path, options);
  const button = (place, name) => place.getByRole('button', { name, exact: true });
  const title = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
  const choose = (page, file) => page.locator('input[type=file]').setInputFiles(file);
  const figure = (page, name) => page.locator('.facts > div', { hasText: name }).locator('.figure').innerText();
  const find = async (email) => (await (await portal.as('auditor')).all(`/api/v1/directory/accounts?q=${encodeURIComponent(email)}`))[0];

  for (const language of ['vi', 'en']) {
    const say = words[language];
    test(`an account is found, and its history says what changed (${language})`, async () => {
      const account = eligibleAccount({ name: `Đổi ${language}` });
      await putAccounts(portal, [account]);
      await putAccounts(portal, [{ ...account, credit_balance: { amount: 1_250_000, currency: 'VND' } }]);
      const page = await open('/directory', { language });
      await title(page, say.title).waitFor();
      await page.getByRole('columnheader', { name: say.balance }).waitFor();
      await assertSound(page, `list ${language}`);
      await page.getByLabel(say.search).fill('không có ai như vậy');
      await page.getByRole('heading', { name: say.noMatch }).waitFor();
      await page.getByLabel(say.search).fill(account.email);
      await page.getByRole('link', { name: `Đổi ${language}` }).click();
      await title(page, `Đổi ${language}`).waitFor();
      await page.getByRole('heading', { name: say.history }).waitFor();
      assert.match(await page.locator('.differences').innerText(), say.changed);
      await assertSound(page, `account ${language}`);
      await page.goBack();
      await page.waitForURL((url) => url.searchParams.get('q') === account.email);
      await page.context().close();
    });

    test(`what is wrong in a file is told by its line, the rest goes in (${language})`, async () => {
      const page = await open('/directory/import', { language });
      await title(page, say.import).waitFor();
      await button(page, say.template).waitFor();
      await assertSound(page, `choosing ${language}`);
      await choose(page, fileOf(['x'], 'email'));
      await page.getByRole('alert').getByText(say.missing).waitFor();
      await assertSound(page, `unreadable ${language}`);

      const [one, two] = [freshEmail('nhap'), freshEmail('nhap')];
      await choose(page, fileOf([rowOf(one), rowOf('không phải', '=1+1'), rowOf(two), rowOf(one)]));
      await page.getByRole('heading', { name: say.bad }).waitFor();
      assert.match(await page.locator('.row-problems li').nth(0).innerText(), /3[\s\S]*email/);
      assert.match(await page.locator('.row-problems li').nth(1).innerText(), /5[\s\S]*2/);
      await assertSound(page, `problems ${language}`);
      await button(page, say.send(2)).click();
      await page.getByRole('heading', { name: say.done }).waitFor();
      assert.equal(await figure(page, say.created), '2');
      assert.equal(await figure(page, say.not), '2');
      await assertSound(page, `imported ${language}`);
      assert.equal((await find(one)).name, 'Công ty Nhập');

      const [file] = await Promise.all([page.waitForEvent('download'), button(page, say.refused).click()]);
      const text = fs.readFileSync(await file.path(), 'utf8');
      assert.ok(text.startsWith('\ufeff'));
      assert.match(text, /"'=1\+1"/);
      assert.equal(text.trim().split('\r\n').length, 3);
      await page.context().close();
    });
  }

  test('a large file goes in batches, can be stopped and go on', async () => {
    const page = await open('/directory/import');
    const emails = Array.from({ length: 1201 }, () => freshEmail('nhieu'));
    await choose(page, fileOf(emails.map((email) => rowOf(email))));
    let batches = 0;
    let release = null;
    const held = new Promise((done) => { release = done; });
    await page.route('**/api/v1/directory/accounts', async (route) => {
      batches += 1;
      if (batches === 2) await held;
      await route.continue();
    });
    await button(page, words.vi.send('1201')).click();
    await page.getByText('500 / 1.201 dòng').waitFor();
    await assertSound(page, 'sending');
    await button(page, words.vi.stop).click();
    release();
    await page.getByRole('heading', { name: words.vi.stopped }).waitFor();
    await page.getByText('1.000 / 1.201 dòng').waitFor();
    await assertSound(page, 'stopped');
    await button(page, words.vi.goOn).click();
    await page.getByRole('heading', { name: words.vi.done }).waitFor();
    assert.equal(batches, 3);
    assert.equal(await figure(page, words.vi.created), '1.201');
    assert.ok(await find(emails.at(-1)));
    await page.context().close();
  });

  test('a directory that is asked from afar refuses, in words', async () => {
    const server = await new DirectoryServer().start();
    const remote = await startPortal({ engine: engines[0], settings: server.settings() });
    try {
      const page = await open('/directory/import', { at: remote });
      await choose(page, fileOf([rowOf(freshEmail('xa'))]));
      await button(page, words.vi.send(1)).click();
      await page.getByRole('alert').getByText(words.vi.remote).waitFor();
      await assertSound(page, 'remote');
      await page.context().close();
    } finally {
      await remote.remove();
      await server.stop();
    }
  });

  test('on a phone, dark', async () => {
    const page = await open('/directory', { theme: 'dark', ...phone });
    await page.locator('.card').first().waitFor();
    await assertSound(page, 'list on a phone');
    await page.locator('.card').first().getByRole('link').tap();
    await page.getByRole('heading', { name: words.vi.history }).waitFor();
    await assertSound(page, 'account on a phone');
    await page.goto(`${portal.url}/directory/import`);
    await choose(page, fileOf([rowOf(freshEmail('dt')), rowOf('x')]));
    await button(page, words.vi.send(1)).waitFor();
    await assertSound(page, 'file on a phone');
    await page.context().close();
  });

  test('who may not change the directory is offered no import; a failure can be tried again', async () => {
    const page = await open('/directory', { role: 'auditor' });
    await page.getByRole('row').nth(1).waitFor();
    assert.equal(await page.getByRole('link', { name: words.vi.import }).count(), 0);
    await page.route('**/api/v1/directory/accounts?*', (route) => route.fulfill({ status: 503, headers: { 'x-request-id': 'r-3' }, body: '' }));
    await page.reload();
    await page.getByRole('alert').getByText('r-3').waitFor();
    page.complaints.length = 0;
    await assertSound(page, 'failed');
    await page.unroute('**/api/v1/directory/accounts?*');
    await button(page, words.vi.retry).click();
    await page.getByRole('row').nth(1).waitFor();
    await page.context().close();
  });
});

// The outbox in a real browser: mails and what became of them, one mail as text and as HTML in a frame that can do
// nothing, and in a demo the way to the customer's page.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { addRegistration } from '../harness/world.mjs';

const words = {
  vi: {
    title: 'Hộp thư đi', recipient: 'Địa chỉ người nhận, rồi nhấn Enter', wrong: 'Vui lòng nhập trọn địa chỉ email.', state: 'Trạng thái', failed: 'Không gửi được',
    noMatch: 'Không có kết quả phù hợp', clear: 'Xóa bộ lọc', html: 'HTML', kind: 'Hỏi ý kiến khách hàng', open: 'Mở trang của khách hàng', retry: 'Thử lại',
    again: 'Gửi lại ngay', reply: 'Trả lời cuối cùng của máy chủ email', queued: 'Email đã được đưa vào hàng chờ gửi.',
  },
  en: {
    title: 'Outbox', recipient: "Recipient's address, then Enter", wrong: 'Please enter the whole email address.', state: 'State', failed: 'Not delivered',
    noMatch: 'Nothing matches', clear: 'Clear filters', html: 'HTML', kind: 'Customer is asked', open: "Open the customer's page",
  },
};

describe('the outbox in Chromium', () => {
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
  const rows = (page) => page.getByRole('row');
  const asked = async () => {
    const registration = await addRegistration(portal);
    return { registration, mail: await portal.mailTo(registration.email, { template: 'consent' }) };
  };

  for (const language of ['vi', 'en']) {
    const say = words[language];
    test(`mails are found by their address and state (${language})`, async () => {
      const { registration } = await asked();
      const page = await open('/outbox', { language });
      await rows(page).nth(1).waitFor();
      await assertSound(page, `list ${language}`);
      await page.getByLabel(say.recipient).fill('nửa địa chỉ');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText(say.wrong).waitFor();
      await assertSound(page, `half an address ${language}`);
      await page.getByLabel(say.recipient).fill(registration.email);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('recipient') === registration.email);
      const row = rows(page).filter({ hasText: registration.email });
      await row.getByText(say.kind).waitFor();
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
      await page.getByRole('combobox', { name: say.state }).click();
      await page.getByTitle(say.failed, { exact: true }).click();
      await page.getByRole('heading', { name: say.noMatch }).waitFor();
      await page.goBack();
      await row.getByText(say.kind).waitFor();
      await page.reload();
      await row.getByText(say.kind).waitFor();
      await page.context().close();
    });

    test(`a mail is read as text and as HTML, and its link followed as the customer (${language})`, async () => {
      const { mail } = await asked();
      const page = await open(`/outbox/${mail.id}`, { language });
      await page.locator('.mail-text').getByText(mail.link).first().waitFor();
      await page.locator('.as-customer .code').getByText(mail.code).waitFor();
      await assertSound(page, `text ${language}`);
      const link = page.getByRole('link', { name: say.open });
      assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
      const [customer] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
      await customer.waitForLoadState();
      assert.equal(customer.url(), mail.link);
      await customer.close();

      await page.getByRole('tab', { name: say.html }).click();
      const frame = page.locator('iframe.mail-html');
      assert.equal(await frame.getAttribute('sandbox'), '');
      const inside = page.frameLocator('iframe.mail-html');
      await inside.locator('body').waitFor();
      // Styles of the mail survive the policy; links in it lead nowhere.
      assert.equal(await inside.locator('body').evaluate((body) => getComputedStyle(body).margin), '0px');
      await assertSound(page, `HTML ${language}`);
      await page.context().close();
    });
  }

  test('by touch on a phone, dark', async () => {
    const { registration } = await asked();
    const page = await open('/outbox', { theme: 'dark', ...phone });
    await page.locator('.card').first().waitFor();
    await assertSound(page, 'list on a phone');
    await page.goto(`${portal.url}/outbox?recipient=${encodeURIComponent(registration.email)}`);
    await page.locator('.card').getByRole('link').first().tap();
    await page.locator('.mail-text').waitFor();
    await assertSound(page, 'mail on a phone');
    await page.context().close();
  });

  test('a mail that failed says why and can be sent again', async () => {
    const { mail } = await asked();
    const page = await open('/outbox');
    await rows(page).nth(1).waitFor();
    const admin = await portal.as('provider_admin');
    const { json } = await admin.get(`/api/v1/outbox/${mail.id}`, { expect: 200 });
    const failed = { ...json, state: 'failed', attempts: 5, last_reply: '550 5.1.1 No such user' };
    await page.route(`**/api/v1/outbox/${mail.id}`, (route) => route.fulfill({ json: failed }));
    await page.route(`**/api/v1/outbox/${mail.id}/retry`, (route) => route.fulfill({ json: { ...failed, state: 'queued' } }));
    await page.goto(`${portal.url}/outbox/${mail.id}`);
    await page.getByText(words.vi.reply).waitFor();
    await page.getByText('550 5.1.1 No such user').waitFor();
    await assertSound(page, 'failed mail');
    await button(page, words.vi.again).click();
    await page.getByText(words.vi.queued).waitFor();
    await page.context().close();
  });

  test('a failure of the list can be tried again', async () => {
    const page = await open('/outbox', { role: 'auditor' });
    await rows(page).nth(1).waitFor();
    await page.route('**/api/v1/outbox?*', (route) => route.fulfill({ status: 503, headers: { 'x-request-id': 'r-4' }, body: '' }));
    await page.reload();
    await page.getByRole('alert').getByText('r-4').waitFor();
    page.complaints.length = 0;
    await assertSound(page, 'failed');
    await page.unroute('**/api/v1/outbox?*');
    await button(page, words.vi.retry).click();
    await rows(page).nth(1).waitFor();
    await page.context().close();
  });
});

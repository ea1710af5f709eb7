// The activity log in a real browser: verbs in words beside their codes, filters that a link carries, and the way from
// a subject to its screen; a partner reads its own.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { addAgreed } from '../harness/world.mjs';

const words = {
  vi: { title: 'Nhật ký hoạt động', what: 'Hoạt động', who: 'Người thực hiện', partner: 'Đối tác', rejected: 'Từ chối yêu cầu', reason: 'Lý do', from: 'Từ ngày', to: 'Đến ngày',
    noMatch: 'Không có kết quả phù hợp', clear: 'Xóa bộ lọc', only: 'Chỉ xem hoạt động trên đối tượng này', staff: 'Nhân sự của Cloud Example', retry: 'Thử lại' },
  en: { title: 'Activity log', what: 'What', who: 'Who', partner: 'Partner', rejected: 'Request rejected', reason: 'Reason', from: 'From', to: 'To',
    noMatch: 'Nothing matches', clear: 'Clear filters', only: 'Only what happened to this subject' },
};

describe('the activity log in Chromium', () => {
  let portal = null;
  let browser = null;
  let rejected = null;
  before(async () => {
    portal = await startPortal({ engine: engines[0] });
    browser = await startBrowser();
    rejected = await addAgreed(portal);
    await (await portal.as('approver')).post(`/api/v1/approvals/${rejected.id}/reject`, { reason: 'Không đúng khách hàng' }, { expect: 200 });
  });
  after(async () => {
    await browser?.close();
    await portal?.remove();
  });

  const open = (path, { role = 'auditor', ...options } = {}) => pageOf(browser, portal, role, path, options);
  const button = (place, name) => place.getByRole('button', { name, exact: true });
  const rows = (page) => page.getByRole('row');

  for (const language of ['vi', 'en']) {
    const say = words[language];
    test(`what happened is told in words, filtered by a link, and leads to its screen (${language})`, async () => {
      const page = await open('/audit', { language });
      await page.getByRole('heading', { level: 1, name: say.title }).waitFor();
      await rows(page).nth(1).waitFor();
      await assertSound(page, `list ${language}`);
      await page.getByRole('combobox', { name: say.what }).fill('registrations.reject');
      await page.getByTitle(`${say.rejected} (registrations.reject)`).click();
      await page.waitForURL(/change=registrations\.reject/);
      const row = rows(page).filter({ hasText: 'Không đúng khách hàng' });
      await row.waitFor();
      assert.match(await row.innerText(), new RegExp(`${say.rejected}[\\s\\S]*registrations\\.reject[\\s\\S]*${say.reason}`));
      await button(row, say.only).click();
      await page.waitForURL((url) => url.searchParams.get('subject') === rejected.id);
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
      await assertSound(page, `filtered ${language}`);
      await page.reload();
      await row.waitFor();
      await row.getByRole('link').first().click();
      await page.waitForURL(`**/accounts/${rejected.id}`);
      await page.goBack();
      await row.waitFor();
      await page.context().close();
    });

    test(`days narrow it, whole days of the provider's calendar (${language})`, async () => {
      const page = await open('/audit', { language });
      await rows(page).nth(1).waitFor();
      await page.getByPlaceholder(say.from).click();
      await page.locator('.ant-picker-dropdown').waitFor();
      await assertSound(page, `calendar ${language}`);
      await page.keyboard.type('01/01/2020');
      await page.keyboard.press('Enter');
      await page.keyboard.type('02/01/2020');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('from') === '2020-01-01' && url.searchParams.get('to') === '2020-01-02');
      await page.getByRole('heading', { name: say.noMatch }).waitFor();
      await assertSound(page, `no match ${language}`);
      await button(page, say.clear).click();
      await rows(page).nth(1).waitFor();
      await page.context().close();
    });
  }

  test('on a phone, dark, with the calendar open', async () => {
    const page = await open('/audit', { theme: 'dark', ...phone });
    await page.locator('.card').first().waitFor();
    await assertSound(page, 'list on a phone');
    await page.getByPlaceholder(words.vi.from).tap();
    await page.locator('.ant-picker-dropdown').waitFor();
    await assertSound(page, 'calendar on a phone');
    await page.context().close();
  });

  test("a partner reads its own, without the names of the provider's people", async () => {
    const page = await open(`/audit?subject=${rejected.id}`, { role: 'partner_admin' });
    const row = rows(page).filter({ hasText: 'Không đúng khách hàng' });
    await row.getByText(words.vi.staff).waitFor();
    assert.equal(await page.getByRole('combobox', { name: words.vi.partner }).count(), 0);
    await assertSound(page, 'a partner');
    await page.context().close();
  });

  test('who may not read it is told so; a failure can be tried again', async () => {
    const stranger = await open('/audit', { role: 'approver' });
    await stranger.getByRole('heading', { name: 'Vai trò của bạn không được xem trang này' }).waitFor();
    await stranger.context().close();
    const page = await open('/audit');
    await rows(page).nth(1).waitFor();
    await page.route('**/api/v1/audit?*', (route) => route.fulfill({ status: 503, headers: { 'x-request-id': 'r-5' }, body: '' }));
    await page.reload();
    await page.getByRole('alert').getByText('r-5').waitFor();
    page.complaints.length = 0;
    await assertSound(page, 'failed');
    await page.unroute('**/api/v1/audit?*');
    await button(page, words.vi.retry).click();
    await rows(page).nth(1).waitFor();
    await page.context().close();
  });
});

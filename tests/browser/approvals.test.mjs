// The provider's queue in a real browser: one by one by keyboard or by touch, or several at once, with what happened
// to each, and what is said when somebody else was faster.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { addAgreed, putAccounts } from '../harness/world.mjs';

const words = {
  vi: {
    queue: 'Chờ duyệt', overdue: /Quá hạn \d+ ngày/, left: /Còn \d+ ngày/, approve: 'Duyệt', reject: 'Từ chối', ask: 'Từ chối…', reason: 'Lý do',
    conditions: 'Điều kiện, theo dữ liệu hôm nay', services: 'Đang dùng dịch vụ', outcome: 'Kết quả', close: 'Đóng',
    no_longer: 'Yêu cầu này không còn chờ duyệt', withdrawn: 'Đã rút yêu cầu', retry: 'Thử lại', none: 'Không có yêu cầu nào đang chờ duyệt',
  },
  en: {
    queue: 'Awaiting approval', overdue: /\d+ days? overdue/, left: /\d+ days? left/, approve: 'Approve', reject: 'Reject', ask: 'Reject…', reason: 'Reason',
    conditions: "Conditions, by today's data", services: 'Uses services', outcome: 'Outcome', close: 'Close',
    no_longer: 'This request is no longer awaiting approval', withdrawn: 'Withdrawn', retry: 'Try again', none: 'Nothing is awaiting approval',
  },
};

describe('the approval queue in Chromium', () => {
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

  const open = (path, { role = 'approver', ...options } = {}) => pageOf(browser, portal, role, path, options);
  const button = (place, name) => place.getByRole('button', { name, exact: true });
  const title = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });
  const statusOf = async ({ id }) => (await (await portal.as('auditor')).get(`/api/v1/registrations/${id}`)).json.status;
  const agreed = (name, account = {}, options = {}) => addAgreed(portal, { account: { name, ...account }, ...options });
  /** Breaks a rule of an account that waits. */
  const useServices = (name, { email }) => putAccounts(portal, [{
    email, name, kind: 'enterprise', payment_type: 'prepaid', credit_balance: { amount: 0, currency: 'VND' }, services_in_use: 2,
    provider_discount: false, in_poc: false, provider_customer: false,
  }]);

  for (const language of ['vi', 'en']) {
    const say = words[language];
    test(`the oldest comes first, with its clock in words (${language})`, async () => {
      const page = await open('/approvals', { language });
      await title(page, say.queue).waitFor();
      const rows = page.getByRole('row');
      await page.getByText(say.overdue).first().waitFor();
      assert.match(await rows.nth(1).innerText(), say.overdue);
      assert.match(await rows.nth(1).getAttribute('class'), /overdue/);
      assert.match(await rows.last().innerText(), say.left);
      await assertSound(page, `queue ${language}`);
      await page.context().close();
    });

    test(`each is told what became of it when several are approved (${language})`, async () => {
      const good = await agreed(`Tốt ${language}`);
      const bad = await agreed(`Bận ${language}`);
      await useServices(`Bận ${language}`, bad);
      const page = await open('/approvals', { language });
      await page.getByRole('checkbox', { name: `Tốt ${language}` }).check();
      await page.getByRole('checkbox', { name: `Bận ${language}` }).check();
      await button(page, say.approve).click();
      const ask = page.getByRole('dialog');
      await ask.getByText(`Bận ${language}`).waitFor();
      await assertSound(page, `asking to approve ${language}`);
      await button(ask, say.approve).click();
      const outcome = page.getByRole('dialog', { name: say.outcome });
      await outcome.waitFor();
      const [first, second] = await outcome.locator('.outcomes > li').allInnerTexts();
      assert.match(first, new RegExp(`Bận ${language}`));
      assert.match(first, language === 'vi' ? /đang sử dụng dịch vụ/ : /uses .* services/);
      assert.match(second, new RegExp(`Tốt ${language}`));
      await assertSound(page, `outcome ${language}`);
      await button(outcome, say.close).last().click();
      await page.getByRole('link', { name: `Tốt ${language}` }).waitFor({ state: 'detached' });
      assert.equal(await statusOf(good), 'confirmed');
      assert.equal(await statusOf(bad), 'pending_provider');
      await page.context().close();
    });

    test(`one that changed meanwhile is explained (${language})`, async () => {
      const stays = await agreed(`Chờ ${language}`);
      const leaves = await agreed(`Rút ${language}`);
      const page = await open('/approvals', { language });
      await page.getByRole('checkbox', { name: `Chờ ${language}` }).check();
      await page.getByRole('checkbox', { name: `Rút ${language}` }).check();
      await (await portal.as('partner_admin')).post(`/api/v1/registrations/${leaves.id}/withdraw`, {}, { expect: 200 });
      await button(page, say.reject).click();
      const ask = page.getByRole('dialog');
      await button(ask, say.reject).click();
      await ask.getByText(language === 'vi' ? 'Vui lòng ghi lý do.' : 'Please give a reason.').waitFor();
      await ask.getByRole('textbox', { name: say.reason }).fill('Hồ sơ chưa đủ');
      await button(ask, say.reject).click();
      const outcome = page.getByRole('dialog', { name: say.outcome });
      await outcome.getByText(say.withdrawn).waitFor();
      await button(outcome, say.close).last().click();
      assert.equal(await statusOf(stays), 'rejected');
      assert.equal(await statusOf(leaves), 'withdrawn');

      await page.goto(`${portal.url}/approvals/${leaves.id}`);
      await page.getByRole('heading', { name: say.no_longer }).waitFor();
      await page.getByText(say.withdrawn).waitFor();
      await assertSound(page, `no longer waiting ${language}`);
      await page.context().close();
    });
  }

  test('by keyboard alone: through the queue, approving, rejecting, and never by accident', async () => {
    const [one, two, three] = [await agreed('Phím một'), await agreed('Phím hai'), await agreed('Phím ba')];
    const page = await open(`/approvals/${one.id}`);
    await title(page, 'Phím một').waitFor();
    await page.getByText(words.vi.conditions).waitFor();
    await page.locator('.steps > .figures').waitFor();
    await page.keyboard.press('j');
    await title(page, 'Phím hai').waitFor();
    await page.keyboard.press('ArrowRight');
    await title(page, 'Phím ba').waitFor();
    await page.keyboard.press('k');
    await title(page, 'Phím hai').waitFor();
    await page.keyboard.press('ArrowLeft');
    await title(page, 'Phím một').waitFor();

    // What is written as a reason is no command.
    await page.getByText(words.vi.conditions).waitFor();
    await page.keyboard.press('r');
    const ask = page.getByRole('dialog');
    await ask.locator('textarea:focus').waitFor();
    await page.keyboard.type('a k j');
    assert.equal(await ask.getByRole('textbox', { name: words.vi.reason }).inputValue(), 'a k j');
    await assertSound(page, 'asking for a reason');
    await page.keyboard.press('Escape');
    await ask.waitFor({ state: 'hidden' });
    assert.equal(await statusOf(one), 'pending_provider');

    await page.keyboard.press('a');
    await title(page, 'Phím hai').waitFor();
    await page.getByText('Đã duyệt Phím một.').waitFor();
    assert.equal(await statusOf(one), 'confirmed');

    await page.getByText(words.vi.conditions).waitFor();
    await page.keyboard.press('r');
    await ask.locator('textarea:focus').waitFor();
    await page.keyboard.type('Không đúng khách hàng');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Đã từ chối Phím hai.').waitFor();
    await title(page, 'Phím ba').waitFor();
    assert.equal(await statusOf(two), 'rejected');

    // Keys that were switched off stay off.
    await page.getByRole('checkbox', { name: 'Dùng phím tắt' }).uncheck();
    await page.keyboard.press('a');
    await page.reload();
    await title(page, 'Phím ba').waitFor();
    await page.getByText(words.vi.conditions).waitFor();
    await page.keyboard.press('a');
    await assertSound(page, 'keys off');
    assert.equal(await statusOf(three), 'pending_provider');
    await page.context().close();
  });

  test('a rule that fails is told with its fact, and approving says so', async () => {
    const bad = await agreed('Bận việc');
    await useServices('Bận việc', bad);
    const page = await open(`/approvals/${bad.id}`);
    await title(page, 'Bận việc').waitFor();
    await page.locator('.rules .unmet').getByText('2 dịch vụ').waitFor();
    await button(page, words.vi.approve).click();
    await page.getByRole('alert').getByText(/không đủ điều kiện/).waitFor();
    await assertSound(page, 'refused');
    assert.equal(await statusOf(bad), 'pending_provider');
    await page.context().close();
  });

  test('by touch on a phone, light and dark', async () => {
    const waiting = await agreed('Chạm tay');
    for (const theme of ['light', 'dark']) {
      const page = await open('/approvals', { theme, ...phone });
      await page.getByRole('link', { name: 'Chạm tay' }).waitFor();
      await assertSound(page, `queue on a phone, ${theme}`);
      await page.getByRole('link', { name: 'Chạm tay' }).tap();
      await title(page, 'Chạm tay').waitFor();
      await page.getByText(words.vi.conditions).waitFor();
      await assertSound(page, `one on a phone, ${theme}`);
      if (theme === 'dark') {
        await button(page, words.vi.approve).tap();
        await page.getByText('Đã duyệt Chạm tay.').waitFor();
      }
      await page.context().close();
    }
    assert.equal(await statusOf(waiting), 'confirmed');
  });

  test('who may only read sees everything and decides nothing', async () => {
    const waiting = await agreed('Chỉ đọc');
    const page = await open('/approvals', { role: 'auditor' });
    await page.getByRole('link', { name: 'Chỉ đọc' }).waitFor();
    assert.equal(await page.getByRole('checkbox').count(), 0);
    await page.getByRole('link', { name: 'Chỉ đọc' }).click();
    await page.getByText(words.vi.conditions).waitFor();
    assert.equal(await button(page, words.vi.approve).count(), 0);
    await page.keyboard.press('a');
    await page.keyboard.press('r');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await assertSound(page, 'a reader');
    assert.equal(await statusOf(waiting), 'pending_provider');
    await page.context().close();
  });

  test('an order is shared by its link, and Back leads back to it', async () => {
    const page = await open('/approvals?sort=email');
    await page.getByRole('columnheader', { name: /Tài khoản/ }).and(page.locator('[aria-sort=ascending]')).waitFor();
    const first = page.getByRole('row').nth(1).getByRole('link').first();
    const name = await first.innerText();
    await first.click();
    await title(page, name).waitFor();
    await page.getByText(/^1 \//).waitFor();
    await page.goBack();
    await page.waitForURL(/\/approvals\?sort=email$/);
    await page.getByRole('link', { name: 'Chỉ đọc' }).waitFor();
    await page.context().close();
  });

  test('a failure can be tried again', async () => {
    const page = await open('/approvals');
    await page.getByRole('link', { name: 'Chỉ đọc' }).waitFor();
    await page.route('**/api/v1/approvals?*', (route) => route.fulfill({ status: 503, headers: { 'x-request-id': 'r-1' }, body: '' }));
    await page.reload();
    await page.getByRole('alert').getByText('r-1').waitFor();
    page.complaints.length = 0;
    await assertSound(page, 'failed');
    await page.unroute('**/api/v1/approvals?*');
    await button(page, words.vi.retry).click();
    await page.getByRole('link', { name: 'Chỉ đọc' }).waitFor();
    await page.context().close();
  });

  test('an empty queue says what it is for', async () => {
    const approver = await portal.as('approver');
    const ids = (await approver.all('/api/v1/approvals')).map(({ id }) => id);
    await approver.post('/api/v1/approvals/reject', { ids, reason: 'Dọn hàng chờ' }, { expect: 200 });
    for (const language of ['vi', 'en']) {
      const page = await open('/approvals', { language });
      await page.getByRole('heading', { name: words[language].none }).waitFor();
      await assertSound(page, `empty ${language}`);
      await page.context().close();
    }
  });
});

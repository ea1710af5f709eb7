// The credit reports in a real browser: what stands on the screen is what the API answers and what the ledger's entries
// add up to; the address carries the whole of it; files; a phone; the keyboard alone.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { addConfirmed, grant, moved, purchase, shown, topUp } from '../harness/credit_page.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';

const words = {
  vi: {
    title: 'Báo cáo credit', topUps: 'Nạp credit', usage: 'Sử dụng credit', summary: 'Tổng hợp credit', totals: 'Tổng của cả báo cáo', total: 'Tổng cộng',
    opening: 'Số dư đầu kỳ', in: 'Phát sinh tăng', out: 'Phát sinh giảm', closing: 'Số dư cuối kỳ', equation: /Số dư đầu kỳ \+ Phát sinh tăng − Phát sinh giảm = Số dư cuối kỳ/,
    period: 'Kỳ báo cáo', thisMonth: 'Tháng này', lastMonth: 'Tháng trước', custom: 'Tùy chọn', kind: 'Loại tài khoản', customers: 'Loại: khách hàng', account: 'Tài khoản',
    partner: 'Đối tác', broughtIn: 'Tổng credit đã nạp', nothing: 'Không có credit nào được nạp trong kỳ này', clear: 'Xóa bộ lọc', export: 'Xuất báo cáo', retry: 'Thử lại',
    ready: 'Tệp đã sẵn sàng.', download: 'Tải xuống', reports: 'Báo cáo credit',
  },
  en: {
    title: 'Credit reports', topUps: 'Credit top-ups', usage: 'Credit usage', summary: 'Credit summary', totals: 'Totals of the whole report', total: 'Total',
    opening: 'Opening', in: 'In', out: 'Out', closing: 'Closing', equation: /Opening \+ in − out = closing/,
    period: 'Period', thisMonth: 'This month', lastMonth: 'Last month', custom: 'Custom', kind: 'Kind of account', customers: 'Kind: customer', account: 'Account',
    partner: 'Partner', broughtIn: 'Credit that came in', nothing: 'No credit came in during this period', clear: 'Clear filters', export: 'Export report',
    ready: 'The file is ready.', download: 'Download',
  },
};
const parts = ['opening', 'in', 'out', 'closing'];
const figure = (text) => Number(text.replace('−', '-').replace(/[^\d-]/g, ''));

describe('the credit reports in Chromium', () => {
  let portal = null;
  let browser = null;
  let customer = null;
  let other = null;
  before(async () => {
    portal = await startPortal({ engine: engines[0], settings: { 'export.rows_at_once': 3 } });
    browser = await startBrowser();
    customer = await addConfirmed(portal);
    other = await addConfirmed(portal, { partner: 1 });
    await grant(portal, customer.partner.id, 500_000_000);
    await grant(portal, other.partner.id, 80_000_000);
    await topUp(portal, customer, 12_500_000);
    await topUp(portal, other, 7_000_000, { partner: 1 });
    await purchase(portal, customer, 3_141_593);
    await purchase(portal, other, 9_000_001);
    const mistaken = await topUp(portal, customer, 1_000_000);
    const finance = await portal.as('finance', { audience: 'provider' });
    await moved(finance, `/api/v1/credit/transactions/${mistaken.id}/reverse`, { reason: 'Nạp nhầm' });
  });
  after(async () => {
    await browser?.close();
    await portal?.remove();
  });

  const open = (path, { role = 'provider_admin', ...options } = {}) => pageOf(browser, portal, role, path, options);
  const button = (place, name) => place.getByRole('button', { name, exact: true });
  const asked = async (path, role = 'provider_admin') => (await (await portal.as(role)).get(path, { expect: 200 })).json;
  const strip = (page, say) => page.getByRole('region', { name: say.totals });
  const lines = async (page) => page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
  const choose = async (page, label, option) => {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByTitle(option, { exact: true }).click();
  };

  /** Opening, in, out and closing of every wallet since the beginning, from the entries themselves. */
  const ledger = () => {
    const rows = portal.query(`SELECT a.kind, a.partner_id, a.account_id,
      SUM(CASE WHEN e.kind NOT IN ('hold', 'release') AND e.amount_minor > 0 THEN e.amount_minor ELSE 0 END),
      SUM(CASE WHEN e.kind NOT IN ('hold', 'release') AND e.amount_minor < 0 THEN -e.amount_minor ELSE 0 END)
      FROM ledger_account a JOIN ledger_entry e ON e.ledger_account_id = a.id
      WHERE a.kind IN ('partner_wallet', 'customer_wallet') GROUP BY a.kind, a.partner_id, a.account_id`);
    return new Map(rows.map(([, partner, account, came, went]) => [account || partner, { in: Number(came), out: Number(went) }]));
  };

  for (const language of ['vi', 'en']) {
    const say = words[language];
    test(`the summary is the API's and the ledger's, and adds up in every row and in the totals (${language})`, async () => {
      const year = portal.now().getFullYear();
      const days = `from=${year - 5}-01-01&to=${year}-12-31`;
      const page = await open(`/reports/credit/summary?${days}`, { language });
      await page.getByRole('heading', { level: 1, name: say.title }).waitFor();
      const { data, totals } = await asked(`/api/v1/reports/credit/summary?${days}&limit=200`);
      for (const part of parts) await strip(page, say).getByText(shown(totals[part].amount, language), { exact: true }).first().waitFor();
      await strip(page, say).getByText(say.equation).waitFor();
      assert.equal(totals.opening.amount + totals.in.amount - totals.out.amount, totals.closing.amount);
      const entries = ledger();
      for (const row of data) {
        const known = entries.get(row.account?.id ?? row.partner.id) ?? { in: 0, out: 0 };
        assert.deepEqual({ opening: row.opening.amount, in: row.in.amount, out: row.out.amount }, { opening: 0, ...known }, JSON.stringify(row));
      }
      const table = await lines(page);
      assert.ok(table.length > 3);
      table.forEach((cells, place) => {
        const [opening, came, went, closing] = cells.slice(-4).map(figure);
        assert.equal(opening + came - went, closing, cells.join(' | '));
        assert.deepEqual([opening, came, went, closing], parts.map((part) => data[place][part].amount));
      });
      const last = page.locator('tfoot tr');
      assert.match(await last.innerText(), new RegExp(`^${say.total}`));
      for (const part of parts) assert.ok((await last.innerText()).includes(shown(totals[part].amount, language)));
      await assertSound(page, `summary ${language}`);
      await page.context().close();
    });

    test(`top-ups and usage list what moved, and a filter narrows rows and totals alike (${language})`, async () => {
      const page = await open('/reports/credit/top-ups', { language });
      const row = page.getByRole('row').filter({ hasText: customer.email }).filter({ hasText: shown(12_500_000, language) });
      await row.waitFor();
      await assertSound(page, `top-ups ${language}`);
      await choose(page, say.kind, say.customers);
      await page.waitForURL(/account_kind=customer/);
      await page.getByRole('combobox', { name: say.account, exact: true }).fill(customer.email.slice(0, 14));
      await page.getByTitle(customer.email, { exact: true }).click();
      await page.waitForURL(new RegExp(`account_id=${customer.account_id}`));
      const brought = await asked(`/api/v1/reports/credit/top-ups?account_kind=customer&account_id=${customer.account_id}`);
      await strip(page, say).getByText(shown(brought.total_amount.amount, language), { exact: true }).waitFor();
      assert.equal(brought.total_amount.amount, 12_500_000, 'what was reversed is taken off');
      await page.getByRole('link', { name: say.usage, exact: true }).click();
      await page.waitForURL((url) => url.pathname.endsWith('/usage') && url.searchParams.get('account_id') === customer.account_id);
      await strip(page, say).getByText(shown(3_141_593, language), { exact: true }).waitFor();
      await assertSound(page, `usage ${language}`);
      await page.goBack();
      await strip(page, say).getByText(shown(12_500_000, language), { exact: true }).waitFor();
      await page.getByRole('row').filter({ hasText: shown(12_500_000, language) }).getByRole('link').first().click();
      await page.waitForURL(/\/accounts\/.*tab=credit/);
      await page.context().close();
    });

    test(`periods have names, days and an address (${language})`, async () => {
      const page = await open('/reports/credit/top-ups', { language });
      await page.getByRole('row').nth(1).waitFor();
      await choose(page, say.period, say.lastMonth);
      const now = new Date(portal.now().getTime() + 7 * 3_600_000);
      const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 10);
      const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0)).toISOString().slice(0, 10);
      await page.waitForURL((url) => url.searchParams.get('from') === first && url.searchParams.get('to') === last);
      await choose(page, say.period, say.custom);
      await page.locator('#report-from').and(page.locator(':focus')).waitFor();
      await page.locator('#report-from').fill('01/01/2020');
      await page.keyboard.press('Enter');
      await page.locator('#report-to').fill('31/01/2020');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('from') === '2020-01-01' && url.searchParams.get('to') === '2020-01-31');
      await page.getByRole('heading', { name: say.nothing }).waitFor();
      await assertSound(page, `nothing ${language}`);
      await page.getByRole('combobox', { name: say.period, exact: true }).locator('xpath=ancestor::*[contains(@class, "ant-select")][1]').getByText(say.custom).waitFor();
      await page.context().close();
    });
  }

  test('a partner reads its own wallets only, and no filter by partner', async () => {
    const page = await open('/', { role: 'viewer' });
    await page.getByRole('link', { name: words.vi.reports, exact: true }).click();
    await page.getByRole('link', { name: words.vi.summary, exact: true }).click();
    await page.waitForURL(/\/summary$/);
    await page.getByRole('table', { name: words.vi.summary }).getByText(customer.email).waitFor();
    assert.equal(await page.getByText(other.email).count(), 0);
    assert.equal(await page.getByRole('combobox', { name: words.vi.partner, exact: true }).count(), 0);
    const { totals } = await asked('/api/v1/reports/credit/summary', 'viewer');
    await strip(page, words.vi).getByText(shown(totals.closing.amount), { exact: true }).waitFor();
    await assertSound(page, 'a partner');
    await page.context().close();
  });

  test('files hold the report as it is filtered, with the same numbers', async () => {
    const page = await open(`/reports/credit/summary?account_kind=customer&partner_id=${customer.partner.id}`);
    await page.getByText(customer.email).waitFor();
    await button(page, words.vi.export).click();
    const csv = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    const text = fs.readFileSync(await (await csv).path(), 'utf8');
    assert.ok(text.startsWith('\ufeff'));
    const { data } = await asked(`/api/v1/reports/credit/summary?account_kind=customer&partner_id=${customer.partner.id}&limit=200`);
    const line = text.split('\r\n').find((each) => each.includes(customer.email));
    const own = data.find(({ account }) => account.email === customer.email);
    for (const part of parts) assert.ok(line.split(',').includes(String(own[part].amount)), `${part} in ${line}`);
    assert.ok(!text.includes(other.email));
    await page.context().close();
  });

  test('a large one is made in the background, with its progress', async () => {
    const page = await open('/reports/credit/summary');
    await page.getByText(customer.email).waitFor();
    const dialog = page.getByRole('dialog', { name: words.vi.export });
    const save = async (format) => {
      await button(page, words.vi.export).click();
      await page.getByRole('menuitem', { name: format }).click();
      await dialog.getByText(words.vi.ready).waitFor();
      const download = page.waitForEvent('download');
      await button(dialog, words.vi.download).click();
      const file = await download;
      await dialog.waitFor({ state: 'detached' });
      return { name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path()) };
    };
    const csv = await save('CSV');
    const text = csv.bytes.toString('utf8');
    const { data } = await asked('/api/v1/reports/credit/summary?limit=200');
    assert.ok(data.length > 3);
    for (const { account, closing } of data.filter((row) => row.account)) {
      assert.ok(text.split('\r\n').find((line) => line.includes(account.email)).split(',').includes(String(closing.amount)), account.email);
    }
    const xlsx = await save('Excel (XLSX)');
    assert.match(xlsx.name, /\.xlsx$/);
    assert.equal(xlsx.bytes.subarray(0, 2).toString(), 'PK');

    const job = { id: 'exp_00000000000000000000000000', state: 'running', format: 'xlsx', rows_total: 40_000, rows_done: 10_000, created_at: portal.now().toISOString() };
    await page.route(/reports\/credit\/summary\?.*format=xlsx/, (route) => route.fulfill({ status: 202, json: job }));
    await page.route('**/api/v1/exports/*', (route) => route.fulfill({ json: job }));
    await button(page, words.vi.export).click();
    await page.getByRole('menuitem', { name: 'Excel (XLSX)' }).click();
    await dialog.getByText('25%').waitFor();
    await assertSound(page, 'while the file is made');
    await page.context().close();
  });

  test('on a phone, dark, every report reads without a scroll to the side', async () => {
    for (const report of ['summary', 'top-ups', 'usage']) {
      const page = await open(`/reports/credit/${report}`, { theme: 'dark', ...phone });
      await page.locator('.card').first().waitFor();
      await assertSound(page, `${report} on a phone`);
      await page.context().close();
    }
  });

  test('by the keyboard alone', async () => {
    const page = await open('/reports/credit/top-ups');
    await page.getByRole('row').nth(1).waitFor();
    const reach = async (target) => {
      for (let presses = 0; presses < 60; presses += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail('not reached');
    };
    await reach(page.getByRole('link', { name: words.vi.summary, exact: true }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/summary$/);
    await reach(page.getByRole('combobox', { name: words.vi.kind, exact: true }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/account_kind=(partner|customer)/);
    await page.context().close();
  });

  test('who may not read it is told so; a failure can be tried again', async () => {
    const stranger = await open('/reports/credit/summary', { role: 'approver' });
    await stranger.getByRole('heading', { name: 'Vai trò của bạn không được xem trang này' }).waitFor();
    await stranger.context().close();
    const page = await open('/reports/credit/summary');
    await page.getByText(customer.email).waitFor();
    const calls = '**/api/v1/reports/credit/summary?*';
    await page.route(calls, (route) => route.fulfill({ status: 503, headers: { 'x-request-id': 'r-7' }, body: '' }));
    await page.reload();
    await page.getByRole('alert').getByText('r-7').waitFor();
    page.complaints.length = 0;
    await assertSound(page, 'failed');
    await page.unroute(calls);
    await button(page, words.vi.retry).click();
    await page.getByText(customer.email).waitFor();
    await page.context().close();
  });
});

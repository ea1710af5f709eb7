// Credit as the provider keeps it, in a real browser: a grant, a second person, a payout, a reversal, a lost answer; the
// channel's totals, who owes, the daily comparison, the transactions. Numbers are those of the API and of the ledger.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { addConfirmed, freshReference, grant, moved, purchase, shown, topUp, vnd } from '../harness/credit_page.mjs';
import { eventually } from '../harness/http.mjs';
import { maxRetries, pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';

const words = {
  vi: {
    grant: 'Cấp credit', payOut: 'Chi trả', amount: 'Số tiền', reference: 'Mã tham chiếu', note: 'Ghi chú (không bắt buộc)', next: 'Tiếp tục', confirm: 'Xác nhận', close: 'Đóng',
    check: 'Hãy kiểm tra lại các mục sau', amountMissing: 'Hãy chọn hoặc nhập số tiền.', referenceMissing: 'Vui lòng nhập mã tham chiếu.', again: 'Thử lại an toàn',
    receipt: 'Xem biên nhận', second: 'Cần người thứ hai duyệt', waits: 'Yêu cầu đang chờ người thứ hai duyệt', own: 'Bạn là người yêu cầu nên cần người khác duyệt.',
    approve: 'Duyệt', reject: 'Từ chối', withdraw: 'Rút yêu cầu', reason: 'Lý do', reverse: 'Đảo giao dịch', reversed: 'Đã đảo', all: 'Dùng toàn bộ', only: /chỉ còn .* khả dụng/,
    balance: 'Credit của cả kênh', where: 'Credit còn phải trả đang ở đâu', equation: 'Đã cấp − Đã chi trả − Đã sử dụng = Còn phải trả − Khách hàng nợ.', total: 'Tổng cộng',
    title: 'Credit', requests: 'Chờ duyệt', customers: 'Khách hàng', differences: 'Đối chiếu số dư', transactions: 'Giao dịch', noDifference: 'Tất cả số dư đều khớp',
    never: 'Chưa đối chiếu lần nào', differ: /khách hàng lệch số dư/, state: 'Tình trạng credit', everyone: 'Tất cả khách hàng', kind: 'Loại giao dịch', referenceFilter: 'Mã tham chiếu, rồi nhấn Enter',
    tab: 'Credit', history: 'Lịch sử credit', showAll: 'Xem cả các yêu cầu đã xử lý', retry: 'Thử lại', purchases: 'Mua dịch vụ',
  },
  en: {
    grant: 'Grant credit', payOut: 'Pay out', amount: 'Amount', reference: 'Reference', note: 'Note (optional)', next: 'Continue', confirm: 'Confirm', close: 'Close',
    check: 'Please check these', amountMissing: 'Choose or enter an amount.', referenceMissing: 'Please enter the reference.', again: 'Try again safely',
    receipt: 'Show receipt', second: 'A second person must approve', waits: 'The request awaits a second person', own: 'You asked for this, so somebody else must approve it.',
    approve: 'Approve', reject: 'Reject', withdraw: 'Withdraw', reason: 'Reason', reverse: 'Reverse', reversed: 'Reversed', all: 'Use all', only: /only .* available/,
    balance: 'Credit of the whole channel', where: 'Where the outstanding credit lies', equation: 'Issued − paid out − spent = outstanding − arrears.', total: 'Total',
    title: 'Credit', requests: 'Awaiting approval', customers: 'Customers', differences: 'Balance comparison', transactions: 'Transactions', noDifference: 'All balances agree',
    never: 'Nothing has been compared yet', differ: /customers? differs?/, state: 'State of the credit', everyone: 'Every customer', kind: 'Kind of movement', referenceFilter: 'Reference, then press Enter',
    tab: 'Credit', history: 'Credit history', showAll: 'Show decided requests too', purchases: 'Purchase',
  },
};
const limit = 300_000_000;
const totalNames = ['issued', 'paid_out', 'spent', 'outstanding', 'arrears'];

describe("the provider's credit in Chromium", () => {
  let portal = null;
  let browser = null;
  let customer = null;
  let debtor = null;
  before(async () => {
    portal = await startPortal({
      engine: engines[0],
      settings: { 'credit.grant_second_person_above': limit, 'credit.payout_second_person_above': limit, 'credit.compare_hour': 0 },
    });
    browser = await startBrowser();
    customer = await addConfirmed(portal);
    debtor = await addConfirmed(portal, { partner: 1 });
    await grant(portal, customer.partner.id, 100_000_000);
    await grant(portal, debtor.partner.id, 40_000_000);
    await topUp(portal, customer, 20_000_000);
    await topUp(portal, debtor, 1_000_000, { partner: 1 });
    await purchase(portal, customer, 4_321_987);
    await purchase(portal, debtor, 1_234_567);
  });
  after(async () => {
    await browser?.close();
    await portal?.remove();
  });

  const open = (path, { role = 'provider_admin', ...options } = {}) => pageOf(browser, portal, role, path, options);
  const finance = (path, options = {}) => open(path, { role: 'finance', audience: 'provider', ...options });
  const button = (place, name) => place.getByRole('button', { name, exact: true });
  const field = (place, name) => place.getByRole('textbox', { name, exact: true });
  const asked = async (path) => (await (await portal.as('auditor')).get(path, { expect: 200 })).json;
  const available = async (partner) => (await asked(`/api/v1/partners/${partner}/wallet`)).available.amount;
  const sumOf = (kind, partner) => Number(portal.query(`SELECT COALESCE(SUM(e.amount_minor), 0) FROM ledger_entry e
    JOIN ledger_account a ON a.id = e.ledger_account_id WHERE a.kind = '${kind}' AND a.partner_id = '${partner}'`)[0][0]);
  const partnerPage = (options) => open(`/partners/${customer.partner.id}?tab=credit`, options);

  /** The dialog filled up to its second step. */
  const askFor = async (page, act, say, { amount, reference }) => {
    await button(page, act).click();
    const dialog = page.getByRole('dialog');
    await field(dialog, say.amount).pressSequentially(String(amount));
    await field(dialog, say.reference).fill(reference);
    await button(dialog, say.next).click();
    await button(dialog, say.confirm).waitFor();
    return dialog;
  };

  for (const language of ['vi', 'en']) {
    const say = words[language];
    test(`a grant is checked, confirmed with before and after, and gives a receipt (${language})`, async () => {
      const page = await partnerPage({ language });
      const before = await available(customer.partner.id);
      const wallet = page.getByRole('region').filter({ has: button(page, say.grant) });
      await wallet.getByText(shown(before, language), { exact: true }).first().waitFor();
      await assertSound(page, `wallet ${language}`);
      await button(page, say.grant).click();
      const dialog = page.getByRole('dialog');
      await button(dialog, say.next).click();
      await dialog.getByRole('alert').getByText(say.check).waitFor();
      await dialog.getByText(say.amountMissing).first().waitFor();
      await dialog.getByText(say.referenceMissing).first().waitFor();
      await field(dialog, say.amount).and(page.locator(':focus')).waitFor();
      await assertSound(page, `errors ${language}`);
      await field(dialog, say.amount).pressSequentially('25000000');
      assert.equal(await field(dialog, say.amount).inputValue(), language === 'vi' ? '25.000.000' : '25,000,000');
      const reference = freshReference();
      await field(dialog, say.reference).fill(reference);
      await button(dialog, say.next).click();
      await dialog.getByRole('cell', { name: shown(before + 25_000_000, language) }).waitFor();
      await assertSound(page, `second step ${language}`);
      await button(dialog, say.confirm).click();
      await dialog.getByRole('link', { name: say.receipt }).waitFor();
      await assertSound(page, `receipt ${language}`);
      assert.equal(await available(customer.partner.id), before + 25_000_000);
      assert.equal(sumOf('partner_wallet', customer.partner.id), before + 25_000_000);
      await button(dialog, say.close).last().click();
      await wallet.getByText(shown(before + 25_000_000, language), { exact: true }).first().waitFor();
      await page.getByRole('row').filter({ hasText: reference }).getByText(`+${shown(25_000_000, language)}`).waitFor();
      await page.context().close();
    });

    test(`above the limit another person must approve, and not who asked (${language})`, async () => {
      const page = await partnerPage({ language });
      const before = await available(customer.partner.id);
      const reference = freshReference();
      const dialog = await askFor(page, say.grant, say, { amount: limit + 1, reference });
      await dialog.getByText(say.second).waitFor();
      await button(dialog, say.confirm).click();
      await dialog.getByText(say.waits).waitFor();
      await assertSound(page, `waits ${language}`);
      assert.equal(await available(customer.partner.id), before);
      await page.goto(`${portal.url}/credit/requests`);
      const own = page.getByRole('listitem').filter({ hasText: reference });
      await own.getByText(say.own).waitFor();
      await button(own, say.withdraw).waitFor();
      assert.equal(await own.getByRole('button', { name: say.approve }).count(), 0);
      await assertSound(page, `own request ${language}`);
      await page.context().close();

      const second = await finance('/credit', { language });
      await second.getByRole('navigation', { name: say.title, exact: true }).getByRole('link', { name: new RegExp(say.requests) }).click();
      const row = second.getByRole('listitem').filter({ hasText: reference });
      await row.getByRole('button', { name: new RegExp(`^${say.approve} `) }).click();
      const ask = second.getByRole('dialog');
      await ask.getByText(shown(limit + 1, language)).waitFor();
      await assertSound(second, `approval ${language}`);
      await button(ask, say.approve).click();
      await row.waitFor({ state: 'detached' });
      assert.equal(await available(customer.partner.id), before + limit + 1);
      await second.getByRole('link', { name: say.showAll }).click();
      await row.getByRole('link', { name: say.receipt }).click();
      await second.getByText(reference).waitFor();
      await assertSound(second, `receipt of both ${language}`);
      await second.context().close();
    });

    test(`the channel's totals are the API's and the ledger's, and their equation holds (${language})`, async () => {
      const page = await open('/credit', { language });
      const totals = await asked('/api/v1/credit/totals');
      const amount = (name) => totals[name].amount;
      assert.equal(amount('issued') - amount('paid_out') - amount('spent'), amount('outstanding') - amount('arrears'));
      const balance = page.getByRole('region', { name: say.balance });
      for (const name of totalNames) await balance.getByText(shown(amount(name), language), { exact: true }).first().waitFor();
      await balance.getByText(say.equation).waitFor();
      const where = page.getByRole('region', { name: say.where });
      for (const name of ['in_partner_wallets', 'in_customer_wallets', 'outstanding']) {
        await where.getByText(shown(amount(name), language), { exact: true }).first().waitFor();
      }
      const total = (kind, of) => Number(portal.query(`SELECT COALESCE(SUM(${of}), 0) FROM ledger_account WHERE kind IN (${kind})`)[0][0]);
      assert.equal(total("'partner_wallet', 'partner_held'", 'balance_minor'), amount('in_partner_wallets'));
      assert.equal(total("'customer_wallet'", 'CASE WHEN balance_minor < 0 THEN -balance_minor ELSE 0 END'), amount('arrears'));
      const { data } = await asked('/api/v1/credit/totals/by-partner');
      for (const row of data) {
        const line = page.getByRole('row').filter({ has: page.getByRole('link', { name: row.partner.name, exact: true }) });
        for (const name of totalNames) assert.ok((await line.innerText()).includes(shown(row[name].amount, language)), `${name} of ${row.partner.name}`);
      }
      assert.match(await page.locator('tfoot').innerText(), new RegExp(say.total));
      await assertSound(page, `totals ${language}`);
      await page.context().close();
    });

    test(`who owes is listed and found, also through the totals (${language})`, async () => {
      const page = await open('/credit/customers', { language });
      const row = page.getByRole('row').filter({ hasText: debtor.email });
      await row.getByText(shown(1_000_000 - 1_234_567, language)).waitFor();
      assert.equal(await page.getByText(customer.email).count(), 0);
      await assertSound(page, `arrears ${language}`);
      await page.getByRole('combobox', { name: say.state, exact: true }).click();
      await page.getByTitle(say.everyone, { exact: true }).click();
      await page.waitForURL(/state=all/);
      await page.getByRole('row').filter({ hasText: customer.email }).waitFor();
      await page.goBack();
      await page.waitForFunction((email) => !document.body.innerText.includes(email), customer.email);
      await row.getByRole('link').first().click();
      await page.waitForURL(/\/accounts\/.*tab=credit/);
      await page.context().close();
    });

    test(`transactions are filtered by kind and reference, and lead to their receipt (${language})`, async () => {
      const { data } = await asked('/api/v1/credit/transactions?kind=purchase');
      const known = data.find(({ account }) => account.email === customer.email);
      const page = await open('/credit/transactions', { language });
      await page.getByRole('row').nth(1).waitFor();
      await assertSound(page, `transactions ${language}`);
      await page.getByRole('combobox', { name: say.kind, exact: true }).click();
      await page.getByTitle(say.purchases, { exact: true }).click();
      await page.waitForURL(/kind=purchase/);
      await page.keyboard.press('Escape');
      await page.getByRole('searchbox', { name: say.referenceFilter }).fill(known.reference);
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`reference=${known.reference}`));
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
      await page.getByRole('link', { name: known.receipt_number }).click();
      await page.getByRole('heading', { level: 1, name: new RegExp(known.receipt_number) }).waitFor();
      await page.getByText(shown(4_321_987, language), { exact: true }).first().waitFor();
      await page.context().close();
    });

    test(`a transaction is reversed once, with a reason, and at most what is there (${language})`, async () => {
      const fresh = await addConfirmed(portal);
      const mistaken = await topUp(portal, fresh, 3_000_000);
      await purchase(portal, fresh, 1_000_000);
      const page = await finance(`/credit/transactions/${mistaken.id}`, { language });
      await button(page, say.reverse).click();
      const dialog = page.getByRole('dialog');
      await field(dialog, say.reason).fill('Nạp nhầm khách hàng');
      await dialog.getByText(shown(2_000_000, language)).first().waitFor();
      await button(dialog, say.next).click();
      await dialog.getByText(say.only).first().waitFor();
      await assertSound(page, `too much ${language}`);
      await dialog.getByRole('button', { name: new RegExp(`^${say.all}`) }).click();
      await button(dialog, say.next).click();
      await button(dialog, say.confirm).click();
      await dialog.getByRole('link', { name: say.receipt }).waitFor();
      assert.equal((await asked(`/api/v1/accounts/${fresh.account_id}/credit`)).available.amount, 0);
      await button(dialog, say.close).last().click();
      await page.getByText(say.reversed, { exact: true }).waitFor();
      assert.equal(await button(page, say.reverse).count(), 0);
      await assertSound(page, `reversed ${language}`);
      await page.context().close();
    });
  }

  test('credit is paid out to the bank, never more than is there', async () => {
    const say = words.vi;
    const page = await finance(`/partners/${debtor.partner.id}?tab=credit`);
    const before = await available(debtor.partner.id);
    await button(page, say.payOut).click();
    const dialog = page.getByRole('dialog');
    await field(dialog, say.amount).pressSequentially(String(before + 1));
    await field(dialog, say.reference).fill(freshReference('UNC'));
    await button(dialog, say.next).click();
    await dialog.getByText(say.only).first().waitFor();
    await field(dialog, say.amount).fill('5000000');
    await button(dialog, say.next).click();
    await dialog.getByRole('cell', { name: shown(before - 5_000_000) }).waitFor();
    await button(dialog, say.confirm).click();
    await dialog.getByRole('link', { name: say.receipt }).waitFor();
    await assertSound(page, 'paid out');
    assert.equal(await available(debtor.partner.id), before - 5_000_000);
    await page.context().close();
  });

  test('after a lost answer the same key asks again, and credit moves once', async () => {
    const say = words.vi;
    const page = await partnerPage();
    const before = await available(customer.partner.id);
    const keys = [];
    await page.route('**/api/v1/credit/grants', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch({ maxRetries });
      return route.abort('connectionreset');
    });
    const dialog = await askFor(page, say.grant, say, { amount: 11_000_000, reference: freshReference() });
    await button(dialog, say.confirm).click();
    await button(dialog, say.again).waitFor();
    page.complaints.length = 0;
    await assertSound(page, 'nobody knows');
    await button(dialog, say.again).click();
    await dialog.getByRole('link', { name: say.receipt }).waitFor();
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
    assert.equal(await available(customer.partner.id), before + 11_000_000);
    await page.context().close();
  });

  test('a reference that was used is refused under its field', async () => {
    const say = words.vi;
    const reference = freshReference();
    await grant(portal, customer.partner.id, 1_000_000, { reference });
    const page = await partnerPage();
    const dialog = await askFor(page, say.grant, say, { amount: 1_000_000, reference });
    await button(dialog, say.confirm).click();
    await field(dialog, say.reference).and(page.locator('[aria-invalid=true]')).waitFor();
    await assertSound(page, 'reference taken');
    await page.context().close();
  });

  test('who asked can withdraw; another rejects with a reason', async () => {
    const say = words.vi;
    const [mine, theirs] = [freshReference(), freshReference()];
    const admin = await portal.as('provider_admin');
    for (const reference of [mine, theirs]) {
      await moved(admin, '/api/v1/credit/grants', { partner_id: customer.partner.id, amount: vnd(limit + 5), reference }, { expect: 202 });
    }
    const page = await open('/credit/requests');
    const own = page.getByRole('listitem').filter({ hasText: mine });
    await button(own, say.withdraw).click();
    await button(page.getByRole('dialog'), say.withdraw).click();
    await own.waitFor({ state: 'detached' });
    await page.context().close();
    const second = await finance('/credit/requests');
    const row = second.getByRole('listitem').filter({ hasText: theirs });
    await row.getByRole('button', { name: new RegExp(`^${say.reject} `) }).click();
    const dialog = second.getByRole('dialog');
    await field(dialog, say.reason).fill('Chưa thấy tiền về');
    await assertSound(second, 'rejection');
    await button(dialog, say.reject).click();
    await row.waitFor({ state: 'detached' });
    await second.getByRole('link', { name: say.showAll }).click();
    await row.getByText('Chưa thấy tiền về').waitFor();
    await assertSound(second, 'decided');
    await second.context().close();
  });

  test('what was spent between the two steps is said by the program, and what is left can be reversed', async () => {
    const say = words.vi;
    const fresh = await addConfirmed(portal);
    const mistaken = await topUp(portal, fresh, 2_000_000);
    const page = await finance(`/credit/transactions/${mistaken.id}`);
    await button(page, say.reverse).click();
    const dialog = page.getByRole('dialog');
    await field(dialog, say.reason).fill('Nạp nhầm');
    await button(dialog, say.next).click();
    await button(dialog, say.confirm).waitFor();
    await purchase(portal, fresh, 600_000);
    await button(dialog, say.confirm).click();
    await field(dialog, say.amount).and(page.locator('[aria-invalid=true]')).waitFor();
    await dialog.getByText(shown(1_400_000)).first().waitFor();
    await assertSound(page, 'spent meanwhile');
    await dialog.getByRole('button', { name: new RegExp(`^${say.all}`) }).click();
    await button(dialog, say.next).click();
    await button(dialog, say.confirm).click();
    await dialog.getByRole('link', { name: say.receipt }).waitFor();
    assert.equal((await asked(`/api/v1/accounts/${fresh.account_id}/credit`)).available.amount, 0);
    await page.context().close();
  });

  test("a customer's account shows its credit to the provider", async () => {
    const page = await open(`/accounts/${customer.account_id}?tab=credit`, { role: 'auditor' });
    const credit = await asked(`/api/v1/accounts/${customer.account_id}/credit`);
    await page.getByText(shown(credit.available.amount), { exact: true }).first().waitFor();
    await page.getByRole('row').filter({ hasText: shown(-4_321_987) }).waitFor();
    await page.context().close();
  });

  test('on a phone, dark, everything reads and a grant is asked for by touch', async () => {
    const say = words.vi;
    for (const path of ['/credit', '/credit/requests', '/credit/customers', '/credit/differences', '/credit/transactions']) {
      const page = await open(path, { theme: 'dark', ...phone });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await assertSound(page, `${path} on a phone`);
      await page.context().close();
    }
    const page = await partnerPage({ theme: 'dark', ...phone });
    await button(page, say.grant).tap();
    const dialog = page.getByRole('dialog');
    await field(dialog, say.amount).fill('7000000');
    await field(dialog, say.reference).fill(freshReference());
    await button(dialog, say.next).tap();
    await button(dialog, say.confirm).waitFor();
    await assertSound(page, 'second step on a phone');
    await button(dialog, say.confirm).tap();
    await dialog.getByRole('link', { name: say.receipt }).waitFor();
    await assertSound(page, 'receipt on a phone');
    await page.context().close();
  });

  test('by the keyboard alone, and the focus comes back', async () => {
    const say = words.vi;
    const page = await partnerPage();
    const act = button(page, say.grant);
    await act.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await field(dialog, say.amount).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('2000000');
    await page.keyboard.press('Tab');
    await field(dialog, say.reference).and(page.locator(':focus')).waitFor();
    await page.keyboard.type(freshReference());
    await page.keyboard.press('Enter');
    await button(dialog, say.confirm).waitFor();
    const reach = async (target) => {
      for (let presses = 0; presses < 20; presses += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail('not reached');
    };
    await reach(button(dialog, say.confirm));
    await page.keyboard.press('Enter');
    await dialog.getByRole('link', { name: say.receipt }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await act.and(page.locator(':focus')).waitFor();
    await page.context().close();
  });

  test('who may only read sees no act; who may not read is told so', async () => {
    const say = words.vi;
    const auditor = await open(`/partners/${customer.partner.id}?tab=credit`, { role: 'auditor' });
    await auditor.getByRole('heading', { name: say.history }).waitFor();
    assert.equal(await button(auditor, say.grant).count(), 0);
    assert.equal(await button(auditor, say.payOut).count(), 0);
    await assertSound(auditor, 'an auditor');
    await auditor.context().close();
    const approver = await open('/credit', { role: 'approver' });
    await approver.getByRole('heading', { name: 'Vai trò của bạn không được xem trang này' }).waitFor();
    await approver.context().close();
    const plain = await open(`/partners/${customer.partner.id}`, { role: 'approver' });
    await plain.getByRole('heading', { level: 1, name: customer.partner.name }).waitFor();
    assert.equal(await plain.getByRole('link', { name: say.tab, exact: true }).count(), 0);
    await plain.context().close();
  });

  test('the daily comparison says that all is equal, or what is not', async () => {
    const say = words.vi;
    // The day on which the demo began, before any credit moved.
    const equal = await open('/credit/differences');
    await equal.getByRole('heading', { name: say.noDifference }).waitFor();
    await assertSound(equal, 'no difference');
    await equal.route('**/api/v1/credit/differences?*', (route) => {
      route.fulfill({ json: { data: [], next_cursor: null, total: 0, total_is_exact: true, day: null, compared: 0 } });
    });
    await equal.reload();
    await equal.getByRole('heading', { name: say.never }).waitFor();
    await assertSound(equal, 'nothing compared');
    await equal.context().close();

    await portal.moveClock({ days: 1, hours: 1 });
    const { data } = await eventually(async () => {
      const list = await asked('/api/v1/credit/differences?limit=200');
      return list.total > 0 && list;
    });
    const page = await open('/credit/differences');
    const row = page.getByRole('row').filter({ hasText: debtor.email });
    const own = data.find(({ account }) => account.id === debtor.account_id);
    const ledger = Number(portal.query(`SELECT balance_minor FROM ledger_account WHERE kind = 'customer_wallet' AND account_id = '${debtor.account_id}'`)[0][0]);
    assert.equal(own.ledger.amount, ledger);
    assert.equal(own.difference.amount, own.directory.amount - ledger);
    for (const amount of [own.directory.amount, ledger, own.difference.amount]) assert.ok((await row.innerText()).includes(shown(amount)), String(amount));
    await page.getByText(say.differ).waitFor();
    await assertSound(page, 'differences');
    await row.getByRole('link').first().click();
    await page.waitForURL(/\/accounts\/.*tab=credit/);
    await page.context().close();
  });
});

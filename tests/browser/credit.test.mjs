// A partner's credit in a real browser: the wallet above every screen, topping up in two steps, a lost answer, a second
// person in a second browser, alert levels, histories. What is on screen is what the API says.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, desktop, phone, startBrowser } from '../harness/browser.mjs';
import { addConfirmed, grant, moved, purchase, shown, topUp, vnd } from '../harness/credit_page.mjs';
import { maxRetries, pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { wordsOf } from '../harness/words.mjs';

const looks = {
  'vi, desk, light': { language: 'vi', theme: 'light', ...desktop },
  'vi, phone, dark': { language: 'vi', theme: 'dark', ...phone },
  'en, desk, dark': { language: 'en', theme: 'dark', ...desktop },
  'en, phone, light': { language: 'en', theme: 'light', ...phone },
};
const limit = 20_000_000;

describe("a partner's credit in Chromium", () => {
  let portal = null;
  let browser = null;
  let partner = null;
  before(async () => {
    portal = await startPortal({ engine: engines[0], settings: { 'credit.top_up_second_person_above': limit, 'credit.reclaim': true } });
    browser = await startBrowser();
    partner = (await portal.as('partner_admin')).user.partner;
    await grant(portal, partner.id, 500_000_000);
  });
  after(async () => {
    await browser?.close();
    await portal?.remove();
  });

  const open = async (path, { role = 'partner_admin', ...options } = {}) => {
    const page = await pageOf(browser, portal, role, path, options);
    return Object.assign(page, { said: wordsOf(options.language ?? 'vi', { provider: 'Cloud Example' }), money: (amount) => shown(amount, options.language) });
  };
  const close = (page) => page.context().close();
  const button = (page, key, place = page) => place.getByRole('button', { name: page.said(key), exact: true });
  const dialogOf = (page) => page.getByRole('dialog');
  const field = (page, key) => dialogOf(page).getByRole('textbox', { name: page.said(key), exact: true });
  const optional = (page, key) => dialogOf(page).getByRole('textbox', { name: page.said('credit.dialog.optional', { label: page.said(key) }), exact: true });
  const asked = async (path) => (await (await portal.as('partner_admin')).get(path, { expect: 200 })).json;
  const wallet = async () => (await asked('/api/v1/wallet')).available.amount;
  const creditOf = async (customer) => asked(`/api/v1/accounts/${customer.account_id}/credit`);
  const historyOf = async (customer) => (await asked(`/api/v1/accounts/${customer.account_id}/movements?limit=100`)).data;
  const creditPath = (customer) => `/accounts/${customer.id}?tab=credit`;
  const figures = (page) => page.locator('.credit-panel .credit-figures');
  const rows = (page) => page.locator('.movements .table tbody tr');

  /** The top-up dialog of a customer, with both balances read. */
  const openTopUp = async (page) => {
    await button(page, 'registrations.acts.top_up').click();
    await dialogOf(page).getByText(page.money(await wallet()), { exact: true }).waitFor();
  };
  /** Up to the second step. */
  const askFor = async (page, amount) => {
    await openTopUp(page);
    await field(page, 'credit.dialog.custom').fill(String(amount));
    await button(page, 'credit.dialog.next', dialogOf(page)).click();
    await button(page, 'credit.dialog.confirm', dialogOf(page)).waitFor();
  };
  const confirm = (page) => button(page, 'credit.dialog.confirm', dialogOf(page)).click();
  const done = (page) => dialogOf(page).getByRole('link', { name: page.said('credit.receipt.open') });
  /** What the table of a second step or of a receipt says: {name: [before, after]}. */
  const beforeAfter = (place) => place.locator('.before-after tbody tr').evaluateAll((lines) =>
    Object.fromEntries(lines.map((line) => [line.children[0].textContent, [line.children[1].textContent, line.children[2].textContent]])));

  for (const [where, look] of Object.entries(looks)) {
    test(`is sound in every state of topping up, the history and the wallet (${where})`, async () => {
      const customer = await addConfirmed(portal, { item: { friendly_name: `Sao Mai ${where}` } });
      await topUp(portal, customer, 1_250_000);
      await purchase(portal, customer, 100_000);
      const page = await open(creditPath(customer), look);
      await figures(page).getByText(page.money(1_150_000), { exact: true }).first().waitFor();
      await page.getByText(page.money(1_250_000)).first().waitFor();
      await assertSound(page, 'an account');
      await openTopUp(page);
      await assertSound(page, 'the first step');
      await button(page, 'credit.dialog.next', dialogOf(page)).click();
      await dialogOf(page).getByRole('alert').getByText(page.said('credit.dialog.amount_missing')).first().waitFor();
      await field(page, 'credit.dialog.custom').and(page.locator(':focus')).waitFor();
      await assertSound(page, 'nothing entered');
      await dialogOf(page).getByRole('button', { name: page.money(500_000), exact: true }).click();
      await optional(page, 'credit.note').fill('Theo hợp đồng 12/2026');
      await button(page, 'credit.dialog.next', dialogOf(page)).click();
      await dialogOf(page).locator('.money-stage').getByText('Theo hợp đồng 12/2026').waitFor();
      await assertSound(page, 'the second step');
      await confirm(page);
      await done(page).waitFor();
      await assertSound(page, 'done');
      await button(page, 'components.close', dialogOf(page).locator('.ant-modal-footer')).click();
      await figures(page).getByText(page.money(1_650_000), { exact: true }).first().waitFor();
      await button(page, 'credit.alert.act').click();
      await field(page, 'credit.alert.level').waitFor();
      await assertSound(page, 'the alert level');
      await page.keyboard.press('Escape');
      await dialogOf(page).waitFor({ state: 'detached' });
      await button(page, 'credit.statement.act').click();
      await button(page, 'credit.statement.download', dialogOf(page)).waitFor();
      await assertSound(page, 'the statement');
      await page.goto(`${portal.url}/credit`);
      await page.getByRole('heading', { name: page.said('credit.moved') }).waitFor();
      await page.getByText(`−${page.money(500_000)}`).first().waitFor();
      await assertSound(page, 'the wallet');
      await page.getByRole('link', { name: (await historyOf(customer))[0].receipt_number }).first().click();
      await page.getByRole('heading', { name: page.said('credit.receipt.facts') }).waitFor();
      await assertSound(page, 'a receipt');
      await page.goto(`${portal.url}/accounts?status=confirmed`);
      await page.getByText(page.money(1_650_000), { exact: true }).first().waitFor();
      await assertSound(page, 'the accounts');
      await close(page);
    });
  }

  test('the credit above every screen is the wallet\'s, follows what happens, and leads to the history for who may see it', async () => {
    const customer = await addConfirmed(portal);
    const page = await open('/accounts');
    const top = page.getByRole('banner').getByRole('link', { name: page.said('app.wallet') });
    await top.getByText(shown(await wallet())).waitFor();
    await topUp(portal, customer, 1_000_000);
    // Coming back to the window is enough.
    await page.evaluate(() => globalThis.dispatchEvent(new Event('visibilitychange')));
    await top.getByText(shown(await wallet())).waitFor();
    await top.click();
    await page.waitForURL(`${portal.url}/credit`);
    await page.getByRole('heading', { level: 1, name: page.said('app.places.credit_history') }).waitFor();
    await close(page);
    for (const role of ['sales', 'viewer']) {
      const reader = await open('/credit', { role });
      await reader.getByRole('heading', { name: reader.said('app.not_allowed_title') }).waitFor();
      await reader.getByRole('banner').getByText(shown(await wallet())).waitFor();
      assert.equal(await reader.getByRole('link', { name: reader.said('app.wallet') }).count(), 0);
      assert.equal(await reader.getByRole('link', { name: reader.said('app.places.credit_history') }).count(), 0);
      await close(reader);
    }
    const provider = await open('/accounts', { role: 'provider_admin' });
    await provider.getByRole('table').waitFor();
    assert.equal(await provider.getByText(provider.said('app.wallet')).count(), 0);
    await close(provider);
  });

  test('credit that cannot be read is a dash that says so', async () => {
    const page = await open('/healthz');
    await page.route('**/api/v1/wallet', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'x', status: 503, code: 'unavailable' }) }));
    await page.goto(`${portal.url}/accounts`);
    await page.getByRole('banner').getByTitle(page.said('app.wallet_failed')).waitFor();
    await page.getByRole('table').waitFor();
    page.complaints.length = 0;
    await assertSound(page, 'no wallet');
    await close(page);
  });

  for (const language of ['vi', 'en']) {
    test(`a top-up by a preset and one of a custom value move what the second step says (${language})`, async () => {
      const customer = await addConfirmed(portal, { item: { friendly_name: 'Minh Long' } });
      const page = await open('/accounts?status=confirmed', { language });
      await page.getByRole('button', { name: page.said('registrations.acts_with', { name: 'Minh Long' }) }).first().click();
      await page.getByRole('menuitem', { name: page.said('registrations.acts.top_up') }).click();
      const before = await wallet();
      const dialog = dialogOf(page);
      await dialog.getByText(page.money(before), { exact: true }).waitFor();
      await dialog.getByRole('button', { name: page.money(1_000_000), exact: true }).click();
      await dialog.getByRole('button', { name: page.money(1_000_000), exact: true, pressed: true }).waitFor();
      await button(page, 'credit.dialog.next', dialog).click();
      await dialog.getByRole('heading', { name: page.said('credit.top_up.question', { amount: page.money(1_000_000), name: 'Minh Long' }) }).and(page.locator(':focus')).waitFor();
      assert.deepEqual(await beforeAfter(dialog), {
        [page.said('credit.own_wallet')]: [page.money(before), page.money(before - 1_000_000)],
        'Minh Long': [page.money(0), page.money(1_000_000)],
      });
      // One step back and on again loses nothing.
      await button(page, 'credit.dialog.back', dialog).click();
      const text = field(page, 'credit.dialog.custom');
      assert.equal(await text.inputValue(), language === 'vi' ? '1.000.000' : '1,000,000');
      await text.fill('');
      await text.pressSequentially('2345');
      for (let each = 0; each < 2; each += 1) await page.keyboard.press('ArrowLeft');
      await page.keyboard.type('99');
      // Digits entered in the middle: 2.3|45 becomes 239.9|45, and the cursor stays behind them.
      assert.equal(await text.inputValue(), language === 'vi' ? '239.945' : '239,945');
      await page.keyboard.press('Backspace');
      assert.equal(await text.inputValue(), language === 'vi' ? '23.945' : '23,945');
      await text.selectText();
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.setData('text/plain', ' 1.250.000 ₫ ');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      });
      assert.equal(await text.inputValue(), language === 'vi' ? '1.250.000' : '1,250,000');
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.setData('text/plain', '1,5 triệu');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      });
      await dialog.getByText(page.said('components.amount_unread', { text: '1,5 triệu' })).waitFor();
      assert.equal(await text.inputValue(), language === 'vi' ? '1.250.000' : '1,250,000');
      await button(page, 'credit.dialog.next', dialog).click();
      await confirm(page);
      await done(page).waitFor();
      const [movement] = await historyOf(customer);
      assert.deepEqual([movement.kind, movement.amount.amount, movement.via], ['top_up', 1_250_000, 'portal']);
      await dialog.getByText(movement.receipt_number).waitFor();
      assert.equal(await wallet(), before - 1_250_000);
      await page.getByRole('banner').getByText(page.money(before - 1_250_000)).waitFor();
      await done(page).click();
      await page.waitForURL(`${portal.url}/credit/transactions/${movement.transaction_id}`);
      await page.getByRole('heading', { level: 1, name: movement.receipt_number }).waitFor();
      assert.deepEqual(Object.values(await beforeAfter(page)), [
        [page.money(before), page.money(before - 1_250_000)],
        [page.money(0), page.money(1_250_000)],
      ]);
      assert.deepEqual(page.complaints, []);
      await close(page);
    });
  }

  test('an amount above what is there is refused before it is sent, and the whole of it offered', async () => {
    const customer = await addConfirmed(portal);
    const page = await open(creditPath(customer));
    const before = await wallet();
    await openTopUp(page);
    await field(page, 'credit.dialog.custom').fill(String(before + 1));
    await button(page, 'credit.dialog.next', dialogOf(page)).click();
    const sentence = page.said('credit.dialog.only', { name: page.said('credit.own_wallet'), available: shown(before) });
    await dialogOf(page).getByRole('alert').getByText(sentence).waitFor();
    await assertSound(page, 'too much');
    await dialogOf(page).getByRole('button', { name: page.said('credit.dialog.all', { available: shown(before) }) }).click();
    await button(page, 'credit.dialog.next', dialogOf(page)).click();
    assert.equal((await beforeAfter(dialogOf(page)))[page.said('credit.own_wallet')][1], '0 ₫');
    assert.equal(await wallet(), before);
    await close(page);
  });

  test('what was spent meanwhile is told with the program\'s sentence, and what is left offered', async () => {
    const small = { partner: 1 };
    const admin = await portal.as('partner_admin', small);
    await grant(portal, admin.user.partner.id, 3_000_000);
    const customer = await addConfirmed(portal, small);
    const other = await addConfirmed(portal, small);
    const page = await open(creditPath(customer), small);
    await button(page, 'registrations.acts.top_up').click();
    await dialogOf(page).getByText(shown(3_000_000), { exact: true }).waitFor();
    await field(page, 'credit.dialog.custom').fill('2500000');
    await button(page, 'credit.dialog.next', dialogOf(page)).click();
    await topUp(portal, other, 1_000_000, small);
    await confirm(page);
    await dialogOf(page).getByRole('alert').getByText(page.said('errors.credit.insufficient')).waitFor();
    await dialogOf(page).getByText(shown(2_000_000), { exact: true }).waitFor();
    await assertSound(page, 'refused');
    await dialogOf(page).getByRole('button', { name: page.said('credit.dialog.all', { available: shown(2_000_000) }) }).click();
    await button(page, 'credit.dialog.next', dialogOf(page)).click();
    await confirm(page);
    await done(page).waitFor();
    await close(page);
    const { available } = (await admin.get('/api/v1/wallet', { expect: 200 })).json;
    assert.equal(available.amount, 0);
  });

  for (const [what, lose] of [
    ['that reached the program', async (route) => { await route.fetch({ maxRetries }); await route.abort(); }],
    ['that never arrived', (route) => route.abort()],
  ]) {
    test(`an answer that was lost is asked for again with the same key, and credit moves once (${what})`, async () => {
      const customer = await addConfirmed(portal);
      const page = await open(creditPath(customer));
      const keys = [];
      page.on('request', (request) => { if (request.url().endsWith('/top-ups')) keys.push(request.headers()['idempotency-key']); });
      await page.route('**/top-ups', lose, { times: 1 });
      await askFor(page, 700_000);
      await confirm(page);
      await dialogOf(page).getByRole('alert').getByText(page.said('credit.dialog.unknown'), { exact: true }).waitFor();
      page.complaints.length = 0; // the browser's own word on the broken connection
      await assertSound(page, 'unknown');
      // Nothing but the same can be asked for now.
      assert.equal(await button(page, 'credit.dialog.back').count(), 0);
      await button(page, 'credit.dialog.again', dialogOf(page)).click();
      await done(page).waitFor();
      const replayed = dialogOf(page).getByText(page.said('credit.dialog.replayed'));
      assert.equal(await replayed.count(), what === 'that reached the program' ? 1 : 0);
      assert.equal(keys.length, 2);
      assert.equal(keys[0], keys[1]);
      const history = await historyOf(customer);
      assert.deepEqual(history.map(({ amount }) => amount.amount), [700_000]);
      await dialogOf(page).getByText(history[0].receipt_number).waitFor();
      await close(page);
    });
  }

  test('above the limit two people in two browsers: who asked may not approve, the other may', async () => {
    const customer = await addConfirmed(portal, { item: { friendly_name: 'Hải Đăng' } });
    const before = await wallet();
    const amount = limit + 5_000_000;
    const accountant = await open(creditPath(customer), { role: 'finance', audience: 'partner' });
    await askFor(accountant, amount);
    await dialogOf(accountant).getByText(accountant.said('credit.dialog.second_person'), { exact: true }).waitFor();
    await assertSound(accountant, 'a second person is needed');
    await confirm(accountant);
    await dialogOf(accountant).getByRole('heading', { name: accountant.said('credit.dialog.waits') }).and(accountant.locator(':focus')).waitFor();
    await assertSound(accountant, 'it waits');
    await button(accountant, 'components.close', dialogOf(accountant).locator('.ant-modal-footer')).click();
    assert.equal((await creditOf(customer)).balance.amount, 0);
    assert.equal(await wallet(), before - amount);
    const own = accountant.getByRole('region', { name: accountant.said('credit.requests.title') });
    await own.getByText(accountant.said('credit.requests.own')).waitFor();
    assert.equal(await own.getByRole('button', { name: /^Duyệt/ }).count(), 0);
    await assertSound(accountant, 'one\'s own request');

    const admin = await open('/accounts');
    const badge = admin.getByRole('navigation', { name: admin.said('app.menu') }).getByLabel(admin.said('app.waiting', { count: 1 }));
    await badge.waitFor();
    await admin.getByRole('link', { name: admin.said('app.places.credit_history') }).click();
    const waiting = admin.getByRole('list', { name: admin.said('credit.requests.title') });
    await waiting.getByText(shown(amount)).waitFor();
    await assertSound(admin, 'another\'s request');
    await waiting.getByRole('button', { name: /^Duyệt / }).click();
    await dialogOf(admin).getByText(shown(amount)).waitFor();
    await assertSound(admin, 'approving');
    await button(admin, 'credit.requests.approve', dialogOf(admin)).click();
    await admin.getByText(admin.said('credit.requests.none')).waitFor();
    await badge.waitFor({ state: 'detached' });
    await admin.locator('.credit-requests:focus').waitFor();
    assert.deepEqual((await historyOf(customer)).map((each) => [each.kind, each.amount.amount]), [['top_up', amount]]);
    assert.equal(await wallet(), before - amount);
    await admin.getByRole('link', { name: admin.said('credit.requests.show_all') }).click();
    await admin.getByRole('list', { name: admin.said('credit.requests.all') }).getByText(admin.said('credit.request_states.approved')).first().waitFor();
    assert.equal(new URL(admin.url()).searchParams.get('requests'), 'all');
    await assertSound(admin, 'decided requests');
    await admin.getByRole('link', { name: admin.said('credit.receipt.open') }).first().click();
    await admin.getByText(admin.said('credit.receipt.approved_by')).waitFor();
    await close(admin);
    await close(accountant);
  });

  test('a request is rejected with a reason by the other, or withdrawn by who asked', async () => {
    const customer = await addConfirmed(portal);
    const before = await wallet();
    const finance = await portal.as('finance', { audience: 'partner' });
    await moved(finance, `/api/v1/accounts/${customer.account_id}/top-ups`, { amount: vnd(limit + 1) }, { expect: 202 });
    await moved(await portal.as('partner_admin'), `/api/v1/accounts/${customer.account_id}/top-ups`, { amount: vnd(limit + 2) }, { expect: 202 });
    const page = await open('/credit', phone);
    const row = (amount) => page.locator('.credit-requests li').filter({ hasText: shown(amount) });
    await row(limit + 1).getByRole('button', { name: /^Từ chối / }).click();
    await field(page, 'components.reason').fill('Chưa có hợp đồng');
    await assertSound(page, 'rejecting');
    await button(page, 'credit.requests.reject', dialogOf(page)).click();
    await row(limit + 1).waitFor({ state: 'detached' });
    await button(page, 'credit.requests.withdraw', row(limit + 2)).click();
    await button(page, 'credit.requests.withdraw', dialogOf(page)).click();
    await page.getByText(page.said('credit.requests.none')).waitFor();
    await page.getByRole('link', { name: page.said('credit.requests.show_all') }).click();
    await row(limit + 1).getByText(page.said('credit.request_states.rejected')).waitFor();
    await row(limit + 1).getByText(/Chưa có hợp đồng/).waitFor();
    await row(limit + 2).getByText(page.said('credit.request_states.withdrawn')).waitFor();
    await assertSound(page, 'decided requests on a phone');
    assert.equal(await wallet(), before);
    await close(page);
  });

  test('a request that was decided meanwhile says so', async () => {
    const customer = await addConfirmed(portal);
    const finance = await portal.as('finance', { audience: 'partner' });
    const request = (await moved(finance, `/api/v1/accounts/${customer.account_id}/top-ups`, { amount: vnd(limit + 3) }, { expect: 202 })).json;
    const page = await open('/credit');
    await page.locator('.credit-requests').getByRole('button', { name: /^Duyệt / }).click();
    await finance.post(`/api/v1/credit/requests/${request.id}/withdraw`, {}, { expect: 200 });
    await button(page, 'credit.requests.approve', dialogOf(page)).click();
    await dialogOf(page).getByRole('alert').getByText(page.said('errors.credit.request_decided')).waitFor();
    await assertSound(page, 'decided meanwhile');
    await button(page, 'components.cancel', dialogOf(page)).click();
    await page.getByText(page.said('credit.requests.none')).waitFor();
    await close(page);
  });

  test('an alert level is set, changed on top of what another changed, and taken away', async () => {
    const customer = await addConfirmed(portal);
    const page = await open(creditPath(customer));
    const level = async () => (await creditOf(customer)).alert_level?.amount ?? null;
    const save = () => button(page, 'registrations.save', dialogOf(page)).click();
    await button(page, 'credit.alert.act').click();
    await field(page, 'credit.alert.level').fill('0');
    await save();
    await dialogOf(page).getByRole('alert').getByText(page.said('credit.alert.invalid')).waitFor();
    await assertSound(page, 'no level');
    await field(page, 'credit.alert.level').fill('500000');
    await save();
    await dialogOf(page).waitFor({ state: 'detached' });
    await figures(page).getByText(shown(500_000)).waitFor();
    assert.equal(await level(), 500_000);
    await button(page, 'credit.alert.act').click();
    const admin = await portal.as('partner_admin');
    const where = `/api/v1/accounts/${customer.account_id}/credit`;
    const etag = (await admin.get(where)).headers.get('etag');
    await admin.patch(where, { alert_level: vnd(750_000) }, { headers: { 'if-match': etag }, expect: 200 });
    await field(page, 'credit.alert.level').fill('');
    await save();
    await dialogOf(page).getByRole('alert').getByText(page.said('credit.alert.meanwhile', { level: shown(750_000) })).waitFor();
    await assertSound(page, 'changed meanwhile');
    assert.equal(await level(), 750_000);
    await save();
    await dialogOf(page).waitFor({ state: 'detached' });
    await figures(page).getByText(page.said('credit.alert.none')).waitFor();
    assert.equal(await level(), null);
    await close(page);
  });

  test('every movement stands there with before and after as the ledger has them; kinds and days filter in the address', async () => {
    const customer = await addConfirmed(portal);
    await topUp(portal, customer, 3_000_000);
    await purchase(portal, customer, 1_250_500);
    const wrong = await topUp(portal, customer, 900_000);
    const provider = await portal.as('finance', { audience: 'provider' });
    await moved(provider, `/api/v1/credit/transactions/${wrong.id}/reverse`, { reason: 'Nạp nhầm' });
    await purchase(portal, customer, 2_000_000);
    const page = await open(creditPath(customer));
    await rows(page).nth(4).waitFor();
    const onScreen = () => rows(page).evaluateAll((lines) => lines.map((line) => [2, 3, 4].map((place) => line.children[place].textContent)));
    const signed = (amount) => `${amount > 0 ? '+' : ''}${shown(amount)}`;
    const expected = (await historyOf(customer)).map(({ amount, before: first, after: last }) => [signed(amount.amount), shown(first.amount), shown(last.amount)]);
    assert.equal(expected.length, 5);
    assert.deepEqual(await onScreen(), expected);
    await page.getByText(page.said('credit.reversed')).waitFor();
    await figures(page).getByText(page.said('credit.low.arrears')).waitFor();
    await figures(page).getByText(shown(-250_500)).first().waitFor();
    await assertSound(page, 'in arrears');
    await page.getByRole('combobox', { name: page.said('credit.kind_filter') }).click();
    await page.locator('.ant-select-item-option', { hasText: page.said('credit.kinds.purchase') }).click();
    await page.waitForURL(/kind=purchase/);
    await page.getByText('1–2 trong tổng số 2').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: page.said('credit.period') }).click();
    await page.locator('.ant-select-item-option', { hasText: page.said('components.periods.last_month') }).click();
    await page.waitForURL(/from=/);
    await page.getByRole('heading', { name: page.said('components.no_match') }).waitFor();
    await assertSound(page, 'no match');
    const address = page.url();
    const colleague = await open(address.slice(portal.url.length), { role: 'viewer' });
    await colleague.getByRole('heading', { name: colleague.said('components.no_match') }).waitFor();
    assert.equal(await button(colleague, 'registrations.acts.top_up').count(), 0);
    assert.equal(await button(colleague, 'credit.alert.act').count(), 0);
    await close(colleague);
    await page.goBack();
    await page.getByText('1–2 trong tổng số 2').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('tab'), 'credit');

    await page.goto(`${portal.url}/accounts?q=${encodeURIComponent(customer.email)}`);
    await page.getByRole('row').filter({ hasText: customer.email }).getByText(page.said('registrations.arrears')).waitFor();
    await page.goto(`${portal.url}/credit`);
    // Who owes is named, by the account; that address leads to the registration.
    await page.getByRole('list', { name: page.said('credit.low.arrears') }).getByRole('listitem').filter({ hasText: shown(-250_500) }).getByRole('link').click();
    await page.waitForURL(`${portal.url}/accounts/${customer.id}?tab=credit`);
    await figures(page).getByText(shown(-250_500)).first().waitFor();
    await close(page);
  });

  test('the wallet shows what the API says of it', async () => {
    const page = await open('/credit');
    const { balance, held, available } = await asked('/api/v1/wallet');
    const panel = page.getByRole('region', { name: page.said('credit.own_wallet') });
    await panel.getByText(shown(available.amount), { exact: true }).first().waitFor();
    assert.deepEqual(await panel.locator('dd:not(.soft)').allTextContents(), [available, balance, held].map(({ amount }) => shown(amount)));
    const { data } = await asked('/api/v1/wallet/movements?limit=20');
    await rows(page).nth(data.length - 1).waitFor();
    const onScreen = await rows(page).evaluateAll((lines) => lines.map((line) => [4, 5].map((place) => line.children[place].textContent)));
    assert.deepEqual(onScreen, data.map(({ before: first, after: last }) => [shown(first.amount), shown(last.amount)]));
    await close(page);
  });

  test('who is no longer a customer cannot be topped up, in the program\'s words', async () => {
    const customer = await addConfirmed(portal);
    const page = await open(creditPath(customer));
    await askFor(page, 100_000);
    await (await portal.as('provider_admin')).post(`/api/v1/registrations/${customer.id}/end`, { reason: 'Ngừng hợp tác' }, { expect: 200 });
    await confirm(page);
    await dialogOf(page).getByRole('alert').getByText(page.said('errors.credit.not_a_customer')).waitFor();
    await assertSound(page, 'not a customer');
    await close(page);
  });

  test('unused credit is taken back from who agreed to that, with a reason', async () => {
    const customer = await addConfirmed(portal);
    await topUp(portal, customer, 800_000);
    assert.equal((await creditOf(customer)).may_reclaim, true);
    const page = await open(creditPath(customer));
    await button(page, 'credit.reclaim.act').click();
    await dialogOf(page).getByRole('button', { name: page.said('credit.dialog.all', { available: shown(800_000) }) }).click();
    await button(page, 'credit.dialog.next', dialogOf(page)).click();
    await dialogOf(page).getByRole('alert').getByText(page.said('components.reason_required')).waitFor();
    await assertSound(page, 'no reason');
    await field(page, 'components.reason').fill('Khách hàng đổi gói');
    await button(page, 'credit.dialog.next', dialogOf(page)).click();
    await confirm(page);
    await done(page).waitFor();
    assert.equal((await creditOf(customer)).balance.amount, 0);
    await close(page);
  });

  test('a statement is asked for by its days and in the language that was chosen', async () => {
    const customer = await addConfirmed(portal);
    await topUp(portal, customer, 800_000);
    const page = await open(creditPath(customer), phone);
    await button(page, 'credit.statement.act').click();
    const answer = page.waitForResponse(/\/statement\?/);
    const file = page.waitForEvent('download');
    await page.getByRole('combobox', { name: page.said('credit.statement.language') }).click();
    await page.locator('.ant-select-item-option', { hasText: 'English' }).click();
    await button(page, 'credit.statement.download', dialogOf(page)).click();
    const query = new URL((await answer).url()).searchParams;
    assert.equal(query.get('language'), 'en');
    const day = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Ho_Chi_Minh' }).format(portal.now());
    assert.ok(query.get('from') === `${day.slice(0, 8)}01` && query.get('to') >= day, query.toString());
    assert.match((await file).suggestedFilename(), /\.pdf$/);
    await dialogOf(page).waitFor({ state: 'detached' });
    await close(page);
  });

  test('the keyboard alone tops up, and the focus comes back', async () => {
    const customer = await addConfirmed(portal);
    const page = await open(creditPath(customer));
    const act = button(page, 'registrations.acts.top_up');
    await act.focus();
    await page.keyboard.press('Enter');
    await field(page, 'credit.dialog.custom').and(page.locator(':focus')).waitFor();
    await dialogOf(page).getByText(shown(await wallet()), { exact: true }).waitFor();
    // Back to the last preset that can be chosen.
    await page.keyboard.press('Shift+Tab');
    const preset = await page.evaluate(() => document.activeElement.textContent);
    await page.keyboard.press('Space');
    await dialogOf(page).getByRole('button', { name: preset, exact: true, pressed: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('640000');
    await page.keyboard.press('Enter');
    await dialogOf(page).getByRole('heading', { name: /640\.000 ₫/ }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Tab');
    await button(page, 'credit.dialog.back').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialogOf(page).getByRole('heading', { name: /640\.000 ₫/ }).and(page.locator(':focus')).waitFor();
    await done(page).waitFor();
    await page.keyboard.press('Escape');
    await dialogOf(page).waitFor({ state: 'detached' });
    await act.and(page.locator(':focus')).waitFor();
    assert.equal((await creditOf(customer)).balance.amount, 640_000);
    await close(page);
  });
});

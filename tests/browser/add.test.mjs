// Adding customers in Chromium: rows typed by keyboard alone, pasted from a spreadsheet or read from a file; checked,
// sent, and each row with its outcome. Nothing is sent twice and nothing that was entered is lost.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertSound, phone, startBrowser } from '../harness/browser.mjs';
import { maxRetries, pageOf } from '../harness/people.mjs';
import { engines, onBothEngines } from '../harness/portal.mjs';
import { addRegistration, eligibleAccount, freshEmail, putAccounts } from '../harness/world.mjs';

const words = {
  vi: { check: 'Kiểm tra điều kiện', send: 'Thêm', more: 'Thêm khách hàng', title: 'Thêm tài khoản khách hàng', eligible: 'Đủ điều kiện', refused: 'Chưa đủ điều kiện' },
  en: { check: 'Check eligibility', send: 'Add', more: 'Add a customer', title: 'Add a customer account', eligible: 'Eligible', refused: 'Not eligible' },
};
const { check, send, more, title } = words.vi;

onBothEngines('adding customers in Chromium', (portal) => {
  let browser = null;
  before(async () => { browser = await startBrowser(); });
  after(async () => { await browser?.close(); });

  const open = async (options = {}, role = 'partner_admin') => {
    const page = await pageOf(browser, portal(), role, '/accounts/add', options);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('heading', { level: 1, name: words[options.language ?? 'vi'].title }).waitFor();
    return page;
  };
  const close = (page) => page.context().close();
  const button = (page, name) => page.getByRole('button', { name, exact: true });
  const rows = (page) => page.locator('li.add-row');
  const email = (page, number) => rows(page).nth(number - 1).locator('input').first();
  const paste = async (page, field, text) => {
    await field.focus();
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('Control+V');
  };
  const confirm = async (page, name = send) => {
    await button(page, name).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    return dialog;
  };
  const customers = async (count) => (await putAccounts(portal(), Array.from({ length: count }, () => eligibleAccount()))).map((account) => account.email);
  const registered = async (address, partner = 0) => {
    const client = await portal().as('partner_admin', { partner });
    return (await client.get(`/api/v1/registrations?q=${encodeURIComponent(address)}`)).json.data;
  };

  test('two customers are added by keyboard alone', async () => {
    const [first, second] = await customers(2);
    const page = await open();
    const focused = () => page.evaluate(() => `${document.activeElement.id} ${document.activeElement.textContent.trim()}`);
    const tabTo = async (wanted) => {
      for (let presses = 0; presses < 40 && !wanted.test(await focused()); presses += 1) await page.keyboard.press('Tab');
      assert.match(await focused(), wanted);
    };
    await tabTo(/^row-\d+-email/);
    await page.keyboard.type(first);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'row-1-email');
    await page.keyboard.type(second);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Chị Hạnh');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await tabTo(/Thêm khách hàng$/);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'row-2-email');
    await tabTo(/^ Thêm$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Nhiều nhất 2 email').waitFor();
    await page.waitForFunction(() => document.activeElement.closest('[role=dialog]') && document.activeElement.textContent.trim() === 'Thêm');
    await page.keyboard.press('Enter');
    await page.getByText('Đã gửi yêu cầu đến 2 khách hàng').waitFor();
    await page.waitForFunction(() => document.activeElement.className === 'notice');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/accounts$/);
    const [{ friendly_name, role }] = await registered(second);
    assert.equal(friendly_name, 'Chị Hạnh');
    assert.equal(role, 'Tư vấn');
    assert.equal((await registered(first))[0].status, 'pending_customer');
    await close(page);
  });

  test('two hundred rows of a spreadsheet become rows, whose faults are marked before anything is sent', async () => {
    const page = await open({ partner: 2 });
    const lines = Array.from({ length: 197 }, (_, index) => `"Khách ""số"" ${index}"\t\u00A0khach.${index}@customers.example\u200B\tTư vấn`);
    const block = ['Tên thường dùng\tĐịa chỉ email\tVai trò', ...lines, 'Viết hoa\tKHACH.5@customers.example\t', 'Sai\tkhông phải email\t', 'Thiếu\t\tVai trò lạ', ''].join('\r\n');
    await paste(page, email(page, 1), block);
    await page.getByText('Đã thêm 200 dòng vào biểu mẫu').waitFor();
    assert.equal(await rows(page).count(), 200);
    assert.equal(await email(page, 6).inputValue(), 'khach.5@customers.example');
    assert.equal(await rows(page).nth(5).locator('input').nth(1).inputValue(), 'Khách "số" 5');
    assert.equal(await rows(page).nth(5).locator('select').inputValue(), 'Tư vấn');
    await page.getByText('1 dòng có vai trò không nằm trong danh sách').waitFor();
    await page.waitForFunction(() => document.activeElement.id === 'row-0-email');

    await button(page, check).click();
    const alert = page.getByRole('alert').filter({ hasText: '3 dòng cần sửa trước khi gửi' });
    await alert.waitFor();
    await alert.getByText('Dòng 198: Email này đã có ở dòng 6.').waitFor();
    await assertSound(page, 'faults of pasted rows');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-invalid')), 'true');
    await alert.getByRole('button', { name: 'Bỏ 1 dòng trùng' }).click();
    await alert.getByRole('link', { name: /^Dòng 198: Email không đúng/ }).or(page.getByRole('alert').getByRole('link', { name: /^Dòng 198: Email không đúng/ })).first().click();
    await page.waitForFunction(() => document.activeElement.value === 'không phải email');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('sua.roi@customers.example');
    await page.getByRole('button', { name: 'Bỏ dòng 199' }).click();
    await page.getByText('198 khách hàng').waitFor();
    assert.equal(await page.getByRole('alert').count(), 0, 'nothing is wrong any more');
    await close(page);
  });

  test('a press on a button counts though the field that it leaves shows what is wrong', async () => {
    for (const options of [{}, phone]) {
      const page = await open(options);
      await email(page, 1).click();
      await page.keyboard.type('không phải email');
      await button(page, more).click();
      await email(page, 2).waitFor();
      await page.waitForFunction(() => document.activeElement.id === 'row-1-email');
      await page.keyboard.type('cũng không phải');
      await button(page, check).click();
      await page.getByRole('alert').filter({ hasText: '2 dòng cần sửa trước khi gửi' }).waitFor();
      await close(page);
    }
  });

  test('names alone go downwards, addresses of a mail go into rows of their own', async () => {
    const page = await open();
    await paste(page, email(page, 1), 'An Lê <an@customers.example>; binh@customers.example');
    await page.waitForFunction(() => document.querySelectorAll('li.add-row').length === 2);
    assert.equal(await rows(page).nth(0).locator('input').nth(1).inputValue(), 'An Lê');
    await paste(page, rows(page).nth(0).locator('input').nth(1), 'Anh An\nChị Bình\nAnh Chi');
    await page.waitForFunction(() => document.querySelectorAll('li.add-row').length === 3);
    assert.equal(await rows(page).nth(1).locator('input').nth(1).inputValue(), 'Chị Bình');
    assert.equal(await rows(page).nth(2).locator('input').nth(1).inputValue(), 'Anh Chi');
    await paste(page, email(page, 3), '\u00A0chi@customers.example\u200B');
    assert.equal(await email(page, 3).inputValue(), 'chi@customers.example');
    await close(page);
  });

  test('a thousand rows at a time: what is beyond is kept, and typing stays quick', async () => {
    const page = await open({ partner: 2 });
    await paste(page, email(page, 1), Array.from({ length: 1010 }, (_, index) => `nhieu.${index}@customers.example\t`).join('\n'));
    await page.locator('.ant-alert').getByText('10 dòng còn lại đang được giữ').waitFor();
    assert.equal(await rows(page).count(), 1000);
    assert.equal(await page.locator('.add-more').getByRole('button', { name: more }).isDisabled(), true);
    await email(page, 500).focus();
    const spent = await page.evaluate(async () => {
      const begin = performance.now();
      for (const letter of 'abcdefghij') {
        document.execCommand('insertText', false, letter);
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      }
      return (performance.now() - begin) / 10;
    });
    assert.ok(spent < 500, `${spent} ms for a letter`);
    await rows(page).first().getByRole('button', { name: 'Bỏ dòng 1' }).click();
    await page.locator('.ant-alert').getByRole('button', { name: 'Đưa tiếp vào' }).click();
    await page.locator('.ant-alert').getByText('9 dòng còn lại đang được giữ').waitFor();
    assert.equal(await rows(page).count(), 1000);
    assert.equal(await email(page, 1000).inputValue(), 'nhieu.1000@customers.example');
    await close(page);
  });

  test('a CSV file is chosen or dropped; one that is none says how to save it', async () => {
    const page = await open();
    const file = (name, content) => ({ name, mimeType: 'text/csv', buffer: Buffer.isBuffer(content) ? content : Buffer.from(content) });
    const choose = async (chosen) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Chọn tệp CSV').click()]);
      await chooser.setFiles(chosen);
    };
    await choose(file('khach.csv', '\uFEFFemail;tên;vai trò\r\nmot@customers.example;"Một; hai";Triển khai\r\nhai@customers.example;Hai;\r\n'));
    await page.getByText('Đã thêm 2 dòng').waitFor();
    assert.equal(await rows(page).nth(0).locator('input').nth(1).inputValue(), 'Một; hai');
    assert.equal(await rows(page).nth(0).locator('select').inputValue(), 'Triển khai');
    for (const [content, sentence] of [
      [Buffer.from([0x50, 0x4b, 3, 4]), 'Đây là tệp Excel'],
      [Buffer.from([0x61, 0xe1, 0x2c]), 'Tệp không phải CSV UTF-8'],
      ['tên\nAn', 'Không tìm thấy cột email'],
      ['email,tên\na@x.vn,"An\nb@x.vn,B', 'dấu ngoặc kép'],
    ]) {
      await choose(file('khac.csv', content));
      await page.getByRole('alert').filter({ hasText: sentence }).waitFor();
    }
    assert.equal(await rows(page).count(), 2);
    const dropped = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['ba@customers.example'], 'ba.csv', { type: 'text/csv' }));
      return data;
    });
    await page.locator('.drop-room').dispatchEvent('dragover', { dataTransfer: dropped });
    await page.locator('.drop-room').dispatchEvent('drop', { dataTransfer: dropped });
    await page.waitForFunction(() => document.querySelectorAll('li.add-row').length === 3);
    assert.equal(await email(page, 3).inputValue(), 'ba@customers.example');
    await close(page);
  });

  test('a check shows every rule beside its row, and sends nothing', async () => {
    const [fine] = await customers(1);
    const unknown = freshEmail('chua.co');
    const [{ email: busy }] = await putAccounts(portal(), [eligibleAccount({ services_in_use: 2, in_poc: true })]);
    const page = await open();
    await paste(page, email(page, 1), [fine, unknown, busy].join('\n'));
    await button(page, check).click();
    await page.getByText('Đủ điều kiện: 1. Chưa đủ điều kiện: 2.').waitFor();
    await rows(page).nth(0).getByText(words.vi.eligible, { exact: true }).waitFor();
    await rows(page).nth(1).getByText('chưa có tài khoản').waitFor();
    assert.equal(await rows(page).nth(2).getByRole('listitem').count(), 2, 'all rules that fail');
    await assertSound(page, 'verdicts');
    await rows(page).nth(1).getByRole('button', { name: 'Sao chép liên kết đăng ký' }).click();
    const { provider } = (await (await portal().as('partner_admin')).get('/api/v1/settings')).json;
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), provider.sign_up_url);
    assert.deepEqual(await portal().mailsTo(fine), []);
    assert.deepEqual(await registered(fine), []);
    // Another address is not judged yet.
    await email(page, 1).fill(freshEmail());
    assert.equal(await rows(page).nth(0).locator('.verdict').count(), 0);
    await close(page);
  });

  test('good rows go through with one mail each, bad ones stay with their reasons', async () => {
    const [fine, other] = await customers(2);
    const { email: asked } = await addRegistration(portal());
    const page = await open();
    await paste(page, email(page, 1), [fine, asked, other].join('\n'));
    await button(page, check).click();
    await page.getByText('Đủ điều kiện: 2. Chưa đủ điều kiện: 1.').waitFor();
    const dialog = await confirm(page);
    await dialog.getByText('2 email sẽ được gửi đi.').waitFor();
    await assertSound(page, 'the question before sending');
    await button(dialog, send).click();
    await page.getByText('Đã gửi yêu cầu đến 2 khách hàng').waitFor();
    assert.equal(await rows(page).count(), 1);
    assert.equal(await email(page, 1).inputValue(), asked);
    await rows(page).getByText('Đã có yêu cầu cho tài khoản này').waitFor();
    await assertSound(page, 'outcomes');
    for (const address of [fine, other]) assert.equal((await portal().mailsTo(address)).length, 1);
    await close(page);
  });

  test('what the program refuses of a row is said at that row', async () => {
    const page = await open();
    const refused = 'khach@xn--0.vn';
    await paste(page, email(page, 1), [freshEmail(), refused].join('\n'));
    await button(page, check).click();
    await page.getByRole('alert').filter({ hasText: '1 dòng cần sửa' }).waitFor();
    await page.waitForFunction((value) => document.activeElement.value === value, refused);
    assert.match(await rows(page).nth(1).locator('.field-error').textContent(), /Email không đúng định dạng/);
    await close(page);
  });

  test('after a connection that broke the same is sent again and done once', async () => {
    const [address] = await customers(1);
    const page = await open();
    await email(page, 1).fill(address);
    const keys = [];
    await page.route('**/api/v1/registrations', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      await route.fetch({ maxRetries });
      await route.abort();
    });
    const dialog = await confirm(page);
    await button(dialog, send).click();
    await dialog.getByRole('alert').filter({ hasText: 'Không kết nối được' }).waitFor();
    assert.equal((await registered(address)).length, 1, 'it was done, and the page cannot know');
    await page.unroute('**/api/v1/registrations');
    const again = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/registrations'));
    await button(dialog, 'Thử lại').click();
    assert.equal((await again).headers()['idempotency-key'], keys[0]);
    await page.getByText('Đã gửi yêu cầu đến 1 khách hàng').waitFor();
    assert.equal((await registered(address)).length, 1);
    assert.equal((await portal().mailsTo(address)).length, 1);
    await close(page);
  });

  test('whoever leaves unsaved rows is asked', async () => {
    const page = await open();
    const leave = () => page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Nhân sự' }).click();
    await email(page, 1).fill('chua.gui@customers.example');
    await leave();
    const dialog = page.getByRole('dialog', { name: 'Rời trang này?' });
    await dialog.getByRole('button', { name: 'Ở lại' }).click();
    assert.equal(await email(page, 1).inputValue(), 'chua.gui@customers.example');
    await leave();
    await dialog.getByRole('button', { name: 'Rời trang' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nhân sự' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    assert.equal(await email(page, 1).inputValue(), '', 'what was left is gone');
    await close(page);
  });

  test('rows survive a session that ended, for the same person', async () => {
    const page = await open({}, 'sales');
    await paste(page, email(page, 1), 'mot@customers.example\tMột\nhai@customers.example\tHai');
    await page.waitForFunction(() => document.querySelectorAll('li.add-row').length === 2);
    await page.context().clearCookies();
    await button(page, check).click();
    await page.waitForURL(/\/sign-in\?return=/);
    const { email: name, password } = portal().demoUser('sales');
    await page.request.post(`${portal().url}/api/v1/session`, { data: { email: name, password }, headers: { origin: portal().url }, maxRetries });
    await page.goto(`${portal().url}/accounts/add`);
    await page.getByText('Đã khôi phục 2 dòng').waitFor();
    assert.equal(await email(page, 2).inputValue(), 'hai@customers.example');
    await assertSound(page, 'restored rows');
    await button(page, 'Bỏ hết').click();
    await page.waitForFunction(() => document.querySelectorAll('li.add-row').length === 1);
    assert.equal(await email(page, 1).inputValue(), '');
    await close(page);
  });

  test('who may not add is told so', async () => {
    const page = await pageOf(browser, portal(), 'viewer', '/accounts/add');
    await page.getByRole('heading', { name: 'Vai trò của bạn không được xem trang này' }).waitFor();
    await close(page);
  });

  test('is sound in both languages and themes, on a desk and on a phone', async () => {
    const { email: asked } = await addRegistration(portal());
    const [fine] = await customers(1);
    for (const language of ['vi', 'en']) {
      for (const [size, theme] of [[{}, 'dark'], [phone, 'light'], [phone, 'dark']]) {
        const where = `${language}, ${theme}, ${size === phone ? 'phone' : 'desk'}`;
        const page = await open({ language, theme, ...size });
        await assertSound(page, `at first, ${where}`);
        await button(page, words[language].send).click();
        await page.getByRole('alert').waitFor();
        await assertSound(page, `nothing entered, ${where}`);
        await email(page, 1).fill(asked);
        await button(page, words[language].more).click();
        await email(page, 2).fill('no address');
        await button(page, words[language].check).click();
        await page.getByRole('alert').waitFor();
        await assertSound(page, `faults, ${where}`);
        await email(page, 2).fill(fine);
        await button(page, words[language].check).click();
        await rows(page).nth(1).getByText(words[language].eligible, { exact: true }).waitFor();
        await rows(page).nth(0).getByText(words[language].refused, { exact: true }).waitFor();
        await assertSound(page, `verdicts, ${where}`);
        await confirm(page, words[language].send);
        await assertSound(page, `the question, ${where}`);
        await close(page);
      }
    }
  });
}, { engines: [engines[0]] });

// The whole way, by three people in three browsers: a partner's sales person signs in and adds a customer, the customer
// agrees by the mailed link and code, the provider's approver approves, and the partner reads "Đã xác nhận".

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, desktop, openPage, phone, startBrowser } from '../harness/browser.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { wordsOf } from '../harness/words.mjs';
import { eligibleAccount, putAccounts } from '../harness/world.mjs';

const consent = { vi: { agree: 'Đồng ý', code: 'Mã xác nhận' }, en: { agree: 'Agree', code: 'Confirmation code' } };

describe('from signing in to a confirmed customer', () => {
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

  const exactly = (page, role, name) => page.getByRole(role, { name, exact: true });

  /** A browser of their own, signed in by the form. */
  const enter = async (role, language, view) => {
    const { email, password } = portal.demoUser(role);
    await (await portal.as(role)).patch('/api/v1/profile', { language }, { expect: 200 });
    const page = await openPage(browser, portal.url, { language, ...view });
    const say = wordsOf(language, { provider: 'Cloud Example' });
    await page.goto(portal.url);
    await page.getByLabel(say('session.email'), { exact: true }).fill(email);
    await page.getByLabel(say('session.password'), { exact: true }).fill(password);
    await page.getByLabel(say('session.password'), { exact: true }).press('Enter');
    await page.waitForURL((url) => !['/', '/sign-in'].includes(url.pathname));
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    return { page, say };
  };

  for (const [language, view] of [['vi', desktop], ['en', desktop], ['vi', phone], ['en', phone]]) {
    test(`in ${language} on ${view === phone ? 'phones' : 'wide windows'}`, async () => {
      const account = eligibleAccount({ language });
      await putAccounts(portal, [account]);

      const sales = await enter('sales', language, view);
      assert.equal(new URL(sales.page.url()).pathname, '/accounts');
      await sales.page.getByRole('link', { name: sales.say('registrations.add'), exact: true }).or(exactly(sales.page, 'button', sales.say('registrations.add'))).first().click();
      await sales.page.getByLabel(sales.say('registrations.add_page.email')).first().fill(account.email);
      await sales.page.getByLabel(sales.say('registrations.friendly_name')).first().fill('Khách của ba trình duyệt');
      await exactly(sales.page, 'button', sales.say('registrations.add_page.send')).click();
      const dialog = sales.page.getByRole('dialog');
      await dialog.getByText(language === 'vi' ? /1 email sẽ được gửi đi/ : /1 email will go out/).waitFor();
      await assertSound(sales.page, 'the confirmation');
      await exactly(dialog, 'button', sales.say('registrations.add_page.send')).click();
      await sales.page.getByText(language === 'vi' ? /Đã gửi yêu cầu đến 1 khách hàng/ : /1 customer/).first().waitFor();
      await dialog.waitFor({ state: 'hidden' });
      await sales.page.locator('.ant-modal-mask').first().waitFor({ state: 'hidden' });
      await assertSound(sales.page, 'added');

      const mail = await portal.mailTo(account.email);
      const customer = await openPage(browser, portal.url, { language, ...view });
      await customer.goto(portal.url + mail.path);
      await customer.getByLabel(consent[language].code).fill(mail.code);
      await exactly(customer, 'button', consent[language].agree).click();
      await customer.waitForLoadState();
      await assertSound(customer, 'agreed');

      const approver = await enter('approver', language, view);
      assert.equal(new URL(approver.page.url()).pathname, '/approvals');
      await approver.page.getByRole('link', { name: account.name }).click();
      await approver.page.getByText(account.email).first().waitFor();
      await exactly(approver.page, 'button', approver.say('approvals.approve')).click();
      await approver.page.getByText(approver.say('approvals.done_approved', { name: account.name })).first().waitFor();
      await assertSound(approver.page, 'approved');

      await sales.page.goto(`${portal.url}/accounts?q=${encodeURIComponent(account.email)}`);
      await sales.page.getByRole('link', { name: 'Khách của ba trình duyệt' }).click();
      await sales.page.getByText(language === 'vi' ? 'Đã xác nhận' : 'Active', { exact: true }).first().waitFor();
      await assertSound(sales.page, 'confirmed');
      for (const { context } of [sales.page, customer, approver.page].map((page) => ({ context: page.context() }))) await context.close();
    });
  }
});

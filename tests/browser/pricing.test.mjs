// Products, list prices and discounts in a real browser: the provider's catalogue, a partner that asks for what it pays,
// the provider's answer, and a customer's prices with their preview. What is on screen is what the API says.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, desktop, phone, startBrowser } from '../harness/browser.mjs';
import { addConfirmed } from '../harness/credit_page.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import {
  addProduct, approveDiscount, askDiscount, daysAfter, earliestDays, ratesOf, rejectDiscount, setCustomerDiscount, setListPrice, shownDay,
  withdrawDiscount,
} from '../harness/pricing_page.mjs';
import { wordsOf } from '../harness/words.mjs';

const looks = {
  'vi, desk, light': { language: 'vi', theme: 'light', ...desktop },
  'vi, phone, dark': { language: 'vi', theme: 'dark', ...phone },
  'en, desk, dark': { language: 'en', theme: 'dark', ...desktop },
  'en, phone, light': { language: 'en', theme: 'light', ...phone },
};
const lines = { vi: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } };

/** A decimal to its last digit, as the page shows it. */
function shownPrice(amount, language = 'vi') {
  const [whole, fraction] = amount.replace('-', '').split('.');
  const { group, decimal } = lines[language];
  return `${amount.startsWith('-') ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, group)}${fraction ? decimal + fraction : ''} ₫`;
}

describe('products, prices and discounts in Chromium', () => {
  let portal = null;
  let browser = null;
  let server = null;
  let storage = null;
  before(async () => {
    portal = await startPortal({ engine: engines[0] });
    browser = await startBrowser();
    server = await addProduct(portal, { name: 'AA Server', groups: ['GPU'], amount: '1000000' });
    storage = await addProduct(portal, { name: 'AB Storage', amount: '0.000123456789' });
  });
  after(async () => {
    await browser?.close();
    await portal?.remove();
  });

  const open = async (path, { role = 'partner_admin', ...options } = {}) => {
    const page = await pageOf(browser, portal, role, path, options);
    return Object.assign(page, { said: wordsOf(options.language ?? 'vi', { provider: 'Cloud Example' }), price: (amount) => shownPrice(amount, options.language) });
  };
  const close = (page) => page.context().close();
  const button = (page, key, place = page) => place.getByRole('button', { name: page.said(key), exact: true });
  const dialogOf = (page) => page.getByRole('dialog');
  const asked = async (path, role = 'partner_admin', options = {}) => (await (await portal.as(role, options)).get(path, { expect: 200 })).json;
  const rateField = (page, key, name) => page.getByRole('textbox', { name: `${page.said(key)}, ${name}`, exact: true });
  const broken = { status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'Hệ thống đang bận.', status: 503, code: 'unavailable' }) };
  /** Every pending request of this partner is taken back, so that a test can ask. */
  const nothingPending = async (partner) => {
    for (const { id } of (await asked('/api/v1/partner-discounts?status=pending', 'partner_admin', { partner })).data) await withdrawDiscount(portal, { id }, { partner });
  };
  /** A partner pays these rates from now on: approved, and its day has come. */
  const pays = async (partner, points, groups = []) => {
    await nothingPending(partner);
    const made = await askDiscount(portal, ratesOf(points, groups), { partner });
    await approveDiscount(portal, made);
    await portal.moveClock({ days: 5 });
    return made;
  };

  for (const [where, look] of Object.entries(looks)) {
    test(`is sound in every state of asking, deciding, setting and the catalogue (${where})`, async () => {
      const partner = 2;
      await pays(partner, { [server.id]: 2000, [server.groups[0].id]: 2500, [storage.id]: 800 }, server.groups);
      const customer = await addConfirmed(portal, { partner, item: { friendly_name: `Sao Mai ${where}` } });
      await setCustomerDiscount(portal, customer, ratesOf({ [server.id]: 500 }), { partner });

      const page = await open('/discounts', { ...look, partner });
      await page.getByText(page.said('pricing.states.active')).first().waitFor();
      await assertSound(page, 'the discounts');
      await page.goto(`${portal.url}/discounts/new`);
      await rateField(page, 'pricing.asked_rate', 'AA Server').fill('12,345');
      await button(page, 'pricing.ask.send').click();
      await page.getByRole('alert').getByText(page.said('pricing.rate_unread', { name: 'AA Server' })).waitFor();
      await rateField(page, 'pricing.asked_rate', 'AA Server').and(page.locator(':focus')).waitFor();
      await assertSound(page, 'a rate that cannot be read');
      await rateField(page, 'pricing.asked_rate', 'AA Server').fill('12,5');
      await button(page, 'pricing.ask.send').click();
      await dialogOf(page).getByRole('listitem').first().waitFor();
      await assertSound(page, 'what would be lowered');
      await button(page, 'pricing.ask.send_anyway', dialogOf(page)).click();
      await button(page, 'pricing.withdraw.act').waitFor();
      await assertSound(page, 'a request that waits');

      const id = page.url().split('/').at(-1);
      const approver = await open('/approvals/discounts', { role: 'approver', ...look });
      await approver.getByRole('link', { name: portal.partnerNames()[partner] }).first().waitFor();
      await assertSound(approver, 'the queue');
      await approver.goto(`${portal.url}/approvals/discounts/${id}`);
      await button(approver, 'pricing.decide.others').click();
      await dialogOf(approver).getByRole('textbox').first().waitFor();
      await assertSound(approver, 'other rates');
      await button(approver, 'components.cancel', dialogOf(approver)).click();
      await dialogOf(approver).waitFor({ state: 'detached' });
      await button(approver, 'pricing.decide.reject').click();
      await dialogOf(approver).getByRole('textbox').waitFor();
      await assertSound(approver, 'rejecting');
      await close(approver);

      await page.goto(`${portal.url}/accounts/${customer.id}?tab=discounts`);
      await page.getByText(page.said('pricing.customer.history', { count: 1 })).click();
      await page.getByRole('rowheader', { name: page.said('pricing.sale'), exact: true }).first().waitFor();
      await assertSound(page, 'an account');
      await page.goto(`${portal.url}/accounts/${customer.id}/discount`);
      await rateField(page, 'pricing.customer.rate', 'AA Server').fill('90');
      await page.getByText(page.said('pricing.preview.below_cost'), { exact: true }).waitFor();
      await button(page, 'pricing.customer.act').click();
      await page.getByRole('alert').getByText(page.said('pricing.customer.reason_missing')).waitFor();
      await assertSound(page, 'below cost');
      await close(page);

      const admin = await open('/products', { role: 'provider_admin', ...look });
      await admin.getByRole('link', { name: 'AA Server' }).waitFor();
      await assertSound(admin, 'the products');
      await admin.getByRole('link', { name: 'AA Server' }).click();
      await admin.getByRole('heading', { name: admin.said('pricing.products.history') }).waitFor();
      await admin.getByText(admin.price('1000000')).first().waitFor();
      await assertSound(admin, 'a product');
      await admin.getByRole('button', { name: admin.said('pricing.products.set_price'), exact: true }).first().click();
      await button(admin, 'pricing.products.set_price', dialogOf(admin)).click();
      await dialogOf(admin).getByRole('alert').getByText(admin.said('pricing.products.amount_wrong')).waitFor();
      await assertSound(admin, 'a price that is missing');
      await close(admin);
    });
  }

  describe('what a partner pays', () => {
    for (const language of ['vi', 'en']) {
      test(`is asked for from the present set on, with its earliest day explained and what would be lost told first (${language})`, async () => {
        await pays(0, { [server.id]: 1200, [server.groups[0].id]: 1500, [storage.id]: 800 }, server.groups);
        const page = await open('/discounts', { language });
        await page.getByRole('link', { name: page.said('pricing.ask.act') }).click();
        const { today, partner: earliest } = await earliestDays(portal);
        const field = (name) => rateField(page, 'pricing.asked_rate', name);
        await field('AA Server').waitFor();
        // Prefilled with what holds, from the first day that may be.
        assert.equal(await field('AA Server').inputValue(), '12');
        assert.equal(await field('AA Server / GPU').inputValue(), '15');
        assert.equal(await field('AB Storage').inputValue(), '8');
        assert.equal(await page.getByLabel(page.said('pricing.effective_from')).inputValue(), shownDay(earliest));
        await page.getByText(shownDay(earliest)).and(page.getByText(shownDay(today))).first().waitFor();
        await field('AA Server').fill(language === 'vi' ? '10,25' : '10.25');
        await field('AA Server / GPU').fill('');
        await field('AB Storage').fill('0');
        const losses = [
          page.said('pricing.lowered.less', { name: 'AA Server', before: '12%', after: language === 'vi' ? '10,25%' : '10.25%' }),
          page.said('pricing.lowered.group_less', { name: 'AA Server / GPU', before: '15%', after: language === 'vi' ? '10,25%' : '10.25%' }),
          page.said('pricing.lowered.lost', { name: 'AB Storage', before: '8%' }),
        ];
        await page.getByRole('status').getByText(losses[2]).waitFor();
        await button(page, 'pricing.ask.send').click();
        await dialogOf(page).getByText(losses[2]).waitFor();
        assert.deepEqual(await dialogOf(page).getByRole('listitem').allInnerTexts(), losses);
        assert.equal((await asked('/api/v1/partner-discounts?status=pending')).total, 0);
        await button(page, 'pricing.ask.send_anyway', dialogOf(page)).click();
        await button(page, 'pricing.withdraw.act').waitFor();
        const [made] = (await asked('/api/v1/partner-discounts?status=pending')).data;
        assert.equal(made.starts_on, earliest);
        assert.deepEqual(made.rates.map(({ product, product_group, basis_points }) => [product.name, product_group?.name ?? null, basis_points]),
          [['AA Server', null, 1025], ['AB Storage', null, 0]]);
        assert.equal(page.url(), `${portal.url}/discounts/${made.id}`);
        // Only one can wait.
        await page.goto(`${portal.url}/discounts/new`);
        await page.getByRole('link', { name: page.said('pricing.ask.to_pending') }).click();
        await button(page, 'pricing.withdraw.act').click();
        await button(page, 'pricing.withdraw.act', dialogOf(page)).click();
        await page.getByText(page.said('pricing.states.withdrawn'), { exact: true }).first().waitFor();
        assert.equal((await asked(`/api/v1/partner-discounts/${made.id}`)).status, 'withdrawn');
        assert.deepEqual(page.complaints, []);
        await close(page);
      });
    }

    test('a set that somebody else changed meanwhile is told, and what was typed is kept beside what is there now', async () => {
      await pays(0, { [server.id]: 1200 });
      const page = await open('/discounts/new');
      await rateField(page, 'pricing.asked_rate', 'AA Server').fill('13');
      const other = await askDiscount(portal, ratesOf({ [storage.id]: 100 }));
      await withdrawDiscount(portal, other);
      await button(page, 'pricing.ask.send').click();
      await page.getByRole('alert').getByText(page.said('pricing.meanwhile.title')).waitFor();
      assert.equal(await rateField(page, 'pricing.asked_rate', 'AA Server').inputValue(), '13');
      await assertSound(page, 'changed meanwhile');
      // Sent again on top of what is there now.
      await button(page, 'pricing.ask.send').click();
      await button(page, 'pricing.withdraw.act').waitFor();
      await nothingPending(0);
      await close(page);
    });

    test('what the program refuses stands under its field with its sentence', async () => {
      const page = await open('/discounts/new');
      await rateField(page, 'pricing.asked_rate', 'AB Storage').fill('7');
      const sentence = page.said('errors.pricing.rate_too_high', { most: '5%' });
      await page.route('**/api/v1/partner-discounts', (route) => (route.request().method() === 'POST'
        ? route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: sentence, status: 422, code: 'pricing.rate_too_high', errors: [{ pointer: '/rates/1/basis_points', code: 'pricing.rate_too_high', message: sentence }] }) })
        : route.continue()));
      await button(page, 'pricing.ask.send').click();
      const again = button(page, 'pricing.ask.send_anyway', dialogOf(page));
      if (await again.isVisible()) await again.click();
      await page.getByRole('alert').getByText(sentence).waitFor();
      await page.locator('[aria-invalid=true]').and(page.locator(':focus')).waitFor();
      assert.deepEqual(page.complaints, []);
      await close(page);
    });

    test('is read by sales and finance, asked for by the administrator alone, and nothing to a viewer', async () => {
      for (const role of ['sales', 'finance']) {
        const page = await open('/discounts', { role });
        await page.getByRole('heading', { level: 1, name: page.said('app.places.partner_discounts') }).waitFor();
        assert.equal(await page.getByRole('link', { name: page.said('pricing.ask.act') }).count(), 0);
        await page.goto(`${portal.url}/discounts/new`);
        await page.getByRole('heading', { name: page.said('app.not_allowed_title') }).waitFor();
        await close(page);
      }
      const viewer = await open('/discounts', { role: 'viewer' });
      await viewer.getByRole('heading', { name: viewer.said('app.not_allowed_title') }).waitFor();
      assert.equal(await viewer.getByRole('link', { name: viewer.said('app.places.partner_discounts') }).count(), 0);
      await close(viewer);
    });

    test('says what it is for while there is none, that nothing matches, and what failed with another try', async () => {
      const page = await open('/discounts?status=rejected', { partner: 1 });
      await page.getByRole('heading', { name: page.said('components.no_match') }).waitFor();
      await assertSound(page, 'no match');
      await button(page, 'components.clear_filters').click();
      await page.getByRole('heading', { name: page.said('pricing.no_discounts') }).waitFor();
      await assertSound(page, 'first use');
      let down = true;
      await page.route('**/api/v1/partner-discounts?*', (route) => (down ? route.fulfill(broken) : route.continue()));
      await page.reload();
      await page.getByRole('alert').getByText('Hệ thống đang bận.').waitFor();
      page.complaints.length = 0;
      await assertSound(page, 'failed');
      down = false;
      await button(page, 'components.retry').click();
      await page.getByRole('heading', { name: page.said('pricing.no_discounts') }).waitFor();
      await close(page);
    });
  });

  describe("the provider's answer", () => {
    test('is given beside the registrations that wait, which count both', async () => {
      await nothingPending(0);
      const made = await askDiscount(portal, ratesOf({ [server.id]: 1100 }));
      const registrations = (await asked('/api/v1/approvals?limit=1', 'approver')).total;
      const discounts = (await asked('/api/v1/partner-discounts?status=pending&limit=1', 'approver')).total;
      const page = await open('/approvals', { role: 'approver' });
      const menu = page.getByRole('navigation', { name: page.said('app.menu') });
      await menu.getByText(String(registrations + discounts), { exact: true }).waitFor();
      await page.getByRole('link', { name: page.said('pricing.queue') }).click();
      const row = page.getByRole('row').filter({ has: page.locator(`a[href$="${made.id}"]`) });
      await row.getByText(page.said('pricing.states.pending')).waitFor();
      await row.locator(`a[href$="${made.id}"]`).click();
      await button(page, 'pricing.decide.approve').click();
      await button(page, 'pricing.decide.approve', dialogOf(page)).click();
      await page.getByText(page.said('pricing.states.scheduled'), { exact: true }).first().waitFor();
      assert.equal((await asked(`/api/v1/partner-discounts/${made.id}`, 'approver')).status, 'scheduled');
      await menu.getByText(String(registrations + discounts - 1), { exact: true }).waitFor();
      assert.deepEqual(page.complaints, []);
      await close(page);
    });

    for (const language of ['vi', 'en']) {
      test(`may be other rates, which stand beside those that were asked for (${language})`, async () => {
        await nothingPending(0);
        const made = await askDiscount(portal, ratesOf({ [server.id]: 3000, [storage.id]: 700 }));
        const page = await open(`/approvals/discounts/${made.id}`, { role: 'provider_admin', language });
        await button(page, 'pricing.decide.others').click();
        const field = rateField(page, 'pricing.approved_rate', 'AA Server');
        assert.equal(await field.inputValue(), '30');
        await field.fill(language === 'vi' ? '17,5' : '17.5');
        await button(page, 'pricing.decide.approve_others', dialogOf(page)).click();
        await dialogOf(page).waitFor({ state: 'detached' });
        const row = page.getByRole('row').filter({ hasText: 'AA Server' });
        await row.getByText(language === 'vi' ? '17,5%' : '17.5%').waitFor();
        await row.getByText('30%').waitFor();
        const now = await asked(`/api/v1/partner-discounts/${made.id}`, 'approver');
        assert.deepEqual(now.rates.map(({ basis_points }) => basis_points), [1750, 700]);
        assert.deepEqual(now.asked_rates.map(({ basis_points }) => basis_points), [3000, 700]);
        await close(page);
      });
    }

    test('may be no, with a reason that the partner reads; whoever is late reads the program\'s sentence', async () => {
      await nothingPending(0);
      const made = await askDiscount(portal, ratesOf({ [server.id]: 9000 }));
      const page = await open(`/approvals/discounts/${made.id}`, { role: 'approver' });
      const late = await open(`/approvals/discounts/${made.id}`, { role: 'provider_admin' });
      await button(late, 'pricing.decide.approve').waitFor();
      await button(page, 'pricing.decide.reject').click();
      await dialogOf(page).getByRole('textbox').fill('Quá cao so với hợp đồng.');
      await button(page, 'pricing.decide.reject', dialogOf(page)).click();
      await page.getByText(page.said('pricing.states.rejected'), { exact: true }).first().waitFor();
      await button(late, 'pricing.decide.approve').click();
      await button(late, 'pricing.decide.approve', dialogOf(late)).click();
      await dialogOf(late).getByRole('alert').waitFor();
      await button(late, 'components.cancel', dialogOf(late)).click();
      await late.getByText(late.said('pricing.states.rejected'), { exact: true }).first().waitFor();
      const partner = await open(`/discounts/${made.id}`);
      await partner.getByText('Quá cao so với hợp đồng.').waitFor();
      for (const each of [page, late, partner]) await close(each);
    });

    test('is for the administrator and the approver; finance and auditor read all sets of all partners', async () => {
      await nothingPending(0);
      const made = await askDiscount(portal, ratesOf({ [server.id]: 100 }));
      for (const role of ['finance', 'auditor']) {
        const page = await open(`/approvals/discounts/${made.id}`, { role, audience: 'provider' });
        await page.getByRole('heading', { name: page.said('pricing.facts') }).waitFor();
        assert.equal(await page.getByRole('heading', { name: page.said('pricing.decide.title') }).count(), 0);
        await page.goto(`${portal.url}/approvals/discounts?status=all`);
        const { total } = await asked('/api/v1/partner-discounts?limit=1', 'approver');
        await page.getByRole('navigation', { name: page.said('components.pages') }).getByText(String(total)).first().waitFor();
        await close(page);
      }
      await rejectDiscount(portal, made, 'Thử.');
    });
  });

  describe("a customer's discounts", () => {
    for (const language of ['vi', 'en']) {
      test(`are set with what they come to on screen while one types (${language})`, async () => {
        await pays(1, { [server.id]: 2000 });
        const customer = await addConfirmed(portal, { partner: 1, item: { friendly_name: 'Minh Long' } });
        const page = await open(`/accounts/${customer.id}?tab=discounts`, { role: 'sales', partner: 1, language });
        await page.getByText(page.said('pricing.customer.list_prices')).waitFor();
        await page.getByRole('link', { name: page.said('pricing.customer.act') }).click();
        const { customer: earliest } = await earliestDays(portal);
        const field = rateField(page, 'pricing.customer.rate', 'AA Server');
        await field.fill('7,5');
        const preview = page.getByRole('region', { name: page.said('pricing.preview.title') });
        const shown = (key) => preview.getByRole('listitem').filter({ hasText: 'AA Server' }).first().locator('dl > div').filter({ has: page.getByText(page.said(key), { exact: true }) }).locator('dd');
        await shown('pricing.sale').getByText(page.price('925000')).waitFor();
        await shown('pricing.list').getByText(page.price('1000000')).waitFor();
        await shown('pricing.cost').getByText(page.price('800000')).waitFor();
        await shown('pricing.margin').getByText(page.price('125000')).waitFor();
        await button(page, 'pricing.customer.act').click();
        await page.waitForURL(`${portal.url}/accounts/${customer.id}?tab=discounts`);
        await page.getByText(language === 'vi' ? '7,5%' : '7.5%').first().waitFor();
        const { current, data } = await asked(`/api/v1/accounts/${customer.account_id}/discounts`, 'partner_admin', { partner: 1 });
        assert.deepEqual(current.map(({ product, basis_points, status }) => [product.name, basis_points, status]), [['AA Server', 750, 'scheduled']]);
        assert.equal(data[0].from, earliest);
        assert.deepEqual(page.complaints, []);
        await close(page);
      });
    }

    test('below cost need a reason of the administrator, and are closed to sales', async () => {
      await pays(1, { [server.id]: 2000 });
      const customer = await addConfirmed(portal, { partner: 1 });
      const sales = await open(`/accounts/${customer.id}/discount`, { role: 'sales', partner: 1 });
      await rateField(sales, 'pricing.customer.rate', 'AA Server').fill('30');
      await sales.getByRole('alert').getByText(sales.said('pricing.customer.forbidden')).waitFor();
      await sales.locator('button[type=submit][disabled]').waitFor();
      await assertSound(sales, 'closed to sales');
      await close(sales);
      const page = await open(`/accounts/${customer.id}/discount`, { partner: 1 });
      await rateField(page, 'pricing.customer.rate', 'AA Server').fill('30');
      await page.getByText(page.said('pricing.preview.below_cost'), { exact: true }).waitFor();
      await button(page, 'pricing.customer.act').click();
      const reason = page.getByRole('textbox', { name: page.said('pricing.customer.reason'), exact: true });
      await reason.and(page.locator(':focus')).waitFor();
      await reason.fill('Giữ khách hàng chiến lược.');
      await button(page, 'pricing.customer.act').click();
      await page.waitForURL(`${portal.url}/accounts/${customer.id}?tab=discounts`);
      await page.getByText(page.said('pricing.customer.history', { count: 1 })).click();
      await page.getByText(page.said('pricing.customer.below_cost_because', { reason: 'Giữ khách hàng chiến lược.' })).waitFor();
      await close(page);
    });

    test('that somebody else changed meanwhile are told, and what was typed is kept', async () => {
      const customer = await addConfirmed(portal, { partner: 1 });
      const page = await open(`/accounts/${customer.id}/discount`, { partner: 1 });
      await rateField(page, 'pricing.customer.rate', 'AA Server').fill('3');
      await setCustomerDiscount(portal, customer, ratesOf({ [server.id]: 400 }), { partner: 1 });
      await button(page, 'pricing.customer.act').click();
      await page.getByRole('alert').getByText(page.said('pricing.meanwhile.title')).waitFor();
      assert.equal(await rateField(page, 'pricing.customer.rate', 'AA Server').inputValue(), '3');
      await page.getByText('4%').first().waitFor();
      await button(page, 'pricing.customer.act').click();
      await page.waitForURL(`${portal.url}/accounts/${customer.id}?tab=discounts`);
      await close(page);
    });

    test('and each price are explained as the program does, without cost for who may not read it', async () => {
      await pays(1, { [server.id]: 2000 });
      const customer = await addConfirmed(portal, { partner: 1 });
      await setCustomerDiscount(portal, customer, ratesOf({ [server.id]: 500 }), { partner: 1 });
      await portal.moveClock({ days: 6 });
      for (const [role, audience] of [['partner_admin'], ['viewer', 'partner'], ['approver'], ['auditor']]) {
        const partner = 1;
        const page = await open(`/accounts/${customer.id}?tab=discounts`, { role, audience, partner });
        const { data } = await asked(`/api/v1/accounts/${customer.account_id}/prices?product_id=${server.id}`, role, { audience, partner, language: 'vi' });
        const table = page.getByRole('table', { name: page.said('pricing.lookup.explanation') }).first();
        await table.waitFor();
        const rows = await table.getByRole('row').evaluateAll((all) => all.map((row) => [row.children[0].textContent, row.children[1].textContent]));
        assert.deepEqual(rows, data[0].explanation.map(({ text, amount }) => [text, amount === null ? '' : shownPrice(amount)]), role);
        const reads = role !== 'viewer' && role !== 'approver';
        assert.equal('cost' in data[0], reads, role);
        assert.equal(await page.getByText(page.said('pricing.margin'), { exact: true }).count() > 0, reads, role);
        assert.equal(await page.getByRole('link', { name: page.said('pricing.customer.act') }).count(), role === 'partner_admin' ? 1 : 0);
        assert.deepEqual(page.complaints, []);
        await close(page);
      }
    });
  });

  describe('the catalogue', () => {
    for (const language of ['vi', 'en']) {
      test(`takes products, groups and exact list prices, and keeps what held (${language})`, async () => {
        const name = `ZZ Backup ${language}`;
        const page = await open('/products', { role: 'provider_admin', language });
        const input = (key) => dialogOf(page).getByRole('textbox', { name: page.said(key), exact: true });
        await button(page, 'pricing.products.add').click();
        await input('pricing.products.code').fill(server.code);
        await input('pricing.products.name').fill(name);
        await button(page, 'pricing.products.add_act', dialogOf(page)).click();
        // Taken: the program's sentence, under the code.
        await dialogOf(page).getByRole('alert').getByText(page.said('errors.pricing.code_taken')).waitFor();
        await input('pricing.products.code').fill(`zz-${language}`);
        await button(page, 'pricing.products.add_act', dialogOf(page)).click();
        await dialogOf(page).waitFor({ state: 'detached' });
        await page.getByRole('searchbox').fill(name);
        await page.waitForURL(/q=/);
        await page.getByRole('link', { name }).click();
        await button(page, 'pricing.products.add_group').click();
        await input('pricing.products.code').fill(`zz-${language}-1`);
        await input('pricing.products.name').fill('Cold');
        await button(page, 'pricing.products.add_act', dialogOf(page)).click();
        await dialogOf(page).waitFor({ state: 'detached' });
        await page.getByRole('button', { name: page.said('pricing.products.set_price_of', { name: 'Cold' }) }).click();
        await input('pricing.list').fill(language === 'vi' ? '1.250.000,000000000001' : '1,250,000.000000000001');
        await input('pricing.products.tax_rate').fill('8');
        await button(page, 'pricing.products.set_price', dialogOf(page)).click();
        await dialogOf(page).waitFor({ state: 'detached' });
        await page.getByText(page.price('1250000.000000000001')).first().waitFor();
        const product = (await asked(`/api/v1/products?q=${encodeURIComponent(name)}`, 'approver')).data[0];
        const [price] = (await asked(`/api/v1/list-prices?product_id=${product.id}`, 'approver')).data;
        assert.deepEqual([price.amount, price.currency, price.tax_rate_bp, price.tax_included, price.product_group.name], ['1250000.000000000001', 'VND', 800, true, 'Cold']);
        await page.getByRole('button', { name: page.said('pricing.products.rename'), exact: true }).first().click();
        await input('pricing.products.name').fill(`${name} mới`);
        await button(page, 'registrations.save', dialogOf(page)).click();
        await page.getByRole('heading', { level: 1, name: `${name} mới` }).waitFor();
        assert.deepEqual(page.complaints, []);
        await close(page);
      });
    }

    test('shows the list price of today, and the one that comes', async () => {
      const { today } = await earliestDays(portal);
      const product = await addProduct(portal, { name: 'ZY Cache', amount: '500000' });
      await setListPrice(portal, { product_id: product.id, amount: '550000.5', tax_included: false, effective_from: daysAfter(today, 20) });
      const page = await open('/products?q=ZY+Cache', { role: 'auditor' });
      const row = page.getByRole('row').filter({ hasText: 'ZY Cache' });
      await row.getByText(shownPrice('500000')).waitFor();
      await row.getByText(shownPrice('550000.5')).waitFor();
      await row.getByText(page.said('pricing.products.from', { day: shownDay(daysAfter(today, 20)) })).waitFor();
      assert.equal(await button(page, 'pricing.products.add').count(), 0);
      await page.getByRole('link', { name: 'ZY Cache' }).click();
      await page.getByRole('row').filter({ hasText: shownDay(daysAfter(today, 20)) }).getByText(page.said('pricing.states.scheduled')).waitFor();
      await page.getByRole('row').filter({ hasText: '01/01/2026' }).getByText(page.said('pricing.states.active')).waitFor();
      assert.equal(await page.getByRole('button', { name: page.said('pricing.products.set_price') }).count(), 0);
      await close(page);
    });

    test('tells a name that somebody else changed meanwhile, and keeps what was typed', async () => {
      const product = await addProduct(portal, { name: 'ZX Mail' });
      const page = await open(`/products/${product.id}`, { role: 'provider_admin' });
      await page.getByRole('button', { name: page.said('pricing.products.rename'), exact: true }).first().click();
      const field = dialogOf(page).getByRole('textbox', { name: page.said('pricing.products.name'), exact: true });
      await field.fill('ZX Thư');
      const admin = await portal.as('provider_admin');
      const { headers } = await admin.get(`/api/v1/products/${product.id}`, { expect: 200 });
      await admin.send('PATCH', `/api/v1/products/${product.id}`, { body: { name: 'ZX Post' }, headers: { 'if-match': headers.get('etag') }, expect: 200 });
      await button(page, 'registrations.save', dialogOf(page)).click();
      await dialogOf(page).getByRole('alert').getByText(page.said('pricing.products.meanwhile', { name: 'ZX Post' })).waitFor();
      assert.equal(await field.inputValue(), 'ZX Thư');
      await button(page, 'registrations.save', dialogOf(page)).click();
      await page.getByRole('heading', { level: 1, name: 'ZX Thư' }).waitFor();
      await close(page);
    });

    test('has its four states', async () => {
      const page = await open('/products?q=khongcosanphamnay', { role: 'provider_admin' });
      await page.getByRole('heading', { name: page.said('components.no_match') }).waitFor();
      await button(page, 'components.clear_filters').click();
      await page.getByRole('link', { name: 'AA Server' }).waitFor();
      let down = true;
      await page.route('**/api/v1/products?*', (route) => (down ? route.fulfill(broken) : route.continue()));
      await page.reload();
      await page.getByRole('alert').getByText('Hệ thống đang bận.').waitFor();
      down = false;
      await button(page, 'components.retry').click();
      await page.getByRole('link', { name: 'AA Server' }).waitFor();
      await page.route('**/api/v1/products?*', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ data: [], next_cursor: null, total: 0, total_is_exact: true }) }));
      await page.reload();
      await page.getByRole('heading', { name: page.said('pricing.products.none') }).waitFor();
      page.complaints.length = 0;
      await assertSound(page, 'first use');
      await close(page);
    });
  });
});

// The customer's page in a real browser: a mail scanner that runs scripts or presses every button changes
// nothing, a person decides by keyboard or by touch, and every state of it is sound. security.md rows 37–39, 42.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, desktop, openPage, phone, startBrowser } from '../harness/browser.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { addAgreed, addRegistration, assertSameState, stateOf } from '../harness/world.mjs';

const words = {
  vi: { agree: 'Đồng ý', decline: 'Từ chối', unknown: 'Tôi không biết công ty này', code: 'Mã xác nhận' },
  en: { agree: 'Agree', decline: 'Decline', unknown: 'I do not know this company', code: 'Confirmation code' },
};

describe('the consent page in Chromium', () => {
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

  const open = async (path, options) => {
    const page = await openPage(browser, portal.url, options);
    await page.goto(portal.url + path);
    return page;
  };
  const asked = async () => {
    const registration = await addRegistration(portal);
    return { registration, mail: await portal.mailTo(registration.email) };
  };
  const statusOf = async ({ id }) => (await (await portal.as('partner_admin')).get(`/api/v1/registrations/${id}`)).json.status;
  /** Does what leads to another page, and waits for that. */
  const turning = async (page, act) => {
    await Promise.all([page.waitForEvent('framenavigated'), act()]);
    await page.waitForLoadState();
  };
  const button = (page, name) => page.getByRole('button', { name, exact: true });

  test('a scanner that runs scripts and stays for a minute changes nothing', async () => {
    const { mail } = await asked();
    const earlier = await stateOf(portal);
    const page = await openPage(browser, portal.url);
    await page.clock.install();
    await page.goto(portal.url + mail.path);
    await page.clock.runFor(60_000);
    assert.equal(page.url(), portal.url + mail.path);
    assertSameState(await stateOf(portal), earlier);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test('a scanner that presses every button decides nothing, and the link still works', async () => {
    const { registration, mail } = await asked();
    const earlier = await stateOf(portal);
    for (const javaScriptEnabled of [true, false]) {
      const page = await open(mail.path, { javaScriptEnabled });
      const buttons = await page.getByRole('button').count();
      assert.ok(buttons >= 2);
      for (let number = 0; number < buttons; number += 1) {
        await page.goto(portal.url + mail.path);
        // A scanner sends a form also without the field that it wants.
        await page.evaluate(() => document.querySelectorAll('form').forEach((form) => { form.noValidate = true; }));
        await turning(page, () => page.getByRole('button').nth(number).click());
      }
      await page.context().close();
    }
    assertSameState(await stateOf(portal), earlier);
    assert.equal(await statusOf(registration), 'pending_customer');
    const page = await open(mail.path);
    await page.getByLabel(words.vi.code).fill(mail.code);
    await turning(page, () => button(page, words.vi.agree).click());
    assert.notEqual(await statusOf(registration), 'pending_customer');
    await page.context().close();
  });

  for (const language of ['vi', 'en']) {
    test(`a person agrees by keyboard alone, and another declines by touch without scripts (${language})`, async () => {
      const first = await asked();
      const page = await open(`${first.mail.path}?lang=${language}`, { language });
      const focused = () => page.evaluate(() => document.activeElement.getAttribute('name') ?? document.activeElement.textContent.trim());
      const tabTo = async (wanted) => {
        for (let presses = 0; presses < 20 && await focused() !== wanted; presses += 1) await page.keyboard.press('Tab');
        assert.equal(await focused(), wanted);
      };
      await tabTo('code');
      await page.keyboard.type(first.mail.code);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.value), 'agree');
      await turning(page, () => page.keyboard.press('Enter'));
      assert.equal(await statusOf(first.registration), 'pending_provider');
      await page.context().close();

      const second = await asked();
      const small = await open(`${second.mail.path}?lang=${language}`, { language, ...phone, javaScriptEnabled: false });
      await small.getByLabel(words[language].code).fill(second.mail.code);
      await turning(small, () => button(small, words[language].decline).tap());
      assert.equal(await statusOf(second.registration), 'declined');
      await small.context().close();
    });
  }

  test('is sound in every state, in both languages and themes, on a desk and on a phone', async () => {
    const waiting = (await asked()).mail;
    const declined = await asked();
    await portal.client().form(declined.mail.path, { code: declined.mail.code, decision: 'decline' }, { expect: 200 });
    const withdrawn = await asked();
    await (await portal.as('partner_admin')).post(`/api/v1/registrations/${withdrawn.registration.id}/withdraw`, {}, { expect: 200 });
    const agreed = await addAgreed(portal);
    const receipt = await portal.mailTo(agreed.email, { template: 'receipt' });
    const states = { waiting, declined: declined.mail, withdrawn: withdrawn.mail, receipt, unknown: { path: '/consent/nonsense' } };
    for (const [state, { path }] of Object.entries(states)) {
      for (const language of ['vi', 'en']) {
        for (const [place, size] of Object.entries({ desk: desktop, phone })) {
          for (const colorScheme of ['light', 'dark']) {
            const page = await open(`${path}?lang=${language}`, { language, colorScheme, ...size });
            await assertSound(page, `${state}, ${language}, ${place}, ${colorScheme}`);
            if (state === 'waiting') {
              await page.getByLabel(words[language].code).fill('12');
              await page.evaluate(() => { document.querySelector('form').noValidate = true; });
              await turning(page, () => button(page, words[language].agree).click());
              await assertSound(page, `an error, ${language}, ${place}, ${colorScheme}`);
            }
            await page.context().close();
          }
        }
      }
    }
  });
});

// Signing in as a person meets it: by keyboard and by touch, to the page asked for and never to another site, after
// mistakes, after too many of them, after a session that ended, and with a password that was forgotten.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, desktop, openPage, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { wordsOf } from '../harness/words.mjs';
import { freshEmail } from '../harness/world.mjs';

const phrase = 'một câu đủ dài để nhớ';
/** Each language, theme and size at least twice. */
const looks = [
  { language: 'vi', ...desktop, colorScheme: 'light' },
  { language: 'vi', ...phone, colorScheme: 'dark' },
  { language: 'en', ...desktop, colorScheme: 'dark' },
  { language: 'en', ...phone, colorScheme: 'light' },
];

describe('signing in at the page', () => {
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

  const open = async (path, options = {}) => {
    const page = await openPage(browser, portal.url, options);
    page.said = wordsOf(options.language ?? 'vi', { provider: 'Cloud Example' });
    await page.goto(portal.url + path);
    return page;
  };
  const button = (page, key, values) => page.getByRole('button', { name: page.said(key, values), exact: true });
  const field = (page, key) => page.getByLabel(page.said(key), { exact: true });
  const enter = async (page, { email, password }) => {
    await field(page, 'session.email').fill(email);
    await field(page, 'session.password').fill(password);
    await field(page, 'session.password').press('Enter');
  };
  /** A person of the first partner who has just been invited: {email, path}, path being the mail's link. */
  const invited = async (roles = ['viewer']) => {
    const email = freshEmail('moi');
    await (await portal.as('partner_admin')).post('/api/v1/staff', { email, name: 'Người Mới', roles }, { expect: 201 });
    return { email, path: (await portal.mailTo(email)).path };
  };
  const person = async () => {
    const { email, path } = await invited();
    await portal.client().post(`/api/v1/invitations/${path.split('/').pop()}`, { password: phrase }, { expect: 204 });
    return { email, password: phrase };
  };
  const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());

  for (const language of ['vi', 'en']) {
    test(`leads by keyboard alone to the page asked for (${language})`, async () => {
      const { email, password } = portal.demoUser('partner_admin');
      const page = await open('/staff?sort=-name', { language });
      await field(page, 'session.email').waitFor();
      assert.equal(new URL(page.url()).search, `?return=${encodeURIComponent('/staff?sort=-name')}`);
      assert.equal(await focused(page), 'email');
      await page.keyboard.type(email);
      await page.keyboard.press('Tab');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${portal.url}/staff?sort=-name`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  test('leads to no other site, whatever the link asks for', async () => {
    // With a tab in it the program refuses the address before the page is there.
    for (const asked of ['//elsewhere.example/', '/\\elsewhere.example', 'https://elsewhere.example', '/.//elsewhere.example', 'javascript:alert(1)', '/sign-in']) {
      const page = await open(`/sign-in?return=${encodeURIComponent(asked)}`);
      await enter(page, portal.demoUser('partner_admin'));
      await page.waitForURL(`${portal.url}/accounts`);
      assert.deepEqual(page.complaints, [], asked);
      await page.context().close();
    }
  });

  test('sends on whoever is signed in already', async () => {
    const page = await pageOf(browser, portal, 'partner_admin', '/sign-in?return=/staff');
    await page.waitForURL(`${portal.url}/staff`);
    await page.context().close();
  });

  test('says nothing about who exists, and keeps the address', async () => {
    const { email } = await person();
    const page = await open('/sign-in');
    for (const address of [email, 'nobody@nowhere.example']) {
      await enter(page, { email: address, password: 'wrong' });
      await page.getByRole('alert').getByText(page.said('errors.invalid_credentials')).waitFor();
      assert.equal(await field(page, 'session.email').inputValue(), address);
      assert.equal(await focused(page), 'password');
      await page.reload();
    }
    await page.context().close();
  });

  test('counts down what is to be waited after too many tries, then goes on', async () => {
    const { email, password } = await person();
    const stranger = portal.client();
    let waits = 0;
    while (waits < 20) {
      if (waits > 0) await portal.moveClock({ seconds: waits });
      const answer = await stranger.signIn(email, 'wrong');
      waits = answer.status === 429 ? Number(answer.headers.get('retry-after')) : 0;
    }
    const page = await open('/sign-in');
    await page.clock.install();
    await enter(page, { email, password });
    await page.getByRole('alert').getByText(page.said('session.too_many_tries'), { exact: true }).waitFor();
    const waiting = page.getByRole('button', { name: new RegExp(`^${page.said('session.try_again_in', { time: '' })}`) });
    assert.ok(await waiting.isDisabled());
    const shown = await waiting.textContent();
    await page.clock.runFor(2000);
    assert.notEqual(await waiting.textContent(), shown);
    await page.clock.runFor(1000 * waits);
    await page.getByText(page.said('session.may_try_again')).waitFor();
    await portal.moveClock({ seconds: waits + 1 });
    await button(page, 'session.sign_in').click();
    await page.waitForURL(`${portal.url}/accounts`);
    await page.context().close();
  });

  test('comes back to the page where a session ended, and to none after signing out', async () => {
    const { email, password } = await person();
    const page = await open('/staff');
    await enter(page, { email, password });
    await page.getByText(page.said('staff.lead_names')).waitFor();
    await page.getByRole('region', { name: page.said('staff.title') }).waitFor();
    const elsewhere = portal.client();
    await elsewhere.signIn(email, password);
    await elsewhere.delete('/api/v1/profile/sessions', { expect: 204 });
    // The next call tells the page, unless one that it makes by itself was quicker.
    await page.getByRole('link', { name: page.said('app.places.accounts') }).click({ timeout: 3000 }).catch(() => {});
    await page.getByText(page.said('session.ended')).waitFor();
    assert.equal(new URL(page.url()).pathname, '/sign-in');
    await enter(page, { email, password });
    await page.waitForURL(/\/(accounts|staff)/);
    await page.getByRole('button', { name: page.said('app.person', { name: 'Người Mới' }) }).click();
    await page.getByRole('menuitem', { name: page.said('app.sign_out') }).click();
    await page.waitForURL(`${portal.url}/sign-in`);
    await field(page, 'session.email').waitFor();
    assert.equal(await page.getByText(page.said('session.ended')).count(), 0);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test('keeps the language that was chosen by hand, for the person too', async () => {
    const who = await person();
    const page = await open('/sign-in');
    await page.getByRole('button', { name: 'English' }).click();
    page.said = wordsOf('en', { provider: 'Cloud Example' });
    await enter(page, who);
    await page.waitForURL(`${portal.url}/accounts`);
    await page.getByRole('heading', { level: 1, name: page.said('app.places.accounts') }).waitFor();
    const client = portal.client();
    await client.signIn(who.email, who.password);
    assert.equal((await client.get('/api/v1/profile', { expect: 200 })).json.language, 'en');
    await page.context().close();
  });

  test('signs a demo user in by one touch', async () => {
    const { email } = portal.demoUser('sales');
    const page = await open('/sign-in', phone);
    await page.getByRole('button', { name: `${page.said('session.sign_in')}: ${email}` }).tap();
    await page.waitForURL(`${portal.url}/accounts`);
    await page.context().close();
  });

  for (const look of looks) {
    const { language } = look;
    const where = `${language}, ${look.hasTouch ? 'phone' : 'desk'}, ${look.colorScheme}`;

    test(`a forgotten password is set anew by the mail's link (${where})`, async () => {
      const { email } = await person();
      const page = await open('/sign-in', look);
      await field(page, 'session.email').fill(email);
      await assertSound(page, 'sign-in');
      await button(page, 'session.sign_in').click();
      await page.getByRole('alert').getByText(page.said('components.form_errors')).waitFor();
      assert.equal(await focused(page), 'password');
      await assertSound(page, 'sign-in, an error');
      await page.getByRole('link', { name: page.said('session.forgotten') }).click();
      assert.equal(await field(page, 'session.email').inputValue(), email);
      await assertSound(page, 'ask');
      await button(page, 'session.send_link').click();
      await page.getByText(page.said('session.reset_sent_lead', { email })).waitFor();
      await assertSound(page, 'asked');

      const { path } = await portal.mailTo(email, { template: 'password_reset' });
      await page.goto(portal.url + path);
      await field(page, 'session.new_password').fill('ngắn');
      await button(page, 'session.set_password').click();
      await page.getByRole('alert').getByText(page.said('session.new_password_short', { count: 12 })).first().waitFor();
      assert.equal(await focused(page), 'password');
      await assertSound(page, 'reset, an error');
      await page.getByRole('button', { name: page.said('components.show_password') }).click();
      assert.equal(await field(page, 'session.new_password').getAttribute('type'), 'text');
      await field(page, 'session.new_password').fill('một câu khác cũng dài');
      await button(page, 'session.set_password').click();
      await page.getByText(page.said('session.done.password_set')).waitFor();
      assert.equal(await field(page, 'session.email').inputValue(), email);
      await assertSound(page, 'set');
      await enter(page, { email, password: 'một câu khác cũng dài' });
      await page.waitForURL(`${portal.url}/accounts`);

      const later = await open(path, look);
      await later.getByRole('alert').getByText(page.said('errors.identity.link_used')).waitFor();
      await later.getByRole('link', { name: page.said('session.ask_reset_again') }).waitFor();
      await assertSound(later, 'used');
      await Promise.all([page, later].map((each) => each.context().close()));
    });

    test(`an invitation is accepted by its link, once (${where})`, async () => {
      const { email, path } = await invited(['sales', 'finance']);
      const page = await open(path, look);
      await field(page, 'session.name').waitFor();
      for (const text of [email, page.said('roles.partner.sales'), portal.partnerNames()[0]]) await page.getByText(text).first().waitFor();
      assert.equal(await field(page, 'session.name').inputValue(), 'Người Mới');
      await assertSound(page, 'invitation');
      await field(page, 'session.name').fill(' ');
      await field(page, 'session.new_password').fill('matkhau12345');
      await button(page, 'session.accept').click();
      await page.getByRole('alert').getByText(page.said('components.form_errors')).waitFor();
      assert.equal(await focused(page), 'name');
      await assertSound(page, 'invitation, errors');
      await field(page, 'session.name').fill('Trần Thị Mới');
      await field(page, 'session.new_password').fill('password1234');
      await button(page, 'session.accept').click();
      await page.getByRole('alert').getByText(page.said('errors.identity.password_common')).first().waitFor();
      assert.equal(await focused(page), 'password');
      await field(page, 'session.new_password').fill(phrase);
      await button(page, 'session.accept').click();
      await page.getByText(page.said('session.done.accepted')).waitFor();
      await assertSound(page, 'accepted');
      assert.equal(await field(page, 'session.email').inputValue(), email);
      await field(page, 'session.password').fill(phrase);
      await button(page, 'session.sign_in').click();
      await page.waitForURL(`${portal.url}/accounts`);
      for (const [link, code] of [[path, 'link_used'], ['/invitation/nonsense', 'link_unknown']]) {
        const later = await open(link, look);
        await later.getByRole('alert').getByText(page.said(`errors.identity.${code}`)).waitFor();
        await assertSound(later, code);
        await later.context().close();
      }
      await page.context().close();
    });
  }

  test('says when the portal cannot be reached, and tries again', async () => {
    const page = await open('/sign-in');
    await field(page, 'session.email').waitFor();
    page.complaints = { push: () => {} };  // a broken connection is said in the console
    await page.context().setOffline(true);
    await enter(page, portal.demoUser('viewer'));
    await page.getByRole('alert').getByText(page.said('components.no_connection')).waitFor();
    await page.context().setOffline(false);
    await button(page, 'session.sign_in').click();
    await page.waitForURL(`${portal.url}/accounts`);
    await page.context().close();
  });
});

// One's own profile: name and language, another password, where one is signed in, and who tried.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, desktop, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf, pageOfPerson } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { wordsOf } from '../harness/words.mjs';
import { freshEmail } from '../harness/world.mjs';

const phrase = 'một câu đủ dài để nhớ';
const looks = {
  'vi, desk, light': { language: 'vi', theme: 'light', ...desktop },
  'vi, phone, dark': { language: 'vi', theme: 'dark', ...phone },
  'en, desk, dark': { language: 'en', theme: 'dark', ...desktop },
  'en, phone, light': { language: 'en', theme: 'light', ...phone },
};
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

describe('the profile at the page', () => {
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

  const person = async (roles = ['viewer']) => {
    const email = freshEmail('moi');
    await (await portal.as('partner_admin')).post('/api/v1/staff', { email, name: 'Người Mới', roles }, { expect: 201 });
    const { token } = await portal.mailTo(email);
    await portal.client().post(`/api/v1/invitations/${token}`, { password: phrase }, { expect: 204 });
    return { email, password: phrase };
  };
  const speaking = (page, language = 'vi') => Object.assign(page, { said: wordsOf(language, { provider: 'Cloud Example' }) });
  const open = async (who, tab, options = {}) => speaking(await pageOfPerson(browser, portal, who, `/profile?tab=${tab}`, options), options.language);
  const button = (page, key, values) => page.getByRole('button', { name: page.said(key, values), exact: true });
  const field = (page, key) => page.getByLabel(page.said(key), { exact: true });
  const signedIn = async ({ email, password }, userAgent) => {
    const client = portal.client();
    const answer = await client.post('/api/v1/session', { email, password }, { headers: { 'user-agent': userAgent }, expect: 200 });
    client.csrf = answer.json.csrf_token;
    return client;
  };
  const focused = (page) => page.evaluate(() => document.activeElement.id);

  for (const [where, look] of Object.entries(looks)) {
    test(`is sound in every part and with errors shown (${where})`, async () => {
      const who = await person();
      await signedIn(who, iphone);
      await portal.client().signIn(who.email, 'wrong');
      const page = await open(who, 'profile', look);
      await field(page, 'profile.name').waitFor();
      await page.getByText(who.email).first().waitFor();
      await assertSound(page, 'details');
      await field(page, 'profile.name').fill(' ');
      await button(page, 'profile.save').click();
      await page.getByRole('alert').getByText(page.said('components.form_errors')).waitFor();
      assert.equal(await focused(page), 'name');
      await assertSound(page, 'details, an error');
      await page.getByRole('link', { name: page.said('profile.tabs.security') }).click();
      await button(page, 'profile.turn_on').waitFor();
      await assertSound(page, 'security');
      await field(page, 'profile.new_password').fill('ngắn');
      await button(page, 'profile.change_password').click();
      await page.getByRole('alert').getByText(page.said('profile.new_password_short', { count: 12 })).first().waitFor();
      assert.equal(await focused(page), 'password_current');
      await assertSound(page, 'security, errors');
      await page.getByRole('link', { name: page.said('profile.tabs.sessions') }).click();
      await page.getByText(page.said('profile.this_device')).waitFor();
      await page.getByText('Safari 18 · iPhone').waitFor();
      await assertSound(page, 'sessions');
      await page.getByRole('link', { name: page.said('profile.tabs.sign-ins') }).click();
      await page.getByText(page.said('profile.outcomes.wrong_password')).waitFor();
      await assertSound(page, 'sign-ins');
      await page.context().close();
    });
  }

  test('a name and a language are kept, and the page speaks the language at once', async () => {
    const who = await person();
    const page = await open(who, 'profile');
    await field(page, 'profile.name').fill('  Trần Thị Mới ');
    await page.getByRole('radio', { name: 'English' }).check();
    await button(page, 'profile.save').click();
    speaking(page, 'en');
    await page.getByRole('heading', { level: 1, name: page.said('profile.title') }).waitFor();
    await page.getByText(page.said('profile.saved')).waitFor();
    await page.getByRole('button', { name: page.said('app.person', { name: 'Trần Thị Mới' }) }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: page.said('profile.title') }).waitFor();
    const client = await signedIn(who, '');
    const { name, language } = (await client.get('/api/v1/profile', { expect: 200 })).json;
    assert.deepEqual({ name, language }, { name: 'Trần Thị Mới', language: 'en' });
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test('the switch above changes the language here too, and saving afterwards is not refused', async () => {
    const page = await open(await person(), 'profile');
    await field(page, 'profile.name').fill('Trần Thị Hai');
    await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
    speaking(page, 'en');
    await page.getByRole('radio', { name: 'English', checked: true }).waitFor();
    assert.equal(await field(page, 'profile.name').inputValue(), 'Trần Thị Hai');
    await button(page, 'profile.save').click();
    await page.getByText(page.said('profile.saved')).waitFor();
    await page.context().close();
  });

  test('what somebody else changed meanwhile is not overwritten unseen', async () => {
    const who = await person();
    const page = await open(who, 'profile');
    await field(page, 'profile.name').fill('Của Trang');
    const client = await signedIn(who, '');
    const { headers } = await client.get('/api/v1/profile');
    await client.patch('/api/v1/profile', { name: 'Nơi Khác' }, { headers: { 'if-match': headers.get('etag') }, expect: 200 });
    await button(page, 'profile.save').click();
    await page.getByRole('alert').getByText(page.said('errors.stale')).waitFor();
    await assertSound(page, 'stale');
    await button(page, 'profile.save').click();
    await page.getByText(page.said('profile.saved')).waitFor();
    await page.context().close();
  });

  test('leaving asks about a name that was not saved', async () => {
    const page = await open(await person(), 'profile');
    await field(page, 'profile.name').fill('Chưa Lưu');
    await page.getByRole('link', { name: page.said('profile.tabs.security') }).click();
    await page.getByRole('link', { name: page.said('profile.tabs.profile') }).click();
    assert.equal(await field(page, 'profile.name').inputValue(), 'Chưa Lưu');
    await page.getByRole('link', { name: page.said('app.places.accounts') }).click();
    await page.getByRole('dialog', { name: page.said('components.leave_title') }).waitFor();
    await assertSound(page, 'leaving');
    await button(page, 'components.stay').click();
    assert.equal(await field(page, 'profile.name').inputValue(), 'Chưa Lưu');
    await page.getByRole('link', { name: page.said('app.places.accounts') }).click();
    await button(page, 'components.leave').click();
    await page.waitForURL(`${portal.url}/accounts`);
    await page.context().close();
  });

  test('another password ends every session, and leads to signing in with it', async () => {
    const who = await person();
    const elsewhere = await signedIn(who, iphone);
    const page = await open(who, 'security');
    await field(page, 'profile.current_password').fill('wrong');
    await field(page, 'profile.new_password').fill('một câu khác cũng dài');
    await button(page, 'profile.change_password').click();
    await page.getByRole('alert').getByText(page.said('errors.identity.wrong_password')).first().waitFor();
    assert.equal(await focused(page), 'password_current');
    await field(page, 'profile.current_password').fill(phrase);
    await field(page, 'profile.new_password').fill('password1234');
    await button(page, 'profile.change_password').click();
    await page.getByRole('alert').getByText(page.said('errors.identity.password_common')).first().waitFor();
    assert.equal(await focused(page), 'password_new');
    await assertSound(page, 'a common password');
    await field(page, 'profile.new_password').fill('một câu khác cũng dài');
    await button(page, 'profile.change_password').click();
    await page.getByText(page.said('session.done.password_changed')).waitFor();
    assert.equal(page.url(), `${portal.url}/sign-in`);
    assert.equal(await field(page, 'session.email').inputValue(), who.email);
    await elsewhere.get('/api/v1/session', { expect: 401 });
    await field(page, 'session.password').fill('một câu khác cũng dài');
    await button(page, 'session.sign_in').click();
    await page.waitForURL(`${portal.url}/accounts`);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test('one session is signed out, then all others', async () => {
    const who = await person();
    const [first, second, third] = [await signedIn(who, iphone), await signedIn(who, 'curl/8.9.1'), await signedIn(who, '')];
    const page = await open(who, 'sessions', phone);
    await page.getByText(page.said('profile.unknown_device')).waitFor();
    const row = page.getByRole('listitem').filter({ hasText: 'curl/8.9.1' });
    await row.getByRole('button').tap();
    await page.getByText(page.said('profile.session_ended')).waitFor();
    await row.waitFor({ state: 'detached' });
    await second.get('/api/v1/session', { expect: 401 });
    await first.get('/api/v1/session', { expect: 200 });
    await button(page, 'profile.end_others').tap();
    const dialog = page.getByRole('dialog', { name: page.said('profile.end_others_title') });
    await dialog.waitFor();
    await assertSound(page, 'all others?');
    await dialog.getByRole('button', { name: page.said('profile.end_others') }).tap();
    await page.getByText(page.said('profile.others_ended')).waitFor();
    await button(page, 'profile.end_others').waitFor({ state: 'detached' });
    for (const client of [first, third]) await client.get('/api/v1/session', { expect: 401 });
    await page.getByText(page.said('profile.this_device')).waitFor();
    await page.context().close();
  });

  test('a long history has pages, and Back leads to the one before', async () => {
    const { email } = portal.demoUser('auditor');
    for (let tries = 0; tries < 12; tries += 1) await (await portal.as('auditor', { fresh: true })).get('/api/v1/session');
    const page = speaking(await pageOf(browser, portal, 'auditor', '/profile?tab=sign-ins'));
    const size = page.getByRole('combobox', { name: page.said('components.page_size') });
    await size.click();
    await page.getByTitle(page.said('components.rows', { count: 10 })).click();
    await page.getByText(/^1–10 /).waitFor();
    await page.getByRole('button', { name: page.said('components.next'), exact: true }).click();
    await page.getByText(/^11–/).waitFor();
    await page.goBack();
    await page.getByText(/^1–10 /).waitFor();
    await page.getByRole('link', { name: page.said('profile.tabs.profile') }).click();
    await page.getByText(email).first().waitFor();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
});

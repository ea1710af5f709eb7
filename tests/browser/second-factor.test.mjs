// A person from the invitation to the second factor: the password, the key, the codes that are told once, and every
// way to sign in afterwards; and somebody whose role asks for it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { assertSound, desktop, openPage, phone, startBrowser } from '../harness/browser.mjs';
import { pageOfPerson } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { enrol, totpCode, wrongCode } from '../harness/totp.mjs';
import { wordsOf } from '../harness/words.mjs';
import { freshEmail } from '../harness/world.mjs';

const phrase = 'một câu đủ dài để nhớ';

describe('the second factor at the page', () => {
  let portal = null;
  let browser = null;
  before(async () => {
    portal = await startPortal({ engine: engines[0], settings: { 'second_factor.required_roles': 'partner:finance' } });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await portal?.remove();
  });

  const invited = async (roles = ['viewer']) => {
    const email = freshEmail('moi');
    await (await portal.as('partner_admin')).post('/api/v1/staff', { email, name: 'Người Mới', roles }, { expect: 201 });
    return { email, path: (await portal.mailTo(email)).path };
  };
  const person = async (roles) => {
    const { email, path } = await invited(roles);
    await portal.client().post(`/api/v1/invitations/${path.split('/').pop()}`, { password: phrase }, { expect: 204 });
    return { email, password: phrase };
  };
  /** Somebody with the factor on, and a code that was not used yet. */
  const enrolled = async (roles) => {
    const who = await person(roles);
    const client = portal.client();
    await client.signIn(who.email, who.password);
    const factor = await enrol(portal, client, phrase);
    await portal.moveClock({ seconds: 30 });
    return { ...who, ...factor };
  };
  const code = (secret) => totpCode(secret, portal.now());
  const speaking = (page, language) => Object.assign(page, { said: wordsOf(language, { provider: 'Cloud Example' }) });
  const button = (page, key, values) => page.getByRole('button', { name: page.said(key, values), exact: true });
  const field = (page, key) => page.getByLabel(page.said(key), { exact: true });
  const alert = (page, key, values) => page.getByRole('alert').getByText(page.said(key, values)).first();
  const security = async (who, options = {}) => {
    const page = await pageOfPerson(browser, portal, who, '/profile?tab=security', options);
    return speaking(page, options.language ?? 'vi');
  };
  const enter = async (page, { email, password }) => {
    await field(page, 'session.email').fill(email);
    await field(page, 'session.password').fill(password);
    await button(page, 'session.sign_in').click();
  };
  const signOut = async (page) => {
    await page.getByRole('button', { name: page.said('app.person', { name: 'Người Mới' }) }).click();
    await page.getByRole('menuitem', { name: page.said('app.sign_out') }).click();
    await field(page, 'session.email').waitFor();
  };

  test('from the invitation to signing in with a code and with a recovery code', async () => {
    const { email, path } = await invited();
    const page = speaking(await openPage(browser, portal.url), 'vi');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(portal.url + path);
    await field(page, 'session.new_password').fill(phrase);
    await button(page, 'session.accept').click();
    await field(page, 'session.password').fill(phrase);
    await button(page, 'session.sign_in').click();
    await page.waitForURL(`${portal.url}/accounts`);

    await page.goto(`${portal.url}/profile?tab=security`);
    await button(page, 'profile.turn_on').click();
    await field(page, 'profile.your_password').fill('wrong');
    await page.keyboard.press('Enter');
    await alert(page, 'errors.identity.wrong_password').waitFor();
    await assertSound(page, 'a wrong password');
    await field(page, 'profile.your_password').fill(phrase);
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: page.said('profile.qr') }).waitFor();
    await assertSound(page, 'the key');
    await button(page, 'profile.copy_key').click();
    const secret = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(secret, /^[A-Z2-7]{32}$/);
    assert.equal((await page.locator('code').filter({ hasText: secret.slice(0, 4) }).textContent()).replaceAll(' ', ''), secret);
    await field(page, 'profile.code').fill(wrongCode(secret, portal.now()));
    await page.keyboard.press('Enter');
    await alert(page, 'errors.identity.second_factor_wrong').waitFor();
    await assertSound(page, 'a wrong code');
    await field(page, 'profile.code').fill(code(secret).replace(/^.../, '$& '));
    await page.keyboard.press('Enter');

    await page.getByRole('dialog', { name: page.said('profile.turned_on') }).waitFor();
    await assertSound(page, 'the recovery codes');
    const codes = await page.getByRole('list', { name: page.said('profile.recovery_codes') }).getByRole('listitem').allTextContents();
    assert.equal(codes.length, 10);
    await button(page, 'components.copy').click();
    assert.deepEqual((await page.evaluate(() => navigator.clipboard.readText())).split('\n'), codes);
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'profile.download').click()]);
    assert.equal(file.suggestedFilename(), page.said('profile.codes_file'));
    const kept = fs.readFileSync(await file.path(), 'utf8');
    for (const each of [email, ...codes]) assert.ok(kept.includes(each), each);
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.getByText(codes[0]).isVisible());
    assert.ok(!(await page.locator('#root').isVisible()) && !(await button(page, 'profile.finish').isVisible()));
    await page.emulateMedia({ media: 'screen' });
    // Neither Escape nor the button closes what is shown once, until it is kept.
    await page.keyboard.press('Escape');
    await button(page, 'profile.finish').click();
    await page.getByText(page.said('profile.codes_not_kept')).waitFor();
    await assertSound(page, 'not kept');
    await field(page, 'profile.codes_kept').check();
    await button(page, 'profile.finish').click();
    await page.getByText(page.said('profile.codes_left', { count: 10 })).waitFor();
    await assertSound(page, 'on');
    await signOut(page);

    await portal.moveClock({ seconds: 30 });
    await enter(page, { email, password: phrase });
    await page.getByRole('heading', { name: page.said('session.second_factor') }).waitFor();
    assert.equal(await field(page, 'session.code').evaluate((input) => input === document.activeElement), true);
    await button(page, 'session.go_on').click();
    await alert(page, 'session.code_form').waitFor();
    await assertSound(page, 'no code');
    await field(page, 'session.code').fill(wrongCode(secret, portal.now()));
    await button(page, 'session.go_on').click();
    await alert(page, 'errors.identity.second_factor_wrong').waitFor();
    await assertSound(page, 'the wrong code');
    // As it is pasted from a message.
    await page.evaluate((text) => navigator.clipboard.writeText(text), ` ${code(secret).replace(/^.../, '$& ')}\n`);
    await field(page, 'session.code').focus();
    await page.keyboard.press('Control+v');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${portal.url}/accounts`);
    await signOut(page);

    await enter(page, { email, password: phrase });
    await button(page, 'session.use_recovery').click();
    await field(page, 'session.recovery_code').fill('abc');
    await page.keyboard.press('Enter');
    await alert(page, 'session.recovery_code_form').waitFor();
    await assertSound(page, 'half a recovery code');
    await field(page, 'session.recovery_code').fill(codes[3].toUpperCase().replace('-', ' '));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${portal.url}/accounts`);
    await page.goto(`${portal.url}/profile?tab=security`);
    await page.getByText(page.said('profile.codes_left', { count: 9 })).waitFor();
    await page.goto(`${portal.url}/profile?tab=sign-ins`);
    for (const outcome of ['signed_in', 'signed_in_by_recovery_code', 'code_missing', 'wrong_code']) {
      await page.getByText(page.said(`profile.outcomes.${outcome}`), { exact: true }).first().waitFor();
    }
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  for (const [where, look] of Object.entries({
    'vi, phone, dark': { language: 'vi', colorScheme: 'dark', ...phone },
    'en, desk, light': { language: 'en', colorScheme: 'light', ...desktop },
  })) {
    test(`recovery codes are renewed, and the factor is turned off, by the password and a code (${where})`, async () => {
      const { secret, recoveryCodes, ...who } = await enrolled();
      const client = portal.client();
      await client.signIn(who.email, who.password, recoveryCodes[0]);
      const page = await openPage(browser, portal.url, look);
      speaking(page, 'vi');
      if (look.language === 'en') speaking(page, 'en');
      await page.goto(`${portal.url}/sign-in?return=${encodeURIComponent('/profile?tab=security')}`);
      await enter(page, who);
      await field(page, 'session.code').fill(code(secret));
      await button(page, 'session.go_on').click();
      speaking(page, 'vi');  // the person's own language
      await page.getByText(page.said('profile.codes_left', { count: 9 })).waitFor();
      await button(page, 'profile.renew_codes').click();
      await page.getByRole('dialog').getByRole('button', { name: page.said('profile.renew_codes') }).click();
      await alert(page, 'profile.code_required').waitFor();
      await assertSound(page, 'nothing entered');
      await field(page, 'profile.your_password').fill('wrong');
      await field(page, 'profile.code').fill(recoveryCodes[0]);
      await page.keyboard.press('Enter');
      await alert(page, 'errors.identity.wrong_password').waitFor();
      await portal.moveClock({ seconds: 30 });
      await field(page, 'profile.your_password').fill(phrase);
      await field(page, 'profile.code').fill(code(secret));
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: page.said('profile.new_codes'), exact: true }).waitFor();
      await assertSound(page, 'new codes');
      const [fresh] = await page.getByRole('list', { name: page.said('profile.recovery_codes') }).getByRole('listitem').allTextContents();
      assert.ok(!recoveryCodes.includes(fresh));
      await field(page, 'profile.codes_kept').check();
      await button(page, 'profile.finish').click();
      await page.getByText(page.said('profile.codes_left', { count: 10 })).waitFor();
      await client.get('/api/v1/session', { expect: 401 });  // other sessions have ended

      await button(page, 'profile.turn_off').click();
      await assertSound(page, 'turning off');
      await field(page, 'profile.your_password').fill(phrase);
      await field(page, 'profile.code').fill(fresh);
      await page.keyboard.press('Enter');
      await button(page, 'profile.turn_on').waitFor();
      await page.getByText(page.said('profile.is_off')).waitFor();
      await portal.client().post('/api/v1/session', who, { expect: 200 });
      await assertSound(page, 'off');
      await page.context().close();
    });
  }

  test('whose role asks for it can go nowhere else before, and everywhere after', async () => {
    const who = await person(['finance']);
    const page = await security(who, { ...phone });
    await alert(page, 'profile.second_factor_needed').waitFor();
    await assertSound(page, 'needed');
    await page.goto(`${portal.url}/accounts`);
    await page.waitForURL(`${portal.url}/profile?tab=security`);
    await button(page, 'profile.turn_on').click();
    await field(page, 'profile.your_password').fill(phrase);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: page.said('profile.open_app') }).waitFor();
    await assertSound(page, 'the key on a phone');
    const secret = (await page.locator('code').filter({ hasText: /^[A-Z2-7]{4} / }).textContent()).replaceAll(' ', '');
    await field(page, 'profile.code').fill(code(secret));
    await button(page, 'profile.turn_on_act').tap();
    await field(page, 'profile.codes_kept').check();
    await assertSound(page, 'codes on a phone');
    await button(page, 'profile.finish').tap();
    await page.waitForURL(`${portal.url}/accounts`);
    await page.getByRole('heading', { level: 1, name: page.said('app.places.accounts') }).waitFor();
    await page.goto(`${portal.url}/profile?tab=security`);
    await page.getByText(page.said('profile.second_factor_required')).waitFor();
    assert.equal(await button(page, 'profile.turn_off').count(), 0);
    await page.context().close();
  });

  test('a key that has waited too long is made anew', async () => {
    const page = await security(await person());
    await button(page, 'profile.turn_on').click();
    await field(page, 'profile.your_password').fill(phrase);
    await page.keyboard.press('Enter');
    await field(page, 'profile.code').waitFor();
    await portal.moveClock({ minutes: 16 });
    await field(page, 'profile.code').fill('123456');
    await page.keyboard.press('Enter');
    await alert(page, 'profile.key_expired').waitFor();
    await assertSound(page, 'expired');
    await field(page, 'profile.your_password').fill(phrase);
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: page.said('profile.qr') }).waitFor();
    await page.context().close();
  });
});

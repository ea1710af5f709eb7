// The staff of one's own side: who is there, inviting, changing, removing, and what others see of it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertSound, desktop, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf, pageOfPerson } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { enrol } from '../harness/totp.mjs';
import { wordsOf } from '../harness/words.mjs';
import { freshEmail } from '../harness/world.mjs';

const phrase = 'một câu đủ dài để nhớ';
const looks = {
  'vi, desk, light': { language: 'vi', theme: 'light', ...desktop },
  'vi, phone, dark': { language: 'vi', theme: 'dark', ...phone },
  'en, desk, dark': { language: 'en', theme: 'dark', ...desktop },
  'en, phone, light': { language: 'en', theme: 'light', ...phone },
};

describe('the staff at the page', () => {
  let portal = null;
  let browser = null;
  let counter = 0;
  before(async () => {
    portal = await startPortal({ engine: engines[0] });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await portal?.remove();
  });

  const invited = async ({ roles = ['viewer'], partner = 0 } = {}) => {
    const email = freshEmail('moi');
    counter += 1;
    const name = `Người Mới ${counter}`;
    const { id } = (await (await portal.as('partner_admin', { partner })).post('/api/v1/staff', { email, name, roles }, { expect: 201 })).json;
    return { id, email, name };
  };
  const person = async (options) => {
    const who = await invited(options);
    const { token } = await portal.mailTo(who.email);
    await portal.client().post(`/api/v1/invitations/${token}`, { password: phrase }, { expect: 204 });
    return { ...who, password: phrase };
  };
  const speaking = (page, language = 'vi') => Object.assign(page, { said: wordsOf(language, { provider: 'Cloud Example' }) });
  const open = async (role, { path = '/staff', ...options } = {}) => speaking(await pageOf(browser, portal, role, path, options), options.language);
  const button = (page, key, values) => page.getByRole('button', { name: page.said(key, values), exact: true });
  const dialog = (page) => page.getByRole('dialog');
  const field = (page, key) => dialog(page).getByLabel(page.said(key), { exact: true });
  const alert = (page, key, values) => page.getByRole('alert').getByText(page.said(key, values)).first();
  const ask = async (page, name, act) => {
    await button(page, 'staff.acts_on', { name }).click();
    await page.getByRole('menuitem', { name: page.said(`staff.act.${act}`) }).click();
    await dialog(page).waitFor();
  };
  const rowOf = (page, text) => page.getByRole('row').filter({ hasText: text });
  const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? (document.activeElement.id || document.activeElement.textContent));

  for (const [where, look] of Object.entries(looks)) {
    test(`is sound with its menu, its dialogs and their errors (${where})`, async () => {
      const { name } = await invited();
      const page = await open('partner_admin', look);
      await page.getByText(name).waitFor();
      await assertSound(page, 'the list');
      await button(page, 'staff.acts_on', { name }).click();
      await page.getByRole('menuitem', { name: page.said('staff.act.remove') }).waitFor();
      await assertSound(page, 'the menu');
      await page.getByRole('menuitem', { name: page.said('staff.act.remove') }).click();
      await dialog(page).waitFor();
      await assertSound(page, 'removing');
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });
      await button(page, 'staff.invite').click();
      await field(page, 'staff.email').waitFor();
      await assertSound(page, 'inviting');
      await button(page, 'staff.send_invitation').click();
      await alert(page, 'components.form_errors').waitFor();
      assert.equal(await focused(page), 'invite_email');
      await assertSound(page, 'inviting, errors');
      await page.context().close();
    });
  }

  test('a colleague is invited by keyboard alone, and sees the portal by the mail', async () => {
    const email = freshEmail('dong.nghiep');
    const page = await open('partner_admin');
    await button(page, 'staff.invite').focus();
    await page.keyboard.press('Enter');
    await field(page, 'staff.email').waitFor();
    await page.keyboard.type(email);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Đồng Nghiệp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByText(page.said('staff.invited', { email })).waitFor();
    await dialog(page).waitFor({ state: 'detached' });
    assert.equal(await focused(page), page.said('staff.invite'));
    const row = rowOf(page, email);
    for (const text of ['Đồng Nghiệp', page.said('roles.partner.sales'), page.said('staff.states.invited')]) await row.getByText(text).waitFor();
    const first = (await portal.mailTo(email)).path;

    await ask(page, 'Đồng Nghiệp', 'invite_again');
    await dialog(page).getByRole('button', { name: page.said('staff.dialog.invite_again.act') }).click();
    await page.getByText(page.said('staff.dialog.invite_again.done', { email })).waitFor();
    const second = (await portal.mailTo(email)).path;
    assert.notEqual(second, first);
    await portal.client().get(`/api/v1/invitations/${first.split('/').pop()}`, { expect: [404, 410] });
    await portal.client().get(`/api/v1/invitations/${second.split('/').pop()}`, { expect: 200 });
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test('an address that cannot be invited is refused in place', async () => {
    const { email } = portal.demoUser('sales');
    const page = await open('partner_admin');
    await button(page, 'staff.invite').click();
    await field(page, 'staff.email').fill('không phải email');
    await field(page, 'staff.name').fill('Ai Đó');
    await dialog(page).getByRole('checkbox', { name: page.said('roles.partner.viewer') }).check();
    await button(page, 'staff.send_invitation').click();
    await alert(page, 'errors.invalid_email').waitFor();
    assert.equal(await focused(page), 'invite_email');
    await field(page, 'staff.email').fill(email);
    await button(page, 'staff.send_invitation').click();
    await alert(page, 'errors.identity.email_taken').waitFor();
    await assertSound(page, 'taken');
    await page.context().close();
  });

  test('a name and roles are changed, over what somebody else changed meanwhile only after it was shown', async () => {
    const who = await person();
    const page = await open('partner_admin');
    await ask(page, who.name, 'change');
    await field(page, 'staff.name').fill('Tên Của Trang');
    const admin = await portal.as('partner_admin');
    const { headers } = await admin.get(`/api/v1/staff/${who.id}`);
    await admin.patch(`/api/v1/staff/${who.id}`, { name: 'Tên Khác', roles: ['finance'] }, { headers: { 'if-match': headers.get('etag') }, expect: 200 });
    await button(page, 'staff.save').click();
    await alert(page, 'staff.stale').waitFor();
    await assertSound(page, 'stale');
    assert.equal(await field(page, 'staff.name').inputValue(), 'Tên Khác');
    await dialog(page).getByRole('checkbox', { name: page.said('roles.partner.sales') }).check();
    await button(page, 'staff.save').click();
    await page.getByText(page.said('staff.saved', { name: 'Tên Khác' })).waitFor();
    const { name, roles } = (await admin.get(`/api/v1/staff/${who.id}`)).json;
    assert.deepEqual({ name, roles: roles.toSorted?.() ?? [...roles].sort() }, { name: 'Tên Khác', roles: ['finance', 'sales'] });
    await dialog(page).waitFor({ state: 'detached' });
    assert.equal(await focused(page), page.said('staff.acts_on', { name: 'Tên Khác' }));
    await page.context().close();
  });

  test('somebody is removed, who is signed out at once', async () => {
    const who = await person();
    const client = portal.client();
    await client.signIn(who.email, who.password);
    const page = await open('partner_admin', phone);
    await ask(page, who.name, 'remove');
    await dialog(page).getByRole('button', { name: page.said('staff.dialog.remove.act'), exact: true }).tap();
    await page.getByText(page.said('staff.dialog.remove.done', { name: who.name })).waitFor();
    await page.getByText(who.email).waitFor({ state: 'detached' });
    await client.get('/api/v1/session', { expect: 401 });
    await page.context().close();
  });

  test('the last administrator stays, changes no own roles, and another may go', async () => {
    const admin = portal.demoUser('partner_admin', { partner: 1 });
    const page = await open('partner_admin', { partner: 1 });
    const { name } = (await (await portal.as('partner_admin', { partner: 1 })).get('/api/v1/profile')).json;
    await ask(page, name, 'remove');
    await page.getByText(page.said('staff.remove_own')).waitFor();
    await dialog(page).getByRole('button', { name: page.said('staff.dialog.remove.act'), exact: true }).click();
    await alert(page, 'errors.identity.last_admin').waitFor();
    await assertSound(page, 'the last administrator');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    assert.equal(await focused(page), page.said('staff.acts_on', { name }));
    await ask(page, name, 'change');
    await page.getByText(page.said('staff.own_roles')).waitFor();
    assert.ok(await dialog(page).getByRole('checkbox', { name: page.said('roles.partner.sales') }).isDisabled());
    await assertSound(page, 'own roles');
    await page.context().close();

    const second = await person({ roles: ['partner_admin'], partner: 1 });
    const other = speaking(await pageOfPerson(browser, portal, second, '/staff'));
    await rowOf(other, admin.email).waitFor();
    await ask(other, second.name, 'remove');
    await dialog(other).getByRole('button', { name: other.said('staff.dialog.remove.act'), exact: true }).click();
    await other.waitForURL(`${portal.url}/sign-in`);
    await other.getByLabel(other.said('session.email'), { exact: true }).waitFor();
    assert.deepEqual(other.complaints, []);
    await other.context().close();
  });

  test('a lost second factor is reset by a colleague', async () => {
    const who = await person();
    const client = portal.client();
    await client.signIn(who.email, who.password);
    await enrol(portal, client, phrase);
    const page = await open('partner_admin');
    await rowOf(page, who.email).getByText(page.said('staff.second_factor_on'), { exact: true }).waitFor();
    await ask(page, who.name, 'reset');
    await assertSound(page, 'resetting');
    await dialog(page).getByRole('button', { name: page.said('staff.dialog.reset.act'), exact: true }).click();
    await page.getByText(page.said('staff.dialog.reset.done', { name: who.name })).waitFor();
    await rowOf(page, who.email).getByText(page.said('staff.second_factor_off'), { exact: true }).waitFor();
    assert.equal((await portal.client().signIn(who.email, who.password)).status, 200);
    await page.context().close();
  });

  test('the auditor reads all and changes nothing; others see names only', async () => {
    const auditor = await open('auditor');
    await auditor.getByText(portal.demoUser('approver').email).first().waitFor();
    assert.equal(await button(auditor, 'staff.invite').count(), 0);
    assert.equal(await auditor.getByRole('columnheader', { name: auditor.said('staff.acts') }).count(), 0);
    await assertSound(auditor, 'the auditor');
    for (const [role, look] of [['sales', desktop], ['viewer', phone]]) {
      const page = await open(role, look);
      await page.getByText(page.said('staff.lead_names')).waitFor();
      const { name } = (await (await portal.as('partner_admin')).get('/api/v1/profile')).json;
      await page.getByText(name, { exact: true }).waitFor();
      assert.equal(await page.getByText(portal.demoUser('partner_admin').email).count(), 0);
      await assertSound(page, role);
      await page.context().close();
    }
    await auditor.context().close();
  });
});

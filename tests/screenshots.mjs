// Pictures of every screen of a fresh demo: at both sizes, in both themes, in Vietnamese; the main ones in
// English too. Started by bin/screenshots [FOLDER]; --readme shows one window each and renews those of docs/pictures.

import fs from 'node:fs';
import path from 'node:path';
import { desktop, openPage, phone, startBrowser } from './harness/browser.mjs';
import { repository } from './harness/contract.mjs';
import { pageOf } from './harness/people.mjs';
import { startPortal } from './harness/portal.mjs';
import { addRegistration, freshEmail } from './harness/world.mjs';

const readme = process.argv.includes('--readme');
const folder = path.resolve(process.argv.slice(2).find((each) => !each.startsWith('--')) ?? path.join(repository, 'build/screenshots'));
const only = process.env.SCREENS?.split(',');
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });

const portal = await startPortal();
const browser = await startBrowser();
const auditor = await portal.as('auditor');
const admin = await portal.as('partner_admin');
const first = async (client, where) => (await client.get(where)).json.data[0];
const confirmed = await first(admin, '/api/v1/registrations?status=confirmed');
const pending = await first(auditor, '/api/v1/registrations?status=pending_provider');
const ended = await first(auditor, '/api/v1/registrations?status=ended');
const partner = await first(auditor, '/api/v1/partners');
const account = await first(auditor, '/api/v1/directory/accounts');
const asked = await addRegistration(portal);
const mail = await portal.mailTo(asked.email);
const invited = freshEmail('nhan.su');
await admin.post('/api/v1/staff', { email: invited, name: 'Nguyễn Thị Hoa', roles: ['sales'] });
const invitation = await portal.mailTo(invited);
await portal.client().post('/api/v1/password-resets', { email: portal.demoUser('sales').email });
const reset = await portal.mailTo(portal.demoUser('sales').email);

const fill = async (page) => {
  const rows = ['email\tTên thường dùng', `${asked.email}\tĐã yêu cầu`, `${freshEmail('chua.co')}\tChưa có tài khoản`].join('\n');
  await page.getByRole('textbox').first().focus();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, rows);
  await page.getByRole('button', { name: /Kiểm tra điều kiện|Check eligibility/ }).click();
  await page.locator('.tag-bad').first().waitFor();
};

/** name, whose eyes, path, and what to do before the picture. */
const screens = [
  ['sign-in', null, '/sign-in'],
  ['ask-reset', null, '/password-reset'],
  ['reset', null, reset.path],
  ['invitation', null, invitation.path],
  ['link-void', null, '/invitation/unknown'],
  ['consent', null, mail.path],
  ['accounts', 'partner_admin', '/accounts'],
  ['accounts-no-match', 'partner_admin', '/accounts?q=zzzz'],
  ['account-add', 'partner_admin', '/accounts/add'],
  ['account-add-checked', 'partner_admin', '/accounts/add', fill],
  ['account-confirmed', 'partner_admin', `/accounts/${confirmed.id}`],
  ['account-pending', 'partner_admin', `/accounts/${asked.id}`],
  ['account-not-found', 'partner_admin', '/accounts/reg_00000000000000000000000000'],
  ['partner-staff', 'partner_admin', '/staff'],
  ['partner-audit', 'partner_admin', '/audit'],
  ['staff-names', 'viewer', '/staff'],
  ['not-allowed', 'viewer', '/accounts/add'],
  ['not-found', 'viewer', '/nowhere'],
  ['profile', 'sales', '/profile'],
  ['profile-security', 'sales', '/profile?tab=security'],
  ['profile-sessions', 'sales', '/profile?tab=sessions'],
  ['profile-sign-ins', 'sales', '/profile?tab=sign-ins'],
  ['approvals', 'approver', '/approvals'],
  ['approval', 'approver', `/approvals/${pending.id}`],
  ['customer-accounts', 'provider_admin', '/accounts'],
  ['customer-account-ended', 'provider_admin', `/accounts/${ended.id}`],
  ['partners', 'provider_admin', '/partners'],
  ['partner-add', 'provider_admin', '/partners/add'],
  ['partner', 'provider_admin', `/partners/${partner.id}`],
  ['directory', 'provider_admin', '/directory'],
  ['directory-import', 'provider_admin', '/directory/import'],
  ['directory-account', 'provider_admin', `/directory/${account.id}`],
  ['outbox', 'provider_admin', '/outbox'],
  ['mail', 'provider_admin', `/outbox/${mail.id}`],
  ['audit', 'provider_admin', '/audit'],
  ['provider-staff', 'provider_admin', '/staff'],
];
const inReadme = { 'accounts-vi-desktop-light': 'accounts', 'account-add-checked-vi-desktop-light': 'add', 'approval-vi-desktop-dark': 'approval', 'accounts-vi-phone-light': 'accounts-phone' };

const failures = [];
for (const [name, role, where, prepare] of screens.filter(([each]) => !only || only.includes(each))) {
  for (const [language, languages] of [['vi', 'both'], ['en', 'light']]) {
    for (const [size, view] of Object.entries({ desktop, phone })) {
      for (const theme of languages === 'both' ? ['light', 'dark'] : ['light']) {
        const picture = [name, language, size, theme].join('-');
        const options = { language, colorScheme: theme, ...view };
        const page = role ? await pageOf(browser, portal, role, where, options) : await openPage(browser, portal.url, options);
        try {
          if (!role) await page.goto(portal.url + where);
          await page.waitForLoadState('networkidle');
          await prepare?.(page);
          await page.screenshot({ path: path.join(folder, `${picture}.png`), fullPage: !readme });
          if (page.complaints.length > 0) failures.push(`${picture}: ${page.complaints.join('; ')}`);
          if (readme && inReadme[picture]) fs.copyFileSync(path.join(folder, `${picture}.png`), path.join(repository, `docs/pictures/${inReadme[picture]}.png`));
        } catch (error) {
          failures.push(`${picture}: ${error.message.split('\n')[0]}`);
        }
        await page.context().close();
      }
    }
  }
}
await browser.close();
await portal.remove();
console.log(`${fs.readdirSync(folder).length} pictures in ${path.relative(process.cwd(), folder) || folder}`);
for (const failure of failures) console.error(failure);
process.exit(failures.length === 0 ? 0 : 1);

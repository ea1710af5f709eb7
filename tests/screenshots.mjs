// Pictures of every screen of a fresh demo: at both sizes, in both themes, in Vietnamese; the main ones in
// English too. Started by bin/screenshots [FOLDER]; --readme shows one window each and renews those of docs/pictures.

import fs from 'node:fs';
import path from 'node:path';
import { desktop, openPage, phone, startBrowser } from './harness/browser.mjs';
import { repository } from './harness/contract.mjs';
import { addConfirmed, freshReference, grant, moved, purchase, topUp, vnd } from './harness/credit_page.mjs';
import { pageOf } from './harness/people.mjs';
import { startPortal } from './harness/portal.mjs';
import { addRegistration, freshEmail } from './harness/world.mjs';

const readme = process.argv.includes('--readme');
const folder = path.resolve(process.argv.slice(2).find((each) => !each.startsWith('--')) ?? path.join(repository, 'build/screenshots'));
const only = process.env.SCREENS?.split(',');
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });

const portal = await startPortal({
  settings: {
    'credit.grant_second_person_above': 1_000_000_000, 'credit.payout_second_person_above': 500_000_000,
    'credit.top_up_second_person_above': 50_000_000, 'credit.reclaim': true,
  },
});
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

// Credit in every state: granted, passed on, used, owed, undone, and waiting for a second person.
const customers = await Promise.all([0, 0, 1].map((each) => addConfirmed(portal, { partner: each })));
for (const [each, amount] of [[customers[0].partner, 750_000_000], [customers[2].partner, 320_000_000]]) await grant(portal, each.id, amount);
for (const [place, amount, used] of [[0, 25_000_000, 8_412_907], [1, 2_000_000, 2_345_600], [2, 12_500_000, 999_999]]) {
  const owner = place === 2 ? 1 : 0;
  await topUp(portal, customers[place], amount, { partner: owner });
  await purchase(portal, customers[place], used);
}
const mistaken = await topUp(portal, customers[0], 1_000_000);
const finance = await portal.as('finance', { audience: 'provider' });
await moved(finance, `/api/v1/credit/transactions/${mistaken.id}/reverse`, { reason: 'Nạp nhầm khách hàng' });
for (const [asks, amount] of [[finance, 2_000_000_000], [await portal.as('provider_admin'), 1_250_000_000]]) {
  await moved(asks, '/api/v1/credit/grants', { partner_id: customers[0].partner.id, amount: vnd(amount), reference: freshReference(), note: 'Thanh toán quý IV' }, { expect: 202 });
}
for (const [asks, note] of [[admin, null], [await portal.as('finance', { audience: 'partner' }), 'Gia hạn máy chủ quý I']]) {
  const body = { amount: vnd(75_000_000), ...(note && { note }) };
  await moved(asks, `/api/v1/accounts/${customers[0].account_id}/top-ups`, body, { expect: 202 });
}
await moved(finance, `/api/v1/accounts/${customers[0].account_id}/holds`, { amount: vnd(1_200_000), reference: freshReference('DH'), note: 'Máy chủ ảo gói 12 tháng' });
const given = await first(finance, '/api/v1/credit/transactions?kind=grant');

const grantOf = (amount, confirm) => async (page) => {
  await page.getByRole('button', { name: /^(Cấp credit|Grant credit)$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill(amount);
  await dialog.getByRole('textbox').nth(1).fill('FT26327000881');
  if (!confirm) return;
  await dialog.getByRole('button', { name: /^(Tiếp tục|Continue)$/ }).click();
  await dialog.getByRole('table').waitFor();
};
const topUpOf = (amount, confirm) => async (page) => {
  await page.getByRole('button', { name: /^(Nạp credit|Top up)$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('.sides dd .figures').nth(1).waitFor();
  await dialog.getByRole('textbox').first().fill(amount);
  await dialog.getByRole('button', { name: /^(Tiếp tục|Continue)$/ }).click();
  await (confirm ? dialog.getByRole('table') : dialog.getByRole('alert')).waitFor();
};
const dialogBy = (name) => async (page) => {
  await page.getByRole('button', { name }).click();
  await page.getByRole('dialog').waitFor();
};
const reverse = async (page) => {
  await page.getByRole('button', { name: /^(Đảo giao dịch|Reverse)$/ }).click();
  await page.getByRole('dialog').waitFor();
};
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
  ['account-credit', 'partner_admin', `/accounts/${customers[0].id}?tab=credit`],
  ['account-arrears', 'partner_admin', `/accounts/${customers[1].id}?tab=credit`],
  ['account-top-up', 'partner_admin', `/accounts/${customers[0].id}?tab=credit`, dialogBy(/^(Nạp credit|Top up)$/)],
  ['account-top-up-too-much', 'partner_admin', `/accounts/${customers[0].id}?tab=credit`, topUpOf('900000000', false)],
  ['account-top-up-confirm', 'partner_admin', `/accounts/${customers[0].id}?tab=credit`, topUpOf('60000000', true)],
  ['account-alert-level', 'partner_admin', `/accounts/${customers[0].id}?tab=credit`, dialogBy(/^(Mức cảnh báo|Alert level)$/)],
  ['account-statement', 'partner_admin', `/accounts/${customers[0].id}?tab=credit`, dialogBy(/^(Sao kê PDF|Statement PDF)$/)],
  ['wallet', 'partner_admin', '/credit'],
  ['wallet-requests', 'partner_admin', '/credit?requests=all'],
  ['wallet-receipt', 'partner_admin', `/credit/transactions/${mistaken.id}`],
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
  ['partner-credit', 'provider_admin', `/partners/${customers[0].partner.id}?tab=credit`],
  ['partner-grant', 'provider_admin', `/partners/${customers[0].partner.id}?tab=credit`, grantOf('250000000', false)],
  ['partner-grant-confirm', 'provider_admin', `/partners/${customers[0].partner.id}?tab=credit`, grantOf('1500000000', true)],
  ['credit', 'provider_admin', '/credit'],
  ['credit-requests', 'provider_admin', '/credit/requests'],
  ['credit-customers', 'provider_admin', '/credit/customers'],
  ['credit-differences', 'provider_admin', '/credit/differences'],
  ['credit-transactions', 'provider_admin', '/credit/transactions'],
  ['credit-transaction', 'provider_admin', `/credit/transactions/${given.id}`],
  ['credit-reverse', 'provider_admin', `/credit/transactions/${given.id}`, reverse],
  ['report-top-ups', 'provider_admin', '/reports/credit/top-ups'],
  ['report-usage', 'partner_admin', '/reports/credit/usage'],
  ['report-summary', 'provider_admin', '/reports/credit/summary'],
  ['report-summary-partner', 'partner_admin', '/reports/credit/summary'],
  ['report-nothing', 'partner_admin', '/reports/credit/top-ups?from=2020-01-01&to=2020-01-31'],
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

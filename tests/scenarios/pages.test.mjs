// The program's own small pages for people, where it has no built page: the root, and what stands behind the links of an invitation
// and a password reset. No script, one policy for all, two languages, and no token anywhere else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothEngines } from '../harness/portal.mjs';
import { freshEmail, randomId } from '../harness/world.mjs';

/** What every page keeps to. */
function checkPage(answer, language) {
  assert.match(answer.headers.get('content-type'), /^text\/html; charset=utf-8$/);
  assert.match(answer.headers.get('content-security-policy'),
    /^default-src 'none'; style-src 'nonce-[\w-]{20,}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.match(answer.text, new RegExp(`<html lang="${language}">`));
  assert.doesNotMatch(answer.text, /<script| on[a-z]+=|javascript:|\{\{|src=/i);
  assert.ok(answer.text.length < 20_000);
}

onBothEngines('the root page', (portal) => {
  test('names roles as people do, in both languages', async () => {
    const vietnamese = await portal().client({ language: 'vi' }).get('/', { expect: 200 });
    checkPage(vietnamese, 'vi');
    for (const label of ['Quản trị viên', 'Kinh doanh', 'Kế toán', 'Chỉ xem', 'Người duyệt', 'Tài chính', 'Kiểm toán']) {
      assert.ok(vietnamese.text.includes(label), label);
    }
    for (const { email, password } of portal().users) {
      assert.ok(vietnamese.text.includes(email) && vietnamese.text.includes(password), email);
    }
    assert.doesNotMatch(vietnamese.text, /partner_admin|provider_admin|Hợp đồng/);
    assert.match(vietnamese.text, /href="\?lang=en"/);
    const english = await portal().client({ language: 'vi' }).get('/?lang=en', { expect: 200 });
    checkPage(english, 'en');
    assert.match(english.text, /Administrator/);
    assert.match(english.text, /href="\?lang=vi"/);
  });
}, { engines: ['sqlite'], settings: { 'web.directory': '/nowhere' } });

onBothEngines('the page behind a mailed link', (portal) => {
  test('of an invitation tells what it is for and which call takes it, and that call does', async () => {
    const admin = await portal().as('partner_admin');
    const email = freshEmail('moi');
    await admin.post('/api/v1/staff', { email, name: 'Lê Văn Mới', roles: ['viewer'] }, { expect: 201 });
    const { path, token } = await portal().mailTo(email);
    assert.equal(path, `/invitation/${token}`);
    const reader = portal().client({ language: 'vi' });
    const page = await reader.get(path, { expect: 200 });
    checkPage(page, 'vi');
    assert.match(page.text, /nhận lời mời/);
    assert.ok(page.text.includes(email) && page.text.includes(admin.user.partner.name));
    checkPage(await reader.get(`${path}?lang=en`, { expect: 200 }), 'en');
    const call = /(\/api\/v1\/invitations\/[\w.-]+)/.exec(page.text)[1];
    await reader.post(call, { password: 'một câu đủ dài để nhớ' }, { expect: 204 });
    const used = await reader.get(path, { expect: 410 });
    checkPage(used, 'vi');
    assert.ok(!used.text.includes(token) && !used.text.includes(email));
    await reader.send('POST', path, { expect: 405 });
    assert.ok(!portal().log.includes(token), 'the token stands in the log');
  });

  test('of a password reset does the same', async () => {
    const { email } = portal().demoUser('viewer');
    const reader = portal().client({ language: 'en' });
    await reader.post('/api/v1/password-resets', { email }, { expect: 202 });
    const { path, token } = await portal().mailTo(email, { template: 'password_reset' });
    assert.equal(path, `/password-reset/${token}`);
    const page = await reader.get(path, { expect: 200 });
    checkPage(page, 'en');
    assert.match(page.text, /sets a new password/);
    const call = /(\/api\/v1\/password-resets\/[\w.-]+)/.exec(page.text)[1];
    await portal().moveClock({ hours: 2 });
    checkPage(await reader.get(path, { expect: 410 }), 'en');
    await reader.get(call, { expect: 410 });
    assert.ok(!portal().log.includes(token), 'the token stands in the log');
  });

  test('that nobody has is 404 and shows nothing of it', async () => {
    for (const kind of ['invitation', 'password-reset']) {
      for (const token of ['x', '%3Cscript%3Ealert(1)', `${randomId('usr')}.${'A'.repeat(32)}`]) {
        const page = await portal().client({ language: 'vi' }).get(`/${kind}/${token}`, { expect: 404 });
        checkPage(page, 'vi');
        assert.match(page.text, /Không dùng được liên kết này/);
        assert.ok(!page.text.includes('alert(1)'));
      }
    }
  });
}, { settings: { 'log.level': 'debug', 'web.directory': '/nowhere' } });

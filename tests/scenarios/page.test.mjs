// The built page as the program serves it: a small folder stands for the real one. Its own paths all
// answer index.html with a fresh nonce, its files keep their own rules, and what is a call's stays so.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import zlib from 'node:zlib';
import { openPage, startBrowser } from '../harness/browser.mjs';
import { exchange } from '../harness/http.mjs';
import { onBothEngines, startPortal } from '../harness/portal.mjs';
import { freshEmail, randomId } from '../harness/world.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-test-page-'));
const web = path.join(folder, 'web');
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const script = `
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
const style = document.createElement('style');
style.nonce = document.querySelector('meta[name=nonce]').content;
style.textContent = 'h1 { color: rgb(1, 2, 3) }';
document.head.append(style);
const mail = document.createElement('iframe');
mail.title = 'mail';
mail.setAttribute('sandbox', '');
mail.srcdoc = '<p style="color: rgb(4, 5, 6)">a mail</p><script>top.violations.push("script of a mail")</scr' + 'ipt>';
document.body.append(mail);
`;
const index = `<!doctype html>
<html lang="__LANG__"><head><meta charset="utf-8"><title>__TITLE__</title><meta name="nonce" content="__CSP_NONCE__">
<script type="module" src="/assets/index-BxYz12_4.js"></script><style nonce="__CSP_NONCE__">h1 { margin: 7px }</style></head>
<body><h1>The page</h1><p>${'a long text, so that it is worth packing. '.repeat(40)}</p></body></html>`;

fs.mkdirSync(path.join(web, 'assets'), { recursive: true });
const files = {
  'index.html': index,
  'assets/index-BxYz12_4.js': script,
  'assets/index-BxYz12_4.js.gz': zlib.gzipSync(script),
  'assets/index-BxYz12_4.js.br': zlib.brotliCompressSync(script),
  'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '.env': 'secret of the page',
  '../outside.txt': 'secret outside',
};
for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(web, name), content);
fs.symlinkSync('../outside.txt', path.join(web, 'link.txt'));

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'vi' };
const settings = { 'web.directory': web, 'log.level': 'debug' };

/** What index.html keeps to, whatever path and status it has; answers its nonce. */
function checkIndex(answer, status = 200) {
  assert.equal(answer.status, status, answer.text.slice(0, 300));
  assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('etag'), null);
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  const [, nonce] = /<meta name="nonce" content="([\w-]{22})">/.exec(answer.text);
  assert.equal(answer.headers.get('content-security-policy'),
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data:; `
    + "font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
  assert.equal(answer.text.split(nonce).length, 3, 'the nonce stands in every place');
  assert.doesNotMatch(answer.text, /__(CSP_NONCE|LANG|TITLE)__/);
  return nonce;
}

onBothEngines('the page', (portal) => {
  const get = (where, headers = html, method = 'GET') => exchange(portal().url, { method, path: where, headers });

  test('stands behind every path of its own, with a fresh nonce each time', async () => {
    const nonces = new Set();
    const paths = ['/', '/index.html', '/registrations', `/registrations/${randomId('reg')}`, '/nothing/of/the/kind', '/consents', '/?lang=vi'];
    for (const where of paths) nonces.add(checkIndex(await get(where)));
    assert.equal(nonces.size, paths.length);
    for (const headers of [{}, { accept: '*/*' }]) checkIndex(await get('/registrations', headers));
  });

  test('speaks the reader\'s language before its script does', async () => {
    const vietnamese = (await get('/registrations')).text;
    assert.match(vietnamese, /<html lang="vi">/);
    assert.match(vietnamese, /<title>Cổng đối tác của [^<]+<\/title>/);
    assert.match((await get('/registrations?lang=en')).text, /<html lang="en">/);
    assert.match((await get('/registrations', { ...html, 'accept-language': 'en' })).text, /<html lang="en">.*<title>[^<]*[Pp]ortal/);
  });

  test('is packed by the way, and has no body for HEAD, no part for Range, nothing kept for If-None-Match', async () => {
    const packed = await get('/registrations', { ...html, 'accept-encoding': 'gzip' });
    assert.equal(packed.headers.get('content-encoding'), 'gzip');
    assert.match(zlib.gunzipSync(packed.bytes).toString(), /<h1>The page<\/h1>/);
    for (const where of ['/', '/registrations', '/assets/index-BxYz12_4.js']) {
      const head = await get(where, html, 'HEAD');
      assert.equal(head.status, 200);
      assert.equal(head.bytes.length, 0);
      assert.ok(Number(head.headers.get('content-length')) > 100);
    }
    checkIndex(await get('/registrations', { ...html, range: 'bytes=0-9' }));
    checkIndex(await get('/registrations', { ...html, 'if-none-match': '*' }));
  });

  test('comes with its files, the hashed ones for a year', async () => {
    const plain = await get('/assets/index-BxYz12_4.js', {});
    assert.equal(plain.status, 200);
    assert.equal(plain.text, script);
    assert.equal(plain.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.equal(plain.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(plain.headers.get('x-content-type-options'), 'nosniff');
    const brotli = await get('/assets/index-BxYz12_4.js', { 'accept-encoding': 'gzip, br' });
    assert.equal(brotli.headers.get('content-encoding'), 'br');
    assert.equal(zlib.brotliDecompressSync(brotli.bytes).toString(), script);
    const gzip = await get('/assets/index-BxYz12_4.js', { 'accept-encoding': 'gzip' });
    assert.equal(zlib.gunzipSync(gzip.bytes).toString(), script);
    const kept = await get('/assets/index-BxYz12_4.js', { 'if-none-match': plain.headers.get('etag') });
    assert.equal(kept.status, 304);
    assert.equal(kept.bytes.length, 0);
    const icon = await get('/favicon.svg', {});
    assert.equal(icon.headers.get('cache-control'), 'no-cache');
    assert.equal(icon.headers.get('content-type'), 'image/svg+xml');
  });

  test('takes nothing from the calls, and a file that is not there is 404', async () => {
    const absent = ['/api', '/api/v1/nothing', '/consent', '/consent/a/b', '/healthz/x', '/readyz/x', '/metrics/x', '/assets/index-00000000.js',
      '/favicon.ico', '/robots.txt', '/.env', '/a/.git', '/link.txt', '/outside.txt', '/assets/index-BxYz12_4.js.gz'];
    for (const where of absent) {
      const answer = await get(where);
      assert.equal(answer.status, 404, where);
      assert.equal(answer.json?.code, 'not_found', where);
    }
    for (const where of ['/../outside.txt', '/assets/../../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/assets//x', '/a%5c..%5coutside.txt']) {
      const answer = await get(where);
      assert.equal(answer.status, 400, where);
      assert.ok(!answer.text.includes('secret'), where);
    }
    for (const headers of [{ accept: 'application/json' }, { accept: 'text/html;q=0' }]) {
      assert.equal((await get('/registrations', headers)).status, 404, headers.accept);
    }
    for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await get('/registrations', html, method)).status, 404, method);
    assert.equal((await get('/', html, 'POST')).status, 405);
    assert.equal((await get('/healthz')).json.status, 'up');
    assert.match((await get('/openapi.yaml')).text, /^openapi:/);
    assert.match((await get('/consent/x')).headers.get('content-security-policy'), /^default-src 'none'/);
    assert.doesNotMatch((await get('/consent/x')).text, /The page/);
  });

  test('is what the mailed links lead to, with the status that the link has', async () => {
    const admin = await portal().as('partner_admin');
    const email = freshEmail('moi');
    await admin.post('/api/v1/staff', { email, name: 'Lê Văn Mới', roles: ['viewer'] }, { expect: 201 });
    const invitation = await portal().mailTo(email);
    checkIndex(await get(invitation.path));
    const nobody = portal().client();
    await nobody.post(`/api/v1/invitations/${invitation.token}`, { password: 'một câu đủ dài để nhớ' }, { expect: 204 });
    const used = await get(invitation.path);
    checkIndex(used, 410);
    assert.ok(!used.text.includes(invitation.token));

    await nobody.post('/api/v1/password-resets', { email }, { expect: 202 });
    const reset = await portal().mailTo(email, { template: 'password_reset' });
    checkIndex(await get(reset.path));
    for (const kind of ['invitation', 'password-reset']) {
      checkIndex(await get(`/${kind}/x`), 404);
      checkIndex(await get(`/${kind}`));
      assert.equal((await get(`/${kind}/x`, html, 'POST')).status, 405);
    }
    for (const token of [invitation.token, reset.token]) assert.ok(!portal().log.includes(token), 'a token stands in the log');
  });

  test('runs in a browser under its policy, with a mail in a frame', async () => {
    const browser = await startBrowser();
    try {
      const page = await openPage(browser, portal().url);
      // The mail's own script is refused by its sandbox, which the console tells.
      page.removeAllListeners('console');
      await page.goto(`${portal().url}/registrations`);
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('h1')).color), 'rgb(1, 2, 3)');
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('h1')).marginTop), '7px');
      const mail = page.frameLocator('iframe[title=mail]').locator('p');
      assert.equal(await mail.evaluate((element) => getComputedStyle(element).color), 'rgb(4, 5, 6)');
      assert.deepEqual(await page.evaluate(() => window.violations), []);
      assert.deepEqual(page.complaints, []);
    } finally {
      await browser.close();
    }
  });
}, { engines: ['sqlite'], settings });

test('without a page on disk the program says so once, and the small ones stand in', async () => {
  const empty = path.join(folder, 'empty');
  fs.mkdirSync(empty);
  for (const directory of [empty, path.join(folder, 'nowhere')]) {
    const portal = await startPortal({ settings: { 'web.directory': directory } });
    try {
      assert.equal(portal.log.split('no page is there').length, 2, portal.log);
      assert.match((await exchange(portal.url, { path: '/', headers: html })).text, /openapi\.yaml/);
      assert.equal((await exchange(portal.url, { path: '/registrations', headers: html })).json.code, 'not_found');
    } finally {
      await portal.remove();
    }
  }
});

// What a first visit transfers, packed as a browser asks for it: the customer's page and the partner's accounts.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPage, phone, startBrowser } from '../harness/browser.mjs';
import { pageOf } from '../harness/people.mjs';
import { engines, startPortal } from '../harness/portal.mjs';
import { addRegistration } from '../harness/world.mjs';

const kilobyte = 1000;

describe('a first visit transfers at most', () => {
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

  /** Bytes over the line of everything that the next load of this path asks for, with nothing in the cache. */
  const transferred = async (page, path, shown) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.clearBrowserCache');
    const names = new Map();
    const sizes = new Map();
    devtools.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, response));
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
    await page.goto(portal.url + path);
    await shown(page).first().waitFor();
    await page.waitForLoadState('networkidle');
    for (const { url, headers } of names.values()) {
      const packed = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-encoding')?.[1];
      if (/\/assets\/.*\.(js|css)$/.test(url)) assert.equal(packed, 'br', url);
    }
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
  };

  test('20 KB for the customer\'s page', async () => {
    const { email } = await addRegistration(portal);
    const page = await openPage(browser, portal.url, phone);
    const bytes = await transferred(page, (await portal.mailTo(email)).path, (each) => each.getByRole('heading', { level: 1 }));
    assert.ok(bytes <= 20 * kilobyte, `${bytes} bytes`);
    await page.context().close();
  });

  for (const [size, view, rows] of [['a phone', phone, '.cards'], ['a wide window', {}, 'table']]) {
    test(`370 KB for the accounts in ${size}`, async () => {
      const page = await pageOf(browser, portal, 'partner_admin', '/healthz', view);
      const bytes = await transferred(page, '/accounts', (each) => each.locator(rows));
      assert.ok(bytes > 100 * kilobyte && bytes <= 370 * kilobyte, `${bytes} bytes`);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
});

// Debian's Chromium, driven by playwright-core, which downloads nothing.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const desktop = { viewport: { width: 1366, height: 900 } };
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

export async function startBrowser() {
  const { stdout } = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' });
  assert.ok(stdout, 'chromium is not installed (apt-get install chromium)');
  return chromium.launch({
    executablePath: stdout.trim(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/**
 * A page of its own, which keeps in `page.complaints` what a visitor should never cause: errors in the
 * console or in a script, violations of the policy, requests to elsewhere.
 */
export async function openPage(browser, origin, { language = 'vi', ...options } = {}) {
  const context = await browser.newContext({
    locale: language === 'vi' ? 'vi-VN' : 'en-GB', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce', ...desktop, ...options,
  });
  // Long enough for a busy machine, short enough to tell of what never comes.
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.complaints = [];
  await page.addInitScript(() => addEventListener('securitypolicyviolation', (event) => {
    console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  }));
  // The status of a refused form is said in the console too; that is no fault of the page.
  page.on('console', (message) => {
    if (message.type() === 'error' && !/the server responded with a status of 4/.test(message.text())) page.complaints.push(message.text());
  });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) page.complaints.push(`asks ${request.url()}`);
  });
  return page;
}

/** What axe finds (WCAG 2.2 AA and its best practices), a scroll bar below, and what the page has caused so far. */
export async function assertSound(page, where) {
  // What is dimmed gives way to what is being read.
  await page.waitForFunction(() => document.querySelector('.stale') === null);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, html, any }) => `${target} ${html.slice(0, 200)} ${any[0]?.message ?? ''}`).join('\n  ')}`);
  assert.deepEqual(found, [], `${where}: axe`);
  const { content, window } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: innerWidth }));
  assert.ok(content <= window, `${where}: ${content} px wide in a window of ${window} px`);
  assert.deepEqual(page.complaints, [], where);
}

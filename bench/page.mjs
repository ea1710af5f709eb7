// The page in Chromium: how long from a key press to rows over 100,000 registrations, and what a slowed phone needs to
// show the accounts for the first time. Part of bench.mjs.

import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];

async function chromium(repository) {
  const here = createRequire(path.join(repository, 'tests/package.json'));
  const { chromium: driver } = await import(pathToFileURL(here.resolve('playwright-core')).href).then((all) => all.default ?? all);
  const executablePath = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();
  return driver.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run'] });
}

async function signIn(context, url, person) {
  const page = await context.newPage();
  const answer = await page.request.post(`${url}/api/v1/session`, { data: person, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`cannot sign in: ${await answer.text()}`);
  return page;
}

/** Milliseconds from each key press, filter or turn of the page to its rows, in the browser. */
export async function listTimes(repository, url, person, words) {
  const browser = await chromium(repository);
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1366, height: 900 } });
  const page = await signIn(context, url, person);
  await page.goto(`${url}/accounts`);
  await page.getByRole('table').waitFor();
  // The clock starts in the page at the press itself and stops after the frame that shows the answer's rows.
  await page.evaluate(() => {
    globalThis.took = (act) => new Promise((done) => {
      const rows = () => document.querySelector('.list:not(.stale) tbody, .empty')?.textContent ?? '';
      const before = rows();
      const begin = performance.now();
      const look = () => {
        const now = rows();
        const waiting = document.querySelector('.list.stale, .list[aria-busy="true"]');
        if (now !== '' && now !== before && !waiting) requestAnimationFrame(() => done(performance.now() - begin));
        else requestAnimationFrame(look);
      };
      act();
      requestAnimationFrame(look);
    });
    globalThis.type = (text) => {
      const input = document.querySelector('input[type=search]');
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    };
  });
  const typed = [];
  for (const word of words) {
    typed.push(await page.evaluate((text) => globalThis.took(() => globalThis.type(text)), word));
    typed.push(await page.evaluate(() => globalThis.took(() => globalThis.type(''))));
  }
  const turned = [];
  for (let turn = 0; turn < 10; turn += 1) {
    turned.push(await page.evaluate(() => globalThis.took(() => document.querySelector('.pages button:last-child').click())));
  }
  await browser.close();
  return { typed: median(typed), turned: median(turned) };
}

/** Lighthouse's log-normal curve through its two points (value of score 0.9, value of score 0.5). */
function score(value, good, middle) {
  const erf = (x) => {
    const t = 1 / (1 + 0.3275911 * Math.abs(x));
    const y = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
    return x < 0 ? -y : y;
  };
  if (value <= 0) return 1;
  const deviation = Math.log(middle / good) / 0.9061938024368232;
  return (1 - erf(Math.log(value / middle) / deviation)) / 2;
}

/** A first load of /accounts on a phone whose processor is 4 times slower, at 1.6 Mbit/s and 150 ms, like Lighthouse's. */
export async function phoneLoad(repository, url, person) {
  const browser = await chromium(repository);
  const loads = [];
  for (let load = 0; load < 3; load += 1) {
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
    const page = await signIn(context, url, person);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
    await page.addInitScript(() => {
      globalThis.seen = { long: [], shift: 0, largest: 0 };
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => globalThis.seen.long.push([entry.startTime, entry.duration]))).observe({ type: 'longtask', buffered: true });
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { if (!entry.hadRecentInput) globalThis.seen.shift += entry.value; })).observe({ type: 'layout-shift', buffered: true });
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { globalThis.seen.largest = entry.startTime; })).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    await page.goto(`${url}/accounts`);
    await page.locator('.cards, .empty').first().waitFor();
    await page.waitForTimeout(4000);
    const { seen, painted } = await page.evaluate(() => ({ seen: globalThis.seen, painted: performance.getEntriesByName('first-contentful-paint')[0].startTime }));
    const blocked = seen.long.filter(([start]) => start >= painted - 50).reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
    const largest = Math.max(seen.largest, painted);
    // Its speed index needs a film; the largest paint stands in for it, which is no better than it.
    const performance_ = 0.1 * score(painted, 1800, 3000) + 0.1 * score(largest, 3387, 5800) + 0.25 * score(largest, 2500, 4000)
      + 0.3 * score(blocked, 200, 600) + 0.25 * score(seen.shift, 0.1, 0.25);
    loads.push({ performance: 100 * performance_, firstPaintMs: painted, largestPaintMs: largest, blockedMs: blocked, shift: seen.shift, kilobytes: bytes / 1000 });
    await context.close();
  }
  await browser.close();
  loads.sort((a, b) => a.performance - b.performance);
  return loads[1];
}

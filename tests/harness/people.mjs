// People of the demo at the page: each in a browser context of their own.

import { openPage } from './browser.mjs';

/** The server may close a kept connection while a request is on its way: RFC 9110, 9.2.2. */
export const maxRetries = 2;

/** A page of whoever has this role, signed in without the form; it shows `path`. */
export async function pageOf(browser, portal, role, path = '/', { partner = 0, audience, theme, ...options } = {}) {
  const { email, password } = portal.demoUser(role, { audience, partner });
  return pageOfPerson(browser, portal, { email, password }, path, { theme, ...options });
}

export async function pageOfPerson(browser, portal, { email, password }, path = '/', { theme, language = 'vi', ...options } = {}) {
  const page = await openPage(browser, portal.url, { language, ...options });
  const origin = { origin: portal.url, 'accept-language': language };
  const session = await (await page.request.post(`${portal.url}/api/v1/session`, { data: { email, password }, headers: origin, maxRetries })).json();
  const headers = { ...origin, 'x-csrf-token': session.csrf_token };
  const change = async (where, data) => {
    const etag = (await page.request.get(portal.url + where, { maxRetries })).headers().etag;
    await page.request.patch(portal.url + where, { data, headers: { ...headers, 'if-match': etag }, maxRetries });
  };
  await change('/api/v1/profile', { language });
  if (theme) await change('/api/v1/profile/preferences', { theme });
  await page.goto(portal.url + path);
  return page;
}

// Somebody who talks to the portal: a browser with its cookie and CSRF token, or a program with an
// API key. Every answer is checked against the contract; an undocumented one fails the test at the
// call that got it. `answered` remembers which operations gave which statuses.

import assert from 'node:assert/strict';
import { complaints, findOperation } from './contract.mjs';
import { exchange } from './http.mjs';

export const answered = new Map();

function remember(method, pathname, status) {
  const operation = findOperation(method, pathname);
  if (!operation) return;
  if (!answered.has(operation.id)) answered.set(operation.id, new Set());
  answered.get(operation.id).add(status);
}

export class Client {
  constructor(url, { language = 'en', apiKey } = {}) {
    this.url = url;
    this.language = language;
    this.apiKey = apiKey;
    this.cookies = new Map();
    this.csrf = null;
    this.user = null;
  }

  /**
   * `body` is made JSON unless `raw` is given; `type` replaces its content type; `csrf: false`
   * leaves the token out; `again: false` never sends it a second time. `expect` is the status, or a list of them, that the answer must have.
   */
  async send(method, path, { body, raw, type, headers = {}, csrf = true, expect, checked = true, again, timeout } = {}) {
    const sent = { 'accept-language': this.language };
    if (this.apiKey) sent.authorization = `Bearer ${this.apiKey}`;
    if (this.cookies.size) sent.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (csrf && this.csrf && !['GET', 'HEAD', 'OPTIONS'].includes(method)) sent['x-csrf-token'] = this.csrf;
    const content = raw !== undefined ? raw : body === undefined ? undefined : JSON.stringify(body);
    if (content !== undefined && type !== null) sent['content-type'] = type ?? 'application/json';
    const answer = await exchange(this.url, { method, path, body: content, headers: { ...sent, ...headers }, again, timeout });
    this.keepCookies(answer.setCookies);
    const pathname = path.split('?')[0];
    remember(method, pathname, answer.status);
    if (checked) {
      const wrong = complaints(method, pathname, answer);
      assert.deepEqual(wrong, [], wrong.join('\n'));
    }
    if (expect !== undefined) {
      assert.ok([expect].flat().includes(answer.status),
        `${method} ${path} answered ${answer.status} instead of ${expect}: ${answer.text.slice(0, 600)}`);
    }
    return answer;
  }

  keepCookies(setCookies) {
    for (const line of setCookies) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      const gone = value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute));
      if (gone) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  /** The same person with the same session at another copy of the program. */
  at(url) {
    return Object.assign(new Client(url), { ...this, url, cookies: new Map(this.cookies) });
  }

  get(path, options) { return this.send('GET', path, options); }
  post(path, body, options = {}) { return this.send('POST', path, { body, ...options }); }
  put(path, body, options = {}) { return this.send('PUT', path, { body, ...options }); }
  delete(path, options) { return this.send('DELETE', path, options); }

  /** With the If-Match that a GET of the same path gives, unless one is passed. */
  async patch(path, body, options = {}) {
    let match = options.headers?.['if-match'];
    if (match === undefined) match = (await this.get(path, { expect: 200 })).headers.get('etag');
    return this.send('PATCH', path, { body, ...options, headers: { ...options.headers, 'if-match': match } });
  }

  async signIn(email, password, code) {
    const answer = await this.post('/api/v1/session', { email, password, code });
    if (answer.status === 200) {
      this.csrf = answer.json.csrf_token;
      this.user = answer.json.user;
    }
    return answer;
  }

  /** All rows of a list, page by page. */
  async all(path, { limit = 200 } = {}) {
    const rows = [];
    let cursor = null;
    do {
      const joint = path.includes('?') ? '&' : '?';
      const next = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page = (await this.get(`${path}${joint}limit=${limit}${next}`, { expect: 200 })).json;
      rows.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor);
    return rows;
  }

  form(path, fields, options = {}) {
    return this.send('POST', path, {
      raw: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded', csrf: false, ...options,
    });
  }
}

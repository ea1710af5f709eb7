// The provider's directory of accounts as api/directory.openapi.yaml wants it: a real HTTP server that
// can also be slow, wrong or gone. Its own answers and the portal's questions are checked against that
// contract.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { repository } from './contract.mjs';

const contract = parse(fs.readFileSync(path.join(repository, 'api/directory.openapi.yaml'), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
ajv.addSchema({ $id: 'directory', components: contract.components });
const lookup = contract.paths['/accounts/lookup'].post;

function validatorOf({ content }) {
  return ajv.compile(JSON.parse(JSON.stringify(content['application/json'].schema).replaceAll('"#/', '"directory#/')));
}

const question = validatorOf(lookup.requestBody);
const answer = validatorOf(lookup.responses['200']);

export class DirectoryServer {
  constructor(key = 'a-key-of-the-directory') {
    this.key = key;
    this.accounts = new Map();
    this.asked = [];  // the addresses of each question
    this.wrong = [];  // what was wrong with questions
    this.behave();
    this.port = 0;
  }

  /** Settings of a portal that asks this server. */
  settings() {
    return { 'directory.kind': 'http', 'directory.url': `http://127.0.0.1:${this.port}/v1`, 'directory.key': this.key };
  }

  /** `act(response, accounts, request)` answers from now on; nothing: the accounts, as it should. */
  behave(act = null) { this.act = act; }

  put(...accounts) {
    for (const { language = 'vi', ...rest } of accounts) this.accounts.set(rest.email, { language, ...rest });
    return accounts;
  }

  /** On the same port as before, if there was one. */
  async start() {
    this.server = http.createServer((request, response) => this.serve(request, response));
    await new Promise((ready, fail) => {
      this.server.once('error', fail);
      this.server.listen(this.port, '127.0.0.1', ready);
    });
    this.port = this.server.address().port;
    return this;
  }

  async stop() {
    const { server } = this;
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  }

  async serve(request, response) {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const emails = this.check(request, Buffer.concat(pieces).toString('utf8'));
    this.asked.push(emails);
    const accounts = emails.map((email) => this.accounts.get(email)).filter(Boolean);
    if (this.act) {
      this.act(response, accounts, request);
    } else {
      assert.ok(answer({ accounts }), JSON.stringify(answer.errors));
      json(response, { accounts });
    }
  }

  check({ method, url, headers }, text) {
    const complain = (wrong) => { if (wrong) this.wrong.push(wrong); };
    complain(method !== 'POST' && method);
    complain(url !== '/v1/accounts/lookup' && url);
    complain(headers.authorization !== `Bearer ${this.key}` && 'the key');
    complain(!/^application\/json/.test(headers['content-type']) && headers['content-type']);
    try {
      const body = JSON.parse(text);
      complain(!question(body) && JSON.stringify(question.errors));
      return body.emails;
    } catch (error) {
      complain(`${error.message}: ${text.slice(0, 100)}`);
      return [];
    }
  }
}

/** Answers this as JSON, or as another content type. */
export function json(response, body, { status = 200, type = 'application/json', headers = {} } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

const changed = (change) => (response, accounts) => json(response, { accounts: accounts.map((account) => ({ ...account, ...change })) });

/** Every way in which an answer is none, by name. */
export const nonsense = {
  ...Object.fromEntries([201, 204, 302, 400, 401, 403, 404, 429, 500, 502, 503].map((status) => [`status ${status}`, (response, accounts, request) => {
    const headers = status === 302 ? { location: `${request.url}?again=1` } : {};
    json(response, status === 204 ? '' : { accounts }, { status, headers });
  }])),
  'another content type': (response, accounts) => json(response, { accounts }, { type: 'text/html' }),
  'no JSON': (response) => json(response, '{"accounts": ['),
  'an empty body': (response) => json(response, ''),
  'a list': (response, accounts) => json(response, accounts),
  'no accounts': (response) => json(response, {}),
  'null accounts': (response) => json(response, { accounts: null }),
  'a field too many': (response, accounts) => json(response, { accounts, total: accounts.length }),
  'a field too many in an account': changed({ vip: true }),
  'a field missing in an account': changed({ in_poc: undefined }),
  'a text for a number': changed({ services_in_use: '0' }),
  'a fraction': changed({ services_in_use: 0.5 }),
  'a negative count': changed({ services_in_use: -1 }),
  'a text for a truth': changed({ provider_discount: 'no' }),
  'another currency': changed({ credit_balance: { amount: 0, currency: 'USD' } }),
  'an amount beyond all bounds': changed({ credit_balance: { amount: 1e300, currency: 'VND' } }),
  'an unknown kind': changed({ kind: 'reseller' }),
  'an account that was not asked for': changed({ email: 'somebody.else@customers.example' }),
  'an account twice': (response, accounts) => json(response, { accounts: [...accounts, ...accounts] }),
  'more than 4 MiB': (response, accounts) => json(response, `{"accounts":${JSON.stringify(accounts)}${' '.repeat(5 * 1024 * 1024)}}`),
  'half an answer': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
    response.write('{"accounts":');
    setTimeout(() => response.destroy(), 20);
  },
  'no answer': (response) => response.destroy(),
};

// No request hides in another: the program alone, and behind nginx and HAProxy as packaging/ sets them up.
// The hidden request asks for /readyz, which neither proxy passes on; when the program ever handles it, it
// came inside a request that the proxy read another way.

import assert from 'node:assert/strict';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { after, before, describe, test } from 'node:test';
import { malformed } from '../harness/framing.mjs';
import { eventually, exchange } from '../harness/http.mjs';
import { startPortal } from '../harness/portal.mjs';
import { behindProxy, host, Proxy } from '../harness/proxies.mjs';
import { eligibleAccount, putAccounts } from '../harness/world.mjs';

const hidden = `GET /readyz HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

/**
 * What a proxy takes though the program would not, and sends on in its right form, as RFC 9112 lets it:
 * then the answer may be 2xx. Nothing else of the table may get one.
 */
const mendedByBoth = [
  'a length with two spaces before', 'a length with a space behind', 'TE with two spaces', 'TE with a space behind', 'TE behind a bare LF',
  'TE with a bare LF', 'chunks: a space behind the size', 'chunks: a tab behind the size', 'chunks: LF after the size', 'chunks: LF after the data',
  'chunks: LF after the last chunk', 'chunks: an extension', 'chunks: an extension of the last chunk', 'chunks: an extension without a name',
  'chunks: an extension that hides a chunk', 'LF only', 'LF after the request line', 'LF after a field', 'LF for the empty line',
  'two spaces before the target', 'two spaces before the version', 'an empty line in front', 'HTTP/1.2',
];
const mendedBy = {
  nginx: [
    ...mendedByBoth, 'TE in capitals', 'TE with a bare CR', 'chunks: a long extension', 'chunks: a trailer', 'chunks: a trailer that frames',
    'chunks: a trailer that frames otherwise', 'chunks: a folded trailer', 'chunks: a trailer that is a request', 'a bare CR at the end of a line',
    'a field without a colon', 'a name with bytes above ASCII', 'a space behind the version', 'HTTP/0.9', 'HTTP/1.10', 'absolute-form',
  ],
  haproxy: [
    ...mendedByBoth, 'two lengths alike', 'chunked, then a length', 'a length, then chunked', 'a length with a tab before', 'a list of lengths',
    'a list of lengths without a space', 'TE with a tab', 'TE folded', 'obs-fold by a space', 'obs-fold of a length', 'a tab in the request line',
    'HTTP/2.0', 'HTTP/9.9', 'two Hosts alike',
  ],
};

/** Sends the bytes and reads until the other side closes, or says nothing for so long; longer before its first word. */
async function converse(socket, bytes, { first = 1000, silence = 250 } = {}) {
  let received = '';
  const closed = await new Promise((done) => {
    let late = setTimeout(() => done(false), first);
    socket.on('data', (piece) => {
      received += piece.toString('latin1');
      clearTimeout(late);
      late = setTimeout(() => done(false), silence);
    });
    socket.on('error', () => {});
    socket.once('close', () => done(true));
    socket.write(bytes);
  });
  socket.destroy();
  const statuses = [...received.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map((found) => Number(found[1]));
  return { received, statuses, closed };
}

/** The requests that the program has handled, from its log; what its gate refuses has no route. */
function handledBy(portal) {
  const lines = portal.log.matchAll(/ debug http request .*?route=(\S+) status=(\d+) address=(\S+)/g);
  return [...lines].map(([, route, status, address]) => ({ route, status: Number(status), address })).filter(({ route }) => route !== '""');
}

/** One request by node's own client: {status, headers, bytes, again}; `again`: on a connection that was used before. */
function askThrough(proxy, { method = 'GET', headers = {}, pieces = [], ...more }) {
  return new Promise((done, fail) => {
    const request = https.request(proxy.route({ method, headers: { host, ...headers }, ...more }), (response) => {
      const received = [];
      response.on('data', (piece) => received.push(piece));
      response.on('error', fail);
      response.on('end', () => done({
        status: response.statusCode, headers: response.headers, bytes: Buffer.concat(received), again: request.reusedSocket,
      }));
    });
    request.on('error', fail);
    for (const piece of pieces) request.write(piece);
    request.end();
  });
}

/** The status that HTTP/2 answers, or 'closed'. */
async function talk2(proxy, headers, body) {
  const session = http2.connect(`https://127.0.0.1:${proxy.secure}`, { servername: host, ca: proxy.authority });
  session.on('error', () => {});
  try {
    return await new Promise((done) => {
      const stream = session.request(headers, { endStream: body === undefined });
      stream.on('response', (response) => done(response[':status']));
      stream.on('error', () => done('closed'));
      stream.on('close', () => done('closed'));
      if (body !== undefined) stream.end(body);
    });
  } finally {
    session.destroy();
  }
}

function lines(fields) {
  return Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('');
}

/** A PUT that changes nothing, as often as it is sent. */
async function harmlessPut(portal) {
  const account = eligibleAccount({ name: 'Customer' });
  await putAccounts(portal, [account]);
  const admin = await portal.as('provider_admin');
  const fields = {
    cookie: [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'x-csrf-token': admin.csrf, 'content-type': 'application/json',
  };
  return { path: '/api/v1/directory/accounts', fields, body: JSON.stringify({ accounts: [account] }) };
}

/** Calls in their right form, with the hidden request behind them; one has a body that looks like it. */
function wellFormed({ path, fields, body }) {
  const put = (framing, content) => `PUT ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines(fields)}${framing}\r\n\r\n${content}${hidden}`;
  const chunks = (text) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  return [
    { route: path, status: 200, bytes: put(`Content-Length: ${body.length}`, body) },
    { route: path, status: 200, bytes: put('Transfer-Encoding: chunked', chunks(body)) },
    { route: path, status: 400, bytes: put(`Content-Length: ${hidden.length}`, hidden) },
    { route: path, status: 400, bytes: put('Transfer-Encoding: chunked', chunks(hidden)) },
    { route: '/healthz', status: 200, bytes: `GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n${hidden}` },
  ];
}

describe('framing', () => {
  let portal = null;
  let put = null;
  let cases = [];
  before(async () => {
    portal = await startPortal({ engine: 'sqlite', settings: { ...behindProxy, 'log.level': 'debug' } });
    put = await harmlessPut(portal);
    // A request is logged once it is answered, so its line may come behind the answer.
    await eventually(() => handledBy(portal).some(({ route }) => route === put.path));
    cases = malformed({ host, put: { ...put, fields: lines(put.fields) }, hidden });
    assert.ok(cases.length >= 150, `${cases.length} requests`);
  });
  after(async () => { await portal?.remove(); });

  /** What was handled since the last time, up to the request with this id. */
  const handledUntil = async (id) => {
    await eventually(() => portal.log.includes(id));
    const handled = handledBy(portal);
    portal.log = '';
    return handled;
  };
  const idIn = (received) => /.*x-request-id: (\S+)/is.exec(received)[1];

  test('that is malformed is refused by the program, and what follows it is not read', async () => {
    const connect = () => net.connect(portal.port, '127.0.0.1');
    portal.log = '';
    for (const { route, status, bytes } of wellFormed(put)) {
      const { statuses, received } = await converse(connect(), bytes, { first: 10_000, silence: 1000 });
      assert.deepEqual(statuses, [status, 200], bytes);
      assert.deepEqual((await handledUntil(idIn(received))).map((each) => each.route), [route, '/readyz']);
    }
    for (const { flaw, bytes } of cases) {
      const { statuses, closed, received } = await converse(connect(), bytes, { first: 5000, silence: 5000 });
      assert.ok(closed, `${flaw}: not closed: ${received}`);
      assert.equal(statuses.length, 1, `${flaw}: ${received}`);
      assert.ok(statuses[0] >= 400 && ![500, 502].includes(statuses[0]), `${flaw}: ${received}`);
      assert.deepEqual(await handledUntil(idIn(received)), [], flaw);
    }
  });

  for (const kind of ['nginx', 'haproxy']) {
    describe(`behind ${kind}`, () => {
      let proxy = null;
      before(async () => { proxy = await Proxy.start(kind, portal.port); });
      after(async () => { await proxy?.stop(); });

      /** A new client gets the answer to its own request, not one that was left on a connection. What was handled until then. */
      const handledBeforeProbe = async (flaw) => {
        const bytes = `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
        const { received, statuses } = await converse(await proxy.connect(), bytes, { first: 5000 });
        assert.deepEqual(statuses, [200], `after ${flaw}: ${received}`);
        assert.ok(received.endsWith('{"status":"up"}'), `after ${flaw}: ${received}`);
        const handled = await handledUntil(idIn(received));
        return handled.slice(0, -1);
      };

      test('that is malformed is refused or mended, and nothing hides in it', async () => {
        portal.log = '';
        for (const { route, status, bytes } of wellFormed(put)) {
          const { statuses } = await converse(await proxy.connect(), bytes, { first: 10_000, silence: 1000 });
          assert.deepEqual(statuses, [status, 404], bytes);
          assert.deepEqual((await handledBeforeProbe(bytes)).map((each) => each.route), [route]);
        }
        for (const { flaw, bytes } of cases) {
          const { statuses, received } = await converse(await proxy.connect(), bytes);
          const handled = await handledBeforeProbe(flaw);
          const story = `${flaw}: ${JSON.stringify(handled)} ${received}`;
          assert.ok(handled.length <= 1 && handled.every(({ route }) => route !== '/readyz'), story);
          const good = [...statuses, ...handled.map(({ status }) => status)].some((status) => status < 400);
          assert.ok(!good || mendedBy[kind].includes(flaw), story);
        }
      });

      test('that is well formed comes through, on one kept connection', async () => {
        const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
        const ask = (method, path, headers = {}, pieces = []) => askThrough(proxy, { agent, method, path, headers, pieces });
        const fields = put.fields;
        const page = await exchange(portal.url, { path: '/openapi.yaml' });
        assert.ok(page.bytes.length > 50_000);
        const first = await ask('GET', '/openapi.yaml');
        assert.deepEqual([first.status, first.again, first.bytes.equals(page.bytes)], [200, false, true]);
        const head = await ask('HEAD', '/openapi.yaml');
        assert.deepEqual([head.status, head.again, head.bytes.length], [200, true, 0]);
        assert.equal(head.headers['content-length'], String(page.bytes.length));
        const { headers: { etag } } = await ask('GET', '/api/v1/profile', fields);
        const change = (tag) => ask('PATCH', '/api/v1/profile', { ...fields, 'if-match': tag }, ['{}']);
        assert.deepEqual([(await change(etag)).status, (await change('"other"')).status], [200, 412]);
        const empty = await ask('OPTIONS', '/api/v1/profile');
        assert.deepEqual([empty.status, empty.again, empty.bytes.length], [204, true, 0]);

        const accounts = Array.from({ length: 500 }, (_, i) => eligibleAccount({ name: `Công ty ${i} ${'x'.repeat(100)}` }));
        const body = Buffer.from(JSON.stringify({ accounts }));
        const pieces = Array.from({ length: Math.ceil(body.length / 1000) }, (_, i) => body.subarray(i * 1000, (i + 1) * 1000));
        const sent = await ask('PUT', put.path, { ...fields, 'transfer-encoding': 'chunked' }, pieces);
        assert.deepEqual([sent.status, sent.again], [200, true], sent.bytes.toString());
        assert.ok(JSON.parse(sent.bytes).results.every(({ outcome }) => outcome === 'created'));
        const list = await ask('GET', `${put.path}?limit=200`, fields);
        assert.deepEqual([list.status, list.again, JSON.parse(list.bytes).data.length], [200, true, 200]);
        agent.destroy();
      });

      test('tells the program whose request it is, whatever a client says of itself', async () => {
        const headers = { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.7', 'x-real-ip': '198.51.100.7' };
        const { email } = portal.demoUser('viewer');
        const signIn = Buffer.from(JSON.stringify({ email, password: 'a wrong password' }));
        const answer = await askThrough(proxy, {
          localAddress: '127.0.0.2', method: 'POST', path: '/api/v1/session', headers: { ...headers, 'content-type': 'application/json' }, pieces: [signIn],
        });
        assert.equal(answer.status, 401);
        const handled = await handledUntil(answer.headers['x-request-id']);
        assert.deepEqual(handled.at(-1), { route: '/api/v1/session', status: 401, address: '127.0.0.2' });
      });

      test('keeps what is for the inside from the outside, and secrets from its log', async () => {
        portal.log = '';
        for (const path of ['/metrics', '/readyz', '/%6detrics', '/readyz?x=y', '/%72eady%7a']) {
          assert.equal((await askThrough(proxy, { path })).status, 404, path);
        }
        assert.deepEqual(await handledBeforeProbe('what is inside'), []);
        for (const path of ['/consent/secret.secret', '/invitation/secret.secret', '/api/v1/password-resets/secret.secret']) await askThrough(proxy, { path });
        const { headers } = await askThrough(proxy, { path: '/api/v1/nowhere' });
        await eventually(() => proxy.log().includes(headers['x-request-id']));
        assert.match(proxy.log(), /"GET \/consent\/-" /);
        assert.doesNotMatch(proxy.log(), /secret/);
        const plain = await exchange(`http://127.0.0.1:${proxy.plain}`, { path: '/staff', headers: { host } });
        assert.deepEqual([plain.status, plain.headers.get('location')], [301, `https://${host}/staff`]);
      });

      test('of HTTP/2 that lies about a length or holds line breaks is refused, and nothing hides in it', async () => {
        const right = { ':method': 'PUT', ':path': put.path, ':authority': host, ...put.fields };
        const lies = {
          'a length of nothing': [{ ...right, 'content-length': 0 }, hidden],
          'a length that is too short': [{ ...right, 'content-length': put.body.length }, put.body + hidden],
          'a length that is too long': [{ ...right, 'content-length': put.body.length + 10 }, put.body],
          'a length that is none': [{ ...right, 'content-length': `${put.body.length}, 0` }, put.body],
          'a length in a field': [{ ...right, x: 'y\r\nContent-Length: 0' }, hidden],
          'chunks in a field': [{ ...right, x: 'y\r\nTransfer-Encoding: chunked' }, `0\r\n\r\n${hidden}`],
          'a request in a field': [{ ':path': '/healthz', ':authority': host, x: `y\r\n\r\n${hidden}` }],
          'a request in the path': [{ ':path': `/healthz HTTP/1.1\r\nHost: ${host}\r\n\r\nGET /readyz`, ':authority': host }],
          'a request in the method': [{ ':method': `GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\nGET`, ':path': '/readyz', ':authority': host }],
          'a request in the authority': [{ ':path': '/healthz', ':authority': `${host}\r\n\r\n${hidden}` }],
        };
        assert.equal(await talk2(proxy, right, put.body), 200);
        await handledBeforeProbe('what is right');  // its line is written after its answer
        for (const [lie, [headers, body]] of Object.entries(lies)) {
          portal.log = '';
          const status = await talk2(proxy, headers, body);
          const handled = await handledBeforeProbe(lie);
          assert.ok(status === 'closed' || status >= 400, `${lie}: ${status}`);
          assert.ok(handled.every((each) => each.status >= 400 && each.route !== '/readyz'), `${lie}: ${JSON.stringify(handled)}`);
        }
      });
    });
  }
});

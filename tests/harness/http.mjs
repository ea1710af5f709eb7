// One HTTP exchange by node:http, which leaves every header to the caller (fetch does not), and
// eventually(), which waits for something to become true without sleeping longer than it must.

import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/**
 * `url` is the origin; `body` a string or Buffer. Answers {status, headers, setCookies, bytes, text, json}.
 * `again: false`: never sent a second time, whatever happened to the first.
 */
export async function exchange(url, options) {
  try {
    return await once(url, options);
  } catch (error) {
    // The server closed the kept connection while the request was on its way: RFC 9110, 9.2.2.
    // The other kept ones may be closed as well, so the second time takes a fresh one.
    if (!error.reused || options.again === false) throw error;
    return once(url, { ...options, by: false });
  }
}

function once(url, { method = 'GET', path, headers = {}, body, timeout = 30_000, by = agent }) {
  return new Promise((done, fail) => {
    const sent = { ...headers };
    if (body !== undefined) sent['content-length'] = Buffer.byteLength(body);
    else if (!['GET', 'HEAD', 'OPTIONS'].includes(method)) sent['content-length'] = 0;
    const { hostname, port } = new URL(url);
    const request = http.request({ agent: by, hostname, port, method, path, headers: sent, timeout }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', fail);
      response.on('end', () => {
        const bytes = Buffer.concat(pieces);
        const plain = new Headers();
        for (const [name, value] of Object.entries(response.headers)) {
          if (name !== 'set-cookie') plain.set(name, String(value));
        }
        const setCookies = response.headers['set-cookie'] ?? [];
        if (setCookies.length) plain.set('set-cookie', setCookies.join(', '));
        const text = bytes.toString('utf8');
        let json;
        if (/json/.test(response.headers['content-type'] ?? '')) {
          try {
            json = JSON.parse(text);
          } catch {
            json = undefined;
          }
        }
        done({ status: response.statusCode, headers: plain, setCookies, bytes, text, json });
      });
    });
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} in ${timeout} ms`)));
    request.on('error', (error) => {
      fail(Object.assign(error, { reused: request.reusedSocket && error.code === 'ECONNRESET' }));
    });
    request.end(body);
  });
}

/** Calls `look` until it neither throws nor answers something false; its answer, or its last failure. */
export async function eventually(look, { within = 15_000, every = 40 } = {}) {
  const deadline = Date.now() + within;
  for (;;) {
    let failure = new Error(`not true within ${within} ms: ${look}`);
    try {
      const value = await look();
      if (value) return value;
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadline) throw failure;
    await pause(every);
  }
}

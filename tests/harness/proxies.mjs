// The real nginx and HAProxy with the configurations of packaging/ before a portal: only their ports,
// their files and the certificate are others, in a folder that is thrown away.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { repository } from './contract.mjs';
import { eventually } from './http.mjs';

export const host = 'portal.example.com';

/** What the configurations want of the portal, as they say at their top. */
export const behindProxy = { base_url: `https://${host}`, trusted_proxies: '127.0.0.1' };

const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

function freePort() {
  return new Promise((done, fail) => {
    const server = net.createServer().once('error', fail).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** The file of packaging/ with these places replaced; each must be there. */
function documented(name, places) {
  return places.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `${name} has no ${from}`);
    return text.replaceAll(from, to);
  }, fs.readFileSync(path.join(repository, 'packaging', name), 'utf8'));
}

const kinds = {
  nginx: ({ folder, plain, secure, upstream, certificate }) => {
    fs.writeFileSync(path.join(folder, 'portal.conf'), documented('nginx.conf', [
      ['  listen [::]:80;\n', ''], ['  listen [::]:443 ssl http2;\n', ''], ['listen 80;', `listen 127.0.0.1:${plain};`],
      ['listen 443 ', `listen 127.0.0.1:${secure} `], ['127.0.0.1:8080;', `127.0.0.1:${upstream};`],
      [`/etc/ssl/${host}/fullchain.pem`, certificate], [`/etc/ssl/${host}/key.pem`, certificate], ['/var/log/nginx/', `${folder}/`],
    ]));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
    fs.writeFileSync(path.join(folder, 'nginx.conf'), `user ${os.userInfo().username};
      worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
      events {} http { ${temporary.join(' ')} include ${folder}/portal.conf; }`);
    return ['nginx', '-p', folder, '-e', `${folder}/error.log`, '-c', `${folder}/nginx.conf`];
  },
  haproxy: ({ folder, plain, secure, upstream, certificate }) => {
    fs.writeFileSync(path.join(folder, 'global.cfg'), 'global\n  log stdout format raw local0\n  nbthread 1\n');
    fs.writeFileSync(path.join(folder, 'portal.cfg'), documented('haproxy.cfg', [
      ['  bind [::]:80 v6only\n', ''], [/ {2}bind \[::\]:443 .*\n/.exec(fs.readFileSync(path.join(repository, 'packaging/haproxy.cfg'), 'utf8'))[0], ''],
      ['bind :80\n', `bind 127.0.0.1:${plain}\n`], ['bind :443 ', `bind 127.0.0.1:${secure} `], [`127.0.0.1:8080\n`, `127.0.0.1:${upstream}\n`],
      [`/etc/haproxy/${host}.pem`, certificate],
    ]));
    return ['haproxy', '-db', '-f', `${folder}/global.cfg`, '-f', `${folder}/portal.cfg`];
  },
};

export class Proxy {
  /** `kind`: nginx or haproxy, in front of this port. */
  static async start(kind, upstream) {
    const proxy = new Proxy();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `portal-${kind}-`));
    Object.assign(proxy, { kind, folder, plain: await freePort(), secure: await freePort(), said: '' });
    const certificate = path.join(folder, 'certificate.pem');
    const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
      '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`, '-keyout', certificate, '-out', `${certificate}.chain`], { encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr ?? String(made.error));
    fs.appendFileSync(certificate, fs.readFileSync(`${certificate}.chain`));
    proxy.authority = fs.readFileSync(`${certificate}.chain`);
    const [file, ...args] = kinds[kind]({ ...proxy, upstream, certificate });
    // Debian keeps both in /usr/sbin, which not everybody's PATH has.
    proxy.child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
    running.add(proxy.child);
    proxy.ended = new Promise((ended) => proxy.child.once('close', ended));
    for (const stream of [proxy.child.stdout, proxy.child.stderr]) stream.on('data', (piece) => { proxy.said += piece; });
    proxy.child.once('error', (error) => { proxy.said += error; });
    await eventually(() => new Promise((done, fail) => {
      proxy.connect().then((socket) => { socket.destroy(); done(true); }, fail);
    })).catch((error) => { throw new Error(`${kind} does not listen (${error.message}): ${proxy.said}`); });
    return proxy;
  }

  /** All that it has logged so far. */
  log() {
    const files = fs.readdirSync(this.folder).filter((name) => name.endsWith('.log'));
    return files.map((name) => fs.readFileSync(path.join(this.folder, name), 'utf8')).join('') + this.said;
  }

  /** What node's clients need to come through: a request to https://portal.example.com. */
  route(more = {}) {
    return { host: '127.0.0.1', port: this.secure, servername: host, ca: this.authority, ...more };
  }

  /** A raw connection, its TLS done. */
  connect(more = {}) {
    return new Promise((done, fail) => {
      const socket = tls.connect(this.route({ ALPNProtocols: ['http/1.1'], ...more }), () => done(socket));
      socket.once('error', fail);
    });
  }

  async stop() {
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await this.ended;
    clearTimeout(late);
    running.delete(this.child);
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

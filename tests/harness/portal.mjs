// The real program on a free port with a data folder of its own, on either engine; its demo users,
// its movable clock, its outbox, its command line.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from './client.mjs';
import { repository } from './contract.mjs';
import { eventually, exchange } from './http.mjs';
import { createDatabase } from './postgresql.mjs';

export const program = process.env.PORTAL_PROGRAM ?? path.join(repository, 'build/release/partner-portal');
export const engines = (process.env.PORTAL_TEST_ENGINES ?? 'sqlite,postgresql').split(',');

const running = new Set();
process.once('exit', () => running.forEach((portal) => portal.child?.kill('SIGKILL')));

/** Cheap passwords, whose cost is not what is tested here, and many tries: all come from one address. */
const quickly = {
  PORTAL_PASSWORD_MEMORY_MIB: '19',
  PORTAL_PASSWORD_PASSES: '2',
  PORTAL_IDENTITY_TRIES_PER_ADDRESS: '10000',
};

/** Settings by their names, {"approval.existing_customer": "require"}, as the environment wants them. */
export function environmentOf(settings) {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) =>
    [`PORTAL_${name.toUpperCase().replaceAll('.', '_')}`, String(value)]));
}

/** The environment without what is meant for the tests or for another portal. */
export function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PORTAL_')));
}

/** Runs a sub-command to its end: {code, stdout, stderr}. */
export function runProgram(args, { env = {}, input = '', timeout = 60_000 } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { env: { ...cleanEnvironment(), ...env }, timeout, killSignal: 'SIGKILL' });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece) => { stdout += piece; });
    child.stderr.on('data', (piece) => { stderr += piece; });
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

export class Portal {
  constructor({ engine, demo, settings, folder, database, removeFolder }) {
    Object.assign(this, { engine, demo, settings, folder, database, removeFolder });
    this.clockFile = path.join(folder, 'clock');
    this.offset = 0;
    this.port = 0;
    this.log = '';
    this.signedIn = new Map();
    this.wrapper = [];  // a command that becomes the program, such as prlimit
    fs.writeFileSync(this.clockFile, '0');
  }

  get url() { return `http://127.0.0.1:${this.port}`; }
  get data() { return path.join(this.folder, 'data'); }

  environment() {
    return {
      ...quickly,
      ...(this.engine === 'postgresql' && { PORTAL_SECRET_KEY: this.secretKey ??= crypto.randomBytes(32).toString('hex') }),
      // A page that was built after the program: `npm run build` in web/ is quicker than both.
      ...(process.env.PORTAL_TEST_PAGE && { PORTAL_WEB_DIRECTORY: path.resolve(process.env.PORTAL_TEST_PAGE) }),
      ...(this.demo && { PORTAL_DEMO_CLOCK_FILE: this.clockFile }),
      ...environmentOf(this.settings),
    };
  }

  /** What every sub-command needs to find this portal's data. */
  where() {
    return ['--data', this.data, ...(this.database ? ['--database', this.database.url] : [])];
  }

  /** Starts the program and waits until it is ready; again on the same port after stop or kill. */
  async start({ within = 60_000 } = {}) {
    const args = ['serve', '--listen', `127.0.0.1:${this.port}`, ...this.where(), ...(this.demo ? ['--demo'] : [])];
    const [file, ...rest] = [...this.wrapper, program, ...args];
    const child = spawn(file, rest, {
      env: { ...cleanEnvironment(), ...this.environment() }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    running.add(this);
    this.ended = new Promise((ended) => child.once('close', (code, signal) => {
      running.delete(this);
      ended({ code, signal });
    }));
    let gone = false;
    this.ended.then(() => { gone = true; });
    let out = '';
    const keep = (piece) => { this.log = (this.log + piece).slice(-2_000_000); };
    child.stdout.on('data', (piece) => { out += piece; keep(piece); });
    child.stderr.on('data', keep);
    child.on('error', (error) => keep(String(error)));
    await eventually(async () => {
      if (gone) return true;
      const said = /listening on http:\/\/[^\s:]+:(\d+)/.exec(out);
      if (!said) return false;
      this.port = Number(said[1]);
      return (await exchange(this.url, { path: '/readyz' })).status === 200;
    }, { within });
    if (gone) throw new Error(`the program ended at its start:\n${this.log.slice(-3000)}`);
    if (this.demo) this.users = JSON.parse(fs.readFileSync(path.join(this.data, 'demo-credentials.json'), 'utf8')).users;
    return this;
  }

  /** Asks the program to stop and waits for it. */
  async stop() {
    if (!running.has(this)) return this.ended;
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), 35_000);
    const how = await this.ended;
    clearTimeout(late);
    return how;
  }

  /** kill -9. */
  async kill() {
    this.child.kill('SIGKILL');
    return this.ended;
  }

  async remove() {
    await this.stop();
    if (this.removeFolder) fs.rmSync(this.folder, { recursive: true, force: true });
    this.database?.drop();
  }

  client(options) { return new Client(this.url, options); }

  /** A demo user with this role: {email, password, audience, roles, partner}. `partner` counts from 0. */
  demoUser(role, { audience, partner = 0 } = {}) {
    const side = audience ?? (['provider_admin', 'approver', 'auditor'].includes(role) ? 'provider' : 'partner');
    const names = this.partnerNames();
    const found = this.users.find((user) => user.audience === side && user.roles.includes(role)
      && (side === 'provider' || partnerName(user) === names[partner]));
    assert.ok(found, `the demo has no ${role} of ${side} ${partner}`);
    return found;
  }

  /** The demo's partners in a fixed order. */
  partnerNames() {
    return [...new Set(this.users.filter((user) => user.audience === 'partner').map(partnerName))];
  }

  /** A signed-in client of this role; the same one when asked again. */
  async as(role, options = {}) {
    const { email, password } = this.demoUser(role, options);
    const key = `${email} ${options.fresh ? crypto.randomUUID() : ''} ${options.language ?? ''}`;
    if (!this.signedIn.has(key)) {
      const client = this.client({ language: options.language });
      const answer = await client.signIn(email, password);
      assert.equal(answer.status, 200, `${email} cannot sign in: ${answer.text}`);
      this.signedIn.set(key, client);
    }
    return this.signedIn.get(key);
  }

  /** Moves the demo's clock on; sessions that this ends are forgotten. */
  async moveClock({ seconds = 0, minutes = 0, hours = 0, days = 0 }) {
    await this.putClock(this.offset + seconds + 60 * minutes + 3600 * hours + 86_400 * days);
  }

  /** Sets the demo's clock to a moment; in `prepare`, to where the demo begins. */
  async setClock(at) {
    await this.putClock((new Date(at) - Date.now()) / 1000);
  }

  async putClock(offset) {
    this.offset = offset;
    fs.writeFileSync(`${this.clockFile}.new`, String(this.offset));
    fs.renameSync(`${this.clockFile}.new`, this.clockFile);
    this.signedIn.clear();
    await pause(80);  // the program looks at the file 20 times a second
  }

  /** The portal's now. */
  now() { return new Date(Date.now() + this.offset * 1000); }

  /** Mails to this address, newest first, with what stands in them. */
  async mailsTo(recipient, { template } = {}) {
    const reader = await this.as('auditor');
    const mails = await reader.all(`/api/v1/outbox?recipient=${encodeURIComponent(recipient)}`);
    return mails.filter((mail) => !template || mail.template === template).map((mail) => ({ ...mail, ...contentsOf(mail) }));
  }

  /** The newest mail to this address, waiting for it. */
  async mailTo(recipient, options = {}) {
    return eventually(async () => (await this.mailsTo(recipient, options))[0], options);
  }

  /** Every byte that the portal keeps: its database, its other files but the key and the demo's passwords. */
  kept() {
    const files = fs.readdirSync(this.data, { recursive: false, withFileTypes: true }).filter((entry) => entry.isFile())
      .map((entry) => entry.name).filter((name) => !/demo-credentials|key/.test(name));
    const bytes = files.map((name) => fs.readFileSync(path.join(this.data, name)));
    return Buffer.concat([...bytes, ...(this.database ? [this.database.dump()] : [])]);
  }

  /** What a SELECT on this portal's database answers, each row an array of texts; null is ''. */
  query(sql) {
    if (this.database) return this.database.query(sql).split('\n').slice(0, -1).map((line) => line.split('|'));
    return querySqlite(path.join(this.data, 'portal.db'), sql);
  }

  /** A sub-command on this portal's data; SQLite lets only readers in while the program runs. */
  run(args, options = {}) {
    return runProgram([...args, ...this.where()], { ...options, env: { ...this.environment(), ...options.env } });
  }
}

function partnerName(user) {
  return typeof user.partner === 'string' ? user.partner : user.partner?.name ?? user.partner?.id;
}

const sqliteReader = `
import json, sqlite3, sys
database = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True, timeout=30)
rows = database.execute(sys.argv[2]).fetchall()
print(json.dumps([["" if value is None else str(value) for value in row] for row in rows]))
`;

function querySqlite(file, sql) {
  const done = spawnSync('/usr/bin/python3', ['-c', sqliteReader, file, sql], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(done.status, 0, done.stderr ?? String(done.error));
  return JSON.parse(done.stdout);
}

/** Link, path of the link and typed code of a mail's text. */
export function contentsOf(mail) {
  const link = /https?:\/\/[^\s<>"]+\/[^\s<>"]*[A-Za-z0-9_]+\.[A-Za-z0-9_-]{20,}/.exec(mail.text)?.[0] ?? null;
  const code = /^\s*(\d{6})\s*$/m.exec(mail.text)?.[1] ?? null;
  return { link, path: link && new URL(link).pathname, token: link && new URL(link).pathname.split('/').pop(), code };
}

/**
 * A started portal. `settings` by their names; `demo: false` for an empty one, into which `prepare`
 * may bring what the command line can make.
 */
export async function startPortal({ engine = 'sqlite', demo = true, settings = {}, prepare } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-test-'));
  const database = engine === 'postgresql' ? await createDatabase() : null;
  const portal = new Portal({ engine, demo, settings, folder, database, removeFolder: true });
  try {
    await prepare?.(portal);
    return await portal.start();
  } catch (error) {
    await portal.remove().catch(() => {});
    throw error;
  }
}

/**
 * Another copy of the program on this portal's database (PostgreSQL), with its key and its clock.
 * Whoever asks removes it before the portal.
 */
export async function startCopy(portal) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-copy-'));
  const copy = new Portal({ ...portal, folder, database: { ...portal.database, drop() {} }, removeFolder: true });
  Object.assign(copy, { secretKey: portal.secretKey, clockFile: portal.clockFile, offset: portal.offset });
  fs.mkdirSync(copy.data, { mode: 0o700 });
  fs.copyFileSync(path.join(portal.data, 'demo-credentials.json'), path.join(copy.data, 'demo-credentials.json'));
  try {
    return await copy.start();
  } catch (error) {
    await copy.remove().catch(() => {});
    throw error;
  }
}

/**
 * A portal on a backup of this one (SQLite), with its key and not started yet: {copy, code, stderr}.
 * Whoever asks removes the copy.
 */
export async function backUp(portal) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-backup-'));
  const copy = new Portal({ ...portal, folder, database: null, removeFolder: true });
  fs.mkdirSync(copy.data, { mode: 0o700 });
  const done = await portal.run(['backup', path.join(copy.data, 'portal.db')]);
  for (const name of ['secret.key', 'demo-credentials.json']) fs.copyFileSync(path.join(portal.data, name), path.join(copy.data, name));
  return { copy, ...done };
}

/**
 * A describe() for each engine, with one fresh portal for its tests: `body` gets a function that
 * answers it.
 */
export function onBothEngines(title, body, options = {}) {
  for (const engine of options.engines ?? engines) {
    describe(`${title} (${engine})`, () => {
      let portal = null;
      before(async () => { portal = await startPortal({ engine, ...options }); });
      after(async () => { await portal?.remove(); });
      body(() => portal);
    });
  }
}

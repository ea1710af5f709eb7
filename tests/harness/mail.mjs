// A real mail server that can misbehave (smtp/sink.py), and a portal that is no demo and sends to it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentsOf, Portal } from './portal.mjs';

const script = fileURLToPath(new URL('../smtp/sink.py', import.meta.url));

export class Sink {
  constructor(folder) {
    this.file = path.join(folder, 'mails.jsonl');
    this.modeFile = path.join(folder, 'mode');
    this.port = 0;
    fs.writeFileSync(this.file, '');
    this.behave();
  }

  /** Rules as sink.py has them, one an argument; none: it does what it should. */
  behave(...rules) {
    fs.writeFileSync(`${this.modeFile}.new`, rules.join('\n'));
    fs.renameSync(`${this.modeFile}.new`, this.modeFile);
  }

  /** On the same port as before, if there was one. */
  async start() {
    this.child = spawn('/usr/bin/python3', [script, '--file', this.file, '--mode-file', this.modeFile, '--port', String(this.port)],
      { stdio: ['pipe', 'pipe', 'inherit'] });
    this.ended = new Promise((done) => this.child.once('close', done));
    this.port = await new Promise((ready, fail) => {
      this.child.once('error', fail);
      this.child.once('exit', (code) => fail(new Error(`the sink ended with ${code}`)));
      this.child.stdout.once('data', (piece) => ready(Number(piece)));
    });
    return this;
  }

  async stop() {
    this.child.stdin.end();
    await this.ended;
  }

  /** What it took so far, oldest first, with Message-ID, link and code. */
  mails() {
    return fs.readFileSync(this.file, 'utf8').split('\n').filter(Boolean).map((line) => {
      const mail = JSON.parse(line);
      const id = mail.headers.find(([name]) => name.toLowerCase() === 'message-id')[1];
      return { ...mail, id, recipient: mail.recipients[0], ...contentsOf(mail) };
    });
  }
}

async function command(portal, args, input = '') {
  const { code, stdout, stderr } = await portal.run(args, { input });
  assert.equal(code, 0, `${args.slice(0, 2)}: ${stderr}`);
  return stdout.trim();
}

/** An empty portal with one partner and one person in each of three roles, made by command line. */
export async function startSendingPortal(sink, settings = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-mail-'));
  const portal = new Portal({
    engine: 'sqlite', demo: false, folder, database: null, removeFolder: true,
    settings: { 'smtp.host': '127.0.0.1', 'smtp.port': sink.port, 'smtp.tls': 'none', 'mail.first_retry_s': 1, ...settings },
  });
  const partner = await command(portal, ['partner', 'create', '--name', 'Sao Mai', '--legal-name', 'Công ty TNHH Sao Mai',
    '--tax-code', '0101234567', '--service-account', 'own@saomai.example', '--admin-email', 'first@saomai.example']);
  const people = [['provider', 'provider_admin'], ['provider', 'auditor'], ['partner', 'partner_admin']];
  portal.users = [];
  for (const [audience, role] of people) {
    const password = crypto.randomBytes(12).toString('base64url');
    const email = `${role}@people.example`;
    await command(portal, ['user', 'create', '--email', email, '--name', role, '--audience', audience, '--role', role,
      ...(audience === 'partner' ? ['--partner', partner] : [])], `${password}\n`);
    portal.users.push({ email, password, audience, roles: [role], partner: audience === 'partner' ? partner : null });
  }
  return portal.start();
}

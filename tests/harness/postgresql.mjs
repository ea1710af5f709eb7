// A PostgreSQL cluster that lives as long as the test process: made by initdb under an unprivileged
// user (it refuses root), in a folder of its own, without fsync unless it is measured. The program gets
// a role that is no superuser and a database of its own. tests/run makes one cluster for a whole run and names it in
// PORTAL_TEST_POSTGRESQL ("port:folder"); without it the first test that asks makes one.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const isRoot = process.getuid() === 0;

function programs() {
  const found = fs.existsSync('/usr/lib/postgresql')
    ? fs.readdirSync('/usr/lib/postgresql').map(Number).sort((a, b) => b - a) : [];
  for (const version of found) {
    const folder = `/usr/lib/postgresql/${version}/bin`;
    if (fs.existsSync(`${folder}/initdb`)) return folder;
  }
  throw new Error('PostgreSQL is not installed (apt-get install postgresql)');
}

function unprivilegedUser() {
  for (const name of ['postgres', 'nobody']) {
    const asked = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    if (asked.status === 0) return { name, uid: Number(asked.stdout), gid: Number(execFileSync('id', ['-g', name])) };
  }
  throw new Error('there is no unprivileged user to run PostgreSQL');
}

function run(file, args, options = {}) {
  const user = isRoot ? unprivilegedUser() : null;
  const done = spawnSync(file, args, {
    encoding: 'utf8', cwd: '/', timeout: 60_000, maxBuffer: 1 << 28, ...(user && { uid: user.uid, gid: user.gid }), ...options,
  });
  if (done.status !== 0) throw new Error(`${path.basename(file)} failed: ${done.stderr || done.error}`);
  return done.stdout;
}

async function freePort() {
  const server = net.createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Starts a cluster; stop() ends it and removes its folder. */
export async function startCluster({ durable = false } = {}) {
  const bin = programs();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-postgresql-'));
  if (isRoot) {
    const user = unprivilegedUser();
    fs.chownSync(folder, user.uid, user.gid);
  }
  const data = path.join(folder, 'data');
  const port = await freePort();
  run(`${bin}/initdb`, ['-D', data, '-U', 'postgres', '--auth=trust', '--locale=C', '--encoding=UTF8', '--no-sync', '--no-instructions']);
  const settings = [
    `-p ${port}`, `-k ${folder}`, '-h 127.0.0.1', '-c max_connections=200', '-c logging_collector=off',
    ...(durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off', '-c shared_buffers=64MB']),
  ].join(' ');
  run(`${bin}/pg_ctl`, ['-D', data, '-o', settings, '-l', path.join(folder, 'log'), '-w', 'start'], { stdio: 'ignore' });
  const cluster = { port, folder, bin };
  execute(cluster, 'CREATE ROLE portal LOGIN PASSWORD \'portal\' NOSUPERUSER NOCREATEDB NOCREATEROLE');
  return {
    ...cluster,
    stop() {
      try {
        run(`${bin}/pg_ctl`, ['-D', data, '-m', 'immediate', '-w', 'stop'], { stdio: 'ignore' });
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

export function execute(cluster, statement, database = 'postgres') {
  return run(`${programs()}/psql`, ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', cluster.folder, '-p', String(cluster.port),
    '-U', 'postgres', '-d', database, '-c', statement]);
}

/** A psql that stays: send() begins a statement and does not wait for it. */
function openShell(cluster, database) {
  const user = isRoot ? unprivilegedUser() : null;
  const child = spawn(`${programs()}/psql`, ['-X', '-q', '-A', '-t', '-h', cluster.folder, '-p', String(cluster.port), '-U', 'postgres', '-d', database],
    { cwd: '/', stdio: ['pipe', 'ignore', 'ignore'], ...(user && { uid: user.uid, gid: user.gid }) });
  child.stdin.on('error', () => {});
  return { send: (sql) => child.stdin.write(`${sql};\n`), end: () => child.stdin.end() };
}

let shared = null;

async function cluster() {
  if (shared) return shared;
  const named = process.env.PORTAL_TEST_POSTGRESQL;
  if (named) {
    const [port, folder] = named.split(':');
    shared = { port: Number(port), folder };
  } else {
    const own = await startCluster();
    process.once('exit', () => own.stop());
    shared = own;
  }
  return shared;
}

let made = 0;

/** A new empty database of the role `portal`: {name, url, dump(), query(sql), shell(), drop()}. */
export async function createDatabase() {
  const where = await cluster();
  made += 1;
  const name = `portal_${process.pid}_${made}`;
  execute(where, `CREATE DATABASE ${name} OWNER portal ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
  return {
    name,
    url: `postgresql://portal:portal@127.0.0.1:${where.port}/${name}`,
    dump: () => Buffer.from(run(`${programs()}/pg_dump`, ['-h', where.folder, '-p', String(where.port), '-U', 'postgres', name], { maxBuffer: 1 << 28 })),
    query: (sql) => execute(where, sql, name),
    shell: () => openShell(where, name),
    drop: () => execute(where, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

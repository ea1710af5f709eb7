// What somebody with the database file of a stopped portal (SQLite) can do to it, past the program, and what
// the program's proofs say of it then.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Portal } from './portal.mjs';

const script = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
    database.execute('DROP TRIGGER "%s"' % name)
for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%'").fetchall():
    database.execute('DROP INDEX "%s"' % name)
database.execute("PRAGMA ignore_check_constraints = ON")
database.execute("PRAGMA foreign_keys = OFF")
changed = 0
for statement in sys.argv[2:]:
    changed += database.execute(statement).rowcount
print(changed)
`;

/** Runs statements on a database file as its owner could, triggers and constraints aside; how many rows changed. */
function tamper(file, statements) {
  const done = spawnSync('/usr/bin/python3', ['-c', script, file, ...statements], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return Number(done.stdout);
}

const attempted = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA foreign_keys = ON")
database.execute("BEGIN")
try:
    print(len(database.execute(sys.argv[2]).fetchall()))
except sqlite3.Error as error:
    print(error, file=sys.stderr)
    sys.exit(1)
finally:
    database.execute("ROLLBACK")
`;

/**
 * What comes of a statement on a stopped portal's database with its triggers and constraints, rolled back
 * in the end: {rows} that it touched, or {error}.
 */
export function attempt(portal, statement) {
  const whole = `${statement} RETURNING 1`;
  if (portal.database) {
    try {
      return { rows: portal.database.query(`BEGIN; ${whole}; ROLLBACK`).split('\n').filter((line) => line === '1').length };
    } catch (error) {
      return { error: error.message };
    }
  }
  const done = spawnSync('/usr/bin/python3', ['-c', attempted, path.join(portal.data, 'portal.db'), whole], { encoding: 'utf8' });
  return done.status === 0 ? { rows: Number(done.stdout) } : { error: done.stderr };
}

/** Statements that give each of two rows the other's columns. */
export const swapped = (table, columns, one, other) => [
  `CREATE TEMP TABLE aside AS SELECT * FROM ${table} WHERE ${one}`,
  `UPDATE ${table} SET (${columns}) = (SELECT ${columns} FROM ${table} WHERE ${other}) WHERE ${one}`,
  `UPDATE ${table} SET (${columns}) = (SELECT ${columns} FROM aside) WHERE ${other}`,
];

/** What a command says of a copy of this portal's data that was tampered with: {code, stdout, stderr, files}. */
export async function verdict(portal, command, statements, { key = true } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-tampered-'));
  const copy = new Portal({ engine: 'sqlite', demo: true, settings: portal.settings, folder, database: null, removeFolder: true });
  try {
    fs.mkdirSync(copy.data, { mode: 0o700 });
    for (const name of ['portal.db', ...(key ? ['secret.key'] : [])]) fs.copyFileSync(path.join(portal.data, name), path.join(copy.data, name));
    if (statements.length > 0) assert.ok(tamper(path.join(copy.data, 'portal.db'), statements) > 0, `nothing changed: ${statements}`);
    return { ...await copy.run(command), files: fs.readdirSync(copy.data) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The command fails and names this row, or one of these, and what is wrong with it. */
export async function names(portal, command, row, statements) {
  const { code, stdout, stderr } = await verdict(portal, command, statements);
  const at = `${statements.join('; ')}\n${stdout}${stderr}`;
  assert.equal(code, 1, at);
  assert.equal(stdout, '', at);
  const [named, what] = stderr.trimEnd().split('\n')[0].split(': ');
  const wanted = [row].flat();
  assert.ok(wanted.includes(named), `${named} instead of ${wanted.join(' or ')}: ${at}`);
  assert.ok(what.length > 5, at);
}

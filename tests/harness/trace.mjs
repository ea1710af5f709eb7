// strace on the running program: to see its system calls in their order, to make one fail, or to
// end the program at one.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { eventually } from './http.mjs';

let number = 0;

/**
 * Attaches to the portal's process. `inject` as strace has it ("fdatasync:error=EIO"); `calls` are
 * only watched. stop() lets the program go and answers what was seen: [{call, text}].
 */
export async function trace(portal, { inject, calls = inject.split(':')[0].split(',') }) {
  number += 1;
  const file = path.join(portal.folder, `trace.${number}`);
  const child = spawn('strace', ['-f', '-y', '-s', '40', '-p', String(portal.child.pid), '-o', file,
    '-e', `trace=${calls.join()}`, ...(inject ? ['-e', `inject=${inject}`] : [])], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (piece) => { said += piece; });
  let gone = null;
  const ended = new Promise((done) => {
    child.once('error', (error) => { gone = error.message; done(); });
    child.once('close', (code) => { gone ??= `strace ended with ${code}: ${said}`; done(); });
  });
  await eventually(() => {
    if (gone) return true;
    return said.includes('attached');
  }, { every: 10 });
  if (gone) throw new Error(gone);
  return {
    ended,
    async stop() {
      child.kill('SIGINT');
      await ended;
      return seen(file);
    },
  };
}

/** Calls in the order in which they ended; those that another thread interrupted are put together. */
function seen(file) {
  const begun = new Map();
  const calls = [];
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    const [, thread, rest] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (!rest) continue;
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest.slice(0, -'<unfinished ...>'.length));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const text = resumed ? (begun.get(thread) ?? '') + resumed[1] : rest;
    const call = /^(\w+)\(/.exec(text)?.[1];
    if (call) calls.push({ call, text });
  }
  return calls;
}

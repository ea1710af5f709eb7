// events-reader.mjs URL,URL… COOKIE FILE SEED: reads the feed of events as a provider's system would,
// one line of FILE for each event. It may be killed at any moment; started again it goes on behind
// the last whole line. It ends when it reads {"stop":true} and there is nothing new.

import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { exchange } from './http.mjs';
import { Random } from './random.mjs';

const [urls, cookie, file, seed] = process.argv.slice(2);
const origins = urls.split(',');
const random = new Random(Number(seed), { silent: true });

/** The id of the last whole line; what a kill left of one behind it is cut off. */
function resume() {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) fs.truncateSync(file, Buffer.byteLength(whole));
  const last = whole.trimEnd().split('\n').at(-1);
  return last ? JSON.parse(last).id : '0';
}

let stopping = false;
process.stdin.on('data', () => { stopping = true; });
process.stdin.on('end', () => process.exit(1));

let after = resume();
const descriptor = fs.openSync(file, 'a');
for (;;) {
  const last = stopping;
  const origin = origins[random.between(0, origins.length - 1)];
  const path = `/api/v1/events?after=${after}&limit=${random.chance(0.2) ? 1 : random.between(1, 200)}`;
  const { status, json, text } = await exchange(origin, { path, headers: { cookie } });
  if (status !== 200) {
    console.error(`${path} answered ${status}: ${text.slice(0, 300)}`);
    process.exit(2);
  }
  for (const event of json.data) fs.writeSync(descriptor, `${JSON.stringify(event)}\n`);
  if (json.data.length > 0 && json.next_after !== json.data.at(-1).id) process.exit(3);
  if (json.data.length === 0 && json.next_after !== after) process.exit(4);
  after = json.next_after;
  if (json.data.length > 0) continue;
  if (last) process.exit(0);
  await pause(random.between(0, 10));
}

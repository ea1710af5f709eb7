// A machine that is short of something: a small file system that can be filled, and connections
// that are held open by the hundred.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

/** Mounts a tmpfs of this size at the folder; false where that is not allowed. */
export function mountSmall(folder, bytes) {
  fs.mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'tmpfs', folder]).status === 0;
}

export function unmount(folder) {
  spawnSync('umount', ['-l', folder]);
}

/** Takes all space of the file system of this folder but `left` bytes; free() gives it back. */
export function fill(folder, left = 0) {
  const file = path.join(folder, 'ballast');
  const descriptor = fs.openSync(file, 'w');
  const { bavail, bsize } = fs.statfsSync(folder);
  let rest = Math.max(0, bavail * bsize - left);
  const piece = Buffer.alloc(64 * 1024, 1);
  try {
    while (rest > 0) rest -= fs.writeSync(descriptor, piece, 0, Math.min(piece.length, rest));
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
  } finally {
    fs.closeSync(descriptor);
  }
  return { free: () => fs.rmSync(file) };
}

/** An open connection: what came back, and whether and when it was closed. */
export class Held {
  constructor(port) {
    this.opened = Date.now();
    this.received = '';
    this.socket = net.connect({ port, host: '127.0.0.1' });
    this.socket.on('data', (piece) => { this.received += piece.toString('latin1'); });
    this.socket.on('error', () => {});
    this.closed = new Promise((done) => this.socket.once('close', () => done(Date.now() - this.opened)));
    this.closed.then((after) => { this.closedAfter = after; });
  }

  send(text) {
    if (!this.socket.destroyed) this.socket.write(text);
  }

  close() { this.socket.destroy(); }
}

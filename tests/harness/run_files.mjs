// node harness/run_files.mjs FILE…    runs test files, as many at once as PORTAL_TESTS_AT_ONCE says or there are cores
// (`node --test` leaves one idle, which of two is half), and prints TAP. The exit status is 1 when something failed.

import os from 'node:os';
import process from 'node:process';
import { run } from 'node:test';
import { tap } from 'node:test/reporters';

process.exitCode = 0;
run({ files: process.argv.slice(2), concurrency: Number(process.env.PORTAL_TESTS_AT_ONCE) || os.availableParallelism() })
  .on('test:fail', () => { process.exitCode = 1; })
  .compose(tap)
  .pipe(process.stdout);

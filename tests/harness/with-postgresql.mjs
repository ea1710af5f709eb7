// with-postgresql.mjs COMMAND ARGUMENTS…: runs the command with a cluster of its own, named in
// PORTAL_TEST_POSTGRESQL, and ends as the command ended.

import { spawn } from 'node:child_process';
import { startCluster } from './postgresql.mjs';

const cluster = await startCluster();
let child = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child?.kill(signal));
try {
  const [file, ...args] = process.argv.slice(2);
  child = spawn(file, args, {
    stdio: 'inherit', env: { ...process.env, PORTAL_TEST_POSTGRESQL: `${cluster.port}:${cluster.folder}` },
  });
  process.exitCode = await new Promise((ended) => {
    child.on('error', (error) => {
      console.error(error.message);
      ended(1);
    });
    child.on('exit', (code) => ended(code ?? 1));
  });
} finally {
  cluster.stop();
}

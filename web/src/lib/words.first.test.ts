// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { first } from './words.first.vi';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything that comes with a file: what it imports at once, not what it loads later. */
function comesWith(start: string[]): Set<string> {
  const found = new Set<string>();
  const open = start.map((file) => join(root, file));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]*?'(\.[^']+)';/gm)) {
      const target = ['.ts', '.tsx'].map((end) => join(dirname(file), path + end)).find(existsSync);
      if (target !== undefined) open.push(target);
    }
  }
  return found;
}

test('the words that come first are enough for the frame and the list of accounts', () => {
  const files = comesWith(['app/main.tsx', 'features/registrations/registrations.tsx']);
  expect([...files].some((file) => file.endsWith('app/frame.tsx'))).toBe(true);
  for (const file of files) {
    for (const [key, , room = ''] of readFileSync(file, 'utf8').matchAll(/\bt\((['`])([a-z_]+)\./g))
      expect(Object.keys(first), `${file}: ${key}`).toContain(room);
  }
});

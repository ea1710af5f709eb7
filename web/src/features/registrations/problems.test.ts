import { expect, test } from 'vitest';
import { isAddress } from './address';
import { problemsOf } from './problems';
import { change, emptySheet, type Entry } from './rows';

const rowsOf = (...some: Partial<Entry>[]) =>
  change(emptySheet('Đối tác'), { type: 'insert', at: 0, entries: some.map((each) => ({ email: '', friendly_name: '', role: 'Đối tác', ...each })) })
    .rows;

test.each(['an@x.vn', "o'brien+a/b@x.co.uk", 'an@tên-miền.vn', `${'a'.repeat(64)}@x.vn`])('%s is an address', (text) => {
  expect(isAddress(text)).toBe(true);
});
test.each([
  'an',
  'an@x',
  '@x.vn',
  'a@b@x.vn',
  'a..b@x.vn',
  '.a@x.vn',
  'an@x..vn',
  'an@-x.vn',
  'an@1.2.3.4',
  'a%b@x.vn',
  'ấn@x.vn',
  'a b@x.vn',
  `${'a'.repeat(65)}@x.vn`,
])('%s is none', (text) => {
  expect(isAddress(text)).toBe(false);
});

test('malformed, missing and repeated addresses are found, and names that are too long', () => {
  const rows = rowsOf(
    { email: 'an@x.vn' },
    { email: 'nothing' },
    { friendly_name: 'Bình' },
    { email: ' AN@x.vn ' },
    { email: 'chi@x.vn', friendly_name: 'á'.repeat(101) },
  );
  expect([...problemsOf(rows).values()]).toEqual([
    { email: { code: 'malformed' } },
    { email: { code: 'missing' } },
    { email: { code: 'repeated', row: 1 } },
    { friendly_name: 'too_long' },
  ]);
});

test('a blank row is nothing to complain about', () => {
  expect(problemsOf(emptySheet('Đối tác').rows).size).toBe(0);
});

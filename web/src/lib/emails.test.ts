import { expect, test } from 'vitest';
import { addressesIn, looksLikeEmail } from './emails';

test('addresses are told from slips of the finger', () => {
  for (const good of ['a@x.vn', 'ke.toan+1@cloud.example']) expect(looksLikeEmail(good)).toBe(true);
  for (const bad of ['', 'a', 'a@x', 'a x@x.vn', 'a@@x.vn', 'a@x.vn,b@x.vn', 'a@x.']) expect(looksLikeEmail(bad)).toBe(false);
});

test('a pasted block is parted into its addresses', () => {
  expect(addressesIn('a@x.vn\r\nb@x.vn')).toEqual(['a@x.vn', 'b@x.vn']);
  expect(addressesIn('<a@x.vn>; "b@x.vn",\u00a0c@x.vn\u200b')).toEqual(['a@x.vn', 'b@x.vn', 'c@x.vn']);
  expect(addressesIn('  ')).toEqual([]);
});

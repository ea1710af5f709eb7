import { expect, test } from 'vitest';
import { readCsv } from './csv';

const utf8 = (text: string) => new TextEncoder().encode(text);

test('commas, semicolons or tabs, with the mark that Excel writes', async () => {
  expect(await readCsv(utf8('\uFEFFemail,tên\r\nan@x.vn,"An, Phát"\r\n'))).toEqual({
    table: [
      ['email', 'tên'],
      ['an@x.vn', 'An, Phát'],
    ],
  });
  expect(await readCsv(utf8('email;tên\nan@x.vn;An'))).toEqual({
    table: [
      ['email', 'tên'],
      ['an@x.vn', 'An'],
    ],
  });
  const utf16 = new Uint8Array([0xff, 0xfe, ...[...'an@x.vn\tAn'].flatMap((letter) => [letter.charCodeAt(0), 0])]);
  expect(await readCsv(utf16)).toEqual({ table: [['an@x.vn', 'An']] });
});

test('what is no CSV in UTF-8 is said, not guessed', async () => {
  expect(await readCsv(utf8('PK\u0003\u0004'))).toEqual({ trouble: 'spreadsheet' });
  expect(await readCsv(new Uint8Array([0x61, 0xe1, 0x2c]))).toEqual({ trouble: 'not_utf8' });
  expect(await readCsv(utf8('email,tên\nan@x.vn,"An\nbinh@x.vn,Bình'))).toEqual({ trouble: 'quotes' });
  expect(await readCsv(new Uint8Array(5_000_001))).toEqual({ trouble: 'too_large' });
});

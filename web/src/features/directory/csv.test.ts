import { expect, test } from 'vitest';
import { decode, readCsv, writeCsv } from './csv';

const fields = (text: string) => readCsv(text).records.map((record) => record.fields);
const bytes = (...codes: number[]) => new Uint8Array(codes);

test('commas or semicolons, as the first line has them', () => {
  expect(fields('a,b\n1,2;3\n')).toEqual([
    ['a', 'b'],
    ['1', '2;3'],
  ]);
  expect(fields('a;b\r\n1;"2,3"\r\n')).toEqual([
    ['a', 'b'],
    ['1', '2,3'],
  ]);
});

test('quotes hold separators, quotes and ends of lines', () => {
  expect(fields('a,b\n" x ","he said ""no"",\nthen"\n')).toEqual([
    ['a', 'b'],
    [' x ', 'he said "no",\nthen'],
  ]);
});

test('a record begins on the line where an editor shows it', () => {
  const { records } = readCsv('a,b\r\n\r\n1,"x\r\ny"\r\n2,z');
  expect(records.map(({ line }) => line)).toEqual([1, 3, 5]);
});

test('blanks around a field without quotes are dropped, empty fields stay', () => {
  expect(fields(' a , b \n ,x\n')).toEqual([
    ['a', 'b'],
    ['', 'x'],
  ]);
});

test('what is wrong is told with its line', () => {
  expect(readCsv('a,b\n1,"x\n').problem).toEqual({ code: 'unclosed_quote', line: 2 });
  expect(readCsv('a,b\n1,x"y"\n').problem).toEqual({ code: 'misplaced_quote', line: 2 });
  expect(readCsv('a,b\n1,"x"y\n').problem).toEqual({ code: 'misplaced_quote', line: 2 });
  expect(readCsv('a,b\n1,\0\n').problem).toEqual({ code: 'nul', line: 2 });
});

test('only UTF-8 is text', () => {
  expect(decode(bytes(0xff, 0xfe, 0x61, 0))).toEqual({ problem: { code: 'utf16' } });
  expect(decode(bytes(0x61, 0, 0x62, 0))).toEqual({ problem: { code: 'utf16' } });
  expect(decode(bytes(0x61, 0xe9, 0x62))).toEqual({ problem: { code: 'not_utf8' } });
  expect(decode(bytes(0xef, 0xbb, 0xbf, 0x61))).toEqual({ text: 'a' });
});

test('a written cell is no formula, and can be read again', () => {
  const text = writeCsv([['=1+1', '-x', 'a"b', '＝x', 'đủ']]);
  expect(text.startsWith('\ufeff')).toBe(true);
  expect(fields(text.slice(1))).toEqual([["'=1+1", "'-x", 'a"b', "'＝x", 'đủ']]);
});

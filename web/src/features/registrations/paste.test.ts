import { describe, expect, test } from 'vitest';
import { cellsOf, clean, isBlock, readTable } from './paste';

const settings = { roles: ['Đối tác', 'Tư vấn', 'Triển khai'], usual: 'Đối tác' };
const read = (text: string) => readTable(cellsOf(text), settings);

test('what is not seen is stripped and letters are composed', () => {
  expect(clean('\uFEFF\u00A0an@x.vn\u200B ')).toBe('an@x.vn');
  expect(clean('Nguye\u0302\u0303n\u00A0 An')).toBe('Nguyễn An');
  expect(clean('Công ty\nAn Phát')).toBe('Công ty An Phát');
});

describe('isBlock', () => {
  test.each([
    ['an@x.vn', false],
    ['an@x.vn\r\n', false],
    ['Công ty, An Phát', false],
    ['an@x.vn\tAn', true],
    ['an@x.vn\nbinh@x.vn', true],
    ['an@x.vn; binh@x.vn', true],
  ])('%j', (text, block) => {
    expect(isBlock(text)).toBe(block);
  });
});

describe('cells', () => {
  test('of a spreadsheet: tabs, line breaks and doubled quotes in quotes, the line break at the end', () => {
    expect(cellsOf('a@x.vn\t"Dòng 1\nDòng 2"\tTư vấn\r\nb@x.vn\t"Nói ""xin chào"""\t\r\n')).toEqual([
      ['a@x.vn', 'Dòng 1 Dòng 2', 'Tư vấn'],
      ['b@x.vn', 'Nói "xin chào"', ''],
    ]);
  });
  test('a quote that is a letter swallows nothing', () => {
    expect(cellsOf('a@x.vn\t"ABC" Ltd\nb@x.vn\t"chưa đóng\nc@x.vn\tC')).toEqual([
      ['a@x.vn', '"ABC" Ltd'],
      ['b@x.vn', '"chưa đóng'],
      ['c@x.vn', 'C'],
    ]);
  });
  test('blank lines are none', () => {
    expect(cellsOf('a@x.vn\t\n\t\u00A0\n\nb@x.vn\t')).toEqual([
      ['a@x.vn', ''],
      ['b@x.vn', ''],
    ]);
  });
  test('of a mail program: names and addresses in one line', () => {
    expect(cellsOf('an@x.vn; Bình Trần <binh@y.vn>, "Chi" <chi@z.vn>')).toEqual([['an@x.vn'], ['binh@y.vn', 'Bình Trần'], ['chi@z.vn', 'Chi']]);
    expect(cellsOf('an@x.vn binh@y.vn')).toEqual([['an@x.vn'], ['binh@y.vn']]);
  });
  test('of text with the same delimiter in every line', () => {
    expect(cellsOf('Email;Tên\nan@x.vn;"Phát; An"')).toEqual([
      ['Email', 'Tên'],
      ['an@x.vn', 'Phát; An'],
    ]);
  });
});

describe('rows of a block', () => {
  test('the column of addresses is where most of them stand, once for the whole block', () => {
    expect(read('An\tan@x.vn\nBình @ Co\tbinh@x.vn\nChi\tchi.x.vn')?.entries).toEqual([
      { email: 'an@x.vn', friendly_name: 'An', role: 'Đối tác' },
      { email: 'binh@x.vn', friendly_name: 'Bình @ Co', role: 'Đối tác' },
      { email: 'chi.x.vn', friendly_name: 'Chi', role: 'Đối tác' },
    ]);
  });
  test('a heading names the columns and is no row', () => {
    expect(read('STT\tTên thường dùng\tĐịa chỉ email\tVai trò của bạn\n1\tAn\tan@x.vn\ttu van')?.entries).toEqual([
      { email: 'an@x.vn', friendly_name: 'An', role: 'Tư vấn' },
    ]);
    expect(read('Customer name\tE-mail\nAn\tan@x.vn')?.entries).toEqual([{ email: 'an@x.vn', friendly_name: 'An', role: 'Đối tác' }]);
  });
  test('a first line with a broken address is a row, not a heading', () => {
    expect(read('an.x.vn\tAn\nbinh@x.vn\tBình')?.entries.map(({ email }) => email)).toEqual(['an.x.vn', 'binh@x.vn']);
  });
  test('a column of roles is known by its words; an unknown role becomes the usual one and is counted', () => {
    expect(read('an@x.vn\tTriển khai\nbinh@x.vn\t')).toEqual({
      entries: [
        { email: 'an@x.vn', friendly_name: '', role: 'Triển khai' },
        { email: 'binh@x.vn', friendly_name: '', role: 'Đối tác' },
      ],
      unknownRoles: 0,
    });
    expect(read('email\trole\nan@x.vn\tBạn hàng')?.unknownRoles).toBe(1);
  });
  test('a column of numbers is no name', () => {
    expect(read('1\tan@x.vn\tAn\n2\tbinh@x.vn\tBình')?.entries.map(({ friendly_name }) => friendly_name)).toEqual(['An', 'Bình']);
  });
  test('a block without any address is none', () => {
    expect(read('An\nBình')).toBeNull();
    expect(readTable([], settings)).toBeNull();
  });
});

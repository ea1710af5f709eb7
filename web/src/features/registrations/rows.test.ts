import { describe, expect, test } from 'vitest';
import { type Action, change, emptySheet, type Entry, filled, mostRows, type Sheet } from './rows';

const role = 'Đối tác';
const entries = (count: number, prefix = 'c'): Entry[] =>
  Array.from({ length: count }, (_, index) => ({ email: `${prefix}${String(index)}@x.vn`, friendly_name: '', role }));
const play = (...actions: Action[]): Sheet => actions.reduce(change, emptySheet(role));
const emails = (sheet: Sheet) => sheet.rows.map(({ email }) => email);

test('a row can be added and removed, and there is always one', () => {
  const two = play({ type: 'add', role });
  expect(two.rows).toHaveLength(2);
  const none = change(two, { type: 'remove', keys: [0, 1], role });
  expect(none.rows).toHaveLength(1);
  expect(none.rows[0]?.key).toBe(2);
});

describe('a pasted block', () => {
  test('fills a blank row, whose place the cursor keeps', () => {
    const sheet = play({ type: 'insert', at: 0, entries: entries(3) });
    expect(emails(sheet)).toEqual(['c0@x.vn', 'c1@x.vn', 'c2@x.vn']);
    expect(sheet.rows[0]?.key).toBe(0);
    expect(new Set(sheet.rows.map(({ key }) => key)).size).toBe(3);
  });
  test('stands behind a row that is not blank, and blank rows behind it go', () => {
    const sheet = play(
      { type: 'type', key: 0, field: 'email', value: 'a@x.vn' },
      { type: 'add', role },
      { type: 'insert', at: 0, entries: entries(2) },
    );
    expect(emails(sheet)).toEqual(['a@x.vn', 'c0@x.vn', 'c1@x.vn']);
  });
  test('beyond the limit nothing is lost', () => {
    const sheet = play({ type: 'insert', at: 0, entries: entries(mostRows + 50) });
    expect(sheet.rows).toHaveLength(mostRows);
    expect(sheet.rest).toHaveLength(50);
    const sent = new Set(sheet.rows.map(({ key }) => key));
    const later = change(change(sheet, { type: 'judge', verdicts: new Map(), gone: sent, role }), { type: 'take_rest' });
    expect(filled(later).map(({ email }) => email)).toEqual(
      entries(mostRows + 50)
        .slice(mostRows)
        .map(({ email }) => email),
    );
    expect(later.rest).toEqual([]);
    expect(change(sheet, { type: 'add', role }).rows).toHaveLength(mostRows);
  });
  test('of names alone goes down from where it was pasted', () => {
    const sheet = play(
      { type: 'insert', at: 0, entries: entries(2) },
      { type: 'fill', at: 0, field: 'friendly_name', cells: [['An'], ['Bình'], ['Chi']], role },
    );
    expect(sheet.rows.map(({ email, friendly_name }) => [email, friendly_name])).toEqual([
      ['c0@x.vn', 'An'],
      ['c1@x.vn', 'Bình'],
      ['', 'Chi'],
    ]);
  });
});

test('another address is not judged yet; another name leaves the verdict', () => {
  const verdict = { outcome: 'eligible' as const, reasons: [] };
  const sheet = play(
    { type: 'insert', at: 0, entries: entries(2) },
    { type: 'judge', verdicts: new Map([[0, verdict]]), gone: new Set(), role },
    { type: 'type', key: 0, field: 'friendly_name', value: 'An' },
  );
  expect(sheet.rows[0]?.verdict).toEqual(verdict);
  expect(change(sheet, { type: 'type', key: 0, field: 'email', value: 'd@x.vn' }).rows[0]?.verdict).toBeNull();
});

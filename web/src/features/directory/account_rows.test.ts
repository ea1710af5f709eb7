import { expect, test } from 'vitest';
import { readHeader, readRow, readRows, type ColumnName } from './account_rows';

const columns: ColumnName[] = [
  'email',
  'name',
  'kind',
  'payment_type',
  'credit_balance',
  'services_in_use',
  'in_poc',
  'provider_discount',
  'provider_customer',
];
const good = ['a@x.vn', 'An', 'enterprise', 'prepaid', '0', '0', 'no', 'không', '1'];
const record = (fields: string[], line = 2) => ({ line, fields });
const withCell = (column: ColumnName, value: string) => good.map((cell, at) => (columns[at] === column ? value : cell));
const problemsOf = (fields: string[]) => readRow(columns, record(fields), 'VND').problems.map(({ column, code }) => [column, code]);

test('a header may stand in any order and case; what is unknown, missing or twice there is told', () => {
  expect(readHeader(record([' Email ', ...columns.slice(1)], 1))).toEqual({ columns });
  expect(readHeader(record([...columns, 'Ghi chú']))).toEqual({ problem: { code: 'unknown_column', column: 'Ghi chú' } });
  expect(readHeader(record([...columns, 'EMAIL']))).toEqual({ problem: { code: 'repeated_column', column: 'email' } });
  expect(readHeader(record(columns.slice(1)))).toEqual({ problem: { code: 'missing_column', column: 'email' } });
  expect(readHeader(undefined)).toEqual({ problem: { code: 'empty_file' } });
});

test('a good row is an account', () => {
  expect(readRow(columns, record(good), 'VND').account).toEqual({
    email: 'a@x.vn',
    external_id: null,
    name: 'An',
    kind: 'enterprise',
    verified: true,
    payment_type: 'prepaid',
    credit_balance: { amount: 0, currency: 'VND' },
    credit_held: { amount: 0, currency: 'VND' },
    credit_advance: { amount: 0, currency: 'VND' },
    services_in_use: 0,
    provider_discount: false,
    in_poc: false,
    provider_customer: true,
  });
});

test('each wrong cell is told by its column', () => {
  expect(problemsOf(withCell('email', 'x'))).toEqual([['email', 'invalid_email']]);
  expect(problemsOf(withCell('name', ' '))).toEqual([['name', 'required']]);
  expect(problemsOf(withCell('name', 'a\u0007b'))).toEqual([['name', 'not_allowed']]);
  expect(problemsOf(withCell('name', 'x'.repeat(201)))).toEqual([['name', 'too_long']]);
  expect(problemsOf(withCell('kind', 'company'))).toEqual([['kind', 'invalid_choice']]);
  expect(problemsOf(withCell('credit_balance', '1.000'))).toEqual([['credit_balance', 'not_a_whole_number']]);
  expect(problemsOf(withCell('services_in_use', '-1'))).toEqual([['services_in_use', 'out_of_range']]);
  expect(problemsOf(withCell('in_poc', 'maybe'))).toEqual([['in_poc', 'not_yes_or_no']]);
  expect(problemsOf(good.slice(1))).toEqual([[null, 'wrong_number_of_fields']]);
});

test('words of truth are taken in both languages, with and without accents', () => {
  for (const yes of ['Có', 'co', 'YES', 'true', '1']) expect(readRow(columns, record(withCell('in_poc', yes)), 'VND').account?.in_poc).toBe(true);
});

test('the second row of one account is refused with the line of the first', () => {
  const rows = readRows(columns, [record(good, 2), record(withCell('email', 'A@x.vn'), 3)], 'VND');
  expect(rows[1]?.problems).toEqual([{ column: 'email', code: 'repeated_in_file', values: { line: '2' } }]);
});

// Rows of a CSV file as accounts, judged as the program judges them, so that what is wrong is known before sending.
import type { Schemas } from '../../lib/api';
import { looksLikeEmail } from '../../lib/emails';
import type { CsvRecord } from './csv';

export type NewAccount = Schemas['NewAccount'];

export const requiredColumns = [
  'email',
  'name',
  'kind',
  'payment_type',
  'credit_balance',
  'services_in_use',
  'in_poc',
  'provider_discount',
  'provider_customer',
] as const;
export const optionalColumns = ['external_id', 'language', 'verified', 'credit_held', 'credit_advance'] as const;
export type ColumnName = (typeof requiredColumns)[number] | (typeof optionalColumns)[number];
const known: readonly string[] = [...requiredColumns, ...optionalColumns];

export type HeaderProblem = { code: 'unknown_column' | 'missing_column' | 'repeated_column'; column: string } | { code: 'empty_file' };

export type RowCode =
  | 'required'
  | 'not_allowed'
  | 'too_long'
  | 'invalid_email'
  | 'invalid_choice'
  | 'out_of_range'
  | 'not_a_whole_number'
  | 'not_yes_or_no'
  | 'wrong_number_of_fields'
  | 'repeated_in_file';

/** What the sentence of a problem is made of. */
export interface RowValues {
  least?: string;
  most?: string;
  expected?: string;
  found?: string;
  line?: string;
}

export interface RowProblem {
  column: ColumnName | null;
  code: RowCode;
  values: RowValues;
}

export interface ReadRow {
  record: CsvRecord;
  account: NewAccount | null;
  problems: RowProblem[];
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
const tidy = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();

export function readHeader(record: CsvRecord | undefined): { columns: ColumnName[] } | { problem: HeaderProblem } {
  if (!record) return { problem: { code: 'empty_file' } };
  const columns: ColumnName[] = [];
  for (const field of record.fields) {
    const column = fold(tidy(field));
    if (!known.includes(column)) return { problem: { code: 'unknown_column', column: tidy(field).slice(0, 60) } };
    if (columns.includes(column as ColumnName)) return { problem: { code: 'repeated_column', column } };
    columns.push(column as ColumnName);
  }
  const missing = requiredColumns.find((column) => !columns.includes(column));
  return missing === undefined ? { columns } : { problem: { code: 'missing_column', column: missing } };
}

const most = Number.MAX_SAFE_INTEGER;

export function readRow(columns: ColumnName[], record: CsvRecord, currency: string): ReadRow {
  const problems: RowProblem[] = [];
  const refuse = (column: ColumnName | null, code: RowCode, values: RowValues = {}) => {
    problems.push({ column, code, values });
  };
  if (record.fields.length !== columns.length) {
    refuse(null, 'wrong_number_of_fields', { expected: String(columns.length), found: String(record.fields.length) });
    return { record, account: null, problems };
  }
  const text = (column: ColumnName, longest: number, required = false): string => {
    const index = columns.indexOf(column);
    const cell = index === -1 ? '' : record.fields[index]!;
    if (/[\u0000-\u001f\u007f-\u009f]/.test(cell.trim())) {
      refuse(column, 'not_allowed');
      return '';
    }
    const said = tidy(cell);
    if ([...said].length > longest) {
      refuse(column, 'too_long', { most: String(longest) });
      return '';
    }
    if (required && said === '') refuse(column, 'required');
    return said;
  };
  const whole = (column: ColumnName, least: number, largest: number, required = false): number => {
    const said = text(column, 40, required);
    if (said === '') return 0;
    if (!/^-?\d+$/.test(said)) {
      refuse(column, 'not_a_whole_number');
      return 0;
    }
    const value = Number(said);
    if (value < least || value > largest) refuse(column, 'out_of_range', { least: String(least), most: String(largest) });
    return value;
  };
  const truth = (column: ColumnName, otherwise: boolean, required = false): boolean => {
    const said = fold(text(column, 20, required));
    if (said === '') return otherwise;
    if (['yes', 'true', '1', 'co'].includes(said)) return true;
    if (!['no', 'false', '0', 'khong'].includes(said)) refuse(column, 'not_yes_or_no');
    return false;
  };
  const choice = <Value extends string>(column: ColumnName, values: readonly [Value, Value], required = false): Value | undefined => {
    const said = fold(text(column, 20, required));
    const found = values.find((value) => value === said);
    if (said !== '' && found === undefined) refuse(column, 'invalid_choice');
    return found;
  };
  const amount = (column: ColumnName, least: number, required = false) => ({ amount: whole(column, least, most, required), currency });

  const email = text('email', 254, true);
  if (email !== '' && !looksLikeEmail(email)) refuse('email', 'invalid_email');
  const externalId = text('external_id', 200);
  const account: NewAccount = {
    email,
    external_id: externalId === '' ? null : externalId,
    name: text('name', 200, true),
    kind: choice('kind', ['individual', 'enterprise'], true) ?? 'individual',
    verified: truth('verified', true),
    payment_type: choice('payment_type', ['prepaid', 'postpaid'], true) ?? 'prepaid',
    credit_balance: amount('credit_balance', -most, true),
    credit_held: amount('credit_held', 0),
    credit_advance: amount('credit_advance', 0),
    services_in_use: whole('services_in_use', 0, 1_000_000_000, true),
    provider_discount: truth('provider_discount', false, true),
    in_poc: truth('in_poc', false, true),
    provider_customer: truth('provider_customer', false, true),
  };
  const language = choice('language', ['vi', 'en']);
  if (language) account.language = language;
  return { record, account: problems.length === 0 ? account : null, problems };
}

/** All rows of a file; of two that speak of one account the later one is refused, or their order would matter. */
export function readRows(columns: ColumnName[], records: CsvRecord[], currency: string): ReadRow[] {
  const lineOf = new Map<string, number>();
  return records.map((record) => {
    const row = readRow(columns, record, currency);
    if (!row.account) return row;
    const marks: [ColumnName, string | null][] = [
      ['email', row.account.email.toLowerCase()],
      ['external_id', row.account.external_id ? `#${row.account.external_id}` : null],
    ];
    for (const [column, mark] of marks) {
      if (mark === null) continue;
      const earlier = lineOf.get(mark);
      if (earlier !== undefined)
        return { ...row, account: null, problems: [{ column, code: 'repeated_in_file', values: { line: String(earlier) } }] };
      lineOf.set(mark, record.line);
    }
    return row;
  });
}

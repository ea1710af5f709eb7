// The rows of "add customers": typed, pasted, judged. Pure, so that every rule of it can be tried without a page.
import type { Schemas } from '../../lib/api';

export type Reason = Schemas['Reason'];
export type Field = 'email' | 'friendly_name' | 'role';
export const fields: readonly Field[] = ['email', 'friendly_name', 'role'];
export type Entry = Record<Field, string>;

export interface Row extends Entry {
  key: number;
  /** Whoever typed has gone on, or it was pasted: what is wrong may be said now. */
  left: boolean;
  verdict: { outcome: 'eligible' | 'refused'; reasons: Reason[] } | null;
  /** What the program said of single fields. */
  refusals: Partial<Record<Field, string>>;
}

export interface Sheet {
  rows: Row[];
  /** What was pasted beyond the limit; nothing of it is lost. */
  rest: Entry[];
  nextKey: number;
}

/** As many as one call takes. */
export const mostRows = 1000;
export const longestName = 100;

function row(key: number, entry: Entry, left: boolean): Row {
  return { ...entry, key, left, verdict: null, refusals: {} };
}

export function emptySheet(role: string): Sheet {
  return { rows: [row(0, { email: '', friendly_name: '', role }, false)], rest: [], nextKey: 1 };
}

export function isBlank({ email, friendly_name }: Entry): boolean {
  return email.trim() === '' && friendly_name.trim() === '';
}

export function filled(sheet: Sheet): Row[] {
  return sheet.rows.filter((each) => !isBlank(each));
}

export type Action =
  | { type: 'type'; key: number; field: Field; value: string }
  | { type: 'leave'; key: number }
  | { type: 'add'; role: string }
  | { type: 'remove'; keys: number[]; role: string }
  | { type: 'insert'; at: number; entries: Entry[] }
  | { type: 'fill'; at: number; field: Field; cells: string[][]; role: string }
  | { type: 'take_rest' }
  | { type: 'drop_rest' }
  | { type: 'judge'; verdicts: Map<number, Row['verdict']>; gone: Set<number>; role: string }
  | { type: 'refuse'; refusals: Map<number, Row['refusals']> }
  | { type: 'submit' }
  | { type: 'replace'; sheet: Sheet };

export function change(sheet: Sheet, action: Action): Sheet {
  switch (action.type) {
    case 'type':
      return { ...sheet, rows: sheet.rows.map((each) => (each.key === action.key ? typed(each, action.field, action.value) : each)) };
    case 'leave':
      return { ...sheet, rows: sheet.rows.map((each) => (each.key === action.key && !each.left && !isBlank(each) ? { ...each, left: true } : each)) };
    case 'add': {
      if (sheet.rows.length >= mostRows) return sheet;
      const next = row(sheet.nextKey, { email: '', friendly_name: '', role: action.role }, false);
      return { ...sheet, rows: [...sheet.rows, next], nextKey: sheet.nextKey + 1 };
    }
    case 'remove':
      return neverEmpty({ ...sheet, rows: sheet.rows.filter(({ key }) => !action.keys.includes(key)) }, action.role);
    case 'insert':
      return insert(sheet, action.at, action.entries);
    case 'fill':
      return fill(sheet, action);
    case 'take_rest':
      return insert({ ...sheet, rest: [] }, sheet.rows.at(-1)!.key, sheet.rest);
    case 'drop_rest':
      return { ...sheet, rest: [] };
    case 'judge': {
      const rows = sheet.rows
        .filter(({ key }) => !action.gone.has(key))
        .map((each) => (action.verdicts.has(each.key) ? { ...each, verdict: action.verdicts.get(each.key)!, refusals: {} } : each));
      return neverEmpty({ ...sheet, rows }, action.role);
    }
    case 'refuse':
      return { ...sheet, rows: sheet.rows.map((each) => ({ ...each, refusals: action.refusals.get(each.key) ?? {} })) };
    case 'submit':
      return { ...sheet, rows: sheet.rows.map((each) => (each.left || isBlank(each) ? each : { ...each, left: true })) };
    case 'replace':
      return action.sheet;
  }
}

/** What was judged was the address; another one is not judged yet. */
function typed(before: Row, field: Field, value: string): Row {
  return { ...before, [field]: value, refusals: { ...before.refusals, [field]: undefined }, verdict: field === 'email' ? null : before.verdict };
}

function neverEmpty(sheet: Sheet, role: string): Sheet {
  return sheet.rows.length > 0 ? sheet : change(sheet, { type: 'add', role });
}

/** Puts entries in the place of the row if it is blank, else behind it; what does not fit is kept aside. */
function insert(sheet: Sheet, at: number, entries: Entry[]): Sheet {
  const place = sheet.rows.findIndex(({ key }) => key === at);
  const target = sheet.rows[place];
  const before = sheet.rows.slice(0, place + 1);
  if (target && isBlank(target)) before.pop();
  const after = sheet.rows.slice(place + 1).filter((each) => !isBlank(each));
  const room = Math.max(0, mostRows - before.length - after.length);
  const taken = entries.slice(0, room).map((entry, index) => row(sheet.nextKey + index, entry, true));
  // Whoever pasted into a blank row still stands in it.
  if (target && isBlank(target) && taken[0]) taken[0] = { ...taken[0], key: target.key };
  return { rows: [...before, ...taken, ...after], rest: [...sheet.rest, ...entries.slice(room)], nextKey: sheet.nextKey + taken.length };
}

/** Cells without any address go where they were pasted, downwards, as in a spreadsheet. */
function fill(sheet: Sheet, { at, field, cells, role }: { at: number; field: Field; cells: string[][]; role: string }): Sheet {
  const first = sheet.rows.findIndex(({ key }) => key === at);
  const column = fields.indexOf(field);
  const over = cells.slice(Math.max(0, sheet.rows.length - first));
  const rows = sheet.rows.map((each, index) => {
    const line = index < first ? undefined : cells[index - first];
    if (!line) return each;
    return line.reduce<Row>((next, value, offset) => {
      const into = fields[column + offset];
      return into === undefined || into === 'role' ? next : { ...typed(next, into, value), left: true };
    }, each);
  });
  const entries = over.map((line) => {
    const entry: Entry = { email: '', friendly_name: '', role };
    line.forEach((value, offset) => {
      const into = fields[column + offset];
      if (into !== undefined && into !== 'role') entry[into] = value;
    });
    return entry;
  });
  const next = { ...sheet, rows };
  return entries.length === 0 ? next : insert(next, rows.at(-1)!.key, entries);
}

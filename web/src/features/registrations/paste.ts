// Blocks copied from a spreadsheet, lists of addresses, and tables of a file, made into rows. The column of
// addresses is decided once for the whole block; nothing that stands in it is left out.
import { isAddress } from './address';
import type { Entry } from './rows';

const unseen = /[\u200B-\u200D\u2060\uFEFF\u00AD]/g;
const spaces = /[\s\u00A0\u2007\u202F]+/g;

/** NFC, without what is not seen (BOM, zero-width), with plain single spaces. */
export function clean(text: string): string {
  return text.normalize('NFC').replace(unseen, '').replace(spaces, ' ').trim();
}

/** More than one cell: not what a field takes by itself. */
export function isBlock(text: string): boolean {
  const trimmed = text.replace(/[\r\n]+$/, '');
  return /[\t\r\n]/.test(trimmed) || (trimmed.match(/@/g)?.length ?? 0) > 1;
}

/** The cells of a copied block, cleaned, without blank lines. */
export function cellsOf(text: string): string[][] {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => clean(line) !== '');
  const delimiter = delimiterOf(text, lines);
  const table = delimiter === null ? lines.flatMap(addressesOf) : split(text, delimiter);
  return table.map((line) => line.map(clean)).filter((line) => line.some((cell) => cell !== ''));
}

/** Spreadsheets copy with tabs; text may have commas or semicolons, the same in every line. */
function delimiterOf(text: string, lines: string[]): string | null {
  if (text.includes('\t')) return '\t';
  const single = lines.every((line) => (line.match(/@/g)?.length ?? 0) <= 1);
  if (single && lines.length > 1) for (const each of [';', ',']) if (lines.every((line) => line.includes(each))) return each;
  // A quoted cell may hold line breaks also where there is one column only.
  return single && text.includes('"') ? '\t' : null;
}

/** "an@x.vn; Bình <binh@y.vn>" of a mail program: one line for each. */
function addressesOf(line: string): string[][] {
  const several = (line.match(/@/g)?.length ?? 0) > 1;
  const pieces = several ? line.split(line.includes('<') ? /[;,]/ : /[;,]|\s+(?=\S+@)/) : [line];
  return pieces.map((piece) => {
    const named = /^\s*"?([^"<]*)"?\s*<([^<>]+@[^<>]+)>\s*$/.exec(piece);
    return named ? [named[2]!, named[1]!] : [piece];
  });
}

/**
 * Cells between delimiters. A cell in quotes may hold delimiters, line breaks and doubled quotes; a quote
 * that is not closed before a delimiter is a letter like any other (spreadsheets copy `"ABC" Ltd` as it is).
 */
function split(text: string, delimiter: string): string[][] {
  const quoted = new RegExp(`"((?:[^"]|"")*)"(?=${delimiter}|\\r|\\n|$)`, 'y');
  const plain = new RegExp(`[^${delimiter}\\r\\n]*`, 'y');
  const rows: string[][] = [[]];
  for (let at = 0; at <= text.length; ) {
    quoted.lastIndex = at;
    plain.lastIndex = at;
    const inQuotes = quoted.exec(text);
    const found = inQuotes ?? plain.exec(text)!;
    rows.at(-1)!.push(inQuotes ? inQuotes[1]!.replaceAll('""', '"') : found[0]);
    at += found[0].length;
    if (at >= text.length) break;
    if (text.startsWith('\r\n', at)) at += 1;
    if (text[at] === '\n' || text[at] === '\r') rows.push([]);
    at += 1;
  }
  return rows;
}

const headings: Record<keyof Entry, RegExp> = {
  email: /^(dia chi )?(e-?mail|mail)( address| khach hang| tai khoan)?$|^(dia chi thu|tai khoan|account)$/,
  friendly_name: /^(ten( thuong dung| goi| khach hang| tai khoan| cong ty)?|(friendly |customer |account |company )?name|khach hang|customer)$/,
  role: /^(vai tro( cua ban)?|(your )?role)$/,
};

function fold(text: string): string {
  return clean(text.normalize('NFD').replace(/\p{M}/gu, ''))
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[\s_*:]+/g, ' ')
    .trim();
}

export interface Block {
  entries: Entry[];
  /** Rows whose role is none of the list; they got the usual one. */
  unknownRoles: number;
}

/** The rows of a table; null when no column holds an address. */
export function readTable(table: string[][], { roles, usual }: { roles: readonly string[]; usual: string }): Block | null {
  const cells = table.map((line) => line.map(clean)).filter((line) => line.some((cell) => cell !== ''));
  const width = Math.max(0, ...cells.map((line) => line.length));
  const columns = [...Array(width).keys()];
  const score = (column: number) => cells.reduce((sum, line) => sum + weight(line[column] ?? ''), 0);
  const email = columns.reduce((best, column) => (score(column) > score(best) ? column : best), 0);
  if (width === 0 || score(email) === 0) return null;

  const heading = headingOf(cells[0]!);
  const lines = heading ? cells.slice(1) : cells;
  const folded = new Map(roles.map((role) => [fold(role), role]));
  const others = columns.filter((column) => column !== email);
  const role = others.find((column) =>
    heading
      ? heading[column] === 'role'
      : lines.some((line) => line[column]) && lines.every((line) => !line[column] || folded.has(fold(line[column]))),
  );
  const name =
    others.find((column) => heading?.[column] === 'friendly_name') ??
    others.find((column) => column !== role && !heading?.[column] && lines.some((line) => line[column] && !/^[\d\s.,-]+$/.test(line[column])));

  let unknownRoles = 0;
  const entries = lines.map((line) => {
    const asked = role === undefined ? '' : (line[role] ?? '');
    const known = folded.get(fold(asked));
    if (asked !== '' && known === undefined) unknownRoles += 1;
    return { email: line[email] ?? '', friendly_name: name === undefined ? '' : (line[name] ?? ''), role: known ?? usual };
  });
  return { entries, unknownRoles };
}

function weight(cell: string): number {
  if (isAddress(cell)) return 2;
  return cell.includes('@') ? 1 : 0;
}

/** What each column is called, if the first line names columns: no address in it, and a name that is known. */
function headingOf(line: string[]): (keyof Entry | undefined)[] | null {
  if (line.some((cell) => cell.includes('@'))) return null;
  const named = line.map((cell) => (Object.keys(headings) as (keyof Entry)[]).find((field) => headings[field].test(fold(cell))));
  return named.some((field) => field !== undefined) ? named : null;
}

// Reads CSV as `partner-portal directory import` does: commas or semicolons, decided by the first line; RFC 4180 quotes;
// a byte order mark and blank lines are skipped. Lines are counted as an editor counts them.

export interface CsvRecord {
  line: number;
  fields: string[];
}

export type CsvProblem = { code: 'utf16' | 'not_utf8' | 'too_large' } | { code: 'nul' | 'unclosed_quote' | 'misplaced_quote'; line: number };

export const mostBytes = 64 * 1024 * 1024;

/** The text of a file, or why it is none. */
export function decode(bytes: Uint8Array): { text: string } | { problem: CsvProblem } {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (marked || (bytes.length >= 2 && (first === 0) !== (second === 0))) return { problem: { code: 'utf16' } };
  if (bytes.length > mostBytes) return { problem: { code: 'too_large' } };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: { code: 'not_utf8' } };
  }
}

function separatorOf(text: string): string {
  const line = /[^\r\n]*/.exec(text.replace(/^[\s]+/, ''))?.[0].replace(/"[^"]*"/g, '') ?? '';
  return line.split(';').length > line.split(',').length ? ';' : ',';
}

/** The records, and where reading stopped when it had to. */
export function readCsv(text: string): { records: CsvRecord[]; problem: CsvProblem | null } {
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  let line = 1;
  let at = 0;
  const end = (problem: CsvProblem | null) => ({ records, problem });
  while (at < text.length) {
    const record: CsvRecord = { line, fields: [] };
    for (;;) {
      const field = readField(text, at, separator);
      if ('code' in field) return end({ code: field.code, line: record.line });
      if (field.value.includes('\0')) return end({ code: 'nul', line: record.line });
      record.fields.push(field.value);
      line += field.lines;
      at = field.end;
      if (text[at] !== separator) break;
      at += 1;
    }
    if (record.fields.length > 1 || record.fields[0] !== '') records.push(record);
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n' && text[at - 1] === '\r') at += 1;
    else if (text[at] === '\n') at += 1;
    line += 1;
  }
  return end(null);
}

type Field = { value: string; end: number; lines: number } | { code: 'unclosed_quote' | 'misplaced_quote' };

function readField(text: string, begin: number, separator: string): Field {
  let at = begin;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  if (text[at] !== '"') {
    const stop = new RegExp(`[${separator}\r\n]`, 'g');
    stop.lastIndex = begin;
    const end = stop.exec(text)?.index ?? text.length;
    const value = text.slice(begin, end).replace(/^[ \t]+|[ \t]+$/g, '');
    return value.includes('"') ? { code: 'misplaced_quote' } : { value, end, lines: 0 };
  }
  let value = '';
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return { code: 'unclosed_quote' };
    value += text.slice(from, quote);
    from = quote + 2;
    if (text[quote + 1] !== '"') break;
    value += '"';
  }
  let end = from - 1;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  if (end < text.length && text[end] !== separator && text[end] !== '\r' && text[end] !== '\n') return { code: 'misplaced_quote' };
  return { value, end, lines: value.match(/\r\n|\r|\n/g)?.length ?? 0 };
}

/** A file that spreadsheets open as it is meant: UTF-8 with its mark, and no cell that they would run as a formula. */
export function writeCsv(rows: string[][]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r\0＝＋－＠]/.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

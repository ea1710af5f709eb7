import { type ColumnName, type HeaderProblem, readHeader, type ReadRow, readRows } from './account_rows';
import { type CsvProblem, decode, mostBytes, readCsv } from './csv';

export interface ReadFile {
  name: string;
  columns: ColumnName[];
  rows: ReadRow[];
  /** Why the file as a whole, or what follows its rows, cannot be read. */
  problem: CsvProblem | HeaderProblem | null;
}

export async function readFile(file: File, currency: string): Promise<ReadFile> {
  const nothing = { name: file.name, columns: [], rows: [] };
  if (file.size > mostBytes) return { ...nothing, problem: { code: 'too_large' } };
  const decoded = decode(new Uint8Array(await file.arrayBuffer()));
  if ('problem' in decoded) return { ...nothing, problem: decoded.problem };
  const { records, problem } = readCsv(decoded.text);
  if (problem) return { ...nothing, problem };
  const header = readHeader(records[0]);
  if ('problem' in header) return { ...nothing, problem: header.problem };
  if (records.length === 1) return { ...nothing, problem: { code: 'empty_file' } };
  return { name: file.name, columns: header.columns, rows: readRows(header.columns, records.slice(1), currency), problem: null };
}

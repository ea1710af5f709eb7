// A CSV file as spreadsheets save it, read into cells.

export type CsvTrouble = 'spreadsheet' | 'not_utf8' | 'quotes' | 'too_large';
export type Csv = { table: string[][] } | { trouble: CsvTrouble };

const mostBytes = 5_000_000;

/** UTF-8, or UTF-16 with its mark (Excel's "Unicode text"); null for anything else. */
export function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

export async function readCsv(bytes: Uint8Array): Promise<Csv> {
  if (bytes.length > mostBytes) return { trouble: 'too_large' };
  // "PK" begins every XLSX.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { trouble: 'spreadsheet' };
  const text = decode(bytes);
  if (text === null || text.includes('\0')) return { trouble: 'not_utf8' };
  const { parse } = (await import('papaparse')).default;
  const { data, errors } = parse<string[]>(text, { skipEmptyLines: 'greedy', delimitersToGuess: [',', ';', '\t', '|'] });
  return errors.some(({ type }) => type === 'Quotes') ? { trouble: 'quotes' } : { table: data };
}

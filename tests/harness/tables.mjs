// Exports as a spreadsheet program reads them: CSV by RFC 4180, XLSX by unpacking it. Both give the rows
// as texts; a moment of an XLSX is written as a CSV writes it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** Rows of a CSV with a byte order mark and CRLF. */
export function readCsv(bytes) {
  const text = bytes.toString('utf8');
  assert.ok(text.startsWith('\ufeff'), 'a byte order mark, or Excel takes it for another encoding');
  assert.ok(text.endsWith('\r\n'));
  const rows = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  field.lastIndex = 1;
  let row = [];
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const found = field.exec(text);
    assert.ok(found, `no CSV at ${at}: ${text.slice(at, at + 60)}`);
    row.push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (found[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const unpack = `
import io, json, sys, zipfile
from xml.etree import ElementTree
book = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert book.testzip() is None
parts = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist()}
main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
codes = {each.get("numFmtId"): each.get("formatCode") for each in parts["xl/styles.xml"].iter(main + "numFmt")}
styles = [codes.get(each.get("numFmtId"), "") for each in next(parts["xl/styles.xml"].iter(main + "cellXfs"))]
rows = []
for row in parts["xl/worksheets/sheet1.xml"].iter(main + "row"):
    cells = {}
    for cell in row.iter(main + "c"):
        column = "".join(c for c in cell.get("r") if c.isalpha())
        assert cell.find(main + "f") is None, "a formula in " + cell.get("r")
        kind = cell.get("t") or ("moment" if "yy" in styles[int(cell.get("s") or 0)] else "n")
        value = "".join(cell.itertext())
        cells[column] = [kind, value]
    rows.append(cells)
sheet = next(parts["xl/workbook.xml"].iter(main + "sheet")).get("name")
print(json.dumps({"sheet": sheet, "rows": rows}))
`;

function momentOf(serial) {
  const at = new Date(Math.round((Number(serial) - 25_569) * 86_400) * 1000);
  return at.toISOString().replace('T', ' ').slice(0, 19);
}

/** {sheet, rows} of an XLSX whose columns are A to Z; every part of it must be XML. */
export function readXlsx(bytes) {
  const done = spawnSync('/usr/bin/python3', ['-c', unpack], { input: bytes, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(done.status, 0, done.stderr ?? String(done.error));
  const { sheet, rows } = JSON.parse(done.stdout);
  const width = Object.keys(rows[0]).length;
  const columns = Array.from({ length: width }, (_, i) => String.fromCharCode(65 + i));
  return {
    sheet,
    rows: rows.map((cells) => columns.map((column) => {
      const [kind, value] = cells[column] ?? ['inlineStr', ''];
      return kind === 'moment' && value !== '' ? momentOf(value) : value;
    })),
  };
}

// Tab-separated text, the form every spreadsheet program puts on the clipboard.
//
// A cell with a tab, a line break or a quotation mark stands in quotation marks, doubled inside. Excel, WPS and LibreOffice
// all end the block with a line break, which is no further row. Text that would be run as a formula by the program that
// receives it gets a leading apostrophe, so it stays text there; our own reader takes it off again (`parseValue`).

const NEEDS_QUOTES = /[\t\n\r"]/;
const FORMULA_LIKE = /^[=+@]/;

/** Rows of texts as one block. */
export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(writeCell).join('\t')).join('\r\n');
}

function writeCell(text: string): string {
  const safe = FORMULA_LIKE.test(text) && !/^\+?[\d.,]+$/.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * Reads a block. A cell is quoted only if its quotation mark opens the cell and the closing one ends it; anything else keeps
 * its marks as they are (a text such as “5" 管” copied as plain text).
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const end = text.length;
  while (at < end) {
    const quoted = text[at] === '"' ? readQuoted(text, at) : null;
    if (quoted) {
      row.push(quoted.cell);
      at = quoted.next;
    } else {
      let stop = at;
      while (stop < end && text[stop] !== '\t' && text[stop] !== '\n' && text[stop] !== '\r') stop++;
      row.push(text.slice(at, stop));
      at = stop;
    }
    if (text[at] === '\t') {
      at++;
      if (at === end || text[at] === '\n' || text[at] === '\r') row.push('');
      if (at === end) break;
    }
    if (text[at] === '\r' || text[at] === '\n') {
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
      rows.push(row);
      row = [];
    }
  }
  if (row.length) rows.push(row);
  return rows;
}

function readQuoted(text: string, start: number): { cell: string; next: number } | null {
  let cell = '';
  let at = start + 1;
  while (at < text.length) {
    const close = text.indexOf('"', at);
    if (close < 0) return null;
    cell += text.slice(at, close);
    if (text[close + 1] === '"') {
      cell += '"';
      at = close + 2;
      continue;
    }
    const after = text[close + 1];
    if (after === undefined || after === '\t' || after === '\n' || after === '\r') {
      return { cell: cell.replace(/\r\n?/g, '\n'), next: close + 1 };
    }
    return null;
  }
  return null;
}

// Sheets written as they look. A cell is its text; a number is a number cell; '<' continues the cell to the left, '^' the cell
// above (so a merge is drawn, not listed); '' is empty; {f, v} is a formula with its value.

import { emptySheet, putCell, type Sheet } from '../../electron/import/read/sheet.ts';

export type Drawn = string | number | { f: string; v: number; z?: string };

export function sheet(rows: readonly (readonly Drawn[])[], name = 'Sheet1'): Sheet {
  const made = emptySheet(name);
  const at = (r: number, c: number) => rows[r]?.[c];
  rows.forEach((line, r) => {
    line.forEach((drawn, c) => {
      if (drawn === '<' || drawn === '^' || drawn === '') return;
      put(made, r + 1, c + 1, drawn);
      let right = c;
      while (at(r, right + 1) === '<') right++;
      let bottom = r;
      while (at(bottom + 1, c) === '^') bottom++;
      if (right > c || bottom > r) made.merges.push({ top: r + 1, left: c + 1, bottom: bottom + 1, right: right + 1 });
    });
    if (r + 1 > made.rows && line.length > 0) made.rows = r + 1;
    made.columns = Math.max(made.columns, line.length);
  });
  return made;
}

function put(made: Sheet, row: number, column: number, drawn: Exclude<Drawn, '<' | '^' | ''>): void {
  if (typeof drawn === 'string') {
    putCell(made, row, column, { text: drawn, kind: 'text', value: null, format: null, formula: null });
  } else if (typeof drawn === 'number') {
    putCell(made, row, column, { text: String(drawn), kind: 'number', value: String(drawn), format: null, formula: null });
  } else {
    putCell(made, row, column, { text: String(drawn.v), kind: 'number', value: String(drawn.v), format: null, formula: drawn.f });
  }
}

/** A drawing on lines: cells parted by |, numbers recognised, blanks around cells dropped. */
export function draw(text: string, name?: string): Sheet {
  const lines = text.replace(/^\n|\n\s*$/g, '').split('\n');
  return sheet(
    lines.map((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      if (cells.every((cell) => cell === '')) return [];
      return cells.map((cell) => (/^-?\d+(?:\.\d+)?$/.test(cell) ? { f: '', v: Number(cell), text: cell } : cell)).map(plain);
    }),
    name,
  );
}

/** Numbers keep their printed decimals in a drawing (51.00). */
function plain(cell: string | { f: string; v: number; text: string }): Drawn {
  return typeof cell === 'string' ? cell : cell.text === String(cell.v) ? cell.v : `${cell.text}`;
}

// What kind of thing stands in a cell, as far as finding a table goes.
//
// A year is neither number nor text: 1990 over a column is a header, 1990 in a label column is a label. A dash is a value
// that says "none", so it speaks for a data row just as a number does.

import { parseForm } from '../../../shared/values/parse.ts';
import type { Sheet, SheetCell } from '../read/sheet.ts';

export type CellClass = 'empty' | 'number' | 'figure' | 'sign' | 'year' | 'text' | 'error';

const YEAR = /^(?:19[4-9]\d|20\d\d|2100)(?:年度?)?$/;
const YEAR_SPAN = /^(?:19|20)\d\d年?\s*[-—–~～至/]\s*(?:19|20)?\d\d(?:年度?)?$/;
const SIGNS = new Set(['…', '……', '...', '*', '***', '×', '//', '\\', '、']);

export const isYearText = (text: string): boolean => YEAR.test(text) || YEAR_SPAN.test(text);

/** number = a plain number (also as text), figure = a bound, range, mark or percentage, sign = a dash or a slash. */
export function classOf(cell: SheetCell | undefined): CellClass {
  if (!cell) return 'empty';
  const text = cell.text.trim();
  if (text === '') return 'empty';
  if (cell.kind === 'error') return 'error';
  if (isYearText(text)) return 'year';
  if (cell.kind === 'number') return /^[-—–]$/.test(text) ? 'sign' : 'number';
  if (cell.kind !== 'text' || text.length > 40) return 'text';
  if (SIGNS.has(text)) return 'sign';
  const first = text.charCodeAt(0);
  // Most Chinese words can be told from a figure by their first letter; only what may be one is parsed.
  if (first >= 0x4e00 && first <= 0x9fff && !text.startsWith('约') && !text.startsWith('一一')) return 'text';
  const value = parseForm(text);
  if (value === null) return 'text';
  switch (value.form) {
    case 'number':
      return value.text === undefined ? 'number' : 'figure';
    case 'bound':
    case 'range':
      return 'figure';
    case 'none':
    case 'na':
      return 'sign';
    default:
      return 'text';
  }
}

/** The classes of a sheet's cells, worked out once. */
export class ClassGrid {
  private readonly rows: (CellClass | undefined)[][] = [];
  readonly sheet: Sheet;
  constructor(sheet: Sheet) {
    this.sheet = sheet;
  }

  at(row: number, column: number): CellClass {
    const cell = this.sheet.grid[row]?.[column];
    if (!cell) return 'empty';
    let line = this.rows[row];
    if (!line) {
      line = [];
      this.rows[row] = line;
    }
    let known = line[column];
    if (known === undefined) {
      known = classOf(cell);
      line[column] = known;
    }
    return known;
  }

  /** number, figure or sign: what a data cell holds */
  isValue(row: number, column: number): boolean {
    const c = this.at(row, column);
    return c === 'number' || c === 'figure' || c === 'sign';
  }
}

// A sheet as a careful reader sees it: what is printed in each cell, where cells are merged, what is hidden.
//
// Every reader (binary workbooks, csv, html) fills this one model, and everything behind it (finding, mapping) knows only
// this. Rows and columns are numbered from 1 as in the sheet. The grid is sparse: a used range of a million rows with ten
// cells costs ten cells.

export type SheetCellKind = 'number' | 'text' | 'date' | 'boolean' | 'error';

export interface SheetCell {
  /** as printed; never only white space */
  text: string;
  kind: SheetCellKind;
  /** number cells: every digit the file holds, as plain decimal text; null for the others */
  value: string | null;
  /** the number format of the file (0.00, @, yyyy/m/d …) */
  format: string | null;
  formula: string | null;
}

/** A merged range, ends included. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Sheet {
  name: string;
  hidden: boolean;
  /** last row and column that hold something or belong to a merge with text */
  rows: number;
  columns: number;
  /** grid[row][column]; absent = empty */
  grid: (SheetCell | undefined)[][];
  merges: Merge[];
  hiddenRows: number[];
  hiddenColumns: number[];
}

export type BookFormat = 'xls' | 'et' | 'xlsx' | 'xlsb' | 'ods' | 'xml2003' | 'html' | 'mht' | 'csv' | 'text';

export interface Book {
  format: BookFormat;
  /** only of formats that are text */
  encoding?: string;
  sheets: Sheet[];
  /** things to tell: cut texts, sheets without cells … as stable codes */
  remarks: { code: string; sheet?: string; row?: number; column?: number }[];
}

export const cellAt = (sheet: Sheet, row: number, column: number): SheetCell | undefined => sheet.grid[row]?.[column];

/** The printed text, '' where empty. */
export const textAt = (sheet: Sheet, row: number, column: number): string => sheet.grid[row]?.[column]?.text ?? '';

export function emptySheet(name: string, hidden = false): Sheet {
  return { name, hidden, rows: 0, columns: 0, grid: [], merges: [], hiddenRows: [], hiddenColumns: [] };
}

export function putCell(sheet: Sheet, row: number, column: number, cell: SheetCell): void {
  let line = sheet.grid[row];
  if (!line) {
    line = [];
    sheet.grid[row] = line;
  }
  line[column] = cell;
  if (row > sheet.rows) sheet.rows = row;
  if (column > sheet.columns) sheet.columns = column;
}

// Which band each row of the sheet belongs to, and the ranges of the bands as a spreadsheet user writes them (A5:A17).

import type { FoundTable, InspectedSheet } from '../../shared/contract/import.ts';
import type { BandName } from '../theme/tokens.ts';

/** 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

export interface TableBands {
  /** band of a row; absent = outside the table */
  of: ReadonlyMap<number, BandName>;
  labelColumns: ReadonlySet<number>;
  firstColumn: number;
  lastColumn: number;
  ranges: Record<BandName, string>;
}

export function bandsOf(table: FoundTable, sheet: InspectedSheet): TableBands {
  const [from, to] = table.range.split(':');
  const [firstColumn, top] = cellOf(from ?? 'A1');
  const [lastColumn, bottom] = cellOf(to ?? from ?? 'A1');
  const of = new Map<number, BandName>();
  const header = table.headerRows;
  const bodyStart = header ? header[0] : table.dataRows[0];
  const titleEnd = table.titleRows ? table.titleRows[1] : top - 1;
  const saysUnit = (row: number) => {
    for (let column = firstColumn; column <= lastColumn; column++)
      if (/单\s*位\s*[:：]/.test(sheet.cells?.[`${row},${column}`] ?? '')) return true;
    return false;
  };
  const titleStart = table.titleRows?.[0] ?? top;
  for (let row = titleStart; row <= titleEnd; row++) of.set(row, row > titleStart && saysUnit(row) ? 'unit' : 'title');
  // What stands between title and header says the unit, who reports, or is blank.
  for (let row = titleEnd + 1; row < bodyStart; row++) of.set(row, 'unit');
  if (header) for (let row = header[0]; row <= header[1]; row++) of.set(row, 'header');
  for (let row = table.dataRows[0]; row <= table.dataRows[1]; row++) of.set(row, 'data');
  for (const row of table.repeatedHeaderRows) of.set(row, 'header');
  for (const row of table.sectionRows) of.set(row, 'label');
  for (const row of table.totalRows) of.set(row, 'total');
  for (const row of table.noteRows) of.set(row, 'note');
  const rowsOf = (band: BandName) => [...of].filter(([, b]) => b === band).map(([row]) => row);
  const labelLast = Math.max(firstColumn, ...table.labelColumns);
  const labelFirst = table.labelColumns.length ? Math.min(...table.labelColumns) : firstColumn;
  const range = (rows: number[], left: number, right: number) => {
    if (rows.length === 0) return '';
    const a = `${columnLetters(left)}${Math.min(...rows)}`;
    const b = `${columnLetters(right)}${Math.max(...rows)}`;
    return a === b ? a : `${a}:${b}`;
  };
  const data = rowsOf('data');
  return {
    of,
    labelColumns: new Set(table.labelColumns),
    firstColumn,
    lastColumn,
    ranges: {
      title: range(rowsOf('title'), firstColumn, lastColumn),
      unit: range(rowsOf('unit'), firstColumn, lastColumn),
      header: range(rowsOf('header'), firstColumn, lastColumn),
      label: range(data, labelFirst, labelLast),
      data: range(data, Math.min(labelLast + 1, lastColumn), lastColumn),
      total: range(rowsOf('total'), firstColumn, lastColumn),
      note: range(
        rowsOf('note').filter((row) => row <= bottom + 50),
        firstColumn,
        firstColumn,
      ),
    },
  };
}

/** B12 → [2, 12]. */
function cellOf(ref: string): [column: number, row: number] {
  const match = /^([A-Z]+)(\d+)$/.exec(ref);
  if (!match?.[1] || !match[2]) return [1, 1];
  let column = 0;
  for (const letter of match[1]) column = column * 26 + letter.charCodeAt(0) - 64;
  return [column, Number(match[2])];
}

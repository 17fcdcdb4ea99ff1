// The two directions of a table on the screen: its rows from top to bottom and its columns from left to right.
//
// Selection, moves, paste and fill think in steps and rectangles, while everything that is kept is an id. The axes are the
// bridge: ids in display order with their place looked up in one step. They are rebuilt when the table's structure changes
// and at no other time. Total rows stand where the screen shows them, first or last, so moving down from the last row of
// data reaches the total as it does in a worksheet.

import type { ColumnId, RowId } from '../../shared/model/ids.ts';

/** A cell's place by ids. */
export interface GridCell {
  readonly row: RowId;
  readonly col: ColumnId;
}

export interface Axes {
  readonly rows: readonly RowId[];
  readonly cols: readonly ColumnId[];
  readonly rowAt: ReadonlyMap<RowId, number>;
  readonly colAt: ReadonlyMap<ColumnId, number>;
}

/** A rectangle of places, all four edges included. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export function axesOf(rows: readonly RowId[], cols: readonly ColumnId[]): Axes {
  return {
    rows,
    cols,
    rowAt: new Map(rows.map((row, i) => [row, i])),
    colAt: new Map(cols.map((col, i) => [col, i])),
  };
}

/** The cell at a place, the place clamped into the table; null for a table without rows or columns. */
export function cellAt(axes: Axes, row: number, col: number): GridCell | null {
  const rowId = axes.rows[clamp(row, axes.rows.length)];
  const colId = axes.cols[clamp(col, axes.cols.length)];
  return rowId === undefined || colId === undefined ? null : { row: rowId, col: colId };
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}

export const sameCell = (a: GridCell, b: GridCell): boolean => a.row === b.row && a.col === b.col;

export const boxRows = (box: Box): number => box.bottom - box.top + 1;
export const boxCols = (box: Box): number => box.right - box.left + 1;
export const boxCells = (box: Box): number => boxRows(box) * boxCols(box);

export const inBox = (box: Box, row: number, col: number): boolean =>
  row >= box.top && row <= box.bottom && col >= box.left && col <= box.right;

export const sameBox = (a: Box, b: Box): boolean =>
  a.top === b.top && a.left === b.left && a.bottom === b.bottom && a.right === b.right;

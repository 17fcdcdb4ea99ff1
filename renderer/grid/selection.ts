// What is selected: one active cell and one or more rectangles, as the hands of a WPS user expect them.
//
// A range keeps its anchor (`from`, where the drag or Shift began) and its far corner (`to`), both as ids, so it survives a
// row inserted in its middle. The newest range is the one that Shift extends. The active cell usually is its anchor; Tab and
// Enter may move it about inside the ranges without changing them. Everything here is a pure function over values.

import { type Axes, type Box, cellAt, type GridCell, inBox, sameCell } from './axes.ts';

export interface Range {
  readonly from: GridCell;
  readonly to: GridCell;
}

export interface Selection {
  readonly active: GridCell;
  /** never empty; the last one is the one being made */
  readonly ranges: readonly Range[];
}

export const selectCell = (cell: GridCell): Selection => ({ active: cell, ranges: [{ from: cell, to: cell }] });

/** One range from `from` to `to`; the active cell is `from`. */
export const selectRange = (from: GridCell, to: GridCell): Selection => ({ active: from, ranges: [{ from, to }] });

/** Shift: the newest range reaches to `to` from its own anchor. */
export function extendTo(selection: Selection, to: GridCell): Selection {
  const last = newest(selection);
  return { active: last.from, ranges: [...selection.ranges.slice(0, -1), { from: last.from, to }] };
}

/** Ctrl+click: a further range that starts and ends at `cell`. */
export const addRange = (selection: Selection, from: GridCell, to: GridCell = from): Selection => ({
  active: from,
  ranges: [...selection.ranges, { from, to }],
});

/** A drag or Shift over whole rows or columns: the newest range becomes `range`, the others stay. */
export const replaceNewest = (selection: Selection, range: Range): Selection => ({
  active: range.from,
  ranges: [...selection.ranges.slice(0, -1), range],
});

export const newest = (selection: Selection): Range => selection.ranges[selection.ranges.length - 1] as Range;

/** A range as places; null where one of its corners is no longer there. */
export function boxOf(range: Range, axes: Axes): Box | null {
  const a = axes.rowAt.get(range.from.row);
  const b = axes.rowAt.get(range.to.row);
  const c = axes.colAt.get(range.from.col);
  const d = axes.colAt.get(range.to.col);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  return { top: Math.min(a, b), bottom: Math.max(a, b), left: Math.min(c, d), right: Math.max(c, d) };
}

export function boxesOf(selection: Selection, axes: Axes): Box[] {
  return selection.ranges.map((range) => boxOf(range, axes)).filter((box) => box !== null);
}

export function newestBox(selection: Selection, axes: Axes): Box | null {
  return boxOf(newest(selection), axes);
}

/** True where nothing but the active cell is selected. */
export function isSingle(selection: Selection): boolean {
  const only = selection.ranges[0];
  return selection.ranges.length === 1 && only !== undefined && sameCell(only.from, only.to);
}

/** Whole rows between two rows; the active cell is in the first column. */
export function selectRows(axes: Axes, from: number, to: number): Selection | null {
  const start = cellAt(axes, from, 0);
  const end = cellAt(axes, to, axes.cols.length - 1);
  return start && end && { active: start, ranges: [{ from: start, to: end }] };
}

/** Whole columns between two columns; the active cell is in the first row. */
export function selectColumns(axes: Axes, from: number, to: number): Selection | null {
  const start = cellAt(axes, 0, from);
  const end = cellAt(axes, axes.rows.length - 1, to);
  return start && end && { active: start, ranges: [{ from: start, to: end }] };
}

export function selectAll(axes: Axes, active: GridCell): Selection | null {
  const start = cellAt(axes, 0, 0);
  const end = cellAt(axes, axes.rows.length - 1, axes.cols.length - 1);
  return start && end && { active, ranges: [{ from: start, to: end }] };
}

/** The cells of all ranges in reading order, each once. */
export function* cellsOf(selection: Selection, axes: Axes): Generator<GridCell> {
  const boxes = boxesOf(selection, axes);
  for (const [index, box] of boxes.entries()) {
    for (let r = box.top; r <= box.bottom; r++) {
      for (let c = box.left; c <= box.right; c++) {
        if (boxes.slice(0, index).some((earlier) => inBox(earlier, r, c))) continue;
        yield { row: axes.rows[r] as number, col: axes.cols[c] as number };
      }
    }
  }
}

/** Rows touched by any range, top to bottom. */
export function rowsOf(selection: Selection, axes: Axes): number[] {
  const places = new Set<number>();
  for (const box of boxesOf(selection, axes)) for (let r = box.top; r <= box.bottom; r++) places.add(r);
  return [...places].sort((a, b) => a - b).map((r) => axes.rows[r] as number);
}

/**
 * The selection after the structure changed: ranges whose corners are gone are dropped, and where nothing is left the cell
 * now nearest to the old active one is taken (the row that moved up into a deleted row's place).
 */
export function repair(selection: Selection, before: Axes, now: Axes): Selection | null {
  const ranges = selection.ranges.filter((range) => boxOf(range, now) !== null);
  const activeStands = now.rowAt.has(selection.active.row) && now.colAt.has(selection.active.col);
  if (activeStands && ranges.length) return { active: selection.active, ranges };
  const row = now.rowAt.get(selection.active.row) ?? before.rowAt.get(selection.active.row) ?? 0;
  const col = now.colAt.get(selection.active.col) ?? before.colAt.get(selection.active.col) ?? 0;
  const cell = cellAt(now, row, col);
  return cell && selectCell(cell);
}

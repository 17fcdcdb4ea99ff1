// Where the keys lead: arrows, Ctrl+arrows to the edge of the data, pages, Home and End, Tab and Enter.
//
// Pure functions from a selection to the next one, with the same results as a worksheet. Emptiness is asked of the caller,
// because only the plan knows it. Tab and Enter walk through the selected ranges when more than one cell is selected, and
// otherwise move on; Enter after a run of Tabs returns to the column where that run began.

import { type Axes, cellAt, type GridCell } from './axes.ts';
import { boxesOf, isSingle, newest, type Selection, selectCell, selectRange } from './selection.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

const STEP: Record<Direction, readonly [number, number]> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
};

/** One cell on, or `count` cells on, stopping at the table's edge. */
export function stepFrom(axes: Axes, cell: GridCell, direction: Direction, count = 1): GridCell {
  const [dr, dc] = STEP[direction];
  const row = axes.rowAt.get(cell.row) ?? 0;
  const col = axes.colAt.get(cell.col) ?? 0;
  return cellAt(axes, row + dr * count, col + dc * count) ?? cell;
}

/**
 * Ctrl+arrow: from a filled cell to the last filled one of its run, else to the next filled cell, else to the edge.
 */
export function edgeFrom(axes: Axes, cell: GridCell, direction: Direction, isEmpty: (cell: GridCell) => boolean): GridCell {
  let at = cell;
  let next = stepFrom(axes, at, direction);
  if (next.row === at.row && next.col === at.col) return at;
  const runs = !isEmpty(at) && !isEmpty(next);
  at = next;
  while (true) {
    next = stepFrom(axes, at, direction);
    if (next.row === at.row && next.col === at.col) return at;
    if (runs ? isEmpty(next) : !isEmpty(at)) return at;
    at = next;
  }
}

/** An arrow key. `extend` = Shift held, `far` = Ctrl held. */
export function moveArrow(
  axes: Axes,
  selection: Selection,
  direction: Direction,
  keys: { extend: boolean; far: boolean },
  isEmpty: (cell: GridCell) => boolean,
): Selection {
  const start = keys.extend ? newest(selection).to : selection.active;
  const to = keys.far ? edgeFrom(axes, start, direction, isEmpty) : stepFrom(axes, start, direction);
  return keys.extend ? extendFrom(selection, to) : selectCell(to);
}

/** PageUp and PageDown: `rows` rows at once. */
export function movePage(axes: Axes, selection: Selection, rows: number, extend: boolean): Selection {
  const start = extend ? newest(selection).to : selection.active;
  const to = stepFrom(axes, start, rows < 0 ? 'up' : 'down', Math.abs(rows));
  return extend ? extendFrom(selection, to) : selectCell(to);
}

/** Home and End within the row; with Ctrl to the table's first and last cell. */
export function moveToEnd(axes: Axes, selection: Selection, end: 'first' | 'last', whole: boolean, extend: boolean): Selection {
  const start = extend ? newest(selection).to : selection.active;
  const row = whole ? (end === 'first' ? 0 : axes.rows.length - 1) : (axes.rowAt.get(start.row) ?? 0);
  const col = end === 'first' ? 0 : axes.cols.length - 1;
  const to = cellAt(axes, row, col) ?? start;
  return extend ? extendFrom(selection, to) : selectCell(to);
}

/** Tab (along rows) and Enter (down columns), `back` with Shift. Inside a larger selection only the active cell moves. */
export function moveOn(
  axes: Axes,
  selection: Selection,
  key: 'tab' | 'enter',
  back: boolean,
  returnColumn: number | null = null,
): Selection {
  if (!isSingle(selection)) return cycle(axes, selection, key, back);
  const { active } = selection;
  if (key === 'tab') {
    const moved = stepFrom(axes, active, back ? 'left' : 'right');
    return selectCell(moved);
  }
  const row = (axes.rowAt.get(active.row) ?? 0) + (back ? -1 : 1);
  const col = returnColumn ?? axes.colAt.get(active.col) ?? 0;
  return selectCell(cellAt(axes, row, col) ?? active);
}

function cycle(axes: Axes, selection: Selection, key: 'tab' | 'enter', back: boolean): Selection {
  const boxes = boxesOf(selection, axes);
  const row = axes.rowAt.get(selection.active.row) ?? 0;
  const col = axes.colAt.get(selection.active.col) ?? 0;
  let index = boxes.findLastIndex((b) => row >= b.top && row <= b.bottom && col >= b.left && col <= b.right);
  if (index < 0) return selection;
  let box = boxes[index] as (typeof boxes)[number];
  const width = box.right - box.left + 1;
  const height = box.bottom - box.top + 1;
  const at = key === 'tab' ? (row - box.top) * width + (col - box.left) : (col - box.left) * height + (row - box.top);
  let next = at + (back ? -1 : 1);
  if (next < 0 || next >= width * height) {
    index = (index + (back ? boxes.length - 1 : 1)) % boxes.length;
    box = boxes[index] as (typeof boxes)[number];
    next = back ? (box.right - box.left + 1) * (box.bottom - box.top + 1) - 1 : 0;
  }
  const w = box.right - box.left + 1;
  const h = box.bottom - box.top + 1;
  const r = key === 'tab' ? Math.floor(next / w) : next % h;
  const c = key === 'tab' ? next % w : Math.floor(next / h);
  const active = cellAt(axes, box.top + r, box.left + c);
  return active ? { active, ranges: selection.ranges } : selection;
}

function extendFrom(selection: Selection, to: GridCell): Selection {
  if (selection.ranges.length === 1) return selectRange(newest(selection).from, to);
  const last = newest(selection);
  return { active: last.from, ranges: [...selection.ranges.slice(0, -1), { from: last.from, to }] };
}

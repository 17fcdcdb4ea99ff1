// What the mouse's gestures mean for the selection.

import { cellAt, type GridCell, inBox } from './axes.ts';
import type { GridController } from './controller.ts';
import type { PointerTarget } from './pointer.ts';
import {
  addRange,
  boxesOf,
  extendTo,
  newest,
  type Range,
  replaceNewest,
  type Selection,
  selectAll,
  selectCell,
  selectColumns,
  selectRows,
} from './selection.ts';

export function pointAt(grid: GridController): PointerTarget {
  const isSelected = (cell: GridCell): boolean => {
    const { selection, axes } = grid;
    const row = axes.rowAt.get(cell.row) ?? -1;
    const col = axes.colAt.get(cell.col) ?? -1;
    return selection !== null && boxesOf(selection, axes).some((box) => inBox(box, row, col));
  };
  const joined = (selection: Selection | null, range: Range, how: 'new' | 'extend' | 'add'): Selection => {
    if (!selection || how === 'new') return { active: range.from, ranges: [range] };
    return how === 'add' ? addRange(selection, range.from, range.to) : replaceNewest(selection, range);
  };
  const target: PointerTarget = {
    leaveEditor: () => grid.leaveEditor(),
    focus: () => grid.focus(),
    edit: () => grid.edit(),
    fillOver: (cell) => grid.cells.fillOver(cell),
    fillEnd: (commit, copy) => grid.cells.fillEnd(commit, copy),
    autoFill: () => grid.cells.autoFill(),
    autoWidth: (column) => grid.surface.autoWidth(column),

    selectTo(cell, how, drag) {
      grid.returnColumn = null;
      const { selection } = grid;
      if (how === 'extend' && selection) grid.select(extendTo(selection, cell), drag);
      else grid.select(how === 'add' && selection ? addRange(selection, cell) : selectCell(cell), true, cell);
    },

    selectRowsTo(row, how, drag) {
      const { selection, axes } = grid;
      const at = axes.rowAt.get(row);
      if (at === undefined) return;
      const anchor = how === 'extend' && selection ? (axes.rowAt.get(newest(selection).from.row) ?? at) : at;
      const made = selectRows(axes, anchor, at);
      if (!made) return;
      const range = newest(made);
      grid.select(joined(selection, range, how), drag, {
        row,
        col: made.active.col,
      });
    },

    selectColumnsTo(from, to, how, drag) {
      const { selection, axes } = grid;
      const left = axes.colAt.get(from);
      const right = axes.colAt.get(to);
      if (left === undefined || right === undefined) return;
      const anchor = how === 'extend' && selection ? (axes.colAt.get(newest(selection).from.col) ?? left) : left;
      // From a group's head the anchor keeps the whole group, whichever way the drag goes.
      const made = anchor <= left ? selectColumns(axes, anchor, right) : selectColumns(axes, Math.max(anchor, right), left);
      if (!made) return;
      const range = newest(made);
      const seen = cellAt(axes, 0, drag ? right : left);
      grid.select(joined(selection, range, how), false);
      if (drag && seen) grid.surface.revealColumn(seen.col);
    },

    selectEverything() {
      const active = grid.selection?.active ?? cellAt(grid.axes, 0, 0);
      const all = active && selectAll(grid.axes, active);
      if (all) grid.select(all, false);
    },

    openMenu(cell, x, y) {
      if (cell && cell.col !== 0 && !isSelected(cell)) grid.select(selectCell(cell), false);
      else if (cell && cell.col === 0 && !grid.rows.selected().includes(cell.row)) target.selectRowsTo(cell.row, 'new', false);
      grid.events.menu({ x, y });
    },
  };
  return target;
}

// Notes (批注) and sources (依据) of cells: which cells have any, and those of one cell in the order they were written.

import { type ColumnId, cellKey, type RowId } from './ids.ts';
import type { LivePlan } from './live-plan.ts';
import type { NoteRecord } from './records.ts';

/** Keys of the cells that carry a note still open, or a source. */
export function notedCells(live: LivePlan): Set<string> {
  const keys = new Set<string>();
  for (const { rowId, colId, kind, done } of live.state.records.note.values())
    if (rowId !== null && colId !== null && !(kind === 'comment' && done)) keys.add(cellKey(rowId, colId));
  return keys;
}

/** A cell's notes and sources, oldest first. */
export function notesOfCell(live: LivePlan, row: RowId, col: ColumnId): NoteRecord[] {
  return [...live.state.records.note.values()]
    .filter((note) => note.rowId === row && note.colId === col)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id));
}

/** Every note and source on a cell that is still there, in the order of tables, then oldest first. */
export function cellNotes(live: LivePlan): NoteRecord[] {
  const { row, col, tbl, note } = live.state.records;
  const order = new Map(live.tables().map((table, i) => [table.id, i]));
  const placeOf = ({ rowId }: NoteRecord): number => order.get(row.get(rowId as RowId)?.tableId as never) ?? tbl.size;
  return [...note.values()]
    .filter((one) => one.rowId !== null && one.colId !== null && row.has(one.rowId) && col.has(one.colId))
    .sort((a, b) => placeOf(a) - placeOf(b) || (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id));
}

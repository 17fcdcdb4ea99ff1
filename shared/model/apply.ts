// Takes changes into the state. The only writer of a PlanState; in place, without a clock or a random number, so the store and
// the window's replica arrive at the same state, and applying the inverted changes gives the former one back.

import { valueOfData } from './cell-data.ts';
import type { Change, Fields } from './change.ts';
import type { RowId } from './ids.ts';
import type { RowRecord } from './records.ts';
import type { PlanState } from './state.ts';

function applyRecord(state: PlanState, change: Extract<Change, { k: 'rec' }>): void {
  const map = state.records[change.e] as unknown as Map<number | string, Fields>;
  if (change.now === null) {
    if (change.e === 'row') {
      const row = map.get(change.id) as unknown as RowRecord | undefined;
      if (row) removeRowCells(state, row);
    }
    map.delete(change.id);
    if (change.e === 'col') state.cells.delete(change.id as number);
    if (change.e === 'tbl') state.slots.delete(change.id as number);
    return;
  }
  const old = map.get(change.id);
  map.set(change.id, { ...old, ...change.now, id: change.id });
  if (change.e === 'row' && !old) {
    const row = map.get(change.id) as unknown as RowRecord;
    state.slotsOf(row.tableId).add(row.id);
  }
}

function removeRowCells(state: PlanState, row: RowRecord): void {
  const slots = state.slotsOf(row.tableId);
  const slot = slots.slotOf.get(row.id);
  if (slot === undefined) return;
  for (const column of state.records.col.values()) {
    if (column.tableId === row.tableId) state.cells.get(column.id)?.set(slot, { form: 'empty' });
  }
  slots.remove(row.id);
}

/** The slot of a row, by its record; undefined for a row that is not there. */
export function slotOf(state: PlanState, row: RowId): number | undefined {
  const record = state.records.row.get(row);
  return record && state.slotsOf(record.tableId).slotOf.get(row);
}

/** Applies changes in order. A change that names a missing column, row or block is a bug and throws. */
export function applyChanges(state: PlanState, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.k === 'rec') applyRecord(state, change);
    else if (change.k === 'cells') {
      const column = state.records.col.get(change.col);
      if (!column) throw new Error(`no column ${change.col}`);
      const slots = state.slotsOf(column.tableId);
      const cells = state.cellsOf(change.col);
      change.rows.forEach((row, i) => {
        const slot = slots.slotOf.get(row);
        if (slot === undefined) throw new Error(`no row ${row}`);
        cells.set(slot, valueOfData(change.now[i] ?? null));
      });
    } else {
      const block = state.records.block.get(change.block);
      if (!block) throw new Error(`no block ${change.block}`);
      const content = [...block.content];
      content.splice(change.at, change.was.length, ...change.now);
      state.records.block.set(block.id, { ...block, content });
    }
  }
}

// The whole state as JSON: what the store hands the window's replica, and what a mark keeps.

import { parseExact } from '../values/exact.ts';
import { CellColumn } from './cell-column.ts';
import { cellData, valueOfData } from './cell-data.ts';
import type { CellData } from './change.ts';
import type { ColumnId, RowId } from './ids.ts';
import { ENTITIES, type Entity, type RecordOf } from './records.ts';
import { PlanState } from './state.ts';

export interface PlanSnapshot {
  seq: number;
  records: { [E in Entity]: RecordOf[E][] };
  cells: { col: ColumnId; rows: RowId[]; values: CellData[] }[];
}

export function takeSnapshot(state: PlanState): PlanSnapshot {
  const records = Object.fromEntries(
    ENTITIES.map((e) => [e, [...state.records[e].values()]]),
  ) as unknown as PlanSnapshot['records'];
  const cells: PlanSnapshot['cells'] = [];
  for (const column of state.records.col.values()) {
    const stored = state.cells.get(column.id);
    if (!stored) continue;
    const rows: RowId[] = [];
    const values: CellData[] = [];
    for (const [row, slot] of state.slotsOf(column.tableId).slotOf) {
      if (stored.isEmpty(slot)) continue;
      rows.push(row);
      values.push(cellData(stored.get(slot)));
    }
    if (rows.length) cells.push({ col: column.id, rows, values });
  }
  return { seq: state.seq, records, cells };
}

export function stateOf(snapshot: PlanSnapshot): PlanState {
  const state = new PlanState();
  state.seq = snapshot.seq;
  for (const e of ENTITIES) {
    const map = state.records[e] as Map<unknown, unknown>;
    for (const record of snapshot.records[e]) map.set(record.id, record);
  }
  for (const row of state.records.row.values()) state.slotsOf(row.tableId).add(row.id);
  for (const { col, rows, values } of snapshot.cells) {
    const column = state.records.col.get(col);
    if (!column) continue;
    const slots = state.slotsOf(column.tableId);
    const stored = state.cells.get(col) ?? new CellColumn(slots.rowAt.length || 1);
    state.cells.set(col, stored);
    let slot = -1;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as RowId;
      // Cells mostly come in the order of the rows' slots.
      const at = slots.rowAt[slot + 1] === row ? slot + 1 : slots.slotOf.get(row);
      if (at === undefined) continue;
      slot = at;
      const data = values[i] ?? null;
      const num = typeof data === 'string' ? parseExact(data) : null;
      if (num && typeof num.n === 'number' && num.d < 32) stored.setNumber(slot, num.n, num.d);
      else stored.set(slot, valueOfData(data));
    }
  }
  return state;
}

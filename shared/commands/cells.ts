// Commands on cells: set, clear, paste, fill, replace. Computed cells are never written: a single edit of one is refused, a block
// of pasted text skips them (the label says how many).

import { fail, ok, type Result } from '../contract/failure.ts';
import { readLabel } from '../formulas/row-labels.ts';
import { cellData } from '../model/cell-data.ts';
import type { CellData, Change } from '../model/change.ts';
import type { ColumnId, RowId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';
import { type CellValue, EMPTY } from '../values/value.ts';
import { readInput } from './read-input.ts';
import { setRecord } from './record-changes.ts';

export interface TypedCell {
  row: RowId;
  col: ColumnId;
  value: string;
}

/** Row and column records of a cell; `no-such-row` / `no-such-column` where they are gone or not of one table. */
export function cellRecords(live: LivePlan, row: RowId, col: ColumnId): Result<{ row: RowRecord; column: ColumnRecord }> {
  const r = live.state.records.row.get(row);
  if (!r) return fail('no-such-row', { row });
  const c = live.state.records.col.get(col);
  if (!c || c.tableId !== r.tableId || c.role === 'group') return fail('no-such-column', { column: col });
  return ok({ row: r, column: c });
}

/** The stored value of an input cell, whatever rule covers it now. */
export function storedData(live: LivePlan, row: RowRecord, column: ColumnRecord): CellData {
  const slot = live.state.slotsOf(row.tableId).slotOf.get(row.id);
  return slot === undefined ? null : cellData(live.state.cells.get(column.id)?.get(slot) ?? EMPTY);
}

/** Gathers cell changes by column; equal values are left out, the last of several for one cell wins. */
export class CellChanges {
  private readonly byColumn = new Map<ColumnId, Map<RowId, { was: CellData; now: CellData }>>();

  put(live: LivePlan, row: RowRecord, column: ColumnRecord, value: CellValue): void {
    const cells = this.byColumn.get(column.id) ?? new Map();
    this.byColumn.set(column.id, cells);
    const was = cells.get(row.id)?.was ?? storedData(live, row, column);
    cells.set(row.id, { was, now: cellData(value) });
  }

  /** A cell of a row that this same command adds. */
  putNew(row: RowId, column: ColumnRecord, value: CellValue): void {
    const cells = this.byColumn.get(column.id) ?? new Map();
    this.byColumn.set(column.id, cells);
    cells.set(row, { was: null, now: cellData(value) });
  }

  changes(): Change[] {
    const out: Change[] = [];
    for (const [col, cells] of this.byColumn) {
      const differing = [...cells].filter(([, { was, now }]) => JSON.stringify(was) !== JSON.stringify(now));
      if (!differing.length) continue;
      out.push({
        k: 'cells',
        col,
        rows: differing.map(([row]) => row),
        was: differing.map(([, c]) => c.was),
        now: differing.map(([, c]) => c.now),
      });
    }
    return out;
  }
}

const isLabel = (column: ColumnRecord): boolean => ['label', 'region', 'group_label', 'serial', 'unit'].includes(column.role);

/** True where a cell is one with the cell above it: only that one is written. */
const isCovered = (live: LivePlan, row: RowRecord, column: ColumnRecord): boolean =>
  row.props.joined?.includes(column.id) === true && live.shape(row.tableId).joined.get(row.id)?.has(column.id) === true;

/** A label typed in the grid renames its row; a region's row keeps its region's name. */
function labelChange(live: LivePlan, row: RowRecord, column: ColumnRecord, typed: string): Result<Change[]> {
  if (column.role === 'unit') return ok(setRecord(live.state, 'row', row.id, { unit: typed.trim() || null }));
  if (column.role === 'serial' || column.role === 'group_label' || row.regionId !== null) {
    return fail('computed-cell', {
      row: rowLabel(live, row),
      column: live.shape(column.tableId).path(column.id).join('/'),
      why: 'label',
    });
  }
  return ok(setRecord(live.state, 'row', row.id, readLabel(live, row, typed)));
}

/** One `bad-value` for all refused cells: the first one's details, and of several the count and the list. */
export function refusedCells(refused: readonly Record<string, unknown>[]): Result<Change[]> {
  return fail('bad-value', { ...refused[0], ...(refused.length > 1 && { count: refused.length, refused: refused.slice(0, 50) }) });
}

export interface WriteOptions {
  /** skip: pasted blocks step over computed cells; refuse: a single edit says why not */
  computed: 'skip' | 'refuse';
}

/** Changes for typed cells. Every refused value is reported: the first one's failure carries `refused`, the count and list. */
export function writeCells(live: LivePlan, cells: readonly TypedCell[], options: WriteOptions): Result<Change[]> {
  const gathered = new CellChanges();
  const labels: Change[] = [];
  const refused: Record<string, unknown>[] = [];
  for (const cell of cells) {
    const records = cellRecords(live, cell.row, cell.col);
    if (!records.ok) return records;
    const { row, column } = records.value;
    if (isCovered(live, row, column)) {
      if (options.computed === 'skip') continue;
      return fail('computed-cell', {
        row: rowLabel(live, row),
        column: live.shape(row.tableId).path(column.id).join('/'),
        why: 'joined',
      });
    }
    if (isLabel(column)) {
      const change = labelChange(live, row, column, cell.value);
      if (change.ok) labels.push(...change.value);
      else if (options.computed === 'refuse') return change;
      continue;
    }
    if (live.isComputed(row.id, column.id)) {
      if (options.computed === 'skip') continue;
      const shape = live.shape(row.tableId);
      return fail('computed-cell', {
        table: shape.number || shape.record.key,
        row: rowLabel(live, row),
        column: shape.path(column.id).join('/'),
        words: live.explain(row.id, column.id).words,
        why: 'formula',
      });
    }
    const value = readInput(live, row, column, cell.value);
    if (value.ok) gathered.put(live, row, column, value.value);
    else refused.push(value.failure.details);
  }
  if (refused.length) return refusedCells(refused);
  return ok([...labels, ...gathered.changes()]);
}

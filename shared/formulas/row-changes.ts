// Which changes only add, remove or rename data rows: the engine takes those in one by one, whatever the table's length.
//
// Everything else that changes structure (columns, formulas, groups, totals, regions) has the engine prepared anew, and so have very
// many rows at once, where preparing is the cheaper way.

import type { Change } from '../model/change.ts';
import type { RowId } from '../model/ids.ts';
import type { RowRecord } from '../model/records.ts';
import type { PlanState } from '../model/state.ts';
import { isStructural } from './structural.ts';

export type RowChange = Extract<Change, { k: 'rec' }> & { id: RowId };

/** What a data row may change by itself: the names by which other tables and criteria know it. */
const NAMES: ReadonlySet<string> = new Set(['label', 'regionId', 'key', 'ord', 'hidden', 'props']);
/** From so many rows on, or a quarter of all, preparing anew is cheaper. */
const MANY = 64;

export const isRowChange = (change: Change): change is RowChange =>
  change.k === 'rec' && change.e === 'row' && isStructural(change);

const isPlainData = (row: Partial<RowRecord>): boolean => (row.kind === 'data' || row.kind === 'of_which') && !row.formula;

/**
 * The row changes of a list whose structural changes are all of data rows; null where any is more than that. `mayTake` refuses a
 * row that the engine must not take in by itself, by its table and, where the row is there already, its id.
 */
export function onlyDataRows(
  state: PlanState,
  changes: readonly Change[],
  mayTake: (table: number, row: RowId | null) => boolean,
): boolean {
  const rows = changes.filter(isStructural);
  if (rows.length > Math.max(MANY, state.records.row.size >> 2)) return false;
  const there = new Map<RowId, Partial<RowRecord> | null>();
  const recordOf = (id: RowId): Partial<RowRecord> | null =>
    there.has(id) ? (there.get(id) ?? null) : (state.records.row.get(id) ?? null);
  const removed = new Set<RowId>();
  for (const change of rows) {
    if (!isRowChange(change)) return false;
    const old = recordOf(change.id);
    const now = change.now as Partial<RowRecord> | null;
    if (old && !isPlainData(old)) return false;
    if (!mayTake((old ?? now)?.tableId as number, old && state.records.row.has(change.id) ? change.id : null)) return false;
    if (change.was && now) {
      if (!old || !Object.keys(now).every((name) => NAMES.has(name))) return false;
      there.set(change.id, { ...old, ...now });
    } else if (now) {
      const parent = now.parentId ?? null;
      if (old || !isPlainData(now) || (parent !== null && recordOf(parent)?.tableId !== now.tableId)) return false;
      there.set(change.id, now);
      removed.delete(change.id);
    } else {
      if (!old) return false;
      there.set(change.id, null);
      removed.add(change.id);
    }
  }
  // A row that stays under one that goes would lose its group.
  if (removed.size) {
    for (const row of state.records.row.values())
      if (row.parentId !== null && removed.has(row.parentId) && recordOf(row.id) !== null) return false;
  }
  return true;
}

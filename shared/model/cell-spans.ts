// Cells merged downwards: a group's label over the group's rows, and a cell that goes on from the row above it.
//
// In a task list one task (序号, 任务名称) often covers several rows of content. Such a row names in `props.joined` the columns in
// which it belongs to the cell above; the merge is the row's own, so it moves, is copied and undone with the row. Where no row of
// the same group stands above, the row stands by itself. One map of spans serves the printed table, Word, Excel and the grid.

import type { ColumnId, RowId } from './ids.ts';
import type { TableShape } from './live-plan.ts';
import type { RowRecord } from './records.ts';
import type { PlanState } from './state.ts';

const NOTHING: ReadonlySet<ColumnId> = new Set();

/** Columns in which each row belongs to the cell above it; rows without any are left out. */
export function joinedCells(rows: readonly RowRecord[]): Map<RowId, ReadonlySet<ColumnId>> {
  const out = new Map<RowId, ReadonlySet<ColumnId>>();
  rows.forEach((row, i) => {
    const above = rows[i - 1];
    if (row.props.joined?.length && above && above.parentId === row.parentId && above.kind === row.kind)
      out.set(row.id, new Set(row.props.joined));
  });
  return out;
}

/** column → row → rows that its cell covers: 0 = covered by the cell above. Cells that stand alone are left out. */
export function cellSpans(
  state: PlanState,
  shape: Pick<TableShape, 'rows' | 'leaves' | 'joined'>,
): Map<ColumnId, Map<RowId, number>> {
  const spans = new Map<ColumnId, Map<RowId, number>>();
  let level = 0;
  for (const column of shape.leaves) {
    const groups = column.role === 'group_label' ? level++ : null;
    const goesOn =
      groups === null
        ? (row: RowRecord): boolean => (shape.joined.get(row.id) ?? NOTHING).has(column.id)
        : (row: RowRecord, above: RowRecord): boolean => {
            const group = groupsOf(state, row)[groups];
            return group !== undefined && group === groupsOf(state, above)[groups];
          };
    if (groups === null && shape.joined.size === 0) continue;
    const span = spanOf(shape.rows, goesOn);
    if (span.size) spans.set(column.id, span);
  }
  return spans;
}

function spanOf(rows: readonly RowRecord[], goesOn: (row: RowRecord, above: RowRecord) => boolean): Map<RowId, number> {
  const span = new Map<RowId, number>();
  let head: RowRecord | undefined;
  rows.forEach((row, i) => {
    const above = rows[i - 1];
    if (head && above && goesOn(row, above)) {
      span.set(head.id, (span.get(head.id) ?? 1) + 1);
      span.set(row.id, 0);
    } else head = row;
  });
  return span;
}

/** The group rows above a row, outermost first. */
function groupsOf(state: PlanState, row: RowRecord): RowId[] {
  const groups: RowId[] = [];
  let parent = row.parentId;
  while (parent !== null && groups.length < 16) {
    const record = state.records.row.get(parent);
    if (!record) break;
    if (record.kind === 'group') groups.unshift(parent);
    parent = record.parentId;
  }
  return groups;
}

// Cells merged downwards: a group's label over the group's rows, and a cell that goes on from the row above it.
//
// In a task list one task (序号, 任务名称) often covers several rows of content. Such a row names in `props.joined` the columns in
// which it belongs to the cell above; the merge is the row's own, so it moves, is copied and undone with the row. Where no row of
// the same group stands above, the row stands by itself. One map of spans serves the printed table, Word, Excel and the grid.

import type { ColumnId, RowId } from './ids.ts';
import type { TableShape } from './live-plan.ts';
import type { ColumnRecord, RowRecord } from './records.ts';
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

type Spans = Map<ColumnId, Map<RowId, number>>;
/** A shape is made anew whenever its rows or columns change, so its spans are counted once. */
const counted = new WeakMap<TableShape, Spans>();

/** column → row → rows that its cell covers: 0 = covered by the cell above. Cells that stand alone are left out. */
export function cellSpans(state: PlanState, shape: TableShape): Spans {
  const known = counted.get(shape);
  if (known) return known;
  const spans: Spans = new Map();
  for (const column of shape.leaves) {
    const isLabel = column.role === 'group_label';
    if (!isLabel && shape.joined.size === 0) continue;
    const span = spanOf(shape.rows, (row, above) => {
      if (!isLabel) return (shape.joined.get(row.id) ?? NOTHING).has(column.id);
      const group = groupShown(state, shape, column, row);
      return group !== undefined && group === groupShown(state, shape, column, above);
    });
    if (span.size) spans.set(column.id, span);
  }
  counted.set(shape, spans);
  return spans;
}

/** The group whose name a column of group labels shows for a row: the first such column the outermost, and so on inwards. */
export function groupShown(state: PlanState, shape: TableShape, column: ColumnRecord, row: RowRecord): RowId | undefined {
  if (row.parentId === null) return undefined;
  let level = 0;
  for (const leaf of shape.leaves) {
    if (leaf.id === column.id) break;
    if (leaf.role === 'group_label') level++;
  }
  return groupsOf(state, row)[level];
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

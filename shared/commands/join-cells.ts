// Cells merged with the cell above them, or standing alone again (合并单元格, 取消合并). As in Excel the upper cell's value stays.
//
// Rows that come, go or change places leave merges as a worksheet does: a row put into a merge becomes part of it, what is left of a
// merge that lost its upper cell is headed by the next row, and no row is ever merged with one that merely came to stand above it.

import { fail, ok, type Result } from '../contract/failure.ts';
import { valueOfData } from '../model/cell-data.ts';
import { cellSpans, joinedCells } from '../model/cell-spans.ts';
import { type Change, invertAll } from '../model/change.ts';
import type { ColumnId, RowId, TableId } from '../model/ids.ts';
import type { LivePlan, TableShape } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';
import { EMPTY } from '../values/value.ts';
import { CellChanges, cellRecords, storedData } from './cells.ts';
import { setRecord } from './record-changes.ts';
import type { CommandOf } from './schema.ts';

export function joinCells(live: LivePlan, command: CommandOf<'join-cells'>): Result<Change[]> {
  const byRow = new Map<RowId, Set<ColumnId>>();
  const emptied = new CellChanges();
  for (const cell of command.cells) {
    const records = cellRecords(live, cell.row, cell.col);
    if (!records.ok) return records;
    const { row, column } = records.value;
    if (command.join && isLedger(live, row.tableId)) return fail('bad-command', { why: 'ledger-rows' });
    if (command.join && !mayJoin(live, row)) return fail('bad-command', { why: 'nothing-above', row: rowLabel(live, row) });
    // Groups' labels are merged by their groups.
    if (column.role === 'group_label') continue;
    if (command.join && live.isComputed(row.id, column.id)) {
      return fail('computed-cell', {
        row: rowLabel(live, row),
        column: live.shape(row.tableId).path(column.id).join('/'),
        words: live.explain(row.id, column.id).words,
        why: 'formula',
      });
    }
    const joined = byRow.get(row.id) ?? new Set(row.props.joined);
    byRow.set(row.id, joined);
    if (!command.join) joined.delete(column.id);
    else {
      joined.add(column.id);
      if (column.role === 'value' || column.role === 'note') emptied.put(live, row, column, EMPTY);
    }
  }
  return ok([...emptied.changes(), ...[...byRow].flatMap(([id, joined]) => setJoined(live, id, [...joined]))]);
}

/** A ledger is filtered and sorted row by row, and too long to look through for merges at each edit: it has none. */
const isLedger = (live: LivePlan, table: TableId): boolean => live.state.records.tbl.get(table)?.role === 'ledger';

function setJoined(live: LivePlan, id: RowId, joined: ColumnId[]): Change[] {
  const { joined: _, ...props } = (live.state.records.row.get(id) as RowRecord).props;
  return setRecord(live.state, 'row', id, { props: joined.length ? { ...props, joined } : props });
}

/** The columns in which a new row before `next` is part of a merge; undefined where it is put into none. */
export const joinedBefore = (live: LivePlan, next: RowRecord | undefined): ColumnId[] | undefined => {
  const joined = next?.props.joined && live.shape(next.tableId).joined.get(next.id);
  return joined && [...joined];
};

/** Changes that take rows away or move them, with what they do to merges. */
export function keepJoins(live: LivePlan, table: TableId, changes: Change[]): Change[] {
  if (isLedger(live, table)) return changes;
  const before = live.shape(table);
  if (before.joined.size === 0) return changes;
  const heads = headsOf(live, before);
  const texts = new Map<string, ReturnType<typeof storedData>>();
  for (const [col, rows] of heads) {
    const column = live.state.records.col.get(col) as ColumnRecord;
    for (const head of rows.values())
      texts.set(`${head}:${col}`, storedData(live, live.state.records.row.get(head) as RowRecord, column));
  }
  live.apply(changes);
  try {
    const cells = new CellChanges();
    const { rows } = live.shape(table);
    const parted = rows.flatMap((row, i): Change[] => {
      const { joined } = row.props;
      if (!joined?.length) return [];
      const above = rows[i - 1]?.id ?? 0;
      const kept = joined.filter((col) => {
        const head = heads.get(col)?.get(row.id);
        return head !== undefined && (heads.get(col)?.get(above) ?? above) === head;
      });
      if (kept.length === joined.length) return [];
      for (const col of joined) {
        const head = heads.get(col)?.get(row.id);
        const column = live.state.records.col.get(col);
        // The next row heads what is left of the merge and takes its value over.
        if (kept.includes(col) || column?.role !== 'value' || head === undefined || live.state.records.row.has(head)) continue;
        cells.put(live, row, column, valueOfData(texts.get(`${head}:${col}`) ?? null));
      }
      return setJoined(live, row.id, kept);
    });
    return [...changes, ...cells.changes(), ...parted];
  } finally {
    live.apply(invertAll(changes));
  }
}

/** Column → covered row → the row whose cell covers it. */
function headsOf(live: LivePlan, shape: TableShape): Map<ColumnId, Map<RowId, RowId>> {
  const out = new Map<ColumnId, Map<RowId, RowId>>();
  for (const [column, spans] of cellSpans(live.state, shape)) {
    const heads = new Map<RowId, RowId>();
    let head: RowId = 0;
    for (const row of shape.rows) {
      if (spans.get(row.id) === 0) heads.set(row.id, head);
      else head = row.id;
    }
    out.set(column, heads);
  }
  return out;
}

/** Whether a row of its kind and group stands right above. */
function mayJoin(live: LivePlan, row: RowRecord): boolean {
  const { rows } = live.shape(row.tableId);
  const at = rows.indexOf(row);
  return at > 0 && joinedCells([rows[at - 1] as RowRecord, { ...row, props: { joined: [0] } }]).size > 0;
}

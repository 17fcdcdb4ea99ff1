// Cells merged with the cell above them, or standing alone again (合并单元格, 取消合并). As in Excel the upper cell's value stays.

import { fail, ok, type Result } from '../contract/failure.ts';
import { joinedCells } from '../model/cell-spans.ts';
import type { Change } from '../model/change.ts';
import type { ColumnId, RowId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { RowRecord } from '../model/records.ts';
import { EMPTY } from '../values/value.ts';
import { CellChanges, cellRecords } from './cells.ts';
import { setRecord } from './record-changes.ts';
import type { CommandOf } from './schema.ts';

export function joinCells(live: LivePlan, command: CommandOf<'join-cells'>): Result<Change[]> {
  const byRow = new Map<RowId, Set<ColumnId>>();
  const emptied = new CellChanges();
  for (const cell of command.cells) {
    const records = cellRecords(live, cell.row, cell.col);
    if (!records.ok) return records;
    const { row, column } = records.value;
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
  const rows = [...byRow].flatMap(([id, joined]) => {
    const { joined: _, ...props } = (live.state.records.row.get(id) as RowRecord).props;
    return setRecord(live.state, 'row', id, { props: joined.size ? { ...props, joined: [...joined] } : props });
  });
  return ok([...emptied.changes(), ...rows]);
}

/** Whether a row of its kind and group stands right above. */
function mayJoin(live: LivePlan, row: RowRecord): boolean {
  const { rows } = live.shape(row.tableId);
  const at = rows.indexOf(row);
  return at > 0 && joinedCells([rows[at - 1] as RowRecord, { ...row, props: { joined: [0] } }]).size > 0;
}

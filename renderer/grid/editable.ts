// What typing on a cell does: fills it, renames its row, or is answered with the reason why not.

import { typedText } from '../../shared/commands/read-input.ts';
import { type CellRules, cellRules } from '../../shared/model/cell-rules.ts';
import { groupShown } from '../../shared/model/cell-spans.ts';
import { cellKey } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../../shared/model/records.ts';
import { gridWords } from '../words/grid.ts';
import type { GridCell } from './axes.ts';

export type Editable =
  | { by: 'value'; row: RowRecord; column: ColumnRecord }
  /** a row's own label, or its group's (then `row` is the group) */
  | { by: 'label'; row: RowRecord; column: ColumnRecord }
  | { by: 'unit'; row: RowRecord; column: ColumnRecord }
  | { by: 'no'; why: string; computed: boolean };

const no = (why: string, computed = false): Editable => ({ by: 'no', why, computed });

export function editable(live: LivePlan, cell: GridCell): Editable {
  const row = live.state.records.row.get(cell.row);
  const column = live.state.records.col.get(cell.col);
  if (!row || !column) return no(gridWords.computedPlain);
  if (live.shape(row.tableId).joined.get(row.id)?.has(column.id)) return no(gridWords.joined);
  switch (column.role) {
    case 'serial':
      return no(gridWords.serial);
    case 'label':
    case 'region':
      if (row.regionId !== null) return no(gridWords.regionLabel);
      return { by: 'label', row, column };
    case 'group_label': {
      const shown = groupShown(live.state, live.shape(row.tableId), column, row);
      const group = shown === undefined ? undefined : live.state.records.row.get(shown);
      if (!group) return no(gridWords.groupRow);
      if (group.regionId !== null) return no(gridWords.regionLabel);
      return { by: 'label', row: group, column };
    }
    case 'unit':
      return { by: 'unit', row, column };
    default:
  }
  if (live.state.records.exception.has(cellKey(row.id, column.id))) return no(gridWords.exceptionOnly, true);
  if (live.isComputed(row.id, column.id)) {
    const { words } = live.explain(row.id, column.id);
    return no(words ? gridWords.computed(words) : gridWords.computedPlain, true);
  }
  if (live.rule(row.id, column.id).by === 'nothing') return no(gridWords.groupRow);
  return { by: 'value', row, column };
}

/** What a cell takes: its column's rules, or its row's own. */
export function rulesAt(live: LivePlan, cell: GridCell): CellRules | undefined {
  const row = live.state.records.row.get(cell.row);
  const column = live.state.records.col.get(cell.col);
  return row && column && cellRules(row, column);
}

/** What the editor opens with and a copy carries: what typed gives the same again, whatever unit or decimals the table is shown in. */
export function inputText(live: LivePlan, row: number, col: number): string {
  const column = live.state.records.col.get(col);
  if (!column || (column.role !== 'value' && column.role !== 'note')) return live.text(row, col);
  const record = live.state.records.row.get(row);
  return record ? typedText(live.value(row, col), cellRules(record, column).kind) : '';
}

/** Cheap form of the question for bulk work: may a value be written here? */
export function takesValue(live: LivePlan, row: number, column: ColumnRecord): boolean {
  if (column.role !== 'value' && column.role !== 'note') return false;
  if (live.shape(column.tableId).joined.get(row)?.has(column.id)) return false;
  return live.rule(row, column.id).by === 'input';
}

/** May a name be written here in bulk? Region rows keep their region's name. */
export function takesLabel(live: LivePlan, row: number, column: ColumnRecord): boolean {
  if (column.role === 'unit') return true;
  return (column.role === 'label' || column.role === 'region') && live.state.records.row.get(row)?.regionId === null;
}

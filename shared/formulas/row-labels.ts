// What label columns print: a row's label or region, its group's label in the group's first row, its count, its unit.

import { cellSpans, groupShown } from '../model/cell-spans.ts';
import type { LivePlan, TableShape } from '../model/live-plan.ts';
import { regionName, rowLabel } from '../model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';

const isCovered = (live: LivePlan, shape: TableShape, column: ColumnRecord, row: RowRecord): boolean =>
  cellSpans(live.state, shape).get(column.id)?.get(row.id) === 0;

/** The text of a label column; `beside`: the table has both a label and a region column, each prints its own. */
export function labelText(live: LivePlan, column: ColumnRecord, row: RowRecord, beside: boolean): string {
  if (row.props.joined?.length && isCovered(live, live.shape(column.tableId), column, row)) return '';
  switch (column.role) {
    case 'serial':
      return String(live.shape(column.tableId).serial.get(row.id) ?? '');
    case 'unit':
      return row.unit ?? '';
    case 'group_label': {
      const shape = live.shape(column.tableId);
      const group = groupShown(live.state, shape, column, row);
      const record = group === undefined ? undefined : live.state.records.row.get(group);
      return record && !isCovered(live, shape, column, row) ? rowLabel(live, record) : '';
    }
    default:
      if (!beside) return withUnit(live, row, rowLabel(live, row));
      return column.role === 'region'
        ? (regionName(live.state, row.regionId) ?? '')
        : withUnit(live, row, live.expandYears(row.label));
  }
}

const printsUnit = (live: LivePlan, row: RowRecord): boolean => live.state.records.tbl.get(row.tableId)?.props.unitPlace === 'row';

/** 城镇老旧小区改造规模（万户）: the row's unit in brackets where the table prints it there. */
function withUnit(live: LivePlan, row: RowRecord, label: string): string {
  return row.unit && printsUnit(live, row) ? `${label}（${row.unit}）` : label;
}

/** What a label typed in the grid says: where units print behind labels, a closing bracket is the unit, and none means no unit. */
export function readLabel(live: LivePlan, row: RowRecord, typed: string): { label: string; unit?: string | null } {
  const text = typed.trim();
  if (!printsUnit(live, row)) return { label: text };
  const bracket = /^(.+?)[（(]((?:[^（）()]|[（(][^（）()]*[）)])+)[）)]$/.exec(text);
  return bracket ? { label: (bracket[1] as string).trim(), unit: (bracket[2] as string).trim() } : { label: text, unit: null };
}

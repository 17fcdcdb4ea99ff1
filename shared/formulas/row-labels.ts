// What label columns print: a row's label or region, its group's label in the group's first row, its count, its unit.

import type { LivePlan } from '../model/live-plan.ts';
import { regionName, rowLabel } from '../model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';

/** The text of a label column; `beside`: the table has both a label and a region column, each prints its own. */
export function labelText(live: LivePlan, column: ColumnRecord, row: RowRecord, beside: boolean): string {
  switch (column.role) {
    case 'serial':
      return String(live.shape(column.tableId).serial.get(row.id) ?? '');
    case 'unit':
      return row.unit ?? '';
    case 'group_label': {
      const group = row.parentId === null ? undefined : live.state.records.row.get(row.parentId);
      if (!group) return '';
      const first = live.shape(column.tableId).rows.find((r) => r.parentId === group.id);
      return first?.id === row.id ? rowLabel(live, group) : '';
    }
    default:
      if (!beside) return rowLabel(live, row);
      return column.role === 'region' ? (regionName(live.state, row.regionId) ?? '') : live.expandYears(row.label);
  }
}

// What was checked, in figures: tables, totals, fields of the text. Said beside the findings, so that silence is not taken for neglect.

import type { TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { Place } from '../../shared/outline/places.ts';

export interface Checked {
  tables: number;
  totals: number;
  fields: number;
}

export function checkedOf(live: LivePlan, places: ReadonlyMap<number, Place>): Checked {
  let totals = 0;
  for (const { id } of live.tables()) totals += totalRows(live, id) * figureColumns(live, id);
  let fields = 0;
  for (const place of places.values()) fields += place.runs.filter((run) => run.field).length;
  return { tables: live.tables().length, totals, fields };
}

function totalRows(live: LivePlan, table: TableId): number {
  return live.shape(table).rows.filter((row) => row.kind === 'total' || row.kind === 'subtotal').length;
}

function figureColumns(live: LivePlan, table: TableId): number {
  return live.shape(table).leaves.filter((column) => column.role === 'value' && column.kind === 'number').length;
}

// What was checked and found right, in figures: tables, totals, fields of the text. Said beside the findings, so that silence is not
// taken for neglect; what has a finding is not counted among what is right.

import type { Finding } from '../../shared/checks/finding.ts';
import type { TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { Place } from '../../shared/outline/places.ts';

export interface Checked {
  tables: number;
  totals: number;
  fields: number;
}

/** Counts of what stands without a finding. */
export function checkedOf(live: LivePlan, places: ReadonlyMap<number, Place>, findings: readonly Finding[]): Checked {
  const { row: rows } = live.state.records;
  const faulty = { tables: new Set<number>(), totals: new Set<string>(), fields: new Set<number>() };
  for (const { where } of findings) {
    if (where.table !== undefined) faulty.tables.add(where.table);
    if (where.field !== undefined) faulty.fields.add(where.field);
    const kind = where.row === undefined ? undefined : rows.get(where.row)?.kind;
    if (kind === 'total' || kind === 'subtotal') faulty.totals.add(`${where.row} ${where.column}`);
  }
  const tables = live.tables();
  let totals = -faulty.totals.size;
  for (const { id } of tables) totals += totalRows(live, id) * figureColumns(live, id);
  let fields = 0;
  for (const place of places.values()) {
    fields += place.runs.filter((run) => run.field && !run.field.error && !faulty.fields.has(run.field.id)).length;
  }
  return { tables: tables.filter(({ id }) => !faulty.tables.has(id)).length, totals: Math.max(0, totals), fields };
}

function totalRows(live: LivePlan, table: TableId): number {
  return live.shape(table).rows.filter((row) => row.kind === 'total' || row.kind === 'subtotal').length;
}

function figureColumns(live: LivePlan, table: TableId): number {
  return live.shape(table).leaves.filter((column) => column.role === 'value' && column.kind === 'number').length;
}

// Rows by hand: where new ones go, which may be deleted. Each is one command, so one undo takes it back.

import type { CommandOf } from '../../shared/commands/schema.ts';
import type { MintId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { RowRecord } from '../../shared/model/records.ts';

export type Where = 'above' | 'below';

/**
 * New blank rows beside a row. Beside a total they go to the end (or start) of what it adds, because a total keeps its end of
 * the table; `beside` null = the first row of an empty table.
 */
export function insertRows(
  live: LivePlan,
  mint: MintId,
  table: number,
  beside: number | null,
  where: Where,
  count: number,
): CommandOf<'add-rows'> {
  const row = beside === null ? undefined : live.state.records.row.get(beside);
  const rows = Array.from({ length: count }, () => ({
    id: mint<'row'>(),
    label: '',
    kind: 'data' as const,
    parent: row?.parentId ?? null,
  }));
  if (!row) return { type: 'add-rows', table, rows, place: 'last' };
  if (row.kind === 'total' || row.kind === 'subtotal')
    return { type: 'add-rows', table, rows, place: row.place === 'first' ? 'first' : 'last' };
  return { type: 'add-rows', table, rows, place: where === 'above' ? { before: row.id } : { after: row.id } };
}

/** Rows of a selection that may be deleted here: totals stay, a group takes its rows with it. */
export function deletableRows(live: LivePlan, rows: readonly number[]): { rows: number[]; totals: number } {
  const records = rows.map((row) => live.state.records.row.get(row)).filter((row): row is RowRecord => row !== undefined);
  const kept = records.filter((row) => row.kind !== 'total');
  return { rows: kept.map((row) => row.id), totals: records.length - kept.length };
}

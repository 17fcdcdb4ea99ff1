// 舍位平衡 as a command: a table is shown in larger units or with fewer decimals, and its rounded parts add up.
//
// Only the wish is stored (`props.shown`); the figures stay as they are kept, and what is shown is derived from them at every
// change. A table whose parts can't be made to add up now is refused with the cell; what comes later is a finding (核对).

import { fail, ok, type Result } from '../contract/failure.ts';
import type { Change } from '../model/change.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { ShownIn, TableProps } from '../model/records.ts';
import { setRecord } from './record-changes.ts';
import type { CommandOf } from './schema.ts';
import { unitWordChanges } from './unit-words.ts';

export function balanceRounding(live: LivePlan, command: CommandOf<'balance-rounding'>): Result<Change[]> {
  const table = live.state.records.tbl.get(command.table);
  if (!table) return fail('no-such-table', { table: command.table });
  const { shown: _, ...rest } = table.props;
  const set = (props: TableProps): Change[] => {
    const changes = setRecord(live.state, 'tbl', table.id, { props });
    return changes.length && command.words !== false ? [...changes, ...unitWordChanges(live, table, { ...table, props })] : changes;
  };
  if (!command.units.length) return ok(set(rest));
  const name = live.shape(table.id).number || live.shape(table.id).title;
  if (table.role === 'ledger') return fail('cannot-balance', { why: 'ledger', table: name });
  const shown: ShownIn = {
    units: command.units.map(({ unit, decimals }) => ({ unit: unit?.trim() || null, decimals })),
    ...(command.note && command.note !== 'none' && { note: command.note }),
  };
  const made = live.shownAs(table.id, shown);
  const idle = shown.units.find((unit) => !made.units.includes(unit));
  if (idle) return fail('cannot-balance', { why: 'unit', table: name, unit: idle.unit ?? '' });
  if (made.problem) return fail('cannot-balance', { ...problemPlace(live, made.problem), table: name });
  return ok(set({ ...rest, shown }));
}

/** The cell that stands in the way, as the sentence names it. */
export function problemPlace(live: LivePlan, problem: { why: string; row: number; column: number }): Record<string, unknown> {
  const row = live.state.records.row.get(problem.row);
  const column = live.state.records.col.get(problem.column);
  return {
    why: problem.why,
    row: row ? rowLabel(live, row) : '',
    column: column ? live.shape(column.tableId).path(column.id).join('/') : '',
    rowKey: row?.key ?? '',
    columnKey: column?.key ?? '',
  };
}

// Rows by hand: where new ones go, which may be deleted. Each is one command, so one undo takes it back.

import type { CommandOf } from '../../shared/commands/schema.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { MintId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { RowRecord } from '../../shared/model/records.ts';
import { gridWords } from '../words/grid.ts';
import type { Bench } from './bench.ts';
import { rowsOf, selectCell } from './selection.ts';

export type Where = 'above' | 'below';

const MOST_AT_ONCE = 1000;

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
  const parent = row?.parentId ?? null;
  const rows = Array.from({ length: count }, () => ({ id: mint<'row'>(), label: '', kind: 'data' as const, parent }));
  if (!row) return { type: 'add-rows', table, rows, place: 'last' };
  if (row.kind === 'total' || row.kind === 'subtotal') {
    return { type: 'add-rows', table, rows, place: row.place === 'first' ? 'first' : 'last' };
  }
  return { type: 'add-rows', table, rows, place: where === 'above' ? { before: row.id } : { after: row.id } };
}

/** Rows of a selection that may be deleted here: totals stay, a group takes its rows with it. */
export function deletableRows(live: LivePlan, rows: readonly number[]): number[] {
  return rows
    .map((row) => live.state.records.row.get(row))
    .filter((row): row is RowRecord => row !== undefined && row.kind !== 'total')
    .map((row) => row.id);
}

export class RowActions {
  private readonly bench: Bench;

  constructor(bench: Bench) {
    this.bench = bench;
  }

  /** Rows that the selection touches, top to bottom. */
  selected(): number[] {
    const { selection, axes } = this.bench;
    return selection ? rowsOf(selection, axes) : [];
  }

  /** Those of them that inserting and deleting counts: totals stay. */
  countable(): number[] {
    return deletableRows(this.bench.live, this.selected());
  }

  /** New rows beside the selected ones, as many as are selected; the first one's name can then be typed. */
  insert(where: Where): void {
    const { live, session, table, selection, axes, surface } = this.bench;
    if (!this.bench.allowed()) return;
    const data = this.countable();
    const beside = (where === 'above' ? data[0] : data.at(-1)) ?? selection?.active.row ?? axes.rows[0] ?? null;
    const count = Math.max(1, Math.min(MOST_AT_ONCE, data.length));
    const command = insertRows(live, session.mint, table, beside, where, count);
    if (!this.bench.tryRun(command)) return;
    const first = command.rows[0]?.id as number;
    const { leaves } = surface.shape;
    const name = leaves.find((leaf) => leaf.role === 'label') ?? leaves[0];
    if (name && this.bench.axes.rowAt.has(first)) this.bench.select(selectCell({ row: first, col: name.id }));
    this.bench.focus();
  }

  /** Deletes the selected rows; where formulas or sentences read them, asks first (`inUse`). */
  delete(confirm = false, rows = this.selected()): void {
    if (!this.bench.allowed()) return;
    const deletable = deletableRows(this.bench.live, rows);
    if (deletable.length === 0) {
      this.bench.say('hint', gridWords.deleteTotals);
      return;
    }
    const result = this.bench.session.run({ type: 'remove-rows', rows: deletable, ...(confirm && { confirm }) });
    if (result.ok) return;
    if (result.failure.code === 'in-use') this.bench.events.inUse(deletable, result.failure);
    else this.bench.say('error', sentenceOf(result.failure));
  }
}

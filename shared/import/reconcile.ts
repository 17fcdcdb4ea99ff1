// Printed totals against computed ones: what the file prints where the plan computes, compared with what the plan would
// compute if the proposal were applied. The plan is changed for the look and changed back at once.

import { CellChanges } from '../commands/cells.ts';
import { readInput } from '../commands/read-input.ts';
import type { FoundTable, MappedColumn, MappedRow, ProposedCell, Reconciled } from '../contract/import.ts';
import { invertAll } from '../model/change.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import { areConvertible, convertUnit } from '../model/units.ts';
import { compare, type Exact, exact, formatExact, round, sign, subtractExact } from '../values/exact.ts';
import { parseForm } from '../values/parse.ts';
import { cellRef } from './cell-ref.ts';

export interface Laid {
  table: FoundTable;
  rows: readonly MappedRow[];
  columns: readonly MappedColumn[];
  cells: readonly ProposedCell[];
}

export function reconcile(live: LivePlan, laid: Laid): Reconciled[] {
  const changes = new CellChanges();
  for (const cell of laid.cells) {
    if (cell.state !== 'changed' && cell.state !== 'filled') continue;
    const row = live.state.records.row.get(cell.row);
    const column = live.state.records.col.get(cell.col);
    if (!row || !column) continue;
    const value = readInput(live, row, column, cell.new);
    if (value.ok) changes.put(live, row, column, value.value);
  }
  const list = changes.changes();
  live.apply(list);
  try {
    return compareAll(live, laid);
  } finally {
    live.apply(invertAll(list));
  }
}

function compareAll(live: LivePlan, laid: Laid): Reconciled[] {
  const found = new Map(laid.table.rows.map((r) => [r.row, r]));
  const out: Reconciled[] = [];
  for (const mapped of laid.rows) {
    const row = mapped.toId === null ? undefined : live.state.records.row.get(mapped.toId);
    const source = found.get(mapped.fromRow);
    if (!row || !source) continue;
    for (const target of laid.columns) {
      const column = target.toId === null ? undefined : live.state.records.col.get(target.toId);
      const printed = source.shown?.[target.fromColumn] ?? source.cells[target.fromColumn];
      if (!column || printed === undefined || !live.isComputed(row.id, column.id)) continue;
      const total = row.kind === 'total' || row.kind === 'subtotal';
      const computed = live.keptText(row.id, column.id);
      const rule = live.rule(row.id, column.id);
      const judged = judge(printed, computed, target, live.decimalsOf(row.id, column.id));
      out.push({
        row: row.key,
        column: column.key,
        rowId: row.id,
        colId: column.id,
        rowLabel: rowLabel(live, row),
        columnLabel: live.shape(row.tableId).path(column.id).join('/'),
        ref: cellRef(source.row, target.fromColumn),
        printed,
        computed,
        difference: judged.difference,
        agree: judged.agree,
        kind: total ? 'total' : 'computed',
        hints: judged.agree ? [] : [...judged.hints, ...(isTyped(source, target.fromColumn) ? (['typed'] as const) : [])],
        rows: rule.by === 'sum' ? rule.rows.length : null,
      });
    }
  }
  return out;
}

/** A total that other totals of its row are formulas for, or in a file whose totals are: this one is typed. */
const isTyped = (row: FoundTable['rows'][number], column: number): boolean => !row.formulas?.includes(column);

interface Judgement {
  agree: boolean;
  difference: string;
  hints: ('swapped' | 'shifted' | 'rounding')[];
}

const NOTHING = exact(0);

/** A blank, a dash and 0 say the same under a sum. */
function numberOf(text: string): Exact | null {
  const value = parseForm(text);
  if (value === null) return null;
  switch (value.form) {
    case 'empty':
    case 'none':
    case 'na':
      return NOTHING;
    case 'number':
      return value.num;
    default:
      return null;
  }
}

function judge(printed: string, computed: string, column: MappedColumn, decimals: number | null): Judgement {
  let left = numberOf(printed);
  const right = numberOf(computed);
  if (!left || !right) return { agree: printed.trim() === computed.trim(), difference: '', hints: [] };
  if (column.unit && column.toUnit && column.converted && areConvertible(column.unit, column.toUnit)) {
    const converted = convertUnit(left, column.unit, column.toUnit, decimals);
    if (converted) left = converted.num;
  }
  // A total printed with fewer decimals than the plan's says no more than it prints.
  const agree = compare(left, left.d < right.d ? round(right, left.d) : right) === 0;
  if (agree) return { agree, difference: formatExact(subtractExact(left, left)), hints: [] };
  const difference = subtractExact(left, right);
  const hints: Judgement['hints'] = [];
  if (isSwapped(formatExact(left), formatExact(right))) hints.push('swapped');
  if (isShifted(left, right)) hints.push('shifted');
  const unit = Math.max(left.d, right.d);
  const size = sign(difference) < 0 ? subtractExact(right, left) : difference;
  if (unit > 0 && compare(size, exact(5, unit)) <= 0) hints.push('rounding');
  return { agree, difference: formatExact(difference), hints };
}

/** 55.72 for 55.27: two neighbouring digits exchanged, the point between them or not. */
export function isSwapped(a: string, b: string): boolean {
  const x = a.replace('.', '');
  const y = b.replace('.', '');
  if (x.length !== y.length || a.indexOf('.') !== b.indexOf('.')) return false;
  const places = [...x].map((c, i) => (c === y[i] ? -1 : i)).filter((i) => i >= 0);
  const [i, j] = places;
  return places.length === 2 && j === (i as number) + 1 && x[i as number] === y[j] && x[j] === y[i as number];
}

function isShifted(a: Exact, b: Exact): boolean {
  if (sign(a) === 0 || sign(b) === 0) return false;
  const strip = (v: Exact) =>
    formatExact(v)
      .replace(/[-.]/g, '')
      .replace(/^0+|0+$/g, '');
  return strip(a) === strip(b) && strip(a).length > 1;
}

// What the status bar says of a selection: 求和 平均 计数 最大 最小, exact, each unit by itself.
//
// 套 and 万平方米 are never added together: cells are gathered by the unit they print with, and a gathering is named after the
// column title they share, else after the unit. Only plain numbers count; '-', '/', ranges, bounds and words are selected
// cells without a figure. Cumulative figures ([3000]) are gathered apart from yearly ones. Columns of typed numbers are read
// from the plan's own arrays, so a whole ledger can be selected without a stall.

import type { CellColumn } from '../../shared/model/cell-column.ts';
import { cellKey } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { ColumnRecord } from '../../shared/model/records.ts';
import { addExact, compare, divide, type Exact, exact, formatExact, round, trim, ZERO } from '../../shared/values/exact.ts';
import { type Axes, type Box, boxCells, inBox } from './axes.ts';
import { boxesOf, type Selection } from './selection.ts';
import { axesOfTable } from './table-axes.ts';

export interface UnitSummary {
  /** 套数, or the unit where columns of several titles share it */
  label: string;
  unit: string;
  sum: string;
  average: string;
  count: number;
  min: string;
  max: string;
}

export interface SelectionSummary {
  cells: number;
  /** of the rectangle where there is one, else null */
  rows: number | null;
  columns: number | null;
  units: UnitSummary[];
}

/** Sums of scaled integers stay exact up to here; then they are folded into an exact number. */
const FOLD_AT = 2 ** 51;

/** Figures of one unit. Plain ones are added as scaled integers, one sum for each number of decimals. */
class Gathering {
  readonly titles = new Set<string>();
  readonly unit: string;
  count = 0;
  private readonly sums: number[] = [];
  private readonly least: number[] = [];
  private readonly most: number[] = [];
  private rest: Exact = ZERO;
  private low: Exact | null = null;
  private high: Exact | null = null;

  constructor(unit: string) {
    this.unit = unit;
  }

  addPlain(n: number, decimals: number): void {
    this.count++;
    const sum = (this.sums[decimals] ?? 0) + n;
    if (sum > FOLD_AT || sum < -FOLD_AT) {
      this.rest = addExact(this.rest, { n: sum, d: decimals });
      this.sums[decimals] = 0;
    } else this.sums[decimals] = sum;
    const least = this.least[decimals];
    if (least === undefined || n < least) this.least[decimals] = n;
    const most = this.most[decimals];
    if (most === undefined || n > most) this.most[decimals] = n;
  }

  add(value: Exact): void {
    if (typeof value.n === 'number' && value.n < FOLD_AT && value.n > -FOLD_AT) {
      this.addPlain(value.n, value.d);
      return;
    }
    this.count++;
    this.rest = addExact(this.rest, value);
    if (this.low === null || compare(value, this.low) < 0) this.low = value;
    if (this.high === null || compare(value, this.high) > 0) this.high = value;
  }

  describe(): UnitSummary {
    let sum = this.rest;
    let { low, high } = this;
    this.sums.forEach((n, d) => {
      sum = addExact(sum, { n, d });
      const least = { n: this.least[d] as number, d };
      const most = { n: this.most[d] as number, d };
      if (low === null || compare(least, low) < 0) low = least;
      if (high === null || compare(most, high) > 0) high = most;
    });
    const [title] = this.titles;
    return {
      label: this.titles.size === 1 && title ? title : this.unit || '数值',
      unit: this.unit,
      sum: formatExact(sum),
      average: averageOf(sum, this.count),
      count: this.count,
      min: formatExact(low ?? ZERO),
      max: formatExact(high ?? ZERO),
    };
  }
}

/**
 * The aggregates of a table's selection.
 * @param live the plan
 * @param selection ids of the selected ranges, with their table
 */
export function selectionSummary(live: LivePlan, selection: Selection & { table: number }): SelectionSummary {
  const shape = live.shape(selection.table);
  const { axes } = axesOfTable(shape);
  const columns = new Map(shape.leaves.map((column) => [column.id, column]));
  const boxes = boxesOf(selection, axes);
  const gatherings = new Map<string, Gathering>();
  let cells = 0;
  boxes.forEach((box, index) => {
    const earlier = boxes.slice(0, index);
    cells += earlier.length ? countNew(box, earlier) : boxCells(box);
    const rows = readRows(live, axes, selection.table, box);
    for (let c = box.left; c <= box.right; c++) {
      const column = columns.get(axes.cols[c] as number);
      if (column?.role === 'value')
        gatherColumn(live, column, rows, (r) => earlier.some((other) => inBox(other, r, c)), gatherings);
    }
  });
  const only = boxes.length === 1 ? boxes[0] : undefined;
  return {
    cells,
    rows: only ? only.bottom - only.top + 1 : null,
    columns: only ? only.right - only.left + 1 : null,
    units: [...gatherings.values()].map((gathering) => gathering.describe()),
  };
}

function countNew(box: Box, earlier: readonly Box[]): number {
  let count = 0;
  for (let r = box.top; r <= box.bottom; r++) {
    for (let c = box.left; c <= box.right; c++) if (!earlier.some((other) => inBox(other, r, c))) count++;
  }
  return count;
}

/** Rows of a box: their ids, and for plain data rows (no formula, no unit of their own) the slot of their values, else -1. */
interface BoxRows {
  first: number;
  ids: number[];
  slots: Int32Array;
  /** cells with a rule of their own, which are not plain whatever their row is */
  exceptions: ReadonlySet<string>;
}

function readRows(live: LivePlan, axes: Axes, table: number, box: Box): BoxRows {
  const { records } = live.state;
  const { slotOf } = live.state.slotsOf(table);
  const ids = axes.rows.slice(box.top, box.bottom + 1);
  const slots = new Int32Array(ids.length);
  ids.forEach((id, i) => {
    const row = records.row.get(id);
    const isPlain = row?.kind === 'data' && row.formula === null && row.unit === null;
    slots[i] = isPlain ? (slotOf.get(id) ?? -1) : -1;
  });
  return { first: box.top, ids, slots, exceptions: new Set([...records.exception.keys(), ...records.cell_formula.keys()]) };
}

function gatherColumn(
  live: LivePlan,
  column: ColumnRecord,
  rows: BoxRows,
  isCounted: (row: number) => boolean,
  gatherings: Map<string, Gathering>,
): void {
  const title = live.expandYears(column.title);
  const stored: CellColumn | undefined =
    column.formula === null && !live.shown(column.tableId) ? live.state.cells.get(column.id) : undefined;
  const into = (unit: string, cumulative: boolean): Gathering => {
    const key = cumulative ? `${unit}\u0000` : unit;
    let gathering = gatherings.get(key);
    if (!gathering) {
      gathering = new Gathering(unit);
      gatherings.set(key, gathering);
    }
    gathering.titles.add(title);
    return gathering;
  };
  let plain: Gathering | null = null;
  for (let i = 0; i < rows.ids.length; i++) {
    if (isCounted(rows.first + i)) continue;
    const id = rows.ids[i] as number;
    const slot = rows.slots[i] as number;
    if (
      stored &&
      slot >= 0 &&
      stored.isFast(slot) &&
      (rows.exceptions.size === 0 || !rows.exceptions.has(cellKey(id, column.id)))
    ) {
      plain ??= into(live.shownUnitOf(id, column.id) ?? '', false);
      plain.addPlain(stored.num[slot] as number, stored.decimals(slot));
      continue;
    }
    const value = live.shownValue(id, column.id);
    if (value.form !== 'number') continue;
    into(live.shownUnitOf(id, column.id) ?? '', value.marks?.cumulative === true).add(value.num);
  }
}

/** The mean with at least two decimals where it needs them: 842 ÷ 3 = 280.67, 6.90 ÷ 3 = 2.30, 842 ÷ 2 = 421. */
function averageOf(sum: Exact, count: number): string {
  const mean = divide(sum, exact(count));
  if (mean === null) return formatExact(ZERO);
  const shown = round(mean, Math.max(sum.d, 2));
  return formatExact(sum.d === 0 ? trim(shown) : shown);
}

// What the status bar says of a selection: 求和 平均 计数 最大 最小, exact, each unit by itself.
//
// 套 and 万平方米 are never added together: cells are gathered by the unit they print with, and a gathering is named after the
// column title they share, else after the unit. Only plain numbers count; '-', '/', ranges, bounds and words are selected
// cells without a figure. Cumulative figures ([3000]) are gathered apart from yearly ones.

import type { LivePlan } from '../../shared/model/live-plan.ts';
import { addExact, compare, divide, type Exact, exact, formatExact, round, trim, ZERO } from '../../shared/values/exact.ts';
import type { Axes } from './axes.ts';
import { boxesOf, cellsOf, type Selection } from './selection.ts';
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

interface Gathered {
  titles: Set<string>;
  unit: string;
  sum: Exact;
  count: number;
  min: Exact;
  max: Exact;
}

/**
 * The aggregates of a table's selection.
 * @param live the plan
 * @param selection ids of the selected ranges, with their table
 * @param axes the table's axes where the caller has them (else they are made from the shape)
 */
export function selectionSummary(live: LivePlan, selection: Selection & { table: number }, axes?: Axes): SelectionSummary {
  const shape = live.shape(selection.table);
  const places = axes ?? axesOfTable(shape).axes;
  const boxes = boxesOf(selection, places);
  const titleOf = new Map(shape.leaves.map((column) => [column.id, live.expandYears(column.title)]));
  const gathered = new Map<string, Gathered>();
  let cells = 0;
  for (const cell of cellsOf(selection, places)) {
    cells++;
    const value = live.value(cell.row, cell.col);
    if (value.form !== 'number') continue;
    const unit = live.unitOf(cell.row, cell.col) ?? '';
    const key = value.marks?.cumulative ? `${unit}\u0000cumulative` : unit;
    const title = titleOf.get(cell.col) ?? '';
    const into = gathered.get(key);
    if (!into) {
      gathered.set(key, { titles: new Set([title]), unit, sum: value.num, count: 1, min: value.num, max: value.num });
      continue;
    }
    into.titles.add(title);
    into.sum = addExact(into.sum, value.num);
    into.count++;
    if (compare(value.num, into.min) < 0) into.min = value.num;
    if (compare(value.num, into.max) > 0) into.max = value.num;
  }
  const only = boxes.length === 1 ? boxes[0] : undefined;
  return {
    cells,
    rows: only ? only.bottom - only.top + 1 : null,
    columns: only ? only.right - only.left + 1 : null,
    units: [...gathered.values()].map(describe),
  };
}

function describe(group: Gathered): UnitSummary {
  const [title] = group.titles;
  const label = group.titles.size === 1 && title ? title : group.unit || '数值';
  return {
    label,
    unit: group.unit,
    sum: formatExact(group.sum),
    average: averageOf(group.sum, group.count),
    count: group.count,
    min: formatExact(group.min),
    max: formatExact(group.max),
  };
}

/** The mean with two decimals more than the figures print at most two decimals needed: 842 ÷ 3 = 280.67, 6.90 ÷ 3 = 2.30. */
function averageOf(sum: Exact, count: number): string {
  const mean = divide(sum, exact(count));
  if (mean === null) return formatExact(ZERO);
  const shown = round(mean, Math.max(sum.d, 2));
  return sum.d === 0 ? formatExact(trim(shown)) : formatExact(shown);
}

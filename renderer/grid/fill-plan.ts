// What a fill writes: Ctrl+D, Ctrl+R and the handle, as the cells of one `fill` command.

import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { ColumnRecord } from '../../shared/model/records.ts';
import { addExact, exact, formatExact, parseExact } from '../../shared/values/exact.ts';
import type { Axes, Box } from './axes.ts';
import { inputText, takesValue } from './editable.ts';
import { fillSeries } from './fill-series.ts';
import type { PasteCell } from './paste-plan.ts';

type Columns = ReadonlyMap<number, ColumnRecord>;

/** Where the handle was dragged to: the source box and one more direction; null where it came back into the source. */
export function fillTarget(source: Box, row: number, col: number): Box | null {
  const below = row - source.bottom;
  const above = source.top - row;
  const right = col - source.right;
  const left = source.left - col;
  const most = Math.max(below, above, right, left);
  if (most <= 0) return null;
  if (most === below) return { ...source, top: source.bottom + 1, bottom: row };
  if (most === above) return { ...source, top: row, bottom: source.top - 1 };
  if (most === right) return { ...source, left: source.right + 1, right: col };
  return { ...source, left: col, right: source.left - 1 };
}

/** The cells of a dragged fill; `series` false does the other thing (Ctrl held). */
export function planFill(live: LivePlan, axes: Axes, columns: Columns, source: Box, target: Box, series = true): PasteCell[] {
  const vertical = target.left === source.left && target.right === source.right;
  const back = vertical ? target.top < source.top : target.left < source.left;
  const cells: PasteCell[] = [];
  const lines = vertical ? [source.left, source.right] : [source.top, source.bottom];
  for (let line = lines[0] as number; line <= (lines[1] as number); line++) {
    const given: string[] = [];
    for (let i = vertical ? source.top : source.left; i <= (vertical ? source.bottom : source.right); i++) {
      given.push(inputText(live, axes.rows[vertical ? i : line] as number, axes.cols[vertical ? line : i] as number));
    }
    const count = vertical ? target.bottom - target.top + 1 : target.right - target.left + 1;
    const made = series ? fillSeries(given, count, back) : fillOtherwise(given, count, back);
    for (let step = 0; step < count; step++) {
      const at = vertical ? (back ? target.bottom - step : target.top + step) : back ? target.right - step : target.left + step;
      const row = axes.rows[vertical ? at : line] as number;
      const column = columns.get(axes.cols[vertical ? line : at] as number);
      if (column && takesValue(live, row, column)) cells.push({ row, col: column.id, value: made[step] as string });
    }
  }
  return cells;
}

/** Ctrl held: a series is repeated instead, and a single figure, which is otherwise repeated, counts on by one. */
function fillOtherwise(given: readonly string[], count: number, back: boolean): string[] {
  const only = given.length === 1 ? parseExact(given[0] as string) : null;
  if (only) return Array.from({ length: count }, (_, i) => formatExact(addExact(only, exact(back ? -i - 1 : i + 1))));
  const source = back ? [...given].reverse() : given;
  return Array.from({ length: count }, (_, i) => source[i % source.length] as string);
}

/**
 * Ctrl+D: the first row of the box into the rows below it, Ctrl+R: its first column into the columns right of it. A box of one
 * row or column takes from the line before it.
 */
export function planFillFrom(live: LivePlan, axes: Axes, columns: Columns, box: Box, direction: 'down' | 'right'): PasteCell[] {
  const down = direction === 'down';
  const single = down ? box.top === box.bottom : box.left === box.right;
  const from = (down ? box.top : box.left) - (single ? 1 : 0);
  if (from < 0) return [];
  const cells: PasteCell[] = [];
  for (let r = down ? from + 1 : box.top; r <= box.bottom; r++) {
    for (let c = down ? box.left : from + 1; c <= box.right; c++) {
      const row = axes.rows[r] as number;
      const column = columns.get(axes.cols[c] as number);
      if (!column || !takesValue(live, row, column)) continue;
      cells.push({
        row,
        col: column.id,
        value: inputText(live, axes.rows[down ? from : r] as number, axes.cols[down ? c : from] as number),
      });
    }
  }
  return cells;
}

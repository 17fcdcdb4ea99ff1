// Where a block of texts goes: onto the selection, repeated where that is larger, past computed cells and up to the table's end.
//
// Pure: it makes the cells of one `paste` command and says what it left out, so the person is told and one undo takes it all
// back. A block copied with its row names may be pasted from the name column on; names that are the same are passed over.

import type { LivePlan } from '../../shared/model/live-plan.ts';
import { squash } from '../../shared/model/lookup.ts';
import type { ColumnRecord } from '../../shared/model/records.ts';
import type { Axes, Box } from './axes.ts';
import { takesLabel, takesValue } from './editable.ts';

export interface PasteCell {
  row: number;
  col: number;
  value: string;
}

export interface PastePlan {
  cells: PasteCell[];
  /** where the block lies */
  box: Box;
  /** computed cells passed over */
  computed: number;
  /** cells that hold words or were to be given some, where figures are added */
  notAdded: number;
  /** lines of the block above it that repeat the table's heads and were left out */
  heads: number;
  /** hidden rows that the block passed over */
  hidden: number;
  /** row names that differ and were left as they are */
  names: number;
  /** rows of the block below the last row that takes values, as texts by column */
  moreRows: { label: string | null; cells: { col: number; value: string }[] }[];
  /** group of those rows: that of the table's last data row */
  parentOfMore: number | null;
  /** columns of the block right of the table */
  moreColumns: number;
}

/**
 * @param block rows of texts; shorter rows count as blank at their end
 * @param target the selected rectangle
 */
export function planPaste(
  live: LivePlan,
  axes: Axes,
  columns: ReadonlyMap<number, ColumnRecord>,
  block: readonly (readonly string[])[],
  target: Box,
): PastePlan {
  const height = block.length;
  const width = block.reduce((most, row) => Math.max(most, row.length), 0);
  const rows = target.bottom - target.top + 1;
  const cols = target.right - target.left + 1;
  const down = rows % height === 0 ? rows : height;
  const across = cols % width === 0 ? cols : width;
  const plan: PastePlan = {
    cells: [],
    box: {
      top: target.top,
      left: target.left,
      bottom: Math.min(axes.rows.length - 1, target.top + down - 1),
      right: Math.min(axes.cols.length - 1, target.left + across - 1),
    },
    computed: 0,
    notAdded: 0,
    heads: 0,
    hidden: 0,
    names: 0,
    moreRows: [],
    parentOfMore: null,
    moreColumns: Math.max(0, target.left + across - axes.cols.length),
  };
  // A block that ends with the table may lie on its total rows (their computed cells are passed over); one that is longer than
  // the table asks for new rows above them, except for its own total line.
  const overflows = target.top + down > axes.rows.length;
  const lastData = axes.rows.findLastIndex((row) => live.state.records.row.get(row)?.kind !== 'total');
  const lastRow = live.state.records.row.get(axes.rows[lastData] ?? 0);
  plan.parentOfMore = (lastRow?.kind === 'group' ? lastRow.id : lastRow?.parentId) ?? null;
  plan.hidden = hiddenBetween(live, axes.rows[plan.box.top], axes.rows[plan.box.bottom]);
  for (let r = 0; r < down; r++) {
    const source = block[r % height] as readonly string[];
    const place = target.top + r;
    const row = axes.rows[place];
    if (row === undefined || (overflows && place > lastData)) {
      if (isTotalLine(source)) plan.computed += source.length - 1;
      else if (source.some((text) => text.trim() !== '')) plan.moreRows.push(newRow(source, target.left, axes, columns));
      continue;
    }
    for (let c = 0; c < across; c++) {
      const column = columns.get(axes.cols[target.left + c] ?? 0);
      if (!column) continue;
      const value = source[c % width] ?? '';
      if (takesValue(live, row, column)) plan.cells.push({ row, col: column.id, value });
      else if (column.role === 'value' || column.role === 'note') plan.computed++;
      else if (squash(value) === '' || squash(value) === squash(live.text(row, column.id))) continue;
      else if (takesLabel(live, row, column)) plan.cells.push({ row, col: column.id, value });
      else if (column.role !== 'serial') plan.names++;
    }
  }
  return plan;
}

/** Hidden rows between two rows of one group: a block never lies on them. */
function hiddenBetween(live: LivePlan, from: number | undefined, to: number | undefined): number {
  const [first, last] = [live.state.records.row.get(from ?? 0), live.state.records.row.get(to ?? 0)];
  if (!first || !last || first === last) return 0;
  let count = 0;
  for (const row of live.state.records.row.values()) {
    if (row.hidden && row.tableId === first.tableId && row.parentId === first.parentId && row.ord > first.ord && row.ord < last.ord)
      count++;
  }
  return count;
}

const TOTAL_LINE = /^(?:总\s*计|合\s*计|总\s*和)$/;
const isTotalLine = (source: readonly string[]): boolean => TOTAL_LINE.test((source[0] ?? '').trim());

function newRow(
  source: readonly string[],
  left: number,
  axes: Axes,
  columns: ReadonlyMap<number, ColumnRecord>,
): PastePlan['moreRows'][number] {
  let label: string | null = null;
  const cells: { col: number; value: string }[] = [];
  source.forEach((value, c) => {
    const column = columns.get(axes.cols[left + c] ?? 0);
    if (!column) return;
    if (column.role === 'label') label = value.trim();
    else if ((column.role === 'value' || column.role === 'note') && column.formula === null && value !== '')
      cells.push({ col: column.id, value });
  });
  return { label, cells };
}

/** The rectangle of the block in rows of texts, lines of equal length. */
export function squareOff(block: readonly (readonly string[])[]): string[][] {
  const width = block.reduce((most, row) => Math.max(most, row.length), 0);
  return block.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? ''));
}

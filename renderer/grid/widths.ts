// Column widths that fit their place: titles on one line where there is room, figures never cut, nothing stretched without need.
//
// Pure. A column starts at what its figures and a two-line title need, a little less where that spares a scroll bar; spare room first puts titles on one line, then widens all
// columns evenly by up to a third. More room than that stays empty at the right: at 2560 px a table looks as it does at 1366.

import type { ColumnId } from '../../shared/model/ids.ts';
import type { ColumnPlan } from './columns.ts';
import { linesOf } from './measure.ts';

const MOST_STRETCH = 4 / 3;
const HEAD_LINE = 18;
const UNIT_LINE = 16;
const PLAIN_HEAD = 28;

export interface ColumnWish {
  id: ColumnId;
  /** where the place is too narrow: its figures, and its title on more lines */
  least: number;
  /** what it needs */
  natural: number;
  /** what it would like: its title on one line */
  wished: number;
  /** given by a person, or a pinned name column: stays as it is */
  fixed: boolean;
}

/** Widths by column for a place of `room` px. */
export function fitWidths(columns: readonly ColumnWish[], room: number): Map<ColumnId, number> {
  const out = new Map(columns.map((column) => [column.id, column.natural]));
  const free = columns.filter((column) => !column.fixed);
  const used = columns.reduce((sum, column) => sum + column.natural, 0);
  let spare = room - used;
  if (free.length === 0) return out;
  if (spare < 0) {
    // Narrower only where that makes everything fit; else the table scrolls, and then nothing needs to be tight.
    const give = free.reduce((sum, column) => sum + column.natural - column.least, 0);
    if (give + spare < 0) return out;
    for (const column of free) {
      const less = Math.min(column.natural - column.least, Math.ceil(((column.natural - column.least) * -spare) / give));
      out.set(column.id, column.natural - less);
    }
    return out;
  }
  const lack = free.reduce((sum, column) => sum + Math.max(0, column.wished - column.natural), 0);
  const granted = lack > 0 ? Math.min(1, spare / lack) : 0;
  for (const column of free) {
    const more = Math.floor(Math.max(0, column.wished - column.natural) * granted);
    out.set(column.id, column.natural + more);
    spare -= more;
  }
  const now = free.reduce((sum, column) => sum + (out.get(column.id) ?? 0), 0);
  const stretched = Math.min(now * MOST_STRETCH, now + spare);
  let rest = Math.floor(stretched);
  free.forEach((column, i) => {
    const share = i === free.length - 1 ? rest : Math.floor(((out.get(column.id) ?? 0) * stretched) / now);
    out.set(column.id, share);
    rest -= share;
  });
  return out;
}

/** Heights of the head rows for these widths: as many lines as the longest title needs, one more for units. */
export function headHeights(plan: ColumnPlan, widths: ReadonlyMap<ColumnId, number>): { group: number; leaf: number } {
  let groupLines = 1;
  let leafLines = 1;
  let anyUnit = false;
  for (const head of plan.heads) {
    const width = head.leaves.reduce((sum, leaf) => sum + (widths.get(leaf) ?? 0), 0) + 8;
    const unit = head.unit ? `（${head.unit}）` : '';
    const mark = head.automatic ? '自动 ' : '';
    if (head.isGroup) groupLines = Math.max(groupLines, linesOf(head.title + unit + mark, width, 13));
    else {
      const lines = linesOf(head.title + mark, width, 13);
      // A head beside groups also has the groups' height to itself.
      const above = plan.groupLevels - head.level;
      leafLines = Math.max(leafLines, lines - Math.floor((above * PLAIN_HEAD) / HEAD_LINE));
      if (head.unit) anyUnit = true;
    }
  }
  return {
    group: PLAIN_HEAD + (Math.min(4, groupLines) - 1) * HEAD_LINE,
    leaf: PLAIN_HEAD + (Math.min(5, leafLines) - 1) * HEAD_LINE + (anyUnit ? UNIT_LINE : 0),
  };
}

// The legend that [3000] or 〔70〕 asks for: 注：[ ]内为5年累计数。 Written by itself where a table holds such a figure and none of
// its own notes speaks of it, so nobody has to remember it and it goes with the last such figure.

import type { TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { printValue } from '../values/value.ts';

/** Period totals stand in tables of goals; a long list is not searched for one. */
const MOST_ROWS = 2000;

/** The legend, '' where none is needed. `notes` are the table's own. */
export function cumulativeNote(live: LivePlan, table: TableId, notes: readonly string[]): string {
  if (notes.some((note) => note.includes('累计'))) return '';
  const brackets = bracketsIn(live, table);
  if (!brackets) return '';
  const from = live.state.property('period_from');
  const to = live.state.property('period_to');
  const years = from !== null && to !== null ? `${to - from + 1}年` : '规划期';
  return `${brackets[0]} ${brackets[1]}内为${years}累计数。`;
}

/** The brackets of the first period total that the table prints. */
function bracketsIn(live: LivePlan, table: TableId): [string, string] | null {
  const { rows, leaves } = live.shape(table);
  if (rows.length > MOST_ROWS) return null;
  for (const row of rows) {
    for (const column of leaves) {
      const value = live.value(row.id, column.id);
      if (!('marks' in value) || !value.marks?.cumulative) continue;
      const printed = printValue(value);
      return [printed.charAt(0), printed.slice(-1)];
    }
  }
  return null;
}

// The word under a table whose figures were balanced (舍位平衡), so that a reader who adds up or compares knows why.

import { columnName } from '../formulas/words.ts';
import type { TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { RowRecord } from '../model/records.ts';
import { formatExact } from '../values/exact.ts';

/** Adjusted figures named at most; a longer list would outgrow its table. */
const MOST = 12;

/** null where nothing was adjusted: then there is nothing to say. */
export function roundingNote(live: LivePlan, table: TableId, how: 'short' | 'list'): string | null {
  const shown = live.shown(table);
  if (!shown?.adjusted.length) return null;
  const start = '表中数据四舍五入后作了舍位平衡，使分项之和与合计一致';
  if (how === 'short') return `${start}。`;
  const cells = shown.adjusted.slice(0, MOST).map(({ row, column, shown: figure, rounded }) => {
    const label = rowLabel(live, live.state.records.row.get(row) as RowRecord);
    return `${label}${columnName(live, column, '')}${formatExact(figure)}（原${formatExact(rounded)}）`;
  });
  const more = shown.adjusted.length - cells.length;
  return `${start}，调整的有：${cells.join('、')}${more > 0 ? `等${shown.adjusted.length}处` : ''}。`;
}

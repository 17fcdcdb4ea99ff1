// A cell's name as people say it: 喀什市 · 保障性租赁住房 · 套数.

import { columnName } from '../../shared/formulas/words.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import type { GridCell } from './axes.ts';

const DOT = ' · ';

export function rowName(live: LivePlan, row: number): string {
  const record = live.state.records.row.get(row);
  return record ? rowLabel(live, record) : '';
}

/** Row and header path, with the table's number first where asked for. */
export function cellName(live: LivePlan, cell: GridCell, withTable = false): string {
  const column = live.state.records.col.get(cell.col);
  const shape = column && withTable ? live.shape(column.tableId) : null;
  return [shape ? shape.number || shape.title : '', rowName(live, cell.row), columnName(live, cell.col, DOT)]
    .filter(Boolean)
    .join(DOT);
}

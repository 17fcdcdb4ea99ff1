// How a cell looks: its printed text and the class words that `grid.css` paints.
//
// The text comes straight from the plan (`live.text`), never through the grid's own values, so what is shown is what is
// printed. Colour is never the only sign: a computed column says 自动 in its head, '-' is a sign of its own, an error prints 【!】.

import { cellKey } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../../shared/model/records.ts';

export interface CellLook {
  text: string;
  /** class words, space between */
  classes: string;
}

const LABEL_ROLES = new Set<ColumnRecord['role']>(['label', 'group_label', 'region']);
const BLANK_SIGNS = new Set(['-', '—', '－', '–', '——', '/']);

/** True for a column whose cells name the row instead of holding values. */
export const isLabelColumn = (column: ColumnRecord): boolean => LABEL_ROLES.has(column.role) || column.role === 'serial';

export function alignOf(column: ColumnRecord): 'left' | 'center' | 'right' {
  if (column.align) return column.align;
  if (column.role === 'serial' || column.role === 'unit') return 'center';
  return column.role === 'value' && (column.kind === 'number' || column.kind === 'year') ? 'right' : 'left';
}

/**
 * @param depth levels of groups above the row
 * @param closesGroup true where the column is the last of its top group (a heavier line follows)
 */
export function lookOf(live: LivePlan, row: RowRecord, column: ColumnRecord, depth: number, closesGroup: boolean): CellLook {
  const text = live.text(row.id, column.id);
  const words: string[] = [];
  const isLabel = isLabelColumn(column);
  if (isLabel) words.push('gc-label');
  else if (column.role === 'value') {
    const value = live.value(row.id, column.id);
    if (value.form === 'error') words.push('gc-error');
    words.push(`gc-${column.align ?? (value.form === 'text' ? 'left' : alignOf(column))}`);
    if (live.state.records.exception.has(cellKey(row.id, column.id))) words.push('gc-exception');
    if (live.isComputed(row.id, column.id)) words.push('gc-computed');
    if (live.shown(column.tableId)?.adjustedAt(row.id, column.id)) words.push('gc-adjusted');
  }
  if (isLabel || column.role !== 'value') words.push(`gc-${alignOf(column)}`);
  if (BLANK_SIGNS.has(text)) words.push('gc-blank-sign');
  if (row.kind === 'total') words.push('gc-total');
  else if (row.kind === 'subtotal') words.push('gc-subtotal');
  else if (row.kind === 'group') words.push('gc-group');
  if (column.role === 'label' && depth > 0) words.push(`gc-indent-${Math.min(depth, 4)}`);
  if (closesGroup) words.push('gc-closes');
  return { text, classes: words.join(' ') };
}

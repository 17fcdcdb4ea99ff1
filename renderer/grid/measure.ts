// Widths and heights before anything is painted: how wide a column needs to be, how many lines a text takes.
//
// A Chinese character is as wide as the type is high, a digit or letter a little over half of it; that is near enough to lay a
// table out, and it costs nothing at 100,000 rows, where asking the page would. The same estimate decides two-line names.

import type { LivePlan, TableShape } from '../../shared/model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../../shared/model/records.ts';
import { isLabelColumn } from './look.ts';

export const ROW_HEIGHT = 28;
export const LINE_HEIGHT = 20;
export const ROW_NUMBER_WIDTH = 36;
export const LABEL_WIDTH = 190;
const CELL_PADDING = 18;
const SAMPLE_ROWS = 200;

/** The width of a text in px at a type size. */
export function textWidth(text: string, size = 14): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) width += text.charCodeAt(i) < 0x2000 ? 0.57 : 1;
  return width * size;
}

/** Lines a text takes in a column, its own line breaks included. */
export function linesOf(text: string, width: number, size = 14): number {
  const room = Math.max(size, width - CELL_PADDING);
  let lines = 0;
  for (const part of text.split('\n')) lines += Math.max(1, Math.ceil(textWidth(part, size) / room));
  return lines;
}

/** The width of a cell that shows a figure whole, in the heavier type of a total. */
export function figureWidth(text: string): number {
  return Math.ceil(textWidth(text) * 1.06) + CELL_PADDING;
}

/** The width at which a title stands on one line, where that is not absurd. */
export function wishedWidth(live: LivePlan, column: ColumnRecord): number {
  return Math.round(Math.min(260, textWidth(live.expandYears(column.title), 13) + CELL_PADDING + 2));
}

/** Rows spread over the table, totals among them: a total is the widest figure of its column. */
function sampleOf(shape: TableShape): RowRecord[] {
  const { rows } = shape;
  if (rows.length <= SAMPLE_ROWS) return rows;
  const step = Math.ceil(rows.length / SAMPLE_ROWS);
  const spread = rows.filter((_, i) => i % step === 0);
  return [...spread, ...rows.slice(0, 3), ...rows.slice(-3)];
}

/** What a column needs before a person changed it: `least` where the place is narrow, else `natural`. */
export function neededWidth(live: LivePlan, shape: TableShape, column: ColumnRecord): { least: number; natural: number } {
  const same = (width: number): { least: number; natural: number } => ({ least: width, natural: width });
  if (column.width) return same(column.width);
  if (column.role === 'serial') return same(48);
  if (column.role === 'label') return same(LABEL_WIDTH);
  let content = 0;
  for (const row of sampleOf(shape)) {
    // A total stands in heavier type.
    const heavier = row.kind === 'data' ? 1 : 1.06;
    for (const line of live.text(row.id, column.id).split('\n')) content = Math.max(content, textWidth(line) * heavier);
  }
  content += CELL_PADDING;
  const unit = column.unit ? textWidth(`（${column.unit}）`, 12) : 0;
  const head = Math.max(brokenWidth(live.expandYears(column.title), 13), unit) + CELL_PADDING;
  const between = (low: number, width: number, most: number): number => Math.round(Math.min(most, Math.max(low, width)));
  if (column.role === 'value' && column.kind === 'number') {
    return { least: between(64, Math.max(content, head - 26, unit + 10), 200), natural: between(90, Math.max(content, head), 200) };
  }
  const most = isLabelColumn(column) ? 160 : column.kind === 'text' ? 320 : 160;
  return { least: between(72, Math.min(content, 160), most), natural: between(72, Math.max(content, head), most) };
}

/** The widest line of a title broken evenly into two lines, or three where it is long. */
function brokenWidth(title: string, size: number): number {
  const lines = title.length <= 5 ? 1 : title.length <= 14 ? 2 : 3;
  return Math.ceil(textWidth(title, size) / lines / size) * size;
}

/** Row height: as many lines as its longest text needs, at most `most`. */
export function rowHeight(
  live: LivePlan,
  row: RowRecord,
  columns: readonly { column: ColumnRecord; width: number }[],
  most: number,
): number {
  let lines = 1;
  for (const { column, width } of columns) {
    if (lines >= most) break;
    lines = Math.max(lines, Math.min(most, linesOf(live.text(row.id, column.id), width)));
  }
  return ROW_HEIGHT + (lines - 1) * LINE_HEIGHT;
}

const FITTING_ROWS = 5000;

/** As wide as the head and the longest text of the first rows need. */
export function fittingWidth(live: LivePlan, shape: TableShape, column: ColumnRecord): number {
  let width = Math.max(textWidth(live.expandYears(column.title), 13), textWidth(`（${column.unit ?? ''}）`, 12));
  for (const row of shape.rows.slice(0, FITTING_ROWS)) {
    for (const line of live.text(row.id, column.id).split('\n')) width = Math.max(width, textWidth(line));
  }
  return Math.round(Math.min(600, Math.max(40, width + CELL_PADDING + 4)));
}

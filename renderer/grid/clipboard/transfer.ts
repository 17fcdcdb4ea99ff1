// Between the clipboard and a selection: what a copy writes, what a paste reads.

import type { LivePlan, TableShape } from '../../../shared/model/live-plan.ts';
import type { Axes, Box } from '../axes.ts';
import { inputText } from '../editable.ts';
import { type CopyCell, parseHtmlTable, writeHtmlTable } from './html-table.ts';
import { parseTsv, writeTsv } from './tsv.ts';

/** The largest block a paste takes; the clipboard of a whole sheet can hold far more. */
export const MAX_PASTE_CELLS = 500_000;
/** Texts longer than this are not even looked at (a clipboard of 200 MB). */
const MAX_CLIPBOARD_TEXT = 60_000_000;

export interface Copied {
  plain: string;
  html: string;
}

/** Rows and columns of a copy, as places. */
export interface Area {
  rows: readonly number[];
  cols: readonly number[];
}

const places = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The selected ranges as one block: those over the same rows or the same columns stand together; null for any others. */
export function areaOf(boxes: readonly Box[]): Area | null {
  const [first] = boxes;
  if (!first) return null;
  const union = (each: (box: Box) => number[]): number[] => [...new Set(boxes.flatMap(each))].sort((a, b) => a - b);
  const rows = (box: Box): number[] => places(box.top, box.bottom);
  const cols = (box: Box): number[] => places(box.left, box.right);
  if (boxes.every((box) => box.left === first.left && box.right === first.right)) return { rows: union(rows), cols: cols(first) };
  if (boxes.every((box) => box.top === first.top && box.bottom === first.bottom)) return { rows: rows(first), cols: union(cols) };
  return null;
}

/** The printed texts of an area; with the header rows above it where asked for. */
export function copyArea(live: LivePlan, shape: TableShape, axes: Axes, area: Area, withHeads: boolean): Copied {
  const heads = withHeads ? headRows(live, shape, axes, area) : [];
  const cells = area.rows.map((r) =>
    area.cols.map((c): CopyCell => {
      const [row, col] = [axes.rows[r] as number, axes.cols[c] as number];
      const value = live.value(row, col);
      const text = live.text(row, col);
      const typed = inputText(live, row, col);
      const kind = value.form === 'number' && value.text === undefined ? 'number' : 'text';
      return { text, kind, ...(typed !== text && { typed }) };
    }),
  );
  const plain = writeTsv([...heads.map((row) => spreadHeads(row, area)), ...cells.map((row) => row.map((cell) => cell.text))]);
  return { plain, html: writeHtmlTable([...heads.map((row) => row.map((head) => head.cell)), ...cells]) };
}

interface PlacedHead {
  at: number;
  cell: CopyCell;
}

/** Header cells over the area's columns, spans cut to it. */
function headRows(live: LivePlan, shape: TableShape, axes: Axes, area: Area): PlacedHead[][] {
  const children = new Map<number, number[]>();
  for (const column of shape.columns) {
    if (column.parentId === null) continue;
    const siblings = children.get(column.parentId);
    if (siblings) siblings.push(column.id);
    else children.set(column.parentId, [column.id]);
  }
  const leavesOf = (id: number): number[] => (axes.colAt.has(id) ? [id] : (children.get(id) ?? []).flatMap(leavesOf));
  return shape.header.map((row) =>
    row.flatMap((head) => {
      const at = leavesOf(head.column)
        .map((leaf) => area.cols.indexOf(axes.colAt.get(leaf) as number))
        .filter((place) => place >= 0);
      if (at.length === 0) return [];
      const text = live.expandYears(head.text);
      return [
        { at: Math.min(...at), cell: { text, kind: 'text' as const, colSpan: at.length, rowSpan: head.rowSpan, header: true } },
      ];
    }),
  );
}

function spreadHeads(row: PlacedHead[], area: Area): string[] {
  const line = area.cols.map(() => '');
  for (const head of row) line[head.at] = head.cell.text;
  return line;
}

export type ReadBlock = { ok: true; block: string[][] } | { ok: false; why: 'nothing' | 'too-large' | 'not-text' };

/** What no text holds: a picture or a program that was put on the clipboard as characters. */
const BINARY = /[^\P{Cc}\t\n\v\f\r\u007f-\u009f]/u;

/** The block on the clipboard: the HTML table where there is one (Excel, WPS, LibreOffice), else tab-separated text. */
export function readBlock(html: string, plain: string, stored = false): ReadBlock {
  const isLong = html.length > MAX_CLIPBOARD_TEXT;
  const fromHtml = html && !isLong ? parseHtmlTable(html, MAX_PASTE_CELLS + 1, stored) : null;
  if (!fromHtml && (plain.length > MAX_CLIPBOARD_TEXT || (isLong && plain === ''))) return { ok: false, why: 'too-large' };
  // Some programs end their text with a zero.
  const text = plain.replace(/\0+$/, '');
  if (!fromHtml && BINARY.test(text)) return { ok: false, why: 'not-text' };
  const block = fromHtml ?? parseTsv(text);
  // Squared off, one long line among many short ones would be far more than was counted cell by cell.
  const width = block.reduce((most, row) => Math.max(most, row.length), 0);
  if (block.length * width > MAX_PASTE_CELLS) return { ok: false, why: 'too-large' };
  if (width === 0 || (block.every((row) => row.every((cell) => cell === '')) && plain === '' && !fromHtml))
    return { ok: false, why: 'nothing' };
  return { ok: true, block };
}

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

/** The printed texts of a rectangle; with the header rows above it where asked for. */
export function copyBox(live: LivePlan, shape: TableShape, axes: Axes, box: Box, withHeads: boolean): Copied {
  const heads = withHeads ? headRows(live, shape, axes, box) : [];
  const cells: CopyCell[][] = [];
  for (let r = box.top; r <= box.bottom; r++) {
    const row = axes.rows[r] as number;
    const line: CopyCell[] = [];
    for (let c = box.left; c <= box.right; c++) {
      const col = axes.cols[c] as number;
      const value = live.value(row, col);
      const text = live.text(row, col);
      const typed = inputText(live, row, col);
      line.push({
        text,
        kind: value.form === 'number' && value.text === undefined ? 'number' : 'text',
        ...(typed !== text && { typed }),
      });
    }
    cells.push(line);
  }
  const plain = writeTsv([...heads.map((row) => spreadHeads(row, box)), ...cells.map((row) => row.map((cell) => cell.text))]);
  return { plain, html: writeHtmlTable([...heads.map((row) => row.map((head) => head.cell)), ...cells]) };
}

interface PlacedHead {
  at: number;
  cell: CopyCell;
}

/** Header cells over the box's columns, spans cut to it. */
function headRows(live: LivePlan, shape: TableShape, axes: Axes, box: Box): PlacedHead[][] {
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
      const places = leavesOf(head.column)
        .map((leaf) => axes.colAt.get(leaf) as number)
        .filter((place) => place >= box.left && place <= box.right);
      if (places.length === 0) return [];
      return [
        {
          at: Math.min(...places),
          cell: {
            text: live.expandYears(head.text),
            kind: 'text' as const,
            colSpan: places.length,
            rowSpan: head.rowSpan,
            header: true,
          },
        },
      ];
    }),
  );
}

function spreadHeads(row: PlacedHead[], box: Box): string[] {
  const line = Array.from({ length: box.right - box.left + 1 }, () => '');
  for (const head of row) line[head.at - box.left] = head.cell.text;
  return line;
}

export type ReadBlock = { ok: true; block: string[][] } | { ok: false; why: 'nothing' | 'too-large' | 'not-text' };

/** What no text holds: a picture or a program that was put on the clipboard as characters. */
const BINARY = /[^\P{Cc}\t\n\v\f\r\u007f-\u009f]/u;

/** The block on the clipboard: the HTML table where there is one (Excel, WPS, LibreOffice), else tab-separated text. */
export function readBlock(html: string, plain: string): ReadBlock {
  const isLong = html.length > MAX_CLIPBOARD_TEXT;
  const fromHtml = html && !isLong ? parseHtmlTable(html, MAX_PASTE_CELLS + 1) : null;
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

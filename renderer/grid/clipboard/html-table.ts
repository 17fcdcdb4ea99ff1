// A table on the clipboard as Excel, WPS and LibreOffice write it, read into rows of texts and written the same way.
//
// Reading: the first <table> that has rows wins; merged cells keep their text in their first place and leave the others
// blank, as a paste into a worksheet does; <br> and paragraphs become line breaks, white space of the source does not count.
// Hidden rows and columns (display:none, width 0) were copied by the program and are kept. Writing: printed texts, with the
// number format beside them, so 51.00 stays 51.00 and a text such as =1+1 stays text where it is pasted.

import { formatExact, parseExact, round, trim } from '../../../shared/values/exact.ts';
import { readNumber } from '../../../shared/values/parse.ts';
import { type HtmlToken, readHtml } from './html-tokens.ts';

export interface ClipCell {
  text: string;
  colSpan: number;
  rowSpan: number;
  /** the figure that the cell holds, where the program says it beside the shown one */
  stored?: string;
  /** as our own grid copied it: exact where the print is rounded */
  typed?: string;
}

const TYPED = 'data-anju-typed';
const MAX_SPAN = 10_000;
const BREAKS = new Set(['br', 'p', 'div', 'li', 'tr']);

/** Rows of texts of the first table, spans spread out; null where there is none. `stored`: figures with all their decimals. */
export function parseHtmlTable(html: string, limit = 2_000_000, stored = false): string[][] | null {
  const rows = readCells(html, limit, stored);
  return rows && spread(rows, limit);
}

function readCells(html: string, limit: number, stored: boolean): ClipCell[][] | null {
  const rows: ClipCell[][] = [];
  let depth = 0;
  let row: ClipCell[] | null = null;
  let cell: ClipCell | null = null;
  let count = 0;
  const endCell = (): void => {
    if (cell && row) {
      cell.text = cell.typed ?? figureOf(cell, tidy(cell.text), stored);
      row.push(cell);
    }
    cell = null;
  };
  const endRow = (): void => {
    endCell();
    if (row) rows.push(row);
    row = null;
  };
  for (const token of readHtml(html)) {
    if (token.t === 'text') {
      if (cell) (cell as ClipCell).text += token.text.replace(/[ \t\r\n\f]+/g, ' ');
      continue;
    }
    if (token.name === 'table') {
      depth += token.t === 'open' ? 1 : -1;
      if (depth === 0 && rows.length + (row ? 1 : 0) > 0) {
        endRow();
        return rows;
      }
      continue;
    }
    if (depth !== 1) {
      if (cell && token.t === 'open' && BREAKS.has(token.name)) (cell as ClipCell).text += '\n';
      continue;
    }
    if (token.name === 'tr') {
      endRow();
      if (token.t === 'open') row = [];
    } else if (token.name === 'td' || token.name === 'th') {
      endCell();
      if (token.t !== 'open') continue;
      row ??= [];
      if (++count > limit) {
        endRow();
        return rows;
      }
      cell = { text: '', ...spans(token) };
      const kept = token.attributes.get('x:num') || token.attributes.get('sdval');
      if (kept) cell.stored = kept;
      const typed = token.attributes.get(TYPED);
      if (typed !== undefined) cell.typed = typed.replace(/<br>/g, '\n');
      if (token.closed) endCell();
    } else if (cell) {
      if (token.t === 'open' && token.name === 'br') (cell as ClipCell).text += '\n';
      else if (BREAKS.has(token.name) && !(cell as ClipCell).text.endsWith('\n')) (cell as ClipCell).text += '\n';
    }
  }
  endRow();
  return rows.length ? rows : null;
}

function spans(token: Extract<HtmlToken, { t: 'open' }>): { colSpan: number; rowSpan: number } {
  const read = (name: string): number => {
    const n = Number.parseInt(token.attributes.get(name) ?? '1', 10);
    return Number.isFinite(n) ? Math.max(1, Math.min(n, MAX_SPAN)) : 1;
  };
  return { colSpan: read('colspan'), rowSpan: read('rowspan') };
}

/** Shown for want of room: ###, 1.2E+10. */
const CRAMPED = /^(?:#+|-?\d(?:\.\d+)?E[+-]?\d+)$/i;
/** what a worksheet keeps of a figure; further digits are noise of its arithmetic (11.700000000000001) */
const KEPT_DIGITS = 15;

/** Dates and per cents are stored as figures nobody means: they stay as shown. */
function figureOf(cell: ClipCell, shown: string, stored: boolean): string {
  const kept = cell.stored === undefined ? null : parseExact(cell.stored);
  if (!kept || !(CRAMPED.test(shown) || (stored && readNumber(shown)))) return shown;
  const whole = formatExact(round(kept, 0)).replace(/^-?0?/, '').length;
  return formatExact(trim(round(kept, Math.min(kept.d, Math.max(0, KEPT_DIGITS - whole)))));
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\u00a0/g, ' ').trim())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}

function spread(rows: ClipCell[][], limit: number): string[][] {
  const out: string[][] = rows.map(() => []);
  const taken: Set<number>[] = rows.map(() => new Set());
  let filled = 0;
  rows.forEach((row, r) => {
    const line = out[r] as string[];
    let col = 0;
    for (const cell of row) {
      while (taken[r]?.has(col)) line[col++] = '';
      for (let i = 0; i < cell.colSpan && filled < limit; i++, filled++) line[col + i] = i === 0 ? cell.text : '';
      for (let down = 1; down < cell.rowSpan && r + down < rows.length; down++) {
        for (let i = 0; i < cell.colSpan && filled < limit; i++, filled++) taken[r + down]?.add(col + i);
      }
      col += cell.colSpan;
    }
    for (const at of taken[r] ?? []) line[at] ??= '';
    for (let i = 0; i < line.length; i++) line[i] ??= '';
  });
  return out;
}

/** How a cell is written to the clipboard: its printed text and what it is. */
export interface CopyCell {
  text: string;
  /** what typed here gives the same value again, where that is more than the printed text (a figure shown rounded) */
  typed?: string;
  kind: 'number' | 'text';
  colSpan?: number;
  rowSpan?: number;
  header?: boolean;
}

const escapeText = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\n/g, '<br>');

function formatOf(text: string): string {
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  return decimals ? `0\\.${'0'.repeat(decimals)}` : '0';
}

/** One HTML table; number cells carry their number format, every other cell is marked as text. */
export function writeHtmlTable(rows: readonly (readonly CopyCell[])[]): string {
  const cell = (c: CopyCell): string => {
    const span = `${(c.colSpan ?? 1) > 1 ? ` colspan="${c.colSpan}"` : ''}${(c.rowSpan ?? 1) > 1 ? ` rowspan="${c.rowSpan}"` : ''}`;
    const align = c.header ? 'center' : c.kind === 'number' ? 'right' : 'left';
    const format = c.kind === 'number' ? formatOf(c.text) : '\\@';
    const style = `text-align:${align};mso-number-format:'${format}';${c.header ? 'font-weight:600;' : ''}`;
    const typed = c.typed === undefined ? '' : ` ${TYPED}="${escapeText(c.typed)}"`;
    return `<${c.header ? 'th' : 'td'}${span}${typed} style="${style}">${escapeText(c.text)}</${c.header ? 'th' : 'td'}>`;
  };
  const lines = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('');
  return `<html><head><meta charset="utf-8"></head><body><table border="1" style="border-collapse:collapse">${lines}</table></body></html>`;
}

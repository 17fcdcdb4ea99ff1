// HTML tables named .xls: what old reporting systems and Excel's own "web page" give out.
//
// A small tokenizer of our own, because it must know rowspan and colspan, hidden rows, Excel's text format and nothing else,
// and must be linear in the file's size whatever the file is. A row of the sheet is a <tr> in document order.

import type { ReadLimits } from './limits.ts';
import { emptySheet, type Merge, putCell, type Sheet } from './sheet.ts';

const NAMED: Record<string, string> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: '\u3000',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  mdash: '—',
  ndash: '–',
  hellip: '…',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  times: '×',
  yen: '¥',
  deg: '°',
  permil: '‰',
  ge: '≥',
  le: '≤',
};

function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});?/gi, (whole, name: string) => {
    if (name[0] === '#') {
      const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
    }
    return NAMED[name.toLowerCase()] ?? whole;
  });
}

/** Attributes of one tag, names in lower case. */
function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const m of tag.matchAll(/([a-zA-Z_:][-\w:.]*)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s>]*))?/g)) {
    const raw = m[2] ?? '';
    found.set((m[1] as string).toLowerCase(), /^["']/.test(raw) ? raw.slice(1, -1) : raw);
  }
  return found;
}

interface OpenTable {
  /** column → last sheet row that a cell above still covers */
  covered: Map<number, number>;
  row: number;
  column: number;
  cell: OpenCell | null;
}
interface OpenCell {
  row: number;
  column: number;
  colSpan: number;
  rowSpan: number;
  text: string;
  /** another table stands inside: this cell is layout, not data */
  holdsTable: boolean;
}

const span = (value: string | undefined, most: number): number => {
  const n = Number.parseInt(value ?? '1', 10);
  return Number.isFinite(n) && n > 1 ? Math.min(n, most) : 1;
};
const isHidden = (attributes: ReadonlyMap<string, string>): boolean =>
  attributes.has('hidden') || /display\s*:\s*none/i.test(attributes.get('style') ?? '');

/** Every table row of a page as one sheet; pages without a <tr> give a sheet without cells. */
export function readHtml(html: string, name: string, limits: ReadLimits): Sheet {
  const sheet = emptySheet(name);
  const merges: Merge[] = [];
  const open: OpenTable[] = [];
  let rows = 0;
  let skip: string | null = null;
  let at = 0;

  const closeCell = (table: OpenTable) => {
    const cell = table.cell;
    table.cell = null;
    if (!cell) return;
    const bottom = cell.row + cell.rowSpan - 1;
    const right = cell.column + cell.colSpan - 1;
    if (cell.rowSpan > 1) for (let c = cell.column; c <= right; c++) table.covered.set(c, bottom);
    table.column = right + 1;
    const text = cell.text
      .replace(/[ \t\f]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim()
      .slice(0, limits.cellLetters);
    if (text !== '' && !cell.holdsTable) {
      putCell(sheet, cell.row, cell.column, { text, kind: 'text', value: null, format: null, formula: null });
      if (bottom > cell.row || right > cell.column) merges.push({ top: cell.row, left: cell.column, bottom, right });
    } else if (bottom > cell.row || right > cell.column) merges.push({ top: cell.row, left: cell.column, bottom, right });
  };

  while (at < html.length) {
    const next = html.indexOf('<', at);
    const table = open[open.length - 1];
    if (next !== at) {
      const text = html.slice(at, next < 0 ? html.length : next);
      if (!skip && table?.cell) table.cell.text += decodeEntities(text.replace(/[\r\n]+/g, ' '));
      if (next < 0) break;
    }
    if (html.startsWith('<!--', next)) {
      const end = html.indexOf('-->', next + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const end = html.indexOf('>', next);
    if (end < 0) break;
    const tag = html.slice(next + 1, end);
    at = end + 1;
    const m = /^(\/?)([a-zA-Z][\w:]*)/.exec(tag);
    if (!m) continue;
    const closing = m[1] === '/';
    const element = (m[2] as string).toLowerCase();
    if (skip) {
      if (closing && element === skip) skip = null;
      continue;
    }
    if (!closing && (element === 'style' || element === 'script' || element === 'title')) {
      skip = element;
      continue;
    }
    if (element === 'table') {
      if (closing) {
        if (table) closeCell(table);
        open.pop();
      } else if (open.length < 32) {
        if (table?.cell) table.cell.holdsTable = true;
        open.push({ covered: new Map(), row: 0, column: 1, cell: null });
      }
      continue;
    }
    if (!table) continue;
    if (element === 'tr') {
      closeCell(table);
      if (!closing) {
        table.row = ++rows;
        table.column = 1;
        if (isHidden(attributesOf(tag))) sheet.hiddenRows.push(rows);
      }
    } else if (element === 'td' || element === 'th') {
      closeCell(table);
      if (!closing) {
        if (table.row === 0) table.row = ++rows;
        while ((table.covered.get(table.column) ?? 0) >= table.row) table.column++;
        const attributes = attributesOf(tag);
        table.cell = {
          row: table.row,
          column: table.column,
          colSpan: span(attributes.get('colspan'), 16_384),
          rowSpan: span(attributes.get('rowspan'), 100_000),
          text: '',
          holdsTable: false,
        };
      }
    } else if (table.cell && (element === 'br' || (element === 'p' && !closing) || (element === 'div' && !closing))) {
      if (table.cell.text.trim() !== '') table.cell.text += '\n';
    }
  }
  for (const table of open) closeCell(table);
  sheet.merges = merges
    .filter((g) => g.top <= sheet.rows && g.left <= sheet.columns)
    .map((g) => ({ ...g, bottom: Math.min(g.bottom, sheet.rows), right: Math.min(g.right, sheet.columns) }))
    .filter((g) => g.bottom > g.top || g.right > g.left);
  sheet.hiddenRows = sheet.hiddenRows.filter((r) => r <= sheet.rows);
  return sheet;
}

// Column widths: figures never break, names take two lines at most, and what is left over goes where it saves lines.
//
// Every column starts with the least that it needs. The rest of the type area is dealt out in small steps, each to the column
// (or group of columns) that stands tallest at the moment, so headers come out about equally deep; once nothing is gained any
// more, the remainder is shared by need. The sum is exact to the twip.

import type { PrintHeaderCell, PrintTable } from '../../../shared/outline/document.ts';
import { CELL } from './measures.ts';
import { titleLines, widthOf } from './paragraphs.ts';

/** Rows measured for widths: a ledger's thousands of rows look like its first ones. */
const MEASURED_ROWS = 500;
const STEP = 40;
/** a name's own indent, in characters */
const TEXT_INDENT = CELL.textIndent / 240;
/** Where the wanted font is missing its digits come out wider than half a character; figures must fit all the same. */
export const WIDE_DIGIT = 1.28;

/** a name of two lines weighs like a header of this many lines more */
const NAME_COST = 2;
/** least width of a column of figures, in characters: a lone - still looks like a column */
const LEAST_FIGURES = 2.5;

export interface ColumnMeasure {
  width: number;
  /** the longest figure or text of the column, in twips */
  longest: number;
}

interface Need {
  least: number;
  /** what it may shrink to where the table is too wide: words break into more lines, figures never do */
  floor: number;
  wanted: number;
  longest: number;
  figures: boolean;
  texts: string[];
}

interface HeaderSpan {
  lines: string[];
  from: number;
  span: number;
}

/** Header words as printed lines: the unit bracket on a line of its own. */
function headerLines(cell: PrintHeaderCell): string[] {
  const bracket = cell.unit ? `（${cell.unit}）` : '';
  const words = bracket ? cell.text.slice(0, -bracket.length) : cell.text;
  return [...words.split('\n'), ...(bracket ? [bracket] : [])].filter((line) => line !== '');
}

/** Header words broken into lines of like length on `room` twips: 计划供应 / 住宅用地 / 面积合计 instead of a last line of one. */
export function balancedLines(cell: PrintHeaderCell, room: number, character: number): string[] {
  const capacity = Math.max(1, Math.floor((room / character) * 2) / 2);
  return headerLines(cell).flatMap((line) => titleLines(line, capacity, 0));
}

/** Header cells with the columns they stand over. */
function headerSpans(table: PrintTable): HeaderSpan[] {
  const columns = table.columns.length;
  const open = Array.from({ length: columns }, () => 0);
  return table.header.flatMap((level) => {
    const spans: HeaderSpan[] = [];
    const todo = [...level];
    for (let at = 0; at < columns; ) {
      if ((open[at] as number) > 0) {
        open[at] = (open[at] as number) - 1;
        at++;
        continue;
      }
      const cell = todo.shift();
      if (!cell) break;
      const span = Math.min(Math.max(cell.colSpan, 1), columns - at);
      for (let i = at; i < at + span; i++) open[i] = cell.rowSpan - 1;
      spans.push({ lines: headerLines(cell), from: at, span });
      at += span;
    }
    return spans;
  });
}

/** Lines that a text takes on `room` twips, broken between any two characters. */
function linesOn(lines: readonly string[], room: number, character: number): number {
  const capacity = Math.max(1, Math.floor((room / character) * 2) / 2);
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / capacity)), 0);
}

/** Width of each column, and its longest figure; the widths' sum is exactly `total`. `character` in twips. */
export function columnWidths(table: PrintTable, total: number, character: number): ColumnMeasure[] {
  const spans = headerSpans(table);
  const needs = needsOf(table, spans, character);
  const widths = deal(needs, spans, total, character, 2 * CELL.sideMargin);
  return needs.map((need, i) => ({ width: widths[i] as number, longest: need.longest }));
}

/** The width at which figures and names stand as they should; a table with less room asks for smaller type. */
export const leastWidth = (table: PrintTable, character: number): number =>
  needsOf(table, headerSpans(table), character).reduce((sum, need) => sum + need.least, 0);

const isWords = (text: string): boolean => /[\u4e00-\u9fff]/.test(text);

function needsOf(table: PrintTable, spans: readonly HeaderSpan[], character: number): Need[] {
  const side = 2 * CELL.sideMargin;
  const rows = table.rows.slice(0, MEASURED_ROWS);
  return table.columns.map((column, i): Need => {
    const texts = rows.map((row) => row.cells[i]?.text ?? '').flatMap((text) => text.split('\n'));
    const longest = Math.max(0, ...texts.map(widthOf));
    const figures = column.kind === 'number' && column.role === 'value';
    const own = spans.filter((span) => span.span === 1 && span.from === i).flatMap((span) => span.lines);
    const unit = Math.max(0, ...own.filter((line) => /^（.*）$/.test(line)).map(widthOf));
    // Words among the figures (应保尽保) may break into two lines, the figures beside them may not.
    const words = figures ? texts.filter(isWords) : texts;
    const longestFigure = figures ? Math.max(0, ...texts.filter((text) => !isWords(text)).map(widthOf)) : 0;
    const inHead = Math.max(Math.min(unit, 7), own.length ? 2 : 1);
    const wordy = Math.max(0, ...words.map(widthOf));
    const least = Math.max(
      figures ? Math.max(longestFigure * WIDE_DIGIT, LEAST_FIGURES, halved(wordy)) : leastText(wordy) + TEXT_INDENT,
      inHead,
    );
    const floor = figures ? least : Math.max(Math.min(least, Math.max(2, wordy / 4) + TEXT_INDENT), inHead);
    const wanted = Math.max(figures ? longest + 2 : Math.min(longest + 1, 32), ...own.map((line) => Math.min(widthOf(line), 12)));
    return {
      least: Math.ceil(least * character) + side,
      floor: Math.ceil(floor * character) + side,
      wanted: Math.ceil(Math.max(wanted, least) * character) + side,
      longest: longest * character,
      figures,
      texts: [...new Set(words)].sort((a, b) => widthOf(b) - widthOf(a)).slice(0, 3),
    };
  });
}

/** Half of a word, at least two characters of it. */
const halved = (length: number): number => (length <= 2 ? length : Math.max(2, Math.ceil(length / 2)));

/** A name may break into two lines; long text columns take what they get, but at least six characters. */
function leastText(longest: number): number {
  return longest <= 6 ? longest : Math.min(Math.max(6, Math.ceil(longest / 2)), 12);
}

function deal(needs: readonly Need[], spans: readonly HeaderSpan[], total: number, character: number, side: number): number[] {
  const least = needs.reduce((sum, need) => sum + need.least, 0);
  if (least >= total) {
    const give = needs.reduce((sum, need) => sum + need.least - need.floor, 0);
    const over = least - total;
    return settle(
      give > 0 && over <= give
        ? needs.map((need) => need.least - ((need.least - need.floor) * over) / give)
        : needs.map((need) => (need.floor * total) / (least - give)),
      total,
    );
  }
  const widths = needs.map((need) => need.least);
  let left = total - least;
  const widthFrom = (from: number, span: number) => widths.slice(from, from + span).reduce((sum, width) => sum + width, 0);
  while (left >= STEP) {
    // The column that stands deepest and that more room can still make less deep.
    let deepest = 0;
    let target = -1;
    needs.forEach((need, i) => {
      let depth = 0;
      let least = 0;
      for (const { lines, from, span } of spans) {
        if (i < from || i >= from + span) continue;
        depth += linesOn(lines, widthFrom(from, span) - side, character);
        least += lines.length;
      }
      // A name that breaks costs a row each time; a deep header costs once.
      const name = linesOn(need.texts.slice(0, 1), (widths[i] as number) - side - CELL.textIndent, character);
      const cost = Math.max(depth > least ? depth : 0, name > 1 ? name + NAME_COST : 0);
      const narrower = target < 0 || (widths[i] as number) < (widths[target] as number);
      if (cost > deepest || (cost === deepest && cost > 0 && narrower)) {
        deepest = cost;
        target = i;
      }
    });
    if (target < 0) break;
    widths[target] = (widths[target] as number) + STEP;
    left -= STEP;
  }
  const wanted = needs.reduce((sum, need) => sum + need.wanted, 0);
  return settle(
    widths.map((width, i) => width + (left * (needs[i] as Need).wanted) / wanted),
    total,
  );
}

/** Whole twips with the exact sum. */
function settle(widths: readonly number[], total: number): number[] {
  const whole = widths.map(Math.floor);
  let rest = total - whole.reduce((sum, width) => sum + width, 0);
  for (let i = 0; rest > 0 && whole.length > 0; i = (i + 1) % whole.length, rest--) whole[i] = (whole[i] as number) + 1;
  return whole;
}

/** Height of the printed table in twips, header, rows and broken names counted. */
export function tableHeight(
  table: PrintTable,
  measures: readonly ColumnMeasure[],
  character: number,
  line: number,
  least: number,
): number {
  const side = 2 * CELL.sideMargin;
  const room = (from: number, span: number) => measures.slice(from, from + span).reduce((sum, m) => sum + m.width, 0) - side;
  const spans = headerSpans(table);
  const deepest = Math.max(1, ...spans.map((span) => linesOn(span.lines, room(span.from, span.span), character)));
  const header = Math.max(deepest * line, table.header.length * least);
  return table.rows.reduce((sum, row) => {
    const lines = Math.max(1, ...row.cells.map((cell, i) => linesOn(cell.text.split('\n'), room(i, 1), character)));
    return sum + Math.max(lines * line, least);
  }, header);
}

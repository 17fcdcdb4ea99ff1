// A sheet → its tables, as `inspect` prints them. Everything here only puts together what the other files find.

import type { FoundRow, FoundTable, ImportFinding } from '../../../shared/contract/import.ts';
import { cellRef } from '../../../shared/import/cell-ref.ts';
import { findingMessage, guessMessage } from '../../../shared/import/finding-sentences.ts';
import { formatExact } from '../../../shared/values/exact.ts';
import type { Book, Sheet } from '../read/sheet.ts';
import { type FoundColumns, findColumns } from './columns.ts';
import { figureText } from './figures.ts';
import { Frame } from './frame.ts';
import { indentOf, rowNames } from './labels.ts';
import { findOddities } from './oddities.ts';
import { isZone, looksLikeRegion, readRegions } from './region-names.ts';
import { findSegments, type Segment } from './segments.ts';
import { findBlocks } from './side-by-side.ts';
import { checkSums } from './sum-checks.ts';
import { readHeading } from './title.ts';
import { type BodyRow, type FoundTotal, findTotals, markParts, numberAt } from './totals.ts';
import { unitInBrackets } from './units.ts';
import { isNumberedHeading, isRate, squash } from './words.ts';

/** Every table of every sheet, in reading order, by sheet. */
export function findAllTables(book: Book): FoundTable[][] {
  const tables = book.sheets.map((sheet) => findTables(sheet));
  shareTotals(tables.flat());
  return tables;
}

export function findTables(sheet: Sheet): FoundTable[] {
  if (sheet.rows === 0) return [];
  const frame = new Frame(sheet);
  const tables: FoundTable[] = [];
  for (const segment of findSegments(frame)) {
    const rows = bodyRows(frame, segment);
    const blocks = findBlocks(frame, segment.header, rows);
    if (blocks.length === 1) {
      const table = describe(frame, segment, null);
      if (table) tables.push(table);
      continue;
    }
    const whole = readHeading(frame, segment.titleRows);
    for (const { left, right } of blocks) {
      const part = frame.within(segment.titleRows[0] ?? segment.header?.top ?? segment.bodyTop, segment.bodyBottom, left, right);
      const table = describe(part, narrowed(part, segment), whole.title);
      if (table) tables.push(table);
    }
  }
  return tables;
}

/** A block of a side-by-side table may be shorter than its neighbour. */
function narrowed(frame: Frame, segment: Segment): Segment {
  let bottom = segment.bodyBottom;
  while (bottom > segment.bodyTop && frame.isBlank(bottom)) bottom--;
  return { ...segment, bodyBottom: bottom, titleRows: segment.titleRows.filter((r) => !frame.isBlank(r)) };
}

function bodyRows(frame: Frame, segment: Segment): number[] {
  const repeated = new Set(segment.repeatedHeaderRows);
  const rows: number[] = [];
  for (let r = segment.bodyTop; r <= segment.bodyBottom; r++) if (!repeated.has(r) && !frame.isBlank(r)) rows.push(r);
  return rows;
}

function describe(frame: Frame, segment: Segment, sharedTitle: string | null): FoundTable | null {
  const rows = bodyRows(frame, segment);
  if (rows.length === 0) return null;
  const columns = findColumns(frame, segment.header, rows);
  if (columns.data.length === 0) return null;
  const heading = readHeading(frame, segment.titleRows);
  const title = heading.title ?? sharedTitle;
  const names = rowNames(frame, rows, columns.labels);
  const indexes = columns.data.map((c) => c.index);
  const numeric = columns.data.filter((c) => c.kind === 'number').map((c) => c.index);
  const context = segment.titleRows.flatMap((r) => frame.anchors(r).map((a) => a.text)).join(' ') + frame.sheet.name;
  const regions = readRegions(
    names.map((n) => n.label),
    context,
  );
  const sections = new Set(
    rows.filter((r, i) => isSection(frame, r, names[i]?.label ?? '', columns, rows, regions.regions[i] ?? null)),
  );
  const body: BodyRow[] = rows
    .map((row, i) => ({
      row,
      label: names[i]?.label ?? '',
      values: Float64Array.from(numeric, (c) => numberAt(frame, row, c)),
      isPart: false,
    }))
    .filter((b) => !sections.has(b.row));
  markParts(body);
  const parts = new Set(body.filter((b) => b.isPart).map((b) => b.row));
  const wholeRows = new Set(rows.filter((_, i) => regions.isWhole[i]));
  const totals = findTotals(frame, body, numeric, (row) => wholeRows.has(row));
  const totalAt = new Map(totals.map((t) => [t.row, t]));
  const hidden = new Set(frame.sheet.hiddenRows);
  const unitColumn = columns.data.find((c) => c.kind === 'unit');
  const foundRows: FoundRow[] = rows.map((row, i) => {
    const name = names[i] ?? { label: '', groups: [] };
    const total = totalAt.get(row);
    const region = regions.regions[i];
    const unit = unitColumn ? frame.text(row, unitColumn.index).trim() : (unitInBrackets(name.label) ?? '');
    return {
      row,
      label: name.label,
      kind: sections.has(row) ? 'section' : total ? total.kind : parts.has(row) ? 'of_which' : 'data',
      ...(name.groups.length > 0 && { groups: name.groups }),
      ...(region && { region }),
      ...(unit !== '' && { unit }),
      ...(hidden.has(row) && { hidden: true as const }),
      ...(total && total.adds.length > 0 && total.adds.length <= 5000 && { adds: total.adds }),
      ...(total && withFormulas(frame, row, numeric)),
      ...cellsOf(frame, row, columns),
    };
  });
  const summed = columns.data.filter((c) => c.kind === 'number' && !isRate(c.path, c.unit)).map((c) => c.index);
  const checks = checkSums(frame, totals, summed);
  const findings: ImportFinding[] = [];
  const say = (code: string, at: { row?: number; column?: number }, details: Record<string, unknown> = {}) =>
    findings.push({ code, message: findingMessage(code, details), ...at, ...(Object.keys(details).length > 0 && { details }) });
  for (const check of checks) {
    if (check.agree) continue;
    say(
      'total-differs',
      { row: check.row, column: check.column },
      {
        ref: cellRef(check.row, check.column),
        printed: formatExact(check.printed),
        computed: formatExact(check.computed),
        rows: check.rows,
      },
    );
  }
  findOddities(frame, { segment, columns, rows: foundRows }, say);
  const lastRow = segment.bodyBottom;
  const firstRow = segment.titleRows[0] ?? segment.header?.top ?? segment.bodyTop;
  const allColumns = [...columns.labels.map((l) => l.index), ...indexes];
  const left = Math.min(...allColumns);
  const right = Math.max(...allColumns);
  const bottom = Math.max(lastRow, segment.noteRows[segment.noteRows.length - 1] ?? 0);
  return {
    range: `${cellRef(firstRow, left)}:${cellRef(bottom, right)}`,
    title: title === null ? null : title,
    unit: heading.unit,
    titleRows: spanOf(segment.titleRows),
    headerRows: segment.header ? [segment.header.top, segment.header.bottom] : null,
    dataRows: [segment.bodyTop, lastRow],
    totalRows: totals.map((t) => t.row),
    sectionRows: [...sections].sort((a, b) => a - b),
    blankRows: blanks(frame, firstRow, segment),
    noteRows: segment.noteRows,
    repeatedHeaderRows: segment.repeatedHeaderRows,
    labelColumns: columns.labels.map((l) => l.index),
    labelPaths: columns.labels.map((l) => l.path),
    columns: columns.data.map((c) => ({ index: c.index, path: c.path, ...(c.unit && { unit: c.unit }), kind: c.kind })),
    rows: foundRows,
    findings,
    guesses: guessesOf(segment, columns, totals, heading.titleReason, heading.unitReason, title, heading.unit),
    confidence: confidenceOf(segment, columns, title, totals, checks.filter((c) => c.agree).length),
  };
}

/** Which figures of a total row the file itself computes. */
function withFormulas(frame: Frame, row: number, columns: readonly number[]): { formulas?: number[] } {
  const formulas = columns.filter((c) => frame.sheet.grid[row]?.[c]?.formula);
  return formulas.length > 0 ? { formulas } : {};
}

const spanOf = (rows: readonly number[]): [number, number] | null =>
  rows.length === 0 ? null : [rows[0] as number, rows[rows.length - 1] as number];

function cellsOf(frame: Frame, row: number, columns: FoundColumns): Pick<FoundRow, 'cells' | 'shown'> {
  const cells: Record<string, string> = {};
  const shown: Record<string, string> = {};
  for (const { index } of [...columns.labels, ...columns.data].sort((a, b) => a.index - b.index)) {
    const cell = frame.sheet.grid[row]?.[index];
    if (!cell) continue;
    const figure = figureText(cell, frame.cls(row, index) === 'number');
    cells[index] = figure.text;
    if (figure.shown !== null) shown[index] = figure.shown;
  }
  return Object.keys(shown).length > 0 ? { cells, shown } : { cells };
}

/** Blank rows from the title to the first note. */
function blanks(frame: Frame, first: number, segment: Segment): number[] {
  const end = segment.noteRows[0] ?? segment.bodyBottom + 1;
  const rows: number[] = [];
  for (let r = first; r < end; r++) {
    // A row of a merged header may hold nothing of its own.
    if (segment.header && r >= segment.header.top && r <= segment.header.bottom) continue;
    if (frame.isBlank(r) && rows.length < 10_000) rows.push(r);
  }
  return rows;
}

/** A line inside the body that heads the rows below it and has no values: numbered, merged across, ending in a colon … */
function isSection(
  frame: Frame,
  row: number,
  label: string,
  columns: FoundColumns,
  rows: readonly number[],
  region: string | null,
): boolean {
  if (columns.data.some((c) => frame.cls(row, c.index) !== 'empty')) return false;
  if (label === '' || row === rows[rows.length - 1]) return false;
  const anchors = frame.anchors(row);
  const across = anchors.some((a) => a.right - a.column + 1 > Math.max(2, (columns.data.length + columns.labels.length) / 2));
  if (across || isNumberedHeading(label) || /[:：]$/.test(label)) return true;
  if (region || looksLikeRegion(label) || isZone(label)) return false;
  // A list counts its rows; a line that is not counted heads them.
  const serial = columns.labels.find((l) => l.role === 'serial');
  if (serial) return frame.cls(row, serial.index) === 'empty' && rows.some((r) => frame.cls(r, serial.index) === 'number');
  const name = columns.labels[columns.labels.length - 1];
  if (!name) return false;
  // Set in less than the row below: the head of an outline.
  const next = rows[rows.indexOf(row) + 1];
  return next !== undefined && indentOf(frame, next, name.index) > indentOf(frame, row, name.index);
}

function confidenceOf(
  segment: Segment,
  columns: FoundColumns,
  title: string | null,
  totals: readonly FoundTotal[],
  agreeing: number,
): number {
  let score = 0.35;
  if (segment.header) score += 0.2;
  if (title !== null) score += 0.1;
  if (columns.labels.length > 0) score += 0.1;
  if (columns.unnamed.length === 0) score += 0.05;
  if (totals.length > 0) score += 0.05;
  if (agreeing > 0) score += 0.15;
  if (segment.wordsOnly) score -= 0.25;
  return Math.round(Math.max(0.05, Math.min(1, score)) * 100) / 100;
}

function guessesOf(
  segment: Segment,
  columns: FoundColumns,
  totals: readonly FoundTotal[],
  titleReason: string,
  unitReason: string,
  title: string | null,
  unit: string | null,
): FoundTable['guesses'] {
  const guesses: FoundTable['guesses'] = [];
  const add = (part: FoundTable['guesses'][number]['part'], reason: string, score: number, details: Record<string, unknown> = {}) =>
    guesses.push({ part, reason, score, message: guessMessage(reason, details) });
  if (title !== null) add('title', titleReason, titleReason === 'title-words' ? 0.95 : 0.7);
  if (unit !== null) add('unit', unitReason, unitReason === 'unit-line' ? 0.98 : 0.8);
  if (segment.header) {
    const levels = segment.header.bottom - segment.header.top + 1;
    add('header', segment.wordsOnly ? 'header-first-words' : 'header-above-values', segment.wordsOnly ? 0.6 : 0.9, { levels });
  } else add('header', 'header-missing', 0.3);
  const name = columns.labels[columns.labels.length - 1];
  if (name) add('labels', name.role === 'region' ? 'labels-region-head' : 'labels-words', 0.9, { count: columns.labels.length });
  else add('labels', 'labels-missing', 0.3);
  add('data', 'data-values', segment.wordsOnly ? 0.5 : 0.9, { columns: columns.data.length });
  for (const why of ['word', 'formula', 'sum'] as const) {
    const rows = totals.filter((t) => t.why === why).map((t) => t.row);
    if (rows.length) add('totals', `totals-${why}`, why === 'sum' ? 0.85 : 0.95, { rows });
  }
  if (segment.noteRows.length) add('notes', 'notes-below', 0.9, { rows: segment.noteRows });
  return guesses;
}

/** A name proved to be a total in one table of the file is one in the others too, at the same end of them. */
function shareTotals(tables: readonly FoundTable[]): void {
  const proved = new Map<string, 'first' | 'last'>();
  for (const table of tables) {
    const dataRows = table.rows;
    for (const [row, end] of [
      [dataRows[0], 'first'],
      [dataRows[dataRows.length - 1], 'last'],
    ] as const) {
      if (row && row.kind === 'total' && row.label !== '') proved.set(squash(row.label), end);
    }
  }
  for (const table of tables) {
    for (const [row, end] of [
      [table.rows[0], 'first'],
      [table.rows[table.rows.length - 1], 'last'],
    ] as const) {
      if (row?.kind !== 'data' || table.rows.length < 3 || proved.get(squash(row.label)) !== end) continue;
      row.kind = 'total';
      table.totalRows = [...table.totalRows, row.row].sort((a, b) => a - b);
    }
  }
}

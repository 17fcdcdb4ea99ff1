// What one row looks like by itself, before it is known which table it belongs to.

import type { Anchor, Frame } from './frame.ts';
import { isAnnexMark, isMeta, isNote, isSignature, squash, unitOfLine } from './words.ts';

/** How far down a column is asked whether a number above stands over numbers or over words. */
const LOOK_DOWN = 12;

/** (1) (2) (3), 1 2 3=1+2, 甲 乙 1 2: the row that numbers the columns. */
export function isColumnNumbers(frame: Frame, row: number): boolean {
  const anchors = frame.anchors(row);
  let expected = 0;
  let bracketed = 0;
  let counted = 0;
  for (const a of anchors) {
    const text = squash(a.text);
    if (/^(?:甲|乙|丙|丁|栏次|行次|列次|序列|栏号|——|—|[A-Z])$/.test(text) && counted === 0) continue;
    const m = /^([(（]?)(\d{1,3})[)）]?(?:[=＝].*)?$/.exec(text) ?? /^([①-⑳])$/.exec(text);
    if (!m) return false;
    const n = m[2] ? Number(m[2]) : (m[1] as string).charCodeAt(0) - 0x245f;
    if (counted > 0 && n !== expected) return false;
    if (counted === 0 && n > 3) return false;
    if (m[1]) bracketed++;
    counted++;
    expected = n + 1;
  }
  return counted >= 3 || (counted >= 2 && bracketed === counted);
}

/** A row of years as numbers or words over columns: 1980 1990 2000, 2021年度 … */
export function isYearRow(frame: Frame, row: number): boolean {
  const anchors = frame.anchors(row);
  const years = anchors.filter((a) => a.cls === 'year');
  if (years.length < 2) return false;
  if (anchors.some((a) => a.cls === 'number' || a.cls === 'sign')) return false;
  return new Set(years.map((a) => squash(a.text))).size === years.length;
}

/** Does a value at this place stand over values (or over nothing), as a data cell does, and not over words as a header does? */
function standsOverValues(frame: Frame, row: number, column: number): boolean {
  const end = Math.min(frame.bottom, row + LOOK_DOWN);
  for (let r = row + 1; r <= end; r++) {
    const c = frame.cls(r, column);
    if (c === 'empty' || c === 'error') continue;
    return c !== 'text';
  }
  return true;
}

export const isNoteRow = (frame: Frame, row: number): boolean => {
  const first = frame.anchors(row)[0];
  return first !== undefined && first.cls === 'text' && (isNote(first.text) || isSignature(first.text));
};

/** A row of meta lines: 填报单位：…, 单位：万元, 2025年3月, 附件4 … and nothing else. */
export function isMetaRow(frame: Frame, row: number): boolean {
  const anchors = frame.anchors(row);
  if (anchors.length === 0) return false;
  const meta = (a: Anchor) => isMeta(a.text) || isSignature(a.text) || unitOfLine(a.text) !== null || isAnnexMark(a.text);
  const strong = anchors.filter(meta).length;
  // A label and its value may stand in cells of their own: 填报单位： | 喀什地区住建局
  return strong > 0 && strong * 2 >= anchors.length && (strong === anchors.length || anchors.length <= 6);
}

/**
 * The plain row of a long list, told without looking closer: no merges, a name (or a count) first, a number after it that is
 * no column number and stands over values. Undecided rows are looked at in full.
 */
function isListRow(frame: Frame, row: number): boolean {
  const line = frame.sheet.grid[row];
  if (!line || frame.hasMerges(row)) return false;
  const end = Math.min(frame.right, line.length - 1);
  let first = 0;
  let years = 0;
  let numbers = 0;
  for (let c = frame.left; c <= end; c++) {
    if (!line[c]) continue;
    const cls = frame.cls(row, c);
    if (first === 0) {
      first = c;
      const text = frame.text(row, c);
      if (cls === 'text' && (isNote(text) || isSignature(text) || isMeta(text) || unitOfLine(text) !== null)) return false;
      continue;
    }
    if (cls === 'year') years++;
    else if (cls === 'number' && Number(frame.text(row, c)) > 3 && standsOverValues(frame, row, c)) numbers++;
  }
  return numbers > years;
}

/** Whether a row can be the first data row of a table: values under which values stand. */
export function hasData(frame: Frame, row: number): boolean {
  if (isListRow(frame, row)) return true;
  const anchors = frame.anchors(row);
  if (anchors.length === 0 || isColumnNumbers(frame, row) || isYearRow(frame, row)) return false;
  if (isNoteRow(frame, row) || isMetaRow(frame, row)) return false;
  const first = anchors[0] as Anchor;
  let plain = 0;
  let weak = 0;
  for (const a of anchors) {
    const isFirst = a === first;
    if (a.cls === 'number') {
      // A number in the first cell counts only as a serial beside something else.
      if (!isFirst && standsOverValues(frame, row, a.column)) plain++;
    } else if (a.cls === 'sign' || a.cls === 'figure' || a.cls === 'error') {
      if (!isFirst && standsOverValues(frame, row, a.column)) weak++;
    }
  }
  if (plain > 0) {
    // 2001 bridges in one cell, years in the others: mostly years is a header row.
    const years = anchors.filter((a) => a.cls === 'year').length;
    return plain >= years || first.cls === 'text';
  }
  // <15, 15-60, >60 also head columns; only a row with a name of its own holds them as values.
  if (weak > 0) return first.column === frame.left || first.cls === 'number' ? !isHeaderLike(frame, row) : false;
  return first.cls === 'number' && anchors.length >= 2 && isSerialRun(frame, row, first.column);
}

/** 1, 2, 3 downwards: the rows of a list whose other columns are all words. */
function isSerialRun(frame: Frame, row: number, column: number): boolean {
  const own = Number(frame.text(row, column));
  const next = frame.nextFilled(row + 1);
  if (own !== 1) return false;
  if (next === 0) return true;
  for (let r = next, n = 0; r > 0 && n < 6; r = frame.nextFilled(r + 1), n++) {
    const text = frame.text(r, column);
    if (text === '') continue;
    return Number(text) === 2;
  }
  return true;
}

/** Weak values only, all different and short beside merged or wordy cells: age classes, size classes. */
function isHeaderLike(frame: Frame, row: number): boolean {
  const anchors = frame.anchors(row);
  const figures = anchors.filter((a) => a.cls === 'figure');
  if (figures.length === 0) return false;
  const below = frame.nextFilled(row + 1);
  if (below === 0) return false;
  // Under classes stand plain numbers; under bounds stand bounds or words.
  return figures.every((a) => frame.cls(below, a.column) === 'number') && figures.length >= 2;
}

/** Texts over columns: at least two cells, none a value, not a meta line. */
export function isTextRow(frame: Frame, row: number): boolean {
  const anchors = frame.anchors(row);
  if (anchors.length < 2 || isMetaRow(frame, row) || isNoteRow(frame, row)) return false;
  return anchors.every((a) => a.cls === 'text' || a.cls === 'year' || a.cls === 'figure');
}

/** One cell alone, or one that is merged over most of the frame's width. */
export function isWideRow(frame: Frame, row: number): boolean {
  const anchors = frame.anchors(row);
  if (anchors.length === 1) return true;
  const width = frame.right - frame.left + 1;
  return anchors.some((a) => a.right - a.column + 1 >= Math.max(3, width * 0.7));
}

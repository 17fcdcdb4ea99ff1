// Cuts a frame into tables under each other: for each its title lines, header, body and notes.
//
// One pass from the top. A table begins where values stand under values and words above them (header-rows.ts); it ends at a
// note, at the next table's title, or where nothing follows. Blank rows inside a table do not end it.

import type { Frame } from './frame.ts';
import { findHeader, type HeaderSpan } from './header-rows.ts';
import { isZone, looksLikeRegion } from './region-names.ts';
import { hasData, isColumnNumbers, isMetaRow, isNoteRow, isTextRow, isWideRow, isYearRow } from './row-kinds.ts';
import { isSignature, squash, totalWord, unitOfLine } from './words.ts';

export interface Segment {
  titleRows: number[];
  header: HeaderSpan | null;
  bodyTop: number;
  bodyBottom: number;
  /** header rows printed again on later pages */
  repeatedHeaderRows: number[];
  noteRows: number[];
  /** the body has no values, only words: less sure */
  wordsOnly: boolean;
}

const BLANKS_INSIDE = 3;

export function findSegments(frame: Frame): Segment[] {
  const found: Segment[] = [];
  let from = frame.top;
  while (from <= frame.bottom) {
    const first = firstData(frame, from);
    if (first === 0) break;
    const { header, bodyTop } = findHeader(frame, first, from);
    const ceiling = header?.top ?? bodyTop;
    const titleRows = titleRowsAbove(frame, from, ceiling, found.length === 0);
    const { bottom, repeated } = bodyEnd(frame, first, header, titleRows);
    // A few loose values between other things are no table.
    const filled = countFilled(frame, bodyTop, bottom);
    if (!header && filled < 2) {
      from = bottom + 1;
      continue;
    }
    claimNotes(frame, found[found.length - 1], from, (titleRows[0] ?? ceiling) - 1);
    found.push({ titleRows, header, bodyTop, bodyBottom: bottom, repeatedHeaderRows: repeated, noteRows: [], wordsOnly: false });
    from = bottom + 1;
  }
  const last = found[found.length - 1];
  if (last) claimNotes(frame, last, last.bodyBottom + 1, frame.bottom);
  else {
    const words = wordTable(frame);
    if (words) found.push(words);
  }
  return found;
}

function firstData(frame: Frame, from: number): number {
  for (let r = from; r <= frame.bottom; r++) if (!frame.isBlank(r) && hasData(frame, r)) return r;
  return 0;
}

function countFilled(frame: Frame, top: number, bottom: number): number {
  let n = 0;
  for (let r = top; r <= bottom && n < 3; r++) if (!frame.isBlank(r)) n++;
  return n;
}

/** Rows between the last table's body and the next one's title: its notes. */
function claimNotes(frame: Frame, segment: Segment | undefined, from: number, to: number): void {
  if (!segment) return;
  for (let r = Math.max(from, segment.bodyBottom + 1); r <= to; r++) if (!frame.isBlank(r)) segment.noteRows.push(r);
}

/** Title, unit and meta lines above a header: up to a note, or to a gap once a title has been seen. */
function titleRowsAbove(frame: Frame, from: number, header: number, isFirst: boolean): number[] {
  const rows: number[] = [];
  let titled = false;
  let blanks = 0;
  for (let r = header - 1; r >= from; r--) {
    if (frame.isBlank(r)) {
      blanks++;
      if (titled && !isFirst) break;
      if (blanks > 4) break;
      continue;
    }
    if (isNoteRow(frame, r) && !isMetaRow(frame, r) && !frame.anchors(r).every((a) => isSignature(a.text))) break;
    rows.unshift(r);
    if (!isMetaRow(frame, r) && frame.anchors(r).every((a) => unitOfLine(a.text) === null)) titled = true;
    if (rows.length >= 12) break;
  }
  return rows;
}

/** Texts of the header's last row, to know it again on the next page. */
function headerTexts(frame: Frame, header: HeaderSpan | null): Set<string> {
  const texts = new Set<string>();
  if (header) for (let r = header.top; r <= header.bottom; r++) for (const a of frame.anchors(r)) texts.add(squash(a.text));
  return texts;
}

function repeatsHeader(frame: Frame, row: number, texts: ReadonlySet<string>): boolean {
  const anchors = frame.anchors(row);
  if (anchors.length < 2 || texts.size === 0) return false;
  return anchors.every((a) => texts.has(squash(a.text)) && (a.cls === 'text' || a.cls === 'year'));
}

function bodyEnd(
  frame: Frame,
  first: number,
  header: HeaderSpan | null,
  titleRows: readonly number[],
): { bottom: number; repeated: number[] } {
  const texts = headerTexts(frame, header);
  const titles = new Set(titleRows.flatMap((row) => frame.anchors(row).map((a) => squash(a.text))));
  const repeated: number[] = [];
  let bottom = first;
  let r = first + 1;
  while (r <= frame.bottom) {
    if (hasData(frame, r)) {
      bottom = r;
      r++;
      continue;
    }
    const page = nextPage(frame, r, texts, titles);
    if (page) {
      repeated.push(...page.rows);
      r = page.data;
      continue;
    }
    if (frame.isBlank(r)) {
      const next = frame.nextFilled(r);
      if (next === 0 || next - r > BLANKS_INSIDE) break;
      if (!continues(frame, next, texts)) break;
      r = next;
      continue;
    }
    if (repeatsHeader(frame, r, texts) && frame.nextFilled(r + 1) > 0) {
      const next = pastHeader(frame, r, texts);
      if (next === 0) break;
      for (let h = r; h < next; h++) if (!frame.isBlank(h)) repeated.push(h);
      r = next;
      continue;
    }
    // A note breaks a table off unless the same table plainly goes on under it after a page break.
    if (isNoteRow(frame, r)) break;
    if (startsNextTable(frame, r, texts)) break;
    // Words where values stand, a section line, a name without values: inside as long as data follows.
    if (!followedByData(frame, r + 1, texts) && !isPlainRow(frame, r)) break;
    bottom = r;
    r++;
  }
  return { bottom, repeated };
}

/** A new page of the same table: its title again (or 续表), then its header again, then data. */
function nextPage(
  frame: Frame,
  row: number,
  texts: ReadonlySet<string>,
  titles: ReadonlySet<string>,
): { rows: number[]; data: number } | null {
  const rows: number[] = [];
  let again = false;
  for (let r = frame.nextFilled(row); r > 0 && rows.length < 6 && r - row < 12; r = frame.nextFilled(r + 1)) {
    if (repeatsHeader(frame, r, texts)) {
      if (!again) return null;
      const data = pastHeader(frame, r, texts);
      if (data === 0) return null;
      for (let h = r; h < data; h++) if (!frame.isBlank(h)) rows.push(h);
      return { rows, data };
    }
    const anchors = frame.anchors(r);
    const same = anchors.every((a) => titles.has(squash(a.text)) || unitOfLine(a.text) !== null || /续/.test(a.text));
    if (!same || hasData(frame, r)) return null;
    again = true;
    rows.push(r);
  }
  return null;
}

/** The first data row under a repeated header (and a repeated title above it); 0 where none follows. */
function pastHeader(frame: Frame, row: number, texts: ReadonlySet<string>): number {
  for (let r = row; r <= Math.min(frame.bottom, row + 8); r++) {
    if (frame.isBlank(r) || repeatsHeader(frame, r, texts) || isColumnNumbers(frame, r) || isYearRow(frame, r)) continue;
    const anchors = frame.anchors(r);
    if (anchors.every((a) => texts.has(squash(a.text)))) continue;
    return hasData(frame, r) || isPlainRow(frame, r) ? r : 0;
  }
  return 0;
}

/** After blank rows: does the same table go on? Data does; a total's word does; a title or another header does not. */
function continues(frame: Frame, row: number, texts: ReadonlySet<string>): boolean {
  if (isNoteRow(frame, row) || isMetaRow(frame, row)) return false;
  if (repeatsHeader(frame, row, texts)) return pastHeader(frame, row, texts) > 0;
  const first = frame.anchors(row)[0];
  if (first && totalWord(first.text) !== null && frame.anchors(row).length > 1) return true;
  if (hasData(frame, row)) return true;
  return !startsNextTable(frame, row, texts) && frame.anchors(row).length === 1 && followedByData(frame, row + 1, texts);
}

/** A title or a new header: words over at least two columns (or one wide line) and, below, a header over data. */
function startsNextTable(frame: Frame, row: number, texts: ReadonlySet<string>): boolean {
  let r = row;
  let wide = 0;
  while (r > 0 && r <= frame.bottom && wide < 5 && (isWideRow(frame, r) || isMetaRow(frame, r)) && !hasData(frame, r)) {
    wide++;
    r = frame.nextFilled(r + 1);
  }
  if (r === 0) return false;
  if (!isTextRow(frame, r) && !isYearRow(frame, r)) return false;
  if (wide === 0) {
    // Directly a second header: every column a word, none of the body's words.
    const anchors = frame.anchors(r);
    const below = frame.nextFilled(r + 1);
    if (below === 0 || anchors.length < 2) return false;
    const headed = anchors.filter((a) => a.column > frame.left && frame.cls(below, a.column) === 'number').length;
    return headed >= 2 && headed >= anchors.length - 2 && texts.has(squash(anchors[0]?.text ?? ''));
  }
  for (let n = 0; r > 0 && n < 6; r = frame.nextFilled(r + 1), n++) {
    if (hasData(frame, r)) return n > 0;
    if (isNoteRow(frame, r)) return false;
  }
  return false;
}

function followedByData(frame: Frame, row: number, texts: ReadonlySet<string>): boolean {
  let r = frame.nextFilled(row);
  for (let n = 0; r > 0 && n < 6; r = frame.nextFilled(r + 1), n++) {
    if (isNoteRow(frame, r) || isMetaRow(frame, r)) return false;
    if (repeatsHeader(frame, r, texts)) return pastHeader(frame, r, texts) > 0;
    if (hasData(frame, r)) return true;
    if (startsNextTable(frame, r, texts)) return false;
  }
  return false;
}

/** The last rows of a table may hold only words: a name and words in the value columns, not one long line. */
function isPlainRow(frame: Frame, row: number): boolean {
  const anchors = frame.anchors(row);
  const first = anchors[0];
  if (!first || isMetaRow(frame, row)) return false;
  if (anchors.length >= 2) return first.column === frame.left || anchors.length >= 3;
  // The last place of a list may have no figures at all.
  return first.right === first.column && (looksLikeRegion(first.text) || isZone(first.text));
}

/** A table of words only: the first row of at least two cells heads it, to the depth of its merges. */
function wordTable(frame: Frame): Segment | null {
  let top = 0;
  for (let r = frame.nextFilled(frame.top); r > 0; r = frame.nextFilled(r + 1)) {
    const anchors = frame.anchors(r);
    if (anchors.length >= 2 && !isMetaRow(frame, r) && !isNoteRow(frame, r)) {
      top = r;
      break;
    }
  }
  if (top === 0) return null;
  let bottom = top;
  for (let r = top; r <= bottom && r <= frame.bottom; r++) {
    for (const a of frame.anchors(r)) {
      bottom = Math.max(bottom, Math.min(a.bottom, top + 5));
      // A group needs a row of parts under it.
      if (a.right > a.column && a.bottom === r && frame.anchors(r).length > 1 && r - top < 4) bottom = Math.max(bottom, r + 1);
    }
  }
  const first = frame.nextFilled(bottom + 1);
  if (first === 0) return null;
  let last = first;
  const notes: number[] = [];
  for (let r = first; r > 0; r = frame.nextFilled(r + 1)) {
    if (notes.length || isNoteRow(frame, r) || (isWideRow(frame, r) && !followedByTextRow(frame, r + 1))) notes.push(r);
    else last = r;
  }
  return {
    titleRows: titleRowsAbove(frame, frame.top, top, true),
    header: { top, bottom },
    bodyTop: first,
    bodyBottom: last,
    repeatedHeaderRows: [],
    noteRows: notes,
    wordsOnly: true,
  };
}

function followedByTextRow(frame: Frame, row: number): boolean {
  const next = frame.nextFilled(row);
  return next > 0 && frame.anchors(next).length >= 2 && !isNoteRow(frame, next);
}

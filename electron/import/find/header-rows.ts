// Header rows: from the first data row upwards, then from the top down until every column has its name.
//
// Upwards says how far a header can reach (titles and unit lines stop it), downwards where it is complete: a second full row
// of words under a complete header is a data row whose values are words (应保尽保), not a header level.

import type { Frame } from './frame.ts';
import { hasData, isColumnNumbers, isMetaRow, isNoteRow, isTextRow, isYearRow } from './row-kinds.ts';
import { isUnit } from './units.ts';
import { isAnnexMark, isLabelHeader, isSerialHeader, squash } from './words.ts';

export interface HeaderSpan {
  top: number;
  bottom: number;
}

/** How many columns the frame's rows below reach, so that a title's width can be judged. */
function reach(frame: Frame, row: number): { left: number; right: number } {
  let left = Number.POSITIVE_INFINITY;
  let right = 0;
  for (let r = row, n = 0; r <= frame.bottom && n < 8; r++) {
    const anchors = frame.anchors(r);
    if (anchors.length < 2) continue;
    n++;
    left = Math.min(left, anchors[0]?.column ?? left);
    for (const a of anchors) right = Math.max(right, a.right);
  }
  return { left, right };
}

/** A row above the header: a title, or a group head over all data columns? The latter leaves the label column free. */
function isTitleLike(frame: Frame, row: number, body: { left: number; right: number }): boolean {
  const anchors = frame.anchors(row);
  if (anchors.length === 0) return false;
  if (anchors.length === 1) {
    const only = anchors[0] as (typeof anchors)[number];
    if (isAnnexMark(only.text)) return true;
    const covered = only.right - only.column + 1;
    const tall = only.bottom > row;
    if (tall && (isLabelHeader(only.text) || isSerialHeader(only.text))) return false;
    if (only.column <= body.left) return true;
    // Alone, not over the labels: a group head if it is merged or stands over words, a centred title otherwise.
    return covered <= 1 || covered >= body.right - body.left + 1;
  }
  const wide = anchors.find((a) => a.right - a.column + 1 >= Math.max(2, (body.right - body.left + 1) * 0.8));
  if (wide && wide.column <= body.left) return true;
  // 表1 | title of many letters; a unit at the far right
  const long = anchors.filter((a) => a.text.length >= 12 && /(?:表|情况|计划|统计|规模|方案|明细|台账|清单|一览)/.test(a.text));
  return anchors.length === 2 && long.length === 1 && anchors.some((a) => isAnnexMark(a.text));
}

/**
 * The header above data row `first`, within the frame and not above `ceiling`; null where nothing above heads it.
 * `bodyTop` of the answer may be above `first`: rows with a name and no values belong to the body.
 */
export function findHeader(frame: Frame, first: number, ceiling: number): { header: HeaderSpan | null; bodyTop: number } {
  const body = reach(frame, first);
  let bottom = 0;
  for (let r = first - 1; r >= ceiling; r--) {
    if (frame.isBlank(r)) {
      if (first - r > 2) break;
      continue;
    }
    if (isNoteRow(frame, r)) break;
    const anchors = frame.anchors(r);
    const overData = anchors.some((a) => a.right > body.left);
    // A merge that comes down from above ends here: still the header, whatever else stands in the row.
    if (overData && frame.merges.ofRow(r).some((m) => m.top < r && m.bottom === r && frame.text(m.top, m.left) !== '')) {
      bottom = r;
      break;
    }
    if (isColumnNumbers(frame, r) || isYearRow(frame, r) || (isTextRow(frame, r) && overData)) {
      bottom = r;
      break;
    }
    if (anchors.length === 1 && overData && !isMetaRow(frame, r) && !isTitleLike(frame, r, body)) {
      bottom = r;
      break;
    }
    if (isTitleLike(frame, r, body) || isMetaRow(frame, r)) {
      // A section line or a label without values right above the data; titles are further up.
      if (anchors.length === 1 && r === first - 1 && frame.nextFilled(r - 1, -1) > 0 && !isMetaRow(frame, r)) continue;
      break;
    }
  }
  if (bottom === 0) return { header: null, bodyTop: first };
  let top = bottom;
  for (let r = bottom - 1; r >= ceiling; r--) {
    const reaching = frame.merges.ofRow(r).some((m) => m.top <= r && m.bottom >= top && m.right - m.left < body.right - body.left);
    if (frame.isBlank(r)) {
      if (!reaching) break;
      top = r;
      continue;
    }
    if (!reaching && (isMetaRow(frame, r) || isNoteRow(frame, r) || isTitleLike(frame, r, body))) break;
    if (!reaching && hasData(frame, r)) break;
    top = r;
  }
  bottom = completeAt(frame, top, bottom, body);
  let bodyTop = bottom + 1;
  while (bodyTop < first && frame.isBlank(bodyTop)) bodyTop++;
  return { header: { top, bottom }, bodyTop };
}

/** The row at which every column has a name and every group its parts; what follows (units, numbers, brackets) may still belong. */
function completeAt(frame: Frame, top: number, bottom: number, body: { left: number; right: number }): number {
  const named = new Set<number>();
  const pending = new Map<number, number>();
  let end = top;
  for (let r = top; r <= bottom; r++) {
    for (const a of frame.anchors(r)) {
      for (let c = a.column; c <= a.right; c++) {
        named.add(c);
        if (a.right > a.column) pending.set(c, r);
        else pending.delete(c);
      }
      if (a.bottom > end) end = Math.min(a.bottom, bottom);
    }
    end = Math.max(end, r);
    if (r >= end && pending.size === 0 && isFull(named, body, frame)) break;
  }
  while (end < bottom && continuesHeader(frame, end + 1)) end++;
  return end;
}

function isFull(named: ReadonlySet<number>, body: { left: number; right: number }, frame: Frame): boolean {
  for (let c = body.left; c <= body.right; c++) {
    // The corner over the labels is often left empty.
    if (!named.has(c) && c > body.left && !frame.isHiddenColumn(c)) return false;
  }
  return true;
}

/** Rows under a complete header that still belong to it: units, column numbers, the second half of a name. */
function continuesHeader(frame: Frame, row: number): boolean {
  if (isColumnNumbers(frame, row) || isYearRow(frame, row)) return true;
  const anchors = frame.anchors(row);
  if (anchors.length === 0) return false;
  return anchors.every((a) => /^[（(]/.test(a.text) || isUnit(squash(a.text)) || /^(?:计量)?单位$/.test(squash(a.text)));
}

// The columns of a found table: which name the rows, which hold data, what each is called from top to bottom.

import type { Frame } from './frame.ts';
import type { HeaderSpan } from './header-rows.ts';
import { isColumnNumbers } from './row-kinds.ts';
import { unitOfPath } from './units.ts';
import { isCheckHeader, isLabelHeader, isRegionHeader, isRemarkHeader, isSerialHeader, isUnitHeader, squash } from './words.ts';

export type FoundColumnKind = 'number' | 'text' | 'date' | 'unit' | 'note';

export interface FoundColumn {
  index: number;
  /** header texts from the top, merges spread, line breaks kept */
  path: string[];
  unit: string | null;
  kind: FoundColumnKind;
}

export type LabelRole = 'serial' | 'group' | 'region' | 'name';

export interface LabelColumn {
  index: number;
  path: string[];
  role: LabelRole;
}

export interface FoundColumns {
  labels: LabelColumn[];
  data: FoundColumn[];
  /** columns beside the table without a header of their own: left out and said */
  scratch: number[];
  /** data columns that have values and no header */
  unnamed: number[];
}

interface Profile {
  values: number;
  words: number;
  years: number;
  dates: number;
  /** different words */
  distinct: number;
  filled: number;
  /** 1, 2, 3 … downwards */
  serial: boolean;
  /** cells merged over several rows */
  merged: number;
}

/** How many body rows are looked at to tell what a column holds. */
const SAMPLE = 400;

export function profileColumn(frame: Frame, rows: readonly number[], column: number): Profile {
  const seen = new Set<string>();
  const p: Profile = { values: 0, words: 0, years: 0, dates: 0, distinct: 0, filled: 0, serial: false, merged: 0 };
  let expected: number | null = null;
  let steps = 0;
  let misses = 0;
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  for (let i = 0; i < rows.length; i += step) {
    const row = rows[i] as number;
    const cls = frame.cls(row, column);
    if (cls === 'empty') continue;
    const merge = frame.merges.at(row, column);
    if (merge && merge.right - merge.left + 1 > (frame.right - frame.left + 1) / 2) continue;
    p.filled++;
    if (merge && merge.bottom > merge.top) p.merged++;
    const text = squash(frame.text(row, column));
    seen.add(text);
    if (cls === 'number' || cls === 'figure' || cls === 'sign' || cls === 'error') p.values++;
    else if (cls === 'year') p.years++;
    else if (frame.sheet.grid[row]?.[column]?.kind === 'date') p.dates++;
    else p.words++;
    if (step === 1 && /^[(（]?\d{1,6}[)）]?$/.test(text)) {
      const n = Number(text.replace(/[()（）]/g, ''));
      // A list's count may begin again in each group.
      if (expected !== null && n !== expected && n !== 1) misses++;
      else steps++;
      expected = n + 1;
    }
  }
  p.distinct = seen.size;
  p.serial = steps >= 2 && misses === 0 && steps >= p.filled * 0.6;
  return p;
}

/** The header path of a column: each merged or spread cell once, column numbers left out. */
export function headerPaths(frame: Frame, header: HeaderSpan | null): Map<number, string[]> {
  const paths = new Map<number, string[]>();
  for (let c = frame.left; c <= frame.right; c++) paths.set(c, []);
  if (!header) return paths;
  const rows: number[] = [];
  for (let r = header.top; r <= header.bottom; r++) if (!isColumnNumbers(frame, r)) rows.push(r);
  /** column → the cell (as an id) that stands lowest so far above it, so that a group's bounds limit its parts */
  let above = new Map<number, string>();
  for (const r of rows) {
    const owners = new Map<number, string>();
    const anchors = frame.anchors(r);
    for (const a of anchors) {
      for (let c = a.column; c <= a.right; c++) {
        owners.set(c, `${a.row}:${a.column}`);
        paths.get(c)?.push(a.text);
      }
    }
    // Words written over the first column of a group only, without a merge: they reach to the next word, as long as parts
    // stand below and no merge or upper group says otherwise.
    let owner: { id: string; text: string; column: number } | null = null;
    const merges = frame.merges.ofRow(r);
    for (let c = frame.left; c <= frame.right; c++) {
      const own = owners.get(c);
      if (own) {
        const a = anchors.find((x) => x.column <= c && c <= x.right);
        const merged = merges.some((m) => m.top <= r && r <= m.bottom && m.left <= c && c <= m.right);
        owner =
          a && !merged && hasPartBelow(frame, r, a.column, header.bottom) ? { id: own, text: a.text, column: a.column } : null;
        continue;
      }
      const covered = merges.find((m) => m.left <= c && c <= m.right && m.top <= r && r <= m.bottom);
      if (covered || (owner && above.get(c) !== above.get(owner.column))) {
        owner = null;
        continue;
      }
      if (owner && hasPartBelow(frame, r, c, header.bottom)) {
        owners.set(c, owner.id);
        paths.get(c)?.push(owner.text);
      } else owner = null;
    }
    above = new Map([...above, ...owners]);
  }
  return paths;
}

function hasPartBelow(frame: Frame, row: number, column: number, bottom: number): boolean {
  for (let r = row + 1; r <= bottom; r++) {
    if (frame.text(r, column) !== '' && !isColumnNumbers(frame, r)) return true;
    const merge = frame.merges.at(r, column);
    if (merge && merge.top > row && frame.text(merge.top, merge.left) !== '') return true;
  }
  return false;
}

/** Label columns from the left: a serial, groups, then the first column whose words tell the rows apart. */
function labelColumns(
  frame: Frame,
  paths: ReadonlyMap<number, string[]>,
  profiles: ReadonlyMap<number, Profile>,
  columns: readonly number[],
): LabelColumn[] {
  const labels: LabelColumn[] = [];
  const take = (index: number, role: LabelRole) => labels.push({ index, path: paths.get(index) ?? [], role });
  for (let i = 0; i < columns.length; i++) {
    const c = columns[i] as number;
    const p = profiles.get(c) as Profile;
    const head = squash((paths.get(c) ?? []).join(''));
    // A serial may stand between a group and its names.
    const next = columns.slice(i + 1).find((k) => !isSerialColumn(k, paths, profiles));
    const after = next === undefined ? undefined : profiles.get(next);
    if (isSerialHeader(head) || (p.serial && head === '' && after !== undefined && after.words > after.values)) {
      take(c, 'serial');
      continue;
    }
    const wordy = p.words + p.years + p.dates >= p.values && p.filled > 0;
    // Years down the left side are names of rows.
    const yearly = p.years > 0 && p.years >= p.words + p.values;
    if (!wordy && !yearly && !(labels.length === 0 && isLabelHeader(head) && p.words > 0)) {
      if (i === 0 && p.serial && after && after.words >= after.values) {
        take(c, 'serial');
        continue;
      }
      break;
    }
    if (isUnitHeader(head) || isRemarkHeader(head)) {
      if (labels.some((l) => l.role !== 'serial') || isRemarkHeader(head)) break;
    }
    const nextHead = next === undefined ? '' : squash((paths.get(next) ?? []).join(''));
    const nextNames =
      after !== undefined &&
      after.words > after.values &&
      after.words > 0 &&
      !isUnitHeader(nextHead) &&
      !isRemarkHeader(nextHead) &&
      next !== undefined;
    // A group's words stand once for several rows, merged or followed by blanks, or come again.
    const grouped = p.merged > 0 || (after !== undefined && p.filled * 1.5 <= after.filled) || p.distinct * 1.5 <= p.filled;
    const sharesHead = next !== undefined && isSharedHead(frame, c, next, paths);
    if (
      nextNames &&
      (grouped || sharesHead) &&
      (isLabelHeader(nextHead) || sharesHead || (after?.distinct ?? 0) > p.distinct || nextHead === '')
    ) {
      take(c, 'group');
      continue;
    }
    take(c, isRegionHeader(head) ? 'region' : 'name');
    break;
  }
  return labels;
}

function isSerialColumn(column: number, paths: ReadonlyMap<number, string[]>, profiles: ReadonlyMap<number, Profile>): boolean {
  return isSerialHeader(squash((paths.get(column) ?? []).join(''))) && profiles.get(column) !== undefined;
}

/** One header cell over two label columns (项目 over 类 and 名): both name the row. */
function isSharedHead(_frame: Frame, left: number, right: number, paths: ReadonlyMap<number, string[]>): boolean {
  const a = paths.get(left) ?? [];
  const b = paths.get(right) ?? [];
  return a.length > 0 && a.length === b.length && a.every((t, i) => t === b[i]);
}

/**
 * Sorts the frame's columns. `rows` are the body rows (blank ones left out). Hidden and empty spacer columns are in none of
 * the lists.
 */
export function findColumns(frame: Frame, header: HeaderSpan | null, rows: readonly number[]): FoundColumns {
  const paths = headerPaths(frame, header);
  const profiles = new Map<number, Profile>();
  const used: number[] = [];
  for (let c = frame.left; c <= frame.right; c++) {
    if (frame.isHiddenColumn(c)) continue;
    const p = profileColumn(frame, rows, c);
    const named = (paths.get(c) ?? []).length > 0;
    if (p.filled === 0 && (!named || isTailOfMerge(frame, header, c))) continue;
    profiles.set(c, p);
    used.push(c);
  }
  const gaps = new Set<number>();
  for (const [i, c] of used.entries()) {
    const before = used[i - 1];
    if (before === undefined || c === before + 1) continue;
    // A gap of visible empty columns; hidden ones part nothing.
    for (let k = before + 1; k < c; k++) if (!frame.isHiddenColumn(k)) gaps.add(c);
  }
  const named = (c: number) => (paths.get(c) ?? []).length > 0 && !(gaps.has(c) && isCheckHeader((paths.get(c) ?? []).join('')));
  const firstNamed = used.find(named) ?? used[0] ?? frame.left;
  const lastNamed = [...used].reverse().find(named) ?? 0;
  // Beside the last named column only what touches it and is filled like a column belongs to the table.
  const scratch: number[] = [];
  const kept: number[] = [];
  let edge = lastNamed;
  for (const c of used) {
    if (!header || named(c) || c < lastNamed) {
      kept.push(c);
      continue;
    }
    const p = profiles.get(c) as Profile;
    if (c === edge + 1 && p.filled >= Math.max(2, rows.length * 0.5)) {
      kept.push(c);
      edge = c;
    } else scratch.push(c);
  }
  const inner = kept.filter((c) => {
    const p = profiles.get(c) as Profile;
    // A stray number between named columns, under no header: scratch as well.
    if (header && !named(c) && c > firstNamed && p.filled <= Math.max(1, rows.length * 0.1)) {
      scratch.push(c);
      return false;
    }
    return true;
  });
  const labels = labelColumns(frame, paths, profiles, inner);
  const taken = new Set(labels.map((l) => l.index));
  const data: FoundColumn[] = [];
  const unnamed: number[] = [];
  for (const index of inner) {
    if (taken.has(index)) continue;
    const path = paths.get(index) ?? [];
    const p = profiles.get(index) as Profile;
    if (path.length === 0) unnamed.push(index);
    data.push({ index, path, unit: unitOfPath(path), kind: kindOf(path, p) });
  }
  return { labels, data, scratch: scratch.sort((a, b) => a - b), unnamed };
}

function kindOf(path: readonly string[], p: Profile): FoundColumnKind {
  const last = path[path.length - 1] ?? '';
  if (isRemarkHeader(last)) return 'note';
  if (isUnitHeader(last) && p.words >= p.values) return 'unit';
  if (p.filled === 0) return 'number';
  if (p.dates > p.values && p.dates >= p.words) return 'date';
  return p.values + p.years >= p.words ? 'number' : 'text';
}

/** A column that only continues its left neighbour's header cell and holds nothing: the tail of one merged column. */
function isTailOfMerge(frame: Frame, header: HeaderSpan | null, column: number): boolean {
  if (!header) return true;
  for (let r = header.bottom; r >= header.top; r--) {
    const merge = frame.merges.at(r, column);
    if (merge && merge.left < column) {
      if (frame.text(merge.top, merge.left) !== '') return true;
    } else if (frame.text(r, column) !== '' || (merge && frame.text(merge.top, merge.left) !== '')) return false;
  }
  return true;
}

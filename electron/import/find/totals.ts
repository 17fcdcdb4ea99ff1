// Which rows add up others: by their words, by their formulas, by arithmetic.
//
// Arithmetic is the proof that needs no words: a row whose figures equal the sums of the rows after it (or before it) in
// every column that can be added is a total, whatever its label. One agreeing column proves little, so it takes two, or one
// with at least three addends. Rates and ranks are never sums, so some columns may disagree.

import { formatExact } from '../../../shared/values/exact.ts';
import { readNumber } from '../../../shared/values/parse.ts';
import type { Frame } from './frame.ts';
import { isOfWhich, totalWord } from './words.ts';

export type TotalKind = 'total' | 'subtotal';

export interface BodyRow {
  row: number;
  label: string;
  /** printed numbers by column order; NaN = no number */
  values: Float64Array;
  /** 其中: counted in the row above it, set by `markParts` */
  isPart: boolean;
}

export interface FoundTotal {
  row: number;
  kind: TotalKind;
  why: 'word' | 'formula' | 'sum';
  /** sheet rows it adds */
  adds: number[];
}

export function numberAt(frame: Frame, row: number, column: number): number {
  const cls = frame.cls(row, column);
  if (cls !== 'number' && cls !== 'year') return Number.NaN;
  const cell = frame.sheet.grid[row]?.[column];
  const text = cell?.value ?? frame.text(row, column).trim();
  const fast = Number(text);
  if (!Number.isNaN(fast)) return fast;
  const read = readNumber(text);
  return read ? Number(formatExact(read)) : Number.NaN;
}

const agrees = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

interface Agreement {
  same: number;
  other: number;
}

function compareRow(total: Float64Array, sums: Float64Array): Agreement {
  let same = 0;
  let other = 0;
  for (let c = 0; c < total.length; c++) {
    const t = total[c] as number;
    const s = sums[c] as number;
    if (Number.isNaN(t) ? s === 0 : t === 0 && s === 0) continue;
    if (!Number.isNaN(t) && agrees(t, s)) same++;
    else other++;
  }
  return { same, other };
}

const convinces = ({ same, other }: Agreement, addends: number): boolean =>
  (same >= 2 && same >= other) || (same === 1 && other === 0 && addends >= 3);

function addInto(sums: Float64Array, row: BodyRow): void {
  for (let c = 0; c < sums.length; c++) {
    const v = row.values[c] as number;
    if (!Number.isNaN(v)) sums[c] = (sums[c] as number) + v;
  }
}

const filledIn = (row: BodyRow): number => row.values.reduce((n, v) => n + (Number.isNaN(v) || v === 0 ? 0 : 1), 0);

/** Digits that agree without being zeros at the end: round figures (300 + 500 = 800) agree by chance. */
function weightOf(row: BodyRow): number {
  let digits = 0;
  for (const v of row.values)
    if (!Number.isNaN(v) && v !== 0)
      digits += String(Math.abs(v))
        .replace('.', '')
        .replace(/^0+|0+$/g, '').length;
  return digits;
}

/** Enough digits that chance is out of the question. */
const PROOF = 10;

/** How far a group may reach: no published table has more rows between two subtotals. */
const GROUP_REACH = 400;

/** Rows right after (step 1) or before (−1) row i whose sums it shows; null where it shows none. */
function groupOf(rows: readonly BodyRow[], i: number, step: 1 | -1, isTotal: (row: BodyRow) => boolean): BodyRow[] | null {
  const own = rows[i] as BodyRow;
  const filled = filledIn(own);
  if (filled < 2) return null;
  const sums = new Float64Array(own.values.length);
  const group: BodyRow[] = [];
  for (let j = i + step; j >= 0 && j < rows.length && group.length < GROUP_REACH; j += step) {
    const next = rows[j] as BodyRow;
    if (isTotal(next)) break;
    if (next.isPart) continue;
    addInto(sums, next);
    group.push(next);
    const { same, other } = compareRow(own.values, sums);
    if (group.length >= 2 && same >= 2 && other === 0) return group;
    let over = 0;
    for (let c = 0; c < sums.length; c++) if ((sums[c] as number) > (own.values[c] as number) * (1 + 1e-9)) over++;
    if (over > 0 && over >= filled * 0.4) break;
  }
  return null;
}

/** Rows added by a vertical SUM or a chain of + in the first columns; [] where the row has none. */
function formulaRows(frame: Frame, row: number, columns: readonly number[], bodyTop: number, bodyBottom: number): number[] {
  let answer: number[] = [];
  let vertical = 0;
  let plain = 0;
  for (const c of columns) {
    const cell = frame.sheet.grid[row]?.[c];
    const formula = cell?.formula;
    if (!formula) {
      if (cell?.kind === 'number' && cell.value !== '0') plain++;
      continue;
    }
    const letters = frame.ref(1, c).replace(/\d+$/, '');
    const rows = new Set<number>();
    let foreign = false;
    for (const m of formula.replace(/\$/g, '').matchAll(/([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?/g)) {
      if (m[1] !== letters || (m[3] && m[3] !== letters)) {
        foreign = true;
        continue;
      }
      const from = Number(m[2]);
      const to = Number(m[4] ?? m[2]);
      for (let r = from; r <= Math.min(to, from + 100_000); r++) if (r !== row && r >= bodyTop && r <= bodyBottom) rows.add(r);
    }
    if (foreign || rows.size < 2 || /[*/]/.test(formula)) continue;
    vertical++;
    if (answer.length === 0) answer = [...rows].sort((a, b) => a - b);
  }
  // One such formula among typed figures is somebody's repair, not a total row.
  return vertical > plain ? answer : [];
}

/**
 * The totals among body rows, top to bottom. `columns` are the sheet columns that `values` follows. `whole` says of a sheet
 * row that it names the place whose parts the other rows are.
 */
export function findTotals(
  frame: Frame,
  rows: readonly BodyRow[],
  columns: readonly number[],
  whole: (row: number) => boolean,
): FoundTotal[] {
  const found = new Map<number, FoundTotal>();
  const first = rows[0];
  const last = rows[rows.length - 1];
  if (!first || !last) return [];
  const isFound = (row: BodyRow) => found.has(row.row);
  for (const row of rows) {
    const word = totalWord(row.label);
    if (word) found.set(row.row, { row: row.row, kind: word, why: 'word', adds: [] });
    else {
      const adds = formulaRows(frame, row.row, columns, first.row, last.row);
      if (adds.length >= 2 && !row.isPart) found.set(row.row, { row: row.row, kind: 'total', why: 'formula', adds });
    }
  }
  // A first or last row that equals all the others together.
  const said = [first, last].some((edge) => found.get(edge.row)?.kind === 'total');
  for (const edge of said ? [] : [first, last]) {
    if (isFound(edge) || rows.length < 3) continue;
    const sums = new Float64Array(columns.length);
    let addends = 0;
    for (const row of rows) {
      if (row === edge || isFound(row) || row.isPart) continue;
      addInto(sums, row);
      addends++;
    }
    const agreement = compareRow(edge.values, sums);
    if (convinces(agreement, addends) || (whole(edge.row) && agreement.same > 0)) {
      found.set(edge.row, { row: edge.row, kind: 'total', why: 'sum', adds: [] });
    } else if (whole(edge.row) && addends >= 2 && rows.length > 3) {
      found.set(edge.row, { row: edge.row, kind: 'total', why: 'word', adds: [] });
    }
  }
  findGroups(rows, found);
  for (const total of found.values()) if (total.adds.length === 0) total.adds = addedBy(rows, total, found);
  settleKinds(rows, found);
  return [...found.values()].sort((a, b) => a.row - b.row);
}

/**
 * Subtotals by arithmetic: each row that shows the sums of the rows after it, or before it. One alone must agree in many
 * digits; several count where together they cover the table, as real groups do.
 */
function findGroups(rows: readonly BodyRow[], found: Map<number, FoundTotal>): void {
  for (const step of [1, -1] as const) {
    const candidates: { row: BodyRow; group: BodyRow[] }[] = [];
    const taken = new Set<number>();
    const isTotal = (row: BodyRow) => found.has(row.row) || taken.has(row.row);
    for (let n = 0; n < rows.length; n++) {
      const i = step === 1 ? n : rows.length - 1 - n;
      const row = rows[i] as BodyRow;
      if (isTotal(row) || row.isPart) continue;
      const group = groupOf(rows, i, step, isTotal);
      if (!group) continue;
      candidates.push({ row, group });
      taken.add(row.row);
    }
    const covered = candidates.reduce((n, c) => n + c.group.length + 1, 0);
    const plain = rows.filter((r) => !found.has(r.row)).length;
    const tiled = candidates.length >= 2 && covered >= plain * 0.8;
    for (const { row, group } of candidates) {
      if (!tiled && weightOf(row) < PROOF) continue;
      found.set(row.row, { row: row.row, kind: 'subtotal', why: 'sum', adds: group.map((g) => g.row) });
    }
  }
}

/** Which rows a total found by its word adds: the nearest group that agrees best, else all rows that are no totals. */
function addedBy(rows: readonly BodyRow[], total: FoundTotal, found: ReadonlyMap<number, FoundTotal>): number[] {
  const i = rows.findIndex((r) => r.row === total.row);
  const own = rows[i] as BodyRow;
  const plain = (r: BodyRow) => !found.has(r.row) && !r.isPart;
  const run = (step: 1 | -1, stop: (r: BodyRow) => boolean): BodyRow[] => {
    const list: BodyRow[] = [];
    for (let j = i + step; j >= 0 && j < rows.length; j += step) {
      const r = rows[j] as BodyRow;
      if (stop(r)) break;
      if (plain(r)) list.push(r);
    }
    return list;
  };
  // With very many totals in one table only the neighbourhood is asked: each look at the whole table costs its length.
  const wide = found.size <= 60 || i === 0 || i === rows.length - 1;
  const choices = [
    wide ? rows.filter((r) => r !== own && plain(r)) : [],
    run(1, (r) => found.has(r.row)),
    run(-1, (r) => found.has(r.row)),
    wide ? rows.filter((r) => r !== own && found.get(r.row)?.kind === 'subtotal') : [],
  ];
  let best = total.kind === 'subtotal' ? (choices[2]?.length ? choices[2] : choices[1]) : choices[0];
  let bestScore = -1;
  for (const choice of choices) {
    if (!choice || choice.length === 0) continue;
    const sums = new Float64Array(own.values.length);
    for (const r of choice) addInto(sums, r);
    const { same, other } = compareRow(own.values, sums);
    const score = same / Math.max(1, same + other);
    if (score > bestScore + 1e-9 && score > 0.5) {
      best = choice;
      bestScore = score;
    }
  }
  return (best ?? []).map((r) => r.row);
}

/** A total by arithmetic at an end of the table that leaves no row out is the total; every other one is a subtotal. */
function settleKinds(rows: readonly BodyRow[], found: Map<number, FoundTotal>): void {
  const edges = new Set([rows[0]?.row, rows[rows.length - 1]?.row]);
  const plain = rows.filter((r) => !found.has(r.row) && !r.isPart).map((r) => r.row);
  for (const t of found.values()) {
    if (t.why === 'word') continue;
    const adds = new Set(t.adds);
    const below = [...found.values()].filter((o) => o !== t && adds.has(o.row));
    const reached = new Set([...adds, ...below.flatMap((o) => o.adds)]);
    t.kind = edges.has(t.row) && plain.every((row) => reached.has(row)) ? 'total' : 'subtotal';
  }
}

/**
 * Rows that only say what is in the row above them: from a 其中 row on, as many as it takes until their figures make up that
 * row's (其中：新建 60, 改建 40 under 公租房 100); where they never do, the rows that say 其中 themselves.
 */
export function markParts(rows: readonly BodyRow[]): void {
  for (let i = 1; i < rows.length; i++) {
    const start = rows[i] as BodyRow;
    if (!isOfWhich(start.label) || start.isPart) continue;
    start.isPart = true;
    const whole = rows[i - 1] as BodyRow;
    const sums = new Float64Array(whole.values.length);
    for (let j = i; j < Math.min(rows.length, i + 12); j++) {
      const row = rows[j] as BodyRow;
      if (totalWord(row.label)) break;
      addInto(sums, row);
      const { same, other } = compareRow(whole.values, sums);
      if (j === i || other > 0 || same === 0) continue;
      for (let k = i; k <= j; k++) (rows[k] as BodyRow).isPart = true;
      break;
    }
  }
}

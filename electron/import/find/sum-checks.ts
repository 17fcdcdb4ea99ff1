// Printed totals against the sums of the rows they add. What the file adds with all its digits and prints rounded agrees;
// an average among sums is left alone; a slip of the pen is said with both figures.

import { addExact, type Exact, exact, formatExact, subtractExact } from '../../../shared/values/exact.ts';
import { readNumber } from '../../../shared/values/parse.ts';
import type { Frame } from './frame.ts';
import { type FoundTotal, numberAt } from './totals.ts';

export interface SumCheck {
  row: number;
  column: number;
  printed: Exact;
  computed: Exact;
  rows: number;
  agree: boolean;
}

/** Printed totals against exact sums, for totals whose addends are known. Columns that agree nowhere (rates, ranks) are left out. */
export function checkSums(frame: Frame, totals: readonly FoundTotal[], columns: readonly number[]): SumCheck[] {
  const checks: SumCheck[] = [];
  for (const total of totals) {
    const own: SumCheck[] = [];
    for (const column of columns) {
      const printed = exactAt(frame, total.row, column);
      if (!printed) continue;
      const held = heldSum(frame, total.adds, column);
      // Between its least and its greatest part lies an average, not a sum.
      const value = numberAt(frame, total.row, column);
      if (held.addends === 0 || (held.addends >= 3 && value > held.least && value < held.most)) continue;
      const agree = roundsTo(held.sum, printed);
      // Exact sums are slow on long lists and only needed to say by how much a total is off.
      const computed = agree ? printed : exactSum(frame, total.adds, column);
      own.push({
        row: total.row,
        column,
        printed,
        computed,
        rows: total.adds.length,
        agree: agree || subtractExact(printed, computed).n === 0,
      });
    }
    // A total whose sums mostly fail is no plain sum of these rows: it says nothing about a slip of the pen.
    const agreeing = own.filter((c) => c.agree).length;
    if (agreeing > 0 && agreeing >= own.length - agreeing) checks.push(...own);
  }
  return checks;
}

interface HeldSum {
  sum: number;
  least: number;
  most: number;
  addends: number;
}

function heldSum(frame: Frame, rows: readonly number[], column: number): HeldSum {
  const held: HeldSum = { sum: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY, addends: 0 };
  for (const row of rows) {
    const value = numberAt(frame, row, column);
    if (Number.isNaN(value)) continue;
    held.sum += value;
    held.least = Math.min(held.least, value);
    held.most = Math.max(held.most, value);
    held.addends++;
  }
  return held;
}

function exactSum(frame: Frame, rows: readonly number[], column: number): Exact {
  let sum: Exact = exact(0);
  for (const row of rows) {
    const value = exactAt(frame, row, column);
    if (value) sum = addExact(sum, value);
  }
  return sum;
}

/** What the file adds with all its digits, and prints rounded. */
function roundsTo(held: number, printed: Exact): boolean {
  const half = 0.5 / 10 ** printed.d;
  return Math.abs(held - Number(formatExact(printed))) <= half * (1 + 1e-6);
}

export function exactAt(frame: Frame, row: number, column: number): Exact | null {
  const cls = frame.cls(row, column);
  return cls === 'number' || cls === 'year' ? readNumber(frame.text(row, column)) : null;
}

// 舍位平衡: figures shown in a larger unit or with fewer decimals, rounded so that the parts still add up to the rounded total.
//
// The method, and where it comes from. Every figure is rounded half away from zero (四舍五入); the difference between a rounded total and
// the sum of its rounded parts is then taken up by parts, one unit of the last digit each, those first whose figure it changes
// least in relation to itself: the rule of the reporting tools used in Chinese finance offices, where the adjustment falls on the
// largest figures (UFO 报表的舍位平衡公式, 润乾报表的“最小调整值”). As in largest-remainder apportionment, a part moves only between the whole
// numbers beside its exact value, which makes the shown figures a controlled rounding (Cox and Ernst 1982; Cox 1987): one exists
// for every table with totals down and across and subtotals in one direction, and the cheapest is found as a flow in a network.
//
// Grand totals stay as rounded, and of the other sums as many as can, the higher ones first. Sums of sums across (小计 inside 合计) are settled from the outside in; where the levels leave no
// controlled rounding, a part may move one unit off its own rounding in either direction. A blank and an exact zero never move.
// What can't be settled so is said, and the figures stay as rounded.

import type { Num } from '../values/exact.ts';
import { add, compare, divide, exact, isRatio, negate, round, sign } from '../values/exact.ts';
import { type Arc, balanceFlow } from './flow.ts';

/** Rows as a tree: a total above what it adds; a row in no total stands alone. */
export interface SumTree {
  id: number;
  parts: SumTree[];
}

export interface BalanceInput {
  /** total rows with what they add */
  rows: readonly SumTree[];
  /** one tree a system of columns: a sum column above the columns it adds */
  columns: readonly SumTree[];
  /** columns whose totals are no sum of their rows: each row stands alone there (by the system's outermost column) */
  loose: ReadonlySet<number>;
  /** the exact figure in units of the last shown digit; null for what is no number */
  exactly(row: number, column: number): Num | null;
}

export interface Balanced {
  /** the shown whole number of units */
  at(row: number, column: number): number | undefined;
  /** sums that no rounding settles: the outermost cell of each */
  unsettled: { row: number; column: number }[];
}

/** A sum keeps its own rounding as long as parts can move; the higher the sum, the longer. */
const SUM = 10_000_000_000;
/** A move off the controlled rounding costs more than all moves within it. */
const OFF = 10_000_000_000_000;
const MOST = 2_000_000;

const wholeOf = (v: Num): number => Number(round(v, 0).n);
const minus = (a: Num, b: Num): Num => add(a, negate(b));
const size = (v: Num): Num => (sign(v) < 0 ? negate(v) : v);

/** A fraction in `parts` of one, cut to a whole number. */
function share(v: Num, parts: bigint): number {
  return Number(isRatio(v) ? (v.p * parts) / v.q : (BigInt(v.n) * parts) / 10n ** BigInt(v.d));
}

/** What one unit is of a figure, in millionths; then, between equals, how far the whole number lies from it, in hundredths of a unit. */
function costOf(whole: number, v: Num): number {
  const relative = divide(exact(1), size(v));
  const change = relative === null ? MOST : Math.min(MOST, share(relative, 1_000_000n));
  return 1 + change * 100 + Math.min(99, share(size(minus(exact(whole), v)), 50n));
}

function arcOf(from: number, to: number, v: Num, height: number, fixed: number | undefined): Arc {
  const x = fixed ?? wholeOf(v);
  if (fixed !== undefined || sign(v) === 0) return { from, to, x, up: null, down: null };
  const order = compare(exact(x), v);
  const cost = (whole: number, away: boolean): number => costOf(whole, v) + SUM * height + (away ? OFF : 0);
  return { from, to, x, up: cost(x + 1, order >= 0), down: cost(x - 1, order <= 0) };
}

export function balance(input: BalanceInput): Balanced {
  const shown = new Map<string, number>();
  const unsettled: Balanced['unsettled'] = [];
  const key = (row: number, column: number): string => `${row}:${column}`;
  for (const system of input.columns) {
    const rows = input.loose.has(system.id) ? flatten(input.rows).map((id) => ({ id, parts: [] })) : input.rows;
    const settle = (of: SumTree, isOuter: boolean): void => {
      for (const root of rows) {
        const arcs = network(input, root, of, isOuter ? undefined : (row) => shown.get(key(row, of.id)));
        if (!balanceFlow(arcs.nodes, arcs.arcs, 0)) {
          unsettled.push({ row: root.id, column: of.id });
          continue;
        }
        arcs.arcs.forEach((arc, i) => {
          const cell = arcs.cells[i] as { row: number; column: number };
          shown.set(key(cell.row, cell.column), arc.x);
        });
      }
      for (const part of of.parts) if (part.parts.length) settle(part, false);
    };
    settle(system, true);
  }
  return { at: (row, column) => shown.get(key(row, column)), unsettled };
}

function flatten(rows: readonly SumTree[]): number[] {
  return rows.flatMap((row) => [row.id, ...flatten(row.parts)]);
}

/** How many sums lie below. */
const heightOf = (tree: SumTree): number => (tree.parts.length ? 1 + Math.max(...tree.parts.map(heightOf)) : 0);

interface Network {
  nodes: number;
  arcs: Arc[];
  cells: { row: number; column: number }[];
}

/**
 * One level of a system: column `of` with its parts, over one tree of rows. Every cell is an arc, every sum a node: a figure flows from the
 * total of its part column down through the subtotals to its row, and in the sum column from the row up again to the total.
 */
function network(input: BalanceInput, root: SumTree, of: SumTree, known?: (row: number) => number | undefined): Network {
  const out: Network = { nodes: 1, arcs: [], cells: [] };
  const ids = new Map<string, number>();
  const node = (name: string): number => {
    const there = ids.get(name);
    if (there !== undefined) return there;
    ids.set(name, out.nodes);
    return out.nodes++;
  };
  const put = (row: SumTree, column: SumTree, from: number, to: number, fixed?: number): void => {
    const v = input.exactly(row.id, column.id);
    if (v === null) return;
    out.arcs.push(arcOf(from, to, v, heightOf(row) + heightOf(column), fixed));
    out.cells.push({ row: row.id, column: column.id });
  };
  const across = of.parts.length > 0;
  // Node 0 is free: what no sum asks for flows out there. With parts across, everything meets again at the top.
  const top = across ? node('top') : 0;
  const walk = (row: SumTree, above: SumTree | null): void => {
    const isLeaf = row.parts.length === 0;
    const own = (column: number): number => node(isLeaf ? `r${row.id}` : `${row.id}:${column}`);
    const over = (column: number): number => (above === null ? top : node(`${above.id}:${column}`));
    const v = input.exactly(row.id, of.id);
    const fixed = known ? known(row.id) : above === null && v !== null ? wholeOf(v) : undefined;
    put(row, of, across || !isLeaf ? own(of.id) : 0, over(of.id), fixed);
    for (const part of of.parts) put(row, part, over(part.id), own(part.id));
    for (const part of row.parts) walk(part, row);
  };
  walk(root, null);
  return out;
}

/** The exact sum of figures; null where none is a number. */
export function sumExact(values: readonly (Num | null)[]): Num | null {
  let sum: Num | null = null;
  for (const value of values) if (value !== null) sum = sum === null ? value : add(sum, value);
  return sum;
}

// The sum of many cells, kept so that one changed cell changes it by the difference.
//
// Numbers add; empty, - and / count as nothing; cumulative figures add only to their like; bounds, ranges, 约 and text can't be
// summed and are named. How many cells hold each form and each count of decimals is kept, so the sum's own form (blank, -, /)
// and its decimals follow without looking at the cells again.

import type { CellColumn } from '../model/cell-column.ts';
import { addExact, type Exact, exact, formatExact, round, subtractExact, ZERO } from '../values/exact.ts';
import { type CellValue, EMPTY, errorValue, NA, NONE } from '../values/value.ts';

export class Aggregate {
  private sum: Exact = ZERO;
  private cumulative: Exact = ZERO;
  private numbers = 0;
  private cumulatives = 0;
  private nones = 0;
  private nas = 0;
  private readonly decimalCounts: number[] = [];
  /** cells that can't be summed, by whatever names them (a slot) */
  private readonly bad = new Map<number, CellValue>();

  add(value: CellValue, name: number): void {
    this.count(value, name, 1);
  }

  remove(value: CellValue, name: number): void {
    this.count(value, name, -1);
  }

  /** Adds a column's cells of the rows that are in it, plain numbers without a value object each. */
  addColumn(cells: CellColumn, rowAt: readonly number[], isIn: (slot: number) => boolean): void {
    const sums: number[] = [];
    for (let slot = 0; slot < rowAt.length; slot++) {
      if (!rowAt[slot] || cells.isEmpty(slot) || !isIn(slot)) continue;
      if (!cells.isFast(slot)) {
        this.add(cells.get(slot), slot);
        continue;
      }
      const d = cells.decimals(slot);
      const sum = (sums[d] ?? 0) + (cells.num[slot] as number);
      if (Number.isSafeInteger(sum)) sums[d] = sum;
      else {
        this.sum = addExact(this.sum, { n: sums[d] ?? 0, d });
        sums[d] = cells.num[slot] as number;
      }
      this.numbers++;
      this.decimalCounts[d] = (this.decimalCounts[d] ?? 0) + 1;
    }
    sums.forEach((n, d) => {
      this.sum = addExact(this.sum, { n, d });
    });
  }

  private count(value: CellValue, name: number, by: 1 | -1): void {
    switch (value.form) {
      case 'empty':
        return;
      case 'none':
        this.nones += by;
        return;
      case 'na':
        this.nas += by;
        return;
      case 'number': {
        if (value.marks?.about) break;
        if (value.marks?.cumulative) {
          this.cumulative = by === 1 ? addExact(this.cumulative, value.num) : subtractExact(this.cumulative, value.num);
          this.cumulatives += by;
        } else {
          this.sum = by === 1 ? addExact(this.sum, value.num) : subtractExact(this.sum, value.num);
          this.numbers += by;
        }
        const d = value.num.d;
        this.decimalCounts[d] = (this.decimalCounts[d] ?? 0) + by;
        return;
      }
    }
    if (by === 1) this.bad.set(name, value);
    else this.bad.delete(name);
  }

  /** How many plain numbers it holds (COUNT). */
  get size(): number {
    return this.numbers + this.cumulatives;
  }

  /** The name of a cell that keeps the sum from being one; undefined where there is none. */
  get obstacle(): number | undefined {
    for (const name of this.bad.keys()) return name;
    return undefined;
  }

  private get decimals(): number {
    for (let d = this.decimalCounts.length - 1; d > 0; d--) if ((this.decimalCounts[d] ?? 0) > 0) return d;
    return 0;
  }

  /** The sum as a value, with the most decimals any part has; `say` names a cell for an error. */
  total(say: (name: number) => string): CellValue {
    for (const [name, value] of this.bad) return value.form === 'error' ? value : errorValue('not-summable', say(name));
    if (this.numbers > 0 && this.cumulatives > 0) return errorValue('not-summable', 'cumulative');
    if (this.cumulatives > 0) {
      const num = round(this.cumulative, this.decimals);
      return { form: 'number', num, marks: { cumulative: true }, text: `[${formatExact(num)}]` };
    }
    if (this.numbers > 0) return { form: 'number', num: round(this.sum, this.decimals) };
    return this.nones > 0 ? NONE : this.nas > 0 ? NA : EMPTY;
  }

  /** Sum and count for an average; null where nothing or something unsummable is in it. */
  mean(): { sum: Exact; count: Exact } | null {
    return this.bad.size || !this.numbers || this.cumulatives ? null : { sum: this.sum, count: exact(this.numbers) };
  }
}

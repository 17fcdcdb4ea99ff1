// Formulas that only add and subtract cells of their own row (小计 ＝ 公租房 ＋ 保租房): read straight from the columns' arrays.
//
// Most computed columns of a plan are such. Whatever is no plain number, or too large to add as one, is left to `evaluate`, so the
// fast way never decides anything: it gives the same sum or none.

import type { CellColumn } from '../model/cell-column.ts';
import type { ColumnId } from '../model/ids.ts';
import type { Exact } from '../values/exact.ts';
import type { Expression } from './ast.ts';

export interface RowTerm {
  column: ColumnId;
  minus: boolean;
}

/** The cells that a formula adds, or null for any other formula. */
export function rowTerms(formula: Expression): RowTerm[] | null {
  const out: RowTerm[] = [];
  const walk = (expr: Expression, minus: boolean): boolean => {
    if (expr.op === 'ref') {
      if (expr.rows.at !== 'this' || expr.column === 0) return false;
      out.push({ column: expr.column, minus });
      return true;
    }
    if (expr.op === 'binary' && (expr.operator === '+' || expr.operator === '-'))
      return walk(expr.left, minus) && walk(expr.right, minus !== (expr.operator === '-'));
    return expr.op === 'call' && expr.name === 'SUM' && expr.args.every((arg) => walk(arg, minus));
  };
  return walk(formula, false) && out.length > 0 ? out : null;
}

const POW = Array.from({ length: 16 }, (_, i) => 10 ** i);

/** The sum of a row's cells where each is a plain number or empty, and at least one a number; else null. */
export function sumOfRow(terms: readonly RowTerm[], cells: readonly (CellColumn | undefined)[], slot: number): Exact | null {
  let sum = 0;
  let decimals = -1;
  for (let i = 0; i < terms.length; i++) {
    const column = cells[i];
    if (column === undefined || column.isEmpty(slot)) continue;
    if (!column.isFast(slot)) return null;
    const d = column.decimals(slot);
    let n = column.num[slot] as number;
    if (decimals === -1) decimals = d;
    else if (d !== decimals) {
      if (d > 15 || decimals > 15) return null;
      if (d > decimals) {
        sum *= POW[d - decimals] as number;
        decimals = d;
      } else n *= POW[decimals - d] as number;
    }
    sum = (terms[i] as RowTerm).minus ? sum - n : sum + n;
    if (!Number.isSafeInteger(sum) || !Number.isSafeInteger(n)) return null;
  }
  return decimals === -1 ? null : { n: sum, d: decimals };
}

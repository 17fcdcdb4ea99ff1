// Computes an expression over values. Exact throughout; rounded once, by the caller, at the formula's end.
//
// Blanks (empty, -, /) count as nothing in + and −, make × blank and ÷ by them blank; ÷ 0 is the error div0. An error anywhere
// is the result, except inside IFERROR.

import {
  absolute,
  add,
  compare,
  divide,
  exact,
  formatExact,
  isRatio,
  multiply,
  type Num,
  negate,
  round,
  trim,
} from '../values/exact.ts';
import { type CellValue, EMPTY, errorValue, NA, NONE, printValue } from '../values/value.ts';
import type { Aggregate } from './aggregate.ts';
import type { BinaryOperator, Expression } from './ast.ts';

type Reference = Extract<Expression, { op: 'ref' }>;

/** What an expression needs to know of the plan around it. */
export interface Surroundings {
  year: number;
  /** one cell's value */
  cell(ref: Reference): CellValue;
  /** all, children: the cells as an aggregate and one by one */
  aggregate(ref: Reference): Aggregate;
  each(ref: Reference): Iterable<CellValue>;
  nameOf(ref: Reference, slot: number): string;
  /** the aggregate of SUMIFS / COUNTIFS for the given criteria values; `target` null counts rows */
  byCriteria(target: Reference | null, criteria: { range: Reference; value: CellValue }[]): { aggregate: Aggregate; rows: number };
}

type Blank = { t: 'blank'; value: CellValue };
export type Operand =
  | { t: 'num'; num: Num; cumulative?: boolean }
  | Blank
  | { t: 'text'; text: string }
  | { t: 'bool'; yes: boolean }
  | { t: 'value'; value: CellValue };

const number = (num: Num): Operand => ({ t: 'num', num });
const error = (code: Parameters<typeof errorValue>[0], detail?: string): Operand => ({
  t: 'value',
  value: errorValue(code, detail),
});

function operandOf(value: CellValue): Operand {
  switch (value.form) {
    case 'number':
      if (value.marks?.about) return { t: 'value', value };
      return value.marks?.cumulative ? { t: 'num', num: value.num, cumulative: true } : { t: 'num', num: value.num };
    case 'empty':
    case 'none':
    case 'na':
      return { t: 'blank', value };
    case 'text':
      return { t: 'text', text: value.text };
    default:
      return { t: 'value', value };
  }
}

const isError = (x: Operand): boolean => x.t === 'value' && x.value.form === 'error';

/** A blank out of two: - if any is -, else /, else empty. */
function blankOf(a: Operand, b: Operand): Operand {
  const forms = [a, b].map((x) => (x.t === 'blank' ? x.value.form : ''));
  return { t: 'blank', value: forms.includes('none') ? NONE : forms.includes('na') ? NA : EMPTY };
}

function unsummable(...operands: Operand[]): Operand | null {
  for (const x of operands) if (isError(x)) return x;
  for (const x of operands) {
    if (x.t === 'text') return error('not-summable', x.text);
    if (x.t === 'bool') return error('bad-argument');
    if (x.t === 'value') return error('not-summable', printValue(x.value));
  }
  return null;
}

function addOperands(a: Operand, b: Operand, minus: boolean): Operand {
  const bad = unsummable(a, b);
  if (bad) return bad;
  if (a.t === 'blank' && b.t === 'blank') return blankOf(a, b);
  if (b.t === 'blank') return a;
  if (b.t !== 'num') return b;
  const right = minus ? negate(b.num) : b.num;
  if (a.t !== 'num') return { ...b, num: right };
  if ((a.cumulative ?? false) !== (b.cumulative ?? false)) return error('not-summable', 'cumulative');
  return { ...a, num: add(a.num, right) };
}

function scale(a: Operand, b: Operand, division: boolean): Operand {
  const bad = unsummable(a, b);
  if (bad) return bad;
  if (a.t !== 'num' || b.t !== 'num') return blankOf(a, b);
  if (!division) return number(multiply(a.num, b.num));
  const out = divide(a.num, b.num);
  return out === null ? error('div0') : number(out);
}

function asText(x: Operand): string {
  switch (x.t) {
    case 'num':
      return formatExact(trim(x.num));
    case 'text':
      return x.text.replace(/\s+/g, '');
    case 'bool':
      return x.yes ? '是' : '否';
    default:
      return printValue(x.value);
  }
}

function compareOperands(operator: BinaryOperator, a: Operand, b: Operand): Operand {
  for (const x of [a, b]) if (isError(x)) return x;
  const zero = exact(0);
  let order: number;
  if ((a.t === 'num' || a.t === 'blank') && (b.t === 'num' || b.t === 'blank') && (a.t === 'num' || b.t === 'num')) {
    order = compare(a.t === 'num' ? a.num : zero, b.t === 'num' ? b.num : zero);
  } else {
    const x = asText(a);
    const y = asText(b);
    order = x < y ? -1 : x > y ? 1 : 0;
  }
  const yes = { '=': order === 0, '<>': order !== 0, '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 };
  return { t: 'bool', yes: yes[operator as keyof typeof yes] };
}

const isMany = (e: Expression): e is Reference => e.op === 'ref' && (e.rows.at === 'all' || e.rows.at === 'children');

/** A reference to many rows stands only inside SUM, COUNT, AVERAGE, MIN, MAX and as a range of SUMIFS and COUNTIFS. */
export function evaluate(expr: Expression, around: Surroundings): Operand {
  switch (expr.op) {
    case 'number':
      return number(expr.num);
    case 'text':
      return { t: 'text', text: expr.text };
    case 'year':
      return number(exact(around.year));
    case 'ref':
      return isMany(expr)
        ? operandOf(around.aggregate(expr).total((slot) => around.nameOf(expr, slot)))
        : operandOf(around.cell(expr));
    case 'negate':
      return addOperands({ t: 'blank', value: EMPTY }, evaluate(expr.of, around), true);
    case 'percent':
      return scale(evaluate(expr.of, around), number(exact(1, 2)), false);
    case 'binary': {
      const a = evaluate(expr.left, around);
      const b = evaluate(expr.right, around);
      if (expr.operator === '+' || expr.operator === '-') return addOperands(a, b, expr.operator === '-');
      if (expr.operator === '*' || expr.operator === '/') return scale(a, b, expr.operator === '/');
      return compareOperands(expr.operator, a, b);
    }
    case 'call':
      return call(expr, around);
  }
}

function call(expr: Extract<Expression, { op: 'call' }>, around: Surroundings): Operand {
  const { name, args } = expr;
  const arg = (i: number): Operand => evaluate(args[i] as Expression, around);
  switch (name) {
    case 'SUM':
      return args.map((_, i) => arg(i)).reduce((sum, x) => addOperands(sum, x, false), { t: 'blank', value: EMPTY } as Operand);
    case 'COUNT':
      return count(args, around);
    case 'AVERAGE':
      return average(args, around);
    case 'MIN':
    case 'MAX':
      return extreme(name, args, around);
    case 'ABS': {
      const x = arg(0);
      return unsummable(x) ?? (x.t === 'num' ? { ...x, num: absolute(x.num) } : x);
    }
    case 'ROUND': {
      const x = arg(0);
      const d = arg(1);
      const bad = unsummable(x, d);
      if (bad) return bad;
      const places = d.t === 'num' ? Number(formatExact(trim(d.num))) : 0;
      if (!Number.isInteger(places) || places < 0 || places > 30) return error('bad-argument');
      return x.t === 'num' ? { ...x, num: round(x.num, places) } : x;
    }
    case 'IF': {
      const test = arg(0);
      if (isError(test)) return test;
      const yes = test.t === 'bool' ? test.yes : test.t === 'num' ? compare(test.num, exact(0)) !== 0 : null;
      if (yes === null) return test.t === 'blank' ? (args[2] ? arg(2) : test) : error('bad-argument');
      if (yes) return arg(1);
      return args[2] ? arg(2) : { t: 'blank', value: EMPTY };
    }
    case 'IFERROR': {
      const x = arg(0);
      return isError(x) ? arg(1) : x;
    }
    case 'SUMIFS':
    case 'COUNTIFS':
      return byCriteria(name, args, around);
  }
}

/** A reference that leads nowhere, or in a ring: never a count of none. */
const isBroken = (x: Operand): boolean =>
  x.t === 'value' && x.value.form === 'error' && (x.value.code === 'dead-reference' || x.value.code === 'cycle');

/** Numbers among the cells; errors are not counted, as in a worksheet, but a broken reference is one. */
function count(args: Expression[], around: Surroundings): Operand {
  let n = 0;
  for (const e of args) {
    const x = evaluate(e, around);
    if (isBroken(x)) return x;
    n += isMany(e) ? around.aggregate(e).size : x.t === 'num' ? 1 : 0;
  }
  return number(exact(n));
}

function average(args: Expression[], around: Surroundings): Operand {
  let sum: Num = exact(0);
  let count = 0;
  for (const e of args) {
    if (isMany(e)) {
      const aggregate = around.aggregate(e);
      const total = operandOf(aggregate.total((slot) => around.nameOf(e, slot)));
      if (isError(total)) return total;
      const mean = aggregate.mean();
      if (!mean) continue;
      sum = add(sum, mean.sum);
      count += Number(mean.count.n);
    } else {
      const x = evaluate(e, around);
      const bad = unsummable(x);
      if (bad) return bad;
      if (x.t !== 'num') continue;
      sum = add(sum, x.num);
      count++;
    }
  }
  if (count === 0) return error('div0');
  return number(divide(sum, exact(count)) as Num);
}

function extreme(name: 'MIN' | 'MAX', args: Expression[], around: Surroundings): Operand {
  let best: Num | null = null;
  const see = (x: Operand): Operand | null => {
    const bad = unsummable(x);
    if (bad) return bad;
    if (x.t === 'num' && (best === null || compare(x.num, best) === (name === 'MIN' ? -1 : 1))) best = x.num;
    return null;
  };
  for (const e of args) {
    const operands = isMany(e) ? [...around.each(e)].map(operandOf) : [evaluate(e, around)];
    for (const x of operands) {
      const bad = see(x);
      if (bad) return bad;
    }
  }
  return best === null ? { t: 'blank', value: EMPTY } : number(best);
}

function byCriteria(name: 'SUMIFS' | 'COUNTIFS', args: Expression[], around: Surroundings): Operand {
  const target = name === 'SUMIFS' ? args[0] : null;
  const rest = name === 'SUMIFS' ? args.slice(1) : args;
  if (target && !isMany(target)) return error('bad-argument');
  const criteria: { range: Reference; value: CellValue }[] = [];
  for (let i = 0; i < rest.length; i += 2) {
    const range = rest[i] as Expression;
    if (!isMany(range)) return error('bad-argument');
    const x = evaluate(rest[i + 1] as Expression, around);
    if (isError(x)) return x;
    criteria.push({ range, value: toValue(x) });
  }
  const { aggregate, rows } = around.byCriteria(target as Reference | null, criteria);
  const total = operandOf(aggregate.total((slot) => (target ? around.nameOf(target, slot) : '')));
  return target || isError(total) ? total : number(exact(rows));
}

/** An operand as a value, unrounded where it is exact; a fraction is cut to 30 digits. */
export function toValue(x: Operand): CellValue {
  switch (x.t) {
    case 'num': {
      const num = isRatio(x.num) ? trim(x.num) : x.num;
      return x.cumulative
        ? { form: 'number', num, marks: { cumulative: true }, text: `[${formatExact(num)}]` }
        : { form: 'number', num };
    }
    case 'text':
      return x.text === '' ? EMPTY : { form: 'text', text: x.text };
    case 'bool':
      return { form: 'text', text: x.yes ? '是' : '否' };
    default:
      return x.value;
  }
}

/** Digits a computed value without decimals of its own keeps at most (a quotient). */
const FREE_DECIMALS = 6;

/**
 * The result as the cell holds it: rounded once, half away from zero, to the cell's decimals. `exactly` carries 30 digits instead.
 */
export function settle(x: Operand, decimals: number | null, exactly: boolean): CellValue {
  if (x.t !== 'num') return toValue(x);
  const free = isRatio(x.num) ? trim(exactly ? x.num : round(x.num, FREE_DECIMALS)) : x.num;
  const printed = decimals === null ? free : round(x.num, decimals);
  const num = exactly ? (free.d > printed.d ? free : printed) : printed;
  const text = formatExact(printed);
  if (x.cumulative) return { form: 'number', num, marks: { cumulative: true }, text: `[${text}]` };
  return num === printed ? { form: 'number', num } : { form: 'number', num, text };
}

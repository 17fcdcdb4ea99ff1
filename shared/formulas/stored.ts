// The stored notation: references by id (`#c12`, `#c12@r34`, `#c12@children|all|total|same`, `#col…` for 本列), so renaming or
// moving a column never breaks a formula. `readStored(writeStored(e))` equals e.

import { fail, must, ok, type Result } from '../contract/failure.ts';
import { formatExact } from '../values/exact.ts';
import type { Expression, RowsPart } from './ast.ts';
import { parseFormula, type ReferenceReader } from './grammar.ts';

const PLACES: Record<string, RowsPart> = {
  children: { at: 'children' },
  all: { at: 'all' },
  total: { at: 'total' },
  same: { at: 'same' },
};

const byId: ReferenceReader = {
  bracket: (_table, inner) => fail('formula-error', { why: 'name-in-stored', found: inner }),
  stored(text): Result<Expression> {
    const m = /^#(?:col|c(\d+))(?:@(?:r(\d+)|(\w+)))?$/.exec(text);
    if (!m) return fail('formula-error', { why: 'unexpected', found: text });
    const rows: RowsPart = m[2] ? { at: 'row', row: Number(m[2]) } : m[3] ? (PLACES[m[3]] as RowsPart) : { at: 'this' };
    return ok({ op: 'ref', column: m[1] ? Number(m[1]) : 0, rows });
  },
};

const cache = new Map<string, Result<Expression>>();
const CACHE_LIMIT = 5000;

/** The tree of a stored formula; cached, since every read of a plan asks for the same ones. */
export function tryReadStored(text: string): Result<Expression> {
  let result = cache.get(text);
  if (!result) {
    result = parseFormula(text, byId);
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(text, result);
  }
  return result;
}

/** Like tryReadStored; throws FailureError on text that no `writeStored` wrote. */
export function readStored(text: string): Expression {
  return must(tryReadStored(text));
}

const PRIORITY: Record<string, number> = { '=': 1, '<>': 1, '<': 1, '<=': 1, '>': 1, '>=': 1, '+': 2, '-': 2, '*': 3, '/': 3 };

/** Writes an expression with the given form of references and signs; brackets only where the grammar needs them. */
export function writeExpression(
  expr: Expression,
  reference: (ref: Extract<Expression, { op: 'ref' }>) => string,
  style: { sign(operator: string): string; comma: string; wrapQuote(text: string): string },
): string {
  const go = (e: Expression, outer: number, right: boolean): string => {
    switch (e.op) {
      case 'number':
        return formatExact(e.num);
      case 'text':
        return style.wrapQuote(e.text);
      case 'year':
        return '年';
      case 'ref':
        return reference(e);
      case 'negate':
        return wrap(`-${go(e.of, 4, false)}`, outer > 3);
      case 'percent':
        return `${go(e.of, 5, false)}%`;
      case 'call':
        return `${e.name}(${e.args.map((a) => go(a, 0, false)).join(style.comma)})`;
      case 'binary': {
        const p = PRIORITY[e.operator] as number;
        const text = go(e.left, p === 1 ? 2 : p, false) + style.sign(e.operator) + go(e.right, p === 1 ? 2 : p, true);
        return wrap(text, p < outer || (p === outer && right));
      }
    }
  };
  const wrap = (text: string, yes: boolean): string => (yes ? `(${text})` : text);
  return go(expr, 0, false);
}

export function writeStored(expr: Expression): string {
  return writeExpression(
    expr,
    ({ column, rows }) => {
      const name = column === 0 ? '#col' : `#c${column}`;
      return rows.at === 'this' ? name : rows.at === 'row' ? `${name}@r${rows.row}` : `${name}@${rows.at}`;
    },
    { sign: (s) => s, comma: ',', wrapQuote: (t) => `"${t}"` },
  );
}

/** Every reference of an expression, in order. */
export function references(expr: Expression): Extract<Expression, { op: 'ref' }>[] {
  switch (expr.op) {
    case 'ref':
      return [expr];
    case 'negate':
    case 'percent':
      return references(expr.of);
    case 'binary':
      return [...references(expr.left), ...references(expr.right)];
    case 'call':
      return expr.args.flatMap(references);
    default:
      return [];
  }
}

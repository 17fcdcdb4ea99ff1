// A plan's formula as an Excel formula that computes the same: blanks count as nothing in + and −, make × and ÷
// blank, and print as - / or nothing; what is printed is what is counted, so × ÷ and averages stand in ROUND.
//
// Each part carries its number (operands as N(), since a - in a cell is text) and the condition under which it is blank; the
// condition is asked once, around the whole.

import type { Expression } from '../../../shared/formulas/ast.ts';
import { rowTerms } from '../../../shared/formulas/row-sum.ts';
import { references } from '../../../shared/formulas/stored.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import type { CellRule, LivePlan } from '../../../shared/model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../../../shared/model/records.ts';
import { formatExact } from '../../../shared/values/exact.ts';
import { type CellValue, printValue } from '../../../shared/values/value.ts';
import { columnLetters, type SheetLayout } from './sheet-layout.ts';

type Reference = Extract<Expression, { op: 'ref' }>;

interface Part {
  /** a number in Excel's language; text where the part is text */
  f: string;
  /** the condition under which the part is blank; null: never */
  blank: string | null;
  /** × ÷ or an average is in it: round at the end */
  rounds: boolean;
  text?: boolean;
}

/** A formula that no sheet can hold (a hidden or missing place); the cell is then written as its value. */
class NotOnSheet extends Error {}

const COUNTS = /^COUNT\(([^()]*)\)=0$/;
/** Blank where both are; two counts of cells become one. */
function all(a: string | null, b: string | null): string | null {
  if (!a || !b) return null;
  const x = COUNTS.exec(a)?.[1];
  const y = COUNTS.exec(b)?.[1];
  return x && y ? `COUNT(${x},${y})=0` : `AND(${a},${b})`;
}
const any = (a: string | null, b: string | null): string | null => (a && b ? `OR(${a},${b})` : (a ?? b));
const quoted = (text: string): string => `"${text.replace(/"/g, '""')}"`;

export interface FormulaPlace {
  live: LivePlan;
  layouts: ReadonlyMap<number, SheetLayout>;
  row: RowRecord;
  column: ColumnRecord;
}

function sheetPrefix(place: FormulaPlace, layout: SheetLayout): string {
  return layout.table === place.column.tableId ? '' : `'${layout.name.replace(/'/g, "''")}'!`;
}

/** Ranges over rows of one column, neighbours joined: B5:B17, or B5:B7,B9:B17. */
function ranges(place: FormulaPlace, layout: SheetLayout, rows: readonly RowId[], column: number): string {
  const at = rows.flatMap((row) => layout.rowOf.get(row) ?? []).sort((a, b) => a - b);
  if (!at.length || at.length !== rows.length) throw new NotOnSheet();
  const letters = columnLetters(column);
  const prefix = sheetPrefix(place, layout);
  const out: string[] = [];
  for (let i = 0; i < at.length; ) {
    let end = i;
    while (at[end + 1] === (at[end] as number) + 1) end++;
    out.push(end === i ? `${prefix}${letters}${at[i]}` : `${prefix}${letters}${at[i]}:${letters}${at[end]}`);
    i = end + 1;
  }
  return out.join(',');
}

class Translator {
  private readonly place: FormulaPlace;
  /** what this cell prints where it is blank, in quotes */
  private readonly blankText: string;

  constructor(place: FormulaPlace, blankText: string) {
    this.place = place;
    this.blankText = blankText;
  }

  private target(ref: Reference): { column: ColumnRecord; layout: SheetLayout; at: number } {
    const column = ref.column === 0 ? this.place.column : this.place.live.state.records.col.get(ref.column);
    const layout = column && this.place.layouts.get(column.tableId);
    const at = column && layout?.columnOf.get(column.id);
    if (!column || !layout || at === undefined) throw new NotOnSheet();
    return { column, layout, at };
  }

  /** The rows a reference reads, by the plan's own explanation of them. */
  private rows(ref: Reference, column: ColumnRecord): RowId[] {
    const { live, row } = this.place;
    const shape = live.shape(column.tableId);
    switch (ref.rows.at) {
      case 'this':
        return [row.id];
      case 'row':
        return [ref.rows.row];
      case 'total':
        return shape.rows
          .filter((r) => r.kind === 'total')
          .slice(0, 1)
          .map((r) => r.id);
      default:
        return live.rowsOfReference(ref, row.id, column.id);
    }
  }

  /** The cells as they are, for text comparison, criteria and ranges. */
  raw(ref: Reference): string {
    const { column, layout, at } = this.target(ref);
    return ranges(this.place, layout, this.rows(ref, column), at);
  }

  private reference(ref: Reference): Part {
    const { column, layout, at } = this.target(ref);
    const rows = this.rows(ref, column);
    if (rows.length === 0 && ref.rows.at === 'same') return { f: '0', blank: 'TRUE', rounds: false };
    const cells = ranges(this.place, layout, rows, at);
    if (ref.rows.at === 'all' || ref.rows.at === 'children')
      return { f: `SUM(${cells})`, blank: `COUNT(${cells})=0`, rounds: false };
    return { f: `N(${cells})`, blank: `COUNT(${cells})=0`, rounds: false };
  }

  part(expr: Expression): Part {
    switch (expr.op) {
      case 'number':
        return { f: formatExact(expr.num), blank: null, rounds: false };
      case 'text':
        return { f: quoted(expr.text), blank: null, rounds: false, text: true };
      case 'year':
        return { f: String(this.place.live.state.property('year') ?? 0), blank: null, rounds: false };
      case 'ref':
        return this.reference(expr);
      case 'negate': {
        const of = this.part(expr.of);
        return { ...of, f: `-${of.f}` };
      }
      case 'percent': {
        const of = this.part(expr.of);
        return { f: `${of.f}/100`, blank: of.blank, rounds: true };
      }
      case 'binary':
        return this.binary(expr);
      case 'call':
        return this.call(expr);
    }
  }

  private binary(expr: Extract<Expression, { op: 'binary' }>): Part {
    const left = this.part(expr.left);
    const right = this.part(expr.right);
    const wrap = (part: Part, e: Expression, tight: boolean): string =>
      e.op === 'binary' && (tight || e.operator === '=' || '<>'.includes(e.operator)) ? `(${part.f})` : part.f;
    switch (expr.operator) {
      case '+':
      case '-':
        return {
          f: `${wrap(left, expr.left, false)}${expr.operator}${wrap(right, expr.right, expr.operator === '-')}`,
          blank: all(left.blank, right.blank),
          rounds: left.rounds || right.rounds,
        };
      case '*':
      case '/':
        return {
          f: `${wrap(left, expr.left, true)}${expr.operator}${wrap(right, expr.right, true)}`,
          blank: any(left.blank, right.blank),
          rounds: true,
        };
      default: {
        const side = (e: Expression, part: Part): string => (e.op === 'ref' && (left.text || right.text) ? this.raw(e) : part.f);
        return { f: `${side(expr.left, left)}${expr.operator}${side(expr.right, right)}`, blank: null, rounds: false, text: true };
      }
    }
  }

  /** A part that may be blank, as one value. */
  private whole(expr: Expression): string {
    const part = this.part(expr);
    return part.blank ? `IF(${part.blank},${this.blankText},${part.f})` : part.f;
  }

  private call(expr: Extract<Expression, { op: 'call' }>): Part {
    const { name, args } = expr;
    const parts = (): Part[] => args.map((a) => this.part(a));
    const plain = (): string => args.map((a) => (a.op === 'ref' ? this.raw(a) : this.part(a).f)).join(',');
    const counted = (): string => `COUNT(${plain()})=0`;
    switch (name) {
      case 'SUM':
        return args.every((a) => a.op === 'ref')
          ? { f: `SUM(${plain()})`, blank: counted(), rounds: false }
          : {
              f: parts()
                .map((p) => p.f)
                .join('+'),
              blank: parts()
                .map((p) => p.blank)
                .reduce(all),
              rounds: parts().some((p) => p.rounds),
            };
      case 'COUNT':
        return { f: `COUNT(${plain()})`, blank: null, rounds: false };
      case 'AVERAGE':
        return { f: `AVERAGE(${plain()})`, blank: null, rounds: true };
      case 'MIN':
      case 'MAX':
        return { f: `${name}(${plain()})`, blank: counted(), rounds: false };
      case 'ABS': {
        const [x] = parts() as [Part];
        return { ...x, f: `ABS(${x.f})` };
      }
      case 'ROUND': {
        const [x, d] = parts() as [Part, Part];
        return { f: `ROUND(${x.f},${d.f})`, blank: x.blank, rounds: false };
      }
      case 'IF': {
        const test = this.part(args[0] as Expression);
        const no = args[2] ? this.whole(args[2]) : '""';
        return {
          f: `IF(${test.f},${this.whole(args[1] as Expression)},${no})`,
          blank: null,
          rounds: parts().some((p) => p.rounds),
          text: true,
        };
      }
      case 'IFERROR':
        return {
          f: `IFERROR(${this.whole(args[0] as Expression)},${this.whole(args[1] as Expression)})`,
          blank: null,
          rounds: parts().some((p) => p.rounds),
          text: true,
        };
      case 'SUMIFS':
      case 'COUNTIFS': {
        const ranged = name === 'SUMIFS' ? args.slice(1) : args;
        const criteria: string[] = [];
        const tests: string[] = [];
        for (let i = 0; i < ranged.length; i += 2) {
          const range = this.raw(ranged[i] as Reference);
          const of = ranged[i + 1] as Expression;
          const value = of.op === 'ref' ? this.raw(of) : this.part(of).f;
          if (range.includes(',')) throw new NotOnSheet();
          criteria.push(`${range},${value}`);
          tests.push(`(${range}=${value})`);
        }
        if (name === 'COUNTIFS') return { f: `COUNTIFS(${criteria.join(',')})`, blank: null, rounds: false };
        const sum = this.raw(args[0] as Reference);
        if (sum.includes(',')) throw new NotOnSheet();
        return {
          f: `SUMIFS(${sum},${criteria.join(',')})`,
          blank: `SUMPRODUCT(${tests.join('*')}*ISNUMBER(${sum}))=0`,
          rounds: false,
        };
      }
    }
  }
}

/**
 * A sheet in other units holds the shown figures, and only sums and differences of a row come out the same there; a formula that multiplies
 * them, or reads a sheet in other units from elsewhere, computes on figures that no sheet holds.
 */
function readsShown({ live, column }: FormulaPlace, formula: Expression): boolean {
  if (live.shown(column.tableId)) return rowTerms(formula) === null;
  return references(formula).some((ref) => {
    const table = live.state.records.col.get(ref.column)?.tableId;
    return table !== undefined && live.shown(table) !== null;
  });
}

const isBlank = (value: CellValue): boolean => value.form === 'none' || value.form === 'na' || value.form === 'empty';

/**
 * The Excel formula of a computed cell, without =; null where the cell stands as its value (an exception, a sum of marked
 * figures, a formula that reads what is on no sheet).
 */
export function cellFormula(place: FormulaPlace, rule: CellRule, value: CellValue): string | null {
  if (value.form === 'error' ? value.code !== 'div0' : !isBlank(value) && (value.form !== 'number' || value.marks)) return null;
  const layout = place.layouts.get(place.column.tableId);
  const column = layout?.columnOf.get(place.column.id);
  if (!layout || column === undefined) return null;
  const blankText = quoted(isBlank(value) ? printValue(value) : '-');
  try {
    if (rule.by === 'sum') {
      if (!rule.rows.length) return null;
      const cells = ranges(place, layout, rule.rows, column);
      return `IF(COUNT(${cells})=0,${blankText},SUM(${cells}))`;
    }
    if (rule.by !== 'column' && rule.by !== 'row' && rule.by !== 'cell') return null;
    if (readsShown(place, rule.formula)) return null;
    const part = new Translator(place, blankText).part(rule.formula);
    const decimals = place.live.decimalsOf(place.row.id, place.column.id);
    const number =
      part.rounds && decimals !== null && place.column.precision !== 'exact' && !part.text
        ? `ROUND(${part.f},${decimals})`
        : part.f;
    return part.blank ? `IF(${part.blank},${blankText},${number})` : number;
  } catch (error) {
    if (error instanceof NotOnSheet) return null;
    throw error;
  }
}

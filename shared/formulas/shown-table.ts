// A table as it is shown in other units or with fewer decimals: every figure converted, rounded and balanced (shared/rounding).
//
// Derived whenever it is asked for, never stored: the plan keeps its own figures. What adds what is read from the table's rules: total
// rows over their counted rows, columns that add columns of their row. A difference (增减) is taken of the shown figures; any
// other formula is shown as its own figure rounded. At the end every sum of the table is added up again as it is shown, so what
// no method settles is found, named, and nothing is adjusted.

import { cellRules, holdsFigures } from '../model/cell-rules.ts';
import type { ColumnId, RowId, TableId } from '../model/ids.ts';
import type { TableShape } from '../model/live-plan.ts';
import type { ColumnRecord, RowRecord, ShownIn } from '../model/records.ts';
import { unitFactor } from '../model/units.ts';
import { balance, type SumTree, sumExact } from '../rounding/balance.ts';
import { add, compare, divide, type Exact, exact, formatExact, multiply, type Num, negate, round, sign } from '../values/exact.ts';
import { readNumber } from '../values/parse.ts';
import { type CellValue, printValue, textValue } from '../values/value.ts';
import { type RowTerm, rowTerms } from './row-sum.ts';
import { columnTrees, rowTrees } from './sum-trees.ts';
import type { Rule, TableRules } from './table-rules.ts';

/** A figure that was moved so that the parts add up; all three in the shown unit. */
export interface AdjustedCell {
  row: RowId;
  column: ColumnId;
  shown: Exact;
  rounded: Exact;
  /** the exact figure, as far as 30 digits */
  exact: Exact;
}

export type ShownProblem = {
  /** parts-missing: a figure above blank parts; parts-differ: it is no sum of its parts; error: it can't be computed */
  why: 'parts-missing' | 'parts-differ' | 'error' | 'no-solution' | 'too-large';
  row: RowId;
  column: ColumnId;
};

export interface ShownTable {
  readonly table: TableId;
  /** what the cell shows; undefined: as it is kept */
  value(row: RowId, column: ColumnId): CellValue | undefined;
  /** how the cell's figure was moved, if it was */
  adjustedAt(row: RowId, column: ColumnId): AdjustedCell | undefined;
  /** every adjusted figure, in print order */
  readonly adjusted: readonly AdjustedCell[];
  /** why nothing was adjusted; the figures are then each rounded for itself */
  readonly problem: ShownProblem | null;
  /** units of the display that some figure is shown in */
  readonly units: readonly { unit: string | null; decimals: number }[];
}

/** What the maker of a shown table asks the plan. */
export interface ShownSource {
  shape: TableShape;
  rules: TableRules;
  row(id: RowId): RowRecord | undefined;
  value(row: RowId, column: ColumnId): CellValue;
  unitOf(row: RowId, column: ColumnId): string | null;
  decimalsOf(row: RowId, column: ColumnId): number | null;
}

/** More figures than this are shown rounded, not balanced: a form has hundreds, a ledger is shown as it is kept. */
const MOST_CELLS = 20_000;
const SAFE = 9_007_199_254_740_991n;

interface Figure {
  /** exact, in units of the last shown digit */
  exactly: Num;
  value: Extract<CellValue, { form: 'number' }>;
  to: { unit: string | null; decimals: number };
}

export function makeShownTable(source: ShownSource, shownIn: ShownIn): ShownTable {
  return new Maker(source, shownIn).make();
}

class Maker {
  private readonly source: ShownSource;
  private readonly shownIn: ShownIn;
  private readonly rows: RowId[];
  private readonly columns: ColumnRecord[];
  private readonly columnOf: ReadonlyMap<ColumnId, ColumnRecord>;
  private readonly terms = new Map<ColumnId, RowTerm[]>();
  private readonly figures = new Map<string, Figure | null>();
  private readonly units = new Set<ShownIn['units'][number]>();
  private problem: ShownProblem | null = null;

  constructor(source: ShownSource, shownIn: ShownIn) {
    this.source = source;
    this.shownIn = shownIn;
    // Hidden rows and columns count in totals too.
    this.rows = [...source.shape.depth.keys()];
    this.columns = source.shape.columns.filter(holdsFigures);
    this.columnOf = new Map(this.columns.map((column) => [column.id, column]));
    for (const column of this.columns) {
      const rule = source.rules.columnRules.get(column.id)?.column;
      const terms = rule?.by === 'column' ? rowTerms(rule.formula) : null;
      if (terms) this.terms.set(column.id, terms);
    }
  }

  private refuse(why: ShownProblem['why'], row: RowId, column: ColumnId): void {
    this.problem ??= { why, row, column };
  }

  private ruleOf(row: RowId, column: ColumnRecord): Rule {
    return this.source.rules.rule(column, this.source.rules.slots.slotOf.get(row) as number);
  }

  /** The unit a cell is shown in and how many last digits of it one of its own units is; null: shown as kept. */
  private target(row: RowId, column: ColumnId, value: CellValue): { to: ShownIn['units'][number]; factor: Num } | null {
    const unit = this.source.unitOf(row, column);
    for (const to of this.shownIn.units) {
      const factor = unitFactor(unit, to.unit);
      if (!factor) continue;
      const own = this.source.decimalsOf(row, column) ?? ('num' in value ? value.num.d : 0);
      // In its own unit a figure is only cut: 3000 does not become 3000.0.
      const decimals = unit === to.unit ? Math.min(own, to.decimals) : to.decimals;
      return { to: { unit: to.unit, decimals }, factor: multiply(factor, exact(10n ** BigInt(decimals))) };
    }
    return null;
  }

  private figure(row: RowId, column: ColumnId): Figure | null {
    const key = `${row}:${column}`;
    const known = this.figures.get(key);
    if (known !== undefined) return known;
    const value = this.source.value(row, column);
    let figure: Figure | null = null;
    if (value.form === 'number' && this.isNumeric(row, column)) {
      const target = this.target(row, column, value);
      if (target) {
        const { factor, to } = target;
        figure = { exactly: multiply(value.num, factor), value, to };
        const whole = round(figure.exactly, 0).n;
        if (typeof whole === 'bigint' && (whole > SAFE || whole < -SAFE)) {
          this.refuse('too-large', row, column);
          figure = null;
        }
      }
    }
    this.figures.set(key, figure);
    return figure;
  }

  private isNumeric(row: RowId, column: ColumnId): boolean {
    const record = this.source.row(row);
    const of = this.columnOf.get(column);
    return record !== undefined && of !== undefined && cellRules(record, of).kind === 'number';
  }

  // ---- what adds what

  /** Whether total rows of a system's columns are sums of their rows. */
  private isLoose(system: SumTree, trees: readonly SumTree[]): boolean {
    const column = this.columnOf.get(system.id) as ColumnRecord;
    const addsUp = (row: SumTree): boolean => {
      if (row.parts.length === 0) return true;
      const { by } = this.ruleOf(row.id, column);
      const ok = by === 'sum' || by === 'exception' || (by === 'column' && system.parts.length > 0);
      return ok && row.parts.every(addsUp);
    };
    return !trees.every(addsUp) || system.parts.some((part) => this.isLoose(part, trees));
  }

  // ---- the exact sums

  /** Exact figures from the leaves up; a sum that is none in the plan itself is named. */
  private exactSums(rows: readonly SumTree[], system: SumTree): Map<string, Num | null> {
    const out = new Map<string, Num | null>();
    const key = (row: number, column: number): string => `${row}:${column}`;
    const at = (row: SumTree, column: SumTree): Num | null => {
      const there = out.get(key(row.id, column.id));
      if (there !== undefined) return there;
      const own = this.figure(row.id, column.id);
      if (this.source.value(row.id, column.id).form === 'error') this.refuse('error', row.id, column.id);
      const down = row.parts.length ? sumExact(row.parts.map((part) => at(part, column))) : null;
      const across = column.parts.length ? sumExact(column.parts.map((part) => at(row, part))) : null;
      const isSum = row.parts.length > 0 || column.parts.length > 0;
      for (const sum of [row.parts.length ? down : undefined, column.parts.length ? across : undefined]) {
        if (sum !== undefined) this.compareSum(row.id, column.id, own, sum);
      }
      const exactly = own === null ? null : isSum ? (down ?? across ?? own.exactly) : own.exactly;
      out.set(key(row.id, column.id), exactly);
      return exactly;
    };
    const walk = (row: SumTree): void => {
      const cross = (column: SumTree): void => {
        at(row, column);
        column.parts.forEach(cross);
      };
      cross(system);
      row.parts.forEach(walk);
    };
    rows.forEach(walk);
    return out;
  }

  /** A sum may differ from its parts by the rounding of its own decimals, no more. */
  private compareSum(row: RowId, column: ColumnId, own: Figure | null, sum: Num | null): void {
    if (own === null && sum === null) return;
    if (sum === null || own === null) {
      this.refuse(sum === null ? 'parts-missing' : 'parts-differ', row, column);
      return;
    }
    const decimals = this.source.decimalsOf(row, column);
    const last = this.target(row, column, own.value)?.factor;
    const half = last && decimals !== null ? (divide(last, exact(2n * 10n ** BigInt(decimals))) as Num) : exact(0);
    const gap = add(own.exactly, negate(sum));
    if (compare(sign(gap) < 0 ? negate(gap) : gap, half) > 0) this.refuse('parts-differ', row, column);
  }

  // ---- the result

  make(): ShownTable {
    const { shape } = this.source;
    const table = shape.record.id;
    const rows = rowTrees(this.source.rules, this.rows, (id) => this.source.row(id)?.kind);
    const { trees, derived } = columnTrees(this.columns, this.terms);
    for (const row of this.rows) for (const column of this.columns) this.note(this.figure(row, column.id));
    if (this.figures.size > MOST_CELLS) {
      const [row, column] = [this.rows[0] as RowId, (this.columns[0] as ColumnRecord).id];
      this.refuse('too-large', row, column);
    }
    const wholes = new Map<string, number>();
    if (!this.problem) {
      const loose = new Set(trees.filter((tree) => this.isLoose(tree, rows)).map((tree) => tree.id));
      const sums = new Map<string, Num | null>();
      const alone = this.rows.map((id) => ({ id, parts: [] }));
      for (const tree of trees)
        for (const [key, value] of this.exactSums(loose.has(tree.id) ? alone : rows, tree)) sums.set(key, value);
      if (!this.problem) {
        const made = balance({ rows, columns: trees, loose, exactly: (row, column) => sums.get(`${row}:${column}`) ?? null });
        const first = made.unsettled[0];
        if (first) this.refuse('no-solution', first.row, first.column);
        for (const row of this.rows)
          for (const { id: column } of this.columns) {
            const whole = made.at(row, column);
            if (whole !== undefined) wholes.set(`${row}:${column}`, whole);
          }
        for (const column of this.columns) if (derived.has(column.id)) this.derive(column, wholes);
        this.addUpAgain(wholes);
      }
    }
    const adjusted: AdjustedCell[] = [];
    const shown = new Map<string, CellValue>();
    for (const row of this.rows)
      for (const { id: column } of this.columns)
        this.show(row, column, this.problem ? undefined : wholes.get(`${row}:${column}`), shown, adjusted);
    for (const column of shape.columns) if (column.role === 'unit') this.showUnits(column.id, shown);
    const at = new Map(adjusted.map((cell) => [`${cell.row}:${cell.column}`, cell]));
    return {
      table,
      adjustedAt: (row, column) => at.get(`${row}:${column}`),
      value: (row, column) => shown.get(`${row}:${column}`),
      adjusted,
      problem: this.problem,
      units: this.shownIn.units.filter((to) => this.units.has(to)),
    };
  }

  private note(figure: Figure | null): void {
    if (!figure) return;
    const to = this.shownIn.units.find((unit) => unit.unit === figure.to.unit);
    if (to) this.units.add(to);
  }

  /** A difference is that of the shown figures. */
  private derive(column: ColumnRecord, wholes: Map<string, number>): void {
    const terms = this.terms.get(column.id) as RowTerm[];
    for (const row of this.rows) {
      const figure = this.figure(row, column.id);
      const { by } = this.ruleOf(row, column);
      if (!figure || (by !== 'column' && by !== 'sum')) continue;
      let sum = 0;
      for (const term of terms) {
        const part = wholes.get(`${row}:${term.column}`) ?? this.roundedUnits(row, term.column);
        if (part === null) {
          sum = Number.NaN;
          break;
        }
        sum += term.minus ? -part : part;
      }
      if (Number.isNaN(sum)) continue;
      if (Math.abs(sum - Number(round(figure.exactly, 0).n)) > 1) this.refuse('no-solution', row, column.id);
      wholes.set(`${row}:${column.id}`, sum);
    }
  }

  /** A part that is shown in other digits than its sum can't be added to it (null); a blank counts nothing. */
  private roundedUnits(row: RowId, column: ColumnId): number | null {
    const value = this.source.value(row, column);
    if (value.form !== 'number') return value.form === 'error' ? null : 0;
    const figure = this.figure(row, column);
    return figure && Number(round(figure.exactly, 0).n);
  }

  /** Every total and every sum across, added up as it is shown. */
  private addUpAgain(wholes: ReadonlyMap<string, number>): void {
    const { rules } = this.source;
    for (const column of this.columns) {
      const terms = this.terms.get(column.id);
      for (const row of this.rows) {
        const whole = wholes.get(`${row}:${column.id}`);
        if (whole === undefined) continue;
        const rule = this.ruleOf(row, column);
        const slot = rules.slots.slotOf.get(row) as number;
        if (rule.by === 'sum') {
          const scope = rules.childScope(slot);
          let sum = 0;
          for (const part of this.rows)
            if (rules.isIn(rules.slots.slotOf.get(part) as number, scope)) sum += wholes.get(`${part}:${column.id}`) ?? 0;
          if (sum !== whole) this.refuse('no-solution', row, column.id);
        } else if (rule.by === 'column' && terms) {
          const sum = terms.reduce((n, t) => n + (t.minus ? -1 : 1) * (wholes.get(`${row}:${t.column}`) ?? 0), 0);
          if (sum !== whole && terms.every((t) => this.columnOf.has(t.column))) this.refuse('no-solution', row, column.id);
        }
      }
    }
  }

  private show(
    row: RowId,
    column: ColumnId,
    whole: number | undefined,
    shown: Map<string, CellValue>,
    adjusted: AdjustedCell[],
  ): void {
    const figure = this.figure(row, column);
    if (!figure) {
      this.showSpecial(row, column, shown);
      return;
    }
    const { decimals } = figure.to;
    const rounded = exact(round(figure.exactly, 0).n, decimals);
    const num = whole === undefined ? rounded : exact(whole, decimals);
    shown.set(`${row}:${column}`, reprinted(figure.value, num));
    if (compare(num, rounded) === 0) return;
    const exactly = round(divide(figure.exactly, exact(10n ** BigInt(decimals))) as Num, 30);
    adjusted.push({ row, column, shown: num, rounded, exact: exactly });
  }

  /** A unit column names the units that its rows are shown in. */
  private showUnits(column: ColumnId, shown: Map<string, CellValue>): void {
    for (const row of this.rows) {
      const unit = this.source.row(row)?.unit ?? null;
      const to = unit === null ? unit : (this.shownIn.units.find((u) => unitFactor(unit, u.unit) !== null)?.unit ?? null);
      if (to !== null && to !== unit) shown.set(`${row}:${column}`, textValue(to));
    }
  }

  /** Bounds and ranges are shown in the unit as well, each end rounded, signs and brackets as printed. */
  private showSpecial(row: RowId, column: ColumnId, shown: Map<string, CellValue>): void {
    const value = this.source.value(row, column);
    if ((value.form !== 'bound' && value.form !== 'range') || !this.isNumeric(row, column)) return;
    const target = this.target(row, column, value);
    if (!target) return;
    const { decimals } = target.to;
    const make = (num: Exact): Exact => exact(round(multiply(num, target.factor), 0).n, decimals);
    const ends = value.form === 'range' ? [value.num, value.to] : [value.num];
    let at = 0;
    const text = value.text.replace(FIGURE, (digits) => {
      const end = ends[at++];
      return end ? formatExact(make(end)) : digits;
    });
    const num = make(value.num);
    shown.set(`${row}:${column}`, value.form === 'range' ? { ...value, num, to: make(value.to), text } : { ...value, num, text });
  }
}

const FIGURE = /[\d０-９][\d０-９.,．，]*[万亿]?/g;

/** The value with another figure in its print: [3000] in 万套 is [0.30]. */
function reprinted(value: Extract<CellValue, { form: 'number' }>, num: Exact): CellValue {
  if (value.text === undefined) return { form: 'number', num };
  const text = printValue(value).replace(FIGURE, formatExact(num));
  return readNumber(text) ? { form: 'number', num } : { ...value, num, text };
}

// Which rule gives each cell of a table, prepared once per structure so that reading a cell costs a few look-ups.
//
// Order: exception, cell formula, then on total rows the column's `total` (sum of counted children, or the column's formula on
// that row), then row formula, column formula, input.

import { type ColumnId, type RowId, splitCellKey, type TableId } from '../model/ids.ts';
import { byOrder } from '../model/order.ts';
import type { ColumnRecord, ExceptionRecord, RowRecord } from '../model/records.ts';
import type { PlanState, RowSlots } from '../model/state.ts';
import type { Expression } from './ast.ts';
import { tryReadStored } from './stored.ts';

export const DATA = 0;
export const UNCOUNTED = 1;
export const TOTAL = 2;
export const GROUP = 3;

export type Rule =
  | { by: 'input' }
  | { by: 'label' }
  | { by: 'nothing' }
  | { by: 'sum' }
  | { by: 'exception'; exception: ExceptionRecord }
  | { by: 'cell' | 'row' | 'column'; formula: Expression };

const INPUT: Rule = { by: 'input' };
const LABEL: Rule = { by: 'label' };
const NOTHING: Rule = { by: 'nothing' };
const SUM: Rule = { by: 'sum' };

/** A formula that can't be read any more computes an error, it does not vanish. */
const BROKEN: Expression = { op: 'ref', column: -1, rows: { at: 'this' } };

function formulaOf(stored: string): Expression {
  const read = tryReadStored(stored);
  return read.ok ? read.value : BROKEN;
}

const LABEL_ROLES = new Set(['label', 'group_label', 'serial', 'region', 'unit']);
export const isLabelColumn = (column: ColumnRecord): boolean => LABEL_ROLES.has(column.role);

interface ColumnRules {
  column: Rule | null;
  total: Rule | null;
  isNumber: boolean;
  isLabel: boolean;
}

export class TableRules {
  readonly table: TableId;
  readonly slots: RowSlots;
  readonly columns: ColumnRecord[] = [];
  /** by slot: DATA, UNCOUNTED, TOTAL, GROUP */
  kind: Uint8Array;
  /** by slot: the group it lies in, 0 at the top */
  readonly scope = new Map<number, RowId | 0>();
  readonly parentScope = new Map<RowId, RowId | 0>();
  readonly totalsIn = new Map<RowId | 0, number[]>();
  readonly rowFormulas = new Map<number, Expression>();
  readonly columnRules = new Map<ColumnId, ColumnRules>();
  readonly cellFormulas = new Map<ColumnId, Map<number, Rule>>();
  readonly exceptions = new Map<ColumnId, Map<number, Rule>>();
  /** the table's total row, what 总计 names */
  totalSlot: number | undefined;
  /** region, key and label → slots in order, for 同行 */
  private like: LikeIndex | null = null;
  private readonly state: PlanState;

  constructor(state: PlanState, table: TableId) {
    this.state = state;
    this.table = table;
    this.slots = state.slotsOf(table);
    this.kind = new Uint8Array(this.slots.rowAt.length);
    for (const [row, slot] of this.slots.slotOf) this.addRow(state.records.row.get(row) as RowRecord, slot);
    for (const column of state.records.col.values()) {
      if (column.tableId !== table || column.role === 'group') continue;
      this.columns.push(column);
      this.columnRules.set(column.id, this.ruleOfColumn(column));
    }
  }

  private addRow(row: RowRecord, slot: number): void {
    this.kind[slot] =
      row.kind === 'total' || row.kind === 'subtotal' ? TOTAL : row.kind === 'group' ? GROUP : row.counts ? DATA : UNCOUNTED;
    const scope = row.parentId ?? 0;
    if (scope !== 0) {
      this.scope.set(slot, scope);
      const parent = this.state.records.row.get(scope);
      if (parent) this.parentScope.set(scope, parent.parentId ?? 0);
    }
    if (this.kind[slot] === TOTAL) {
      const totals = this.totalsIn.get(scope);
      if (totals) totals.push(slot);
      else this.totalsIn.set(scope, [slot]);
      if (row.kind === 'total' && this.totalSlot === undefined) this.totalSlot = slot;
    }
    if (row.formula) this.rowFormulas.set(slot, formulaOf(row.formula));
  }

  /** A data row that was added to the state. */
  takeRow(row: RowRecord, slot: number): void {
    if (slot >= this.kind.length) {
      const kind = new Uint8Array(Math.max(slot + 1, this.kind.length * 2));
      kind.set(this.kind);
      this.kind = kind;
    }
    this.like = null;
    this.addRow(row, slot);
  }

  /** A data row that is gone from the state; its slot will be used again. */
  dropRow(slot: number): void {
    this.like = null;
    this.kind[slot] = UNCOUNTED;
    this.scope.delete(slot);
  }

  /** A row's region, key or label changed. */
  forgetLikes(): void {
    this.like = null;
  }

  /** Whether a formula or an exception of its own stands on a row's cell. */
  hasOwnRules(slot: number): boolean {
    for (const own of [this.cellFormulas, this.exceptions]) for (const slots of own.values()) if (slots.has(slot)) return true;
    return this.rowFormulas.has(slot);
  }

  private ruleOfColumn(column: ColumnRecord): ColumnRules {
    const formula: Rule | null = column.formula ? { by: 'column', formula: formulaOf(column.formula) } : null;
    const isNumber = column.kind === 'number' && column.role === 'value';
    const total = column.total ?? (formula ? 'formula' : isNumber ? 'sum' : 'none');
    return {
      column: formula,
      total: total === 'sum' ? SUM : total === 'formula' ? formula : null,
      isNumber,
      isLabel: isLabelColumn(column),
    };
  }

  private put(of: Map<ColumnId, Map<number, Rule>>, id: string, rule: Rule): void {
    const { row, column } = splitCellKey(id);
    const slot = this.slots.slotOf.get(row);
    if (slot === undefined) return;
    const there = of.get(column);
    if (there) there.set(slot, rule);
    else of.set(column, new Map([[slot, rule]]));
  }

  cellFormula(id: string, stored: string): void {
    this.put(this.cellFormulas, id, { by: 'cell', formula: formulaOf(stored) });
  }

  exception(record: ExceptionRecord): void {
    this.put(this.exceptions, record.id, { by: 'exception', exception: record });
  }

  rule(column: ColumnRecord, slot: number): Rule {
    return this.exceptions.get(column.id)?.get(slot) ?? this.ruleBeneath(column, slot);
  }

  /** The rule that would give the cell without its exception. */
  ruleBeneath(column: ColumnRecord, slot: number): Rule {
    const formula = this.cellFormulas.get(column.id)?.get(slot);
    if (formula) return formula;
    if (isLabelColumn(column)) return LABEL;
    const of = this.columnRules.get(column.id);
    if (!of) return NOTHING;
    const kind = this.kind[slot];
    if (kind === TOTAL && of.total) return of.total;
    if (this.rowFormulas.size && of.isNumber) {
      const formula = this.rowFormulas.get(slot);
      if (formula) return { by: 'row', formula };
    }
    if (kind === GROUP) return of.isNumber || of.column ? NOTHING : INPUT;
    return of.column && kind !== TOTAL ? of.column : INPUT;
  }

  isComputed(column: ColumnRecord, slot: number): boolean {
    const by = this.rule(column, slot).by;
    return by === 'column' || by === 'sum' || by === 'cell' || by === 'row' || by === 'exception';
  }

  /** Whether any cell of the column can be computed; most input columns only by their total rows. */
  hasComputed(column: ColumnRecord): boolean {
    const of = this.columnRules.get(column.id);
    return (
      Boolean(of && (of.column || (of.total && this.totalsIn.size) || (of.isNumber && this.rowFormulas.size))) ||
      this.cellFormulas.has(column.id) ||
      this.exceptions.has(column.id)
    );
  }

  /** Whether every counted row's cell of the column is typed: no formula, exception or label gives any of them. */
  isTyped(column: ColumnId): boolean {
    const of = this.columnRules.get(column);
    return of !== undefined && !of.isLabel && !of.column && this.isUniform(column);
  }

  /** Whether one rule gives all counted rows' cells of the column: its formula, or typing. */
  isUniform(column: ColumnId): boolean {
    const of = this.columnRules.get(column);
    if (!of || of.isLabel) return false;
    return !(of.isNumber && this.rowFormulas.size) && !this.cellFormulas.has(column) && !this.exceptions.has(column);
  }

  /** The groups a counted row adds to, from its own up to 0 (the whole table); none for a row that does not count. */
  *scopesOf(slot: number): Generator<RowId | 0> {
    if (this.kind[slot] !== DATA) return;
    let scope = this.scope.get(slot) ?? 0;
    for (let guard = 0; scope !== 0 && guard < 64; guard++) {
      yield scope;
      scope = this.parentScope.get(scope) ?? 0;
    }
    yield 0;
  }

  isIn(slot: number, scope: RowId | 0): boolean {
    if (scope === 0) return this.kind[slot] === DATA;
    for (const s of this.scopesOf(slot)) if (s === scope) return true;
    return false;
  }

  /** The group whose counted rows are a row's 下级: a total's own group, any other row itself. */
  childScope(slot: number): RowId | 0 {
    if (this.kind[slot] === TOTAL) return this.scope.get(slot) ?? 0;
    return this.slots.rowAt[slot] ?? 0;
  }

  private likeIndex(): LikeIndex {
    if (this.like) return this.like;
    const like: LikeIndex = { regions: new Map(), keys: new Map(), labels: new Map() };
    const put = <K>(index: Map<K, number[]>, key: K, slot: number): void => {
      const slots = index.get(key);
      if (slots) slots.push(slot);
      else index.set(key, [slot]);
    };
    const rows = [...this.slots.slotOf].map(([id, slot]) => ({ row: this.state.records.row.get(id) as RowRecord, slot }));
    rows.sort((a, b) => byOrder(a.row, b.row));
    for (const { row, slot } of rows) {
      if (row.kind === 'group') continue;
      if (row.regionId !== null) put(like.regions, row.regionId, slot);
      put(like.keys, row.key, slot);
      if (row.label) put(like.labels, row.label, slot);
    }
    this.like = like;
    return like;
  }

  /** The row of this table that is the like of another table's row: same region, else key, else label; totals meet totals. */
  sameAs(row: RowRecord): number | undefined {
    if (row.kind === 'total') return this.totalSlot;
    const { regions, keys, labels } = this.likeIndex();
    return (
      (row.regionId === null ? undefined : regions.get(row.regionId)?.[0]) ?? keys.get(row.key)?.[0] ?? labels.get(row.label)?.[0]
    );
  }

  /** Every row whose like might be the given one. */
  *maybeLike(row: RowRecord): Generator<number> {
    if (row.kind === 'total' && this.totalSlot !== undefined) yield this.totalSlot;
    const { regions, keys, labels } = this.likeIndex();
    if (row.regionId !== null) yield* regions.get(row.regionId) ?? [];
    yield* keys.get(row.key) ?? [];
    yield* labels.get(row.label) ?? [];
  }
}

interface LikeIndex {
  regions: Map<number, number[]>;
  keys: Map<string, number[]>;
  labels: Map<string, number[]>;
}

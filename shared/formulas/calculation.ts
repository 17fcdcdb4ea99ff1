// The engine's inside: what each cell is worth, and what depends on it. `Engine` (live-plan.ts) takes changes in on top of it.
//
// Two movements. A change first marks what may depend on it (`mark`, along columns' edges and totals' groups); then each marked
// cell settles: it computes, reading other cells, which settle first if they are marked. A cell whose value came out different
// hands the difference to the aggregates that count it, so a total over 100,000 rows costs what one over ten costs. A cell that
// is asked for while it settles lies on a cycle and becomes an error, the rest of the plan still computes.
//
// Structure (columns, rows, formulas) is prepared in TableRules and Dependents; a structural change prepares them anew.

import { CellColumn } from '../model/cell-column.ts';
import type { Change } from '../model/change.ts';
import type { BlockId, ColumnId, RowId, TableId } from '../model/ids.ts';
import type { CellRule, ChangedCell, Explanation, LivePlan, Moved, TableShape } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { BlockRecord, ColumnRecord, RowRecord, ShownIn, TableRecord } from '../model/records.ts';
import { columnUnit, makeShape, orderedTables, shownUnit, tableNumbers } from '../model/shape.ts';
import type { PlanState } from '../model/state.ts';
import { expandYears } from '../model/year-tokens.ts';
import { holderNumbers, holdersOf } from '../outline/holder-numbers.ts';
import { parseForm } from '../values/parse.ts';
import { type CellValue, EMPTY, equalValues, errorValue, printValue, textValue } from '../values/value.ts';
import { Aggregate } from './aggregate.ts';
import type { Expression } from './ast.ts';
import { CriteriaLookup } from './criteria-lookup.ts';
import { Dependents, type FieldEntry, type Owner } from './dependents.ts';
import { evaluate, type Operand, type Surroundings, settle, toValue } from './evaluate.ts';
import { explainCell, rowsOfReference } from './explain.ts';
import { Pending } from './pending.ts';
import { labelText } from './row-labels.ts';
import { type RowTerm, rowTerms, sumOfRow } from './row-sum.ts';
import { makeShownTable, type ShownTable } from './shown-table.ts';
import { tryReadStored } from './stored.ts';
import { DATA, isLabelColumn, type Rule, TableRules } from './table-rules.ts';

/** Rings kept of one change; a column that sums itself has one a row. */
const MOST_RINGS = 10_000;

type Reference = Extract<Expression, { op: 'ref' }>;

/** The terms of a column's formula that only adds cells of its own row, with those cells; null: any other formula. */
type SumTerms = { terms: RowTerm[]; cells: (CellColumn | undefined)[] } | null;

export abstract class Calculation implements LivePlan {
  readonly state: PlanState;
  dependents = new Dependents();
  protected rules = new Map<TableId, TableRules>();
  protected shapes = new Map<TableId, TableShape>();
  protected order: TableRecord[] | null = null;
  protected numbers: Map<TableId, string> | null = null;
  /** annex and box blocks as they were when the numbers were counted */
  protected holders: readonly BlockRecord[] = [];
  protected computed = new Map<ColumnId, CellColumn>();
  protected pending = new Map<ColumnId, Pending>();
  /** columns whose formula only adds cells of its own row, with those cells; null: any other formula */
  protected sums = new Map<ColumnId, SumTerms>();
  protected aggregates = new Map<ColumnId, Map<RowId | 0, Aggregate>>();
  protected criteria: CriteriaLookup;
  protected fieldTexts = new Map<FieldEntry, string>();
  protected pendingFields = new Set<FieldEntry>();
  protected moved: Map<ColumnId, Set<number>> = new Map();
  /** what computes right now, each read by the one before it */
  private readonly settling: { column: ColumnRecord; slot: number }[] = [];
  rings: ChangedCell[][] = [];
  /** tables shown in other units, as they were last asked for, and those whose way of showing changed */
  protected shownTables = new Map<TableId, ShownTable>();
  protected shownChanged = new Set<TableId>();

  constructor(state: PlanState) {
    this.state = state;
    this.criteria = this.newCriteria();
    this.prepare();
    this.settleAll();
    this.moved = new Map();
  }

  abstract apply(changes: readonly Change[]): Moved;

  // ---- structure

  protected newCriteria(): CriteriaLookup {
    return new CriteriaLookup(this.state, {
      read: (column, slot) => this.read(column, slot),
      readNow: (column, slot) => this.readNow(column, slot),
    });
  }

  protected prepare(): void {
    this.rules = new Map();
    this.shapes = new Map();
    this.order = null;
    this.numbers = null;
    this.computed = new Map();
    this.pending = new Map();
    this.sums = new Map();
    this.aggregates = new Map();
    this.criteria = this.newCriteria();
    this.dependents = new Dependents();
    this.fieldTexts = new Map();
    this.shownTables = new Map();
    for (const table of this.state.records.tbl.values()) this.rules.set(table.id, new TableRules(this.state, table.id));
    const rulesOf = (key: string): TableRules | undefined => {
      const row = this.state.records.row.get(Number(key.slice(0, key.indexOf(':'))));
      return row && this.rules.get(row.tableId);
    };
    for (const record of this.state.records.exception.values()) rulesOf(record.id)?.exception(record);
    for (const record of this.state.records.cell_formula.values()) rulesOf(record.id)?.cellFormula(record.id, record.formula);
    for (const rules of this.rules.values()) {
      this.dependents.addTable(rules);
      for (const column of rules.columns) {
        if (!rules.hasComputed(column)) continue;
        this.computed.set(column.id, new CellColumn(rules.slots.rowAt.length || 1));
        // Everything computed waits, so nothing needs to be asked what depends on it.
        const pending = this.pendingOf(column.id);
        for (let slot = 0; slot < rules.slots.rowAt.length; slot++)
          if (rules.slots.rowAt[slot] && rules.isComputed(column, slot)) pending.add(slot);
      }
    }
    for (const block of this.state.records.block.values()) this.dependents.addBlock(block);
    for (const entries of this.dependents.allFields()) for (const entry of entries) this.pendingFields.add(entry);
  }

  tables(): TableRecord[] {
    this.order ??= orderedTables(this.state);
    return this.order;
  }

  shape(table: TableId): TableShape {
    let shape = this.shapes.get(table);
    if (!shape) {
      const record = this.state.records.tbl.get(table);
      if (!record) throw new Error(`no table ${table}`);
      shape = makeShape(this.state, record, this.numbersNow().get(table) ?? '', (text) => this.expandYears(text));
      this.shapes.set(table, shape);
    }
    return shape;
  }

  protected numbersNow(): Map<TableId, string> {
    if (!this.numbers) {
      this.holders = holdersOf(this.state);
      this.numbers = tableNumbers(this.tables(), holderNumbers(this.state, this.holders));
    }
    return this.numbers;
  }

  rulesOf(table: TableId): TableRules {
    const rules = this.rules.get(table);
    if (!rules) throw new Error(`no table ${table}`);
    return rules;
  }

  expandYears(text: string): string {
    return expandYears(this.state, text);
  }

  // ---- reading

  protected columnOf(id: ColumnId): ColumnRecord | undefined {
    return this.state.records.col.get(id);
  }

  value(row: RowId, column: ColumnId): CellValue {
    const record = this.columnOf(column);
    const slot = record && this.state.slots.get(record.tableId)?.slotOf.get(row);
    if (record === undefined || slot === undefined) return EMPTY;
    return this.read(record, slot);
  }

  protected read(column: ColumnRecord, slot: number): CellValue {
    if (isLabelColumn(column)) return textValue(this.label(column, slot));
    const store = this.computed.get(column.id);
    if (store) {
      const rules = this.rulesOf(column.tableId);
      const pending = this.pending.get(column.id);
      if (pending?.has(slot)) this.settleCell(column, slot, rules);
      else if (pending?.isSettling(slot)) return this.ringAt(column, (s) => s === slot) ?? EMPTY;
      if (rules.isComputed(column, slot)) return store.get(slot);
    }
    return this.state.cells.get(column.id)?.get(slot) ?? EMPTY;
  }

  protected rowAt(column: ColumnRecord, slot: number): RowRecord | undefined {
    const id = this.state.slots.get(column.tableId)?.rowAt[slot];
    return id ? this.state.records.row.get(id) : undefined;
  }

  protected label(column: ColumnRecord, slot: number): string {
    const row = this.rowAt(column, slot);
    if (!row) return '';
    const other = column.role === 'region' ? 'label' : 'region';
    return labelText(
      this,
      column,
      row,
      this.rulesOf(column.tableId).columns.some((c) => c.role === other),
    );
  }

  text(row: RowId, column: ColumnId): string {
    return printValue(this.shownValue(row, column));
  }

  keptText(row: RowId, column: ColumnId): string {
    return printValue(this.value(row, column));
  }

  // ---- figures shown in other units

  shownUnitOf(row: RowId, column: ColumnId): string | null {
    const table = this.state.records.tbl.get(this.columnOf(column)?.tableId ?? 0);
    const unit = this.unitOf(row, column);
    return table ? shownUnit(table, unit) : unit;
  }

  shown(table: TableId): ShownTable | null {
    const shown = this.state.records.tbl.get(table)?.props.shown;
    if (!shown?.units.length) return null;
    let made = this.shownTables.get(table);
    if (!made) {
      made = this.shownAs(table, shown);
      this.shownTables.set(table, made);
    }
    return made;
  }

  shownAs(table: TableId, shown: ShownIn): ShownTable {
    const source = {
      shape: this.shape(table),
      rules: this.rulesOf(table),
      row: (id: RowId) => this.state.records.row.get(id),
      value: (row: RowId, column: ColumnId) => this.value(row, column),
      unitOf: (row: RowId, column: ColumnId) => this.unitOf(row, column),
      decimalsOf: (row: RowId, column: ColumnId) => this.decimalsOf(row, column),
    };
    return makeShownTable(source, shown);
  }

  shownValue(row: RowId, column: ColumnId): CellValue {
    const table = this.columnOf(column)?.tableId;
    return (table === undefined ? undefined : this.shown(table)?.value(row, column)) ?? this.value(row, column);
  }

  /** As text fields read cells: what the table prints is what the sentence says. */
  protected readShown(column: ColumnRecord, slot: number): CellValue {
    const row = this.rulesOf(column.tableId).slots.rowAt[slot];
    return row && this.isShown(column.tableId) ? this.shownValue(row, column.id) : this.read(column, slot);
  }

  protected isShown(table: TableId): boolean {
    return Boolean(this.state.records.tbl.get(table)?.props.shown?.units.length);
  }

  isComputed(row: RowId, column: ColumnId): boolean {
    const record = this.columnOf(column);
    const slot = record && this.state.slots.get(record.tableId)?.slotOf.get(row);
    return record !== undefined && slot !== undefined && this.rulesOf(record.tableId).isComputed(record, slot);
  }

  rule(row: RowId, column: ColumnId): CellRule {
    const record = this.columnOf(column);
    const slot = record && this.state.slots.get(record.tableId)?.slotOf.get(row);
    if (!record || slot === undefined) return { by: 'nothing' };
    const rules = this.rulesOf(record.tableId);
    const rule = rules.rule(record, slot);
    if (rule.by === 'exception') return { by: 'exception', printed: rule.exception.printed, reason: rule.exception.reason };
    if (rule.by !== 'sum') return rule;
    const scope = rules.childScope(slot);
    return {
      by: 'sum',
      rows: this.shape(record.tableId)
        .rows.filter((r) => rules.isIn(rules.slots.slotOf.get(r.id) as number, scope))
        .map((r) => r.id),
    };
  }

  valueBeneath(row: RowId, column: ColumnId): CellValue {
    const record = this.columnOf(column);
    const slot = record && this.state.slots.get(record.tableId)?.slotOf.get(row);
    if (!record || slot === undefined) return EMPTY;
    const rules = this.rulesOf(record.tableId);
    return this.compute(rules.ruleBeneath(record, slot), record, slot, rules);
  }

  unitOf(row: RowId, column: ColumnId): string | null {
    const own = this.state.records.row.get(row)?.unit;
    if (own) return own;
    const record = this.columnOf(column);
    return (record && (columnUnit(this.state, record) ?? this.state.records.tbl.get(record.tableId)?.unit)) ?? null;
  }

  decimalsOf(row: RowId, column: ColumnId): number | null {
    return this.state.records.row.get(row)?.decimals ?? this.columnOf(column)?.decimals ?? null;
  }

  protected cellName(column: ColumnRecord, slot: number): string {
    const row = this.rowAt(column, slot);
    const shape = this.shape(column.tableId);
    return `${shape.number || shape.title} ${row ? rowLabel(this, row) : ''} ${shape.path(column.id).join('·')}`.trim();
  }

  rowsOfReference(ref: Reference, row: RowId, column: ColumnId): RowId[] {
    const record = this.state.records.row.get(row);
    const of = this.columnOf(column);
    return record && of ? rowsOfReference(this, ref, record, of) : [];
  }

  explain(row: RowId, column: ColumnId): Explanation {
    return explainCell(this, row, column);
  }

  // ---- computing

  protected settleCell(column: ColumnRecord, slot: number, rules: TableRules): void {
    const pending = this.pendingOf(column.id);
    pending.delete(slot);
    const store = this.computed.get(column.id);
    const rule = rules.rule(column, slot);
    if (!store || rule.by === 'input' || rule.by === 'label' || rule.by === 'nothing') return;
    pending.begin(slot);
    this.settling.push({ column, slot });
    const now = this.compute(rule, column, slot, rules);
    this.settling.pop();
    pending.end(slot);
    const old = store.get(slot);
    if (equalValues(old, now)) return;
    store.set(slot, now);
    this.hand(column, slot, old, now, rules);
  }

  protected compute(rule: Rule, column: ColumnRecord, slot: number, rules: TableRules): CellValue {
    const decimals = this.decimalsOf(rules.slots.rowAt[slot] as RowId, column.id);
    if (rule.by === 'exception') return parseForm(rule.exception.printed) ?? textValue(rule.exception.printed);
    if (rule.by === 'sum') {
      const total = this.aggregate(column, rules.childScope(slot), rules).total((s) => this.cellName(column, s));
      const exactly = column.precision === 'exact';
      if (total.form !== 'number') return total;
      return settle({ t: 'num', num: total.num, ...(total.marks?.cumulative && { cumulative: true }) }, decimals, exactly);
    }
    if (rule.by !== 'cell' && rule.by !== 'row' && rule.by !== 'column') return EMPTY;
    if (rule.by === 'column' && rules.kind[slot] === DATA) {
      const sum = this.sumOf(column, rule.formula, rules);
      const num = sum && sumOfRow(sum.terms, sum.cells, slot);
      if (num) return settle({ t: 'num', num }, decimals, column.precision === 'exact');
    }
    return settle(evaluate(rule.formula, this.around(column, slot, rules)), decimals, column.precision === 'exact');
  }

  /** The error of a cell that is asked for while it computes, directly or as part of a sum; its ring is kept. Null: none is asked for. */
  private ringAt(column: ColumnRecord, isAsked: (slot: number) => boolean): CellValue | null {
    if (!this.pending.get(column.id)?.running) return null;
    const from = this.settling.findIndex((cell) => cell.column.id === column.id && isAsked(cell.slot));
    if (from < 0) return null;
    if (this.rings.length < MOST_RINGS) {
      const ring = this.settling.slice(from);
      this.rings.push(ring.map(({ column: c, slot }) => ({ table: c.tableId, row: this.rowIdAt(c, slot), column: c.id })));
    }
    return errorValue('cycle', this.cellName(column, (this.settling[from] as { slot: number }).slot));
  }

  private rowIdAt(column: ColumnRecord, slot: number): RowId {
    return this.rulesOf(column.tableId).slots.rowAt[slot] as RowId;
  }

  /** An aggregate that holds nothing but an error. */
  private broken(error: CellValue): Aggregate {
    const aggregate = new Aggregate();
    aggregate.add(error, 0);
    return aggregate;
  }

  protected sumOf(column: ColumnRecord, formula: Expression, rules: TableRules): SumTerms {
    let sum = this.sums.get(column.id);
    if (sum === undefined) {
      const terms = rowTerms(formula);
      // Cells that are computed in their turn may be out of date: those are read the careful way.
      const plain = terms?.every((term) => this.columnOf(term.column)?.tableId === rules.table && rules.isTyped(term.column));
      sum = terms && plain ? { terms, cells: terms.map((term) => this.state.cellsOf(term.column)) } : null;
      this.sums.set(column.id, sum);
    }
    return sum;
  }

  /** A value changed: the aggregates and indexes that count it take the difference, and the cell has moved. */
  protected hand(column: ColumnRecord, slot: number, old: CellValue, now: CellValue, rules: TableRules): void {
    const moved = this.moved.get(column.id);
    if (moved) moved.add(slot);
    else this.moved.set(column.id, new Set([slot]));
    const aggregates = this.aggregates.get(column.id);
    if (aggregates) {
      for (const scope of rules.scopesOf(slot)) {
        const aggregate = aggregates.get(scope);
        aggregate?.remove(old, slot);
        aggregate?.add(now, slot);
      }
    }
    if (rules.kind[slot] === DATA) this.criteria.change(column.id, slot, old, now);
  }

  /** The value as it stands, without settling it (inside `hand`, where the index still holds the old one). */
  protected readNow(id: ColumnId, slot: number): CellValue {
    const column = this.columnOf(id);
    if (!column) return EMPTY;
    if (isLabelColumn(column)) return textValue(this.label(column, slot));
    const store = this.computed.get(id);
    if (store && this.rulesOf(column.tableId).isComputed(column, slot)) return store.get(slot);
    return this.state.cells.get(id)?.get(slot) ?? EMPTY;
  }

  /** Settles the marked cells of a column that count in a group, so that its aggregate is true. */
  protected settleColumn(column: ColumnRecord, scope: RowId | 0, rules: TableRules): void {
    const pending = this.pending.get(column.id);
    if (!pending?.size) return;
    for (const slot of pending.slots()) if (rules.isIn(slot, scope)) this.settleCell(column, slot, rules);
  }

  protected aggregate(column: ColumnRecord, scope: RowId | 0, rules: TableRules): Aggregate {
    // Before anything settles: a column that sums itself would settle row in row, as deep as it is long.
    const ring = this.ringAt(column, (slot) => rules.isIn(slot, scope));
    if (ring) return this.broken(ring);
    this.settleColumn(column, scope, rules);
    let ofColumn = this.aggregates.get(column.id);
    if (!ofColumn) {
      ofColumn = new Map();
      this.aggregates.set(column.id, ofColumn);
    }
    const known = ofColumn.get(scope);
    if (known) return known;
    const aggregate = new Aggregate();
    // Everything in it is settled by now: where one rule gives all of its cells they are read from the column's own arrays.
    const cells = rules.isTyped(column.id)
      ? this.state.cells.get(column.id)
      : rules.isUniform(column.id)
        ? this.computed.get(column.id)
        : null;
    if (cells !== null) {
      if (cells) aggregate.addColumn(cells, rules.slots.rowAt, (slot) => rules.isIn(slot, scope));
    } else {
      for (let slot = 0; slot < rules.slots.rowAt.length; slot++) {
        if (rules.slots.rowAt[slot] && rules.isIn(slot, scope)) aggregate.add(this.read(column, slot), slot);
      }
    }
    ofColumn.set(scope, aggregate);
    return aggregate;
  }

  /** What a formula reads; `shown`: as the tables print it, for fields of the text. */
  protected around(column: ColumnRecord | null, slot: number, rules: TableRules | null, shown = false): Surroundings {
    const isShown = (of: ColumnRecord): boolean => shown && this.isShown(of.tableId);
    const target = (ref: Reference): ColumnRecord | undefined =>
      ref.column === 0 ? (column ?? undefined) : this.columnOf(ref.column);
    const dead = errorValue('dead-reference');
    const scopeOf = (ref: Reference, of: TableRules): RowId | 0 => {
      return ref.rows.at === 'all' || rules !== of ? 0 : of.childScope(slot);
    };
    return {
      year: this.state.property('year') ?? 0,
      cell: (ref) => {
        const of = target(ref);
        if (!of) return dead;
        const at = this.slotOfReference(ref, of, slot, rules);
        if (at === 'dead') return dead;
        return at === undefined ? EMPTY : isShown(of) ? this.readShown(of, at) : this.read(of, at);
      },
      aggregate: (ref) => {
        const of = target(ref);
        if (!of) return this.broken(dead);
        const own = this.rulesOf(of.tableId);
        if (!isShown(of)) return this.aggregate(of, scopeOf(ref, own), own);
        const aggregate = new Aggregate();
        for (const at of this.slotsIn(of, scopeOf(ref, own))) aggregate.add(this.readShown(of, at), at);
        return aggregate;
      },
      each: (ref) => {
        const of = target(ref);
        return of ? this.valuesIn(of, scopeOf(ref, this.rulesOf(of.tableId)), isShown(of)) : [dead];
      },
      nameOf: (ref, at) => {
        const of = target(ref);
        return of ? this.cellName(of, at) : '';
      },
      byCriteria: (ref, criteria) => {
        const sum = ref ? (target(ref) ?? null) : null;
        return this.byCriteria(sum, criteria, target, sum !== null && isShown(sum));
      },
    };
  }

  protected slotOfReference(ref: Reference, of: ColumnRecord, slot: number, rules: TableRules | null): number | undefined | 'dead' {
    const own = this.rulesOf(of.tableId);
    switch (ref.rows.at) {
      case 'this':
        return rules === own ? slot : 'dead';
      case 'row':
        return own.slots.slotOf.get(ref.rows.row) ?? 'dead';
      case 'total':
        return own.totalSlot ?? 'dead';
      case 'same': {
        const row = rules && this.state.records.row.get(rules.slots.rowAt[slot] as RowId);
        return row ? own.sameAs(row) : 'dead';
      }
      default:
        return undefined;
    }
  }

  protected *slotsIn(column: ColumnRecord, scope: RowId | 0): Generator<number> {
    const rules = this.rulesOf(column.tableId);
    for (let slot = 0; slot < rules.slots.rowAt.length; slot++) {
      if (rules.slots.rowAt[slot] && rules.isIn(slot, scope)) yield slot;
    }
  }

  protected *valuesIn(column: ColumnRecord, scope: RowId | 0, shown: boolean): Generator<CellValue> {
    for (const slot of this.slotsIn(column, scope)) yield shown ? this.readShown(column, slot) : this.read(column, slot);
  }

  protected byCriteria(
    sum: ColumnRecord | null,
    criteria: { range: Reference; value: CellValue }[],
    target: (ref: Reference) => ColumnRecord | undefined,
    shown: boolean,
  ): { aggregate: Aggregate; rows: number } {
    const ranges = criteria.map((c) => target(c.range));
    const first = ranges[0];
    if (!first || ranges.some((r) => r?.tableId !== first.tableId) || (sum && sum.tableId !== first.tableId))
      return { aggregate: this.broken(errorValue('dead-reference')), rows: 0 };
    const rules = this.rulesOf(first.tableId);
    const columns = ranges as ColumnRecord[];
    for (const column of sum ? [sum, ...columns] : columns) {
      const ring = this.ringAt(column, (slot) => rules.isIn(slot, 0));
      if (ring) return { aggregate: this.broken(ring), rows: 0 };
      this.settleColumn(column, 0, rules);
    }
    // The indexes hold the figures as they are kept; one over the shown ones is made for the question.
    const lookup = shown
      ? new CriteriaLookup(this.state, {
          read: (column, slot) => this.readShown(column, slot),
          readNow: (id, slot) => this.readShown(this.columnOf(id) as ColumnRecord, slot),
        })
      : this.criteria;
    return lookup.find(
      sum,
      columns,
      criteria.map((c) => c.value),
      rules,
    );
  }

  evaluate(expression: string, kept = false): CellValue {
    const read = tryReadStored(expression);
    if (!read.ok) return errorValue('formula-error');
    const expr = read.value;
    if (expr.op === 'ref') {
      const column = this.columnOf(expr.column);
      if (!column) return errorValue('dead-reference');
      if (expr.rows.at === 'row' || expr.rows.at === 'total') {
        const at = this.slotOfReference(expr, column, 0, null);
        if (typeof at !== 'number') return errorValue('dead-reference');
        return kept ? this.read(column, at) : this.readShown(column, at);
      }
    }
    const operand: Operand = evaluate(expr, this.around(null, 0, null, !kept && this.addsShown(expr)));
    return operand.t === 'num' ? settle(operand, null, false) : toValue(operand);
  }

  /**
   * Whether an expression only adds and subtracts figures that are shown in one unit: then it says what a reader of the tables would add
   * up. Anything else (套均面积 = 面积 × 10000 ÷ 套数) knows the units that figures are kept in.
   */
  protected addsShown(expr: Expression): boolean {
    const units = new Set<string | null>();
    const walk = (e: Expression): boolean => {
      if (e.op === 'ref') {
        const unit = this.unitOfColumn(e.column);
        units.add(unit);
        return true;
      }
      if (e.op === 'negate') return walk(e.of);
      if (e.op === 'binary') return (e.operator === '+' || e.operator === '-') && walk(e.left) && walk(e.right);
      if (e.op !== 'call') return false;
      if (e.name === 'SUM' || e.name === 'ABS') return e.args.every(walk);
      return e.name === 'SUMIFS' && e.args[0] !== undefined && walk(e.args[0]);
    };
    return walk(expr) && units.size === 1;
  }

  private unitOfColumn(id: ColumnId): string | null {
    const column = this.columnOf(id);
    const table = column && this.state.records.tbl.get(column.tableId);
    if (!column || !table) return null;
    return shownUnit(table, columnUnit(this.state, column) ?? table.unit);
  }

  // ---- what depends on what

  protected markAll(column: ColumnRecord, rules: TableRules): void {
    for (let slot = 0; slot < rules.slots.rowAt.length; slot++) if (rules.slots.rowAt[slot]) this.mark(column, slot, rules);
  }

  /** Marks a computed cell as out of date, and what depends on it. */
  protected mark(column: ColumnRecord, slot: number, rules: TableRules): void {
    if (!rules.isComputed(column, slot)) return;
    const pending = this.pendingOf(column.id);
    if (pending.has(slot)) return;
    pending.add(slot);
    this.markDependents(column, slot, rules);
  }

  protected pendingOf(id: ColumnId): Pending {
    let pending = this.pending.get(id);
    if (!pending) {
      pending = new Pending();
      this.pending.set(id, pending);
    }
    return pending;
  }

  protected markDependents(column: ColumnRecord, slot: number, rules: TableRules): void {
    for (const scope of rules.scopesOf(slot)) {
      for (const total of rules.totalsIn.get(scope) ?? [])
        if (rules.rule(column, total).by === 'sum') this.mark(column, total, rules);
    }
    for (const { owner, rows } of this.dependents.of(column.id)) {
      switch (rows.at) {
        case 'this':
          this.markOwner(owner, slot);
          break;
        case 'row':
          if (rules.slots.slotOf.get(rows.row) === slot) this.markOwner(owner, null);
          break;
        case 'total':
          if (rules.totalSlot === slot) this.markOwner(owner, null);
          break;
        case 'all':
        case 'children':
          if (rules.kind[slot] === DATA) this.markOwner(owner, null);
          break;
        case 'same':
          this.markLike(owner, column, slot);
      }
    }
  }

  protected markOwner(owner: Owner, slot: number | null): void {
    if (owner.o === 'field') this.pendingFields.add(owner.entry);
    else if (owner.o === 'cell') {
      if (slot === null || slot === owner.slot) this.mark(owner.column, owner.slot, owner.rules);
    } else if (slot === null) this.markAll(owner.column, owner.rules);
    else this.mark(owner.column, slot, owner.rules);
  }

  protected markLike(owner: Owner, column: ColumnRecord, slot: number): void {
    if (owner.o === 'field') {
      this.pendingFields.add(owner.entry);
      return;
    }
    const row = this.rowAt(column, slot);
    if (!row) return;
    for (const like of owner.rules.maybeLike(row)) this.markOwner(owner, like);
  }

  protected settleAll(): BlockId[] {
    this.settleCells();
    return this.settleFields();
  }

  protected settleCells(): void {
    for (const [id, pending] of this.pending) {
      const column = this.columnOf(id);
      if (!column) continue;
      const rules = this.rulesOf(column.tableId);
      for (const slot of pending.slots()) this.settleCell(column, slot, rules);
    }
  }

  protected settleFields(): BlockId[] {
    const blocks = new Set<BlockId>();
    for (const entry of this.pendingFields) {
      const text = printValue(this.evaluate(entry.expr));
      if (this.fieldTexts.get(entry) === text) continue;
      this.fieldTexts.set(entry, text);
      blocks.add(entry.block);
    }
    this.pendingFields = new Set();
    return [...blocks];
  }
}

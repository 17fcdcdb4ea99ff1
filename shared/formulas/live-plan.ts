// The engine: a plan whose totals, computed cells and fields follow every change by themselves.
//
// A change goes one of two ways. Cells, texts and data rows are taken in by difference: what moved is marked and settled
// (calculation.ts). A structural change (columns, formulas, groups) prepares the engine anew and compares before and after.

import { applyChanges } from '../model/apply.ts';
import type { Change } from '../model/change.ts';
import type { BlockId, ColumnId, RowId, TableId } from '../model/ids.ts';
import type { LivePlan, Moved } from '../model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';
import type { PlanState } from '../model/state.ts';
import { isHolder } from '../outline/holder-numbers.ts';
import { type CellValue, EMPTY, equalValues } from '../values/value.ts';
import { Calculation } from './calculation.ts';
import { isRowChange, onlyDataRows, type RowChange } from './row-changes.ts';
import { isStructural, touchesShapeOnly } from './structural.ts';
import { DATA, isLabelColumn, type TableRules } from './table-rules.ts';

export class Engine extends Calculation {
  apply(changes: readonly Change[]): Moved {
    this.moved = new Map();
    this.rings = [];
    const anew = changes.some(isStructural) && !onlyDataRows(this.state, changes, (table, row) => this.mayTakeRow(table, row));
    return anew ? this.applyStructural(changes) : this.applyCells(changes);
  }

  private applyCells(changes: readonly Change[]): Moved {
    const tables = new Set<TableId>();
    const blocks = new Set<BlockId>();
    let other = false;
    for (const change of changes) {
      if (change.k === 'cells') {
        const column = this.columnOf(change.col);
        if (!column) throw new Error(`no column ${change.col}`);
        const rules = this.rulesOf(column.tableId);
        const slots = change.rows.map((row) => rules.slots.slotOf.get(row) as number);
        const cells = this.state.cellsOf(change.col);
        const old = slots.map((slot) => cells.get(slot));
        applyChanges(this.state, [change]);
        slots.forEach((slot, i) => {
          const now = cells.get(slot);
          if (equalValues(old[i] as CellValue, now) || rules.isComputed(column, slot)) return;
          this.hand(column, slot, old[i] as CellValue, now, rules);
          this.markDependents(column, slot, rules);
        });
        continue;
      }
      if (isRowChange(change)) {
        const table = this.applyRow(change);
        tables.add(table);
        for (const block of this.blocksOnRowsOf(table)) blocks.add(block);
        continue;
      }
      const wasHolder = this.mayNumber(change);
      applyChanges(this.state, [change]);
      if (change.k === 'inline' || change.e === 'block') {
        const id = change.k === 'inline' ? change.block : (change.id as BlockId);
        if (wasHolder || this.mayNumber(change)) for (const table of this.countNumbers()) tables.add(table);
        this.readBlock(id);
        blocks.add(id);
      } else if (touchesShapeOnly(change)) {
        for (const table of this.forgetShape(change)) tables.add(table);
      } else other = true;
    }
    this.settleCells();
    this.refreshShown();
    for (const block of this.settleFields()) blocks.add(block);
    return { cells: this.movedCells(), blocks: [...blocks], tables: [...tables], other };
  }

  // ---- data rows that come, go or are renamed

  private mayTakeRow(table: TableId, row: RowId | null): boolean {
    const rules = this.rules.get(table);
    if (!rules) return false;
    const slot = row === null ? undefined : rules.slots.slotOf.get(row);
    if (slot !== undefined && rules.hasOwnRules(slot)) return false;
    // A count or a group's label in its first row changes on other rows than the one that is added.
    return rules.columns.every(
      (c) =>
        (c.role !== 'serial' && c.role !== 'group_label') ||
        !(this.dependents.of(c.id).length || this.aggregates.has(c.id) || this.criteria.has(c.id)),
    );
  }

  private applyRow(change: RowChange): TableId {
    const before = this.state.records.row.get(change.id);
    const table = before?.tableId ?? (change.now as unknown as RowRecord).tableId;
    const rules = this.rulesOf(table);
    const slot = rules.slots.slotOf.get(change.id);
    const names = rules.columns.filter(isLabelColumn);
    if (slot !== undefined && change.now) {
      const old = names.map((column) => this.readNow(column.id, slot));
      this.markLikesOfRow(rules, slot);
      applyChanges(this.state, [change]);
      this.shapes.delete(table);
      rules.forgetLikes();
      this.markLikesOfRow(rules, slot);
      names.forEach((column, i) => {
        const now = this.readNow(column.id, slot);
        if (equalValues(old[i] as CellValue, now)) return;
        this.hand(column, slot, old[i] as CellValue, now, rules);
        this.markDependents(column, slot, rules);
      });
      for (const column of rules.columns) if (this.computed.has(column.id)) this.mark(column, slot, rules);
      return table;
    }
    if (slot !== undefined) {
      for (const column of rules.columns) this.markDependents(column, slot, rules);
      this.countRow(rules, slot, -1);
      applyChanges(this.state, [change]);
      for (const column of rules.columns) {
        this.pending.get(column.id)?.delete(slot);
        this.computed.get(column.id)?.set(slot, EMPTY);
      }
      rules.dropRow(slot);
      this.shapes.delete(table);
      return table;
    }
    applyChanges(this.state, [change]);
    const added = rules.slots.slotOf.get(change.id) as number;
    this.shapes.delete(table);
    rules.takeRow(this.state.records.row.get(change.id) as RowRecord, added);
    this.countRow(rules, added, 1);
    for (const column of rules.columns) {
      if (this.computed.has(column.id)) this.mark(column, added, rules);
      this.markDependents(column, added, rules);
    }
    return table;
  }

  /** A row with its values as they stand comes to the aggregates and indexes of its table, or leaves them. */
  private countRow(rules: TableRules, slot: number, by: 1 | -1): void {
    for (const column of rules.columns) {
      const aggregates = this.aggregates.get(column.id);
      if (!aggregates) continue;
      const value = this.readNow(column.id, slot);
      for (const scope of rules.scopesOf(slot)) {
        if (by === 1) aggregates.get(scope)?.add(value, slot);
        else aggregates.get(scope)?.remove(value, slot);
      }
    }
    if (rules.kind[slot] === DATA) this.criteria.countRow(rules.columns, slot, by);
  }

  /** Marks what other tables' rows read of a row because they are its like (同行). */
  private markLikesOfRow(rules: TableRules, slot: number): void {
    for (const column of rules.columns) {
      for (const { owner, rows } of this.dependents.of(column.id)) if (rows.at === 'same') this.markLike(owner, column, slot);
    }
  }

  /** Blocks that repeat something for the rows of a table: there is more or less to say. */
  private blocksOnRowsOf(table: TableId): BlockId[] {
    return this.rulesOf(table).columns.flatMap((column) =>
      this.dependents
        .of(column.id)
        .flatMap(({ owner, rows }) =>
          owner.o === 'field' && (rows.at === 'all' || rows.at === 'children') ? [owner.entry.block] : [],
        ),
    );
  }

  private readBlock(id: BlockId): void {
    for (const entry of this.dependents.fields(id)) {
      this.fieldTexts.delete(entry);
      this.pendingFields.delete(entry);
    }
    this.dependents.removeBlock(id);
    const block = this.state.records.block.get(id);
    if (!block) return;
    this.dependents.addBlock(block);
    for (const entry of this.dependents.fields(id)) this.pendingFields.add(entry);
  }

  /** Whether a change of a block may move the numbers of annexes and boxes, and with them those of tables: their own, or what holds one. */
  private mayNumber(change: Change): boolean {
    if (change.k === 'cells' || (change.k === 'rec' && change.e !== 'block')) return false;
    const id = (change.k === 'inline' ? change.block : change.id) as BlockId;
    const { block } = this.state.records;
    const own = block.get(id);
    if (own && isHolder(own)) return true;
    if (change.k === 'inline' || change.now?.ord === undefined) return false;
    return this.holders.some((holder) => {
      for (let up = holder.parentId; up !== null; up = block.get(up)?.parentId ?? null) if (up === id) return true;
      return false;
    });
  }

  /** Counts the tables' numbers again; the tables whose number is another now. */
  private countNumbers(): TableId[] {
    const before = this.numbers ?? new Map<TableId, string>();
    this.numbers = null;
    const moved = [...this.numbersNow()].flatMap(([table, number]) => (before.get(table) === number ? [] : [table]));
    for (const table of moved) this.shapes.delete(table);
    return moved;
  }

  private forgetShape(change: Extract<Change, { k: 'rec' }>): TableId[] {
    if (change.e === 'tbl') {
      this.shownChanged.add(change.id as TableId);
      const all = [...this.shapes.keys()];
      this.shapes = new Map();
      this.order = null;
      this.numbers = null;
      for (const rules of this.rules.values()) this.dropColumnRecords(rules);
      return all.length ? all : [change.id as TableId];
    }
    const record = (change.e === 'col' ? this.state.records.col : this.state.records.row).get(change.id as number);
    if (!record) return [];
    this.shapes.delete(record.tableId);
    this.shownChanged.add(record.tableId);
    const rules = this.rules.get(record.tableId);
    if (rules) {
      this.dropColumnRecords(rules);
      // Of two rows with one label the first is the like: an order that changed may change which.
      if (change.e === 'row') {
        rules.forgetLikes();
        const isRead = rules.columns.some((column) => this.dependents.of(column.id).some(({ rows }) => rows.at === 'same'));
        if (isRead) for (const slot of rules.slots.slotOf.values()) this.markLikesOfRow(rules, slot);
      }
    }
    return [record.tableId];
  }

  /** TableRules keep column records; a renamed or moved column's record is a new object. */
  private dropColumnRecords(rules: TableRules): void {
    for (let i = 0; i < rules.columns.length; i++)
      rules.columns[i] = this.columnOf((rules.columns[i] as ColumnRecord).id) as ColumnRecord;
  }

  /** Tables shown in other units are balanced anew where a figure of theirs moved; cells that show something else have moved too. */
  private refreshShown(): void {
    const hit = new Set<TableId>();
    for (const table of this.shownChanged) if (this.shownTables.has(table) || this.isShown(table)) hit.add(table);
    for (const id of this.moved.keys()) {
      const table = this.columnOf(id)?.tableId;
      if (table !== undefined && this.isShown(table)) hit.add(table);
    }
    this.shownChanged = new Set();
    for (const table of hit) {
      const old = this.shownTables.get(table);
      this.shownTables.delete(table);
      const now = this.shown(table);
      const rules = this.rulesOf(table);
      for (const column of rules.columns) {
        for (const [row, slot] of rules.slots.slotOf) {
          const kept = this.readNow(column.id, slot);
          if (equalValues(old?.value(row, column.id) ?? kept, now?.value(row, column.id) ?? kept)) continue;
          const set = this.moved.get(column.id);
          if (set) set.add(slot);
          else this.moved.set(column.id, new Set([slot]));
        }
        for (const { owner } of this.dependents.of(column.id)) if (owner.o === 'field') this.pendingFields.add(owner.entry);
      }
    }
  }

  private applyStructural(changes: readonly Change[]): Moved {
    const before = new Map<ColumnId, Map<RowId, CellValue>>();
    for (const [id] of this.state.records.col) before.set(id, this.valuesOf(id));
    const fieldsBefore = this.fieldsByName();
    applyChanges(this.state, changes);
    this.prepare();
    this.settleAll();
    this.moved = new Map();
    for (const [id, column] of this.state.records.col) {
      const old = before.get(id);
      const slots = this.state.slotsOf(column.tableId).slotOf;
      for (const [row, value] of this.valuesOf(id)) {
        if (equalValues(old?.get(row) ?? EMPTY, value)) continue;
        const set = this.moved.get(id) ?? new Set();
        set.add(slots.get(row) as number);
        this.moved.set(id, set);
      }
      for (const row of old?.keys() ?? []) {
        const slot = slots.get(row);
        if (slot === undefined || !equalValues(this.readNow(id, slot), EMPTY)) continue;
        const set = this.moved.get(id) ?? new Set();
        set.add(slot);
        this.moved.set(id, set);
      }
    }
    for (const table of this.state.records.tbl.keys()) if (this.isShown(table)) this.shownChanged.add(table);
    this.refreshShown();
    const blocks = new Set<BlockId>();
    for (const change of changes) {
      if (change.k === 'inline') blocks.add(change.block);
      else if (change.k === 'rec' && change.e === 'block') blocks.add(change.id as BlockId);
      else if (change.k === 'rec' && (change.e === 'plan' || change.e === 'region'))
        for (const id of this.state.records.block.keys()) blocks.add(id);
    }
    for (const [name, text] of this.fieldsByName()) if (fieldsBefore.get(name) !== text) blocks.add(Number(name.split(':')[0]));
    return { cells: this.movedCells(), blocks: [...blocks], tables: [...this.state.records.tbl.keys()], other: true };
  }

  private valuesOf(id: ColumnId): Map<RowId, CellValue> {
    const out = new Map<RowId, CellValue>();
    const column = this.columnOf(id);
    if (!column || column.role === 'group' || isLabelColumn(column)) return out;
    for (const [row, slot] of this.state.slotsOf(column.tableId).slotOf) {
      const value = this.readNow(id, slot);
      if (value.form !== 'empty') out.set(row, value);
    }
    return out;
  }

  private fieldsByName(): Map<string, string> {
    const out = new Map<string, string>();
    for (const [entry, text] of this.fieldTexts) out.set(`${entry.block}:${entry.field}:${entry.expr}`, text);
    return out;
  }

  private movedCells(): Moved['cells'] {
    const out: Moved['cells'] = [];
    for (const [id, slots] of this.moved) {
      const column = this.columnOf(id);
      if (!column) continue;
      const rowAt = this.state.slotsOf(column.tableId).rowAt;
      for (const slot of slots) {
        const row = rowAt[slot];
        if (row) out.push({ table: column.tableId, row, column: id });
      }
    }
    return out;
  }
}

/** A plan that computes itself, from its state. Takes the time of reading every cell once. */
export function openLivePlan(state: PlanState): LivePlan {
  return new Engine(state);
}

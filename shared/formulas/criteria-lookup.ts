// SUMIFS and COUNTIFS over a plan: which index answers, kept true by the differences that cells and rows hand in; criteria that are
// no equality (">100") look at every counted row.

import type { ColumnId } from '../model/ids.ts';
import { findRegion } from '../model/lookup.ts';
import type { ColumnRecord } from '../model/records.ts';
import type { PlanState } from '../model/state.ts';
import { compare } from '../values/exact.ts';
import { parseForm } from '../values/parse.ts';
import { type CellValue, EMPTY, textValue } from '../values/value.ts';
import { Aggregate } from './aggregate.ts';
import { type CriteriaGroup, CriteriaIndex, isEquality, matchKey } from './criteria-index.ts';
import { DATA, type TableRules } from './table-rules.ts';

/** Texts whose criteria key is kept; a ledger's kinds and regions are few, its project names are no criteria. */
const MOST_KEYS = 10_000;

/** How a cell is read: settled, or as it stands while a difference is handed in. */
export interface CellReader {
  read(column: ColumnRecord, slot: number): CellValue;
  readNow(column: ColumnId, slot: number): CellValue;
}

export class CriteriaLookup {
  private readonly state: PlanState;
  private readonly cells: CellReader;
  private readonly indexes = new Map<string, CriteriaIndex>();
  private readonly indexesOf = new Map<ColumnId, Set<CriteriaIndex>>();
  /** what equal texts share in criteria; regions are looked up once a text */
  private readonly keys = new Map<string, string>();

  constructor(state: PlanState, cells: CellReader) {
    this.state = state;
    this.cells = cells;
  }

  has(column: ColumnId): boolean {
    return this.indexesOf.has(column);
  }

  /** The rows that meet every criterion, as count and as aggregate of `sum`. The columns' marked cells are settled before. */
  find(sum: ColumnRecord | null, ranges: readonly ColumnRecord[], values: readonly CellValue[], rules: TableRules): CriteriaGroup {
    if (!values.every(isEquality)) return this.scan(sum, ranges, values, rules);
    return this.indexFor(sum, ranges, rules).find(values.map((value) => this.keyOf(value)));
  }

  private indexFor(sum: ColumnRecord | null, ranges: readonly ColumnRecord[], rules: TableRules): CriteriaIndex {
    const ids = ranges.map((column) => column.id);
    const name = `${sum?.id ?? 0}|${ids.join()}`;
    const known = this.indexes.get(name);
    if (known) return known;
    const index = new CriteriaIndex(sum?.id ?? null, ids);
    for (let slot = 0; slot < rules.slots.rowAt.length; slot++) {
      if (rules.slots.rowAt[slot] && rules.kind[slot] === DATA)
        index.add(slot, this.keysOf(index, slot), this.targetNow(index, slot));
    }
    this.indexes.set(name, index);
    for (const id of sum ? [sum.id, ...ids] : ids) {
      const set = this.indexesOf.get(id);
      if (set) set.add(index);
      else this.indexesOf.set(id, new Set([index]));
    }
    return index;
  }

  /** A counted row's cell changed. */
  change(column: ColumnId, slot: number, old: CellValue, now: CellValue): void {
    for (const index of this.indexesOf.get(column) ?? []) {
      if (!index.ranges.includes(column)) {
        index.change(slot, old, now);
        continue;
      }
      const target = index.target === column ? old : this.targetNow(index, slot);
      index.remove(slot, target);
      index.add(slot, this.keysOf(index, slot), index.target === column ? now : target);
    }
  }

  /** A counted row, with its cells as they stand, comes to its table's indexes or leaves them. */
  countRow(columns: readonly ColumnRecord[], slot: number, by: 1 | -1): void {
    const indexes = new Set(columns.flatMap((column) => [...(this.indexesOf.get(column.id) ?? [])]));
    for (const index of indexes) {
      const target = this.targetNow(index, slot);
      if (by === 1) index.add(slot, this.keysOf(index, slot), target);
      else index.remove(slot, target);
    }
  }

  private targetNow(index: CriteriaIndex, slot: number): CellValue {
    return index.target === null ? EMPTY : this.cells.readNow(index.target, slot);
  }

  private keysOf(index: CriteriaIndex, slot: number): string[] {
    return index.ranges.map((range) => this.keyOf(this.cells.readNow(range, slot)));
  }

  private keyOf(value: CellValue): string {
    const region = (text: string): number | null => findRegion(this.state, text)?.id ?? null;
    if (value.form !== 'text') return matchKey(value, region);
    let key = this.keys.get(value.text);
    if (key === undefined) {
      key = matchKey(value, region);
      if (this.keys.size > MOST_KEYS) this.keys.clear();
      this.keys.set(value.text, key);
    }
    return key;
  }

  private scan(
    sum: ColumnRecord | null,
    ranges: readonly ColumnRecord[],
    values: readonly CellValue[],
    rules: TableRules,
  ): CriteriaGroup {
    const aggregate = new Aggregate();
    let rows = 0;
    const tests = values.map((value) => this.criterion(value));
    for (let slot = 0; slot < rules.slots.rowAt.length; slot++) {
      if (!rules.slots.rowAt[slot] || rules.kind[slot] !== DATA) continue;
      if (!tests.every((test, i) => test(this.cells.read(ranges[i] as ColumnRecord, slot)))) continue;
      rows++;
      if (sum) aggregate.add(this.cells.read(sum, slot), slot);
    }
    return { aggregate, rows };
  }

  private criterion(value: CellValue): (cell: CellValue) => boolean {
    const signs: Record<string, string> = { '＜': '<', '＞': '>', '＝': '=' };
    const text = value.form === 'text' ? value.text.replace(/[＜＞＝]/g, (c) => signs[c] as string) : '';
    const [, operator, rest = ''] = /^(<>|<=|>=|<|>|=)(.*)$/s.exec(text) ?? [];
    if (operator === undefined) {
      const key = this.keyOf(value);
      return (cell) => this.keyOf(cell) === key;
    }
    const right = parseForm(rest) ?? textValue(rest);
    if (operator === '=' || operator === '<>') {
      const key = this.keyOf(right);
      return (cell) => (this.keyOf(cell) === key) === (operator === '=');
    }
    return (cell) => {
      if (cell.form !== 'number' || right.form !== 'number') return false;
      const order = compare(cell.num, right.num);
      return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
    };
  }
}

// Small plans for tests, made through the same commands a person's gestures make.

import { decide } from '../shared/commands/decide.ts';
import type { Command } from '../shared/commands/schema.ts';
import { must } from '../shared/contract/failure.ts';
import { openLivePlan } from '../shared/formulas/live-plan.ts';
import type { LivePlan, Moved } from '../shared/model/live-plan.ts';
import { findColumn, findRow, findTable } from '../shared/model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../shared/model/records.ts';
import { PlanState } from '../shared/model/state.ts';

export const ACTOR = { by: '测试', at: '2025-01-01T00:00:00.000Z' };

export interface ColumnSpec {
  title: string;
  formula?: string;
  set?: Partial<ColumnRecord>;
  children?: ColumnSpec[];
}
export interface RowSpec {
  label: string;
  set?: Partial<RowRecord>;
  cells?: Record<string, string>;
  rows?: RowSpec[];
}
export interface TableSpec {
  title: string;
  columns: ColumnSpec[];
  rows: RowSpec[];
}

export const col = (
  title: string,
  more: Partial<ColumnRecord> & { formula?: string } = {},
  children?: ColumnSpec[],
): ColumnSpec => {
  const { formula, ...set } = more;
  return { title, set, ...(formula && { formula }), ...(children && { children }) };
};
export const row = (
  label: string,
  cells: Record<string, string> = {},
  more: Partial<RowRecord> = {},
  rows?: RowSpec[],
): RowSpec => ({ label, cells, set: more, ...(rows && { rows }) });
export const total = (label = '合计', more: Partial<RowRecord> = {}): RowSpec => ({ label, set: { kind: 'total', ...more } });
export const table = (title: string, columns: ColumnSpec[], rows: RowSpec[]): TableSpec => ({ title, columns, rows });

/** A plan with its own counter of ids, so that equal scripts give equal plans. */
export class TestPlan {
  readonly live: LivePlan;
  private next = 1;

  constructor(tables: TableSpec[] = []) {
    this.live = openLivePlan(new PlanState());
    this.live.apply([
      { k: 'rec', e: 'plan', id: 'title', was: null, now: { id: 'title', value: '测试计划' } },
      { k: 'rec', e: 'plan', id: 'year', was: null, now: { id: 'year', value: 2025 } },
    ]);
    for (const spec of tables) this.addTable(spec);
    for (const spec of tables) this.setFormulas(spec);
    for (const spec of tables) this.fill(spec.title, spec.rows);
  }

  id(): number {
    return this.next++;
  }

  run(command: Command): Moved {
    return this.live.apply(must(decide(this.live, command, ACTOR)));
  }

  addTable(spec: TableSpec): void {
    const columns: Record<string, unknown>[] = [{ id: this.id(), title: '名称', role: 'label' }];
    const addColumn = (c: ColumnSpec, parent: number | null): void => {
      const id = this.id();
      columns.push({ id, title: c.title, parent, ...(c.children ? { role: 'group' } : {}), ...c.set });
      for (const child of c.children ?? []) addColumn(child, id);
    };
    for (const c of spec.columns) addColumn(c, null);
    const rows: Record<string, unknown>[] = [];
    const addRow = (r: RowSpec, parent: number | null): void => {
      const id = this.id();
      rows.push({ id, label: r.label, parent, ...r.set });
      for (const child of r.rows ?? []) addRow(child, id);
    };
    for (const r of spec.rows) addRow(r, null);
    this.run({
      type: 'add-table',
      table: { id: this.id(), title: spec.title },
      place: 'last',
      columns,
      rows,
    } as unknown as Command);
  }

  private setFormulas(spec: TableSpec): void {
    const walk = (c: ColumnSpec): void => {
      if (c.formula) this.formula(spec.title, { column: c.title }, c.formula);
      for (const child of c.children ?? []) walk(child);
    };
    for (const c of spec.columns) walk(c);
  }

  private fill(title: string, rows: RowSpec[]): void {
    for (const r of rows) {
      for (const [column, value] of Object.entries(r.cells ?? {})) this.set(title, r.label, column, value);
      this.fill(title, r.rows ?? []);
    }
  }

  at(tableName: string, rowName: string, columnName: string): { table: number; row: number; col: number } {
    const t = must(findTable(this.live, tableName));
    return { table: t.id, row: must(findRow(this.live, t.id, rowName)).id, col: must(findColumn(this.live, t.id, columnName)).id };
  }

  set(tableName: string, rowName: string, columnName: string, value: string): Moved {
    const at = this.at(tableName, rowName, columnName);
    return this.run({ type: 'set-cells', cells: [{ row: at.row, col: at.col, value }] });
  }

  formula(tableName: string, where: { row?: string; column?: string }, formula: string | null): Moved {
    const t = must(findTable(this.live, tableName));
    return this.run({
      type: 'set-formula',
      table: t.id,
      ...(where.row && { row: must(findRow(this.live, t.id, where.row)).id }),
      ...(where.column && { col: must(findColumn(this.live, t.id, where.column)).id }),
      formula,
    });
  }

  text(tableName: string, rowName: string, columnName: string): string {
    const at = this.at(tableName, rowName, columnName);
    return this.live.text(at.row, at.col);
  }
}

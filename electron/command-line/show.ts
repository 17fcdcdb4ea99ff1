// A plan as the command line prints it: tables, one cell, the changed cells. Keys, not ids; no clock, so equal plans
// print equal bytes.

import { nameStored } from '../../shared/formulas/words.ts';
import type { ColumnId, RowId, TableId } from '../../shared/model/ids.ts';
import { cellKey } from '../../shared/model/ids.ts';
import type { LivePlan, Moved } from '../../shared/model/live-plan.ts';
import { regionName, rowLabel } from '../../shared/model/lookup.ts';
import type { ColumnRecord, RowRecord, TableRecord } from '../../shared/model/records.ts';
import { columnUnit, shownUnit } from '../../shared/model/shape.ts';
import { documentText, outlineOf } from '../../shared/outline/plain-text.ts';
import { tableNotes } from '../../shared/outline/table.ts';
import { documentView } from '../../shared/outline/view.ts';
import { formatExact, subtractExact } from '../../shared/values/exact.ts';
import { type ValueJson, valueToJson } from '../../shared/values/value.ts';

export interface TableJson {
  key: string;
  number: string;
  title: string;
  unit: string | null;
  header: { text: string; colSpan: number; rowSpan: number }[][];
  columns: { key: string; path: string[]; unit: string | null; kind: string; decimals: number | null; computed: boolean }[];
  rows: { key: string; label: string; kind: 'data' | 'total' | 'subtotal' | 'group'; cells: Record<string, string> }[];
  notes: string[];
}

function unitOfColumn(live: LivePlan, column: ColumnRecord): string | null {
  const table = live.state.records.tbl.get(column.tableId) as TableRecord;
  return shownUnit(
    table,
    columnUnit(live.state, column) ?? (column.role === 'value' && column.kind === 'number' ? table.unit : null),
  );
}

export function tableJson(live: LivePlan, table: TableId): TableJson {
  const shape = live.shape(table);
  const notes = tableNotes(live, table);
  return {
    key: shape.record.key,
    number: shape.number,
    title: shape.title,
    unit: shownUnit(shape.record, shape.record.unit),
    header: shape.header.map((level) => level.map(({ text, colSpan, rowSpan }) => ({ text, colSpan, rowSpan }))),
    columns: shape.leaves.map((column) => ({
      key: column.key,
      path: shape.path(column.id),
      unit: unitOfColumn(live, column),
      kind: column.role === 'value' ? column.kind : 'text',
      decimals: column.decimals,
      computed: column.formula !== null,
    })),
    rows: shape.rows.map((row) => ({
      key: row.key,
      label: rowLabel(live, row),
      kind: row.kind === 'of_which' ? 'data' : row.kind,
      ...(row.kind === 'of_which' && { ofWhich: true }),
      ...(row.unit !== null && { unit: row.unit }),
      ...(row.decimals !== null && { decimals: row.decimals }),
      cells: Object.fromEntries(shape.leaves.map((column) => [column.key, live.text(row.id, column.id)])),
    })),
    notes,
  };
}

export interface PlanJson {
  title: string;
  region: string | null;
  year: number | null;
  stage: string | null;
  tables: TableJson[];
  outline: { level: number; number: string; title: string }[];
  text?: string;
}

export function planJson(live: LivePlan, options: { table?: TableId; text: boolean }): PlanJson {
  const { state } = live;
  const view = documentView(live);
  return {
    title: view.title,
    region: regionName(state, state.property('region_id')),
    year: state.property('year'),
    stage: state.property('stage'),
    tables: live
      .tables()
      .filter((t) => options.table === undefined || t.id === options.table)
      .map((t) => tableJson(live, t.id)),
    outline: outlineOf(view).map(({ level, number, title }) => ({ level, number, title })),
    ...(options.text && { text: documentText(view) }),
  };
}

export interface CellJson {
  value: ValueJson;
  text: string;
  computed: boolean;
  formula?: string;
  /** where the table is shown in other units: the figure as shown, and what 舍位平衡 moved it by */
  shown?: { unit: string | null; num?: string; adjusted?: string };
}

export function cellJson(live: LivePlan, row: RowRecord, column: ColumnRecord): CellJson {
  const rule = live.rule(row.id, column.id);
  const stored =
    rule.by === 'cell'
      ? live.state.records.cell_formula.get(cellKey(row.id, column.id))?.formula
      : rule.by === 'row'
        ? row.formula
        : rule.by === 'column'
          ? column.formula
          : null;
  const formula = stored ? nameStored(live, stored, column.tableId) : rule.by === 'sum' ? 'SUM([下级, 本列])' : undefined;
  const display = live.shown(column.tableId);
  const value = display?.value(row.id, column.id);
  const moved = display?.adjustedAt(row.id, column.id);
  return {
    value: valueToJson(live.value(row.id, column.id)),
    text: live.text(row.id, column.id),
    computed: live.isComputed(row.id, column.id),
    ...(formula && { formula }),
    ...(value && {
      shown: {
        unit: live.shownUnitOf(row.id, column.id),
        ...('num' in value && { num: formatExact(value.num) }),
        ...(moved && { adjusted: formatExact(subtractExact(moved.shown, moved.rounded)) }),
      },
    }),
  };
}

export interface ChangedJson {
  table: string;
  row: string;
  column: string;
  text: string;
}

/** The cells that moved, in print order. */
export function changedJson(live: LivePlan, moved: Moved): ChangedJson[] {
  const out: ChangedJson[] = [];
  const hit = new Map<TableId, Map<RowId, Set<ColumnId>>>();
  for (const cell of moved.cells) {
    const rows = hit.get(cell.table) ?? new Map<RowId, Set<ColumnId>>();
    hit.set(cell.table, rows);
    rows.set(cell.row, (rows.get(cell.row) ?? new Set()).add(cell.column));
  }
  for (const table of live.tables()) {
    const rows = hit.get(table.id);
    if (!rows) continue;
    const shape = live.shape(table.id);
    for (const row of shape.rows) {
      const columns = rows.get(row.id);
      if (!columns) continue;
      for (const column of shape.leaves) {
        if (columns.has(column.id))
          out.push({ table: table.key, row: row.key, column: column.key, text: live.text(row.id, column.id) });
      }
    }
  }
  return out;
}

// A table's structure in print order: its header matrix, its leaves, its rows with totals at their end.
//
// Groups nest: a column group prints above its children; a row group prints as a row of its own, or, where the table has a
// group_label column, as the label of its first row. Totals keep their end of their group whatever is inserted or sorted.

import { joinedCells } from './cell-spans.ts';
import type { ColumnId, RowId, TableId } from './ids.ts';
import type { HeaderCell, TableShape } from './live-plan.ts';
import { byOrder } from './order.ts';
import type { ColumnRecord, RowRecord, TableRecord } from './records.ts';
import type { PlanState } from './state.ts';
import { unitFactor } from './units.ts';

/** Siblings in order, by parent (0 = top). */
export function childrenOf<T extends { id: number; ord: string; parentId: number | null }>(records: Iterable<T>): Map<number, T[]> {
  const out = new Map<number, T[]>();
  for (const record of records) {
    const siblings = out.get(record.parentId ?? 0);
    if (siblings) siblings.push(record);
    else out.set(record.parentId ?? 0, [record]);
  }
  for (const siblings of out.values()) siblings.sort(byOrder);
  return out;
}

/** Tables of a plan in order. */
export function orderedTables(state: PlanState): TableRecord[] {
  return [...state.records.tbl.values()].sort(byOrder);
}

export const isTotalRow = (row: RowRecord): boolean => row.kind === 'total' || row.kind === 'subtotal';

/** Data rows are what an official fills; groups and totals are not. */
export const isDataRow = (row: RowRecord): boolean => row.kind === 'data' || row.kind === 'of_which';

function arrangeRows(records: RowRecord[], grouped: boolean): { rows: RowRecord[]; depth: Map<RowId, number> } {
  const children = childrenOf(records);
  const rows: RowRecord[] = [];
  const depth = new Map<RowId, number>();
  const walk = (parent: number, level: number): void => {
    const siblings = children.get(parent) ?? [];
    const totals = siblings.filter(isTotalRow);
    const first = totals.filter((row) => row.place === 'first');
    const last = totals.filter((row) => row.place !== 'first');
    for (const row of [...first, ...siblings.filter((r) => !isTotalRow(r)), ...last]) {
      depth.set(row.id, level);
      if (!row.hidden && !(grouped && row.kind === 'group')) rows.push(row);
      if (children.has(row.id)) walk(row.id, row.kind === 'group' && grouped ? level : level + 1);
    }
  };
  walk(0, 0);
  return { rows, depth };
}

function unitPlaceOf(table: TableRecord): string {
  return ((table.props as { unitPlace?: string }).unitPlace ?? 'line') as string;
}

/** Header texts of a column from the top, as printed: the unit in brackets where this table prints units in its header. */
function makePath(
  columns: Map<ColumnId, ColumnRecord>,
  table: TableRecord,
  expand: (text: string) => string,
): (id: ColumnId) => string[] {
  const inHeader = unitPlaceOf(table) === 'header';
  return (id) => {
    const chain: ColumnRecord[] = [];
    for (let column = columns.get(id); column; column = column.parentId === null ? undefined : columns.get(column.parentId))
      chain.unshift(column);
    let printed = false;
    return chain.map((column) => {
      const title = expand(column.title);
      if (!inHeader || printed || !column.unit) return title;
      printed = true;
      return `${title}（${shownUnit(table, column.unit)}）`;
    });
  };
}

export function makeShape(state: PlanState, table: TableRecord, number: string, expand: (text: string) => string): TableShape {
  const records = [...state.records.col.values()].filter((column) => column.tableId === table.id);
  const byId = new Map(records.map((column) => [column.id, column]));
  const children = childrenOf(records);
  const columns: ColumnRecord[] = [];
  const leaves: ColumnRecord[] = [];
  const path = makePath(byId, table, expand);

  // Leaves under each column, hidden ones left out; a group without visible leaves does not print.
  const leafCount = new Map<ColumnId, number>();
  const levelOf = new Map<ColumnId, number>();
  let levels = 1;
  const walk = (parent: number, level: number): number => {
    let count = 0;
    for (const column of children.get(parent) ?? []) {
      columns.push(column);
      levelOf.set(column.id, level);
      let own = 0;
      if (column.role === 'group') own = column.hidden ? 0 : walk(column.id, level + 1);
      else if (!column.hidden) {
        leaves.push(column);
        levels = Math.max(levels, level + 1);
        own = 1;
      }
      leafCount.set(column.id, own);
      count += own;
    }
    return count;
  };
  walk(0, 0);
  const header: HeaderCell[][] = Array.from({ length: levels }, () => []);
  for (const column of columns) {
    const span = leafCount.get(column.id) ?? 0;
    const level = levelOf.get(column.id) ?? 0;
    if (span === 0) continue;
    const isGroup = column.role === 'group';
    const texts = path(column.id);
    header[level]?.push({
      column: column.id,
      text: texts[texts.length - 1] ?? '',
      colSpan: span,
      rowSpan: isGroup ? 1 : levels - level,
    });
  }

  const grouped = leaves.some((column) => column.role === 'group_label');
  const tableRows = [...state.slotsOf(table.id).slotOf.keys()].map((id) => state.records.row.get(id) as RowRecord);
  const { rows, depth } = arrangeRows(tableRows, grouped);
  const joined = joinedCells(rows);
  const serialColumn = leaves.find((column) => column.role === 'serial')?.id ?? 0;
  const serial = new Map<RowId, number>();
  let counted = 0;
  for (const row of rows) if (row.kind === 'data' && !joined.get(row.id)?.has(serialColumn)) serial.set(row.id, ++counted);
  return { record: table, number, title: expand(table.title), columns, leaves, header, rows, serial, joined, depth, path };
}

/** The unit that figures in `unit` are shown in, where the table is shown in another. */
export function shownUnit(table: TableRecord, unit: string | null): string | null {
  if (unit === null || !table.props.shown) return unit;
  const to = table.props.shown.units.find((u) => u.unit !== null && unitFactor(unit, u.unit) !== null);
  return to?.unit ?? unit;
}

/** The unit a column prints in: its own, else that of the nearest group above it. */
export function columnUnit(state: PlanState, column: ColumnRecord): string | null {
  for (let c: ColumnRecord | undefined = column; c; c = c.parentId === null ? undefined : state.records.col.get(c.parentId))
    if (c.unit) return c.unit;
  return null;
}

/**
 * 表1, 表2 … for tables in the text and 附表1 … for annexes, each counted by itself, unless a table keeps a printed number or is shown
 * by an annex or box whose number it bears.
 */
export function tableNumbers(tables: readonly TableRecord[], ofHolder: ReadonlyMap<TableId, string>): Map<TableId, string> {
  const out = new Map<TableId, string>();
  const count = { text: 0, annex: 0 };
  for (const table of tables) {
    const held = ofHolder.get(table.id);
    if (table.numberAs !== null) out.set(table.id, table.numberAs);
    else if (held !== undefined) out.set(table.id, held);
    else if (table.role !== 'ledger' && table.place === 'text') out.set(table.id, `表${++count.text}`);
    else if (table.role !== 'ledger' && table.place === 'annex') out.set(table.id, `附表${++count.annex}`);
    else out.set(table.id, '');
  }
  return out;
}

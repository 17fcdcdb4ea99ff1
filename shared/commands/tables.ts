// Commands on whole tables and on the region list.

import { fail, ok, type Result } from '../contract/failure.ts';
import type { Change } from '../model/change.ts';
import { type ColumnId, keyOf } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { RowRecord, TableRecord } from '../model/records.ts';
import { columnRecord, columnsOf, removeColumnsChanges } from './columns.ts';
import { addRecord, ordersAt, removeRecord, setRecord } from './record-changes.ts';
import { removeRowsChanges, rowRecord } from './rows.ts';
import type { CommandOf } from './schema.ts';
import { usesOf } from './uses.ts';

/** Siblings share a parent; each parent's new children get keys in the order given. */
function ordered<T extends { id: number; parent?: number | null | undefined }>(items: readonly T[]): Result<Map<number, string>> {
  const out = new Map<number, string>();
  const byParent = new Map<number, T[]>();
  for (const item of items) byParent.set(item.parent ?? 0, [...(byParent.get(item.parent ?? 0) ?? []), item]);
  for (const siblings of byParent.values()) {
    const orders = ordersAt([], 'last', siblings.length);
    if (!orders.ok) return orders;
    for (const [i, item] of siblings.entries()) out.set(item.id, orders.value[i] as string);
  }
  return ok(out);
}

/** A table with its columns and rows; formulas are set afterwards by name (`set-formula`), cells by `set-cells`. */
export function addTable(live: LivePlan, command: CommandOf<'add-table'>): Result<Change[]> {
  const { table } = command;
  if (live.state.records.tbl.has(table.id)) return fail('bad-command', { why: 'id-used', id: table.id });
  const orders = ordersAt(live.state.records.tbl.values(), command.place, 1);
  const columnOrders = ordered(command.columns ?? []);
  const rowOrders = ordered(command.rows ?? []);
  if (!orders.ok) return orders;
  if (!columnOrders.ok) return columnOrders;
  if (!rowOrders.ok) return rowOrders;
  const key = table.key ?? keyOf('t', table.id);
  const record: TableRecord = {
    id: table.id,
    key: [...live.state.records.tbl.values()].some((t) => t.key === key) ? keyOf('t', table.id) : key,
    numberAs: table.numberAs ?? null,
    title: table.title,
    unit: table.unit ?? null,
    role: table.role ?? 'table',
    place: table.place ?? 'text',
    boxId: table.boxId ?? null,
    ord: orders.value[0] as string,
    landscape: table.landscape ?? false,
    props: (table.props ?? {}) as TableRecord['props'],
  };
  const columns = (command.columns ?? []).map((c) =>
    columnRecord(table.id, { ...c, formula: null }, (c.parent ?? null) as ColumnId | null, columnOrders.value.get(c.id) as string),
  );
  const rows = (command.rows ?? []).map((r) =>
    rowRecord(table.id, { ...r, formula: null }, r.parent ?? null, rowOrders.value.get(r.id) as string),
  );
  return ok([addRecord('tbl', record), ...columns.map((c) => addRecord('col', c)), ...rows.map((r) => addRecord('row', r))]);
}

export function removeTable(live: LivePlan, command: CommandOf<'remove-table'>): Result<Change[]> {
  const table = live.state.records.tbl.get(command.table);
  if (!table) return fail('no-such-table', { table: command.table });
  const columns = columnsOf(live, table.id);
  const rows = [...live.state.slotsOf(table.id).slotOf.keys()].map((id) => live.state.records.row.get(id) as RowRecord);
  const calls = [...live.state.records.block.values()].filter((b) => b.props.tableId === table.id);
  if (!command.confirm) {
    const columnIds = new Set(columns.map((c) => c.id));
    const uses = usesOf(live, columnIds, new Set(rows.map((r) => r.id)));
    const places = [...uses, ...calls.map((b) => ({ kind: 'text' as const, where: '正文中插入此表的位置', block: b.id }))];
    if (places.length) return fail('in-use', { what: 'table', places: places.slice(0, 20), count: places.length });
  }
  return ok([
    ...removeRowsChanges(live, rows),
    ...removeColumnsChanges(live, columns).filter((change) => change.k !== 'cells'),
    ...calls.flatMap((b) => removeRecord(live.state, 'block', b.id)),
    ...removeRecord(live.state, 'tbl', table.id),
  ]);
}

export function moveTable(live: LivePlan, command: CommandOf<'move-table'>): Result<Change[]> {
  if (!live.state.records.tbl.has(command.table)) return fail('no-such-table', { table: command.table });
  const orders = ordersAt(
    [...live.state.records.tbl.values()].filter((t) => t.id !== command.table),
    command.place,
    1,
  );
  return orders.ok ? ok(setRecord(live.state, 'tbl', command.table, { ord: orders.value[0] as string })) : orders;
}

export function setTable(live: LivePlan, command: CommandOf<'set-table'>): Result<Change[]> {
  const table = live.state.records.tbl.get(command.table);
  if (!table) return fail('no-such-table', { table: command.table });
  const { key } = command.set;
  if (
    key !== undefined &&
    key !== table.key &&
    (!/^[a-z][a-z0-9_]*$/.test(key) || [...live.state.records.tbl.values()].some((t) => t.key === key))
  ) {
    return fail('bad-value', { why: 'key', value: key });
  }
  return ok(setRecord(live.state, 'tbl', table.id, command.set as Partial<TableRecord>));
}

/** Replaces the region list; a region that rows or the plan name can't go. */
export function setRegions(live: LivePlan, command: CommandOf<'set-regions'>): Result<Change[]> {
  const kept = new Set(command.regions.map((r) => r.id));
  const changes: Change[] = [];
  for (const region of live.state.records.region.values()) {
    if (kept.has(region.id)) continue;
    const row = [...live.state.records.row.values()].find((r) => r.regionId === region.id);
    if (row) return fail('in-use', { what: 'region', places: [{ kind: 'formula', where: region.name }], count: 1 });
    changes.push(...removeRecord(live.state, 'region', region.id));
  }
  for (const region of command.regions) {
    if (region.parentId !== null && !kept.has(region.parentId)) return fail('no-such-region', { region: region.parentId });
    changes.push(
      ...(live.state.records.region.has(region.id)
        ? setRecord(live.state, 'region', region.id, region)
        : [addRecord('region', region)]),
    );
  }
  return ok(changes);
}

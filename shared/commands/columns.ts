// Commands on columns and column groups: add, remove, move, set. A new unit converts the values in the same step.

import { fail, ok, type Result } from '../contract/failure.ts';
import { parseByName } from '../formulas/parse.ts';
import { writeStored } from '../formulas/stored.ts';
import type { Change } from '../model/change.ts';
import { type ColumnId, cellKey, keyOf, type TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel, squash } from '../model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';
import { convertUnit } from '../model/units.ts';
import { compare, formatExact, round } from '../values/exact.ts';
import { type CellValue, isPlain, numberValue, printValue } from '../values/value.ts';
import { CellChanges, storedData } from './cells.ts';
import { addRecord, ordersAt, removeRecord, setRecord } from './record-changes.ts';
import type { CommandOf, Place } from './schema.ts';
import { usesOf } from './uses.ts';

type NewColumn = CommandOf<'add-column'>['column'];

export const columnsOf = (live: LivePlan, table: TableId): ColumnRecord[] =>
  [...live.state.records.col.values()].filter((c) => c.tableId === table);

export function columnRecord(table: TableId, column: NewColumn, parentId: ColumnId | null, ord: string): ColumnRecord {
  const role = column.role ?? 'value';
  const isText = role !== 'value' && role !== 'group';
  return {
    id: column.id,
    tableId: table,
    parentId,
    key: column.key ?? keyOf('c', column.id),
    title: column.title,
    ord,
    role,
    kind: column.kind ?? (isText ? 'text' : 'number'),
    unit: column.unit ?? null,
    decimals: column.decimals ?? null,
    forms: column.forms ?? null,
    min: column.min ?? null,
    max: column.max ?? null,
    required: column.required ?? false,
    choices: column.choices ?? null,
    width: column.width ?? null,
    align: column.align ?? null,
    yearOffset: column.yearOffset ?? null,
    formula: column.formula ?? null,
    total: column.total ?? null,
    precision: column.precision ?? 'printed',
    hidden: column.hidden ?? false,
    props: column.props ?? {},
  };
}

export function addColumn(
  live: LivePlan,
  table: TableId,
  column: NewColumn,
  parent: ColumnId | null | undefined,
  place: Place,
): Result<Change[]> {
  if (!live.state.records.tbl.has(table)) return fail('no-such-table', { table });
  if (live.state.records.col.has(column.id)) return fail('bad-command', { why: 'id-used', id: column.id });
  const beside = typeof place === 'object' ? live.state.records.col.get('after' in place ? place.after : place.before) : undefined;
  const parentId = parent === undefined ? (beside?.parentId ?? null) : parent;
  if (parentId !== null && live.state.records.col.get(parentId)?.role !== 'group')
    return fail('no-such-column', { column: parentId });
  const siblings = columnsOf(live, table).filter((c) => c.parentId === parentId);
  const orders = ordersAt(siblings, place, 1);
  if (!orders.ok) return orders;
  const record = columnRecord(table, column, parentId, orders.value[0] as string);
  if (columnsOf(live, table).some((c) => c.key === record.key)) record.key = keyOf('c', record.id);
  if (column.formula) {
    const parsed = parseByName(column.formula, { live, table });
    if (!parsed.ok) return parsed;
    record.formula = writeStored(parsed.value);
  }
  return ok([addRecord('col', record)]);
}

export function addColumnGroup(live: LivePlan, command: CommandOf<'add-column-group'>): Result<Change[]> {
  const added = addColumn(live, command.table, { ...command.column, role: 'group' }, command.parent, command.place);
  if (!added.ok) return added;
  const taken: ColumnRecord[] = [];
  for (const id of command.take ?? []) {
    const column = live.state.records.col.get(id);
    if (column?.tableId !== command.table) return fail('no-such-column', { column: id });
    taken.push(column);
  }
  const orders = ordersAt([], 'last', taken.length);
  if (!orders.ok) return orders;
  return ok([
    ...added.value,
    ...taken.flatMap((c, i) => setRecord(live.state, 'col', c.id, { parentId: command.column.id, ord: orders.value[i] as string })),
  ]);
}

/** Everything that hangs on the given columns, gone with them. */
export function removeColumnsChanges(live: LivePlan, columns: readonly ColumnRecord[]): Change[] {
  const changes: Change[] = [];
  const empties = new CellChanges();
  const ids = new Set<ColumnId>(columns.map((c) => c.id));
  for (const column of columns) {
    if (column.role === 'group') continue;
    for (const row of live.state.slotsOf(column.tableId).slotOf.keys()) {
      const record = live.state.records.row.get(row) as RowRecord;
      if (storedData(live, record, column) !== null) empties.put(live, record, column, { form: 'empty' });
      for (const e of ['exception', 'cell_formula', 'cell_origin'] as const)
        changes.push(...removeRecord(live.state, e, cellKey(row, column.id)));
    }
  }
  for (const note of live.state.records.note.values())
    if (note.colId !== null && ids.has(note.colId)) changes.push(...removeRecord(live.state, 'note', note.id));
  return [...empties.changes(), ...changes, ...columns.flatMap((c) => removeRecord(live.state, 'col', c.id))];
}

export function removeColumns(live: LivePlan, command: CommandOf<'remove-columns'>): Result<Change[]> {
  const out: ColumnRecord[] = [];
  const seen = new Set<ColumnId>();
  const take = (column: ColumnRecord): void => {
    if (seen.has(column.id)) return;
    seen.add(column.id);
    for (const child of columnsOf(live, column.tableId)) if (child.parentId === column.id) take(child);
    out.push(column);
  };
  for (const id of command.columns) {
    const column = live.state.records.col.get(id);
    if (!column) return fail('no-such-column', { column: id });
    take(column);
  }
  const uses = command.confirm ? [] : usesOf(live, seen, new Set());
  if (uses.length) return fail('in-use', { what: 'column', places: uses.slice(0, 20), count: uses.length });
  return ok(removeColumnsChanges(live, out));
}

export function moveColumns(live: LivePlan, command: CommandOf<'move-columns'>): Result<Change[]> {
  const moving = new Set(command.columns);
  const columns: ColumnRecord[] = [];
  for (const id of command.columns) {
    const column = live.state.records.col.get(id);
    if (!column) return fail('no-such-column', { column: id });
    columns.push(column);
  }
  const first = columns[0] as ColumnRecord;
  const beside =
    typeof command.place === 'object'
      ? live.state.records.col.get('after' in command.place ? command.place.after : command.place.before)
      : undefined;
  const parent = command.parent === undefined ? (beside ? beside.parentId : first.parentId) : command.parent;
  for (let up = parent; up !== null; up = live.state.records.col.get(up)?.parentId ?? null)
    if (moving.has(up)) return fail('bad-command', { why: 'into-itself' });
  const orders = ordersAt(
    columnsOf(live, first.tableId).filter((c) => c.parentId === parent && !moving.has(c.id)),
    command.place,
    columns.length,
  );
  if (!orders.ok) return orders;
  return ok(columns.flatMap((c, i) => setRecord(live.state, 'col', c.id, { ord: orders.value[i] as string, parentId: parent })));
}

/** Values of a column under another unit or other decimals; `bad-value` {why:'rounding', cells} unless `round`. */
function convertValues(
  live: LivePlan,
  column: ColumnRecord,
  unit: string | null,
  decimals: number | null,
  mayRound: boolean,
): Result<Change[]> {
  const cells = new CellChanges();
  const lost: { row: string; from: string; to: string }[] = [];
  const convert = unit !== null && column.unit !== null && unit !== column.unit;
  for (const row of live.state.slotsOf(column.tableId).slotOf.keys()) {
    const record = live.state.records.row.get(row) as RowRecord;
    if (record.decimals !== null || record.unit !== null) continue;
    const slot = live.state.slotsOf(column.tableId).slotOf.get(row) as number;
    const value: CellValue = live.state.cells.get(column.id)?.get(slot) ?? { form: 'empty' };
    if (!isPlain(value)) continue;
    let num = value.num;
    let rounded = false;
    if (convert) {
      const converted = convertUnit(num, column.unit as string, unit, decimals);
      if (!converted)
        return fail('bad-value', {
          why: 'unit',
          from: column.unit,
          to: unit,
          column: live.shape(column.tableId).path(column.id).join('/'),
        });
      num = converted.num;
      rounded = converted.lost;
    } else if (decimals !== null && num.d !== decimals) {
      const to = round(num, decimals);
      rounded = compare(to, num) !== 0;
      num = to;
    }
    if (rounded) lost.push({ row: rowLabel(live, record), from: printValue(value), to: formatExact(num) });
    cells.put(live, record, column, numberValue(num));
  }
  if (lost.length && !mayRound) return fail('bad-value', { why: 'rounding', count: lost.length, cells: lost.slice(0, 20) });
  return ok(cells.changes());
}

export function setColumn(live: LivePlan, command: CommandOf<'set-column'>): Result<Change[]> {
  const column = live.state.records.col.get(command.col);
  if (!column) return fail('no-such-column', { column: command.col });
  const set = { ...command.set };
  if (
    set.key !== undefined &&
    set.key !== column.key &&
    (!/^[a-z][a-z0-9_]*$/.test(set.key) || columnsOf(live, column.tableId).some((c) => c.key === set.key))
  ) {
    return fail('bad-value', { why: 'key', value: set.key });
  }
  // Two columns of one name side by side could be told apart by nothing that is printed.
  if (set.title !== undefined && set.title !== column.title) {
    const same = columnsOf(live, column.tableId).some(
      (c) => c.id !== column.id && c.parentId === column.parentId && squash(c.title) === squash(set.title as string),
    );
    if (same) return fail('bad-value', { why: 'name-used', value: set.title });
  }
  if (set.formula) {
    const parsed = parseByName(set.formula, { live, table: column.tableId });
    if (!parsed.ok) return parsed;
    set.formula = writeStored(parsed.value);
  }
  const values: Change[] = [];
  if (column.kind === 'number' && (set.unit !== undefined || set.decimals !== undefined)) {
    const decimals = set.decimals === undefined ? column.decimals : set.decimals;
    const converted = convertValues(
      live,
      column,
      set.unit === undefined ? column.unit : set.unit,
      decimals,
      command.round ?? false,
    );
    if (!converted.ok) return converted;
    values.push(...converted.value);
  }
  return ok([...setRecord(live.state, 'col', column.id, set as Partial<ColumnRecord>), ...values]);
}

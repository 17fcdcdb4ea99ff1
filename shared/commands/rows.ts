// Commands on rows: add, remove, move, set. Totals keep their end of their group whatever is added or moved.

import { fail, ok, type Result } from '../contract/failure.ts';
import { parseByName } from '../formulas/parse.ts';
import { writeStored } from '../formulas/stored.ts';
import type { Change } from '../model/change.ts';
import { cellKey, keyOf, type RowId, type TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { byOrder } from '../model/order.ts';
import type { RowRecord } from '../model/records.ts';
import { CellChanges, refusedCells, storedData } from './cells.ts';
import { joinedBefore, keepJoins } from './join-cells.ts';
import { readInput } from './read-input.ts';
import { addRecord, ordersAt, removeRecord, setRecord } from './record-changes.ts';
import type { CommandOf, Place } from './schema.ts';
import { usesOf } from './uses.ts';

type NewRow = CommandOf<'add-rows'>['rows'][number];

const rowsOf = (live: LivePlan, table: TableId): RowRecord[] =>
  [...live.state.slotsOf(table).slotOf.keys()].map((id) => live.state.records.row.get(id) as RowRecord);

export function rowRecord(table: TableId, row: NewRow, parentId: RowId | null, ord: string): RowRecord {
  const isTotal = row.kind === 'total' || row.kind === 'subtotal';
  return {
    id: row.id,
    tableId: table,
    parentId,
    key: row.key ?? keyOf('r', row.id),
    label: row.label,
    ord,
    kind: row.kind ?? 'data',
    place: row.place ?? (isTotal ? 'last' : null),
    counts: row.counts ?? row.kind !== 'of_which',
    regionId: row.regionId ?? null,
    unit: row.unit ?? null,
    decimals: row.decimals ?? null,
    formula: row.formula ?? null,
    hidden: row.hidden ?? false,
    props: row.props ?? {},
  };
}

/** Records and cells of new rows, in the given order at the given place among their parent's children. */
export function addRows(live: LivePlan, table: TableId, rows: readonly NewRow[], place: Place): Result<Change[]> {
  const record = live.state.records.tbl.get(table);
  if (!record) return fail('no-such-table', { table });
  const existing = rowsOf(live, table);
  const keys = new Set(existing.map((row) => row.key));
  const changes: Change[] = [];
  const cells = new CellChanges();
  const refused: Record<string, unknown>[] = [];
  const byParent = new Map<RowId | null, NewRow[]>();
  for (const row of rows) {
    if (live.state.records.row.has(row.id)) return fail('bad-command', { why: 'id-used', id: row.id });
    const parent = row.parent ?? parentAt(live, place);
    const siblings = byParent.get(parent);
    if (siblings) siblings.push(row);
    else byParent.set(parent, [row]);
  }
  const columns = [...live.state.records.col.values()].filter((c) => c.tableId === table);
  for (const [parent, added] of byParent) {
    if (parent !== null && !rows.some((r) => r.id === parent) && live.state.records.row.get(parent)?.tableId !== table)
      return fail('no-such-row', { row: parent });
    const siblings = existing.filter((row) => row.parentId === parent);
    const named = typeof place === 'object' && siblings.some((s) => s.id === ('after' in place ? place.after : place.before));
    const orders = ordersAt(siblings, typeof place === 'string' || named ? place : 'last', added.length);
    if (!orders.ok) return orders;
    const joined = named ? joinedBefore(live, nextTo(siblings, place)) : undefined;
    for (const [i, row] of added.entries()) {
      const made = rowRecord(table, row, parent, orders.value[i] as string);
      if (joined && made.kind === 'data' && !made.props.joined) made.props = { ...made.props, joined };
      if (keys.has(made.key)) made.key = keyOf('r', made.id);
      keys.add(made.key);
      changes.push(addRecord('row', made));
      for (const cell of row.cells ?? []) {
        const column = columns.find((c) => c.id === cell.col);
        if (!column || column.role === 'group') return fail('no-such-column', { column: cell.col });
        if (column.formula || column.role !== 'value') {
          if (column.role !== 'note') continue;
        }
        const value = readInput(live, made, column, cell.value);
        if (value.ok) cells.putNew(made.id, column, value.value);
        else refused.push(value.failure.details);
      }
    }
  }
  return refused.length ? refusedCells(refused) : ok([...changes, ...cells.changes()]);
}

/** The sibling that will stand below a place. */
function nextTo(siblings: readonly RowRecord[], place: Place): RowRecord | undefined {
  if (typeof place === 'string') return undefined;
  const ordered = [...siblings].sort(byOrder);
  if ('before' in place) return ordered.find((row) => row.id === place.before);
  return ordered[ordered.findIndex((row) => row.id === place.after) + 1];
}

/** The group that a place lies in: that of the row it is beside. */
function parentAt(live: LivePlan, place: Place): RowId | null {
  if (typeof place === 'string') return null;
  return live.state.records.row.get('after' in place ? place.after : place.before)?.parentId ?? null;
}

/** Everything that hangs on a cell of the given rows, gone with them. */
export function removeRowsChanges(live: LivePlan, rows: readonly RowRecord[]): Change[] {
  const changes: Change[] = [];
  const ids = new Set<RowId>(rows.map((row) => row.id));
  const columns = new Map<TableId, ReturnType<typeof columnsOf>>();
  const columnsOf = (table: TableId) =>
    [...live.state.records.col.values()].filter((c) => c.tableId === table && c.role !== 'group');
  const empties = new CellChanges();
  for (const row of rows) {
    const own = columns.get(row.tableId) ?? columnsOf(row.tableId);
    columns.set(row.tableId, own);
    for (const column of own) {
      if (storedData(live, row, column) !== null) empties.put(live, row, column, { form: 'empty' });
      const key = cellKey(row.id, column.id);
      for (const e of ['exception', 'cell_formula', 'cell_origin'] as const) changes.push(...removeRecord(live.state, e, key));
    }
  }
  for (const note of live.state.records.note.values())
    if (note.rowId !== null && ids.has(note.rowId)) changes.push(...removeRecord(live.state, 'note', note.id));
  return [...empties.changes(), ...changes, ...rows.flatMap((row) => removeRecord(live.state, 'row', row.id))];
}

/** The rows named and all that lie under them, deepest first. */
function withChildren(live: LivePlan, ids: readonly RowId[]): Result<RowRecord[]> {
  const out: RowRecord[] = [];
  const seen = new Set<RowId>();
  const children = new Map<RowId, RowRecord[]>();
  for (const row of live.state.records.row.values())
    if (row.parentId !== null) children.set(row.parentId, [...(children.get(row.parentId) ?? []), row]);
  const take = (row: RowRecord): void => {
    if (seen.has(row.id)) return;
    seen.add(row.id);
    for (const child of children.get(row.id) ?? []) take(child);
    out.push(row);
  };
  for (const id of ids) {
    const row = live.state.records.row.get(id);
    if (!row) return fail('no-such-row', { row: id });
    take(row);
  }
  return ok(out);
}

export function removeRows(live: LivePlan, command: CommandOf<'remove-rows'>): Result<Change[]> {
  const rows = withChildren(live, command.rows);
  if (!rows.ok) return rows;
  const uses = command.confirm ? [] : usesOf(live, new Set(), new Set(rows.value.map((row) => row.id)));
  if (uses.length) return fail('in-use', { what: 'row', places: uses.slice(0, 20), count: uses.length });
  const tables = new Set(rows.value.map((row) => row.tableId));
  const changes = removeRowsChanges(live, rows.value);
  return ok(tables.size === 1 ? keepJoins(live, [...tables][0] as TableId, changes) : changes);
}

export function moveRows(live: LivePlan, command: CommandOf<'move-rows'>): Result<Change[]> {
  const moving = new Set(command.rows);
  const rows: RowRecord[] = [];
  for (const id of command.rows) {
    const row = live.state.records.row.get(id);
    if (!row) return fail('no-such-row', { row: id });
    rows.push(row);
  }
  const first = rows[0] as RowRecord;
  if (rows.some((row) => row.tableId !== first.tableId)) return fail('bad-command', { why: 'several-tables' });
  const parent =
    command.parent === undefined
      ? typeof command.place === 'object'
        ? parentAt(live, command.place)
        : first.parentId
      : command.parent;
  for (let up = parent; up !== null; up = live.state.records.row.get(up)?.parentId ?? null) {
    if (moving.has(up)) return fail('bad-command', { why: 'into-itself' });
  }
  const siblings = rowsOf(live, first.tableId).filter((row) => row.parentId === parent && !moving.has(row.id));
  const orders = ordersAt(siblings, command.place, rows.length);
  if (!orders.ok) return orders;
  const changes = rows.flatMap((row, i) =>
    setRecord(live.state, 'row', row.id, { ord: orders.value[i] as string, parentId: parent }),
  );
  return ok(keepJoins(live, first.tableId, changes));
}

export function setRow(live: LivePlan, command: CommandOf<'set-row'>): Result<Change[]> {
  const row = live.state.records.row.get(command.row);
  if (!row) return fail('no-such-row', { row: command.row });
  const set = { ...command.set };
  if (set.formula) {
    const parsed = parseByName(set.formula, { live, table: row.tableId });
    if (!parsed.ok) return parsed;
    set.formula = writeStored(parsed.value);
  }
  if (set.regionId && !live.state.records.region.has(set.regionId)) return fail('no-such-region', { region: set.regionId });
  if (
    set.key !== undefined &&
    set.key !== row.key &&
    (!/^[a-z][a-z0-9_]*$/.test(set.key) || rowsOf(live, row.tableId).some((r) => r.key === set.key))
  ) {
    return fail('bad-value', { why: 'key', value: set.key });
  }
  return ok(setRecord(live.state, 'row', row.id, set as Partial<RowRecord>));
}

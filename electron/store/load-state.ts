// Reads the whole plan from its file into memory.
//
// Cells come in the order of the file (by row, then column) and go straight into the columns' arrays, without a value object for a
// plain number: a million cells take little longer than selecting them. What the tables should never hold (a column without its
// table, a cell of no known form) is `plan-damaged` with its place.

import type Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import { CellColumn } from '../../shared/model/cell-column.ts';
import { ENTITIES, type Entity } from '../../shared/model/records.ts';
import { PlanState, type RowSlots } from '../../shared/model/state.ts';
import { cellValue } from './cell-columns.ts';
import { ENTITY_TABLES, type EntityTable, fromColumn, idOf, quoted } from './entity-columns.ts';

/** Beyond this a file is no plan, whatever it says: memory is not for the taking. */
const MOST_CELLS = 20_000_000;
const MOST_RECORDS = 2_000_000;
/** Cells fetched at once: large enough to be fast, small enough not to double the memory. */
const CHUNK = 20_000;

class Damage extends Error {
  readonly object: string;
  constructor(object: string) {
    super(object);
    this.object = object;
  }
}

/** The state that a plan file holds, read in one transaction. `plan-damaged` {object}, `file-too-large`. */
export function loadState(db: Database.Database, path: string): Result<PlanState> {
  try {
    return ok(db.transaction(() => readAll(db, path)).deferred());
  } catch (error) {
    if (error instanceof Damage) return fail('plan-damaged', { path, object: error.object });
    throw error;
  }
}

function readAll(db: Database.Database, path: string): PlanState {
  const state = new PlanState();
  for (const entity of ENTITIES) readEntity(db, state, ENTITY_TABLES[entity]);
  state.seq = readSeq(db);
  checkTrees(state);
  for (const row of state.records.row.values()) state.slotsOf(row.tableId).add(row.id);
  readCells(db, state, path);
  return state;
}

/** The newest step's number; kept apart from the log, whose old steps a person may drop. */
export function readSeq(db: Database.Database): number {
  const row = db.prepare("SELECT value FROM plan WHERE name = 'seq'").get() as { value: string } | undefined;
  const seq = Number(row?.value);
  if (!Number.isSafeInteger(seq) || seq < 0) throw new Damage('plan seq');
  return seq;
}

function readEntity(db: Database.Database, state: PlanState, spec: EntityTable): void {
  const counted = db
    .prepare(`SELECT count(*) FROM ${quoted(spec.table)}`)
    .pluck()
    .get() as number;
  if (counted > MOST_RECORDS) throw new Damage(`${spec.table} (${counted})`);
  const columns = [...spec.key, ...spec.fields.map((f) => quoted(f.column))].join(', ');
  const only = spec.parks ? ' WHERE name IS NOT NULL' : spec.entity === 'plan' ? " WHERE name <> 'seq'" : '';
  const rows = db
    .prepare(`SELECT ${columns} FROM ${quoted(spec.table)}${only}`)
    .raw()
    .iterate() as IterableIterator<unknown[]>;
  const records = state.records[spec.entity] as unknown as Map<number | string, unknown>;
  const at = spec.key.length;
  for (const values of rows) {
    const id = idOf(spec, values);
    const record: Record<string, unknown> = { id };
    try {
      for (let i = 0; i < spec.fields.length; i++) {
        const { field, kind } = spec.fields[i] as EntityTable['fields'][number];
        record[field] = fromColumn(kind, values[at + i]);
      }
    } catch {
      throw new Damage(`${spec.table} ${id}`);
    }
    records.set(id, record);
  }
}

/** Columns and rows belong to a table, parents are there and lead to the top: what the engine walks has an end. */
function checkTrees(state: PlanState): void {
  const { records } = state;
  const trees: { entity: Entity; map: Map<number, { id: number; parentId: number | null; tableId?: number }> }[] = [
    { entity: 'region', map: records.region },
    { entity: 'col', map: records.col },
    { entity: 'row', map: records.row },
    { entity: 'block', map: records.block },
  ];
  for (const { entity, map } of trees) {
    const safe = new Set<number>();
    for (const record of map.values()) {
      if (record.tableId !== undefined && !records.tbl.has(record.tableId)) throw new Damage(`${entity} ${record.id}`);
      const walked: number[] = [];
      for (let at: number | null = record.id; at !== null && !safe.has(at); ) {
        const here = map.get(at);
        if (!here || walked.length > map.size || here.tableId !== record.tableId) throw new Damage(`${entity} ${record.id}`);
        walked.push(at);
        at = here.parentId;
      }
      for (const id of walked) safe.add(id);
    }
  }
}

type CellRow = [row: number, col: number, num: number | null, dec: number | null, text: string | null, form: string | null];

function readCells(db: Database.Database, state: PlanState, path: string): void {
  const tableOf = new Map<number, { slots: RowSlots; columns: Map<number, CellColumn> }>();
  const capacity = new Map<number, number>();
  for (const row of state.records.row.values()) capacity.set(row.tableId, (capacity.get(row.tableId) ?? 0) + 1);
  for (const table of state.records.tbl.values()) tableOf.set(table.id, { slots: state.slotsOf(table.id), columns: new Map() });
  const columnOf = (col: number, tableId: number, columns: Map<number, CellColumn>): CellColumn | null => {
    if (state.records.col.get(col)?.tableId !== tableId) return null;
    const column = new CellColumn(capacity.get(tableId) ?? 1);
    state.cells.set(col, column);
    columns.set(col, column);
    return column;
  };
  // A plain number, which most cells are, comes without its form's text.
  const select = db
    .prepare(
      "SELECT row_id, col_id, num, dec, text, CASE WHEN text IS NULL AND form = 'number' THEN NULL ELSE form END FROM cell " +
        'WHERE (row_id, col_id) > (?, ?) ORDER BY row_id, col_id LIMIT ?',
    )
    .raw();
  let after: [number, number] = [Number.MIN_SAFE_INTEGER, 0];
  let lastRow = 0;
  let slot: number | undefined;
  let tableId = 0;
  let table: { slots: RowSlots; columns: Map<number, CellColumn> } | undefined;
  for (let total = 0; ; ) {
    const cells = select.all(after[0], after[1], CHUNK) as CellRow[];
    for (const [row, col, num, dec, text, form] of cells) {
      if (row !== lastRow) {
        lastRow = row;
        tableId = state.records.row.get(row)?.tableId ?? 0;
        table = tableOf.get(tableId);
        slot = table?.slots.slotOf.get(row);
      }
      // A cell without its row or column is nobody's: `verify` lists it, the plan opens without it.
      if (slot === undefined || table === undefined) continue;
      const column = table.columns.get(col) ?? columnOf(col, tableId, table.columns);
      if (!column) continue;
      if (form === null && dec !== null && num !== null && dec < 32 && dec >= 0) column.setNumber(slot, num, dec);
      else column.set(slot, readValue(row, col, form ?? 'number', num, dec, text));
    }
    const last = cells[cells.length - 1];
    if (!last || cells.length < CHUNK) return;
    after = [last[0], last[1]];
    total += cells.length;
    if (total > MOST_CELLS) throw new Damage(`cell (${path})`);
  }
}

function readValue(row: number, col: number, form: string, num: number | null, dec: number | null, text: string | null) {
  try {
    return cellValue(form, num, dec, text);
  } catch {
    throw new Damage(`cell ${row}:${col}`);
  }
}

// Reads the whole plan from its file into memory.
//
// Cells come row by row, a row's plain numbers as one list, and go straight into the columns' arrays without a value object: a million
// cells take less than selecting them one by one. What the tables should never hold (a column without its
// table, a cell of no known form) is `plan-damaged` with its place.

import type Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import { CellColumn } from '../../shared/model/cell-column.ts';
import { ENTITIES, type Entity } from '../../shared/model/records.ts';
import { PlanState } from '../../shared/model/state.ts';
import type { CellValue } from '../../shared/values/value.ts';
import { cellValue } from './cell-columns.ts';
import { ENTITY_TABLES, type EntityTable, fromColumn, idOf, quoted } from './entity-columns.ts';

/** Beyond this a file is no plan, whatever it says: memory is not for the taking. */
const MOST_CELLS = 20_000_000;
const MOST_RECORDS = 2_000_000;

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
    return ok(db.transaction(() => readAll(db)).deferred());
  } catch (error) {
    if (error instanceof Damage) return fail('plan-damaged', { path, object: error.object });
    throw error;
  }
}

function readAll(db: Database.Database): PlanState {
  const state = new PlanState();
  for (const entity of ENTITIES) readEntity(db, state, ENTITY_TABLES[entity]);
  state.seq = readSeq(db);
  checkTrees(state);
  for (const row of state.records.row.values()) state.slotsOf(row.tableId).add(row.id);
  readCells(db, state);
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

/** A plain number in one figure: num × 32 + dec, where both fit; most cells are such. */
const PLAIN = "text IS NULL AND form = 'number' AND dec BETWEEN 0 AND 31 AND num BETWEEN -281474976710656 AND 281474976710656";
/** One record a row of a table, its cells as JSON lists: far fewer crossings from SQLite to here than one a cell. */
const BY_ROW = `
  SELECT row_id, json_group_array(col_id), json_group_array(CASE WHEN ${PLAIN} THEN num * 32 + dec END),
    json_group_array(json_array(col_id, form, num, dec, text)) FILTER (WHERE (${PLAIN}) IS NOT TRUE)
  FROM cell GROUP BY row_id`;
type Special = [col: number, form: string, num: number | null, dec: number | null, text: string | null];

function readCells(db: Database.Database, state: PlanState): void {
  const rowsOf = new Map<number, number>();
  for (const row of state.records.row.values()) rowsOf.set(row.tableId, (rowsOf.get(row.tableId) ?? 0) + 1);
  const columnOf = (col: number, tableId: number): CellColumn => {
    const known = state.cells.get(col);
    if (known) return known;
    const column = new CellColumn(rowsOf.get(tableId));
    state.cells.set(col, column);
    return column;
  };
  let total = 0;
  for (const [row, cols, plain, special] of db.prepare(BY_ROW).raw().iterate() as IterableIterator<
    [number, string, string, string]
  >) {
    const tableId = state.records.row.get(row)?.tableId;
    const slot = tableId === undefined ? undefined : state.slotsOf(tableId).slotOf.get(row);
    const ids = JSON.parse(cols) as number[];
    total += ids.length;
    if (total > MOST_CELLS) throw new Damage(`cell (${total})`);
    // A cell without its row or column is nobody's: `verify` lists it, the plan opens without it.
    if (tableId === undefined || slot === undefined) continue;
    const packed = JSON.parse(plain) as (number | null)[];
    for (let i = 0; i < ids.length; i++) {
      const figure = packed[i];
      const col = ids[i] as number;
      if (figure === null || figure === undefined || state.records.col.get(col)?.tableId !== tableId) continue;
      const num = Math.floor(figure / 32);
      columnOf(col, tableId).setNumber(slot, num, figure - num * 32);
    }
    if (special === '[]') continue;
    for (const [col, form, num, dec, text] of JSON.parse(special) as Special[]) {
      if (state.records.col.get(col)?.tableId !== tableId) continue;
      columnOf(col, tableId).set(slot, readValue(row, col, form, num, dec, text));
    }
  }
}

function readValue(row: number, col: number, form: string, num: number | null, dec: number | null, text: string | null): CellValue {
  try {
    return cellValue(form, num, dec, text);
  } catch {
    throw new Damage(`cell ${row}:${col}`);
  }
}

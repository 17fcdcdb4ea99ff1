// Is this file's schema ours? A plan may come from a stranger, so its schema must equal ours letter for letter.
//
// A trigger, a virtual table or a generated column could make our own statements do something else; a changed table could hide
// damage. In a newer version's plan more may stand beside ours, but our tables and columns must be there as we know them.

import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { SchemaObject } from './schema-object.ts';

interface SchemaRow {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}
interface ColumnRow {
  name: string;
  type: string;
  pk: number;
  hidden: number;
}

const damaged = (path: string, object: string): Result<never> => fail('plan-damaged', { path, object });

function rowsOf(db: Database.Database): SchemaRow[] {
  return db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all() as SchemaRow[];
}

/** SQLite's own index behind a primary key or UNIQUE of one of our tables. */
function isOwnIndex(row: SchemaRow, tables: ReadonlySet<string>): boolean {
  return row.type === 'index' && row.sql === null && row.name.startsWith('sqlite_autoindex_') && tables.has(row.tbl_name);
}

/** The schema equals `objects`, nothing more and nothing less. `plan-damaged` {object: the first that differs}. */
export function checkSchema(db: Database.Database, objects: readonly SchemaObject[], path: string): Result<null> {
  const known = new Map(objects.map((object) => [object.name, object]));
  const tables = new Set(objects.filter((object) => object.type === 'table').map((object) => object.name));
  const seen = new Set<string>();
  for (const row of rowsOf(db)) {
    if (isOwnIndex(row, tables)) continue;
    const object = known.get(row.name);
    if (!object || object.type !== row.type || object.sql !== row.sql || seen.has(row.name)) return damaged(path, row.name);
    seen.add(row.name);
  }
  for (const name of known.keys()) if (!seen.has(name)) return damaged(path, name);
  return ok(null);
}

function columnsOf(db: Database.Database, table: string): ColumnRow[] {
  return db.prepare('SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)').all(table) as ColumnRow[];
}

/** A newer plan: ours are all there, and nothing stands beside them that could change what our statements do. */
export function checkNewerSchema(db: Database.Database, objects: readonly SchemaObject[], path: string): Result<null> {
  const rows = rowsOf(db);
  const tables = new Map(rows.filter((row) => row.type === 'table').map((row) => [row.name, row]));
  for (const row of rows) {
    if (row.type === 'trigger' || /^\s*CREATE\s+VIRTUAL\b/i.test(row.sql ?? '')) return damaged(path, row.name);
    if (row.type !== 'table') continue;
    const odd = columnsOf(db, row.name).find((column) => column.hidden !== 0);
    if (odd) return damaged(path, `${row.name}.${odd.name}`);
  }
  const model = new Database(':memory:');
  try {
    for (const object of objects) {
      if (object.type !== 'table') continue;
      if (!tables.has(object.name)) return damaged(path, object.name);
      model.exec(object.sql);
      const there = new Map(columnsOf(db, object.name).map((column) => [column.name, column]));
      for (const column of columnsOf(model, object.name)) {
        const found = there.get(column.name);
        if (!found || found.type !== column.type || found.pk !== column.pk) return damaged(path, `${object.name}.${column.name}`);
      }
    }
  } finally {
    model.close();
  }
  return ok(null);
}

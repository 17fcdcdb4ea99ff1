// Writes changes into the file, the way `applyChanges` takes them into the state: the same list, record by record.
//
// Runs inside the transaction that also writes the step. A change that meets another file than it was decided for (a record that is
// not there) is a bug and throws, and the transaction is rolled back.

import type Database from 'better-sqlite3';
import type { CellData, Change } from '../../shared/model/change.ts';
import { ENTITIES, type Entity } from '../../shared/model/records.ts';
import { cellColumns } from './cell-columns.ts';
import { ENTITY_TABLES, type EntityTable, keyValues, quoted, toColumn } from './entity-columns.ts';

type RecordChange = Extract<Change, { k: 'rec' }>;

/** What a plan property is where it is null: a value, so its JSON is stored, and a JSON null is no SQL null. */
function columnValue(spec: EntityTable, field: EntityTable['fields'][number], value: unknown): number | string | null {
  return spec.entity === 'plan' ? JSON.stringify(value ?? null) : toColumn(field.kind, value);
}

const where = (spec: EntityTable): string => spec.key.map((column) => `${column} = ?`).join(' AND ');

/** One statement for every kind of record. */
function forEach(make: (spec: EntityTable) => string): { readonly [E in Entity]: string } {
  return Object.fromEntries(ENTITIES.map((e) => [e, make(ENTITY_TABLES[e])])) as { [E in Entity]: string };
}

const REMOVE = forEach((spec) =>
  spec.parks
    ? `UPDATE ${spec.table} SET name = NULL WHERE ${where(spec)}`
    : `DELETE FROM ${quoted(spec.table)} WHERE ${where(spec)}`,
);

// A record with bytes is inserted with empty ones, which the store fills in the same transaction; a parked one still has its own.
const INSERT = forEach((spec) => {
  const columns = [...spec.key, ...spec.fields.map((f) => quoted(f.column))];
  const holders = columns.map(() => '?');
  if (!spec.parks) return `INSERT INTO ${quoted(spec.table)} (${columns.join(', ')}) VALUES (${holders.join(', ')})`;
  const bytes = spec.entity === 'asset' ? 'bytes' : 'state';
  const again = spec.fields.map((f) => `${quoted(f.column)} = excluded.${quoted(f.column)}`).join(', ');
  return `INSERT INTO ${spec.table} (${columns.join(', ')}, ${bytes}) VALUES (${holders.join(', ')}, x'')
    ON CONFLICT (${spec.key.join()}) DO UPDATE SET ${again}`;
});

export class ChangeWriter {
  private readonly db: Database.Database;
  private readonly statements = new Map<string, Database.Statement>();

  constructor(db: Database.Database) {
    this.db = db;
  }

  private statement(sql: string): Database.Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  /** Writes changes in order; `blockContent` gives a block's content as it is after all of them. */
  write(changes: readonly Change[], blockContent: (block: number) => unknown): void {
    const spliced = new Set<number>();
    for (const change of changes) {
      if (change.k === 'rec') this.record(change);
      else if (change.k === 'cells') this.cells(change.col, change.rows, change.now);
      else spliced.add(change.block);
    }
    for (const block of spliced) {
      const content = blockContent(block);
      // A block that a later change of the same step removed has nothing to write.
      if (content !== undefined) this.statement('UPDATE block SET content = ? WHERE id = ?').run(JSON.stringify(content), block);
    }
  }

  private record(change: RecordChange): void {
    const spec = ENTITY_TABLES[change.e];
    if (change.now === null) this.remove(spec, change.id);
    else if (change.was === null) this.insert(spec, change.id, change.now);
    else this.update(spec, change.id, change.now);
  }

  private remove(spec: EntityTable, id: number | string): void {
    this.statement(REMOVE[spec.entity]).run(...keyValues(spec, id));
    if (spec.entity === 'row') this.statement('DELETE FROM cell WHERE row_id = ?').run(id);
    if (spec.entity === 'col') this.statement('DELETE FROM cell WHERE col_id = ?').run(id);
  }

  private insert(spec: EntityTable, id: number | string, now: Record<string, unknown>): void {
    const values: (number | string | null)[] = keyValues(spec, id);
    for (const f of spec.fields) values.push(columnValue(spec, f, now[f.field]));
    this.statement(INSERT[spec.entity]).run(...values);
  }

  private update(spec: EntityTable, id: number | string, now: Record<string, unknown>): void {
    const fields = spec.fields.filter((f) => now[f.field] !== undefined);
    if (!fields.length) return;
    const set = fields.map((f) => `${quoted(f.column)} = ?`).join(', ');
    const result = this.statement(`UPDATE ${quoted(spec.table)} SET ${set} WHERE ${where(spec)}`).run(
      ...fields.map((f) => columnValue(spec, f, now[f.field])),
      ...keyValues(spec, id),
    );
    if (result.changes !== 1) throw new Error(`no ${spec.entity satisfies Entity} ${id}`);
  }

  private cells(col: number, rows: readonly number[], now: readonly CellData[]): void {
    const put = this.statement(
      'INSERT INTO cell (row_id, col_id, form, num, dec, text) VALUES (?, ?, ?, ?, ?, ?) ' +
        'ON CONFLICT (row_id, col_id) DO UPDATE SET form = excluded.form, num = excluded.num, dec = excluded.dec, text = excluded.text',
    );
    const drop = this.statement('DELETE FROM cell WHERE row_id = ? AND col_id = ?');
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const data = now[i] ?? null;
      if (data === null) drop.run(row, col);
      else {
        const c = cellColumns(data);
        put.run(row, col, c.form, c.num, c.dec, c.text);
      }
    }
  }
}

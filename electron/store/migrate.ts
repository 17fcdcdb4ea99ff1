// Brings an older plan up to this program's schema, keeping a copy of it as it was.
//
// All steps run in one transaction, so a failure leaves the old plan as it stood. The copy is made before, beside the plan (or where
// the caller keeps copies), under a name that says which version it is: 名称（第1版备份）.anju.

import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import { checkSchema } from './check-schema.ts';
import { setPragmas } from './open-file.ts';
import { newestOf, type SchemaVersion } from './schema.ts';
import { failureOf } from './sql-failure.ts';

/** A name nobody uses yet for the copy of an older version. */
export function copyNameOf(file: string, version: number, folder: string): string {
  const name = path.basename(file, path.extname(file));
  for (let n = 1; ; n++) {
    const candidate = path.join(folder, `${name}（第${version}版备份${n > 1 ? n : ''}）${path.extname(file)}`);
    if (!existsSync(candidate)) return candidate;
  }
}

/** Migrates in place; the write lock must be held. Answers the copy's path. Failures as for writing, `plan-damaged`. */
export function migrateFile(
  db: Database.Database,
  file: string,
  version: number,
  schema: readonly SchemaVersion[],
  copyFolder: string,
): Result<{ copy: string }> {
  try {
    mkdirSync(copyFolder, { recursive: true });
    const copy = copyNameOf(file, version, copyFolder);
    db.prepare('VACUUM INTO ?').run(copy);
    db.exec('BEGIN IMMEDIATE');
    try {
      runMigrations(db, version, schema);
      const same = checkSchema(db, newestOf(schema).objects, file);
      if (!same.ok) {
        db.exec('ROLLBACK');
        return same;
      }
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
    return ok({ copy });
  } catch (error) {
    const failure = failureOf(error, file);
    if (!failure) throw error;
    return { ok: false, failure };
  }
}

/** The same in memory, for a plan that can only be read: the file stays as it is. */
export function migrateInMemory(
  db: Database.Database,
  file: string,
  version: number,
  schema: readonly SchemaVersion[],
): Result<Database.Database> {
  const copy = new Database(db.serialize());
  setPragmas(copy, true);
  runMigrations(copy, version, schema);
  const same = checkSchema(copy, newestOf(schema).objects, file);
  if (!same.ok) {
    copy.close();
    return fail(same.failure.code, same.failure.details);
  }
  copy.pragma('query_only = ON');
  return ok(copy);
}

function runMigrations(db: Database.Database, version: number, schema: readonly SchemaVersion[]): void {
  const update = db.prepare("UPDATE plan SET value = ? WHERE name = 'min_reader'");
  for (const next of schema) {
    if (next.version <= version) continue;
    if (!next.migrate) throw new Error(`no migration to schema ${next.version}`);
    next.migrate(db);
    update.run(String(next.minReader));
    db.pragma(`user_version = ${next.version}`);
  }
}

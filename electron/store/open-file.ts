// Opens a plan file with suspicion: it may be anything, and come from anybody.
//
// Nothing is read through it before it has shown our application_id, a schema that equals ours letter for letter, and pages that hang
// together (quick_check). Views and triggers of a stranger can't run (trusted_schema=OFF), sizes are bounded. Between transactions
// the connection holds no lock, so others can always read the file, and copy it.

import { accessSync, constants, copyFileSync, mkdtempSync, rmSync, type Stats, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import { checkNewerSchema, checkSchema } from './check-schema.ts';
import { APPLICATION_ID, newestOf, SCHEMA, type SchemaVersion } from './schema.ts';
import { failureOf } from './sql-failure.ts';

/** A plan of a million cells takes about 40 MB; beyond this it is no plan. */
export const MOST_BYTES = 2 * 1024 ** 3;

export interface PlanFile {
  db: Database.Database;
  /** `user_version` */
  version: number;
  /** newer than this program, but it may be read */
  newer: boolean;
  /** the file itself may be written (its folder is the lock's business) */
  writable: boolean;
  /** `db` is a copy in memory, because the file could not be made whole where it lies */
  inMemory: boolean;
}

export interface FileIdentity {
  dev: bigint;
  ino: bigint;
}

/** Which file stands at a path now; null where none does. */
export function identityOf(file: string): FileIdentity | null {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat?.isFile() ? { dev: stat.dev, ino: stat.ino } : null;
}

function isWritable(file: string, stat: Stats): boolean {
  // A file marked read-only stays read-only for an administrator too.
  if ((stat.mode & 0o222) === 0) return false;
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What every connection to a plan is set to before anything is read. */
export function setPragmas(db: Database.Database, write: boolean): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('foreign_keys = OFF');
  db.pragma('mmap_size = 0');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
  db.pragma('synchronous = EXTRA');
  if (!write) db.pragma('query_only = ON');
}

const firstValue = (db: Database.Database, pragma: string): unknown => db.pragma(pragma, { simple: true });

/**
 * Opens and checks a plan file; the caller closes `db`. `write` only says what the connection is for; the lock is not taken here.
 * `file-not-found`, `not-a-plan`, `file-too-large`, `plan-damaged` {object}, `plan-newer` {version, minReader}.
 */
export function openPlanFile(
  file: string,
  options: { write: boolean; schema?: readonly SchemaVersion[]; quickCheck?: boolean },
): Result<PlanFile> {
  let db: Database.Database | null = null;
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return fail('file-not-found', { path: file });
    if (!stat.isFile()) return fail('not-a-plan', { path: file });
    if (stat.size > MOST_BYTES) return fail('file-too-large', { path: file, size: stat.size, limit: '2 GB' });
    const writable = isWritable(file, stat);
    const connected = connect(file, writable);
    db = connected.db;
    const checked = check(db, file, { writable, inMemory: connected.inMemory }, options);
    if (!checked.ok) db.close();
    return checked;
  } catch (error) {
    db?.close();
    // A file that SQLite can't make sense of from its first page on is none; one that breaks further on is a broken plan.
    const failure = failureOf(error, file);
    if (!failure) throw error;
    const object = error instanceof Error ? /malformed database schema \(([^)]*)\)/.exec(error.message)?.[1] : undefined;
    return { ok: false, failure: { code: failure.code, details: { ...failure.details, ...(object && { object }) } } };
  }
}

/** A crashed writer's journal must be rolled back first; where nothing may be written, that happens in a copy. */
function connect(file: string, writable: boolean): { db: Database.Database; inMemory: boolean } {
  const open = (name: string, readonly: boolean): Database.Database => {
    const db = new Database(name, { readonly, fileMustExist: true, timeout: 5000 });
    try {
      setPragmas(db, true);
      firstValue(db, 'application_id');
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  };
  try {
    return { db: open(file, !writable), inMemory: false };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const journal = `${file}-journal`;
    if (!/^SQLITE_(READONLY|CANTOPEN|IOERR_DELETE)/.test(code) || !statSync(journal, { throwIfNoEntry: false })) throw error;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'anju-'));
    try {
      const copy = path.join(folder, path.basename(file));
      copyFileSync(file, copy);
      copyFileSync(journal, `${copy}-journal`);
      const whole = open(copy, false);
      const db = new Database(whole.serialize());
      whole.close();
      setPragmas(db, true);
      return { db, inMemory: true };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function check(
  db: Database.Database,
  file: string,
  access: { writable: boolean; inMemory: boolean },
  options: { write: boolean; schema?: readonly SchemaVersion[]; quickCheck?: boolean },
): Result<PlanFile> {
  const { writable, inMemory } = access;
  const schema = options.schema ?? SCHEMA;
  const newest = newestOf(schema);
  if (firstValue(db, 'application_id') !== APPLICATION_ID) return fail('not-a-plan', { path: file });
  const version = firstValue(db, 'user_version') as number;
  // A tool may have switched the file to a write-ahead log; a plan is one file.
  if (
    !inMemory &&
    firstValue(db, 'journal_mode') !== 'delete' &&
    (!writable || firstValue(db, 'journal_mode = DELETE') !== 'delete')
  )
    return fail('plan-damaged', { path: file, object: 'journal_mode' });
  const newer = version > newest.version;
  const known = newer ? newest : schema.find((v) => v.version === version);
  if (!known) return fail('plan-damaged', { path: file, object: 'user_version' });
  const same = newer ? checkNewerSchema(db, known.objects, file) : checkSchema(db, known.objects, file);
  if (!same.ok) return same;
  if (newer) {
    const minReader = readMinReader(db);
    if (minReader > newest.version) return fail('plan-newer', { path: file, version, minReader });
  }
  if (options.quickCheck !== false) {
    const found = firstValue(db, 'quick_check(1)');
    if (found !== 'ok') return fail('plan-damaged', { path: file, object: String(found).slice(0, 200) });
  }
  if (!options.write || !writable || newer) db.pragma('query_only = ON');
  return ok({ db, version, newer, writable: writable && !inMemory, inMemory });
}

/** The oldest schema whose program may read this plan; a plan that doesn't say may be read by none. */
function readMinReader(db: Database.Database): number {
  const row = db.prepare("SELECT value FROM plan WHERE name = 'min_reader'").get() as { value: string } | undefined;
  const value = Number(row?.value);
  return Number.isInteger(value) && value > 0 ? value : Number.POSITIVE_INFINITY;
}

// From a path to an open plan: the file checked, the write lock taken, an older schema brought up, the state read and computed.
//
// Whatever fails on the way closes what was opened and gives the lock back. A plan that can't be written opens read-only and says why.

import path from 'node:path';
import type Database from 'better-sqlite3';
import { type Failure, fail, ok, type Result } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { PlanState } from '../../shared/model/state.ts';
import { loadState } from './load-state.ts';
import { PlanLock } from './lock.ts';
import { migrateFile, migrateInMemory } from './migrate.ts';
import { type FileIdentity, identityOf, openPlanFile, type PlanFile } from './open-file.ts';
import { newestOf, SCHEMA, type SchemaVersion } from './schema.ts';
import { failureOf } from './sql-failure.ts';
import type { Holder, ReadOnly } from './store-protocol.ts';

export interface OpenStoreOptions {
  /** false: reading only; true: write where possible, else `readOnly` says why not; 'required': fail where writing is not possible */
  write: boolean | 'required';
  /** where a copy is kept before an older plan is brought up; absent: beside the plan */
  copyFolder?: string;
  now?: () => Date;
  /** another history of schemas, for tests of migrations */
  schema?: readonly SchemaVersion[];
}

export interface OpenedPlanFile {
  path: string;
  db: Database.Database;
  live: LivePlan;
  lock: PlanLock | null;
  /** why no edit is taken; null with a lock */
  readOnly: ReadOnly | null;
  /** `db` is the file's own connection and the file may be written: no copy in memory */
  inPlace: boolean;
  identity: FileIdentity | null;
  dataVersion: number;
}

/** See `PlanStore.open`. `file` is absolute. */
export function openForStore(file: string, options: OpenStoreOptions): Result<OpenedPlanFile> {
  const held: { db: Database.Database | null; lock: PlanLock | null } = { db: null, lock: null };
  const letGo = <T>(refused: T): T => {
    held.db?.close();
    held.lock?.release();
    return refused;
  };
  try {
    const opened = openAll(file, options, held);
    return opened.ok ? opened : letGo(opened);
  } catch (error) {
    letGo(null);
    const failure = failureOf(error, file);
    if (!failure) throw error;
    return { ok: false, failure };
  }
}

function openAll(
  file: string,
  options: OpenStoreOptions,
  held: { db: Database.Database | null; lock: PlanLock | null },
): Result<OpenedPlanFile> {
  const schema = options.schema ?? SCHEMA;
  const checked = openPlanFile(file, { write: options.write !== false, schema });
  if (!checked.ok) return checked;
  held.db = checked.value.db;
  const access = options.write === false ? refusal('asked', file) : takeLock(file, checked.value);
  const readOnly = 'reason' in access ? access : null;
  held.lock = 'reason' in access ? null : access;
  if (options.write === 'required' && readOnly) return { ok: false, failure: readOnly.failure };
  const brought = bringUp(file, checked.value, held.lock !== null, schema, options.copyFolder ?? path.dirname(file));
  if (!brought.ok) return brought;
  const db = brought.value;
  const inPlace = db === held.db && checked.value.writable && !checked.value.newer;
  held.db = db;
  // Taken before the state is read: what somebody writes meanwhile is then found out at the next write.
  const identity = identityOf(file);
  const dataVersion = db.pragma('data_version', { simple: true }) as number;
  const state = loadState(db, file);
  if (!state.ok) return state;
  const live = compute(state.value, file);
  if (!live.ok) return live;
  return ok({ path: file, db, live: live.value, lock: held.lock, readOnly, inPlace, identity, dataVersion });
}

/** An older plan at this program's schema: in its file under the lock, else in memory. Answers the connection to go on with. */
function bringUp(
  file: string,
  opened: PlanFile,
  locked: boolean,
  schema: readonly SchemaVersion[],
  copyFolder: string,
): Result<Database.Database> {
  const { db, newer } = opened;
  // Read again: before the lock was ours somebody else may have brought it up.
  const version = db.pragma('user_version', { simple: true }) as number;
  if (newer || version >= newestOf(schema).version) return ok(db);
  if (locked) {
    const done = migrateFile(db, file, version, schema, copyFolder);
    return done.ok ? ok(db) : done;
  }
  const copy = migrateInMemory(db, file, version, schema);
  if (copy.ok) db.close();
  return copy;
}

/** The plan of a state that came out of a file; content that no program of ours wrote is damage. */
function compute(state: PlanState, path: string): Result<LivePlan> {
  try {
    return ok(openLivePlan(state));
  } catch (error) {
    return fail('plan-damaged', { path, object: error instanceof Error ? error.message.slice(0, 200) : '' });
  }
}

function refusal(reason: ReadOnly['reason'], file: string, failure?: Failure): ReadOnly {
  const said = failure ?? { code: 'plan-read-only', details: { path: file } };
  const { host, user, pid, since } = said.details as Partial<Holder>;
  const holder = reason === 'locked' && host !== undefined ? ({ host, user, pid, since } as Holder) : null;
  return { reason, holder, failure: said };
}

/** The write lock, or why there is none. */
function takeLock(file: string, opened: { newer: boolean; writable: boolean; version: number }): PlanLock | ReadOnly {
  if (opened.newer) return refusal('newer', file, { code: 'plan-newer', details: { path: file, version: opened.version } });
  if (!opened.writable) return refusal('read-only-file', file);
  const lock = PlanLock.acquire(file);
  if (lock.ok) return lock.value;
  if (lock.failure.code === 'plan-locked') return refusal('locked', file, lock.failure);
  return refusal('read-only-folder', file, lock.failure);
}

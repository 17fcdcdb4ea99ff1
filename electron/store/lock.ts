// The write lock of a plan: a file `~$name.anju` beside it, held by an open SQLite transaction.
//
// The holder writes who it is, commits, and then keeps BEGIN IMMEDIATE open as long as the plan is open for writing. Others can read
// who it is at any time, and the system itself frees the lock when the process dies, so it is never stale. The plan's own file stays
// free of locks, so reading a plan always works.
//
// The file is never opened by anything but SQLite in this process: closing such a handle would drop the lock (POSIX).

import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { Holder } from './store-protocol.ts';

/** Tries for the lock before somebody is taken to hold it: a look at the holder (`whoHolds`) takes it for a moment. */
const TRIES = 5;
const PAUSE_MS = 40;

export function lockFileOf(file: string): string {
  return path.join(path.dirname(file), `~$${path.basename(file)}`);
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');
const isGarbage = (error: unknown): boolean => /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error));

function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return process.env.USERNAME ?? process.env.USER ?? '';
  }
}

/** 张三（办公室电脑）, as sentences name a holder. */
export function holderName(holder: Holder | null): string {
  if (!holder) return '';
  return holder.host ? `${holder.user}（${holder.host}）` : holder.user;
}

export class PlanLock {
  private readonly db: Database.Database;
  private readonly lockFile: string;

  private constructor(db: Database.Database, lockFile: string) {
    this.db = db;
    this.lockFile = lockFile;
  }

  /** Takes the lock of a plan file. `plan-locked` {holder, host, user, pid, since}, `folder-read-only`. */
  static acquire(file: string): Result<PlanLock> {
    const lockFile = lockFileOf(file);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (attempt) pause(PAUSE_MS);
      let db: Database.Database | null = null;
      try {
        db = new Database(lockFile, { timeout: 0 });
        const token = take(db);
        // Somebody who closed meanwhile removes the file under us: a lock on a removed file locks nobody out.
        if (readRow(lockFile)?.token === token) return ok(new PlanLock(db, lockFile));
        db.close();
      } catch (error) {
        db?.close();
        if (isGarbage(error)) rmSync(lockFile, { force: true });
        else if (!isBusy(error)) {
          const failure = /^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/.test(codeOf(error));
          if (!failure) throw error;
          return fail(/FULL/.test(codeOf(error)) ? 'disk-full' : 'folder-read-only', { path: file, system: codeOf(error) });
        }
      }
    }
    const holder = readRow(lockFile)?.holder ?? null;
    return fail('plan-locked', { path: file, holder: holderName(holder), ...holder });
  }

  /** Gives the lock back and leaves nothing beside the plan. */
  release(): void {
    // On Windows an open file can't be removed, and one that somebody opens meanwhile stays: that is safe there. Elsewhere the name
    // must go while the lock is held, or two could hold a lock each.
    if (process.platform !== 'win32') this.remove();
    this.db.close();
    if (process.platform === 'win32') this.remove();
  }

  private remove(): void {
    try {
      rmSync(this.lockFile, { force: true });
    } catch {
      // a file that somebody reads at this moment stays; it locks nobody out
    }
  }
}

function take(db: Database.Database): string {
  db.pragma('synchronous = OFF');
  db.exec('BEGIN IMMEDIATE');
  db.exec('CREATE TABLE IF NOT EXISTS holder (host TEXT, user TEXT, pid INTEGER, since TEXT, token TEXT)');
  db.exec('DELETE FROM holder');
  const token = randomUUID();
  db.prepare('INSERT INTO holder VALUES (?, ?, ?, ?, ?)').run(
    os.hostname(),
    userName(),
    process.pid,
    new Date().toISOString(),
    token,
  );
  db.pragma('busy_timeout = 2000');
  db.exec('COMMIT');
  db.pragma('busy_timeout = 0');
  db.exec('BEGIN IMMEDIATE');
  return token;
}

function readRow(lockFile: string): { holder: Holder; token: string } | null {
  if (!existsSync(lockFile)) return null;
  let db: Database.Database | null = null;
  try {
    db = new Database(lockFile, { readonly: true, fileMustExist: true, timeout: 500 });
    const row = db.prepare('SELECT host, user, pid, since, token FROM holder').get() as (Holder & { token: string }) | undefined;
    if (!row) return null;
    const { token, ...holder } = row;
    return { holder, token };
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

/** Who holds a plan open for writing at this moment; null: nobody, or it can't be told in a folder that can't be written. */
export function whoHolds(file: string): Holder | null {
  const lockFile = lockFileOf(file);
  if (!existsSync(lockFile)) return null;
  let db: Database.Database | null = null;
  try {
    db = new Database(lockFile, { fileMustExist: true, timeout: 0 });
    db.exec('BEGIN IMMEDIATE');
    return null;
  } catch (error) {
    return isBusy(error) ? (readRow(lockFile)?.holder ?? { host: '', user: '', pid: 0, since: '' }) : null;
  } finally {
    db?.close();
  }
}

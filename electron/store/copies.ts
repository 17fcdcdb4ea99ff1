// Safe copies of a plan at any moment, open or not, through SQLite's backup: 另存为, 存到U盘, backups and going back to one.
//
// A file that is open is never copied byte by byte. The copy is made under another name, flushed, and then named, so a full stick or
// a pulled plug leaves no half copy.

import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import { whoHolds } from './lock.ts';
import { identityOf, openPlanFile } from './open-file.ts';
import { failureOf } from './sql-failure.ts';
import { discard, nameFile, targetFree, temporaryName } from './whole-file.ts';

/** Pages copied between two looks at the event loop. */
const PAGES = 4096;

/**
 * Copies an open plan to `target`. `file-exists` unless `replace`; `file-busy` where the target is open for writing somewhere or is
 * the plan itself; `file-not-found` (its folder), `folder-read-only`, `disk-full`.
 */
export async function copyPlan(
  db: Database.Database,
  source: string,
  target: string,
  options: { replace: boolean },
): Promise<Result<{ path: string }>> {
  const full = path.resolve(target);
  const free = targetFree(full, options.replace);
  if (!free.ok) return free;
  const there = identityOf(full);
  const own = identityOf(source);
  if (there && ((there.dev === own?.dev && there.ino === own.ino) || whoHolds(full))) return fail('file-busy', { path: full });
  const temporary = temporaryName(full);
  try {
    await db.backup(temporary, { progress: () => PAGES });
  } catch (error) {
    discard(temporary);
    const failure = identityOf(source) ? failureOf(error, full, path.dirname(full)) : failureOf(error, source);
    if (!failure) throw error;
    return { ok: false, failure };
  }
  const named = nameFile(temporary, full, options.replace);
  return named.ok ? ok({ path: full }) : named;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** 2026-11-21 0320 in local time, as people name files. */
function stamp(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}${two(at.getMinutes())}`;
}

/** A dated copy of an open plan in `folder` (made if missing): 名称 2026-11-21 0320.anju. Failures as for `copyPlan`. */
export async function backUpTo(
  db: Database.Database,
  source: string,
  folder: string,
  now: Date = new Date(),
): Promise<Result<{ path: string }>> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const failure = failureOf(error, folder);
    if (!failure) throw error;
    return { ok: false, failure };
  }
  const extension = path.extname(source);
  const name = `${path.basename(source, extension)} ${stamp(now)}`;
  for (let n = 1; ; n++) {
    const target = path.join(path.resolve(folder), `${name}${n > 1 ? `（${n}）` : ''}${extension}`);
    if (!existsSync(target)) return copyPlan(db, source, target, { replace: false });
  }
}

/** `backup PLAN DIR`: a dated copy of a plan, whoever has it open. Failures of opening and of `copyPlan`. */
export async function backUpPlan(file: string, folder: string): Promise<Result<{ path: string }>> {
  const full = path.resolve(file);
  const opened = openPlanFile(full, { write: false });
  if (!opened.ok) return opened;
  try {
    return await backUpTo(opened.value.db, full, folder);
  } finally {
    opened.value.db.close();
  }
}

/** `restore BACKUP PLAN`: a backup becomes a plan again, after it has been checked like any plan. `file-exists`. */
export async function restorePlan(backup: string, target: string): Promise<Result<{ path: string }>> {
  const full = path.resolve(backup);
  const opened = openPlanFile(full, { write: false });
  if (!opened.ok) return opened;
  try {
    return await copyPlan(opened.value.db, full, target, { replace: false });
  } finally {
    opened.value.db.close();
  }
}

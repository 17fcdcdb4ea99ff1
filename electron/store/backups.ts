// Rotating backups of the plans somebody works on: dense today, thin with age.
//
// They lie in a folder the caller gives (next to the user's data, not beside the plan), one subfolder a plan. A backup is made when a
// plan is opened for writing and while it is worked on, only if something changed since the last one. What is kept: everything of the
// last hour, then one an hour for a day, one a day for a month, one a month for three years; the newest always.

import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { ok, type Result } from '../../shared/contract/failure.ts';
import { copyPlan } from './copies.ts';
import { readSeq } from './load-state.ts';
import { failureOf } from './sql-failure.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** While somebody works, at most one backup in this time. */
export const BETWEEN_MS = 10 * MINUTE;
/** All backups of one plan together; the oldest go first. */
const MOST_BYTES = 1024 ** 3;

export interface Backup {
  file: string;
  /** time of the copy */
  at: number;
  /** newest step it holds */
  seq: number;
  bytes: number;
}

const NAME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d)-(\d\d)-(\d\d)Z 第(\d+)步\.anju$/;

/** Which times to keep, newest first: one in each span, spans widening with age. */
export function keptTimes(times: readonly number[], now: number): number[] {
  const sorted = [...times].sort((a, b) => b - a);
  const kept: number[] = [];
  const seen = new Set<string>();
  for (const time of sorted) {
    const age = now - time;
    let span: string;
    if (age < HOUR) span = `all ${time}`;
    else if (age < DAY) span = `hour ${Math.floor(time / HOUR)}`;
    else if (age < 31 * DAY) span = `day ${Math.floor(time / DAY)}`;
    else if (age < 3 * 366 * DAY) span = `month ${new Date(time).toISOString().slice(0, 7)}`;
    else span = 'gone';
    if (kept.length === 0 || (span !== 'gone' && !seen.has(span))) kept.push(time);
    seen.add(span);
  }
  return kept;
}

/** The backups in a plan's own folder, newest first. */
export function listBackups(folder: string): Backup[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const backups: Backup[] = [];
  for (const name of names) {
    const m = NAME.exec(name);
    const stat = m && statSync(path.join(folder, name), { throwIfNoEntry: false });
    if (!m || !stat) continue;
    const at = Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6]));
    backups.push({ file: path.join(folder, name), at, seq: Number(m[7]), bytes: stat.size });
  }
  return backups.sort((a, b) => b.at - a.at);
}

/** The subfolder of a plan's backups: its name and its id, so that two plans of one name stay apart. */
export function backupFolderOf(folder: string, file: string, planId: string): string {
  const name = path.basename(file, path.extname(file));
  return path.join(folder, `${name} ${planId.replace(/[^0-9A-Za-z]/g, '').slice(0, 12)}`.trim());
}

function thin(folder: string, now: number): void {
  const all = listBackups(folder);
  const keep = new Set(
    keptTimes(
      all.map((b) => b.at),
      now,
    ),
  );
  let bytes = 0;
  all.forEach((backup, i) => {
    bytes += backup.bytes;
    if (i > 0 && (!keep.has(backup.at) || bytes > MOST_BYTES)) rmSync(backup.file, { force: true });
  });
}

/**
 * Makes a backup if the plan changed since the newest one, and thins the older ones. Answers null where nothing changed. Failures as
 * for a copy; a backup that fails never stands in the way of the work.
 */
export async function keepBackup(
  db: Database.Database,
  source: string,
  folder: string,
  planId: string,
  now: Date = new Date(),
): Promise<Result<Backup | null>> {
  const own = backupFolderOf(folder, source, planId);
  try {
    mkdirSync(own, { recursive: true });
    const seq = readSeq(db);
    const newest = listBackups(own)[0];
    // Typing may have gone into a step that the newest backup already holds in part.
    const editedAt = db.prepare('SELECT at FROM step WHERE seq = ?').pluck().get(seq) as string | undefined;
    if (newest?.seq === seq && (editedAt === undefined || Date.parse(editedAt) <= newest.at)) return ok(null);
    const name = `${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z 第${seq}步.anju`;
    const copied = await copyPlan(db, source, path.join(own, name), { replace: true });
    if (!copied.ok) return copied;
    thin(own, now.getTime());
    return ok(listBackups(own)[0] ?? null);
  } catch (error) {
    const failure = failureOf(error, own);
    if (!failure) throw error;
    return { ok: false, failure };
  }
}

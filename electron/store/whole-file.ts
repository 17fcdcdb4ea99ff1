// A file appears whole or not at all: it is written under another name beside its target, flushed, and then named.
//
// Names beginning with ~$ are what office programs use for files in the making, so nobody takes one for a plan.

import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import { failureOf } from './sql-failure.ts';

export function temporaryName(target: string): string {
  return path.join(path.dirname(target), `~$${randomUUID().slice(0, 8)}.tmp`);
}

/** `file-not-found` {path: the folder} where the target's folder is not there, `file-exists` unless it may be replaced. */
export function targetFree(target: string, replace: boolean): Result<null> {
  const folder = path.dirname(target);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return fail('file-not-found', { path: folder });
  const there = statSync(target, { throwIfNoEntry: false });
  if (there?.isDirectory() || (there && !replace)) return fail('file-exists', { path: target });
  return ok(null);
}

function flush(name: string, flags: string): void {
  const handle = openSync(name, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Flushes the finished file and gives it its name. Where it fails the temporary file is removed. */
export function nameFile(temporary: string, target: string, replace: boolean): Result<null> {
  try {
    flush(temporary, 'r+');
    if (replace) renameSync(temporary, target);
    else nameNew(temporary, target);
    try {
      flush(path.dirname(target), 'r');
    } catch {
      // a folder can't be flushed on Windows
    }
    return ok(null);
  } catch (error) {
    discard(temporary);
    const failure = failureOf(error, target, path.dirname(target));
    if (!failure) throw error;
    // a folder that takes new files but refuses this name: the file there is open in another program
    if (replace && failure.code === 'folder-read-only' && existsSync(target)) return fail('file-busy', failure.details);
    return { ok: false, failure };
  }
}

/** A link fails where the name is taken, a rename would replace it; disks without links (FAT) get the rename after a look. */
function nameNew(temporary: string, target: string): void {
  try {
    linkSync(temporary, target);
    rmSync(temporary);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST' || existsSync(target)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
    if (!/^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS|EINVAL|EMLINK|EACCES|UNKNOWN)$/.test(code)) throw error;
    renameSync(temporary, target);
  }
}

/** Removes a file in the making and SQLite's journal beside it. */
export function discard(temporary: string): void {
  for (const name of [temporary, `${temporary}-journal`]) {
    try {
      rmSync(name, { force: true });
    } catch {
      // it stays as a ~$ file; the failure that led here is what counts
    }
  }
}

// What SQLite and the file system throw, as failures with a stable code.
//
// The codes are chosen by what a person can do: make room, ask whoever holds the file, save elsewhere, go back to a backup. Anything
// not listed is a bug and is thrown on.

import { existsSync } from 'node:fs';
import { type Failure, type FailureCode, FailureError } from '../../shared/contract/failure.ts';
import { SYSTEM_CODES, systemCodeOf } from './system-codes.ts';

/** A folder where a plan should be is no plan. */
const SYSTEM: Readonly<Record<string, FailureCode>> = { ...SYSTEM_CODES, EISDIR: 'not-a-plan' };

function sqliteFailure(code: string, ground: string): FailureCode | null {
  if (code === 'SQLITE_FULL') return 'disk-full';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'plan-locked';
  if (code === 'SQLITE_NOTADB') return 'not-a-plan';
  if (code.startsWith('SQLITE_CORRUPT')) return 'plan-damaged';
  if (code === 'SQLITE_TOOBIG') return 'file-too-large';
  if (code === 'SQLITE_READONLY_DBMOVED') return 'plan-gone';
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM')
    return existsSync(ground) ? (code === 'SQLITE_READONLY' ? 'plan-read-only' : 'folder-read-only') : 'plan-gone';
  if (code.startsWith('SQLITE_IOERR')) return existsSync(ground) ? 'plan-damaged' : 'plan-gone';
  return null;
}

/**
 * The failure of a thrown error, with `path`; null where it is a bug. `ground` is what must be there for the action at all: the file
 * itself, or the folder where a file is being made.
 */
export function failureOf(error: unknown, path: string, ground: string = path): Failure | null {
  if (error instanceof FailureError) return error.failure;
  const system = systemCodeOf(error);
  const code = system.startsWith('SQLITE_') ? sqliteFailure(system, ground) : SYSTEM[system];
  return code ? { code, details: { path, system } } : null;
}

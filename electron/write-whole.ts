// A file that the program writes for a person appears whole or not at all: written beside its place under a temporary name, forced to
// the disk, then renamed over what was there.

import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { FailureError } from '../shared/contract/failure.ts';
import { failureOfSystem } from './system-failure.ts';

/** A temporary name beside a target: hidden, and known for ours by its ending. */
export function temporaryBeside(target: string): string {
  const random = Math.random().toString(36).slice(2, 8);
  return path.join(path.dirname(target), `.${path.basename(target).slice(0, 60)}.${process.pid}-${random}.anju-tmp`);
}

/** Writes bytes under a temporary name and forces them out. Throws FailureError: `folder-read-only`, `file-not-found`, `disk-full`. */
export async function writeTemporary(temporary: string, bytes: Uint8Array | string): Promise<void> {
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(temporary, { force: true });
    throw new FailureError(failureOfSystem(error, { path: path.dirname(temporary) }));
  }
}

/** Office programs' own mark that they hold a file open. Windows refuses by itself; elsewhere only the mark tells. */
function isHeldOpen(target: string): boolean {
  if (process.platform === 'win32') return false;
  const [folder, name] = [path.dirname(target), path.basename(target)];
  const marks = [`.~lock.${name}#`, `.~${name}`, `~$${name}`, `~$${name.slice(1)}`, `~$${name.slice(2)}`];
  return marks.some((mark) => existsSync(path.join(folder, mark)));
}

/** Throws FailureError `file-busy` where an office program has the target open. */
export function refuseHeldOpen(target: string): void {
  if (existsSync(target) && isHeldOpen(target)) throw new FailureError({ code: 'file-busy', details: { path: target } });
}

/** Puts the temporary file in its place. Throws FailureError: `file-busy` (open in an office program, or protected), `folder-read-only`. */
export async function moveIntoPlace(temporary: string, target: string): Promise<void> {
  try {
    await rename(temporary, target);
  } catch (error) {
    const failure = failureOfSystem(error, { path: target });
    // The folder took the temporary file, so it is the target itself that can't be replaced.
    if (failure.code === 'folder-read-only' && existsSync(target)) failure.code = 'file-busy';
    throw new FailureError(failure);
  }
}

/** All of it for one file. */
export async function writeWhole(target: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = temporaryBeside(target);
  await writeTemporary(temporary, bytes);
  try {
    await moveIntoPlace(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

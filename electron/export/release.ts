// A release: the files a person asked for, all of them or none, made off the main thread.
//
// The thread builds every file's bytes and writes them beside their places under temporary names; only when all of them are safely on
// the disk are they renamed into place. So a release that fails, is cancelled or runs out of disk leaves the earlier files as they were.
// The window and the command line release through this.

import { rm } from 'node:fs/promises';
import { ok, type Result } from '../../shared/contract/failure.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';
import { knownFailure } from '../system-failure.ts';
import { startTask, type Task } from '../worker-task.ts';
import { moveIntoPlace, refuseHeldOpen, temporaryBeside } from '../write-whole.ts';
import type { DocxOptions } from './docx.ts';
import type { XlsxOptions } from './xlsx.ts';

export type ReleaseKind = 'docx' | 'xlsx';

export interface ReleaseTarget {
  kind: ReleaseKind;
  /** full path; what stands there is replaced */
  path: string;
}

export interface ReleaseRequest {
  /** the state to release: the plan's own, or a mark's */
  snapshot: PlanSnapshot;
  /** one file or more, no path twice */
  targets: readonly ReleaseTarget[];
  docx?: Omit<DocxOptions, 'asset' | 'onProgress' | 'signal'>;
  xlsx?: Omit<XlsxOptions, 'asset' | 'onProgress' | 'signal'>;
  /** bytes of the attached files that the text shows, by sha256 */
  assets?: ReadonlyMap<string, Uint8Array>;
}

export interface ReleaseProgress {
  file: ReleaseKind;
  /** 0…1 of this file */
  done: number;
  phase: 'reading' | 'writing' | 'saving' | 'ready';
}

export interface ReleasedFile {
  path: string;
  bytes: number;
}

/** What the thread is given: a target and the name to write it under. */
export interface ReleaseWork extends Omit<ReleaseRequest, 'targets'> {
  files: { kind: ReleaseKind; path: string; temporary: string }[];
}

/**
 * Starts a release. `done`: the files, in the order of `targets`. Failures: `file-busy` (open in an office program), `folder-read-only`,
 * `file-not-found` (the folder is gone), `disk-full`, `no-such-table` (nothing to put into an .xlsx), `interrupted` after `cancel`.
 */
export function startRelease(
  request: ReleaseRequest,
  onProgress: (progress: ReleaseProgress) => void = () => {},
): Task<ReleasedFile[]> {
  const { targets, ...rest } = request;
  const files = targets.map((target) => ({ ...target, temporary: temporaryBeside(target.path) }));
  let task: Task<ReleasedFile[]> | null = null;
  let isPlacing = false;

  async function run(): Promise<Result<ReleasedFile[]>> {
    try {
      for (const { path } of files) refuseHeldOpen(path);
      task = startTask<ReleasedFile[], ReleaseProgress>({
        script: new URL('./release-worker.ts', import.meta.url),
        input: { ...rest, files } satisfies ReleaseWork,
        onNote: onProgress,
      });
      const written = await task.done;
      if (!written.ok) return written;
      isPlacing = true;
      for (const { kind, path, temporary } of files) {
        await moveIntoPlace(temporary, path);
        onProgress({ file: kind, done: 1, phase: 'ready' });
      }
      return ok(written.value);
    } catch (error) {
      const failure = knownFailure(error);
      if (failure) return { ok: false, failure };
      throw error;
    } finally {
      await Promise.all(files.map(({ temporary }) => rm(temporary, { force: true })));
    }
  }

  return {
    done: run(),
    cancel() {
      // Two renames take no time; stopping between them would leave half a release.
      if (!isPlacing) task?.cancel();
    },
  };
}

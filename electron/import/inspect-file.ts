// Inspects a file in a thread with a time limit, so that no file can hang or take down the program.

import { fail, type Result } from '../../shared/contract/failure.ts';
import type { Inspection } from '../../shared/contract/import.ts';
import { startTask } from '../worker-task.ts';
import type { ImportJob } from './import-worker.ts';
import type { InspectOptions } from './inspect.ts';

export interface InspectFileOptions extends InspectOptions {
  /** stops the work: the answer is `interrupted`, the thread is gone */
  signal?: AbortSignal;
  /** milliseconds until the thread is ended */
  timeLimit?: number;
}

const TIME_LIMIT = 50_000;
/** The thread's own heap; a file that needs more is too large. */
const HEAP_MEGABYTES = 1800;

/**
 * What the import sees in the file at `path`.
 * Errors, each with {path}: `file-not-found`, `file-busy`, `file-corrupt`, `file-encrypted`, `file-unsupported` {kind},
 * `file-too-large` {limit, reason: 'time' | 'memory' where the thread was ended}, `no-table-found` {sheet, sheets} (a sheet that is
 * not there), `interrupted`.
 */
export async function inspectFile(path: string, options: InspectFileOptions = {}): Promise<Result<Inspection>> {
  const { signal, timeLimit = TIME_LIMIT, ...inspect } = options;
  if (signal?.aborted) return fail('interrupted', { path });
  const job: ImportJob = { path, options: inspect };
  const task = startTask<Inspection>({
    script: new URL('./import-worker.ts', import.meta.url),
    input: job,
    limitMs: timeLimit,
    tooLong: fail('file-too-large', { path, reason: 'time', limit: `${Math.round(timeLimit / 1000)} 秒` }).failure,
    memoryMb: HEAP_MEGABYTES,
    tooLarge: fail('file-too-large', { path, reason: 'memory' }).failure,
  });
  const stop = () => task.cancel();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await task.done;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

// Inspects a file in a worker with a time limit, so that no file can hang or take down the program.

import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../shared/contract/failure.ts';
import type { Inspection } from '../../shared/contract/import.ts';
import type { ImportJob } from './import-worker.ts';
import type { InspectOptions } from './inspect.ts';

export interface InspectFileOptions extends InspectOptions {
  /** stops the work: the answer is `interrupted`, the worker is gone */
  signal?: AbortSignal;
  /** milliseconds until the worker is killed */
  timeLimit?: number;
}

const TIME_LIMIT = 50_000;
/** The worker's own heap; a file that needs more is too large. */
const HEAP_MEGABYTES = 1800;

/** Beside this file: unbuilt as .ts (types are stripped), built as import-worker.js. */
function workerUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './import-worker.ts' : './import-worker.js', import.meta.url);
}

/**
 * What the import sees in the file at `path`.
 * Errors: `file-not-found`, `file-busy`, `file-corrupt`, `file-encrypted`, `file-unsupported`, `file-too-large`
 * ({reason: 'time' | 'memory'} where the worker was killed), `no-table-found` (a sheet that is not there), `interrupted`.
 */
export function inspectFile(path: string, options: InspectFileOptions = {}): Promise<Result<Inspection>> {
  const { signal, timeLimit = TIME_LIMIT, ...inspect } = options;
  const file = path.replace(/^.*[\\/]/, '');
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      resolve(fail('interrupted', { file }));
      return;
    }
    const job: ImportJob = { path, options: inspect };
    const worker = new Worker(workerUrl(), { workerData: job, resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } });
    let settled = false;
    const settle = (answer: Result<Inspection>) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      void worker.terminate();
      resolve(answer);
    };
    const stop = () => settle(fail('interrupted', { file }));
    const timer = setTimeout(() => settle(fail('file-too-large', { file, reason: 'time', limit: timeLimit })), timeLimit);
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', (answer: Result<Inspection>) => settle(answer));
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') settle(fail('file-too-large', { file, reason: 'memory' }));
      else if (!settled) {
        settled = true;
        clearTimeout(timer);
        reject(error);
      }
    });
    worker.once('exit', () => settle(fail('file-corrupt', { file, reason: 'unreadable' })));
  });
}

// One piece of long or dangerous work in a thread of its own: it can be cancelled, it ends at a time limit, and whatever a stranger's
// file does to it (endless loops, all memory) ends there and not in the program.

import { Worker } from 'node:worker_threads';
import { type Failure, fail, type Result } from '../shared/contract/failure.ts';

/** What a task's thread sends: any number of notes, then its result. */
export type TaskMessage<T, N> = { note: N } | { result: Result<T> };

export interface TaskOptions<N> {
  /** the thread's script, given as a URL relative to import.meta.url in one expression, so that a bundle finds it */
  script: URL;
  /** cloned into the thread */
  input: unknown;
  limitMs?: number;
  /** the failure after `limitMs` */
  tooLong?: Failure;
  memoryMb?: number;
  /** the failure where `memoryMb` is not enough */
  tooLarge?: Failure;
  onNote?: (note: N) => void;
}

export interface Task<T> {
  /** Rejects only where the thread has a bug. */
  done: Promise<Result<T>>;
  /** Ends it at once; `done` answers `interrupted`. No effect on a task that is done. */
  cancel(): void;
}

export function startTask<T, N = never>(options: TaskOptions<N>): Task<T> {
  const worker = new Worker(options.script, {
    workerData: options.input,
    resourceLimits: options.memoryMb ? { maxOldGenerationSizeMb: options.memoryMb } : {},
  });
  let settle: (result: Result<T>) => void = () => {};
  const done = new Promise<Result<T>>((resolve, reject) => {
    let result: Result<T> | null = null;
    settle = (early) => {
      result ??= early;
      void worker.terminate();
    };
    worker.on('message', (message: TaskMessage<T, N>) => {
      if ('note' in message) options.onNote?.(message.note);
      else settle(message.result);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY' && options.tooLarge) settle({ ok: false, failure: options.tooLarge });
      else reject(error);
    });
    // Only once the thread has ended may the caller clean up after it.
    worker.on('exit', (code) => (result ? resolve(result) : reject(new Error(`thread ended with ${code} and no result`))));
  });
  const timer =
    options.limitMs === undefined
      ? undefined
      : setTimeout(() => settle({ ok: false, failure: options.tooLong ?? fail('interrupted').failure }), options.limitMs);
  void done.catch(() => {}).then(() => clearTimeout(timer));
  return { done, cancel: () => settle(fail('interrupted')) };
}

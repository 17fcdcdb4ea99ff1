// The thread that reads a stranger's file: it may be ended at any moment, and nothing but its answer leaves it.

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type Failure, fail, type Result } from '../../shared/contract/failure.ts';
import type { Inspection } from '../../shared/contract/import.ts';
import type { TaskMessage } from '../worker-task.ts';
import { type InspectOptions, inspectBytes } from './inspect.ts';
import { DEFAULT_LIMITS } from './read/limits.ts';

export interface ImportJob {
  path: string;
  options: InspectOptions;
}

function run(job: ImportJob): Result<Inspection> {
  const name = path.basename(job.path);
  let bytes: Uint8Array;
  try {
    const about = statSync(job.path);
    if (about.isDirectory()) return fail('file-unsupported', { kind: 'folder' });
    // Looked at before reading: two gigabytes never come into memory.
    if (about.size > DEFAULT_LIMITS.bytes) return fail('file-too-large', { bytes: about.size, limit: DEFAULT_LIMITS.bytes });
    bytes = readFileSync(job.path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail('file-not-found');
    return fail('file-busy', { system: code ?? '' });
  }
  return inspectBytes(bytes, name, createHash('sha256').update(bytes).digest('hex'), job.options);
}

/** Sizes as a sentence says them. */
function withWords(failure: Failure, file: string): Failure {
  const { limit, bytes } = failure.details;
  const megabytes =
    typeof bytes === 'number' && typeof limit === 'number' ? { limit: `${Math.round(limit / 1024 / 1024)} MB` } : {};
  return { code: failure.code, details: { ...failure.details, ...megabytes, path: file } };
}

const job = workerData as ImportJob;
const answer = run(job);
const message: TaskMessage<Inspection, never> = {
  result: answer.ok ? answer : { ok: false, failure: withWords(answer.failure, job.path) },
};
parentPort?.postMessage(message);

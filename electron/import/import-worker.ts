// The worker that reads a stranger's file: it may be killed at any moment, and nothing but its answer leaves it.

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { fail, type Result } from '../../shared/contract/failure.ts';
import type { Inspection } from '../../shared/contract/import.ts';
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
    if (about.isDirectory()) return fail('file-unsupported', { file: name, kind: 'folder' });
    // Looked at before reading: two gigabytes never come into memory.
    if (about.size > DEFAULT_LIMITS.bytes)
      return fail('file-too-large', { file: name, bytes: about.size, limit: DEFAULT_LIMITS.bytes });
    bytes = readFileSync(job.path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail('file-not-found', { file: name, path: job.path });
    return fail('file-busy', { file: name, path: job.path, system: code ?? '' });
  }
  return inspectBytes(bytes, name, createHash('sha256').update(bytes).digest('hex'), job.options);
}

parentPort?.postMessage(run(workerData as ImportJob));

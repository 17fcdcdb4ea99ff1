// Bugs go into a file a person can send: when, where in the program, the error's own trace; never a plan's contents.

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const MOST_BYTES = 512 * 1024;

export interface FaultLog {
  readonly file: string;
  write(place: string, error: unknown): void;
}

/** A log in `folder`, one older file kept beside it. Writing never throws: a full disk must not turn one fault into two. */
export function openFaultLog(folder: string): FaultLog {
  const file = path.join(folder, 'anju.log');
  return {
    file,
    write(place, error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      try {
        mkdirSync(folder, { recursive: true });
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.1`);
        appendFileSync(file, `${new Date().toISOString()} ${place}\n${text}\n\n`);
      } catch {
        process.stderr.write(`${place}: ${text}\n`);
      }
    },
  };
}

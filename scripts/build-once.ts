// A built folder appears whole or not at all, whoever else builds the same at the same moment.

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

let count = 0;

/**
 * Makes `target` unless it is there: `make` fills a folder beside it, which then gets the name. Who comes second throws its own away.
 * Throws what `make` throws; then nothing is left behind.
 */
export async function buildOnce(target: string, make: (temporary: string) => Promise<void>): Promise<void> {
  if (existsSync(target)) return;
  const temporary = path.join(path.dirname(target), `building-${process.pid}-${++count}`);
  mkdirSync(temporary, { recursive: true });
  try {
    await make(temporary);
    renameSync(temporary, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

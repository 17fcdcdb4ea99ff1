// Remembers what was seen in the last files, so that a wizard that asks about one file twenty times reads it once.
//
// A file that changed on disk (size or time) is read again; nothing else is ever taken from memory.

import { stat } from 'node:fs/promises';
import type { Result } from '../../shared/contract/failure.ts';
import type { Inspection } from '../../shared/contract/import.ts';
import { type InspectFileOptions, inspectFile } from './inspect-file.ts';

export interface Inspector {
  /** As `inspectFile`. */
  inspect(path: string, options?: InspectFileOptions): Promise<Result<Inspection>>;
}

/** Inspections held: an inspection with its cells may take some tens of megabytes. */
const HELD = 2;

export function createInspector(): Inspector {
  const held = new Map<string, Promise<Result<Inspection>>>();
  return {
    async inspect(path, options = {}) {
      const about = await stat(path).catch(() => null);
      if (!about) return inspectFile(path, options);
      const key = JSON.stringify([path, about.size, about.mtimeMs, options.sheet ?? null, options.cells ?? false]);
      const known = held.get(key);
      if (known) return known;
      const asked = inspectFile(path, options);
      held.set(key, asked);
      for (const old of held.keys()) {
        if (held.size <= HELD) break;
        held.delete(old);
      }
      const answer = await asked.catch((error: unknown) => {
        held.delete(key);
        throw error;
      });
      if (!answer.ok) held.delete(key);
      return answer;
    },
  };
}

// Gathers the faults of a template while its parts are read, so that one reading tells them all.

import type { z } from 'zod';
import { type FaultCode, faultsOf, isTooDeep, pointerOf, type TemplateFault } from './faults.ts';

export type TemplateParts = Readonly<Record<string, unknown>>;

export class FaultList {
  readonly faults: TemplateFault[] = [];

  add(file: string, path: readonly PropertyKey[], code: FaultCode, details: Record<string, unknown> = {}): void {
    this.faults.push({ file, pointer: pointerOf(path), code, details });
  }

  /** The part by its schema, or null with its faults noted; a part that may be absent gives `absent`. */
  read<T>(parts: TemplateParts, file: string, schema: z.ZodType<T>, absent?: T): T | null {
    const part = parts[file];
    if (part === undefined) {
      if (absent !== undefined) return absent;
      this.add(file, [], 'missing-file');
      return null;
    }
    if (isTooDeep(part)) {
      this.add(file, [], 'too-deep');
      return null;
    }
    const result = schema.safeParse(part);
    if (result.success) return result.data;
    this.faults.push(...faultsOf(file, result.error, part));
    return null;
  }
}

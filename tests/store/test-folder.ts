// A folder of its own for a test file, removed at the end; in memory where the system has such a place, since commits wait for the disk.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** `disk`: on a real disk, where that is what is tested. */
export function testFolder(disk = false): { folder: string; file(name?: string): string; sub(name: string): string } {
  const base = !disk && existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
  const folder = mkdtempSync(path.join(base, '安居 test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let n = 0;
  return {
    folder,
    file: (name = '计划') => path.join(folder, `${name} ${++n}.anju`),
    sub(name) {
      const made = path.join(folder, name);
      mkdirSync(made, { recursive: true });
      return made;
    },
  };
}

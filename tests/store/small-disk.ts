// Mounts a small or read-only disk for a test, where the system permits it (Linux, as root); null where it does not.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

export interface SmallDisk {
  folder: string;
  readOnly(): void;
  remove(): void;
}

export function mountSmallDisk(size: string): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anju-disk-'));
  const run = (...args: string[]): void => void execFileSync(args[0] as string, args.slice(1), { stdio: 'ignore' });
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
  } catch {
    rmdirSync(folder);
    return null;
  }
  return {
    folder,
    readOnly: () => run('mount', '-o', 'remount,ro', folder),
    remove() {
      run('umount', '-l', folder);
      rmdirSync(folder);
    },
  };
}

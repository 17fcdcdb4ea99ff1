// Checks every compiled file of an unpacked package: right system, right architecture, no symbol newer than the served systems have.
//
//   node scripts/with-node.mjs scripts/check-symbols.ts FOLDER|FILE… [--platform linux] [--arch x64]
//
// Addons (.node) are judged for every system. In a Linux package Electron's own program and libraries are judged too: a package whose
// program does not start is no better than one whose addon does not load. Ends with 1 where something can't be shipped.

import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readBinary } from './binary-needs.ts';
import { faultsOf, newestOf, type Target } from './symbol-limits.ts';

export interface CheckedFile {
  file: string;
  /** newest symbol versions, for a line of output */
  needs: string;
  faults: string[];
}

function filesUnder(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function isElf(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(4);
    return readSync(handle, head, 0, 4, 0) === 4 && head.readUInt32BE(0) === 0x7f454c46;
  } finally {
    closeSync(handle);
  }
}

/** Every file judged, with its faults. A folder without any addon is a fault of its own: a check of nothing proves nothing. */
export function checkBinaries(place: string, target: Target): CheckedFile[] {
  const checked = filesUnder(place)
    .filter((file) => file.endsWith('.node') || (target.platform === 'linux' && isElf(file)))
    .map((file) => {
      const binary = readBinary(readFileSync(file));
      return { file, needs: newestOf(binary), faults: faultsOf(binary, target) };
    });
  if (checked.some(({ file }) => file.endsWith('.node'))) return checked;
  return [...checked, { file: place, needs: '', faults: ['holds no .node file'] }];
}

/** Throws with every fault where something can't be shipped. */
export function assertShippable(place: string, target: Target, say: (line: string) => void = () => {}): void {
  const checked = checkBinaries(place, target);
  const faults = checked.flatMap(({ file, faults }) => faults.map((fault) => `${path.relative(place, file) || file} ${fault}`));
  for (const { file, needs } of checked) if (needs) say(`${path.relative(place, file) || file}: ${needs}`);
  if (faults.length > 0) throw new Error(`not fit for ${target.platform}-${target.arch}:\n${faults.join('\n')}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({
    options: { platform: { type: 'string' }, arch: { type: 'string' } },
    allowPositionals: true,
  });
  const target = { platform: values.platform ?? 'linux', arch: values.arch ?? process.arch } as Target;
  if (positionals.length === 0) {
    process.stderr.write('usage: check-symbols.ts FOLDER|FILE… [--platform linux|win32|darwin] [--arch x64|arm64]\n');
    process.exit(2);
  }
  for (const place of positionals)
    try {
      assertShippable(path.resolve(place), target, (line) => process.stdout.write(`${line}\n`));
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
}

// Called by electron-builder when a package's folder stands and before it is closed into an installer: the last look at what is shipped.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { BinaryArch } from '../binary-needs.ts';
import { root } from '../build-stamp.ts';
import { assertShippable } from '../check-symbols.ts';
import { listAsar } from './asar-listing.ts';
import { contentFaults } from './package-contents.ts';

/** the numbers electron-builder gives architectures */
const ARCHS: Record<number, BinaryArch> = { 1: 'x64', 3: 'arm64' };

interface Packed {
  appOutDir: string;
  electronPlatformName: string;
  arch: number;
}

/** Throws, which ends the packing, where the package is not what it must be. */
export default function afterPack({ appOutDir, electronPlatformName, arch: number }: Packed): void {
  const arch = ARCHS[number];
  const platform = electronPlatformName;
  if (!arch || (platform !== 'linux' && platform !== 'win32')) throw new Error(`no packages are made for ${platform} ${number}`);
  const files = listAsar(path.join(appOutDir, 'resources', 'app.asar'));
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: object };
  const faults = contentFaults(files, { platform, arch, dependencies: Object.keys(dependencies) });
  if (faults.length > 0) throw new Error(`the package for ${platform}-${arch} is not right:\n${faults.join('\n')}`);
  assertShippable(appOutDir, { platform, arch }, (line) => process.stdout.write(`  ${line}\n`));
}

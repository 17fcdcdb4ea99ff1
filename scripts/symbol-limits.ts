// What the oldest systems served have: Kylin V10 and UOS 20 with glibc 2.28 and the libstdc++ of GCC 8.
//
// A file that asks for a newer symbol version does not load there, and the loader's message helps nobody. So everything compiled that
// a package carries is measured against these limits, and against the system and architecture the package is for.

import type { Binary, BinaryArch } from './binary-needs.ts';

export interface Target {
  platform: 'linux' | 'win32' | 'darwin';
  arch: BinaryArch;
}

/** newest version of each family that those systems have */
const LIMITS: Record<string, string> = { GLIBC: '2.28', GLIBCXX: '3.4.25', CXXABI: '1.3.11', GCC: '8.0.0' };
const FORMATS = { linux: 'elf', win32: 'pe', darwin: 'macho' } as const;

/** -1, 0 or 1 for dotted version numbers, part by part. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** Why a compiled file can't be shipped to a target: one line each, none where it can. */
export function faultsOf(binary: Binary, target: Target): string[] {
  const format = FORMATS[target.platform];
  if (binary.format !== format || binary.arch !== target.arch)
    return [`is ${binary.format}/${binary.arch}, not ${format}/${target.arch}`];
  return binary.versions.flatMap(({ library, version }) => {
    const [, family, number] = version.match(/^([A-Z]+)_([\d.]+)$/) ?? [];
    const limit = family && LIMITS[family];
    // Families of no limit (a library's own, shipped beside it) and their private versions say nothing about the system.
    if (!limit || !number || compareVersions(number, limit) <= 0) return version === 'GLIBC_PRIVATE' ? [`needs ${version}`] : [];
    return [`needs ${version} (${library}), the systems served have ${family}_${limit}`];
  });
}

/** The newest version of each family a file asks for, e.g. `GLIBC 2.28, CXXABI 1.3.9`; for a line of output. */
export function newestOf(binary: Binary): string {
  const newest = new Map<string, string>();
  for (const { version } of binary.versions) {
    const [, family, number] = version.match(/^([A-Z]+)_([\d.]+)$/) ?? [];
    if (family && number && compareVersions(number, newest.get(family) ?? '0') > 0) newest.set(family, number);
  }
  return [...newest].map(([family, number]) => `${family} ${number}`).join(', ');
}

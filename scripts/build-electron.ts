// The Electron side as plain JavaScript: main, preload, command line and every thread they start, into dist/electron.
//
// Packages stay where npm put them (better-sqlite3 is native, others load parts of themselves by path); only our own TypeScript is
// bundled. A thread is started with `new URL('./x.ts', import.meta.url)`: here each such file becomes an entry of its own, so the same
// line works from the sources and from the bundle. The preload is CommonJS in one file: a sandboxed page can load nothing else.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { build, type InlineConfig, type Plugin } from 'vite';
import { shellWords } from '../electron/shell-words.ts';
import { buildRenderer } from './build-renderer.ts';
import { root, stampOf } from './build-stamp.ts';
import { asProduction } from './production.ts';

/** `new URL('./x.ts', import.meta.url)`, also where the line itself tells sources from a bundle */
const THREAD =
  /new URL\(\s*(?:import\.meta\.url\.endsWith\('\.ts'\)\s*\?\s*)?'(\.[^']+\.ts)'(?:\s*:\s*'[^']+')?\s*,\s*import\.meta\.url\s*\)/g;

function threadEntries(): Plugin {
  return {
    name: 'thread-entries',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.ts') || !code.includes('import.meta.url')) return null;
      return code.replace(THREAD, (_all, file: string) => {
        const target = path.resolve(path.dirname(id), file);
        const name = `${path.basename(target, '.ts')}.js`;
        this.emitFile({ type: 'chunk', id: target, fileName: name });
        // Every part of the bundle lies in one folder, so a thread's file is always beside.
        return `new URL('./${name}', import.meta.url)`;
      });
    },
  };
}

const common = { root, configFile: false, logLevel: 'warn', envDir: false, publicDir: false, mode: 'production' } as const;

function programConfig(outDir: string): InlineConfig {
  const entries = ['main', 'cli'].map((name) => [name, path.join(root, 'electron', `${name}.ts`)] as const);
  return {
    ...common,
    plugins: [threadEntries()],
    ssr: { external: ['electron'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(entries.filter(([, file]) => existsSync(file))),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

function preloadConfig(outDir: string): InlineConfig {
  return {
    ...common,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        input: { preload: path.join(root, 'electron', 'preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  };
}

/** Builds everything Electron runs into `folder`: electron/ and renderer/ below it. */
export async function buildProgram(folder: string): Promise<void> {
  await asProduction(async () => {
    await build(programConfig(path.join(folder, 'electron')));
    await build(preloadConfig(path.join(folder, 'electron')));
  });
  await buildRenderer(path.join(folder, 'renderer'));
}

/** Brings dist/ up to the sources where it is not; answers dist's path. A build that fails leaves the old dist/ as it was. */
export async function ensureProgram(say: (line: string) => void = () => {}): Promise<string> {
  const stamp = stampOf([{ folder: 'electron' }, { folder: 'renderer' }, { folder: 'shared' }, { folder: 'scripts' }]);
  const dist = path.join(root, 'dist');
  const stampFile = path.join(dist, 'stamp');
  const isCurrent = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (isCurrent()) return dist;
  say(shellWords.start.preparingProgram);
  const [fresh, old] = ['building', 'old'].map((word) => path.join(root, '.cache', `program-${word}-${process.pid}`)) as [
    string,
    string,
  ];
  try {
    mkdirSync(fresh, { recursive: true });
    await buildProgram(fresh);
    writeFileSync(path.join(fresh, 'stamp'), stamp);
    // Somebody else finished the same build first, and may be reading it: theirs is as good.
    if (isCurrent()) return dist;
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
  return dist;
}

// The window's files: the renderer and the browser shell's bridge script, bundled for production.
//
// Each build stands in a folder of its own named after the stamp of its sources, and gets there by one rename. So a page that an
// older server still serves keeps its files, two programs that start at once can both build (the second one's copy is thrown away),
// and a build that was cut short is never taken for a whole one.

import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { shellWords } from '../electron/shell-words.ts';
import { buildOnce } from './build-once.ts';
import { root, stampOf } from './build-stamp.ts';
import { asProduction } from './production.ts';

const builds = path.join(root, '.cache', 'renderer');
/** Older builds are kept for servers that still run on them. */
const YOUNG_MS = 12 * 3600_000;
const KEPT = 4;
/** The oldest browsers the window runs in: Electron's own is newer, a browser on UOS or Kylin may be older. */
const TARGET = ['chrome109', 'firefox115', 'safari16.4'];

const common = {
  root: path.join(root, 'renderer'),
  configFile: false,
  logLevel: 'warn',
  envDir: false,
  mode: 'production',
} as const;

function rendererConfig(outDir: string): InlineConfig {
  return {
    ...common,
    base: './',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: TARGET,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: path.join(root, 'renderer', 'index.html') },
    },
  };
}

/** The bridge stands before the renderer's modules, so it is a classic script in one piece. */
function bridgeConfig(outDir: string): InlineConfig {
  return {
    ...common,
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: TARGET,
      lib: {
        entry: path.join(root, 'electron', 'browser-bridge.ts'),
        formats: ['iife'],
        name: 'anjuBridge',
        fileName: () => 'bridge.js',
      },
    },
  };
}

/** Builds the browser shell's bridge script into a folder, beside what is there. */
export async function buildBridge(outDir: string): Promise<void> {
  await asProduction(() => build(bridgeConfig(outDir)));
}

/** Builds the window's files into a folder (emptied first). Throws where the sources don't build. */
export async function buildRenderer(outDir: string): Promise<void> {
  await asProduction(() => build(rendererConfig(outDir)));
  await buildBridge(outDir);
}

/** Keeps what a running server may still serve: everything young, and the newest builds whatever their age. */
function forgetOldBuilds(): void {
  const aged = readdirSync(builds)
    .map((name) => ({
      folder: path.join(builds, name),
      age: Date.now() - (statSync(path.join(builds, name), { throwIfNoEntry: false })?.mtimeMs ?? 0),
    }))
    .sort((a, b) => a.age - b.age);
  for (const { folder, age } of aged.slice(KEPT)) if (age > YOUNG_MS) rmSync(folder, { recursive: true, force: true });
}

/**
 * The folder with the window's files for the sources as they stand; builds them where no build of these sources is there yet.
 * `say` gets one line before a build, nothing where none is needed.
 */
export async function ensureRenderer(say: (line: string) => void = () => {}): Promise<string> {
  const stamp = stampOf([
    { folder: 'renderer' },
    { folder: 'shared' },
    { file: 'electron/browser-bridge.ts' },
    { file: 'scripts/build-renderer.ts' },
    { file: 'scripts/production.ts' },
  ]);
  const target = path.join(builds, stamp);
  if (existsSync(target)) {
    utimesSync(target, new Date(), new Date());
    return target;
  }
  say(shellWords.start.preparingWindow);
  await buildOnce(target, buildRenderer);
  forgetOldBuilds();
  return target;
}

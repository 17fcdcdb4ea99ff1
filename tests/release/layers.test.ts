// The arrows between the layers are held by the linter. Here the linter itself is tried: files that break each arrow, laid into a copy of
// the layout, must be refused, and files that keep them must pass. A walk over every import of the checkout, type imports included,
// then gives a second answer by another way.

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..', '..');

/** Ends without throwing: what a linter finds is its answer. */
async function output(script: string, args: string[], cwd: string): Promise<string> {
  try {
    const { stdout, stderr } = await run(process.execPath, [script, ...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr;
  }
}

const refused: readonly [file: string, line: string][] = [
  ['shared/values/a.ts', "import '../../electron/cli.ts';"],
  ['shared/values/b.ts', "import '../../renderer/main.tsx';"],
  ['shared/values/c.ts', "import fs from 'node:fs';"],
  ['shared/values/d.ts', "import 'react';"],
  ['shared/values/e.ts', "import type { Icon } from '@ant-design/icons';"],
  ['shared/values/f.ts', "export * from '../../scripts/start.ts';"],
  ['shared/values/g.ts', "export const later = import('node:path');"],
  ['renderer/app/a.ts', "import '../../electron/handlers.ts';"],
  ['renderer/app/b.ts', "import path from 'node:path';"],
  ['renderer/app/c.ts', "import { ipcRenderer } from 'electron';"],
  ['renderer/d.ts', "import '../electron/store/host.ts';"],
  ['renderer/app/e.ts', "import 'better-sqlite3';"],
  ['renderer/app/f.ts', "import '../../tests/plan-builder.ts';"],
  ['electron/a.ts', "import '../renderer/main.tsx';"],
  ['electron/export/b.ts', "import '../../renderer/words/app.ts';"],
  ['electron/c.ts', "import { Button } from 'antd';"],
  ['electron/d.ts', "import '../scripts/build.ts';"],
  ['electron/store/a.ts', "import '../handlers.ts';"],
  ['electron/store/b.ts', "import '../export/docx.ts';"],
  ['electron/store/c.ts', "import { app } from 'electron';"],
  ['electron/store/d.ts', "import 'exceljs';"],
  ['electron/store/e.ts', "import '../../renderer/main.tsx';"],
  ['electron/store/migrations/f.ts', "import '../../handlers.ts';"],
];

const allowed: readonly [file: string, line: string][] = [
  ['shared/values/ok-a.ts', "import '../model/ids.ts';"],
  ['shared/values/ok-b.ts', "import { z } from 'zod';"],
  ['shared/import/ok-c.ts', "import './names.ts';"],
  ['renderer/app/ok-a.ts', "import '../../shared/model/ids.ts';"],
  ['renderer/app/ok-b.ts', "import locale from 'antd/locale/zh_CN';"],
  ['renderer/app/ok-c.ts', "import { createRoot } from 'react-dom/client';"],
  ['renderer/app/ok-d.ts', "import { EditorState } from 'prosemirror-state';"],
  ['electron/ok-a.ts', "import '../shared/model/ids.ts';"],
  ['electron/ok-b.ts', "import { app } from 'electron';"],
  ['electron/export/ok-c.ts', "import '../store/host.ts';"],
  ['electron/import/find/ok-d.ts', "import '../../../resources/regions/china.json';"],
  ['electron/store/ok-a.ts', "import '../../shared/model/ids.ts';"],
  ['electron/store/ok-b.ts', "import Database from 'better-sqlite3';"],
  ['electron/store/ok-c.ts', "import fs from 'node:fs/promises';"],
  ['electron/store/migrations/ok-d.ts', "import '../schema-object.ts';"],
  ['electron/store/migrations/ok-e.ts', "import '../../../shared/model/ids.ts';"],
];

describe('the linter refuses an import against the arrows', () => {
  let found = '';
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'anju-layers-'));
    cpSync(path.join(root, 'biome.json'), path.join(folder, 'biome.json'));
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    for (const [file, line] of [...refused, ...allowed]) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${line}\n`);
    }
    const biome = path.join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    found = await output(biome, ['lint', '--only=style/noRestrictedImports', '--max-diagnostics=500', '--colors=off', '.'], folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(refused)('%s: %s', (file) => {
    expect(found).toMatch(new RegExp(`^${file.replaceAll('.', '\\.')}:\\d+:\\d+ lint/style/noRestrictedImports`, 'm'));
  });

  test.each(allowed)('%s passes: %s', (file) => {
    expect(Number(found.match(/Checked (\d+) files/)?.[1])).toBeGreaterThanOrEqual(refused.length + allowed.length);
    expect(found).not.toContain(`${file}:`);
  });
});

describe('the type check of shared/ alone', () => {
  test.each([
    ['a DOM global', 'export const title = document.title;', 'document'],
    ['a Node global', 'export const here = process.cwd();', 'process'],
    ['a timer', 'export const later = setTimeout;', 'setTimeout'],
  ])('refuses %s', async (_what, line, name) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'anju-shared-'));
    try {
      mkdirSync(path.join(folder, 'shared'));
      writeFileSync(path.join(folder, 'shared', 'a.ts'), `${line}\n`);
      for (const name of ['tsconfig.json', 'tsconfig.shared.json']) cpSync(path.join(root, name), path.join(folder, name));
      const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      expect(await output(compiler, ['--noEmit', '-p', 'tsconfig.shared.json'], folder)).toMatch(
        new RegExp(`shared/a\\.ts.*Cannot find name '${name}'`),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

type Layer = 'shared' | 'renderer' | 'electron/store' | 'electron' | 'resources' | 'scripts' | 'tests' | 'outside';
const MAY: Record<string, readonly Layer[]> = {
  shared: ['shared'],
  renderer: ['renderer', 'shared'],
  'electron/store': ['electron/store', 'shared'],
  electron: ['electron', 'electron/store', 'shared', 'resources'],
};

function layerOf(file: string): Layer {
  const [top, next] = file.split('/');
  if (top === 'electron' && next === 'store') return 'electron/store';
  return (['shared', 'renderer', 'electron', 'resources', 'scripts', 'tests'] as const).find((layer) => layer === top) ?? 'outside';
}

/** Every specifier of a file: imports, exports from, dynamic and type imports. */
function specifiersOf(text: string): string[] {
  const patterns = [
    /^(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/gm,
    /^\s*\}\s*from\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] as string));
}

describe('every import of the checkout', () => {
  const files = Object.keys({ shared: 0, renderer: 0, electron: 0 }).flatMap((top) =>
    readdirSync(path.join(root, top), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );

  test('stays in its layer', () => {
    const wrong: string[] = [];
    let seen = 0;
    for (const file of files) {
      const layer = layerOf(file);
      for (const specifier of specifiersOf(readFileSync(path.join(root, file), 'utf8'))) {
        seen++;
        if (specifier.startsWith('.')) {
          const target = layerOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)));
          if (!MAY[layer]?.includes(target)) wrong.push(`${file} imports ${specifier}`);
        } else {
          const isBuiltIn = specifier.startsWith('node:') || builtinModules.includes(specifier);
          if (isBuiltIn && !layer.startsWith('electron')) wrong.push(`${file} imports ${specifier}`);
          if (layer === 'shared' && !/^zod(\/|$)/.test(specifier)) wrong.push(`${file} imports ${specifier}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(files.length);
  });
});

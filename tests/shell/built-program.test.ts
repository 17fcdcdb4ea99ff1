// What `npm run build` leaves is a program: its main file finds preload, pages and every thread, and `npm start` runs it.

import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureProgram } from '../../scripts/build.ts';
import { buildOnce } from '../../scripts/build-once.ts';
import { root } from '../../scripts/build-stamp.ts';
import { ask } from './http.ts';

const run = promisify(execFile);
const home = () => mkdtempSync(path.join(tmpdir(), 'anju-built-'));

describe('a build', () => {
  test('that two programs make at once is there once, whole', async () => {
    const target = path.join(home(), 'built');
    const make = (word: string) => async (folder: string) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const name of ['a', 'b']) writeFileSync(path.join(folder, name), word);
    };
    await Promise.all([buildOnce(target, make('one')), buildOnce(target, make('two'))]);
    expect(readFileSync(path.join(target, 'a'), 'utf8')).toBe(readFileSync(path.join(target, 'b'), 'utf8'));
    expect(readdirSync(path.dirname(target))).toEqual(['built']);
    await buildOnce(target, () => Promise.reject(new Error('built again')));
  });

  test('that fails leaves nothing', async () => {
    const target = path.join(home(), 'built');
    const half = async (folder: string) => {
      writeFileSync(path.join(folder, 'a'), '');
      throw new Error('broken source');
    };
    await expect(buildOnce(target, half)).rejects.toThrow('broken source');
    expect(readdirSync(path.dirname(target))).toEqual([]);
  });
});

describe('the built program', () => {
  let dist: string;
  beforeAll(async () => {
    dist = await ensureProgram();
  });

  test('does a day’s work: new, open, edit, release, import, quit', async () => {
    const script = path.join(import.meta.dirname, 'run-built-program.ts');
    const { stdout } = await run(process.execPath, [script, path.join(dist, 'electron', 'main.js'), home()]);
    expect(JSON.parse(stdout)).toEqual({
      preload: path.join(dist, 'electron', 'preload.cjs'),
      page: 200,
      seq: 1,
      recent: [null],
      files: ['发布.docx', '发布.xlsx'],
      tables: 1,
    });
  });

  test('has a preload that a sandboxed page can load: one file, CommonJS, nothing but electron', () => {
    const text = readFileSync(path.join(dist, 'electron', 'preload.cjs'), 'utf8');
    expect([...text.matchAll(/require\(([^)]*)\)/g)].map((match) => match[1])).toEqual(['"electron"']);
    expect(text).not.toMatch(/^import /m);
  });
});

describe.skipIf(process.platform === 'win32')('npm start', () => {
  /** A folder with a program called electron that writes down how it was called and ends with `code`. */
  function standInBinary(code: number): { folder: string; called: () => string } {
    const folder = home();
    const name = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" "\${ELECTRON_RUN_AS_NODE-unset}" > "${folder}/called"\nexit ${code}\n`);
    chmodSync(file, 0o755);
    return { folder, called: () => readFileSync(path.join(folder, 'called'), 'utf8') };
  }

  /** Starts `npm start`'s script; answers its words once it serves a page, or its end. */
  function start(
    env: Record<string, string>,
    args: string[] = [],
  ): Promise<{ words: string; code: number | null; stop: () => void }> {
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...own } = process.env;
    const data = home();
    const child = spawn(process.execPath, [path.join(root, 'scripts', 'start.ts'), ...args], {
      cwd: tmpdir(),
      env: { ...own, ANJU_DATA: data, ANJU_DOCUMENTS: data, INIT_CWD: tmpdir(), ...env },
    });
    let words = '';
    return new Promise((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        words += chunk.toString('utf8');
        if (words.includes('结束时按')) resolve({ words, code: null, stop: () => child.kill('SIGTERM') });
      });
      child.on('exit', (code) => resolve({ words, code, stop: () => {} }));
    });
  }

  test('runs Electron with the plan, where there is one and a screen', async () => {
    const binary = standInBinary(0);
    const env = { DISPLAY: ':77', ELECTRON_OVERRIDE_DIST_PATH: binary.folder, ELECTRON_RUN_AS_NODE: '1' };
    const { words, code } = await start(env, ['住房 计划.anju']);
    expect(code).toBe(0);
    expect(words).not.toContain('浏览器');
    expect(binary.called().trim().split('\n')).toEqual([root, path.join(tmpdir(), '住房 计划.anju'), 'unset']);
  });

  test.skipIf(process.platform !== 'linux')('says in one line that there is no screen, and serves a page', async () => {
    const { words, stop } = await start({});
    expect(words.split('\n')[0]).toBe('没有图形显示，改用浏览器窗口。');
    const url = words.match(/http:\S+/)?.[0] ?? '';
    expect((await ask(url)).status).toBe(303);
    stop();
  });

  test('says in one line that Electron can not run here, and serves a page', async () => {
    const { words, stop } = await start({ DISPLAY: ':77', ELECTRON_OVERRIDE_DIST_PATH: standInBinary(127).folder });
    expect(words).toContain('Electron 程序在这台电脑上运行不起来，改用浏览器窗口。');
    expect((await ask(words.match(/http:\S+/)?.[0] ?? '')).status).toBe(303);
    stop();
  });
});

test.skipIf(process.platform === 'win32')('the launcher ends by the signal that ended its script', async () => {
  const folder = home();
  const script = path.join(folder, 'waits.mjs');
  writeFileSync(script, 'process.stdout.write("up"); setInterval(() => {}, 1000);');
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'with-node.mjs'), script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  child.kill('SIGTERM');
  const end = await new Promise<unknown>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  expect(end).toEqual({ code: null, signal: 'SIGTERM' });
});

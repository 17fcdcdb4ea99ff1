// Releases: all files or none, over what was there, and nothing left lying about.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ReleaseKind, type ReleaseProgress, type ReleaseRequest, startRelease } from '../../electron/export/release.ts';
import { mint } from '../../electron/store/mint.ts';
import { makeNewPlan } from '../../electron/templates.ts';
import { must } from '../../shared/contract/failure.ts';

const { snapshot } = must(makeNewPlan({ sample: 'kashgar-2025-annual-plan', mint, now: '2025-03-01T00:00:00Z' }));
const OLD = '上一次发布的文件';

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'anju-release-')), '发布 文件夹');
  mkdirSync(folder);
});

const target = (kind: ReleaseKind, name = `计划 一.${kind}`) => ({ kind, path: path.join(folder, name) });
const both = () => [target('docx'), target('xlsx')];
const release = (request: Partial<ReleaseRequest> = {}, onProgress?: (progress: ReleaseProgress) => void) =>
  startRelease({ snapshot, targets: both(), ...request }, onProgress);
const names = () => readdirSync(folder).sort();

test('both files stand there whole, in the order asked for', async () => {
  const files = must(await release().done);
  expect(files.map((file) => path.basename(file.path))).toEqual(['计划 一.docx', '计划 一.xlsx']);
  for (const { path: file, bytes } of files) {
    const written = readFileSync(file);
    expect(written.length).toBe(bytes);
    expect(written.subarray(0, 2).toString()).toBe('PK');
  }
  expect(names()).toEqual(['计划 一.docx', '计划 一.xlsx']);
});

test('progress goes from reading to ready, never back, for each file', async () => {
  const told: ReleaseProgress[] = [];
  must(await release({}, (progress) => told.push(progress)).done);
  for (const kind of ['docx', 'xlsx'] as const) {
    const own = told.filter((progress) => progress.file === kind);
    expect(own.at(0)).toEqual({ file: kind, done: 0, phase: 'reading' });
    expect(own.at(-1)).toEqual({ file: kind, done: 1, phase: 'ready' });
    const steps = own.map((progress) => progress.done);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  }
});

test('what stood there is replaced', async () => {
  writeFileSync(target('docx').path, OLD);
  must(await release({ targets: [target('docx')] }).done);
  expect(readFileSync(target('docx').path).subarray(0, 2).toString()).toBe('PK');
});

describe('a release that can not be finished leaves everything as it was', () => {
  beforeEach(() => {
    for (const { path: file } of both()) writeFileSync(file, OLD);
  });
  afterEach(() => {
    for (const { path: file } of both()) expect(readFileSync(file, 'utf8') === OLD, file).toBe(true);
    expect(names().filter((name) => name.endsWith('.anju-tmp'))).toEqual([]);
  });

  test('cancelled', async () => {
    const task = release();
    task.cancel();
    expect(await task.done).toMatchObject({ ok: false, failure: { code: 'interrupted' } });
  });

  test('cancelled while it writes', async () => {
    const task = release({}, ({ phase }) => {
      if (phase === 'writing') task.cancel();
    });
    expect(await task.done).toMatchObject({ ok: false, failure: { code: 'interrupted' } });
  });

  test.each(['.~lock.计划 一.xlsx#', '~$计划 一.xlsx', '~$ 一.xlsx', '.~计划 一.xlsx'])(
    'one target is open in an office program (%s)',
    async (mark) => {
      if (process.platform === 'win32') return;
      writeFileSync(path.join(folder, mark), 'x');
      expect(await release().done).toMatchObject({
        ok: false,
        failure: { code: 'file-busy', details: { path: target('xlsx').path } },
      });
    },
  );

  test('there is nothing to put into one of them', async () => {
    const bare = { ...snapshot, records: { ...snapshot.records, tbl: [], col: [], row: [], block: [] }, cells: [] };
    expect(await release({ snapshot: bare }).done).toMatchObject({ ok: false, failure: { code: 'no-such-table' } });
  });
});

test('a target that is a folder can not be replaced', async () => {
  mkdirSync(target('docx').path);
  const done = await release({ targets: [target('docx')] }).done;
  expect(done.ok).toBe(false);
  expect(names()).toEqual(['计划 一.docx']);
});

test('a folder that is gone says so', async () => {
  const gone = { kind: 'docx' as const, path: path.join(folder, '没有', 'a.docx') };
  expect(await release({ targets: [gone] }).done).toMatchObject({ ok: false, failure: { code: 'file-not-found' } });
});

test('a folder that may not be written says so', async (context) => {
  // The one place that even an administrator can't write on Linux.
  if (process.platform !== 'linux' || !existsSync('/sys/kernel')) return context.skip('no read-only folder on this system');
  const there = { kind: 'docx' as const, path: '/sys/kernel/a.docx' };
  expect(await release({ targets: [there] }).done).toMatchObject({ ok: false, failure: { code: 'folder-read-only' } });
});

test('a full disk says so, and keeps the earlier file', async (context) => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return context.skip('a small disk can not be mounted here');
  }
  try {
    writeFileSync(target('docx').path, OLD);
    expect(await release().done).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    expect(names()).toEqual(['计划 一.docx']);
    expect(readFileSync(target('docx').path, 'utf8')).toBe(OLD);
  } finally {
    execFileSync('umount', [folder]);
  }
});

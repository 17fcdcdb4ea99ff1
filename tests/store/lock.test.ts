// Who may write: one process at a time, the others read and are told who it is; a killed holder holds nothing.

import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { lockFileOf, PlanLock, whoHolds } from '../../electron/store/lock.ts';
import { PlanStore } from '../../electron/store/plan-store.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { must } from '../../shared/contract/failure.ts';
import { canonical, columnId, makePlan, rowId } from './plan-maker.ts';
import { startScript } from './second-process.ts';
import { mountSmallDisk } from './small-disk.ts';
import { testFolder } from './test-folder.ts';

const { sub } = testFolder();
const me = { by: '张三', via: 'cli' as const };
const edit: Command = { type: 'set-cells', cells: [{ row: rowId(0), col: columnId(0), value: '1.25' }] };

function plan(name: string): string {
  const path = `${sub(name)}/喀什 计划.anju`;
  must(PlanStore.create(path, { snapshot: makePlan({ rows: 3, columns: 2 }) })).close();
  return path;
}

describe('while another process holds a plan', () => {
  test('reading works, writing says who holds it, a clean end frees it and leaves nothing', async () => {
    const path = plan('held');
    const holder = startScript('hold-plan.ts', path);
    expect(await holder.line()).toBe('held');

    const reader = must(PlanStore.open(path, { write: true }));
    expect(reader.live.state.records.row.size).toBe(4);
    expect(reader.readOnly).toMatchObject({ reason: 'locked', holder: { host: os.hostname(), pid: holder.child.pid } });
    const refused = reader.commit({ ...me, command: edit });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'plan-locked', details: { pid: holder.child.pid } } });
    expect(JSON.stringify(refused)).toContain(os.userInfo().username);
    expect(whoHolds(path)?.pid).toBe(holder.child.pid);
    const required = PlanStore.open(path, { write: 'required' });
    expect(required.ok || required.failure.code).toBe('plan-locked');
    await expect(startScriptRefused(path)).resolves.toBe('plan-locked');
    expect(reader.becomeWriter()).toMatchObject({ ok: false, failure: { code: 'plan-locked' } });

    holder.child.stdin?.end();
    await holder.ended;
    expect(whoHolds(path)).toBe(null);
    must(reader.becomeWriter());
    expect(reader.readOnly).toBe(null);
    must(reader.commit({ ...me, command: edit }));
    reader.close();
    expect(readdirSync(sub('held'))).toEqual(['喀什 计划.anju']);
  });

  test('a killed holder holds nothing', async () => {
    const path = plan('killed');
    const holder = startScript('hold-plan.ts', path);
    expect(await holder.line()).toBe('held');
    holder.child.kill('SIGKILL');
    await holder.ended;
    expect(existsSync(lockFileOf(path))).toBe(true);
    expect(whoHolds(path)).toBe(null);
    const store = must(PlanStore.open(path, { write: 'required' }));
    must(store.commit({ ...me, command: edit }));
    store.close();
    expect(readdirSync(sub('killed'))).toEqual(['喀什 计划.anju']);
  });

  test('a reader that sees a writer’s commit reads on', async () => {
    const path = plan('reads');
    const writer = must(PlanStore.open(path, { write: 'required' }));
    const reader = must(PlanStore.open(path, { write: false }));
    must(writer.commit({ ...me, command: edit }));
    expect(reader.stepsAfter(0)).toHaveLength(1);
    writer.close();
    reader.close();
  });
});

async function startScriptRefused(path: string): Promise<string | null> {
  const other = startScript('hold-plan.ts', path);
  const line = await other.line();
  other.child.stdin?.end();
  await other.ended;
  return line;
}

describe('the lock file', () => {
  test('two in one process exclude each other too', () => {
    const path = plan('twice');
    const lock = must(PlanLock.acquire(path));
    expect(PlanLock.acquire(path)).toMatchObject({ ok: false, failure: { code: 'plan-locked' } });
    lock.release();
    must(PlanLock.acquire(path)).release();
    expect(existsSync(lockFileOf(path))).toBe(false);
  });

  test('looking at the holder takes nothing away from it', () => {
    const path = plan('looked');
    const lock = must(PlanLock.acquire(path));
    for (let i = 0; i < 5; i++) expect(whoHolds(path)?.user).toBe(os.userInfo().username);
    expect(PlanLock.acquire(path).ok).toBe(false);
    lock.release();
    expect(whoHolds(path)).toBe(null);
  });

  test.each<[string, (file: string) => void]>([
    ['garbage', (file) => writeFileSync(file, 'x'.repeat(5000))],
    ['nothing', (file) => writeFileSync(file, '')],
    [
      'an older form',
      (file) => {
        const db = new Database(file);
        db.exec('CREATE TABLE something (x)');
        db.close();
      },
    ],
  ])('left over with %s in it locks nobody out', (_, leave) => {
    const path = plan(`left ${_}`);
    leave(lockFileOf(path));
    expect(whoHolds(path)).toBe(null);
    const store = must(PlanStore.open(path, { write: 'required' }));
    store.close();
    expect(readdirSync(sub(`left ${_}`))).toEqual(['喀什 计划.anju']);
  });

  test('many processes at once: one holds it, the rest are refused', async () => {
    const path = plan('race');
    const others = Array.from({ length: 5 }, () => startScript('hold-plan.ts', path));
    const said = await Promise.all(others.map((other) => other.line()));
    expect(said.filter((line) => line === 'held')).toHaveLength(1);
    expect(said.filter((line) => line === 'plan-locked')).toHaveLength(4);
    for (const other of others) other.child.stdin?.end();
    await Promise.all(others.map((other) => other.ended));
    expect(readdirSync(sub('race'))).toEqual(['喀什 计划.anju']);
  });
});

const disk = mountSmallDisk('16m');
afterAll(() => disk?.remove());

describe.skipIf(!disk)('in a folder that can’t be written (skipped: needs root on Linux)', () => {
  const folder = disk?.folder ?? '';
  const path = `${folder}/计划.anju`;
  let before = '';
  test('a plan opens read-only and says so on writing', () => {
    const made = must(PlanStore.create(path, { snapshot: makePlan({ rows: 3, columns: 2 }) }));
    before = canonical(made.snapshot());
    made.close();
    // a writer that was killed in the middle of a commit: pages already written, its journal beside
    const killed = new Database(path);
    killed.pragma('cache_size = 1');
    killed.exec('BEGIN IMMEDIATE');
    killed.exec("DELETE FROM cell; UPDATE plan SET value = '99' WHERE name = 'seq'");
    killed.exec("INSERT INTO template_part VALUES ('x', 'x', randomblob(100000))");
    copyFileSync(path, `${folder}/half.anju`);
    copyFileSync(`${path}-journal`, `${folder}/half.anju-journal`);
    killed.exec('ROLLBACK');
    killed.close();
    const bare = new Database(`${folder}/half.anju`, { readonly: true });
    expect(() => bare.prepare('SELECT * FROM plan').all()).toThrow();
    bare.close();
    disk?.readOnly();
    const store = must(PlanStore.open(path, { write: true }));
    expect(['read-only-folder', 'read-only-file']).toContain(store.readOnly?.reason);
    expect(canonical(store.snapshot())).toBe(before);
    const done = store.commit({ ...me, command: edit });
    expect(['folder-read-only', 'plan-read-only']).toContain(done.ok || done.failure.code);
    expect(whoHolds(path)).toBe(null);
    store.close();
    const half = must(PlanStore.open(`${folder}/half.anju`, { write: true }));
    expect(canonical(half.snapshot())).toBe(before);
    half.close();
    const created = PlanStore.create(`${folder}/neu.anju`, { snapshot: makePlan({ rows: 1, columns: 1 }) });
    expect(created.ok || created.failure.code).toBe('folder-read-only');
  });
});

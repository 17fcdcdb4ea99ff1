// Copies at any moment: 另存为, dated backups, going back to one, and which rotating backups are kept.

import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { backupFolderOf, keepBackup, keptTimes, listBackups } from '../../electron/store/backups.ts';
import { backUpPlan, copyPlan, restorePlan } from '../../electron/store/copies.ts';
import { PlanStore } from '../../electron/store/plan-store.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { must } from '../../shared/contract/failure.ts';
import { canonical, columnId, makePlan, rowId } from './plan-maker.ts';
import { testFolder } from './test-folder.ts';

const { file, sub } = testFolder();
const me = { by: '张三', via: 'cli' as const };
const setCell = (value: string): Command => ({ type: 'set-cells', cells: [{ row: rowId(0), col: columnId(0), value }] });

let store: PlanStore;
beforeEach(() => {
  store = must(PlanStore.create(file('喀什 2025'), { snapshot: makePlan({ rows: 5, columns: 3 }) }));
  must(store.commit({ ...me, command: setCell('1.25') }));
  return () => store.close();
});
const stateIn = (path: string): string => {
  const other = must(PlanStore.open(path, { write: false }));
  const read = canonical(other.snapshot());
  other.close();
  return read;
};

describe('a copy', () => {
  test('of an open plan is whole, with its history, and stands alone', async () => {
    const folder = sub('copy');
    must(await copyPlan(store.connection, store.path, `${folder}/另存 为.anju`, { replace: false }));
    expect(readdirSync(folder)).toEqual(['另存 为.anju']);
    const copy = must(PlanStore.open(`${folder}/另存 为.anju`, { write: 'required' }));
    expect(canonical(copy.snapshot())).toBe(canonical(store.snapshot()));
    must(copy.undo(me));
    expect(copy.verify()).toEqual([]);
    expect(canonical(copy.snapshot())).not.toBe(canonical(store.snapshot()));
    copy.close();
  });

  test('replaces a file only when told, and whole', async () => {
    const target = file('旧');
    writeFileSync(target, 'old');
    const kept = await copyPlan(store.connection, store.path, target, { replace: false });
    expect([kept.ok || kept.failure.code, readFileSync(target, 'utf8')]).toEqual(['file-exists', 'old']);
    must(await copyPlan(store.connection, store.path, target, { replace: true }));
    expect(stateIn(target)).toBe(canonical(store.snapshot()));
  });

  test('never goes over itself or a plan that somebody edits', async () => {
    const self = await copyPlan(store.connection, store.path, store.path, { replace: true });
    expect(self.ok || self.failure.code).toBe('file-busy');
    const other = must(PlanStore.create(file(), { snapshot: makePlan({ rows: 1, columns: 1 }) }));
    const busy = await copyPlan(store.connection, store.path, other.path, { replace: true });
    expect(busy.ok || busy.failure.code).toBe('file-busy');
    other.close();
  });

  test('into a folder that is not there says so', async () => {
    const nowhere = await copyPlan(store.connection, store.path, `${sub('x')}/none/a.anju`, { replace: false });
    expect(nowhere.ok || nowhere.failure.code).toBe('file-not-found');
  });
});

describe('backup and restore', () => {
  test('a backup of a plan in use, and going back to it', async () => {
    const folder = sub('backups');
    const before = canonical(store.snapshot());
    const { path } = must(await backUpPlan(store.path, `${folder}/new`));
    expect(path).toMatch(/喀什 2025 \d+ \d{4}-\d\d-\d\d \d{4}\.anju$/);
    const second = must(await backUpPlan(store.path, `${folder}/new`));
    expect(second.path).not.toBe(path);
    must(store.commit({ ...me, command: setCell('9.25') }));
    const restored = `${folder}/back.anju`;
    must(await restorePlan(path, restored));
    expect(stateIn(restored)).toBe(before);
    const again = await restorePlan(path, restored);
    expect(again.ok || again.failure.code).toBe('file-exists');
  });

  test('what is no plan is not restored', async () => {
    const fake = file();
    writeFileSync(fake, 'x'.repeat(10_000));
    const target = file();
    const done = await restorePlan(fake, target);
    expect([done.ok || done.failure.code, existsSync(target)]).toEqual(['not-a-plan', false]);
  });
});

describe('rotating backups', () => {
  const HOUR = 3_600_000;
  const DAY = 24 * HOUR;
  const now = Date.UTC(2026, 10, 21, 12);
  test.each<[string, number[], number[]]>([
    ['all of the last hour', [0.1, 0.4, 0.9], [0.1, 0.4, 0.9]],
    ['one an hour for a day', [2.1, 2.4, 2.9, 3.5], [2.1, 3.5]],
    ['one a day for a month', [30, 31, 33, 57], [30, 57]],
    ['one a month for three years', [24 * 60, 24 * 61, 24 * 200], [24 * 60, 24 * 200]],
    ['nothing older', [0.1, 24 * 366 * 4], [0.1]],
    ['the newest always', [24 * 366 * 5, 24 * 366 * 6], [24 * 366 * 5]],
  ])('keep %s', (_, hours, kept) => {
    const times = hours.map((h) => now - h * HOUR);
    expect(keptTimes(times, now)).toEqual(kept.map((h) => now - h * HOUR));
  });

  test('are bounded however long somebody works', () => {
    const times = Array.from({ length: 6 * 24 * 400 }, (_, i) => now - i * (HOUR / 6));
    expect(keptTimes(times, now).length).toBeLessThan(6 + 25 + 32 + 38);
    expect(DAY).toBe(86_400_000);
  });

  test('are made when something changed, in the plan’s own folder, and open', async () => {
    const folder = sub('rotating');
    store.close();
    let clock = '';
    store = must(PlanStore.open(store.path, { write: 'required', now: () => new Date(clock) }));
    const keep = (at: string) => keepBackup(store.connection, store.path, folder, 'test-plan', new Date(at));
    const edit = (at: string, value: string): void => {
      clock = at;
      must(store.commit({ by: '李四', via: 'cli', command: setCell(value) }));
    };
    edit('2026-11-21T02:00:00Z', '4.25');
    expect(must(await keep('2026-11-21T03:00:00Z'))?.seq).toBe(2);
    expect(must(await keep('2026-11-21T03:10:00Z'))).toBe(null);
    edit('2026-11-21T03:11:00Z', '2.25');
    must(await keep('2026-11-21T03:11:01Z'));
    // typing that goes on in the same step is a change too
    edit('2026-11-21T03:11:02Z', '2.50');
    expect(store.live.state.seq).toBe(3);
    expect(must(await keep('2026-11-21T03:20:00Z'))?.seq).toBe(3);
    edit('2026-11-22T03:00:00Z', '3.25');
    must(await keep('2026-11-22T03:30:00Z'));
    const own = backupFolderOf(folder, store.path, 'test-plan');
    expect(listBackups(own).map((b) => b.seq)).toEqual([4, 3]);
    expect(stateIn(listBackups(own)[0]?.file ?? '')).toBe(canonical(store.snapshot()));
    copyFileSync(store.path, `${own}/mine.anju`);
    must(await keep('2026-11-22T03:31:00Z'));
    expect(existsSync(`${own}/mine.anju`)).toBe(true);
  });

  test('a folder that can’t be had is a failure, not a fault', async () => {
    const blocked = file();
    writeFileSync(blocked, 'a file, not a folder');
    const kept = await keepBackup(store.connection, store.path, blocked, 'test-plan');
    expect(kept.ok).toBe(false);
  });
});

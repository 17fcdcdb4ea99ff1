// The ground under a write: a full disk, a file changed, replaced or taken away while it is open.

import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { copyPlan } from '../../electron/store/copies.ts';
import { PlanStore } from '../../electron/store/plan-store.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { must } from '../../shared/contract/failure.ts';
import { canonical, columnId, makePlan, rowId, SUM, TABLE, TOTAL } from './plan-maker.ts';
import { mountSmallDisk } from './small-disk.ts';
import { testFolder } from './test-folder.ts';

const { file, sub } = testFolder();
const me = { by: '张三', via: 'cli' as const };
const setCell = (value: string, r = 0): Command => ({
  type: 'set-cells',
  cells: [{ row: rowId(r), col: columnId(0), value }],
});
const manyRows = (n: number): Command => ({
  type: 'add-rows',
  table: TABLE,
  rows: Array.from({ length: n }, (_, i) => ({
    id: 5000 + i,
    label: `新增的一行 ${i}`,
    cells: [{ col: columnId(1), value: `${i}.50` }],
  })),
  place: 'last',
});
const create = (path = file()): PlanStore => must(PlanStore.create(path, { snapshot: makePlan({ rows: 5, columns: 3 }) }));
const inFile = (path: string): string => {
  const other = must(PlanStore.open(path, { write: false }));
  const read = canonical(other.snapshot());
  other.close();
  return read;
};

/** After `fill` nothing more fits; after `free` it does again. */
function expectNothingHalf(store: PlanStore, fill: () => void, free: () => void): void {
  must(store.commit({ ...me, command: setCell('1.25') }));
  const before = canonical(store.snapshot());
  const total = store.live.text(TOTAL, SUM);
  fill();
  const full = store.commit({ ...me, command: manyRows(3000) });
  expect(full.ok || full.failure.code).toBe('disk-full');
  const several = store.commitAll([
    { ...me, command: setCell('2.25') },
    { ...me, command: manyRows(3000) },
  ]);
  expect(several.map((r) => r.ok || r.failure.code)).toEqual(['disk-full', 'disk-full']);
  const batch = store.commit({ ...me, commands: [setCell('3.25'), manyRows(3000)] });
  expect(batch.ok || batch.failure.code).toBe('disk-full');
  expect([canonical(store.snapshot()), inFile(store.path)]).toEqual([before, before]);
  expect([store.live.text(TOTAL, SUM), store.live.state.seq, store.history().length]).toEqual([total, 1, 1]);
  expect(store.verify()).toEqual([]);
  free();
  must(store.commit({ ...me, command: manyRows(3000) }));
  expect(store.live.state.seq).toBe(2);
  must(store.undo(me));
  expect([canonical(store.snapshot()), inFile(store.path)]).toEqual([before, before]);
  expect(store.verify()).toEqual([]);
}

describe('a full disk leaves nothing half-written, in the file and in memory', () => {
  test('a file that may not grow', () => {
    const store = create();
    const db = store.connection;
    expectNothingHalf(
      store,
      () => db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`),
      () => db.pragma('max_page_count = 1000000'),
    );
    store.close();
  });

  const disk = mountSmallDisk('3m');
  afterAll(() => disk?.remove());

  test.skipIf(!disk)('a real small disk (skipped: needs root on Linux)', async () => {
    const folder = disk?.folder ?? '';
    const ballast = `${folder}/ballast`;
    const fill = (): void => {
      try {
        for (;;) writeFileSync(ballast, Buffer.alloc(4096), { flag: 'a' });
      } catch {
        // full
      }
    };
    const store = create(`${folder}/计划.anju`);
    expectNothingHalf(store, fill, () => rmSync(ballast));
    fill();
    const copied = await copyPlan(store.connection, store.path, `${folder}/另存.anju`, { replace: false });
    expect(copied.ok || copied.failure.code).toBe('disk-full');
    const made = PlanStore.create(`${folder}/新建.anju`, { snapshot: makePlan({ rows: 100, columns: 10 }) });
    expect(made.ok || made.failure.code).toBe('disk-full');
    expect(readdirSync(folder).sort()).toEqual(['ballast', '~$计划.anju', '计划.anju']);
    store.close();
    expect(readdirSync(folder).sort()).toEqual(['ballast', '计划.anju']);
  });
});

describe('changed outside while open', () => {
  test('by a tool that knows no lock: read again before the write', () => {
    const store = create();
    let reloads = 0;
    store.onReload(() => reloads++);
    const db = new Database(store.path);
    db.exec(`UPDATE cell SET num = 100, dec = 2, text = NULL WHERE row_id = ${rowId(1)} AND col_id = ${columnId(0)}`);
    db.close();
    must(store.commit({ ...me, command: setCell('1.25') }));
    expect([reloads, store.live.text(rowId(1), columnId(0)), store.live.text(rowId(0), columnId(0))]).toEqual([1, '1.00', '1.25']);
    expect(store.verify()).toEqual([]);
    must(store.commit({ ...me, command: setCell('2.25') }));
    expect(reloads).toBe(1);
    store.close();
  });

  test('replaced by another plan: the new one is read and written', () => {
    const store = create();
    must(store.commit({ ...me, command: setCell('1.25') }));
    const other = must(PlanStore.create(file(), { snapshot: makePlan({ rows: 7, columns: 3 }, 9) }));
    other.close();
    copyFileSync(other.path, `${store.path}.neu`);
    renameSync(`${store.path}.neu`, store.path);
    let reloads = 0;
    store.onReload(() => reloads++);
    const done = must(store.commit({ ...me, command: setCell('9.25', 6) }));
    expect([reloads, done.step.seq, store.live.state.records.row.size]).toEqual([1, 1, 8]);
    expect(inFile(store.path)).toBe(canonical(store.snapshot()));
    store.close();
  });

  test('replaced by something that is no plan: nothing is written, what is shown can be saved elsewhere', async () => {
    const store = create();
    must(store.commit({ ...me, command: setCell('1.25') }));
    const before = canonical(store.snapshot());
    writeFileSync(`${store.path}.neu`, 'not a plan');
    renameSync(`${store.path}.neu`, store.path);
    const done = store.commit({ ...me, command: setCell('2.25') });
    expect(done).toMatchObject({ ok: false, failure: { code: 'plan-gone', details: { why: 'replaced' } } });
    expect(canonical(store.snapshot())).toBe(before);
    const rescue = file('救出');
    must(await copyPlan(store.connection, store.path, rescue, { replace: false }));
    expect(inFile(rescue)).toBe(before);
    store.close();
  });

  test('taken away: writing stops, and goes on when it is back', async () => {
    const store = create(`${sub('gone')}/计划.anju`);
    const before = canonical(store.snapshot());
    renameSync(store.path, `${store.path}.away`);
    for (const done of [store.commit({ ...me, command: setCell('1.25') }), store.undo(me)])
      expect(done.ok || done.failure.code).toBe('plan-gone');
    expect(existsSync(store.path)).toBe(false);
    expect(canonical(store.snapshot())).toBe(before);
    const rescue = file('救出');
    must(await copyPlan(store.connection, store.path, rescue, { replace: false }));
    expect(inFile(rescue)).toBe(before);
    renameSync(`${store.path}.away`, store.path);
    must(store.commit({ ...me, command: setCell('1.25') }));
    expect(inFile(store.path)).toBe(canonical(store.snapshot()));
    store.close();
  });

  test('a tool that holds the file itself is waited for, then named as held', { timeout: 20_000 }, () => {
    const store = create();
    const before = canonical(store.snapshot());
    const other = new Database(store.path);
    store.connection.pragma('busy_timeout = 100');
    other.exec('BEGIN IMMEDIATE');
    const done = store.commit({ ...me, command: setCell('1.25') });
    expect(done.ok || done.failure.code).toBe('plan-locked');
    other.exec('COMMIT');
    other.close();
    expect(canonical(store.snapshot())).toBe(before);
    must(store.commit({ ...me, command: setCell('1.25') }));
    store.close();
  });
});

test('a bug in the middle of a step leaves file and memory as they were', () => {
  const store = create();
  must(store.commit({ ...me, command: setCell('1.25') }));
  const before = canonical(store.snapshot());
  const broken = () => {
    throw new Error('a bug');
  };
  expect(() => store.commit({ ...me, commands: [setCell('2.25'), broken] })).toThrow('a bug');
  expect([canonical(store.snapshot()), inFile(store.path)]).toEqual([before, before]);
  must(store.commit({ ...me, command: setCell('3.25') }));
  expect(store.verify()).toEqual([]);
  store.close();
});

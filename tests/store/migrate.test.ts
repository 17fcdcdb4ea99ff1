// An older plan is brought up inside one transaction, a copy of it kept; a plan that may only be read is brought up in memory.

import { chmodSync, copyFileSync, readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { PlanStore } from '../../electron/store/plan-store.ts';
import { SCHEMA, type SchemaVersion } from '../../electron/store/schema.ts';
import { must } from '../../shared/contract/failure.ts';
import { canonical, columnId, makePlan, rowId } from './plan-maker.ts';
import { testFolder } from './test-folder.ts';

const { sub } = testFolder();
const first = SCHEMA[0] as SchemaVersion;

/** A later program: one table more, and figures moved into it. */
const later: readonly SchemaVersion[] = [
  first,
  {
    version: 2,
    minReader: 2,
    objects: [
      ...first.objects,
      { type: 'table', name: 'target', sql: 'CREATE TABLE target (\n  id INTEGER PRIMARY KEY,\n  value TEXT NOT NULL\n) STRICT' },
    ],
    migrate(db) {
      db.exec('CREATE TABLE target (\n  id INTEGER PRIMARY KEY,\n  value TEXT NOT NULL\n) STRICT');
      db.exec('INSERT INTO target SELECT id, label FROM "row" WHERE kind = \'total\'');
    },
  },
];

function oldPlan(name: string): { path: string; folder: string; state: string } {
  const folder = sub(name);
  const path = `${folder}/计划.anju`;
  const store = must(PlanStore.create(path, { snapshot: makePlan({ rows: 4, columns: 3 }) }));
  must(store.commit({ by: 'x', via: 'cli', command: { type: 'mark', id: 5, name: '征求意见稿' } }));
  const state = canonical(store.snapshot());
  store.close();
  return { path, folder, state };
}
const value = (path: string, sql: string): unknown => {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).pluck().get();
  } finally {
    db.close();
  }
};
const minReader = "SELECT value FROM plan WHERE name = 'min_reader'";

test('for writing: brought up in place, the copy opens as it was', () => {
  const { path, folder, state } = oldPlan('up');
  const store = must(PlanStore.open(path, { write: 'required', schema: later }));
  expect(value(path, 'PRAGMA user_version')).toBe(2);
  expect(value(path, 'SELECT value FROM target')).toBe('总计');
  expect(value(path, minReader)).toBe('2');
  must(
    store.commit({
      by: 'x',
      via: 'cli',
      command: { type: 'set-cells', cells: [{ row: rowId(0), col: columnId(0), value: '1.25' }] },
    }),
  );
  must(store.undo({ by: 'x', via: 'cli' }));
  expect(canonical(store.snapshot()).replace('"id":"min_reader","value":2', '"id":"min_reader","value":1')).toBe(state);
  expect(store.markSnapshot('征求意见稿').ok).toBe(true);
  expect(store.verify()).toEqual([]);
  store.close();
  expect(readdirSync(folder).sort()).toEqual(['计划.anju', '计划（第1版备份）.anju']);
  const copy = must(PlanStore.open(`${folder}/计划（第1版备份）.anju`, { write: false }));
  expect(canonical(copy.snapshot())).toBe(state);
  copy.close();
  // and for the program of before it is a newer plan, of which it meets no min_reader
  const older = PlanStore.open(path, { write: true });
  expect(older.ok || older.failure.code).toBe('plan-newer');
});

test('the copy goes where the caller keeps copies', () => {
  const { path, folder } = oldPlan('elsewhere');
  const kept = sub('copies');
  must(PlanStore.open(path, { write: true, schema: later, copyFolder: kept })).close();
  expect([readdirSync(folder), readdirSync(kept)]).toEqual([['计划.anju'], ['计划（第1版备份）.anju']]);
});

test.each<[string, (path: string) => PlanStore['readOnly']]>([
  ['asked for reading only', (path) => openAndLook(path, false)],
  [
    'a file marked read-only',
    (path) => {
      chmodSync(path, 0o444);
      return openAndLook(path, true);
    },
  ],
  [
    'held by another',
    (path) => {
      const holder = must(PlanStore.open(path, { write: 'required' }));
      const readOnly = openAndLook(path, true);
      holder.close();
      return readOnly;
    },
  ],
])('%s: read as the new schema, the file stays as it is', (name, look) => {
  const { path, folder } = oldPlan(name);
  const before = readFileSync(path);
  expect(look(path)).not.toBe(null);
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual(['计划.anju']);
});

function openAndLook(path: string, write: boolean): PlanStore['readOnly'] {
  const store = must(PlanStore.open(path, { write, schema: later }));
  expect(store.connection.prepare('SELECT value FROM target').pluck().get()).toBe('总计');
  const { readOnly } = store;
  store.close();
  return readOnly;
}

test('a migration that fails leaves the old plan, which still opens', () => {
  const { path, state } = oldPlan('fails');
  const broken: SchemaVersion[] = [
    first,
    {
      ...(later[1] as SchemaVersion),
      migrate(db) {
        db.exec('UPDATE "row" SET label = \'spoiled\'');
        db.exec('SELECT nonsense FROM nowhere');
      },
    },
  ];
  expect(() => PlanStore.open(path, { write: true, schema: broken })).toThrow();
  const wrong: SchemaVersion[] = [first, { ...(later[1] as SchemaVersion), migrate: (db) => db.exec('CREATE TABLE other (x)') }];
  const refused = PlanStore.open(path, { write: true, schema: wrong });
  expect(refused.ok || refused.failure.code).toBe('plan-damaged');
  const store = must(PlanStore.open(path, { write: 'required' }));
  expect(canonical(store.snapshot())).toBe(state);
  store.close();
});

test('a second copy gets a name of its own', () => {
  const { path, folder } = oldPlan('twice');
  copyFileSync(path, `${folder}/keep.anju`);
  must(PlanStore.open(path, { write: true, schema: later })).close();
  copyFileSync(`${folder}/keep.anju`, path);
  must(PlanStore.open(path, { write: true, schema: later })).close();
  expect(
    readdirSync(folder)
      .filter((name) => name.includes('备份'))
      .sort(),
  ).toEqual(['计划（第1版备份2）.anju', '计划（第1版备份）.anju']);
});

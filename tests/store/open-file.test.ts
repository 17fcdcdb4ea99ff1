// What is opened with suspicion: every file that is no plan, a broken one, a changed one or a newer one gets its code.

import { chmodSync, copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { PlanStore } from '../../electron/store/plan-store.ts';
import { APPLICATION_ID, SCHEMA } from '../../electron/store/schema.ts';
import { type Failure, must } from '../../shared/contract/failure.ts';
import { columnId, makePlan, rowId } from './plan-maker.ts';
import { testFolder } from './test-folder.ts';

const { folder, file } = testFolder();

const template = `${folder}/template.anju`;
must(PlanStore.create(template, { snapshot: makePlan({ rows: 400, columns: 10 }) })).close();

/** A copy of a good plan, changed behind our back. */
function changed(change: (db: Database.Database) => void): string {
  const copy = file();
  copyFileSync(template, copy);
  const db = new Database(copy);
  db.unsafeMode();
  change(db);
  db.close();
  return copy;
}

function failureOf(path: string): Failure {
  const opened = PlanStore.open(path, { write: true });
  if (opened.ok) opened.value.close();
  return opened.ok ? { code: 'bad-usage', details: { opened: path } } : opened.failure;
}

const written = (bytes: string | Buffer): string => {
  const name = file();
  writeFileSync(name, bytes);
  return name;
};

test('the schema in the file is the known text, letter for letter', () => {
  const db = new Database(template, { readonly: true });
  expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
  expect(db.pragma('user_version', { simple: true })).toBe(1);
  const objects = db.prepare('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
  expect(objects).toEqual(SCHEMA[0]?.objects);
  for (const object of SCHEMA[0]?.objects ?? []) if (object.type === 'view') db.prepare(`SELECT * FROM ${object.name}`).all();
  db.close();
});

test('the views spell a plan out for other tools', () => {
  const db = new Database(template, { readonly: true });
  expect(db.prepare("SELECT value FROM v_plan WHERE name = 'year'").pluck().get()).toBe(2025);
  const first = makePlan({ rows: 400, columns: 10 }).cells[0]?.values[0];
  expect(db.prepare('SELECT printed FROM v_cell WHERE "row" = \'r0\' AND "column" = \'c0\'').pluck().get()).toBe(first);
  expect(db.prepare("SELECT path FROM v_column WHERE key = 'sum'").pluck().get()).toBe('小计');
  expect(db.prepare('SELECT text FROM v_text').pluck().get()).toBe('全年计划供应{field}万平方米。');
  db.close();
});

describe('no plan at all', () => {
  const cases: [string, () => string, string][] = [
    ['a missing file', () => file(), 'file-not-found'],
    ['a missing folder', () => `${folder}/none/x.anju`, 'file-not-found'],
    [
      'a folder',
      () => {
        const name = file();
        mkdirSync(name);
        return name;
      },
      'not-a-plan',
    ],
    ['an empty file', () => written(''), 'not-a-plan'],
    ['a text', () => written('喀什地区2025年住房发展计划\n'.repeat(100)), 'not-a-plan'],
    ['a few bytes', () => written('x'), 'not-a-plan'],
    ['random bytes', () => written(Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * 7919) % 251))), 'not-a-plan'],
    [
      'another program’s database',
      () => {
        const name = file();
        const db = new Database(name);
        db.exec('CREATE TABLE plan (name TEXT)');
        db.close();
        return name;
      },
      'not-a-plan',
    ],
    ['another application_id', () => changed((db) => db.pragma('application_id = 1')), 'not-a-plan'],
  ];
  test.each(cases)('%s', (_, make, code) => {
    expect(failureOf(make()).code).toBe(code);
  });
});

describe('damaged', () => {
  const rewriteSchema = (sql: string) => (db: Database.Database) => {
    db.pragma('writable_schema = ON');
    db.exec(sql);
    db.pragma('writable_schema = RESET');
  };
  const cases: [string, () => string, RegExp][] = [
    ['a foreign table', () => changed((db) => db.exec('CREATE TABLE extra (x)')), /^extra$/],
    ['a trigger', () => changed((db) => db.exec('CREATE TRIGGER t AFTER INSERT ON cell BEGIN DELETE FROM step; END')), /^t$/],
    ['a foreign index', () => changed((db) => db.exec('CREATE INDEX i ON step (at)')), /^i$/],
    ['a foreign view', () => changed((db) => db.exec('CREATE VIEW v AS SELECT 1')), /^v$/],
    ['an added column', () => changed((db) => db.exec('ALTER TABLE step ADD COLUMN x TEXT')), /^step$/],
    [
      'a column made of something else',
      () => changed((db) => db.exec('ALTER TABLE "row" ADD COLUMN x TEXT GENERATED ALWAYS AS (label) VIRTUAL')),
      /^row$/,
    ],
    ['a lost table', () => changed((db) => db.exec('DROP TABLE opinion')), /^opinion$/],
    ['a lost view', () => changed((db) => db.exec('DROP VIEW v_text')), /^v_text$/],
    [
      'a view that says something else',
      () => changed((db) => db.exec('DROP VIEW v_mark; CREATE VIEW v_mark AS SELECT 1')),
      /^v_mark$/,
    ],
    [
      'a letter of a table’s text',
      () => changed(rewriteSchema("UPDATE sqlite_schema SET sql = replace(sql, 'bytes wait', 'bytes  wait') WHERE name = 'asset'")),
      /^asset$/,
    ],
    [
      'a schema that is no SQL',
      () => changed(rewriteSchema("UPDATE sqlite_schema SET sql = 'CREATE TABLE opinion (' WHERE name = 'opinion'")),
      /opinion/,
    ],
    ['ANALYZE by another tool', () => changed((db) => db.exec('ANALYZE')), /^sqlite_stat1$/],
    ['no version', () => changed((db) => db.pragma('user_version = 0')), /^user_version$/],
    [
      'a number that is none',
      () => changed((db) => db.exec('UPDATE cell SET dec = -1 WHERE row_id = (SELECT min(row_id) FROM cell)')),
      /^cell \d+:\d+$/,
    ],
    [
      'a form that is none',
      () => changed((db) => db.exec("UPDATE cell SET form = 'x', text = 'y' WHERE row_id = (SELECT min(row_id) FROM cell)")),
      /^cell /,
    ],
    ['JSON that is none', () => changed((db) => db.exec("UPDATE tbl SET props = '{'")), /^tbl \d+$/],
    ['a column without its table', () => changed((db) => db.exec('UPDATE col SET table_id = 7')), /^col \d+$/],
    ['rows in a ring', () => changed((db) => db.exec('UPDATE "row" SET parent_id = id')), /^row \d+$/],
    ['a lost counter', () => changed((db) => db.exec("DELETE FROM plan WHERE name = 'seq'")), /^plan seq$/],
    [
      'a page of nonsense',
      () => {
        const bytes = readFileSync(template);
        bytes.fill(0x5a, 8 * 4096, 9 * 4096);
        return written(bytes);
      },
      /./,
    ],
    [
      'a cut file',
      () => {
        const name = written(readFileSync(template));
        truncateSync(name, 20_000);
        return name;
      },
      /^/,
    ],
    [
      'only the first page',
      () => {
        const name = written(readFileSync(template));
        truncateSync(name, 4096);
        return name;
      },
      /^/,
    ],
  ];
  test.each(cases)('%s', (_, make, object) => {
    const failure = failureOf(make());
    expect(failure.code).toBe('plan-damaged');
    expect(String(failure.details.object ?? '')).toMatch(object);
  });

  test('a refused file stays as it is', () => {
    const name = changed((db) => db.exec('CREATE TABLE extra (x)'));
    const before = readFileSync(name);
    failureOf(name);
    expect(readFileSync(name).equals(before)).toBe(true);
  });

  test('every cut of a plan is refused or opens whole', () => {
    const bytes = readFileSync(template);
    for (let at = 100; at < bytes.length; at += Math.floor(bytes.length / 23)) {
      const failure = failureOf(written(bytes.subarray(0, at)));
      expect(['plan-damaged', 'not-a-plan']).toContain(failure.code);
    }
  });
});

describe('a newer plan', () => {
  const newer = (change: (db: Database.Database) => void): string =>
    changed((db) => {
      db.pragma('user_version = 9');
      change(db);
    });

  test('opens read-only where it lets us', () => {
    const name = newer((db) => db.exec('CREATE TABLE later (x TEXT) STRICT; ALTER TABLE "row" ADD COLUMN later TEXT'));
    const store = must(PlanStore.open(name, { write: true }));
    expect(store.readOnly?.reason).toBe('newer');
    expect(store.live.state.records.row.size).toBe(401);
    const done = store.commit({
      by: 'x',
      via: 'cli',
      command: { type: 'set-cells', cells: [{ row: rowId(0), col: columnId(0), value: '1.00' }] },
    });
    expect(done.ok || done.failure.code).toBe('plan-newer');
    store.close();
    const required = PlanStore.open(name, { write: 'required' });
    expect(required.ok || required.failure.code).toBe('plan-newer');
  });

  const refused: [string, (db: Database.Database) => void, string, RegExp][] = [
    ['it needs a newer reader', (db) => db.exec("UPDATE plan SET value = '2' WHERE name = 'min_reader'"), 'plan-newer', /^$/],
    ['it says nothing about readers', (db) => db.exec("DELETE FROM plan WHERE name = 'min_reader'"), 'plan-newer', /^$/],
    ['one of our columns is gone', (db) => db.exec('ALTER TABLE note DROP COLUMN done'), 'plan-damaged', /^note\.done$/],
    ['one of our tables is gone', (db) => db.exec('DROP TABLE note'), 'plan-damaged', /^note$/],
    [
      'it has a trigger',
      (db) => db.exec('CREATE TRIGGER t AFTER INSERT ON step BEGIN DELETE FROM cell; END'),
      'plan-damaged',
      /^t$/,
    ],
    [
      'a column is made of something else',
      (db) => db.exec('ALTER TABLE "row" ADD COLUMN x TEXT GENERATED ALWAYS AS (label) VIRTUAL'),
      'plan-damaged',
      /^row\.x$/,
    ],
    ['it has a virtual table', (db) => db.exec('CREATE VIRTUAL TABLE v USING fts5(x)'), 'plan-damaged', /^v/],
  ];
  test.each(refused)('is refused where %s', (_, change, code, object) => {
    const failure = failureOf(newer(change));
    expect(failure.code).toBe(code);
    expect(String(failure.details.object ?? '')).toMatch(object);
  });
});

test('a plan that another tool switched to a write-ahead log is one file again', () => {
  const name = changed((db) => db.pragma('journal_mode = WAL'));
  const store = must(PlanStore.open(name, { write: 'required' }));
  store.close();
  expect(readFileSync(name).subarray(18, 20)).toEqual(Buffer.from([1, 1]));
});

test('a file marked read-only opens, and takes no edit', () => {
  const name = file();
  copyFileSync(template, name);
  chmodSync(name, 0o444);
  const store = must(PlanStore.open(name, { write: true }));
  expect(store.readOnly?.reason).toBe('read-only-file');
  const done = store.undo({ by: 'x', via: 'cli' });
  expect(done.ok || done.failure.code).toBe('plan-read-only');
  store.close();
});

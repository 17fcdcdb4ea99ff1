// `verify` finds what is broken: pages, schema, references, JSON, bytes, and a total that the running plan has wrong.

import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { PlanStore } from '../../electron/store/plan-store.ts';
import { problemSentence } from '../../electron/store/problem-sentences.ts';
import { must } from '../../shared/contract/failure.ts';
import { exact } from '../../shared/values/exact.ts';
import { columnId, makePlan, PARAGRAPH, rowId, SUM, TOTAL } from './plan-maker.ts';
import { testFolder } from './test-folder.ts';

const { file } = testFolder();
let path: string;
beforeEach(() => {
  path = file();
  const parts = [{ path: 'template.json', bytes: Buffer.from('{}') }];
  must(PlanStore.create(path, { snapshot: makePlan({ rows: 300, columns: 3 }), parts })).close();
});

/** Codes that `verify` finds after SQL by another hand, while the plan is open. */
function codesAfter(sql: string): string[] {
  const store = must(PlanStore.open(path, { write: true }));
  const db = new Database(path);
  db.exec(sql);
  db.close();
  const problems = store.verify();
  store.close();
  for (const problem of problems) expect(problemSentence(problem)).toMatch(/[\u4e00-\u9fff]/);
  return [...new Set(problems.map((p) => p.code))].sort();
}

test('a whole plan has no problem', () => {
  expect(codesAfter('SELECT 1')).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['a cell without its row', `INSERT INTO cell VALUES (5, ${columnId(0)}, 'number', 1, 0, NULL)`, ['reference']],
  ['a cell of a group', `UPDATE col SET role = 'group' WHERE id = ${columnId(0)}`, ['memory', 'reference']],
  ['a note on nothing', "INSERT INTO note VALUES (5, 6, 7, 8, 'comment', '', 'x', '', '', 0)", ['memory', 'reference']],
  ['an undo of nothing', "INSERT INTO step VALUES (5, '', '', 'cli', 'undo', '{}', 9, NULL, '[]')", ['reference']],
  ['steps that are no JSON', "INSERT INTO step VALUES (5, '', '', 'cli', 'x', '{}', NULL, NULL, '[')", ['json']],
  ['a table’s properties that are no JSON', "UPDATE tbl SET props = '{'", ['json', 'state']],
  ['a template’s part that is another', "UPDATE template_part SET bytes = x'00'", ['bytes']],
  ['a foreign table', 'CREATE TABLE extra (x)', ['schema']],
  [
    'a row that is gone',
    `DELETE FROM cell WHERE row_id = ${rowId(0)}; DELETE FROM "row" WHERE id = ${rowId(0)}`,
    ['field', 'memory', 'total'],
  ],
  ['a figure changed by another hand', `UPDATE cell SET num = num + 1 WHERE row_id = ${rowId(0)}`, ['field', 'total']],
  ['a counter that is behind', "UPDATE plan SET value = '9' WHERE name = 'seq'", ['memory']],
])('%s', (_, sql, codes) => {
  expect(codesAfter(sql)).toEqual(codes);
});

test('a total that the running plan has wrong is named with both figures', () => {
  const store = must(PlanStore.open(path, { write: true }));
  const right = store.live.text(TOTAL, SUM);
  // As if the engine had missed a change: the state moves, the totals don't.
  const slot = store.live.state.slotsOf(1000).slotOf.get(rowId(0)) as number;
  store.live.state.cellsOf(columnId(0)).set(slot, { form: 'number', num: exact(999, 2) });
  const problems = store.verify();
  expect(problems).toContainEqual({
    code: 'total',
    details: expect.objectContaining({ table: '表1', row: '县0', column: '第0列', running: '9.99' }),
  });
  expect(store.live.text(TOTAL, SUM)).toBe(right);
  store.close();
});

test('pages of nonsense are found before anything is believed', () => {
  const store = must(PlanStore.open(path, { write: true }));
  const bytes = readFileSync(path);
  bytes.fill(0x11, 6 * 4096, 7 * 4096);
  store.close();
  writeFileSync(path, bytes);
  const opened = PlanStore.open(path, { write: false });
  expect(opened.ok || opened.failure.code).toBe('plan-damaged');
  expect(PARAGRAPH).toBeGreaterThan(0);
});

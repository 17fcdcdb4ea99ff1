// Cells joined to the cell above: one value, one count, one merge in print; the merge is the row's own and follows it.

import { describe, expect, test } from 'vitest';
import { decide } from '../../shared/commands/decide.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { fail, must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { invertAll } from '../../shared/model/change.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { printTable } from '../../shared/outline/table.ts';
import { planFromTemplate } from '../../shared/template/make-plan.ts';
import { ACTOR } from '../plan-builder.ts';
import { seededMint } from '../template/seeded-mint.ts';
import { smallTemplate } from '../template/small-template.ts';

const TABLE = {
  title: '任务清单',
  place: 'none',
  role: 'text',
  columns: [
    { key: 'no', title: '序号', role: 'serial' },
    { key: 'task', title: '任务', role: 'label' },
    { key: 'content', title: '内容', kind: 'text' },
    { key: 'count', title: '项数', decimals: 0 },
  ],
  rows: [
    { key: 'a', label: '甲' },
    { key: 'a2', label: '甲', joined: ['no', 'task'] },
    { key: 'b', label: '乙' },
    { key: 'c', label: '丙' },
  ],
};
const VALUES = { tasks: { a: { content: '一', count: '1' }, a2: { content: '二', count: '2' }, b: { content: '三', count: '3' } } };

function plan(table: object = TABLE) {
  const parts = smallTemplate();
  const manifest = parts['template.json'] as { tables: string[] };
  return planFromTemplate(
    {
      ...parts,
      'template.json': { ...manifest, tables: [...manifest.tables, 'tasks'] },
      'tables/tasks.json': table,
      'values.json': VALUES,
    },
    { mint: seededMint(1), now: '2026-11-21T00:00:00Z' },
  );
}

function open() {
  const live = openLivePlan(stateOf(must(plan())));
  const table = must(findTable(live, 'tasks')).id;
  const row = (key: string) => must(findRow(live, table, key)).id;
  const col = (key: string) => must(findColumn(live, table, key)).id;
  const printed = () =>
    printTable(live, table).rows.map((line) =>
      line.cells.map((cell) => `${cell.text}${cell.rowSpan === 1 ? '' : `×${cell.rowSpan}`}`),
    );
  const run = (command: Command) => {
    const changes = must(decide(live, command, ACTOR));
    live.apply(changes);
    return changes;
  };
  return { live, table, row, col, printed, run };
}

describe('cells joined in a template', () => {
  test('print once over their rows, and count once', () => {
    expect(open().printed()).toEqual([
      ['1×2', '甲×2', '一', '1'],
      ['×0', '×0', '二', '2'],
      ['2', '乙', '三', '3'],
      ['3', '丙', '', ''],
    ]);
  });

  test('name a column that is there', () => {
    const made = plan({ ...TABLE, rows: [{ key: 'a', label: '甲', joined: ['nothing'] }] });
    expect(made.ok ? null : made.failure.details.faults).toMatchObject([
      { code: 'no-such-key', file: 'tables/tasks.json', pointer: '/rows/0/joined/0' },
    ]);
  });
});

describe('join-cells', () => {
  test('merges with the cell above, whose value stays, and the inverse brings both back', () => {
    const { live, row, col, printed, run } = open();
    const before = printed();
    const changes = run({
      type: 'join-cells',
      cells: [
        { row: row('b'), col: col('content') },
        { row: row('b'), col: col('count') },
      ],
      join: true,
    });
    expect(printed()[1]).toEqual(['×0', '×0', '二×2', '2×2']);
    expect(printed()[2]).toEqual(['2', '乙', '×0', '×0']);
    expect(live.value(row('b'), col('count'))).toEqual({ form: 'empty' });
    live.apply(invertAll(changes));
    expect(printed()).toEqual(before);
  });

  test('takes a merge apart', () => {
    const { row, col, printed, run } = open();
    run({ type: 'join-cells', cells: [{ row: row('a2'), col: col('no') }], join: false });
    expect(printed().map((line) => line[0])).toEqual(['1', '2', '3', '4']);
    expect(printed()[1]?.[1]).toBe('×0');
  });

  test('refuses the first row of a table or group, where nothing stands above', () => {
    const { live, row, col } = open();
    const command: Command = { type: 'join-cells', cells: [{ row: row('a'), col: col('content') }], join: true };
    expect(decide(live, command, ACTOR)).toEqual(fail('bad-command', { why: 'nothing-above', row: '甲' }));
  });

  test('a cell that is covered takes no value of its own', () => {
    const { live, row, col } = open();
    const command: Command = { type: 'set-cells', cells: [{ row: row('a2'), col: col('task'), value: '丁' }] };
    expect(decide(live, command, ACTOR)).toMatchObject({
      ok: false,
      failure: { code: 'computed-cell', details: { why: 'joined' } },
    });
  });
});

describe('rows that come and go', () => {
  test('a row put into a merge becomes part of it, one put below it does not', () => {
    const { table, row, printed, run } = open();
    run({ type: 'add-rows', table, rows: [{ id: 9001, label: '' }], place: { after: row('a') } });
    expect(printed().map((line) => line[0])).toEqual(['1×3', '×0', '×0', '2', '3']);
    run({ type: 'add-rows', table, rows: [{ id: 9002, label: '丁' }], place: { after: row('a2') } });
    expect(printed().map((line) => line[0])).toEqual(['1×3', '×0', '×0', '2', '3', '4']);
  });

  test('what is left of a merge keeps its name and value and is not merged with the row above', () => {
    const { live, row, col, printed, run } = open();
    run({ type: 'join-cells', cells: [{ row: row('c'), col: col('content') }], join: true });
    const before = printed();
    const changes = must(decide(live, { type: 'remove-rows', rows: [row('b')] }, ACTOR));
    live.apply(changes);
    expect(printed().map((line) => line.slice(1, 3))).toEqual([
      ['甲×2', '一'],
      ['×0', '二'],
      ['丙', '三'],
    ]);
    live.apply(invertAll(changes));
    expect(printed()).toEqual(before);
  });

  test('rows of a merge that are moved together stay merged', () => {
    const { row, printed, run } = open();
    run({ type: 'move-rows', rows: [row('a'), row('a2')], place: 'last' });
    expect(printed().map((line) => line.slice(0, 2))).toEqual([
      ['1', '乙'],
      ['2', '丙'],
      ['3×2', '甲×2'],
      ['×0', '×0'],
    ]);
  });

  test('a merge whose upper row is moved away falls apart instead of taking another row in', () => {
    const { row, printed, run } = open();
    run({ type: 'move-rows', rows: [row('a2')], place: { after: row('b') } });
    expect(printed().map((line) => line.slice(0, 2))).toEqual([
      ['1', '甲'],
      ['2', '乙'],
      ['3', '甲'],
      ['4', '丙'],
    ]);
  });
});

test('a joined row that is moved to the top stands by itself', () => {
  const { row, printed, run } = open();
  run({ type: 'move-rows', rows: [row('a2')], place: 'first' });
  expect(printed().map((line) => line.slice(0, 2))).toEqual([
    ['1', '甲'],
    ['2', '甲'],
    ['3', '乙'],
    ['4', '丙'],
  ]);
});

test('groups within groups print each in a column of its own, merged over its rows', () => {
  const live = openLivePlan(
    stateOf(
      must(
        plan({
          ...TABLE,
          columns: [
            { key: 'area', title: '片区', role: 'group_label' },
            { key: 'town', title: '乡镇', role: 'group_label' },
            { key: 'task', title: '项目', role: 'label' },
            { key: 'content', title: '内容', kind: 'text' },
            { key: 'count', title: '项数', decimals: 0 },
          ],
          rows: [
            {
              key: 'north',
              label: '北片',
              kind: 'group',
              rows: [
                {
                  key: 'n1',
                  label: '一镇',
                  kind: 'group',
                  rows: [
                    { key: 'a', label: '甲' },
                    { key: 'a2', label: '甲二' },
                  ],
                },
                { key: 'n2', label: '二镇', kind: 'group', rows: [{ key: 'b', label: '乙' }] },
              ],
            },
            { key: 'c', label: '丙' },
          ],
        }),
      ),
    ),
  );
  const printed = printTable(live, must(findTable(live, 'tasks')).id).rows.map((line) =>
    line.cells.slice(0, 3).map((cell) => `${cell.text}${cell.rowSpan === 1 ? '' : `×${cell.rowSpan}`}`),
  );
  expect(printed).toEqual([
    ['北片×3', '一镇×2', '甲'],
    ['×0', '×0', '甲二'],
    ['×0', '二镇', '乙'],
    ['', '', '丙'],
  ]);
});

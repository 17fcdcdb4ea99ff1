// A formula shown by name and typed again is the same formula, whatever officials call their rows, columns and tables.

import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/commands/decide.ts';
import { commandSchema } from '../../shared/commands/schema.ts';
import { parseByName } from '../../shared/formulas/parse.ts';
import { readStored, writeStored } from '../../shared/formulas/stored.ts';
import { writeByName } from '../../shared/formulas/words.ts';
import { ACTOR, col, row, TestPlan, table, total } from '../plan-builder.ts';

const group = (label: string, rows: ReturnType<typeof row>[]) => row(label, {}, { kind: 'group' }, rows);
const plan = new TestPlan([
  table(
    '甲表',
    ['套数/户', 'a,b', '本列', '全部', '面积「净」', '面积（套）', '面积（户）', 'x]y', '增减-率', '合计 面积', '年'].map((t) =>
      col(t),
    ),
    [
      row('全部'),
      row('本行'),
      row('同行'),
      group('城区', [row('其中：新建'), row('小计', {}, { kind: 'subtotal' })]),
      group('乡村', [row('其中：新建'), row('小计', {}, { kind: 'subtotal' })]),
      row('a/b'),
      row('c,d'),
      row('「丙」'),
      row(''),
      row('总计'),
      total('合计'),
    ],
  ),
  table('2025年 计划（一）', [col('数')], [row('行1'), total('甲合计'), total('乙合计')]),
  table('乙-2+3', [col('数')], [row('行1'), total('总计')]),
  table('乙-2+3', [col('数')], [row('行1')]),
]);
const { live } = plan;
const tables = live.tables();
for (const { id } of tables) plan.run({ type: 'set-table', table: id, set: { numberAs: '' } });

describe.each(tables.map((from, i) => [i, from.title, from.id] as const))('written in table %i (%s)', (_, __, from) => {
  it.each(tables.map((to, i) => [i, to.title, to.id] as const))('reads table %i (%s) back', (_, __, to) => {
    const rows = [...live.state.records.row.values()].filter((r) => r.tableId === to);
    const columns = [...live.state.records.col.values()].filter((c) => c.tableId === to);
    const totals = rows.filter((r) => r.kind === 'total');
    const wrong: unknown[] = [];
    for (const column of columns) {
      const places = ['all', 'children', 'total', 'same', ...rows.map((r) => `r${r.id}`)].map((at) => `@${at}`);
      for (const place of from === to ? ['', ...places] : places) {
        const stored = `#c${column.id}${place}`;
        const name = writeByName(live, readStored(stored), from);
        const back = parseByName(name, { live, table: from });
        const got = back.ok ? writeStored(back.value) : back.failure;
        // The only total row is 总计, by whatever name it is called.
        const meant = totals.length === 1 && place === `@r${totals[0]?.id}` ? `#c${column.id}@total` : stored;
        if (got !== meant) wrong.push({ meant, name, got });
      }
    }
    expect(wrong).toEqual([]);
  });
});

it.each([
  ['全部', '套数/户', '[「全部」, 「套数/户」]'],
  ['本行', '本列', '[「本行」, 「本列」]'],
  ['乡村/其中：新建', 'a,b', '[乡村/其中：新建, 「a,b」]'],
])('writes %s, %s as %s', (rowName, columnName, text) => {
  const at = plan.at('甲表', rowName, columnName);
  expect(writeByName(live, readStored(`#c${at.col}@r${at.row}`), at.table)).toBe(text);
});

it('puts a table in marks where its name would read as signs or figures', () => {
  const at = plan.at('2025年 计划（一）', '行1', '数');
  expect(writeByName(live, readStored(`#c${at.col}@r${at.row}`), null)).toBe('「2025年 计划（一）」[行1, 数]');
});

it.each([
  ['10,000 letters', `1${'+1'.repeat(5000)}`, 'too-long'],
  ['1,000 brackets', `${'('.repeat(1000)}1${')'.repeat(1000)}`, 'too-long'],
  ['70 brackets', `${'('.repeat(70)}1${')'.repeat(70)}`, 'too-deep'],
])('refuses a formula of %s in any command, in its own words', (_, formula, why) => {
  const at = plan.at('甲表', '本行', '增减-率');
  const { table: id, row: rowId, col: colId } = at;
  for (const command of [
    { type: 'set-formula', table: id, col: colId, formula },
    { type: 'set-column', col: colId, set: { formula } },
    { type: 'set-row', row: rowId, set: { formula } },
    { type: 'add-column', table: id, column: { id: 9001, title: '新列', formula }, place: 'last' },
  ]) {
    const decided = decide(live, commandSchema.parse(command), ACTOR);
    expect(decided).toMatchObject({ failure: { code: 'formula-error', details: { why } } });
  }
});

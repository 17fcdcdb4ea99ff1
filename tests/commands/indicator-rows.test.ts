// An indicator table: each row is another quantity, so its unit, decimals, kind, forms and limits win over the column's.

import { expect, test } from 'vitest';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import { findRow, findTable } from '../../shared/model/lookup.ts';
import { ACTOR, col, row, TestPlan, table } from '../plan-builder.ts';

const indicators = (unitPlace: 'row' | 'none' = 'none') => {
  const plan = new TestPlan([
    table(
      '主要指标',
      [col('2025年目标', { key: 'goal', decimals: 2, min: '0' }), col('属性', { kind: 'choice', choices: ['约束性', '预期性'] })],
      [
        row(
          '新增商品住房供应面积',
          {},
          { key: 'supply', unit: '万平方米', decimals: 0, props: { forms: ['number', 'range', 'bound'] } },
        ),
        row('人均住房建筑面积', {}, { key: 'per_head', unit: '平方米/人', decimals: 1 }),
        row('公租房保障率', {}, { key: 'covered', props: { valueKind: 'text' } }),
        row('物业管理覆盖率', {}, { key: 'managed', unit: '%', decimals: 0, props: { min: '40', max: '100' } }),
        row('信息平台', {}, { key: 'platform', props: { valueKind: 'choice', choices: ['建成', '未建成'] } }),
        row('其他', {}, { key: 'other' }),
      ],
    ),
  ]);
  const { id } = must(findTable(plan.live, '主要指标'));
  if (unitPlace === 'row') plan.run({ type: 'set-table', table: id, set: { props: { unitPlace } } });
  return plan;
};

const tell = (plan: TestPlan, label: string, column: string, value: string): string => {
  const at = plan.at('主要指标', label, column);
  const decided = decide(plan.live, { type: 'set-cells', cells: [{ row: at.row, col: at.col, value }] }, ACTOR);
  if (!decided.ok) return String(decided.failure.details.why);
  plan.live.apply(decided.value);
  return plan.text('主要指标', label, column);
};

test.each([
  ['新增商品住房供应面积', '[3000]', '[3000]'],
  ['新增商品住房供应面积', '[517-746]', '[517-746]'],
  ['新增商品住房供应面积', '>3000', '>3000'],
  ['新增商品住房供应面积', '3000.5', 'decimals'],
  ['新增商品住房供应面积', '应保尽保', 'not-a-number'],
  ['人均住房建筑面积', '43', '43.0'],
  ['人均住房建筑面积', '>43', 'form'],
  ['公租房保障率', '应保尽保', '应保尽保'],
  ['公租房保障率', '100', '100'],
  ['物业管理覆盖率', '75%', '75'],
  ['物业管理覆盖率', '120', 'max'],
  ['物业管理覆盖率', '39', 'min'],
  ['信息平台', '建成', '建成'],
  ['信息平台', '快了', 'choice'],
  ['其他', '1.5', '1.50'],
  ['其他', '-1', 'min'],
])('%s: %s → %s', (label, typed, said) => {
  expect(tell(indicators(), label, '2025年目标', typed)).toBe(said);
});

test.each(['新增商品住房供应面积', '公租房保障率', '信息平台'])('%s: a column of choices keeps its own rules', (label) => {
  const plan = indicators();
  expect(tell(plan, label, '属性', '约束性')).toBe('约束性');
  expect(tell(plan, label, '属性', '100')).toBe('choice');
});

test('words in a row of words are text, digits too', () => {
  const plan = indicators();
  tell(plan, '公租房保障率', '2025年目标', '100');
  const at = plan.at('主要指标', '公租房保障率', '2025年目标');
  expect(plan.live.value(at.row, at.col)).toEqual({ form: 'text', text: '100' });
});

test('the unit stands behind the label where the table prints it there, and is found and typed with it', () => {
  const plan = indicators('row');
  const t = must(findTable(plan.live, '主要指标'));
  const label = plan.live.shape(t.id).leaves[0]?.id as number;
  const printed = () => plan.live.shape(t.id).rows.map((r) => plan.live.text(r.id, label));
  expect(printed().slice(0, 4)).toEqual([
    '新增商品住房供应面积（万平方米）',
    '人均住房建筑面积（平方米/人）',
    '公租房保障率',
    '物业管理覆盖率（%）',
  ]);
  const supply = must(findRow(plan.live, t.id, '新增商品住房供应面积（万平方米）'));
  expect(supply.key).toBe('supply');
  expect(must(findRow(plan.live, t.id, '新增商品住房供应面积')).key).toBe('supply');

  const type = (row: number, value: string) => plan.run({ type: 'set-cells', cells: [{ row, col: label, value }] });
  type(supply.id, '新增保租房(万套（间）)');
  expect(plan.live.state.records.row.get(supply.id)).toMatchObject({ label: '新增保租房', unit: '万套（间）' });
  expect(printed()[0]).toBe('新增保租房（万套（间））');
  type(supply.id, '新增保租房');
  expect(plan.live.state.records.row.get(supply.id)).toMatchObject({ label: '新增保租房', unit: null });
});

test('elsewhere a bracket in a label is a part of it', () => {
  const plan = indicators();
  const t = must(findTable(plan.live, '主要指标'));
  const supply = must(findRow(plan.live, t.id, 'supply'));
  plan.run({
    type: 'set-cells',
    cells: [{ row: supply.id, col: plan.live.shape(t.id).leaves[0]?.id as number, value: '供应（含配建）' }],
  });
  expect(plan.live.state.records.row.get(supply.id)).toMatchObject({ label: '供应（含配建）', unit: '万平方米' });
});

// The five-year template as an official starts from it: its period, its rows, what it computes once figures are typed, and the
// check of five years' plans against their goal that stands in its supply tables.

import { expect, test } from 'vitest';
import { makeNewPlan } from '../../electron/templates.ts';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { outlineOf } from '../../shared/outline/plain-text.ts';
import { textOfRuns } from '../../shared/outline/runs.ts';
import { documentView, printTable } from '../../shared/outline/view.ts';
import { ACTOR } from '../plan-builder.ts';
import { seededMint } from './seeded-mint.ts';

const open = (region: string, year = 2026): LivePlan =>
  openLivePlan(
    stateOf(
      must(makeNewPlan({ template: 'five-year-plan', region, year, mint: seededMint(1), now: '2026-03-01T08:00:00Z' })).snapshot,
    ),
  );

const at = (plan: LivePlan, table: string, row: string, column: string) => {
  const { id } = must(findTable(plan, table));
  return { row: must(findRow(plan, id, row)).id, col: must(findColumn(plan, id, column)).id };
};
const text = (plan: LivePlan, table: string, row: string, column: string): string => {
  const cell = at(plan, table, row, column);
  return plan.text(cell.row, cell.col);
};
function type(plan: LivePlan, table: string, row: string, values: Record<string, string>): void {
  const cells = Object.entries(values).map(([column, value]) => ({ ...at(plan, table, row, column), value }));
  plan.apply(must(decide(plan, { type: 'set-cells', cells }, ACTOR)));
}
const words = (plan: LivePlan): string =>
  documentView(plan)
    .blocks.map((block) => ('runs' in block ? textOfRuns(block.runs) : ''))
    .join('\n');

test('达州市 2026: the fifteenth period, a row for each county under the total, chapters and sections', () => {
  const plan = open('达州市');
  expect([plan.state.property('period_from'), plan.state.property('period_to')]).toEqual([2026, 2030]);
  const view = documentView(plan);
  expect(view.title).toBe('达州市“十五五”住房发展规划');
  const shape = plan.shape(must(findTable(plan, 'shantytown')).id);
  expect(shape.title).toBe('达州市“十五五”棚户区（城中村）改造计划表');
  expect(shape.rows.map((row) => plan.text(row.id, shape.leaves[0]?.id as number))).toEqual(
    '合计 通川区 达川区 宣汉县 开江县 大竹县 渠县 万源市'.split(' '),
  );
  expect(shape.leaves.map((column) => shape.path(column.id).at(-1))).toEqual(
    '县（市、区） “十五五”合计 2026年 2027年 2028年 2029年 2030年 备注'.split(' '),
  );
  const outline = outlineOf(view);
  expect(outline.filter((entry) => entry.level === 1 && entry.number.startsWith('第')).map((e) => e.number + e.title)).toEqual([
    '第一章发展基础',
    '第二章总体要求',
    '第三章主要任务',
    '第四章保障措施',
  ]);
  expect(outline.filter((entry) => entry.number.startsWith('附件'))).toHaveLength(11);
  expect(words(plan)).not.toContain('{');
});

test('a year inside a period gives the whole period', () => {
  expect(documentView(open('达州市', 2028)).title).toBe('达州市“十五五”住房发展规划');
  expect(open('达州市', 2028).state.property('year')).toBe(2026);
  expect(documentView(open('达州市', 2031)).title).toBe('达州市“十六五”住房发展规划');
});

test('a county without regions below it has one row of its own beside the total', () => {
  const plan = open('渠县');
  const shape = plan.shape(must(findTable(plan, 'lease_rental')).id);
  expect(shape.rows.map((row) => plan.text(row.id, shape.leaves[0]?.id as number))).toEqual(['合计', '渠县']);
  type(plan, 'lease_rental', '渠县', { '2026年': '100', '2028年': '250' });
  expect(text(plan, 'lease_rental', '合计', '“十五五”合计')).toBe('350');
});

test('yearly plans add up by county, by year and in the text', () => {
  const plan = open('达州市');
  type(plan, 'lease_rental', '通川区', { '2026年': '300', '2027年': '200' });
  type(plan, 'lease_rental', '渠县', { '2027年': '80' });
  expect(text(plan, 'lease_rental', '通川区', '“十五五”合计')).toBe('500');
  expect(text(plan, 'lease_rental', '合计', '2027年')).toBe('280');
  expect(text(plan, 'lease_rental', '合计', '“十五五”合计')).toBe('580');
  expect(words(plan)).toContain('五年筹集580套（间），见附件4');
});

test('the five years of a supply plan are set against its goal', () => {
  const plan = open('达州市');
  type(plan, 'commodity_supply', '通川区', { 规划供应总量: '120.50', '2026年': '50', '2027年': '50' });
  expect(text(plan, 'commodity_supply', '通川区', '五年小计')).toBe('100.00');
  expect(text(plan, 'commodity_supply', '通川区', '五年小计与规划总量之差')).toBe('-20.50');
  type(plan, 'commodity_supply', '通川区', { '2030年': '20.50' });
  expect(text(plan, 'commodity_supply', '通川区', '五年小计与规划总量之差')).toBe('0.00');
  expect(text(plan, 'commodity_supply', '合计', '五年小计与规划总量之差')).toBe('0.00');
});

test('demand follows population and share of townspeople', () => {
  const plan = open('达州市');
  type(plan, 'demand', '常住人口', { '2025年': '530.00', '2030年': '525.00' });
  type(plan, 'demand', '城镇化率', { '2025年': '52.00', '2030年': '57.00' });
  type(plan, 'demand', '城镇居民人均住房建筑面积', { '2025年': '42.5', '2030年': '43' });
  const of = (row: string) => ['2025年', '2030年', '五年增量'].map((column) => text(plan, 'demand', row, column));
  expect(of('城镇常住人口')).toEqual(['275.60', '299.25', '23.65']);
  expect(of('城镇住房建筑面积')).toEqual(['11713.00', '12867.75', '1154.75']);
  expect(of('常住人口')).toEqual(['530.00', '525.00', '-5.00']);
  expect(words(plan)).toContain('城镇住房建筑面积需求12867.75万平方米，五年增量1154.75万平方米');
});

test('indicators take a five-year total, a bound, words and a rate, each in its own unit', () => {
  const plan = open('达州市');
  const goal = (row: string, value: string) => {
    type(plan, 'indicators', row, { '2030年目标值': value });
    return text(plan, 'indicators', row, '2030年目标值');
  };
  expect(goal('新增商品住房供应面积', '[2800-3000]')).toBe('[2800-3000]');
  expect(goal('城镇居民人均住房建筑面积', '43')).toBe('43.0');
  expect(goal('住宅小区物业管理覆盖率', '≥80')).toBe('≥80');
  expect(text(plan, 'indicators', '公租房保障率', '2030年目标值')).toBe('应保尽保');
  expect(words(plan)).toContain('公租房保障率应保尽保，');
  expect(() => goal('住宅小区物业管理覆盖率', '130')).toThrow();
  expect(text(plan, 'indicators', '公租房保障率', '属性')).toBe('约束性');
});

test('the legend of period totals comes with the first of them and goes with the last', () => {
  const plan = open('达州市');
  const notes = () => printTable(plan, must(findTable(plan, 'indicators')).id).notes;
  expect(notes()).toEqual(['注：“/”表示不适用。']);
  type(plan, 'indicators', '城镇老旧小区改造规模', { '2030年目标值': '〔12000〕' });
  expect(notes()).toEqual(['注：1.“/”表示不适用。', '2.〔 〕内为5年累计数。']);
  type(plan, 'indicators', '城镇老旧小区改造规模', { '2030年目标值': '12000' });
  expect(notes()).toHaveLength(1);
});

test('funding has its gap, the total row too', () => {
  const plan = open('渠县');
  type(plan, 'funding', '公租房', { '2026年': '1.20', '2027年': '0.80', 上级补助: '0.50', 本级财政和专项债券: '1.00' });
  expect(text(plan, 'funding', '公租房', '资金缺口')).toBe('0.50');
  expect(text(plan, 'funding', '合计', '资金缺口')).toBe('0.50');
  expect(words(plan)).toContain('资金需求2.00亿元，已明确来源后尚有缺口0.50亿元');
});

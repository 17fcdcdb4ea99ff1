// The implementation-plan template as an official starts from it: rows for the counties, what follows once figures are typed, and the
// schedule by quarter, whose total is a share of the whole task and never the sum of rounded shares.

import { expect, test } from 'vitest';
import { makeNewPlan } from '../../electron/templates.ts';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { documentText } from '../../shared/outline/plain-text.ts';
import { documentView } from '../../shared/outline/view.ts';
import { ACTOR } from '../plan-builder.ts';
import { seededMint } from './seeded-mint.ts';

const open = (template: string, region: string): LivePlan =>
  openLivePlan(
    stateOf(must(makeNewPlan({ template, region, year: 2026, mint: seededMint(1), now: '2026-03-01T08:00:00Z' })).snapshot),
  );
const at = (plan: LivePlan, table: string, row: string, column: string) => {
  const { id } = must(findTable(plan, table));
  return { row: must(findRow(plan, id, row)).id, col: must(findColumn(plan, id, column)).id };
};
const rowTexts = (plan: LivePlan, table: string, row: string, columns: string[]): string[] =>
  columns.map((column) => {
    const cell = at(plan, table, row, column);
    return plan.text(cell.row, cell.col);
  });
function type(plan: LivePlan, table: string, figures: [row: string, column: string, value: string][]): void {
  const cells = figures.map(([row, column, value]) => ({ ...at(plan, table, row, column), value }));
  plan.apply(must(decide(plan, { type: 'set-cells', cells }, ACTOR)));
}

const QUARTERS = ['by_march', 'by_june', 'by_september', 'by_november'];

test('吐鲁番市 2026: tasks run into the schedule by share, their total by rule, and both into the text', () => {
  const plan = open('implementation-plan', '吐鲁番市');
  type(plan, 'raising', [
    ['高昌区', 'build_units', '112'],
    ['鄯善县', 'convert_units', '113'],
    ['托克逊县', 'buy_units', '114'],
  ]);
  expect(rowTexts(plan, 'schedule', '高昌区', ['task', ...QUARTERS])).toEqual(['112', '22', '67', '90', '112']);
  expect(rowTexts(plan, 'schedule', '鄯善县', QUARTERS)).toEqual(['23', '68', '90', '113']);
  expect(rowTexts(plan, 'schedule', '托克逊县', QUARTERS)).toEqual(['23', '68', '91', '114']);
  // 90 + 90 + 91 would be 271; 80 % of 339 is 271.2, and 60 % is 203.4 where the rows make 67 + 68 + 68.
  expect(rowTexts(plan, 'schedule', '总计', ['task', ...QUARTERS])).toEqual(['339', '68', '203', '271', '339']);
  const text = documentText(documentView(plan));
  expect(text).toContain('2026年计划筹集保障性住房339套');
  expect(text).toContain('到6月底累计开工（筹集）203套');
});

test('a county without counties below it has a row of its own', () => {
  const plan = open('implementation-plan', '渠县');
  const shape = plan.shape(must(findTable(plan, 'raising')).id);
  expect(shape.rows.map((row) => row.label)).toEqual(['渠县', '总计']);
});

test('a division of the 兵团 is found by its own name', () => {
  expect(documentView(open('implementation-plan', '第十师北屯市')).title).toBe('北屯市规划建设保障性住房实施方案');
});

test('land and money: subtotals, and what is left to borrow', () => {
  const plan = open('implementation-plan', '吐鲁番市');
  type(plan, 'land', [
    ['高昌区', 'new_allot', '1.2'],
    ['高昌区', 'new_sale', '-'],
    ['高昌区', 'stock_idle', '0.35'],
  ]);
  expect(rowTexts(plan, 'land', '总计', ['new_sub', 'stock_sub', 'total_area'])).toEqual(['1.20', '0.35', '1.55']);
  type(plan, 'funding', [
    ['高昌区', 'need', '5300'],
    ['高昌区', 'subsidy', '1200.5'],
    ['高昌区', 'bond', '800'],
  ]);
  expect(rowTexts(plan, 'funding', '总计', ['need', 'loan'])).toEqual(['5300.00', '3299.50']);
});

test('the annual plan has the same schedule for what it allots', () => {
  const plan = open('annual-plan', '吐鲁番市');
  type(plan, 'allocation', [['鄯善县', 'public_units', '15']]);
  expect(rowTexts(plan, 'schedule', '总计', ['task', ...QUARTERS])).toEqual(['15', '3', '9', '12', '15']);
});

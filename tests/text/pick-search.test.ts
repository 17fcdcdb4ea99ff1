import { expect, test } from 'vitest';
import { isExpression, readExpression, searchCells } from '../../renderer/text/pick-search.ts';
import { samplePlan } from '../outline/sample.ts';

const live = samplePlan();

test.each([
  ['疏附县 租赁 套数', '表2·疏附县·保障性租赁住房·套数 262'],
  ['总计 小计 套数', '表2·总计·小计·套数 12469'],
  ['92.02', '表1·总计·计划供应商品住房建筑面积 92.02'],
  ['表3 喀什市 合计', '表3·喀什市·计划供应住宅用地面积合计 35.23'],
])('%s finds %s first', (query, expected) => {
  const [first] = searchCells(live, query);
  expect(first && `${first.tableName}·${first.rowName}·${first.columnName} ${first.text}`).toBe(expected);
});

test.each(['不存在的县 套数', '   '])('“%s” finds nothing', (query) => {
  expect(searchCells(live, query)).toEqual([]);
});

test.each([
  ['表2[总计, 小计/套数]', true],
  ['=1', true],
  ['100+20', true],
  ['疏附县 套数', false],
  ['2025', false],
  ['12.5', false],
])('%s is an expression: %s', (query, expected) => {
  expect(isExpression(query)).toBe(expected);
});

test('an expression by name becomes a stored one with its value', () => {
  const read = readExpression(live, '表2[总计，公租房/套数] － 表2[总计, 保障性租赁住房/套数]');
  expect(read.ok && live.evaluate(read.expr)).toMatchObject({ form: 'number', num: { n: 10441, d: 0 } });
});

test('a wrong one says what is wrong', () => {
  const read = readExpression(live, '表9[总计, 套数]');
  expect(read.ok).toBe(false);
  expect(!read.ok && read.failure.code).toBe('no-such-table');
});

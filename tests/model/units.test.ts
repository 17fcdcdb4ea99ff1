import { expect, it } from 'vitest';
import { largerUnits, unitFactor } from '../../shared/model/units.ts';
import { exact } from '../../shared/values/exact.ts';

it.each([
  ['元', ['万元', '亿元']],
  ['万元', ['亿元']],
  ['亿元', []],
  ['套', ['万套']],
  ['套（间）', ['万套（间）']],
  ['套(间)', ['万套(间)']],
  ['平方米', ['亩', '万平方米', '平方公里']],
  ['%', []],
  ['部', []],
  [null, []],
])('figures in %s may be shown in %j', (unit, larger) => {
  expect(largerUnits(unit)).toEqual(larger);
});

it('says exactly how many of one unit another is', () => {
  expect(unitFactor('万元', '亿元')).toEqual(exact(1, 4));
  expect(unitFactor('公顷', '亩')).toEqual(exact(15));
  expect(unitFactor('亩', '公顷')).toEqual({ p: 1n, q: 15n });
  expect(unitFactor('部', '部')).toEqual(exact(1));
  expect(unitFactor('部', '套')).toBeNull();
});

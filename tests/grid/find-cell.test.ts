// The name box's answers: which cells a few words name.

import { describe, expect, it } from 'vitest';
import { findCells } from '../../renderer/grid/find-cell.ts';
import { kindsPlan, ledgerPlan, mixedPlan } from './harness/plans.ts';

describe('cells by what people call them', () => {
  const live = mixedPlan();
  const from = { table: 1, row: 102, column: 14 };
  const names = (typed: string): string[] => findCells(live, typed, from).map((found) => found.name);

  it.each([
    ['团结 套数', '团结小区 · 规模 · 套数'],
    ['团结小区', '团结小区 · 规模 · 套数'],
    ['面积', '东湖小区 · 规模 · 面积'],
    ['规模 面积 西域', '西域花园二期及配套幼儿园和社区服务用房 · 规模 · 面积'],
    ['合计　套均面积', '合计 · 套均面积'],
    ['3', '东湖小区 · 规模 · 套数'],
    ['B3', '东湖小区 · 项目名称'],
    ['c1', '合计 · 建设内容'],
  ])('%s', (typed, first) => expect(names(typed)[0]).toBe(first));

  it('knows nothing by an empty or an unknown name', () => {
    expect([names('　'), names('没有'), names('团结 没有'), names('99'), names('ZZ1')]).toEqual([[], [], [], [], []]);
  });
  it('prefers the column at hand between equals', () => {
    const [first] = findCells(live, '面积', { ...from, column: 16 });
    expect(first?.name).toBe('东湖小区 · 规模 · 面积');
    expect(findCells(live, '团结 套', { ...from, column: 16 })[0]?.name).toBe('团结小区 · 套均面积');
  });
  it('offers several, no more than asked for', () => {
    expect(names('小区').length).toBe(2);
    expect(findCells(ledgerPlan(5000), '小区', { table: 1, row: 1000, column: 20 }, 5)).toHaveLength(5);
  });
  it('finds the last of 20,000 rows at once', () => {
    const long = ledgerPlan(20_000, 2);
    const started = performance.now();
    expect(findCells(long, '第20000号 投资2', { table: 1, row: 1000, column: 20 })[0]?.name).toBe('第20000号小区 · 投资2');
    expect(performance.now() - started).toBeLessThan(1000);
  });
  it('goes by row number in a table without names of that kind', () => {
    const kinds = kindsPlan();
    expect(findCells(kinds, '2', { table: 1, row: 101, column: 11 })[0]?.cell).toEqual({ table: 1, row: 102, column: 11 });
  });
});

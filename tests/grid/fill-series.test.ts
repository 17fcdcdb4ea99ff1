// What the fill handle writes after the given cells.

import { describe, expect, it } from 'vitest';
import { fillTarget } from '../../renderer/grid/fill-plan.ts';
import { fillSeries } from '../../renderer/grid/fill-series.ts';

describe('series', () => {
  const cases: [string[], string[], boolean?][] = [
    [
      ['1', '2'],
      ['3', '4', '5'],
    ],
    [
      ['2021', '2022'],
      ['2023', '2024'],
    ],
    [
      ['0.50', '1.00'],
      ['1.50', '2.00'],
    ],
    [
      ['10', '8'],
      ['6', '4', '2'],
    ],
    [['5'], ['5', '5']],
    [
      ['1', '2', '4'],
      ['1', '2', '4', '1'],
    ],
    [['3', '4'], ['2', '1', '0'], true],
    [['-'], ['-', '-']],
    [
      ['1', '-'],
      ['1', '-', '1'],
    ],
    [
      ['一', '二'],
      ['三', '四'],
    ],
    [['一'], ['二', '三']],
    [['九'], ['十', '十一', '十二']],
    [['一、'], ['二、', '三、']],
    [['（一）'], ['（二）', '（三）']],
    [['第一季度'], ['第二季度', '第三季度', '第四季度', '第一季度']],
    [['十一月'], ['十二月', '一月']],
    [['11月'], ['12月', '1月']],
    [['2025年'], ['2026年', '2027年']],
    [
      ['2021年', '2023年'],
      ['2025年', '2027年'],
    ],
    [
      ['项目1', '项目2'],
      ['项目3', '项目4'],
    ],
    [['第01号'], ['第02号', '第03号']],
    [['甲'], ['乙', '丙']],
    [['癸'], ['甲']],
    [['统一'], ['统一', '统一']],
    [['一般'], ['一般']],
    [['东湖小区'], ['东湖小区']],
    [['3号楼'], ['2号楼', '1号楼'], true],
    [[''], ['', '']],
  ];
  it.each(cases)('%j → %j', (given, made, back) => expect(fillSeries(given, made.length, back)).toEqual(made));
});

describe('where the handle fills', () => {
  const source = { top: 2, left: 2, bottom: 3, right: 3 };
  it.each([
    ['below', 6, 3, { top: 4, left: 2, bottom: 6, right: 3 }],
    ['above', 0, 2, { top: 0, left: 2, bottom: 1, right: 3 }],
    ['right', 3, 7, { top: 2, left: 4, bottom: 3, right: 7 }],
    ['left', 2, 0, { top: 2, left: 0, bottom: 3, right: 1 }],
    ['the longer way wins', 9, 4, { top: 4, left: 2, bottom: 9, right: 3 }],
    ['nowhere inside', 3, 3, null],
  ] as const)('%s', (_, row, col, target) => expect(fillTarget(source, row, col)).toEqual(target));
});

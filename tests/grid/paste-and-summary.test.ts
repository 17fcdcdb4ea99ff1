// Where a pasted block goes, and what the status bar says, on the real engine.

import { describe, expect, it } from 'vitest';
import { editable } from '../../renderer/grid/editable.ts';
import { planFillFrom } from '../../renderer/grid/fill-plan.ts';
import { type PastePlan, planPaste } from '../../renderer/grid/paste-plan.ts';
import { selectRange } from '../../renderer/grid/selection.ts';
import { selectionSummary } from '../../renderer/grid/summary.ts';
import { axesOfTable } from '../../renderer/grid/table-axes.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { ledgerPlan, mixedPlan } from './harness/plans.ts';

function bench(live: LivePlan) {
  const shape = live.shape(1);
  const { axes } = axesOfTable(shape);
  return { live, axes, columns: new Map(shape.leaves.map((leaf) => [leaf.id, leaf])) };
}

function paste(live: LivePlan, block: string[][], top: number, left: number, bottom = top, right = left): PastePlan {
  const { axes, columns } = bench(live);
  return planPaste(live, axes, columns, block, { top, left, bottom, right });
}

const written = (plan: PastePlan): string[] => plan.cells.map((cell) => cell.value);

describe('a pasted block', () => {
  // ledger: 项目名称 建设地点 类别 投资1 投资2 合计; three rows and a total
  const live = ledgerPlan(3, 2);

  it('lies where the selection begins', () => {
    const plan = paste(
      live,
      [
        ['1', '2'],
        ['3', '4'],
      ],
      0,
      3,
    );
    expect(written(plan)).toEqual(['1', '2', '3', '4']);
    expect(plan.box).toEqual({ top: 0, left: 3, bottom: 1, right: 4 });
  });

  it('never lies on hidden rows, and counts those it passed over', () => {
    const hiding = ledgerPlan(4, 2);
    const [first, second, third] = hiding.shape(1).rows;
    if (!first || !second || !third) throw new Error('no rows');
    hiding.apply([{ k: 'rec', e: 'row', id: second.id, was: { hidden: false }, now: { hidden: true } }]);
    const plan = paste(hiding, [['1'], ['2']], 0, 3);
    expect(plan.cells.map((cell) => [cell.row, cell.value])).toEqual([
      [first.id, '1'],
      [third.id, '2'],
    ]);
    expect(plan.hidden).toBe(1);
    expect(paste(hiding, [['1']], 0, 3).hidden).toBe(0);
  });

  it('repeats where the selection is a multiple of it', () => {
    expect(written(paste(live, [['7']], 0, 3, 2, 4))).toEqual(['7', '7', '7', '7', '7', '7']);
  });

  it('passes over computed cells and counts them', () => {
    const plan = paste(live, [['1', '2', '3']], 0, 3);
    expect(written(plan)).toEqual(['1', '2']);
    expect(plan.computed).toBe(1);
  });

  it('ends on the total row where it is just as long: its figures are computed', () => {
    const plan = paste(live, [['1'], ['2'], ['3'], ['6']], 0, 3);
    expect(written(plan)).toEqual(['1', '2', '3']);
    expect(plan.computed).toBe(1);
    expect(plan.moreRows).toEqual([]);
  });

  it('asks for rows beyond the last one, without its own total line', () => {
    const plan = paste(
      live,
      [
        ['第3号小区', 'a', '新建', '1'],
        ['新的', 'b', '新建', '2'],
        ['合计', '', '', '3'],
      ],
      2,
      0,
    );
    expect(plan.moreRows).toEqual([
      {
        label: '新的',
        cells: [
          { col: 11, value: 'b' },
          { col: 12, value: '新建' },
          { col: 20, value: '2' },
        ],
      },
    ]);
    expect(written(plan)).toEqual(['a', '新建', '1']);
  });

  it('counts columns beyond the right edge', () => expect(paste(live, [['1', '2', '3', '4']], 0, 4).moreColumns).toBe(2));

  it('renames a row that has its own name', () => expect(written(paste(live, [['改名']], 0, 0))).toEqual(['改名']));
});

describe('what may be typed', () => {
  const live = mixedPlan();
  it.each([
    ['a number', 102, 14, 'value'],
    ['a row name', 102, 10, 'label'],
    ['a computed column', 102, 16, 'no'],
    ['a subtotal', 104, 14, 'no'],
    ['a group row has no figures', 101, 14, 'no'],
    ['the serial number', 102, 9, 'no'],
  ])('%s', (_, row, col, by) => expect(editable(live, { row, col }).by).toBe(by));
});

describe('Ctrl+D', () => {
  it('copies the first row down and leaves computed cells', () => {
    const { live, axes, columns } = bench(ledgerPlan(3, 2));
    const cells = planFillFrom(live, axes, columns, { top: 0, left: 3, bottom: 2, right: 5 }, 'down');
    expect(cells.map((cell) => cell.value)).toEqual(['0.00', '0.00', '0.00', '0.00']);
  });

  it('of one row takes the row above', () => {
    const { live, axes, columns } = bench(ledgerPlan(3, 2));
    const cells = planFillFrom(live, axes, columns, { top: 1, left: 1, bottom: 1, right: 1 }, 'down');
    expect(cells).toEqual([{ row: 1001, col: 11, value: '1号街' }]);
  });
});

describe('the status bar', () => {
  it('adds each unit by itself and exactly', () => {
    const live = mixedPlan();
    const summary = selectionSummary(live, { table: 1, ...selectRange({ row: 102, col: 14 }, { row: 103, col: 15 }) });
    expect(summary).toEqual({
      cells: 4,
      rows: 2,
      columns: 2,
      units: [
        { label: '套数', unit: '套', sum: '500', average: '250', count: 2, min: '180', max: '320' },
        { label: '面积', unit: '万平方米', sum: '4.18', average: '2.09', count: 2, min: '1.62', max: '2.56' },
      ],
    });
  });

  it('is named after the unit where columns of several titles share it', () => {
    const live = ledgerPlan(3, 2);
    const { units } = selectionSummary(live, { table: 1, ...selectRange({ row: 1001, col: 20 }, { row: 1001, col: 21 }) });
    expect(units.map((unit) => [unit.label, unit.sum])).toEqual([['万元', '7.02']]);
  });
});

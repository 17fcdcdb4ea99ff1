// Widths that fit a place, and what of a table's rows changed.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowChange } from '../../renderer/grid/row-change.ts';
import { axesOfTable } from '../../renderer/grid/table-axes.ts';
import { fitWidths } from '../../renderer/grid/widths.ts';
import { mixedPlan } from './harness/plans.ts';

const wish = (id: number, natural: number, more: Partial<{ least: number; wished: number; fixed: boolean }> = {}) => ({
  id,
  natural,
  least: more.least ?? natural,
  wished: more.wished ?? natural,
  fixed: more.fixed ?? false,
});
const fitted = (columns: ReturnType<typeof wish>[], room: number): number[] => [...fitWidths(columns, room).values()];

describe('widths', () => {
  it.each([
    ['as needed where it just fits', [wish(1, 190, { fixed: true }), wish(2, 100)], 290, [190, 100]],
    ['titles get their line first', [wish(1, 100, { wished: 180 }), wish(2, 100)], 280, [180, 100]],
    ['spare room is shared, up to a third more', [wish(1, 90), wish(2, 90)], 220, [110, 110]],
    ['a wide place is not filled', [wish(1, 90), wish(2, 90)], 2000, [120, 120]],
    ['fixed columns stay', [wish(1, 190, { fixed: true }), wish(2, 90)], 2000, [190, 120]],
    ['a little less where that spares a scroll bar', [wish(1, 100, { least: 80 }), wish(2, 100, { least: 80 })], 180, [90, 90]],
    [
      'too narrow for that: it scrolls, nothing is tight',
      [wish(1, 100, { least: 90 }), wish(2, 100, { least: 90 })],
      150,
      [100, 100],
    ],
  ] as const)('%s', (_, columns, room, widths) => expect(fitted([...columns], room)).toEqual([...widths]));

  it('never gives less than the least, nor more than the place where the naturals fit', () => {
    const column = fc.record({
      natural: fc.integer({ min: 60, max: 200 }),
      slack: fc.integer({ min: 0, max: 40 }),
      wished: fc.integer({ min: 60, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 12 }), fc.integer({ min: 200, max: 2000 }), (columns, room) => {
        const wishes = columns.map((c, i) =>
          wish(i, c.natural, { least: c.natural - c.slack, wished: Math.max(c.natural, c.wished) }),
        );
        const widths = fitWidths(wishes, room);
        for (const one of wishes) expect(widths.get(one.id)).toBeGreaterThanOrEqual(one.least);
        const total = [...widths.values()].reduce((sum, width) => sum + width, 0);
        if (wishes.reduce((sum, one) => sum + one.natural, 0) <= room) expect(total).toBeLessThanOrEqual(room);
      }),
    );
  });
});

describe('rows', () => {
  it.each([
    ['nothing', [1, 2, 3], [1, 2, 3], { kind: 'same' }],
    ['one inserted', [1, 2, 3], [1, 9, 2, 3], { kind: 'splice', removed: [], added: [9], at: 1 }],
    ['a run at the end', [1, 2], [1, 2, 8, 9], { kind: 'splice', removed: [], added: [8, 9], at: 2 }],
    ['some removed', [1, 2, 3, 4], [1, 4], { kind: 'splice', removed: [2, 3], added: [], at: 0 }],
    ['removed and inserted', [1, 2, 3], [1, 9, 3], { kind: 'splice', removed: [2], added: [9], at: 1 }],
    ['moved', [1, 2, 3], [3, 1, 2], { kind: 'reorder' }],
    ['inserted in two places', [1, 2], [8, 1, 9, 2], { kind: 'reorder' }],
  ])('%s', (_, before, now, change) => expect(rowChange(before, now)).toEqual(change));

  it('pins totals that begin or end the table, subtotals scroll', () => {
    const { top, body, bottom } = axesOfTable(mixedPlan().shape(1));
    expect(top.map((row) => row.label)).toEqual(['合计']);
    expect(body.map((row) => row.label)).toContain('小计');
    expect(bottom).toEqual([]);
  });
});

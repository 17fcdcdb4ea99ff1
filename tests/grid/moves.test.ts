// Selecting and moving as in a worksheet, one move a line.

import { describe, expect, it } from 'vitest';
import { axesOf, type GridCell } from '../../renderer/grid/axes.ts';
import { edgeFrom, moveArrow, moveOn, movePage, moveToEnd } from '../../renderer/grid/moves.ts';
import {
  addRange,
  boxOf,
  cellsOf,
  extendTo,
  newest,
  repair,
  rowsOf,
  type Selection,
  selectAll,
  selectCell,
  selectColumns,
  selectRange,
  selectRows,
} from '../../renderer/grid/selection.ts';

const axes = axesOf([11, 12, 13, 14, 15], [1, 2, 3]);
const at = (row: number, col: number): GridCell => ({ row, col });
const name = (cell: GridCell): string => `${cell.row}.${cell.col}`;
const one = (row: number, col: number): Selection => selectCell(at(row, col));
const square = selectRange(at(11, 1), at(12, 2));

describe('arrows', () => {
  const cases: [string, GridCell, 'up' | 'down' | 'left' | 'right', string][] = [
    ['down', at(11, 1), 'down', '12.1'],
    ['up at the top stays', at(11, 1), 'up', '11.1'],
    ['right at the edge stays', at(11, 3), 'right', '11.3'],
    ['left', at(12, 2), 'left', '12.1'],
  ];
  it.each(cases)('%s', (_, from, direction, to) => {
    expect(name(moveArrow(axes, selectCell(from), direction, { extend: false, far: false }, () => false).active)).toBe(to);
  });

  it('Shift extends from the anchor and keeps the active cell', () => {
    const once = moveArrow(axes, one(12, 2), 'down', { extend: true, far: false }, () => false);
    const twice = moveArrow(axes, once, 'right', { extend: true, far: false }, () => false);
    expect(boxOf(newest(twice), axes)).toEqual({ top: 1, left: 1, bottom: 2, right: 2 });
    expect(name(twice.active)).toBe('12.2');
  });

  it('Shift goes back over the anchor', () => {
    let selection = moveArrow(axes, one(12, 2), 'down', { extend: true, far: false }, () => false);
    selection = moveArrow(axes, selection, 'up', { extend: true, far: false }, () => false);
    selection = moveArrow(axes, selection, 'up', { extend: true, far: false }, () => false);
    expect(boxOf(newest(selection), axes)).toEqual({ top: 0, left: 1, bottom: 1, right: 1 });
  });
});

describe('Ctrl+arrow goes to the edge of the data', () => {
  // a column of five cells: x filled, . empty
  const cases: [string, number, string, string][] = [
    ['end of the run', 0, 'xxx.x', '13'],
    ['over a gap to the next', 2, 'xxx.x', '15'],
    ['from an empty cell to the next filled', 3, 'x...x', '15'],
    ['nothing below: the edge', 0, 'x....', '15'],
    ['already at the edge', 4, 'xxxxx', '15'],
  ];
  it.each(cases)('%s', (_, start, column, to) => {
    const isEmpty = (cell: GridCell): boolean => column[axes.rowAt.get(cell.row) ?? 0] === '.';
    expect(String(edgeFrom(axes, at(axes.rows[start] as number, 1), 'down', isEmpty).row)).toBe(to);
  });
});

describe('Tab and Enter', () => {
  it.each([
    ['Tab', 'tab', false, one(11, 1), null, '11.2'],
    ['Shift+Tab', 'tab', true, one(11, 2), null, '11.1'],
    ['Enter', 'enter', false, one(11, 2), null, '12.2'],
    ['Enter after Tabs returns to their column', 'enter', false, one(11, 3), 0, '12.1'],
    ['Shift+Enter', 'enter', true, one(12, 2), null, '11.2'],
    ['Tab walks rows inside a selection', 'tab', false, { ...square, active: at(11, 2) }, null, '12.1'],
    ['Enter walks columns inside a selection', 'enter', false, { ...square, active: at(12, 1) }, null, '11.2'],
    ['and begins again at its end', 'enter', false, { ...square, active: at(12, 2) }, null, '11.1'],
    ['Shift+Enter at its start goes to its end', 'enter', true, square, null, '12.2'],
  ] as const)('%s', (_, key, back, selection, column, to) => {
    expect(name(moveOn(axes, selection, key, back, column).active)).toBe(to);
  });

  it('goes from range to range', () => {
    const two = addRange(one(11, 1), at(14, 3));
    expect(name(moveOn(axes, two, 'enter', false).active)).toBe('11.1');
    expect(name(moveOn(axes, moveOn(axes, two, 'enter', false), 'enter', false).active)).toBe('14.3');
  });
});

describe('far moves', () => {
  it.each([
    ['PageDown', movePage(axes, one(11, 1), 3, false), '14.1'],
    ['PageUp stops at the top', movePage(axes, one(12, 1), -3, false), '11.1'],
    ['Home', moveToEnd(axes, one(12, 3), 'first', false, false), '12.1'],
    ['Ctrl+End', moveToEnd(axes, one(11, 1), 'last', true, false), '15.3'],
    ['Ctrl+Home', moveToEnd(axes, one(15, 3), 'first', true, false), '11.1'],
  ] as const)('%s', (_, selection, to) => expect(name(selection.active)).toBe(to));
});

describe('ranges', () => {
  it('Shift+click reaches from the anchor, Ctrl+click adds', () => {
    const made = addRange(extendTo(one(11, 1), at(12, 2)), at(15, 3));
    expect(made.ranges).toHaveLength(2);
    expect(name(made.active)).toBe('15.3');
    expect([...cellsOf(made, axes)].map(name)).toEqual(['11.1', '11.2', '12.1', '12.2', '15.3']);
  });

  it('a cell in two ranges counts once', () => {
    const made = addRange(square, at(12, 2), at(13, 3));
    expect([...cellsOf(made, axes)]).toHaveLength(7);
    expect(rowsOf(made, axes)).toEqual([11, 12, 13]);
  });

  it('whole rows, whole columns, everything', () => {
    expect(boxOf(newest(selectRows(axes, 3, 1) as Selection), axes)).toEqual({ top: 1, left: 0, bottom: 3, right: 2 });
    expect(boxOf(newest(selectColumns(axes, 1, 2) as Selection), axes)).toEqual({ top: 0, left: 1, bottom: 4, right: 2 });
    expect([...cellsOf(selectAll(axes, at(11, 1)) as Selection, axes)]).toHaveLength(15);
  });

  it('a row inserted inside a range widens it, a deleted active row gives way to the one that moved up', () => {
    const wider = axesOf([11, 99, 12, 13], [1, 2, 3]);
    expect(boxOf(newest(repair(square, axes, wider) as Selection), wider)).toEqual({ top: 0, left: 0, bottom: 2, right: 1 });
    const shorter = axesOf([11, 13, 14, 15], [1, 2, 3]);
    expect(name((repair(one(12, 2), axes, shorter) as Selection).active)).toBe('13.2');
    expect(repair(one(12, 2), axes, axesOf([], [1]))).toBe(null);
  });
});

// What an act makes of the window's view: which table and text stand in the middle.

import { expect, test } from 'vitest';
import { type PlanView, reduce } from '../../renderer/app/plan-view.ts';
import type { BlockId, ColumnId, RowId, TableId } from '../../shared/model/ids.ts';

const one = 1 as TableId;
const two = 2 as TableId;
const block = 9 as BlockId;
const cell = { table: one, row: 3 as RowId, column: 4 as ColumnId };
const at = (mode: PlanView['mode']): PlanView => ({
  mode,
  table: one,
  block: null,
  cell,
  tab: 'checks',
  outlineOpen: true,
  panelOpen: true,
  drawer: 'outline',
});

test.each([
  ['both', two, 'both', two, null],
  ['both', one, 'both', one, cell],
  ['both', null, 'both', one, cell],
  ['table', two, 'text', one, cell],
  ['text', two, 'text', one, cell],
] as const)('in %s a section that calls table %s shows %s with table %s', (mode, called, shown, table, active) => {
  const view = reduce(at(mode), { do: 'read-block', block, table: called });
  expect(view).toMatchObject({ mode: shown, table, block, drawer: null });
  expect(view.cell).toEqual(active);
});

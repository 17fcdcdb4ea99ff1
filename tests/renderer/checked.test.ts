// What the 核对 panel counts as right: everything of the Kashgar sample, and nothing that has a finding.

import { expect, test } from 'vitest';
import { checkedOf } from '../../renderer/app/checked.ts';
import { checkPlan } from '../../shared/checks/plan-checks.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { placesOf } from '../../shared/outline/places.ts';
import { documentView } from '../../shared/outline/view.ts';
import { kashgar } from './kashgar.ts';

const live = openLivePlan(stateOf(must(kashgar())));
const places = placesOf(documentView(live));

test('everything is counted where nothing is wrong', () => {
  expect(checkPlan(live)).toEqual([]);
  expect(checkedOf(live, places, [])).toEqual({ tables: 3, totals: 14, fields: 24 });
});

test('a table, a total and a field with a finding are not counted as right', () => {
  const table = live.tables()[0]?.id ?? 0;
  const shape = live.shape(table);
  const total = shape.rows.find((row) => row.kind === 'total')?.id ?? 0;
  const column = shape.leaves.find((leaf) => leaf.role === 'value')?.id ?? 0;
  const field = [...places.values()].flatMap((place) => place.runs).find((run) => run.field)?.field?.id ?? 0;
  const finding = { id: 'x', severity: 'error', data: {} } as const;
  expect(
    checkedOf(live, places, [
      { ...finding, code: 'cell-error', where: { table, row: total, column } },
      { ...finding, code: 'field-blank', where: { field } },
    ]),
  ).toEqual({ tables: 2, totals: 13, fields: 23 });
});

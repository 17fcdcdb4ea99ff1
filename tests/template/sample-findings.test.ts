// What 核对 says of each sample as it ships: the contradictions that the published documents hold, and nothing that is not one.

import { expect, test } from 'vitest';
import { makeNewPlan } from '../../electron/templates.ts';
import { checkPlan } from '../../shared/checks/plan-checks.ts';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { ACTOR } from '../plan-builder.ts';
import { seededMint } from './seeded-mint.ts';

const open = (sample: string): LivePlan =>
  openLivePlan(stateOf(must(makeNewPlan({ sample, mint: seededMint(1), now: '2026-11-29T00:00:00Z' })).snapshot));

/** Findings of more than a hint, as [severity, rule, one side, other side]. */
const told = (live: LivePlan) =>
  checkPlan(live)
    .filter((finding) => finding.severity !== 'hint')
    .map(({ severity, id, actual, expected }) => [severity, id, actual, expected]);

test.each([
  ['kashgar-2025-annual-plan', []],
  ['beitun-affordable-housing-implementation-plan', []],
  ['dazhou-14th-five-year-plan', [['warning', 'same-figure:old_renewal', '[20]万户', '205987户']]],
  [
    'panzhihua-14th-five-year-plan',
    [
      ['error', 'same-figure:lease_units', '[1500]套（间）', '1037套'],
      ['warning', 'same-figure:area_per_capita', '>37平方米/人', '37平方米'],
    ],
  ],
  ['turpan-2024-annual-plan', [['warning', 'same-figure:secured_units', '1300余套', '1215套']]],
])('%s', (sample, findings) => {
  expect(told(open(sample))).toEqual(findings);
});

/** Hints: blanks that the published tables leave blank, a word for each table. */
test.each([
  ['kashgar-2025-annual-plan', []],
  ['beitun-affordable-housing-implementation-plan', []],
  ['turpan-2024-annual-plan', []],
  [
    'dazhou-14th-five-year-plan',
    [
      ['shantytown', 34],
      ['old_renewal', 9],
      ['public_rental', 43],
      ['lease_rental', 18],
    ],
  ],
  ['panzhihua-14th-five-year-plan', [['indicators', 12]]],
])('%s: nothing else but blanks', (sample, blanks) => {
  const live = open(sample);
  const hints = checkPlan(live).filter((finding) => finding.severity === 'hint');
  expect(hints.map(({ code }) => code)).toEqual(blanks.map(() => 'cells-blank'));
  expect(hints.map(({ where, data }) => [live.state.records.tbl.get(where.table ?? 0)?.key, data.count])).toEqual(blanks);
});

function type(live: LivePlan, table: string, row: string, column: string, value: string): void {
  const { id } = must(findTable(live, table));
  const cell = { row: must(findRow(live, id, row)).id, col: must(findColumn(live, id, column)).id, value };
  live.apply(must(decide(live, { type: 'set-cells', cells: [cell] }, ACTOR)));
}

test('a goal rounded as it is written agrees: [21] 万户 is 205987 户, and 20.6 is what 20 is not', () => {
  const live = open('dazhou-14th-five-year-plan');
  type(live, 'indicators', 'old_renewal', 'goal', '[21]');
  expect(told(live)).toEqual([]);
});

test('the sentence and the cell agree once the bound is gone', () => {
  const live = open('panzhihua-14th-five-year-plan');
  type(live, 'indicators', 'area_per_capita', 'target2025', '37');
  expect(told(live).map(([, id]) => id)).toEqual(['same-figure:lease_units']);
});

test('a rule that is switched off says nothing; one graded otherwise says it so', () => {
  const live = open('panzhihua-14th-five-year-plan');
  const { params } = live.state.records.rule.get('same-figure:lease_units') ?? {};
  const set = (off: boolean, severity: 'hint' | null) =>
    live.apply(
      must(decide(live, { type: 'set-rule', code: 'same-figure:lease_units', off, severity, params: params ?? null }, ACTOR)),
    );
  set(false, 'hint');
  expect(checkPlan(live).find((finding) => finding.id === 'same-figure:lease_units')?.severity).toBe('hint');
  set(true, null);
  expect(checkPlan(live).some((finding) => finding.id === 'same-figure:lease_units')).toBe(false);
});

test('an answer holds for the figures it was given for, and no longer', () => {
  const live = open('panzhihua-14th-five-year-plan');
  const finding = checkPlan(live).find((one) => one.id === 'same-figure:lease_units');
  live.apply(
    must(
      decide(
        live,
        {
          type: 'answer-finding',
          finding: 'same-figure:lease_units',
          code: 'same-figure',
          seen: `${finding?.actual}|${finding?.expected}`,
          reason: '任务清单只列已落实房源',
        },
        ACTOR,
      ),
    ),
  );
  expect(told(live).map(([, id]) => id)).toEqual(['same-figure:area_per_capita']);
  type(live, 'indicators', 'lease_units', 'target2025', '[1600]');
  expect(told(live)[0]).toEqual(['error', 'same-figure:lease_units', '[1600]套（间）', '1037套']);
});

test('a region in two rows of a table is found where it stands the second time', () => {
  const live = open('kashgar-2025-annual-plan');
  const { id } = must(findTable(live, 'land'));
  const [first, second] = [must(findRow(live, id, 'kashi')), must(findRow(live, id, 'jingkai'))];
  live.apply(must(decide(live, { type: 'set-row', row: second.id, set: { regionId: first.regionId } }, ACTOR)));
  expect(checkPlan(live).map(({ code, where }) => [code, where.row])).toEqual([['region-twice', second.id]]);
});

// One quantity told in two places: how a sentence's figure is read, what counts as the same, and what a rule keeps when it is switched off.

import { describe, expect, test } from 'vitest';
import { checkPlan, seenOf } from '../../shared/checks/plan-checks.ts';
import type { SameFigureRule } from '../../shared/checks/same-figure.ts';
import { col, row, TestPlan, table } from '../plan-builder.ts';

const RULE = 'same-figure:units';

/** A goal in a table against a sentence, held by a rule. */
function plan(goal: string, sentence: string, unit = '套'): TestPlan {
  const p = new TestPlan([
    table('表1', [col('目标', { unit, forms: ['number', 'bound', 'range'] })], [row('筹集', { 目标: goal })]),
  ]);
  const block = p.id();
  p.run({ type: 'add-block', block: { id: block, kind: 'para', content: [{ t: 'text', s: sentence }] }, place: 'last' });
  const at = p.at('表1', '筹集', '目标');
  const params: SameFigureRule = {
    kind: 'same-figure',
    title: '筹集套数',
    severity: 'warning',
    sides: [{ formula: `#c${at.col}@r${at.row}` }, { block, after: '筹集', unit: '套' }],
  };
  p.run({ type: 'set-rule', code: RULE, off: false, severity: null, params: { ...params } });
  return p;
}
const found = (p: TestPlan) =>
  checkPlan(p.live)
    .filter((finding) => finding.code === 'same-figure')
    .map(({ actual, expected }) => `${actual} / ${expected}`);

describe('a sentence agrees with', () => {
  test.each([
    ['13000', '计划筹集13000套。'],
    ['13000', '计划筹集13,000套。'],
    ['13000', '计划筹集约1.3万套，其中新开工1215套。'],
    ['13041', '计划筹集1.3万余套。'],
    ['≥13000', '计划筹集不低于13000套。'],
    ['≥13000', '计划筹集不少于1.3万套。'],
    ['≥13000', '计划筹集13000套以上。'],
    ['≤13000', '计划筹集不超过13000套。'],
    ['>13000', '计划筹集超过13000套。'],
    ['13000', '到年底筹集的房源另行公布。'],
    ['13000', '全年任务没有说。'],
  ])('%s: %s', (goal, sentence) => {
    expect(found(plan(goal, sentence))).toEqual([]);
  });
});

describe('a sentence contradicts', () => {
  test.each([
    ['13000', '计划筹集12000套。', '13000套 / 12000套'],
    ['13000', '计划筹集1.2万套。', '13000套 / 1.2万套'],
    ['13000', '计划筹集不超过13000套。', '13000套 / ≤13000套'],
    ['≥13000', '计划筹集13000套。', '≥13000套 / 13000套'],
    ['≥13000', '计划筹集超过13000套。', '≥13000套 / >13000套'],
  ])('%s: %s', (goal, sentence, both) => {
    expect(found(plan(goal, sentence))).toEqual([both]);
  });

  test('a goal in 万套, as far as that is written', () => {
    expect(found(plan('1.3', '计划筹集13041套。', '万套'))).toEqual([]);
    expect(found(plan('1.3', '计划筹集13900套。', '万套'))).toEqual(['1.3万套 / 13900套']);
  });
});

test('a rule that is switched off and on again still knows what it compares', () => {
  const p = plan('13000', '计划筹集12000套。');
  p.run({ type: 'set-rule', code: RULE, off: true, severity: null, params: null });
  expect(found(p)).toEqual([]);
  p.run({ type: 'set-rule', code: RULE, off: false, severity: 'hint', params: null });
  expect(found(p)).toEqual(['13000套 / 12000套']);
});

test('a reason given for other figures is told, and does not hold', () => {
  const p = plan('13000', '计划筹集12000套。');
  const [finding] = checkPlan(p.live);
  if (!finding) throw new Error('no finding');
  p.run({ type: 'answer-finding', finding: finding.id, code: finding.code, seen: seenOf(finding), reason: '不含续建' });
  expect(checkPlan(p.live)[0]).toMatchObject({ severity: 'hint', answer: '不含续建' });
  p.set('表1', '筹集', '目标', '14000');
  const [now] = checkPlan(p.live);
  expect(now).toMatchObject({ severity: 'warning', formerAnswer: '不含续建' });
  expect(now?.answer).toBe(undefined);
});

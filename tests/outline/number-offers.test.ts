import { describe, expect, test } from 'vitest';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import { nameStored } from '../../shared/formulas/words.ts';
import type { Inline } from '../../shared/model/blocks.ts';
import type { Id } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { bindingsOf, cellExpression, declinedId } from '../../shared/outline/number-offers.ts';
import { documentText } from '../../shared/outline/plain-text.ts';
import { documentView } from '../../shared/outline/view.ts';
import { samplePlan } from './sample.ts';

const actor = { by: '张三', at: '2025-01-01T00:00:00Z' };
let counted = 900_000;
const mint = <Kind extends string>(): Id<Kind> => ++counted;

/** The sample with one more paragraph at its end; its own sentences carry fields already. */
function planWith(...content: (string | Inline)[]): { live: LivePlan; block: number } {
  const live = samplePlan();
  const block = mint<'block'>();
  const pieces = content.map((piece): Inline => (typeof piece === 'string' ? { t: 'text', s: piece } : piece));
  const add = { type: 'add-block', block: { id: block, kind: 'para', content: pieces }, place: 'last' } as const;
  live.apply(must(decide(live, add, actor)));
  return { live, block };
}

const found = (live: LivePlan) =>
  bindingsOf(live).found.map(({ text, cell, ambiguous }) => [text, nameStored(live, cellExpression(live, cell), null), ambiguous]);

describe('figures typed in the text that a table prints', () => {
  const cases: [string, string, unknown[][]][] = [
    ['a row named with its unit', '疏附县分配保障性租赁住房262套。', [['262套', '表2[疏附县, 保障性租赁住房/套数]', false]]],
    [
      'a total whose column is named',
      '计划供应商品住房建筑面积92.02万平方米。',
      [['92.02万平方米', '表1[总计, 计划供应商品住房建筑面积]', false]],
    ],
    ['equal digits that nothing names', '组织巡查12469次。', [['12469', '表2[总计, 小计/套数]', true]]],
    ['a figure of no table', '改造老旧小区77777户。', []],
    ['a year', '到2025年底全部完成。', []],
  ];
  test.each(cases)('%s', (_name, words, expected) => {
    expect(found(planWith(words).live)).toEqual(expected);
  });

  test('declined ones stay out', () => {
    const { live, block } = planWith('疏附县分配保障性租赁住房262套。');
    const finding = declinedId(block, '262', '套');
    live.apply(must(decide(live, { type: 'answer-finding', finding, code: 'typed-number', seen: '262套', reason: '不用' }, actor)));
    expect(found(live)).toEqual([]);
  });
});

test('bound figures read as before, keep the marks around them, and follow their cells', () => {
  const { live, block } = planWith({ t: 'text', s: '疏附县262套、莎车县公租房850套，', m: ['bold'] }, '另组织巡查12469次。');
  const text = documentText(documentView(live));
  const splices = bindingsOf(live).splices(mint);
  live.apply(must(decide(live, { type: 'bind-fields', splices }, actor)));
  expect(documentText(documentView(live))).toBe(text);
  const content = live.state.records.block.get(block)?.content ?? [];
  expect(content.map((piece) => (piece.t === 'text' ? [piece.s, piece.m?.join() ?? ''] : [piece.t, '']))).toEqual([
    ['疏附县', 'bold'],
    ['field', ''],
    ['、莎车县公租房', 'bold'],
    ['field', ''],
    ['，', 'bold'],
    ['另组织巡查12469次。', ''],
  ]);
  expect(found(live)).toEqual([['12469', '表2[总计, 小计/套数]', true]]);
  const { cell } = { cell: bindingsOf(planWith('疏附县262套').live).found[0]?.cell };
  if (!cell) throw new Error('no cell');
  live.apply(must(decide(live, { type: 'set-cells', cells: [{ row: cell.row, col: cell.column, value: '300' }] }, actor)));
  expect(documentText(documentView(live))).toContain('疏附县300套、莎车县公租房850套');
});

// A table that an annex shows as its own bears the annex's number everywhere, and follows it when annexes come, go or change places.

import { expect, test } from 'vitest';
import type { Inline } from '../../shared/model/blocks.ts';
import { findTable } from '../../shared/model/lookup.ts';
import { col, row, TestPlan, table } from '../plan-builder.ts';

/** Two annexes with their tables, 甲表 and 乙表, behind a chapter. */
function annexed() {
  const plan = new TestPlan([
    table('甲表', [col('套数')], [row('甲县')]),
    table('乙表', [col('套数')], [row('甲县')]),
    table('丙表', [col('套数')], [row('甲县')]),
  ]);
  const idOf = (title: string): number => plan.live.tables().find((t) => t.title === title)?.id as number;
  for (const title of ['甲表', '乙表']) plan.run({ type: 'set-table', table: idOf(title), set: { place: 'annex' } });
  const add = (kind: 'annex' | 'heading', props: Record<string, unknown>, parent: number | null = null, text = ''): number => {
    const id = plan.id();
    const content: Inline[] = text ? [{ t: 'text', s: text }] : [];
    plan.run({ type: 'add-block', block: { id, kind, props, content, parent }, place: 'last' });
    return id;
  };
  const chapter = add('heading', { level: 1 });
  const annexes = { 甲: add('annex', { tableId: idOf('甲表') }), 乙: add('annex', { tableId: idOf('乙表') }) };
  const numbers = () => plan.live.tables().map((t) => plan.live.shape(t.id).number);
  return { plan, idOf, add, chapter, annexes, numbers };
}

test('tables bear the numbers of their annexes, others count among tables', () => {
  const { plan, numbers } = annexed();
  expect(numbers()).toEqual(['附件1', '附件2', '表1']);
  const found = findTable(plan.live, '附件2');
  expect(found.ok && found.value.title).toBe('乙表');
});

test('they follow an annex that is moved, removed or put before them, and say which tables moved', () => {
  const { plan, idOf, annexes, numbers } = annexed();
  const moved = plan.run({ type: 'move-block', blocks: [annexes.乙], place: 'first' });
  expect(numbers()).toEqual(['附件2', '附件1', '表1']);
  expect(new Set(moved.tables)).toEqual(new Set([idOf('甲表'), idOf('乙表')]));
  plan.run({ type: 'remove-block', blocks: [annexes.乙] });
  expect(numbers()).toEqual(['附件', '附表1', '表1']);
});

test('an annex below a chapter follows the chapter', () => {
  const { plan, add, chapter, annexes, numbers } = annexed();
  plan.run({ type: 'move-block', blocks: [annexes.乙], parent: chapter, place: 'last' });
  expect(numbers()).toEqual(['附件2', '附件1', '表1']);
  add('heading', { level: 1 });
  plan.run({ type: 'move-block', blocks: [chapter], place: 'last' });
  expect(numbers()).toEqual(['附件1', '附件2', '表1']);
});

test('a title of its own keeps the annex’s number from the table, the table’s own title does not', () => {
  const { plan, annexes, numbers } = annexed();
  const title = (s: string) =>
    plan.run({
      type: 'edit-text',
      splices: [
        {
          block: annexes.甲,
          at: 0,
          delete: plan.live.state.records.block.get(annexes.甲)?.content.length ?? 0,
          insert: [{ t: 'text', s }],
        },
      ],
    });
  title('责任分工');
  expect(numbers()).toEqual(['附表1', '附件2', '表1']);
  title('甲 表');
  expect(numbers()).toEqual(['附件1', '附件2', '表1']);
});

test('a paragraph that is typed in counts nothing anew', () => {
  const { plan, chapter } = annexed();
  const { shape } = plan.live;
  const before = plan.live.tables().map((t) => shape.call(plan.live, t.id));
  plan.run({ type: 'edit-text', splices: [{ block: chapter, at: 0, delete: 0, insert: [{ t: 'text', s: '规划思路' }] }] });
  plan.live.tables().forEach((t, i) => {
    expect(plan.live.shape(t.id)).toBe(before[i]);
  });
});

test('a table of a box bears the box’s number and follows it', () => {
  const { plan, idOf, numbers } = annexed();
  plan.run({ type: 'set-table', table: idOf('丙表'), set: { place: 'box' } });
  const id = plan.id();
  plan.run({ type: 'add-block', block: { id, kind: 'box', props: { tableId: idOf('丙表') }, parent: null }, place: 'last' });
  expect(numbers()).toEqual(['附件1', '附件2', '专栏一']);
  const first = plan.id();
  plan.run({
    type: 'add-block',
    block: { id: first, kind: 'box', content: [{ t: 'text', s: '说明' }], parent: null },
    place: 'first',
  });
  expect(numbers()).toEqual(['附件1', '附件2', '专栏二']);
});

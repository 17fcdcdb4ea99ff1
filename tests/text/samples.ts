// Small texts and random ones for the tests of the text editor.

import fc from 'fast-check';
import { equalJson } from '../../renderer/text/block-diff.ts';
import type { TextBlock } from '../../renderer/text/convert.ts';
import { readingOrder } from '../../renderer/text/convert.ts';
import { BLOCK_KINDS, type Inline, type TextMark } from '../../shared/model/blocks.ts';
import { keysBetween } from '../../shared/model/order.ts';
import { ENTITIES } from '../../shared/model/records.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';
import { equalInline, normaliseInline, TEXT_MARKS } from '../../shared/outline/inline.ts';

export const text = (s: string, ...m: TextMark[]): Inline => (m.length ? { t: 'text', s, m } : { t: 'text', s });
export const field = (id: number, expr = '#c1@total'): Inline => ({ t: 'field', id, expr });
export const para = (id: number, ...content: (Inline | string)[]): TextBlock => ({
  id,
  parentId: null,
  kind: 'para',
  props: {},
  content: content.map((c) => (typeof c === 'string' ? text(c) : c)),
});
export const heading = (id: number, level: number, words: string, more: TextBlock['props'] = {}): TextBlock => ({
  id,
  parentId: null,
  kind: 'heading',
  props: { level, number: 'auto', ...more },
  content: [text(words)],
});

/** A plan that holds these blocks and no table. */
export function planOf(blocks: readonly TextBlock[]): PlanSnapshot {
  const records = Object.fromEntries(ENTITIES.map((e) => [e, []])) as unknown as PlanSnapshot['records'];
  const keys = keysBetween(null, null, blocks.length);
  records.block = blocks.map((block, i) => ({ ...block, ord: keys[i] as string }));
  return { seq: 0, records, cells: [] };
}

/** Two lists of blocks say the same, order included (siblings only in their own list). */
export function sameBlocks(a: readonly TextBlock[], b: readonly TextBlock[]): boolean {
  return (
    a.length === b.length &&
    a.every((block, i) => {
      const other = b[i] as TextBlock;
      return (
        block.id === other.id &&
        block.parentId === other.parentId &&
        block.kind === other.kind &&
        equalJson(block.props, other.props) &&
        equalInline(block.content, other.content)
      );
    })
  );
}

export const planBlocks = (session: {
  live: { state: { records: { block: Map<number, TextBlock & { ord: string }> } } };
}): TextBlock[] => readingOrder(session.live.state.records.block.values()).map(({ ord: _ord, ...block }) => block);

const letters = fc.stringMatching(/^[住房套计划2025，。{}年a-c ]{1,8}$/);
const marks = fc.subarray([...TEXT_MARKS]);
const textArb: fc.Arbitrary<Inline> = fc.tuple(letters, marks).map(([s, m]) => (m.length ? { t: 'text', s, m } : { t: 'text', s }));
const tokenArb: fc.Arbitrary<Inline> = fc
  .constantFrom('{年}', '{年-1}', '{期}', '{起年}', '{不是}')
  .map((s) => ({ t: 'text' as const, s: `${s}年` }));
let nextField = 1;
const atomArb: fc.Arbitrary<Inline> = fc.oneof<fc.Arbitrary<Inline>[]>(
  fc
    .record({
      expr: fc.constantFrom('#c1@total', '#c2@r5', '#c1+#c2'),
      fmt: fc.option(fc.record({ unit: fc.constant('套') }), { nil: undefined }),
    })
    .map(({ expr, fmt }) => ({ t: 'field' as const, id: nextField++, expr, ...(fmt && { fmt }) })),
  fc.integer({ min: -3, max: 3 }).map((d) => ({ t: 'year' as const, d })),
  fc.constant({ t: 'br' as const }),
  fc.constant({ t: 'ref' as const, to: { table: 7 }, form: 'title' }),
  fc.constant({ t: 'ref' as const, to: { block: 9 } }),
  letters.map((s) => ({ t: 'foot' as const, id: 77, content: [{ t: 'text' as const, s }] })),
  fc.constant({ t: 'each' as const, rows: '#c1@all', item: [{ t: 'text' as const, s: '县' }], sep: '、' }),
  fc.constant({ t: 'choose' as const, expr: '#c1', up: [], down: [{ t: 'text' as const, s: '降' }], flat: [] }),
);

/** Inline content as it may be stored, in normal form. */
export const contentArb: fc.Arbitrary<Inline[]> = fc
  .array(fc.oneof({ arbitrary: textArb, weight: 4 }, { arbitrary: tokenArb, weight: 1 }, { arbitrary: atomArb, weight: 2 }), {
    maxLength: 6,
  })
  .map(normaliseInline);

export const blockArb = (id: number): fc.Arbitrary<TextBlock> =>
  fc.record({
    id: fc.constant(id),
    parentId: fc.constant(null),
    kind: fc.constantFrom(...BLOCK_KINDS),
    props: fc.oneof(
      fc.constant({}),
      fc.record({ level: fc.integer({ min: 1, max: 4 }), number: fc.constantFrom('auto' as const, { as: '（四）' }) }),
      fc.constant({ tableId: 12, alt: '图', landscape: true }),
    ),
    content: contentArb,
  });

/** Between one and eight blocks with ids 1, 2, 3 … */
export const blocksArb: fc.Arbitrary<TextBlock[]> = fc
  .integer({ min: 1, max: 8 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => blockArb(i + 1))));

/** Another version of these blocks: some gone, some changed, new ones in between; the order of those that stay is kept. */
export const editedArb = (blocks: readonly TextBlock[], newFrom: number): fc.Arbitrary<TextBlock[]> =>
  fc
    .tuple(
      ...blocks.map((block, i) =>
        fc.record({
          fate: fc.constantFrom('same', 'same', 'gone', 'content', 'kind'),
          content: contentArb,
          kind: fc.constantFrom(...BLOCK_KINDS),
          added: fc.option(blockArb(newFrom + i), { nil: null }),
          block: fc.constant(block),
        }),
      ),
    )
    .map((list) =>
      list.flatMap(({ fate, content, kind, added, block }) => {
        const kept: TextBlock[] =
          fate === 'gone' ? [] : fate === 'content' ? [{ ...block, content }] : fate === 'kind' ? [{ ...block, kind }] : [block];
        return added ? [...kept, added] : kept;
      }),
    );

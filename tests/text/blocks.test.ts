import fc from 'fast-check';
import { EditorState } from 'prosemirror-state';
import { describe, expect, it, test } from 'vitest';
import { applyBlocks } from '../../renderer/text/apply-blocks.ts';
import { diffBlocks } from '../../renderer/text/block-diff.ts';
import { mergeBlocks } from '../../renderer/text/block-merge.ts';
import { blocksOf, docOf, readingOrder, type TextBlock } from '../../renderer/text/convert.ts';
import { numbersOf } from '../../renderer/text/numbers.ts';
import { BLOCK_KINDS } from '../../shared/model/blocks.ts';
import { countDocument } from '../../shared/outline/count.ts';
import { schemeOf } from '../../shared/outline/schemes.ts';
import { countingMint, FakeSession } from './fake-session.ts';
import { blockArb, blocksArb, editedArb, heading, para, planBlocks, planOf, sameBlocks, text } from './samples.ts';

const EMPTY = 999;

describe('blocks and the page', () => {
  it('come back exactly as they went in', () => {
    fc.assert(
      fc.property(blocksArb, (blocks) => {
        expect(blocksOf(docOf(blocks, EMPTY))).toEqual(blocks);
      }),
    );
  });

  test.each(BLOCK_KINDS)('a block of kind %s is never lost', (kind) => {
    fc.assert(
      fc.property(blockArb(1), (block) => {
        const one = { ...block, kind };
        expect(blocksOf(docOf([one], EMPTY))).toEqual([one]);
        docOf([one], EMPTY).check();
      }),
      { numRuns: 10 },
    );
  });

  it('are read depth first, orphans last', () => {
    const at = (id: number, parentId: number | null, ord: string) => ({ ...para(id), parentId, ord });
    const order = readingOrder([at(5, 77, 'a0'), at(4, 1, 'a1'), at(1, null, 'a1'), at(3, 1, 'a0'), at(2, null, 'a2')]).map(
      (b) => b.id,
    );
    expect(order).toEqual([1, 3, 4, 2, 5]);
  });
});

describe('numbers of the page', () => {
  it('are those of the document, whatever stands in what', () => {
    const kinds = fc.constantFrom('heading', 'heading', 'term', 'glossary', 'annex', 'box', 'figure', 'para');
    const tree = fc.array(fc.tuple(kinds, fc.integer({ min: 1, max: 4 }), fc.nat(20), fc.boolean()), {
      minLength: 1,
      maxLength: 14,
    });
    fc.assert(
      fc.property(tree, (list) => {
        const blocks = list.map(([kind, level, parent, kept], i): TextBlock => {
          const holder = list[parent];
          const inside = parent < i && (holder?.[0] === 'annex' || holder?.[0] === 'box');
          const props = kind === 'heading' ? { level, number: kept ? { as: '（四）' } : ('auto' as const) } : {};
          return { id: i + 1, parentId: inside ? parent + 1 : null, kind: kind as TextBlock['kind'], props, content: [] };
        });
        const session = new FakeSession(planOf(blocks), countingMint());
        const { state } = session.live;
        expect(numbersOf(readingOrder(state.records.block.values()), schemeOf(state))).toEqual(countDocument(session.live).numbers);
      }),
    );
  });
});

describe('the command between two versions', () => {
  it('makes the plan into the page', () => {
    fc.assert(
      fc.property(
        blocksArb.chain((before) => fc.tuple(fc.constant(before), editedArb(before, 100))),
        ([before, after]) => {
          const session = new FakeSession(planOf(before), countingMint());
          const command = diffBlocks(planBlocks(session), after);
          if (command) expect(session.run(command).ok).toBe(true);
          expect(sameBlocks(planBlocks(session), after)).toBe(true);
          expect(diffBlocks(planBlocks(session), after)).toBeNull();
        },
      ),
    );
  });

  it('keeps a box and what stands in it together', () => {
    const box: TextBlock = { id: 1, parentId: null, kind: 'box', props: {}, content: [text('专栏')] };
    const inner: TextBlock = { ...para(2, '里面'), parentId: 1 };
    const session = new FakeSession(planOf([box, inner, para(3, '外面')]), countingMint());
    const after = [box, inner, { ...para(4, '也在里面'), parentId: 1 }, para(3, '外面'), para(5, '最后')];
    const command = diffBlocks(planBlocks(session), after);
    expect(command?.add).toEqual([
      expect.objectContaining({ block: expect.objectContaining({ id: 4, parent: 1 }), place: { after: 2 } }),
      expect.objectContaining({ block: expect.objectContaining({ id: 5, parent: null }), place: { after: 3 } }),
    ]);
    if (command) session.run(command);
    expect(sameBlocks(planBlocks(session), after)).toBe(true);
  });
});

describe('bringing the plan to the page', () => {
  it('ends with the plan, whatever the page was', () => {
    fc.assert(
      fc.property(
        blocksArb.chain((before) => fc.tuple(fc.constant(before), editedArb(before, 100), fc.boolean())),
        ([before, edited, turned]) => {
          const target = turned ? [...edited].reverse() : edited;
          const state = EditorState.create({ doc: docOf(before, EMPTY) });
          const applied = applyBlocks(state, target, EMPTY);
          const doc = applied ? state.apply(applied.tr).doc : state.doc;
          doc.check();
          expect(blocksOf(doc)).toEqual(target.length ? target : blocksOf(docOf([], EMPTY)));
        },
      ),
    );
  });
});

describe('the plan moved under unfinished typing', () => {
  const base = [heading(1, 1, '目标'), para(2, '新建200套'), para(3, '尾段')];
  const with2 = (s: string) => base.map((block) => (block.id === 2 ? para(2, s) : block));
  const ids = (blocks: readonly TextBlock[]) => blocks.map((block) => block.id);
  const words = (blocks: readonly TextBlock[], id: number) => blocks.find((block) => block.id === id)?.content;

  it('joins typing in one block with a change in another', () => {
    const merged = mergeBlocks(base, with2('新建300套'), [base[0] as TextBlock, base[1] as TextBlock, para(3, '尾段还在写')]);
    expect(words(merged, 2)).toEqual([text('新建300套')]);
    expect(words(merged, 3)).toEqual([text('尾段还在写')]);
  });
  it('keeps a paragraph just begun behind its neighbour', () => {
    expect(ids(mergeBlocks(base, base.slice(1), [...base.slice(0, 2), para(9, '新'), ...base.slice(2)]))).toEqual([2, 9, 3]);
  });
  it('keeps what was typed in a paragraph that somebody removed', () => {
    expect(ids(mergeBlocks(base, [base[0] as TextBlock, base[2] as TextBlock], with2('新建200套，其中')))).toEqual([1, 2, 3]);
  });
  it('lets a removed and untouched paragraph go', () => {
    expect(ids(mergeBlocks(base, [base[0] as TextBlock, base[2] as TextBlock], base))).toEqual([1, 3]);
    expect(ids(mergeBlocks(base, base, [base[0] as TextBlock, base[2] as TextBlock]))).toEqual([1, 3]);
  });
  it('brings back what somebody changed while it was being removed here', () => {
    expect(words(mergeBlocks(base, with2('新建300套'), [base[0] as TextBlock, base[2] as TextBlock]), 2)).toEqual([
      text('新建300套'),
    ]);
  });
  it('follows the plan where nothing was typed, and the page where the plan stood still', () => {
    fc.assert(
      fc.property(
        blocksArb.chain((blocks) => fc.tuple(fc.constant(blocks), editedArb(blocks, 100))),
        ([blocks, edited]) => {
          expect(sameBlocks(mergeBlocks(blocks, edited, blocks), edited)).toBe(true);
          expect(sameBlocks(mergeBlocks(blocks, blocks, edited), edited)).toBe(true);
        },
      ),
    );
  });
});

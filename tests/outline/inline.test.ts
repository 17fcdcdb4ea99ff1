import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Inline } from '../../shared/model/blocks.ts';
import { diffInline, equalInline, mergeInline, normaliseInline, spliceInline } from '../../shared/outline/inline.ts';
import { contentArb, field, text } from '../text/samples.ts';

describe('normal form', () => {
  const cases: [string, Inline[], Inline[]][] = [
    ['neighbours with equal marks join', [text('住'), text('房')], [text('住房')]],
    ['empty text is none', [text(''), field(1), text('')], [field(1)]],
    ['marks stand in one order', [text('房', 'sup', 'bold')], [text('房', 'bold', 'sup')]],
    ['different marks stay apart', [text('住'), text('房', 'bold')], [text('住'), text('房', 'bold')]],
    ['no marks is no m', [{ t: 'text', s: '房', m: [] }], [text('房')]],
    ['an atom stands between', [text('a'), { t: 'br' }, text('a')], [text('a'), { t: 'br' }, text('a')]],
  ];
  test.each(cases)('%s', (_name, content, expected) => {
    expect(normaliseInline(content)).toEqual(expected);
  });
});

describe('the splice between two versions', () => {
  const cases: [string, Inline[], Inline[], ReturnType<typeof diffInline>][] = [
    ['nothing changed', [text('住房')], [text('住'), text('房')], null],
    ['typed into a text', [text('新建200套')], [text('新建201套')], { at: 0, delete: 1, insert: [text('新建201套')] }],
    [
      'only behind the field',
      [text('a'), field(1), text('b')],
      [text('a'), field(1), text('c')],
      { at: 2, delete: 1, insert: [text('c')] },
    ],
    ['a field taken out', [text('a'), field(1), text('b')], [text('ab')], { at: 0, delete: 3, insert: [text('ab')] }],
    ['into an empty block', [], [text('a')], { at: 0, delete: 0, insert: [text('a')] }],
    [
      'stored content that was never joined counts as stored',
      [text('a'), text('b'), field(1)],
      [text('ac'), field(1)],
      { at: 0, delete: 2, insert: [text('ac')] },
    ],
  ];
  test.each(cases)('%s', (_name, before, after, expected) => {
    expect(diffInline(before, after)).toEqual(expected);
  });

  it('makes the one into the other, whatever they are', () => {
    fc.assert(
      fc.property(contentArb, contentArb, (before, after) => {
        const splice = diffInline(before, after);
        expect(splice ? spliceInline(before, splice) : normaliseInline(before)).toEqual(normaliseInline(after));
      }),
    );
  });
});

describe('two people in one block', () => {
  const cases: [string, string, string, string, string][] = [
    ['different ends', '新建住房', '计划新建住房', '新建住房200套', '计划新建住房200套'],
    ['theirs behind mine', '新建住房', '新建住房。', '今年新建住房', '今年新建住房。'],
    ['both put in at one place', '新建住房', '新建保障住房', '新建商品住房', '新建保障商品住房'],
    ['the same stretch: mine stays', '新建200套', '新建300套', '新建400套', '新建400套'],
    ['only theirs', 'a', 'b', 'a', 'b'],
    ['only mine', 'a', 'a', 'c', 'c'],
  ];
  test.each(cases)('%s', (_name, base, theirs, mine, expected) => {
    const one = (s: string) => (s ? [text(s)] : []);
    expect(mergeInline(one(base), one(theirs), one(mine))).toEqual(one(expected));
  });

  it('is theirs where I did nothing and mine where they did nothing', () => {
    fc.assert(
      fc.property(contentArb, contentArb, (base, other) => {
        expect(equalInline(mergeInline(base, other, base), other)).toBe(true);
        expect(equalInline(mergeInline(base, base, other), other)).toBe(true);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { HeadingCounter, numberGap, numberPrinted, sequence } from '../../shared/outline/numbering.ts';
import { SCHEMES } from '../../shared/outline/schemes.ts';
import { chineseNumeral, circled, readNumeral } from '../../shared/values/numerals.ts';

describe('Chinese numerals', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [28, '二十八'],
    [100, '一百'],
    [105, '一百零五'],
    [110, '一百一十'],
    [1001, '一千零一'],
    [0, '0'],
  ])('%i is %s', (n, text) => {
    expect(chineseNumeral(n)).toBe(text);
  });

  it('reads back every number it writes', () => {
    for (let n = 1; n <= 9999; n++) expect(readNumeral(chineseNumeral(n))).toBe(n);
  });

  it('rings the first twenty and brackets the rest', () => {
    expect([circled(1), circled(20), circled(21)]).toEqual(['①', '⑳', '(21)']);
  });
});

describe('the number inside a printed one', () => {
  it.each([
    ['一、', 1],
    ['（四）', 4],
    ['(十二)', 12],
    ['3.', 3],
    ['3．', 3],
    ['4、 ', 4],
    ['（２）', 2],
    ['第二章', 2],
    ['第十一节', 11],
    ['表 3', 3],
    ['附件2', 2],
    ['专栏一', 1],
    ['——', null],
    ['', null],
    ['前言', null],
    ['一是', null],
  ])('%s → %s', (printed, n) => {
    expect(numberPrinted(printed)).toBe(n);
  });
});

/** [level, kept?] pairs → the numbers that print. */
function numbers(list: [number, string?][], scheme: keyof typeof SCHEMES = 'official', runOn?: number[]): string {
  const counter = new HeadingCounter({ ...SCHEMES[scheme], runOn });
  return list.map(([level, kept]) => counter.next(level, kept)).join(' ');
}

describe('headings count', () => {
  it('level by level, deeper ones anew below each higher one', () => {
    expect(numbers([[1], [2], [2], [3], [3], [4], [1], [2], [3]])).toBe('一、 （一） （二） 1. 2. （1） 二、 （一） 1.');
  });

  it('by chapters and sections', () => {
    expect(numbers([[1], [2], [3], [4], [2], [1], [2]], 'chapters')).toBe('第一章 第一节 一、 （一） 第二节 第二章 第一节');
  });

  it('on after a printed number, as an official would', () => {
    expect(numbers([[1], [1, '4、'], [1], [2, '（三）'], [2]])).toBe('一、 4、 五、 （三） （四）');
  });

  it('not on after a heading that keeps no number', () => {
    expect(numbers([[1], [1, ''], [1]])).toBe('一、  二、');
  });

  it('skipping a level: 1. right below 一、', () => {
    expect(numbers([[1], [3], [3], [2], [3]])).toBe('一、 1. 2. （一） 1.');
  });

  it('through the whole document where a level runs on', () => {
    expect(numbers([[1], [2], [2], [1], [2], [3]], 'chapters', [2])).toBe('第一章 第一节 第二节 第二章 第三节 一、');
  });

  it('without a number below the last level of the scheme', () => {
    expect(numbers([[6]])).toBe('');
  });
});

describe('annexes, boxes and figures', () => {
  it.each<[string, 'annex' | 'box' | 'figure', (string | undefined)[], string[]]>([
    ['one annex has no number', 'annex', [undefined], ['附件']],
    ['several are counted', 'annex', [undefined, undefined], ['附件1', '附件2']],
    ['the count goes on from a kept number', 'annex', ['附件3', undefined], ['附件3', '附件4']],
    ['an empty number is none and counts nothing', 'annex', ['', undefined], ['', '附件1']],
    ['boxes in Chinese numerals', 'box', [undefined, undefined], ['专栏一', '专栏二']],
    ['figures', 'figure', [undefined, '图5', undefined], ['图1', '图5', '图6']],
  ])('%s', (_, kind, kept, printed) => {
    expect(sequence(kind, kept)).toEqual(printed);
  });

  it('puts a space after chapter, section and annex numbers only', () => {
    expect(['第一章', '第二节', '附件1', '附件', '一、', '（一）', '1.'].map(numberGap)).toEqual([
      '　',
      '　',
      '　',
      '　',
      '',
      '',
      '',
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { figureKey, typedNumbers } from '../../shared/outline/typed-numbers.ts';

describe('figures of a sentence', () => {
  const cases: [string, string, string[]][] = [
    ['a figure with its unit', '其中疏附县262套。', ['262套']],
    ['decimals', '约55.27万平方米', ['55.27万平方米']],
    ['separators', '共1,335户', ['1,335户']],
    ['years are none', '2025年计划新建200套', ['200套']],
    ['a span of years is none', '2021—2025年', []],
    ['a document number is none', '（建房函〔2024〕20号）', []],
    ['ordinals and dates are none', '第12条，3月15日，第200章', []],
    ['one digit is none', '新建5套', []],
    ['two digits with a unit', '改造44套', ['44套']],
    ['two digits without a unit are none', '共44', []],
    ['a bare year-like figure is none', '数为2025', []],
    ['a bare large figure', '合计12469', ['12469']],
    ['letters in front', 'BIM100', []],
    ['a range is none', '18—36个月', []],
    ['percent', '占30%', ['30%']],
  ];
  test.each(cases)('%s', (_name, words, expected) => {
    expect(typedNumbers(words).map(({ figure, unit }) => figure + unit)).toEqual(expected);
  });
});

test.each([
  ['51.00', '51'],
  ['51', '51'],
  ['1,335', '1335'],
  ['0.10', '0.1'],
  ['007', '7'],
  ['0', '0'],
])('%s is the figure %s', (text, key) => {
  expect(figureKey(text)).toBe(key);
});

import { describe, expect, test } from 'vitest';
import { rowLabel } from '../../shared/model/lookup.ts';
import { figureKey, matchNumber, type PrintedNumber, PrintedNumbers, typedNumbers } from '../../shared/outline/typed-numbers.ts';
import { samplePlan } from './sample.ts';

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

describe('the cell a typed figure is', () => {
  const live = samplePlan();
  const index = new PrintedNumbers(live);
  const say = (cell: PrintedNumber): string => {
    const row = live.state.records.row.get(cell.row);
    return `${live.shape(cell.table).number} ${row ? rowLabel(live, row) : ''} ${live.shape(cell.table).path(cell.column).join('·')}`;
  };
  const match = (words: string) => {
    const typed = typedNumbers(words).at(-1);
    return typed ? matchNumber(live, index, typed, words.slice(0, typed.from), new Set()) : null;
  };
  const cases: [string, string][] = [
    ['其中疏附县262套', '表2 疏附县 保障性租赁住房·套数'],
    ['供应商品住房建筑面积92.02万平方米', '表1 总计 计划供应商品住房建筑面积'],
    ['分配保障性住房12469套', '表2 总计 小计·套数'],
    ['莎车县公租房850套', '表2 莎车县 公租房·套数'],
    ['全地区公租房47.33万平方米', '表2 总计 公租房·建筑面积'],
  ];
  test.each(cases)('%s', (words, expected) => {
    const found = match(words);
    expect(found && say(found.best).replace(/（[^（）]*）/g, '')).toBe(expected);
  });
  test.each(['其中疏附县262户', '新建99999套', '完成15975户', '共51个'])('%s is no cell', (words) => {
    expect(match(words)).toBeNull();
  });
  test('every figure a table prints is found by what it prints', () => {
    for (const table of live.tables()) {
      const shape = live.shape(table.id);
      for (const row of shape.rows) {
        for (const column of shape.leaves.filter((c) => c.role === 'value' && c.kind === 'number')) {
          const text = live.text(row.id, column.id);
          const hits = index.find(text).filter((cell) => cell.row === row.id && cell.column === column.id);
          expect(hits.length, text).toBe(/[1-9]/.test(text) ? 1 : 0);
        }
      }
    }
  });
});

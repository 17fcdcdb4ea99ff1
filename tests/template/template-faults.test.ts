// A template's faults: each with its file and pointer, all at once, and every code with its sentence.

import { expect, test } from 'vitest';
import { FAULT_SENTENCES, faultMessage } from '../../shared/template/fault-sentences.ts';
import { FAULT_CODES, pointerOf, type TemplateFault } from '../../shared/template/faults.ts';
import { planFromTemplate } from '../../shared/template/make-plan.ts';
import { seededMint } from './seeded-mint.ts';
import { type Parts, put, smallTemplate } from './small-template.ts';

function faultsOf(parts: Parts): TemplateFault[] {
  const made = planFromTemplate(parts, { mint: seededMint(1), now: '2026-01-01T00:00:00Z' });
  if (made.ok) return [];
  expect(made.failure.code).toBe('template-error');
  expect(made.failure.details.count).toBe((made.failure.details.faults as unknown[]).length);
  return made.failure.details.faults as TemplateFault[];
}
const short = (faults: TemplateFault[]): string[] => faults.map((fault) => `${fault.file}#${fault.pointer} ${fault.code}`);

const column = (more: object = {}) => ({ key: 'extra', title: '另', ...more });
const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

test('the template without a fault makes a plan', () => {
  expect(faultsOf(smallTemplate())).toEqual([]);
});

/** [what, file, pointer, value put there, expected faults as `file#pointer code`; the pointer alone where it is the same place] */
const CASES: [string, string, string, unknown, string[]][] = [
  ['a part is missing', 'outline.json', '', undefined, ['outline.json# missing-file']],
  ['a listed table is missing', 'tables/list.json', '', undefined, ['tables/list.json# missing-file']],
  ['a table is not listed', 'tables/other.json', '', {}, ['tables/other.json# unknown-file']],
  ['a stranger lies in the folder', 'notes.txt', '', null, ['notes.txt# unknown-file']],
  ['a part nests too deep', 'values.json', '/homes', deep(40), ['values.json# too-deep']],
  ['a newer format', 'template.json', '/format', 2, ['template.json#/format newer-format']],
  ['an id with blanks', 'template.json', '/id', 'my plan', ['template.json#/id bad-format']],
  ['no title', 'template.json', '/title', undefined, ['template.json#/title missing-property']],
  ['an empty title', 'template.json', '/title', '', ['template.json#/title too-short']],
  ['a title of 300 letters', 'template.json', '/title', '长'.repeat(300), ['template.json#/title too-long']],
  ['a misspelt property', 'template.json', '/tilte', 'x', ['template.json#/tilte unknown-property']],
  ['an unknown kind', 'template.json', '/kind', 'monthly', ['template.json#/kind not-a-choice']],
  ['an unknown numbering', 'template.json', '/numbering', 'roman', ['template.json#/numbering no-form-fits']],
  ['a year as text', 'template.json', '/parameters/year', '2025', ['template.json#/parameters/year wrong-type']],
  [
    'an unknown token in the title',
    'template.json',
    '/parameters/title',
    '{年份}计划',
    ['template.json#/parameters/title unknown-token'],
  ],
  ['an unknown region', 'template.json', '/parameters/region', 'north', ['template.json#/parameters/region no-such-key']],
  ['a table listed twice', 'template.json', '/tables', ['homes', 'list', 'homes'], ['template.json#/tables/2 same-key']],
  ['two regions of one key', 'regions.json', '/regions/2/key', 'east', ['regions.json#/regions/2/key same-key']],
  [
    'a region in a region that is not there',
    'regions.json',
    '/regions/2/parent',
    'nowhere',
    ['regions.json#/regions/2/parent no-such-key'],
  ],
  ['a code of five digits', 'regions.json', '/regions/1/code', '65310', ['regions.json#/regions/1/code bad-format']],
  ['a key that JSON would reorder', 'tables/homes.json', '/columns/0/key', '1', ['tables/homes.json#/columns/0/key bad-format']],
  [
    'two columns of one key',
    'tables/homes.json',
    '/columns/4',
    column({ key: 'area' }),
    ['tables/homes.json#/columns/4/key same-key'],
  ],
  [
    'a group without columns',
    'tables/homes.json',
    '/columns/4',
    column({ role: 'group' }),
    ['tables/homes.json#/columns/4 group-needs-columns'],
  ],
  [
    'columns below a value column',
    'tables/homes.json',
    '/columns/4',
    column({ role: 'value', columns: [column({ key: 'inner' })] }),
    ['tables/homes.json#/columns/4/columns only-groups-have-columns'],
  ],
  ['no label column', 'tables/homes.json', '/columns/0/role', 'value', ['tables/homes.json#/columns no-label-column']],
  [
    'choices without a list',
    'tables/homes.json',
    '/columns/4',
    column({ kind: 'choice' }),
    ['tables/homes.json#/columns/4 missing-property'],
  ],
  ['decimals below nothing', 'tables/homes.json', '/columns/2/decimals', -1, ['tables/homes.json#/columns/2/decimals too-short']],
  [
    'a nested column misspelt',
    'tables/homes.json',
    '/columns/1/columns/1/titel',
    '',
    ['tables/homes.json#/columns/1/columns/1/titel unknown-property'],
  ],
  ['a row with a region row’s key', 'tables/homes.json', '/rows/0/key', 'east', ['tables/homes.json#/rows/0/key same-key']],
  ['a data row at the end', 'tables/homes.json', '/rows/1/place', 'last', ['tables/homes.json#/rows/1/place not-for-this-kind']],
  [
    'rows below a total',
    'tables/homes.json',
    '/rows/0/rows',
    [{ key: 'below', label: '下' }],
    ['tables/homes.json#/rows/0/rows not-for-this-kind'],
  ],
  [
    'a cell formula in no column',
    'tables/homes.json',
    '/cells/0/column',
    'rooms',
    ['tables/homes.json#/cells/0/column no-such-key'],
  ],
  [
    'a formula with a wrong name',
    'tables/homes.json',
    '/columns/2/formula',
    '[面积] / [户数]',
    ['tables/homes.json#/columns/2/formula bad-formula'],
  ],
  [
    'a formula that ends early',
    'tables/homes.json',
    '/columns/2/formula',
    '([面积]',
    ['tables/homes.json#/columns/2/formula bad-formula'],
  ],
  ['a formula on itself', 'tables/homes.json', '/columns/2/formula', '[套均] + 1', ['tables/homes.json#/columns/2/formula cycle']],
  ['a table that nothing shows', 'outline.json', '/blocks/3', { kind: 'blank' }, ['tables/homes.json#/place table-not-placed']],
  [
    'a table shown twice',
    'outline.json',
    '/blocks/5',
    { kind: 'table-ref', table: 'homes' },
    ['outline.json#/blocks/5/table table-placed-twice'],
  ],
  [
    'a table-ref to nothing',
    'outline.json',
    '/blocks/5',
    { kind: 'table-ref', table: 'rooms' },
    ['outline.json#/blocks/5/table no-such-key'],
  ],
  ['a table-ref without a table', 'outline.json', '/blocks/5', { kind: 'table-ref' }, ['outline.json#/blocks/5 missing-property']],
  ['a heading without a level', 'outline.json', '/blocks/1/level', undefined, ['outline.json#/blocks/1 missing-property']],
  ['a level on a paragraph', 'outline.json', '/blocks/2/level', 2, ['outline.json#/blocks/2/level not-for-this-kind']],
  [
    'blocks below a paragraph',
    'outline.json',
    '/blocks/2/blocks',
    [{ kind: 'blank' }],
    ['outline.json#/blocks/2/blocks not-for-this-kind'],
  ],
  [
    'two blocks of one key',
    'outline.json',
    '/blocks/4/key',
    'goals',
    ['outline.json#/blocks/4/key same-key', 'outline.json#/blocks/2/text/5/ref no-such-key'],
  ],
  ['a reference to nothing', 'outline.json', '/blocks/2/text/3/ref', 'rooms', ['outline.json#/blocks/2/text/3/ref no-such-key']],
  [
    'a reference to nothing in a footnote',
    'outline.json',
    '/blocks/2/text/7/foot/0',
    { ref: 'rooms' },
    ['outline.json#/blocks/2/text/7/foot/0/ref no-such-key'],
  ],
  [
    'a field on a wrong column',
    'outline.json',
    '/blocks/2/text/1/field',
    'homes[总计, 户数]',
    ['outline.json#/blocks/2/text/1/field bad-formula'],
  ],
  [
    'a field in a footnote on a wrong row',
    'outline.json',
    '/blocks/2/text/7/foot/2/field',
    'homes[南县, 面积]',
    ['outline.json#/blocks/2/text/7/foot/2/field bad-formula'],
  ],
  [
    'a field with an unknown format',
    'outline.json',
    '/blocks/2/text/1/fmt/approx',
    '大约',
    ['outline.json#/blocks/2/text/1/fmt/approx not-a-choice'],
  ],
  ['an unknown token in the text', 'outline.json', '/blocks/0/text', '{月}', ['outline.json#/blocks/0/text unknown-token']],
  ['a piece of text that is a number', 'outline.json', '/blocks/2/text/0', 5, ['outline.json#/blocks/2/text/0 no-form-fits']],
  ['figures of no table', 'values.json', '/rooms', {}, ['values.json#/rooms no-such-key']],
  ['figures of no row', 'values.json', '/homes/south', { units: '1' }, ['values.json#/homes/south no-such-key']],
  ['the plan’s own region is no row', 'values.json', '/homes/area', { units: '1' }, ['values.json#/homes/area no-such-key']],
  ['a figure of no column', 'values.json', '/homes/east/rooms', '1', ['values.json#/homes/east/rooms no-such-key']],
  ['a figure that is no text', 'values.json', '/homes/east/units', 300, ['values.json#/homes/east/units wrong-type']],
  ['a figure in a computed column', 'values.json', '/homes/east/mean', '1.0', ['values.json#/homes/east/mean computed-value']],
  ['a figure in a computed cell', 'values.json', '/homes/west/area', '1.00', ['values.json#/homes/west/area computed-value']],
  [
    'a figure in a computed row',
    'values.json',
    '/homes/last_year',
    { units: '1' },
    ['values.json#/homes/last_year/units computed-value'],
  ],
  ['a typed total', 'values.json', '/homes/total', { units: '300' }, ['values.json#/homes/total/units computed-value']],
  ['a figure under a group', 'values.json', '/homes/east/new', '1', ['values.json#/homes/east/new computed-value']],
  ['letters in a number column', 'values.json', '/homes/east/units', '3OO', ['values.json#/homes/east/units bad-figure']],
  ['a bound where the column takes none', 'values.json', '/homes/east/units', '>300', ['values.json#/homes/east/units bad-figure']],
  ['more decimals than the column prints', 'values.json', '/homes/east/area', '2.505', ['values.json#/homes/east/area bad-figure']],
  ['an empty figure', 'values.json', '/homes/east/units', '', ['values.json#/homes/east/units bad-figure']],
];

test.each(CASES)('%s', (_, file, pointer, value, expected) => {
  expect(short(faultsOf(put(smallTemplate(), file, pointer, value)))).toEqual(expected);
});

test('a circle of regions is told at each of them', () => {
  const parts = put(smallTemplate(), 'regions.json', '/regions/0/parent', 'east');
  expect(short(faultsOf(parts)).filter((fault) => fault.endsWith('region-cycle'))).toEqual([
    'regions.json#/regions/0/parent region-cycle',
    'regions.json#/regions/1/parent region-cycle',
    'regions.json#/regions/2/parent region-cycle',
  ]);
});

test('faults of every part come at once', () => {
  const parts = smallTemplate();
  put(parts, 'template.json', '/version', '1');
  put(parts, 'regions.json', '/regions/1/level', 0);
  put(parts, 'tables/homes.json', '/columns/1/columns/0/unit', 5);
  put(parts, 'outline.json', '/blocks/0/kind', 'headline');
  put(parts, 'values.json', '/homes/east/units', null);
  expect(short(faultsOf(parts)).sort()).toEqual([
    'outline.json#/blocks/0/kind not-a-choice',
    'regions.json#/regions/1/level too-short',
    'tables/homes.json#/columns/1/columns/0/unit wrong-type',
    'template.json#/version bad-format',
    'values.json#/homes/east/units wrong-type',
  ]);
});

test('every wrong formula and field is told, not the first only', () => {
  const parts = smallTemplate();
  put(parts, 'tables/homes.json', '/columns/2/formula', '[x]');
  put(parts, 'tables/homes.json', '/rows/1/formula', '[y]');
  put(parts, 'outline.json', '/blocks/2/text/1/field', 'z[总计, 套数]');
  expect(faultsOf(parts).map(faultMessage)).toEqual([
    '公式“[x]”有误：没有名为“x”的列。',
    '公式“[y]”有误：没有名为“y”的列。',
    '公式“z[总计, 套数]”有误：没有名为“z”的表。',
  ]);
});

test('more faults than are reported are counted', () => {
  const parts = smallTemplate();
  const columns = Array.from({ length: 300 }, (_, i) => ({ key: `c${i}`, title: 5 }));
  put(parts, 'tables/list.json', '/columns', columns);
  const made = planFromTemplate(parts, { mint: seededMint(1), now: '2026-01-01T00:00:00Z' });
  expect(made.ok).toBe(false);
  if (made.ok) return;
  expect(made.failure.details.count).toBe(300);
  expect(made.failure.details.faults).toHaveLength(200);
});

test('a property that only looks like one of ours is unknown, not taken', () => {
  const parts = put(smallTemplate(), 'template.json', '', JSON.parse('{"__proto__": {"format": 1}, "constructor": 1}'));
  expect(short(faultsOf(parts))).toContain('template.json#/constructor unknown-property');
});

test('pointers escape ~ and /', () => {
  expect(pointerOf(['a/b', 'c~d', 0])).toBe('/a~1b/c~0d/0');
});

test('every code has one sentence of its own', () => {
  expect(Object.keys(FAULT_SENTENCES).sort()).toEqual([...FAULT_CODES].sort());
  for (const code of FAULT_CODES) {
    const sentence = faultMessage({ file: 'template.json', pointer: '', code, details: {} });
    expect(sentence, code).toMatch(/[。）]$|：/);
    expect(sentence, code).not.toContain('undefined');
  }
});

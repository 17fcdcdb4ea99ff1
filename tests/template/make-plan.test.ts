// Keys become ids and names become references: what a plan made from the small template holds.

import { expect, test } from 'vitest';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { nameStored } from '../../shared/formulas/words.ts';
import type { Inline } from '../../shared/model/blocks.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import { isOrderKey } from '../../shared/model/order.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { planFromTemplate } from '../../shared/template/make-plan.ts';
import { seededMint } from './seeded-mint.ts';
import { put, smallTemplate } from './small-template.ts';

const make = (parts = smallTemplate()) => must(planFromTemplate(parts, { mint: seededMint(3), now: '2026-05-01T00:00:00Z' }));
const snapshot = make();
const live = openLivePlan(stateOf(snapshot));
const homes = must(findTable(live, 'homes')).id;
const cell = (row: string, column: string) =>
  live.text(must(findRow(live, homes, row)).id, must(findColumn(live, homes, column)).id);

test('plan properties', () => {
  expect(Object.fromEntries(snapshot.records.plan.map(({ id, value }) => [id, value]))).toMatchObject({
    kind: 'annual-plan',
    title: '甲地区{年}年计划',
    year: 2025,
    template_id: 'small',
    template_version: '1.0.0',
    numbering: 'official',
    min_reader: 1,
  });
});

test.each([
  ['东县', '新建/套数', '300'],
  ['东县', '面积', '2.50'],
  ['东县', '套均', '83.3'],
  ['东县', '目标', '≥65%'],
  ['西县', '目标', '应保尽保'],
  ['西县', '套数', '-'],
  ['西县', '面积', '3.50'],
  ['总计', '套数', '300'],
  ['总计', '面积', '6.00'],
  ['2024年', '套数', '299'],
  ['2024年', '面积', '5.00'],
])('%s %s prints %s', (row, column, text) => {
  expect(cell(row, column)).toBe(text);
});

test('formulas stand by id and read back by name', () => {
  const mean = must(findColumn(live, homes, '套均'));
  expect(mean.formula).toMatch(/^#c\d+\*10000\/#c\d+$/);
  expect(nameStored(live, mean.formula ?? '', homes)).toBe('[新建/面积] × 10000 ÷ [新建/套数]');
  expect(snapshot.records.cell_formula).toHaveLength(1);
  expect(nameStored(live, snapshot.records.cell_formula[0]?.formula ?? '', homes)).toBe('[东县, 新建/面积] + 1');
});

test('regions carry their tree, rows their region, of-which rows stay out of totals', () => {
  const [area, east] = snapshot.records.region;
  expect(east).toMatchObject({ name: '东县', short: '东', aliases: ['东山县'], parentId: area?.id });
  expect(must(findRow(live, homes, '东山县')).regionId).toBe(east?.id);
  expect(must(findRow(live, homes, '总计'))).toMatchObject({ kind: 'total', place: 'last', counts: true });
  expect(must(findRow(live, homes, '2024年'))).toMatchObject({ kind: 'of_which', counts: false });
});

test('text: year tokens become year fields, {地区} the name, fields and references ids', () => {
  const para = snapshot.records.block.find((block) => block.kind === 'para');
  const area = must(findColumn(live, homes, '面积')).id;
  const units = must(findColumn(live, homes, '套数')).id;
  const annex = snapshot.records.block.find((block) => block.kind === 'annex');
  const east = must(findRow(live, homes, '东县')).id;
  const withoutIds = (content: Inline[]): unknown[] =>
    content.map((element) => {
      if (element.t === 'foot') return { t: 'foot', content: withoutIds(element.content) };
      if (element.t !== 'field') return element;
      expect(element.id).toBeGreaterThan(0);
      const { id: _, ...rest } = element;
      return rest;
    });
  expect(withoutIds(para?.content ?? [])).toEqual([
    { t: 'year', d: -1 },
    { t: 'text', s: '年后，新建' },
    { t: 'field', expr: `#c${units}@total`, fmt: { approx: '约' } },
    { t: 'text', s: '套，见' },
    { t: 'ref', to: { table: homes } },
    { t: 'text', s: '和' },
    { t: 'ref', to: { block: annex?.id } },
    { t: 'text', s: '。', m: ['bold'] },
    {
      t: 'foot',
      content: [{ t: 'text', s: '按甲地区口径' }, { t: 'br' }, { t: 'field', expr: `#c${area}@r${east}` }],
    },
  ]);
});

test('every id is its own, every order a key, parents stand before children', () => {
  const { tbl, col, row, block, region } = snapshot.records;
  const ids = [...tbl, ...col, ...row, ...block, ...region].map((record) => record.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const record of [...tbl, ...col, ...row, ...block, ...region]) expect(isOrderKey(record.ord)).toBe(true);
  const seen = new Set<number>();
  for (const column of col) {
    if (column.parentId !== null) expect(seen.has(column.parentId)).toBe(true);
    seen.add(column.id);
  }
});

test('a five-year plan gets its period, tokens of the period stay', () => {
  const parts = smallTemplate();
  put(parts, 'template.json', '/kind', 'five-year-plan');
  put(parts, 'template.json', '/parameters/period', { from: 1, to: 5 });
  put(parts, 'template.json', '/parameters/title', '{地区}“{期}”住房发展规划（{起年}—{止年}年）');
  const plan = openLivePlan(stateOf(make(parts)));
  expect(plan.state.property('period_from')).toBe(2026);
  expect(plan.state.property('period_to')).toBe(2030);
  expect(plan.expandYears(plan.state.property('title') ?? '')).toBe('甲地区“十五五”住房发展规划（2026—2030年）');
});

test('rows of rows: groups keep their children', () => {
  const parts = put(smallTemplate(), 'tables/list.json', '/rows', [
    { key: 'north', label: '北片', kind: 'group', rows: [{ key: 'first', label: '' }] },
  ]);
  const rows = make(parts).records.row;
  const group = rows.find((row) => row.key === 'north');
  expect(rows.find((row) => row.key === 'first')?.parentId).toBe(group?.id);
});

test('text columns take digits as text', () => {
  const list = must(findTable(live, 'list')).id;
  const row = must(findRow(live, list, 'first'));
  expect(live.value(row.id, must(findColumn(live, list, '名称')).id)).toEqual({ form: 'text', text: '123' });
});

test('a table may be shown in another unit from the start', () => {
  const parts = smallTemplate();
  put(parts, 'tables/homes.json', '/shown', { units: [{ unit: '万套', decimals: 2 }], note: 'short' });
  const shown = openLivePlan(stateOf(make(parts)));
  const id = must(findTable(shown, 'homes')).id;
  const at = [must(findRow(shown, id, '东县')).id, must(findColumn(shown, id, '新建/套数')).id] as const;
  expect([shown.text(...at), shown.keptText(...at)]).toEqual(['0.03', '300']);
});

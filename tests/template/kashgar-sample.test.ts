// The Kashgar 2025 sample says what the published plan says: every printed figure of its three tables, the totals computed, the
// headings in their order, the text with the same figures as fields.

import { expect, test } from 'vitest';
import { makeNewPlan, readSample } from '../../electron/templates.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { Change } from '../../shared/model/change.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import type { DocumentBlock } from '../../shared/outline/document.ts';
import { textOfRuns } from '../../shared/outline/runs.ts';
import { documentView } from '../../shared/outline/view.ts';
import { seededMint } from './seeded-mint.ts';

const SAMPLE = 'kashgar-2025-annual-plan';
const make = (seed = 1) => must(makeNewPlan({ sample: SAMPLE, mint: seededMint(seed), now: '2026-11-21T00:00:00Z' }));
const open = () => openLivePlan(stateOf(make().snapshot));

/** As printed, label column first; the last row is the total, which nobody types. */
const PRINTED: Record<string, string> = {
  commodity_area: `
    喀什市 51.00
    经开区 2.00
    疏附县 6.00
    疏勒县 5.50
    英吉沙县 5.40
    泽普县 0.00
    莎车县 6.00
    叶城县 1.50
    麦盖提县 2.81
    岳普湖县 2.40
    伽师县 8.60
    巴楚县 0.10
    塔什库尔干塔吉克自治县 0.71
    总计 92.02`,
  allocation: `
    喀什市 3000 11.70 280 1.26 3280 12.96
    经开区 100 0.40 300 2.40 400 2.80
    疏附县 1252 4.00 262 3.24 1514 7.24
    疏勒县 - - - - - -
    英吉沙县 832 3.33 - - 832 3.33
    泽普县 500 3.10 - - 500 3.10
    莎车县 850 3.31 - - 850 3.31
    叶城县 1175 6.08 72 0.47 1247 6.55
    麦盖提县 1650 7.42 - - 1650 7.42
    岳普湖县 700 2.45 50 0.32 750 2.77
    伽师县 600 2.40 - - 600 2.40
    巴楚县 700 2.80 50 0.25 750 3.05
    塔什库尔干塔吉克自治县 96 0.34 - - 96 0.34
    总计 11455 47.33 1014 7.94 12469 55.27`,
  land: `
    喀什市 35.23 35.23 - - - - -
    经开区 2.61 2.61 - - - - -
    疏附县 11.55 10.35 1.20 - - 1.20 -
    疏勒县 23.19 23.19 - - - - -
    英吉沙县 12.54 12.54 - - - - -
    泽普县 - - - - - - -
    莎车县 11.20 11.20 - - - - -
    叶城县 29.67 23.00 - - - - 6.67
    麦盖提县 12.50 11.89 - - - - 0.61
    岳普湖县 31.13 31.13 - - - - -
    伽师县 14.66 14.66 - - - - -
    巴楚县 37.27 32.29 - 4.98 - 4.98 -
    塔什库尔干塔吉克自治县 1.09 1.09 - - - - -
    总计 222.64 209.18 1.20 4.98 - 6.18 7.28`,
};

const ROW_KEYS = 'kashi jingkai shufu shule yengisar zepu shache yecheng makit yopurga payzawat maralbexi taxkorgan total'.split(
  ' ',
);
const COLUMN_KEYS: Record<string, string> = {
  commodity_area: 'region area',
  allocation: 'region public_units public_area lease_units lease_area sub_units sub_area',
  land: 'region land_total own_commodity rent_lease rent_market rent_public rent_sub other',
};
const COMPUTED = new Set(['sub_units', 'sub_area', 'land_total', 'rent_sub']);

const live = open();

test.each(Object.keys(PRINTED))('%s prints every figure of the published table', (key) => {
  const shape = live.shape(must(findTable(live, key)).id);
  expect(shape.rows.map((row) => row.key)).toEqual(ROW_KEYS);
  expect(shape.leaves.map((column) => column.key).join(' ')).toBe(COLUMN_KEYS[key]);
  const printed = shape.rows.map((row) => shape.leaves.map((column) => live.text(row.id, column.id)).join(' '));
  expect(printed).toEqual((PRINTED[key] as string).trim().split(/\n\s*/));
});

test.each(Object.keys(PRINTED))('%s: subtotals and the total row are computed, the rest is input', (key) => {
  const shape = live.shape(must(findTable(live, key)).id);
  for (const row of shape.rows) {
    for (const column of shape.leaves.slice(1)) {
      expect(live.isComputed(row.id, column.id), `${row.key} ${column.key}`).toBe(row.kind === 'total' || COMPUTED.has(column.key));
    }
  }
});

test('values.json holds no total and no subtotal', () => {
  const { parts } = must(readSample(SAMPLE));
  const values = parts['values.json'] as Record<string, Record<string, Record<string, string>>>;
  for (const [table, rows] of Object.entries(values)) {
    expect(Object.keys(rows)).toEqual(ROW_KEYS.slice(0, -1));
    for (const cells of Object.values(rows)) {
      expect(Object.keys(cells)).toEqual(
        (COLUMN_KEYS[table] as string).split(' ').filter((c) => c !== 'region' && !COMPUTED.has(c)),
      );
    }
  }
});

test('headers have the levels, spans and units of the published tables', () => {
  const header = (key: string) =>
    live
      .shape(must(findTable(live, key)).id)
      .header.map((row) => row.map((cell) => `${cell.text} ${cell.colSpan}×${cell.rowSpan}`));
  expect(header('commodity_area')).toEqual([['县（市、开发区） 1×1', '计划供应商品住房建筑面积（万平方米） 1×1']]);
  const pair = ['套数（套） 1×1', '建筑面积（万平方米） 1×1'];
  expect(header('allocation')).toEqual([
    ['县（市、开发区） 1×2', '公租房 2×1', '保障性租赁住房 2×1', '小计 2×1'],
    [...pair, ...pair, ...pair],
  ]);
  expect(header('land')).toEqual([
    [
      '县（市、开发区） 1×2',
      '计划供应住宅用地面积合计（公顷） 1×2',
      '计划供应产权住宅用地面积（公顷） 1×1',
      '计划供应租赁住宅用地面积（公顷） 4×1',
      '计划供应其他住宅用地（公顷） 1×2',
    ],
    ['商品住宅用地 1×1', '保障性租赁住宅用地 1×1', '市场化租赁住宅用地 1×1', '公共租赁住房 1×1', '小计 1×1'],
  ]);
});

const view = documentView(live);
const runsOf = (block: DocumentBlock) => ('runs' in block ? block.runs : []);
const paragraphs = view.blocks.map((block) => textOfRuns(runsOf(block)));

const HEADINGS = `
  一、指导思想 | 二、编制原则 | （一）坚持完善住房供应体系 | （二）坚持住房发展与地区经济社会发展相适应 | （三）坚持与相关规划进行充分衔接和协调
  （四）坚持“人房地钱”要素联动 | 三、发展目标 | （一）商品住房供应目标 | 表1 2025年计划供应商品住房建筑面积 | （二）保障性住房供应目标
  表2 2025年计划分配保障性住房规模 | （三）住宅用地供应目标 | 表3 2025年计划供应住宅用地规模 | （四）房地产市场平稳健康发展目标
  （五）既有住房与住区更新改造目标 | 四、重点任务 | （一）着力稳定房地产市场 | 1.更好满足合理住房需求 | 2.优化落实房地产支持政策
  3.大力实施系列促销活动 | （二）建设筹集保障性住房 | 1.按需筹集保障性租赁住房 | 2.有序推进保障性住房分配工作 | 3.强化公租房监督管理
  （三）平稳有序供应住宅用地 | 1.保持住宅用地供应总量稳定 | 2.加强规划引领，优化空间结构布局 | （四）持续防范化解房地产风险
  1.加快保交房项目建设交付 | 2.落实房地产融资协调机制 | 3.推进商品房销售制度改革 | （五）加快既有住房与住区更新改造
  1.稳步推进城中村、棚户区（城市危旧房）改造 | 2.落实老旧小区改造任务 | （六）提升居住服务与社区治理能力 | 1.积极探索推进完整社区建设
  2.推进物业服务质效提升 | 3.提升物业智慧管理服务水平 | （七）推进“好房子”建设 | 1.加强“好房子”建设引导 | 2.提升住房设计水平
  3.提高建筑质量水平 | 4.推进既有建筑节能改造，推动建筑绿色化发展 | 五、工作要求 | （一）强化主体责任 | （二）加快项目审批
  （三）落实配套政策支持 | （四）加快配套设施建设 | （五）加大统筹协调力度`
  .trim()
  .split(/\s*\|\s*|\n\s*/);

test('headings and tables stand in the published order with their numbers counted', () => {
  const found = view.blocks.flatMap((block) => {
    if (block.kind === 'table') return [`${block.table.number} ${block.table.title}`];
    if (block.kind !== 'heading') return [];
    const text = textOfRuns(block.runs);
    return [block.number + (block.runIn ? (text.split('。')[0] as string) : text)];
  });
  expect(found).toEqual(HEADINGS);
});

test('every figure of the tables that the text names is a field', () => {
  const shown = view.blocks.flatMap(runsOf).flatMap((run) => (run.field ? [run.text] : []));
  const named = '92.02 51.00 12469 约55.27 11455 约47.33 1014 约7.94 222.64 209.18 1.20 4.98 7.28'.split(' ');
  expect(shown).toEqual(expect.arrayContaining(named));
  expect(shown.length).toBeGreaterThanOrEqual(14);
  expect(view.blocks.flatMap(runsOf).filter((run) => run.field?.error)).toEqual([]);
  const typed = view.blocks.flatMap(runsOf).flatMap((run) => (run.field ? [] : [run.text]));
  for (const figure of named) expect(typed.join('\n')).not.toContain(figure.replace('约', ''));
});

test.each([
  '约89.66万平方米',
  '约2.36万平方米',
  '约200套',
  '1.31万平方米',
  '1个城中村片区改造，涉及1335户',
  '安置住房1922套',
  '改造44套，建筑面积约0.33万平方米',
  '老旧小区99个',
  '15975户',
  '约98.19万平方米',
  '43个保交房项目',
  '超过36个月',
  '18—36个月',
  '65%',
  '100%',
  '30%',
  '（建房函〔2024〕20号）',
])('the text says %s as the plan does', (words) => {
  expect(paragraphs.some((paragraph) => paragraph.includes(words))).toBe(true);
});

test('51.00 → 52.00 moves the total and the sentence of 三（一）', () => {
  const plan = open();
  const table = must(findTable(plan, '表1')).id;
  const row = must(findRow(plan, table, '喀什市'));
  const total = must(findRow(plan, table, '总计'));
  const column = must(findColumn(plan, table, '计划供应商品住房建筑面积'));
  const change: Change = { k: 'cells', col: column.id, rows: [row.id], was: ['51.00'], now: ['52.00'] };
  plan.apply([change]);
  expect(plan.text(total.id, column.id)).toBe('93.02');
  const text = documentView(plan).blocks.map((block) => textOfRuns(runsOf(block)));
  expect(text.some((line) => line.includes('供应商品住房建筑面积93.02万平方米') && line.includes('喀什市52.00万平方米'))).toBe(
    true,
  );
  expect(text.join('\n')).not.toContain('92.02');
});

test('the year is a token everywhere but in names: another year prints in title, tables and text', () => {
  const { snapshot, title } = must(makeNewPlan({ sample: SAMPLE, year: 2027, mint: seededMint(1), now: '2026-11-21T00:00:00Z' }));
  expect(title).toBe('喀什地区2027年住房发展年度计划');
  const blocks = documentView(openLivePlan(stateOf(snapshot))).blocks;
  const all = blocks.map((block) => (block.kind === 'table' ? block.table.title : textOfRuns(runsOf(block)))).join('\n');
  expect(all).not.toContain('2025');
});

test('the same seed gives the same plan, another seed other ids', () => {
  expect(make(7).snapshot).toEqual(make(7).snapshot);
  expect(make(7).snapshot.records.row[0]?.id).not.toBe(make(8).snapshot.records.row[0]?.id);
});

test('the plan keeps the files it was made from, with their digests', () => {
  const { files } = make();
  expect(files.map((file) => file.path)).toEqual([
    'outline.json',
    'regions.json',
    'tables/allocation.json',
    'tables/commodity_area.json',
    'tables/land.json',
    'template.json',
    'values.json',
  ]);
  for (const file of files) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
});

// The Panzhihua sample is the published five-year plan in form: the foreword before the title, every heading and run-in heading in
// order, six boxes, the footnote, the glossary without a number (附件1 is lost in the source, and stays lost) and the task list as
// 附件2, with prose of our own that carries every figure of the source, its contradictions included.
// (Its tables are compared cell by cell with tests/golden/samples.)

import { describe, expect, test } from 'vitest';
import { makeNewPlan } from '../../electron/templates.ts';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import type { DocumentBlock } from '../../shared/outline/document.ts';
import { documentText, headingTitle } from '../../shared/outline/plain-text.ts';
import { textOfRuns } from '../../shared/outline/runs.ts';
import { documentView, printTable } from '../../shared/outline/view.ts';
import { ACTOR } from '../plan-builder.ts';
import { seededMint } from './seeded-mint.ts';

const SAMPLE = 'panzhihua-14th-five-year-plan';
const open = () =>
  openLivePlan(stateOf(must(makeNewPlan({ sample: SAMPLE, mint: seededMint(1), now: '2026-11-21T00:00:00Z' })).snapshot));

const live = open();
const view = documentView(live);
const text = documentText(view);

const HEADINGS = `
  前言 | 一、规划基础 | （一）“十三五”期间取得的成就。 | 1.城镇居民居住水平显著提高。 | 2.房地产业对全市经济发展起到重要支持作用。
  3.房地产市场健康有序发展。 | 4.城市独具特色，外向型市场特征明显。 | 5.住房保障工作卓有成效。 | 6.城市宜居水平不断提高。 | 7.公积金制度有力支持住房改善。
  （二）面临形势。 | （三）存在问题。 | 二、指导思想、规划原则和发展目标 | （一）指导思想。 | （二）规划原则。 | 1.以人为本、民生优先 | 2.市场配置，政府保障
  3.因城施策、精准指导 | （三）发展目标。 | 专栏一“十四五”时期住房发展主要指标 | 三、主要任务 | （一）保持房地产市场平稳健康发展。
  1.全面落实城市主体责任制。 | 2.合理确定住房供应规模。 | 3.稳定住房供应节奏。 | 4.强化房地产市场监管。 | 5.防范化解房地产市场金融风险。
  6.积极发展住房租赁市场。 | 专栏二住房发展战略 | 1.住房发展战略 | 2.推动实现“稳地价、稳房价、稳预期” | 3.持续整治规范房地产市场秩序
  4.实施住房领域精明增长战略 | （二）完善住房保障体系。 | 1.进一步规范发展公租房。 | 2.稳步发展保障性租赁住房。 | 3.做好棚改“后半篇”文章。
  专栏三完善住房保障体系 | 1.阳光公租房行动 | 2.保障性租赁住房建设行动 | （三）提高居住环境品质。 | 1.全面推进城镇老旧小区改造。 | （1）明确范围、分类改造。
  （2）一区一策，多方参与。 | （3）系统推进、保护历史。 | （4）加强保障、长效管理。 | 2.推进完整居住社区建设。 | 3.推动公园城市建设。
  4.积极推进电梯增设。 | 专栏四提高居住环境品质 | 1.居住品质提升行动 | （四）推动住房绿色发展。 | 1.全面提升住房品质。 | 2.加快发展绿色建筑
  3.积极推广装配式建筑 | 专栏五推动住房绿色发展 | 1.加快发展绿色建筑 | 2.探索住房新型工业化 | （五）创新住房发展机制。 | 1.全面提升物业服务水平。
  2.满足康养人群居住需求。 | 3.适度发展“高容低密”住宅。 | 4.推动宜老社区建设。 | 专栏六满足康养人群居住需求 | 1.开拓西北地区康养市场
  （六）完善住房公积金制度。 | 四、保障政策措施。 | （一）加强组织领导。 | （二）强化规划实施。 | （三）加大财税支持。 | （四）健全管理信息系统。
  （五）鼓励广泛参与。 | “十四五”时期指标/名词含义 | 1.两张清单 | 2.内圈、中圈、外圈 | 3.“一核一带三谷” | 4.“5115”工程 | 5.碳达峰碳中和
  6.精明增长理念 | 7.公租房覆盖率 | 8.供应商品住房面积 | 9.住房公积金缴存人数 | 10.城镇老旧小区改造规模 | 11.住宅小区物业管理覆盖率
  12.当年城镇新建民用建筑中绿色建筑面积比例 | 13.新开工装配式建筑占新建建筑的比例 | 14.城镇老旧小区改造“三区两通道”理念
  15.“两江观景、两河亲水、六湖连珠、花开满城” | 附件2主要任务清单`
  .trim()
  .split(/\s*\|\s*|\n\s*/);

/** Headings, boxes, annexes and the words that a glossary explains, in reading order, without spaces. */
function headings(blocks: readonly DocumentBlock[]): string[] {
  return blocks.flatMap((block) => {
    const bare = (words: string): string[] => [words.replace(/\s/g, '')];
    switch (block.kind) {
      case 'heading':
        return bare(block.number + headingTitle(block));
      case 'term':
        return bare(block.number + (textOfRuns(block.runs).split('：')[0] as string));
      case 'box':
      case 'annex':
        return [...bare(block.number + textOfRuns(block.runs)), ...headings(block.blocks)];
      default:
        return [];
    }
  });
}

test('headings, boxes, annexes and terms stand in the published order with the published numbers', () => {
  expect(headings(view.blocks)).toEqual(HEADINGS);
});

test('foreword and scope come before the title, the stage on a line of its own after it', () => {
  const kinds = view.blocks.map((block) => block.kind);
  const title = kinds.indexOf('title');
  expect(kinds.slice(0, title)).toEqual(['heading', 'para', 'para', 'label-line', 'label-line', 'page-break']);
  expect(text).toContain('\n规划期限：2021-2025年\n规划范围：攀枝花市全域范围内的城镇地区。\n');
  expect(text).toContain('\n攀枝花市“十四五”城镇住房发展规划\n（征求意见稿）\n一、规划基础\n');
});

test('the footnote explains 中圈 where it is first compared', () => {
  expect(text).toContain('而“中圈①”内其他五个城市整体城镇化率只有43.3%');
  expect(text.trimEnd().split('\n').at(-1)).toBe('①“中圈”指金沙江区域毗邻5城市，包括昭通市、楚雄州、大理州、凉山州、丽江市。');
});

// Figures of the source in the order of its paragraphs; each paragraph is found by its first words.
const FIGURES: [string, string][] = [
  ['1.城镇居民居住水平显著提高。', '33.6平方米 1.01套 26.4平方米 100% 2532万平方米 130%'],
  ['2.房地产业对全市经济发展起到重要支持作用。', '104亿元 89.1% 422亿元 7.9% 13.6% 39.7%'],
  ['3.房地产市场健康有序发展。', '549万平方米 35.9% 约10个月 135万平方米 11.18% 13.24% 40.6% 6266元/平方米 5.2 13.66% 26个 4'],
  ['4.城市独具特色，外向型市场特征明显。', '50% 28.4% 46.7% 70.3% 76.9% 67.9%'],
  ['5.住房保障工作卓有成效。', '约为90% 7627套 8515套 13904套 5113户 587.99万元 196亿元 5.2万余套 14.6万居民'],
  ['6.城市宜居水平不断提高。', '70% 1.8万户 84部 54个 10个 6.73万平方米'],
  ['7.公积金制度有力支持住房改善。', '13.5万人 8.71亿元 111.85亿元 154.68亿元 250.77亿元 8.01亿元 6.30万户 134.04亿元 0.084‰'],
  ['住房需求呈现新格局。', '五个城市 69.57% 56.73% 43.3%'],
  ['（三）存在问题。', '33.6㎡ 1.01套 12.9% 6.3% 5.0% 90平方米 72.4%'],
  ['——供应结构进一步优化。', '37平方米 517-746万平方米'],
  ['——住房保障水平大力提升。', '1500套（间） 应保尽保'],
  ['——居住品质明显提高。', '75%'],
  ['——住房发展模式逐步转型。', '100% 20%'],
  ['——住房金融持续稳定。', '14.5万人 120亿元 80亿元 60亿元'],
  ['2.合理确定住房供应规模。', '33.6平方米 549万平方米 10个月 94.04平方米 129万平方米 2.45人'],
  ['按照攀枝花“十三五”城镇人口变动趋势估算。', '37平方米 516.84万平方米 2772.09万平方米 88.89万人 4.55万人'],
  ['按照销售面积增速估算。', '35.9% 746万平方米'],
  ['按照政策走向预估。', '549万平方米'],
  ['综合上述测算', '517-746万平方米 35.9% 516.84万平方米'],
  ['加强房地联动。', '6至18个月 3个月 6个月 3个月 6个月 12个月 3个月 12个月 18个月 3个月 18个月'],
  ['加强信息公开和舆论引导。', '3月'],
  ['1.住房发展战略。', '47万人 38.9% 10年 9'],
  ['“内圈”重在', '15分钟'],
  ['“中圈”面向', '5市州 1800万人 5年'],
  ['3.持续整治规范房地产市场秩序。', '3年'],
  ['完善管理机制。', '3年'],
  ['明确对象标准。', '70平米 90%'],
  ['落实政策支持。', '7% 15% 30%'],
  ['2.保障性租赁住房建设行动。', '1500套(间) 1000套 37套'],
  ['（1）明确范围、分类改造。', '62199户 227个'],
  ['2.推进完整居住社区建设。', '15分钟 15分钟'],
  ['3.推动公园城市建设。', '15平方米'],
  ['4.积极推进电梯增设。', '760部'],
  ['1.居住品质提升行动。', '15分钟'],
  ['提高住宅设计水平。', '90平方米'],
  ['2.加快发展绿色建筑。', '100% 80%'],
  ['3.积极推广装配式建筑。', '达20% 40% 50%'],
  ['1.加快发展绿色建筑。', '2万平方米 15万平方米 150米 20万平方米'],
  ['提高服务水平。', '3-5个'],
  ['提升住房设计水平。', '5个'],
  ['加快新老居住小区适老化改造。', '0.2平方米'],
  ['1.开拓西北地区康养市场。', '20度'],
  ['2.内圈、中圈、外圈：', '5市州'],
  ['4.“5115”工程：', '“5115” 5个 10个 100个 50个'],
  ['7.公租房覆盖率：', '6个月'],
];

describe('every figure of the source stands in its paragraph', () => {
  const lines = text.split('\n');
  test.each(FIGURES)('%s', (start, figures) => {
    const at = lines.findIndex((line) => line.startsWith(start));
    expect(at).toBeGreaterThanOrEqual(0);
    // A heading on a line of its own is followed by its paragraphs.
    const own = lines[at] === start ? lines.slice(at, at + 2).join('\n') : (lines[at] as string);
    let rest = own;
    for (const figure of figures.split(' ')) {
      expect(rest, figure).toContain(figure);
      rest = rest.replace(figure, '·');
    }
  });
});

test('no field of the text is dead or blank', () => {
  expect(text).not.toMatch(/【.+?】/);
});

test('contradictions of the source are kept as they are', () => {
  const table = must(findTable(live, 'indicators'));
  const cell = (row: string, column: string) =>
    live.text(must(findRow(live, table.id, row)).id, must(findColumn(live, table.id, column)).id);
  // P1: 1500 promised, 1037 in the task list. P4: >37 in the table, 37 in the text. P5: 538 supplied, 549 sold.
  expect(cell('lease_units', 'target2025')).toBe('[1500]');
  expect(text).toContain('筹集房源1037套');
  expect(cell('area_per_capita', 'target2025')).toBe('>37');
  expect(text).toContain('人均住房面积达到37平方米');
  expect(cell('commodity_supply', 'y2020')).toBe('[538]');
  // P2: 2772.09 is not 33.6 × (88.89 − 4.55). P3: 135 in 2018, 129 a year on average. P7: % for percentage points.
  expect(text).toContain('全市现有住房2772.09万平方米');
  expect(text).toContain('年均销售129万平方米');
  expect(text).toContain('分别高6.3%、5.0%');
});

test('a cell moves every sentence that shows it', () => {
  const edited = open();
  const table = must(findTable(edited, 'indicators'));
  const set = (row: string, value: string) =>
    edited.apply(
      must(
        decide(
          edited,
          {
            type: 'set-cells',
            cells: [
              {
                row: must(findRow(edited, table.id, row)).id,
                col: must(findColumn(edited, table.id, 'target2025')).id,
                value,
              },
            ],
          },
          ACTOR,
        ),
      ),
    );
  set('lease_units', '[1600]');
  set('commodity_supply', '[520-750]');
  const now = documentText(documentView(edited));
  expect(now).toContain('筹集保障性租赁住房不少于1600套（间）');
  expect(now).toContain('不少于1600套(间)');
  expect(now.match(/520-750万平方米/g)).toHaveLength(2);
});

test('one task over two rows prints its number and name once', () => {
  const table = printTable(live, must(findTable(live, 'tasks')).id);
  const spans = (at: number) => table.rows.map((row) => row.cells[at]?.rowSpan);
  expect(spans(0)).toEqual([8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 2, 0, 1, 3, 0, 0, 1]);
  expect(spans(1)).toEqual([1, 2, 0, 2, 0, 2, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  expect(spans(2)).toEqual(spans(1));
  expect(spans(3).every((span) => span === 1)).toBe(true);
});

test('an indicator takes what its row allows and refuses the rest', () => {
  const table = must(findTable(live, 'indicators'));
  const set = (row: string, value: string) =>
    decide(
      live,
      {
        type: 'set-cells',
        cells: [{ row: must(findRow(live, table.id, row)).id, col: must(findColumn(live, table.id, 'y2022')).id, value }],
      },
      ACTOR,
    );
  expect(set('area_per_capita', '>35.1').ok).toBe(true);
  expect(set('public_coverage', '应保尽保').ok).toBe(true);
  expect(set('fund_members', '应保尽保')).toMatchObject({ ok: false, failure: { code: 'bad-value' } });
  expect(set('green_share', '120')).toMatchObject({ ok: false, failure: { code: 'bad-value' } });
});

// The Dazhou sample is the published five-year plan in form: its chapters as numbered there (the first one is lost in the source, and
// stays lost), lead phrases, targets behind dashes, four annexes, and every figure of its text, with prose of our own.
// (Its tables are compared cell by cell in sample-tables.test.ts.)

import { expect, test } from 'vitest';
import { makeNewPlan } from '../../electron/templates.ts';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { invertAll } from '../../shared/model/change.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import type { DocumentBlock } from '../../shared/outline/document.ts';
import { outlineOf } from '../../shared/outline/plain-text.ts';
import { textOfRuns } from '../../shared/outline/runs.ts';
import { documentView } from '../../shared/outline/view.ts';
import { ACTOR } from '../plan-builder.ts';
import { seededMint } from './seeded-mint.ts';

const SAMPLE = 'dazhou-14th-five-year-plan';
const make = (year?: number) =>
  must(makeNewPlan({ sample: SAMPLE, mint: seededMint(1), now: '2026-11-21T00:00:00Z', ...(year && { year }) }));
const open = (year?: number) => openLivePlan(stateOf(make(year).snapshot));

const live = open();
const view = documentView(live);
const runsOf = (block: DocumentBlock) => ('runs' in block ? block.runs : []);
const paragraphs = view.blocks.filter((block) => block.kind === 'para').map((block) => textOfRuns(runsOf(block)));
const text = paragraphs.join('\n');

const HEADINGS = `
  第一节“十三五”期间取得的成就 | 第二节主要问题和面临形势 | 一、主要问题 | 二、面临形势 | 第二章规划思路
  第一节指导思想 | 第二节基本原则 | 第三节发展目标 | 第三章主要任务
  第一节健全住房市场体系，促进房地产市场平稳健康发展 | 一、落实城市主体责任制 | 二、稳定住房供应规模，完善住宅用地机制
  三、加大房地产市场监管力度 | 四、强化住房金融风险管控 | 五、推动川渝房地产市场战略合作
  第二节完善住房保障体系，多元化增加保障性住房供应 | 一、积极发展保障性租赁住房 | 二、进一步规范发展公租房
  三、稳步推进棚户区改造 | 四、适时发展共有产权住房 | 五、加快完善保障性住房管理机制
  六、全面推动川渝两地住房保障共建共享多级互动 | 第三节规范发展住房租赁市场 | 一、加快培育专业化市场供应主体
  二、鼓励住房租赁消费 | 三、多主体、多渠道扩充租赁房源 | 四、建设住房租赁管理服务平台 | 五、规范住房租赁市场管理
  第四节大力提升居住品质，打造高品质生活宜居地 | 一、加快城镇老旧小区改造，助推实施城市更新行动 | 二、全面提升住房品质
  三、完善居住配套 | 四、推动适老宜居社区建设 | 第五节加快物业服务转型升级发展，助推城市基层治理能力提升
  一、加强物业服务制度建设 | 二、提升物业服务能力助推基层治理 | 三、夯实物业服务业发展基础
  四、强化保障增强产业发展动力 | 第六节改革完善住房公积金制度，保障缴存职工基本住房需求 | 一、进一步扩大受益群体覆盖面
  二、加强逾期管理确保资金安全 | 三、加强全市住房公积金管理服务平台 | 四、全面提升监管水平 | 五、提升管理服务质效
  六、推进川渝住房公积金一体化发展 | 第四章保障措施 | 第一节加强组织领导，全面落实规划任务
  第二节加大财税支持力度，促进住房民生改善 | 第三节完善金融支持政策，促进市场平稳发展 | 第四节加强规划的组织实施
  附件1达州市“十四五”城镇棚户区改造计划表 | 附件2达州市“十四五”城镇老旧小区改造计划表
  附件3达州市“十四五”公租房保障计划表 | 附件4达州市“十四五”发展保障性租赁住房计划表`
  .trim()
  .split(/\s*\|\s*|\n\s*/);

test('chapters, sections, headings and annexes stand in the published order with the published numbers', () => {
  expect(outlineOf(view).map((entry) => entry.number + entry.title)).toEqual(HEADINGS);
});

test('only the chapter behind the lost one keeps a printed number, all others are counted', () => {
  const kept = [...live.state.records.block.values()].flatMap((block) =>
    typeof block.props.number === 'object' ? [block.props.number.as] : [],
  );
  expect(kept).toEqual(['第二章']);
});

test('it is an annex to a notice, and closes with the list of its annexes', () => {
  expect(view.blocks.slice(0, 2).map((block) => [block.kind, textOfRuns(runsOf(block))])).toEqual([
    ['attached-mark', '附件'],
    ['title', '达州市“十四五”城镇住房发展专项规划'],
  ]);
  const list = view.blocks.find((block) => block.kind === 'annex-list');
  expect(list?.kind === 'annex-list' && list.items.map((item) => textOfRuns(item))).toEqual([
    '达州市“十四五”城镇棚户区改造计划表',
    '达州市“十四五”城镇老旧小区改造计划表',
    '达州市“十四五”公租房保障计划表',
    '达州市“十四五”发展保障性租赁住房计划表',
  ]);
  const annexes = view.blocks.filter((block) => block.kind === 'annex');
  expect(annexes.map((annex) => annex.landscape)).toEqual([true, true, true, true]);
  const units = annexes.map((annex) => (annex.blocks[0]?.kind === 'table' ? annex.blocks[0].table.unitLine : ''));
  expect(units).toEqual(['单位：户（套）', '单位：户', '单位：套（间）', '单位：套（间）']);
});

test('the indicator table carries no number, its units behind the names and its note', () => {
  const block = view.blocks.find((one) => one.kind === 'table');
  expect(block?.kind === 'table' && { ...block.table, rows: [], columns: [], header: [] }).toMatchObject({
    number: '',
    title: '“十四五”时期住房发展主要目标',
    unitLine: '',
    notes: ['注：“十四五”时期住房发展主要目标解释详见附件。[ ]内为5年累计数。'],
  });
});

test('seven targets open with a dash, and a lead phrase in bold opens every paragraph that has one', () => {
  expect(paragraphs.filter((paragraph) => paragraph.startsWith('——'))).toHaveLength(7);
  const leads = view.blocks.flatMap(runsOf).filter((run) => run.marks?.includes('bold'));
  expect(leads.length).toBeGreaterThan(50);
  for (const lead of leads) expect(lead.text).toMatch(/。$/);
});

test('figures of the text that stand in a table are fields', () => {
  const shown = view.blocks.flatMap(runsOf).flatMap((run) => (run.field ? [run.text] : []));
  expect(shown).toEqual(['约8000', '应保尽保', '75', '24', '8000', '609', '6505', '205987']);
  expect(view.blocks.flatMap(runsOf).filter((run) => run.field?.error ?? run.ref?.error)).toEqual([]);
});

test.each(
  `人均住房建筑面积达到42.5平方米 | 1.5平方米 | 223家 | 457个小区 | 达到40% | 782.62亿元 | 6405.71万平方米 | 797.07万平方米 | 2250.92万平方米
   756.93万平方米 | 9.6个月 | 2020年末 | 642.1亿元 | 262.02亿元 | 12.4% | 3.2万套 | 2.6万套 | 3.4万余户 | 3.1万户 | 川办函〔2015〕3号
   121个92033套 | 208个39986户 | 386部 | 5786万元 | 2730万平方米 | 50% | 65% | 92.2万平方米 | 22万人 | 150亿元 | 57.89亿元 | 2.9万笔
   94.02亿元 | 约8000套（间） | 实现应保尽保 | 覆盖率达到75% | 年均增长7% | 党组织100%覆盖 | 约0.2万人 | 达到24万人 | 年均增长约1.8% | 约430亿元
   约190亿元 | 约7万笔 | 约216亿元 | 85%左右 | 用3年左右时间 | 70平方米 | 由7%提高到15% | 50户以上 | 不超过3年 | 2000年底前 | 2001年至2005年
   DBJ51/168-2021 | 2022年5月1日 | （2021修正） | 2‰以内 | 改造竣工后一年内`
    .trim()
    .split(/\s*\|\s*|\n\s*/),
)('the text says %s', (words) => {
  expect(text).toContain(words);
});

test('the text is as long as the published one: no section is a line', () => {
  expect(text.length).toBeGreaterThan(13_000);
  for (const paragraph of paragraphs) expect(paragraph.length, paragraph).toBeGreaterThan(45);
});

test('an edit of a county moves the prefecture, the sum of years, the target and both sentences; undone, nothing is left', () => {
  const plan = open();
  const table = must(findTable(plan, 'lease_rental')).id;
  const printed = () =>
    JSON.stringify([
      documentView(plan),
      plan.tables().map((t) => {
        const shape = plan.shape(t.id);
        return shape.rows.map((row) => shape.leaves.map((column) => plan.text(row.id, column.id)));
      }),
    ]);
  const before = printed();
  const row = must(findRow(plan, table, '宣汉县')).id;
  const col = must(findColumn(plan, table, '2022年度')).id;
  const typed = Number(plan.text(row, col) || 0);
  const changes = must(decide(plan, { type: 'set-cells', cells: [{ row, col, value: String(typed + 100) }] }, ACTOR));
  plan.apply(changes);
  const total = must(findRow(plan, table, '达州市')).id;
  expect(plan.text(total, col)).toBe('2400');
  expect(plan.text(total, must(findColumn(plan, table, '“十四五”年度合计')).id)).toBe('8100');
  const indicators = must(findTable(plan, '“十四五”时期住房发展主要目标')).id;
  const target = must(findRow(plan, indicators, '筹集保障性租赁住房（套/间）')).id;
  expect(plan.text(target, must(findColumn(plan, indicators, '2025年目标')).id)).toBe('8100');
  const now = documentView(plan)
    .blocks.map((block) => textOfRuns(runsOf(block)))
    .join('\n');
  expect(now).toContain('筹集保障性租赁住房约8100套（间）');
  expect(now).toContain('全市筹集保障性租赁住房8100套（间）');
  plan.apply(invertAll(changes));
  expect(printed()).toBe(before);
});

test('started for the next period its titles, columns and goals name that period', () => {
  const plan = open(2028);
  expect(plan.expandYears(plan.state.property('title') ?? '')).toBe('达州市“十五五”城镇住房发展专项规划');
  const shape = plan.shape(must(findTable(plan, 'shantytown')).id);
  expect(shape.header.flat().map((cell) => cell.text)).toEqual([
    '地区',
    '“十五五”年度合计',
    '“十五五”城镇棚户区改造计划',
    '备注',
    ...[2026, 2027, 2028, 2029, 2030].map((year) => `${year}年度`),
  ]);
});

// The Turpan sample is the published plan in form: 附件 before the title, lead phrases, a heading that lost its （三）. Its prose is the
// project's own; every figure of the plan stands in the paragraph that carries it there, the two that contradict each other included.

import { expect, test } from 'vitest';
import { makeNewPlan } from '../../electron/templates.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { documentText, outlineOf } from '../../shared/outline/plain-text.ts';
import { documentView } from '../../shared/outline/view.ts';
import { seededMint } from './seeded-mint.ts';

const made = must(makeNewPlan({ sample: 'turpan-2024-annual-plan', mint: seededMint(1), now: '2026-11-29T00:00:00Z' }));
const live = openLivePlan(stateOf(made.snapshot));
const view = documentView(live);
const lines = documentText(view).split('\n');

const HEADINGS = `
  一、总体要求 | （一）指导思想 | （二）总体目标
  二、工作计划和目标管理 | （一）住房供应规模与结构 | （二）用地供应规模与结构 | （三）保障性安居工程建设筹集
  （四）房地产市场平稳健康发展 | （五）住房与住区品质提升 | （六）智慧住房与绿色建筑发展
  三、工作要求和实施保障措施 | （一）强化主体责任，做好全过程管理 | （二）加快项目审批，优化营商环境
  注重政策惠民，不断提升群众满意度 | （四）提升建设品质，赋能绿色宜居 | （五）加强动态监测评估，助力配套设施建设
  （六）加强统筹协调，推进“人、房、地、钱”联动 | （七）谋划开展住房发展规划（2026—2030年）编制`
  .trim()
  .split(/\s*\|\s*|\n\s*/);

test('headings stand in the published order, the lost （三） included', () => {
  expect(outlineOf(view).map((entry) => entry.number + entry.title)).toEqual(HEADINGS);
});

test('附件 stands before the title, and the plan has no table', () => {
  expect(lines.slice(0, 2)).toEqual(['附件', '吐鲁番市2024年住房发展年度计划']);
  expect(live.tables()).toEqual([]);
});

test.each([
  ['为学习贯彻', ['〔2024〕20号', '1535']],
  ['稳步实施住房供应计划。', ['37万平方米', '约3300余套', '约12万平方米', '约1300余套', '约25万平方米', '约2000余套']],
  ['科学有序实施土地供应。', ['25公顷', '16公顷']],
  ['加强保障性住房供应。', ['1215套', '415套', '800套', '35个小区14013户']],
  ['保障轮候时间。', ['3年', '5年']],
  ['融资需求计划。', ['5.53亿元', '3100-4100元', '5%']],
  ['逐步提升住房品质。', ['100%']],
  ['持续推动绿色建筑发展。', ['100%']],
  ['用好住房公积金', ['1.6万元', '2.0万元']],
])('“%s” carries its figures', (start, figures) => {
  const line = lines.find((one) => one.startsWith(start)) ?? '';
  for (const figure of figures) expect(line).toContain(figure);
});

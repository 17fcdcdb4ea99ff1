// The Beitun sample is the published scheme in form: stage inside the title line, run-in headings, a 责任单位 line after each task,
// 附件 announced and not there; its defects are kept as printed: 4、 for 四、, no 五、, units with a missing character.

import { expect, test } from 'vitest';
import { makeNewPlan } from '../../electron/templates.ts';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { documentText, outlineOf } from '../../shared/outline/plain-text.ts';
import { textOfRuns } from '../../shared/outline/runs.ts';
import { documentView } from '../../shared/outline/view.ts';
import { ACTOR } from '../plan-builder.ts';
import { seededMint } from './seeded-mint.ts';

const SAMPLE = 'beitun-affordable-housing-implementation-plan';
const open = () =>
  openLivePlan(stateOf(must(makeNewPlan({ sample: SAMPLE, mint: seededMint(1), now: '2026-11-21T00:00:00Z' })).snapshot));
const live = open();
const view = documentView(live);
const text = documentText(view);

const HEADINGS = `
  一、指导思想 | 二、基本原则 | （一）坚持问题导向 | （二）坚持目标导向 | （三）坚持资金平衡 | （四）坚持稳慎有序
  三、组织机构及职责 | （一）成立保障性住房建设工作专班 | （二）工作职责 | 1.专班办公室（住房和城乡建设局） | 2.各团场（镇）
  3.师市发改委 | 4.师市民政局 | 5.师市财政局 | 6.师市自然资源和规划局 | 7.师市国资委 | 8.住房公积金管理中心
  4、工作任务 | （一）摸清需求科学确定目标 | 1.摸清需求明确对象标准 | 2.建立住房保障轮候库 | 3.科学确定筹集计划
  （二）稳步推进实施 | 1.坚持规划先行 | 2.组建项目公司 | 3.加大资金和税费支持力度 | 4.保障用地供给 | 5.盘活闲置资源
  6.加强配套设施建设 | 7.全面开展保障性住房好房子、好小区建设 | （三）规范保障性住房配售和管理 | （四）加强监督管理
  六、工作要求 | （一）提高思想认识 | （二）强化统筹协调 | （三）做好政策宣传`
  .trim()
  .split(/\s*\|\s*|\n\s*/);

test('headings stand in the published order with the published numbers, 4、 and the missing 五、 included', () => {
  expect(outlineOf(view).map((entry) => entry.number + entry.title)).toEqual(HEADINGS);
  const kept = [...live.state.records.block.values()].flatMap((block) =>
    typeof block.props.number === 'object' ? [block.props.number.as] : [],
  );
  expect(kept.sort()).toEqual(['4、', '六、']);
});

test('the stage stands in the title line and is not printed twice', () => {
  expect(view.stage).toBe('征求意见稿');
  expect(text.startsWith('第十师北屯市规划建设保障性住房实施方案（征求意见稿）\n')).toBe(true);
  expect(text.match(/征求意见稿/g)).toHaveLength(1);
});

test('the stage in the title line follows the plan’s, and goes with the final text', () => {
  const plan = open();
  const firstLines = () => documentText(documentView(plan)).split('\n').slice(0, 2);
  const [, preamble] = firstLines();
  const set = (stage: '送审稿' | '正式稿') => plan.apply(must(decide(plan, { type: 'set-stage', stage }, ACTOR)));
  set('送审稿');
  expect(firstLines()).toEqual(['第十师北屯市规划建设保障性住房实施方案（送审稿）', preamble]);
  set('正式稿');
  expect(firstLines()).toEqual(['第十师北屯市规划建设保障性住房实施方案', preamble]);
});

test('twelve 责任单位 lines, each after its task, with the endings and the slips of the source', () => {
  const lines = view.blocks.filter((block) => block.kind === 'label-line');
  expect(lines.map((line) => line.label)).toEqual(Array(12).fill('责任单位'));
  const units = lines.map((line) => textOfRuns(line.runs));
  expect(units.map((line) => line.at(-1))).toEqual(['；', '。', '。', '局', '位', '位', '位', '位', '。', '。', '。', '。']);
  expect(units[10]).toContain('师市住房和城乡建设等相关单位');
  expect(units[11]).toContain('师市住房和城乡建局');
  const before = view.blocks.flatMap((block, i) => (block.kind === 'label-line' ? [view.blocks[i - 1]?.kind] : []));
  expect(before).toEqual([...Array(10).fill('heading'), 'para', 'para']);
});

test('two annexes are announced and none is there', () => {
  const list = view.blocks.find((block) => block.kind === 'annex-list');
  expect(list?.kind === 'annex-list' && list.items.map(textOfRuns)).toEqual([
    '第十师配售型保障性住房配售管理规定（试行）',
    '第十师配售型保障性住房封闭管理规定（试行）',
  ]);
  expect(view.blocks.some((block) => block.kind === 'annex')).toBe(false);
  expect(live.tables()).toEqual([]);
});

test('the one figure, the basis documents and the other slips of the source are kept', () => {
  expect(text).toContain('120平方米');
  expect(text).toContain('（国发〔2023〕14号）');
  expect(text).toContain('（〔2025〕26号）');
  expect(text).toContain('及时纠正资金使用中的问题\n');
});

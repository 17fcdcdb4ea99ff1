// The outline of the Kashgar sample and of a plan by chapters, and where things are in their text.

import { expect, test } from 'vitest';
import { makeNewPlan } from '../../electron/templates.ts';
import { outlineTree, shortTitle } from '../../renderer/app/outline-tree.ts';
import { textPlaceName } from '../../shared/checks/sentences.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { placesOf } from '../../shared/outline/places.ts';
import { documentView } from '../../shared/outline/view.ts';
import { seededMint } from '../template/seeded-mint.ts';
import { kashgar } from './kashgar.ts';

const live = openLivePlan(stateOf(must(kashgar())));
const view = documentView(live);

test('has five chapters with their sections, and each table where the text calls it', () => {
  const tree = outlineTree(live, view);
  expect(tree.sections.map((section) => section.title)).toEqual([
    '一、指导思想',
    '二、编制原则',
    '三、发展目标',
    '四、重点任务',
    '五、工作要求',
  ]);
  const goals = tree.sections[2];
  expect(goals?.children.map((section) => [section.title.slice(0, 3), section.tables.map((t) => t.number).join()])).toEqual([
    ['（一）', '表1'],
    ['（二）', '表2'],
    ['（三）', '表3'],
    ['（四）', ''],
    ['（五）', ''],
  ]);
  expect(tree.tables.map((table) => [table.title.slice(0, 2), table.rows])).toEqual([
    ['表1', 13],
    ['表2', 13],
    ['表3', 13],
  ]);
  expect(tree.ledgers).toEqual([]);
});

test('names every place as people say it', () => {
  const places = [...placesOf(view).values()];
  const named = (section: string) => places.filter((place) => place.section === section && place.paragraph > 0).map(textPlaceName);
  expect(named('三（一）')[0]).toBe('三（一）第1段');
  expect(places.filter((place) => place.kind === 'title').map(textPlaceName)).toEqual(['标题']);
  expect(new Set(places.map((place) => place.block)).size).toBe(places.length);
});

test.each([
  ['2025年计划分配保障性住房规模', '分配保障性住房规模'],
  ['喀什地区2025年度计划供应住宅用地规模', '供应住宅用地规模'],
  ['达州市“十四五”城镇棚户区改造计划表', '城镇棚户区改造计划表'],
  ['“十四五”时期住房发展主要目标', '住房发展主要目标'],
  ['老旧小区改造项目', '老旧小区改造项目'],
])('%s is %s for short', (title, short) => {
  expect(shortTitle(title)).toBe(short);
});

test('chapters and sections stand apart from their names, annexes are told apart by their own words', () => {
  const live = openLivePlan(
    stateOf(must(makeNewPlan({ sample: 'dazhou-14th-five-year-plan', mint: seededMint(1), now: '2026-11-21T00:00:00Z' })).snapshot),
  );
  const tree = outlineTree(live, documentView(live));
  expect(tree.sections.map((section) => section.title)).toEqual([
    '第一节　“十三五”期间取得的成就',
    '第二节　主要问题和面临形势',
    '第二章　规划思路',
    '第三章　主要任务',
    '第四章　保障措施',
  ]);
  expect(tree.annexes.map((annex) => annex.title)).toEqual([
    '附件1 城镇棚户区改造计划表',
    '附件2 城镇老旧小区改造计划表',
    '附件3 公租房保障计划表',
    '附件4 发展保障性租赁住房计划表',
  ]);
});

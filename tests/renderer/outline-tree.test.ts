// The outline of the Kashgar sample, and where things are in its text.

import { expect, test } from 'vitest';
import { outlineTree, shortTitle } from '../../renderer/app/outline-tree.ts';
import { textPlaceName } from '../../shared/checks/sentences.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { placesOf } from '../../shared/outline/places.ts';
import { documentView } from '../../shared/outline/view.ts';
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
  ['老旧小区改造项目', '老旧小区改造项目'],
])('%s is %s for short', (title, short) => {
  expect(shortTitle(title)).toBe(short);
});

import { expect, test } from 'vitest';
import { headingForm } from '../../renderer/text/heading-form.ts';

test.each([
  ['一、指导思想', 1, '一、', false],
  ['（二）保障性住房供应目标', 2, '（二）', false],
  ['(三) 住宅用地', 2, '(三) ', false],
  ['1.更好满足合理住房需求', 3, '1.', false],
  ['（1）完善机制', 4, '（1）', false],
  ['第一章　规划思路', 1, '第一章　', false],
  ['第二节 发展目标', 2, '第二节 ', false],
  ['（一）坚持完善住房供应体系。发展保障性住房，增加改善性住房供给。', 2, '（一）', true],
  ['十二、保障措施', 1, '十二、', false],
])('%s is a heading of level %i', (words, level, number, runIn) => {
  expect(headingForm(words)).toEqual({ level, number, runIn });
});

test.each([
  '1.31万平方米，计划分配保障性住房',
  '2025年计划新建保障性租赁住房200套',
  '一是构建房地产市场监测预警体系。',
  '（一）',
  '1.发展保障性住房，满足居民需求。',
  '一、发展目标；',
  `（一）${'很长的一句话'.repeat(10)}。后面还有。`,
  '普通的一段正文。',
])('%s is no heading', (words) => {
  expect(headingForm(words)).toBeNull();
});

// A region is found by what people write; what fits nothing leads to near names, what fits two is asked.

import { expect, test } from 'vitest';
import { regionCatalogue } from '../../electron/templates.ts';
import { bareName, regionByName, regionPath, searchRegions } from '../../shared/template/region-catalogue.ts';

const china = regionCatalogue();

test.each([
  ['喀什地区', '653100'],
  ['喀什市', '653101'],
  ['653101', '653101'],
  ['莎车', '653125'],
  [' 疏 附 县 ', '653121'],
  ['塔什库尔干塔吉克自治县', '653131'],
  ['塔什库尔干县', '653131'],
  ['塔什库尔干', '653131'],
  ['巴音郭楞州', '652800'],
  ['北京', '110000'],
  ['新疆', '650000'],
  ['北京市/朝阳区', '110105'],
  ['长春/朝阳区', '220104'],
  ['达州市', '511700'],
  ['攀枝花', '510400'],
  ['第十师北屯市', '659005'],
  ['第十师', '659005'],
  ['第一师', '659002'],
  ['高昌区', '650402'],
])('%s is %s', (name, code) => {
  const found = regionByName(china, name);
  expect(found.ok && found.value.code).toBe(code);
});

test.each([
  ['喀什', ['新疆维吾尔自治区/喀什地区', '新疆维吾尔自治区/喀什地区/喀什市']],
  ['朝阳区', ['北京市/朝阳区', '吉林省/长春市/朝阳区']],
])('%s is ambiguous and says between what', (name, candidates) => {
  expect(regionByName(china, name)).toEqual({ ok: false, failure: { code: 'ambiguous', details: { region: name, candidates } } });
});

test.each([
  ['喀什地', '喀什地区'],
  ['塔什库尔甘县', '塔什库尔干塔吉克自治县'],
  ['吐鲁蕃市', '吐鲁番市'],
])('%s is no region, %s is near', (name, near) => {
  const found = regionByName(china, name);
  expect(found.ok).toBe(false);
  if (found.ok) return;
  expect(found.failure.code).toBe('no-such-region');
  expect(found.failure.details.near).toContain(near);
});

test.each(['', '  ', '无此地', 'x'])('%j is no region and nothing is near', (name) => {
  expect(regionByName(china, name)).toEqual({
    ok: false,
    failure: { code: 'no-such-region', details: { region: name, near: [] } },
  });
});

test.each([
  ['塔什库尔干塔吉克自治县', '塔什库尔干'],
  ['巴音郭楞蒙古自治州', '巴音郭楞'],
  ['双江拉祜族佤族布朗族傣族自治县', '双江'],
  ['新疆维吾尔自治区', '新疆'],
  ['神农架林区', '神农架'],
  ['泽普县', '泽普'],
  ['沙县区', '沙县'],
  ['渠县', '渠县'],
])('%s without its kind is %s', (name, bare) => {
  expect(bareName(name)).toBe(bare);
});

test('the list: every region but a province lies in one that is listed; keys are unique; Kashgar has its twelve', () => {
  const keys = new Set(china.map((region) => region.key));
  expect(keys.size).toBe(china.length);
  for (const region of china)
    expect(region.level === 1 ? region.parent === null : keys.has(region.parent ?? ''), region.name).toBe(true);
  expect(china.filter((region) => region.parent === 'r653100').map((region) => region.name)).toEqual(
    '喀什市 疏附县 疏勒县 英吉沙县 泽普县 莎车县 叶城县 麦盖提县 岳普湖县 伽师县 巴楚县 塔什库尔干塔吉克自治县'.split(' '),
  );
  const kashi = china.find((region) => region.code === '653101');
  expect(kashi && regionPath(china, kashi)).toBe('新疆维吾尔自治区/喀什地区/喀什市');
});

test('searching gives what begins with the text first', () => {
  expect(searchRegions(china, '喀什').map((region) => region.name)).toEqual(['喀什地区', '喀什市']);
  expect(searchRegions(china, '库尔').map((region) => region.name)).toEqual(['库尔勒市', '塔什库尔干塔吉克自治县']);
  expect(searchRegions(china, '县', 5)).toHaveLength(5);
  expect(searchRegions(china, ' ')).toEqual([]);
});

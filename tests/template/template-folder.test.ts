// Template folders on disk: bounds, faults of form, built-in ids, lists. Each test has a folder of its own.

import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  builtInPlaces,
  checkTemplateFolder,
  listSamples,
  listTemplates,
  makeNewPlan,
  readSample,
  readTemplate,
  readTemplateFolder,
} from '../../electron/templates.ts';
import { must } from '../../shared/contract/failure.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { seededMint } from './seeded-mint.ts';
import { type Parts, put, smallTemplate } from './small-template.ts';

let user: string;
beforeEach(() => {
  user = mkdtempSync(join(tmpdir(), 'anju 模板 '));
});
afterEach(() => {
  rmSync(user, { recursive: true });
});

function write(id: string, parts: Parts): string {
  const folder = join(user, id);
  for (const [path, part] of Object.entries(parts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof part === 'string' ? part : JSON.stringify(part));
  }
  return folder;
}
const places = () => ({ ...builtInPlaces, user });
const codes = (folder: string): string[] =>
  must(checkTemplateFolder(folder, places())).map((fault) => `${fault.file}#${fault.pointer} ${fault.code}`);
/** What the program brings: the folders there are. */
const BUILT_IN = readdirSync(join(builtInPlaces.resources, 'templates')).sort();
const request = { mint: seededMint(1), now: '2026-03-01T08:00:00Z' };

test('the built-in templates and samples have no fault', () => {
  for (const { id } of listTemplates()) expect(codes(join(builtInPlaces.resources, 'templates', id)), id).toEqual([]);
  for (const { id } of listSamples()) expect(codes(join(builtInPlaces.resources, 'samples', id)), id).toEqual([]);
});

test('every kind of plan has its template', () => {
  expect(BUILT_IN).toEqual(['annual-plan', 'five-year-plan', 'implementation-plan']);
});

test('lists say what stands in the files', () => {
  expect(listTemplates().find((template) => template.id === 'annual-plan')).toMatchObject({
    title: '住房发展年度计划',
    kind: 'annual-plan',
    tables: 7,
    summary: '7 张表 · 4 章 · 4 个附件 · 正文引用 21 处',
  });
  const sample = listSamples().find(({ id }) => id === 'kashgar-2025-annual-plan');
  expect(sample).toMatchObject({ template: 'annual-plan', tables: 3, fields: 24, summary: '3 张表 · 5 章 · 正文引用 24 处' });
  expect(sample?.firstPage.slice(0, 3).map((line) => line.slice(0, 8))).toEqual([
    '喀什地区2025',
    '为贯彻党中央、国',
    '一、指导思想',
  ]);
});

test('a user’s template stands in the list and makes plans', () => {
  write('small', smallTemplate());
  expect(listTemplates(places()).map(({ id }) => id)).toEqual([...BUILT_IN, 'small']);
  expect(listTemplates().map(({ id }) => id)).toEqual(BUILT_IN);
  expect(must(makeNewPlan({ template: 'small', ...request }, places())).title).toBe('甲地区2025年计划');
});

test('a user’s template can’t take a built-in id', () => {
  const folder = write('annual-plan', put(smallTemplate(), 'template.json', '/id', 'annual-plan'));
  expect(codes(folder)).toEqual(['template.json#/id built-in-id']);
  const listed = listTemplates(places());
  expect(listed.map(({ id }) => id)).toEqual(BUILT_IN);
  expect(listed.find(({ id }) => id === 'annual-plan')?.title).toBe('住房发展年度计划');
  const kept = must(readTemplate('annual-plan', places())).parts['template.json'];
  expect(kept).toMatchObject({ title: '住房发展年度计划' });
  const disguised = write('mine', put(smallTemplate(), 'template.json', '/id', 'kashgar-2025-annual-plan'));
  expect(codes(disguised)).toEqual(['template.json#/id built-in-id']);
  expect(makeNewPlan({ template: 'mine', ...request }, places())).toMatchObject({ failure: { code: 'template-error' } });
});

test('a folder is named as its id', () => {
  expect(codes(write('other', smallTemplate()))).toEqual(['template.json#/id wrong-folder-name']);
});

test('a template for a newer program says so', () => {
  const folder = write('small', put(smallTemplate(), 'template.json', '/minApp', '99.0.0'));
  expect(must(checkTemplateFolder(folder, places())).map(({ message }) => message)).toEqual([
    `模板需要安居 99.0.0 或更新的版本，本机是 ${builtInPlaces.version}。`,
  ]);
  expect(readTemplate('small', places())).toMatchObject({ failure: { code: 'template-error' } });
});

test.each<[string, (folder: string) => void, string[]]>([
  ['bad JSON', (f) => writeFileSync(join(f, 'values.json'), '{"a": }'), ['values.json# bad-json']],
  [
    'bytes that are no UTF-8',
    (f) => writeFileSync(join(f, 'values.json'), Buffer.from([0x7b, 0xbf, 0x7d])),
    ['values.json# bad-json'],
  ],
  ['a link', (f) => symlinkSync('/etc/hostname', join(f, 'link.json')), ['link.json# bad-path']],
  ['a name with blanks', (f) => writeFileSync(join(f, 'my file.json'), '{}'), ['my file.json# bad-path']],
  ['a name of Windows’ own', (f) => writeFileSync(join(f, 'x.'), ''), ['x.# bad-path']],
  [
    'folders five deep',
    (f) => {
      mkdirSync(join(f, 'a/b/c/d/e'), { recursive: true });
      writeFileSync(join(f, 'a/b/c/d/e/f.json'), '{}');
    },
    ['a/b/c/d/e# bad-path'],
  ],
  [
    'too many files',
    (f) => {
      for (let i = 0; i < 201; i++) writeFileSync(join(f, `n${i}.json`), '{}');
    },
    ['# too-many-files'],
  ],
  ['too many bytes', (f) => writeFileSync(join(f, 'document.docx'), Buffer.alloc(20_000_001)), ['# too-many-bytes']],
])('%s', (_, spoil, expected) => {
  const folder = write('small', smallTemplate());
  spoil(folder);
  expect(codes(folder)).toEqual(expected);
  expect(makeNewPlan({ template: 'small', ...request }, places())).toMatchObject({
    ok: false,
    failure: { code: 'template-error' },
  });
  expect(listTemplates(places()).map(({ id }) => id)).toEqual(BUILT_IN);
});

test('files that systems leave behind are passed over', () => {
  const folder = write('small', { ...smallTemplate(), '.DS_Store': 'x', 'Thumbs.db': 'x', 'desktop.ini': 'x' });
  expect(codes(folder)).toEqual([]);
  expect(must(readTemplateFolder(folder)).files.map((file) => file.path)).not.toContain('Thumbs.db');
});

test('what is not there is named, with what there is', () => {
  expect(readTemplate('monthly')).toEqual({
    ok: false,
    failure: { code: 'no-such-template', details: { template: 'monthly', near: BUILT_IN } },
  });
  expect(readSample('../samples')).toMatchObject({ failure: { code: 'no-such-sample' } });
  expect(checkTemplateFolder(join(user, 'nothing'))).toMatchObject({ failure: { code: 'file-not-found' } });
  expect(makeNewPlan({ ...request })).toMatchObject({ failure: { code: 'bad-usage' } });
  expect(makeNewPlan({ template: 'annual-plan', sample: 'kashgar-2025-annual-plan', ...request })).toMatchObject({
    failure: { code: 'bad-usage' },
  });
});

test.each([
  ['喀什地区', '喀什地区2026年住房发展年度计划', 13],
  ['吐鲁番市', '吐鲁番市2026年住房发展年度计划', 4],
  ['疏附县', '疏附县2026年住房发展年度计划', 2],
  ['北京市/朝阳区', '朝阳区2026年住房发展年度计划', 2],
])('the annual plan for %s has its regions as rows', (region, title, rows) => {
  const made = must(makeNewPlan({ template: 'annual-plan', region, year: 2026, ...request }));
  expect(made.title).toBe(title);
  const state = stateOf(made.snapshot);
  for (const table of state.records.tbl.keys()) {
    const own = [...state.records.row.values()].filter((row) => row.tableId === table);
    expect(own).toHaveLength(rows);
    expect(own.filter((row) => row.kind === 'data').every((row) => row.regionId !== null)).toBe(true);
  }
  expect(made.snapshot.cells).toEqual([]);
  expect(state.records.region.get(state.property('region_id') ?? 0)?.name).toBe(region.split('/').at(-1));
});

test('without region and year the annual plan leaves the name open and takes this year', () => {
  const made = must(makeNewPlan({ template: 'annual-plan', ...request }));
  expect(made.title).toBe('××地区2026年住房发展年度计划');
  expect(stateOf(made.snapshot).property('region_id')).toBe(null);
});

test.each([
  ['莎车', { template: 'annual-plan' }, 'ok'],
  ['喀什', { template: 'annual-plan' }, 'ambiguous'],
  ['火星市', { template: 'annual-plan' }, 'no-such-region'],
  ['喀什地区', { sample: 'kashgar-2025-annual-plan' }, 'ok'],
  ['653100', { sample: 'kashgar-2025-annual-plan' }, 'ok'],
  ['疏附县', { sample: 'kashgar-2025-annual-plan' }, 'no-such-region'],
  ['吐鲁番市', { sample: 'kashgar-2025-annual-plan' }, 'no-such-region'],
])('region %s for %j: %s', (region, from, code) => {
  const made = makeNewPlan({ ...from, region, ...request });
  expect(made.ok ? 'ok' : made.failure.code).toBe(code);
});

test.each([1948, 2201, 2025.5])('the year %d is refused', (year) => {
  expect(makeNewPlan({ template: 'annual-plan', year, ...request })).toMatchObject({ failure: { code: 'bad-value' } });
});

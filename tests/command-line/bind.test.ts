// bind on the command line: what it lists, what --apply makes of it, and that one undo takes it back.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { json, runAnju, workFolder } from './run-anju.ts';

const folder = workFolder();
const plan = path.join(folder, '计划.anju');
const text = (): string => json<{ text: string }>(folder, ['show', plan, '--text']).text;

beforeAll(() => {
  json(folder, ['new', plan, '--sample', 'kashgar-2025-annual-plan']);
  const content = [{ t: 'text', s: '疏附县分配保障性租赁住房262套，另组织巡查12469次。' }];
  const add = { type: 'add-block', block: { id: 77, kind: 'para', content }, place: 'last' };
  writeFileSync(path.join(folder, '加一段.jsonl'), JSON.stringify({ command: add }));
  json(folder, ['batch', plan, '加一段.jsonl']);
});

it('lists the figures, applies the unambiguous ones in one step, and the text follows the table', () => {
  const before = text();
  const listed = json<{ block: string; text: string; field: string; ambiguous: boolean }[]>(folder, ['bind', plan]);
  expect(listed.map(({ text: typed, field, ambiguous }) => [typed, field, ambiguous])).toEqual([
    ['262套', '表2[疏附县, 保障性租赁住房/套数]', false],
    ['12469', '表2[总计, 小计/套数]', true],
  ]);
  expect(listed[0]?.block).toMatch(/^b[0-9a-z]+$/);
  expect(text()).toBe(before);

  expect(json(folder, ['bind', plan, '--apply'])).toEqual(listed);
  expect(text()).toBe(before);
  json(folder, ['set', plan, '--table', '表2', '--row', '疏附县', '--column', '保障性租赁住房/套数', '300']);
  expect(text()).toContain('保障性租赁住房300套，另组织巡查12469次');
  json(folder, ['undo', plan]);
  json(folder, ['undo', plan]);
  expect(json(folder, ['bind', plan])).toEqual(listed);
});

it('says where there is nothing', () => {
  const other = path.join(folder, '样例.anju');
  json(folder, ['new', other, '--sample', 'kashgar-2025-annual-plan']);
  expect(runAnju(folder, 'bind', other, '--apply')).toMatchObject({ code: 0, stdout: '正文里没有与表中相同的数\n' });
});

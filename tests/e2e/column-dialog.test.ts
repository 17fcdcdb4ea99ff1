// A column's properties in the real window: a unit converts what is filled in, a formula makes the column computed, a refusal says why and
// keeps what was typed, a used column is not removed unasked; each is one step that undo takes back. The plan file is read back.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json, runAnju } from '../command-line/run-anju.ts';
import { hasNoChromium } from '../shell/chromium.ts';
import { openWindow, type WindowUnderTest } from './window.ts';

describe.skipIf(hasNoChromium())('column properties (skipped where Chromium is missing)', () => {
  let window: WindowUnderTest;

  beforeAll(async () => {
    window = await openWindow('列属性');
    await window.page.getByRole('button', { name: '打开样例' }).first().click();
    await window.page.getByText('2025年计划供应商品住房建筑面积').first().waitFor();
  });
  afterAll(() => window?.close());

  const cell = (row: number | string, column: number) => window.cell(row, column);
  const planFile = () => window.planFile();
  const dialog = () => window.page.getByRole('dialog');
  const open = async (row: number, column: number) => {
    await cell(row, column).click();
    await window.page.getByRole('button', { name: '列属性' }).click();
    await dialog().waitFor();
  };
  const apply = () =>
    dialog()
      .getByRole('button', { name: /^确\s?定$/ })
      .last()
      .click();
  const undo = () => window.page.getByRole('button', { name: '撤销' }).click();
  const stored = (table: string, row: string, column: string) =>
    json<{ text: string }>(window.folder, ['get', planFile(), '--table', table, '--row', row, '--column', column]).text;

  it('a unit of the same kind converts what is filled in, totals too, in one step', async () => {
    await open(0, 3);
    await dialog().getByLabel('单位', { exact: true }).fill('平方米');
    await apply();
    await expect.poll(() => cell(0, 3).textContent()).toBe('510000.00');
    await expect.poll(() => cell('b-0', 3).textContent()).toBe('920200.00');
    await expect.poll(() => stored('表1', '喀什市', 'area')).toBe('510000.00');
    await undo();
    await expect.poll(() => cell('b-0', 3).textContent()).toBe('92.02');
  });

  it('asks before digits are rounded away', async () => {
    await open(0, 3);
    await dialog().getByLabel('小数位').fill('1');
    await apply();
    await window.page.getByRole('button', { name: '四舍五入后换算' }).click();
    await expect.poll(() => cell(8, 3).textContent()).toBe('2.8');
    await undo();
    await expect.poll(() => cell(8, 3).textContent()).toBe('2.81');
  });

  it('a name that the group has already is refused, and stays in the field', async () => {
    await window.page.getByText('表2 分配保障性住房规模').click();
    await expect.poll(() => cell(0, 3).textContent()).toBe('3000');
    await open(0, 3);
    await dialog().getByLabel('列名', { exact: true }).fill('建筑面积');
    await apply();
    await expect.poll(() => dialog().getByRole('alert').textContent()).toContain('已经有一列叫“建筑面积”');
    expect(await dialog().getByLabel('列名', { exact: true }).inputValue()).toBe('建筑面积');
    await window.page.keyboard.press('Escape');
    await expect.poll(() => dialog().count()).toBe(0);
  });

  it('a formula with an error says where; a right one computes the column and its total', async () => {
    await open(0, 5);
    await dialog().getByLabel('公式', { exact: true }).fill('[公租房/套数] ×');
    await apply();
    await expect.poll(() => dialog().getByRole('alert').textContent()).toContain('公式');
    await dialog().getByLabel('公式', { exact: true }).fill('');
    await dialog().getByRole('button', { name: '插入列名' }).click();
    await window.page.getByRole('menuitem', { name: '公租房 / 套数' }).click();
    await dialog().getByLabel('公式', { exact: true }).press('End');
    await window.page.keyboard.type(' × 2');
    await apply();
    await expect.poll(() => cell(0, 5).textContent()).toBe('6000');
    await expect.poll(() => cell('b-0', 5).textContent()).toBe('22910');
    await expect.poll(() => stored('表2', '喀什市', 'lease_units')).toBe('6000');
    await undo();
    await expect.poll(() => cell(0, 5).textContent()).toBe('280');
  });

  it('a column that sentences read is removed only when that is confirmed, and comes back', async () => {
    await open(0, 3);
    await dialog().getByRole('button', { name: '删除列' }).click();
    await window.page.getByRole('button', { name: '仍然删除' }).click();
    await expect.poll(() => runAnju(window.folder, 'show', planFile(), '--text').stdout).toContain('【引用失效】');
    await undo();
    await expect.poll(() => cell(0, 3).textContent()).toBe('3000');
    await expect.poll(() => runAnju(window.folder, 'show', planFile(), '--text').stdout).not.toContain('【引用失效】');
  });

  it('columns change places and go under a head of their own', async () => {
    await window.page.getByText('表3 供应住宅用地规模').click();
    await expect.poll(() => cell(0, 3).textContent()).toBe('35.23');
    await open(0, 9);
    await dialog().getByRole('button', { name: '合成列组…' }).click();
    await dialog().getByLabel('列组名称').fill('其他用地');
    await window.page.keyboard.press('Enter');
    await expect
      .poll(
        () =>
          json<{ tables: { header: { text: string }[][] }[] }>(window.folder, ['show', planFile()]).tables[2]?.header[0]?.at(-1)
            ?.text,
      )
      .toBe('其他用地');
    await undo();
  });

  it('the page had nothing to complain of', () => {
    expect(window.complaints).toEqual([]);
  });
});

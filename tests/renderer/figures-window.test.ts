// Figures in the window: a total kept as an exception, a table shown in larger units, next year's plan, each as a person does it.

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWindow, type WindowUnderTest } from '../e2e/window.ts';
import { hasNoChromium } from '../shell/chromium.ts';

describe.skipIf(hasNoChromium())('figures in the window', () => {
  let window: WindowUnderTest;
  let page: Page;

  beforeAll(async () => {
    window = await openWindow('数');
    page = window.page;
    await page.getByRole('button', { name: '打开样例' }).click();
    await page.getByText('92.02').first().waitFor();
  }, 180_000);
  afterAll(() => window?.close());

  /** A cell by its row (`b-0`: the total row) and the column's number. */
  const cell = (row: string, column: number) => window.cell(row, column);
  const tab = (name: string) => page.locator('.panel-pane').getByText(name, { exact: true }).first().click();
  const dialog = () => page.getByRole('dialog');

  test('a total is overridden only as an exception with its reason, shown everywhere, and taken back', async () => {
    await cell('b-0', 3).click();
    await page.keyboard.type('92.05');
    await page.getByRole('button', { name: '记为例外…' }).click();
    await dialog().getByLabel('按原文保留的数').fill('92.05');
    expect(
      await dialog()
        .getByRole('button', { name: /确\s?定/ })
        .isDisabled(),
    ).toBe(true);
    await dialog().getByLabel('原因').fill('与批复文件一致');
    await dialog()
      .getByRole('button', { name: /确\s?定/ })
      .click();
    await cell('b-0', 3).filter({ hasText: '92.05' }).waitFor();
    expect(await cell('b-0', 3).getAttribute('class')).toContain('gc-exception');
    await page.locator('.status-bar').getByText('例外：按原文保留 92.05，自动计算为 92.02').waitFor();
    await tab('来源');
    await page.locator('.panel-pane').getByText('原因：与批复文件一致').waitFor();
    await tab('核对');
    await page.locator('.panel-pane').getByText('按原文保留 92.05，计算得 92.02').first().waitFor();
    await cell('b-0', 3).click();
    await page.keyboard.type('1');
    await page.getByRole('button', { name: '取消例外，恢复自动计算' }).click();
    await cell('b-0', 3).filter({ hasText: '92.02' }).waitFor();
    expect(await cell('b-0', 3).getAttribute('class')).not.toContain('gc-exception');
    expect(window.complaints).toEqual([]);
  });

  test('a display unit is previewed, applied as one step, marked in the grid, and undone', async () => {
    await page.getByText('表2 分配保障性住房规模').click();
    await cell('b-0', 3).filter({ hasText: '11455' }).waitFor();
    await page.getByRole('button', { name: '显示单位' }).click();
    await dialog().getByText('选一个显示单位或较少的小数位').waitFor();
    await dialog().getByLabel('套 显示为', { exact: true }).click();
    await page.locator('.ant-select-item-option', { hasText: '万套' }).first().click();
    await dialog()
      .getByText(/要调整 \d+ 个数/)
      .waitFor();
    await dialog()
      .getByText(/同时把紧跟在数后面的单位改过来/)
      .waitFor();
    await dialog().getByText('写一句说明').click();
    await dialog().getByRole('button', { name: '按此显示' }).click();
    await cell('b-0', 3).filter({ hasText: '1.15' }).waitFor();
    const shown = async (column: number): Promise<number> => {
      let sum = 0;
      for (let row = 0; row < 13; row++) {
        const text = (await cell(String(row), column).textContent()) ?? '';
        sum += Math.round(Number(text.replace('-', '0')) * 100);
      }
      return sum;
    };
    for (const column of [3, 5, 7])
      expect(await shown(column)).toBe(Math.round(Number(await cell('b-0', column).textContent()) * 100));
    await page.locator('.gc-adjusted').first().click();
    await page
      .locator('.status-bar')
      .getByText(/舍位平衡：四舍五入得 [\d.]+，显示 [\d.]+/)
      .waitFor();
    await page.getByText(/套，显示为 [\d.]+万套/).waitFor();
    // The editor opens with the figure as it is kept.
    await cell('0', 3).click();
    await page.keyboard.press('F2');
    await expect.poll(() => page.locator('.gc-editor').inputValue()).toBe('3000');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await cell('b-0', 3).filter({ hasText: '11455' }).waitFor();
    expect(await page.locator('.gc-adjusted').count()).toBe(0);
    expect(window.complaints).toEqual([]);
  });

  test('next year’s plan lists the years that were typed, and opens', async () => {
    await page.getByRole('button', { name: '安居 计划菜单' }).click();
    await page.getByRole('menuitem', { name: '回到开始页' }).click();
    await page.getByRole('button', { name: '达州市“十四五”城镇住房发展专项规划' }).click();
    await page.locator('.plan-window').waitFor();
    await page.getByRole('button', { name: '安居 计划菜单' }).click();
    await page.getByRole('menuitem', { name: '由本计划新建下年计划…' }).click();
    expect(await page.getByLabel('计划年度').inputValue()).toBe('2026');
    await expect.poll(() => page.getByLabel('文件名').inputValue()).toMatch(/\.anju$/);
    await dialog()
      .getByRole('button', { name: /^新\s?建$/ })
      .click();
    await page.getByText(/有 \d+ 处年份是手工写的，没有改动/).waitFor({ timeout: 30_000 });
    await dialog().getByText('2020年').first().waitFor();
    await dialog().getByRole('button', { name: '打开新计划' }).click();
    await page.getByRole('heading', { name: '达州市“十五五”城镇住房发展专项规划' }).waitFor();
    await page.getByText(/^已保存 \d\d:\d\d$/).waitFor();
    // The start screen's own door, for a target that is there: refused, nothing written.
    await page.getByRole('button', { name: '安居 计划菜单' }).click();
    await page.getByRole('menuitem', { name: '回到开始页' }).click();
    await page.getByRole('button', { name: /由上年计划新建/ }).click();
    await dialog().getByText('喀什地区2025年住房发展年度计划', { exact: true }).click();
    await expect.poll(() => page.getByLabel('文件名').inputValue()).toContain('2026');
    await page.getByLabel('文件名').fill('喀什地区2025年住房发展年度计划.anju');
    await dialog()
      .getByRole('button', { name: /^新\s?建$/ })
      .click();
    await dialog().getByText('已存在，请换一个名称').waitFor();
    expect(existsSync(path.join(window.folder, '住房计划', '喀什地区2025年住房发展年度计划.anju'))).toBe(true);
    expect(window.complaints).toEqual([]);
  });
});

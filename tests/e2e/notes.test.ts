// Notes on cells in the real window: written by key, marked in the grid, listed, closed, undone; the plan file keeps them. And what 核对
// finds at a cell is marked in its corner.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json } from '../command-line/run-anju.ts';
import { hasNoChromium } from '../shell/chromium.ts';
import { openWindow, type WindowUnderTest } from './window.ts';

describe.skipIf(hasNoChromium())('notes on cells (skipped where Chromium is missing)', () => {
  let window: WindowUnderTest;

  beforeAll(async () => {
    window = await openWindow('批注');
    await window.page.getByRole('button', { name: '打开样例' }).first().click();
    await window.page.getByText('2025年计划供应商品住房建筑面积').first().waitFor();
  });
  afterAll(() => window?.close());

  const cell = (row: number, column: number) => window.cell(row, column);
  const panel = () => window.page.locator('.cell-notes');

  it('Ctrl+; opens the field, Ctrl+Enter writes the note, the cell is marked', async () => {
    await cell(0, 3).click();
    await window.page.keyboard.press('Control+;');
    await expect.poll(() => window.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await window.page.keyboard.type('与开发区电话核对过');
    await window.page.keyboard.press('Control+Enter');
    await expect.poll(() => panel().textContent()).toContain('与开发区电话核对过');
    await expect.poll(() => cell(0, 3).getAttribute('class')).toContain('gc-noted');
    await expect.poll(() => json<{ label: string }[]>(window.folder, ['history', window.planFile()])[0]?.label).toContain('批注');
  });

  it('a source on another cell; both are listed and lead to their cells', async () => {
    await cell(2, 3).click();
    await panel().getByText('依据', { exact: true }).click();
    await panel().getByRole('textbox').fill('喀地住建〔2025〕3号 第2页');
    await panel().getByRole('button', { name: '记下' }).click();
    await expect.poll(() => cell(2, 3).getAttribute('class')).toContain('gc-noted');
    await panel().getByText('与开发区电话核对过').click();
    await expect.poll(() => window.page.locator('.formula-line, [data-pane="formula"]').first().textContent()).toContain('喀什市');
  });

  it('a note that is dealt with loses its mark, undo brings it back', async () => {
    await panel().getByRole('button', { name: '已处理' }).click();
    await expect.poll(() => cell(0, 3).getAttribute('class')).not.toContain('gc-noted');
    await window.page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => cell(0, 3).getAttribute('class')).toContain('gc-noted');
  });

  it('a note taken away comes back by undo', async () => {
    await panel().getByRole('button', { name: '删除' }).click();
    await expect.poll(() => panel().getByText('这一格还没有批注或依据。').count()).toBe(1);
    await window.page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => panel().textContent()).toContain('与开发区电话核对过');
  });

  it('the page had nothing to complain of', () => {
    expect(window.complaints).toEqual([]);
  });
});

describe.skipIf(hasNoChromium())('findings in the grid (skipped where Chromium is missing)', () => {
  it('the goal that contradicts the task list has a red corner', async () => {
    const { page, close } = await openWindow('问题');
    try {
      await page
        .getByRole('button', { name: /攀枝花/ })
        .first()
        .click();
      const goal = page.locator('.ag-cell').filter({ hasText: '[1500]' }).first();
      await goal.waitFor();
      await expect.poll(() => goal.getAttribute('class')).toContain('gc-finding-error');
    } finally {
      await close();
    }
  });
});

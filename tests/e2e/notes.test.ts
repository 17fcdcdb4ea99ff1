// Notes on cells in the real window: written by key, marked in the grid, listed, closed, undone; the plan file keeps them. And what 核对
// finds at a cell is marked in its corner.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserShell, startBrowserShell } from '../../electron/browser-shell.ts';
import { json } from '../command-line/run-anju.ts';
import { hasNoChromium, launch } from '../shell/chromium.ts';

describe.skipIf(hasNoChromium())('notes on cells (skipped where Chromium is missing)', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'anju 批注 '));
  const plans = path.join(folder, '住房计划');
  let shell: BrowserShell;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    process.env.ANJU_DATA = path.join(folder, 'data');
    process.env.ANJU_DOCUMENTS = folder;
    shell = await startBrowserShell({ say: () => {} });
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(shell.url);
    await page.getByRole('button', { name: '打开样例' }).first().click();
    await page.getByText('2025年计划供应商品住房建筑面积').first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await shell?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const cell = (row: number, column: number) =>
    page.locator(`[row-index="${row}"] [role="gridcell"][aria-colindex="${column}"]`).first();
  const panel = () => page.locator('.cell-notes');
  const planFile = () => path.join(plans, readdirSync(plans).find((name) => !name.startsWith('~$')) ?? '');

  it('Ctrl+; opens the field, Ctrl+Enter writes the note, the cell is marked', async () => {
    await cell(0, 3).click();
    await page.keyboard.press('Control+;');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.type('与开发区电话核对过');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => panel().textContent()).toContain('与开发区电话核对过');
    await expect.poll(() => cell(0, 3).getAttribute('class')).toContain('gc-noted');
    await expect.poll(() => json<{ label: string }[]>(folder, ['history', planFile()])[0]?.label).toContain('批注');
  });

  it('a source on another cell; both are listed and lead to their cells', async () => {
    await cell(2, 3).click();
    await panel().getByText('依据', { exact: true }).click();
    await panel().getByRole('textbox').fill('喀地住建〔2025〕3号 第2页');
    await panel().getByRole('button', { name: '记下' }).click();
    await expect.poll(() => cell(2, 3).getAttribute('class')).toContain('gc-noted');
    await panel().getByText('与开发区电话核对过').click();
    await expect.poll(() => page.locator('.formula-line, [data-pane="formula"]').first().textContent()).toContain('喀什市');
  });

  it('a note that is dealt with loses its mark, undo brings it back', async () => {
    await panel().getByRole('button', { name: '已处理' }).click();
    await expect.poll(() => cell(0, 3).getAttribute('class')).not.toContain('gc-noted');
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => cell(0, 3).getAttribute('class')).toContain('gc-noted');
  });

  it('a note taken away comes back by undo', async () => {
    await panel().getByRole('button', { name: '删除' }).click();
    await expect.poll(() => panel().getByText('这一格还没有批注或依据。').count()).toBe(1);
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => panel().textContent()).toContain('与开发区电话核对过');
  });
});

describe.skipIf(hasNoChromium())('findings in the grid (skipped where Chromium is missing)', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'anju 问题 '));
  let shell: BrowserShell;
  let browser: Browser;

  beforeAll(async () => {
    process.env.ANJU_DATA = path.join(folder, 'data');
    process.env.ANJU_DOCUMENTS = folder;
    shell = await startBrowserShell({ say: () => {} });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await shell?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the goal that contradicts the task list has a red corner', async () => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(shell.url);
    await page
      .getByRole('button', { name: /攀枝花/ })
      .first()
      .click();
    const goal = page.locator('.ag-cell').filter({ hasText: '[1500]' }).first();
    await goal.waitFor();
    await expect.poll(() => goal.getAttribute('class')).toContain('gc-finding-error');
  });
});

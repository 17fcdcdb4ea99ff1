// Merged cells by real keys and mouse: one cell to the eye, to the selection and to typing; merged and split from the menu.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type GridBrowser, type GridPage, openGridBrowser, skipWithoutChromium } from './grid-browser.ts';

describe.skipIf(skipWithoutChromium)('merged cells in Chromium (skipped where Chromium is missing)', () => {
  let browser: GridBrowser;
  let grid: GridPage;
  beforeAll(async () => {
    browser = await openGridBrowser();
  });
  afterAll(async () => browser?.close());
  afterEach(async () => {
    expect(grid.problems).toEqual([]);
    await grid.page.context().close();
  });

  const boxOf = async (row: string, column: string) => {
    const box = await (await grid.at(row, column)).boundingBox();
    if (!box) throw new Error(`${row} ${column} is not on the screen`);
    return box;
  };
  /** Where the words of a cell are, in the middle of it. */
  const wordsOf = async (row: string, column: string) => {
    const box = await (await grid.at(row, column)).locator('.gc-text').boundingBox();
    return box && box.y + box.height / 2;
  };
  const menu = async (name: string) => {
    await grid.press('Shift+F10');
    await grid.page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
  };

  it('the upper cell lies over all its rows, its words in their middle', async () => {
    grid = await browser.open('tasks');
    const [first, second] = [await boxOf('1', '任务内容'), await boxOf('2', '任务内容')];
    const name = await boxOf('1', '任务名称');
    expect(name.y).toBe(first.y);
    expect(Math.abs(name.y + name.height - (second.y + second.height))).toBeLessThanOrEqual(1);
    expect(Math.abs(((await wordsOf('1', '任务名称')) ?? 0) - second.y)).toBeLessThanOrEqual(2);
    expect(await grid.cell('2', '任务名称')).toBe('');
    expect(await grid.cell('3', '序号')).toBe('2');
  });

  it('a group’s name stays in sight while its rows scroll by', async () => {
    grid = await browser.open('tasks', 1366, 500);
    const area = (await grid.page.locator('.gc-host').boundingBox()) as { y: number; height: number };
    const middle = await wordsOf('4', '重点任务');
    expect(middle).toBeGreaterThan(area.y);
    expect(middle).toBeLessThan(area.y + area.height);
  });

  it('a click on a covered cell takes the whole, arrows step over it', async () => {
    grid = await browser.open('tasks');
    await grid.click('2', '任务名称');
    expect(await grid.place()).toBe('供应节奏 · 任务名称');
    await grid.press('ArrowDown');
    expect(await grid.place()).toBe('市场监管 · 任务名称');
    await grid.press('ArrowUp');
    expect(await grid.place()).toBe('供应节奏 · 任务名称');
    await grid.press('F2', 'End');
    await grid.type('表');
    await grid.press('Enter');
    expect(await grid.plan('1', '任务名称')).toBe('供应节奏表');
    expect(await grid.place()).toBe('市场监管 · 任务名称');
  });

  it('several paragraphs are typed with Alt+Enter and the row grows with them, the merged cell too', async () => {
    grid = await browser.open('tasks');
    const before = (await boxOf('1', '任务名称')).height;
    await grid.click('2', '任务内容');
    await grid.press('F2', 'Alt+Enter');
    await grid.type('信息公开');
    await grid.press('Enter');
    expect(await grid.plan('2', '任务内容')).toBe('预售\n信息公开');
    await expect.poll(async () => (await boxOf('1', '任务名称')).height).toBe(before + 20);
  });

  it('合并单元格 keeps the upper value and says so, 取消合并 parts them, one undo each', async () => {
    grid = await browser.open('tasks');
    await grid.drag(['1', '任务内容'], ['2', '任务内容']);
    await menu('合并单元格');
    expect(await grid.bubble()).toContain('只保留上面一格');
    expect(await grid.plan('1', '任务内容')).toBe('机制');
    expect(await grid.plan('2', '任务内容')).toBe('');
    await grid.press('Escape');
    await menu('取消合并');
    expect(await grid.commands()).toEqual(['join-cells', 'join-cells']);
    await grid.press('Control+z', 'Control+z');
    await expect.poll(() => grid.plan('2', '任务内容')).toBe('预售');
  });

  it('offers no merge for one cell, across groups, or for a group’s own label', async () => {
    grid = await browser.open('tasks');
    const disabled = async (): Promise<string | null> => {
      await grid.press('Shift+F10');
      const item = grid.page.getByRole('menuitem', { name: /^合并单元格/ });
      const answer = await item.getAttribute('aria-disabled');
      await grid.press('Escape');
      return answer;
    };
    await grid.click('1', '任务内容');
    expect(await disabled()).toBe('true');
    await grid.drag(['3', '任务内容'], ['4', '任务内容']);
    expect(await disabled()).toBe('true');
    await grid.drag(['1', '任务内容'], ['2', '任务内容']);
    expect(await disabled()).not.toBe('true');
  });
});

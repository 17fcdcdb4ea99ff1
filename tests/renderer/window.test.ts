// The window's frame in a real browser: the start screen's list, keys and folds, and what is said when a plan can't be written.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell } from '../../electron/browser-shell.ts';
import { hasNoChromium, launch } from '../shell/chromium.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'anju 窗口 '));
const plans = path.join(folder, '住房计划');
const planAt = (n: number) => path.join(plans, `喀什地区2025年住房发展年度计划${n === 1 ? '' : `（${n}）`}.anju`);
const holderScript = path.join(import.meta.dirname, 'hold-lock.ts');

describe.skipIf(hasNoChromium())('the window', () => {
  let shell: BrowserShell;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    process.env.ANJU_DATA = path.join(folder, 'data');
    process.env.ANJU_DOCUMENTS = folder;
    shell = await startBrowserShell({ say: () => {} });
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(shell.url);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await shell?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const rows = () => page.locator('.recent-row[role="option"]');
  const toStart = async () => {
    await page.getByRole('button', { name: '安居 计划菜单' }).click();
    await page.getByRole('menuitem', { name: '回到开始页' }).click();
    await page.getByRole('heading', { name: '最近的计划' }).waitFor();
  };
  const openSample = async () => {
    await page.getByRole('button', { name: '打开样例' }).click();
    await page.locator('.plan-window').waitFor({ timeout: 30_000 });
    await page.getByText(/^已保存 \d\d:\d\d$/).waitFor();
  };

  test('opens any of the samples with one click', async () => {
    await page.getByRole('button', { name: '达州市“十四五”城镇住房发展专项规划' }).click();
    await page.locator('.plan-window').waitFor({ timeout: 30_000 });
    await page.getByText('附件2 城镇老旧小区改造计划表').click();
    await page
      .getByRole('gridcell', { name: /205987/ })
      .first()
      .waitFor();
    await toStart();
    await page.locator('.recent-row[role="option"]').first().click();
    await page.keyboard.press('Delete');
    await expect.poll(() => rows().count()).toBe(0);
  });

  test('says which years a five-year plan is for before it is made', async () => {
    await page.locator('.template-list').getByText('住房发展五年规划').click();
    await page.locator('#new-region').fill('达州市');
    await page.locator('#new-year').fill('2028');
    await page.getByText('规划期 2026—2030 年').waitFor();
    await expect.poll(() => page.locator('#new-name').inputValue()).toMatch(/^达州市2026—2030年住房发展五年规划/);
    await page.getByText('住房发展年度计划').last().click();
    await page.getByText('规划期 2026—2030 年').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^取\s?消$/ }).click();
  });

  test('lists what was opened, and takes it off the list without touching the file', async () => {
    for (let i = 0; i < 3; i++) {
      await openSample();
      await toStart();
    }
    await expect.poll(() => rows().count()).toBe(3);
    await page.getByRole('listbox', { name: '最近的计划' }).focus();
    await page.keyboard.press('End');
    expect(await rows().nth(2).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Delete');
    await expect.poll(() => rows().count()).toBe(2);
    expect(existsSync(planAt(1))).toBe(true);
    await page.getByRole('textbox', { name: '按名称或地区查找' }).fill('莎车');
    await page.getByText('没有名称或地区含“莎车”的计划。').waitFor();
    await page.getByRole('textbox', { name: '按名称或地区查找' }).fill('');
  });

  test('says when a file is not where it was', async () => {
    renameSync(planAt(2), `${planAt(2)}.away`);
    await page.reload();
    await page.getByText('文件不在原处').waitFor();
    expect(await page.getByRole('button', { name: '查找', exact: true }).count()).toBe(1);
    renameSync(`${planAt(2)}.away`, planAt(2));
    await page.reload();
    await page.getByText('文件不在原处').waitFor({ state: 'detached' });
  });

  test('opens read-only what another program is editing, and says who', async () => {
    const holder = spawn(process.execPath, [holderScript, planAt(2)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve) => holder.stdout.once('data', () => resolve()));
    await rows().filter({ hasText: '（2）' }).locator('.recent-name').click();
    await page.getByText(/正在编辑这份计划，这里只能看/).waitFor({ timeout: 30_000 });
    expect(await page.getByRole('button', { name: '导入', exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: '插入行' }).count()).toBe(0);
    holder.kill('SIGKILL');
    await toStart();
  });

  test('goes round by keys alone', async () => {
    await openSample();
    const mode = (name: string) => page.getByRole('radio', { name, checked: true }).count();
    for (const [key, name] of [
      ['Control+1', '正文'],
      ['Control+3', '上下对照'],
      ['Control+2', '表格'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => mode(name)).toBe(1);
    }
    await page.keyboard.press('F8');
    await expect.poll(() => page.getByRole('tablist', { name: '侧栏' }).count()).toBe(0);
    await page.keyboard.press('F8');
    await page.getByRole('tablist', { name: '侧栏' }).waitFor();
    await page.keyboard.press('F1');
    await page.getByRole('dialog').getByText('确认已保存').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const seen = new Set<string>();
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('F6');
      seen.add(await page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane ?? ''));
    }
    expect([...seen].sort()).toEqual(['formula', 'grid', 'outline', 'panel']);
    await page.keyboard.press('Control+s');
    await page.getByText(/每改一格都立即存盘/).waitFor();
  });

  test('keeps formula line, header and total in sight on a small laptop at 125 %', async () => {
    await page.setViewportSize({ width: 1093, height: 540 });
    await page.getByRole('navigation', { name: '侧栏' }).waitFor();
    const total = page.locator('[row-index="b-0"]').first();
    const box = await total.boundingBox();
    expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThan(540 - 28);
    expect(await page.locator('.gc-line').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1093);
    await page.getByRole('button', { name: '来 源' }).or(page.locator('.rail:not(.is-left) button').nth(1)).first().click();
    await page.getByRole('tabpanel').getByText('手工录入').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tabpanel').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  test('says what is safe when the file is gone, and saves all once it is back', async () => {
    const file = planAt(4);
    expect(existsSync(file)).toBe(true);
    renameSync(file, `${file}.away`);
    const cell = page.locator(
      '.ag-row[row-index="0"] [role="gridcell"][aria-colindex="3"], [row-index="0"] .ag-cell[aria-colindex="3"]',
    );
    await cell.first().click();
    await page.keyboard.type('61');
    await page.keyboard.press('Enter');
    const bar = page.getByRole('alert').filter({ hasText: '未能保存' });
    await bar.waitFor();
    expect(await bar.textContent()).toContain('窗口里的内容都还在（1 步还没有写进文件），请不要关闭窗口。');
    expect(await cell.first().textContent()).toContain('61.00');
    renameSync(`${file}.away`, file);
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await bar.waitFor({ state: 'detached', timeout: 15_000 });
    await page.getByText(/^已保存 \d\d:\d\d$/).waitFor();
    await page.getByRole('tab', { name: '历史' }).click();
    await expect.poll(() => page.locator('.history > li').count()).toBe(2);
  });

  test('showed no error in the page', () => {
    expect(problems).toEqual([]);
  });
});

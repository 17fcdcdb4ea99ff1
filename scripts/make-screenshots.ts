// Takes the pictures of the README: docs/images/table.png and docs/images/text-and-table.png, with the Chromium at hand.
//
//   node scripts/with-node.mjs scripts/make-screenshots.ts
//
// It drives the real window as a person would (the sample, a figure changed, both views), in a folder of its own that is gone afterwards,
// so a picture never shows what the program does not do. Run it after a change of the window and look at what it made.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { chromium, type Page } from 'playwright-core';
import { startBrowserShell } from '../electron/browser-shell.ts';
import { root } from './build-stamp.ts';

const images = path.join(root, 'docs', 'images');
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A cell of the grid by the row's place (`b-0`: the total row below) and the column's number. */
const cell = (page: Page, row: string, column: number) =>
  page.locator(`[row-index="${row}"] [role="gridcell"][aria-colindex="${column}"]`).first();

async function changeFirstFigure(page: Page): Promise<void> {
  await page.getByRole('button', { name: '打开样例' }).click();
  await cell(page, 'b-0', 3).filter({ hasText: '92.02' }).waitFor();
  await cell(page, '0', 3).click();
  await page.keyboard.type('52.00');
  await page.keyboard.press('Enter');
  await cell(page, 'b-0', 3).filter({ hasText: '93.02' }).waitFor();
  await page.getByText(/^已保存 \d\d:\d\d$/).waitFor();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(800);
  const file = path.join(images, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  process.stdout.write(`${path.relative(root, file)}\n`);
}

const folder = mkdtempSync(path.join(tmpdir(), 'anju-pictures-'));
process.env.ANJU_DATA = path.join(folder, 'data');
process.env.ANJU_DOCUMENTS = path.join(folder, '文档');
mkdirSync(process.env.ANJU_DOCUMENTS, { recursive: true });
mkdirSync(images, { recursive: true });
const executablePath = BROWSERS.find(existsSync);
const shell = await startBrowserShell({ say: (line) => process.stderr.write(`${line}\n`) });
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await page.goto(shell.url);
  await changeFirstFigure(page);

  // The table with nested headers, a total active: the formula line says how it came about.
  await page.getByText('表2 分配保障性住房规模').click();
  await cell(page, 'b-0', 3).filter({ hasText: /\d/ }).waitFor();
  await cell(page, 'b-0', 3).click();
  await shoot(page, 'table');

  // The sentence over its table, after the figure was changed.
  await page.getByText('表1 供应商品住房建筑面积').click();
  await page.keyboard.press('Control+3');
  await page.locator('.ProseMirror').filter({ hasText: '93.02' }).waitFor();
  await page.getByText('（一）商品住房供应目标').first().click();
  await cell(page, 'b-0', 3).click();
  await shoot(page, 'text-and-table');
} finally {
  await browser.close();
  await shell.close();
  rmSync(folder, { recursive: true, force: true });
}

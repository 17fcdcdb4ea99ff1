// A window of its own for a test: the real renderer in Chromium over the browser shell, with a folder of its own for plans and data.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { startBrowserShell } from '../../electron/browser-shell.ts';
import { launch } from '../shell/chromium.ts';

export interface WindowUnderTest {
  page: Page;
  folder: string;
  /** a cell of the grid by the row's place (`b-0`: the total row below) and the column's number */
  cell(row: number | string, column: number): Locator;
  /** the one plan in the folder; its lock lies beside it while the window has it */
  planFile(): string;
  /** what the page complained of: errors, and what its policy refused (a style that a control sets by itself) */
  complaints: string[];
  close(): Promise<void>;
}

/** Opens the start screen at 1366×768; `name` (Chinese, with a blank) stands in the folder's path. */
export async function openWindow(name: string, context: { permissions?: string[] } = {}): Promise<WindowUnderTest> {
  const folder = mkdtempSync(path.join(tmpdir(), `anju ${name} `));
  const plans = path.join(folder, '住房计划');
  process.env.ANJU_DATA = path.join(folder, 'data');
  process.env.ANJU_DOCUMENTS = folder;
  const shell = await startBrowserShell({ say: () => {} });
  const browser = await launch();
  const page = await browser.newPage({ ...context, viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(shell.url);
  return {
    page,
    folder,
    complaints,
    cell: (row, column) => page.locator(`[row-index="${row}"] [role="gridcell"][aria-colindex="${column}"]`).first(),
    planFile: () => path.join(plans, readdirSync(plans).find((file) => !file.startsWith('~$')) ?? ''),
    async close() {
      await browser.close();
      await shell.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

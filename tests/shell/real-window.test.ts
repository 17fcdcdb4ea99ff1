// The real window in a real browser, served as a person gets it: every screen works under the policy, nothing is refused, nothing asks
// for anything outside of the page's own address.

import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell } from '../../electron/browser-shell.ts';
import { shellServices } from '../../electron/handlers/services.ts';
import { createHandlers } from '../../electron/handlers.ts';
import { ensureRenderer } from '../../scripts/build.ts';
import { hasNoChromium, launch } from './chromium.ts';

describe.skipIf(hasNoChromium())('the window', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'anju-window-'));
  const documents = path.join(home, '我的 文档');
  const complaints: string[] = [];
  let shell: BrowserShell;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(documents);
    const folders = {
      data: path.join(home, 'data'),
      documents,
      plans: documents,
      backups: path.join(home, 'backups'),
      temporary: home,
    };
    const handlers = createHandlers(shellServices({ folders }));
    shell = await startBrowserShell({ windowFolder: await ensureRenderer(), handlers });
    browser = await launch();
    page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`refused: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL(shell.url).origin) && !request.url().startsWith('data:'))
        complaints.push(request.url());
    });
  });
  afterAll(async () => {
    await browser?.close();
    await shell?.close();
  });

  test('opens the sample, shows every view of it, and releases it, without a complaint', async () => {
    await page.goto(shell.url);
    await page.getByRole('button', { name: '打开样例' }).click();
    await page.getByText('92.02').first().waitFor();
    for (const view of ['正文', '上下对照', '表格']) await page.getByText(view, { exact: true }).first().click();
    for (const tab of ['来源', '历史', '核对']) await page.getByText(tab, { exact: true }).first().click();
    await page.keyboard.press('F1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+E');
    await page.getByRole('dialog').getByRole('button', { name: /发布$/ }).last().click();
    await page.getByText('已发布 2 个文件').waitFor({ timeout: 60_000 });
    expect(readdirSync(documents).filter((name) => /\.(docx|xlsx)$/.test(name))).toHaveLength(2);
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
  });

  test('loaded again shows the same plan', async () => {
    await page.reload();
    await page.getByText('92.02').first().waitFor();
    expect(page.url()).toBe(`${new URL(shell.url).origin}/`);
    expect(complaints).toEqual([]);
  });

  test('in a second tab, a change made in the first one arrives', async () => {
    const second = await page.context().newPage();
    await second.goto(new URL(shell.url).origin);
    await second.locator('.recent-name').first().click();
    await second.getByText('92.02').first().waitFor();
    await page.locator('[row-index="0"]').getByText('51.00').click();
    await page.keyboard.type('52.00');
    await page.keyboard.press('Enter');
    await second.getByText('93.02').first().waitFor();
    await second.close();
    expect(complaints).toEqual([]);
  });
});

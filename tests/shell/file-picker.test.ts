// The window's own file picker on a slow machine: the first folder arrives late, and must not change the path somebody is typing.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserShell, startBrowserShell } from '../../electron/browser-shell.ts';
import { shellServices } from '../../electron/handlers/services.ts';
import { createHandlers } from '../../electron/handlers.ts';
import { ensureRenderer } from '../../scripts/build.ts';
import { hasNoChromium, launch } from './chromium.ts';

describe.skipIf(hasNoChromium())('the file picker (skipped where Chromium is missing)', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'anju 选择 '));
  const elsewhere = path.join(home, '别处');
  let shell: BrowserShell;
  let browser: Browser;
  let page: Page;

  /** each answer to `files.list` waits here until it is let go */
  const held: (() => void)[] = [];
  let holding = false;

  beforeAll(async () => {
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, '上年.csv'), '县市,套数\n喀什市,1\n');
    const folders = { data: home, documents: home, plans: home, backups: home, temporary: home };
    const handlers = createHandlers(shellServices({ folders }));
    shell = await startBrowserShell({ windowFolder: await ensureRenderer(), handlers });
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.route('**/*', async (route) => {
      if (holding && route.request().url().endsWith('/call/files.list'))
        await new Promise<void>((resolve) => {
          held.push(resolve);
        });
      await route.continue();
    });
    await page.goto(shell.url);
  });
  afterAll(async () => {
    await browser?.close();
    await shell?.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('leaves the field alone while somebody stands in it, whenever the first folder comes', async () => {
    holding = true;
    await page.getByRole('button', { name: /导入旧表格/ }).click();
    await expect.poll(() => held.length).toBe(1);
    const field = page.getByRole('textbox', { name: '位置' });
    await field.click();
    holding = false;
    for (const go of held) go();
    await page.getByText('别处').waitFor();
    await page.keyboard.type(elsewhere);
    expect(await field.inputValue()).toBe(elsewhere);
    await page.keyboard.press('Enter');
    await page.getByText('上年.csv').waitFor();
  });
});

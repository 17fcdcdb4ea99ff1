// The main job from end to end, in a real browser on the real window, files and all: open the sample, change 51.00 to 52.00, see the
// total and the sentence follow, import a legacy .xls, take both back, release. Then the command line reads what the window wrote.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import XLSX from '@e965/xlsx';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserShell, startBrowserShell } from '../../electron/browser-shell.ts';
import { json, runAnju } from '../command-line/run-anju.ts';
import { convert, hasLibreOffice, hasValidator, partsOf, schemaFaults } from '../office.ts';
import { hasNoChromium, launch } from '../shell/chromium.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'anju 主线 '));
const plans = path.join(folder, '住房计划');

/** The one plan in the folder; its lock lies beside it while a window has it. */
const planFile = (): string => path.join(plans, readdirSync(plans).find((name) => !name.startsWith('~$')) ?? '');

/** Last year's allocation as a county sends it: aliases, a unit line, a total, two figures that differ from the plan's. */
function legacyFile(): string {
  const rows: [string, ...(number | string)[]][] = [
    ['喀什', 2800, 10.92, 280, 1.26],
    ['喀什经开区', 100, 0.4, 300, 2.4],
    ['疏附县', 1252, 4, 262, 3.24],
    ['疏勒县', '-', '-', '-', '-'],
    ['英吉沙县', 832, 3.33, '-', '-'],
    ['泽普县', 500, 3.1, '-', '-'],
    ['莎车县', 850, 3.31, '-', '-'],
    ['叶城县', 1175, 6.08, 72, 0.47],
    ['麦盖提县', 1650, 7.42, '-', '-'],
    ['岳普湖县', 700, 2.45, 50, 0.32],
    ['伽师县', 600, 2.4, '-', '-'],
    ['巴楚县', 700, 2.8, 50, 0.25],
    ['塔县', 96, 0.34, '-', '-'],
  ];
  const add = (column: number): number =>
    Math.round(rows.reduce((n, row) => n + (typeof row[column] === 'number' ? (row[column] as number) : 0), 0) * 100) / 100;
  const sheet = XLSX.utils.aoa_to_sheet([
    ['喀什地区保障性住房分配计划表'],
    ['单位：套、万平方米'],
    ['县市', '公租房', null, '保障性租赁住房'],
    [null, '套数', '面积', '套数', '面积'],
    ...rows,
    ['合计', add(1), add(2), add(3), add(4)],
  ]);
  const merge = (area: string): XLSX.Range => XLSX.utils.decode_range(area);
  sheet['!merges'] = [merge('A1:E1'), merge('A2:E2'), merge('A3:A4'), merge('B3:C3'), merge('D3:E3')];
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, '分配计划');
  const file = path.join(folder, '上年 分配计划.xls');
  writeFileSync(file, XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);
  return file;
}

describe.skipIf(hasNoChromium())('the main job', () => {
  let shell: BrowserShell;
  let browser: Browser;
  let page: Page;
  let cdp: CDPSession;
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
    cdp = await page.context().newCDPSession(page);
    await page.goto(shell.url);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await shell?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const cellOf = (row: string | number, column: number) =>
    page
      .locator(
        `.ag-row[row-index="${row}"] [role="gridcell"][aria-colindex="${column}"], [row-index="${row}"] .ag-cell[aria-colindex="${column}"]`,
      )
      .first();
  const saved = () => expect.poll(() => page.getByText(/^已保存 \d\d:\d\d$/).count(), { timeout: 15_000 }).toBe(1);
  const undo = async (): Promise<void> => {
    await page.getByRole('button', { name: '撤销' }).click();
    await saved();
  };

  it('opens the sample with one click', async () => {
    await page.getByRole('button', { name: '打开样例' }).click();
    await page.getByText('2025年计划供应商品住房建筑面积').first().waitFor({ timeout: 30_000 });
    await expect.poll(() => cellOf('b-0', 3).textContent(), { timeout: 20_000 }).toContain('92.02');
  });

  it('follows 51.00 → 52.00 in the total, in the sentence and on disk', async () => {
    await cellOf(0, 3).click();
    await page.keyboard.type('52.00');
    await page.keyboard.press('Enter');
    await expect.poll(() => cellOf('b-0', 3).textContent()).toContain('93.02');
    await saved();
    await page.keyboard.press('Control+1');
    await expect.poll(() => page.locator('.ProseMirror').textContent(), { timeout: 15_000 }).toContain('93.02万平方米');
    expect(await page.locator('.ProseMirror').textContent()).not.toContain('92.02');
    const file = planFile();
    const shown = runAnju(folder, 'show', file, '--text').stdout;
    expect(shown).toContain('93.02万平方米');
    // The window holds the plan: reading works, writing says who holds it.
    const set = runAnju(
      folder,
      'set',
      file,
      '--table',
      '表1',
      '--row',
      '喀什市',
      '--column',
      '计划供应商品住房建筑面积',
      '1',
      '--json',
    );
    expect(set.code).toBe(3);
    expect(JSON.parse(set.stdout)).toMatchObject({ error: { code: 'plan-locked' } });
  });

  it('takes Chinese typed by composition into the text', async () => {
    const paragraph = page.locator('.ProseMirror p, .ProseMirror [data-kind="para"]').filter({ hasText: '93.02' }).first();
    await paragraph.click();
    await page.keyboard.press('End');
    const before = (await page.locator('.ProseMirror').textContent()) ?? '';
    for (const text of ['h', 'hu', 'huy', 'huyang'])
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await cdp.send('Input.insertText', { text: '胡杨' });
    await expect.poll(() => page.locator('.ProseMirror').textContent()).toContain('胡杨');
    expect(((await page.locator('.ProseMirror').textContent()) ?? '').length).toBe(before.length + 2);
    await saved();
    await expect.poll(() => page.getByRole('button', { name: '撤销' }).isEnabled()).toBe(true);
    await undo();
    await expect.poll(() => page.locator('.ProseMirror').textContent()).not.toContain('胡杨');
  });

  it('imports a legacy .xls into 表2 as one step', async () => {
    legacyFile();
    await page.keyboard.press('Control+2');
    await page.getByText('表2 分配保障性住房规模').click();
    await expect.poll(() => cellOf(0, 3).textContent(), { timeout: 15_000 }).toContain('3000');
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByRole('button', { name: '选择文件' }).click();
    await page.getByRole('textbox', { name: '位置' }).fill(folder);
    await page.keyboard.press('Enter');
    await page.getByText('上年 分配计划.xls').dblclick();
    await page.getByText('识别结果').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: /下一步/ }).click();
    await page.getByText('列的对应').waitFor();
    await page.getByRole('button', { name: /下一步/ }).click();
    await page.getByText('合计核对').waitFor({ timeout: 20_000 });
    await expect.poll(() => page.locator('.wizard').textContent()).toMatch(/修改\s*2\s*格/);
    await page.getByRole('button', { name: '应用到计划' }).click();
    await expect.poll(() => cellOf(0, 3).textContent(), { timeout: 15_000 }).toContain('2800');
    await expect.poll(() => cellOf('b-0', 3).textContent()).toContain('11255');
    await saved();
  });

  it('takes the import and the edit back with 撤销 twice', async () => {
    await undo();
    await expect.poll(() => cellOf(0, 3).textContent()).toContain('3000');
    await undo();
    await page.getByText('表1 供应商品住房建筑面积').click();
    await expect.poll(() => cellOf(0, 3).textContent()).toContain('51.00');
    await expect.poll(() => cellOf('b-0', 3).textContent()).toContain('92.02');
  });

  it('brings the edit again and releases both files', async () => {
    await page.getByRole('button', { name: '重做' }).click();
    await saved();
    await page.keyboard.press('Control+Shift+E');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: '发布', exact: true }).click();
    await expect.poll(() => dialog.getByRole('button', { name: '打开所在文件夹' }).isEnabled(), { timeout: 60_000 }).toBe(true);
    await page.keyboard.press('Escape');
    const released = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => /\.(docx|xlsx)$/.test(name) && !name.includes('~'));
    expect(released.map((name) => path.extname(name)).sort()).toEqual(['.docx', '.xlsx']);
    for (const name of released) {
      const file = path.join(folder, name);
      if (hasValidator()) expect(schemaFaults(file)).toEqual([]);
      const text = Object.values(partsOf(file)).join('');
      expect(text).toContain('93.02');
      if (hasLibreOffice()) convert(file, 'pdf', folder);
    }
  });

  it('survives a reload, and the plan verifies', async () => {
    await page.reload();
    await page.getByText('喀什地区2025年住房发展年度计划').first().waitFor({ timeout: 30_000 });
    const file = planFile();
    expect(json(folder, ['verify', file])).toEqual({ ok: true, problems: [] });
    const labels = json<{ label: string }[]>(folder, ['history', file]).map((h) => h.label);
    expect(labels.at(-1)).toContain('51.00 → 52.00');
    expect(labels.some((label) => label.startsWith('导入 '))).toBe(true);
  });

  it('showed no error in the page', () => {
    expect(problems).toEqual([]);
  });
});

// The hands of a WPS user on the real window, files and all: what each gesture wrote is read from the plan file by the command line.

import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { json } from '../command-line/run-anju.ts';
import { hasNoChromium } from '../shell/chromium.ts';
import { openWindow, type WindowUnderTest } from './window.ts';

let window: WindowUnderTest;

/** 表2 as the plan file has it: name, 公租房 套数 面积, 保障性租赁住房 套数 面积, 小计 套数 面积. */
function stored(): Record<string, string[]> {
  const { tables } = json<{ tables: { rows: { label: string; cells: Record<string, string> }[] }[] }>(window.folder, [
    'show',
    window.planFile(),
    '--table',
    '表2',
  ]);
  return Object.fromEntries((tables[0]?.rows ?? []).map((row) => [row.label, Object.values(row.cells).slice(1)]));
}

/** The forms in which other programs copy: one region table of 保障性租赁住房, merged heads, figures shown and stored. */
const FRAGMENTS = {
  Excel: `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Excel.Sheet><style><!--td{mso-number-format:General;}--></style></head><body link=blue><table border=0 cellpadding=0 cellspacing=0 style='border-collapse:collapse'><!--StartFragment--><col width=72><tr height=19><td height=19 class=xl65 style='height:14.25pt'>喀什市</td><td class=xl66 align=right style='mso-number-format:"\\#\\,\\#\\#0"'>2,800</td><td class=xl67 align=right>10.92<span style='mso-spacerun:yes'>&nbsp;</span></td></tr><!--EndFragment--></table></body></html>`,
  WPS: `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name="Generator" content="WPS Office ET"/></head><body><table width="216" border="0" style='border-collapse:collapse;'><!--StartFragment--><tr height="18"><td class="et2" height="18" x:str>喀什市</td><td class="et3" align="right" x:num="2800">2,800</td><td class="et4" align="right" x:num="10.92"><font class="font0">10.92</font></td></tr><!--EndFragment--></table></body></html>`,
  LibreOffice: `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2//EN"><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><meta name="generator" content="LibreOffice 7.6.4.1 (Linux)"/></head><body><table cellspacing="0" border="0"><colgroup span="3" width="85"></colgroup><tr><td height="17" align="left"><font face="宋体">喀什市</font></td><td align="right" sdval="2800" sdnum="2052;0;#,##0">2,800</td><td align="right" sdval="10.92" sdnum="2052;0;0.00">10.92</td></tr></table></body></html>`,
};

describe.skipIf(hasNoChromium())('gestures in the window', () => {
  let page: Page;
  let cdp: CDPSession;

  beforeAll(async () => {
    window = await openWindow('手势', { permissions: ['clipboard-read', 'clipboard-write'] });
    page = window.page;
    cdp = await page.context().newCDPSession(page);
    await page.getByRole('button', { name: '打开样例' }).click();
    await page.getByText('92.02').first().waitFor({ timeout: 30_000 });
    await page.getByText('表2 分配保障性住房规模').click();
    await cell(0, 3).filter({ hasText: '3000' }).waitFor();
  }, 180_000);
  afterAll(() => window?.close());
  let before: Record<string, string[]>;
  beforeEach(() => {
    before = stored();
  });

  const cell = (row: number | string, column: number) => window.cell(row, column);
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const drag = async (from: [number, number], to: [number, number]): Promise<void> => {
    const [a, b] = [await cell(...from).boundingBox(), await cell(...to).boundingBox()];
    if (!a || !b) throw new Error('not on the screen');
    await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
    await page.mouse.down();
    await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 4 });
    await page.mouse.up();
  };
  /** Another program's copy lies on the machine's clipboard. */
  const copyElsewhere = (html: string, plain: string): Promise<void> =>
    page.evaluate(
      (forms) => {
        const serve = (event: ClipboardEvent): void => {
          if (forms.html) event.clipboardData?.setData('text/html', forms.html);
          event.clipboardData?.setData('text/plain', forms.plain);
          event.preventDefault();
          event.stopImmediatePropagation();
        };
        document.addEventListener('copy', serve, { capture: true, once: true });
        document.execCommand('copy');
      },
      { html, plain },
    );
  const change = async (row: string, cells: Record<number, string>): Promise<void> => {
    await expect
      .poll(() => Object.keys(cells).map((at) => stored()[row]?.[Number(at)]), { timeout: 15_000 })
      .toEqual(Object.values(cells));
  };
  /** One Ctrl+Z, and the file is what it was. */
  const backByOneUndo = async (): Promise<void> => {
    await press('Control+z');
    await expect.poll(stored, { timeout: 15_000 }).toEqual(before);
  };
  const bubble = () => page.locator('.gc-bubble');
  const status = () => page.locator('.status-bar');

  it.each(Object.entries(FRAGMENTS))('%s: names are matched, separators read, one undo', async (_, html) => {
    await cell(0, 2).click();
    await copyElsewhere(html, '喀什市\t2,800\t10.92\r\n');
    await press('Control+v');
    await change('喀什市', { 0: '2800', 1: '10.92' });
    await backByOneUndo();
  });

  it('HTML with scripts and handlers is text; a formula is refused where figures stand', async () => {
    await cell(0, 3).click();
    await copyElsewhere(
      '<table onload="document.title=1"><tr><td><img src=x onerror="document.title=\'x\'">7<script>document.title="x"</script></td></tr></table>',
      '7',
    );
    await press('Control+v');
    await change('喀什市', { 0: '7' });
    expect(await page.title()).not.toBe('x');
    await backByOneUndo();
    await copyElsewhere('', '=1+1');
    await press('Control+v');
    await bubble().getByText('=1+1').waitFor();
    expect(stored()).toEqual(before);
  });

  it.each([
    ['a million columns', '\t'.repeat(1_000_000), '太多'],
    ['a program', '\u007fELF\u0001\u0002\u0003\u0011', '不是文字'],
  ])('%s: said, nothing written', async (_, plain, said) => {
    await cell(0, 3).click();
    await copyElsewhere('', plain);
    await press('Control+v');
    await bubble().getByText(said).waitFor();
    expect(stored()).toEqual(before);
  });

  it('a copy pasted into a larger selection repeats and passes over computed cells', async () => {
    await cell(0, 3).click();
    await press('Control+c');
    await drag([2, 5], [4, 5]);
    await press('Control+v');
    await change('英吉沙县', { 2: '3000' });
    expect([stored().疏附县?.[2], stored().疏勒县?.[2]]).toEqual(['3000', '3000']);
    await backByOneUndo();
    await copyElsewhere('', '1\t2\t3\t4\r\n');
    await cell(0, 5).click();
    await press('Control+v');
    await bubble().getByText('跳过自动计算的 2 格').waitFor();
    await change('喀什市', { 2: '1' });
    await backByOneUndo();
  });

  it('paste special adds', async () => {
    await cell(0, 5).click();
    await copyElsewhere('', '20');
    await press('Control+Alt+v');
    const dialog = page.getByRole('dialog', { name: '选择性粘贴' });
    await dialog.getByLabel('加', { exact: true }).check();
    await dialog.getByRole('button', { name: /粘\s?贴/ }).click();
    await change('喀什市', { 2: '300' });
    await backByOneUndo();
  });

  it('the handle counts a series on; Ctrl+D, Ctrl+R, Delete and Ctrl+Enter write many cells in one step', async () => {
    await cell(3, 5).click();
    await page.keyboard.type('10');
    await press('Enter');
    await page.keyboard.type('20');
    await press('Enter');
    await drag([3, 5], [4, 5]);
    const [handle, to] = [await page.locator('.gc-handle').boundingBox(), await cell(6, 5).boundingBox()];
    if (!handle || !to) throw new Error('no handle');
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + 10, { steps: 4 });
    await page.mouse.up();
    await change('莎车县', { 2: '40' });
    await press('Control+z', 'Control+z');
    await backByOneUndo();

    await drag([0, 3], [2, 4]);
    await press('Control+d');
    await change('疏附县', { 0: '3000', 1: '11.70' });
    await backByOneUndo();
    await drag([0, 3], [1, 3]);
    await press('Delete');
    await change('经开区', { 0: '' });
    await backByOneUndo();
    await drag([2, 5], [4, 5]);
    await page.keyboard.type('9');
    await press('Control+Enter');
    await change('英吉沙县', { 2: '9' });
    await backByOneUndo();
  });

  it('several ranges are summed each unit by itself, emptied together', async () => {
    await drag([0, 5], [0, 6]);
    await page.keyboard.down('Control');
    await drag([2, 5], [2, 6]);
    await page.keyboard.up('Control');
    await expect.poll(() => status().textContent()).toContain('套数：求和 542平均 271计数 2最大 280最小 262');
    await expect.poll(() => status().textContent()).toContain('建筑面积：求和 4.50平均 2.25计数 2最大 3.24最小 1.26');
    await press('Delete');
    await change('疏附县', { 2: '', 3: '' });
    expect(stored().喀什市?.slice(2, 4)).toEqual(['', '']);
    await backByOneUndo();
  });

  it('Enter that ends a composition stays in the cell; full-width digits are figures', async () => {
    await cell(0, 3).click();
    for (const text of ['２', '２８', '２８１'])
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    for (const type of ['rawKeyDown', 'keyUp'] as const)
      await cdp.send('Input.dispatchKeyEvent', { type, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
    expect(stored()).toEqual(before);
    await cdp.send('Input.insertText', { text: '２８１' });
    expect(await page.locator('.gc-editor').inputValue()).toBe('２８１');
    await press('Enter');
    await change('喀什市', { 0: '281' });
    await backByOneUndo();
  });

  it('Ctrl+G goes to a cell of another table by name, and typing goes there', async () => {
    await cell(0, 3).click();
    await press('Control+g');
    await page.keyboard.type('表1 疏附 建筑面积');
    await page.getByRole('option').first().waitFor();
    await press('Enter');
    await expect.poll(() => page.locator('.gc-line-place').textContent()).toContain('疏附县');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('gc-editor');
    const at = (): string =>
      json<{ text: string }>(window.folder, [
        'get',
        window.planFile(),
        '--table',
        '表1',
        '--row',
        '疏附县',
        '--column',
        '计划供应商品住房建筑面积',
      ]).text;
    const was = at();
    await page.keyboard.type('77');
    await press('Enter');
    await expect.poll(at, { timeout: 15_000 }).toBe('77.00');
    await press('Control+z');
    await expect.poll(at, { timeout: 15_000 }).toBe(was);
  });

  it('showed no error in the page', () => expect(window.complaints).toEqual([]));
});

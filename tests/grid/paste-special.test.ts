// 选择性粘贴: what its ways make of a block, and the dialog in Chromium with the clipboard of Excel, WPS and LibreOffice.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseHtmlTable } from '../../renderer/grid/clipboard/html-table.ts';
import { combine, PLAIN_WAY, transpose } from '../../renderer/grid/clipboard/paste-special.ts';
import { areaOf } from '../../renderer/grid/clipboard/transfer.ts';
import { type GridBrowser, type GridPage, openGridBrowser, skipWithoutChromium } from './grid-browser.ts';
import { kindsPlan } from './harness/plans.ts';

const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 11"></head><body>
<!--StartFragment--><table x:str border=0><tr height=19><td align=right x:num="3000.4">3000</td><td class=xl68 align=right x:num="11.700000000000001" onclick="document.title='x'">12 </td></tr>
</table><!--EndFragment--><script>document.title="x"</script></body></html>`;

describe('figures as shown and as stored', () => {
  const cell = (kept: string, shown: string): string => `<table><tr><td ${kept}>${shown}</td></tr></table>`;
  it.each([
    ['Excel', 'x:num="12.3456"', '12.35', '12.35', '12.3456'],
    ['LibreOffice', 'sdval="12.3456" sdnum="2052;0;0.00"', '12.35', '12.35', '12.3456'],
    ['with separators', 'x:num="12345.678"', '12,346', '12,346', '12345.678'],
    ['noise of binary fractions', 'x:num="11.700000000000001"', '12', '12', '11.7'],
    ['no more than is shown', 'x:num', '12', '12', '12'],
    ['too narrow a column', 'x:num="123456"', '####', '123456', '123456'],
    ['exponents', 'x:num="12000000000"', '1.2E+10', '12000000000', '12000000000'],
    ['a date', 'x:num="45000"', '2023年3月15日', '2023年3月15日', '2023年3月15日'],
    ['a per cent', 'x:num="0.654"', '65%', '65%', '65%'],
    ['negative', 'x:num="-0.125"', '-0.13', '-0.13', '-0.125'],
  ])('%s', (_, kept, shown, asShown, asStored) => {
    expect(parseHtmlTable(cell(kept, shown))).toEqual([[asShown]]);
    expect(parseHtmlTable(cell(kept, shown), 10, true)).toEqual([[asStored]]);
  });
});

describe('ways', () => {
  const live = kindsPlan();
  const [row, number, text] = [101, 11, 18];
  const at = (col: number, value: string) => ({ row, col, value });

  it('turns a block', () => {
    expect(
      transpose([
        ['1', '2', '3'],
        ['4', '5', '6'],
      ]),
    ).toEqual([
      ['1', '4'],
      ['2', '5'],
      ['3', '6'],
    ]);
  });

  it('adds and takes away exactly, leaves words and counts them', () => {
    const add = { ...PLAIN_WAY, operation: 'add' as const };
    expect(combine(live, [at(number, '0.1'), at(number, ''), at(number, '甲'), at(text, '5')], add)).toEqual({
      cells: [at(number, '0.1')],
      left: 2,
    });
    expect(combine(live, [at(number, '1,200')], { ...add, operation: 'subtract' }).cells).toEqual([at(number, '-1200')]);
  });

  it('skips blanks where told', () => {
    expect(combine(live, [at(number, ''), at(number, '2')], PLAIN_WAY).cells).toHaveLength(2);
    expect(combine(live, [at(number, ''), at(number, '2')], { ...PLAIN_WAY, skipBlanks: true }).cells).toHaveLength(1);
  });

  it('copies ranges together where they stand over the same rows or columns', () => {
    const box = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });
    expect(areaOf([box(5, 1, 6, 2), box(1, 1, 1, 2)])).toEqual({ rows: [1, 5, 6], cols: [1, 2] });
    expect(areaOf([box(0, 4, 1, 4), box(0, 1, 1, 2)])).toEqual({ rows: [0, 1], cols: [1, 2, 4] });
    expect(areaOf([box(0, 0), box(1, 1)])).toBe(null);
  });
});

describe.skipIf(skipWithoutChromium)('in Chromium (skipped where Chromium is missing)', () => {
  const RENT = '保障性租赁住房/套数';
  const PUBLIC = '公租房/套数';
  const AREA = '公租房/建筑面积';
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

  const special = async (...choices: string[]): Promise<void> => {
    await grid.press('Control+Alt+v');
    const dialog = grid.page.getByRole('dialog', { name: '选择性粘贴' });
    for (const choice of choices) await dialog.getByLabel(choice, { exact: true }).check();
    await dialog.getByRole('button', { name: /粘\s?贴/ }).click();
    await dialog.waitFor({ state: 'hidden' });
  };

  it('as shown by Ctrl+V; as stored by the dialog; no script or handler of the other program runs', async () => {
    grid = await browser.open();
    await grid.click('喀什市', PUBLIC);
    await grid.copyElsewhere(EXCEL, '3000\t12\r\n');
    await grid.press('Control+v');
    await expect.poll(() => grid.plan('喀什市', AREA)).toBe('12.00');
    await grid.click('喀什市', AREA);
    await grid.copyElsewhere(EXCEL.replace(/<td align=right.*?<\/td>/, ''), '12\r\n');
    await special('按存储的数');
    await expect.poll(() => grid.plan('喀什市', AREA)).toBe('11.70');
    expect(await grid.page.title()).toBe('grid');
    await grid.press('Control+z', 'Control+z');
    expect(await grid.commands()).toEqual([]);
  });

  it('adds to what stands there in one step, passes over computed cells, and says so', async () => {
    grid = await browser.open();
    await grid.click('喀什市', RENT);
    await grid.copyElsewhere('', '20\t0.10\t7\r\n');
    await special('加');
    await expect.poll(() => grid.plan('喀什市', RENT)).toBe('300');
    expect(await grid.cell('喀什市', '小计/套数')).toBe('3300');
    expect(await grid.bubble()).toContain('跳过自动计算的 1 格');
    expect(await grid.commands()).toEqual(['paste']);
    await grid.press('Control+z');
    expect(await grid.plan('喀什市', RENT)).toBe('280');
  });

  it('turns a copied row into a column', async () => {
    grid = await browser.open();
    await grid.click('喀什市', PUBLIC);
    await grid.copyElsewhere('', '1\t2\t3\r\n');
    await special('转置（行变列、列变行）');
    await expect.poll(() => grid.plan('疏附县', PUBLIC)).toBe('3');
    expect([await grid.plan('喀什市', PUBLIC), await grid.plan('经开区', PUBLIC)]).toEqual(['1', '2']);
  });

  it('without leave to read the clipboard the next Ctrl+V does it', async () => {
    grid = await browser.open();
    await grid.page.evaluate(() => {
      navigator.clipboard.read = () => Promise.reject(new Error('denied'));
    });
    await grid.click('喀什市', RENT);
    await grid.copyElsewhere('', '20\r\n');
    await special('减');
    expect(await grid.bubble()).toContain('Ctrl+V');
    await grid.press('Control+v');
    await expect.poll(() => grid.plan('喀什市', RENT)).toBe('260');
    await grid.press('Control+v');
    await expect.poll(() => grid.plan('喀什市', RENT)).toBe('20');
  });

  it('copies two ranges of the same columns as one block, and says of others that it cannot', async () => {
    grid = await browser.open();
    await grid.click('喀什市', PUBLIC);
    await grid.click('疏附县', PUBLIC, ['Control']);
    await grid.press('Control+c');
    expect((await grid.clipboard()).plain.replace(/\r/g, '').trim()).toBe('3000\n1252');
    await grid.click('疏勒县', RENT, ['Control']);
    await grid.press('Control+c');
    expect(await grid.bubble()).toContain('不对齐');
  });
});

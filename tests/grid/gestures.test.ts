// Every gesture by real keys, mouse and composition events on the real page, read back from the plan.

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type GridBrowser, type GridPage, openGridBrowser, skipWithoutChromium } from './grid-browser.ts';

describe.skipIf(skipWithoutChromium)('the grid in Chromium (skipped where Chromium is missing)', () => {
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

  const RENT = '保障性租赁住房/套数';
  const PUBLIC = '公租房/套数';
  const AREA = '公租房/建筑面积';
  const SUM = '小计/套数';

  describe('typing', () => {
    it('replaces the value, Enter moves down, totals follow in the cell and in the total row', async () => {
      grid = await browser.open();
      await grid.click('喀什市', RENT);
      await grid.type('281');
      expect(await grid.editing()).toBe('281');
      await grid.press('Enter');
      expect(await grid.cell('喀什市', RENT)).toBe('281');
      expect(await grid.cell('喀什市', SUM)).toBe('3281');
      expect(await grid.cell('总计', SUM)).toBe('12470');
      expect(await grid.place()).toContain('经开区');
      expect(await grid.commands()).toEqual(['set-cells']);
    });

    it('keeps printed decimals: 11.7 becomes 11.70', async () => {
      grid = await browser.open();
      await grid.click('喀什市', AREA);
      await grid.type('11.8');
      await grid.press('Enter');
      expect(await grid.cell('喀什市', AREA)).toBe('11.80');
    });

    it('F2 edits the text, Home and arrows move the caret, Esc restores', async () => {
      grid = await browser.open();
      await grid.click('喀什市', PUBLIC);
      await grid.press('F2', 'ArrowLeft', 'Backspace');
      expect(await grid.editing()).toBe('300');
      await grid.press('Escape');
      expect(await grid.editing()).toBe(null);
      expect(await grid.plan('喀什市', PUBLIC)).toBe('3000');
      expect(await grid.commands()).toEqual([]);
    });

    it('an arrow commits what was typed and moves', async () => {
      grid = await browser.open();
      await grid.click('喀什市', PUBLIC);
      await grid.type('7');
      await grid.press('ArrowRight');
      expect(await grid.plan('喀什市', PUBLIC)).toBe('7');
      expect(await grid.place()).toContain('建筑面积');
    });

    it('Tab runs along the row and Enter returns to where the run began', async () => {
      grid = await browser.open();
      await grid.click('喀什市', PUBLIC);
      await grid.type('1');
      await grid.press('Tab');
      await grid.type('2');
      await grid.press('Tab');
      await grid.type('3');
      await grid.press('Enter');
      expect(await grid.place()).toBe('经开区 · 公租房 · 套数');
      expect(await grid.plan('喀什市', AREA)).toBe('2.00');
    });

    it('- then Enter is none, full-width digits are numbers', async () => {
      grid = await browser.open();
      await grid.click('喀什市', RENT);
      await grid.type('-');
      await grid.press('Enter');
      expect(await grid.plan('喀什市', RENT)).toBe('-');
      await grid.click('经开区', RENT);
      await grid.type('３００．');
      await grid.press('Enter');
      expect(await grid.plan('经开区', RENT)).toBe('300');
    });

    it('a value the column refuses stays in the editor with the reason', async () => {
      grid = await browser.open();
      await grid.click('喀什市', PUBLIC);
      await grid.type('12a');
      await grid.press('Enter');
      expect(await grid.editing()).toBe('12a');
      expect(await grid.bubble()).toContain('不是数字');
      expect(await grid.place()).toContain('喀什市');
      await grid.press('Backspace', 'Enter');
      expect(await grid.editing()).toBe(null);
      expect(await grid.plan('喀什市', PUBLIC)).toBe('12');
    });

    it('too many decimals: the rounded figure is offered and one press takes it', async () => {
      grid = await browser.open();
      await grid.click('喀什市', AREA);
      await grid.type('11.705');
      await grid.press('Enter');
      await grid.page.getByRole('button', { name: '改为 11.71' }).click();
      expect(await grid.plan('喀什市', AREA)).toBe('11.71');
      expect(await grid.editing()).toBe(null);
    });

    it.each([
      ['套数', '１．２万', '12000'],
      ['套数', '／', '/'],
      ['万套', '1.2万', '1.20'],
      ['目标', '不少于65％', '不少于65％'],
      ['目标', "'001", '001'],
      ['类别', '新建', '新建'],
      ['时限', '3月底前', '3月底前'],
      ['年份', '２０２６年', '2026'],
      ['地类', '221、253', '221、253'],
      ['备注', '12,345.00', '12,345.00'],
    ])('%s takes %s, and F2 with Enter leaves it as it is', async (column, typed, printed) => {
      grid = await browser.open('kinds');
      await grid.click('甲', column);
      await grid.type(typed);
      await grid.press('Enter');
      expect(await grid.cell('甲', column)).toBe(printed);
      await grid.click('甲', column);
      await grid.press('F2', 'Enter');
      expect(await grid.cell('甲', column)).toBe(printed);
      expect(await grid.commands()).toEqual(['set-cells']);
    });

    it.each([
      ['套数', '65%', '是比例'],
      ['套数', '100000', '可填 0 到 90000'],
      ['套数', '≥30', '上下限'],
      ['套数', '300亩', '不能换算'],
      ['目标', '36—18', '由小到大'],
      ['类别', '改建', '新建、续建'],
      ['时限', '2025年13月', '3月底前'],
      ['年份', '明年', '四位数字'],
    ])('%s refuses %s at the cell, and the text stays in the editor', async (column, typed, why) => {
      grid = await browser.open('kinds');
      await grid.click('甲', column);
      await grid.type(typed);
      await grid.press('Enter');
      expect(await grid.bubble()).toContain(why);
      expect(await grid.editing()).toBe(typed);
      await grid.click('乙', '备注');
      expect(await grid.editing()).toBe(typed);
      await grid.press('Escape');
      expect(await grid.cell('甲', column)).toBe('');
      expect(await grid.commands()).toEqual([]);
    });

    it('typing on a computed cell explains and changes nothing', async () => {
      grid = await browser.open();
      await grid.click('喀什市', SUM);
      await grid.type('5');
      expect(await grid.editing()).toBe(null);
      expect(await grid.bubble()).toContain('小计·套数 ＝ 公租房·套数 ＋ 保障性租赁住房·套数');
      expect(await grid.commands()).toEqual([]);
      await grid.press('ArrowLeft');
      expect(await grid.bubble()).toBe('');
    });

    it('a click elsewhere commits; a refused value keeps the editor', async () => {
      grid = await browser.open();
      await grid.click('喀什市', PUBLIC);
      await grid.type('42');
      await grid.click('疏附县', RENT);
      expect(await grid.plan('喀什市', PUBLIC)).toBe('42');
      expect(await grid.place()).toContain('疏附县');
      await grid.type('x');
      await grid.click('喀什市', PUBLIC);
      expect(await grid.editing()).toBe('x');
      expect(await grid.place()).toContain('疏附县');
    });

    it('an exception keeps a computed figure as printed, with its reason, and goes back again', async () => {
      grid = await browser.open();
      await grid.click('喀什市', SUM);
      await grid.type('5');
      await grid.page.getByRole('button', { name: '记为例外…' }).click();
      await grid.page.getByLabel('按原文保留的数').fill('3281');
      await grid.page.getByLabel('原因').fill('原文如此');
      await grid.page.getByRole('button', { name: '确定' }).click();
      expect(await grid.cell('喀什市', SUM)).toBe('3281');
      expect(await (await grid.at('喀什市', SUM)).getAttribute('class')).toContain('gc-exception');
      await grid.type('5');
      await grid.page.getByRole('button', { name: '取消例外，恢复自动计算' }).click();
      expect(await grid.cell('喀什市', SUM)).toBe('3280');
    });

    it('Ctrl+Enter writes into every selected cell in one step', async () => {
      grid = await browser.open();
      await grid.drag(['疏勒县', PUBLIC], ['英吉沙县', PUBLIC]);
      await grid.type('9');
      await grid.press('Control+Enter');
      expect([await grid.plan('疏勒县', PUBLIC), await grid.plan('英吉沙县', PUBLIC)]).toEqual(['9', '9']);
      expect(await grid.commands()).toEqual(['set-cells']);
    });

    it('a choice column offers its values, arrows take one, others are refused', async () => {
      grid = await browser.open('mixed');
      await grid.click('东湖小区', '类别');
      await grid.press('Alt+ArrowDown', 'ArrowDown', 'Enter');
      expect(await grid.plan('东湖小区', '类别')).toBe('续建');
      await grid.click('东湖小区', '类别');
      await grid.type('改');
      expect(await grid.page.locator('.gc-choices li').allTextContents()).toEqual(['改建']);
      await grid.press('Enter');
      expect(await grid.plan('东湖小区', '类别')).toBe('改建');
      await grid.click('东湖小区', '类别');
      await grid.type('别的');
      await grid.press('Enter');
      expect(await grid.editing()).toBe('别的');
      expect(await grid.bubble()).toContain('新建');
      await grid.press('Escape');
    });

    it('read-only says so and takes nothing', async () => {
      grid = await browser.open('table=表2&read-only');
      await grid.click('喀什市', PUBLIC);
      await grid.type('5');
      expect(await grid.bubble()).toContain('只读');
      expect(await grid.editing()).toBe(null);
      await grid.press('Delete');
      expect(await grid.plan('喀什市', PUBLIC)).toBe('3000');
    });
  });

  describe('Chinese input', () => {
    it('a composition on a cell starts editing and loses nothing', async () => {
      grid = await browser.open('mixed');
      await grid.click('东湖小区', '建设内容');
      await grid.compose('zhuzhai');
      expect(await grid.editing()).toBe('zhuzhai');
      await grid.choose('住宅');
      await grid.type(' 8 ');
      await grid.compose('dong');
      await grid.choose('栋');
      expect(await grid.editing()).toBe('住宅 8 栋');
      await grid.press('Enter');
      expect(await grid.plan('东湖小区', '建设内容')).toBe('住宅 8 栋');
    });

    it('Enter that ends a composition does not leave the cell, arrows choose among candidates', async () => {
      grid = await browser.open('mixed');
      await grid.click('东湖小区', '建设内容');
      await grid.compose('abc');
      await grid.imeKey('ArrowDown');
      await grid.imeKey('Enter');
      await grid.choose('abc');
      expect(await grid.editing()).toBe('abc');
      expect(await grid.commands()).toEqual([]);
      await grid.press('Enter');
      expect(await grid.plan('东湖小区', '建设内容')).toBe('abc');
      expect(await grid.place()).toContain('西域花园');
    });

    it('Enter with key Enter while composing (as macOS sends it) does not commit the letters', async () => {
      grid = await browser.open('mixed');
      await grid.click('东湖小区', '建设内容');
      await grid.compose('zhong');
      await grid.page.evaluate(() => {
        const event = new KeyboardEvent('keydown', {
          key: 'Enter',
          code: 'Enter',
          isComposing: true,
          bubbles: true,
          cancelable: true,
        });
        document.activeElement?.dispatchEvent(event);
      });
      expect(await grid.editing()).toBe('zhong');
      await grid.choose('中');
      await grid.press('Enter');
      expect(await grid.plan('东湖小区', '建设内容')).toBe('中');
    });

    it('a composition on a computed cell explains and leaves nothing behind', async () => {
      grid = await browser.open();
      await grid.click('喀什市', SUM);
      await grid.compose('wu');
      await grid.choose('五');
      expect(await grid.bubble()).toContain('自动计算');
      await grid.click('喀什市', PUBLIC);
      await grid.type('6');
      expect(await grid.editing()).toBe('6');
    });

    it('Alt+Enter breaks the line in a text cell and is refused in a number', async () => {
      grid = await browser.open('mixed');
      await grid.click('东湖小区', '建设内容');
      await grid.type('甲');
      await grid.press('Alt+Enter');
      await grid.type('乙');
      await grid.press('Enter');
      expect(await grid.plan('东湖小区', '建设内容')).toBe('甲\n乙');
      await grid.click('东湖小区', '规模/套数');
      await grid.type('1');
      await grid.press('Alt+Enter');
      expect(await grid.bubble()).toContain('不能换行');
      await grid.press('Escape');
    });
  });

  describe('selecting', () => {
    it('drag, Shift+click and the status bar: each unit by itself, exact', async () => {
      grid = await browser.open();
      await grid.drag(['喀什市', RENT], ['疏附县', '保障性租赁住房/建筑面积']);
      expect(await grid.status()).toContain('已选 6 格');
      expect(await grid.status()).toContain('套数：求和 842 平均 280.67 计数 3');
      expect(await grid.status()).toContain('建筑面积：求和 6.90 平均 2.30 计数 3');
      await grid.click('疏勒县', RENT, ['Shift']);
      expect(await grid.status()).toContain('已选 4 格');
    });

    it('Ctrl+arrows, Ctrl+Home and End, Ctrl+A, Shift+arrows', async () => {
      grid = await browser.open();
      await grid.click('疏附县', RENT);
      await grid.press('Control+ArrowDown');
      expect(await grid.place()).toContain('总计');
      await grid.press('Control+Home');
      expect(await grid.place()).toContain('喀什市');
      await grid.press('Control+End');
      expect(await grid.place()).toContain('总计 · 小计 · 建筑面积');
      await grid.press('Control+a');
      expect(await grid.status()).toContain('已选 98 格');
      await grid.click('喀什市', PUBLIC);
      await grid.press('Shift+ArrowDown', 'Shift+ArrowRight');
      expect(await grid.status()).toContain('已选 4 格');
    });

    it('whole rows by their number, whole columns by their head, everything by the corner, further ranges with Ctrl', async () => {
      grid = await browser.open();
      const { page } = grid;
      await page.locator('.ag-row .gc-number').nth(1).click();
      expect(await grid.status()).toContain('已选 7 格');
      await page.locator('.gc-head', { hasText: '保障性租赁住房' }).click();
      expect(await grid.status()).toContain('已选 28 格');
      await page.locator('.gc-head', { hasText: '行' }).first().click();
      expect(await grid.status()).toContain('已选 98 格');
      // Thirteen rows and a total: the menu counts what it would do, and the grid says which table it is.
      await grid.press('Shift+F10');
      await expect.poll(() => page.locator('.gc-menu-item').allTextContents()).toContain('删除 13 行Ctrl+-');
      await grid.press('Escape');
      expect(await page.locator('[role="grid"], [role="treegrid"]').getAttribute('aria-label')).toContain('分配保障性住房规模');
      await grid.click('喀什市', PUBLIC);
      await grid.click('疏附县', RENT, ['Control']);
      expect(await grid.status()).toContain('已选 2 格');
    });

    it('the name box goes to a cell by its name, from the keys and back to them', async () => {
      grid = await browser.open();
      await grid.click('喀什市', RENT);
      await grid.press('Control+g');
      await grid.type('疏附 公租房 面积');
      await expect.poll(() => grid.page.locator('.gc-places [role=option]').first().textContent()).toContain('疏附县');
      await grid.press('Enter');
      await expect.poll(() => grid.place()).toBe('疏附县 · 公租房 · 建筑面积');
      await grid.type('5');
      await grid.press('Enter');
      expect(await grid.plan('疏附县', AREA)).toBe('5.00');
      // Enter has moved down; the box must know before it is opened again, for Esc goes back to where it was opened.
      await expect.poll(() => grid.place()).toBe('疏勒县 · 公租房 · 建筑面积');
      await grid.press('Control+g');
      await grid.compose('kashi');
      await grid.choose('没有这个县');
      await expect.poll(() => grid.page.locator('.gc-places').textContent()).toBe('没有这样的格');
      await grid.press('Enter', 'Escape');
      await expect.poll(() => grid.place()).toBe('疏勒县 · 公租房 · 建筑面积');
      await grid.press('ArrowUp');
      await expect.poll(() => grid.place()).toBe('疏附县 · 公租房 · 建筑面积');
    });

    it('further whole rows and columns with Ctrl, more of them with Shift', async () => {
      grid = await browser.open();
      const number = (at: number) => grid.page.locator('.ag-row .gc-number').nth(at);
      await number(0).click();
      await number(2).click({ modifiers: ['Control'] });
      expect(await grid.status()).toContain('已选 14 格');
      await number(4).click({ modifiers: ['Shift'] });
      expect(await grid.status()).toContain('已选 28 格');
      const head = (name: string) => grid.page.locator('.gc-head', { hasText: name }).first();
      await head('公租房').click();
      await head('小计').click({ modifiers: ['Control'] });
      expect(await grid.status()).toContain('已选 56 格');
      await grid.press('Control+ArrowUp', 'Shift+Space');
      expect(await grid.status()).toContain('已选 7 格');
      await grid.press('Control+Space');
      expect(await grid.status()).toContain('已选 98 格');
    });

    it('PageDown and PageUp go by what is in sight, with Shift they select', async () => {
      grid = await browser.open('ledger=200');
      await grid.click('第1号小区', '投资1');
      await grid.press('PageDown');
      const down = Number(/第(\d+)号/.exec(await grid.place())?.[1]);
      expect(down).toBeGreaterThan(10);
      await grid.press('PageUp');
      expect(await grid.place()).toContain('第1号小区');
      await grid.press('Shift+PageDown');
      expect(await grid.status()).toContain(`已选 ${down} 格`);
    });

    it('Shift+Enter and Shift+Tab walk back and round, through every range', async () => {
      grid = await browser.open();
      await grid.drag(['喀什市', PUBLIC], ['经开区', AREA]);
      await grid.press('Shift+Enter');
      await expect.poll(() => grid.place()).toContain('经开区 · 公租房 · 建筑面积');
      await grid.press('Shift+Tab');
      await expect.poll(() => grid.place()).toContain('经开区 · 公租房 · 套数');
      await grid.click('莎车县', PUBLIC, ['Control']);
      await grid.press('Tab');
      await expect.poll(() => grid.place()).toContain('喀什市 · 公租房 · 套数');
      await grid.press('Shift+Tab');
      await expect.poll(() => grid.place()).toContain('莎车县');
      expect(await grid.status()).toContain('已选 5 格');
    });

    it('Enter walks inside a selection', async () => {
      grid = await browser.open();
      await grid.drag(['喀什市', PUBLIC], ['经开区', AREA]);
      await grid.press('Enter', 'Enter');
      expect(await grid.place()).toContain('喀什市 · 公租房 · 建筑面积');
      await grid.press('Tab');
      expect(await grid.place()).toContain('经开区 · 公租房 · 套数');
      expect(await grid.status()).toContain('已选 4 格');
    });

    it('a drag past the lower edge scrolls on and does not jump to the total', async () => {
      grid = await browser.open('ledger=200');
      const from = await (await grid.at('第2号小区', '投资1')).boundingBox();
      if (!from) throw new Error('not on the screen');
      await grid.page.mouse.move(from.x + 20, from.y + 10);
      await grid.page.mouse.down();
      await grid.page.mouse.move(from.x + 20, 752, { steps: 3 });
      await grid.page.waitForTimeout(250);
      const early = Number(/已选 (\d+) 格/.exec(await grid.status())?.[1]);
      expect(early).toBeGreaterThan(20);
      expect(early).toBeLessThan(200);
      await expect.poll(async () => grid.status(), { timeout: 15_000 }).toContain('已选 200 格');
      await grid.page.mouse.up();
    });

    it('frames the parts of a total', async () => {
      grid = await browser.open();
      await grid.click('总计', PUBLIC);
      expect(await grid.page.locator('.gc-part').count()).toBe(13);
      await grid.click('喀什市', PUBLIC);
      expect(await grid.page.locator('.gc-part').count()).toBe(0);
    });
  });

  describe('clipboard', () => {
    it('copies printed texts as TSV and HTML with number formats', async () => {
      grid = await browser.open();
      await grid.drag(['喀什市', PUBLIC], ['经开区', AREA]);
      await grid.press('Control+c');
      const { plain, html } = await grid.clipboard();
      expect(plain.replace(/\r/g, '')).toBe('3000\t11.70\n100\t0.40');
      expect(html).toContain('11.70');
    });

    it('says of one copied figure which cell it is, for the text to make a field of; of more, of names and of a cut it does not', async () => {
      grid = await browser.open();
      const cell = (type: 'copy' | 'cut') =>
        grid.page.evaluate((name) => {
          const data = new DataTransfer();
          document.activeElement?.dispatchEvent(new ClipboardEvent(name, { clipboardData: data, bubbles: true, cancelable: true }));
          return data.getData('application/x-anju-cell');
        }, type);
      await grid.click('喀什市', PUBLIC);
      const copied: unknown = JSON.parse(await cell('copy'));
      expect(copied).toEqual({ table: expect.any(Number), row: expect.any(Number), column: expect.any(Number) });
      expect(await cell('cut')).toBe('');
      await grid.click('喀什市', '县（市、开发区）');
      expect(await cell('copy')).toBe('');
      await grid.drag(['喀什市', PUBLIC], ['经开区', AREA]);
      expect(await cell('copy')).toBe('');
    });

    it('the menu copies with the heads above, merged as in the table, and pastes', async () => {
      grid = await browser.open();
      await grid.drag(['喀什市', '县（市、开发区）'], ['经开区', AREA]);
      await (await grid.at('喀什市', PUBLIC)).click({ button: 'right' });
      await grid.page.getByText('带表头复制').click();
      const { plain, html } = await grid.clipboard();
      expect(plain.replace(/\r/g, '')).toBe(
        '县（市、开发区）\t公租房\t\n\t套数\t建筑面积\n喀什市\t3000\t11.70\n经开区\t100\t0.40'
          .replace('套数', '套数（套）')
          .replace('建筑面积', '建筑面积（万平方米）'),
      );
      expect(html).toMatch(/colspan="2"[^>]*>公租房/);
      await grid.click('喀什市', RENT);
      await grid.press('Control+c');
      await (await grid.at('疏勒县', RENT)).click({ button: 'right' });
      await grid.page.getByRole('menuitem', { name: /^粘贴/ }).click();
      await expect.poll(() => grid.plan('疏勒县', RENT)).toBe('280');
    });

    it('copies and pastes within the table as one step, one undo takes it back', async () => {
      grid = await browser.open();
      await grid.drag(['喀什市', RENT], ['经开区', '保障性租赁住房/建筑面积']);
      await grid.press('Control+c');
      await grid.click('疏勒县', RENT);
      await grid.press('Control+v');
      expect(await grid.plan('疏勒县', RENT)).toBe('280');
      expect(await grid.plan('英吉沙县', '保障性租赁住房/建筑面积')).toBe('2.40');
      expect(await grid.commands()).toEqual(['paste']);
      await grid.press('Control+z');
      expect(await grid.plan('疏勒县', RENT)).toBe('-');
      expect(await grid.commands()).toEqual([]);
    });

    it('cut moves: the source is emptied with the paste, in the same step', async () => {
      grid = await browser.open();
      await grid.drag(['喀什市', RENT], ['喀什市', '保障性租赁住房/建筑面积']);
      await grid.press('Control+x');
      expect(await grid.plan('喀什市', RENT)).toBe('280');
      await grid.click('疏勒县', RENT);
      await grid.press('Control+v');
      expect([await grid.plan('喀什市', RENT), await grid.plan('疏勒县', RENT)]).toEqual(['', '280']);
      expect(await grid.commands()).toEqual(['paste']);
    });

    it('repeats into a larger selection and skips computed cells with a count', async () => {
      grid = await browser.open();
      await grid.drag(['疏勒县', RENT], ['泽普县', RENT]);
      await grid.paste({ plain: '5\r\n' });
      expect([await grid.plan('疏勒县', RENT), await grid.plan('泽普县', RENT)]).toEqual(['5', '5']);
      await grid.click('喀什市', RENT);
      await grid.paste({ plain: '1\t2\t3\t4\r\n5\t6\t7\t8\r\n' });
      expect(await grid.plan('经开区', '保障性租赁住房/建筑面积')).toBe('6.00');
      expect(await grid.bubble()).toContain('跳过自动计算的 4 格');
    });

    it('names beside the figures are matched, not written', async () => {
      grid = await browser.open();
      await grid.click('喀什市', '县（市、开发区）');
      await grid.paste({ plain: '喀什市\t3001\t11.71\r\n经开区\t101\t0.41' });
      expect([await grid.plan('喀什市', PUBLIC), await grid.plan('经开区', AREA)]).toEqual(['3001', '0.41']);
    });

    it('a refused value refuses the whole paste and says which', async () => {
      grid = await browser.open();
      await grid.click('喀什市', RENT);
      await grid.paste({ plain: '1\r\nabc\r\n3' });
      expect(await grid.bubble()).toContain('abc');
      expect(await grid.plan('喀什市', RENT)).toBe('280');
      expect(await grid.commands()).toEqual([]);
    });

    it('a block with bad cells names each of them and offers to write the others', async () => {
      grid = await browser.open('kinds');
      await grid.click('甲', '套数');
      await grid.paste({ plain: '12套\t1.5万\t≥3\t拆除\r\nabc\t2\t36—18\t新建' });
      const said = await grid.bubble();
      expect(said).toContain('有 3 格不能这样填');
      expect(said).toContain('甲：“拆除”不在“类别”的可选项中');
      expect(said).toContain('乙：“abc”不是数字，“套数”只能填');
      expect(said).toContain('乙·目标：“36—18”');
      expect(await grid.commands()).toEqual([]);
      await grid.page.getByRole('button', { name: '跳过这 3 格，写入其余 5 格' }).click();
      expect([await grid.cell('甲', '套数'), await grid.cell('甲', '万套'), await grid.cell('乙', '类别')]).toEqual([
        '12',
        '1.50',
        '新建',
      ]);
      expect(await grid.cell('乙', '套数')).toBe('');
      expect(await grid.bubble()).toContain('有 3 格没有写入');
      expect(await grid.commands()).toEqual(['paste']);
    });

    it('a table shown in 万套 is typed and copied in 套: nothing is lost by its rounding', async () => {
      grid = await browser.open('table=表2');
      await grid.page.evaluate(() => {
        const { session, table } = window.test as NonNullable<typeof window.test>;
        session.run({ type: 'balance-rounding', table, units: [{ unit: '万套', decimals: 2 }] });
      });
      expect(await grid.cell('喀什市', PUBLIC)).toBe('0.30');
      await grid.click('疏附县', PUBLIC);
      await grid.type('1');
      expect(await grid.bubble()).toContain('请按“套”填写，表上按“万套”显示');
      await grid.press('Escape');
      await grid.type('1.2万套');
      await grid.press('Enter');
      expect(await grid.cell('疏附县', PUBLIC)).toBe('1.20');
      await grid.click('莎车县', PUBLIC);
      await grid.press('Control+c');
      const copied = await grid.clipboard();
      expect(copied.plain.trim()).toBe('0.09');
      await grid.click('泽普县', PUBLIC);
      await grid.paste(copied);
      expect(await keptAt('泽普县')).toBe(await keptAt('莎车县'));
      await grid.click('泽普县', PUBLIC);
      await grid.press('F2');
      expect(await grid.editing()).toBe(await keptAt('莎车县'));
      await grid.press('Escape');
    });

    const keptAt = (row: string): Promise<string> =>
      grid.page.evaluate(
        ([name, path]) => {
          const { session, table } = window.test as NonNullable<typeof window.test>;
          const shape = session.live.shape(table);
          const r = shape.rows.find((x) => session.live.text(x.id, shape.leaves[0]?.id ?? 0) === name);
          const c = shape.leaves.find(
            (x) =>
              shape
                .path(x.id)
                .join('/')
                .replace(/（.*?）/g, '') === path,
          );
          return r && c ? session.live.keptText(r.id, c.id) : '';
        },
        [row, PUBLIC] as const,
      );

    it('copies text that looks like a figure as text', async () => {
      grid = await browser.open('kinds');
      await grid.click('甲', '目标');
      await grid.type("'001");
      await grid.press('Enter');
      await grid.click('甲', '目标');
      await grid.press('Control+c');
      const { html, plain } = await grid.clipboard();
      expect(plain.trim()).toBe('001');
      await grid.click('乙', '目标');
      await grid.paste({ html, plain });
      expect(await grid.cell('乙', '目标')).toBe('001');
    });

    it('a block copied with its heads, merged as Excel has them, goes without them', async () => {
      grid = await browser.open();
      await grid.click('喀什市', '县（市、开发区）');
      await grid.paste({
        html: '<table><tr><td rowspan=2>县（市、开发区）</td><td colspan=2>公租房</td></tr><tr><td>套数</td><td>建筑面积（万平方米）</td></tr><tr><td>喀什市</td><td>2800</td><td>10.92</td></tr></table>',
      });
      expect([await grid.plan('喀什市', PUBLIC), await grid.plan('喀什市', AREA)]).toEqual(['2800', '10.92']);
      expect(await grid.plan('经开区', PUBLIC)).toBe('100');
      expect(await grid.bubble()).toContain('表头 2 行没有粘贴');
    });

    it('a copied cell pasted while editing brings no line break, and no 200 MB', async () => {
      grid = await browser.open('mixed');
      await grid.click('东湖小区', '建设内容');
      await grid.press('F2');
      await grid.copyElsewhere('', '，地下车库\r\n');
      await grid.press('Control+v');
      expect(await grid.editing()).toBe('住宅 6 栋，地下车库');
      await grid.paste({ plain: 'x'.repeat(2_000_000) });
      expect(await grid.bubble()).toContain('太长');
      await grid.press('Enter');
      expect(await grid.plan('东湖小区', '建设内容')).toBe('住宅 6 栋，地下车库');
    });

    it('Ctrl+Shift+V pastes the texts alone', async () => {
      grid = await browser.open();
      await grid.click('喀什市', RENT);
      await grid.copyElsewhere('<table><tr><td data-anju-typed="7">7</td></tr></table>', '8');
      await grid.press('Control+Shift+v');
      await expect.poll(() => grid.plan('喀什市', RENT)).toBe('8');
    });

    it('text that looks like a formula or a script stays text', async () => {
      grid = await browser.open('mixed');
      await grid.click('东湖小区', '建设内容');
      await grid.paste({
        html: '<table><tr><td>=1+1&lt;script&gt;alert(1)&lt;/script&gt;<script>document.title="x"</script></td></tr></table>',
      });
      expect(await grid.plan('东湖小区', '建设内容')).toBe('=1+1<script>alert(1)</script>');
      expect(await grid.page.title()).toBe('grid');
    });

    it('asks before it adds rows, and adds them above the total', async () => {
      grid = await browser.open('ledger=3');
      await grid.click('第3号小区', '项目名称');
      await grid.paste({ plain: '第3号小区\t甲街\t新建\t1\r\n新小区\t乙街\t续建\t2\r\n合计\t\t\t3' });
      await grid.page.getByRole('button', { name: '插入 1 行并粘贴' }).click();
      expect(await grid.plan('新小区', '投资1')).toBe('2.00');
      expect(await grid.plan('第3号小区', '建设地点')).toBe('甲街');
      expect(await grid.commands()).toEqual(['paste']);
      expect(await grid.page.locator('.ag-row').last().textContent()).toContain('总计');
    });
  });

  describe('filling', () => {
    it('Ctrl+D and Ctrl+R', async () => {
      grid = await browser.open();
      await grid.drag(['喀什市', PUBLIC], ['疏附县', AREA]);
      await grid.press('Control+d');
      expect([await grid.plan('疏附县', PUBLIC), await grid.plan('疏附县', AREA)]).toEqual(['3000', '11.70']);
      expect(await grid.commands()).toEqual(['fill']);
    });

    it('the handle makes a series, one step', async () => {
      grid = await browser.open();
      await grid.click('疏勒县', RENT);
      await grid.type('10');
      await grid.press('Enter');
      await grid.type('20');
      await grid.press('Enter');
      await grid.drag(['疏勒县', RENT], ['英吉沙县', RENT]);
      const handle = await grid.page.locator('.gc-handle').boundingBox();
      const target = await (await grid.at('莎车县', RENT)).boundingBox();
      if (!handle || !target) throw new Error('no handle');
      await grid.page.mouse.move(handle.x + 4, handle.y + 4);
      await grid.page.mouse.down();
      await grid.page.mouse.move(target.x + 20, target.y + 10, { steps: 4 });
      await grid.page.mouse.up();
      expect([await grid.plan('泽普县', RENT), await grid.plan('莎车县', RENT)]).toEqual(['30', '40']);
      expect((await grid.commands()).at(-1)).toBe('fill');
      expect(await grid.status()).toContain('已选 4 格');
    });

    it('Delete clears inputs, leaves computed cells, one step', async () => {
      grid = await browser.open();
      await grid.drag(['喀什市', RENT], ['经开区', SUM]);
      await grid.press('Delete');
      expect([await grid.plan('喀什市', RENT), await grid.plan('经开区', SUM)]).toEqual(['', '100']);
      expect(await grid.commands()).toEqual(['clear-cells']);
    });
  });

  describe('rows', () => {
    it('inserts below by the menu, names the row, keeps the total last, deletes it again', async () => {
      grid = await browser.open();
      const cell = await grid.at('经开区', PUBLIC);
      await cell.click({ button: 'right' });
      await grid.page.getByText('在下方插入行').click();
      await grid.type('草湖镇');
      await grid.press('Tab');
      await grid.type('12');
      await grid.press('Enter');
      expect(await grid.cell('草湖镇', SUM)).toBe('12');
      expect(await grid.cell('总计', SUM)).toBe('12481');
      const rows = await grid.page.locator('.ag-row').allTextContents();
      expect(rows[2]).toContain('草湖镇');
      await grid.click('草湖镇', PUBLIC);
      await grid.press('Control+Minus');
      expect(await grid.cell('总计', SUM)).toBe('12469');
      await grid.press('Control+z');
      expect(await grid.cell('草湖镇', SUM)).toBe('12');
    });

    it('a region row keeps its name and says where it comes from', async () => {
      grid = await browser.open();
      await grid.click('喀什市', '县（市、开发区）');
      await grid.type('x');
      expect(await grid.bubble()).toContain('行政区划');
    });

    it('a total row is not deleted, a row that a sentence reads only after a question', async () => {
      grid = await browser.open('table=表1');
      await grid.click('总计', '计划供应商品住房建筑面积');
      await grid.press('Control+Minus');
      expect(await grid.bubble()).toContain('合计行');
      await grid.click('喀什市', '计划供应商品住房建筑面积');
      await grid.press('Control+Minus');
      await grid.page.getByRole('button', { name: '取消' }).click();
      expect(await grid.plan('喀什市', '计划供应商品住房建筑面积')).toBe('51.00');
      await grid.press('Control+Minus');
      await grid.page.getByRole('button', { name: '仍然删除' }).click();
      await expect.poll(() => grid.cell('总计', '计划供应商品住房建筑面积')).toBe('41.02');
      await grid.press('Control+z');
      expect(await grid.cell('总计', '计划供应商品住房建筑面积')).toBe('92.02');
    });
  });

  it.each([
    ['表1', 1366, 768],
    ['表2', 1366, 768],
    ['表3', 1366, 768],
  ])('%s shows no scroll bar where all of it fits', async (table, width, height) => {
    grid = await browser.open(`table=${table}`, width, height);
    const bars = grid.page.locator('.ag-body-vertical-scroll, .ag-body-horizontal-scroll');
    const sizes = (): Promise<number[]> => bars.evaluateAll((all) => all.map((bar) => Math.min(bar.clientWidth, bar.clientHeight)));
    await expect.poll(sizes).toEqual([0, 0]);
    await grid.press('Control+a');
    await grid.page.waitForTimeout(700);
    expect(await sizes()).toEqual([0, 0]);
  });

  it('a column grows for a figure that would be cut, its total included', async () => {
    grid = await browser.open();
    await grid.click('喀什市', PUBLIC);
    await grid.type('123456789012345');
    await grid.press('Enter');
    const total = await grid.at('总计', PUBLIC);
    await expect.poll(() => total.textContent()).toBe('123456789020800');
    const isCut = (): Promise<boolean> => total.locator('.gc-text').evaluate((text) => text.scrollWidth > text.clientWidth);
    await expect.poll(isCut).toBe(false);
  });

  it('an undo shows what it took back, far as it may be', async () => {
    grid = await browser.open('ledger=3000');
    await grid.click('第1号小区', '投资1');
    await grid.type('77');
    await grid.press('Enter', 'Control+ArrowDown', 'ArrowUp');
    await (await grid.at('第1号小区', '投资1')).waitFor({ state: 'detached' });
    await grid.press('Control+z');
    await expect.poll(() => grid.cell('第1号小区', '投资1')).toBe('0.00');
    expect(await grid.place()).toContain('第1号小区');
  });

  it('repaints only the cells that moved', async () => {
    grid = await browser.open();
    await grid.click('喀什市', RENT);
    await grid.page.evaluate(() => {
      const changed = new Set<Element>();
      const seen = new MutationObserver((records) => {
        for (const record of records) {
          const cell = (record.target instanceof Element ? record.target : record.target.parentElement)?.closest('.ag-cell');
          if (cell) changed.add(cell);
        }
      });
      const viewport = document.querySelector('.ag-grid-viewport');
      if (viewport) seen.observe(viewport, { subtree: true, childList: true, characterData: true });
      (window as unknown as { changed: Set<Element> }).changed = changed;
    });
    await grid.type('281');
    await grid.press('Enter');
    const texts = await grid.page.evaluate(() =>
      [...(window as unknown as { changed: Set<Element> }).changed].map((cell) => cell.textContent),
    );
    expect(texts.sort()).toEqual(['1015', '12470', '281', '3281']);
  });

  it('100,000 rows: the last row and the total are one key away, typing there moves the total', async () => {
    grid = await browser.open('ledger=100000');
    await grid.click('第1号小区', '投资1');
    await grid.press('Control+ArrowDown', 'ArrowUp');
    expect(await grid.place()).toContain('第100000号小区');
    const before = await grid.plan('总计', '投资1');
    await grid.type('100000000');
    await grid.press('Enter');
    expect(await grid.plan('第100000号小区', '投资1')).toBe('100000000.00');
    expect(await grid.cell('总计', '投资1')).toBe(await grid.plan('总计', '投资1'));
    expect(await grid.plan('总计', '投资1')).not.toBe(before);
    expect(await grid.page.locator('.ag-row').count()).toBeLessThan(80);
  });
});

// The editor in a real browser: keys, compositions, paste, fields that follow their cells. One page a test, the Kashgar sample in it.

import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../shared/commands/schema.ts';
import type { BlockRecord } from '../../shared/model/records.ts';
import { hasChromium, openTextBrowser, type TextBrowser } from './text-browser.ts';

if (!hasChromium && process.env.CI) throw new Error('CI needs /usr/bin/chromium for the text editor tests');

/** Longer than the pause after which typing is committed. */
const COMMITTED = 750;

describe.skipIf(!hasChromium)('the text editor in Chromium (skipped where /usr/bin/chromium is missing)', () => {
  let text: TextBrowser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    text = await openTextBrowser();
  });
  afterAll(() => text.close());

  async function open(): Promise<void> {
    faults.length = 0;
    page = await text.open();
    page.on('pageerror', (error) => faults.push(error.message));
  }
  const done = async (): Promise<void> => {
    expect(faults).toEqual([]);
    await page.context().close();
  };
  const block = (words: string) => page.locator('.page > *', { hasText: words }).first();
  const stored = (words: string): Promise<BlockRecord[]> =>
    page.evaluate(
      (needle) =>
        [...window.probe.session.live.state.records.block.values()].filter((b) => JSON.stringify(b.content).includes(needle)),
      words,
    );
  const commands = (): Promise<Command[]> => page.evaluate(() => window.probe.session.steps.map((step) => step.command));
  const saved = (): Promise<string> => page.evaluate(() => window.probe.session.saveState().kind);
  const wait = (ms: number) => page.waitForTimeout(ms);

  /** The cursor at the end of a block. */
  async function behind(words: string): Promise<void> {
    await block(words).click();
    await wait(50);
    await page.evaluate((needle) => {
      const dom = [...document.querySelectorAll('.page > *')].find((one) => one.textContent?.includes(needle)) as HTMLElement;
      getSelection()?.selectAllChildren(dom);
      getSelection()?.collapseToEnd();
    }, words);
    await wait(100);
  }

  async function compose(cdp: CDPSession, steps: string[], result: string): Promise<void> {
    for (const letters of steps) {
      await cdp.send('Input.imeSetComposition', { text: letters, selectionStart: letters.length, selectionEnd: letters.length });
      await wait(30);
    }
    await cdp.send('Input.insertText', { text: result });
  }

  it('types, splits and joins, and undoes it through the plan', async () => {
    await open();
    await behind('指导思想');
    await page.keyboard.type('和要求');
    expect(await saved()).toBe('typing');
    await wait(COMMITTED);
    expect(await saved()).toBe('saved');
    expect((await stored('指导思想和要求'))[0]?.content).toEqual([{ t: 'text', s: '指导思想和要求' }]);

    await page.keyboard.press('Enter');
    await page.keyboard.type('第一段');
    await page.keyboard.press('Enter');
    await page.keyboard.type('第二段');
    await wait(COMMITTED);
    expect((await stored('第一段'))[0]?.kind).toBe('para');
    await page.keyboard.press('Home');
    await wait(50);
    await page.keyboard.press('Backspace');
    await wait(COMMITTED);
    expect((await stored('第一段第二段'))[0]?.content).toEqual([{ t: 'text', s: '第一段第二段' }]);
    expect(await stored('第二段')).toHaveLength(1);

    const many = (await commands()).length;
    for (let i = 0; i < many; i++) await page.keyboard.press('Control+z');
    await wait(100);
    expect(await commands()).toHaveLength(0);
    expect(await block('指导思想').textContent()).toBe('指导思想');
    expect(await page.locator('.page', { hasText: '第一段' }).count()).toBe(0);
    for (let i = 0; i < many; i++) await page.keyboard.press('Control+y');
    await wait(100);
    expect(await block('第一段').textContent()).toBe('第一段第二段');
    await done();
  });

  it('says 93.02 when 51.00 becomes 52.00, without touching the cursor', async () => {
    await open();
    await behind('商品住房供应目标');
    const before = await page.evaluate(() => getSelection()?.anchorOffset);
    const sentence = page.locator('.page > p', { hasText: '计划供应商品住房建筑面积' }).first();
    expect(await sentence.textContent()).toContain('92.02万平方米');
    await page.evaluate(() => {
      const { live } = window.probe.session;
      const table = live.tables()[0];
      const shape = table && live.shape(table.id);
      const row = shape?.rows.find((r) => live.text(r.id, shape.leaves.at(-1)?.id ?? 0) === '51.00');
      const col = shape?.leaves.at(-1);
      if (!row || !col) throw new Error('no cell 51.00');
      window.probe.session.run({ type: 'set-cells', cells: [{ row: row.id, col: col.id, value: '52.00' }] });
    });
    expect(await sentence.textContent()).toContain('93.02万平方米');
    expect(await sentence.textContent()).toContain('喀什市52.00万平方米');
    expect(await page.locator('.table-figure').first().textContent()).toContain('93.02');
    expect(await page.evaluate(() => getSelection()?.anchorOffset)).toBe(before);
    await page.evaluate(() => window.probe.session.undo());
    expect(await sentence.textContent()).toContain('92.02万平方米');
    await done();
  });

  it('never breaks a composition, in a heading, in a sentence, beside a field', async () => {
    await open();
    const cdp = await page.context().newCDPSession(page);
    await behind('指导思想');
    await compose(cdp, ['z', 'zh', 'zho', 'zhong', '中'], '中');
    await compose(cdp, ['g', 'gu', 'guo', '国'], '国');
    await wait(COMMITTED);
    expect((await stored('指导思想中国'))[0]?.content).toEqual([{ t: 'text', s: '指导思想中国' }]);

    // Beside a field, while another window changes a block and a cell.
    await page.locator('.page .field').first().click();
    await wait(50);
    await page.keyboard.press('ArrowRight');
    await wait(50);
    await cdp.send('Input.imeSetComposition', { text: 'zuo', selectionStart: 3, selectionEnd: 3 });
    await wait(COMMITTED + 300);
    const during = await commands();
    expect(during.filter((c) => JSON.stringify(c).includes('zuo'))).toEqual([]);
    await page.evaluate(() => {
      const { session } = window.probe;
      const heading = [...session.live.state.records.block.values()].find((b) => JSON.stringify(b.content).includes('编制原则'));
      if (!heading) throw new Error('no heading');
      session.foreign({
        type: 'edit-text',
        splices: [{ block: heading.id, at: 0, delete: 1, insert: [{ t: 'text', s: '编制的原则' }] }],
      });
    });
    await wait(200);
    await cdp.send('Input.imeSetComposition', { text: '左右', selectionStart: 2, selectionEnd: 2 });
    await wait(100);
    await cdp.send('Input.insertText', { text: '左右' });
    await wait(COMMITTED + 300);
    const [sentence] = await stored('左右');
    const at = sentence?.content.findIndex((element) => element.t === 'text' && element.s.startsWith('左右'));
    expect(sentence?.content[(at ?? 0) - 1]?.t).toBe('field');
    expect(await page.locator('.page', { hasText: 'zuo' }).count()).toBe(0);
    expect(await block('编制的原则').count()).toBe(1);
    await done();
  });

  it('composes at the start of an empty paragraph and over a selection', async () => {
    await open();
    const cdp = await page.context().newCDPSession(page);
    await behind('指导思想');
    await page.keyboard.press('Enter');
    await compose(cdp, ['n', 'ni', '你'], '你');
    await wait(COMMITTED);
    expect((await stored('你'))[0]?.content).toEqual([{ t: 'text', s: '你' }]);
    await page.keyboard.press('Shift+Home');
    await wait(50);
    await compose(cdp, ['w', 'wo', '我'], '我');
    await wait(COMMITTED);
    expect((await stored('我')).some((b) => JSON.stringify(b.content) === '[{"t":"text","s":"我"}]')).toBe(true);
    await done();
  });

  it('takes paragraphs and headings of a Word page and none of its dirt', async () => {
    await open();
    await behind('指导思想');
    await page.keyboard.press('Enter');
    await page.evaluate(() => {
      const html = `<html xmlns:o="urn:x"><head><meta charset="utf-8"><style>p{color:red}</style></head><body lang=ZH-CN>
        <!--StartFragment--><h1 style='mso-outline-level:1'>一、<span lang=EN-US>粘来的标题</span></h1>
        <p class=MsoNormal style='text-indent:2em' onclick="window.hacked=1"><span style='font-family:仿宋'>第一段
        文字，<b>加粗</b>的<o:p></o:p></span></p><script>window.hacked=2</script><img src=x onerror="window.hacked=3">
        <p class=MsoNormal><a href="javascript:window.hacked=4">第二段</a><span style='display:none'>看不见</span></p>
        <p class=MsoNormal>（一）坚持节约。后面接着正文。</p>
        <table><tr><td><p>甲</p></td><td>12</td></tr></table><!--EndFragment--></body></html>`;
      const data = new DataTransfer();
      data.setData('text/html', html);
      document
        .querySelector('.page')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await wait(COMMITTED);
    const [title] = await stored('粘来的标题');
    expect(title).toMatchObject({
      kind: 'heading',
      props: { level: 1, number: 'auto' },
      content: [{ t: 'text', s: '粘来的标题' }],
    });
    expect((await stored('第一段文字'))[0]?.content).toEqual([
      { t: 'text', s: '第一段文字，' },
      { t: 'text', s: '加粗', m: ['bold'] },
      { t: 'text', s: '的' },
    ]);
    expect((await stored('第二段'))[0]).toMatchObject({ kind: 'para', content: [{ t: 'text', s: '第二段' }] });
    expect((await stored('坚持节约'))[0]).toMatchObject({ kind: 'heading', props: { level: 2, runIn: true } });
    expect((await stored('甲　12'))[0]?.kind).toBe('para');
    expect(await stored('看不见')).toEqual([]);
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
    expect(await page.locator('.page :is(script, img[onerror], a, style)').count()).toBe(0);
    expect(await page.locator('.page > .heading', { hasText: '粘来的标题' }).getAttribute('data-number')).toBe('二、');
    await done();
  });

  it('copies a field as a field, with ids of its own', async () => {
    await open();
    const sentence = page.locator('.page > p', { has: page.locator('.field') }).first();
    await sentence.click();
    await wait(50);
    await page.keyboard.press('Control+a');
    await wait(50);
    await page.keyboard.press('Control+c');
    await wait(200);
    const words = await page.evaluate(() => navigator.clipboard.readText());
    expect(words).toContain('（一）商品住房供应目标');
    expect(words).toContain('92.02万平方米');
    await behind('指导思想');
    await page.keyboard.press('Enter');
    const before = await page.evaluate(() => window.probe.session.live.state.records.block.size);
    await page.keyboard.press('Control+v');
    await wait(COMMITTED + 500);
    const after = await page.evaluate(() => {
      const blocks = [...window.probe.session.live.state.records.block.values()];
      const fields = blocks.flatMap((b) => b.content.flatMap((c) => (c.t === 'field' ? [c.id] : [])));
      return { blocks: blocks.length, fields: fields.length, different: new Set(fields).size };
    });
    expect(after.blocks).toBe(before * 2 - 2);
    expect(after.different).toBe(after.fields);
    await done();
  });

  it('inserts a field by = and a search, and says what is wrong with an expression', async () => {
    await open();
    await behind('指导思想');
    await page.keyboard.press('Enter');
    await page.keyboard.type('共');
    await wait(50);
    await page.keyboard.type('=');
    await page.waitForSelector('.field-picker input:focus');
    await page.keyboard.type('总计 小计 套数');
    await page.waitForSelector('.found-cells [role=option]');
    expect(await page.locator('.found-cells [aria-selected=true]').textContent()).toContain('表2·总计·小计·套数12469');
    await page.keyboard.press('Enter');
    await wait(100);
    await page.keyboard.type('，又=');
    await page.waitForSelector('.field-picker input:focus');
    await page.keyboard.type('表2[总计, 公租房/套]');
    expect(await page.locator('.field-picker .why').textContent()).toContain('公租房/套');
    expect(await page.locator('.field-picker .foot button[type=button]').first().isDisabled()).toBe(true);
    await page.keyboard.press('Backspace');
    await page.keyboard.type('数] - 表2[总计, 保障性租赁住房/套数]');
    expect(await page.locator('.field-picker .shown').textContent()).toContain('10441');
    await page.keyboard.press('Enter');
    await wait(COMMITTED);
    expect(await block('共12469').textContent()).toBe('共12469套，又10441');
    expect((await commands()).filter((c) => c.type === 'insert-field')).toHaveLength(2);
    await page.keyboard.press('Control+z');
    await wait(100);
    expect(await block('共12469').textContent()).toBe('共12469套，又');
    await done();
  });

  it('offers a field for a typed number and keeps 不用', async () => {
    await open();
    await behind('指导思想');
    await page.keyboard.press('Enter');
    await page.keyboard.type('其中疏附县262套');
    await page.waitForSelector('.offer-card');
    expect(await page.locator('.offer-card').textContent()).toContain('“262套”与 表2·疏附县·保障性租赁住房·套数 相同');
    await page.locator('.offer-card .take').click();
    await wait(200);
    expect(await block('其中疏附县').locator('.field').textContent()).toBe('262套');
    expect((await commands()).at(-1)?.type).toBe('bind-fields');
    await page.keyboard.type('，公租房1252套');
    await page.waitForSelector('.offer-card');
    await page.locator('.offer-card button', { hasText: '不用' }).click();
    await wait(300);
    expect(await page.locator('.offer-card').count()).toBe(0);
    expect(await page.locator('.page .offer').count()).toBe(0);
    await done();
  });

  it('hands on the clicked field and its cell, and the clicked table', async () => {
    await open();
    const field = page.locator('.page .field', { hasText: '12469' }).first();
    expect(await field.getAttribute('title')).toContain('表2[总计, 小计/套数]');
    await field.click();
    await wait(100);
    expect(await field.getAttribute('class')).toContain('active');
    const target = await page.evaluate(() => {
      const cell = window.probe.events.fields.at(-1)?.cell;
      return cell && window.probe.session.live.text(cell.row, cell.column);
    });
    expect(target).toBe('12469');
    await page.locator('.table-figure').nth(1).click();
    expect(await page.evaluate(() => window.probe.session.live.shape(window.probe.events.tables.at(-1) ?? 0).number)).toBe('表2');
    await done();
  });

  it('marks a field whose source is gone', async () => {
    await open();
    await page.evaluate(() => {
      const { live } = window.probe.session;
      const table = live.tables()[0];
      window.probe.session.run({ type: 'remove-table', table: table?.id ?? 0, confirm: true });
    });
    await wait(100);
    const broken = page.locator('.page .field.broken').first();
    expect(await broken.textContent()).toContain('引用失效');
    expect(await broken.getAttribute('title')).toContain('引用失效');
    expect(await page.locator('.table-figure').count()).toBe(2);
    await page.evaluate(() => {
      const last = [...window.probe.session.live.state.records.block.values()].at(-1);
      window.probe.session.foreign({
        type: 'add-block',
        block: { id: 777_777, kind: 'table-ref', props: { tableId: 424_242 } },
        place: { after: last?.id ?? 0 },
      });
    });
    expect(await page.locator('.page .fixed.gone').textContent()).toContain('这张表已删除');
    await done();
  });

  it('makes a copied cell of the grid a field, and comes back to where it was left', async () => {
    await open();
    await behind('既有住房与住区更新改造目标');
    await page.keyboard.press('Enter');
    await page.evaluate(() => {
      const { live } = window.probe.session;
      const shape = live.shape(live.tables()[1]?.id ?? 0);
      const cell = { table: shape.record.id, row: shape.rows[0]?.id, column: shape.leaves[1]?.id };
      const data = new DataTransfer();
      data.setData('text/plain', '3000');
      data.setData('application/x-anju-cell', JSON.stringify(cell));
      document
        .querySelector('.page')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await page.keyboard.type('套');
    await wait(COMMITTED);
    const sentence = page.locator('.page > p', { hasText: /^3000套$/ });
    expect(await sentence.locator('.field').getAttribute('title')).toContain('表2[喀什市, 公租房/套数]');
    const scroll = await page.evaluate(() => document.querySelector('.text-scroll')?.scrollTop);
    expect(scroll).toBeGreaterThan(0);
    await page.evaluate(() => window.probe.mounted(false));
    await wait(50);
    await page.evaluate(() => window.probe.mounted(true));
    await page.waitForSelector('.page');
    await wait(100);
    expect(await page.evaluate(() => document.querySelector('.text-scroll')?.scrollTop)).toBe(scroll);
    await page.evaluate(() => document.querySelector<HTMLElement>('.page')?.focus());
    await wait(100);
    await page.keyboard.type('间');
    await wait(COMMITTED);
    expect(await page.locator('.page > p', { hasText: /^3000套间$/ }).count()).toBe(1);
    await done();
  });

  it('finds words and figures of fields', async () => {
    await open();
    await behind('指导思想');
    await page.keyboard.press('Control+f');
    await page.waitForSelector('.text-find input:focus');
    await page.keyboard.type('12469');
    await wait(50);
    expect(await page.locator('.text-find .count').textContent()).toMatch(/^1 \/ [1-9]/);
    await page.keyboard.press('Escape');
    expect(await page.locator('.text-find').count()).toBe(0);
    expect(await page.locator('.page .found').count()).toBe(0);
    await done();
  });

  it('puts in a footnote and changes it, and a table behind the paragraph', async () => {
    await open();
    await behind('指导思想');
    await page.keyboard.press('Enter');
    await page.keyboard.type('有注的话');
    await page.locator('.text-tools button', { hasText: '脚注' }).click();
    await page.keyboard.type('出处见统计公报');
    await page.keyboard.press('Enter');
    await wait(100);
    expect((await stored('有注的话'))[0]?.content[1]).toMatchObject({ t: 'foot', content: [{ t: 'text', s: '出处见统计公报' }] });
    await block('有注的话').locator('.foot').click();
    await page.waitForSelector('.foot-card textarea');
    await page.locator('.foot-card textarea').fill('出处见年鉴');
    await page.keyboard.press('Enter');
    await wait(100);
    expect((await stored('有注的话'))[0]?.content[1]).toMatchObject({ content: [{ t: 'text', s: '出处见年鉴' }] });

    await page.locator('.text-tools button', { hasText: '插入表格' }).click();
    await page.locator('.ant-dropdown-menu-item', { hasText: '表3' }).click();
    await wait(200);
    expect(await page.locator('.table-figure').count()).toBe(4);
    expect(await page.locator('.page > *').nth(4).locator('.table-caption').textContent()).toContain('表3');
    await page.keyboard.press('Backspace');
    await wait(COMMITTED);
    expect(await page.locator('.table-figure').count()).toBe(3);
    await done();
  });

  it('shows an annex with its own table and title', async () => {
    await open();
    await page.evaluate(() => {
      const { session } = window.probe;
      const last = [...session.live.state.records.block.values()].at(-1);
      session.foreign({
        type: 'add-block',
        block: { id: 700_001, kind: 'annex', props: { tableId: session.live.tables()[2]?.id } },
        place: { after: last?.id ?? 0 },
      });
    });
    await wait(100);
    const annex = page.locator('.page > .annex');
    expect(await annex.getAttribute('data-number')).toBe('附件　');
    expect(await annex.getAttribute('data-printed')).toContain('住宅用地');
    expect(await page.locator('.table-place.own table').count()).toBe(1);
    await done();
  });

  it('centres chapters and sections as the release does', async () => {
    await open();
    const align = () =>
      page
        .locator('.page > .heading.level-1')
        .first()
        .evaluate((heading) => getComputedStyle(heading).textAlign);
    expect(await align()).not.toBe('center');
    await page.evaluate(() => {
      const { session } = window.probe;
      const first = [...session.live.state.records.block.values()].find((block) => block.props.level === 1);
      const props = { ...first?.props, number: { as: '第一章' } };
      session.foreign({ type: 'set-block', block: first?.id ?? 0, set: { props } });
    });
    await expect.poll(() => page.locator('.page > .heading.level-1').first().getAttribute('data-number')).toBe('第一章　');
    expect(await align()).toBe('center');
    expect(
      await page
        .locator('.page > .heading.level-3')
        .first()
        .evaluate((heading) => getComputedStyle(heading).textAlign),
    ).not.toBe('center');
    await done();
  });

  it('frames a box with all that stands in it, and prints an empty stage line in its own place', async () => {
    await open();
    await page.evaluate(() => {
      const { session } = window.probe;
      const last = [...session.live.state.records.block.values()].at(-1)?.id ?? 0;
      const words = (s: string) => [{ t: 'text' as const, s }];
      const box = 700_011;
      session.foreign({ type: 'set-stage', stage: '征求意见稿' });
      for (const [block, place] of [
        [{ id: 700_010, kind: 'stage-line' as const }, { after: last }],
        [{ id: box, kind: 'box' as const, content: words('住房发展战略') }, { after: 700_010 }],
        [{ id: 700_012, kind: 'para' as const, parent: box, content: words('内圈') }, 'last' as const],
        [{ id: 700_013, kind: 'para' as const, parent: box, content: words('外圈') }, 'last' as const],
        [{ id: 700_014, kind: 'para' as const, content: words('框外') }, { after: box }],
      ] as const)
        session.foreign({ type: 'add-block', block, place });
    });
    await wait(100);
    expect(await page.locator('.page > .box.framed').textContent()).toBe('住房发展战略');
    expect(await page.locator('.page > .in-box').allTextContents()).toEqual(['内圈', '外圈']);
    expect(await page.locator('.page > .box-end').allTextContents()).toEqual(['外圈']);
    const edges = await page
      .locator('.page > .box.framed, .page > .in-box')
      .evaluateAll((blocks) =>
        blocks.map((block) => block.getBoundingClientRect()).map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
      );
    for (const [i, edge] of edges.entries()) {
      expect([edge.left, edge.right]).toEqual([edges[0]?.left, edges[0]?.right]);
      if (i > 0) expect(edge.top).toBeCloseTo(edges[i - 1]?.bottom ?? 0, 0);
    }
    const stage = page.locator('.page > .stage-line');
    expect(await stage.getAttribute('data-printed')).toBe('（征求意见稿）');
    expect((await stage.boundingBox())?.height).toBeLessThan(40);
    await done();
  });

  it('keeps the words of fields that come from another plan', async () => {
    await open();
    await behind('指导思想');
    await page.keyboard.press('Enter');
    await page.evaluate(() => {
      const value = JSON.stringify({ id: 5, expr: '#c987654321@total', fmt: null }).replaceAll('"', '&quot;');
      const data = new DataTransfer();
      data.setData(
        'text/html',
        `<p data-pm-slice="0 0 []" data-block="para">别处的<span data-inline="field" data-value="${value}">88.80</span>万平方米</p>`,
      );
      document
        .querySelector('.page')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await wait(COMMITTED);
    expect((await stored('别处的'))[0]?.content).toEqual([{ t: 'text', s: '别处的88.80万平方米' }]);
    await done();
  });

  it('takes everything out and puts it back', async () => {
    await open();
    const before = await page.evaluate(() => window.probe.text());
    await behind('指导思想');
    await page.keyboard.press('Control+a');
    await wait(50);
    await page.keyboard.press('Delete');
    await wait(COMMITTED);
    expect(await page.locator('.page > *').count()).toBe(1);
    await page.keyboard.type('从头写起');
    await wait(COMMITTED);
    while ((await commands()).length) await page.keyboard.press('Control+z');
    expect(await page.evaluate(() => window.probe.text())).toBe(before);
    expect(await page.locator('.table-figure').count()).toBe(3);
    await done();
  });

  it('keeps its typing when the refused command is shown, and when it is taken away', async () => {
    await open();
    await behind('指导思想');
    await page.evaluate(() => {
      window.probe.session.refuse = { code: 'disk-full', details: {} };
    });
    await page.keyboard.type('之一');
    await page.waitForSelector('.text-trouble');
    expect(await page.locator('.text-trouble').textContent()).toContain('没有丢失');
    expect(await block('指导思想之一').count()).toBe(1);
    await page.locator('.text-trouble button', { hasText: '再试一次' }).click();
    await wait(100);
    expect(await page.locator('.text-trouble').count()).toBe(0);
    await behind('指导思想之一');
    await page.keyboard.type('之二');
    await page.evaluate(() => window.probe.mounted(false));
    await wait(100);
    expect(await stored('指导思想之一之二')).toHaveLength(1);
    await done();
  });
});

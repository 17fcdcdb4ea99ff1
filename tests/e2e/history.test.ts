// 历史 in the real window: going back to any step and forward again, each a run of ordinary undo and redo steps in the plan file.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json } from '../command-line/run-anju.ts';
import { hasNoChromium } from '../shell/chromium.ts';
import { openWindow, type WindowUnderTest } from './window.ts';

describe.skipIf(hasNoChromium())('the history panel (skipped where Chromium is missing)', () => {
  let window: WindowUnderTest;
  beforeAll(async () => {
    window = await openWindow('历史');
    await window.page.getByRole('button', { name: '打开样例' }).first().click();
    await window.page.getByText('2025年计划供应商品住房建筑面积').first().waitFor();
  });
  afterAll(() => window?.close());

  const total = () => window.cell('b-0', 3).textContent();
  const entry = (figure: string) => window.page.locator('.history li').filter({ hasText: figure }).last();

  it('goes back to a step and forward to a later one', async () => {
    for (const figure of ['52.00', '53.00', '54.00']) {
      await window.cell(0, 3).click();
      await window.page.keyboard.type(figure);
      await window.page.keyboard.press('Enter');
      await expect.poll(() => window.cell(0, 3).textContent()).toBe(figure);
      // Typing in one cell within two seconds is one step; another cell between them parts the steps.
      await window.cell(1, 3).click();
      await window.page.keyboard.type(figure === '53.00' ? '2.00' : '2.10');
      await window.page.keyboard.press('Enter');
    }
    await expect.poll(total).toBe('95.12');
    await window.page.getByText('历史', { exact: true }).click();
    await entry('51.00 → 52.00').getByRole('button', { name: '回到这里' }).click();
    await expect.poll(() => window.cell(0, 3).textContent()).toBe('52.00');
    await expect.poll(total).toBe('93.02');
    await entry('53.00 → 54.00').getByRole('button', { name: '回到这里' }).click();
    await expect.poll(() => window.cell(0, 3).textContent()).toBe('54.00');
    expect(json(window.folder, ['verify', window.planFile()])).toEqual({ ok: true, problems: [] });
  });

  it('the page had nothing to complain of', () => {
    expect(window.complaints).toEqual([]);
  });
});

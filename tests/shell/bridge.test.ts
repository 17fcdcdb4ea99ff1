// The bridge in a real browser: let in once, loaded again, no violation of the policy, answers and events in the order they were made.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell } from '../../electron/browser-shell.ts';
import type { Client } from '../../electron/handlers/client.ts';
import type { Handlers } from '../../electron/handlers.ts';
import { buildBridge } from '../../scripts/build-renderer.ts';
import { ok } from '../../shared/contract/failure.ts';
import type { AnjuBridge, Step } from '../../shared/contract/messages.ts';
import { hasNoChromium, launch } from './chromium.ts';
import { standInWindow } from './stand-in-window.ts';

const left: Client[] = [];
const order: number[] = [];
const stepAt = (seq: number) => ({ seq }) as Step;

/** Answers, and tells a step right before and right after each answer. */
const talkative: Handlers = {
  async call(client, name, body) {
    const { n } = body as { n: number };
    order.push(n);
    if (name === 'plan.open') await new Promise((resolve) => setTimeout(resolve, 50));
    client.send('plan.step', { plan: 'p', step: stepAt(2 * n), savedAt: '' });
    setImmediate(() => client.send('plan.step', { plan: 'p', step: stepAt(2 * n + 1), savedAt: '' }));
    return ok({ n, plan: 'p', large: name === 'plan.open' ? 'x'.repeat(3_000_000) : '' });
  },
  leave: async (client) => void left.push(client),
  plansOf: () => [],
  close: async () => {},
  log: () => {},
};

describe.skipIf(hasNoChromium())('the bridge', () => {
  let shell: BrowserShell;
  let browser: Browser;
  const folder = standInWindow();

  beforeAll(async () => {
    await buildBridge(folder);
    writeFileSync(
      path.join(folder, 'assets', 'main.js'),
      `const nonce = document.querySelector('meta[name="csp-nonce"]').content;
       const style = document.createElement('style'); style.nonce = nonce; style.textContent = 'body{color:rgb(1, 2, 3)}'; document.head.append(style);
       document.body.append('窗口');`,
    );
    shell = await startBrowserShell({ windowFolder: folder, handlers: talkative, plan: '/住房 计划/喀什.anju' });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await shell?.close();
  });

  /** A page of a browser of its own; what its policy refused is in `violations`. */
  async function openPage(url: string): Promise<{ page: Page; violations: string[] }> {
    const page = await (await browser.newContext()).newPage();
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') violations.push(message.text());
    });
    await page.goto(url);
    return { page, violations };
  }

  test('is let in once, loads again, and shows a plain page to the second visit', async () => {
    const url = shell.newUrl();
    const { page, violations } = await openPage(url);
    expect(page.url()).toBe(`${new URL(url).origin}/`);
    expect(await page.textContent('body')).toContain('窗口');
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(1, 2, 3)');
    await page.reload();
    expect(await page.textContent('body')).toContain('窗口');
    expect(violations).toEqual([]);
    const second = await openPage(url);
    expect(await second.page.textContent('main')).toContain('只能用一次');
    await second.page.context().close();
    await page.context().close();
  });

  test('its policy holds: no inline script, no eval, nothing from elsewhere', async () => {
    const { page } = await openPage(shell.newUrl());
    const refused = await page.evaluate(async () => {
      const found: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.head.append(script);
      const picture = new Image();
      picture.src = 'http://127.0.0.1:9/x.png';
      await fetch('http://127.0.0.1:9/').catch(() => {});
      const style = document.createElement('style');
      style.textContent = 'body{}';
      document.head.append(style);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return found.sort();
    });
    expect(refused).toEqual(['connect-src', 'img-src', 'script-src-elem', 'style-src-elem']);
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    await page.context().close();
  });

  test('calls arrive, and answers and steps come back, in the order they were made', async () => {
    const { page } = await openPage(shell.newUrl());
    order.length = 0;
    const heard = await page.evaluate(async () => {
      const { anju } = window as unknown as { anju: AnjuBridge };
      const call = anju.call as unknown as (name: string, body: unknown) => Promise<{ value: { n: number } }>;
      const all: string[] = [];
      anju.on('plan.step', ({ step }) => all.push(`step ${step.seq}`));
      const first = call('plan.open', { n: 0, padding: 'y'.repeat(2_000_000) }).then(({ value }) => all.push(`answer ${value.n}`));
      const rest = Array.from({ length: 40 }, (_, i) =>
        call('plan.command', { n: i + 1 }).then(({ value }) => all.push(`answer ${value.n}`)),
      );
      await Promise.all([first, ...rest]);
      while (all.length < 41 * 3) await new Promise((resolve) => setTimeout(resolve, 5));
      return all;
    });
    expect(order).toEqual(Array.from({ length: 41 }, (_, i) => i));
    for (let n = 0; n <= 40; n++) {
      const [before, answer, after] = [`step ${2 * n}`, `answer ${n}`, `step ${2 * n + 1}`].map((word) => heard.indexOf(word));
      expect(before, `step before answer ${n}`).toBeLessThan(answer as number);
      expect(after, `step after answer ${n}`).toBeGreaterThan(answer as number);
    }
    await page.context().close();
  });

  test('a plan named at the start reaches a page that listens late', async () => {
    const { page } = await openPage(shell.newUrl());
    const opened = await page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => (window as unknown as { anju: AnjuBridge }).anju.on('app.open-file', resolve), 200);
        }),
    );
    expect(opened).toEqual({ path: '/住房 计划/喀什.anju' });
    await page.context().close();
  });

  test('a dropped file arrives whole, under its name', async () => {
    const { page } = await openPage(shell.newUrl());
    const answer = await page.evaluate(async () => {
      const { anju } = window as unknown as { anju: AnjuBridge };
      const file = new File(['旧表,'.repeat(100_000)], '2024 年 旧表.csv');
      return { taken: await anju.takeFile(file), path: anju.pathOfFile(file) };
    });
    expect(answer.path).toBeNull();
    if (!answer.taken.ok) throw new Error(answer.taken.failure.code);
    expect(answer.taken.value.copied).toBe(true);
    expect(path.basename(answer.taken.value.path)).toBe('2024 年 旧表.csv');
    expect(readFileSync(answer.taken.value.path, 'utf8')).toBe('旧表,'.repeat(100_000));
    await page.context().close();
  });

  test('a page that is closed leaves', async () => {
    const { page } = await openPage(shell.newUrl());
    const before = left.length;
    await page.close();
    await expect.poll(() => left.length).toBe(before + 1);
  });

  /** Opens a plan in the page and keeps what it is told of trouble. */
  const openPlan = (page: Page) =>
    page.evaluate(async () => {
      const { anju } = window as unknown as { anju: AnjuBridge };
      const call = anju.call as unknown as (name: string, body: unknown) => Promise<unknown>;
      const told: unknown[] = [];
      Object.assign(window, { told });
      anju.on('plan.trouble', (event) => told.push(event));
      await call('plan.open', { n: 1 });
    });
  const told = (page: Page) => page.evaluate(() => (window as unknown as { told: unknown[] }).told);
  const askAgain = (page: Page) => page.evaluate(() => (window as unknown as { anju: AnjuBridge }).anju.call('app.info', {}));
  const GONE = { code: 'program-gone', details: {} };

  test('a page whose program ended says so by itself, and answers every call', async () => {
    const own = await startBrowserShell({ windowFolder: folder, handlers: talkative });
    const { page } = await openPage(own.url);
    await openPlan(page);
    await own.close();
    await expect.poll(() => told(page), { timeout: 10_000 }).toEqual([{ plan: 'p', failure: GONE }]);
    expect(await askAgain(page)).toEqual({ ok: false, failure: GONE });
    await page.context().close();
  });

  test('a page that the program has forgotten says so at its next call', async () => {
    const { page } = await openPage(shell.newUrl());
    await openPlan(page);
    await page.route('**/call/**', (route) => route.fulfill({ status: 410, contentType: 'text/plain', body: 'forgotten' }));
    expect(await askAgain(page)).toEqual({ ok: false, failure: GONE });
    expect(await told(page)).toEqual([{ plan: 'p', failure: GONE }]);
    await page.context().close();
  });
});

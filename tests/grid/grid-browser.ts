// The grid's page in a real browser: built once with Vite, served on loopback, driven by real keys, mouse and compositions.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { build } from 'vite';

const CHROMIUM = '/usr/bin/chromium';
export const hasChromium = existsSync(CHROMIUM);
/** Without Chromium these tests are skipped, except where everything must be there. */
export const skipWithoutChromium = !hasChromium && process.env.CI !== 'true';

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'));
    const file = join(folder, path === '/' ? 'index.html' : path);
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export class GridPage {
  readonly page: Page;
  readonly problems: string[] = [];
  private cdp: CDPSession | null = null;

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('favicon') && !message.text().includes('404'))
        this.problems.push(message.text());
    });
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** A composition by the input method: the letters as they are typed. */
  async compose(letters: string): Promise<void> {
    this.cdp ??= await this.page.context().newCDPSession(this.page);
    for (let i = 1; i <= letters.length; i++) {
      await this.cdp.send('Input.imeSetComposition', { text: letters.slice(0, i), selectionStart: i, selectionEnd: i });
    }
  }

  /** The input method's choice: ends the composition with these characters. */
  async choose(text: string): Promise<void> {
    this.cdp ??= await this.page.context().newCDPSession(this.page);
    await this.cdp.send('Input.insertText', { text });
  }

  /** A key as the input method sends it while it composes (keyCode 229). */
  async imeKey(key: string): Promise<void> {
    this.cdp ??= await this.page.context().newCDPSession(this.page);
    for (const type of ['rawKeyDown', 'keyUp'] as const)
      await this.cdp.send('Input.dispatchKeyEvent', {
        type,
        key,
        code: key,
        windowsVirtualKeyCode: 229,
        nativeVirtualKeyCode: 229,
      });
  }

  /** A cell's printed text on the screen, by row label and column path; null where it is not rendered. */
  async cell(row: string, column: string): Promise<string | null> {
    const place = await this.find(row, column);
    return this.page
      .locator(`[row-id="${place.row}"] [col-id="c${place.col}"], [row-id$="-${place.row}"] [col-id="c${place.col}"]`)
      .first()
      .textContent({ timeout: 2000 })
      .catch(() => null);
  }

  /** The cell's element as a locator. */
  async at(row: string, column: string) {
    const place = await this.find(row, column);
    return this.page
      .locator(`[row-id="${place.row}"] [col-id="c${place.col}"], [row-id$="-${place.row}"] [col-id="c${place.col}"]`)
      .first();
  }

  async click(row: string, column: string, modifiers: ('Shift' | 'Control')[] = []): Promise<void> {
    const cell = await this.at(row, column);
    const box = await cell.boundingBox();
    if (!box) throw new Error(`${row} ${column} is not on the screen`);
    for (const key of modifiers) await this.page.keyboard.down(key);
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    for (const key of modifiers) await this.page.keyboard.up(key);
  }

  async drag(from: [string, string], to: [string, string]): Promise<void> {
    const a = await (await this.at(...from)).boundingBox();
    const b = await (await this.at(...to)).boundingBox();
    if (!a || !b) throw new Error('not on the screen');
    await this.page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(b.x + b.width / 2 - 8, b.y + b.height / 2 - 4, { steps: 4 });
    await this.page.mouse.move(b.x + b.width / 2, b.y + b.height / 2);
    await this.page.mouse.up();
  }

  private find(row: string, column: string): Promise<{ row: number; col: number }> {
    return this.page.evaluate(
      ([rowName, columnName]) => {
        const { session, table } = window.test;
        const { live } = session;
        const shape = live.shape(table);
        const label = shape.leaves.find((leaf) => leaf.role === 'label');
        const found = shape.rows.find((r) => label && live.text(r.id, label.id) === rowName) ?? shape.rows[Number(rowName) - 1];
        const bare = (part: string): string => part.replace(/（[^（）]*）$/, '');
        const col = shape.leaves.find((leaf) => {
          const path = shape.path(leaf.id);
          return path.join('/') === columnName || path.map(bare).join('/') === columnName;
        });
        if (!found || !col) throw new Error(`no ${rowName} ${columnName}`);
        return { row: found.id, col: col.id };
      },
      [row, column] as const,
    );
  }

  /** What the plan holds, not what is shown. */
  async plan(row: string, column: string): Promise<string> {
    const place = await this.find(row, column);
    return this.page.evaluate(({ row: r, col }) => window.test.session.live.text(r, col), place);
  }

  /** Commands run so far, as their types. */
  async commands(): Promise<string[]> {
    return this.page.evaluate(() => window.test.session.log.map((entry) => entry.command.type));
  }

  /** The active cell as the formula line names it. */
  async place(): Promise<string> {
    return (await this.page.locator('.gc-line-place').textContent()) ?? '';
  }

  async bubble(): Promise<string> {
    const bubble = this.page.locator('.gc-bubble');
    return (await bubble.isVisible()) ? ((await bubble.textContent()) ?? '') : '';
  }

  async status(): Promise<string> {
    return ((await this.page.locator('.status').textContent()) ?? '').replace(/\s+/g, ' ');
  }

  /** The open editor's text, or null while it is idle. */
  async editing(): Promise<string | null> {
    const box = this.page.locator('.gc-editor');
    return (await box.getAttribute('data-mode')) === 'idle' ? null : box.inputValue();
  }

  /** Raises a paste on the focused box with these forms on the clipboard. */
  async paste(forms: { html?: string; plain?: string }): Promise<void> {
    await this.page.evaluate(({ html, plain }) => {
      const data = new DataTransfer();
      if (html) data.setData('text/html', html);
      if (plain) data.setData('text/plain', plain);
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, forms);
  }

  /** Another program's copy: these forms lie on the machine's clipboard, as they are. */
  async copyElsewhere(html: string, plain: string): Promise<void> {
    const focused = await this.page.evaluateHandle(() => document.activeElement as HTMLElement);
    await this.page.evaluate(
      (forms) => {
        const serve = (event: ClipboardEvent): void => {
          event.clipboardData?.setData('text/html', forms.html);
          event.clipboardData?.setData('text/plain', forms.plain);
          event.preventDefault();
          event.stopImmediatePropagation();
        };
        document.addEventListener('copy', serve, { capture: true, once: true });
        document.execCommand('copy');
      },
      { html, plain },
    );
    await focused.evaluate((element) => element.focus());
  }

  async clipboard(): Promise<{ html: string; plain: string }> {
    return this.page.evaluate(async () => {
      let html = '';
      let plain = '';
      for (const item of await navigator.clipboard.read()) {
        if (item.types.includes('text/html')) html = await (await item.getType('text/html')).text();
        if (item.types.includes('text/plain')) plain = await (await item.getType('text/plain')).text();
      }
      return { html, plain };
    });
  }
}

export interface GridBrowser {
  open(query?: string, width?: number, height?: number): Promise<GridPage>;
  close(): Promise<void>;
}

export async function openGridBrowser(): Promise<GridBrowser> {
  if (!hasChromium) throw new Error(`${CHROMIUM} is missing: install Debian's chromium`);
  const folder = mkdtempSync(join(tmpdir(), 'anju-grid-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./harness', import.meta.url)),
    base: './',
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, minify: false, chunkSizeWarningLimit: 20_000 },
  });
  const server = await serve(folder);
  const { port } = server.address() as AddressInfo;
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox'],
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });
  return {
    open: async (query = 'table=表2', width = 1366, height = 768) => {
      const context = await browser.newContext({ viewport: { width, height }, permissions: ['clipboard-read', 'clipboard-write'] });
      const page = new GridPage(await context.newPage());
      await page.page.goto(`http://127.0.0.1:${port}/?${query}`);
      await page.page.waitForSelector('.gc .ag-cell');
      await page.page.evaluate(() => window.test.editor?.focus());
      return page;
    },
    close: async () => {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

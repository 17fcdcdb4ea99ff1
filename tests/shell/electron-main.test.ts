// The Electron shell against a stand-in for `electron`: every option, guard, channel and way in that it promises.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { asked, becomeReady, electron, StandInContents, StandInWindow } from './electron-stand-in.ts';
import { standInWindow } from './stand-in-window.ts';

const data = mkdtempSync(path.join(tmpdir(), 'anju-main-'));
vi.stubEnv('ANJU_DATA', path.join(data, 'data'));
vi.stubEnv('ANJU_DOCUMENTS', path.join(data, '我的 文档'));
vi.mock('electron', async () => (await import('./electron-stand-in.ts')).electron);
vi.mock('../../electron/window-folder.ts', () => ({ builtWindow: async () => standInWindow() }));

const { app } = electron;
const first = () => StandInWindow.all[0] as StandInWindow;

interface Answer {
  ok: boolean;
  value: never;
  failure: { code: string };
}

/** A call as it comes over ipc; by default from the first window's own page. */
function call(name: unknown, body: unknown, from: { sender?: unknown; senderFrame?: unknown } = {}): Promise<Answer> {
  const sender = first().webContents;
  const handler = asked.channels.get('anju:call');
  return handler?.({ sender, senderFrame: sender.mainFrame, ...from }, name, body) as Promise<Answer>;
}

/** Emits a cancellable event; true where it was prevented. */
function isPrevented(emitter: NodeJS.EventEmitter, name: string, url: string): boolean {
  let prevented = false;
  const preventDefault = () => {
    prevented = true;
  };
  emitter.emit(name, { url, preventDefault }, url);
  return prevented;
}

beforeAll(async () => {
  mkdirSync(path.join(data, '我的 文档'));
  await import('../../electron/main.ts');
});

describe('before it is ready', () => {
  test('the scheme, the sandbox and the way out are settled', () => {
    expect(asked.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true } },
    ]);
    expect(asked.sandboxed).toBe(true);
    expect(asked.switches['no-proxy-server']).toBe('');
    expect(asked.switches['host-resolver-rules']).toBe('MAP * ~NOTFOUND');
    expect(asked.paths.userData).toBe(path.join(data, 'data', 'window'));
    expect(StandInWindow.all).toHaveLength(0);
  });

  test('a file opened early waits for the first window', async () => {
    expect(isPreventedFile('/早 到.anju')).toBe(true);
    becomeReady();
    await vi.waitFor(() => expect(StandInWindow.all).toHaveLength(1));
    first().webContents.emit('did-finish-load');
    expect(first().webContents.sent).toEqual([{ channel: 'anju:event', name: 'app.open-file', event: { path: '/早 到.anju' } }]);
  });
});

function isPreventedFile(file: string): boolean {
  let prevented = false;
  app.emit(
    'open-file',
    {
      preventDefault: () => {
        prevented = true;
      },
    },
    file,
  );
  return prevented;
}

describe('a window', () => {
  test('is a sandboxed page of ours', () => {
    const { preload, ...preferences } = first().options.webPreferences;
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
    expect(path.basename(String(preload))).toBe('preload.cjs');
    expect(path.isAbsolute(String(preload))).toBe(true);
    expect(first().loaded).toEqual(['app://anju/']);
  });

  test('fits the screen, is shown when it has something to show, and fills a first screen', () => {
    expect(first().options.width).toBe(1366);
    expect(first().options.height).toBe(728);
    expect(first().did).toEqual(['maximize']);
    first().emit('ready-to-show');
    expect(first().did).toEqual(['maximize', 'show']);
  });

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s leads to no other page', (event) => {
    const { webContents } = first();
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'app://other/', 'app://anju/other', 'javascript:alert(1)']) {
      expect(isPrevented(webContents, event, url), url).toBe(true);
    }
    expect(isPrevented(webContents, event, 'app://anju/')).toBe(false);
  });

  test('opens no other window and embeds nothing', () => {
    expect(first().webContents.openHandler?.({ url: 'app://anju/' })).toEqual({ action: 'deny' });
    expect(isPrevented(first().webContents, 'will-attach-webview', 'app://anju/')).toBe(true);
  });
});

describe('the session', () => {
  test('serves the page with its policy, and nothing else', async () => {
    const page = await asked.serve?.(new Request('app://anju/'));
    const policy = page?.headers.get('content-security-policy') ?? '';
    const nonce = (await page?.text())?.match(/csp-nonce" content="([^"]+)"/)?.[1];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect((await asked.serve?.(new Request('app://anju/assets/main.js')))?.headers.get('content-type')).toContain(
      'text/javascript',
    );
    expect((await asked.serve?.(new Request('app://anju/../package.json')))?.status).toBe(404);
    expect((await asked.serve?.(new Request('app://anju/%2e%2e/package.json')))?.status).toBe(404);
    expect((await asked.serve?.(new Request('app://other/')))?.status).toBe(404);
    expect((await asked.serve?.(new Request('app://anju/', { method: 'POST' })))?.status).toBe(404);
  });

  test.each([
    ['app://anju/', false],
    ['app://anju/assets/main.js', false],
    ['data:image/svg+xml,x', false],
    ['app://anju.evil/', true],
    ['app://other/', true],
    ['http://127.0.0.1/', true],
    ['https://example.com/a', true],
    ['ws://example.com/', true],
    ['file:///etc/passwd', true],
    ['ftp://example.com/', true],
    ['blob:app://anju/1', true],
  ])('%s is refused: %s', (url, refused) => {
    let cancel: boolean | null = null;
    asked.before?.({ url }, (answer) => {
      cancel = answer.cancel;
    });
    expect(cancel).toBe(refused);
  });

  test.each([
    ['clipboard-sanitized-write', true],
    ['clipboard-read', true],
    ['media', false],
    ['geolocation', false],
    ['notifications', false],
    ['openExternal', false],
    ['fileSystem', false],
  ])('permission %s: %s', (permission, allowed) => {
    let answer: boolean | null = null;
    asked.permission?.(null, permission, (given) => {
      answer = given;
    });
    expect(answer).toBe(allowed);
    expect(asked.permissionCheck?.(null, permission)).toBe(allowed);
    expect(asked.device?.()).toBe(false);
  });

  test('has no proxy, no downloads, no spelling dictionary', () => {
    expect(asked.proxy).toEqual({ mode: 'direct' });
    expect(asked.spelling).toBe(false);
    expect(isPrevented(electron.session.defaultSession, 'will-download', 'app://anju/')).toBe(true);
  });
});

describe('a call over ipc', () => {
  test('from our own page is answered', async () => {
    expect((await call('app.info', {})).value).toMatchObject({ shell: 'electron', version: '1.2.3' });
    expect([...asked.channels.keys()]).toEqual(['anju:call']);
  });

  test.each<[string, () => { sender?: unknown; senderFrame?: unknown }]>([
    ['another window', () => ({ sender: new StandInContents() })],
    ['a frame inside the page', () => ({ senderFrame: { url: 'app://anju/' } })],
    ['no frame', () => ({ senderFrame: null })],
  ])('from %s is refused', async (_who, from) => {
    expect((await call('app.info', {}, from())).failure.code).toBe('bad-usage');
  });

  test('from our window showing another page is refused', async () => {
    const { webContents } = first();
    const own = webContents.mainFrame;
    webContents.mainFrame = { url: 'https://example.com/' };
    const answer = await call('app.info', {}, { senderFrame: webContents.mainFrame });
    webContents.mainFrame = own;
    expect(answer.failure.code).toBe('bad-usage');
  });

  test.each([
    ['an unknown name', 'constructor', {}],
    ['a name that is no text', new String('app.info'), {}],
    ['a body of another shape', 'plan.open', { path: 1 }],
    ['no body', 'plan.open', undefined],
  ])('with %s is refused', async (_what, name, body) => {
    expect((await call(name, body)).failure.code).toBe('bad-usage');
  });
});

describe('native dialogs', () => {
  test('open: of the asking window, for plans, with the chosen path', async () => {
    asked.openAnswer = { canceled: false, filePaths: ['/我的 计划/喀什.anju'] };
    expect((await call('dialog.open', { kind: 'plan', title: '打开计划' })).value).toEqual({ path: '/我的 计划/喀什.anju' });
    const { window, options } = asked.openDialogs.at(-1) ?? { window: null, options: {} };
    expect(window).toBe(first());
    expect(options).toMatchObject({ title: '打开计划', properties: ['openFile', 'dontAddToRecent'] });
    expect(options.filters).toMatchObject([{ extensions: ['anju'] }, { extensions: ['*'] }]);
  });

  test('open: a folder', async () => {
    asked.openAnswer = { canceled: true, filePaths: [] };
    expect((await call('dialog.open', { kind: 'folder', title: '选择文件夹' })).value).toEqual({ path: null });
    expect(asked.openDialogs.at(-1)?.options.properties).toContain('openDirectory');
  });

  test.each([
    ['docx', '/a/计划', '/a/计划.docx'],
    ['docx', '/a/计划.DOCX', '/a/计划.DOCX'],
    ['xlsx', '/a/附表.docx', '/a/附表.docx.xlsx'],
    ['plan', '/a/v1.2', '/a/v1.2.anju'],
  ])('save: a %s chosen as %s is %s', async (kind, chosen, saved) => {
    asked.saveAnswer = { canceled: false, filePath: chosen };
    expect((await call('dialog.save', { kind, name: '计划', title: '另存' })).value).toEqual({ path: saved });
  });

  test('opening what was written asks the system, for documents only', async () => {
    const file = path.join(data, '计划 一.docx');
    writeFileSync(file, '');
    expect((await call('shell.open-file', { path: file })).ok).toBe(true);
    expect(asked.opened.at(-1)).toBe(file);
    const program = path.join(data, 'x.desktop');
    writeFileSync(program, '');
    expect((await call('shell.open-file', { path: program })).failure.code).toBe('bad-usage');
    expect((await call('shell.open-file', { path: path.join(data, '没有.docx') })).failure.code).toBe('file-not-found');
    expect(asked.opened.at(-1)).toBe(file);
  });
});

describe('the menu', () => {
  test('is Chinese, short, and takes no key of the page', () => {
    expect(asked.menu.map((entry) => entry.label)).toEqual(['文件', '编辑', '显示', '帮助']);
    const roles = asked.menu.flatMap((entry) => entry.submenu.map((item) => item.role ?? ''));
    for (const role of ['undo', 'redo', 'reload', 'forceReload', 'toggleDevTools']) expect(roles).not.toContain(role);
  });
});

describe('another start', () => {
  test('with a plan opens it in a window that has none, and shows that window', () => {
    const { webContents } = first();
    webContents.sent.length = 0;
    app.emit('second-instance', {}, ['anju', '--allow-file-access', '子 目录/甲.anju'], '/办公 室');
    expect(webContents.sent).toEqual([
      { channel: 'anju:event', name: 'app.open-file', event: { path: path.resolve('/办公 室', '子 目录/甲.anju') } },
    ]);
    expect(first().did.slice(-2)).toEqual(['restore', 'focus']);
  });

  test('without a plan only shows the window', () => {
    const { webContents } = first();
    webContents.sent.length = 0;
    app.emit('second-instance', {}, ['anju', '--flag.anju'], '/');
    expect(webContents.sent).toEqual([]);
    expect(StandInWindow.all).toHaveLength(1);
  });
});

describe('closing a window that holds something unsaved', () => {
  test('tries once more when it has had time to save, then asks', async () => {
    const window = first();
    asked.boxes.length = 0;
    expect(isPrevented(window.webContents, 'will-prevent-unload', '')).toBe(false);
    await vi.waitFor(() => expect(window.did.at(-1)).toBe('close'), { timeout: 5000 });
    expect(asked.boxes).toEqual([]);
    // The stand-in for the person chooses 仍要关闭.
    expect(isPrevented(window.webContents, 'will-prevent-unload', '')).toBe(true);
    expect(asked.boxes).toMatchObject([{ buttons: ['先回去', '仍要关闭'], defaultId: 0, cancelId: 0 }]);
  });
});

describe('a page that ends by itself', () => {
  test('is loaded again once, and given up the second time at once', () => {
    const window = first();
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    expect(window.loaded).toEqual(['app://anju/', 'app://anju/']);
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    expect(window.did.at(-1)).toBe('destroy');
  });
});

describe('quitting', () => {
  test('waits until every plan is closed', async () => {
    first().emit('closed');
    app.emit('window-all-closed');
    expect(asked.quits).toBe(1);
    expect(isPrevented(app, 'will-quit', '')).toBe(true);
    await vi.waitFor(() => expect(asked.quits).toBe(2));
    expect(isPrevented(app, 'will-quit', '')).toBe(false);
  });
});

test('a second program gives way to the first', async () => {
  asked.isFirst = false;
  const [quits, windows] = [asked.quits, StandInWindow.all.length];
  vi.resetModules();
  await import('../../electron/main.ts');
  expect(asked.quits).toBe(quits + 1);
  expect(StandInWindow.all).toHaveLength(windows);
});

// A window: a sandboxed page of ours that can go nowhere, open nothing and embed nothing. Its size and place are kept for next time.

import path from 'node:path';
import { type App, BrowserWindow, type Rectangle, type WebContents } from 'electron';
import { FIRST_PAGE } from './shell-protocol.ts';
import { shellWords } from './shell-words.ts';
import type { WindowState } from './window-state.ts';

/** Built beside main. */
const PRELOAD = path.join(import.meta.dirname, 'preload.cjs');

/** Every page that ever comes to be, ours or not, is held to this. */
export function holdPages(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const stay = (event: { preventDefault(): void; url: string }) => {
      // Loading the own page again is the one way a page may go.
      if (event.url !== FIRST_PAGE) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Opens a window on the first page; shown once it has something to show. */
export function openWindow(state: WindowState, work: Rectangle[], packaged: boolean): BrowserWindow {
  const bounds = state.boundsFor(work);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: shellWords.product,
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: PRELOAD,
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
      devTools: !packaged,
    },
  });
  if (state.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => state.keep(window.getNormalBounds(), window.isMaximized()));
  void window.loadURL(FIRST_PAGE);
  return window;
}

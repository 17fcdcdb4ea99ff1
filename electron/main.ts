// The Electron shell: one program, its windows, and the ways a plan reaches them (a double click, a second start, a drop on the icon).
//
// It is thin on purpose: windows are held to their own page (shell-window.ts), pages come from app://anju and nothing leaves the machine
// (shell-protocol.ts), every request goes to the same handlers as in the browser shell. Quitting waits until every plan is closed.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session, type WebContents } from 'electron';
import { appFolders } from './app-folders.ts';
import type { Client } from './handlers/client.ts';
import { shellServices } from './handlers/services.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { planArgument } from './plan-argument.ts';
import { electronDesktop } from './shell-dialogs.ts';
import { listen, windowClient } from './shell-ipc.ts';
import { menuTemplate } from './shell-menu.ts';
import { closeSession, FIRST_PAGE, prepareProtocol } from './shell-protocol.ts';
import { holdPages, openWindow } from './shell-window.ts';
import { shellWords } from './shell-words.ts';
import { windowFiles } from './window-files.ts';
import { builtWindow } from './window-folder.ts';
import { readWindowState } from './window-state.ts';

/** A page that dies again within this time would die for ever. */
const RELOAD_MS = 30_000;

/** What was typed is committed after a pause of half a second, so closing tries again after that. */
const SETTLE_MS = 800;
const REFUSED_MS = 5000;

const clients = new Map<WebContents, Client>();
let toOpen = planArgument(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
let handlers: Handlers | null = null;

const folders = appFolders();
try {
  mkdirSync(path.join(folders.data, 'window'), { recursive: true });
  app.setPath('userData', path.join(folders.data, 'window'));
} catch {
  // A folder that can't be written: Chromium's own things stay where it puts them, and the handlers say what they can't keep.
}
app.setAppUserModelId('cn.anju.desktop');
app.enableSandbox();
prepareProtocol(app, protocol);

if (!app.requestSingleInstanceLock()) {
  // The program that runs already gets our arguments and shows itself.
  app.quit();
} else {
  holdPages(app);
  app.on('second-instance', (_event, argv, folder) => openPath(planArgument(argv.slice(1), folder)));
  app.on('open-file', (event, file) => {
    event.preventDefault();
    openPath(file);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('activate', () => {
    if (handlers && clients.size === 0) newWindow(handlers);
  });
  app.on('will-quit', (event) => {
    if (!handlers) return;
    event.preventDefault();
    const closing = handlers;
    handlers = null;
    void closing.close().finally(() => app.quit());
  });
  void app.whenReady().then(start).catch(broken);
}

async function start(): Promise<void> {
  const documents = app.getPath('documents');
  const own = { ...folders, documents, plans: path.join(documents, path.basename(folders.plans)) };
  const services = shellServices({ folders: process.env.ANJU_DOCUMENTS ? folders : own, version: app.getVersion() });
  services.desktop = electronDesktop(services.folders.documents, windowOf);
  process.on('uncaughtException', (error) => services.log.write('main', error));
  process.on('unhandledRejection', (error) => services.log.write('main', error));
  handlers = createHandlers(services);
  await closeSession(session.defaultSession, windowFiles(await builtWindow(), { bridge: false }));
  listen(ipcMain, handlers, (contents) => clients.get(contents) ?? null);
  const started = handlers;
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({ newWindow: () => newWindow(started), openPlan: () => void choosePlan(), about: () => void about() }),
    ),
  );
  newWindow(started, toOpen);
  toOpen = null;
}

function windowOf(client: Client): BrowserWindow | null {
  const contents = [...clients].find(([, known]) => known === client)?.[0];
  return contents ? BrowserWindow.fromWebContents(contents) : null;
}

function newWindow(to: Handlers, plan: string | null = null): void {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== main.id);
  const state = readWindowState(folders.data);
  const window = openWindow(
    state,
    [main, ...others].map((display) => display.workArea),
    app.isPackaged,
  );
  const contents = window.webContents;
  const client = windowClient(contents);
  let died = 0;
  let refused = 0;
  clients.set(contents, client);
  if (plan) contents.once('did-finish-load', () => client.send('app.open-file', { path: plan }));
  contents.on('will-prevent-unload', (event) => {
    if (Date.now() - refused > REFUSED_MS) {
      // The page still holds something: most often the last word typed, on its way to the disk.
      refused = Date.now();
      setTimeout(() => {
        if (!window.isDestroyed()) window.close();
      }, SETTLE_MS);
      return;
    }
    // It holds it still: leaving anyway is the person's own choice.
    const choice = dialog.showMessageBoxSync(window, shellWords.dialog.closing);
    if (choice === 1) event.preventDefault();
  });
  contents.on('render-process-gone', (_event, details) => {
    to.log('window', new Error(`the page ended: ${details.reason} ${details.exitCode}`));
    void to.leave(client);
    if (Date.now() - died < RELOAD_MS) return window.destroy();
    died = Date.now();
    void window.loadURL(FIRST_PAGE);
  });
  window.on('closed', () => {
    clients.delete(contents);
    void to.leave(client);
  });
}

/** A plan that was double-clicked or named by a second start: where it is open already, in an empty window, else in a new one. */
function openPath(plan: string | null): void {
  if (!handlers) {
    toOpen = plan ?? toOpen;
    return;
  }
  const list = [...clients.values()];
  const holder = plan ? list.find((client) => handlers?.plansOf(client).includes(plan)) : undefined;
  const free = list.find((client) => handlers?.plansOf(client).length === 0);
  const client = holder ?? (plan ? free : list[0]);
  const window = client ? windowOf(client) : null;
  if (!client || !window) {
    newWindow(handlers, plan);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
  if (plan && client !== holder) client.send('app.open-file', { path: plan });
}

async function choosePlan(): Promise<void> {
  const words = shellWords.dialog;
  const answer = await dialog.showOpenDialog({ properties: ['openFile'], filters: [{ name: words.plans, extensions: ['anju'] }] });
  if (!answer.canceled && answer.filePaths[0]) openPath(answer.filePaths[0]);
}

async function about(): Promise<void> {
  const message = shellWords.dialog.aboutText(app.getVersion());
  await dialog.showMessageBox({
    type: 'info',
    title: shellWords.menu.about,
    message,
    buttons: [shellWords.dialog.agree],
    noLink: true,
  });
}

function broken(error: unknown): void {
  const { log } = shellServices({ folders });
  log.write('start', error);
  dialog.showErrorBox(shellWords.dialog.brokenTitle, shellWords.dialog.brokenText(log.file));
  app.exit(1);
}

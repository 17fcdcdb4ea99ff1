// In place of the `electron` module, which has no program here: it keeps what the shell asked of it and lets a test play the user, the
// page and the system.

import { EventEmitter } from 'node:events';

export interface Frame {
  url: string;
}

export class StandInContents extends EventEmitter {
  static next = 1;
  readonly id = StandInContents.next++;
  mainFrame: Frame = { url: 'app://anju/' };
  readonly sent: { channel: string; name: string; event: unknown }[] = [];
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  isDestroyed = () => false;
  send(channel: string, name: string, event: unknown) {
    this.sent.push({ channel, name, event });
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.openHandler = handler;
  }
}

export interface WindowOptions {
  width: number;
  height: number;
  webPreferences: Record<string, unknown>;
}

export class StandInWindow extends EventEmitter {
  static all: StandInWindow[] = [];
  static fromWebContents = (contents: StandInContents) =>
    StandInWindow.all.find((window) => window.webContents === contents) ?? null;
  readonly webContents = new StandInContents();
  readonly options: WindowOptions;
  readonly loaded: string[] = [];
  readonly did: string[] = [];
  constructor(options: WindowOptions) {
    super();
    this.options = options;
    StandInWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string) {
    this.loaded.push(url);
  }
  maximize = () => void this.did.push('maximize');
  show = () => void this.did.push('show');
  focus = () => void this.did.push('focus');
  restore = () => void this.did.push('restore');
  destroy = () => void this.did.push('destroy');
  close = () => void this.did.push('close');
  isDestroyed = () => false;
  isMinimized = () => true;
  isMaximized = () => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1200, height: 700 });
}

type Answer = (answer: { cancel: boolean }) => void;

export const asked = {
  paths: {} as Record<string, string>,
  switches: {} as Record<string, string>,
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  sandboxed: false,
  menu: [] as { label: string; submenu: { label?: string; role?: string; click?: () => void }[] }[],
  boxes: [] as unknown[],
  quits: 0,
  isFirst: true,
  proxy: null as unknown,
  spelling: true,
  serve: null as ((request: Request) => Promise<Response>) | null,
  before: null as ((details: { url: string }, answer: Answer) => void) | null,
  permission: null as ((contents: unknown, permission: string, answer: (allowed: boolean) => void) => void) | null,
  permissionCheck: null as ((contents: unknown, permission: string) => boolean) | null,
  device: null as (() => boolean) | null,
  channels: new Map<string, (event: unknown, ...args: unknown[]) => unknown>(),
  openDialogs: [] as { window: unknown; options: Record<string, unknown> }[],
  saveDialogs: [] as { window: unknown; options: Record<string, unknown> }[],
  openAnswer: { canceled: true, filePaths: [] as string[] },
  saveAnswer: { canceled: true, filePath: '' },
  opened: [] as string[],
};

let becomeReady: () => void = () => {};
const ready = new Promise<void>((resolve) => {
  becomeReady = resolve;
});

export { becomeReady };

class StandInApp extends EventEmitter {
  readonly isPackaged = true;
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => {
      asked.switches[name] = value;
    },
  };
  setPath = (name: string, value: string) => {
    asked.paths[name] = value;
  };
  getPath = (name: string) => `/stand-in/${name}`;
  getVersion = () => '1.2.3';
  setAppUserModelId = () => {};
  enableSandbox = () => {
    asked.sandboxed = true;
  };
  requestSingleInstanceLock = () => asked.isFirst;
  quit = () => void asked.quits++;
  exit = () => void asked.quits++;
  whenReady = () => ready;
}
const app = new StandInApp();

class StandInSession extends EventEmitter {
  readonly protocol = {
    handle: (_scheme: string, serve: (request: Request) => Promise<Response>) => {
      asked.serve = serve;
    },
  };
  readonly webRequest = {
    onBeforeRequest: (before: (details: { url: string }, answer: Answer) => void) => {
      asked.before = before;
    },
  };
  setPermissionRequestHandler = (handler: typeof asked.permission) => {
    asked.permission = handler;
  };
  setPermissionCheckHandler = (handler: typeof asked.permissionCheck) => {
    asked.permissionCheck = handler;
  };
  setDevicePermissionHandler = (handler: () => boolean) => {
    asked.device = handler;
  };
  setSpellCheckerEnabled = (enabled: boolean) => {
    asked.spelling = enabled;
  };
  async setProxy(proxy: unknown) {
    asked.proxy = proxy;
  }
}
const session = { defaultSession: new StandInSession() };

const display = { id: 1, workArea: { x: 0, y: 0, width: 1366, height: 728 } };

/** A dialog is called with a window and options, or with options alone. */
const dialogArgs = (args: unknown[]) => ({
  window: args.length === 2 ? args[0] : null,
  options: args[args.length - 1] as Record<string, unknown>,
});

export const electron = {
  app,
  session,
  BrowserWindow: StandInWindow,
  dialog: {
    async showOpenDialog(...args: unknown[]) {
      asked.openDialogs.push(dialogArgs(args));
      return asked.openAnswer;
    },
    async showSaveDialog(...args: unknown[]) {
      asked.saveDialogs.push(dialogArgs(args));
      return asked.saveAnswer;
    },
    showMessageBox: async (options: unknown) => void asked.boxes.push(options),
    showMessageBoxSync: (_window: unknown, options: unknown) => {
      asked.boxes.push(options);
      return 1;
    },
    showErrorBox: (title: string) => void asked.boxes.push(title),
  },
  ipcMain: {
    handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown) => asked.channels.set(channel, handler),
  },
  Menu: {
    buildFromTemplate: (template: typeof asked.menu) => template,
    setApplicationMenu: (menu: typeof asked.menu) => {
      asked.menu = menu;
    },
  },
  protocol: { registerSchemesAsPrivileged: (schemes: typeof asked.schemes) => void asked.schemes.push(...schemes) },
  screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
  shell: {
    async openPath(file: string) {
      asked.opened.push(file);
      return '';
    },
    showItemInFolder: (file: string) => void asked.opened.push(file),
  },
};

// The one door between the page and the program: `window.anju` with exactly the contract's functions. No ipcRenderer, no event object and
// no path of its own goes through; what a request may hold is checked on the far side.

import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { AnjuBridge, EventName, Events, RequestName } from '../shared/contract/messages.ts';

const CALL_CHANNEL = 'anju:call';
const EVENT_CHANNEL = 'anju:event';

const listeners = new Map<string, Set<(event: unknown) => void>>();
/** a file to open may be named before the page listens for it */
const early: unknown[] = [];

ipcRenderer.on(EVENT_CHANNEL, (_event: IpcRendererEvent, name: string, event: unknown) => {
  const wanted = listeners.get(name);
  if (wanted?.size) for (const listener of [...wanted]) listener(event);
  else if (name === 'app.open-file') early.push(event);
});

const bridge: AnjuBridge = {
  call: ((name: RequestName, request: unknown) => ipcRenderer.invoke(CALL_CHANNEL, String(name), request)) as AnjuBridge['call'],
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void) {
    const wanted = listeners.get(name) ?? new Set();
    listeners.set(name, wanted);
    const own = (event: unknown) => listener(event as Events[N]);
    wanted.add(own);
    if (name === 'app.open-file') for (const event of early.splice(0)) queueMicrotask(() => own(event));
    return () => {
      wanted.delete(own);
    };
  },
  pathOfFile: (file) => webUtils.getPathForFile(file) || null,
  async takeFile(file) {
    const path = webUtils.getPathForFile(file);
    if (path) return { ok: true, value: { path, copied: false } };
    return { ok: false, failure: { code: 'file-not-found', details: { name: file.name } } };
  },
};

contextBridge.exposeInMainWorld('anju', bridge);

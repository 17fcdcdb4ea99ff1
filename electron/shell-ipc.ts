// The carrier between a window and the handlers in Electron: one channel to ask, one to be told. Only the main frame of a window of ours,
// showing a page of ours, is heard; names and bodies are checked by the handlers themselves.

import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { fail, type Result } from '../shared/contract/failure.ts';
import type { Client } from './handlers/client.ts';
import type { Handlers } from './handlers.ts';
import { isOwnUrl } from './shell-protocol.ts';

export const CALL_CHANNEL = 'anju:call';
export const EVENT_CHANNEL = 'anju:event';

/** A window as the handlers see it. */
export function windowClient(contents: WebContents): Client {
  return {
    id: `window-${contents.id}`,
    send(name, event) {
      if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, event);
    },
  };
}

/** Answers every call; `clientOf` knows our windows by their contents. */
export function listen(ipc: IpcMain, handlers: Handlers, clientOf: (contents: WebContents) => Client | null): void {
  ipc.handle(
    CALL_CHANNEL,
    (event: IpcMainInvokeEvent, name: unknown, body: unknown): Promise<Result<unknown>> | Result<unknown> => {
      const client = clientOf(event.sender);
      const frame = event.senderFrame;
      const isOurs = client !== null && frame !== null && frame === event.sender.mainFrame && isOwnUrl(frame.url);
      if (!isOurs || typeof name !== 'string') return fail('bad-usage', { reason: 'sender' });
      return handlers.call(client, name, body);
    },
  );
}

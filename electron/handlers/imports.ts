// Imports as the window's wizard asks for them: what is in a file, and how it maps onto a table. Both run where a stranger's file can do
// no harm; a client that is gone takes its work with it.

import { ok } from '../../shared/contract/failure.ts';
import type { Client, HandlersOf } from '../handlers.ts';
import { inspectFile } from '../import/inspect-file.ts';
import type { Openings } from './openings.ts';
import type { Services } from './services.ts';

export interface ImportHandlers {
  handlers: HandlersOf<'import.inspect' | 'import.propose'>;
  leave(client: Client): void;
  close(): void;
}

export function importHandlers(_services: Services, _openings: Openings): ImportHandlers {
  const running = new Map<AbortController, Client>();

  /** One piece of reading, stopped when its client goes. */
  async function stoppable<T>(client: Client, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    running.set(stop, client);
    try {
      return await run(stop.signal);
    } finally {
      running.delete(stop);
    }
  }

  function stop(isWanted: (client: Client) => boolean): void {
    for (const [controller, client] of running) if (isWanted(client)) controller.abort();
  }

  return {
    handlers: {
      'import.inspect': ({ path, ...options }, client) => stoppable(client, (signal) => inspectFile(path, { ...options, signal })),
      'import.propose': () => ok(null),
    },
    leave: (client) => stop((own) => own === client),
    close: () => stop(() => true),
  };
}

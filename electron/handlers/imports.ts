// Imports as the window's wizard asks for them: what is in a file, and how it maps onto a table. Both run where a stranger's file can do
// no harm; a client that is gone takes its work with it.

import { fail, type Result } from '../../shared/contract/failure.ts';
import { importMapSchema, type Proposal } from '../../shared/contract/import.ts';
import type { RequestOf } from '../../shared/contract/messages.ts';
import { createInspector } from '../import/inspector.ts';
import { startTask } from '../worker-task.ts';
import type { Client, HandlersOf } from './client.ts';
import type { Openings } from './openings.ts';
import type { ProposeWork } from './propose-worker.ts';
import type { Services } from './services.ts';

const PROPOSE_MS = 50_000;
const PROPOSE_MB = 1800;

export interface ImportHandlers {
  handlers: HandlersOf<'import.inspect' | 'import.propose'>;
  leave(client: Client): void;
  close(): void;
}

export function importHandlers(_services: Services, openings: Openings): ImportHandlers {
  const running = new Map<AbortController, Client>();
  const inspector = createInspector();

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

  async function proposal(
    { plan, path, sheet, tableIndex, target, map }: RequestOf<'import.propose'>,
    client: Client,
    signal: AbortSignal,
  ): Promise<Result<Proposal>> {
    const opening = openings.find(client, plan);
    if (!opening.ok) return opening;
    const read = importMapSchema.optional().safeParse(map);
    if (!read.success) return fail('bad-usage', { request: 'import.propose', reason: 'map' });
    const inspection = await inspector.inspect(path, { cells: true, signal });
    if (!inspection.ok) return inspection;
    const snapshot = await opening.value.host.snapshot();
    if (!snapshot.ok) return snapshot;
    const work: ProposeWork = { snapshot: snapshot.value, inspection: inspection.value, sheet, tableIndex, target, map: read.data };
    const tooLarge = (reason: string) => fail('file-too-large', { path, reason }).failure;
    const task = startTask<Proposal>({
      script: new URL('./propose-worker.ts', import.meta.url),
      input: work,
      limitMs: PROPOSE_MS,
      tooLong: tooLarge('time'),
      memoryMb: PROPOSE_MB,
      tooLarge: tooLarge('memory'),
    });
    signal.addEventListener('abort', () => task.cancel(), { once: true });
    return task.done;
  }

  function stop(isWanted: (client: Client) => boolean): void {
    for (const [controller, client] of running) if (isWanted(client)) controller.abort();
  }

  return {
    handlers: {
      'import.inspect': ({ path, ...options }, client) =>
        stoppable(client, (signal) => inspector.inspect(path, { ...options, signal })),
      'import.propose': (request, client) => stoppable(client, (signal) => proposal(request, client, signal)),
    },
    leave: (client) => stop((own) => own === client),
    close: () => stop(() => true),
  };
}

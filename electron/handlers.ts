// Every request of the contract, answered without Electron: both shells, and every test, call the same functions.
//
// A request is checked against its schema before anything happens; an answer is always a Result. An expected refusal keeps its code; a
// bug is written to the log and becomes `program-error`, and the program goes on.

import { fail, type Result } from '../shared/contract/failure.ts';
import { type RequestName, requests } from '../shared/contract/messages.ts';
import type { Client, Handler, HandlersOf } from './handlers/client.ts';
import { exportHandlers } from './handlers/exports.ts';
import { fileHandlers } from './handlers/files.ts';
import { importHandlers } from './handlers/imports.ts';
import { openOpenings } from './handlers/openings.ts';
import { planHandlers } from './handlers/plans.ts';
import { recentUpkeep } from './handlers/recent-upkeep.ts';
import type { Services } from './handlers/services.ts';
import { startHandlers } from './handlers/start.ts';
import { knownFailure } from './system-failure.ts';

export interface Handlers {
  /** Answers one request; `bad-usage` for an unknown name or a body that its schema refuses. Never rejects. */
  call(client: Client, name: string, body: unknown): Promise<Result<unknown>>;
  /** The client is gone: its plans are closed (once nobody else has them open), its jobs cancelled. */
  leave(client: Client): Promise<void>;
  /** paths of the plans that a client has open */
  plansOf(client: Client): string[];
  /** Closes every plan; what was being written is finished first. */
  close(): Promise<void>;
  log(place: string, error: unknown): void;
}

export function createHandlers(services: Services): Handlers {
  const recent = recentUpkeep(services);
  const openings = openOpenings(services, recent.closed);
  const exports = exportHandlers(services, openings);
  const imports = importHandlers(services, openings);
  const all: HandlersOf<RequestName> = {
    ...startHandlers(services),
    ...fileHandlers(services),
    ...planHandlers(services, openings, recent),
    ...exports.handlers,
    ...imports.handlers,
  };

  return {
    async call(client, name, body) {
      if (!isRequestName(name)) return fail('bad-usage', { request: String(name).slice(0, 100), reason: 'unknown' });
      const request = requests[name].safeParse(body);
      if (!request.success) {
        const issues = request.error.issues.slice(0, 5).map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
        return fail('bad-usage', { request: name, reason: 'body', issues });
      }
      try {
        return await (all[name] as Handler<RequestName>)(request.data as never, client);
      } catch (error) {
        const failure = knownFailure(error);
        if (failure) return { ok: false, failure };
        services.log.write(name, error);
        return fail('program-error', { request: name, log: services.log.file });
      }
    },
    async leave(client) {
      exports.leave(client);
      imports.leave(client);
      await openings.leave(client);
    },
    plansOf: (client) => openings.pathsOf(client),
    async close() {
      await exports.close();
      imports.close();
      await openings.closeAll();
    },
    log: (place, error) => services.log.write(place, error),
  };
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name);
}

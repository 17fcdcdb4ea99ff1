// Which client has which plan open, and what it is told about it.
//
// A handle names one client's opening and is good for that client only. However many windows and pages look at a plan, the store has it
// open once and tells each of them the steps of the others. What happens between taking the state and handing it over is kept back until
// the client has its answer, so no step falls between.

import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { Events, OpenedPlan } from '../../shared/contract/messages.ts';
import { openPlan, type PlanHost, type ReadOnly } from '../store/host.ts';
import type { Client } from './client.ts';
import type { Services } from './services.ts';

export interface Opening {
  readonly handle: string;
  readonly client: Client;
  readonly path: string;
  readonly host: PlanHost;
}

export interface Openings {
  /** The plan's state and a handle. Failures: those of the store's `openPlan`. */
  open(client: Client, planPath: string): Promise<Result<OpenedPlan>>;
  /** `not-ready` for a handle that is not this client's. */
  find(client: Client, handle: string): Result<Opening>;
  close(client: Client, handle: string): Promise<Result<null>>;
  leave(client: Client): Promise<void>;
  pathsOf(client: Client): string[];
  closeAll(): Promise<void>;
}

/** `onEnd`: one client's look at a plan is over. */
export function openOpenings({ folders }: Services, onEnd: (planPath: string) => void): Openings {
  const byHandle = new Map<string, Opening>();
  /** a plan that is being closed lets go of its file before it is opened again */
  const closing = new Map<string, Promise<unknown>>();

  function end(opening: Opening): Promise<unknown> {
    byHandle.delete(opening.handle);
    onEnd(opening.path);
    const closed = Promise.all([closing.get(opening.path), opening.host.close()]).finally(() => {
      if (closing.get(opening.path) === closed) closing.delete(opening.path);
    });
    closing.set(opening.path, closed);
    return closed;
  }

  return {
    async open(client, planPath) {
      // One file is one plan, by whatever path it is named.
      const real = await realpath(path.resolve(planPath)).catch(() => path.resolve(planPath));
      await closing.get(real);
      const opened = await openPlan(real, { write: true, backupFolder: folders.backups });
      if (!opened.ok) return opened;
      const { host, readOnly, savedAt } = opened.value;
      const opening: Opening = { handle: randomUUID(), client, path: real, host };
      byHandle.set(opening.handle, opening);
      const kept = tellClient(opening);
      const snapshot = await host.snapshot();
      if (!snapshot.ok) {
        await end(opening);
        return snapshot;
      }
      setImmediate(() => kept.release());
      return ok({ plan: opening.handle, path: real, snapshot: snapshot.value, readOnly: readOnlyFor(readOnly), savedAt });
    },
    find(client, handle) {
      const opening = byHandle.get(handle);
      return opening?.client === client ? ok(opening) : fail('not-ready', { plan: handle });
    },
    async close(client, handle) {
      const opening = byHandle.get(handle);
      if (opening?.client === client) await end(opening);
      return ok(null);
    },
    async leave(client) {
      await Promise.all([...byHandle.values()].filter((opening) => opening.client === client).map(end));
    },
    pathsOf: (client) => [...byHandle.values()].filter((opening) => opening.client === client).map((opening) => opening.path),
    async closeAll() {
      await Promise.all([...byHandle.values()].map(end));
      await Promise.all(closing.values());
    },
  };
}

/** Passes the plan's steps and troubles on to the client; kept until released. */
function tellClient({ handle, host, client }: Opening): { release(): void } {
  let kept: (() => void)[] | null = [];
  const tell = <N extends 'plan.step' | 'plan.trouble'>(name: N, event: Events[N]) => {
    if (kept) kept.push(() => client.send(name, event));
    else client.send(name, event);
  };
  host.onStep((pushed) => tell('plan.step', { plan: handle, ...pushed }));
  host.onTrouble((failure) => tell('plan.trouble', { plan: handle, failure }));
  return {
    release() {
      const waiting = kept ?? [];
      kept = null;
      for (const send of waiting) send();
    },
  };
}

/** Why the window takes no edits, as the contract names it. */
function readOnlyFor(readOnly: ReadOnly | null): OpenedPlan['readOnly'] {
  if (!readOnly) return null;
  const { reason, holder } = readOnly;
  return {
    reason: reason === 'locked' || reason === 'newer' ? reason : 'read-only-file',
    holder: holder ? holderWords(holder) : null,
  };
}

/** 张三（办公室电脑） */
export function holderWords(holder: { user: string; host: string }): string {
  return holder.host ? `${holder.user}（${holder.host}）` : holder.user;
}

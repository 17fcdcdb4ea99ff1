// The main thread's side of an open plan: the store itself lives in a worker, this sends it typed requests.
//
// One worker per plan file and process, whatever number of pages look at it: `openPlan` on a file that is open already attaches
// to the same store, so two pages edit one plan through one line of commands. Every step is pushed to all attached pages but the
// one that made it, which has it in its answer. The last `close` ends the worker and leaves nothing beside the plan.
//
//   const opened = await openPlan(path, { write: true, backupFolder });
//   const { host, readOnly, savedAt } = opened.value;
//   const answer = await host.command({ n: 1, base: 0, command, by: '张三', via: 'window' });

import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Command } from '../../shared/commands/schema.ts';
import { type Failure, fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { Accepted, HistoryEntry } from '../../shared/contract/messages.ts';
import type { Step } from '../../shared/model/change.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';
import type { AnswerTo, Ask, Author, FromWorker, OpenInfo, ReadOnly, StoreRequestName, ToWorker } from './store-protocol.ts';

export type { Holder, OpenInfo, ReadOnly } from './store-protocol.ts';

export interface OpenOptions {
  /** false: for reading only, never takes the write lock */
  write: boolean;
  /** where rotating backups go (a folder next to the user's data); null or absent: none */
  backupFolder?: string | null;
}

/** A step that came from elsewhere; `extended`: its changes were added to a step that every page already has. */
export interface PushedStep {
  step: Step;
  extended: boolean;
  savedAt: string;
}

/** One plan file's worker, shared by its attachments. */
class SharedStore {
  readonly key: string;
  private readonly file: string;
  readonly worker: Worker;
  readonly pages = new Map<number, PlanHost>();
  readonly opened: Promise<Result<OpenInfo>>;
  /** pages that have taken the state in: they are sent steps */
  readonly upToDate = new Set<number>();
  private readonly waiting = new Map<number, { resolve(result: Result<never>): void; reject(error: Error): void }>();
  private nextId = 1;
  private gone: Failure | null = null;

  constructor(key: string, file: string, options: OpenOptions) {
    this.key = key;
    this.worker = new Worker(workerUrl());
    this.worker.on('message', (message: FromWorker) => this.take(message));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => this.end(null));
    this.file = file;
    this.opened = this.ask(0, 'open', { path: file, write: options.write, backupFolder: options.backupFolder ?? null });
  }

  ask<N extends StoreRequestName>(page: number, name: N, ask: Ask<N>): Promise<Result<AnswerTo<N>>> {
    if (this.gone) return Promise.resolve({ ok: false, failure: this.gone });
    const id = this.nextId++;
    // A step that comes before the snapshot is in it; pushing it as well would apply it twice.
    if (name === 'snapshot') this.upToDate.delete(page);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, {
        resolve: (result) => {
          if (name === 'snapshot' && result.ok) this.upToDate.add(page);
          resolve(result as Result<AnswerTo<N>>);
        },
        reject,
      });
      this.worker.postMessage({ id, page, name, ask } as ToWorker);
    });
  }

  private take(message: FromWorker): void {
    if (message.kind === 'answer' || message.kind === 'bug') {
      const waits = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.kind === 'answer') waits?.resolve(message.result as Result<never>);
      else waits?.reject(new Error(message.stack));
    } else if (message.kind === 'step') {
      const { step, extended, savedAt } = message;
      for (const [id, page] of this.pages)
        if (id !== message.page && this.upToDate.has(id)) page.tellStep({ step, extended, savedAt });
    } else if (message.kind === 'trouble') for (const page of this.pages.values()) page.tellTrouble(message.failure);
    else for (const page of this.pages.values()) page.tellBackupFailed(message.failure);
  }

  /** The worker ended: whatever still waits is answered, and pages are told unless they asked for it. */
  private end(error: Error | null): void {
    if (this.gone) return;
    const failure: Failure = { code: 'program-gone', details: { path: this.file } };
    this.gone = failure;
    if (stores.get(this.key) === this) stores.delete(this.key);
    for (const waits of this.waiting.values()) {
      if (error) waits.reject(error);
      else waits.resolve({ ok: false, failure });
    }
    this.waiting.clear();
    for (const page of this.pages.values()) page.tellTrouble(failure);
  }
}

const stores = new Map<string, SharedStore>();
/** plans on their way to being closed: they let go of the file before it is opened again */
const closings = new Map<string, Promise<unknown>>();
let nextPage = 1;

/** Beside this file: the worker's source when run by type stripping, its bundle when built. */
function workerUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
}

/** One name for a file however it is spelt: its device and number where it exists, else its path. */
function keyOfFile(file: string): string {
  try {
    const real = realpathSync(file);
    const { dev, ino } = statSync(real, { bigint: true });
    return ino === 0n ? real : `${dev}:${ino}`;
  } catch {
    return path.resolve(file);
  }
}

/** A page's attachment to an open plan. Every request rejects only where the store has a bug; nothing was written then. */
export class PlanHost {
  readonly path: string;
  private readonly store: SharedStore;
  private readonly page: number;
  private readonly stepListeners = new Set<(pushed: PushedStep) => void>();
  private readonly troubleListeners = new Set<(failure: Failure) => void>();
  private readonly backupListeners = new Set<(failure: Failure) => void>();
  private closing: Promise<Result<null>> | null = null;

  constructor(store: SharedStore, page: number, file: string) {
    this.store = store;
    this.page = page;
    this.path = file;
  }

  /** The whole state with its seq. Steps are pushed to a page from then on, each newer than it. */
  snapshot(): Promise<Result<PlanSnapshot>> {
    return this.ask('snapshot', {});
  }

  /** The state that a mark keeps. `no-such-mark`. */
  markSnapshot(name: string): Promise<Result<PlanSnapshot>> {
    return this.ask('mark', { name });
  }

  /**
   * One command, decided and committed before this answers. Failures: those of `decide`, `disk-full`, `plan-gone`, `plan-damaged`,
   * or the opening's `readOnly.failure`. A command that changes nothing is answered with an extension of the newest step by nothing.
   */
  command(ask: Author & { n: number; base: number; command: Command }): Promise<Result<Accepted>> {
    return this.ask('command', ask);
  }

  /** Takes back the newest step, anyone's. `nothing-to-undo`. */
  undo(ask: Author & { n: number; base: number }): Promise<Result<Accepted>> {
    return this.ask('undo', ask);
  }

  /** Brings again what the newest undo took back. `nothing-to-redo`. */
  redo(ask: Author & { n: number; base: number }): Promise<Result<Accepted>> {
    return this.ask('redo', ask);
  }

  /** Newest first. */
  history(limit: number): Promise<Result<HistoryEntry[]>> {
    return this.ask('history', { limit });
  }

  /** Steps after a seq, oldest first. */
  stepsAfter(seq: number): Promise<Result<Step[]>> {
    return this.ask('steps', { after: seq });
  }

  /** Integrity of the file, and every total computed from nothing against the running ones. Problems are Chinese sentences. */
  verify(): Promise<Result<{ ok: boolean; problems: string[] }>> {
    return this.ask('verify', {});
  }

  /** Tries to become the writer, for a plan that opened read-only; answers what it is now. */
  tryWriting(): Promise<Result<OpenInfo>> {
    return this.ask('write', {});
  }

  /** A whole copy at `file`; the plan stays open where it is. `file-exists` unless `replace`, `disk-full`, `folder-read-only`. */
  saveAs(file: string, options: { replace?: boolean } = {}): Promise<Result<{ path: string }>> {
    return this.ask('save-as', { path: file, replace: options.replace ?? false });
  }

  /** A dated copy in `folder`, which is made if missing. */
  backup(folder: string): Promise<Result<{ path: string }>> {
    return this.ask('backup', { folder });
  }

  /** An attached file's bytes. `no-such-record`. */
  asset(sha256: string): Promise<Result<Uint8Array>> {
    return this.ask('asset', { sha256 });
  }

  /** The template's parts that the plan keeps. */
  templateParts(): Promise<Result<{ path: string; bytes: Uint8Array }[]>> {
    return this.ask('template-parts', {});
  }

  /**
   * Steps made by other pages, or by another process where this plan is open for reading; in order of seq, an extension right after
   * what it extends. Nothing is told before the page has taken its first snapshot.
   */
  onStep(listener: (pushed: PushedStep) => void): () => void {
    this.stepListeners.add(listener);
    return () => this.stepListeners.delete(listener);
  }

  /** The file is gone, was replaced or can't be written; or the store itself ended. */
  onTrouble(listener: (failure: Failure) => void): () => void {
    this.troubleListeners.add(listener);
    return () => this.troubleListeners.delete(listener);
  }

  /** A rotating backup could not be made (its folder is full or read-only); the plan itself is saved. */
  onBackupFailed(listener: (failure: Failure) => void): () => void {
    this.backupListeners.add(listener);
    return () => this.backupListeners.delete(listener);
  }

  /** Detaches this page; the last one closes the file. Waits for everything asked before. */
  close(): Promise<Result<null>> {
    this.closing ??= this.detach();
    return this.closing;
  }

  private async detach(): Promise<Result<null>> {
    const { store } = this;
    store.pages.delete(this.page);
    store.upToDate.delete(this.page);
    if (store.pages.size > 0) return ok(null);
    if (stores.get(store.key) === store) stores.delete(store.key);
    const closed = store.ask(this.page, 'close', {}).then(async (result) => {
      await store.worker.terminate();
      return result;
    });
    closings.set(store.key, closed);
    const result = await closed;
    if (closings.get(store.key) === closed) closings.delete(store.key);
    return result;
  }

  private ask<N extends StoreRequestName>(name: N, ask: Ask<N>): Promise<Result<AnswerTo<N>>> {
    if (this.closing) return Promise.resolve(fail('not-ready', { path: this.path }));
    return this.store.ask(this.page, name, ask);
  }

  tellStep(pushed: PushedStep): void {
    for (const listener of [...this.stepListeners]) listener(pushed);
  }

  tellTrouble(failure: Failure): void {
    for (const listener of [...this.troubleListeners]) listener(failure);
  }

  tellBackupFailed(failure: Failure): void {
    for (const listener of [...this.backupListeners]) listener(failure);
  }
}

export interface OpenPlan {
  host: PlanHost;
  /** null: edits are taken */
  readOnly: ReadOnly | null;
  savedAt: string;
}

/**
 * Opens a plan, or attaches to it where this process has it open. A plan that somebody else holds opens read-only and says who.
 * Failures: `file-not-found`, `not-a-plan`, `plan-damaged`, `plan-newer`, `file-too-large`.
 */
export async function openPlan(file: string, options: OpenOptions): Promise<Result<OpenPlan>> {
  const key = keyOfFile(file);
  await closings.get(key);
  let store = stores.get(key);
  const isNew = store === undefined;
  if (!store) {
    store = new SharedStore(key, path.resolve(file), options);
    stores.set(key, store);
  }
  const page = nextPage++;
  const host = new PlanHost(store, page, path.resolve(file));
  store.pages.set(page, host);
  let entered = false;
  try {
    const opened = await store.opened;
    if (!opened.ok) return opened;
    const info = !isNew && options.write ? await store.ask(page, 'write', {}) : opened;
    if (!info.ok) return info;
    entered = true;
    return ok({ host, readOnly: info.value.readOnly, savedAt: info.value.savedAt });
  } finally {
    if (!entered) await host.close();
  }
}

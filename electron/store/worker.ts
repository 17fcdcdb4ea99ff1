// The thread that owns an open plan: it takes requests in order, answers each, and pushes every step to the other pages.
//
// Commands that wait share one transaction, one step each; everything else is done one at a time. A page whose state no longer stands
// on the file (somebody replaced it) is told so until it has taken a new snapshot, so nothing is decided on false ground.

import { type MessagePort, parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { type Failure, fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { Accepted } from '../../shared/contract/messages.ts';
import { BETWEEN_MS, keepBackup } from './backups.ts';
import { backUpTo, copyPlan } from './copies.ts';
import { type Committed, PlanStore } from './plan-store.ts';
import { problemSentence } from './problem-sentences.ts';
import { failureOf } from './sql-failure.ts';
import type { AnswerTo, FromWorker, OpenInfo, StoreRequestName, ToWorker } from './store-protocol.ts';

type Request<N extends StoreRequestName> = Extract<ToWorker, { name: N }>;
type Edit = Request<'command'> | Request<'undo'> | Request<'redo'>;

/** How soon a reading window shows what another one saved. */
const FOLLOW_MS = 1500;

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

class StoreWorker {
  private readonly port: MessagePort;
  private store: PlanStore | null = null;
  private readonly queue: ToWorker[] = [];
  private working = false;
  private readonly pages = new Set<number>();
  private readonly stale = new Set<number>();
  private backupFolder: string | null = null;
  private lastBackup = 0;
  private following: NodeJS.Timeout | null = null;

  constructor(port: MessagePort) {
    this.port = port;
    port.on('message', (message: ToWorker) => {
      this.queue.push(message);
      if (!this.working) void this.work();
    });
  }

  private post(message: FromWorker): void {
    this.port.postMessage(message);
  }

  private answer(request: ToWorker, result: Result<unknown>): void {
    this.post({ kind: 'answer', id: request.id, result });
  }

  private bug(request: ToWorker, error: unknown): void {
    this.post({ kind: 'bug', id: request.id, stack: stackOf(error) });
  }

  private async work(): Promise<void> {
    this.working = true;
    for (;;) {
      // What has already arrived is taken at once, so that waiting commands can share a transaction.
      for (let more = receiveMessageOnPort(this.port); more; more = receiveMessageOnPort(this.port))
        this.queue.push(more.message as ToWorker);
      const first = this.queue.shift();
      if (!first) break;
      this.pages.add(first.page);
      if (first.name === 'command') {
        const group = [first];
        while (this.queue[0]?.name === 'command') group.push(this.queue.shift() as Request<'command'>);
        this.commands(group);
      } else if (first.name === 'undo' || first.name === 'redo') this.takeBack(first);
      else await this.one(first);
      await this.backUp();
    }
    this.working = false;
  }

  private async one(request: ToWorker): Promise<void> {
    try {
      this.answer(request, await this.handle(request));
    } catch (error) {
      // A stick pulled out while reading is no bug.
      const failure = failureOf(error, this.store?.path ?? '');
      if (failure) this.answer(request, { ok: false, failure });
      else this.bug(request, error);
    }
  }

  private opened(): PlanStore {
    if (!this.store) throw new Error('the plan is not open');
    return this.store;
  }

  private info(): OpenInfo {
    const store = this.opened();
    return { readOnly: store.readOnly, savedAt: store.savedAt, seq: store.live.state.seq };
  }

  // ---- edits

  private commands(group: Request<'command'>[]): void {
    const fresh = group.filter((request) => !this.refuseStale(request));
    if (!fresh.length) return;
    let results: Result<Committed>[];
    try {
      results = this.opened().commitAll(fresh.map(({ ask: { command, by, via } }) => ({ command, by, via })));
    } catch (error) {
      // One of them met a bug and nothing was written: each by itself, so that only that one is refused.
      if (fresh.length > 1) for (const request of fresh) this.commands([request]);
      else for (const request of fresh) this.bug(request, error);
      return;
    }
    fresh.forEach((request, i) => {
      this.settle(request, results[i] as Result<Committed>);
    });
  }

  private takeBack(request: Request<'undo'> | Request<'redo'>): void {
    if (this.refuseStale(request)) return;
    const { by, via } = request.ask;
    try {
      this.settle(request, this.opened()[request.name]({ by, via }));
    } catch (error) {
      this.bug(request, error);
    }
  }

  private settle(request: Edit, result: Result<Committed>): void {
    this.answer(request, this.accepted(request, result));
    if (!result.ok || !result.value.step.changes.length) return;
    const { step, extended, savedAt } = result.value;
    this.post({ kind: 'step', page: request.page, step, extended, savedAt });
  }

  private accepted(request: Edit, result: Result<Committed>): Result<Accepted> {
    if (!result.ok) return result;
    const { step, extended, savedAt } = result.value;
    return ok({ n: request.ask.n, step, ...(extended && { extended }), savedAt });
  }

  private staleFailure(): Failure {
    return { code: 'plan-gone', details: { path: this.store?.path ?? '', why: 'replaced' } };
  }

  private refuseStale(request: ToWorker): boolean {
    if (!this.stale.has(request.page)) return false;
    this.answer(request, { ok: false, failure: this.staleFailure() });
    return true;
  }

  // ---- everything else

  private async handle(request: ToWorker): Promise<Result<AnswerTo<StoreRequestName>>> {
    switch (request.name) {
      case 'open':
        return this.open(request);
      case 'write': {
        const store = this.opened();
        this.follow();
        if (store.readOnly) store.becomeWriter();
        return ok(this.info());
      }
      case 'snapshot':
        this.follow();
        this.stale.delete(request.page);
        return ok(this.opened().snapshot());
      case 'mark':
        return this.opened().markSnapshot(request.ask.name);
      case 'history':
        this.follow();
        return ok(this.opened().history(request.ask.limit));
      case 'steps':
        if (this.stale.has(request.page)) return { ok: false, failure: this.staleFailure() };
        this.follow();
        return ok(this.opened().stepsAfter(request.ask.after));
      case 'verify': {
        const problems = this.opened().verify();
        return ok({ ok: problems.length === 0, problems: problems.map(problemSentence) });
      }
      case 'save-as':
        return copyPlan(this.opened().connection, this.opened().path, request.ask.path, { replace: request.ask.replace });
      case 'backup':
        return backUpTo(this.opened().connection, this.opened().path, request.ask.folder);
      case 'asset':
        return this.opened().asset(request.ask.sha256);
      case 'template-parts':
        return ok(this.opened().templateParts());
      case 'close':
        if (this.following) clearInterval(this.following);
        await this.backUp(true);
        this.store?.close();
        this.store = null;
        return ok(null);
      default:
        return fail('bad-usage', { request: (request as ToWorker).name });
    }
  }

  private open(request: Request<'open'>): Result<OpenInfo> {
    const { path, write, backupFolder } = request.ask;
    const opened = PlanStore.open(path, { write, ...(backupFolder && { copyFolder: backupFolder }) });
    if (!opened.ok) return opened;
    this.store = opened.value;
    this.backupFolder = backupFolder;
    this.store.onReload(() => {
      for (const page of this.pages) this.stale.add(page);
      this.post({ kind: 'trouble', failure: this.staleFailure() });
    });
    if (this.store.readOnly) {
      this.following = setInterval(() => {
        if (!this.working) this.follow();
      }, FOLLOW_MS);
    }
    return ok(this.info());
  }

  /** A plan that another process writes: its steps are pushed to our pages as they come. */
  private follow(): void {
    const { store } = this;
    if (!store?.readOnly) return;
    const { steps } = store.follow();
    for (const { step, extended } of steps) this.post({ kind: 'step', page: 0, step, extended, savedAt: step.at });
  }

  /** Between two requests: a rotating backup, if one is due. Its failure is never the work's. */
  private async backUp(closing = false): Promise<void> {
    const { store, backupFolder } = this;
    if (!store || store.readOnly || backupFolder === null) return;
    const now = Date.now();
    if (!closing && now - this.lastBackup < BETWEEN_MS) return;
    this.lastBackup = now;
    try {
      const kept = await keepBackup(store.connection, store.path, backupFolder, store.live.state.property('id') ?? '');
      if (!kept.ok) this.post({ kind: 'backup-failed', failure: kept.failure });
    } catch (error) {
      this.post({ kind: 'backup-failed', failure: { code: 'program-error', details: { message: stackOf(error) } } });
    }
  }
}

if (parentPort) new StoreWorker(parentPort);

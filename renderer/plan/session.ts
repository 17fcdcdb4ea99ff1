// An open plan in the window: the replica, the line to the store, and the truth about saving.
//
// One command is on its way at a time, so the store sees them in the order they were made. A refusal of the command itself (it no
// longer fits) takes it back and shows a notice; a refusal by the disk keeps everything shown here, says so, and waits for 重试.
// No React and no DOM: the same session runs against a fake bridge in the tests.

import { labelOf } from '../../shared/commands/label.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { type Failure, type FailureCode, fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { AnjuBridge, HistoryEntry, OpenedPlan } from '../../shared/contract/messages.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { Step } from '../../shared/model/change.ts';
import { type MintId, mintFrom } from '../../shared/model/ids.ts';
import type { LivePlan, Moved } from '../../shared/model/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { isNothing } from './moved.ts';
import { Replica, type Taken, type Waiting } from './replica.ts';
import type { Notice, Origin, PlanSession, SaveState, Topic, UndoTarget } from './session-types.ts';
import { Topics, topicsOf } from './topics.ts';
import { type UndoLine, undoLine } from './undo-line.ts';

export type { CellRef, Notice, Origin, PlanSession, SaveState, Topic, UndoTarget } from './session-types.ts';

/** Refusals that say nothing about the command: the file, the disk or the way to the store stands in the way. */
const NOT_ABOUT_THE_COMMAND: ReadonlySet<FailureCode> = new Set([
  'disk-full',
  'file-busy',
  'file-not-found',
  'folder-read-only',
  'interrupted',
  'not-ready',
  'plan-damaged',
  'plan-gone',
  'plan-locked',
  'plan-newer',
  'plan-read-only',
  'program-error',
  'program-gone',
]);

export interface SessionOptions {
  /** who edits here, for what a command writes of its author */
  user: string;
  now?: () => Date;
  random?: (bytes: Uint8Array) => Uint8Array;
}

const HISTORY_KEPT = 1000;

/** Opens a plan and takes its state in. Failures: those of `plan.open`. */
export async function openSession(bridge: AnjuBridge, path: string, options: SessionOptions): Promise<Result<PlanSession>> {
  const opened = await call(() => bridge.call('plan.open', { path }));
  if (!opened.ok) return opened;
  const history = await call(() => bridge.call('plan.history', { plan: opened.value.plan, limit: HISTORY_KEPT }));
  return ok(new Session(bridge, opened.value, history.ok ? history.value : [], options));
}

/** A bridge that throws lost its far side: for the window that is an expected failure. */
async function call<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await ask();
  } catch (error) {
    return fail('interrupted', { reason: error instanceof Error ? error.message : String(error) });
  }
}

class Session implements PlanSession {
  readonly live: LivePlan;
  readonly plan: string;
  readonly path: string;
  readonly readOnly: OpenedPlan['readOnly'];
  readonly mint: MintId;
  private readonly bridge: AnjuBridge;
  private readonly replica: Replica;
  private readonly topics = new Topics();
  private readonly now: () => Date;
  private readonly movedListeners = new Set<(moved: Moved, origin: Origin) => void>();
  private readonly typing = new Set<string>();
  private readonly committers = new Set<() => void>();
  private readonly undoAnswers = new Map<number, (result: Result<null>) => void>();
  private idle: (() => void)[] = [];
  private entries: HistoryEntry[];
  private line: UndoLine | null = null;
  private refusal: Failure | null = null;
  private savedAt: string;
  private n = 0;
  private pumping = false;
  private closed = false;
  private filling: Promise<void> | null = null;
  private shownNotices: Notice[] = [];
  private noticeCount = 0;
  private readonly stops: (() => void)[];

  constructor(bridge: AnjuBridge, opened: OpenedPlan, history: HistoryEntry[], options: SessionOptions) {
    this.bridge = bridge;
    this.plan = opened.plan;
    this.path = opened.path;
    this.readOnly = opened.readOnly;
    this.savedAt = opened.savedAt;
    this.live = openLivePlan(stateOf(opened.snapshot));
    this.replica = new Replica(this.live, options.user);
    this.entries = history;
    this.now = options.now ?? (() => new Date());
    this.mint = mintFrom(options.random ?? ((bytes) => globalThis.crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)));
    this.stops = [
      bridge.on('plan.step', (event) => {
        if (event.plan === this.plan) this.takeForeign(event.step, event.extended ?? false, event.savedAt);
      }),
      bridge.on('plan.trouble', (event) => {
        if (event.plan === this.plan) this.refuse(event.failure);
      }),
    ];
  }

  run(command: Command): Result<Moved> {
    if (this.readOnly) return fail(readOnlyCode(this.readOnly.reason), { holder: this.readOnly.holder });
    const n = ++this.n;
    const ran = this.replica.run(n, command, this.now().toISOString());
    if (!ran.ok) return ran;
    this.tell(ran.value.moved, 'own');
    if (ran.value.waits) {
      this.topics.wake(['save', 'history']);
      // What was refused may go through by now (a stick put back): a further edit tries again.
      void this.pump(true);
    }
    return ok(ran.value.moved);
  }

  undo(): Promise<Result<null>> {
    return this.takeBack('undo');
  }

  redo(): Promise<Result<null>> {
    return this.takeBack('redo');
  }

  private takeBack(kind: 'undo' | 'redo'): Promise<Result<null>> {
    if (this.readOnly) return Promise.resolve(fail(readOnlyCode(this.readOnly.reason), { holder: this.readOnly.holder }));
    this.commitTyping();
    const n = ++this.n;
    this.replica.queue(n, kind);
    this.topics.wake(['save', 'history']);
    const answer = new Promise<Result<null>>((resolve) => this.undoAnswers.set(n, resolve));
    void this.pump(true);
    return answer;
  }

  undoTarget(): UndoTarget | null {
    const waiting = this.replica.waiting.findLast((w) => w.kind === 'command');
    if (waiting?.kind === 'command') return { label: waiting.label, by: '', at: waiting.at };
    return targetOf(this.undoLine().undo);
  }

  redoTarget(): UndoTarget | null {
    return this.replica.waiting.some((w) => w.kind === 'command') ? null : targetOf(this.undoLine().redo);
  }

  private undoLine(): UndoLine {
    this.line ??= undoLine(this.entries);
    return this.line;
  }

  history(): readonly HistoryEntry[] {
    return this.entries;
  }

  setTyping(owner: string, typing: boolean): void {
    if (typing === this.typing.has(owner)) return;
    if (typing) this.typing.add(owner);
    else this.typing.delete(owner);
    this.topics.wake(['save']);
  }

  beforeFlush(commit: () => void): () => void {
    this.committers.add(commit);
    return () => this.committers.delete(commit);
  }

  private commitTyping(): void {
    for (const commit of [...this.committers]) commit();
  }

  async flush(): Promise<Result<{ at: string }>> {
    this.commitTyping();
    if (this.replica.waiting.length && !this.refusal) await new Promise<void>((resolve) => this.idle.push(resolve));
    return this.refusal ? { ok: false, failure: this.refusal } : ok({ at: this.savedAt });
  }

  retry(): void {
    if (!this.refusal) return;
    this.refusal = null;
    this.topics.wake(['save']);
    if (this.replica.waiting.length) void this.pump();
    else void this.fill();
  }

  saveState(): SaveState {
    if (this.readOnly) return { kind: 'read-only', ...this.readOnly };
    if (this.refusal) return { kind: 'refused', failure: this.refusal, waiting: this.replica.waiting.length };
    if (this.typing.size) return { kind: 'typing' };
    return this.replica.waiting.length ? { kind: 'saving' } : { kind: 'saved', at: this.savedAt };
  }

  unsaved(): readonly Command[] {
    return this.replica.waiting.flatMap((waiting) => (waiting.kind === 'command' ? [waiting.command] : []));
  }

  onMoved(listener: (moved: Moved, origin: Origin) => void): () => void {
    this.movedListeners.add(listener);
    return () => this.movedListeners.delete(listener);
  }

  subscribe(topic: Topic, listener: () => void): () => void {
    return this.topics.subscribe(topic, listener);
  }

  version(topic: Topic): number {
    return this.topics.version(topic);
  }

  notices(): readonly Notice[] {
    return this.shownNotices;
  }

  dismissNotice(id: number): void {
    this.shownNotices = this.shownNotices.filter((notice) => notice.id !== id);
    this.topics.wake(['save']);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await this.flush();
    this.closed = true;
    for (const stop of this.stops) stop();
    await call(() => this.bridge.call('plan.close', { plan: this.plan }));
  }

  private tell(moved: Moved, origin: Origin): void {
    if (isNothing(moved)) return;
    for (const listener of [...this.movedListeners]) listener(moved, origin);
    this.topics.wake(topicsOf(moved));
  }

  /** Sends what waits, one at a time, until nothing waits or the disk refuses. */
  private async pump(again = false): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    let trying = again;
    while (!this.closed && (trying || !this.refusal)) {
      const first = this.replica.waiting[0];
      if (!first) break;
      this.replica.inFlight = first.n;
      const answer = await this.send(first);
      trying = false;
      if (answer.ok) {
        this.refusal = null;
        const { step, extended = false, savedAt } = answer.value;
        if (step.seq > this.replica.confirmed + 1) await this.fill(step.seq - 1);
        this.savedAt = savedAt;
        const taken = this.replica.accept(first.n, step, extended);
        if (step.changes.length) this.addEntry(step);
        this.settle(taken, first.kind === 'command' ? 'settled' : 'undo');
        this.answerUndo(first.n, ok(null));
      } else if (NOT_ABOUT_THE_COMMAND.has(answer.failure.code)) {
        this.replica.inFlight = null;
        this.refuse(answer.failure);
      } else {
        const taken = this.replica.refuse(first.n);
        if ('label' in first) this.notice(first.label, answer.failure);
        this.settle(taken, 'settled');
        this.answerUndo(first.n, answer);
      }
    }
    this.pumping = false;
    const idle = this.idle;
    this.idle = [];
    for (const resolve of idle) resolve();
  }

  private send(waiting: Waiting) {
    const head = { plan: this.plan, n: waiting.n, base: this.replica.confirmed };
    if (waiting.kind === 'command' || waiting.kind === 'remote')
      return call(() => this.bridge.call('plan.command', { ...head, command: waiting.command }));
    return call(() => this.bridge.call(waiting.kind === 'undo' ? 'plan.undo' : 'plan.redo', head));
  }

  private answerUndo(n: number, result: Result<null> | { ok: false; failure: Failure }): void {
    this.undoAnswers.get(n)?.(result);
    this.undoAnswers.delete(n);
  }

  private takeForeign(step: Step, extended: boolean, savedAt: string): void {
    const taken = this.replica.takeForeign(step, extended);
    if (taken === 'gap') {
      void this.fill();
      return;
    }
    this.savedAt = savedAt;
    if (step.changes.length) this.addEntry(step);
    this.settle(taken, 'foreign');
  }

  /** Reads the steps this window has missed, up to `last` (all where it is left out). */
  private fill(last = Number.POSITIVE_INFINITY): Promise<void> {
    this.filling ??= (async () => {
      const steps = await call(() => this.bridge.call('plan.steps', { plan: this.plan, after: this.replica.confirmed }));
      this.filling = null;
      if (!steps.ok) {
        this.refuse(steps.failure);
        return;
      }
      const missed = steps.value.filter((step) => step.seq > this.replica.confirmed && step.seq <= last);
      const taken = this.replica.takeLog(missed);
      for (const step of missed) this.addEntry(step);
      this.settle(taken, 'foreign');
    })();
    return this.filling;
  }

  private settle(taken: Taken, origin: Origin): void {
    for (const lost of taken.lost) this.notice(lost.label, lost.failure);
    this.tell(taken.moved, origin);
    this.topics.wake(['save', 'history']);
  }

  private addEntry(step: Step): void {
    const source = step.sourceId === null ? undefined : this.live.state.records.source.get(step.sourceId)?.name;
    const entry: HistoryEntry = { id: step.seq, at: step.at, by: step.by, label: labelOf(step), code: step.code };
    if (source !== undefined) entry.source = source;
    if (step.undoes !== null) entry.undoes = step.undoes;
    this.entries = [entry, ...this.entries.filter((e) => e.id !== step.seq)].sort((a, b) => b.id - a.id).slice(0, HISTORY_KEPT);
    this.line = null;
  }

  private notice(label: string, failure: Failure): void {
    this.shownNotices = [...this.shownNotices, { id: ++this.noticeCount, label, failure }];
  }

  private refuse(failure: Failure): void {
    this.refusal = failure;
    this.topics.wake(['save']);
  }
}

function readOnlyCode(reason: NonNullable<OpenedPlan['readOnly']>['reason']): FailureCode {
  return reason === 'locked' ? 'plan-locked' : reason === 'newer' ? 'plan-newer' : 'plan-read-only';
}

function targetOf(entry: HistoryEntry | null): UndoTarget | null {
  return entry && { label: entry.label, by: entry.by, at: entry.at };
}

// A session without a store: commands are decided and applied in memory, undo takes back the newest step. What the text editor needs,
// nothing else; it runs in the browser page of the tests and in plain Node.

import type { Origin, PlanSession, SaveState } from '../../renderer/plan/session-types.ts';
import { decide } from '../../shared/commands/decide.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { type Failure, fail, ok, type Result } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { type Change, invertAll } from '../../shared/model/change.ts';
import type { MintId } from '../../shared/model/ids.ts';
import type { LivePlan, Moved } from '../../shared/model/live-plan.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';
import { stateOf } from '../../shared/model/snapshot.ts';

export interface DoneStep {
  command: Command;
  changes: Change[];
}

/** Ids counted up from 1000, so a run is the same every time. */
export function countingMint(from = 1000): MintId {
  let next = from;
  return () => next++;
}

export class FakeSession implements PlanSession {
  readonly live: LivePlan;
  readonly plan = 'fake';
  readonly path = '/fake.anju';
  readonly readOnly = null;
  readonly mint: MintId;
  readonly steps: DoneStep[] = [];
  readonly undone: DoneStep[] = [];
  /** the next command fails with this */
  refuse: Failure | null = null;
  private readonly listeners = new Set<(moved: Moved, origin: Origin) => void>();
  private readonly committers = new Set<() => void>();
  private readonly typing = new Set<string>();

  constructor(snapshot: PlanSnapshot, mint: MintId) {
    this.live = openLivePlan(stateOf(snapshot));
    this.mint = mint;
  }

  private apply(changes: Change[], origin: Origin): Moved {
    const moved = this.live.apply(changes);
    for (const listener of this.listeners) listener(moved, origin);
    return moved;
  }

  run(command: Command): Result<Moved> {
    if (this.refuse) {
      const failure = this.refuse;
      this.refuse = null;
      return { ok: false, failure };
    }
    const decided = decide(this.live, command, { by: '测试', at: '2025-03-01T00:00:00Z' });
    if (!decided.ok) return decided;
    this.steps.push({ command, changes: decided.value });
    this.undone.length = 0;
    return ok(this.apply(decided.value, 'own'));
  }

  /** A command made in another window. */
  foreign(command: Command): void {
    const decided = decide(this.live, command, { by: '别人', at: '2025-03-01T00:00:00Z' });
    if (!decided.ok) throw new Error(decided.failure.code);
    this.steps.push({ command, changes: decided.value });
    this.undone.length = 0;
    this.apply(decided.value, 'foreign');
  }

  private flushTyping(): void {
    for (const commit of this.committers) commit();
  }

  undo(): Promise<Result<null>> {
    this.flushTyping();
    const step = this.steps.pop();
    if (!step) return Promise.resolve(fail('nothing-to-undo'));
    this.undone.push(step);
    this.apply(invertAll(step.changes), 'undo');
    return Promise.resolve(ok(null));
  }

  redo(): Promise<Result<null>> {
    this.flushTyping();
    const step = this.undone.pop();
    if (!step) return Promise.resolve(fail('nothing-to-redo'));
    this.steps.push(step);
    this.apply(step.changes, 'undo');
    return Promise.resolve(ok(null));
  }

  undoTarget(): null {
    return null;
  }

  redoTarget(): null {
    return null;
  }

  history(): [] {
    return [];
  }

  setTyping(owner: string, typing: boolean): void {
    if (typing) this.typing.add(owner);
    else this.typing.delete(owner);
  }

  beforeFlush(commit: () => void): () => void {
    this.committers.add(commit);
    return () => this.committers.delete(commit);
  }

  flush(): Promise<Result<{ at: string }>> {
    this.flushTyping();
    return Promise.resolve(ok({ at: '2025-03-01T00:00:00Z' }));
  }

  retry(): void {}

  saveState(): SaveState {
    return this.typing.size ? { kind: 'typing' } : { kind: 'saved', at: '2025-03-01T00:00:00Z' };
  }

  unsaved(): [] {
    return [];
  }

  onMoved(listener: (moved: Moved, origin: Origin) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  subscribe(): () => void {
    return () => undefined;
  }

  version(): number {
    return 0;
  }

  notices(): [] {
    return [];
  }

  dismissNotice(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }
}

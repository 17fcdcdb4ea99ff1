// The window's replica: what the store has confirmed, plus this window's commands that still wait for its answer.
//
// An own command is decided and applied at once. When the store's step arrives it is either exactly what was foreseen, or the waiting
// commands are taken back, the store's step goes in where it belongs, and they are decided again on the new ground. The
// order that counts is the store's: by seq, an extension right after what it extends; a step that arrives late is still put in its
// place, so two windows end with the same bytes whatever the delays. Nothing here knows of time, network or React.

import { decide } from '../../shared/commands/decide.ts';
import { argsOf, labelOf } from '../../shared/commands/label.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { type Failure, ok, type Result } from '../../shared/contract/failure.ts';
import { type Change, invertAll, type Step } from '../../shared/model/change.ts';
import type { LivePlan, Moved } from '../../shared/model/live-plan.ts';
import { MovedSet } from './moved.ts';

/** Something that waits for the store: a command with what it did here, or one that only the store can decide (it has the log). */
export type Waiting =
  | { n: number; kind: 'command'; command: Command; label: string; at: string; changes: Change[] }
  | { n: number; kind: 'remote'; command: Command; label: string; at: string }
  | { n: number; kind: 'undo' | 'redo' };

/** A waiting command that no longer fits. */
export interface Lost {
  label: string;
  failure: Failure;
}

export interface Taken {
  moved: Moved;
  lost: Lost[];
}

/** How many confirmed steps stay at hand for putting a late one in its place. */
const RECENT = 256;

export class Replica {
  readonly live: LivePlan;
  readonly waiting: Waiting[] = [];
  /** n of the waiting entry that the store is looking at; it is kept even when it no longer fits here, for the store decides */
  inFlight: number | null = null;
  private readonly by: string;
  private readonly recent: { seq: number; changes: readonly Change[] }[] = [];
  /** steps read from the log as a whole: an extension of one of them is already in it */
  private readonly whole = new Set<number>();
  private confirmedSeq: number;

  constructor(live: LivePlan, by: string) {
    this.live = live;
    this.by = by;
    this.confirmedSeq = live.state.seq;
  }

  /** Newest seq taken in from the store. */
  get confirmed(): number {
    return this.confirmedSeq;
  }

  /** Decides and applies a command; `waits: false` where it changes nothing and need not be sent. */
  run(n: number, command: Command, at: string): Result<{ moved: Moved; waits: boolean }> {
    if (command.type === 'revert-step') {
      this.waiting.push({
        n,
        kind: 'remote',
        command,
        label: labelOf({ code: command.type, args: argsOf(this.live, command) }),
        at,
      });
      return ok({ moved: new MovedSet().result(), waits: true });
    }
    const decided = decide(this.live, command, { by: this.by, at });
    if (!decided.ok) return decided;
    if (decided.value.length === 0) return ok({ moved: new MovedSet().result(), waits: false });
    const label = labelOf({ code: command.type, args: argsOf(this.live, command) });
    this.waiting.push({ n, kind: 'command', command, label, at, changes: decided.value });
    return ok({ moved: this.live.apply(decided.value), waits: true });
  }

  /** Queues an undo or redo; it moves nothing until the store has answered. */
  queue(n: number, kind: 'undo' | 'redo'): void {
    this.waiting.push({ n, kind });
  }

  /** The store's answer to the first waiting entry. The steps before it must have been taken in. */
  accept(n: number, step: Step, extended: boolean): Taken {
    const first = this.waiting[0];
    const foreseen = first?.n === n && first.kind === 'command' && sameChanges(first.changes, step.changes);
    if (foreseen && this.isNext(step, extended)) {
      this.waiting.shift();
      this.inFlight = null;
      this.remember(step);
      return { moved: new MovedSet().result(), lost: [] };
    }
    return this.rebase((moved) => {
      if (first?.n === n) this.waiting.shift();
      this.place(step, extended, moved);
    }, true);
  }

  /** The store refused the first waiting entry for good: it is taken back; whoever calls shows why. */
  refuse(n: number): Taken {
    return this.rebase(() => {
      if (this.waiting[0]?.n === n) this.waiting.shift();
    }, true);
  }

  /** A step made elsewhere. `gap`: steps before it are missing; nothing was done. */
  takeForeign(step: Step, extended: boolean): Taken | 'gap' {
    if (extended ? this.whole.has(step.seq) : step.seq <= this.confirmedSeq) return { moved: new MovedSet().result(), lost: [] };
    if (step.seq > this.confirmedSeq + (extended ? 0 : 1)) return 'gap';
    return this.rebase((moved) => this.place(step, extended, moved), false);
  }

  /** Steps read from the store's log after a gap, oldest first; those already here are skipped. */
  takeLog(steps: readonly Step[]): Taken {
    return this.rebase((moved) => {
      for (const step of steps) {
        if (step.seq !== this.confirmedSeq + 1) continue;
        this.place(step, false, moved);
        this.whole.add(step.seq);
      }
    }, false);
  }

  private isNext(step: Step, extended: boolean): boolean {
    return extended ? step.seq === this.confirmedSeq : step.seq === this.confirmedSeq + 1;
  }

  private remember(step: Step): void {
    this.recent.push({ seq: step.seq, changes: step.changes });
    this.confirmedSeq = Math.max(this.confirmedSeq, step.seq);
    this.live.state.seq = this.confirmedSeq;
    if (this.recent.length > RECENT) this.recent.splice(0, this.recent.length - RECENT);
  }

  /** Applies a confirmed step where the store's order has it; only called while no waiting command is applied. */
  private place(step: Step, extended: boolean, moved: MovedSet): void {
    if (extended ? this.whole.has(step.seq) : step.seq <= this.confirmedSeq) return;
    let at = this.recent.length;
    while (at > 0 && (this.recent[at - 1]?.seq ?? 0) > step.seq) at--;
    const later = this.recent.splice(at);
    for (const l of [...later].reverse()) moved.add(this.live.apply(invertAll(l.changes)));
    moved.add(this.live.apply(step.changes));
    this.remember(step);
    for (const l of later) {
      moved.add(this.live.apply(l.changes));
      this.recent.push(l);
    }
  }

  /** Takes the waiting commands back, lets `middle` change the ground, decides and applies them again. */
  private rebase(middle: (moved: MovedSet) => void, answered: boolean): Taken {
    const moved = new MovedSet();
    for (const w of [...this.waiting].reverse()) {
      if (w.kind === 'command' && w.changes.length) moved.add(this.live.apply(invertAll(w.changes)));
    }
    middle(moved);
    if (answered) this.inFlight = null;
    const lost: Lost[] = [];
    const again = this.waiting.splice(0);
    for (const w of again) {
      if (w.kind !== 'command') {
        this.waiting.push(w);
        continue;
      }
      const decided = decide(this.live, w.command, { by: this.by, at: w.at });
      if (decided.ok && decided.value.length) {
        moved.add(this.live.apply(decided.value));
        this.waiting.push({ ...w, changes: decided.value });
      } else if (w.n === this.inFlight) this.waiting.push({ ...w, changes: [] });
      else if (!decided.ok) lost.push({ label: w.label, failure: decided.failure });
    }
    return { moved: moved.result(), lost };
  }
}

/** Two lists of changes say the same. */
export function sameChanges(a: readonly Change[], b: readonly Change[]): boolean {
  return a.length === b.length && a.every((change, i) => sameJson(change, b[i]));
}

function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((v, i) => sameJson(v, b[i]));
  if (Array.isArray(b)) return false;
  const x = a as Record<string, unknown>;
  const y = b as Record<string, unknown>;
  // a field that is undefined is absent: JSON on the way to the store loses it
  const keys = new Set([...Object.keys(x), ...Object.keys(y)]);
  for (const key of keys) if (!sameJson(x[key], y[key])) return false;
  return true;
}

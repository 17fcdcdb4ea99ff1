// A store without a file: the same decisions, the same log, answers and events on their way for as long as the test says.
//
// Every page has one line, as the shells give it: what was sent first arrives first. Which page's line moves next is the test's choice,
// so two pages see the same steps at different times, with their own commands in between.

import { extended } from '../../electron/store/typing.ts';
import { decide } from '../../shared/commands/decide.ts';
import { argsOf, labelOf } from '../../shared/commands/label.ts';
import { type Failure, fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { Accepted, AnjuBridge, EventName, Events, HistoryEntry } from '../../shared/contract/messages.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { type Change, invertAll, type Step } from '../../shared/model/change.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { type PlanSnapshot, stateOf, takeSnapshot } from '../../shared/model/snapshot.ts';

type Call = { name: string; request: Record<string, unknown> };

export class FakeStore {
  readonly live: LivePlan;
  readonly log: Step[] = [];
  readonly pages: FakePage[] = [];
  /** the next write fails with this, as a full disk would */
  refusing: Failure | null = null;
  private clock = Date.parse('2025-03-01T02:00:00.000Z');

  constructor(snapshot: PlanSnapshot) {
    this.live = openLivePlan(stateOf(copy(snapshot)));
  }

  /** A page's bridge; `by` is who sits there. */
  page(by: string): FakePage {
    const page = new FakePage(this, by);
    this.pages.push(page);
    return page;
  }

  later(ms: number): void {
    this.clock += ms;
  }

  now(): string {
    return new Date(this.clock).toISOString();
  }

  answer(page: FakePage, { name, request }: Call): Result<unknown> {
    switch (name) {
      case 'plan.open':
        return ok({
          plan: page.plan,
          path: '/计划.anju',
          snapshot: takeSnapshot(this.live.state),
          readOnly: null,
          savedAt: this.now(),
        });
      case 'plan.history':
        return ok([...this.log].reverse().map(entryOf));
      case 'plan.steps':
        return ok(this.log.filter((step) => step.seq > (request.after as number)));
      case 'plan.close':
        return ok(null);
      case 'plan.command':
      case 'plan.undo':
      case 'plan.redo':
        return this.write(page, name, request);
      default:
        return fail('bad-usage', { request: name });
    }
  }

  private write(page: FakePage, name: string, request: Record<string, unknown>): Result<Accepted> {
    if (this.refusing) return { ok: false, failure: this.refusing };
    const drafted = this.draft(page, name, request);
    if (!drafted.ok) return drafted;
    const { changes, code, args, undoes } = drafted.value;
    const draft = { at: this.now(), by: page.by, via: 'window' as const, code, args, undoes, sourceId: null, changes };
    const { state } = this.live;
    if (!changes.length)
      return ok({ n: request.n as number, step: { ...draft, seq: state.seq }, extended: true, savedAt: draft.at });
    this.live.apply(changes);
    const grown = extended(this.log.at(-1) ?? null, draft);
    const step = grown ?? { ...draft, seq: state.seq + 1 };
    if (grown) this.log[this.log.length - 1] = grown;
    else this.log.push(step);
    state.seq = step.seq;
    const told = { step: copy({ ...step, changes }), extended: grown !== null, savedAt: draft.at };
    for (const other of this.pages) if (other !== page) other.tell('plan.step', { plan: other.plan, ...copy(told) });
    return ok({ n: request.n as number, ...told });
  }

  private draft(
    page: FakePage,
    name: string,
    request: Record<string, unknown>,
  ): Result<{ changes: Change[]; code: string; args: Record<string, unknown>; undoes: number | null }> {
    if (name === 'plan.command') {
      const command = request.command as Parameters<typeof decide>[1];
      const decided = decide(this.live, command, { by: page.by, at: this.now() });
      return decided.ok
        ? ok({ changes: decided.value, code: command.type, args: argsOf(this.live, command), undoes: null })
        : decided;
    }
    const step = name === 'plan.undo' ? this.undoable() : this.redoable();
    if (!step) return fail(name === 'plan.undo' ? 'nothing-to-undo' : 'nothing-to-redo');
    return ok({ changes: invertAll(step.changes), code: name.slice(5), args: { label: labelOf(step) }, undoes: step.seq });
  }

  /** By the rule of undo and redo, worked out from the log alone. */
  private undoable(): Step | null {
    const undone = new Set<number>();
    const undoOf = new Map<number, number>();
    for (const step of this.log) {
      if (step.code === 'undo') {
        undone.add(step.undoes as number);
        undoOf.set(step.seq, step.undoes as number);
      } else if (step.code === 'redo') undone.delete(undoOf.get(step.undoes as number) as number);
    }
    return this.log.findLast((step) => step.code !== 'undo' && step.code !== 'redo' && !undone.has(step.seq)) ?? null;
  }

  private redoable(): Step | null {
    const redone = new Set<number>();
    for (const step of [...this.log].reverse()) {
      if (step.code === 'redo') redone.add(step.undoes as number);
      else if (step.code !== 'undo') return null;
      else if (!redone.has(step.seq)) return step;
    }
    return null;
  }
}

export class FakePage implements AnjuBridge {
  readonly by: string;
  readonly plan: string;
  private readonly store: FakeStore;
  private readonly asked: (() => void)[] = [];
  private readonly coming: (() => void)[] = [];
  private readonly listeners = new Map<string, Set<(event: unknown) => void>>();

  constructor(store: FakeStore, by: string) {
    this.store = store;
    this.by = by;
    this.plan = `页 ${by}`;
  }

  call<N extends string>(name: N, request: unknown): Promise<never> {
    return new Promise((resolve) => {
      const body = copy(request) as Record<string, unknown>;
      this.asked.push(() => {
        const answer = copy(this.store.answer(this, { name, request: body }));
        this.coming.push(() => resolve(answer as never));
      });
    });
  }

  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set);
    set.add(listener as (event: unknown) => void);
    return () => set.delete(listener as (event: unknown) => void);
  }

  pathOfFile(): null {
    return null;
  }

  takeFile(): Promise<never> {
    throw new Error('no files here');
  }

  tell(name: EventName, event: unknown): void {
    this.coming.push(() => {
      for (const listener of this.listeners.get(name) ?? []) listener(event);
    });
  }

  get isBusy(): boolean {
    return this.asked.length + this.coming.length > 0;
  }

  /** The store takes this page's next question, or something on its way to the page arrives. */
  move(which: 'ask' | 'arrive'): void {
    (which === 'ask' ? (this.asked.shift() ?? this.coming.shift()) : (this.coming.shift() ?? this.asked.shift()))?.();
  }
}

/** Lets everything that waits for a promise go on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}

export async function moveAll(pages: readonly FakePage[]): Promise<void> {
  await settle();
  while (pages.some((page) => page.isBusy)) {
    for (const page of pages) page.move('ask');
    await settle();
  }
}

function entryOf(step: Step): HistoryEntry {
  return {
    id: step.seq,
    at: step.at,
    by: step.by,
    label: labelOf(step),
    code: step.code,
    ...(step.undoes !== null && { undoes: step.undoes }),
  };
}

/** What crosses the border is JSON. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** A state as text that does not depend on the order things came in. */
export function bytesOf(live: LivePlan): string {
  const snapshot = takeSnapshot(live.state);
  const records = Object.fromEntries(
    Object.entries(snapshot.records).map(([name, list]) => [
      name,
      [...list].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
    ]),
  );
  const cells = snapshot.cells
    .flatMap(({ col, rows, values }) => rows.map((row, i) => [`${row}:${col}`, values[i]] as const))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = live.tables().flatMap(({ id }) =>
    live.shape(id).rows.map((row) =>
      live
        .shape(id)
        .leaves.map((leaf) => live.text(row.id, leaf.id))
        .join('|'),
    ),
  );
  return JSON.stringify({ seq: snapshot.seq, records, cells, texts }, sortKeys);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

// A session without a store, for the grid's page under test: the real engine, commands and topics, a log in memory.

import type { Origin, PlanSession, SaveState, Topic } from '../../../renderer/plan/session-types.ts';
import { decide } from '../../../shared/commands/decide.ts';
import type { Command } from '../../../shared/commands/schema.ts';
import { fail, ok, type Result } from '../../../shared/contract/failure.ts';
import { type Change, invertAll } from '../../../shared/model/change.ts';
import { mintFrom } from '../../../shared/model/ids.ts';
import type { LivePlan, Moved } from '../../../shared/model/live-plan.ts';

export interface Logged {
  command: Command;
  changes: Change[];
}

export interface MemorySession extends PlanSession {
  readonly log: Logged[];
  readonly typing: Set<string>;
}

export function memorySession(live: LivePlan, readOnly = false): MemorySession {
  const log: Logged[] = [];
  const undone: Logged[] = [];
  const typing = new Set<string>();
  const movedListeners = new Set<(moved: Moved, origin: Origin) => void>();
  const topicListeners = new Set<() => void>();
  const committers = new Set<() => void>();
  let version = 0;
  const tell = (moved: Moved, origin: Origin): void => {
    version++;
    for (const listener of movedListeners) listener(moved, origin);
    for (const listener of topicListeners) listener();
  };
  return {
    live,
    plan: 'memory',
    path: '/memory.anju',
    readOnly: readOnly ? { reason: 'locked', holder: '王工' } : null,
    mint: mintFrom((bytes) => globalThis.crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)),
    log,
    typing,
    run(command: Command): Result<Moved> {
      if (readOnly) return fail('plan-locked', { holder: '王工' });
      const decided = decide(live, command, { by: '测试', at: '2026-11-21T00:00:00Z' });
      if (!decided.ok) return decided;
      log.push({ command, changes: decided.value });
      undone.length = 0;
      const moved = live.apply(decided.value);
      tell(moved, 'own');
      return ok(moved);
    },
    async undo() {
      for (const commit of committers) commit();
      const last = log.pop();
      if (!last) return fail('nothing-to-undo');
      undone.push(last);
      tell(live.apply(invertAll(last.changes)), 'undo');
      return ok(null);
    },
    async redo() {
      const next = undone.pop();
      if (!next) return fail('nothing-to-redo');
      log.push(next);
      tell(live.apply(next.changes), 'undo');
      return ok(null);
    },
    undoTarget: () => (log.length ? { label: log.at(-1)?.command.type ?? '', by: '测试', at: '' } : null),
    redoTarget: () => (undone.length ? { label: undone.at(-1)?.command.type ?? '', by: '测试', at: '' } : null),
    history: () => [],
    setTyping: (owner, on) => void (on ? typing.add(owner) : typing.delete(owner)),
    beforeFlush(commit) {
      committers.add(commit);
      return () => committers.delete(commit);
    },
    async flush() {
      for (const commit of committers) commit();
      return ok({ at: '2026-11-21T00:00:00Z' });
    },
    retry: () => undefined,
    saveState: (): SaveState => ({ kind: 'saved', at: '2026-11-21T00:00:00Z' }),
    onMoved(listener) {
      movedListeners.add(listener);
      return () => movedListeners.delete(listener);
    },
    subscribe(_topic: Topic, listener) {
      topicListeners.add(listener);
      return () => topicListeners.delete(listener);
    },
    version: () => version,
    unsaved: () => [],
    notices: () => [],
    dismissNotice: () => undefined,
    async close() {},
  };
}

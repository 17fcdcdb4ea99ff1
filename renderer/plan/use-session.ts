// React's view of a session: a component watches topics and is painted again when one of them moves.

import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from 'react';
import type { PlanSession, SaveState, Topic } from './session-types.ts';

export const SessionContext = createContext<PlanSession | null>(null);

/** The open plan's session; only inside the plan window. */
export function useSession(): PlanSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of an open plan');
  return session;
}

/** Paints again when the topic moves; answers its version (a good dependency for useMemo). */
export function useTopic(session: PlanSession, topic: Topic): number {
  const subscribe = useCallback((listener: () => void) => session.subscribe(topic, listener), [session, topic]);
  return useSyncExternalStore(subscribe, () => session.version(topic));
}

export function useSaveState(session: PlanSession): SaveState {
  const version = useTopic(session, 'save');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what saveState reads
  return useMemo(() => session.saveState(), [session, version]);
}

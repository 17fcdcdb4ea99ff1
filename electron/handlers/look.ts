// Whether recent plans still stand where they stood, and who has them open: asked in a thread, answered in time.

import type { LookAtPlans } from '../recent-plans.ts';
import { startTask } from '../worker-task.ts';

import type { Seen } from './look-worker.ts';
import { holderWords } from './openings.ts';

/** A place that does not answer must not hold up the start screen. */
const LOOK_MS = 2500;

export const lookAtPlans: LookAtPlans = async (paths) => {
  const seen = new Map<string, { missing: boolean; lockedBy: string | null }>();
  if (paths.length === 0) return seen;
  await startTask<null, Seen>({
    script: new URL('./look-worker.ts', import.meta.url),
    input: paths,
    limitMs: LOOK_MS,
    onNote: ({ path, missing, holder }) => seen.set(path, { missing, lockedBy: holder ? holderWords(holder) : null }),
  }).done;
  return seen;
};

// What a reader has missed: the steps that another process committed since.

import { invertAll, type Step } from '../../shared/model/change.ts';
import type { StepLog } from './step-log.ts';

export interface Followed {
  /** oldest first; an extension says only what was added to a step already known */
  steps: { step: Step; extended: boolean }[];
  /** the file is another one now, its state was read anew */
  reloaded: boolean;
}

/** Steps after `seq`; `known` is that step as it was read. Null where the file's log is not a continuation of what is known. */
export function stepsSince(seq: number, known: Step | null, log: StepLog, storedSeq: number): Followed['steps'] | null {
  const stored = known && log.read(known.seq);
  if (storedSeq < seq || (known && !stored)) return null;
  const steps: Followed['steps'] = [];
  // Typing went on in the newest step: it is taken back and done again as it is now.
  if (known && stored && JSON.stringify(known.changes) !== JSON.stringify(stored.changes))
    steps.push({ step: { ...stored, changes: [...invertAll(known.changes), ...stored.changes] }, extended: true });
  for (const step of log.after(seq)) steps.push({ step, extended: false });
  return steps;
}

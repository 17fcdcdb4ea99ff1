// Makes a new plan file away from the main thread: the template's parts are read and checked, the plan computed, the file written whole.

import { parentPort, workerData } from 'node:worker_threads';
import { ok, type Result } from '../../shared/contract/failure.ts';
import { createPlanFile } from '../store/create-file.ts';
import { mint } from '../store/mint.ts';
import { makeNewPlan, type PlanRequest, type TemplatePlaces } from '../templates.ts';
import type { TaskMessage } from '../worker-task.ts';

export interface NewPlanWork {
  target: string;
  request: Omit<PlanRequest, 'mint'>;
  places: TemplatePlaces;
}

/** The plan's title as it prints. */
function run({ target, request, places }: NewPlanWork): Result<string> {
  const made = makeNewPlan({ ...request, mint }, places);
  if (!made.ok) return made;
  const created = createPlanFile(target, { snapshot: made.value.snapshot, parts: made.value.files });
  return created.ok ? ok(made.value.title) : created;
}

const answer: TaskMessage<string, never> = { result: run(workerData as NewPlanWork) };
parentPort?.postMessage(answer);

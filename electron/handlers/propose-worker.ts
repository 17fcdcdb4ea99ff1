// Lays a found table onto the plan away from the main thread: a stranger's table may be as large as it likes.

import { parentPort, workerData } from 'node:worker_threads';
import type { ImportMap, Inspection, Proposal } from '../../shared/contract/import.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { propose } from '../../shared/import/propose.ts';
import { type PlanSnapshot, stateOf } from '../../shared/model/snapshot.ts';
import type { TaskMessage } from '../worker-task.ts';

export interface ProposeWork {
  snapshot: PlanSnapshot;
  inspection: Inspection;
  sheet: string;
  tableIndex: number;
  target: number;
  map?: ImportMap;
}

const { snapshot, ...asked } = workerData as ProposeWork;
const answer: TaskMessage<Proposal, never> = { result: propose(openLivePlan(stateOf(snapshot)), asked) };
parentPort?.postMessage(answer);

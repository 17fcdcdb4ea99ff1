// Rolls a plan over away from the main thread: last year's file is read and computed, this year's written whole.

import { parentPort, workerData } from 'node:worker_threads';
import { type RolledOverFile, type RollOverWork, rollOverFile } from '../roll-over.ts';
import type { TaskMessage } from '../worker-task.ts';

const answer: TaskMessage<RolledOverFile, never> = { result: rollOverFile(workerData as RollOverWork) };
parentPort?.postMessage(answer);

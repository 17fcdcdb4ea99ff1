// Looks at plan files away from the main thread: a stick that was pulled out or a share that is gone can take a minute to say so.

import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { ok } from '../../shared/contract/failure.ts';
import { whoHolds } from '../store/lock.ts';
import type { TaskMessage } from '../worker-task.ts';

/** What was seen of one plan. */
export interface Seen {
  path: string;
  missing: boolean;
  holder: { user: string; host: string } | null;
}

const tell = (message: TaskMessage<null, Seen>) => parentPort?.postMessage(message);

for (const path of workerData as string[]) {
  const missing = !existsSync(path);
  tell({ note: { path, missing, holder: missing ? null : whoHolds(path) } });
}
tell({ result: ok(null) });

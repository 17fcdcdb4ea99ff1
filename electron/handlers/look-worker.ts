// Looks at plan files away from the main thread: a stick that was pulled out or a share that is gone can take a minute to say so.

import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { ok } from '../../shared/contract/failure.ts';
import { whoHolds } from '../store/lock.ts';
import type { TaskMessage } from '../worker-task.ts';

/** What was seen of one plan; `holder`: another program that has it open for writing. */
export interface Seen {
  path: string;
  missing: boolean;
  holder: { user: string; host: string } | null;
}

/** Another window of this very program is no stranger: it opens the plan for writing as well. */
const isOurs = (holder: { host: string; pid: number }) => holder.pid === process.pid && holder.host === hostname();

const tell = (message: TaskMessage<null, Seen>) => parentPort?.postMessage(message);

for (const path of workerData as string[]) {
  const missing = !existsSync(path);
  const holder = missing ? null : whoHolds(path);
  tell({ note: { path, missing, holder: holder && !isOurs(holder) ? holder : null } });
}
tell({ result: ok(null) });

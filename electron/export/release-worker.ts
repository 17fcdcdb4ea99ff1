// The thread of a release: the state computed once, each file's bytes built and written under its temporary name.

import { parentPort, workerData } from 'node:worker_threads';
import { ok, type Result } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { knownFailure } from '../system-failure.ts';
import type { TaskMessage } from '../worker-task.ts';
import { writeTemporary } from '../write-whole.ts';
import type { ReleasedFile, ReleaseKind, ReleaseProgress, ReleaseWork } from './release.ts';

/** Progress is worth a message only where a person would see it move. */
const STEP = 0.02;

function tell(message: TaskMessage<ReleasedFile[], ReleaseProgress>): void {
  parentPort?.postMessage(message);
}

function progressOf(file: ReleaseKind): (done: number) => void {
  let told = 0;
  return (done) => {
    if (done - told < STEP) return;
    told = done;
    tell({ note: { file, done: Math.min(done, 1) * 0.9, phase: 'writing' } });
  };
}

/** The writers' libraries are large: each is loaded only where its file is wanted. */
async function bytesOf(kind: ReleaseKind, live: LivePlan, work: ReleaseWork): Promise<Uint8Array> {
  const onProgress = progressOf(kind);
  if (kind === 'docx') {
    const { exportDocx } = await import('./docx.ts');
    return exportDocx(live, { ...work.docx, onProgress, asset: (id) => work.assets?.get(id) ?? null });
  }
  const { exportXlsx } = await import('./xlsx.ts');
  return exportXlsx(live, { ...work.xlsx, onProgress });
}

async function run(work: ReleaseWork): Promise<Result<ReleasedFile[]>> {
  try {
    for (const { kind } of work.files) tell({ note: { file: kind, done: 0, phase: 'reading' } });
    const live = openLivePlan(stateOf(work.snapshot));
    const released: ReleasedFile[] = [];
    for (const { kind, path, temporary } of work.files) {
      const bytes = await bytesOf(kind, live, work);
      tell({ note: { file: kind, done: 0.9, phase: 'saving' } });
      await writeTemporary(temporary, bytes);
      released.push({ path, bytes: bytes.length });
    }
    return ok(released);
  } catch (error) {
    const failure = knownFailure(error);
    if (!failure) throw error;
    return { ok: false, failure };
  }
}

tell({ result: await run(workerData as ReleaseWork) });

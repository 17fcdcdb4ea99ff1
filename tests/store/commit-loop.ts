// A process that commits without end and says each commit only after it: `seq row value`, one a line. It is killed from outside.

import { writeSync } from 'node:fs';
import process from 'node:process';
import { PlanStore } from '../../electron/store/plan-store.ts';
import { must } from '../../shared/contract/failure.ts';
import { columnId, rowId } from './plan-maker.ts';

const store = must(PlanStore.open(process.argv[2] as string, { write: 'required' }));
const rows = 20;
const start = store.live.state.seq;
for (let n = start; ; n++) {
  // Every third gesture is a large one, so that a kill meets a transaction of many pages too.
  const count = n % 3 === 0 ? rows : 1;
  const value = `${n}.25`;
  const cells = Array.from({ length: count }, (_, i) => ({ row: rowId((n + i) % rows), col: columnId(n % 4), value }));
  const { step } = must(store.commit({ by: 'loop', via: 'cli', command: { type: 'paste', cells } }));
  writeSync(1, `${step.seq} ${rowId(n % rows)} ${columnId(n % 4)} ${value}\n`);
}

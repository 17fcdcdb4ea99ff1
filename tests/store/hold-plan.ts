// A second process for the tests: opens a plan for writing, says `held` or the refusal, and holds it until its input ends or it dies.

import process from 'node:process';
import { PlanStore } from '../../electron/store/plan-store.ts';

const opened = PlanStore.open(process.argv[2] as string, { write: 'required' });
if (!opened.ok) {
  process.stdout.write(`${opened.failure.code}\n`);
  process.exit(3);
}
process.stdout.write('held\n');
process.stdin.resume();
process.stdin.on('end', () => {
  opened.value.close();
  process.exit(0);
});

// Another program that has a plan open for writing, until it is killed.

import process from 'node:process';
import { openPlan } from '../../electron/store/host.ts';
import { must } from '../../shared/contract/failure.ts';

const { readOnly } = must(await openPlan(process.argv[2] as string, { write: true }));
process.stdout.write(readOnly ? 'read-only' : 'held');
process.stdin.resume();

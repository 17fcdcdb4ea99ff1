// Another program that edits a plan: takes its write lock, says so, and keeps it until it is killed.

import process from 'node:process';
import { PlanLock } from '../../electron/store/lock.ts';

const lock = PlanLock.acquire(process.argv[2] ?? '');
process.stdout.write(`${lock.ok}\n`);
setInterval(() => {}, 60_000);

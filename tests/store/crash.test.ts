// After any kill -9 the file opens, its pages hang together, and it holds every edit that was acknowledged.

import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { PlanStore } from '../../electron/store/plan-store.ts';
import { must } from '../../shared/contract/failure.ts';
import { makePlan, seeded } from './plan-maker.ts';
import { startScript } from './second-process.ts';
import { testFolder } from './test-folder.ts';

const { file } = testFolder(true);
const KILLS = 8;

test(`a process that commits without end, killed ${KILLS} times at odd moments`, async () => {
  const path = file();
  must(PlanStore.create(path, { snapshot: makePlan({ rows: 20, columns: 4 }) })).close();
  const random = seeded(20251121);
  let acknowledged = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const writer = startScript('commit-loop.ts', path);
    const first = 1 + Math.floor(random() * 6);
    for (let i = 0; i < first; i++) expect(await writer.line()).not.toBe(null);
    await new Promise((resolve) => setTimeout(resolve, random() * 40));
    writer.child.kill('SIGKILL');
    await writer.ended;

    const db = new Database(path);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    const store = must(PlanStore.open(path, { write: 'required' }));
    expect(store.verify()).toEqual([]);
    const last = writer.lines.at(-1)?.split(' ') ?? [];
    const seq = Number(last[0]);
    // What was said is there; at most one step more was committed and not yet said.
    expect(store.live.state.seq - seq).toBeGreaterThanOrEqual(0);
    expect(store.live.state.seq - seq).toBeLessThanOrEqual(1);
    if (store.live.state.seq === seq) expect(store.live.text(Number(last[1]), Number(last[2]))).toBe(last[3]);
    const log = store.stepsAfter(acknowledged);
    expect(log.map((step) => step.seq)).toEqual(log.map((_, i) => acknowledged + 1 + i));
    for (const line of writer.lines) expect(log.some((step) => step.seq === Number(line.split(' ')[0]))).toBe(true);
    acknowledged = store.live.state.seq;
    store.close();
  }
  expect(acknowledged).toBeGreaterThan(KILLS);
});

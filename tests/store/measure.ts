// Measures the two figures of the store, side by side in one run: opening a large plan against selecting its cells, and a durable edit
// against the same rows written by better-sqlite3 alone with the same PRAGMAs. Run: node scripts/with-node.mjs tests/store/measure.ts

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import { loadState } from '../../electron/store/load-state.ts';
import { openPlanFile, setPragmas } from '../../electron/store/open-file.ts';
import { PlanStore } from '../../electron/store/plan-store.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { Step } from '../../shared/model/change.ts';
import { columnId, makePlan, rowId } from './plan-maker.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (times: number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
const timed = (action: () => void): number => {
  const start = performance.now();
  action();
  return performance.now() - start;
};
const repeat = (n: number, action: () => void): number => median(Array.from({ length: n }, () => timed(action)));

const folder = mkdtempSync(path.join(os.tmpdir(), 'anju-measure-'));
for (const rows of [500, 5_000, 50_000]) {
  const file = path.join(folder, `${rows}.anju`);
  must(PlanStore.create(file, { snapshot: makePlan({ rows, columns: 20 }) })).close();
  const n = rows >= 50_000 ? 3 : 7;
  const select = repeat(n, () => {
    const db = new Database(file, { readonly: true });
    db.prepare('SELECT * FROM cell').raw().all();
    db.close();
  });
  const objects = repeat(n, () => {
    const db = new Database(file, { readonly: true });
    db.prepare('SELECT * FROM cell').all();
    db.close();
  });
  const open = repeat(n, () => must(PlanStore.open(file, { write: false })).close());
  const opened = must(openPlanFile(file, { write: false })).db;
  const load = repeat(n, () => void must(loadState(opened, file)));
  const check = repeat(n, () => void opened.pragma('quick_check(1)'));
  const state = must(loadState(opened, file));
  const live = timed(() => void openLivePlan(state));
  opened.close();
  say(
    `${rows * 20} cells: open ${open.toFixed(0)} ms (quick_check ${check.toFixed(0)}, load ${load.toFixed(0)}, totals ${live.toFixed(0)}); ` +
      `select rows ${select.toFixed(0)}, objects ${objects.toFixed(0)} ms; ratio ${(open / select).toFixed(2)} to rows, ${(open / objects).toFixed(2)} to objects`,
  );
  // The two take turns on two files, so that whatever else the disk does meets both.
  const twin = path.join(folder, `${rows}-bare.anju`);
  copyFileSync(file, twin);
  const store = must(PlanStore.open(file, { write: 'required' }));
  const bare = new Database(twin);
  setPragmas(bare, true);
  const begin = bare.prepare('BEGIN IMMEDIATE');
  const end = bare.prepare('COMMIT');
  const put = bare.prepare(
    'INSERT INTO cell VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (row_id, col_id) DO UPDATE SET num = excluded.num, dec = excluded.dec',
  );
  const log = bare.prepare('INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?)');
  const seq = bare.prepare("UPDATE plan SET value = ? WHERE name = 'seq'");
  const edits: number[] = [];
  const plains: number[] = [];
  let args = '{}';
  let changes = '[]';
  for (let i = 1; i <= 120; i++) {
    const [row, col, value] = [rowId(i % rows), columnId(i % 20), `${i}.25`];
    let step: Step | undefined;
    const edit = (): void => {
      edits.push(
        timed(() => {
          step = must(store.commit({ by: 'x', via: 'cli', command: { type: 'set-cells', cells: [{ row, col, value }] } })).step;
        }),
      );
    };
    const bareEdit = (): void => {
      const now = new Date().toISOString();
      plains.push(
        timed(() => {
          begin.run();
          put.run(row, col, 'number', i * 100 + 25, 2);
          log.run(i, now, 'x', 'cli', 'set-cells', args, changes);
          seq.run(String(i));
          end.run();
        }),
      );
    };
    // Who comes second finds the disk warmer.
    if (i % 2) bareEdit();
    edit();
    if (i % 2 === 0) bareEdit();
    args = JSON.stringify(step?.args);
    changes = JSON.stringify(step?.changes);
  }
  store.close();
  bare.close();
  const [edit, plain] = [median(edits), median(plains)];
  say(`  durable edit ${edit.toFixed(2)} ms, bare ${plain.toFixed(2)} ms, ratio ${(edit / plain).toFixed(2)}`);
}
rmSync(folder, { recursive: true, force: true });

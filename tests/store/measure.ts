// Measures the two figures of the store, side by side in one run: opening a large plan against selecting its cells, and a durable edit
// against the same rows written by better-sqlite3 alone with the same PRAGMAs. Run: node scripts/with-node.mjs tests/store/measure.ts

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import { loadState } from '../../electron/store/load-state.ts';
import { openPlanFile, setPragmas } from '../../electron/store/open-file.ts';
import { PlanStore } from '../../electron/store/plan-store.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
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
  const store = must(PlanStore.open(file, { write: 'required' }));
  let i = 0;
  const edit = repeat(40, () => {
    i++;
    must(
      store.commit({
        by: 'x',
        via: 'cli',
        command: { type: 'set-cells', cells: [{ row: rowId(i % rows), col: columnId(i % 20), value: `${i}.25` }] },
      }),
    );
  });
  const step = store.stepsAfter(store.live.state.seq - 1)[0];
  store.close();
  const bare = new Database(file);
  setPragmas(bare, true);
  const begin = bare.prepare('BEGIN IMMEDIATE');
  const end = bare.prepare('COMMIT');
  const put = bare.prepare(
    'INSERT INTO cell VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (row_id, col_id) DO UPDATE SET num = excluded.num, dec = excluded.dec',
  );
  const log = bare.prepare('INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?)');
  const seq = bare.prepare("UPDATE plan SET value = ? WHERE name = 'seq'");
  let s = step?.seq ?? 0;
  const plain = repeat(40, () => {
    s++;
    begin.run();
    put.run(rowId(s % rows), columnId(s % 20), 'number', s, 2);
    log.run(s, step?.at, 'x', 'cli', 'set-cells', JSON.stringify(step?.args), JSON.stringify(step?.changes));
    seq.run(String(s));
    end.run();
  });
  bare.close();
  say(`  durable edit ${edit.toFixed(2)} ms, bare ${plain.toFixed(2)} ms, ratio ${(edit / plain).toFixed(2)}`);
}
rmSync(folder, { recursive: true, force: true });

// The store against better-sqlite3 alone, with the same file, PRAGMAs and rows: opening a plan against selecting its cells, and a
// durable edit against the same rows written in a bare transaction.

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { setPragmas } from '../../electron/store/open-file.ts';
import { PlanStore } from '../../electron/store/plan-store.ts';
import { must } from '../../shared/contract/failure.ts';
import { columnId, makePlan, rowId } from '../store/plan-maker.ts';
import { inTurn, type Line } from './report.ts';

const COLUMNS = 20;
const SIZES = [500, 5_000, 50_000];

async function onPlans(work: (file: string, rows: number) => Promise<Line[]>): Promise<Line[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anju-bench-'));
  const lines: Line[] = [];
  try {
    for (const rows of SIZES) {
      const file = path.join(folder, `${rows}.anju`);
      must(PlanStore.create(file, { snapshot: makePlan({ rows, columns: COLUMNS }) })).close();
      lines.push(...(await work(file, rows)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return lines;
}

export async function* benchOpen(): AsyncGenerator<Line> {
  yield* await onPlans(async (file, rows) => {
    const { ours, theirs } = await inTurn(
      rows > 10_000 ? 3 : 30,
      () => must(PlanStore.open(file, { write: false })).close(),
      () => {
        const db = new Database(file, { readonly: true });
        db.prepare('SELECT row_id, col_id, form, num, dec, text FROM cell').all();
        db.close();
      },
    );
    const size = `${rows * COLUMNS} cells`;
    return [{ what: 'open a plan / select its cells', size, ours, theirs, unit: 'ms', aim: { is: 'atMost', times: 2 } }];
  });
}

const EDITS = 200;

export async function* benchDurableEdit(): AsyncGenerator<Line> {
  yield* await onPlans(async (file, rows) => {
    const other = `${file}.bare`;
    const store = must(PlanStore.open(file, { write: 'required' }));
    let i = 0;
    const edit = (): void => {
      i++;
      const cells = [{ row: rowId((i * 7919) % rows), col: columnId(i % COLUMNS), value: `${i}.25` }];
      must(store.commit({ by: 'x', via: 'cli', command: { type: 'set-cells', cells } }));
    };
    edit();
    const step = store.stepsAfter(store.live.state.seq - 1)[0];
    if (!step) throw new Error('no step');
    const args = JSON.stringify(step.args);
    const changes = JSON.stringify(step.changes);
    await store.connection.backup(other);
    const bare = new Database(other);
    setPragmas(bare, true);
    const begin = bare.prepare('BEGIN IMMEDIATE');
    const commit = bare.prepare('COMMIT');
    const put = bare.prepare(
      'INSERT INTO cell (row_id, col_id, form, num, dec, text) VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (row_id, col_id) DO UPDATE SET num = excluded.num, dec = excluded.dec',
    );
    const log = bare.prepare('INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?)');
    const seq = bare.prepare("UPDATE plan SET value = ? WHERE name = 'seq'");
    let s = step.seq;
    const { ours, theirs } = await inTurn(EDITS, edit, () => {
      s++;
      begin.run();
      put.run(rowId((s * 7919) % rows), columnId(s % COLUMNS), 'number', s * 100 + 25, 2);
      log.run(s, step.at, 'x', 'cli', 'set-cells', args, changes);
      seq.run(String(s));
      commit.run();
    });
    store.close();
    bare.close();
    const size = `one cell of ${rows * COLUMNS}`;
    return [{ what: 'durable edit / bare transaction', size, ours, theirs, unit: 'ms', aim: { is: 'atMost', times: 1.3 } }];
  });
}

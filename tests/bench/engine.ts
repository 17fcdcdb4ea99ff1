// One edit of a ledger cell (its row sum, the column's total, a SUMIFS) against HyperFormula on the same formulas: time of the
// edit, of building, of adding a row, and memory, each engine in a process of its own.

import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import type { EngineFigures } from './engine-child.ts';
import type { Line } from './report.ts';

const CHILD = path.join(import.meta.dirname, 'engine-child.ts');
const PATIENCE = 120_000;

type Run = EngineFigures | { failed: string };

function run(which: string, rows: number, edits: number, wide: boolean): Promise<Run> {
  const args = ['--expose-gc', '--max-old-space-size=8000', CHILD, which, String(rows), String(edits), wide ? 'wide' : 'one'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { timeout: PATIENCE, maxBuffer: 1e7 }, (error, stdout, stderr) => {
      if (!error) resolve(JSON.parse(stdout) as EngineFigures);
      else if (/Cannot find package/.test(stderr)) resolve({ failed: 'is not installed (npm --prefix tests/bench ci)' });
      else if (/heap out of memory/.test(stderr)) resolve({ failed: 'does not fit in 8 GB' });
      else if (error.killed) resolve({ failed: `took longer than ${PATIENCE / 1000} s` });
      else resolve({ failed: `ended with an error: ${stderr.slice(0, 300)}` });
    });
  });
}

/** HyperFormula rounds what it shows to about ten significant digits; ours are exact. */
const alike = (a: string, b: string | undefined): boolean => Math.abs(Number(a) - Number(b)) <= 1e-9 * Math.abs(Number(a));

/** Sizes in rows, edits timed on each side: the other engine's are so slow that few must do. */
const SIZES = [
  { rows: 1_000, ours: 2000, theirs: 80 },
  { rows: 20_000, ours: 2000, theirs: 24 },
  { rows: 100_000, ours: 2000, theirs: 12 },
];

export async function* benchEngine(): AsyncGenerator<Line> {
  for (const { rows, ours: n, theirs: m } of SIZES) {
    const ours = await run('anju', rows, n, false);
    if ('failed' in ours) throw new Error(ours.failed);
    const theirs = await run('hyperformula', rows, m, false);
    const size = `${rows} rows × 20 columns`;
    const { edit, addRow, build, rss, heap } = ours;
    if ('failed' in theirs) {
      yield {
        says: `${size}: HyperFormula ${theirs.failed}; ours: edit ${edit.toFixed(4)} ms, add a row ${addRow.toFixed(2)} ms, build ${build.toFixed(0)} ms, ${rss.toFixed(0)} MB`,
      };
      continue;
    }
    if (!ours.totals.every((total, i) => alike(total, theirs.totals[i])))
      yield { says: `${size}: the two do NOT come to the same totals` };
    yield { what: 'edit', size, ours: edit, theirs: theirs.edit, unit: 'ms', aim: { is: 'faster', times: 200 } };
    yield { what: 'build', size, ours: build, theirs: theirs.build, unit: 'ms', aim: { is: 'faster', times: 10 } };
    yield { what: 'add a row', size, ours: addRow, theirs: theirs.addRow, unit: 'ms', aim: null };
    yield { what: 'memory of the process', size, ours: rss, theirs: theirs.rss, unit: 'MB', aim: { is: 'atMost', times: 0.2 } };
    yield { what: 'memory in use', size, ours: heap, theirs: theirs.heap, unit: 'MB', aim: { is: 'atMost', times: 0.2 } };
  }
}

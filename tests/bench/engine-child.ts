// One engine in a process of its own: builds the ledger, takes edits, adds and removes rows, and says its times and memory as JSON.
//
// Arguments: anju | hyperformula, rows, edits, wide | one (how many SUMIFS). Run by engine.ts with --expose-gc.

import process from 'node:process';
import { decide } from '../../shared/commands/decide.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { printValue } from '../../shared/values/value.ts';
import { FIGURES, figureColumn, LEDGER, ledgerRow, ledgerSheets, ledgerSnapshot, rollUp, SUM_COLUMN, TOTAL_ROW } from './ledger.ts';
import { median } from './report.ts';

const rows = Number(process.argv[3]);
const n = Number(process.argv[4]);
const wide = process.argv[5] === 'wide';

export interface EngineFigures {
  build: number;
  edit: number;
  addRow: number;
  /** megabytes that building added, after collecting garbage */
  rss: number;
  heap: number;
  /** totals after the first few edits, so that both are seen to compute the same */
  totals: string[];
}

interface HyperFormulaEngine {
  setCellContents(at: { sheet: number; row: number; col: number }, value: unknown): unknown;
  getCellValue(at: { sheet: number; row: number; col: number }): unknown;
  addRows(sheet: number, ...at: [number, number][]): unknown;
  removeRows(sheet: number, ...at: [number, number][]): unknown;
}
interface HyperFormulaModule {
  HyperFormula: {
    buildFromSheets(sheets: Record<string, (string | number)[][]>, options: Record<string, unknown>): HyperFormulaEngine;
  };
}

const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);
const memory = (): { rss: number; heap: number } => {
  collect();
  collect();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { rss: rss / 1e6, heap: (heapUsed + arrayBuffers) / 1e6 };
};
const timed = (work: () => void): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

/** In a frame of its own, so that the input is let go with it. */
const once = (make: () => () => void): number => timed(make());

/**
 * The quickest of several builds: the first also compiles, and a shared machine only ever adds. Memory is taken after the first, its
 * input let go unless the engine keeps it. `make` makes the input, untimed, and hands the build of it.
 */
function built(make: () => () => void): { build: number; rss: number; heap: number } {
  const before = memory();
  const first = once(make);
  const after = memory();
  const again = [once(make), once(make)];
  return { build: Math.min(first, ...again), rss: after.rss - before.rss, heap: after.heap - before.heap };
}

/** Edits after which totals are compared. */
const COMPARED = 10;

/** Rows and figures of the edits, the same for both. */
const edits = (): { row: number; figure: number; value: number }[] =>
  Array.from({ length: n }, (_, i) => ({ row: (i * 7919) % rows, figure: i % FIGURES, value: ((i * 104_729) % 999_983) / 100 }));

function run(engine: {
  edit(row: number, figure: number, value: number): void;
  add(i: number): void;
  remove(i: number): void;
  totals(): string[];
}): Pick<EngineFigures, 'edit' | 'addRow' | 'totals'> {
  const list = edits();
  let totals: string[] = [];
  const times = list.map(({ row, figure, value }, i) => {
    const time = timed(() => engine.edit(row, figure, value));
    if (i === COMPARED - 1) totals = engine.totals();
    return time;
  });
  const added = Array.from({ length: Math.max(3, Math.min(20, n >> 3)) }, (_, i) => {
    const time = timed(() => engine.add(i));
    engine.remove(i);
    return time;
  });
  return { edit: median(times.slice(n >> 2)), addRow: median(added), totals };
}

function anju(): EngineFigures {
  let live = null as unknown as LivePlan;
  const first = built(() => {
    const snapshot = ledgerSnapshot(rows, wide);
    return () => {
      live = openLivePlan(stateOf(snapshot));
    };
  });
  const actor = { by: 'bench', at: '2025-01-01T00:00:00.000Z' };
  const commit = (command: Parameters<typeof decide>[1]): void => {
    const decided = decide(live, command, actor);
    if (!decided.ok) throw new Error(JSON.stringify(decided.failure));
    live.apply(decided.value);
  };
  const figures = run({
    edit(row, figure, value) {
      commit({ type: 'set-cells', cells: [{ row: ledgerRow(row), col: figureColumn(figure), value: value.toFixed(2) }] });
      live.value(TOTAL_ROW, SUM_COLUMN);
    },
    add(i) {
      commit({ type: 'add-rows', table: LEDGER, rows: [{ id: 1e9 + i, label: '新项目' }], place: { after: ledgerRow(rows >> 1) } });
    },
    remove(i) {
      commit({ type: 'remove-rows', rows: [1e9 + i], confirm: true });
    },
    totals: () => [
      ...Array.from({ length: FIGURES }, (_, i) => figureColumn(i)).map((col) => printValue(live.value(TOTAL_ROW, col))),
      printValue(live.value(TOTAL_ROW, SUM_COLUMN)),
      ...rollUp(wide).regions.flatMap((_, r) => rollUp(wide).kinds.map((_, k) => printValue(live.value(500 + r, 93 + k)))),
    ],
  });
  return { ...first, ...figures };
}

async function hyperformula(): Promise<EngineFigures> {
  const name: string = 'hyperformula';
  const { HyperFormula } = (await import(name)) as HyperFormulaModule;
  let engine = null as unknown as HyperFormulaEngine;
  const first = built(() => {
    const sheets = ledgerSheets(rows, wide);
    return () => {
      engine = HyperFormula.buildFromSheets(sheets, { licenseKey: 'gpl-v3', maxRows: rows + 1000 });
    };
  });
  const at = (sheet: number, row: number, col: number): string => Number(engine.getCellValue({ sheet, row, col })).toFixed(2);
  const figures = run({
    edit(row, figure, value) {
      engine.setCellContents({ sheet: 0, row, col: 3 + figure }, value);
      engine.getCellValue({ sheet: 0, row: rows, col: 3 + FIGURES });
    },
    add: () => void engine.addRows(0, [rows >> 1, 1]),
    remove: () => void engine.removeRows(0, [rows >> 1, 1]),
    totals: () => [
      ...Array.from({ length: FIGURES + 1 }, (_, i) => at(0, rows, 3 + i)),
      ...rollUp(wide).regions.flatMap((_, r) => rollUp(wide).kinds.map((_, k) => at(1, r, 2 + k))),
    ],
  });
  return { ...first, ...figures };
}

process.stdout.write(`${JSON.stringify(process.argv[2] === 'anju' ? anju() : await hyperformula())}\n`);

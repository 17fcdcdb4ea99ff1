// One ledger for both engines: rows × 20 columns (region, kind, 17 figures, their row sum), a total row, and one SUMIFS over the
// row sums in a second table, or with `wide` a roll-up of 14 regions × 3 kinds.

import type { CellData } from '../../shared/model/change.ts';
import { keysBetween } from '../../shared/model/order.ts';
import type { ColumnRecord, RowRecord, TableRecord } from '../../shared/model/records.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';
import { column, emptySnapshot, row, seeded } from '../store/plan-maker.ts';

export const FIGURES = 17;
// Latin names: HyperFormula compares texts by a collator, which takes many times longer over Chinese ones.
export const KINDS = ['public', 'rental', 'sale'];
export const REGIONS = Array.from({ length: 14 }, (_, i) => `region${i + 1}`);

export const LEDGER = 1;
export const ROLL_UP = 2;
export const SUM_COLUMN = 90;
export const TOTAL_ROW = 99;
export const figureColumn = (i: number): number => 10 + i;
export const ledgerRow = (i: number): number => 1000 + i;

/** The roll-up's rows and columns. */
export const rollUp = (wide: boolean): { regions: string[]; kinds: string[] } =>
  wide ? { regions: REGIONS, kinds: KINDS } : { regions: REGIONS.slice(0, 1), kinds: KINDS.slice(0, 1) };

/** The figures of the ledger, the same for both engines: hundredths, by row. */
export function ledgerFigures(rows: number): { region: number; kind: number; figures: number[] }[] {
  const random = seeded(rows);
  return Array.from({ length: rows }, () => ({
    region: Math.floor(random() * REGIONS.length),
    kind: Math.floor(random() * KINDS.length),
    figures: Array.from({ length: FIGURES }, () => Math.floor(random() * 1_000_000)),
  }));
}

const table = (id: number, key: string, title: string, ord: string): TableRecord => ({
  id,
  key,
  numberAs: null,
  title,
  unit: null,
  role: id === LEDGER ? 'ledger' : 'table',
  place: 'text',
  boxId: null,
  ord,
  landscape: false,
  props: {},
});

/** The ledger as a plan's snapshot, what the store hands the engine. */
export function ledgerSnapshot(rows: number, wide: boolean): PlanSnapshot {
  const snapshot = emptySnapshot();
  const { records } = snapshot;
  const ords = keysBetween(null, null, rows + 100);
  const ord = (i: number): string => ords[i] as string;
  records.plan.push({ id: 'year', value: 2025 });
  records.tbl.push(table(LEDGER, 'ledger', '台账', ord(0)), table(ROLL_UP, 'rollup', '汇总', ord(1)));
  const addColumn = (tableId: number, id: number, more: Partial<ColumnRecord>): void => {
    records.col.push({
      ...column(id, { key: `c${id}`, title: `列${id}`, ord: ord(records.col.length), total: 'sum' }),
      tableId,
      ...more,
    });
  };
  const addRow = (tableId: number, id: number, i: number, more: Partial<RowRecord>): void => {
    records.row.push({ ...row(id, { key: `r${id}`, label: `项目${id}`, ord: ord(i) }), tableId, ...more });
  };
  addColumn(LEDGER, 5, { role: 'label', kind: 'text', total: 'none' });
  addColumn(LEDGER, 6, { kind: 'text', decimals: null, total: 'none' });
  addColumn(LEDGER, 7, { kind: 'text', decimals: null, total: 'none' });
  for (let i = 0; i < FIGURES; i++) addColumn(LEDGER, figureColumn(i), {});
  const terms = Array.from({ length: FIGURES }, (_, i) => `#c${figureColumn(i)}`);
  addColumn(LEDGER, SUM_COLUMN, { formula: `SUM(${terms.join(',')})` });
  addColumn(ROLL_UP, 91, { role: 'label', kind: 'text', total: 'none' });
  addColumn(ROLL_UP, 92, { kind: 'text', decimals: null, total: 'none' });
  const { regions, kinds } = rollUp(wide);
  kinds.forEach((kind, i) => {
    addColumn(ROLL_UP, 93 + i, { formula: `SUMIFS(#c${SUM_COLUMN}@all,#c6@all,#c92,#c7@all,"${kind}")` });
  });
  const figures = ledgerFigures(rows);
  figures.forEach((_, i) => {
    addRow(LEDGER, ledgerRow(i), i, {});
  });
  addRow(LEDGER, TOTAL_ROW, rows, { kind: 'total', place: 'last', label: '合计' });
  regions.forEach((label, i) => {
    addRow(ROLL_UP, 500 + i, i, { label });
  });
  addRow(ROLL_UP, 599, regions.length, { kind: 'total', place: 'last', label: '总计' });
  const ids = figures.map((_, i) => ledgerRow(i));
  const cells = (col: number, rowIds: number[], values: CellData[]): void => {
    snapshot.cells.push({ col, rows: rowIds, values });
  };
  cells(
    6,
    ids,
    figures.map((f) => ({ f: 'text', t: REGIONS[f.region] as string })),
  );
  cells(
    7,
    ids,
    figures.map((f) => ({ f: 'text', t: KINDS[f.kind] as string })),
  );
  for (let i = 0; i < FIGURES; i++) {
    cells(
      figureColumn(i),
      ids,
      figures.map((f) => ((f.figures[i] as number) / 100).toFixed(2)),
    );
  }
  cells(
    92,
    regions.map((_, i) => 500 + i),
    regions.map((t) => ({ f: 'text', t })),
  );
  return snapshot;
}

const letters = (n: number): string => (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

/** The same as sheets of cells and Excel formulas, what HyperFormula builds from. Column A is the label, B region, C kind. */
export function ledgerSheets(rows: number, wide: boolean): Record<'ledger' | 'rollup', (string | number)[][]> {
  const first = 3;
  const last = first + FIGURES - 1;
  const sum = last + 1;
  const ledger: (string | number)[][] = ledgerFigures(rows).map((f, i) => [
    `项目${i}`,
    REGIONS[f.region] as string,
    KINDS[f.kind] as string,
    ...f.figures.map((n) => n / 100),
    `=SUM(${letters(first)}${i + 1}:${letters(last)}${i + 1})`,
  ]);
  const totals = Array.from({ length: FIGURES + 1 }, (_, i) => `=SUM(${letters(first + i)}1:${letters(first + i)}${rows})`);
  ledger.push(['合计', '', '', ...totals]);
  const range = (at: number): string => `ledger!$${letters(at)}$1:$${letters(at)}$${rows}`;
  const { regions, kinds } = rollUp(wide);
  const rollup: (string | number)[][] = regions.map((region, i) => [
    region,
    region,
    ...kinds.map((kind) => `=SUMIFS(${range(sum)},${range(1)},$B${i + 1},${range(2)},"${kind}")`),
  ]);
  rollup.push(['总计', '', ...kinds.map((_, i) => `=SUM(${letters(2 + i)}1:${letters(2 + i)}${regions.length})`)]);
  return { ledger, rollup };
}

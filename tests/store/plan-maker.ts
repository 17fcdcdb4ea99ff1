// Small and large plans for tests and measurements, made without a template: one function, sizes as arguments.
//
// Table `t1` 表1 has label, columns c1…cn (numbers, 2 decimals), a computed column `sum` and a total row; regions name the rows.

import type { CellData, Fields } from '../../shared/model/change.ts';
import { keysBetween } from '../../shared/model/order.ts';
import { type ColumnRecord, ENTITIES, type RecordOf, type RowRecord, type TableRecord } from '../../shared/model/records.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';

export interface PlanSize {
  rows: number;
  columns: number;
  /** share of cells that hold a figure, 0…1; 1 unless told */
  filled?: number;
}

export const TABLE = 1000;
export const LABEL = 1001;
export const SUM = 1002;
export const TOTAL = 1003;
export const PARAGRAPH = 1004;
export const columnId = (i: number): number => 2000 + i;
export const rowId = (i: number): number => 1_000_000 + i;

/** Numbers without a pattern, the same every time. */
export function seeded(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function column(id: number, fields: Partial<ColumnRecord> & { key: string; title: string; ord: string }): ColumnRecord {
  return {
    id,
    tableId: TABLE,
    parentId: null,
    role: 'value',
    kind: 'number',
    unit: null,
    decimals: 2,
    forms: null,
    min: null,
    max: null,
    required: false,
    choices: null,
    width: null,
    align: null,
    yearOffset: null,
    formula: null,
    total: null,
    precision: 'printed',
    hidden: false,
    props: {},
    ...fields,
  };
}

export function row(id: number, fields: Partial<RowRecord> & { key: string; label: string; ord: string }): RowRecord {
  return {
    id,
    tableId: TABLE,
    parentId: null,
    kind: 'data',
    place: null,
    counts: true,
    regionId: null,
    unit: null,
    decimals: null,
    formula: null,
    hidden: false,
    props: {},
    ...fields,
  };
}

export function emptySnapshot(): PlanSnapshot {
  const records = Object.fromEntries(ENTITIES.map((e) => [e, []])) as unknown as PlanSnapshot['records'];
  return { seq: 0, records, cells: [] };
}

export function makePlan(size: PlanSize, seed = 1): PlanSnapshot {
  const snapshot = emptySnapshot();
  const { records } = snapshot;
  const random = seeded(seed);
  const columnOrd = keysBetween(null, null, size.columns + 2);
  const rowOrd = keysBetween(null, null, size.rows + 1);
  const first = columnOrd[0] as string;
  const property = <N extends RecordOf['plan']['id']>(id: N, value: unknown): void => {
    records.plan.push({ id, value });
  };
  property('id', 'test-plan');
  property('kind', 'annual');
  property('title', '喀什地区2025年住房发展计划');
  property('year', 2025);
  property('min_reader', 1);
  const table: TableRecord = {
    id: TABLE,
    key: 't1',
    numberAs: null,
    title: '商品住房计划',
    unit: '万平方米',
    role: 'table',
    place: 'text',
    boxId: null,
    ord: first,
    landscape: false,
    props: {},
  };
  records.tbl.push(table);
  records.col.push(column(LABEL, { key: 'name', title: '县市', ord: first, role: 'label', kind: 'text', decimals: null }));
  for (let i = 0; i < size.columns; i++)
    records.col.push(column(columnId(i), { key: `c${i}`, title: `第${i}列`, ord: columnOrd[i + 1] as string }));
  const terms = Array.from({ length: Math.min(size.columns, 3) }, (_, i) => `#c${columnId(i)}`);
  if (terms.length)
    records.col.push(
      column(SUM, {
        key: 'sum',
        title: '小计',
        ord: columnOrd[size.columns + 1] as string,
        formula: terms.join('+'),
        total: 'sum',
      }),
    );
  for (let i = 0; i < size.rows; i++) records.row.push(row(rowId(i), { key: `r${i}`, label: `县${i}`, ord: rowOrd[i] as string }));
  records.row.push(row(TOTAL, { key: 'total', label: '总计', ord: rowOrd[size.rows] as string, kind: 'total', place: 'last' }));
  records.block.push({
    id: PARAGRAPH,
    parentId: null,
    ord: first,
    kind: 'para',
    props: {},
    content: terms.length
      ? [
          { t: 'text', s: '全年计划供应' },
          { t: 'field', id: 1005, expr: `#c${SUM}@total` },
          { t: 'text', s: '万平方米。' },
        ]
      : [{ t: 'text', s: '没有表。' }],
  });
  for (let c = 0; c < size.columns; c++) {
    const rows: number[] = [];
    const values: CellData[] = [];
    for (let r = 0; r < size.rows; r++) {
      if (size.filled !== undefined && random() > size.filled) continue;
      rows.push(rowId(r));
      values.push((Math.floor(random() * 1_000_000) / 100).toFixed(2));
    }
    if (rows.length) snapshot.cells.push({ col: columnId(c), rows, values });
  }
  return snapshot;
}

/** One text for one state: records by id, cells by column and row, so that equal plans have equal bytes. */
export function canonical(snapshot: PlanSnapshot): string {
  const sorted = (fields: object): Fields => Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
  const byId = <T extends { id: number | string }>(list: readonly T[]): Fields[] =>
    [...list].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)).map(sorted);
  const records = ENTITIES.map((e) => [e, byId(snapshot.records[e] as { id: number | string }[])]);
  const cells = [...snapshot.cells]
    .sort((a, b) => a.col - b.col)
    .map(({ col, rows, values }) => [col, rows.map((r, i) => [r, values[i]] as const).sort((a, b) => a[0] - b[0])]);
  return JSON.stringify({ records, cells });
}

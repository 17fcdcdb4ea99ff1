// Finds tables, rows and columns by the names people write: key, then exact label or path, then alias, then path
// without a closing unit bracket; a unique last part is enough. Two hits are `ambiguous`, with what was hit.

import { type FailureCode, fail, ok, type Result } from '../contract/failure.ts';
import { halfWidth } from '../values/parse.ts';
import type { ColumnId, RegionId, TableId } from './ids.ts';
import type { LivePlan } from './live-plan.ts';
import type { ColumnRecord, RegionRecord, RowRecord, TableRecord } from './records.ts';
import type { PlanState } from './state.ts';

/** A name without white space, signs half-width: what two spellings of one header share. */
export function squash(text: string): string {
  return halfWidth(text).replace(/[\s\u00a0]+/g, '');
}

const withoutUnit = (text: string): string => text.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)$/, '');

/** Takes the first step that hits; several hits in one step are ambiguous. */
function first<T>(
  steps: (() => T[])[],
  describe: (hit: T) => string,
  code: FailureCode,
  details: Record<string, unknown>,
): Result<T> {
  for (const step of steps) {
    const hits = step();
    if (hits.length === 1) return ok(hits[0] as T);
    if (hits.length > 1) return fail('ambiguous', { ...details, candidates: hits.slice(0, 8).map(describe) });
  }
  return fail(code, details);
}

/** A table by key, number (表2), title, or number and title together. `no-such-table`, `ambiguous`. */
export function findTable(live: LivePlan, name: string): Result<TableRecord> {
  const wanted = squash(name);
  const tables = live.tables();
  const title = (t: TableRecord): string => squash(live.shape(t.id).title);
  const number = (t: TableRecord): string => squash(live.shape(t.id).number);
  return first(
    [
      () => tables.filter((t) => t.key === name),
      () => (wanted ? tables.filter((t) => title(t) === wanted || number(t) === wanted || number(t) + title(t) === wanted) : []),
    ],
    (t) => `${live.shape(t.id).number} ${live.shape(t.id).title}`.trim(),
    'no-such-table',
    { table: name, tables: tables.slice(0, 20).map((t) => live.shape(t.id).number || t.key) },
  );
}

/** The region that a text names: name, short name, alias or code, with or without blanks inside. */
export function findRegion(state: PlanState, text: string): RegionRecord | null {
  return regionIndex(state).get(squash(text)) ?? null;
}

const regionIndexes = new WeakMap<PlanState, { size: number; records: RegionRecord[]; index: Map<string, RegionRecord | null> }>();

function regionIndex(state: PlanState): Map<string, RegionRecord | null> {
  const records = [...state.records.region.values()];
  const known = regionIndexes.get(state);
  if (known && known.records.length === records.length && known.records.every((r, i) => r === records[i])) return known.index;
  const index = new Map<string, RegionRecord | null>();
  const put = (text: string | null, region: RegionRecord): void => {
    if (!text) return;
    const at = squash(text);
    const there = index.get(at);
    index.set(at, there && there.id !== region.id ? null : region);
  };
  for (const region of records) {
    for (const alias of region.aliases) put(alias, region);
    put(region.short, region);
    put(region.code, region);
  }
  // A full name wins over another region's alias.
  for (const region of records) index.set(squash(region.name), region);
  regionIndexes.set(state, { size: records.length, records, index });
  return index;
}

export function regionName(state: PlanState, id: RegionId | null): string | null {
  return id === null ? null : (state.records.region.get(id)?.name ?? null);
}

/** The label a row prints: its region's name, else its own label with year tokens replaced. */
export function rowLabel(live: LivePlan, row: RowRecord): string {
  return regionName(live.state, row.regionId) ?? live.expandYears(row.label);
}

const TOTAL_WORDS = new Set(['总计', '合计', '总和']);

/** A row by key, label, 组/行 path, region alias; 总计 or 合计 names the table's total row. `no-such-row`, `ambiguous`. */
export function findRow(live: LivePlan, table: TableId, name: string): Result<RowRecord> {
  const wanted = squash(name);
  const rows = [...live.state.slotsOf(table).slotOf.keys()].map((id) => live.state.records.row.get(id) as RowRecord);
  const label = (row: RowRecord): string => squash(rowLabel(live, row));
  const pathOf = (row: RowRecord): string => {
    const parent = row.parentId === null ? undefined : live.state.records.row.get(row.parentId);
    return parent ? `${pathOf(parent)}/${label(row)}` : label(row);
  };
  return first(
    [
      () => rows.filter((row) => row.key === name),
      () => rows.filter((row) => label(row) === wanted && row.kind !== 'group'),
      () => (wanted.includes('/') ? rows.filter((row) => pathOf(row) === wanted || pathOf(row).endsWith(`/${wanted}`)) : []),
      () => {
        const region = findRegion(live.state, name);
        return region ? rows.filter((row) => row.regionId === region.id) : [];
      },
      () => (TOTAL_WORDS.has(wanted) ? rows.filter((row) => row.kind === 'total') : []),
      () => rows.filter((row) => label(row) === wanted),
      // 城镇老旧小区改造规模（万户） where the unit prints behind the label.
      () => (withoutUnit(wanted) === wanted ? [] : rows.filter((row) => label(row) === withoutUnit(wanted))),
    ],
    (row) => pathOf(row),
    'no-such-row',
    { table: live.shape(table).number || live.state.records.tbl.get(table)?.key, row: name },
  );
}

/** A column by key or header path; the whole path, or a unique last part, units in closing brackets optional. */
export function findColumn(live: LivePlan, table: TableId, name: string): Result<ColumnRecord> {
  const shape = live.shape(table);
  const wanted = squash(name);
  const columns = shape.columns.filter((column) => column.role !== 'group');
  const paths = new Map<ColumnId, string[]>(columns.map((column) => [column.id, shape.path(column.id).map(squash)]));
  const bare = new Map<ColumnId, string[]>(columns.map((column) => [column.id, (paths.get(column.id) ?? []).map(withoutUnit)]));
  const stripped = wanted.split('/').map(withoutUnit).join('/');
  const hits = (of: Map<ColumnId, string[]>, text: string, whole: boolean): ColumnRecord[] =>
    text === ''
      ? []
      : columns.filter((column) => {
          const joined = (of.get(column.id) ?? []).join('/');
          return whole ? joined === text : joined.endsWith(`/${text}`);
        });
  return first(
    [
      () => columns.filter((column) => column.key === name),
      () => hits(paths, wanted, true),
      () => hits(bare, wanted, true),
      () => hits(paths, wanted, false),
      () => hits(bare, wanted, false),
      () => hits(bare, stripped, true),
      () => hits(bare, stripped, false),
    ],
    (column) => shape.path(column.id).join('/'),
    'no-such-column',
    { table: shape.number || shape.record.key, column: name },
  );
}

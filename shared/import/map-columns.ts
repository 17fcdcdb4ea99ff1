// The file's columns onto the plan's: by header path, by synonyms, by likeness, last by order. Each guess says how it was made.

import { fail, ok, type Result } from '../contract/failure.ts';
import type { FoundTable, MappedColumn, MappedHow } from '../contract/import.ts';
import type { LivePlan, TableShape } from '../model/live-plan.ts';
import { findColumn, squash } from '../model/lookup.ts';
import type { ColumnRecord } from '../model/records.ts';
import { areConvertible } from '../model/units.ts';
import { columnLetters } from './cell-ref.ts';
import { commonName, likeness, plainName } from './names.ts';

const LABEL_ROLES: ReadonlySet<string> = new Set(['label', 'region', 'group_label', 'serial', 'unit', 'group']);

/** The plan's columns that figures can go to, left to right. */
export const valueColumns = (shape: TableShape): ColumnRecord[] => shape.leaves.filter((c) => !LABEL_ROLES.has(c.role));

/** Unit that a column's figures have: its own, else the nearest group's, else the table's. */
export function unitOfColumn(shape: TableShape, column: ColumnRecord): string | null {
  const byId = new Map(shape.columns.map((c) => [c.id, c]));
  for (let c: ColumnRecord | undefined = column; c; c = c.parentId === null ? undefined : byId.get(c.parentId))
    if (c.unit) return c.unit;
  return shape.record.unit;
}

/** The name of a file's column as people write it in a map: path, letters or number. */
function namesOf(found: FoundTable['columns'][number]): string[] {
  return [
    squash(found.path.join('/')),
    columnLetters(found.index),
    String(found.index),
    squash(found.path[found.path.length - 1] ?? ''),
  ];
}

interface Candidate {
  score: number;
  how: MappedHow;
}

function compareNames(found: readonly string[], target: readonly string[]): Candidate | null {
  const trim = (path: readonly string[], name: (t: string) => string) => path.map(name).filter((t) => t !== '');
  const plainFound = trim(found, plainName);
  const plainTarget = trim(target, plainName);
  if (plainFound.length === 0) return null;
  if (plainFound.join('/') === plainTarget.join('/')) return { score: 1, how: 'header' };
  const commonFound = trim(found, commonName);
  const commonTarget = trim(target, commonName);
  // 合计/合计 says no more than 合计.
  const once = (path: string[]) => path.filter((t, i) => t !== path[i - 1]).join('/');
  if (once(commonFound) === once(commonTarget)) return { score: 0.95, how: 'synonym' };
  // One side has a level more: the table's own title, a unit row, a year.
  const [short, long] = commonFound.length < commonTarget.length ? [commonFound, commonTarget] : [commonTarget, commonFound];
  if (short.length > 0 && short.length < long.length && short.every((t, i) => t === long[long.length - short.length + i])) {
    return { score: 0.85 - 0.03 * (long.length - short.length), how: 'synonym' };
  }
  const leaf = likeness(commonFound[commonFound.length - 1] ?? '', commonTarget[commonTarget.length - 1] ?? '');
  const whole = likeness(commonFound.join(''), commonTarget.join(''));
  const sameGroup = commonFound[0] === commonTarget[0] && commonFound.length > 1 && commonTarget.length > 1;
  const score = Math.max(whole, leaf * 0.5 + whole * 0.5) * 0.75 + (sameGroup ? 0.1 : 0);
  return score >= 0.5 ? { score, how: 'similar' } : null;
}

/** How two units go together: 1 the same, 0.9 convertible, 0.5 unknown, 0 they can't be. */
function unitFit(from: string | null, to: string | null): number {
  if (!from || !to) return 0.5;
  if (squash(from) === squash(to)) return 1;
  return areConvertible(from, to) ? 0.9 : 0;
}

/** A unit line of one unit is the unit of every column; one of several says nothing about a single column. */
export const tableUnit = (unit: string | null): string | null => (unit && !/[、，,；;]/.test(unit) ? unit : null);

/**
 * Maps every data column of the file. `chosen` (a person's map) comes first and is taken as it is.
 * Error: `no-such-column` / `ambiguous` where the map names a column that the plan has not.
 */
export function mapColumns(
  live: LivePlan,
  shape: TableShape,
  table: FoundTable,
  chosen: Readonly<Record<string, string | null>>,
  units: Readonly<Record<string, string>>,
): Result<MappedColumn[]> {
  const targets = valueColumns(shape);
  const given = new Map(Object.entries(chosen).map(([name, to]) => [squash(name), to]));
  const givenUnits = new Map(Object.entries(units).map(([name, unit]) => [squash(name), unit]));
  const taken = new Set<number>();
  const result = new Map<number, { column: ColumnRecord | null; how: MappedHow | null }>();
  const pick = <T>(map: ReadonlyMap<string, T>, found: FoundTable['columns'][number]): T | undefined => {
    for (const name of namesOf(found)) if (map.has(name)) return map.get(name);
    return undefined;
  };
  for (const found of table.columns) {
    const to = pick(given, found);
    if (to === undefined) continue;
    if (to === null) {
      result.set(found.index, { column: null, how: 'map' });
      continue;
    }
    const column = findColumn(live, shape.record.id, to);
    if (!column.ok) return column;
    if (!targets.some((t) => t.id === column.value.id)) return fail('no-such-column', { table: shape.number, column: to });
    result.set(found.index, { column: column.value, how: 'map' });
    taken.add(column.value.id);
  }
  const unitOf = (found: FoundTable['columns'][number]) => pick(givenUnits, found) ?? found.unit ?? tableUnit(table.unit);
  const offers: { index: number; column: ColumnRecord; score: number; how: MappedHow; distance: number }[] = [];
  table.columns.forEach((found, i) => {
    if (result.has(found.index) || found.kind === 'unit') return;
    targets.forEach((column, j) => {
      const named = compareNames(found.path, shape.path(column.id));
      if (!named) return;
      const fit = unitFit(unitOf(found), unitOfColumn(shape, column));
      const score = named.score + (fit - 0.5) * 0.1 - (fit === 0 ? 0.3 : 0);
      if (score >= 0.5) offers.push({ index: found.index, column, score, how: named.how, distance: Math.abs(i - j) });
    });
  });
  offers.sort((a, b) => b.score - a.score || a.distance - b.distance);
  for (const offer of offers) {
    if (result.has(offer.index) || taken.has(offer.column.id)) continue;
    // Two equally good places that are both free: only the order could tell, and order is asked last.
    const rival = offers.find(
      (o) => o.index === offer.index && o.column.id !== offer.column.id && !taken.has(o.column.id) && offer.score - o.score < 0.02,
    );
    if (rival && offer.how !== 'header' && rival.distance === offer.distance) continue;
    result.set(offer.index, { column: offer.column, how: offer.how });
    taken.add(offer.column.id);
  }
  mapByOrder(table, shape, targets, result, taken, unitOf);
  return ok(
    table.columns.map((found) => {
      const hit = result.get(found.index);
      const column = hit?.column ?? null;
      const unit = unitOf(found);
      const toUnit = column ? unitOfColumn(shape, column) : null;
      return {
        from: found.path.map((p) => p.replace(/\s+/g, '')).join('/') || columnLetters(found.index),
        fromColumn: found.index,
        to: column?.key ?? null,
        toId: column?.id ?? null,
        toLabel: column ? shape.path(column.id).join('/') : null,
        how: hit?.how ?? null,
        computed: column !== null && column.formula !== null,
        unit,
        toUnit,
        converted: Boolean(unit && toUnit && squash(unit) !== squash(toUnit) && areConvertible(unit, toUnit)),
      };
    }),
  );
}

/** What is left on both sides in equal number, between the same mapped neighbours, goes together in order. */
function mapByOrder(
  table: FoundTable,
  shape: TableShape,
  targets: readonly ColumnRecord[],
  result: Map<number, { column: ColumnRecord | null; how: MappedHow | null }>,
  taken: Set<number>,
  unitOf: (found: FoundTable['columns'][number]) => string | null,
): void {
  const open = table.columns.filter((f) => !result.has(f.index) && f.kind !== 'unit' && f.kind !== 'note');
  const free = targets.filter((t) => !taken.has(t.id) && t.role !== 'note');
  if (open.length === 0 || open.length !== free.length) return;
  const positions = new Map(targets.map((t, j) => [t.id, j]));
  let last = -1;
  let i = 0;
  for (const found of table.columns) {
    const known = result.get(found.index)?.column;
    const column = known ?? (open.includes(found) ? (free[i++] as ColumnRecord) : null);
    if (!column) continue;
    const at = positions.get(column.id) ?? -1;
    if (at < last) return;
    last = at;
  }
  // Words and units must not speak against it.
  const pairs = open.map((found, k) => ({ found, column: free[k] as ColumnRecord }));
  for (const { found, column } of pairs) {
    if (unitFit(unitOf(found), unitOfColumn(shape, column)) === 0) return;
    if ((found.kind === 'number') !== (column.kind === 'number')) return;
    const words = found.path.length > 0 && !found.path.every((p) => /^\d+$/.test(p));
    if (words && likeness(commonName(found.path.join('')), commonName(shape.path(column.id).join(''))) < 0.15) return;
  }
  for (const { found, column } of pairs) {
    result.set(found.index, { column, how: 'order' });
    taken.add(column.id);
  }
}

// The file's rows onto the plan's: by region with its aliases, by code, by label, totals by their word; by order only where
// nothing else could be meant.

import { ok, type Result } from '../contract/failure.ts';
import type { FoundRow, FoundTable, MappedHow, MappedRow } from '../contract/import.ts';
import type { LivePlan, TableShape } from '../model/live-plan.ts';
import { findRegion, findRow, rowLabel, squash } from '../model/lookup.ts';
import type { RegionRecord, RowRecord } from '../model/records.ts';
import { commonName, likeness, plainName } from './names.ts';

const ENDINGS = /(?:自治县|自治旗|自治州|自治区|特别行政区|地区|林区|[省市县区旗州盟])$/;

/** Every name that may mean a region of the table: 塔县 begins 塔什库尔干塔吉克自治县 and no other of its neighbours. */
function regionByStem(regions: readonly RegionRecord[], text: string): RegionRecord | null {
  const flat = squash(text);
  const stem = flat.replace(ENDINGS, '');
  if (stem === '') return null;
  const begins = regions.filter((r) => squash(r.name).startsWith(stem) || (r.short !== null && squash(r.short) === stem));
  return begins.length === 1 ? (begins[0] as RegionRecord) : null;
}

/** 喀什经济开发区 in Kashgar's plan is its 经开区: the plan's own place name in front and the zone's long form are dropped. */
function zoneName(text: string, place: RegionRecord | null): string {
  let flat = squash(text);
  for (const own of place ? [place.name, place.short ?? '', place.name.replace(ENDINGS, '')] : []) {
    if (own.length > 1 && flat.startsWith(own) && flat.length > own.length + 1) {
      flat = flat.slice(own.length);
      break;
    }
  }
  return flat.replace(/经济(?:技术)?开发区$/, '经开区').replace(/高新技术(?:产业)?(?:开发区|园区)$/, '高新区');
}

export interface RowTargets {
  rows: RowRecord[];
  byRegion: Map<number, RowRecord[]>;
  byName: Map<string, RowRecord[]>;
  /** by row key and by region code */
  byCode: Map<string, RowRecord[]>;
  regions: RegionRecord[];
  path(row: RowRecord): string;
}

export function rowTargets(live: LivePlan, shape: TableShape): RowTargets {
  const byId = new Map(
    [...shape.rows, ...live.state.records.row.values()].filter((r) => r.tableId === shape.record.id).map((r) => [r.id, r]),
  );
  const byRegion = new Map<number, RowRecord[]>();
  const byName = new Map<string, RowRecord[]>();
  const byCode = new Map<string, RowRecord[]>();
  const regions: RegionRecord[] = [];
  const put = <K>(map: Map<K, RowRecord[]>, key: K, row: RowRecord) => map.set(key, [...(map.get(key) ?? []), row]);
  const path = (row: RowRecord): string => {
    const parts: string[] = [];
    for (let r: RowRecord | undefined = row; r; r = r.parentId === null ? undefined : byId.get(r.parentId)) {
      if (r === row || r.kind === 'group') parts.unshift(squash(rowLabel(live, r)));
    }
    return parts.join('/');
  };
  for (const row of shape.rows) {
    put(byName, plainName(rowLabel(live, row)), row);
    put(byCode, row.key, row);
    const code = live.state.records.region.get(row.regionId ?? 0)?.code;
    if (code) put(byCode, code, row);
    if (row.regionId !== null) {
      put(byRegion, row.regionId, row);
      const region = live.state.records.region.get(row.regionId);
      if (region && !regions.includes(region)) regions.push(region);
    }
  }
  return { rows: shape.rows, byRegion, byName, byCode, regions, path };
}

const MOST_ALIKE = 2000;

interface Hit {
  row: RowRecord;
  how: MappedHow;
}

/** Which of several rows of one name: the one whose groups the file's row stands in. */
function byGroups(rows: readonly RowRecord[], targets: RowTargets, found: FoundRow): RowRecord | null {
  if (rows.length === 1) return rows[0] as RowRecord;
  const wanted = [...(found.groups ?? []), found.label].map(squash).join('/');
  const same = rows.filter((r) => targets.path(r) === wanted || targets.path(r).endsWith(`/${wanted}`));
  return same.length === 1 ? (same[0] as RowRecord) : null;
}

function findPlace(live: LivePlan, targets: RowTargets, found: FoundRow): Hit | null {
  const label = found.label.replace(/^其中[:：]\s*/, '');
  const sameKind = (rows: readonly RowRecord[] | undefined) =>
    (rows ?? []).filter((r) => r.kind !== 'total' && r.kind !== 'subtotal');
  const region = findRegion(live.state, label);
  if (region) {
    const row = byGroups(sameKind(targets.byRegion.get(region.id)), targets, found);
    if (row) return { row, how: squash(region.name) === squash(label) ? 'region' : 'alias' };
  }
  const named = byGroups(sameKind(targets.byName.get(plainName(label))), targets, found);
  if (named) return { row: named, how: 'label' };
  const coded = targets.byCode.get(label) ?? [];
  if (coded.length === 1) return { row: coded[0] as RowRecord, how: 'code' };
  const place = live.state.records.region.get(live.state.property('region_id') ?? 0) ?? null;
  for (const name of [zoneName(label, place), found.region ?? '', label]) {
    if (name === '') continue;
    const other = findRegion(live.state, name) ?? regionByStem(targets.regions, name);
    const row = other && byGroups(sameKind(targets.byRegion.get(other.id)), targets, found);
    if (row) return { row, how: 'alias' };
    const byLabel = byGroups(sameKind(targets.byName.get(name)), targets, found);
    if (byLabel) return { row: byLabel, how: 'alias' };
  }
  // Likeness is asked of short tables only: in a ledger of thousands everything is a little like something.
  if (targets.rows.length > MOST_ALIKE) return null;
  const common = commonName(label);
  const alike = targets.rows
    .filter((r) => r.kind !== 'total' && r.kind !== 'subtotal' && r.regionId === null)
    .map((row) => ({ row, score: likeness(common, commonName(rowLabel(live, row))) }))
    .sort((a, b) => b.score - a.score);
  const best = alike[0];
  const second = alike[1];
  if (best && best.score === 1 && second?.score !== 1) return { row: best.row, how: 'synonym' };
  if (best && best.score >= 0.75 && best.score - (second?.score ?? 0) >= 0.1) return { row: best.row, how: 'similar' };
  return null;
}

function findTotal(live: LivePlan, targets: RowTargets, found: FoundRow, table: FoundTable): RowRecord | null {
  const totals = targets.rows.filter((r) => r.kind === 'total' || r.kind === 'subtotal');
  const named = totals.filter((r) => plainName(rowLabel(live, r)) === plainName(found.label));
  if (named.length === 1) return named[0] as RowRecord;
  if (named.length > 1) return byGroups(named, targets, found);
  const tops = totals.filter((r) => r.kind === 'total');
  const foundTops = table.rows.filter((r) => r.kind === 'total');
  if (found.kind === 'total' && tops.length === 1 && foundTops.length === 1) return tops[0] as RowRecord;
  return null;
}

/**
 * Maps every row of the file but section lines. `chosen` names rows by label or by number in the sheet.
 * Error: `no-such-row` / `ambiguous` where the map names a row that the plan has not.
 */
export function mapRows(
  live: LivePlan,
  shape: TableShape,
  table: FoundTable,
  chosen: Readonly<Record<string, string | null>>,
): Result<MappedRow[]> {
  const targets = rowTargets(live, shape);
  const given = new Map(Object.entries(chosen).map(([name, to]) => [squash(name), to]));
  const rows = table.rows.filter((r) => r.kind !== 'section');
  const hits = new Map<number, Hit | null>();
  const left = new Set<number>();
  const taken = new Map<number, number>();
  const take = (found: FoundRow, hit: Hit) => {
    hits.set(found.row, hit);
    taken.set(hit.row.id, found.row);
  };
  for (const found of rows) {
    const names = [String(found.row), squash([...(found.groups ?? []), found.label].join('/')), squash(found.label)];
    const name = names.find((n) => given.has(n));
    if (name === undefined) continue;
    const to = given.get(name) ?? null;
    if (to === null) {
      hits.set(found.row, null);
      left.add(found.row);
      continue;
    }
    const row = findRow(live, shape.record.id, to);
    if (!row.ok) return row;
    take(found, { row: row.value, how: 'map' });
  }
  for (const found of rows) {
    if (hits.has(found.row)) continue;
    if (found.kind === 'total' || found.kind === 'subtotal') {
      const total = findTotal(live, targets, found, table);
      if (total && !taken.has(total.id)) {
        take(found, { row: total, how: 'total' });
        continue;
      }
    }
    const hit = findPlace(live, targets, found);
    if (hit && !taken.has(hit.row.id)) take(found, hit);
  }
  // By order: all rows of both sides, none with a name that could be asked.
  const open = rows.filter((r) => !hits.has(r.row) && r.kind === 'data');
  const free = targets.rows.filter((r) => (r.kind === 'data' || r.kind === 'of_which') && !taken.has(r.id));
  if (open.length > 0 && open.length === free.length && open.every((r) => r.label === '' || /^\d+$/.test(r.label))) {
    open.forEach((found, i) => {
      take(found, { row: free[i] as RowRecord, how: 'order' });
    });
  }
  return ok(
    rows.map((found) => {
      const hit = hits.get(found.row) ?? null;
      return {
        from: [...(found.groups ?? []), found.label].join('/'),
        fromRow: found.row,
        to: hit?.row.key ?? null,
        toId: hit?.row.id ?? null,
        toLabel: hit ? rowLabel(live, hit.row) : null,
        how: left.has(found.row) ? 'map' : (hit?.how ?? null),
        computed: hit !== null && (hit.row.kind === 'total' || hit.row.kind === 'subtotal' || hit.row.formula !== null),
      };
    }),
  );
}

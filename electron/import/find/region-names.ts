// Which place a row label means, as far as a file alone can say: 塔县 among Kashgar's counties is 塔什库尔干塔吉克自治县.
//
// The labels of one table are read together: the set of places (a prefecture's counties, a province's prefectures, the
// provinces) that explains most of them gives each short name its one meaning. Names come back as the table writes its
// others: in full where it writes them in full, short where all are short. A plan's own regions decide later, in mapping.

import china from '../../../resources/regions/china.json' with { type: 'json' };
import { bareName, readRegionList } from '../../../shared/template/region-catalogue.ts';
import { squash } from './words.ts';

interface Place {
  name: string;
  short: string;
}
interface PlaceSet {
  of: Place | null;
  places: Place[];
  byName: Map<string, Place>;
  byShort: Map<string, Place | null>;
}

const ZONE =
  /(?:经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|高新技术产业园区|经开区|高新区|工业园区?|产业园区?|开发区|管理区|园区|新区|新城|农垦|兵团)$/;
const ZONE_SHORT: [RegExp, string][] = [
  [/经济(?:技术)?开发区$/, '经开区'],
  [/高新技术(?:产业)?(?:开发区|园区)$/, '高新区'],
];

export const isZone = (label: string): boolean => ZONE.test(squash(label));
/** 喀什经济开发区 → 喀什经开区 */
export function shortZone(label: string): string {
  for (const [pattern, word] of ZONE_SHORT) if (pattern.test(label)) return label.replace(pattern, word);
  return label;
}

/** Ends like the name of a county, town or zone. */
export const looksLikeRegion = (label: string): boolean =>
  /[省市县区旗盟州乡镇]$|街道|自治|兵团|师$|团$|新城$|市本级|市直|州直|地直/.test(squash(label)) && squash(label).length <= 16;

let sets: PlaceSet[] | null = null;

function placeSet(of: Place | null, places: Place[]): PlaceSet {
  const byName = new Map(places.map((p) => [p.name, p]));
  const byShort = new Map<string, Place | null>();
  for (const p of places) byShort.set(p.short, byShort.has(p.short) ? null : p);
  return { of, places, byName, byShort };
}

/** 内蒙古自治区 is 内蒙古: there the people's name is the place's. */
const shortOf = (name: string): string => {
  const bare = bareName(name);
  return bare === name ? name.replace(/自治区$/, '') : bare;
};

/** The places that stand together in tables: provinces, what lies in each place, all prefectures. */
function load(): PlaceSet[] {
  if (sets) return sets;
  const all = readRegionList(china).map((r) => ({
    key: r.key,
    parent: r.parent,
    level: r.level,
    name: r.name,
    short: shortOf(r.name),
  }));
  const inside = new Map<string, Place[]>();
  for (const place of all) if (place.parent) inside.set(place.parent, [...(inside.get(place.parent) ?? []), place]);
  const provinces = all.filter((p) => p.level === 1);
  const made = [placeSet(null, provinces)];
  for (const place of all) {
    const parts = inside.get(place.key);
    if (parts) made.push(placeSet(place, parts));
  }
  // Lists of big cities mix prefectures with the provinces that are cities.
  made.push(placeSet(null, [...all.filter((p) => p.level === 2), ...provinces.filter((p) => p.name.endsWith('市'))]));
  sets = made;
  return made;
}

export interface RegionReading {
  /** per label: the place it means, or null */
  regions: (string | null)[];
  /** the place whose parts the labels are, where known */
  whole: string | null;
  /** per label: does it name that whole place? */
  isWhole: boolean[];
}

function find(set: PlaceSet, label: string): Place | null {
  const exact = set.byName.get(label) ?? set.byShort.get(label);
  if (exact) return exact;
  // 塔县, 塔什库尔干县: what is left without its ending begins exactly one name of the set.
  const stem = label.replace(/(?:自治县|自治旗|自治州|地区|[市县区旗州])$/, '');
  if (stem === '' || stem === label) return null;
  const begins = set.places.filter((p) => p.name.startsWith(stem) && (stem.length > 1 || /自治/.test(p.name)));
  return begins.length === 1 ? (begins[0] as Place) : null;
}

/** Reads the labels of one table together; `context` is its title and whatever else names the place. */
export function readRegions(labels: readonly string[], context: string): RegionReading {
  const flat = labels.map((l) => shortZone(squash(l).replace(/^(?:其中[:：]|[（(]?[一二三四五六七八九十\d]+[）)、.．])/, '')));
  const asked = [...new Set(flat)].filter((l) => l.length >= 2 && l.length <= 16).slice(0, 500);
  let best: { set: PlaceSet; hits: number; score: number } | null = null;
  for (const set of load()) {
    let hits = 0;
    for (const label of asked) if (set.byName.has(label) || set.byShort.get(label)) hits++;
    if (hits === 0) continue;
    const named = set.of !== null && (context.includes(set.of.name) || (set.of.short.length > 1 && context.includes(set.of.short)));
    const score = hits + (named ? 2.5 : 0) + hits / (set.places.length + 10);
    if (hits + (named ? 1 : 0) >= 2 && (!best || score > best.score)) best = { set, hits, score };
  }
  if (!best) return { regions: flat.map((l) => (isZone(l) ? l : null)), whole: null, isWhole: flat.map(() => false) };
  const { set } = best;
  const whole = set.of;
  const places = flat.map((label) => {
    if (whole && (label === whole.name || (label === whole.short && set.byShort.get(label) === undefined))) return whole;
    return find(set, label);
  });
  const full = flat.filter((l, i) => places[i] && l === places[i]?.name).length;
  const known = places.filter(Boolean).length;
  const inFull = full * 2 >= known;
  const regions = flat.map((label, i) => {
    const place = places[i];
    if (place) return inFull ? place.name : place.short;
    if (isZone(label))
      return whole && label.startsWith(whole.short) && label.length > whole.short.length + 1
        ? label.slice(whole.short.length)
        : label;
    return /^全(?:国|省|市|县|区|州|地区|自治区)$/.test(label) ? label : null;
  });
  return { regions, whole: whole?.name ?? null, isWhole: places.map((p) => p !== null && p === whole) };
}

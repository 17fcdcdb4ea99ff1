// Which place a row label means, as far as a file alone can say: 塔县 among Kashgar's counties is 塔什库尔干塔吉克自治县.
//
// The labels of one table are read together: the set of places (a prefecture's counties, a province's prefectures, the
// provinces) that explains most of them gives each short name its one meaning. Names come back as the table writes its
// others: in full where it writes them in full, short where all are short. A plan's own regions decide later, in mapping.

import { CHINA_REGIONS } from './china-regions.ts';
import { squash } from './words.ts';

interface Place {
  code: string;
  name: string;
  short: string;
}
interface PlaceSet {
  of: Place | null;
  places: Place[];
  byName: Map<string, Place>;
  byShort: Map<string, Place | null>;
}

const PEOPLES =
  '壮族|回族|维吾尔|蒙古族?|藏族|羌族|彝族|苗族|侗族|土家族|布依族|傣族|景颇族|白族|哈尼族|傈僳族|朝鲜族|哈萨克族?|柯尔克孜|塔吉克|锡伯|满族|瑶族|黎族|畲族|水族|仡佬族|佤族|拉祜族|纳西族|怒族|独龙族|普米族|布朗族|德昂族|仫佬族|毛南族|各族|东乡族|保安族|撒拉族|土族|裕固族|鄂温克族?|鄂伦春|达斡尔族|门巴|珞巴';
const NATION = new RegExp(`(?:${PEOPLES})+(?=自治)`);

/** 塔什库尔干塔吉克自治县 → 塔什库尔干, 喀什地区 → 喀什, 疏附县 → 疏附; a name of two letters (渠县, 东区) stays whole. */
export function shortName(name: string): string {
  const bare = name
    .replace(NATION, '')
    .replace(/(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|左翼|右翼|[省市县区旗盟州])$/, '');
  return bare.length >= 2 ? bare : name;
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
const provinces: Place[] = [];
const prefectures: Place[] = [];

function placeSet(of: Place | null, places: Place[]): PlaceSet {
  const byName = new Map(places.map((p) => [p.name, p]));
  const byShort = new Map<string, Place | null>();
  for (const p of places) byShort.set(p.short, byShort.has(p.short) ? null : p);
  return { of, places, byName, byShort };
}

function load(): PlaceSet[] {
  if (sets) return sets;
  const counties = new Map<string, Place[]>();
  const place = (code: string, name: string): Place => ({ code, name, short: shortName(name) });
  for (const line of CHINA_REGIONS.trim().split('\n')) {
    const m = /^(\d+) ([^:]+)(?:: ?(.*))?$/.exec(line);
    if (!m) continue;
    const [, code = '', name = '', rest] = m;
    if (code.length === 2) provinces.push(place(code, name));
    else {
      // 市辖区, 县, 直辖县级行政区划 are headings of the code book, not places: their counties belong to the province.
      const real = !/^(?:市辖区|县|.*直辖县级行政区划)$/.test(name);
      const list = (rest ?? '')
        .split(' ')
        .filter(Boolean)
        .map((n) => place(code, n));
      if (real) {
        const own = place(code, name);
        prefectures.push(own);
        counties.set(code, list);
      } else counties.set(code.slice(0, 2), [...(counties.get(code.slice(0, 2)) ?? []), ...list]);
    }
  }
  const made: PlaceSet[] = [placeSet(null, provinces)];
  for (const p of provinces) {
    const direct = counties.get(p.code) ?? [];
    const own = prefectures.filter((q) => q.code.startsWith(p.code));
    if (own.length || direct.length) made.push(placeSet(p, [...own, ...direct]));
  }
  for (const q of prefectures) made.push(placeSet(q, counties.get(q.code) ?? []));
  made.push(placeSet(null, [...prefectures, ...provinces.filter((p) => /^(?:11|12|31|50)$/.test(p.code))]));
  sets = made;
  return made;
}

export interface RegionReading {
  /** per label: the place it means, or null */
  regions: (string | null)[];
  /** the place whose parts the labels are, where known */
  whole: string | null;
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
  if (!best) return { regions: flat.map((l) => (looksLikeRegion(l) && isZone(l) ? l : null)), whole: null };
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
  return { regions, whole: whole?.name ?? null };
}

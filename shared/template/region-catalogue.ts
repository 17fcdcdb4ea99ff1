// Regions a new plan can be made for, and finding one by what people type.
//
// A catalogue is a plain list (key, code, name, short name, aliases, level, parent), from a template's own regions.json or from the
// national list that ships with the program. A name that fits nothing gives the nearest ones, so that 塔什库尔干县 leads home.

import { z } from 'zod';
import { fail, ok, type Result } from '../contract/failure.ts';
import { squash } from '../model/lookup.ts';
import type { RegionPart } from './format.ts';

export type RegionCatalogue = readonly RegionPart[];

/** Names of peoples as they stand in the names of autonomous places. */
const PEOPLES =
  '蒙古族|蒙古|回族|藏族|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔族|鄂温克族|鄂伦春|朝鲜族|满族|苗族|侗族|瑶族|壮族|土家族|彝族|傣族|白族|哈尼族|傈僳族|景颇族|纳西族|拉祜族|佤族|普米族|独龙族|怒族|羌族|布依族|水族|仡佬族|仫佬族|毛南族|黎族|畲族|土族|撒拉族|东乡族|保安族|裕固族|布朗族|各族';
const AUTONOMOUS = new RegExp(`(?:${PEOPLES})*(?:自治区|自治州|自治县|自治旗)$`);

/** 喀什地区 → 喀什, 莎车县 → 莎车, 塔什库尔干塔吉克自治县 → 塔什库尔干; unchanged where less than two characters would be left. */
export function bareName(name: string): string {
  const bare = name.replace(AUTONOMOUS, '').replace(/(?:特别行政区|地区|林区|特区|新区|盟|省|市|县|区|旗)$/, '');
  return bare.length >= 2 ? bare : name;
}

/** 塔什库尔干塔吉克自治县 is also called 塔什库尔干县, 巴音郭楞蒙古自治州 巴音郭楞州. */
function autonomousAliases(name: string, short: string): string[] {
  const kind = /自治([州县旗])$/.exec(name)?.[1];
  return kind === undefined || short === name ? [] : [short + kind];
}

const listSchema = z.strictObject({
  source: z.string(),
  /** what else a region is called, by its code: a 兵团 division and its city are one */
  aliases: z.record(z.string(), z.array(z.string().min(1))).optional(),
  regions: z.array(z.tuple([z.string().regex(/^\d{6}$/), z.string().min(1)])),
});

/**
 * The national list as a catalogue: pairs of code and name in the order of their codes. The code says the level (two digits a
 * level) and what a region lies in; counties right under a province or municipality have no region between.
 */
export function readRegionList(list: unknown): RegionCatalogue {
  const { regions, aliases } = listSchema.parse(list);
  const known = new Set(regions.map(([code]) => code));
  return regions.map(([code, name]) => {
    const level = code.endsWith('0000') ? 1 : code.endsWith('00') ? 2 : 3;
    const above = [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`].find((up) => up !== code && known.has(up));
    const short = bareName(name);
    return {
      key: `r${code}`,
      code,
      name,
      short: short === name ? null : short,
      aliases: [...autonomousAliases(name, short), ...(aliases?.[code] ?? [])],
      level,
      parent: level === 1 || above === undefined ? null : `r${above}`,
    };
  });
}

const namesOf = (region: RegionPart): string[] => [region.short, ...region.aliases].filter((name) => name !== null).map(squash);

/** The names from the top, as people say which one of two they mean: 新疆维吾尔自治区/喀什地区/喀什市. */
export function regionPath(regions: RegionCatalogue, region: RegionPart): string {
  const above = region.parent === null ? undefined : regions.find((other) => other.key === region.parent);
  return above ? `${regionPath(regions, above)}/${region.name}` : region.name;
}

/**
 * The one region a name means: code, full name, `上级/名称`, short name or alias, name without its kind.
 * `no-such-region` {region, near}, `ambiguous` {region, candidates}.
 */
export function regionByName(regions: RegionCatalogue, name: string): Result<RegionPart> {
  const wanted = squash(name);
  const parts = wanted.split('/');
  const last = parts.at(-1) as string;
  const isBelow = (region: RegionPart): boolean =>
    parts.length === 1 ||
    regionPath(regions, region)
      .split('/')
      .slice(0, -1)
      .some((above) => squash(above) === parts.at(-2) || bareName(squash(above)) === parts.at(-2));
  const steps: ((region: RegionPart) => boolean)[] = [
    (region) => region.code === last,
    (region) => squash(region.name) === last,
    (region) => namesOf(region).includes(last),
    (region) => bareName(squash(region.name)) === last,
  ];
  for (const step of wanted === '' ? [] : steps) {
    const hits = regions.filter((region) => step(region) && isBelow(region));
    if (hits.length === 1) return ok(hits[0] as RegionPart);
    if (hits.length > 1)
      return fail('ambiguous', { region: name, candidates: hits.slice(0, 8).map((region) => regionPath(regions, region)) });
  }
  return fail('no-such-region', { region: name, near: nearRegions(regions, name) });
}

/** Names that look like what was typed, best first: they share its beginning or most of its characters. */
export function nearRegions(regions: RegionCatalogue, name: string, most = 5): string[] {
  const wanted = new Set(bareName(squash(name)));
  if (wanted.size === 0) return [];
  const scored = regions.map((region) => {
    const own = [...new Set(bareName(squash(region.name)))];
    const shared = own.filter((c) => wanted.has(c)).length;
    const starts = squash(region.name)[0] === squash(name)[0] ? 0.5 : 0;
    return { region, likeness: shared / Math.max(own.length, wanted.size), starts };
  });
  return scored
    .filter(({ likeness }) => likeness >= 0.5)
    .sort((a, b) => b.likeness + b.starts - a.likeness - a.starts)
    .slice(0, most)
    .map(({ region }) => region.name);
}

/** Regions for a list to pick from while somebody types: those that begin with the text, then those that hold it. */
export function searchRegions(regions: RegionCatalogue, text: string, most = 20): RegionPart[] {
  const wanted = squash(text);
  if (wanted === '') return [];
  const begins = (region: RegionPart): boolean => [squash(region.name), ...namesOf(region)].some((name) => name.startsWith(wanted));
  const holds = (region: RegionPart): boolean => [squash(region.name), ...namesOf(region)].some((name) => name.includes(wanted));
  return [...regions.filter(begins), ...regions.filter((region) => !begins(region) && holds(region))].slice(0, most);
}

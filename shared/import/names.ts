// Two people's names for one thing: 套数（套） and 套数, 公共租赁住房 and 公租房, 面积 and 建筑面积.
//
// A name is brought to one spelling (no white space, half-width, no closing unit) and then to one wording by a list of the
// trade's own synonyms; what still differs is measured by the pairs of letters they share.

import { squash } from '../model/lookup.ts';

/** Each group's first word stands for the others. Longer words come first so that they are not cut by shorter ones. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['公租房', '公共租赁住房', '公共租赁房', '政府公租房'],
  ['保租房', '保障性租赁住房', '保障性租赁房', '保障租赁住房'],
  ['共有产权房', '共有产权住房'],
  ['配售型房', '配售型保障性住房', '配售型保障房', '配售型住房'],
  ['保障房', '保障性住房'],
  ['棚改', '棚户区改造', '城镇棚户区改造', '棚户区'],
  ['老旧小区改造', '城镇老旧小区改造', '老旧小区'],
  ['商品房', '商品住房', '商品住宅'],
  ['面积', '建筑面积', '建面', '总建筑面积', '房屋建筑面积'],
  ['套数', '套', '数量', '房源数', '房源套数', '总套数', '间数', '套间数'],
  ['户数', '户'],
  ['小计', '合计', '总计', '共计', '计'],
  ['备注', '说明', '附注'],
  ['投资', '投资额', '总投资', '计划投资', '完成投资'],
];

const WORDS: [string, string][] = SYNONYMS.flatMap(([first, ...others]) =>
  others.map((word): [string, string] => [word, first as string]),
).sort((a, b) => b[0].length - a[0].length);
const WHOLE = new Map(SYNONYMS.flatMap(([first, ...others]) => others.map((word): [string, string] => [word, first as string])));

/** A bracket at the end, nested ones included: 建筑面积(万平方米) → 建筑面积. */
export const withoutBracket = (text: string): string => text.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)$/, '');

/** One spelling: no white space, half-width, no unit in a closing bracket. */
export const plainName = (text: string): string => {
  const flat = squash(text);
  const bare = withoutBracket(flat);
  return bare === '' ? flat : bare;
};

/** One wording: synonyms of the trade exchanged for their first word. */
export function commonName(text: string): string {
  const plain = plainName(text);
  const whole = WHOLE.get(plain);
  if (whole) return whole;
  let out = plain;
  // Words of one or two letters are only exchanged where they are the whole name.
  for (const [word, first] of WORDS) if (word.length > 2) out = out.replaceAll(word, first);
  return WHOLE.get(out) ?? out;
}

/** How alike two names are by shared pairs of letters, 0…1 (Dice). */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < a.length; i++) pairs.set(a.slice(i, i + 2), (pairs.get(a.slice(i, i + 2)) ?? 0) + 1);
  let shared = 0;
  for (let i = 0; i + 1 < b.length; i++) {
    const pair = b.slice(i, i + 2);
    const left = pairs.get(pair) ?? 0;
    if (left > 0) {
      shared++;
      pairs.set(pair, left - 1);
    }
  }
  return (2 * shared) / (a.length + b.length - 2);
}

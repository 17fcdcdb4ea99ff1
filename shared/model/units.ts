// Units with their dimension and exact factor, so a column can change its unit without losing a digit in silence.

import { compare, divide, type Exact, exact, multiply, type Num, round } from '../values/exact.ts';
import { squash } from './lookup.ts';

type Factor = readonly [number, number];

/** unit → dimension, and how many base units it is, as a fraction. */
const UNITS: Record<string, [string, Factor]> = {
  平方米: ['面积', [1, 1]],
  万平方米: ['面积', [10_000, 1]],
  平方公里: ['面积', [1_000_000, 1]],
  平方千米: ['面积', [1_000_000, 1]],
  公顷: ['面积', [10_000, 1]],
  亩: ['面积', [10_000, 15]],
  'm²': ['面积', [1, 1]],
  '㎡': ['面积', [1, 1]],
  'hm²': ['面积', [10_000, 1]],
  'km²': ['面积', [1_000_000, 1]],
  元: ['金额', [1, 1]],
  万元: ['金额', [10_000, 1]],
  亿元: ['金额', [100_000_000, 1]],
  套: ['套', [1, 1]],
  万套: ['套', [10_000, 1]],
  '套(间)': ['套', [1, 1]],
  '套/间': ['套', [1, 1]],
  '万套(间)': ['套', [10_000, 1]],
  户: ['户', [1, 1]],
  万户: ['户', [10_000, 1]],
  '户(套)': ['户', [1, 1]],
  人: ['人', [1, 1]],
  万人: ['人', [10_000, 1]],
  米: ['长度', [1, 1]],
  公里: ['长度', [1000, 1]],
  千米: ['长度', [1000, 1]],
  月: ['月', [1, 1]],
  个月: ['月', [1, 1]],
  年: ['月', [12, 1]],
  '%': ['比例', [1, 100]],
  '‰': ['比例', [1, 1000]],
};

const read = (unit: string | null): [string, Factor] | null => (unit ? (UNITS[squash(unit).replace(/％/g, '%')] ?? null) : null);

/** Whether a word is a unit we know. */
export const isUnit = (word: string): boolean => read(word) !== null;

/** The larger units that figures of this one may be shown in, smallest first; of several words for one size the first. */
export function largerUnits(unit: string | null): string[] {
  const own = read(unit);
  if (!own || own[0] === '比例' || own[0] === '月') return [];
  const size = ([p, q]: Factor): number => p / q;
  const inBrackets = /[(（]/.test(unit ?? '');
  const larger = Object.entries(UNITS).filter(
    ([name, [dimension, factor]]) =>
      dimension === own[0] && size(factor) > size(own[1]) && /^[\u4e00-\u9fff]/.test(name) && /\(/.test(name) === inBrackets,
  );
  const sizes = larger.map(([, [, factor]]) => size(factor));
  return larger
    .filter(([, [, factor]], i) => sizes.indexOf(size(factor)) === i)
    .sort((x, y) => size(x[1][1]) - size(y[1][1]))
    .map(([name]) => (unit?.includes('（') ? name.replace('(', '（').replace(')', '）') : name));
}

/** Two units that measure the same thing. */
export function areConvertible(from: string | null, to: string | null): boolean {
  const a = read(from);
  const b = read(to);
  return Boolean(a && b && a[0] === b[0]);
}

/** How many of `to` one of `from` is, exactly; null where they do not convert. Equal units are 1, known or not. */
export function unitFactor(from: string | null, to: string | null): Num | null {
  if (from === to) return exact(1);
  const a = read(from);
  const b = read(to);
  if (!a || !b || a[0] !== b[0]) return null;
  return divide(exact(a[1][0] * b[1][1]), exact(a[1][1] * b[1][0]));
}

/**
 * A number in another unit, with `decimals` (null: as many as it needs, up to 10). `lost` says that digits were rounded away
 * (1 亩 = 1/15 公顷). null where the units do not convert.
 */
export function convertUnit(num: Exact, from: string, to: string, decimals: number | null): { num: Exact; lost: boolean } | null {
  const a = read(from);
  const b = read(to);
  if (!a || !b || a[0] !== b[0]) return null;
  const exactly = divide(multiply(num, exact(a[1][0] * b[1][1])), exact(a[1][1] * b[1][0]));
  if (!exactly) return null;
  let out = round(exactly, decimals ?? 10);
  if (decimals === null) while (out.d > 0 && compare(round(out, out.d - 1), out) === 0) out = round(out, out.d - 1);
  return { num: out, lost: compare(out, exactly) !== 0 };
}

// The laws of order keys: strictly between, room for ever, short at the ends, plain string order.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byOrder, isOrderKey, keyBetween, keysBetween } from '../../shared/model/order.ts';

/** Inserts at random places, `where` as parts of 1; gives the keys in order. */
function grow(where: readonly number[]): string[] {
  const keys: string[] = [];
  for (const w of where) {
    const at = Math.min(keys.length, Math.floor(w * (keys.length + 1)));
    keys.splice(at, 0, keyBetween(keys[at - 1] ?? null, keys[at] ?? null));
  }
  return keys;
}
const longest = (keys: readonly string[]): number => keys.reduce((most, key) => Math.max(most, key.length), 0);
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 1, maxLength: 300 });

function expectRising(keys: readonly string[]): void {
  for (let i = 1; i < keys.length; i++) expect((keys[i - 1] as string) < (keys[i] as string)).toBe(true);
  for (const key of keys) expect(isOrderKey(key)).toBe(true);
}

test.each<[string | null, string | null, string]>([
  [null, null, 'a0'],
  ['a0', null, 'a1'],
  ['az', null, 'b00'],
  ['bzz', null, 'c000'],
  [null, 'a0', 'Zz'],
  [null, 'Z0', 'Yzz'],
  [null, 'a0V', 'a0'],
  ['a0', 'a1', 'a0V'],
  ['a0', 'a0V', 'a0F'],
  ['a0', 'a01', 'a00V'],
  ['a0', 'a001', 'a000V'],
  ['a0z', 'a1', 'a0zV'],
  ['Zz', 'a0', 'ZzV'],
  ['a0', 'a5', 'a1'],
])('between %s and %s stands %s', (a, b, key) => {
  expect(keyBetween(a, b)).toBe(key);
});

test('any sequence of insertions keeps the order they were made in', () => {
  fc.assert(
    fc.property(places, (where) => {
      expectRising(grow(where));
    }),
  );
});

test('many keys between any two neighbours rise and stay between', () => {
  fc.assert(
    fc.property(places, fc.nat(), fc.integer({ min: 0, max: 200 }), (where, pick, n) => {
      const keys = grow(where);
      const at = pick % (keys.length + 1);
      const low = keys[at - 1] ?? null;
      const high = keys[at] ?? null;
      const made = keysBetween(low, high, n);
      expect(made.length).toBe(n);
      expectRising([...(low === null ? [] : [low]), ...made, ...(high === null ? [] : [high])]);
    }),
  );
});

test('100,000 keys at either end stay within four letters', () => {
  const after = keysBetween('a0', null, 100_000);
  const before = keysBetween(null, 'a0', 100_000);
  expectRising([...before, 'a0', ...after]);
  expect(longest(before.concat(after))).toBeLessThanOrEqual(4);
});

test('100,000 keys between two neighbours stay within eight letters', () => {
  const made = keysBetween('a0', 'a1', 100_000);
  expectRising(['a0', ...made, 'a1']);
  expect(longest(made)).toBeLessThanOrEqual(8);
});

test.each(['', 'a', 'a00', 'a1V0', '0a', 'b0', '-1', 'a é', 'i0', 'R0'])('%j is no order key', (text) => {
  expect(isOrderKey(text)).toBe(false);
});

test('neighbours out of order are a bug and throw', () => {
  expect(() => keyBetween('a1', 'a0')).toThrow();
  expect(() => keyBetween('a0', 'a0')).toThrow();
});

test('ties go by id', () => {
  const rows = [
    { id: 9, ord: 'a1' },
    { id: 3, ord: 'a1' },
    { id: 5, ord: 'a0' },
  ];
  expect(rows.sort(byOrder).map((r) => r.id)).toEqual([5, 3, 9]);
});

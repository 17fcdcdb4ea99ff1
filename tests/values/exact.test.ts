import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  addExact,
  compare,
  divide,
  type Exact,
  exact,
  formatExact,
  isRatio,
  multiply,
  negate,
  parseExact,
  round,
  subtractExact,
  trim,
} from '../../shared/values/exact.ts';

const n = (text: string): Exact => parseExact(text) as Exact;

describe('decimals are exact', () => {
  it.each([
    ['0.1', '0.2', '0.3'],
    ['51.00', '2.00', '53.00'],
    ['-0.5', '0.5', '0.0'],
    ['9007199254740991', '1', '9007199254740992'],
    ['99999999999999999999.99', '0.01', '100000000000000000000.00'],
    ['1', '0.001', '1.001'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(formatExact(addExact(n(a), n(b)))).toBe(sum);
  });

  it.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['0.125', 2, '0.13'],
    ['-0.125', 2, '-0.13'],
    ['0.124999', 2, '0.12'],
    ['1.005', 2, '1.01'],
    ['51', 2, '51.00'],
    ['-0.004', 2, '0.00'],
    ['12345678901234567890.125', 2, '12345678901234567890.13'],
  ])('%s to %i decimals is %s, half away from zero', (text, decimals, out) => {
    expect(formatExact(round(n(text), decimals))).toBe(out);
  });

  it('keeps a quotient as a fraction until it is rounded', () => {
    const third = divide(exact(1), exact(3));
    expect(third && isRatio(third)).toBe(true);
    expect(third && formatExact(trim(multiply(third, exact(3))))).toBe('1');
    expect(third && formatExact(round(third, 4))).toBe('0.3333');
    expect(divide(exact(1), exact(8))).toEqual({ n: 125, d: 3 });
    expect(divide(exact(1), exact(0))).toBeNull();
  });

  it.each(['1e5', '', '-', '1.2.3', '１２', 'NaN', '0x10'])('does not read %j', (text) => {
    expect(parseExact(text)).toBeNull();
  });
});

const anyExact = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 6 }))
  .map(([k, d]) => exact(k, d));

describe('laws', () => {
  it('prints and reads back the same number', () => {
    fc.assert(
      fc.property(anyExact, (v) => {
        expect(parseExact(formatExact(v))).toEqual(v);
      }),
    );
  });

  it('adds as big integers do, in any order, and takes back what it added', () => {
    fc.assert(
      fc.property(anyExact, anyExact, (a, b) => {
        const scale = (v: Exact): bigint => BigInt(v.n) * 10n ** BigInt(6 - v.d);
        const sum = addExact(a, b);
        expect(BigInt(sum.n) * 10n ** BigInt(6 - sum.d)).toBe(scale(a) + scale(b));
        expect(compare(addExact(b, a), sum)).toBe(0);
        expect(compare(subtractExact(sum, b), a)).toBe(0);
      }),
    );
  });

  it('divides what it multiplied', () => {
    fc.assert(
      fc.property(
        anyExact,
        anyExact.filter((v) => compare(v, exact(0)) !== 0),
        (a, b) => {
          const back = divide(multiply(a, b), b);
          expect(back && compare(back, a)).toBe(0);
          expect(compare(add(a, negate(a)), exact(0))).toBe(0);
        },
      ),
    );
  });
});

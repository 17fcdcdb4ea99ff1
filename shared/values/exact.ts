// Exact decimals: n / 10^d. What an official prints is what is counted, so 0.1 + 0.2 is 0.3 and 51.00 stays 51.00.
//
// n is a safe integer where it fits and a bigint beyond; one function (`settle`) decides, so equal numbers have one form.
// Sums, differences and products are exact decimals; a quotient may not be one, so it stays a fraction (`Ratio`) until
// the formula's end, where `round` rounds once, half away from zero (四舍五入).

export interface Exact {
  readonly n: number | bigint;
  /** printed decimals, 0…99 */
  readonly d: number;
}

export interface Ratio {
  readonly p: bigint;
  readonly q: bigint;
}

export type Num = Exact | Ratio;

const SAFE = Number.MAX_SAFE_INTEGER;
const POW: number[] = [];
for (let i = 0; i <= 15; i++) POW.push(10 ** i);
const BIG: bigint[] = [];

function pow10(k: number): bigint {
  let p = BIG[k];
  if (p === undefined) {
    p = 10n ** BigInt(k);
    BIG[k] = p;
  }
  return p;
}

function settle(n: bigint, d: number): Exact {
  return n >= -9007199254740991n && n <= 9007199254740991n ? { n: Number(n), d } : { n, d };
}

export const isRatio = (v: Num): v is Ratio => 'q' in v;

export function exact(n: number | bigint, d = 0): Exact {
  return typeof n === 'bigint' ? settle(n, d) : { n, d };
}

export const ZERO: Exact = { n: 0, d: 0 };

/** n at another scale; d must not be less than the number's own. */
function scaled(v: Exact, d: number): number | bigint {
  if (d === v.d) return v.n;
  const k = d - v.d;
  if (typeof v.n === 'number' && k <= 15) {
    const r = v.n * (POW[k] as number);
    if (r <= SAFE && r >= -SAFE) return r;
  }
  return BigInt(v.n) * pow10(k);
}

function ratioOf(v: Num): Ratio {
  return isRatio(v) ? v : { p: BigInt(v.n), q: pow10(v.d) };
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b;
  while (y) [x, y] = [y, x % y];
  return x;
}

function reduce(p: bigint, q: bigint): Num {
  const g = gcd(p, q) || 1n;
  let n = p / g;
  let m = q / g;
  if (m < 0n) {
    n = -n;
    m = -m;
  }
  // A denominator of twos and fives only is a decimal again.
  let rest = m;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) {
    rest /= 2n;
    twos++;
  }
  while (rest % 5n === 0n) {
    rest /= 5n;
    fives++;
  }
  const d = Math.max(twos, fives);
  if (rest !== 1n || d > 60) return { p: n, q: m };
  return settle((n * pow10(d)) / m, d);
}

export function addExact(a: Exact, b: Exact): Exact {
  const d = Math.max(a.d, b.d);
  const x = scaled(a, d);
  const y = scaled(b, d);
  if (typeof x === 'number' && typeof y === 'number') {
    const s = x + y;
    if (s <= SAFE && s >= -SAFE) return { n: s, d };
  }
  return settle(BigInt(x) + BigInt(y), d);
}

export function negateExact(v: Exact): Exact {
  return { n: v.n === 0 ? 0 : -v.n, d: v.d };
}

export function subtractExact(a: Exact, b: Exact): Exact {
  return addExact(a, negateExact(b));
}

export function add(a: Num, b: Num): Num {
  if (!isRatio(a) && !isRatio(b)) return addExact(a, b);
  const x = ratioOf(a);
  const y = ratioOf(b);
  return reduce(x.p * y.q + y.p * x.q, x.q * y.q);
}

export function negate(v: Num): Num {
  return isRatio(v) ? { p: -v.p, q: v.q } : negateExact(v);
}

export function multiply(a: Num, b: Num): Num {
  if (!isRatio(a) && !isRatio(b)) {
    const d = a.d + b.d;
    if (d <= 60) {
      if (typeof a.n === 'number' && typeof b.n === 'number') {
        const r = a.n * b.n;
        if (r <= SAFE && r >= -SAFE) return { n: r === 0 ? 0 : r, d };
      }
      return settle(BigInt(a.n) * BigInt(b.n), d);
    }
  }
  const x = ratioOf(a);
  const y = ratioOf(b);
  return reduce(x.p * y.p, x.q * y.q);
}

/** a ÷ b, or null where b is 0. */
export function divide(a: Num, b: Num): Num | null {
  const x = ratioOf(a);
  const y = ratioOf(b);
  return y.p === 0n ? null : reduce(x.p * y.q, x.q * y.p);
}

export function compare(a: Num, b: Num): -1 | 0 | 1 {
  if (!isRatio(a) && !isRatio(b)) {
    const d = Math.max(a.d, b.d);
    const x = scaled(a, d);
    const y = scaled(b, d);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const x = ratioOf(a);
  const y = ratioOf(b);
  const l = x.p * y.q;
  const r = y.p * x.q;
  return l < r ? -1 : l > r ? 1 : 0;
}

export const sign = (v: Num): -1 | 0 | 1 => compare(v, ZERO);
export const absolute = (v: Num): Num => (sign(v) < 0 ? negate(v) : v);

/** Rounds half away from zero (四舍五入) to `decimals`, and pads with zeros where there are fewer. */
export function round(v: Num, decimals: number): Exact {
  if (!isRatio(v)) {
    if (v.d === decimals) return v;
    if (v.d < decimals) return exact(scaled(v, decimals), decimals);
    const k = v.d - decimals;
    if (typeof v.n === 'number' && k <= 15) {
      const unit = POW[k] as number;
      const whole = Math.trunc(v.n / unit);
      const rest = Math.abs(v.n - whole * unit);
      const up = rest * 2 >= unit ? 1 : 0;
      const r = v.n < 0 ? whole - up : whole + up;
      return { n: r === 0 ? 0 : r, d: decimals };
    }
  }
  const { p, q } = ratioOf(v);
  const scaledP = p * pow10(decimals);
  const abs = scaledP < 0n ? -scaledP : scaledP;
  const rounded = (abs * 2n + q) / (q * 2n);
  return settle(scaledP < 0n ? -rounded : rounded, decimals);
}

/** Drops zeros at the end: 51.00 → 51, 0.50 → 0.5. A fraction is cut to 30 digits first. */
export function trim(v: Num): Exact {
  let { n, d } = isRatio(v) ? round(v, 30) : v;
  if (d > 0 && typeof n === 'number') {
    while (d > 0 && n % 10 === 0) {
      n /= 10;
      d--;
    }
    return { n, d };
  }
  let big = BigInt(n);
  while (d > 0 && big % 10n === 0n) {
    big /= 10n;
    d--;
  }
  return settle(big, d);
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** The same for what most cells hold, at most 15 digits with one point between; null leaves it to the pattern. */
function parseShort(text: string): Exact | null {
  const length = text.length;
  if (length === 0 || length > 16) return null;
  const minus = text.charCodeAt(0) === 45;
  let n = 0;
  let point = -1;
  let digits = 0;
  for (let i = minus ? 1 : 0; i < length; i++) {
    const c = text.charCodeAt(i) - 48;
    if (c >= 0 && c <= 9) {
      n = n * 10 + c;
      digits++;
    } else if (c === -2 && point === -1) point = i;
    else return null;
  }
  if (digits === 0 || digits > 15) return null;
  return { n: minus && n !== 0 ? -n : n, d: point === -1 ? 0 : length - 1 - point };
}

/** Reads plain half-width digits such as -51.00; null for anything else. Decimals are kept as printed. */
export function parseExact(text: string): Exact | null {
  const short = parseShort(text);
  if (short) return short;
  const m = DECIMAL.exec(text);
  if (!m) return null;
  const whole = m[2] ?? '';
  const part = m[3] ?? '';
  if (whole === '' && part === '') return null;
  if (whole.length + part.length > 400 || part.length > 99) return null;
  const digits = (whole + part).replace(/^0+(?=\d)/, '');
  const minus = m[1] === '-';
  if (digits.length <= 15) {
    const n = Number(digits);
    return { n: minus && n !== 0 ? -n : n, d: part.length };
  }
  const big = BigInt(digits);
  return settle(minus ? -big : big, part.length);
}

/** The number with its printed decimals: {5100, 2} → "51.00". */
export function formatExact(v: Exact): string {
  if (v.d === 0) return String(v.n);
  const minus = v.n < 0;
  const digits = String(v.n < 0 ? -v.n : v.n).padStart(v.d + 1, '0');
  const at = digits.length - v.d;
  return `${minus ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`;
}

export function equalExact(a: Exact, b: Exact): boolean {
  return a.d === b.d && a.n === b.n;
}

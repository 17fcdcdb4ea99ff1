// Order among siblings as a property: a text key, so that a move changes one record and nothing is addressed by position.
//
// A key is a whole number and a fraction in base 62. The whole number's first letter says its length and sign (`a0`…`az`, then
// `b00`…; below it `Zz`…`Z0`, then `Yzz`…), so plain string comparison orders keys, and adding at an end costs log n letters
// however often it is done. Between two neighbours the fraction grows by one letter for about six halvings. A fraction never ends
// in 0, so there is always room below it. Keys compare by code unit (`<`, SQLite's BINARY), never by locale; ties go by id.

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = 62;
/** 62^8 numbers fit into a safe integer and are more than anybody ever inserts. */
const LONGEST = 8;
const KEY = /^[a-hS-Z][0-9A-Za-z]+$/;

/** How many whole numbers stand in heads of `length` digits. */
const ROOM = Array.from({ length: LONGEST + 1 }, (_, length) => BASE ** length);
const room = (length: number): number => ROOM[length] as number;

function writeDigits(value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < length; i++) {
    text = (DIGITS[rest % BASE] as string) + text;
    rest = Math.floor(rest / BASE);
  }
  return text;
}

function readDigits(text: string): number {
  let value = 0;
  for (const c of text) value = value * BASE + DIGITS.indexOf(c);
  return value;
}

function writeWhole(value: number): string {
  const negative = value < 0;
  let rest = negative ? -value - 1 : value;
  for (let length = 1; length <= LONGEST; length++) {
    if (rest < room(length)) {
      return negative
        ? String.fromCharCode(91 - length) + writeDigits(room(length) - 1 - rest, length)
        : String.fromCharCode(96 + length) + writeDigits(rest, length);
    }
    rest -= room(length);
  }
  throw new Error('order key out of range');
}

function lengthOfWhole(key: string): number {
  const code = key.charCodeAt(0);
  return code >= 97 ? code - 96 : 91 - code;
}

function split(key: string): { whole: number; fraction: string } {
  if (!isOrderKey(key)) throw new Error(`not an order key: ${key}`);
  const length = lengthOfWhole(key);
  const digits = readDigits(key.slice(1, 1 + length));
  let below = 0;
  for (let i = 1; i < length; i++) below += room(i);
  const whole = key.charCodeAt(0) >= 97 ? below + digits : -(below + room(length) - 1 - digits) - 1;
  return { whole, fraction: key.slice(1 + length) };
}

/** A fraction strictly between two ('' = 0, null = 1); never ends in 0. */
function fractionBetween(low: string, high: string | null): string {
  let shared = '';
  for (let i = 0; ; i++) {
    const l = i < low.length ? DIGITS.indexOf(low[i] as string) : 0;
    const h = high === null ? 62 : i < high.length ? DIGITS.indexOf(high[i] as string) : 0;
    if (l === h) {
      shared += DIGITS[l];
      continue;
    }
    if (h - l > 1) return shared + DIGITS[(l + h) >> 1];
    // Neighbouring digits: keep the lower one and go on between the rest of `low` and 1 …
    const rest = fractionBetween(low.slice(i + 1), null);
    return shared + DIGITS[l] + rest;
  }
}

/** True for a text that `keyBetween` could have written. */
export function isOrderKey(text: string): boolean {
  if (!KEY.test(text)) return false;
  const length = lengthOfWhole(text);
  return text.length >= 1 + length && !(text.length > 1 + length && text.endsWith('0'));
}

/**
 * A key strictly between two neighbours' keys; null = no neighbour on that side (both null: the first key of all).
 * The caller hands neighbours in order; equal or swapped keys are a bug and throw.
 */
export function keyBetween(a: string | null, b: string | null): string {
  if (a !== null && b !== null && a >= b) throw new Error(`order keys out of order: ${a} ${b}`);
  if (a === null && b === null) return writeWhole(0);
  if (a === null) {
    const { whole, fraction } = split(b as string);
    return writeWhole(fraction === '' ? whole - 1 : whole);
  }
  const low = split(a);
  if (b === null) return writeWhole(low.whole + 1);
  const high = split(b);
  if (low.whole === high.whole) return writeWhole(low.whole) + fractionBetween(low.fraction, high.fraction);
  const next = writeWhole(low.whole + 1);
  return next < b ? next : writeWhole(low.whole) + fractionBetween(low.fraction, null);
}

/** `n` keys in rising order, strictly between two neighbours' keys (null = none). */
export function keysBetween(a: string | null, b: string | null, n: number): string[] {
  const keys: string[] = [];
  if (b === null) {
    let last = a;
    for (let i = 0; i < n; i++) {
      last = keyBetween(last, null);
      keys.push(last);
    }
    return keys;
  }
  if (a === null) {
    let first: string = b;
    for (let i = 0; i < n; i++) {
      first = keyBetween(null, first);
      keys.push(first);
    }
    return keys.reverse();
  }
  const halve = (low: string, high: string, count: number): void => {
    if (count <= 0) return;
    const middle = keyBetween(low, high);
    const before = (count - 1) >> 1;
    halve(low, middle, before);
    keys.push(middle);
    halve(middle, high, count - 1 - before);
  };
  halve(a, b, n);
  return keys;
}

/** Orders siblings by key, ties by id. */
export function byOrder(x: { ord: string; id: number }, y: { ord: string; id: number }): number {
  return x.ord < y.ord ? -1 : x.ord > y.ord ? 1 : x.id - y.id;
}

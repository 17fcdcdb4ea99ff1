// One column's cells in memory: about ten bytes a cell.
//
// A Float64Array holds scaled integers, a Uint8Array the form and decimals; whatever does not fit (special forms, text, numbers
// beyond 2^53) lies in a side map by slot. A slot is a row's place in its table's arrays, never an address that leaves memory.

import { type CellValue, EMPTY, NA, NONE, textValue } from '../values/value.ts';

const FORM_EMPTY = 0;
const FORM_NUMBER = 1;
const FORM_NONE = 2;
const FORM_NA = 3;
const FORM_SIDE = 7;

/** A ledger repeats its regions and kinds a thousand times: equal short texts are one value. */
const SHORT = 24;
const MOST_SHARED = 4096;
const shared = new Map<string, CellValue>();

function sharedText(text: string): CellValue {
  if (text.length > SHORT) return textValue(text);
  let value = shared.get(text);
  if (!value) {
    value = textValue(text);
    if (shared.size >= MOST_SHARED) shared.clear();
    shared.set(text, value);
  }
  return value;
}

export class CellColumn {
  num: Float64Array;
  /** low 3 bits form, high 5 bits decimals */
  meta: Uint8Array;
  readonly side = new Map<number, CellValue>();

  constructor(capacity = 16) {
    this.num = new Float64Array(capacity);
    this.meta = new Uint8Array(capacity);
  }

  private grow(slot: number): void {
    let capacity = Math.max(16, this.meta.length);
    while (capacity <= slot) capacity *= 2;
    const num = new Float64Array(capacity);
    num.set(this.num);
    const meta = new Uint8Array(capacity);
    meta.set(this.meta);
    this.num = num;
    this.meta = meta;
  }

  get(slot: number): CellValue {
    const m = this.meta[slot];
    if (m === undefined) return EMPTY;
    switch (m & 7) {
      case FORM_EMPTY:
        return EMPTY;
      case FORM_NUMBER:
        return { form: 'number', num: { n: this.num[slot] as number, d: m >> 3 } };
      case FORM_NONE:
        return NONE;
      case FORM_NA:
        return NA;
      default:
        return this.side.get(slot) ?? EMPTY;
    }
  }

  set(slot: number, value: CellValue): void {
    if (slot >= this.meta.length) this.grow(slot);
    if ((this.meta[slot] as number) === FORM_SIDE) this.side.delete(slot);
    let meta = FORM_SIDE;
    if (value.form === 'empty') meta = FORM_EMPTY;
    else if (
      value.form === 'number' &&
      value.text === undefined &&
      value.marks === undefined &&
      typeof value.num.n === 'number' &&
      value.num.d < 32
    ) {
      this.num[slot] = value.num.n;
      meta = FORM_NUMBER | (value.num.d << 3);
    } else if (value.form === 'none' && value.text === '-') meta = FORM_NONE;
    else if (value.form === 'na' && value.text === '/') meta = FORM_NA;
    else this.side.set(slot, value.form === 'text' ? sharedText(value.text) : value);
    this.meta[slot] = meta;
  }

  /** A plain number n / 10^d (n a safe integer, d below 32) without a value object: for loading many. */
  setNumber(slot: number, n: number, d: number): void {
    if (slot >= this.meta.length) this.grow(slot);
    if ((this.meta[slot] as number) === FORM_SIDE) this.side.delete(slot);
    this.num[slot] = n;
    this.meta[slot] = FORM_NUMBER | (d << 3);
  }

  isEmpty(slot: number): boolean {
    return ((this.meta[slot] ?? 0) & 7) === FORM_EMPTY;
  }

  /** True where the slot holds a plain number that fits; then `num[slot]` and `decimals(slot)` are its parts. */
  isFast(slot: number): boolean {
    return ((this.meta[slot] ?? 0) & 7) === FORM_NUMBER;
  }

  decimals(slot: number): number {
    return (this.meta[slot] ?? 0) >> 3;
  }
}

// A cell's value as a change carries it, and back.

import { parseExact } from '../values/exact.ts';
import { parseForm } from '../values/parse.ts';
import { type CellValue, EMPTY, printValue, textValue } from '../values/value.ts';
import type { CellData } from './change.ts';

export function cellData(value: CellValue): CellData {
  switch (value.form) {
    case 'empty':
      return null;
    case 'number':
      return value.text === undefined ? printValue(value) : { f: 'number', t: value.text };
    case 'error':
      throw new Error('an error is computed, never stored');
    default:
      return { f: value.form, t: value.text };
  }
}

/** Throws on data that no `cellData` wrote (a damaged file is found out before this, by the store). */
export function valueOfData(data: CellData): CellValue {
  if (data === null) return EMPTY;
  if (typeof data === 'string') {
    const num = parseExact(data);
    if (!num) throw new Error(`not a number: ${data}`);
    return { form: 'number', num };
  }
  if (data.f === 'text') return textValue(data.t);
  const value = parseForm(data.t);
  if (value === null || value.form !== data.f) throw new Error(`not a ${data.f}: ${data.t}`);
  return value;
}

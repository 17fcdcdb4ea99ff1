// A cell's data as its columns keep it, and back: form, num, dec, text.
//
// A plain number is num / 10^dec without text. Everything else keeps its print in `text`, which alone gives the value back; the figure
// of a marked number or a bound stands in num and dec as well, for other tools.

import { cellData, valueOfData } from '../../shared/model/cell-data.ts';
import type { CellData } from '../../shared/model/change.ts';
import { parseExact } from '../../shared/values/exact.ts';
import type { CellValue, StoredForm } from '../../shared/values/value.ts';

export interface CellColumns {
  form: StoredForm;
  num: number | null;
  dec: number | null;
  text: string | null;
}

const FORMS: ReadonlySet<string> = new Set<StoredForm>(['number', 'none', 'na', 'bound', 'range', 'text']);

/** Columns of a cell that is not empty. Throws on data that no value has. */
export function cellColumns(data: Exclude<CellData, null>): CellColumns {
  if (typeof data === 'string') {
    const num = parseExact(data);
    if (!num) throw new Error(`not a number: ${data}`);
    if (typeof num.n === 'number') return { form: 'number', num: num.n, dec: num.d, text: null };
    return { form: 'number', num: null, dec: num.d, text: data };
  }
  const value = valueOfData(data);
  const num = 'num' in value && typeof value.num.n === 'number' ? value.num : null;
  return { form: data.f, num: num ? (num.n as number) : null, dec: num ? num.d : null, text: data.t };
}

/** The value of stored columns. Throws on columns that `cellColumns` never makes: the file is damaged. */
export function cellValue(form: string, num: number | null, dec: number | null, text: string | null): CellValue {
  if (!FORMS.has(form)) throw new Error(`no form ${form}`);
  if (text === null) {
    const whole = Number.isSafeInteger(num) && Number.isInteger(dec) && (dec as number) >= 0 && (dec as number) <= 99;
    if (form !== 'number' || !whole) throw new Error(`no ${form} without a text`);
    return { form: 'number', num: { n: num as number, d: dec as number } };
  }
  if (form === 'number' && parseExact(text)) return valueOfData(text);
  return valueOfData({ f: form as StoredForm, t: text });
}

/** The same as a change carries it. */
export function storedCellData(form: string, num: number | null, dec: number | null, text: string | null): CellData {
  return cellData(cellValue(form, num, dec, text));
}

// What a cell may hold: exactly what an official may print.
//
// A plain number keeps its decimals in the number itself (51.00 is {5100, 2}); every other form keeps its printed text,
// signs and brackets included, and that text alone gives the value back (`parseValue`), so a round trip loses nothing.

import { type Exact, equalExact, formatExact } from './exact.ts';

/** What goes wrong inside a computed cell; a value, never an exception (codes are stable). */
export type ValueErrorCode = 'not-summable' | 'div0' | 'bad-argument' | 'dead-reference' | 'cycle' | 'formula-error';

export interface Marks {
  /** [3000], 〔70〕: a period's total; adds only to its like */
  readonly cumulative?: true;
  /** 约, 左右 */
  readonly about?: true;
}

export type BoundOperator = '>' | '≥' | '<' | '≤';

export type CellValue =
  | { readonly form: 'empty' }
  | { readonly form: 'number'; readonly num: Exact; readonly marks?: Marks; readonly text?: string }
  | { readonly form: 'none'; readonly text: string }
  | { readonly form: 'na'; readonly text: string }
  | { readonly form: 'bound'; readonly op: BoundOperator; readonly num: Exact; readonly marks?: Marks; readonly text: string }
  | { readonly form: 'range'; readonly num: Exact; readonly to: Exact; readonly marks?: Marks; readonly text: string }
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'error'; readonly code: ValueErrorCode; readonly detail?: string };

export type ValueForm = CellValue['form'];
/** The forms that are stored; empty is absence, error is computed. */
export type StoredForm = Exclude<ValueForm, 'empty' | 'error'>;

export const EMPTY: CellValue = { form: 'empty' };
export const NONE: CellValue = { form: 'none', text: '-' };
export const NA: CellValue = { form: 'na', text: '/' };

export const numberValue = (num: Exact): CellValue => ({ form: 'number', num });
export const textValue = (text: string): CellValue => (text === '' ? EMPTY : { form: 'text', text });
export const errorValue = (code: ValueErrorCode, detail?: string): CellValue => ({ form: 'error', code, detail });

/** A plain number without marks: what most cells hold and what the fast paths take. */
export const isPlain = (v: CellValue): v is { form: 'number'; num: Exact } => v.form === 'number' && v.marks === undefined;

/** The text as printed. Errors print 【!】; the catalogue has the sentence. */
export function printValue(v: CellValue): string {
  switch (v.form) {
    case 'empty':
      return '';
    case 'number':
      return v.text ?? formatExact(v.num);
    case 'error':
      return '【!】';
    default:
      return v.text;
  }
}

export function equalValues(a: CellValue, b: CellValue): boolean {
  if (a === b) return true;
  if (a.form !== b.form) return false;
  if (a.form === 'number' && b.form === 'number') return equalExact(a.num, b.num) && a.text === b.text;
  if (a.form === 'error' && b.form === 'error') return a.code === b.code && a.detail === b.detail;
  return printValue(a) === printValue(b);
}

/** A value as JSON carries it: decimals are strings everywhere. */
export interface ValueJson {
  form: ValueForm;
  num?: string;
  to?: string;
  op?: BoundOperator;
  marks?: Marks;
  text?: string;
  code?: ValueErrorCode;
}

export function valueToJson(v: CellValue): ValueJson {
  switch (v.form) {
    case 'empty':
      return { form: 'empty' };
    case 'number':
      return {
        form: 'number',
        num: formatExact(v.num),
        ...(v.marks && { marks: v.marks }),
        ...(v.text !== undefined && { text: v.text }),
      };
    case 'bound':
      return { form: 'bound', op: v.op, num: formatExact(v.num), ...(v.marks && { marks: v.marks }), text: v.text };
    case 'range':
      return { form: 'range', num: formatExact(v.num), to: formatExact(v.to), ...(v.marks && { marks: v.marks }), text: v.text };
    case 'error':
      return { form: 'error', code: v.code };
    default:
      return { form: v.form, text: v.text };
  }
}

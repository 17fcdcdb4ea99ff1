// Reads what an official types or prints into a value.
//
// Full-width digits and signs are read as half-width, thousands separators and spaces inside numbers are dropped, 万 and ％ are
// left to the column (they are units). What is no number, bound, range or blank sign is text, or refused by the column.

import { compare, type Exact, parseExact } from './exact.ts';
import { type BoundOperator, type CellValue, EMPTY, type Marks, textValue } from './value.ts';

const DASHES = new Set(['-', '—', '－', '–', '―', '−', '——', '--', '─', '一一']);

/** Full-width ASCII → half-width; ideographic space → space. */
export function halfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');
}

const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?$/;

/** A number as typed: full-width digits, thousands separators, a minus of any kind, blanks around and inside groups. */
export function readNumber(typed: string): Exact | null {
  const text = halfWidth(typed)
    .replace(/[\u2212\uFE63]/g, '-')
    .replace(/[\s\u00A0]/g, '');
  if (!/\d/.test(text) || !NUMBER.test(text)) return null;
  return parseExact(text.replace(/,/g, ''));
}

const BOUND = /^(>=|<=|≥|≤|>|<|＞|＜)\s*(.+)$/;
const OPERATOR: Record<string, BoundOperator> = {
  '>': '>',
  '<': '<',
  '>=': '≥',
  '<=': '≤',
  '≥': '≥',
  '≤': '≤',
  '＞': '>',
  '＜': '<',
};
const BRACKETS: [string, string][] = [
  ['[', ']'],
  ['〔', '〕'],
  ['［', '］'],
  ['【', '】'],
];
const RANGE = /^(.+?)\s*(?:—|–|－|～|~|-|至)\s*(.+)$/;

/** 万 套 % … are not part of a value; a trailing % is (65%): its printed text keeps it. */
function readFigure(text: string): Exact | null {
  return readNumber(text.replace(/[%％]$/, ''));
}

function readInner(inner: string, printed: string, marks: Marks | undefined): CellValue | null {
  const bound = BOUND.exec(inner);
  if (bound) {
    const num = readFigure(bound[2] as string);
    const op = OPERATOR[bound[1] as string];
    if (!num || !op) return null;
    return { form: 'bound', op, num, ...(marks && { marks }), text: printed };
  }
  const num = readFigure(inner);
  if (num) {
    const plain = marks === undefined && printed === inner && !/[%％]$/.test(inner);
    if (plain) return { form: 'number', num };
    return { form: 'number', num, ...(marks && { marks }), text: printed };
  }
  const range = RANGE.exec(inner);
  if (range) {
    const from = readFigure(range[1] as string);
    const to = readFigure(range[2] as string);
    if (from && to && compare(from, to) <= 0) return { form: 'range', num: from, to, ...(marks && { marks }), text: printed };
  }
  return null;
}

/**
 * The value of a printed text, or null where it is just text. A plain number comes back without text (its digits are its print),
 * so full-width digits and separators become the uniform form; every special form keeps its own print.
 */
export function parseForm(printed: string): CellValue | null {
  const text = printed.trim();
  if (text === '') return EMPTY;
  if (DASHES.has(text)) return { form: 'none', text };
  if (text === '/' || text === '／') return { form: 'na', text: '/' };
  const plain = readNumber(text);
  if (plain) return { form: 'number', num: plain };
  let inner = text;
  const marks: { cumulative?: true; about?: true } = {};
  for (const [open, close] of BRACKETS) {
    if (inner.startsWith(open) && inner.endsWith(close) && inner.length > 2) {
      inner = inner.slice(1, -1).trim();
      marks.cumulative = true;
      break;
    }
  }
  const about = /^约\s*(.+)$/.exec(inner) ?? /^(.+?)\s*左右$/.exec(inner);
  if (about) {
    inner = about[1] as string;
    marks.about = true;
  }
  const marked = marks.cumulative || marks.about ? marks : undefined;
  return readInner(inner, text, marked);
}

/** Any text as a value: a leading ' makes it text, a number or form where it reads as one, else text. */
export function parseValue(typed: string): CellValue {
  if (typed.startsWith("'")) return textValue(typed.slice(1));
  return parseForm(typed) ?? textValue(typed);
}

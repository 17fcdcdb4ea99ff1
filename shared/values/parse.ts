// Reads what an official types or prints into a value.
//
// Full-width digits and signs are read as half-width, thousands separators and spaces inside numbers are dropped, 万 and 亿 behind
// a figure multiply it, a ％ is part of the print. What is no number, bound, range or blank sign is text, or refused by the column.

import { compare, type Exact, exact, multiply, parseExact, trim } from './exact.ts';
import { type BoundOperator, type CellValue, EMPTY, type Marks, textValue } from './value.ts';

/** Every sign that stands for "none" in a cell, alone or doubled. */
const DASHES = /^(?:[-‐‑–—―−─－﹣]{1,2}|一一)$/;

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

/**
 * Bounds in signs and in words. 以上 以下 以内 take the figure in, 超过 不满 以外 leave it out (民法典 1259条).
 */
const SIGNS: Record<string, BoundOperator> = {
  '>': '>',
  '<': '<',
  '>=': '≥',
  '<=': '≤',
  '≥': '≥',
  '≤': '≤',
  '≧': '≥',
  '≦': '≤',
  '⩾': '≥',
  '⩽': '≤',
  '〉': '>',
  '〈': '<',
};
const BEFORE: Record<string, BoundOperator> = {
  不少于: '≥',
  不低于: '≥',
  不小于: '≥',
  至少: '≥',
  不超过: '≤',
  不高于: '≤',
  不大于: '≤',
  不多于: '≤',
  至多: '≤',
  超过: '>',
  大于: '>',
  高于: '>',
  多于: '>',
  小于: '<',
  低于: '<',
  少于: '<',
  不足: '<',
  不满: '<',
};
const AFTER: Record<string, BoundOperator> = { 及以上: '≥', 以上: '≥', 及以下: '≤', 以下: '≤', 以内: '≤' };
const LEADING = new RegExp(`^(>=|<=|[><≥≤≧≦⩾⩽〉〈]|${Object.keys(BEFORE).join('|')})\\s*(.+)$`);
const TRAILING = new RegExp(`^(.+?)\\s*(${Object.keys(AFTER).join('|')})$`);

/** The operator of a bound and the figure it stands with. */
function boundOf(inner: string): { op: BoundOperator; figure: string } | null {
  const plain = halfWidth(inner);
  const leading = LEADING.exec(plain);
  if (leading)
    return { op: (SIGNS[leading[1] as string] ?? BEFORE[leading[1] as string]) as BoundOperator, figure: leading[2] as string };
  const trailing = TRAILING.exec(plain);
  return trailing && { op: AFTER[trailing[2] as string] as BoundOperator, figure: trailing[1] as string };
}

const LONGEST_FIRST = (words: object): string[] => Object.keys(words).sort((a, b) => b.length - a.length);
const BEFORE_WORDS = LONGEST_FIRST({ ...SIGNS, ...BEFORE });
const AFTER_WORDS = LONGEST_FIRST(AFTER);

/** The bound that a sentence makes of a figure by the words right before it, or right behind its unit: 不低于13000套, 13000套以上. */
export function boundAround(before: string, after: string): BoundOperator | null {
  const leading = BEFORE_WORDS.find((word) => before.endsWith(word));
  if (leading !== undefined) return (SIGNS[leading] ?? BEFORE[leading]) as BoundOperator;
  const trailing = AFTER_WORDS.find((word) => after.startsWith(word));
  return trailing === undefined ? null : (AFTER[trailing] as BoundOperator);
}

const BRACKETS: [string, string][] = [
  ['[', ']'],
  ['〔', '〕'],
  ['［', '］'],
  ['【', '】'],
];
const RANGE = /^(.+?)\s*(?:—{1,2}|–|―|─|－|−|～|~|∼|-|至|到)\s*(.+)$/;

const SCALED = /^(.*\d.*)([万亿])$/;
const SCALES = { 万: 10_000, 亿: 100_000_000 } as const;

/** 1.2万 → 12000, 0.5亿 → 50000000; null for what has no such word behind it. */
export function readScaled(typed: string): { num: Exact; plain: Exact; word: '万' | '亿' } | null {
  const m = SCALED.exec(halfWidth(typed).trim());
  const plain = m && readNumber(m[1] as string);
  if (!m || !plain) return null;
  const word = m[2] as '万' | '亿';
  return { num: trim(multiply(plain, exact(SCALES[word]))), plain, word };
}

/** A figure inside a special form: a % or ‰ behind it stays in the print, 万 and 亿 multiply. */
function readFigure(text: string): Exact | null {
  return readNumber(text.replace(/[%％‰]$/, '')) ?? readScaled(text)?.num ?? null;
}

function readInner(inner: string, printed: string, marks: Marks | undefined): CellValue | null {
  const bound = boundOf(inner);
  if (bound) {
    const num = readFigure(bound.figure);
    return num && { form: 'bound', op: bound.op, num, ...(marks && { marks }), text: printed };
  }
  const num = readFigure(inner);
  if (num) return { form: 'number', num, ...(marks && { marks }), text: printed };
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
  if (DASHES.test(text)) return { form: 'none', text };
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
  const about = /^(?:大约|约)\s*(.+)$/.exec(inner) ?? /^(.+?)\s*(?:左右|上下)$/.exec(inner);
  if (about) {
    inner = about[1] as string;
    marks.about = true;
  }
  const marked = marks.cumulative || marks.about ? marks : undefined;
  return readInner(inner, text, marked);
}

/** Whether a text would be a range but for its ends, which stand the wrong way round (36—18). */
export function isReversedRange(printed: string): boolean {
  const range = RANGE.exec(printed.trim().replace(/^[[〔［【](.*)[\]〕］】]$/, '$1'));
  const from = range && readFigure(range[1] as string);
  const to = range && readFigure(range[2] as string);
  return Boolean(from && to && compare(from, to) > 0);
}

/** Any text as a value: a leading ' makes it text, a number or form where it reads as one, else text. */
export function parseValue(typed: string): CellValue {
  if (typed.startsWith("'")) return textValue(typed.slice(1));
  return parseForm(typed) ?? textValue(typed);
}

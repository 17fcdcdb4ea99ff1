// Cuts a formula's text into tokens with positions. Full-width signs and brackets are read as half-width, outside quotes.

import { type Exact, parseExact } from '../values/exact.ts';

export type Token =
  | { t: 'number'; num: Exact; at: number; end: number }
  | { t: 'text'; text: string; at: number; end: number }
  | { t: 'name'; name: string; at: number; end: number }
  | { t: 'sign'; sign: string; at: number; end: number }
  /** everything between [ and ], unread */
  | { t: 'bracket'; inner: string; at: number; end: number }
  /** #c12@r34 (stored notation) */
  | { t: 'stored'; text: string; at: number; end: number }
  | { t: 'bad'; at: number; end: number };

const WIDE: Record<string, string> = {
  '＋': '+',
  '－': '-',
  '−': '-',
  '×': '*',
  '＊': '*',
  '÷': '/',
  '／': '/',
  '（': '(',
  '）': ')',
  '，': ',',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '［': '[',
  '］': ']',
  '％': '%',
  '“': '"',
  '”': '"',
  '　': ' ',
  '≤': '<=',
  '≥': '>=',
  '≠': '<>',
};
const SIGNS = '+-*/(),=<>%';
const NAME_END = /[\s+\-*/(),=<>%"[\]]/;

const narrow = (c: string): string => WIDE[c] ?? c;

function readBracket(text: string, at: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = at; i < text.length; i++) {
    const c = narrow(text[i] as string);
    if (c === '「') quoted = true;
    else if (c === '」') quoted = false;
    else if (!quoted && c === '[') depth++;
    else if (!quoted && c === ']' && --depth === 0) return i;
  }
  return -1;
}

/** Tokens of a formula; the last is `bad` where the text can't be read on. */
export function tokens(text: string): Token[] {
  const out: Token[] = [];
  let i = 0;
  while (i < text.length) {
    const at = i;
    const c = narrow(text[i] as string);
    if (/\s/.test(c)) {
      i++;
    } else if (c === '[') {
      const close = readBracket(text, i);
      if (close < 0) return [...out, { t: 'bad', at, end: text.length }];
      out.push({ t: 'bracket', inner: text.slice(i + 1, close), at, end: close + 1 });
      i = close + 1;
    } else if (c === '"') {
      let end = i + 1;
      while (end < text.length && narrow(text[end] as string) !== '"') end++;
      if (end >= text.length) return [...out, { t: 'bad', at, end }];
      out.push({ t: 'text', text: text.slice(i + 1, end), at, end: end + 1 });
      i = end + 1;
    } else if (c === '「') {
      const close = text.indexOf('」', i);
      if (close < 0) return [...out, { t: 'bad', at, end: text.length }];
      out.push({ t: 'name', name: text.slice(i + 1, close), at, end: close + 1 });
      i = close + 1;
    } else if (c === '#') {
      const m = /^#(?:col|c\d+)(?:@(?:r\d+|children|all|total|same))?/.exec(text.slice(i));
      if (!m) return [...out, { t: 'bad', at, end: i + 1 }];
      i += m[0].length;
      out.push({ t: 'stored', text: m[0], at, end: i });
    } else if (c === '<=' || c === '>=' || c === '<>') {
      out.push({ t: 'sign', sign: c, at, end: ++i });
    } else if (
      (c === '<' || c === '>') &&
      i + 1 < text.length &&
      ['=', '>'].includes(narrow(text[i + 1] as string)) &&
      !(c === '>' && narrow(text[i + 1] as string) === '>')
    ) {
      out.push({ t: 'sign', sign: c + narrow(text[i + 1] as string), at, end: i + 2 });
      i += 2;
    } else if (SIGNS.includes(c)) {
      out.push({ t: 'sign', sign: c, at, end: ++i });
    } else {
      const m = /^[0-9０-９]+(?:[.．][0-9０-９]*)?/.exec(text.slice(i));
      if (m) {
        const digits = m[0].replace(/[０-９．]/g, (w) => String.fromCharCode(w.charCodeAt(0) - 0xfee0));
        const num = parseExact(digits);
        i += m[0].length;
        out.push(num ? { t: 'number', num, at, end: i } : { t: 'bad', at, end: i });
      } else {
        let end = i;
        while (end < text.length && !NAME_END.test(narrow(text[end] as string))) end++;
        if (end === i) return [...out, { t: 'bad', at, end: i + 1 }];
        out.push({ t: 'name', name: text.slice(i, end), at, end });
        i = end;
      }
    }
  }
  return out;
}

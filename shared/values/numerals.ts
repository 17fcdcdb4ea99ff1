// Chinese numerals as headings, boxes and chapters use them: 一 … 十 十一 … 二十 … 一百零一. Up to 9999, both ways.

const DIGITS = '零一二三四五六七八九';
const UNITS = ['', '十', '百', '千'];

/** 12 → 十二, 20 → 二十, 105 → 一百零五. Outside 1…9999 the Arabic digits. */
export function chineseNumeral(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 9999) return String(n);
  const digits = String(n).split('').map(Number);
  let out = '';
  let zero = false;
  digits.forEach((digit, i) => {
    const unit = UNITS[digits.length - 1 - i] as string;
    if (digit === 0) {
      zero = true;
      return;
    }
    if (zero && out) out += '零';
    zero = false;
    out += (DIGITS[digit] as string) + unit;
  });
  return out.startsWith('一十') ? out.slice(1) : out;
}

/** 十二 → 12, ２１ and 21 → 21; null for anything else. */
export function readNumeral(text: string): number | null {
  const plain = text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  if (/^\d{1,4}$/.test(plain)) return Number(plain);
  if (!/^[零〇一二三四五六七八九十百千]{1,9}$/.test(plain)) return null;
  let total = 0;
  let digit = 0;
  for (const c of plain.replace(/〇/g, '零')) {
    const value = DIGITS.indexOf(c);
    if (value >= 0) {
      digit = value;
      continue;
    }
    total += (digit || 1) * 10 ** UNITS.indexOf(c);
    digit = 0;
  }
  return total + digit;
}

const CIRCLED = ['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩', '⑪', '⑫', '⑬', '⑭', '⑮', '⑯', '⑰', '⑱', '⑲', '⑳'];

/** ① … ⑳, then (21) in plain brackets. */
export function circled(n: number): string {
  return CIRCLED[n - 1] ?? `(${n})`;
}

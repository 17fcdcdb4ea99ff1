// What a drag of the fill handle writes: a series where the given cells make one, else their repetition.
//
// Two or more numbers in even steps go on in that step (1, 2, 3; 2021, 2022; 0.5, 1.0) with the decimals they print; one number
// is repeated; numbers in uneven steps repeat too, because a plan's figures are no trend line. Words count on where they
// hold one of the known sequences (一、二、三; 甲、乙; 一月; 第一季度; 星期一) or a whole number beside other words (项目1, 2025年);
// dates by the calendar.

import { addExact, compare, type Exact, formatExact, multiply, parseExact, subtractExact } from '../../shared/values/exact.ts';
import { dateSeries } from './date-series.ts';

const DIGITS = '零一二三四五六七八九';
const CYCLES = ['甲乙丙丁戊己庚辛壬癸', '子丑寅卯辰巳午未申酉戌亥'];

/**
 * The texts that follow `given`.
 * @param given texts of the source cells in the direction of the fill
 * @param count how many to make
 * @param back true where the fill goes up or left: the series runs backwards (then the first made text stands next to the source)
 */
export function fillSeries(given: readonly string[], count: number, back = false): string[] {
  if (given.length === 0) return Array.from({ length: count }, () => '');
  const source = back ? [...given].reverse() : given;
  const series = numberSeries(source) ?? dateSeries(source) ?? wordSeries(source);
  return Array.from({ length: count }, (_, i) => (series ? series(i + 1, back) : (source[i % source.length] as string)));
}

type Next = (step: number, back: boolean) => string;

function numberSeries(source: readonly string[]): Next | null {
  if (source.length < 2) return null;
  const numbers = source.map((text) => parseExact(text));
  if (numbers.some((n) => n === null)) return null;
  const values = numbers as Exact[];
  const step = subtractExact(values[1] as Exact, values[0] as Exact);
  for (let i = 2; i < values.length; i++) {
    if (compare(subtractExact(values[i] as Exact, values[i - 1] as Exact), step) !== 0) return null;
  }
  const last = values[values.length - 1] as Exact;
  return (n) => formatExact(addExact(last, multiply(step, { n, d: 0 }) as Exact));
}

function wordSeries(source: readonly string[]): Next | null {
  const parts = source.map(splitWord);
  const first = parts[0];
  if (!first || parts.some((p) => p === null || p.kind !== first.kind || p.before !== first.before || p.after !== first.after))
    return null;
  const known = parts as Counted[];
  const last = known[known.length - 1] as Counted;
  let step = 1;
  if (known.length > 1) {
    step = (known[1] as Counted).n - first.n;
    for (let i = 2; i < known.length; i++) if ((known[i] as Counted).n - (known[i - 1] as Counted).n !== step) return null;
  }
  return (count, back) => {
    const n = last.n + (known.length > 1 ? step : back ? -1 : 1) * count;
    return `${last.before}${last.write(n)}${last.after}`;
  };
}

interface Counted {
  kind: string;
  before: string;
  after: string;
  n: number;
  write(n: number): string;
}

function splitWord(text: string): Counted | null {
  for (const cycle of CYCLES) {
    const at = text.length === 1 ? cycle.indexOf(text) : -1;
    if (at >= 0) return { kind: cycle, before: '', after: '', n: at, write: (n) => cycle[wrap(n, cycle.length)] as string };
  }
  const chinese = /^(.*?)([零一二三四五六七八九十]+)([^零一二三四五六七八九十]*)$/.exec(text);
  if (chinese) {
    const n = readChinese(chinese[2] as string);
    const after = chinese[3] as string;
    const period = after.startsWith('月') ? 12 : after.startsWith('季度') ? 4 : 0;
    if (n !== null && isCounting(chinese[1] as string, after)) {
      return {
        kind: 'chinese',
        before: chinese[1] as string,
        after,
        n,
        write: (k) => writeChinese(period ? wrap(k - 1, period) + 1 : Math.max(0, k)),
      };
    }
  }
  const digits = /^(.*?)(\d{1,12})(\D*)$/s.exec(text);
  if (digits && ((digits[1] as string) !== '' || (digits[3] as string) !== '') && !/[.,]$/.test(digits[1] as string)) {
    const written = digits[2] as string;
    const period = /^月/.test(digits[3] as string) && Number(written) <= 12 && !/年$/.test(digits[1] as string) ? 12 : 0;
    return {
      kind: 'digits',
      before: digits[1] as string,
      after: digits[3] as string,
      n: Number(written),
      write: (k) =>
        String(period ? wrap(k - 1, period) + 1 : Math.max(0, k)).padStart(written.startsWith('0') ? written.length : 1, '0'),
    };
  }
  return null;
}

/** 一 in 第一季度, （一）, 一、, 一月 counts; 一 in 统一 or 一般 does not. */
function isCounting(before: string, after: string): boolean {
  if (before === '' && after === '') return true;
  return /(?:第|[（(]|星期|周|专栏|附件|表)$/.test(before) || (before === '' && /^(?:、|月|季度|期|类|级|是|、.*)$/.test(after));
}

const wrap = (n: number, size: number): number => ((n % size) + size) % size;

function readChinese(text: string): number | null {
  if (text.length === 1) return text === '十' ? 10 : DIGITS.indexOf(text);
  const m = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(text);
  return m ? (m[1] ? DIGITS.indexOf(m[1]) : 1) * 10 + (m[2] ? DIGITS.indexOf(m[2]) : 0) : null;
}

function writeChinese(n: number): string {
  if (n < 10) return DIGITS[n] as string;
  if (n >= 100) return String(n);
  const tens = Math.floor(n / 10);
  return `${tens === 1 ? '' : DIGITS[tens]}十${n % 10 ? DIGITS[n % 10] : ''}`;
}

// Dates as a plan prints them: 2025年3月, 2025-03-31, 3月底前, 11月中旬, 三季度末, 2025—2027年. Read to be checked, never rewritten:
// a deadline says no more than it says, so 3月底前 must not become a day.

import { halfWidth } from './parse.ts';

const YEAR = '(?:1[5-9]|2[01])\\d\\d';
const PART = '(?:年)?(?:初|底|末|中|上半年|下半年|[第]?[一二三四1-4]季度)?';
const TAIL = '(?:[初中底末]|[上中下]旬|上半月|下半月)?(?:前|底前|末前|以前|之前|起|以后|之后|内)?';
const MONTH = '(\\d{1,2})月';
const DAY = '(\\d{1,2})[日号]';

/** One point of time; month and day are groups 1 and 2 of each form. */
const FORMS = [
  new RegExp(`^(?:${YEAR})[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?$`),
  new RegExp(`^(?:(?:${YEAR})年)?${MONTH}(?:${DAY})?${TAIL}$`),
  new RegExp(`^(?:${YEAR})${PART}${TAIL}$`),
  /^(?:当年|本年|全年|年初|年中|年底|年末|上半年|下半年|第?[一二三四1-4]季度)(?:[初中底末])?(?:前|以前|之前|起|内)?$/,
];
/** Deadlines without a date of their own. */
const STANDING = /^(?:长期|常年|每年|每月|每季度|持续(?:推进|实施|开展)?|长期(?:推进|实施|坚持)|即时|适时)$/;
const RANGE = /^(.+?)(?:—|–|－|～|~|至|到| - )(.+)$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isPoint(text: string): boolean {
  return FORMS.some((form) => {
    const m = form.exec(text);
    if (!m) return false;
    const month = m[1] === undefined ? 1 : Number(m[1]);
    const day = m[2] === undefined ? 1 : Number(m[2]);
    const leap = /^\d{4}/.exec(text);
    if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] as number)) return false;
    return month !== 2 || day < 29 || !leap || isLeap(Number(leap[0]));
  });
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether a text is a date, a deadline or a span of time as plans print them. */
export function isDate(typed: string): boolean {
  const text = halfWidth(typed).replace(/\s+/g, ' ').trim();
  const tight = text.replace(/ /g, '');
  if (STANDING.test(tight) || isPoint(tight)) return true;
  const range = RANGE.exec(text) ?? /^(\d{1,2}|\d{4}|.*[年月日底初末旬])-(\d{1,2}月.*|\d{4}年.*)$/.exec(tight);
  if (!range) return false;
  const to = (range[2] as string).replace(/ /g, '');
  const from = (range[1] as string).replace(/ /g, '');
  // 1—2月前, 2025—2027年: the first end borrows the second's word.
  const borrowed = /^\d{1,2}$/.test(from) ? `${from}月` : from;
  return isPoint(to) && isPoint(borrowed);
}

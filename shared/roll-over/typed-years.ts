// Digits that somebody typed and that look like a year of last year's plan: 2026年, 2021—2025, 十四五. A token follows by itself; typed
// digits may be history that stays (2018年建成), so they are listed for a person and never changed.

import type { PlanState } from '../model/state.ts';
import { expandYears } from '../model/year-tokens.ts';

/** Words behind four digits that make them a quantity: 2025套 is no year. */
const QUANTITY = /^\s*(?:套|户|人|万|亿|元|亩|公顷|平方|米|公里|个|栋|间|张|处|家|%|％|[,，.．]\d|\d)/;
const CHINESE = '〇一二三四五六七八九';
const inChinese = (year: number): string => [...String(year)].map((d) => CHINESE[Number(d)]).join('');

/** The years that a reader would take for the plan's own: its year with those beside it, its period's ends. */
function yearsOf(state: PlanState): number[] {
  const year = state.property('year') ?? 0;
  const ends = [state.property('period_from'), state.property('period_to')].filter((y): y is number => typeof y === 'number');
  return [...new Set([year - 1, year, year + 1, ...ends])].sort((a, b) => a - b);
}

/** What in a typed text (tokens as tokens) looks like a year of the plan, in reading order, each once. */
export function typedYears(state: PlanState, text: string): string[] {
  const years = yearsOf(state);
  const half = text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const found: { at: number; text: string }[] = [];
  for (const m of half.matchAll(/\d+/g)) {
    if (m[0].length !== 4 || !years.includes(Number(m[0]))) continue;
    const after = half.slice(m.index + 4);
    if (/[.,．，]$/.test(half.slice(0, m.index)) && /\d[.,．，]$/.test(half.slice(0, m.index))) continue;
    const isOwn = Number(m[0]) === state.property('year');
    if (
      QUANTITY.test(after) ||
      (!isOwn && !/^\s*(?:年|[-—–－~～至/.]\s*\d)/.test(after) && !/\d{4}\s*[-—–－~～至]\s*$/.test(half.slice(0, m.index)))
    )
      continue;
    found.push({ at: m.index, text: /^\s*年/.test(after) ? `${m[0]}年` : m[0] });
  }
  for (const year of years) {
    const words = `${inChinese(year)}年`;
    const plain = half.replaceAll('零', '〇').replaceAll('○', '〇');
    const at = plain.indexOf(words);
    if (at >= 0) found.push({ at, text: words });
  }
  const period = expandYears(state, '{期}');
  if (state.property('period_from') !== null) {
    const at = half.indexOf(period);
    if (at >= 0) found.push({ at, text: period });
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).map((hit) => hit.text))];
}

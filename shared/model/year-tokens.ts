// Years that follow the plan: {年} is its year, {起年} and {止年} the ends of its period, {期} the period's name (十四五).
//
// They stand in titles, headers, notes and texts as they are typed here and are written out wherever something is read, so a plan
// that is rolled over names the right years by itself. ±n counts years on, for {期} periods: {期-1} is 十三五 in a plan of 十四五.

import { chineseNumeral } from '../values/numerals.ts';
import type { PlanState } from './state.ts';

const TOKENS = String.raw`\{(年|起年|止年|期)([+-]\d{1,3})?\}`;
const EACH = new RegExp(TOKENS, 'g');

/** One token and nothing else. */
export const YEAR_TOKEN = new RegExp(`^${TOKENS}$`);

/** Replaces the tokens by the plan's own years; 2021–2025 is the 14th period. */
export function expandYears(state: PlanState, text: string): string {
  if (!text.includes('{')) return text;
  const year = state.property('year') ?? 0;
  const from = state.property('period_from') ?? year;
  const to = state.property('period_to') ?? year;
  return text.replace(EACH, (_, name: string, shift?: string) => {
    const by = Number(shift ?? 0);
    if (name === '期') return `${chineseNumeral(Math.floor((from - 1951) / 5) + by)}五`;
    return String((name === '年' ? year : name === '起年' ? from : to) + by);
  });
}

/** The first year of the five-year period that a year lies in: 2028 → 2026. */
export const periodStart = (year: number): number => year - ((year - 1) % 5);

/** A period as a template gives it, in years from the plan's; aligned: five-year periods start in 2021, 2026, 2031 … */
export interface PeriodRule {
  from: number;
  to: number;
  aligned?: boolean | undefined;
}

/** The year a plan made in `wanted` bears, and its period's ends: 2028 aligned is the plan of 2026 for 2026–2030. */
export function planPeriod(wanted: number, rule: PeriodRule): { year: number; from: number; to: number } {
  const year = rule.aligned ? periodStart(wanted) : wanted;
  return { year, from: year + rule.from, to: year + rule.to };
}

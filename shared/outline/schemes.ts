// How a document numbers its headings. Annual plans and implementation plans use 一、 （一） 1. （1）; many five-year plans use
// 第一章 第一节 above them. A plan may say which (`numbering` property); otherwise its kept numbers and its kind decide.

import type { BlockRecord } from '../model/records.ts';
import type { PlanState } from '../model/state.ts';
import { chineseNumeral, circled } from '../values/numerals.ts';

export interface NumberingScheme {
  /** one writer a level, level 1 first; a deeper heading has no number */
  levels: readonly ((n: number) => string)[];
  /** levels that count on through the whole document instead of restarting below each higher heading */
  runOn?: readonly number[];
}

const enumerated = (n: number) => `${chineseNumeral(n)}、`;
const bracketed = (n: number) => `（${chineseNumeral(n)}）`;
const dotted = (n: number) => `${n}.`;
const bracketedDigit = (n: number) => `（${n}）`;

export const SCHEMES = {
  official: { levels: [enumerated, bracketed, dotted, bracketedDigit, circled] },
  chapters: {
    levels: [
      (n: number) => `第${chineseNumeral(n)}章`,
      (n: number) => `第${chineseNumeral(n)}节`,
      enumerated,
      bracketed,
      dotted,
      bracketedDigit,
    ],
  },
} as const satisfies Record<string, NumberingScheme>;
export type SchemeName = keyof typeof SCHEMES;

const isScheme = (name: unknown): name is SchemeName => typeof name === 'string' && Object.hasOwn(SCHEMES, name);

/**
 * The scheme of a plan: its `numbering` property (`"official"`, `"chapters"` or `{scheme, runOn:[2]}`); else 第X章 where a
 * first-level heading keeps such a number, or where a five-year plan keeps no number at level 1 at all.
 */
export function schemeOf(state: PlanState): NumberingScheme {
  const wanted: unknown = (state.records.plan as Map<string, { value: unknown }>).get('numbering')?.value;
  if (isScheme(wanted)) return SCHEMES[wanted];
  if (typeof wanted === 'object' && wanted !== null) {
    const { scheme, runOn } = wanted as { scheme?: unknown; runOn?: unknown };
    const base: NumberingScheme = isScheme(scheme) ? SCHEMES[scheme] : schemeByText(state);
    return Array.isArray(runOn) ? { ...base, runOn: runOn.filter((level): level is number => Number.isInteger(level)) } : base;
  }
  return schemeByText(state);
}

function schemeByText(state: PlanState): NumberingScheme {
  const kept: string[] = [];
  for (const block of state.records.block.values()) {
    const number = keptNumber(block);
    if (block.kind === 'heading' && (block.props.level ?? 1) === 1 && number) kept.push(number);
  }
  if (kept.length) return kept.some((number) => /^第.+[章篇]/.test(number)) ? SCHEMES.chapters : SCHEMES.official;
  return /five|五年/.test(state.property('kind') ?? '') ? SCHEMES.chapters : SCHEMES.official;
}

/** The printed number a heading keeps, or undefined where it is counted. */
export function keptNumber(block: BlockRecord): string | undefined {
  const number = block.props.number;
  return typeof number === 'object' ? number.as : undefined;
}

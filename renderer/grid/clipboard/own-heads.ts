// A block that was copied with its heads: the lines that only repeat the heads of the columns they would lie on are left out.

import { columnName } from '../../../shared/formulas/words.ts';
import type { LivePlan } from '../../../shared/model/live-plan.ts';
import { squash } from '../../../shared/model/lookup.ts';
import type { Axes } from '../axes.ts';

const SPLIT = '\n';
const bare = (text: string): string => squash(text).replace(/\([^()]*\)$/, '');

/** The block below its heads, and how many lines of heads there were. `left` is the column that its first cells lie on. */
export function withoutHeads(
  live: LivePlan,
  axes: Axes,
  block: readonly (readonly string[])[],
  left: number,
): { block: readonly (readonly string[])[]; heads: number } {
  const names = axes.cols.slice(left).map((id) => columnName(live, id, SPLIT).split(SPLIT).map(bare));
  const isHead = (line: readonly string[]): boolean =>
    line.some((text) => text.trim() !== '') && line.every((text, at) => text.trim() === '' || names[at]?.includes(bare(text)));
  const heads = block.findIndex((line) => !isHead(line));
  return heads > 0 ? { block: block.slice(heads), heads } : { block, heads: 0 };
}

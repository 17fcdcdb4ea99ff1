// Heading numbers counted over the page as it stands, typing included; annexes, boxes and terms likewise.
//
// The counting itself is the document's own (shared/outline), so the page, the release and the command line print one number.

import type { BlockKind } from '../../shared/model/blocks.ts';
import type { BlockId } from '../../shared/model/ids.ts';
import { HeadingCounter, sequence } from '../../shared/outline/numbering.ts';
import type { NumberingScheme } from '../../shared/outline/schemes.ts';
import type { TextBlock } from './convert.ts';

const keptNumber = (block: TextBlock): string | undefined =>
  typeof block.props.number === 'object' ? block.props.number.as : undefined;

/** Printed numbers by block; blocks without one are left out. */
export function numbersOf(blocks: readonly TextBlock[], scheme: NumberingScheme): Map<BlockId, string> {
  const numbers = new Map<BlockId, string>();
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const counters = new Map<BlockId | null, HeadingCounter>();
  const terms = new Map<BlockId | null, number>();
  const sequences: Record<'annex' | 'box' | 'figure', TextBlock[]> = { annex: [], box: [], figure: [] };
  /** the nearest block of these kinds that holds this one */
  const holder = (block: TextBlock, kinds: readonly BlockKind[]): BlockId | null => {
    const seen = new Set<BlockId>();
    for (let at = block.parentId; at !== null && !seen.has(at); at = byId.get(at)?.parentId ?? null) {
      seen.add(at);
      const kind = byId.get(at)?.kind;
      if (kind && kinds.includes(kind)) return at;
    }
    return null;
  };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const body = holder(block, ['annex', 'box']);
      let counter = counters.get(body);
      if (!counter) {
        counter = new HeadingCounter(scheme);
        counters.set(body, counter);
      }
      numbers.set(block.id, counter.next(block.props.level ?? 1, keptNumber(block)));
    } else if (block.kind === 'term') {
      const glossary = holder(block, ['glossary']);
      const kept = keptNumber(block);
      if (kept === undefined) terms.set(glossary, (terms.get(glossary) ?? 0) + 1);
      numbers.set(block.id, kept ?? `${terms.get(glossary)}.`);
    } else if (block.kind === 'annex' || block.kind === 'box' || block.kind === 'figure') sequences[block.kind].push(block);
  }
  for (const kind of ['annex', 'box', 'figure'] as const) {
    const list = sequences[kind];
    sequence(
      kind,
      list.map((block) => block.props.numberAs),
    ).forEach((number, i) => {
      numbers.set((list[i] as TextBlock).id, number);
    });
  }
  return numbers;
}

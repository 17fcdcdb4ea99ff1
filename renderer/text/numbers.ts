// Heading numbers counted over the page as it stands, typing included; annexes, boxes and terms likewise.
//
// The counting itself is the document's own (shared/outline), so the page, the release and the command line print one number.

import type { BlockId } from '../../shared/model/ids.ts';
import { HeadingCounter, sequence } from '../../shared/outline/numbering.ts';
import { type NumberingScheme, SCHEMES } from '../../shared/outline/schemes.ts';
import type { TextBlock } from './convert.ts';

const keptNumber = (block: TextBlock): string | undefined =>
  typeof block.props.number === 'object' ? block.props.number.as : undefined;

/** Printed numbers by block; blocks without one are left out. `scheme` is the document's; annexes and boxes count 一、（一）1. always. */
export function numbersOf(blocks: readonly TextBlock[], scheme: NumberingScheme): Map<BlockId, string> {
  const numbers = new Map<BlockId, string>();
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const bodies = new Map<BlockId | null, { headings: HeadingCounter; terms: number }>();
  const sequences: Record<'annex' | 'box' | 'figure', TextBlock[]> = { annex: [], box: [], figure: [] };
  /** the annex or box that a block stands in */
  const holderOf = (block: TextBlock): BlockId | null => {
    const seen = new Set<BlockId>();
    for (let at = block.parentId; at !== null && !seen.has(at); at = byId.get(at)?.parentId ?? null) {
      seen.add(at);
      const kind = byId.get(at)?.kind;
      if (kind === 'annex' || kind === 'box') return at;
    }
    return null;
  };
  const bodyOf = (block: TextBlock): { headings: HeadingCounter; terms: number } => {
    const holder = holderOf(block);
    let body = bodies.get(holder);
    if (!body) {
      body = { headings: new HeadingCounter(holder === null ? scheme : SCHEMES.official), terms: 0 };
      bodies.set(holder, body);
    }
    return body;
  };
  for (const block of blocks) {
    const { id, kind } = block;
    if (kind === 'heading') numbers.set(id, bodyOf(block).headings.next(block.props.level ?? 1, keptNumber(block)));
    else if (kind === 'term') numbers.set(id, keptNumber(block) ?? `${++bodyOf(block).terms}.`);
    else if (kind === 'glossary') bodyOf(block).terms = 0;
    else if (kind === 'annex' || kind === 'box' || kind === 'figure') sequences[kind].push(block);
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

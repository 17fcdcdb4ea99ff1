// What the page should show when the plan moved under unfinished typing: three lists of blocks into one.
//
// `base` is what both sides last agreed on, `theirs` the plan now, `mine` the page. The plan gives the order; what only the page
// has (a paragraph just begun) goes behind its neighbour; nothing typed is lost, where both changed one stretch the page's words stay.

import type { BlockId } from '../../shared/model/ids.ts';
import { mergeInline } from '../../shared/outline/inline.ts';
import { equalJson, sameBlock } from './block-diff.ts';
import type { TextBlock } from './convert.ts';

function mergeBlock(base: TextBlock | undefined, theirs: TextBlock, mine: TextBlock): TextBlock {
  if (!base) return theirs;
  return {
    id: theirs.id,
    parentId: theirs.parentId,
    kind: mine.kind === base.kind ? theirs.kind : mine.kind,
    props: equalJson(mine.props, base.props) ? theirs.props : mine.props,
    content: mergeInline(base.content, theirs.content, mine.content),
  };
}

export function mergeBlocks(base: readonly TextBlock[], theirs: readonly TextBlock[], mine: readonly TextBlock[]): TextBlock[] {
  const inBase = new Map(base.map((block) => [block.id, block]));
  const inMine = new Map(mine.map((block) => [block.id, block]));
  const result: TextBlock[] = [];
  for (const block of theirs) {
    const own = inMine.get(block.id);
    const was = inBase.get(block.id);
    // Taken out here and untouched there: it goes. Changed there meanwhile: the change is worth more than the removal.
    if (!own && was && sameBlock(was, block)) continue;
    result.push(own ? mergeBlock(was, block, own) : block);
  }
  const shown = new Set(result.map((block) => block.id));
  let before: BlockId | null = null;
  for (const block of mine) {
    if (!shown.has(block.id)) {
      const was = inBase.get(block.id);
      if (was && sameBlock(was, block)) continue;
      const at: number = before === null ? 0 : result.findIndex((other) => other.id === before) + 1;
      result.splice(at, 0, block);
      shown.add(block.id);
    }
    before = block.id;
  }
  return result;
}

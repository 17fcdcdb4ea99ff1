// Brings the page to a given list of blocks with the fewest replacements, so that the selection stays where the person left it.
//
// Only what differs is replaced: within a paragraph the stretch between the first and the last difference. A new order of blocks
// (a section dragged in the outline) rebuilds the page and puts the selection back by block and letter.

import type { Node } from 'prosemirror-model';
import { type EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import type { BlockId } from '../../shared/model/ids.ts';
import { equalJson, sameBlock } from './block-diff.ts';
import { blockNode, blockOf, docOf, type TextBlock } from './convert.ts';
import { blockAttrs, textSchema } from './schema.ts';

interface Standing {
  node: Node;
  pos: number;
  id: BlockId;
}

export interface Applied {
  tr: Transaction;
  /** positions after the transaction of what changed; empty where nothing did */
  changed: { from: number; to: number }[];
}

function standing(doc: Node): Standing[] {
  const list: Standing[] = [];
  doc.forEach((node, pos) => {
    list.push({ node, pos, id: blockAttrs(node).id });
  });
  return list;
}

/** Replaces what differs in one block; `pos` is the block's place. */
function updateBlock(tr: Transaction, pos: number, node: Node, target: TextBlock): void {
  const wanted = blockNode(target);
  if (node.eq(wanted)) return;
  const fixed = textSchema.nodes.fixed_block;
  if (node.type !== wanted.type || node.type === fixed) {
    tr.replaceWith(pos, pos + node.nodeSize, wanted);
    return;
  }
  const start = node.content.findDiffStart(wanted.content);
  if (start !== null) {
    const end = node.content.findDiffEnd(wanted.content);
    let endA = end?.a ?? node.content.size;
    let endB = end?.b ?? wanted.content.size;
    const overlap = start - Math.min(endA, endB);
    if (overlap > 0) {
      endA += overlap;
      endB += overlap;
    }
    tr.replace(pos + 1 + start, pos + 1 + endA, wanted.slice(start, endB));
  }
  if (!equalJson(node.attrs, wanted.attrs)) tr.setNodeMarkup(pos, null, wanted.attrs);
}

function placeOfSelection(state: EditorState): { id: BlockId; offset: number } | null {
  const { $head } = state.selection;
  if ($head.depth === 0) return null;
  return { id: blockAttrs($head.node(1)).id, offset: $head.parentOffset };
}

function rebuild(state: EditorState, target: readonly TextBlock[], emptyId: BlockId): Transaction {
  const place = placeOfSelection(state);
  const tr = state.tr.replaceWith(0, state.doc.content.size, docOf(target, emptyId).content);
  if (!place) return tr;
  const found = standing(tr.doc).find((block) => block.id === place.id);
  if (found?.node.isTextblock) {
    const pos = found.pos + 1 + Math.min(place.offset, found.node.content.size);
    tr.setSelection(TextSelection.near(tr.doc.resolve(pos)));
  }
  return tr;
}

/** The transaction that makes the page show `target`; null where it does already. */
export function applyBlocks(state: EditorState, target: readonly TextBlock[], emptyId: BlockId): Applied | null {
  const old = standing(state.doc);
  const wanted = new Map(target.map((block) => [block.id, block]));
  const known = new Set(old.map((block) => block.id));
  const kept = old.filter((block) => wanted.has(block.id)).map((block) => block.id);
  const keptWanted = target.filter((block) => known.has(block.id)).map((block) => block.id);
  let tr: Transaction;
  if (kept.length === 0 || kept.some((id, i) => id !== keptWanted[i])) tr = rebuild(state, target, emptyId);
  else {
    tr = state.tr;
    // From the end backwards, so the places in front stay what they were.
    let i = old.length - 1;
    let j = target.length - 1;
    while (i >= 0 || j >= 0) {
      const there = old[i];
      const want = target[j];
      if (there && !wanted.has(there.id)) {
        tr.delete(there.pos, there.pos + there.node.nodeSize);
        i--;
      } else if (want && (!there || there.id !== want.id)) {
        tr.insert(there ? there.pos + there.node.nodeSize : 0, blockNode(want));
        j--;
      } else if (there && want) {
        if (!sameBlock(blockOf(there.node), want)) updateBlock(tr, there.pos, there.node, want);
        i--;
        j--;
      }
    }
  }
  if (!tr.docChanged) return null;
  const changed: Applied['changed'] = [];
  tr.mapping.maps.forEach((map, index) => {
    const after = tr.mapping.slice(index + 1);
    map.forEach((_from, _to, from, to) => {
      changed.push({ from: after.map(from, -1), to: after.map(to, 1) });
    });
  });
  return { tr, changed };
}

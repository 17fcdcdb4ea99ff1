// Every block and every field has its own id after each edit: a split, a paste or a drop would otherwise leave two of one id.
//
// Where two nodes share an id the one with the words keeps it, so notes and findings stay with their paragraph when Enter is
// pressed in front of it. A new block also finds its parent here: it stands beside its neighbour, or inside the box it follows.

import type { Node } from 'prosemirror-model';
import { Plugin, type Transaction } from 'prosemirror-state';
import type { BlockKind } from '../../shared/model/blocks.ts';
import type { BlockId, MintId } from '../../shared/model/ids.ts';
import { type BlockAttrs, blockAttrs, textSchema } from './schema.ts';

/** Kinds that hold their own blocks, so a block begun right behind their title is one of these. */
const HOLDERS: ReadonlySet<BlockKind> = new Set(['box', 'annex']);

function sizeOf(node: Node): number {
  return node.isTextblock ? node.content.size : Number.MAX_SAFE_INTEGER;
}

/** The place of the node that keeps each id: the first that has words, else the first. */
function keepers(doc: Node): Map<BlockId, number> {
  const kept = new Map<BlockId, number>();
  doc.forEach((node, pos) => {
    const { id } = blockAttrs(node);
    if (!id) return;
    const other = kept.get(id);
    if (other === undefined || (sizeOf(doc.nodeAt(other) as Node) === 0 && sizeOf(node) > 0)) kept.set(id, pos);
  });
  return kept;
}

function parentOfNew(before: BlockAttrs | null, after: BlockAttrs | null): BlockId | null {
  if (!before) return null;
  if (after?.parent === before.id || HOLDERS.has(before.kind)) return before.id;
  return before.parent;
}

function freshFields(tr: Transaction, mint: MintId): void {
  const seen = new Set<number>();
  tr.doc.descendants((node, pos) => {
    if (node.type !== textSchema.nodes.field) return node.isTextblock;
    const id = node.attrs.id as number;
    if (!id || seen.has(id)) tr.setNodeAttribute(pos, 'id', mint<'field'>());
    else seen.add(id);
    return false;
  });
}

/** Ids, parents and field ids put right; `old` is the document before, for parents that are gone. */
export function settleIds(tr: Transaction, old: Node, mint: MintId): Transaction {
  const kept = keepers(tr.doc);
  const present = new Set(kept.keys());
  const oldParent = new Map<BlockId, BlockId | null>();
  old.forEach((node) => {
    const { id, parent } = blockAttrs(node);
    oldParent.set(id, parent);
  });
  const standing = (parent: BlockId | null): BlockId | null => {
    let at = parent;
    const seen = new Set<BlockId>();
    while (at !== null && !present.has(at)) {
      if (seen.has(at)) return null;
      seen.add(at);
      at = oldParent.get(at) ?? null;
    }
    return at;
  };
  const nodes: { node: Node; pos: number }[] = [];
  tr.doc.forEach((node, pos) => {
    nodes.push({ node, pos });
  });
  let before: BlockAttrs | null = null;
  nodes.forEach(({ node, pos }, i) => {
    const attrs = blockAttrs(node);
    let now = attrs;
    if (kept.get(attrs.id) !== pos) {
      const next = nodes[i + 1]?.node;
      now = { ...attrs, id: mint<'block'>(), parent: parentOfNew(before, next ? blockAttrs(next) : null) };
    } else if (attrs.parent !== null && !present.has(attrs.parent)) {
      // Its holder was taken out of the page and it was not: it goes on as a block of its own.
      now = { ...attrs, id: mint<'block'>(), parent: standing(attrs.parent) };
    }
    if (now.id !== attrs.id) tr.setNodeAttribute(pos, 'id', now.id);
    if (now.parent !== attrs.parent) tr.setNodeAttribute(pos, 'parent', now.parent);
    before = now;
  });
  freshFields(tr, mint);
  return tr;
}

/** Fields in a block, by id. */
function fieldsOf(node: Node): number[] {
  const ids: number[] = [];
  node.forEach((child) => {
    if (child.type === textSchema.nodes.field) ids.push(child.attrs.id as number);
  });
  return ids;
}

/** True where an edit can't have touched ids: the same blocks as before, none with a field it did not have. */
function idsStand(old: Node, now: Node): boolean {
  if (old.childCount !== now.childCount) return false;
  for (let i = 0; i < now.childCount; i++) {
    const before = old.child(i);
    const after = now.child(i);
    if (before === after) continue;
    if (before.attrs.id !== after.attrs.id || before.attrs.parent !== after.attrs.parent) return false;
    const had = fieldsOf(before);
    const has = fieldsOf(after);
    if (has.length > had.length || has.some((id) => !id || !had.includes(id))) return false;
  }
  return true;
}

export function blockIds(mint: MintId): Plugin {
  return new Plugin({
    appendTransaction(transactions, oldState, newState) {
      if (!transactions.some((tr) => tr.docChanged) || idsStand(oldState.doc, newState.doc)) return null;
      const tr = settleIds(newState.tr, oldState.doc, mint);
      return tr.docChanged ? tr : null;
    },
  });
}

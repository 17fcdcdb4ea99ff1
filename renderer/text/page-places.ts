// Places of the page by block: putting the cursor there, bringing it into view, and finding the page again as it was left.

import type { Node } from 'prosemirror-model';
import { NodeSelection, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { BlockId } from '../../shared/model/ids.ts';
import type { PlanSession } from '../plan/session-types.ts';
import { blockAttrs } from './schema.ts';

export function positionOf(doc: Node, id: BlockId): number | null {
  let found: number | null = null;
  doc.forEach((node, pos) => {
    if (blockAttrs(node).id === id) found = pos;
  });
  return found;
}

/** The cursor `offset` places into a block. */
export function putCursor(view: EditorView, id: BlockId, offset: number, scroll = true): void {
  const { doc, tr } = view.state;
  const pos = positionOf(doc, id);
  if (pos === null) return;
  const at = pos + 1 + Math.min(offset, doc.nodeAt(pos)?.content.size ?? 0);
  tr.setSelection(TextSelection.near(doc.resolve(Math.min(at, doc.content.size)), -1));
  view.dispatch(scroll ? tr.scrollIntoView() : tr);
}

/** Brings a block to the upper part of the window, puts the cursor into it and gives the page the focus. */
export function showBlock(view: EditorView, id: BlockId): void {
  const { doc, selection, tr } = view.state;
  const pos = positionOf(doc, id);
  const node = pos === null ? null : doc.nodeAt(pos);
  if (pos === null || !node) return;
  const inside = selection.head > pos && selection.head < pos + node.nodeSize;
  if (!inside)
    view.dispatch(tr.setSelection(node.isTextblock ? TextSelection.create(doc, pos + 1) : NodeSelection.create(doc, pos)));
  const dom = view.nodeDOM(pos);
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'start' });
  view.focus();
}

/** Where a page was left, so that going to the tables and back changes nothing. Neither saved nor undone. */
interface LeftAt {
  block: BlockId;
  offset: number;
  scroll: number;
}
const leftAt = new WeakMap<PlanSession, LeftAt>();

/** Brings the page back to where it was left and keeps watching; the answer is called when the page goes. */
export function keepPlace(view: EditorView, session: PlanSession): () => void {
  const scroller = view.dom.closest('.text-scroll');
  const place = leftAt.get(session);
  if (place) {
    putCursor(view, place.block, place.offset, false);
    if (scroller) scroller.scrollTop = place.scroll;
  }
  // Read while it can be read: when the page goes its scroller is out of the document already.
  let scroll = place?.scroll ?? 0;
  const scrolled = (): void => {
    scroll = scroller?.scrollTop ?? 0;
  };
  scroller?.addEventListener('scroll', scrolled, { passive: true });
  return () => {
    scroller?.removeEventListener('scroll', scrolled);
    const { $head } = view.state.selection;
    if ($head.depth > 0) leftAt.set(session, { block: blockAttrs($head.node(1)).id, offset: $head.pos - $head.start(1), scroll });
  };
}

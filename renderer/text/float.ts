// Where a card floats over the page: under the line of a place, kept inside the desk's width.

import type { EditorView } from 'prosemirror-view';
import { useLayoutEffect, useRef } from 'react';

/** Gives a card its place under the line of `pos`; `width` in px is the card's own, measured when left out. */
export function useFloat(view: EditorView, pos: number): React.RefObject<HTMLDivElement | null> {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const dom = card.current;
    const page = dom?.offsetParent;
    if (!dom || !page || pos > view.state.doc.content.size) return;
    const at = view.coordsAtPos(pos);
    const paper = page.getBoundingClientRect();
    const text = view.dom.getBoundingClientRect();
    const scroll = page.parentElement?.getBoundingClientRect() ?? paper;
    const width = dom.offsetWidth;
    const most = Math.min(scroll.right, paper.right) - 8 - width;
    const left = Math.max(Math.min(text.left, most), Math.min(at.left - 40, most), scroll.left + 4);
    const wanted = width > 500 ? Math.max(Math.min(text.left, most), scroll.left + 4) : left;
    dom.style.left = `${wanted - paper.left}px`;
    dom.style.top = `${at.bottom - paper.top + 4}px`;
  });
  return card;
}

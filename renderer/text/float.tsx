// A card that floats over the window: under the line of a place in the page, above it where there is no room below.
//
// It stands in the document's body, so a low pane (text above its table) never cuts it off, and it goes with the line when the page
// is scrolled; while its line is out of sight the card is too.

import type { EditorView } from 'prosemirror-view';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

const GAP = 4;
const EDGE = 8;

interface FloatCardProps {
  view: EditorView;
  /** the place in the page under whose line the card stands */
  pos: number;
  className: string;
  /** leaves the cursor in the page while the card's buttons are pressed */
  keepsCursor?: boolean;
  /** the card stays in sight though its line is scrolled away (it has the focus) */
  stays?: boolean;
  onKeyDown?(event: React.KeyboardEvent): void;
  label: string;
  children: ReactNode;
}

function place(card: HTMLElement, view: EditorView, pos: number, stays: boolean): void {
  if (view.isDestroyed) return;
  const at = view.coordsAtPos(Math.min(pos, view.state.doc.content.size));
  const text = view.dom.getBoundingClientRect();
  const pane = view.dom.closest('.text-scroll')?.getBoundingClientRect() ?? text;
  const { offsetWidth: width, offsetHeight: height } = card;
  const wide = width > text.width * 0.8;
  const wanted = wide ? text.left + (text.width - width) / 2 : at.left - 40;
  const left = Math.max(EDGE, Math.min(wanted, pane.right - EDGE - width, window.innerWidth - EDGE - width));
  const below = at.bottom + GAP;
  const above = at.top - GAP - height;
  const top = below + height <= window.innerHeight - EDGE ? below : above >= EDGE ? above : window.innerHeight - EDGE - height;
  card.style.left = `${Math.round(left)}px`;
  card.style.top = `${Math.round(Math.max(EDGE, top))}px`;
  card.style.visibility = stays || (at.bottom > pane.top && at.top < pane.bottom) ? 'visible' : 'hidden';
}

export function FloatCard({ view, pos, className, keepsCursor, stays = false, onKeyDown, label, children }: FloatCardProps) {
  const card = useRef<HTMLDivElement>(null);
  // Each painting may change the card's size or the line's place.
  useLayoutEffect(() => {
    if (card.current) place(card.current, view, pos, stays);
  });
  useEffect(() => {
    const again = (): void => {
      if (card.current) place(card.current, view, pos, stays);
    };
    const scroller = view.dom.closest('.text-scroll');
    scroller?.addEventListener('scroll', again, { passive: true });
    window.addEventListener('resize', again);
    return () => {
      scroller?.removeEventListener('scroll', again);
      window.removeEventListener('resize', again);
    };
  }, [view, pos, stays]);
  return createPortal(
    <section
      ref={card}
      className={`text-float ${className}`}
      aria-label={label}
      onMouseDown={keepsCursor ? (event) => event.preventDefault() : undefined}
      onKeyDown={onKeyDown}
    >
      {children}
    </section>,
    document.body,
  );
}

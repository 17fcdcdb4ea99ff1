// F6: from pane to pane in the order they stand in. An editor takes the focus in its own way, any other pane gives it to its first control.

import type { Editors } from './linked-panes.ts';

export function focusNextPane({ grid, text }: Editors): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  const at = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + 1) % panes.length];
  if (!next) return;
  if (next.dataset.pane === 'grid') grid.current?.focus();
  else if (next.dataset.pane === 'text') text.current?.focus();
  else (next.querySelector<HTMLElement>('[tabindex="0"], button:not([disabled])') ?? next).focus();
}

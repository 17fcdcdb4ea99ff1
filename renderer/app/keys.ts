// Keys of a screen: one table from key to what it does. A key pressed while characters are being composed is the input method's.

import { useEffect, useRef } from 'react';

export type KeyTable = Record<string, () => void>;

/** The name of a key press as the tables spell it: Ctrl+Shift+E, F6, Ctrl+1. ⌘ counts as Ctrl. */
export function keyName(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey) parts.push('Shift');
  parts.push(event.key.length === 1 ? event.key.toUpperCase() : event.key);
  return parts.join('+');
}

/** Listens on the window while the component is there; a dialog above it (role=dialog) keeps its keys. */
export function useKeys(table: KeyTable, active = true): void {
  const current = useRef(table);
  current.current = table;
  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      const act = current.current[keyName(event)];
      if (!act) return;
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [active]);
}

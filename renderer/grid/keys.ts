// Keys as intentions: what Excel's and WPS's hands mean, apart from how it is done.
//
// `intentOf` knows three situations: idle (the box is empty), typing (a value replaces the cell; arrows commit it and move) and
// editing (F2 or a double click; arrows move the caret). A key that is not ours is left to the text area.

import type { EditMode } from './editor-box.ts';
import type { Direction } from './moves.ts';

export type Intent =
  | { do: 'arrow'; direction: Direction; extend: boolean; far: boolean }
  | { do: 'page'; back: boolean; extend: boolean }
  | { do: 'end'; end: 'first' | 'last'; whole: boolean; extend: boolean }
  | { do: 'next'; key: 'tab' | 'enter'; back: boolean }
  | { do: 'edit' }
  | { do: 'toggle-mode' }
  | { do: 'restore' }
  | { do: 'escape' }
  | { do: 'line-break' }
  | { do: 'enter-all' }
  | { do: 'clear' }
  | { do: 'empty-and-edit' }
  | { do: 'select-all' }
  | { do: 'select-rows' }
  | { do: 'select-columns' }
  | { do: 'fill'; direction: 'down' | 'right' }
  | { do: 'paste-special' }
  | { do: 'undo' }
  | { do: 'redo' }
  | { do: 'insert-rows' }
  | { do: 'delete-rows' }
  | { do: 'menu' };

const ARROWS: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

export interface KeyLike {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** The intention of a key in a mode, or null where the key is not the grid's. */
export function intentOf(event: KeyLike, mode: EditMode): Intent | null {
  const ctrl = event.ctrlKey || event.metaKey;
  const { key, shiftKey: shift, altKey: alt } = event;
  if (key === 'Enter') {
    if (alt) return mode === 'idle' ? { do: 'edit' } : { do: 'line-break' };
    if (ctrl) return mode === 'idle' ? null : { do: 'enter-all' };
    return { do: 'next', key: 'enter', back: shift };
  }
  if (key === 'Tab' && !ctrl && !alt) return { do: 'next', key: 'tab', back: shift };
  if (key === 'Escape') return mode === 'idle' ? { do: 'escape' } : { do: 'restore' };
  if (key === 'F2' && !ctrl && !alt && !shift) return mode === 'idle' ? { do: 'edit' } : { do: 'toggle-mode' };
  if (mode === 'editing') return null;
  if (key === 'ArrowDown' && alt && mode === 'idle') return { do: 'edit' };
  const direction = ARROWS[key];
  if (direction && !alt) {
    if (mode === 'typing') return shift || ctrl ? null : { do: 'arrow', direction, extend: false, far: false };
    return { do: 'arrow', direction, extend: shift, far: ctrl };
  }
  if ((key === 'PageUp' || key === 'PageDown') && !ctrl && !alt) return { do: 'page', back: key === 'PageUp', extend: shift };
  if (mode === 'typing') return null;
  if (key === 'Home' || key === 'End') return { do: 'end', end: key === 'Home' ? 'first' : 'last', whole: ctrl, extend: shift };
  if (key === 'Delete') return { do: 'clear' };
  if (key === 'Backspace') return { do: 'empty-and-edit' };
  if (key === 'ContextMenu' || (key === 'F10' && shift)) return { do: 'menu' };
  if (key === ' ' && shift && !ctrl) return { do: 'select-rows' };
  if (key === ' ' && ctrl) return { do: 'select-columns' };
  if (ctrl && alt && event.code === 'KeyV') return { do: 'paste-special' };
  if (!ctrl || alt) return null;
  switch (event.code) {
    case 'KeyA':
      return { do: 'select-all' };
    case 'KeyD':
      return { do: 'fill', direction: 'down' };
    case 'KeyR':
      return { do: 'fill', direction: 'right' };
    case 'KeyZ':
      return shift ? { do: 'redo' } : { do: 'undo' };
    case 'KeyY':
      return { do: 'redo' };
    case 'NumpadAdd':
      return { do: 'insert-rows' };
    case 'NumpadSubtract':
      return { do: 'delete-rows' };
    case 'Equal':
      return shift ? { do: 'insert-rows' } : null;
    case 'Minus':
      return { do: 'delete-rows' };
    default:
      return null;
  }
}

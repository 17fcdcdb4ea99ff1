// Which key means what, in each situation.

import { describe, expect, it } from 'vitest';
import { intentOf, type KeyLike } from '../../renderer/grid/keys.ts';

function key(words: string): KeyLike {
  const parts = words.split('+').filter(Boolean);
  const name = parts.pop() ?? '';
  const code = name.length === 1 ? `Key${name.toUpperCase()}` : name;
  return {
    key: name,
    code,
    ctrlKey: parts.includes('Ctrl'),
    metaKey: false,
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}

describe('keys', () => {
  const cases: [string, 'idle' | 'typing' | 'editing', unknown][] = [
    ['ArrowDown', 'idle', { do: 'arrow', direction: 'down', extend: false, far: false }],
    ['Ctrl+Shift+ArrowRight', 'idle', { do: 'arrow', direction: 'right', extend: true, far: true }],
    ['ArrowDown', 'typing', { do: 'arrow', direction: 'down', extend: false, far: false }],
    ['Shift+ArrowLeft', 'typing', null],
    ['ArrowDown', 'editing', null],
    ['Enter', 'editing', { do: 'next', key: 'enter', back: false }],
    ['Shift+Tab', 'typing', { do: 'next', key: 'tab', back: true }],
    ['Alt+Enter', 'typing', { do: 'line-break' }],
    ['Ctrl+Enter', 'editing', { do: 'enter-all' }],
    ['Ctrl+Enter', 'idle', null],
    ['F2', 'idle', { do: 'edit' }],
    ['F2', 'typing', { do: 'toggle-mode' }],
    ['Escape', 'typing', { do: 'restore' }],
    ['Escape', 'idle', { do: 'escape' }],
    ['Delete', 'idle', { do: 'clear' }],
    ['Delete', 'typing', null],
    ['Backspace', 'idle', { do: 'empty-and-edit' }],
    ['Ctrl+a', 'idle', { do: 'select-all' }],
    ['Ctrl+a', 'editing', null],
    ['Ctrl+d', 'idle', { do: 'fill', direction: 'down' }],
    ['Ctrl+z', 'idle', { do: 'undo' }],
    ['Ctrl+z', 'typing', null],
    ['Ctrl+Shift+z', 'idle', { do: 'redo' }],
    ['Ctrl+c', 'idle', null],
    ['Ctrl+Home', 'idle', { do: 'end', end: 'first', whole: true, extend: false }],
    ['Home', 'typing', null],
    ['PageDown', 'typing', { do: 'page', back: false, extend: false }],
    ['a', 'idle', null],
    ['Ctrl+Tab', 'idle', null],
  ];
  it.each(cases)('%s while %s', (words, mode, intent) => expect(intentOf(key(words), mode)).toEqual(intent));
});

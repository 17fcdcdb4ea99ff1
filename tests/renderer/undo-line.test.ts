// Which step 撤销 and 重做 name, from histories as the store writes them.

import { expect, test } from 'vitest';
import { undoLine, wayTo } from '../../renderer/plan/undo-line.ts';
import type { HistoryEntry } from '../../shared/contract/messages.ts';

/** `a b` are ordinary steps, `-1` undoes step 1, `+3` redoes undo 3; numbers are seqs from 1. */
function history(script: string): HistoryEntry[] {
  return script
    .split(' ')
    .filter(Boolean)
    .map((word, i) => {
      const code = word.startsWith('-') ? 'undo' : word.startsWith('+') ? 'redo' : 'set-cells';
      return {
        id: i + 1,
        at: '',
        by: '',
        label: word,
        code,
        ...(code !== 'set-cells' && { undoes: Number(word.slice(1)) }),
      };
    })
    .reverse();
}

test.each([
  ['', null, null],
  ['a', 'a', null],
  ['a b', 'b', null],
  ['a b -2', 'a', 'b'],
  ['a b -2 -1', null, 'a'],
  ['a b -2 -1 +4', 'a', 'b'],
  ['a b -2 -1 +4 +3', 'b', null],
  ['a b -2 c', 'c', null],
  ['a b -2 c -4', 'a', 'c'],
  ['a b -2 +3 -2', 'a', 'b'],
])('after “%s” 撤销 takes %s and 重做 brings %s', (script, undo, redo) => {
  const line = undoLine(history(script));
  expect([line.undo?.label ?? null, line.redo?.label ?? null]).toEqual([undo, redo]);
});

test.each([
  ['a b c', 3, 'undo', 0],
  ['a b c', 1, 'undo', 2],
  ['a b c -3', 1, 'undo', 1],
  ['a b c -3 -2', 3, 'redo', 2],
  ['a b c -3 -2', 2, 'redo', 1],
  ['a b -2 +3', 2, 'undo', 0],
])('after “%s” step %i is reached by %s × %i', (script, step, kind, times) => {
  expect(wayTo(history(script), step)).toEqual({ kind, times });
});

test('a step that another came after is out of reach', () => {
  expect(wayTo(history('a b -2 c'), 2)).toBe(null);
});

// The passing marks of a cell: selected, active, edge of a frame, part of a total, cut, about to be filled.
//
// Pure: from the places of a few rectangles to the class words of one place. A frame is drawn by the cells at its edge, so it
// stays right under scrolling, pinned rows and columns, and any zoom.

import { type Box, inBox } from './axes.ts';

export interface MarkState {
  boxes: readonly Box[];
  active: { row: number; col: number } | null;
  cut: Box | null;
  fill: Box | null;
  /** keys of cells that the active total is made of */
  parts: ReadonlySet<string>;
}

/** A cell's finding as a corner mark: red for an error, hollow grey for a hint. */
export type FindingMark = 'error' | 'hint';

export const NO_MARKS: MarkState = { boxes: [], active: null, cut: null, fill: null, parts: new Set() };

function edges(box: Box, row: number, col: number, prefix: string): string[] {
  const words: string[] = [];
  if (row === box.top) words.push(`${prefix}-top`);
  if (row === box.bottom) words.push(`${prefix}-bottom`);
  if (col === box.left) words.push(`${prefix}-left`);
  if (col === box.right) words.push(`${prefix}-right`);
  return words;
}

/** Class words for a place. `key` is its cell key. */
export function marksOf(state: MarkState, row: number, col: number, key: string, finding?: FindingMark): string {
  const words: string[] = finding ? [`gc-finding-${finding}`] : [];
  if (state.parts.has(key)) words.push('gc-part');
  const active = state.active !== null && state.active.row === row && state.active.col === col;
  const many = state.boxes.length > 1;
  state.boxes.forEach((box, index) => {
    if (!inBox(box, row, col)) return;
    if (!words.includes('gc-in')) words.push('gc-in');
    // Only the newest of several ranges has a frame, as in a worksheet.
    if (!many || index === state.boxes.length - 1) words.push(...edges(box, row, col, 'gc-edge'));
  });
  if (active) words.push('gc-active');
  if (state.cut && inBox(state.cut, row, col)) words.push(...edges(state.cut, row, col, 'gc-cut'));
  if (state.fill && inBox(state.fill, row, col)) words.push(...edges(state.fill, row, col, 'gc-fill'));
  return words.join(' ');
}

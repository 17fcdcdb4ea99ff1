// A figure as it is shown and as it is held: the format may show fewer digits than the file has, a typist may have used
// full-width digits. What is shown is what is counted when it is imported; what is held is said beside.

import { halfWidth } from '../../../shared/values/parse.ts';
import type { SheetCell } from '../read/sheet.ts';

export const isFullWidth = (text: string): boolean => halfWidth(text) !== text;

const decimalsIn = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0);

/** The value holds more decimals than its format shows: 12.9567 shown as 12.96. */
export function hidesDigits(cell: SheetCell): boolean {
  if (cell.kind !== 'number' || cell.value === null || /[%％]/.test(cell.text) || !/\d/.test(cell.text)) return false;
  return decimalsIn(cell.value) > decimalsIn(cell.text.replace(/[^\d.]/g, ''));
}

export interface FigureText {
  /** half-width, every digit */
  text: string;
  /** as shown, where that is something else */
  shown: string | null;
}

/** How a number cell is said; other cells as they stand. */
export function figureText(cell: SheetCell, isNumber: boolean): FigureText {
  const shown = cell.text.trim();
  if (!isNumber) return { text: shown, shown: null };
  if (hidesDigits(cell)) return { text: cell.value ?? shown, shown };
  // A number cell is printed by the program, in half-width.
  if (cell.kind !== 'number' && isFullWidth(shown)) return { text: halfWidth(shown).replace(/\s+/g, ''), shown };
  return { text: shown, shown: null };
}

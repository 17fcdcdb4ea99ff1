// 选择性粘贴: a block turned on its side, written as shown or as stored, added to what stands there or taken from it.
//
// Adding is exact and cell by cell in the unit the plan keeps. A cell that holds words, or a copied word, cannot be added: it is
// left as it is and counted. “-” means none and counts as nothing there.

import type { LivePlan } from '../../../shared/model/live-plan.ts';
import { addExact, type Exact, formatExact, subtractExact, ZERO } from '../../../shared/values/exact.ts';
import { parseValue } from '../../../shared/values/parse.ts';
import { type CellValue, isPlain } from '../../../shared/values/value.ts';
import type { PasteCell } from '../paste-plan.ts';

export interface PasteWay {
  /** figures as the copied sheet shows them, or with all the decimals it keeps */
  figures: 'shown' | 'stored';
  operation: 'none' | 'add' | 'subtract';
  transpose: boolean;
  skipBlanks: boolean;
}

export const PLAIN_WAY: PasteWay = { figures: 'shown', operation: 'none', transpose: false, skipBlanks: false };

/** Rows become columns; the block is square-cornered. */
export function transpose(block: readonly (readonly string[])[]): string[][] {
  const width = block[0]?.length ?? 0;
  return Array.from({ length: width }, (_, c) => block.map((row) => row[c] ?? ''));
}

/** What a way makes of the planned cells; `left` counts those that could not be added. */
export function combine(live: LivePlan, cells: readonly PasteCell[], way: PasteWay): { cells: PasteCell[]; left: number } {
  const given = way.skipBlanks || way.operation !== 'none' ? cells.filter((cell) => cell.value.trim() !== '') : cells;
  if (way.operation === 'none') return { cells: [...given], left: 0 };
  const made: PasteCell[] = [];
  for (const cell of given) {
    const there = figureAt(live, cell.row, cell.col);
    const more = figureOf(parseValue(cell.value));
    if (!there || !more) continue;
    const value = formatExact(way.operation === 'add' ? addExact(there, more) : subtractExact(there, more));
    made.push({ ...cell, value });
  }
  return { cells: made, left: given.length - made.length };
}

function figureAt(live: LivePlan, row: number, col: number): Exact | null {
  const column = live.state.records.col.get(col);
  return column?.role === 'value' && column.kind === 'number' ? figureOf(live.value(row, col)) : null;
}

function figureOf(value: CellValue): Exact | null {
  if (value.form === 'empty' || value.form === 'none') return ZERO;
  return isPlain(value) ? value.num : null;
}

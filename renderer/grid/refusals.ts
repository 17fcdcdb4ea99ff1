// What the grid says when values are refused: one cell's reason, or each cell of a block on a line of its own.
//
// A pasted block with bad cells is never half written behind the person's back: nothing goes in until they choose to leave the
// named cells out.

import { readInput } from '../../shared/commands/read-input.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { gridWords } from '../words/grid.ts';
import type { PasteCell } from './paste-plan.ts';

/** Cells named at most; the rest is counted. */
const MOST = 5;

export function refusalText(failure: Failure): string {
  const { refused, count } = failure.details;
  if (!Array.isArray(refused)) return sentenceOf(failure);
  const lines = (refused as Record<string, unknown>[]).slice(0, MOST).map((details) => {
    const column = String(details.column ?? '');
    const reason = sentenceOf({ code: 'bad-value', details });
    // Most reasons name the column themselves.
    return gridWords.refusedCell(String(details.row ?? ''), reason.includes(column) ? '' : column.replaceAll('/', '·'), reason);
  });
  const left = Number(count) - lines.length;
  return [gridWords.refusedBlock(Number(count)), ...lines, ...(left > 0 ? [gridWords.refusedMore(left)] : [])].join('\n');
}

/** The cells of a block that its columns take. */
export function takenCells(live: LivePlan, cells: readonly PasteCell[]): PasteCell[] {
  return cells.filter((cell) => {
    const row = live.state.records.row.get(cell.row);
    const column = live.state.records.col.get(cell.col);
    if (!row || !column) return false;
    return (column.role !== 'value' && column.role !== 'note') || readInput(live, row, column, cell.value).ok;
  });
}

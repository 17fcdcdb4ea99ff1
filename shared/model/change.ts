// A change is the smallest typed fact, with what it was and what it became, so its inverse is the swap.
//
// Three kinds are enough: a record (changed fields only), a column of cells, a splice of a block's inline content. Store,
// replica, undo, history, import and comparison all read the same list.

import type { StoredForm } from '../values/value.ts';
import type { Inline } from './blocks.ts';
import type { BlockId, ColumnId, RowId } from './ids.ts';
import type { Entity } from './records.ts';

/** A stored cell as a change carries it: null = empty, a string = a plain number's printed digits, else form and printed text. */
export type CellData = null | string | { f: StoredForm; t: string };

export type Fields = Record<string, unknown>;

export type Change =
  | { k: 'rec'; e: Entity; id: number | string; was: Fields | null; now: Fields | null }
  | { k: 'cells'; col: ColumnId; rows: RowId[]; was: CellData[]; now: CellData[] }
  | { k: 'inline'; block: BlockId; at: number; was: Inline[]; now: Inline[] };

export function invert(change: Change): Change {
  return { ...change, was: change.now, now: change.was } as Change;
}

/** The inverse of a whole step: every change swapped, last first. */
export function invertAll(changes: readonly Change[]): Change[] {
  return changes.map(invert).reverse();
}

export type StepVia = 'window' | 'cli' | 'import' | 'collect' | 'system';

/** One undoable gesture as the file keeps it. */
export interface Step {
  seq: number;
  /** ISO time, UTC */
  at: string;
  by: string;
  via: StepVia;
  /** the command's type, or undo / redo */
  code: string;
  /** what the label needs: {count: 12}, {table: '表2'} … */
  args: Record<string, unknown>;
  /** seq of the step that this one takes back (undo) or brings again (redo: the undo's seq) */
  undoes: number | null;
  sourceId: number | null;
  changes: Change[];
}

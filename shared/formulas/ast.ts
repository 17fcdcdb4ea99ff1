// The formula as a tree, references by id. Text in either notation parses to this; `print` writes it back.

import type { ColumnId, RowId } from '../model/ids.ts';
import type { Exact } from '../values/exact.ts';

/** Where a reference looks: this row, one row, the counted children, all counted data rows, the total row, the like row. */
export type RowsPart =
  | { at: 'this' }
  | { at: 'row'; row: RowId }
  | { at: 'children' }
  | { at: 'all' }
  | { at: 'total' }
  | { at: 'same' };

export type BinaryOperator = '+' | '-' | '*' | '/' | '=' | '<>' | '<' | '<=' | '>' | '>=';

export const FUNCTIONS = ['SUM', 'SUMIFS', 'COUNTIFS', 'COUNT', 'AVERAGE', 'ROUND', 'IF', 'IFERROR', 'MIN', 'MAX', 'ABS'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export type Expression =
  | { op: 'number'; num: Exact }
  | { op: 'text'; text: string }
  /** column 0 = 本列, the column that is being computed */
  | { op: 'ref'; column: ColumnId; rows: RowsPart }
  | { op: 'year' }
  | { op: 'negate'; of: Expression }
  | { op: 'percent'; of: Expression }
  | { op: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { op: 'call'; name: FunctionName; args: Expression[] };

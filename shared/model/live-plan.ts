// A plan that computes itself: the state with its engine, behind one interface.
//
// Store, window replica, command line, import and export all read a plan through this, so there is one answer to "what does
// this cell print". Reading is cheap at any time; `apply` takes changes in and says what moved.

import type { Expression } from '../formulas/ast.ts';
import type { ShownTable } from '../formulas/shown-table.ts';
import type { CellValue } from '../values/value.ts';
import type { Change } from './change.ts';
import type { BlockId, ColumnId, FieldId, RowId, TableId } from './ids.ts';
import type { ColumnRecord, RowRecord, ShownIn, TableRecord } from './records.ts';
import type { PlanState } from './state.ts';

export interface HeaderCell {
  column: ColumnId;
  /** as printed: year tokens replaced, unit in brackets where the table prints it there */
  text: string;
  colSpan: number;
  rowSpan: number;
}

/** A table's structure in print order; cached until its structure changes. */
export interface TableShape {
  record: TableRecord;
  /** 表1, 附表2 …; '' for a table without number */
  number: string;
  /** title with year tokens replaced */
  title: string;
  /** whole column tree, parents before children, hidden ones included */
  columns: ColumnRecord[];
  /** visible columns without children, left to right, label columns included */
  leaves: ColumnRecord[];
  header: HeaderCell[][];
  /** every row in print order (totals at their end), hidden ones left out */
  rows: RowRecord[];
  /** 1-based count in the serial column, by row; totals have none, nor has a row joined to the count above it */
  serial: Map<RowId, number>;
  /** columns in which a row belongs to the cell above it (cell-spans.ts); rows without any are left out */
  joined: ReadonlyMap<RowId, ReadonlySet<ColumnId>>;
  /** depth of a row in its groups, 0 at the top */
  depth: Map<RowId, number>;
  /** header texts from the top, as printed */
  path(column: ColumnId): string[];
}

/** Which rule gives a cell its value. */
export type CellRule =
  | { by: 'input' }
  | { by: 'label' }
  | { by: 'exception'; printed: string; reason: string }
  | { by: 'cell' | 'row' | 'column'; formula: Expression }
  /** a total: the rows it adds, nested totals already flattened to the data rows counted */
  | { by: 'sum'; rows: RowId[] }
  | { by: 'nothing' };

/** A part of a computed cell, in the order it is counted. */
export interface Part {
  row: RowId;
  column: ColumnId;
  text: string;
  /** false: a blank that counts as nothing */
  counted: boolean;
}

export interface Explanation {
  rule: CellRule;
  /** the formula in words: 小计·套数 ＝ 公租房·套数 ＋ 保障性租赁住房·套数 */
  words: string;
  /** with figures: 3000 ＋ 280 ＝ 3280 */
  figures: string;
  parts: Part[];
  users: Use[];
}

export type Use =
  | { kind: 'cell'; table: TableId; row: RowId; column: ColumnId; text: string }
  | { kind: 'field'; block: BlockId; field: FieldId; text: string };

export interface ChangedCell {
  table: TableId;
  row: RowId;
  column: ColumnId;
}

/** What one `apply` moved. */
export interface Moved {
  /** cells whose value changed, computed ones included */
  cells: ChangedCell[];
  /** blocks whose own record or content changed, and those that hold a field whose text changed */
  blocks: BlockId[];
  /** tables whose columns, rows, title, unit or order changed: read their shape again */
  tables: TableId[];
  /** something else changed (plan properties, regions, notes, rules …) */
  other: boolean;
}

export interface LivePlan {
  readonly state: PlanState;
  /** tables in order */
  tables(): TableRecord[];
  shape(table: TableId): TableShape;
  value(row: RowId, column: ColumnId): CellValue;
  /** as shown and printed, label columns included ("" under a merged group label) */
  text(row: RowId, column: ColumnId): string;
  /** as the plan keeps and computes it, whatever unit the table is shown in */
  keptText(row: RowId, column: ColumnId): string;
  rule(row: RowId, column: ColumnId): CellRule;
  isComputed(row: RowId, column: ColumnId): boolean;
  /** what a cell with an exception would compute without it */
  valueBeneath(row: RowId, column: ColumnId): CellValue;
  explain(row: RowId, column: ColumnId): Explanation;
  /** the rows that a reference in `row`'s formula reads, in print order; column = the column it reads */
  rowsOfReference(ref: Extract<Expression, { op: 'ref' }>, row: RowId, column: ColumnId): RowId[];
  /** an expression stored by id (a field's), over the figures as they are shown; `kept`: as the plan keeps them */
  evaluate(expression: string, kept?: boolean): CellValue;
  /** decimals and unit that a cell prints with: row's, else column's, else table's */
  unitOf(row: RowId, column: ColumnId): string | null;
  decimalsOf(row: RowId, column: ColumnId): number | null;
  /** the unit that a cell is shown in */
  shownUnitOf(row: RowId, column: ColumnId): string | null;
  /** the table as it is shown in other units or with fewer decimals; null: as its figures are kept */
  shown(table: TableId): ShownTable | null;
  /** how it would be shown, for a preview and for the command that asks for it */
  shownAs(table: TableId, shown: ShownIn): ShownTable;
  /** the value a cell shows: converted, rounded and balanced where its table is shown so */
  shownValue(row: RowId, column: ColumnId): CellValue;
  /** replaces {年} {年-1} {期} tokens */
  expandYears(text: string): string;
  /** takes changes into the state and recomputes what depends on them; undone by applying the inverted changes */
  apply(changes: readonly Change[]): Moved;
  /** cells that the last `apply` (or opening) found to read each other: each reads the next, the last the first */
  readonly rings: readonly (readonly ChangedCell[])[];
}

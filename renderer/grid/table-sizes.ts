// How large a table is on the screen: widths of its columns, heights of its heads and rows, what all of it needs.
//
// Everything is worked out before the grid paints (`measure.ts`, `widths.ts`), so the place around the table can be made the
// right size first. Widths that a person gave on this screen are kept while the window is open and win over everything.

import type { ColumnId, RowId } from '../../shared/model/ids.ts';
import type { LivePlan, TableShape } from '../../shared/model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../../shared/model/records.ts';
import type { ColumnPlan } from './columns.ts';
import { figureWidth, fittingWidth, ROW_HEIGHT, rowHeight, wishedWidth } from './measure.ts';
import type { MergedCells } from './merged.ts';
import type { TableAxes } from './table-axes.ts';
import { fitWidths, headHeights } from './widths.ts';

const givenWidths = new Map<ColumnId, number>();

/** Lines that a row of a table of words may have; other tables stop at two. */
const MOST_LINES = { text: 40, table: 2, ledger: 2 } as const;
/** Rows up to which each may have its own height: in a longer table the grid would place every row anew while scrolling. */
const MOST_UNEVEN_ROWS = 2000;
/** More than any screen is high; further rows need not be counted. */
const MORE_THAN_A_SCREEN = 8000;

export class TableSizes {
  /** all scrolling rows have one height */
  readonly isUniform: boolean;
  widths = new Map<ColumnId, number>();
  head = { group: ROW_HEIGHT, leaf: ROW_HEIGHT };
  private readonly live: LivePlan;
  private readonly shape: TableShape;
  private readonly placed: TableAxes;
  private readonly plan: ColumnPlan;
  private readonly records: ReadonlyMap<RowId, RowRecord>;
  private readonly pinnedRows: ReadonlySet<RowId>;
  private readonly merged: MergedCells;
  /** columns of words, which may take more than one line */
  private wrapping: { column: ColumnRecord; width: number }[] = [];

  constructor(live: LivePlan, shape: TableShape, placed: TableAxes, plan: ColumnPlan, merged: MergedCells, isUniform?: boolean) {
    this.merged = merged;
    this.live = live;
    this.shape = shape;
    this.placed = placed;
    this.plan = plan;
    this.isUniform = isUniform ?? placed.body.length > MOST_UNEVEN_ROWS;
    this.records = new Map(shape.rows.map((row) => [row.id, row]));
    this.pinnedRows = new Set([...placed.top, ...placed.bottom].map((row) => row.id));
  }

  /** Fits columns and heads into `room` px. */
  measure(room: number): void {
    const wishes = this.shape.leaves.map((leaf) => {
      const given = givenWidths.get(leaf.id);
      const needed = this.plan.widths.get(leaf.id);
      const natural = given ?? needed?.natural ?? ROW_HEIGHT;
      const least = given ?? needed?.least ?? natural;
      const fixed = given !== undefined || this.plan.pinned.has(leaf.id);
      return { id: leaf.id, least, natural, wished: Math.max(natural, wishedWidth(this.live, leaf)), fixed };
    });
    this.widths = fitWidths(wishes, room - this.plan.rowNumberWidth);
    this.head = headHeights(this.plan, this.widths);
    this.wrapping = this.shape.leaves
      .filter((leaf) => leaf.kind !== 'number' || leaf.role !== 'value')
      .map((column) => ({ column, width: this.widthOf(column.id) }));
  }

  widthOf(column: ColumnId): number {
    return this.widths.get(column) ?? ROW_HEIGHT;
  }

  get totalWidth(): number {
    return this.shape.leaves.reduce((sum, leaf) => sum + this.widthOf(leaf.id), this.plan.rowNumberWidth);
  }

  heightOf(row: RowId): number {
    const record = this.records.get(row);
    if (!record || (this.isUniform && !this.pinnedRows.has(row))) return ROW_HEIGHT;
    // A merged cell has the height of all its rows for its words.
    const alone = this.wrapping.filter(({ column }) => this.merged.spanOf({ row, col: column.id }) === 1);
    return rowHeight(this.live, record, alone, MOST_LINES[this.shape.record.role]);
  }

  private heightOfRows(rows: readonly RowRecord[]): number {
    return rows.length ? rows.reduce((sum, row) => sum + this.heightOf(row.id), PINNED_LINE) : 0;
  }

  get headHeight(): number {
    return this.plan.groupLevels * this.head.group + this.head.leaf + HEAD_LINE;
  }

  get topHeight(): number {
    return this.heightOfRows(this.placed.top);
  }

  get bottomHeight(): number {
    return this.heightOfRows(this.placed.bottom);
  }

  /** Height of heads and rows together. */
  get totalHeight(): number {
    let body = 0;
    for (const row of this.placed.body) {
      body += this.heightOf(row.id);
      if (body > MORE_THAN_A_SCREEN) break;
    }
    return this.headHeight + this.topHeight + this.bottomHeight + body;
  }

  /** A person's own width for a column. */
  give(column: ColumnId, width: number): void {
    givenWidths.set(column, width);
  }

  /** As wide as a column's longest text. */
  giveFitting(column: ColumnRecord): void {
    this.give(column.id, fittingWidth(this.live, this.shape, column));
  }

  /** A figure is never cut: true where a column must grow for it (not where a person gave its width). */
  widenFor(row: RowId, column: ColumnRecord): boolean {
    if (column.kind !== 'number' || givenWidths.has(column.id)) return false;
    const wanted = figureWidth(this.live.text(row, column.id));
    if (wanted <= this.widthOf(column.id)) return false;
    this.plan.widths.set(column.id, { least: wanted, natural: wanted });
    return true;
  }

  /** The plan's definitions with their present widths. */
  definitions(): ColumnPlan['defs'] {
    const sized = (def: ColumnPlan['defs'][number]): ColumnPlan['defs'][number] => {
      if ('children' in def) return { ...def, children: def.children.map(sized) };
      const width = this.widths.get(Number((def.colId ?? '').slice(1)));
      return width === undefined ? def : { ...def, width };
    };
    return this.plan.defs.map(sized);
  }
}

/** The line under the heads. */
const HEAD_LINE = 1;
/** The heavier line beside pinned rows. */
const PINNED_LINE = 2;

// Merged cells on the screen: the upper cell stands for all of them, as in a worksheet.
//
// The grid still lays out one cell a row. The upper cell paints its words over the rows it covers, and a selection that would land
// on a covered cell goes to the upper one, or, coming from there, past the merge.

import { cellSpans } from '../../shared/model/cell-spans.ts';
import type { LivePlan, TableShape } from '../../shared/model/live-plan.ts';
import { type Axes, type GridCell, sameCell } from './axes.ts';
import { isSingle, type Selection, selectCell } from './selection.ts';

export class MergedCells {
  private readonly spans: ReturnType<typeof cellSpans>;
  private readonly shape: TableShape;
  private readonly rowAt: ReadonlyMap<number, number> = new Map();

  constructor(live: LivePlan, shape: TableShape) {
    this.spans = cellSpans(live.state, shape);
    this.shape = shape;
    if (this.spans.size) this.rowAt = new Map(shape.rows.map((row, i) => [row.id, i]));
  }

  get any(): boolean {
    return this.spans.size > 0;
  }

  /** Rows that a cell covers; 0 = it is covered itself. */
  spanOf(cell: GridCell): number {
    return this.spans.get(cell.col)?.get(cell.row) ?? 1;
  }

  /** The rows under a merged cell, its own first. */
  rowsOf(cell: GridCell): number[] {
    const at = this.rowAt.get(cell.row);
    return at === undefined ? [cell.row] : this.shape.rows.slice(at, at + Math.max(1, this.spanOf(cell))).map((row) => row.id);
  }

  /** The cell that stands for a covered one; any other cell itself. */
  headOf(cell: GridCell): GridCell {
    let at = this.rowAt.get(cell.row);
    while (at !== undefined && at > 0 && this.spanOf({ row: this.shape.rows[at]?.id ?? 0, col: cell.col }) === 0) at--;
    return at === undefined ? cell : { row: this.shape.rows[at]?.id ?? cell.row, col: cell.col };
  }

  /** A selection of one covered cell goes to its upper cell; from there downwards it goes past the merge. */
  settle(selection: Selection, from: GridCell | null, axes: Axes): Selection {
    const { active } = selection;
    if (!isSingle(selection) || this.spanOf(active) !== 0) return selection;
    const head = this.headOf(active);
    if (!from || !sameCell(from, head)) return selectCell(head);
    const past = axes.rows[(axes.rowAt.get(head.row) ?? 0) + this.spanOf(head)];
    return selectCell(past === undefined ? head : { row: past, col: head.col });
  }
}

// The part of a sheet that is being looked at: rows and columns from–to, with merges spread and classes at hand.
//
// Finding works on frames so that tables under each other and side by side are the same problem: a smaller frame.

import { cellRef } from '../../../shared/import/cell-ref.ts';
import { type Merge, type Sheet, textAt } from '../read/sheet.ts';
import { type CellClass, ClassGrid } from './cell-class.ts';

/** Which merge covers a cell; asked for every cell, so indexed by row. */
export class MergeIndex {
  private readonly byRow = new Map<number, Merge[]>();
  private readonly tall: Merge[] = [];

  constructor(merges: readonly Merge[]) {
    for (const merge of merges) {
      // A merge over thousands of rows is kept apart instead of being listed under each of them.
      if (merge.bottom - merge.top > 200) this.tall.push(merge);
      else for (let r = merge.top; r <= merge.bottom; r++) this.push(r, merge);
    }
  }

  private push(row: number, merge: Merge): void {
    const list = this.byRow.get(row);
    if (list) list.push(merge);
    else this.byRow.set(row, [merge]);
  }

  at(row: number, column: number): Merge | undefined {
    const inside = (m: Merge) => m.left <= column && column <= m.right && m.top <= row && row <= m.bottom;
    return this.byRow.get(row)?.find(inside) ?? this.tall.find(inside);
  }

  touches(row: number): boolean {
    return this.byRow.has(row) || this.tall.some((m) => m.top <= row && row <= m.bottom);
  }

  ofRow(row: number): Merge[] {
    const tall = this.tall.filter((m) => m.top <= row && row <= m.bottom);
    return [...(this.byRow.get(row) ?? []), ...tall];
  }
}

export interface Anchor {
  row: number;
  column: number;
  /** last column and row that the cell covers */
  right: number;
  bottom: number;
  text: string;
  cls: CellClass;
}

export class Frame {
  readonly sheet: Sheet;
  readonly classes: ClassGrid;
  readonly merges: MergeIndex;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  private readonly hidden: Set<number>;
  private readonly anchorCache = new Map<number, Anchor[]>();

  constructor(from: Sheet | Frame, top?: number, bottom?: number, left?: number, right?: number) {
    if (from instanceof Frame) {
      this.sheet = from.sheet;
      this.classes = from.classes;
      this.merges = from.merges;
      this.hidden = from.hidden;
    } else {
      this.sheet = from;
      this.classes = new ClassGrid(from);
      this.merges = new MergeIndex(from.merges);
      this.hidden = new Set(from.hiddenColumns);
    }
    this.top = top ?? 1;
    this.bottom = bottom ?? this.sheet.rows;
    this.left = left ?? 1;
    this.right = right ?? this.sheet.columns;
  }

  within(top: number, bottom: number, left = this.left, right = this.right): Frame {
    return new Frame(this, top, bottom, left, right);
  }

  text(row: number, column: number): string {
    return textAt(this.sheet, row, column);
  }
  cls(row: number, column: number): CellClass {
    return this.classes.at(row, column);
  }
  isHiddenColumn(column: number): boolean {
    return this.hidden.has(column);
  }
  ref(row: number, column: number): string {
    return cellRef(row, column);
  }

  /** The non-empty cells that begin in a row, left to right; a cell's merge gives its extent. */
  anchors(row: number): Anchor[] {
    const known = this.anchorCache.get(row);
    if (known) return known;
    const anchors: Anchor[] = [];
    const line = this.sheet.grid[row];
    if (line) {
      const end = Math.min(this.right, line.length - 1);
      for (let c = this.left; c <= end; c++) {
        const cell = line[c];
        if (!cell) continue;
        const merge = this.merges.at(row, c);
        // Covered cells of a merge may still hold stale text in some files; only the corner is printed.
        if (merge && (merge.top !== row || merge.left !== c)) continue;
        anchors.push({
          row,
          column: c,
          right: Math.min(merge?.right ?? c, this.right),
          bottom: Math.min(merge?.bottom ?? row, this.bottom),
          text: cell.text.trim(),
          cls: this.cls(row, c),
        });
      }
    }
    if (this.anchorCache.size > 4096) this.anchorCache.clear();
    this.anchorCache.set(row, anchors);
    return anchors;
  }

  isBlank(row: number): boolean {
    const line = this.sheet.grid[row];
    if (!line) return true;
    if (this.hasMerges(row)) return this.anchors(row).length === 0;
    const end = Math.min(this.right, line.length - 1);
    for (let c = this.left; c <= end; c++) if (line[c]) return false;
    return true;
  }

  /** Rows without merges can be read cell by cell, which is what makes long lists cheap. */
  hasMerges(row: number): boolean {
    return this.merges.touches(row);
  }

  /** The next row from `row` on (or before, with step −1) that is not blank, within the frame; 0 = none. */
  nextFilled(row: number, step: 1 | -1 = 1): number {
    for (let r = row; r >= this.top && r <= this.bottom; r += step) if (!this.isBlank(r)) return r;
    return 0;
  }
}

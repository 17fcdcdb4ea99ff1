// Clearing, 记为“-”, filling: what is done to the selected cells at once, each as one command.

import { gridWords } from '../words/grid.ts';
import { type Box, type GridCell, sameBox } from './axes.ts';
import type { Bench } from './bench.ts';
import { takesValue } from './editable.ts';
import { fillTarget, planFill, planFillFrom } from './fill-plan.ts';
import { cellsOf, newestBox } from './selection.ts';

export class CellActions {
  /** where a drag of the handle would fill */
  fillBox: Box | null = null;
  private readonly bench: Bench;

  constructor(bench: Bench) {
    this.bench = bench;
  }

  /** Selected cells that take a value; computed ones are passed over. */
  writable(): { row: number; col: number }[] {
    const { selection, axes, live, surface } = this.bench;
    const cells: { row: number; col: number }[] = [];
    if (!selection) return cells;
    for (const cell of cellsOf(selection, axes)) {
      const column = surface.column(cell.col);
      if (column && takesValue(live, cell.row, column)) cells.push({ row: cell.row, col: cell.col });
    }
    return cells;
  }

  /** Empties the selected cells. */
  clear(): void {
    const cells = this.target();
    if (cells.length) this.bench.tryRun({ type: 'clear-cells', cells });
  }

  /** 记为“-”. */
  markNone(): void {
    const cells = this.target();
    if (cells.length) this.bench.tryRun({ type: 'set-cells', cells: cells.map((cell) => ({ ...cell, value: '-' })) });
  }

  private target(): { row: number; col: number }[] {
    const { selection } = this.bench;
    if (!selection || !this.bench.allowed()) return [];
    const cells = this.writable();
    if (cells.length === 0) this.bench.mayEdit(selection.active);
    return cells;
  }

  /** Ctrl+D and Ctrl+R. */
  fill(direction: 'down' | 'right'): void {
    const { selection, axes, live, surface } = this.bench;
    if (!selection || !this.bench.allowed()) return;
    if (selection.ranges.length > 1) {
      this.bench.say('hint', gridWords.manyRanges);
      return;
    }
    const box = newestBox(selection, axes);
    const cells = box && planFillFrom(live, axes, surface.columns, box, direction);
    if (cells?.length) this.bench.tryRun({ type: 'fill', cells });
    else this.bench.say('hint', gridWords.filledNothing);
  }

  /** The handle is dragged over a cell. */
  fillOver(cell: GridCell): void {
    const { selection, axes } = this.bench;
    const source = selection && newestBox(selection, axes);
    const row = axes.rowAt.get(cell.row);
    const col = axes.colAt.get(cell.col);
    if (!source || row === undefined || col === undefined) return;
    const target = fillTarget(source, row, col);
    if (target === this.fillBox || (target && this.fillBox && sameBox(target, this.fillBox))) return;
    this.fillBox = target;
    this.bench.showSelection();
  }

  /** The handle was let go; `copy` (Ctrl) repeats a series, and counts a single figure on. */
  fillEnd(commit: boolean, copy: boolean): void {
    const { selection, axes, live, surface } = this.bench;
    const target = this.fillBox;
    this.fillBox = null;
    const source = selection && newestBox(selection, axes);
    if (!commit || !target || !source || !this.bench.allowed()) {
      this.bench.showSelection();
      return;
    }
    const cells = planFill(live, axes, surface.columns, source, target, !copy);
    if (cells.length === 0) {
      this.bench.showSelection();
      this.bench.say('hint', gridWords.filledNothing);
      return;
    }
    if (!this.bench.tryRun({ type: 'fill', cells })) {
      this.bench.showSelection();
      return;
    }
    this.bench.selectBox({
      top: Math.min(source.top, target.top),
      left: Math.min(source.left, target.left),
      bottom: Math.max(source.bottom, target.bottom),
      right: Math.max(source.right, target.right),
    });
  }

  /** Double click on the handle: down to where the neighbouring column's data ends. */
  autoFill(): void {
    const { selection, axes, live } = this.bench;
    const source = selection && newestBox(selection, axes);
    const col = source && axes.cols[source.left > 0 ? source.left - 1 : source.right + 1];
    if (!source || col === undefined || col === null) return;
    let bottom = source.bottom;
    for (let row = axes.rows[bottom + 1]; row !== undefined; row = axes.rows[bottom + 1]) {
      if (live.state.records.row.get(row)?.kind === 'total' || live.text(row, col) === '') break;
      bottom++;
    }
    if (bottom === source.bottom) return;
    this.fillBox = { ...source, top: source.bottom + 1, bottom };
    this.fillEnd(true, false);
  }
}

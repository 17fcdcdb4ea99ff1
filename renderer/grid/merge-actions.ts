// 合并单元格 and 取消合并: selected cells of neighbouring rows become one downwards, or stand alone again, each as one command.

import type { CommandOf } from '../../shared/commands/schema.ts';
import { joinedCells } from '../../shared/model/cell-spans.ts';
import type { RowRecord } from '../../shared/model/records.ts';
import { gridWords } from '../words/grid.ts';
import type { Bench } from './bench.ts';
import { cellsOf, newestBox, selectCell } from './selection.ts';

type Cells = CommandOf<'join-cells'>['cells'];

export class MergeActions {
  private readonly bench: Bench;

  constructor(bench: Bench) {
    this.bench = bench;
  }

  canJoin(): boolean {
    return this.toJoin().length > 0;
  }

  canSplit(): boolean {
    return this.toSplit().length > 0;
  }

  join(): void {
    const { selection, axes, live } = this.bench;
    const box = selection && newestBox(selection, axes);
    const cells = this.toJoin();
    if (!box || !cells.length || !this.bench.allowed()) return;
    const isLost = cells.some((cell) => this.isValue(cell.col) && live.text(cell.row, cell.col) !== '');
    if (!this.bench.tryRun({ type: 'join-cells', cells, join: true })) return;
    this.bench.select(selectCell({ row: axes.rows[box.top] as number, col: axes.cols[box.left] as number }));
    if (isLost) this.bench.say('hint', gridWords.joinedUpper);
  }

  split(): void {
    const cells = this.toSplit();
    if (cells.length && this.bench.allowed()) this.bench.tryRun({ type: 'join-cells', cells, join: false });
  }

  private isValue(col: number): boolean {
    const role = this.bench.surface.column(col)?.role;
    return role === 'value' || role === 'note';
  }

  /** Cells of the newest range that can be one with the cell above them there. */
  private toJoin(): Cells {
    const { selection, axes, live, surface } = this.bench;
    const box = selection && newestBox(selection, axes);
    // A ledger's rows are filtered and sorted one by one.
    if (!box || surface.shape.record.role === 'ledger') return [];
    const cells: Cells = [];
    for (let r = box.top + 1; r <= box.bottom; r++) {
      const above = live.state.records.row.get(axes.rows[r - 1] as number);
      const row = live.state.records.row.get(axes.rows[r] as number);
      if (!above || !row || !isPair(above, row)) continue;
      for (let c = box.left; c <= box.right; c++) {
        const col = axes.cols[c] as number;
        const column = surface.column(col);
        const is = surface.shape.joined.get(row.id)?.has(col) || column?.role === 'group_label' || live.isComputed(row.id, col);
        if (column && !is) cells.push({ row: row.id, col });
      }
    }
    return cells;
  }

  /** Joined cells that the selected ones cover. */
  private toSplit(): Cells {
    const { selection, axes, surface } = this.bench;
    if (!selection || surface.shape.joined.size === 0) return [];
    const cells = new Map<string, Cells[number]>();
    for (const cell of cellsOf(selection, axes)) {
      for (const row of surface.merged.rowsOf(cell)) {
        if (surface.shape.joined.get(row)?.has(cell.col)) cells.set(`${row}:${cell.col}`, { row, col: cell.col });
      }
    }
    return [...cells.values()];
  }
}

/** Whether a row may be joined to the one above it: both of one kind and one group. */
const isPair = (above: RowRecord, row: RowRecord): boolean => joinedCells([above, { ...row, props: { joined: [0] } }]).has(row.id);

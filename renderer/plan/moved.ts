// Several movements as one: what a step, its taking back and its replay moved together, each cell, block and table once.

import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { ChangedCell, Moved } from '../../shared/model/live-plan.ts';

export class MovedSet {
  private readonly cells = new Map<string, ChangedCell>();
  private readonly blocks = new Set<BlockId>();
  private readonly tables = new Set<TableId>();
  private other = false;

  add(moved: Moved): void {
    for (const cell of moved.cells) this.cells.set(`${cell.row}:${cell.column}`, cell);
    for (const block of moved.blocks) this.blocks.add(block);
    for (const table of moved.tables) this.tables.add(table);
    this.other ||= moved.other;
  }

  result(): Moved {
    return { cells: [...this.cells.values()], blocks: [...this.blocks], tables: [...this.tables], other: this.other };
  }
}

export function isNothing(moved: Moved): boolean {
  return !moved.other && moved.cells.length === 0 && moved.blocks.length === 0 && moved.tables.length === 0;
}

// The plan's state in memory: records by kind and id, cells by column. Only `applyChanges` writes it.

import { CellColumn } from './cell-column.ts';
import type { ColumnId, RowId, TableId } from './ids.ts';
import { ENTITIES, type Entity, type PlanProperties, type PlanPropertyName, type RecordOf } from './records.ts';

export type Records = { [E in Entity]: Map<RecordOf[E]['id'], RecordOf[E]> };

/** The rows of one table as slots of its columns' arrays; a removed row's slot is used again. */
export class RowSlots {
  readonly slotOf = new Map<RowId, number>();
  readonly rowAt: (RowId | 0)[] = [];
  private readonly free: number[] = [];

  add(row: RowId): number {
    const slot = this.free.pop() ?? this.rowAt.length;
    this.rowAt[slot] = row;
    this.slotOf.set(row, slot);
    return slot;
  }

  remove(row: RowId): void {
    const slot = this.slotOf.get(row);
    if (slot === undefined) return;
    this.slotOf.delete(row);
    this.rowAt[slot] = 0;
    this.free.push(slot);
  }
}

export class PlanState {
  readonly records: Records = Object.fromEntries(ENTITIES.map((e) => [e, new Map()])) as unknown as Records;
  readonly cells = new Map<ColumnId, CellColumn>();
  readonly slots = new Map<TableId, RowSlots>();
  /** seq of the newest step that this state holds */
  seq = 0;

  property<N extends PlanPropertyName>(name: N): PlanProperties[N] | null {
    return (this.records.plan.get(name)?.value ?? null) as PlanProperties[N] | null;
  }

  slotsOf(table: TableId): RowSlots {
    let slots = this.slots.get(table);
    if (!slots) {
      slots = new RowSlots();
      this.slots.set(table, slots);
    }
    return slots;
  }

  cellsOf(column: ColumnId): CellColumn {
    let cells = this.cells.get(column);
    if (!cells) {
      cells = new CellColumn();
      this.cells.set(column, cells);
    }
    return cells;
  }
}

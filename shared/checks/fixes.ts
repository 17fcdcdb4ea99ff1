// What one click can mend: the command for a finding, where there is exactly one right thing to do. What a person must decide (which of two
// figures is right) has no fix. A fix is an ordinary command, so undo takes it back.

import type { Command } from '../commands/schema.ts';
import type { ColumnId, RowId, TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { Finding } from './finding.ts';

export interface Fix {
  /** what it will do, in words */
  label: string;
  command: Command;
}

/** The fix of a finding, or null. */
export function fixOf(live: LivePlan, finding: Finding): Fix | null {
  const { table, row, column } = finding.where;
  if (finding.code === 'exception-differs' && row !== undefined && column !== undefined) {
    return {
      label: `取消例外，改为 ${finding.expected ?? ''}`,
      command: { type: 'set-exception', row, col: column, printed: null, reason: '' },
    };
  }
  if (finding.code === 'cells-blank' && table !== undefined) {
    const cells = blanksOf(live, table);
    return cells.length ? { label: `${cells.length} 个空格都记为“-”`, command: { type: 'fill', cells } } : null;
  }
  return null;
}

/** Empty inputs of figures that may be left without one. */
function blanksOf(live: LivePlan, table: TableId): { row: RowId; col: ColumnId; value: string }[] {
  const { rows, leaves } = live.shape(table);
  const columns = leaves.filter((column) => column.role === 'value' && column.kind === 'number' && !column.required);
  return rows.flatMap((row) =>
    columns.flatMap((column) =>
      live.rule(row.id, column.id).by === 'input' && live.value(row.id, column.id).form === 'empty'
        ? [{ row: row.id, col: column.id, value: '-' }]
        : [],
    ),
  );
}

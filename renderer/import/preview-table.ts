// Old beside new, as rows and columns of the plan's table: what the import would write, and what its totals would become.
//
// The totals are the engine's own: the command is decided and applied to the live plan, read, and taken back in the same turn, so the
// preview can't disagree with what 应用 does.

import { decide } from '../../shared/commands/decide.ts';
import type { Proposal, ProposedState } from '../../shared/contract/import.ts';
import { invertAll } from '../../shared/model/change.ts';
import { type ColumnId, cellKey, type RowId } from '../../shared/model/ids.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import type { PlanSession } from '../plan/session.ts';
import { importCommand } from './import-command.ts';
import type { WizardState } from './wizard-state.ts';

export interface PreviewCell {
  old: string;
  new: string;
  state: ProposedState | 'computed';
}

export interface PreviewRow {
  id: RowId;
  label: string;
  kind: 'data' | 'total';
  cells: (PreviewCell | null)[];
  /** a value of it changes */
  moves: boolean;
}

export interface PreviewColumn {
  id: ColumnId;
  path: string[];
}

export interface Preview {
  /** heading of the label column */
  label: string;
  columns: PreviewColumn[];
  rows: PreviewRow[];
  counts: { changed: number; filled: number; same: number; refused: number };
}

export function previewOf(
  session: PlanSession,
  proposal: Proposal,
  chosen: Pick<WizardState, 'blanks' | 'round' | 'choices'>,
): Preview {
  const { live } = session;
  const shape = live.shape(proposal.target.id);
  const proposed = new Map(proposal.cells.map((cell) => [cellKey(cell.row, cell.col), cell]));
  const command = importCommand(session.mint, new Date(), proposal, chosen);
  const written = new Map(command.cells.map((cell) => [cellKey(cell.row, cell.col), cell.value]));
  const inColumns = new Set(proposal.cells.map((cell) => cell.col));
  const columns = shape.leaves.filter((leaf) => inColumns.has(leaf.id));
  const inRows = new Set(proposal.cells.map((cell) => cell.row));
  const rows = shape.rows.filter((row) => inRows.has(row.id) || row.kind === 'total' || row.kind === 'subtotal');

  const oldText = new Map<string, string>();
  const computed = rows.flatMap((row) =>
    columns.filter((column) => live.isComputed(row.id, column.id)).map((column) => [row.id, column.id] as const),
  );
  for (const [row, column] of computed) oldText.set(cellKey(row, column), live.keptText(row, column));
  const newText = new Map<string, string>();
  const decided = decide(live, command, { by: '', at: new Date().toISOString() });
  if (decided.ok) {
    live.apply(decided.value);
    for (const [row, column] of computed) newText.set(cellKey(row, column), live.keptText(row, column));
    live.apply(invertAll(decided.value));
  }

  const counts = { changed: 0, filled: 0, same: 0, refused: 0 };
  const shown = rows.map((row): PreviewRow => {
    let moves = false;
    const cells = columns.map((column): PreviewCell | null => {
      const key = cellKey(row.id, column.id);
      const before = oldText.get(key);
      if (before !== undefined) return { old: before, new: newText.get(key) ?? before, state: 'computed' };
      const cell = proposed.get(key);
      if (!cell) return null;
      const value = written.get(key);
      if (value === undefined || value === cell.old) {
        if (cell.state === 'refused') {
          counts.refused++;
          return { old: cell.old, new: cell.printed, state: 'refused' };
        }
        counts.same++;
        return { old: cell.old, new: cell.old, state: 'same' };
      }
      moves = true;
      const state = cell.old === '' ? 'filled' : 'changed';
      counts[state]++;
      return { old: cell.old, new: value, state };
    });
    const kind = row.kind === 'total' || row.kind === 'subtotal' ? 'total' : 'data';
    return { id: row.id, label: rowLabel(live, row), kind, cells, moves };
  });
  const labelColumn = shape.leaves.find((leaf) => leaf.role === 'label' || leaf.role === 'region');
  const label = labelColumn ? live.expandYears(labelColumn.title) : '';
  return { label, columns: columns.map((column) => ({ id: column.id, path: shape.path(column.id) })), rows: shown, counts };
}

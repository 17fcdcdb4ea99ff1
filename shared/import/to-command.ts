// A proposal and a person's decisions → the one command that applies it. Window and command line both make it here.

import type { CommandOf } from '../commands/schema.ts';
import { type Decisions, decisionsSchema, type Proposal } from '../contract/import.ts';
import { cellKey, type MintId } from '../model/ids.ts';

export interface CommandContext {
  mint: MintId;
  /** ISO time, UTC */
  now: string;
}

/** The cells that would change under these decisions: changed and filled ones, blanks and rounded figures as decided. */
export function cellsToWrite(proposal: Proposal, decisions: Decisions = {}): CommandOf<'import-table'>['cells'] {
  const { blanks, round, skip } = decisionsSchema.parse(decisions);
  const skipped = new Set(skip);
  const cells: CommandOf<'import-table'>['cells'] = [];
  for (const cell of proposal.cells) {
    if (skipped.has(cell.ref)) continue;
    const value = writtenText(cell, blanks, round);
    if (value === null) continue;
    cells.push({ row: cell.row, col: cell.col, value, ref: cell.ref, printed: cell.printed });
  }
  return cells;
}

function writtenText(cell: Proposal['cells'][number], blanks: 'leave' | 'none' | 'clear', round: boolean): string | null {
  switch (cell.state) {
    case 'changed':
    case 'filled':
      return cell.new;
    case 'same':
      return null;
    case 'refused':
      return round && cell.refused?.offer && cell.refused.offer !== cell.old ? cell.refused.offer : null;
    case 'blank':
      if (blanks === 'leave' || (blanks === 'none' && cell.old === '-') || (blanks === 'clear' && cell.old === '')) return null;
      return blanks === 'none' ? '-' : '';
  }
}

/**
 * The command that applies a proposal: one `import-table`, one step. A printed total that a person keeps becomes an exception
 * with its reason; one left as a question stays computed and keeps where it was printed, so that 核对 finds it; every other
 * total stays computed and leaves nothing behind.
 */
export function toCommand(proposal: Proposal, decisions: Decisions, context: CommandContext): CommandOf<'import-table'> {
  const { keep, question } = decisionsSchema.parse(decisions);
  const exceptions: NonNullable<CommandOf<'import-table'>['exceptions']> = [];
  const cells = cellsToWrite(proposal, decisions);
  for (const r of proposal.reconciliation) {
    if (r.agree) continue;
    const key = cellKey(r.rowId, r.colId);
    const kept = keep[key];
    if (kept) exceptions.push({ row: r.rowId, col: r.colId, printed: r.printed.trim(), reason: kept.reason });
    // Written to a computed cell a value changes nothing but the origin.
    if (kept || question.includes(key))
      cells.push({ row: r.rowId, col: r.colId, value: r.printed, ref: r.ref, printed: r.printed });
  }
  return {
    type: 'import-table',
    table: proposal.target.id,
    source: {
      id: context.mint<'source'>(),
      kind: 'file',
      name: proposal.file.name,
      sha256: proposal.file.sha256,
      sheet: proposal.sheet,
      at: context.now,
    },
    cells,
    ...(exceptions.length > 0 && { exceptions }),
  };
}

/** `--keep-totals`: every printed total that differs stands, each with the same reason. */
export function keepAllTotals(proposal: Proposal, reason: string): NonNullable<Decisions['keep']> {
  const keep: NonNullable<Decisions['keep']> = {};
  for (const r of proposal.reconciliation) if (!r.agree) keep[cellKey(r.rowId, r.colId)] = { reason };
  return keep;
}

// The one command that applies what the wizard decided; the same maker serves the command line (shared/import/to-command.ts).
//
// A total left as a question keeps the place where it was printed, so 核对 finds the two figures; one that follows the calculation
// leaves nothing behind.

import type { CommandOf } from '../../shared/commands/schema.ts';
import type { Decisions, Proposal } from '../../shared/contract/import.ts';
import { toCommand } from '../../shared/import/to-command.ts';
import type { MintId } from '../../shared/model/ids.ts';
import { choiceKey } from './undecided.ts';
import type { WizardState } from './wizard-state.ts';

type Chosen = Pick<WizardState, 'blanks' | 'round' | 'choices'>;

export function decisionsOf(proposal: Proposal, chosen: Chosen): Decisions {
  const keep: NonNullable<Decisions['keep']> = {};
  for (const item of proposal.reconciliation) {
    const choice = chosen.choices[choiceKey(item)];
    if (!item.agree && choice?.take === 'keep' && choice.reason.trim()) keep[choiceKey(item)] = { reason: choice.reason.trim() };
  }
  return { blanks: chosen.blanks ?? 'leave', round: chosen.round, keep };
}

export function importCommand(mint: MintId, now: Date, proposal: Proposal, chosen: Chosen): CommandOf<'import-table'> {
  const command = toCommand(proposal, decisionsOf(proposal, chosen), { mint, now: now.toISOString() });
  if (command.type !== 'import-table') throw new Error(`an import became ${command.type}`);
  const asked = proposal.reconciliation.filter((item) => !item.agree && chosen.choices[choiceKey(item)]?.take === 'finding');
  return {
    ...command,
    cells: [
      ...command.cells,
      ...asked.map((item) => ({ row: item.rowId, col: item.colId, value: item.printed, ref: item.ref, printed: item.printed })),
    ],
  };
}

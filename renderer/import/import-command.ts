// The one command that applies what the wizard decided; the same maker serves the command line (shared/import/to-command.ts).

import type { CommandOf } from '../../shared/commands/schema.ts';
import type { Decisions, Proposal } from '../../shared/contract/import.ts';
import { toCommand } from '../../shared/import/to-command.ts';
import type { MintId } from '../../shared/model/ids.ts';
import { choiceKey } from './undecided.ts';
import type { WizardState } from './wizard-state.ts';

type Chosen = Pick<WizardState, 'blanks' | 'round' | 'choices'>;

export function decisionsOf(proposal: Proposal, chosen: Chosen): Decisions {
  const keep: NonNullable<Decisions['keep']> = {};
  const question: string[] = [];
  for (const item of proposal.reconciliation) {
    const key = choiceKey(item);
    const choice = chosen.choices[key];
    if (item.agree || !choice) continue;
    if (choice.take === 'keep' && choice.reason.trim()) keep[key] = { reason: choice.reason.trim() };
    else if (choice.take === 'finding') question.push(key);
  }
  return { blanks: chosen.blanks ?? 'leave', round: chosen.round, keep, question };
}

export function importCommand(mint: MintId, now: Date, proposal: Proposal, chosen: Chosen): CommandOf<'import-table'> {
  return toCommand(proposal, decisionsOf(proposal, chosen), { mint, now: now.toISOString() });
}

// The disagreeing totals of a proposal that still wait for a person.

import type { Proposal, Reconciled } from '../../shared/contract/import.ts';
import type { Choice } from './wizard-state.ts';

export const choiceKey = (item: Reconciled) => `${item.rowId}:${item.colId}`;

export function undecidedOf(proposal: Proposal, choices: Readonly<Record<string, Choice>>): Reconciled[] {
  return proposal.reconciliation.filter((item) => {
    if (item.agree) return false;
    const choice = choices[choiceKey(item)];
    return !choice || (choice.take === 'keep' && !choice.reason.trim());
  });
}

// Typing in one place is one step: what comes within two seconds extends the newest step.
//
// Only the newest step may grow, only by the same person from the same place, and only while the typing stays in one block or one
// cell. The grown step keeps what the place was before the first key and what it is after the last.

import type { Change, Step } from '../../shared/model/change.ts';

/** A pause longer than this starts a new step. */
export const TYPING_MS = 2000;
/** A step of more changes than this is closed, so that no transaction writes an ever longer list. */
const MOST_CHANGES = 200;

/** Where a step types: one block or one cell; null for anything else. */
export function typingPlace(code: string, changes: readonly Change[]): string | null {
  let place: string | null = null;
  for (const change of changes) {
    let here: string;
    if (code === 'edit-text' && change.k === 'inline') here = `block ${change.block}`;
    else if (code === 'set-cells' && change.k === 'cells' && change.rows.length === 1)
      here = `cell ${change.rows[0]}:${change.col}`;
    else return null;
    if (place !== null && place !== here) return null;
    place = here;
  }
  return place;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function joined(first: Change, next: Change): Change | null {
  if (first.k === 'cells' && next.k === 'cells') return { ...first, now: next.now };
  if (first.k === 'inline' && next.k === 'inline' && first.at === next.at && same(first.now, next.was))
    return { ...first, now: next.now };
  return null;
}

/** The newest step with more typing in it; null where the draft is a step of its own. `at` is the newest key's time. */
export function extended(newest: Step | null, draft: Pick<Step, 'at' | 'by' | 'via' | 'code' | 'args' | 'changes'>): Step | null {
  if (!newest || newest.code !== draft.code || newest.by !== draft.by || newest.via !== draft.via) return null;
  const pause = Date.parse(draft.at) - Date.parse(newest.at);
  if (!(pause >= 0 && pause <= TYPING_MS) || newest.changes.length + draft.changes.length > MOST_CHANGES) return null;
  const place = typingPlace(draft.code, draft.changes);
  if (place === null || typingPlace(newest.code, newest.changes) !== place) return null;
  const changes = [...newest.changes];
  for (const change of draft.changes) {
    const last = changes[changes.length - 1];
    const one = last ? joined(last, change) : null;
    if (one) changes[changes.length - 1] = one;
    else changes.push(change);
  }
  // The label of a cell says from what to what: from before the first key, to after the last.
  const args = 'from' in newest.args ? { ...draft.args, from: newest.args.from } : draft.args;
  return { ...newest, at: draft.at, args, changes };
}

// What came, went or moved between two orders of rows, in the grid's words.

import type { RowId } from '../../shared/model/ids.ts';

export type RowChange =
  | { kind: 'same' }
  /** some rows went, and one run of new ones came in at a place of the new order */
  | { kind: 'splice'; removed: RowId[]; added: RowId[]; at: number }
  /** no single insertion explains it */
  | { kind: 'reorder' };

export function rowChange(before: readonly RowId[], now: readonly RowId[]): RowChange {
  if (before.length === now.length && before.every((id, i) => id === now[i])) return { kind: 'same' };
  const is = new Set(now);
  const was = new Set(before);
  const removed = before.filter((id) => !is.has(id));
  const added = now.filter((id) => !was.has(id));
  const at = added.length ? now.indexOf(added[0] as RowId) : 0;
  const kept = before.filter((id) => is.has(id));
  const spliced = [...kept.slice(0, at), ...added, ...kept.slice(at)];
  return spliced.every((id, i) => id === now[i]) ? { kind: 'splice', removed, added, at } : { kind: 'reorder' };
}

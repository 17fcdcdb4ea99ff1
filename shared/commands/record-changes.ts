// Small makers of changes on records: add, set (changed fields only), remove, and the order key of a place among siblings.

import { fail, ok, type Result } from '../contract/failure.ts';
import type { Change, Fields } from '../model/change.ts';
import { byOrder, keysBetween } from '../model/order.ts';
import type { Entity, RecordOf } from '../model/records.ts';
import type { PlanState } from '../model/state.ts';
import type { Place } from './schema.ts';

export function addRecord<E extends Entity>(e: E, record: RecordOf[E]): Change {
  return { k: 'rec', e, id: record.id, was: null, now: { ...record } as unknown as Fields };
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Only the fields that differ; no change where none does. */
export function setRecord<E extends Entity>(state: PlanState, e: E, id: RecordOf[E]['id'], set: Partial<RecordOf[E]>): Change[] {
  const map = state.records[e] as unknown as Map<unknown, Fields>;
  const old = map.get(id);
  if (!old) throw new Error(`no ${e} ${id}`);
  const was: Fields = {};
  const now: Fields = {};
  for (const [name, value] of Object.entries(set)) {
    if (value === undefined || same(old[name], value)) continue;
    was[name] = old[name];
    now[name] = value;
  }
  return Object.keys(now).length ? [{ k: 'rec', e, id, was, now }] : [];
}

export function removeRecord<E extends Entity>(state: PlanState, e: E, id: RecordOf[E]['id']): Change[] {
  const old = (state.records[e] as unknown as Map<unknown, Fields>).get(id);
  return old ? [{ k: 'rec', e, id, was: { ...old }, now: null }] : [];
}

/** Sets one plan property; null removes nothing, it is a value. */
export function setProperty(state: PlanState, name: RecordOf['plan']['id'], value: unknown): Change[] {
  const old = state.records.plan.get(name);
  if (old && same(old.value, value)) return [];
  return [{ k: 'rec', e: 'plan', id: name, was: old ? { value: old.value } : null, now: old ? { value } : { id: name, value } }];
}

/**
 * `n` order keys at a place among siblings. A sibling named that is not among them: `no-such-record`.
 */
export function ordersAt(siblings: Iterable<{ id: number; ord: string }>, place: Place, n: number): Result<string[]> {
  const sorted = [...siblings].sort(byOrder);
  let before: string | null = null;
  let after: string | null = null;
  if (place === 'first') after = sorted[0]?.ord ?? null;
  else if (place === 'last') before = sorted[sorted.length - 1]?.ord ?? null;
  else {
    const id = 'after' in place ? place.after : place.before;
    const at = sorted.findIndex((s) => s.id === id);
    if (at < 0) return fail('no-such-record', { id });
    before = ('after' in place ? sorted[at] : sorted[at - 1])?.ord ?? null;
    after = ('after' in place ? sorted[at + 1] : sorted[at])?.ord ?? null;
  }
  // Two siblings with one key (made at two places at once) leave no room between them: go behind the later one.
  if (before !== null && after !== null && before >= after) after = sorted.find((s) => s.ord > (before as string))?.ord ?? null;
  return ok(keysBetween(before, after, n));
}

// Laws, by random commands: undoing all gives the first bytes back, doing all again the last, and the file always holds what memory has.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlanStore } from '../../electron/store/plan-store.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { must } from '../../shared/contract/failure.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { canonical, makePlan, PARAGRAPH, SUM, TABLE, TOTAL } from './plan-maker.ts';
import { testFolder } from './test-folder.ts';

const { file } = testFolder();
const me = { by: '张三', via: 'cli' as const };

type Gesture = (live: LivePlan, pick: (most: number) => number, mint: () => number) => Command;

const rowsOf = (live: LivePlan): number[] => [...live.state.records.row.keys()];
const inputs = (live: LivePlan): number[] =>
  [...live.state.records.col.values()].filter((c) => c.role === 'value' && c.formula === null).map((c) => c.id);
const one = <T>(list: readonly T[], pick: (most: number) => number): T => list[pick(list.length)] as T;
const VALUES = ['1.00', '-', '/', '', '99999999999999.99', '0.01', '-5.50', '12'];

const GESTURES: readonly Gesture[] = [
  (live, pick) => ({
    type: 'set-cells',
    cells: [{ row: one(rowsOf(live), pick), col: one(inputs(live), pick), value: one(VALUES, pick) }],
  }),
  (live, pick) => ({
    type: 'paste',
    cells: Array.from({ length: 8 }, () => ({
      row: one(rowsOf(live), pick),
      col: one(inputs(live), pick),
      value: one(VALUES, pick),
    })),
  }),
  (_, pick, mint) => ({
    type: 'add-rows',
    table: TABLE,
    rows: [{ id: mint(), label: `行${pick(50)}` }],
    place: pick(2) ? 'first' : 'last',
  }),
  (live, pick) => ({ type: 'remove-rows', rows: [one(rowsOf(live), pick)], confirm: true }),
  (live, pick) => ({ type: 'move-rows', rows: [one(rowsOf(live), pick)], place: 'first' }),
  (live, pick) => ({
    type: 'set-row',
    row: one(rowsOf(live), pick),
    set: { label: `名${pick(9)}`, counts: pick(2) === 1, decimals: null },
  }),
  (_, pick, mint) => ({
    type: 'add-column',
    table: TABLE,
    column: { id: mint(), title: `列${pick(50)}`, decimals: 2 },
    place: 'last',
  }),
  (live, pick) => ({ type: 'remove-columns', columns: [one(inputs(live), pick)], confirm: true }),
  (live, pick) => ({
    type: 'set-column',
    col: one(inputs(live), pick),
    set: { title: `题${pick(9)}`, total: one(['sum', 'none', null] as const, pick) },
  }),
  (live, pick) => ({
    type: 'set-formula',
    table: TABLE,
    row: one(rowsOf(live), pick),
    col: one(inputs(live), pick),
    formula: pick(2) ? '1+2' : null,
  }),
  (_, pick) => ({ type: 'set-exception', row: TOTAL, col: SUM, printed: pick(2) ? '7.77' : null, reason: '原文' }),
  (_, pick) => ({
    type: 'edit-text',
    splices: [{ block: PARAGRAPH, at: 0, delete: pick(2), insert: [{ t: 'text', s: `字${pick(99)}` }] }],
  }),
  (_, pick, mint) => ({
    type: 'add-block',
    block: { id: mint(), kind: 'para', content: [{ t: 'text', s: `段${pick(9)}` }] },
    place: 'last',
  }),
  (live, pick) => ({ type: 'remove-block', blocks: [one([...live.state.records.block.keys()], pick)] }),
  (_, pick) => ({ type: 'set-plan', set: { title: `题${pick(9)}`, year: 2020 + pick(9) } }),
  (_, pick, mint) => ({ type: 'mark', id: mint(), name: `版本${pick(5)}` }),
  (_, pick) => ({ type: 'set-stage', stage: one(['送审稿', '正式稿', null] as const, pick) }),
  (_, pick) => ({ type: 'revert-step', seq: 1 + pick(10) }),
];

const script = fc.array(fc.tuple(fc.nat(GESTURES.length - 1), fc.array(fc.nat(1000), { minLength: 30, maxLength: 30 })), {
  minLength: 1,
  maxLength: 14,
});

test('undo all, redo all, and the file says what memory says', { timeout: 180_000 }, () => {
  fc.assert(
    fc.property(script, (gestures) => {
      const path = file();
      const store = must(PlanStore.create(path, { snapshot: makePlan({ rows: 4, columns: 3 }) }));
      store.connection.pragma('synchronous = OFF');
      let id = 50_000;
      const states = [canonical(store.snapshot())];
      for (const [which, numbers] of gestures) {
        let at = 0;
        const pick = (most: number): number => (numbers[at++ % numbers.length] as number) % Math.max(1, most);
        if (inputs(store.live).length === 0 || rowsOf(store.live).length === 0 || store.live.state.records.block.size === 0) break;
        const command = (GESTURES[which] as Gesture)(store.live, pick, () => ++id);
        // Minutes apart, so that no step is typing that extends another.
        const done = store.commit({ ...me, by: `${me.by}${states.length}`, command });
        if (done.ok && done.value.step.changes.length) states.push(canonical(store.snapshot()));
      }
      expect(store.verify()).toEqual([]);
      const other = must(PlanStore.open(path, { write: false }));
      expect(canonical(other.snapshot())).toBe(states.at(-1));
      other.close();
      for (let i = states.length - 2; i >= 0; i--) {
        must(store.undo(me));
        expect(canonical(store.snapshot())).toBe(states[i]);
      }
      expect(store.undo(me).ok).toBe(false);
      expect(store.verify()).toEqual([]);
      for (let i = 1; i < states.length; i++) {
        must(store.redo(me));
        expect(canonical(store.snapshot())).toBe(states[i]);
      }
      expect(store.redo(me).ok).toBe(false);
      expect(store.verify()).toEqual([]);
      store.close();
    }),
    { numRuns: 60, seed: 20251121 },
  );
});

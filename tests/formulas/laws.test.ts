// Laws of the engine over random edits: what it keeps by difference equals what a fresh engine computes from nothing, and taking
// every step back gives the first state, byte for byte.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/commands/decide.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { type Change, invertAll } from '../../shared/model/change.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { type PlanSnapshot, stateOf, takeSnapshot } from '../../shared/model/snapshot.ts';
import { printValue } from '../../shared/values/value.ts';
import { ACTOR, col, row, TestPlan, table, total } from '../plan-builder.ts';

const KINDS = ['公租房', '保租房', '商品房'];
const REGIONS = ['甲县', '乙县', '丙县'];

function ledgerPlan(): TestPlan {
  const items = Array.from({ length: 8 }, (_, i) =>
    row(`项目${i}`, { 地区: REGIONS[i % 3] as string, 类别: KINDS[i % 2] as string, 套数: String(i * 10), 面积: `${i}.${i}0` }),
  );
  return new TestPlan([
    table(
      '台账',
      [
        col('地区', { kind: 'text' }),
        col('类别', { kind: 'text' }),
        col('套数', { decimals: 0 }),
        col('面积', { decimals: 2 }),
        col('均', { decimals: 2, formula: 'IFERROR([面积] / [套数], 0)' }),
      ],
      [...items, total('合计')],
    ),
    table(
      '汇总',
      [
        ...KINDS.map((kind) =>
          col(kind, {
            decimals: 0,
            formula: `SUMIFS(台账[全部, 套数], 台账[全部, 地区], [名称], 台账[全部, 类别], "${kind}")`,
            total: 'sum',
          }),
        ),
        col('小计', { decimals: 0, formula: KINDS.map((kind) => `[${kind}]`).join(' + ') }),
        col('同名', { decimals: 0, formula: 'COUNTIFS(分组[全部, 名称], [名称])', total: 'none' }),
        col('项目数', { decimals: 0, formula: 'COUNTIFS(台账[全部, 地区], [名称])', total: 'sum' }),
        col('占比', { decimals: 1, formula: '[小计] / [总计, 小计] × 100' }),
        col('最大', { decimals: 2, formula: 'MAX(台账[全部, 面积]) - MIN(台账[全部, 面积])', total: 'none' }),
      ],
      [...REGIONS.map((r) => row(r)), total('总计')],
    ),
    table(
      '分组',
      [
        col('数', { decimals: 0 }),
        col('去年', { decimals: 0 }),
        col('增长', { decimals: 1, formula: 'IF([去年] = 0, 0, ([数] - [去年]) / [去年] × 100)' }),
        col('对照', { decimals: 0, formula: '汇总[同行, 小计]', total: 'none' }),
      ],
      [
        row('东', {}, { kind: 'group' }, [
          row('甲县', { 数: '1', 去年: '2' }),
          row('乙县', { 数: '3', 去年: '1' }),
          total('东计', { kind: 'subtotal' }),
        ]),
        row('丙县', { 数: '5', 去年: '0' }),
        total('总计'),
      ],
    ),
  ]);
}

const first: PlanSnapshot = takeSnapshot(ledgerPlan().live.state);

/** Every computed and stored text of a plan, in a stable order. */
function texts(live: LivePlan): string[] {
  return live.tables().flatMap((t) => {
    const shape = live.shape(t.id);
    return shape.rows.flatMap((r) =>
      shape.leaves.map((c) => `${t.title}|${r.label}|${c.title}=${printValue(live.value(r.id, c.id))}`),
    );
  });
}

/** Texts of the cells that are typed or computed, by row and column. */
function cellTexts(live: LivePlan): Map<string, string> {
  return new Map(
    live.tables().flatMap((t) => {
      const shape = live.shape(t.id);
      const columns = shape.leaves.filter((c) => c.role === 'value');
      return shape.rows.flatMap((r) => columns.map((c) => [`${r.id}:${c.id}`, live.text(r.id, c.id)] as const));
    }),
  );
}

const canonical = (live: LivePlan): string => {
  const { records, cells } = takeSnapshot(live.state);
  const sorted = Object.entries(records).map(([e, list]) => [
    e,
    [...(list as { id: number | string }[])].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
  ]);
  const values = cells
    .map((c) => [c.col, c.rows.map((r, i) => [r, c.values[i]]).sort((a, b) => (a[0] as number) - (b[0] as number))])
    .sort((a, b) => (a[0] as number) - (b[0] as number));
  return JSON.stringify([sorted, values]);
};

type Gesture = { kind: number; a: number; b: number; text: string };
const gesture: fc.Arbitrary<Gesture> = fc.record({
  kind: fc.integer({ min: 0, max: 9 }),
  a: fc.nat(1000),
  b: fc.nat(1000),
  text: fc.oneof(
    fc.integer({ min: -999, max: 99999 }).map(String),
    fc.constantFrom('-', '/', '', '0', '0.5', '12.34', ...REGIONS, ...KINDS, '[30]', '>5', 'abc'),
  ),
});

/** Every other new row comes with a figure, as a pasted one does. */
function newCells(
  columns: { id: number; formula: string | null; kind: string }[],
  g: Gesture,
): { cells?: { col: number; value: string }[] } {
  const column = columns.find((c) => !c.formula && c.kind === 'number');
  return g.b % 2 && column ? { cells: [{ col: column.id, value: '7' }] } : {};
}

let minted = 100_000;

/** A gesture as a command on whatever the plan holds now; some are refused, as a person's would be. */
function commandOf(live: LivePlan, g: Gesture): Command {
  const tables = live.tables();
  const t = tables[g.a % tables.length] as (typeof tables)[number];
  const shape = live.shape(t.id);
  const rows = shape.rows;
  const r = rows[g.b % rows.length];
  if (!r) return { type: 'add-rows', table: t.id, rows: [{ id: minted++, label: `新${g.a}` }], place: 'last' };
  const columns = shape.leaves.filter((c) => c.role === 'value');
  const c = columns[(g.a + g.b) % columns.length] as (typeof columns)[number];
  switch (g.kind) {
    case 6:
      return {
        type: 'add-rows',
        table: t.id,
        rows: [{ id: minted++, label: g.a % 3 ? `新${g.a}` : (REGIONS[g.a % REGIONS.length] as string), ...newCells(columns, g) }],
        place: g.b % 2 ? 'last' : { after: r.id },
      };
    case 7:
      return { type: 'remove-rows', rows: [r.id], confirm: true };
    case 8:
      return { type: 'set-row', row: r.id, set: { label: REGIONS[g.b % 3] as string } };
    case 9:
      return {
        type: 'set-formula',
        table: t.id,
        col: c.id,
        row: r.id,
        formula: g.b % 3 ? `${g.text.match(/^\d+$/) ? g.text : 7} + SUM([全部, 本列])` : null,
      };
    default:
      return { type: 'set-cells', cells: [{ row: r.id, col: c.id, value: g.text }] };
  }
}

describe('laws over random edits', () => {
  it('keeps by difference what a fresh engine computes, and undoing all gives the first state', () => {
    fc.assert(
      fc.property(fc.array(gesture, { minLength: 1, maxLength: 40 }), (gestures) => {
        const live = openLivePlan(stateOf(structuredClone(first)));
        const before = canonical(live);
        const beforeTexts = texts(live);
        const steps: Change[][] = [];
        for (const g of gestures) {
          const decided = decide(live, commandOf(live, g), ACTOR);
          if (!decided.ok) continue;
          const shown = cellTexts(live);
          const moved = live.apply(decided.value);
          steps.push(decided.value);
          const now = texts(live);
          expect(now).toEqual(texts(openLivePlan(stateOf(structuredClone(takeSnapshot(live.state))))));
          const told = new Set(moved.cells.map((cell) => `${cell.row}:${cell.column}`));
          for (const [cell, text] of cellTexts(live)) {
            if ((shown.get(cell) ?? '') !== text) expect(told).toContain(cell);
            // An error may name another cell than before under the same print.
            else if (text !== '【!】' && decided.value.every((c) => c.k === 'cells')) expect(told).not.toContain(cell);
          }
        }
        for (const step of steps.reverse()) live.apply(invertAll(step));
        expect(texts(live)).toEqual(beforeTexts);
        expect(canonical(live)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});

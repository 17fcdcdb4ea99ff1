// 舍位平衡 on plans: what a table shows adds up, every figure stays within one unit of its own rounding, and nothing that is kept moves.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../shared/checks/plan-checks.ts';
import { messageOf } from '../../shared/checks/sentences.ts';
import { decide } from '../../shared/commands/decide.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { invertAll } from '../../shared/model/change.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { findTable } from '../../shared/model/lookup.ts';
import { stateOf, takeSnapshot } from '../../shared/model/snapshot.ts';
import { runsOf, textOfRuns } from '../../shared/outline/runs.ts';
import { printTable } from '../../shared/outline/table.ts';
import { addExact, compare, type Exact, exact, round, subtractExact, ZERO } from '../../shared/values/exact.ts';
import { ACTOR, col, row, TestPlan, table, total } from '../plan-builder.ts';

type Units = Extract<Command, { type: 'balance-rounding' }>['units'];

const idOf = (live: LivePlan, name: string): number => {
  const found = findTable(live, name);
  if (!found.ok) throw new Error(name);
  return found.value.id;
};
function show(p: TestPlan, name: string, units: Units, note?: 'short' | 'list') {
  return p.run({ type: 'balance-rounding', table: idOf(p.live, name), units, ...(note && { note }) });
}
const refusal = (p: TestPlan, name: string, units: Units) => {
  const done = decide(p.live, { type: 'balance-rounding', table: idOf(p.live, name), units }, ACTOR);
  return done.ok ? null : { ...done.failure.details, code: done.failure.code, said: sentenceOf(done.failure) };
};

const simple = (): TestPlan =>
  new TestPlan([
    table(
      '投资',
      [col('计划', { unit: '万元', decimals: 0 })],
      [
        row('甲', { 计划: '10049' }),
        row('乙', { 计划: '3049' }),
        row('丙', { 计划: '2049' }),
        row('丁', { 计划: '-' }),
        total('合计'),
      ],
    ),
  ]);

describe('a table shown in a larger unit', () => {
  it('adds up: the largest figure takes the difference, blanks stay', () => {
    const p = simple();
    const moved = show(p, '投资', [{ unit: '亿元', decimals: 1 }]);
    // 1.0049 0.3049 0.2049 are 1.0 0.3 0.2 and their sum 1.5147 is 1.5: nothing to do here
    expect(['甲', '乙', '丙', '丁', '合计'].map((r) => p.text('投资', r, '计划'))).toEqual(['1.0', '0.3', '0.2', '-', '1.5']);
    expect(moved.cells).toHaveLength(4);
    show(p, '投资', [{ unit: '亿元', decimals: 2 }]);
    // 1.00 0.30 0.20 and 1.51: the missing hundredth goes to the largest
    expect(['甲', '乙', '丙', '丁', '合计'].map((r) => p.text('投资', r, '计划'))).toEqual(['1.01', '0.30', '0.20', '-', '1.51']);
    const { row: r, col: c } = p.at('投资', '甲', '计划');
    expect(p.live.shown(idOf(p.live, '投资'))?.adjusted).toEqual([
      { row: r, column: c, shown: exact(101, 2), rounded: exact(100, 2), exact: round(exact(10049, 4), 30) },
    ]);
    expect(p.live.keptText(r, c)).toBe('10049');
  });

  it('follows an edit, tells every cell that shows something else, and is switched off in one step', () => {
    const p = simple();
    const before = takeSnapshot(p.live.state);
    const on = decide(
      p.live,
      { type: 'balance-rounding', table: idOf(p.live, '投资'), units: [{ unit: '亿元', decimals: 2 }] },
      ACTOR,
    );
    if (!on.ok) throw new Error();
    p.live.apply(on.value);
    const moved = p.set('投资', '乙', '计划', '90049');
    // Now 乙 is the largest: it takes what 甲 took before.
    expect(['甲', '乙', '丙', '合计'].map((r) => p.text('投资', r, '计划'))).toEqual(['1.00', '9.01', '0.20', '10.21']);
    expect(moved.cells.map((cell) => cell.row)).toContain(p.at('投资', '甲', '计划').row);
    p.set('投资', '乙', '计划', '3049');
    p.live.apply(invertAll(on.value));
    expect(takeSnapshot(p.live.state)).toEqual(before);
    expect(p.text('投资', '甲', '计划')).toBe('10049');
    show(p, '投资', [{ unit: '亿元', decimals: 2 }]);
    show(p, '投资', []);
    expect(takeSnapshot(p.live.state)).toEqual(before);
  });

  it('prints its unit, its note, and the same figures in the text', () => {
    const p = simple();
    const at = p.at('投资', '甲', '计划');
    const expr = `#c${at.col}@r${at.row}`;
    p.run({
      type: 'add-block',
      block: { id: 900, kind: 'para', content: [{ t: 'field', id: 901, expr }] },
      place: 'last',
    } as unknown as Command);
    expect(p.live.evaluate(expr)).toMatchObject({ num: exact(10049, 0) });
    const moved = show(p, '投资', [{ unit: '亿元', decimals: 2 }], 'list');
    expect(moved.blocks).toContain(900);
    expect(p.live.evaluate(expr)).toMatchObject({ num: exact(101, 2) });
    expect(p.live.evaluate(`SUM(#c${at.col}@all)`)).toMatchObject({ num: exact(151, 2) });
    // A figure per flat knows the units that its parts are kept in.
    expect(p.live.evaluate(`${expr}*10000/100`)).toMatchObject({ num: exact(1_004_900, 0) });
    expect(p.live.evaluate(expr, true)).toMatchObject({ num: exact(10049, 0) });
    const printed = printTable(p.live, idOf(p.live, '投资'));
    expect(printed.unitLine).toBe('单位：亿元');
    expect(printed.notes).toEqual(['注：表中数据四舍五入后作了舍位平衡，使分项之和与合计一致，调整的有：甲计划1.01（原1.00）。']);
    expect(p.set('投资', '乙', '计划', '90049').blocks).toContain(900);
  });

  it('moves the unit behind a figure in the text along, and back', () => {
    const p = simple();
    const at = p.at('投资', '合计', '计划');
    const expr = `#c${at.col}@r${at.row}`;
    const content = [
      { t: 'text', s: '总投资' },
      { t: 'field', id: 902, expr },
      { t: 'text', s: '万元，' },
      { t: 'field', id: 903, expr, fmt: { unit: '万元' } },
      { t: 'text', s: '。' },
    ];
    p.run({ type: 'add-block', block: { id: 900, kind: 'para', content }, place: 'last' } as unknown as Command);
    const said = () => textOfRuns(runsOf(p.live, p.live.state.records.block.get(900)?.content ?? []));
    expect(said()).toBe('总投资15147万元，15147万元。');
    show(p, '投资', [{ unit: '亿元', decimals: 2 }]);
    expect(said()).toBe('总投资1.51亿元，1.51亿元。');
    show(p, '投资', []);
    expect(p.live.state.records.block.get(900)?.content).toEqual(content);
  });

  it('moves the figure it changes least: never a small one while a large one can', () => {
    const p = new TestPlan([
      table(
        '套数表',
        [col('套', { unit: '套', decimals: 0 })],
        [row('甲', { 套: '280' }), row('乙', { 套: '262' }), row('丙', { 套: '50' }), row('丁', { 套: '50' }), total('合计')],
      ),
    ]);
    show(p, '套数表', [{ unit: '万套', decimals: 2 }]);
    // 0.03 0.03 0.01 0.01 are 0.08, their sum 642 is 0.06
    expect(['甲', '乙', '丙', '丁', '合计'].map((r) => p.text('套数表', r, '套'))).toEqual([
      '0.02',
      '0.02',
      '0.01',
      '0.01',
      '0.06',
    ]);
  });

  it('keeps totals at their own rounding while parts can take the difference', () => {
    const p = new TestPlan([
      table(
        '分配',
        [
          col('公租', { unit: '套', decimals: 0 }),
          col('保租', { unit: '套', decimals: 0 }),
          col('合', { unit: '套', decimals: 0, formula: '[公租] + [保租]' }),
        ],
        [
          row('甲', { 公租: '3000', 保租: '280' }),
          row('乙', { 公租: '4755', 保租: '262' }),
          row('丙', { 公租: '3700', 保租: '472' }),
          total('合计'),
        ],
      ),
    ]);
    show(p, '分配', [{ unit: '万套', decimals: 2 }]);
    // 11455, 1014 and 12469
    expect(['公租', '保租', '合'].map((c) => p.text('分配', '合计', c))).toEqual(['1.15', '0.10', '1.25']);
    expect(p.live.shown(idOf(p.live, '分配'))?.adjusted.every((cell) => cell.row !== p.at('分配', '合计', '合').row)).toBe(true);
  });

  it('keeps forms and marks: [3000] 套 is [0.30] 万套, ≥ stays ≥', () => {
    const forms = ['number', 'none', 'na', 'bound', 'range', 'text'] as const;
    const p = new TestPlan([
      table(
        '指标',
        [col('值', { unit: '套', forms: [...forms], total: 'none' })],
        [
          row('甲', { 值: '[3000]' }),
          row('乙', { 值: '≥12345' }),
          row('丙', { 值: '〔25000—38000〕' }),
          row('丁', { 值: '应保尽保' }),
        ],
      ),
    ]);
    show(p, '指标', [{ unit: '万套', decimals: 2 }]);
    expect(['甲', '乙', '丙', '丁'].map((r) => p.text('指标', r, '值'))).toEqual(['[0.30]', '≥1.23', '〔2.50—3.80〕', '应保尽保']);
  });

  it('is not made again for what happens elsewhere', () => {
    const p = new TestPlan([
      table(
        '投资',
        [col('计划', { unit: '万元', decimals: 0 })],
        [row('甲', { 计划: '10049' }), row('乙', { 计划: '3049' }), total('合计')],
      ),
      table('另表', [col('数', { decimals: 0 })], [row('一', { 数: '1' })]),
    ]);
    show(p, '投资', [{ unit: '亿元', decimals: 2 }]);
    const before = p.live.shown(idOf(p.live, '投资'));
    p.set('另表', '一', '数', '2');
    expect(p.live.shown(idOf(p.live, '投资'))).toBe(before);
    p.set('投资', '甲', '计划', '10050');
    expect(p.live.shown(idOf(p.live, '投资'))).not.toBe(before);
  });

  it('takes a difference of the shown figures', () => {
    const p = new TestPlan([
      table(
        '增减',
        [
          col('今年', { unit: '万元', decimals: 0 }),
          col('去年', { unit: '万元', decimals: 0 }),
          col('增减', { unit: '万元', decimals: 0, formula: '[今年] - [去年]' }),
        ],
        [row('甲', { 今年: '14', 去年: '6' }), row('乙', { 今年: '5', 去年: '4' }), total('合计')],
      ),
    ]);
    show(p, '增减', [{ unit: '亿元', decimals: 3 }]);
    for (const r of ['甲', '乙', '合计']) {
      const [a, b, c] = ['今年', '去年', '增减'].map((column) => Number(p.text('增减', r, column)));
      expect((a as number) - (b as number)).toBeCloseTo(c as number, 9);
    }
  });
});

describe('what can not be balanced', () => {
  it.each<[string, (p: TestPlan) => void, Units, string, string]>([
    ['a unit that nothing is kept in', () => {}, [{ unit: '公顷', decimals: 2 }], 'unit', '没有能换算成公顷的数'],
    [
      'a total kept as an exception',
      (p) => {
        const { row: r, col: c } = p.at('投资', '合计', '计划');
        p.run({ type: 'set-exception', row: r, col: c, printed: '15149', reason: '原文如此' });
      },
      [{ unit: '亿元', decimals: 2 }],
      'parts-differ',
      '合计的“计划”不等于各分项之和',
    ],
    [
      'a total whose parts are missing',
      (p) => {
        for (const r of ['甲', '乙', '丙', '丁']) p.set('投资', r, '计划', '');
        const { row: r, col: c } = p.at('投资', '合计', '计划');
        p.run({ type: 'set-exception', row: r, col: c, printed: '15147', reason: '只有合计' });
      },
      [{ unit: '亿元', decimals: 2 }],
      'parts-missing',
      '组成它的各项都空着',
    ],
  ])('%s', (_, make, units, why, said) => {
    const p = simple();
    make(p);
    const before = takeSnapshot(p.live.state);
    const no = refusal(p, '投资', units);
    expect(no).toMatchObject({ code: 'cannot-balance', why });
    expect(no?.said).toContain(said);
    expect(takeSnapshot(p.live.state)).toEqual(before);
  });

  it('an exception that comes later leaves every figure rounded for itself, and says so', () => {
    const p = simple();
    show(p, '投资', [{ unit: '亿元', decimals: 2 }]);
    const { row: r, col: c } = p.at('投资', '合计', '计划');
    p.run({ type: 'set-exception', row: r, col: c, printed: '15149', reason: '原文如此' });
    expect(p.live.shown(idOf(p.live, '投资'))?.problem).toMatchObject({ why: 'parts-differ', row: r, column: c });
    expect(p.text('投资', '甲', '计划')).toBe('1.00');
    const finding = checkPlan(p.live).find((f) => f.code === 'rounding-unbalanced');
    expect(finding).toMatchObject({ where: { row: r, column: c } });
    expect(finding && messageOf(finding)).toContain('合计的“计划”不等于各分项之和');
    p.run({ type: 'set-exception', row: r, col: c, printed: null, reason: '' });
    expect(p.text('投资', '甲', '计划')).toBe('1.01');
  });
});

// ---- laws

interface Form {
  plan: TestPlan;
  parts: number;
}

/** Groups with subtotals under a total; columns that a sum adds, and a sum over that one and another. */
function form(figures: readonly (number | null)[], groups: number, columns: number, nested: boolean): Form {
  const names = Array.from({ length: columns }, (_, i) => `列${i}`);
  const cells = (at: number): Record<string, string> =>
    Object.fromEntries(
      names.map((name, i) => {
        const n = figures[(at * columns + i) % figures.length];
        return [name, n === null || n === undefined ? '-' : String(n)];
      }),
    );
  let at = 0;
  const data = () => row(`行${at}`, cells(at++));
  const leaf = (title: string) => col(title, { unit: '万元', decimals: 0 });
  const sum = (title: string, of: readonly string[]) =>
    col(title, { unit: '万元', decimals: 0, formula: of.map((n) => `[${n}]`).join(' + ') });
  const spec = [
    ...names.map(leaf),
    ...(nested && columns > 2
      ? [sum('小计', names.slice(0, 2)), sum('总额', ['小计', ...names.slice(2)])]
      : columns > 1
        ? [sum('小计', names)]
        : []),
  ];
  const plan = new TestPlan([
    table('表', spec, [
      total('总计'),
      ...(groups
        ? Array.from({ length: groups }, (_, g) =>
            row(`组${g}`, {}, { kind: 'group' }, [
              row(`组${g}小计`, {}, { kind: 'subtotal', place: 'last' }),
              data(),
              data(),
              data(),
            ]),
          )
        : [data(), data(), data(), data(), data()]),
    ]),
  ]);
  return { plan, parts: at };
}

const numberAt = (live: LivePlan, r: number, c: number): Exact => {
  const value = live.shownValue(r, c);
  return value.form === 'number' ? value.num : ZERO;
};

/** Every sum of the table, as it is shown: totals over their counted rows, sum columns over their parts. */
function sumsHold(live: LivePlan, id: number): void {
  const shape = live.shape(id);
  const columns = shape.leaves.filter((c) => c.role === 'value');
  for (const r of shape.rows) {
    for (const c of columns) {
      const rule = live.rule(r.id, c.id);
      if (live.shownValue(r.id, c.id).form !== 'number') continue;
      const parts =
        rule.by === 'sum'
          ? rule.rows.map((part) => numberAt(live, part, c.id))
          : rule.by === 'column'
            ? live.explain(r.id, c.id).parts.map((part) => numberAt(live, part.row, part.column))
            : null;
      if (parts) expect(compare(parts.reduce(addExact, ZERO), numberAt(live, r.id, c.id))).toBe(0);
    }
  }
}

const figures = fc.array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -2000, max: 99_999 }) }, fc.constantFrom(null, 0)), {
  minLength: 4,
  maxLength: 60,
});

describe('laws of 舍位平衡', () => {
  const unit = [{ unit: '亿元', decimals: 1 }];

  it('parts add up, each within one unit of its own rounding; zeros and blanks stay; a fresh engine shows the same', () => {
    let balanced = 0;
    fc.assert(
      fc.property(
        figures,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        (list, groups, columns, nested) => {
          const { plan } = form(list, groups, columns, nested);
          const id = idOf(plan.live, '表');
          const done = decide(plan.live, { type: 'balance-rounding', table: id, units: unit }, ACTOR);
          if (!done.ok) {
            // Only sums of sums both ways may leave no answer.
            expect(done.failure.details).toMatchObject({ why: 'no-solution' });
            expect(nested && columns > 2).toBe(true);
            return;
          }
          plan.live.apply(done.value);
          balanced++;
          sumsHold(plan.live, id);
          const shown = plan.live.shown(id);
          for (const cell of shown?.adjusted ?? []) {
            const gap = subtractExact(cell.shown, cell.rounded);
            expect(Math.abs(Number(gap.n))).toBe(1);
            expect(compare(cell.exact, ZERO)).not.toBe(0);
          }
          const fresh = openLivePlan(stateOf(takeSnapshot(plan.live.state)));
          for (const r of fresh.shape(id).rows)
            for (const c of fresh.shape(id).leaves) expect(plan.live.text(r.id, c.id)).toBe(fresh.text(r.id, c.id));
        },
      ),
      { numRuns: 150 },
    );
    expect(balanced).toBeGreaterThan(100);
  });

  it('stays between the whole numbers beside the exact figure wherever sums run down and across once', () => {
    fc.assert(
      fc.property(figures, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 }), (list, groups, columns) => {
        const { plan } = form(list, groups, columns, false);
        show(plan, '表', unit);
        for (const { shown, exact: exactly } of plan.live.shown(idOf(plan.live, '表'))?.adjusted ?? []) {
          const gap = subtractExact(shown, exactly);
          expect(compare(gap, exact(1, 1))).toBe(-1);
          expect(compare(gap, exact(-1, 1))).toBe(1);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('follows edits as if it were made anew', () => {
    fc.assert(
      fc.property(
        figures,
        fc.array(fc.tuple(fc.nat(20), fc.nat(3), fc.integer({ min: 0, max: 99_999 })), { maxLength: 6 }),
        (list, edits) => {
          const { plan, parts } = form(list, 2, 3, false);
          show(plan, '表', unit);
          const id = idOf(plan.live, '表');
          const before = new Map<string, string>();
          const read = (): void => {
            for (const r of plan.live.shape(id).rows)
              for (const c of plan.live.shape(id).leaves) before.set(`${r.id}:${c.id}`, plan.live.text(r.id, c.id));
          };
          read();
          for (const [r, c, n] of edits) {
            const moved = plan.set('表', `行${r % parts}`, `列${c % 3}`, String(n));
            const told = new Set(moved.cells.map((cell) => `${cell.row}:${cell.column}`));
            for (const [key, text] of before) {
              const [row_, col_] = key.split(':').map(Number) as [number, number];
              if (plan.live.text(row_, col_) !== text) expect(told).toContain(key);
            }
            read();
            sumsHold(plan.live, id);
          }
          const fresh = openLivePlan(stateOf(takeSnapshot(plan.live.state)));
          for (const [key, text] of before) {
            const [row_, col_] = key.split(':').map(Number) as [number, number];
            expect(fresh.text(row_, col_)).toBe(text);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { printValue } from '../../shared/values/value.ts';
import { col, row, TestPlan, table, total } from '../plan-builder.ts';

const sumOf = (values: string[], decimals: number | null = 2): string => {
  const plan = new TestPlan([
    table(
      '表',
      [col('数', { decimals, forms: ['number', 'none', 'na', 'bound', 'range', 'text'] })],
      [...values.map((v, i) => row(`第${i}行`, { 数: v })), total()],
    ),
  ]);
  const at = plan.at('表', '合计', '数');
  const value = plan.live.value(at.row, at.col);
  return value.form === 'error' ? value.code : printValue(value);
};

describe('a total adds what is printed', () => {
  it.each([
    [['51.00', '2.00', '39.02'], '92.02'],
    [['0.1', '0.2'], '0.30'],
    [['-', '3'], '3.00'],
    [['-', '/'], '-'],
    [['/', ''], '/'],
    [['', ''], ''],
    [['0.00', '-'], '0.00'],
    [['[3000]', '[70]'], '[3070.00]'],
    [['[3000]', '70'], 'not-summable'],
    [['>37', '1'], 'not-summable'],
    [['约300', '1'], 'not-summable'],
    [['18—36'], 'not-summable'],
    [['应保尽保', '1'], 'not-summable'],
    [[], ''],
  ])('%j is %s', (values, sum) => {
    expect(sumOf(values)).toBe(sum);
  });

  it('keeps the most decimals of its parts where the column has none of its own', () => {
    expect(sumOf(['1.5', '2.25', '3'], null)).toBe('6.75');
  });

  it('forgets decimals, blanks and obstacles that go away', () => {
    const plan = new TestPlan([
      table(
        '表',
        [col('数', { forms: ['number', 'none', 'na', 'text'] })],
        [row('甲', { 数: '1.25' }), row('乙', { 数: '2' }), total()],
      ),
    ]);
    expect(plan.text('表', '合计', '数')).toBe('3.25');
    plan.set('表', '甲', '数', '1');
    expect(plan.text('表', '合计', '数')).toBe('3');
    plan.set('表', '甲', '数', '应保尽保');
    expect(plan.text('表', '合计', '数')).toBe('【!】');
    plan.set('表', '甲', '数', '-');
    expect(plan.text('表', '合计', '数')).toBe('2');
    plan.set('表', '乙', '数', '');
    expect(plan.text('表', '合计', '数')).toBe('-');
  });
});

describe('groups, totals and 其中', () => {
  const grouped = (): TestPlan =>
    new TestPlan([
      table(
        '表',
        [col('数', { decimals: 0 })],
        [
          total('总计', { place: 'first' }),
          row('东片', {}, { kind: 'group' }, [
            row('甲', { 数: '1' }),
            row('乙', { 数: '2' }),
            row('其中：丙', { 数: '9' }, { kind: 'of_which', counts: false }),
            total('东片小计', { kind: 'subtotal', place: 'last' }),
          ]),
          row('西片', {}, { kind: 'group' }, [row('丁', { 数: '4' }), total('西片小计', { kind: 'subtotal', place: 'first' })]),
        ],
      ),
    ]);

  it('adds each group and the whole once, 其中 never', () => {
    const plan = grouped();
    expect(['总计', '东片小计', '西片小计'].map((name) => plan.text('表', name, '数'))).toEqual(['7', '3', '4']);
    plan.set('表', '乙', '数', '20');
    expect(['总计', '东片小计', '西片小计'].map((name) => plan.text('表', name, '数'))).toEqual(['25', '21', '4']);
    plan.set('表', '其中：丙', '数', '1');
    expect(plan.text('表', '总计', '数')).toBe('25');
  });

  it('prints totals at their end of their group', () => {
    const plan = grouped();
    const { table: id } = plan.at('表', '甲', '数');
    const labels = (): string[] => plan.live.shape(id).rows.map((r) => r.label);
    expect(labels()).toEqual(['总计', '东片', '甲', '乙', '其中：丙', '东片小计', '西片', '西片小计', '丁']);
    plan.run({
      type: 'add-rows',
      table: id,
      rows: [{ id: plan.id(), label: '戊' }],
      place: { after: plan.at('表', '乙', '数').row },
    });
    plan.run({ type: 'add-rows', table: id, rows: [{ id: plan.id(), label: '己' }], place: 'last' });
    expect(labels()).toEqual(['总计', '东片', '甲', '乙', '戊', '其中：丙', '东片小计', '西片', '西片小计', '丁', '己']);
  });
});

describe('which rule gives a cell', () => {
  const plan = (): TestPlan =>
    new TestPlan([
      table(
        '表',
        [
          col('数', { decimals: 0 }),
          col('占比', { decimals: 1, formula: '[数] / [总计, 数] × 100' }),
          col('倍', { decimals: 0, formula: '[数] × 2', total: 'sum' }),
        ],
        [row('甲', { 数: '1' }), row('乙', { 数: '2' }), total('总计')],
      ),
    ]);

  it('computes a ratio on the total row and never sums it', () => {
    const p = plan();
    expect(['甲', '乙', '总计'].map((r) => p.text('表', r, '占比'))).toEqual(['33.3', '66.7', '100.0']);
    expect(p.text('表', '总计', '倍')).toBe('6');
  });

  it('puts exception over cell formula over row formula over column formula', () => {
    const p = plan();
    p.formula('表', { row: '甲' }, '[乙, 本列] + 1');
    expect(p.text('表', '甲', '数')).toBe('3');
    p.formula('表', { row: '甲', column: '数' }, '[乙, 数] × 10');
    expect(p.text('表', '甲', '数')).toBe('20');
    expect(p.text('表', '总计', '数')).toBe('22');
    const at = p.at('表', '总计', '数');
    p.run({ type: 'set-exception', row: at.row, col: at.col, printed: '23', reason: '与原文一致' });
    expect(p.text('表', '总计', '数')).toBe('23');
    p.run({ type: 'set-exception', row: at.row, col: at.col, printed: null, reason: '' });
    expect(p.text('表', '总计', '数')).toBe('22');
  });

  it('rounds once, half away from zero, and others see the rounded value', () => {
    const p = new TestPlan([
      table(
        '表',
        [
          col('数', { decimals: 2 }),
          col('三分之一', { decimals: 2, formula: '[数] / 3', total: 'sum' }),
          col('原值', { decimals: 2, precision: 'exact', formula: '[数] / 3', total: 'sum' }),
        ],
        [row('甲', { 数: '1' }), row('乙', { 数: '1' }), total('总计')],
      ),
    ]);
    expect(p.text('表', '总计', '三分之一')).toBe('0.66');
    expect(p.text('表', '总计', '原值')).toBe('0.67');
  });
});

describe('rows that come and go', () => {
  const plan = (): TestPlan =>
    new TestPlan([
      table('台账', [col('数', { decimals: 0 })], [row('甲', { 数: '1' }), row('乙', { 数: '2' }), total('合计')]),
      table(
        '别表',
        [col('个数', { decimals: 0, formula: 'COUNTIFS(台账[全部, 名称], [名称])', total: 'none' })],
        [row('丙'), row('甲')],
      ),
    ]);

  it('tells only what they moved, in their table alone', () => {
    const p = plan();
    const { table: id, row: first, col: column } = p.at('台账', '甲', '数');
    const added = p.id();
    const moved = p.run({
      type: 'add-rows',
      table: id,
      rows: [{ id: added, label: '丙', cells: [{ col: column, value: '5' }] }],
      place: { after: first },
    });
    expect(moved.tables).toEqual([id]);
    expect(moved.other).toBe(false);
    expect(p.text('台账', '合计', '数')).toBe('8');
    expect(p.text('别表', '丙', '个数')).toBe('1');
    p.run({ type: 'set-row', row: added, set: { label: '甲二' } });
    expect(p.text('别表', '丙', '个数')).toBe('0');
    p.run({ type: 'remove-rows', rows: [first, added], confirm: true });
    expect(p.text('台账', '合计', '数')).toBe('2');
    expect(p.text('别表', '甲', '个数')).toBe('0');
  });
});

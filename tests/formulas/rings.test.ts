import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/commands/decide.ts';
import { commandSchema } from '../../shared/commands/schema.ts';
import { FailureError } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { printValue } from '../../shared/values/value.ts';
import { ACTOR, col, row, TestPlan, table, total } from '../plan-builder.ts';

const made = (): TestPlan =>
  new TestPlan([
    table(
      '分配',
      [col('数'), col('加一', { formula: '[数] + 1' }), col('加二', { formula: '[加一] + 1' }), col('空列')],
      [row('甲', { 数: '1' }), row('乙', { 数: '2' }), total('合计')],
    ),
    table('另表', [col('取', { formula: '分配[总计, 加二]' })], [row('甲')]),
  ]);

function refusal(plan: TestPlan, where: { row?: string; column?: string }, formula: string) {
  try {
    plan.formula('分配', where, formula);
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  return null;
}

describe('a formula that closes a ring', () => {
  it.each([
    ['[本列] + 1', ['表1 甲 空列', '表1 甲 空列']],
    ['IFERROR([本列], 0)', ['表1 甲 空列', '表1 甲 空列']],
    ['SUM([全部, 本列])', ['表1 甲 空列', '表1 甲 空列']],
    ['AVERAGE([全部, 本列])', ['表1 甲 空列', '表1 甲 空列']],
    ['COUNT([全部, 本列])', ['表1 甲 空列', '表1 甲 空列']],
    ['MAX([全部, 本列])', ['表1 甲 空列', '表1 甲 空列']],
    ['SUMIFS([全部, 本列], [全部, 名称], "甲")', ['表1 甲 空列', '表1 甲 空列']],
    ['COUNTIFS([全部, 本列], ">1")', ['表1 甲 空列', '表1 甲 空列']],
  ])('is refused on a column: %s', (formula, path) => {
    const plan = made();
    expect(refusal(plan, { column: '空列' }, formula)).toMatchObject({ code: 'formula-cycle', details: { path } });
    expect(plan.text('分配', '甲', '空列')).toBe('');
  });

  it('is named cell by cell in the order they read each other, also through another table', () => {
    expect(refusal(made(), { row: '甲', column: '数' }, '[加二]')?.details.path).toEqual([
      '表1 甲 数',
      '表1 甲 加二',
      '表1 甲 加一',
      '表1 甲 数',
    ]);
    const failure = refusal(made(), { row: '乙', column: '数' }, '另表[甲, 取]');
    expect(failure?.details.path).toEqual(['表1 乙 数', '表2 甲 取', '表1 合计 加二', '表1 合计 加一', '表1 合计 数', '表1 乙 数']);
    expect(failure && sentenceOf(failure)).toMatch(/^公式绕成了圈：.+ → .+，请改掉其中一处$/);
  });

  it('is refused as a new column, a row and a property too', () => {
    const plan = made();
    const at = plan.at('分配', '甲', '空列');
    const column = { id: 9001, title: '新列', role: 'value', kind: 'number', formula: '[加二] + [本列]' } as const;
    for (const command of [
      { type: 'add-column', table: at.table, column, place: 'last' },
      { type: 'set-row', row: at.row, set: { formula: '[总计, 本列]' } },
      { type: 'set-column', col: at.col, set: { formula: 'SUM([全部, 本列])' } },
    ]) {
      expect(decide(plan.live, commandSchema.parse(command), ACTOR)).toMatchObject({ failure: { code: 'formula-cycle' } });
    }
  });

  it('is no ring where a part only adds its own group, a total its rows, or a cell reads another row', () => {
    const plan = made();
    expect(refusal(plan, { column: '空列' }, '[数] / [总计, 数] × 100')).toBeNull();
    expect(refusal(plan, { row: '合计', column: '空列' }, 'SUM([下级, 本列])')).toBeNull();
    expect(refusal(plan, { row: '甲', column: '空列' }, '[乙, 本列] + 1')).toBeNull();
    expect(plan.text('分配', '甲', '空列')).toBe('67.666667');
  });

  it('is found in a column of many rows without running out of stack', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ id: 100_000 + i, label: `第${i}行` }));
    const plan = made();
    const { table: id } = plan.at('分配', '甲', '空列');
    plan.run({ type: 'add-rows', table: id, rows, place: 'last' });
    expect(refusal(plan, { column: '空列' }, 'SUM([全部, 本列])')?.code).toBe('formula-cycle');
  });
});

it('counts nothing of a column that is gone, and says so', () => {
  const plan = made();
  plan.formula('分配', { row: '甲', column: '空列' }, 'COUNTIFS([全部, 数], ">0")');
  plan.formula('分配', { row: '乙', column: '空列' }, 'COUNT([全部, 数])');
  expect(plan.text('分配', '甲', '空列')).toBe('2');
  const cells = [plan.at('分配', '甲', '空列'), plan.at('分配', '乙', '空列')];
  plan.run({ type: 'remove-columns', columns: [plan.at('分配', '甲', '数').col], confirm: true });
  for (const cell of cells) {
    const value = plan.live.value(cell.row, cell.col);
    expect([value.form === 'error' && value.code, printValue(value)]).toEqual(['dead-reference', '【!】']);
  }
});

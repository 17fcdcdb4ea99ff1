import { describe, expect, it } from 'vitest';
import { parseByName } from '../../shared/formulas/parse.ts';
import { readStored, writeStored } from '../../shared/formulas/stored.ts';
import { writeByName } from '../../shared/formulas/words.ts';
import { printValue } from '../../shared/values/value.ts';
import { col, row, TestPlan, table, total } from '../plan-builder.ts';

const plan = new TestPlan([
  table(
    '分配',
    [
      col('公租房', { role: 'group' }, [col('套数', { decimals: 0, unit: '套' }), col('面积', { decimals: 2 })]),
      col('保租房', { role: 'group' }, [col('套数', { key: 'lease', decimals: 0 })]),
      col('计', { decimals: 0, formula: '[公租房/套数] + [保租房/套数]' }),
    ],
    [
      row('甲县', { '公租房/套数': '30', lease: '2', 面积: '1.20' }),
      row('乙县', { '公租房/套数': '12', lease: '-', 面积: '-' }),
      total('总计'),
    ],
  ),
]);
const { table: tableId } = plan.at('分配', '甲县', '计');

/** The result of a formula on 甲县, or the code of its failure. */
function result(formula: string): string {
  const parsed = parseByName(formula, { live: plan.live, table: tableId });
  if (!parsed.ok) return parsed.failure.code;
  plan.formula('分配', { row: '甲县', column: '计' }, formula);
  const at = plan.at('分配', '甲县', '计');
  const value = plan.live.value(at.row, at.col);
  return value.form === 'error' ? value.code : printValue(value);
}

describe('formulas', () => {
  it.each([
    ['1 + 2 × 3', '7'],
    ['(1 + 2) × 3', '9'],
    ['（1＋2）×３', '9'],
    ['-2 + 5', '3'],
    ['7 ÷ 2', '4'],
    ['50% × 8', '4'],
    ['= [公租房/套数] + [lease]', '32'],
    ['SUM([公租房/套数], [保租房/套数])', '32'],
    ['SUM([全部, 公租房/套数])', '42'],
    ['[总计, 公租房/套数] - [乙县, 公租房/套数]', '30'],
    ['[乙县, 保租房/套数] + 5', '5'],
    ['[乙县, 保租房/套数] × 5', '-'],
    ['5 / [乙县, 保租房/套数]', '-'],
    ['5 / 0', 'div0'],
    ['IFERROR(5 / 0, 9)', '9'],
    ['IF([公租房/套数] > 20, 1, 2)', '1'],
    ['IF([公租房/套数] <> 30, 1, 2)', '2'],
    ['AVERAGE([全部, 公租房/套数])', '21'],
    ['MIN([全部, 公租房/套数]) + MAX([全部, 公租房/套数])', '42'],
    ['COUNT([全部, 保租房/套数])', '1'],
    ['COUNTIFS([全部, 公租房/套数], ">20")', '1'],
    ['SUMIFS([全部, 公租房/套数], [全部, 名称], "乙县")', '12'],
    ['ABS(-3)', '3'],
    ['ROUND(2.5, 0)', '3'],
    ['年 - 2000', '25'],
    ['分配[总计, 公租房/套数]', '42'],
    ['[没有这列]', 'no-such-column'],
    ['[没有这行, 公租房/套数]', 'no-such-row'],
    ['[套数]', 'ambiguous'],
    ['没有这表[总计, 计]', 'no-such-table'],
    ['1 +', 'formula-error'],
    ['VLOOKUP(1)', 'formula-error'],
    ['ROUND(1)', 'formula-error'],
    ['1 2', 'formula-error'],
    ['"abc', 'formula-error'],
    [`${'('.repeat(70)}1${')'.repeat(70)}`, 'formula-error'],
    [`1${' + 1'.repeat(600)}`, 'formula-error'],
  ])('%s', (formula, out) => {
    expect(result(formula)).toBe(out);
  });

  it.each([
    ['1 +', 4],
    ['1 + * 2', 5],
    ['1 + FOO(2)', 5],
  ])('says where %s goes wrong', (formula, position) => {
    const parsed = parseByName(formula, { live: plan.live, table: tableId });
    expect(parsed.ok ? null : parsed.failure.details.position).toBe(position);
  });

  it.each([
    '[公租房/套数] + [保租房/套数]',
    '-([公租房/套数] - 1) × 2',
    '1 - (2 - 3)',
    'SUM([全部, 计]) ÷ 2%',
    'IF([公租房/面积] >= 1, "大", "小")',
    '[总计, 公租房/套数]',
    '[乙县, 公租房/面积]',
    '[同行, 计]',
  ])('writes %s back by name, and reads what it stored', (formula) => {
    const parsed = parseByName(formula, { live: plan.live, table: tableId });
    if (!parsed.ok) throw new Error(parsed.failure.code);
    expect(writeByName(plan.live, parsed.value, tableId)).toBe(formula);
    expect(readStored(writeStored(parsed.value))).toEqual(parsed.value);
  });

  it('refuses a cycle with its path and leaves the plan as it was', () => {
    expect(() => plan.formula('分配', { column: '公租房/套数' }, '[计] - 1')).toThrow('formula-cycle');
    expect(plan.text('分配', '乙县', '公租房/套数')).toBe('12');
  });

  it('does not take cells that only share a column for a cycle', () => {
    plan.formula('分配', { row: '甲县', column: '计' }, '[乙县, 计] + 1');
    expect(plan.text('分配', '甲县', '计')).toBe('13');
    expect(() => plan.formula('分配', { row: '乙县', column: '计' }, '[甲县, 计]')).toThrow('formula-cycle');
  });

  it('survives renaming and moving, and shows a removed column as a dead reference', () => {
    plan.formula('分配', { row: '甲县', column: '计' }, null);
    const at = plan.at('分配', '甲县', '公租房/套数');
    plan.run({ type: 'set-column', col: at.col, set: { title: '户数' } });
    plan.run({ type: 'move-columns', columns: [at.col], parent: null, place: 'last' });
    expect(plan.text('分配', '甲县', '计')).toBe('32');
    expect(() => plan.run({ type: 'remove-columns', columns: [at.col] })).toThrow('in-use');
    plan.run({ type: 'remove-columns', columns: [at.col], confirm: true });
    const cell = plan.at('分配', '甲县', '计');
    expect(plan.live.value(cell.row, cell.col)).toMatchObject({ form: 'error', code: 'dead-reference' });
  });
});

it('reads 同行 from the first of two like rows, also after they change places', () => {
  const p = new TestPlan([
    table('甲表', [col('数', { decimals: 0 })], [row('同名', { 数: '1' }), row('另一', { 数: '5' }), row('第二', { 数: '2' })]),
    table('乙表', [col('取', { decimals: 0, formula: '甲表[同行, 数]' })], [row('同名')]),
  ]);
  const second = p.at('甲表', '第二', '数').row;
  const first = p.at('甲表', '同名', '数').row;
  p.run({ type: 'set-row', row: second, set: { label: '同名' } });
  expect(p.text('乙表', '同名', '取')).toBe('1');
  p.run({ type: 'move-rows', rows: [second], place: { before: first } });
  expect(p.text('乙表', '同名', '取')).toBe('2');
});

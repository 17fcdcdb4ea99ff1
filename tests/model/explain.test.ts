// What the formula line says with figures: the sum as it came about, and a plain word where nothing is filled in.

import { expect, test } from 'vitest';
import { col, row, TestPlan, table, total } from '../plan-builder.ts';

const plan = new TestPlan([
  table(
    '表1',
    [col('甲', { decimals: 0 }), col('乙', { decimals: 0 }), col('小计', { formula: '[甲] + [乙]', decimals: 0 })],
    [row('一县', { 甲: '3', 乙: '4' }), row('二县', {}), total()],
  ),
]);

test.each([
  ['一县', '小计', '3 ＋ 4 ＝ 7'],
  ['二县', '小计', '还没有数'],
  ['合计', '甲', '1 个数相加 ＝ 3'],
])('%s %s reads %s', (label, title, figures) => {
  const shape = plan.live.shape(plan.live.tables()[0]?.id ?? 0);
  const column = shape.leaves.find((leaf) => leaf.title === title)?.id ?? 0;
  const at = shape.rows.find((r) => r.label === label)?.id ?? 0;
  expect(plan.live.explain(at, column).figures).toBe(figures);
});

// What each kind of column makes of what an official types, and what it refuses with which reason and way out.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/commands/decide.ts';
import { readInput, typedText } from '../../shared/commands/read-input.ts';
import { must } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { ColumnRecord, RowRecord } from '../../shared/model/records.ts';
import { printValue } from '../../shared/values/value.ts';
import { ACTOR, col, row, TestPlan, table } from '../plan-builder.ts';

const ALL = ['number', 'none', 'na', 'bound', 'range', 'text'] as const;
const plan = new TestPlan([
  table(
    '表',
    [
      col('套数', { unit: '套', decimals: 0, min: '0', max: '100000' }),
      col('万套数', { unit: '万套', decimals: 2 }),
      col('面积', { unit: '亩', decimals: 2 }),
      col('比例', { unit: '%', decimals: 1 }),
      col('目标', { forms: [...ALL] }),
      col('万目标', { unit: '万套', forms: [...ALL] }),
      col('无单位', {}),
      col('类别', { kind: 'choice', choices: ['公租房', '保障性租赁住房 A类'] }),
      col('时限', { kind: 'date' }),
      col('年份', { kind: 'year' }),
      col('地类', { kind: 'codes' }),
      col('说明', { kind: 'text', role: 'note' }),
    ],
    [row('甲')],
  ),
]);

function target(column: string): { row: RowRecord; column: ColumnRecord } {
  const at = plan.at('表', '甲', column);
  const { records } = plan.live.state;
  return { row: records.row.get(at.row) as RowRecord, column: records.col.get(at.col) as ColumnRecord };
}
const read = (column: string, typed: string) => readInput(plan.live, target(column).row, target(column).column, typed);

describe('what a column takes', () => {
  it.each([
    ['套数', '１，２３４', '1234'],
    ['套数', '1.2万', '12000'],
    ['套数', '１．２万', '12000'],
    ['套数', '0.0001亿', '10000'],
    ['套数', '300套', '300'],
    ['套数', '1.2万套', '12000'],
    ['套数', ' 12 000 ', '12000'],
    ['套数', '—', '—'],
    ['套数', '／', '/'],
    ['套数', '[3000]', '[3000]'],
    ['万套数', '1.2万', '1.20'],
    ['万套数', '1.2', '1.20'],
    ['万套数', '0.5亿', '5000.00'],
    ['万套数', '12000套', '1.20'],
    ['面积', '3公顷', '45.00'],
    ['面积', '1.2万亩', '12000.00'],
    ['比例', '65％', '65.0'],
    ['比例', '65‰', '6.5'],
    ['比例', '65', '65.0'],
    ['目标', '65%', '65%'],
    ['目标', '≥65％', '≥65％'],
    ['目标', '不少于1.2万', '不少于1.2万'],
    ['目标', '90%以上', '90%以上'],
    ['目标', '〔3000—4000〕', '〔3000—4000〕'],
    ['目标', '4.1左右', '4.1左右'],
    ['目标', '应保尽保', '应保尽保'],
    ['目标', "'001", '001'],
    ['类别', '公租房', '公租房'],
    ['类别', '保障性租赁住房Ａ类', '保障性租赁住房 A类'],
    ['类别', '-', '-'],
    ['时限', '2025年3月', '2025年3月'],
    ['时限', '2025-03-31', '2025-03-31'],
    ['时限', '3月底前', '3月底前'],
    ['时限', "'另行通知", '另行通知'],
    ['时限', '/', '/'],
    ['年份', '２０２５年', '2025'],
    ['年份', '—', '—'],
    ['地类', '221、253', '221、253'],
    ['地类', '0701', '0701'],
    ['说明', '第一行\r\n第二行', '第一行\n第二行'],
    ['说明', '12,345.00', '12,345.00'],
    ['说明', "'=1+1", '=1+1'],
  ])('%s: %j becomes %j', (column, typed, printed) => {
    const value = must(read(column, typed));
    expect(printValue(value)).toBe(printed);
    // The editor opens with what gives the same value again.
    expect(read(column, typedText(value, target(column).column.kind))).toEqual({ ok: true, value });
  });

  it.each([
    ['套数', '十二', 'not-a-number', '只能填数字'],
    ['套数', '12.5', 'decimals', '可改填 13'],
    ['套数', '-1', 'min', '可填 0 到 100000'],
    ['套数', '20万', 'max', '可填 0 到 100000'],
    ['套数', '≥30', 'form', '只收数字、“-”、“/”'],
    ['套数', '18-36', 'form', '范围'],
    ['套数', '65%', 'per-cent', '核实填的是数量还是比例'],
    ['套数', '300亩', 'other-unit', '不能换算'],
    ['套数', "'12", 'not-a-number', '只能填数字'],
    ['套数', '[12.5]', 'decimals', '可改填 [13]'],
    ['万套数', '12345套', 'decimals', '可改填 1.23'],
    ['万目标', '不少于1.2万', 'scale', '会算两次'],
    ['目标', '36—18', 'range-order', '由小到大'],
    ['无单位', '12亩', 'other-unit', '没有规定单位'],
    ['类别', '商品房', 'choice', '公租房、保障性租赁住房 A类'],
    ['时限', '2025年13月', 'date', '3月底前'],
    ['年份', '明年', 'year', '四位数字'],
    ['说明', '长'.repeat(20_001), 'too-long', '20000'],
  ])('%s refuses %j: %s', (column, typed, why, way) => {
    const value = read(column, typed);
    expect(value).toMatchObject({ ok: false, failure: { code: 'bad-value', details: { why } } });
    expect(value.ok ? '' : sentenceOf(value.failure)).toContain(way);
  });

  it.each([
    ['覆盖率', '92.5％', '92.5'],
    ['覆盖率', '≥92.5%', '≥92.5%'],
    ['覆盖率', '101', 'max'],
    ['户数', '1.2万', '1.20'],
    ['户数', '92%', 'per-cent'],
    ['定性', '应保尽保', '应保尽保'],
    ['定性', '3000', '3000'],
  ])('where the row is an indicator its rules win: %s %s', (label, typed, outcome) => {
    const indicators = new TestPlan([
      table(
        '指标',
        [col('值', { unit: '套', decimals: 0 })],
        [
          row('覆盖率', {}, { unit: '%', decimals: 1, props: { forms: ['number', 'bound'], max: '100' } }),
          row('户数', {}, { unit: '万户', decimals: 2 }),
          row('定性', {}, { props: { valueKind: 'text' } }),
        ],
      ),
    ]);
    const at = indicators.at('指标', label, '值');
    const { records } = indicators.live.state;
    const value = readInput(indicators.live, records.row.get(at.row) as RowRecord, records.col.get(at.col) as ColumnRecord, typed);
    expect(value.ok ? printValue(value.value) : value.failure.details.why).toBe(outcome);
  });

  it('never sums codes, and takes them as text', () => {
    const { row: r, column } = target('地类');
    plan.live.apply(must(decide(plan.live, { type: 'set-cells', cells: [{ row: r.id, col: column.id, value: '221' }] }, ACTOR)));
    expect(plan.live.value(r.id, column.id)).toEqual({ form: 'text', text: '221' });
  });
});

describe('laws of typing', () => {
  const figure = fc
    .tuple(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 0, max: 4 }))
    .map(([n, d]) => (d ? `${n}.${'0123'.slice(0, d)}` : String(n)));
  const positive = fc.integer({ min: 0, max: 1_000_000 }).map(String);
  const special = fc.oneof(
    positive.map((n) => `≥${n}`),
    positive.map((n) => `〔${n}〕`),
    positive.map((n) => `［${n}］`),
    positive.map((n) => `约${n}`),
    positive.map((n) => `${n}%以上`),
    positive.map((n) => `不超过${n}`),
    fc.tuple(positive, positive).map(([a, b]) => `${Math.min(Number(a), Number(b))}—${Math.max(Number(a), Number(b))}`),
    fc.constantFrom('-', '—', '－', '―', '–', '/', '应保尽保'),
  );

  it('print(read(text)) keeps a special form to the letter and a figure to its digits', () => {
    fc.assert(
      fc.property(fc.oneof(figure, special), (typed) => {
        const value = must(read('目标', typed));
        expect(printValue(value)).toBe(typed);
      }),
    );
  });

  it('full width or half width, with or without separators: the same figure', () => {
    const wide = (text: string): string => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(positive, (typed) => {
        const grouped = typed.replace(/\B(?=(\d{3})+$)/g, ',');
        for (const form of [wide(typed), grouped, wide(grouped)]) expect(read('目标', form)).toEqual(read('目标', typed));
      }),
    );
  });
});

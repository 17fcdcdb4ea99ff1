// Findings on small plans: what is one, how severe, what it says, and when an answer holds.

import { describe, expect, test } from 'vitest';
import { groupFindings } from '../../shared/checks/finding.ts';
import { fixOf } from '../../shared/checks/fixes.ts';
import { checkPlan, seenOf, settle } from '../../shared/checks/plan-checks.ts';
import { messageOf, messageOfGroup, placeName } from '../../shared/checks/sentences.ts';
import { placesOf } from '../../shared/outline/places.ts';
import { documentView } from '../../shared/outline/view.ts';
import { col, row, TestPlan, table, total } from '../plan-builder.ts';

function plan(): TestPlan {
  return new TestPlan([
    table(
      '表1',
      [col('套数', { decimals: 0 }), col('占比', { formula: '[套数] / [基数]', decimals: 2 }), col('基数', { decimals: 0 })],
      [row('甲县', { 套数: '10', 基数: '5' }), row('乙县', { 套数: '20', 基数: '4' }), total()],
    ),
  ]);
}

const codes = (p: TestPlan) => checkPlan(p.live).map((finding) => `${finding.severity} ${finding.code}`);

describe('a table', () => {
  test('that adds up has no findings', () => {
    expect(codes(plan())).toEqual([]);
  });

  test('with a gap says how many', () => {
    const p = plan();
    p.set('表1', '乙县', '套数', '');
    expect(checkPlan(p.live).map((finding) => messageOf(finding))).toEqual(['还有 1 格没有填。没有的请记为“-”。']);
  });

  test('nobody has begun says nothing', () => {
    const p = plan();
    for (const name of ['甲县', '乙县']) for (const column of ['套数', '基数']) p.set('表1', name, column, '');
    expect(codes(p)).toEqual([]);
  });

  test('with a division by nought says so at the cell', () => {
    const p = plan();
    p.set('表1', '甲县', '基数', '0');
    const [finding] = checkPlan(p.live);
    expect(finding).toMatchObject({ severity: 'error', code: 'cell-error', data: { error: 'div0' } });
    expect(finding && placeName(p.live, finding)).toBe('表1·甲县·占比');
    expect(finding && messageOf(finding)).toMatch(/^算不出来：除数为 0/);
  });

  test('with a required blank says so', () => {
    const p = plan();
    const at = p.at('表1', '甲县', '套数');
    p.run({ type: 'set-column', col: at.col, set: { required: true } });
    p.set('表1', '甲县', '套数', '');
    expect(codes(p)).toEqual(['error cell-required']);
  });

  test('whose total is kept as printed is a hint with both figures and the reason', () => {
    const p = plan();
    const at = p.at('表1', '合计', '套数');
    p.run({ type: 'set-exception', row: at.row, col: at.col, printed: '31', reason: '上级口径' });
    expect(checkPlan(p.live)).toMatchObject([{ severity: 'hint', code: 'exception-differs', actual: '31', expected: '30' }]);
    p.run({ type: 'set-exception', row: at.row, col: at.col, printed: '30', reason: '上级口径' });
    expect(codes(p)).toEqual([]);
  });
});

describe('the text', () => {
  function withField(p: TestPlan, expr: string): void {
    p.run({
      type: 'add-block',
      block: { id: 900, kind: 'heading', props: { level: 1, number: 'auto' }, content: [{ t: 'text', s: '目标' }] },
      place: 'last',
    });
    p.run({
      type: 'add-block',
      block: {
        id: 901,
        kind: 'para',
        content: [
          { t: 'text', s: '共' },
          { t: 'field', id: 77, expr },
          { t: 'text', s: '套。' },
        ],
      },
      place: 'last',
    });
  }

  test('with a field whose row is gone is an error at its paragraph', () => {
    const p = plan();
    const at = p.at('表1', '甲县', '套数');
    withField(p, `#c${at.col}@r${at.row}`);
    expect(codes(p)).toEqual([]);
    p.run({ type: 'remove-rows', rows: [at.row], confirm: true });
    const [finding] = checkPlan(p.live);
    expect(finding).toMatchObject({ severity: 'error', code: 'field-dead', where: { block: 901, field: 77 } });
    expect(finding && placeName(p.live, finding, placesOf(documentView(p.live)))).toBe('一第1段');
  });

  test('with a field whose cell is empty is an error too', () => {
    const p = plan();
    const at = p.at('表1', '甲县', '套数');
    withField(p, `#c${at.col}@r${at.row}`);
    p.set('表1', '甲县', '套数', '');
    expect(codes(p)).toContain('error field-blank');
  });
});

test('blank fields of one paragraph are one thing to look at, named by what they show', () => {
  const p = plan();
  const [a, b] = [p.at('表1', '甲县', '套数'), p.at('表1', '乙县', '套数')];
  p.run({
    type: 'add-block',
    block: {
      id: 902,
      kind: 'para',
      content: [
        { t: 'field', id: 78, expr: `#c${a.col}@r${a.row}` },
        { t: 'text', s: '和' },
        { t: 'field', id: 79, expr: `#c${b.col}@r${b.row}` },
      ],
    },
    place: 'last',
  });
  for (const name of ['甲县', '乙县']) for (const column of ['套数', '基数']) p.set('表1', name, column, '');
  const groups = groupFindings(checkPlan(p.live));
  expect(groups.map((group) => messageOfGroup(p.live, group))).toEqual([
    '有 2 个数还没有填，印作“【待填】”：表1 甲县 套数；表1 乙县 套数。',
  ]);
});

describe('an answer', () => {
  test('turns an error into a hint until the figures move', () => {
    const p = plan();
    p.set('表1', '甲县', '基数', '0');
    const [finding] = checkPlan(p.live);
    if (!finding) throw new Error('no finding');
    p.run({ type: 'answer-finding', finding: finding.id, code: finding.code, seen: seenOf(finding), reason: '尚未核定' });
    expect(checkPlan(p.live)).toMatchObject([{ severity: 'hint', unanswered: 'error', answer: '尚未核定' }]);
    expect(settle(p.live, [{ ...finding, actual: '别的数' }])).toMatchObject([{ severity: 'error' }]);
  });

  test('a rule switched off finds nothing, one graded otherwise keeps its grade', () => {
    const p = plan();
    p.set('表1', '乙县', '套数', '');
    p.run({ type: 'set-rule', code: 'cells-blank', off: false, severity: 'error', params: null });
    expect(codes(p)).toEqual(['error cells-blank']);
    p.run({ type: 'set-rule', code: 'cells-blank', off: true, severity: null, params: null });
    expect(codes(p)).toEqual([]);
  });
});

describe('a cell by itself', () => {
  test('below a least that was set later, a computed one too', () => {
    const p = plan();
    for (const [name, least] of [
      ['套数', '15'],
      ['占比', '3'],
    ] as const)
      p.run({ type: 'set-column', col: p.at('表1', '甲县', name).col, set: { min: least } });
    const found = checkPlan(p.live).filter((finding) => finding.code === 'cell-range');
    expect(found.map((finding) => [placeName(p.live, finding), messageOf(finding)])).toEqual([
      ['表1·甲县·套数', '10 小于最小值 15，请核实。'],
      ['表1·甲县·占比', '2.00 小于最小值 3，请核实。'],
    ]);
    p.set('表1', '甲县', '套数', '15');
    expect(checkPlan(p.live).filter((finding) => finding.code === 'cell-range')).toEqual([]);
  });

  test('that is none of the choices any more', () => {
    const p = new TestPlan([
      table('表1', [col('类别', { kind: 'choice', choices: ['新建', '改建'] })], [row('甲县', { 类别: '新建' }), row('乙县')]),
    ]);
    expect(codes(p)).toEqual([]);
    p.run({ type: 'set-column', col: p.at('表1', '甲县', '类别').col, set: { choices: ['改建', '收购'] } });
    expect(checkPlan(p.live).map((finding) => messageOf(finding))).toEqual([
      '“新建”不在可选项中（改建、收购），请改选一个，或把它加进选项。',
    ]);
  });
});

describe('a part and its whole', () => {
  const parts = (part: string) =>
    new TestPlan([
      table(
        '表1',
        [col('套数', { decimals: 0 })],
        [row('甲县', { 套数: '10' }), row('其中：新建', { 套数: part }, { kind: 'of_which' }), total()],
      ),
    ]);

  test.each([
    ['9', []],
    ['10', []],
    ['-', []],
    ['11', ['warning part-over-whole']],
  ])('其中 %s of 10', (part, found) => {
    expect(codes(parts(part))).toEqual(found);
  });

  test('an answer with a reason stays until the figures change', () => {
    const p = parts('11');
    const [finding] = checkPlan(p.live);
    if (!finding) throw new Error('no finding');
    p.run({ type: 'answer-finding', finding: finding.id, code: finding.code, seen: seenOf(finding), reason: '含上年结转' });
    expect(codes(p)).toEqual(['hint part-over-whole']);
    p.set('表1', '其中：新建', '套数', '12');
    expect(codes(p)).toEqual(['warning part-over-whole']);
  });
});

describe('a fix', () => {
  const mend = (p: TestPlan): string => {
    const [finding] = checkPlan(p.live);
    const fix = finding && fixOf(p.live, finding);
    if (!fix) throw new Error('no fix');
    p.run(fix.command);
    return fix.label;
  };

  test('gives up an exception', () => {
    const p = plan();
    const at = p.at('表1', '合计', '套数');
    p.run({ type: 'set-exception', row: at.row, col: at.col, printed: '31', reason: '上级口径' });
    expect(mend(p)).toBe('取消例外，改为 30');
    expect(p.live.text(at.row, at.col)).toBe('30');
    expect(codes(p)).toEqual([]);
  });

  test('puts - into every blank, and into nothing else', () => {
    const p = plan();
    p.set('表1', '甲县', '套数', '');
    p.set('表1', '乙县', '基数', '');
    expect(mend(p)).toBe('2 个空格都记为“-”');
    const at = (name: string, column: string) => p.live.text(p.at('表1', name, column).row, p.at('表1', name, column).col);
    expect([at('甲县', '套数'), at('乙县', '套数'), at('乙县', '基数'), at('合计', '套数')]).toEqual(['-', '20', '-', '20']);
  });

  test('is not offered where a person must decide', () => {
    const p = plan();
    p.set('表1', '甲县', '基数', '0');
    const [finding] = checkPlan(p.live);
    expect(finding && fixOf(p.live, finding)).toBe(null);
  });
});

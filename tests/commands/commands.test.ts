// Commands: what each changes, that its inverse takes it back to the byte, and what it refuses.

import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/commands/decide.ts';
import { argsOf, labelOf } from '../../shared/commands/label.ts';
import { type Command, commandArguments, commandSchema } from '../../shared/commands/schema.ts';
import { must } from '../../shared/contract/failure.ts';
import { invertAll } from '../../shared/model/change.ts';
import { findTable } from '../../shared/model/lookup.ts';
import { takeSnapshot } from '../../shared/model/snapshot.ts';
import { ACTOR, col, row, TestPlan, table, total } from '../plan-builder.ts';

function plan(): TestPlan {
  const p = new TestPlan([
    table(
      '表',
      [
        col('组', { role: 'group' }, [
          col('数', { decimals: 2, unit: '万平方米' }),
          col('倍', { decimals: 2, formula: '[组/数] × 2', total: 'sum' }),
        ]),
        col('备注', { kind: 'text', role: 'note' }),
      ],
      [row('甲', { 数: '1.50', 备注: '说明' }), row('乙', { 数: '2.25' }), total('合计')],
    ),
    table('另表', [col('数')], [row('一')]),
  ]);
  const block = (id: number, kind: string, s: string, parent: number | null = null): Command =>
    ({ type: 'add-block', block: { id, kind, parent, content: s ? [{ t: 'text', s }] : [] }, place: 'last' }) as Command;
  p.run(block(9001, 'title', '标题'));
  p.run(block(9002, 'heading', '一级'));
  p.run(block(9003, 'para', '第一段。第二句。', 9002));
  p.run(block(9004, 'para', '另一段。', 9002));
  return p;
}

const canonical = (p: TestPlan): string => {
  const { records, cells } = takeSnapshot(p.live.state);
  const sorted = Object.entries(records).map(([e, list]) => [
    e,
    [...(list as { id: number | string }[])].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
  ]);
  return JSON.stringify([sorted, cells.map((c) => [c.col, c.rows.map((r, i) => [r, c.values[i]]).sort()]).sort()]);
};

const at = (p: TestPlan) => {
  const id = must(findTable(p.live, '表')).id;
  return {
    table: id,
    数: p.at('表', '甲', '数').col,
    倍: p.at('表', '甲', '倍').col,
    备注: p.at('表', '甲', '备注').col,
    甲: p.at('表', '甲', '数').row,
    乙: p.at('表', '乙', '数').row,
    合计: p.at('表', '合计', '数').row,
  };
};

const text = (s: string) => ({ t: 'text' as const, s });

const CASES: [string, (p: TestPlan) => Command][] = [
  ['set-cells', (p) => ({ type: 'set-cells', cells: [{ row: at(p).甲, col: at(p).数, value: '9' }] })],
  ['clear-cells', (p) => ({ type: 'clear-cells', cells: [{ row: at(p).甲, col: at(p).数 }] })],
  [
    'paste',
    (p) => ({
      type: 'paste',
      table: at(p).table,
      rows: [{ id: 8001, label: '丙' }],
      cells: [
        { row: 8001, col: at(p).数, value: '7' },
        { row: at(p).甲, col: at(p).倍, value: '7' },
        { row: at(p).乙, col: at(p).数, value: '3' },
      ],
    }),
  ],
  ['fill', (p) => ({ type: 'fill', cells: [{ row: at(p).乙, col: at(p).数, value: '1.50' }] })],
  [
    'replace',
    () => ({
      type: 'replace',
      find: '段',
      with: '节',
      cells: [],
      blocks: [{ block: 9003, at: 0, delete: 1, insert: [text('第一节。')] }],
    }),
  ],
  ['set-formula', (p) => ({ type: 'set-formula', table: at(p).table, col: at(p).数, row: at(p).甲, formula: '[乙, 组/数] + 1' })],
  ['set-exception', (p) => ({ type: 'set-exception', row: at(p).合计, col: at(p).数, printed: '4', reason: '按原文' })],
  [
    'add-rows',
    (p) => ({
      type: 'add-rows',
      table: at(p).table,
      rows: [{ id: 8001, label: '丙', cells: [{ col: at(p).数, value: '3' }] }],
      place: { after: at(p).甲 },
    }),
  ],
  ['remove-rows', (p) => ({ type: 'remove-rows', rows: [at(p).甲] })],
  ['move-rows', (p) => ({ type: 'move-rows', rows: [at(p).乙], place: { before: at(p).甲 } })],
  ['set-row', (p) => ({ type: 'set-row', row: at(p).甲, set: { label: '甲县', counts: false } })],
  ['join-cells', (p) => ({ type: 'join-cells', cells: [{ row: at(p).乙, col: at(p).数 }], join: true })],
  [
    'add-column',
    (p) => ({
      type: 'add-column',
      table: at(p).table,
      column: { id: 8002, title: '占比', decimals: 1, formula: '[组/数] / [合计, 组/数] × 100' },
      place: { after: at(p).倍 },
    }),
  ],
  [
    'add-column-group',
    (p) => ({
      type: 'add-column-group',
      table: at(p).table,
      column: { id: 8003, title: '新组' },
      place: 'last',
      take: [at(p).备注],
    }),
  ],
  ['remove-columns', (p) => ({ type: 'remove-columns', columns: [at(p).备注] })],
  ['move-columns', (p) => ({ type: 'move-columns', columns: [at(p).倍], place: { before: at(p).数 } })],
  ['set-column', (p) => ({ type: 'set-column', col: at(p).数, set: { title: '面积', unit: '平方米', decimals: 0 } })],
  [
    'add-table',
    (p) => ({
      type: 'add-table',
      table: { id: p.id() + 7000, title: '新表' },
      place: 'last',
      columns: [
        { id: 8004, title: '名称', role: 'label' },
        { id: 8005, title: '数' },
      ],
      rows: [{ id: 8006, label: '一' }],
    }),
  ],
  ['remove-table', (p) => ({ type: 'remove-table', table: at(p).table, confirm: true })],
  ['move-table', (p) => ({ type: 'move-table', table: at(p).table, place: 'last' })],
  ['set-table', (p) => ({ type: 'set-table', table: at(p).table, set: { title: '改名', landscape: true } })],
  [
    'balance-rounding',
    (p) => ({ type: 'balance-rounding', table: at(p).table, units: [{ unit: '万平方米', decimals: 1 }], note: 'short' }),
  ],
  [
    'set-regions',
    () => ({
      type: 'set-regions',
      regions: [{ id: 8007, code: '653101', name: '喀什市', short: '喀什', aliases: [], level: 3, parentId: null, ord: 'V' }],
    }),
  ],
  ['add-block', () => ({ type: 'add-block', block: { id: 8008, kind: 'para', content: [text('新段')] }, place: { after: 9003 } })],
  ['remove-block', () => ({ type: 'remove-block', blocks: [9002] })],
  ['move-block', () => ({ type: 'move-block', blocks: [9004], place: { before: 9003 } })],
  ['split-block', () => ({ type: 'split-block', block: 9003, at: 0, offset: 4, id: 8009 })],
  ['join-block', () => ({ type: 'join-block', block: 9003, with: 9004 })],
  ['set-block', () => ({ type: 'set-block', block: 9003, set: { kind: 'heading', props: { level: 2 } } })],
  [
    'edit-text',
    () => ({
      type: 'edit-text',
      splices: [{ block: 9003, at: 0, delete: 1, insert: [text('改过。')] }],
      add: [{ block: { id: 8010, kind: 'para', content: [] }, place: { after: 9004 } }],
      remove: [9004],
      set: [],
    }),
  ],
  [
    'insert-field',
    (p) => ({ type: 'insert-field', block: 9003, at: 0, offset: 4, field: { t: 'field', id: 8011, expr: `#c${at(p).数}@total` } }),
  ],
  [
    'bind-fields',
    (p) => ({
      type: 'bind-fields',
      splices: [{ block: 9004, at: 0, delete: 1, insert: [{ t: 'field', id: 8012, expr: `#c${at(p).数}@total` }] }],
    }),
  ],
  [
    'set-note',
    (p) => ({
      type: 'set-note',
      id: 8013,
      row: at(p).甲,
      col: at(p).数,
      block: null,
      kind: 'comment',
      text: '待核',
      assetId: null,
      done: false,
    }),
  ],
  [
    'attach-asset',
    () => ({ type: 'attach-asset', sha256: 'a'.repeat(64), name: '批复.pdf', mime: 'application/pdf', base64: 'AAAA' }),
  ],
  ['set-rule', () => ({ type: 'set-rule', code: 'field-blank', off: true, severity: null, params: null })],
  ['answer-finding', () => ({ type: 'answer-finding', finding: 'x:1', code: 'cells-blank', seen: '|', reason: '另行补报' })],
  [
    'set-opinion',
    () => ({ type: 'set-opinion', id: 8014, block: 9003, unit: '财政局', text: '建议调整', decision: null, reason: null }),
  ],
  ['set-plan', () => ({ type: 'set-plan', set: { year: 2026, title: '{年}年计划' } })],
  ['set-stage', () => ({ type: 'set-stage', stage: '送审稿' })],
  ['mark', () => ({ type: 'mark', id: 8015, name: '征求意见稿' })],
  [
    'import-table',
    (p) => ({
      type: 'import-table',
      table: at(p).table,
      source: { id: 8016, kind: 'file', name: '旧表.xls', sha256: null, sheet: 'Sheet1', at: ACTOR.at },
      rows: [{ id: 8017, label: '丁' }],
      cells: [
        { row: 8017, col: at(p).数, value: '5', ref: 'B9', printed: '5' },
        { row: at(p).甲, col: at(p).数, value: '6', ref: 'B5', printed: '６' },
      ],
      exceptions: [{ row: at(p).合计, col: at(p).数, printed: '13.20', reason: '原文如此' }],
    }),
  ],
];

describe('every command', () => {
  it.each(CASES)('%s changes the plan, has a label, and is taken back to the byte', (type, make) => {
    const p = plan();
    const before = canonical(p);
    const command = make(p);
    expect(commandSchema.safeParse(command).success).toBe(true);
    const label = labelOf({ code: type, args: argsOf(p.live, command) });
    expect(label).toMatch(/[\u4e00-\u9fff]/);
    expect(label).not.toMatch(/undefined|null/);
    const changes = must(decide(p.live, command, ACTOR));
    expect(canonical(p)).toBe(before);
    p.live.apply(changes);
    expect(canonical(p)).not.toBe(before);
    p.live.apply(invertAll(changes));
    expect(canonical(p)).toBe(before);
  });

  it('is tried above, but for the store’s own', () => {
    expect(new Set([...CASES.map(([type]) => type), 'revert-step'])).toEqual(new Set(Object.keys(commandArguments)));
  });
});

const refused = (p: TestPlan, command: Command): string => {
  const result = decide(p.live, command, ACTOR);
  return result.ok ? 'taken' : result.failure.code;
};

describe('refusals', () => {
  it.each<[string, (p: TestPlan) => Command, string]>([
    ['a computed cell', (p) => ({ type: 'set-cells', cells: [{ row: at(p).甲, col: at(p).倍, value: '1' }] }), 'computed-cell'],
    ['a row that is gone', (p) => ({ type: 'set-cells', cells: [{ row: 1_234_567, col: at(p).数, value: '1' }] }), 'no-such-row'],
    [
      'a column of another kind',
      (p) => ({ type: 'set-cells', cells: [{ row: at(p).甲, col: 1_234_567, value: '1' }] }),
      'no-such-column',
    ],
    [
      'a row a formula reads',
      (p) => {
        p.formula('表', { row: '甲', column: '数' }, '[乙, 组/数]');
        return { type: 'remove-rows', rows: [at(p).乙] };
      },
      'in-use',
    ],
    ['a column a formula reads', (p) => ({ type: 'remove-columns', columns: [at(p).数] }), 'in-use'],
    [
      'an id that is taken',
      (p) => ({ type: 'add-rows', table: at(p).table, rows: [{ id: at(p).甲, label: '重' }], place: 'last' }),
      'bad-command',
    ],
    ['a row moved into itself', (p) => ({ type: 'move-rows', rows: [at(p).甲], parent: at(p).甲, place: 'last' }), 'bad-command'],
    [
      'an exception on an input',
      (p) => ({ type: 'set-exception', row: at(p).甲, col: at(p).数, printed: '1', reason: '无' }),
      'bad-command',
    ],
    [
      'an exception without a reason',
      (p) => ({ type: 'set-exception', row: at(p).合计, col: at(p).数, printed: '1', reason: ' ' }),
      'bad-value',
    ],
    ['a unit of another dimension', (p) => ({ type: 'set-column', col: at(p).数, set: { unit: '套' } }), 'bad-value'],
    ['fewer decimals that lose digits', (p) => ({ type: 'set-column', col: at(p).数, set: { decimals: 0 } }), 'bad-value'],
    [
      'a splice beyond the content',
      () => ({ type: 'edit-text', splices: [{ block: 9003, at: 5, delete: 3, insert: [] }] }),
      'bad-command',
    ],
    ['a block that is gone', () => ({ type: 'set-block', block: 1_234_567, set: {} }), 'no-such-block'],
    ['a region that is unknown', () => ({ type: 'set-plan', set: { region_id: 1_234_567 } }), 'no-such-region'],
  ])('%s', (_, make, code) => {
    const p = plan();
    const command = make(p);
    const before = canonical(p);
    expect(refused(p, command)).toBe(code);
    expect(canonical(p)).toBe(before);
  });

  it('converts a column to another unit, and rounds only when told', () => {
    const p = plan();
    p.run({ type: 'set-column', col: at(p).数, set: { unit: '公顷', decimals: 4 } });
    expect(p.text('表', '甲', '数')).toBe('1.5000');
    expect(refused(p, { type: 'set-column', col: at(p).数, set: { decimals: 0 } })).toBe('bad-value');
    p.run({ type: 'set-column', col: at(p).数, set: { decimals: 0 }, round: true });
    expect(p.text('表', '甲', '数')).toBe('2');
  });

  it('makes no change of equal values', () => {
    const p = plan();
    expect(must(decide(p.live, { type: 'set-cells', cells: [{ row: at(p).甲, col: at(p).数, value: '1.5' }] }, ACTOR))).toEqual([]);
  });
});

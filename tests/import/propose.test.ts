import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inspectBytes } from '../../electron/import/inspect.ts';
import { proposeFrom } from '../../electron/import/propose-import.ts';
import { makeNewPlan } from '../../electron/templates.ts';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import { type Decisions, type Inspection, type Proposal, proposalSchema } from '../../shared/contract/import.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { newTableFrom } from '../../shared/import/new-table.ts';
import { cellsToWrite, keepAllTotals, toCommand } from '../../shared/import/to-command.ts';
import { invertAll } from '../../shared/model/change.ts';
import type { MintId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import { stateOf, takeSnapshot } from '../../shared/model/snapshot.ts';

const FIXTURES = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures');
let next = 1000;
const mint: MintId = () => next++;
const NOW = '2025-01-15T00:00:00.000Z';

function kashgar(): LivePlan {
  const made = must(makeNewPlan({ sample: 'kashgar-2025-annual-plan', mint, now: NOW }));
  return openLivePlan(stateOf(made.snapshot));
}
const inspect = (bytes: Uint8Array | string, name: string): Inspection =>
  must(inspectBytes(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, name, 'a'.repeat(64)));
const fixture = (name: string): Inspection => inspect(new Uint8Array(readFileSync(path.join(FIXTURES, name))), name);

function apply(live: LivePlan, proposal: Proposal, decisions: Decisions = {}) {
  const changes = must(decide(live, toCommand(proposal, decisions, { mint, now: NOW }), { by: '测试', at: NOW }));
  live.apply(changes);
  return changes;
}
function textAt(live: LivePlan, table: string, row: string, column: string): string {
  const t = must(findTable(live, table)).id;
  return live.text(must(findRow(live, t, row)).id, must(findColumn(live, t, column)).id);
}
function setAll(live: LivePlan, table: string, row: string, values: Record<string, string>): void {
  const t = must(findTable(live, table)).id;
  const cells = Object.entries(values).map(([column, value]) => ({
    row: must(findRow(live, t, row)).id,
    col: must(findColumn(live, t, column)).id,
    value,
  }));
  live.apply(must(decide(live, { type: 'set-cells', cells }, { by: '测试', at: NOW })));
}

describe('a legacy table finds its place in the plan', () => {
  const live = kashgar();
  const proposal = must(proposeFrom(live, fixture('kashgar-allocation.xls')));

  it('is in the form of the contract and takes the table that fits', () => {
    expect(proposalSchema.parse(proposal)).toEqual(proposal);
    expect(proposal.target).toMatchObject({ key: 'allocation', number: '表2' });
  });

  it.each([
    ['喀什', 'kashi', 'alias'],
    ['喀什经开区', 'jingkai', 'alias'],
    ['疏附县', 'shufu', 'region'],
    ['塔县', 'taxkorgan', 'alias'],
    ['合计', 'total', 'total'],
  ])('row %s → %s by %s', (from, to, how) => {
    expect(proposal.mapping.rows.find((r) => r.from === from)).toMatchObject({ to, how });
  });

  it.each([
    ['公租房/套数', 'public_units', 'header', false],
    ['公租房/面积', 'public_area', 'synonym', false],
    ['小计/面积', 'sub_area', 'synonym', true],
  ])('column %s → %s by %s', (from, to, how, computed) => {
    expect(proposal.mapping.columns.find((c) => c.from === from)).toMatchObject({ to, how, computed });
  });

  it('text numbers, separators, full-width digits and blanks inside read as the figures they are', () => {
    expect(proposal.counts).toEqual({ changed: 0, filled: 0, same: 38, blank: 14, refused: 0, differing: 1 });
    expect(proposal.cells.find((c) => c.ref === 'B7')).toMatchObject({ printed: '1,252', old: '1252', state: 'same' });
    expect(proposal.cells.find((c) => c.ref === 'B14')).toMatchObject({ printed: '７００', state: 'same' });
    expect(proposal.cells.find((c) => c.ref === 'B16')).toMatchObject({ printed: '7 00', state: 'same' });
  });

  it('the slip in the last total is found, with its likely cause', () => {
    expect(proposal.reconciliation.filter((r) => !r.agree)).toMatchObject([
      {
        row: 'total',
        column: 'sub_area',
        ref: 'G18',
        printed: '55.72',
        computed: '55.27',
        difference: '0.45',
        hints: ['swapped', 'typed'],
      },
    ]);
    expect(proposal.reconciliation.filter((r) => r.kind === 'total')).toHaveLength(6);
  });

  it('nothing of the plan is missing and nothing of the file is dropped', () => {
    expect(proposal.unmapped).toEqual({ rows: [], columns: [], values: [], targetRows: [], targetColumns: [] });
  });
});

describe('proposing changes nothing, applying is one step', () => {
  it('the plan is byte for byte as before a proposal, and as before after the step is taken back', () => {
    const live = kashgar();
    setAll(live, '表2', '喀什市', { '公租房/套数': '2800', '公租房/建筑面积': '10.92' });
    setAll(live, '表2', '伽师县', { '公租房/套数': '' });
    const before = JSON.stringify(takeSnapshot(live.state));
    const proposal = must(proposeFrom(live, fixture('kashgar-allocation.xls'), { table: '表2' }));
    expect(JSON.stringify(takeSnapshot(live.state))).toBe(before);
    expect(proposal.counts).toMatchObject({ changed: 2, filled: 1 });
    expect(proposal.cells.find((c) => c.ref === 'B5')).toMatchObject({ old: '2800', new: '3000', state: 'changed' });
    const changes = apply(live, proposal);
    expect(textAt(live, '表2', '喀什市', '公租房/套数')).toBe('3000');
    expect(textAt(live, '表2', '总计', '公租房/套数')).toBe('11455');
    const origins = [...live.state.records.cell_origin.values()].map((o) => o.ref).sort();
    expect(origins).toEqual(['B15', 'B5', 'C5']);
    expect([...live.state.records.source.values()]).toMatchObject([
      { name: 'kashgar-allocation.xls', sheet: '分配计划', sha256: 'a'.repeat(64) },
    ]);
    live.apply(invertAll(changes));
    expect(JSON.stringify(takeSnapshot(live.state))).toBe(before);
  });

  it('a printed total that a person keeps becomes an exception, a question keeps only its origin', () => {
    const live = kashgar();
    const proposal = must(proposeFrom(live, fixture('kashgar-allocation.xls')));
    apply(live, proposal, { keep: keepAllTotals(proposal, '以文件为准') });
    expect(textAt(live, '表2', '总计', '小计/建筑面积')).toBe('55.72');
    expect([...live.state.records.exception.values()]).toMatchObject([{ printed: '55.72', reason: '以文件为准' }]);

    const asked = kashgar();
    const again = must(proposeFrom(asked, fixture('kashgar-allocation.xls')));
    const slip = again.reconciliation.find((r) => !r.agree);
    apply(asked, again, { question: [`${slip?.rowId}:${slip?.colId}`] });
    expect(textAt(asked, '表2', '总计', '小计/建筑面积')).toBe('55.27');
    expect([...asked.state.records.cell_origin.values()]).toMatchObject([{ ref: 'G18', printed: '55.72' }]);
  });

  it.each([
    ['leave', []],
    ['none', ['B8', 'C8']],
    ['clear', ['B8', 'C8']],
  ] as const)('blank cells of the file: %s', (blanks, refs) => {
    const live = kashgar();
    setAll(live, '表2', '疏勒县', { '公租房/套数': '12', '公租房/建筑面积': '0.50' });
    const proposal = must(proposeFrom(live, fixture('kashgar-allocation.xls')));
    const cells = cellsToWrite(proposal, { blanks }).filter((c) => refs.some((r) => r === c.ref) || c.ref.endsWith('8'));
    const wanted = blanks === 'clear' ? ['B8', 'C8', 'D8', 'E8'] : [...refs];
    expect(cells.map((c) => c.ref)).toEqual(wanted);
    expect(cells.every((c) => c.value === (blanks === 'none' ? '-' : ''))).toBe(true);
  });
});

describe('what does not fit is said', () => {
  const HEAD = '县市,公租房套数（套）,公租房面积（平方米）\n';
  const csv = (rows: string) => inspect(`2025年计划分配保障性住房规模,,\n${HEAD}${rows}`, '表.csv');
  const map = { columns: { B: 'public_units', C: 'public_area' } };

  it('units are converted exactly, and it is said', () => {
    const live = kashgar();
    const proposal = must(proposeFrom(live, csv('喀什市,3001,118000\n疏附县,1252,40000\n'), { table: '表2', map }));
    expect(proposal.cells.map((c) => [c.ref, c.new, c.state])).toEqual([
      ['B3', '3001', 'changed'],
      ['C3', '11.80', 'changed'],
      ['B4', '1252', 'same'],
      ['C4', '4.00', 'same'],
    ]);
    expect(proposal.findings.filter((f) => f.code === 'unit-converted')).toHaveLength(1);
  });

  it('a figure with too many decimals is refused with the rounded one offered', () => {
    const live = kashgar();
    const proposal = must(proposeFrom(live, csv('喀什市,3001,118050\n疏附县,1252,4万\n'), { table: '表2', map }));
    expect(proposal.cells.find((c) => c.ref === 'C3')).toMatchObject({
      state: 'refused',
      refused: { code: 'bad-value', offer: '11.81' },
    });
    expect(cellsToWrite(proposal, {}).map((c) => c.ref)).toEqual(['B3']);
    expect(cellsToWrite(proposal, { round: true }).map((c) => [c.ref, c.value])).toEqual([
      ['B3', '3001'],
      ['C3', '11.81'],
    ]);
  });

  it('rows, columns and values without a place are all listed', () => {
    const live = kashgar();
    const proposal = must(
      proposeFrom(live, inspect('县市,公租房/套数（套）,危房户数\n喀什市,3000,7\n和田市,5,8\n喀什市,9,9\n', '表.csv'), {
        table: '表2',
        map: { columns: { B: 'public_units' } },
      }),
    );
    expect(proposal.unmapped.rows.map((r) => [r.label, r.reason])).toEqual([
      ['和田市', 'no-place'],
      ['喀什市', 'taken'],
    ]);
    expect(proposal.unmapped.columns.map((c) => c.path)).toEqual(['危房户数']);
    expect(proposal.unmapped.values.map((v) => v.ref)).toEqual(['C2', 'B3', 'C3', 'B4', 'C4']);
    expect(proposal.unmapped.targetRows).toHaveLength(12);
  });

  it('words among numbers are refused, a tenfold value is pointed at', () => {
    const live = kashgar();
    const proposal = must(proposeFrom(live, csv('喀什市,30000,暂缓\n疏附县,1252,40000\n'), { table: '表2', map }));
    expect(proposal.cells.find((c) => c.ref === 'C3')?.state).toBe('refused');
    expect(proposal.findings.some((f) => f.code === 'looks-shifted' && f.details?.times === '10')).toBe(true);
  });

  it.each([
    ['a file without a table', 'a\n', 'x.txt', {}, 'no-table-found'],
    ['a table like none of the plan', '公司,利润率,员工\n甲,1,2\n乙,3,4\n', 'x.csv', {}, 'no-such-table'],
    ['a table that the plan has not', '县市,套数\n喀什市,1\n疏附县,2\n', 'x.csv', { table: '表9' }, 'no-such-table'],
    [
      'a column that the plan has not',
      '县市,套数\n喀什市,1\n疏附县,2\n',
      'x.csv',
      { table: '表2', map: { columns: { B: '没有' } } },
      'no-such-column',
    ],
    [
      'a row that the plan has not',
      '县市,套数\n喀什市,1\n疏附县,2\n',
      'x.csv',
      { table: '表2', map: { rows: { 喀什市: '没有' } } },
      'no-such-row',
    ],
    ['a map in no known form', '县市,套数\n喀什市,1\n疏附县,2\n', 'x.csv', { table: '表2', map: { rows: 3 } }, 'bad-usage'],
  ])('%s', (_, text, name, options, code) => {
    const answer = proposeFrom(kashgar(), inspect(text, name), options);
    expect(answer.ok ? 'proposed' : answer.failure.code).toBe(code);
  });
});

describe('a new table is made from a found one', () => {
  it('has its groups, regions, units, decimals and figures, and its total computes', () => {
    const live = kashgar();
    const inspection = fixture('kashgar-allocation.xls');
    const table = inspection.sheets[0]?.tables[0];
    if (!table) throw new Error('no table');
    const made = newTableFrom(live, inspection, '分配计划', table, { mint, now: NOW });
    for (const command of made.commands) live.apply(must(decide(live, command, { by: '测试', at: NOW })));
    const shape = live.shape(made.table);
    expect(shape.title).toBe('2025年喀什地区保障性住房分配计划表');
    expect(shape.header.map((line) => line.map((h) => [h.text, h.colSpan]))).toEqual([
      [
        ['县市', 1],
        ['公租房', 2],
        ['保障性租赁住房', 2],
        ['小计', 2],
      ],
      [
        ['套数', 1],
        ['面积', 1],
        ['套数', 1],
        ['面积', 1],
        ['套数', 1],
        ['面积', 1],
      ],
    ]);
    const text = (row: string, column: string) =>
      live.text(must(findRow(live, made.table, row)).id, must(findColumn(live, made.table, column)).id);
    expect(text('喀什市', '公租房/面积')).toBe('11.70');
    expect(text('总计', '公租房/面积')).toBe('47.33');
    expect(text('总计', '小计/面积')).toBe('55.27');
    expect(must(findRow(live, made.table, '塔什库尔干塔吉克自治县')).regionId).not.toBeNull();
  });
});

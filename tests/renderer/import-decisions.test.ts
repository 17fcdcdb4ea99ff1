// What the wizard shows and applies, on the Kashgar sample: the bands of a found table, old beside new, decisions about totals.

import { describe, expect, test } from 'vitest';
import { inspectBytes } from '../../electron/import/inspect.ts';
import { bandsOf, columnLetters } from '../../renderer/import/bands.ts';
import { importCommand } from '../../renderer/import/import-command.ts';
import { previewOf } from '../../renderer/import/preview-table.ts';
import { choiceKey, undecidedOf } from '../../renderer/import/undecided.ts';
import type { Choice } from '../../renderer/import/wizard-state.ts';
import type { PlanSession } from '../../renderer/plan/session.ts';
import { checkTable } from '../../shared/checks/plan-checks.ts';
import { messageOf } from '../../shared/checks/sentences.ts';
import { decide } from '../../shared/commands/decide.ts';
import { must } from '../../shared/contract/failure.ts';
import type { FoundTable, InspectedSheet, Proposal } from '../../shared/contract/import.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { propose } from '../../shared/import/propose.ts';
import { findTable } from '../../shared/model/lookup.ts';
import { stateOf, takeSnapshot } from '../../shared/model/snapshot.ts';
import { kashgar } from './kashgar.ts';

const CSV = `喀什地区计划供应商品住房建筑面积
单位：万平方米
县市,计划供应商品住房建筑面积
喀什市,52.00
经开区,2.00
疏附县,6.00
疏勒县,5.50
英吉沙县,5.40
泽普县,
莎车县,6.00
叶城县,1.50
麦盖提县,2.81
岳普湖县,2.40
伽师县,8.60
巴楚县,0.10
塔县,0.71
合计,92.03
`;

const ACTOR = { by: '测试', at: '2025-01-01T00:00:00.000Z' };

function opened() {
  const live = openLivePlan(stateOf(must(kashgar())));
  const inspection = must(inspectBytes(new TextEncoder().encode(CSV), '上年.csv', 'a'.repeat(64), { cells: true }));
  const target = must(findTable(live, '表1')).id;
  const sheet = inspection.sheets[0] as InspectedSheet;
  const proposal = must(propose(live, { inspection, sheet: sheet.name, tableIndex: 0, target }));
  let next = 1;
  const mint = () => next++;
  return { live, proposal, sheet, session: { live, mint } as unknown as PlanSession, mint };
}

function chosen(proposal: Proposal, choice: Choice | null, blanks: 'leave' | 'none' | 'clear' = 'leave') {
  const differing = proposal.reconciliation.filter((item) => !item.agree);
  return { blanks, round: false, choices: choice ? Object.fromEntries(differing.map((item) => [choiceKey(item), choice])) : {} };
}

test.each([
  [1, 'A'],
  [26, 'Z'],
  [27, 'AA'],
  [703, 'AAA'],
])('column %i is %s', (column, letters) => {
  expect(columnLetters(column)).toBe(letters);
});

test('the bands are the sheet from title to total', () => {
  const { sheet } = opened();
  const { ranges, of } = bandsOf(sheet.tables[0] as FoundTable, sheet);
  expect(ranges).toMatchObject({
    title: 'A1:B1',
    unit: 'A2:B2',
    header: 'A3:B3',
    label: 'A4:A16',
    data: 'B4:B16',
    total: 'A17:B17',
  });
  expect(of.get(18)).toBeUndefined();
});

describe('the preview', () => {
  test('shows what changes, what stays, and the total that would come out', () => {
    const { proposal, session, live } = opened();
    const before = JSON.stringify(takeSnapshot(live.state));
    const preview = previewOf(session, proposal, chosen(proposal, { take: 'computed' }));
    expect(preview.counts).toEqual({ changed: 1, filled: 0, same: 12, refused: 0 });
    expect(preview.rows.find((row) => row.label === '喀什市')?.cells).toEqual([{ old: '51.00', new: '52.00', state: 'changed' }]);
    expect(preview.rows.at(-1)).toMatchObject({ kind: 'total', cells: [{ old: '92.02', new: '93.02', state: 'computed' }] });
    // looking changes nothing
    expect(JSON.stringify(takeSnapshot(live.state))).toBe(before);
  });

  test.each([
    ['leave', '0.00', '93.02'],
    ['none', '-', '93.02'],
    ['clear', '', '93.02'],
  ] as const)('reads a blank cell as asked: %s gives “%s”', (blanks, text, sum) => {
    const { proposal, session } = opened();
    const preview = previewOf(session, proposal, chosen(proposal, { take: 'computed' }, blanks));
    expect(preview.rows.find((row) => row.label === '泽普县')?.cells[0]?.new).toBe(text);
    expect(preview.rows.at(-1)?.cells[0]?.new).toBe(sum);
  });
});

describe('a total that does not add up', () => {
  test('waits until it is decided, and a kept one until it has a reason', () => {
    const { proposal } = opened();
    expect(undecidedOf(proposal, {})).toHaveLength(1);
    expect(undecidedOf(proposal, chosen(proposal, { take: 'keep', reason: ' ' }).choices)).toHaveLength(1);
    expect(undecidedOf(proposal, chosen(proposal, { take: 'keep', reason: '文件如此' }).choices)).toEqual([]);
    expect(undecidedOf(proposal, chosen(proposal, { take: 'finding' }).choices)).toEqual([]);
  });

  test.each([
    [{ take: 'computed' }, '93.02', []],
    [{ take: 'keep', reason: '上年定稿如此' }, '92.03', ['按原文保留 92.03，计算得 93.02。原因：上年定稿如此']],
    [{ take: 'finding' }, '93.02', ['导入文件“上年.csv” B17 印作 92.03，计算得 93.02。']],
  ] as [Choice, string, string[]][])('%o', (choice, total, messages) => {
    const { proposal, live, mint } = opened();
    const command = importCommand(mint as never, new Date(0), proposal, chosen(proposal, choice));
    live.apply(must(decide(live, command, ACTOR)));
    const shape = live.shape(proposal.target.id);
    const row = shape.rows.find((r) => r.kind === 'total');
    const column = shape.leaves.find((leaf) => leaf.role === 'value');
    expect(live.text(row?.id ?? 0, column?.id ?? 0)).toBe(total);
    expect(checkTable(live, proposal.target.id).map((finding) => messageOf(finding))).toEqual(messages);
  });
});

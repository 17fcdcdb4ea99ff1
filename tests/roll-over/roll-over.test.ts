// 由上年计划新建: what moves, what empties, what follows, what stays for a person to look at.

import { describe, expect, it } from 'vitest';
import { listSamples, makeNewPlan } from '../../electron/templates.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { cellKey } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { type RolledOver, rollOver } from '../../shared/roll-over/roll-over.ts';
import { typedYears } from '../../shared/roll-over/typed-years.ts';
import { col, row, TestPlan, table, total } from '../plan-builder.ts';
import { seededMint } from '../template/seeded-mint.ts';

const roll = (live: LivePlan, year: number): RolledOver =>
  must(
    rollOver(live, {
      year,
      mint: seededMint(9),
      now: '2026-01-05T00:00:00.000Z',
      from: { name: '上年.anju', sha256: 'a'.repeat(64) },
    }),
  );
const opened = (rolled: RolledOver): LivePlan => openLivePlan(stateOf(rolled.snapshot));

function plan(): TestPlan {
  const p = new TestPlan([
    table(
      '轮候',
      [
        col('轮候家庭', {}, [
          col('{年-1}年底在册', { decimals: 0, yearOffset: -1 }),
          col('新增', { decimals: 0 }),
          col('{年}年底预计在册', { decimals: 0 }),
        ]),
        col('人均面积', {}, [
          col('{年-1}年实际', { decimals: 2, yearOffset: -1, total: 'none', forms: ['number', 'bound', 'none', 'text'] }),
          col('{年}年目标', { decimals: 2, total: 'none', forms: ['number', 'bound', 'none', 'text'] }),
        ]),
        col('备注', { kind: 'text', role: 'note' }),
      ],
      [
        row('甲', { '2024年底在册': '100', 新增: '20', '2025年目标': '≥30.5', 备注: '2025年3月底前完成' }),
        row('乙', { '2024年底在册': '50', 新增: '-', '2025年目标': '应保尽保' }),
        total('合计'),
      ],
    ),
  ]);
  p.formula('轮候', { column: '2025年底预计在册' }, '[「2024年底在册」] + [新增]');
  return p;
}

describe('a rolled over plan', () => {
  it('has last year’s figures in the 上年 columns, computed ones too, and this year’s columns empty', () => {
    const p = plan();
    const rolled = roll(p.live, 2026);
    const live = opened(rolled);
    const id = live.tables()[0]?.id as number;
    const shape = live.shape(id);
    const cells = Object.fromEntries(shape.rows.map((r) => [r.label, shape.leaves.slice(1).map((c) => live.text(r.id, c.id))]));
    expect(cells).toEqual({
      甲: ['120', '', '120', '≥30.5', '', '2025年3月底前完成'],
      乙: ['50', '', '50', '应保尽保', '', ''],
      合计: ['170', '', '170', '', '', ''],
    });
    expect(shape.header.flat().map((head) => head.text)).toContain('2025年底在册');
    expect(live.state.property('year')).toBe(2026);
    expect(live.state.seq).toBe(0);
  });

  it('names last year’s plan as the source of what moved, and takes its evidence along', () => {
    const p = plan();
    const from = p.at('轮候', '甲', '2025年底预计在册');
    const to = p.at('轮候', '甲', '2024年底在册');
    const note = (id: number, kind: 'evidence' | 'comment', at: { row: number; col: number }): Command => ({
      type: 'set-note',
      id,
      row: at.row,
      col: at.col,
      block: null,
      kind,
      text: '轮候名册',
      assetId: null,
      done: false,
    });
    p.run(note(901, 'evidence', from));
    p.run(note(902, 'comment', from));
    const { snapshot, dropped } = roll(p.live, 2026);
    expect(snapshot.records.cell_origin.find((o) => o.id === cellKey(to.row, to.col))).toMatchObject({ printed: '120' });
    expect(snapshot.records.source).toMatchObject([{ name: '上年.anju', kind: 'file' }]);
    expect(snapshot.records.note).toMatchObject([{ id: 901, rowId: to.row, colId: to.col }]);
    expect(dropped.comments).toBe(1);
  });

  it('leaves exceptions, answers, marks and the stage behind', () => {
    const p = plan();
    const at = p.at('轮候', '合计', '新增');
    p.run({ type: 'set-exception', row: at.row, col: at.col, printed: '21', reason: '原文如此' });
    p.run({ type: 'answer-finding', finding: 'x', code: 'cells-blank', seen: '|', reason: '说明' });
    p.run({ type: 'mark', id: 900, name: '报批稿' });
    const rolled = roll(p.live, 2026);
    expect(rolled.dropped).toEqual({ exceptions: 1, comments: 0, answers: 1, opinions: 0, marks: 1 });
    expect(opened(rolled).state.property('stage')).toBe(null);
    expect(rolled.snapshot.records.exception).toEqual([]);
  });

  it('keeps a ledger with its projects', () => {
    const p = new TestPlan([
      table('台账', [col('年份', { kind: 'year' }), col('套数', { decimals: 0 })], [row('一期', { 年份: '2024', 套数: '30' })]),
    ]);
    p.run({ type: 'set-table', table: p.live.tables()[0]?.id as number, set: { role: 'ledger' } });
    const live = opened(roll(p.live, 2026));
    const { row: r, col: c } = p.at('台账', '一期', '套数');
    expect(live.text(r, c)).toBe('30');
  });

  it('lists what follows and what was typed, and changes no typed digit', () => {
    const p = plan();
    p.run({
      type: 'add-block',
      block: { id: 950, kind: 'para', content: [{ t: 'text', s: '{年}年计划2025套，2025年底前建成，二〇二五年完成。' }] },
      place: 'last',
    } as unknown as Command);
    const { shifted, snapshot } = roll(p.live, 2026);
    expect(shifted).toContainEqual(
      expect.objectContaining({
        where: '轮候 表头 2024年底在册'.replace('轮候', p.live.shape(p.live.tables()[0]?.id as number).number),
        from: '2024年底在册',
        to: '2025年底在册',
      }),
    );
    const typed = shifted.filter((s) => s.kind === 'typed');
    expect(typed.map((s) => [s.from, s.to])).toEqual([
      ['2025年', null],
      ['2025年', null],
      ['二〇二五年', null],
    ]);
    expect(typed[0]?.where).toContain('备注');
    expect(snapshot.records.block[0]?.content).toEqual(p.live.state.records.block.get(950)?.content);
    expect(shifted.find((s) => s.kind === 'column' && s.to !== null)).toMatchObject({
      from: '轮候家庭·2025年底预计在册 2 格',
      to: '2025年底在册',
    });
  });

  it.each([2025, 2024, 3000])('refuses the year %s', (year) => {
    const done = rollOver(plan().live, { year, mint: seededMint(1), now: '', from: { name: '', sha256: '' } });
    expect(done).toMatchObject({ ok: false, failure: { code: 'bad-value', details: { why: 'roll-over-year' } } });
  });
});

describe('every sample', () => {
  const samples = listSamples();
  it.each(samples.map((s) => s.id))(
    '%s rolls over to a plan that computes, with no figure of its own left and its structure whole',
    (id) => {
      const made = must(makeNewPlan({ sample: id, mint: seededMint(3), now: '2025-01-01T00:00:00Z' }));
      const old = openLivePlan(stateOf(made.snapshot));
      const last = old.state.property('period_to') ?? old.state.property('year') ?? 0;
      const rolled = roll(old, last + 1);
      const live = opened(rolled);
      expect(live.tables().map((t) => [t.key, live.shape(t.id).rows.length, live.shape(t.id).leaves.length])).toEqual(
        old.tables().map((t) => [t.key, old.shape(t.id).rows.length, old.shape(t.id).leaves.length]),
      );
      const moved = new Set(rolled.snapshot.records.cell_origin.map((o) => o.id));
      for (const t of live.tables()) {
        if (t.role === 'ledger') continue;
        const shape = live.shape(t.id);
        for (const r of shape.rows)
          for (const c of shape.leaves) {
            if (c.role !== 'value' || c.kind !== 'number' || live.rule(r.id, c.id).by !== 'input') continue;
            if (!moved.has(cellKey(r.id, c.id))) expect(live.text(r.id, c.id)).toBe('');
          }
      }
      for (const place of rolled.shifted) expect(place.where).not.toBe('');
      expect(live.state.property('year')).toBeGreaterThan(old.state.property('year') ?? 0);
    },
  );
});

describe('digits that look like the old year', () => {
  const { state } = new TestPlan().live;
  it.each([
    ['2025年建成', ['2025年']],
    ['到2025年底、2026年初', ['2025年', '2026年']],
    ['2025套、2025.5、12025、20251', []],
    ['２０２５年', ['2025年']],
    ['二〇二五年', ['二〇二五年']],
    ['2018年建成', []],
    ['2024—2026年', ['2024', '2026年']],
    ['共2024套', []],
    ['{}年', []],
  ])('%s', (text, found) => {
    expect(typedYears(state, text)).toEqual(found);
  });
});

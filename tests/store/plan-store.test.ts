// One gesture, one step, one transaction: commits, batches, undo and redo across closing, reverting, typing, marks, assets.

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { PlanStore } from '../../electron/store/plan-store.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { fail, must, ok } from '../../shared/contract/failure.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { canonical, columnId, makePlan, PARAGRAPH, rowId, SUM, TABLE, TOTAL } from './plan-maker.ts';
import { testFolder } from './test-folder.ts';

const { file, sub } = testFolder();
const me = { by: '张三', via: 'window' as const };

let clock = Date.parse('2026-11-21T00:00:00Z');
const later = (ms: number): void => {
  clock += ms;
};
let store: PlanStore;
let path: string;
const open = (): PlanStore => must(PlanStore.open(path, { write: 'required', now: () => new Date(clock) }));
const reopen = (): void => {
  store.close();
  store = open();
};

beforeEach(() => {
  path = file();
  store = must(PlanStore.create(path, { snapshot: makePlan({ rows: 4, columns: 3 }) }, { now: () => new Date(clock) }));
  return () => store.close();
});

const setCell = (r: number, c: number, value: string): Command => ({
  type: 'set-cells',
  cells: [{ row: rowId(r), col: columnId(c), value }],
});
const run = (command: Command) => {
  later(5000);
  return must(store.commit({ ...me, command }));
};
const text = (r: number, c: number): string => store.live.text(rowId(r), columnId(c));
const bytes = (): string => canonical(store.snapshot());
/** What the file holds, read anew. */
const inFile = (): string => {
  const other = must(PlanStore.open(path, { write: false }));
  const read = canonical(other.snapshot());
  other.close();
  return read;
};
const typing = (s: string, was: string): Command => ({
  type: 'edit-text',
  splices: [{ block: PARAGRAPH, at: 0, delete: was === '' ? 0 : 1, insert: [{ t: 'text', s }] }],
});

describe('a step', () => {
  test('holds who, when, from where, what it was and what it became', () => {
    const was = text(0, 0);
    const { step, moved, extended } = run(setCell(0, 0, '12.50'));
    expect(extended).toBe(false);
    expect(step).toMatchObject({ seq: 1, by: '张三', via: 'window', code: 'set-cells', undoes: null, sourceId: null });
    expect(step.changes).toEqual([{ k: 'cells', col: columnId(0), rows: [rowId(0)], was: [was], now: ['12.50'] }]);
    expect(moved.cells).toContainEqual({ table: TABLE, row: TOTAL, column: SUM });
    expect(moved.blocks).toEqual([PARAGRAPH]);
    expect(store.stepsAfter(0)).toEqual([step]);
    expect(store.savedAt).toBe(step.at);
    expect(inFile()).toBe(bytes());
  });

  test('is not written where nothing changes', () => {
    const { step, extended } = run(setCell(0, 0, text(0, 0)));
    expect([step.seq, step.changes, extended]).toEqual([0, [], true]);
    expect(store.history()).toEqual([]);
  });

  test('is not written where the command is refused', () => {
    const before = bytes();
    const done = store.commit({ ...me, command: setCell(0, 0, '12a') });
    expect(done.ok || done.failure.code).toBe('bad-value');
    expect([bytes(), inFile(), store.history().length]).toEqual([before, before, 0]);
  });
});

describe('every kind of record', () => {
  const sha256 = createHash('sha256').update('证明').digest('hex');
  const big = Number.MAX_SAFE_INTEGER;
  const commands: [string, Command][] = [
    [
      'cells of every form',
      {
        type: 'set-cells',
        cells: [setCell(0, 0, '-'), setCell(0, 1, '/'), setCell(1, 0, '')].flatMap((c) => (c.type === 'set-cells' ? c.cells : [])),
      },
    ],
    ['a number beyond 2^53', { type: 'set-cells', cells: [{ row: rowId(0), col: columnId(0), value: '12345678901234567890.12' }] }],
    [
      'a row with the largest id',
      {
        type: 'add-rows',
        table: TABLE,
        rows: [{ id: big, label: '新县', cells: [{ col: columnId(0), value: '7.25' }] }],
        place: 'last',
      },
    ],
    ['a row removed', { type: 'remove-rows', rows: [rowId(1)] }],
    ['a row renamed', { type: 'set-row', row: rowId(2), set: { label: '莎车县', unit: '万元', decimals: 1, counts: false } }],
    ['rows moved', { type: 'move-rows', rows: [rowId(3)], place: 'first' }],
    [
      'a column',
      { type: 'add-column', table: TABLE, column: { id: big - 1, title: '备注', role: 'note', kind: 'text' }, place: 'last' },
    ],
    [
      'a column of choices',
      {
        type: 'set-column',
        col: columnId(1),
        set: { forms: ['number', 'text'], choices: ['是', '否'], required: true, props: { a: [1] } },
      },
    ],
    ['a column removed', { type: 'remove-columns', columns: [columnId(2)], confirm: true }],
    [
      'a group',
      {
        type: 'add-column-group',
        table: TABLE,
        column: { id: 77, title: '公租房' },
        place: 'last',
        take: [columnId(0), columnId(1)],
      },
    ],
    ['a cell’s formula', { type: 'set-formula', table: TABLE, row: rowId(0), col: columnId(0), formula: '1+2' }],
    ['an exception', { type: 'set-exception', row: TOTAL, col: SUM, printed: '99.99', reason: '原文如此' }],
    [
      'a table',
      {
        type: 'add-table',
        table: { id: 88, title: '台账', role: 'ledger', landscape: true },
        place: 'last',
        columns: [{ id: 89, title: '项目' }],
        rows: [{ id: 90, label: '一' }],
      },
    ],
    ['a table changed', { type: 'set-table', table: TABLE, set: { title: '{年}年计划', unit: null, props: { notes: ['注'] } } }],
    [
      'regions',
      {
        type: 'set-regions',
        regions: [
          { id: 91, code: '653101', name: '喀什市', short: '喀什', aliases: ['喀什噶尔'], level: 3, parentId: null, ord: 'V' },
        ],
      },
    ],
    [
      'a block',
      {
        type: 'add-block',
        block: {
          id: 92,
          kind: 'heading',
          props: { level: 1, number: { as: '（四）' } },
          content: [{ t: 'text', s: '目标', m: ['bold'] }],
        },
        place: 'last',
      },
    ],
    ['a block removed', { type: 'remove-block', blocks: [PARAGRAPH] }],
    ['text', { type: 'edit-text', splices: [{ block: PARAGRAPH, at: 1, delete: 0, insert: [{ t: 'year', d: -1 }] }] }],
    [
      'a note',
      {
        type: 'set-note',
        id: 93,
        row: rowId(0),
        col: columnId(0),
        block: null,
        kind: 'comment',
        text: '核实',
        assetId: null,
        done: true,
      },
    ],
    [
      'an attached file',
      { type: 'attach-asset', sha256, name: '证明.txt', mime: 'text/plain', base64: Buffer.from('证明').toString('base64') },
    ],
    ['a rule', { type: 'set-rule', code: 'total', off: true, severity: 'hint', params: { most: 3 } }],
    ['an answer', { type: 'answer-finding', finding: 'f1', code: 'total', seen: '差 0.01', reason: '四舍五入' }],
    ['an opinion', { type: 'set-opinion', id: 94, block: PARAGRAPH, unit: '财政局', text: '同意', decision: null, reason: null }],
    ['the plan', { type: 'set-plan', set: { title: '新题', year: 2026, period_from: 2026, period_to: null } }],
    ['the stage', { type: 'set-stage', stage: '送审稿' }],
    ['a mark', { type: 'mark', id: 95, name: '征求意见稿' }],
    [
      'an import',
      {
        type: 'import-table',
        table: TABLE,
        source: { id: 96, kind: 'file', name: '2024.xls', sha256: 'ab', sheet: '表1', at: '2026-01-01T00:00:00Z' },
        rows: [{ id: 97, label: '叶城县' }],
        cells: [{ row: rowId(0), col: columnId(0), value: '1.00', ref: 'G18', printed: '1' }],
      },
    ],
  ];
  test.each(commands)('%s: written, read back, undone and done again', (_, command) => {
    const before = bytes();
    run(command);
    const after = bytes();
    expect(after).not.toBe(before);
    expect(inFile()).toBe(after);
    expect(store.verify()).toEqual([]);
    must(store.undo(me));
    expect([bytes(), inFile()]).toEqual([before, before]);
    reopen();
    must(store.redo(me));
    expect([bytes(), inFile()]).toEqual([after, after]);
    expect(store.verify()).toEqual([]);
  });
});

describe('a batch', () => {
  test('is one step, one undo, and sees what stands before it', () => {
    const before = bytes();
    later(5000);
    const { step, moved } = must(
      store.commit({
        ...me,
        commands: [
          { type: 'add-rows', table: TABLE, rows: [{ id: 500, label: '泽普县' }], place: 'last' },
          (live) => {
            const found = [...live.state.records.row.values()].find((row) => row.label === '泽普县');
            return ok({ type: 'set-cells', cells: [{ row: found?.id ?? 0, col: columnId(0), value: '3.00' }] });
          },
          setCell(0, 0, '1.00'),
        ],
      }),
    );
    expect([step.code, step.args, step.seq, step.changes.length >= 3]).toEqual(['batch', { count: 3 }, 1, true]);
    expect(moved.cells.length).toBeGreaterThan(2);
    expect(store.live.text(500, columnId(0))).toBe('3.00');
    must(store.undo(me));
    expect(bytes()).toBe(before);
  });

  test('leaves nothing behind where one of it is refused, and says which', () => {
    const before = bytes();
    const done = store.commit({ ...me, commands: [setCell(0, 0, '1.00'), setCell(1, 0, '2.00'), setCell(2, 0, 'x')] });
    expect(done).toMatchObject({ ok: false, failure: { code: 'bad-value', details: { index: 2 } } });
    const lost = store.commit({ ...me, commands: [setCell(0, 0, '1.00'), () => fail('no-such-row', { row: '某县' })] });
    expect(lost).toMatchObject({ ok: false, failure: { code: 'no-such-row', details: { index: 1 } } });
    expect([bytes(), inFile(), store.history().length]).toEqual([before, before, 0]);
  });

  test('many commands that waited share a transaction, one step each; a refused one keeps none back', () => {
    later(5000);
    const results = store.commitAll([
      { ...me, command: setCell(0, 0, '1.00') },
      { ...me, command: setCell(1, 0, 'x') },
      { ...me, command: setCell(2, 0, '3.00') },
    ]);
    expect(results.map((r) => (r.ok ? r.value.step.seq : r.failure.code))).toEqual([1, 'bad-value', 2]);
    expect(inFile()).toBe(bytes());
  });
});

describe('undo and redo', () => {
  const label = (): string => store.history(1)[0]?.label ?? '';
  test('are one line for everybody, and survive closing', () => {
    const states = [bytes()];
    for (const value of ['1.00', '2.00', '3.00']) {
      run(setCell(0, 0, value));
      states.push(bytes());
    }
    must(store.undo(me));
    reopen();
    must(store.undo({ by: '李四', via: 'cli' }));
    expect(bytes()).toBe(states[1]);
    reopen();
    must(store.redo(me));
    expect(bytes()).toBe(states[2]);
    expect(label()).toContain('重做 修改 表1');
    must(store.undo(me));
    must(store.undo(me));
    expect(bytes()).toBe(states[0]);
    const more = store.undo(me);
    expect(more.ok || more.failure.code).toBe('nothing-to-undo');
    for (const n of [1, 2, 3]) {
      reopen();
      must(store.redo(me));
      expect(bytes()).toBe(states[n]);
    }
    const none = store.redo(me);
    expect(none.ok || none.failure.code).toBe('nothing-to-redo');
    expect(store.history(100).map((entry) => entry.code)).toEqual(
      'redo redo redo undo undo redo undo undo set-cells set-cells set-cells'.split(' '),
    );
  });

  test('nothing is brought again once somebody edited', () => {
    run(setCell(0, 0, '1.00'));
    must(store.undo(me));
    run(setCell(1, 1, '2.00'));
    const none = store.redo(me);
    expect(none.ok || none.failure.code).toBe('nothing-to-redo');
  });
});

describe('taking back an older step', () => {
  test('leaves later edits and lists them', () => {
    const was = [text(0, 0), text(1, 0), text(2, 0)];
    const cells = [0, 1, 2].map((r) => ({ row: rowId(r), col: columnId(0), value: `${r + 1}.00` }));
    const { step } = run({ type: 'set-cells', cells });
    run(setCell(1, 0, '55.00'));
    const done = must(store.revertStep(step.seq, me));
    expect([text(0, 0), text(1, 0), text(2, 0)]).toEqual([was[0], '55.00', was[2]]);
    expect(done.kept).toEqual([{ kind: 'cell', where: { table: 't1', row: '县1', column: '第0列' }, now: '55.00' }]);
    expect(done.step).toMatchObject({ code: 'revert-step', args: { seq: 1, kept: 1 } });
    expect(store.verify()).toEqual([]);
    must(store.undo(me));
    expect([text(0, 0), text(1, 0), text(2, 0)]).toEqual(['1.00', '55.00', '3.00']);
  });

  test('an import goes, but a row somebody filled since stays', () => {
    const before = bytes();
    const rows = [
      { id: 601, label: '叶城县' },
      { id: 602, label: '麦盖提县' },
    ];
    const cells = rows.map((r) => ({ row: r.id, col: columnId(0), value: '8.00', ref: 'B3', printed: '8' }));
    const source = { id: 603, kind: 'file' as const, name: '去年.xls', sha256: 'ab', sheet: 'S', at: '' };
    const { step } = run({ type: 'import-table', table: TABLE, source, rows, cells });
    expect(store.history(1)[0]).toMatchObject({ source: '去年.xls' });
    run({ type: 'set-cells', cells: [{ row: 602, col: columnId(1), value: '9.00' }] });
    const done = must(store.revertStep(step.seq, me));
    expect([...store.live.state.records.row.values()].map((r) => r.label)).toEqual(expect.arrayContaining(['麦盖提县']));
    expect(store.live.state.records.row.has(601)).toBe(false);
    expect(done.kept.some((k) => k.where.id === 602)).toBe(true);
    expect(store.verify()).toEqual([]);
    for (let i = 0; i < 3; i++) must(store.undo(me));
    expect(bytes()).toBe(before);
  });

  test('by the command line’s command too; an unknown step is refused', () => {
    const was = bytes();
    run(setCell(0, 0, '1.00'));
    run({ type: 'revert-step', seq: 1 });
    expect(bytes()).toBe(was);
    for (const seq of [99, 0]) {
      const done = store.revertStep(seq, me);
      expect(done.ok || done.failure.code).toBe('no-such-step');
    }
  });
});

describe('typing', () => {
  test('in one block within two seconds is one step', () => {
    const before = bytes();
    run(typing('全', 'x'));
    later(1500);
    const second = must(store.commit({ ...me, command: typing('全年', '全') }));
    expect([second.extended, second.step.seq]).toEqual([true, 1]);
    expect(second.step.changes).toHaveLength(1);
    later(1900);
    must(store.commit({ ...me, command: typing('全年计划', '全年') }));
    expect(store.stepsAfter(0)).toHaveLength(1);
    expect(inFile()).toBe(bytes());
    reopen();
    must(store.undo(me));
    expect(bytes()).toBe(before);
    must(store.redo(me));
    expect(store.live.state.records.block.get(PARAGRAPH)?.content[0]).toEqual({ t: 'text', s: '全年计划' });
  });

  test.each<[string, number, { by?: string; via?: 'cli'; cell?: boolean; undo?: boolean }, number]>([
    ['after a pause', 2100, {}, 2],
    ['by somebody else', 100, { by: '李四' }, 2],
    ['from elsewhere', 100, { via: 'cli' }, 2],
    ['in a cell', 100, { cell: true }, 2],
    ['after an undo', 100, { undo: true }, 3],
  ])('%s is a step of its own', (_, pause, { by, via, cell, undo }, steps) => {
    run(typing('a', 'x'));
    later(pause);
    if (undo) must(store.undo(me));
    const command = cell ? setCell(0, 0, '1.00') : typing('ab', 'a');
    must(store.commit({ ...me, ...(by && { by }), ...(via && { via }), command }));
    expect(store.stepsAfter(0)).toHaveLength(steps);
  });

  test('in one cell: from before the first key to after the last', () => {
    const was = text(0, 0);
    run(setCell(0, 0, '1.00'));
    later(800);
    must(store.commit({ ...me, command: setCell(0, 0, '12.00') }));
    later(800);
    must(store.commit({ ...me, command: setCell(0, 1, '5.00') }));
    const steps = store.stepsAfter(0);
    expect(steps).toHaveLength(2);
    expect(steps[0]?.changes).toEqual([{ k: 'cells', col: columnId(0), rows: [rowId(0)], was: [was], now: ['12.00'] }]);
    expect(store.history()[1]?.label).toContain(`${was} → 12.00`);
  });

  test('another page’s step between closes it', () => {
    run(typing('a', 'x'));
    later(100);
    must(store.commit({ by: '李四', via: 'window', command: setCell(0, 0, '1.00') }));
    later(100);
    must(store.commit({ ...me, command: typing('ab', 'a') }));
    expect(store.stepsAfter(0)).toHaveLength(3);
  });
});

describe('a mark', () => {
  test('keeps the whole state and sets the stage its name says', () => {
    run(setCell(0, 0, '1.00'));
    run({ type: 'mark', id: 700, name: '送审稿' });
    const marked = bytes();
    run(setCell(0, 0, '2.00'));
    expect(store.live.state.property('stage')).toBe('送审稿');
    const kept = must(store.markSnapshot('送审稿'));
    expect(canonical(kept)).toBe(marked);
    expect(stateOf(kept).seq).toBe(2);
    const none = store.markSnapshot('正式稿');
    expect(none).toMatchObject({ ok: false, failure: { code: 'no-such-mark', details: { marks: ['送审稿'] } } });
  });

  test('undone and done again still has its state', () => {
    run({ type: 'mark', id: 700, name: '讨论稿' });
    const marked = bytes();
    must(store.undo(me));
    expect(store.markSnapshot('讨论稿').ok).toBe(false);
    reopen();
    must(store.redo(me));
    expect(canonical(must(store.markSnapshot('讨论稿')))).toBe(marked);
    must(store.undo(me));
    run({ type: 'mark', id: 701, name: '讨论稿' });
    expect(store.markSnapshot('讨论稿').ok).toBe(true);
  });
});

describe('an attached file', () => {
  const bytesOf = Buffer.from('批复文件'.repeat(1000));
  const sha256 = createHash('sha256').update(bytesOf).digest('hex');
  const attach: Command = {
    type: 'attach-asset',
    sha256,
    name: '批复.pdf',
    mime: 'application/pdf',
    base64: bytesOf.toString('base64'),
  };

  test('keeps its bytes through undo, closing and redo', () => {
    run(attach);
    expect(store.live.state.records.asset.get(sha256)?.size).toBe(bytesOf.length);
    must(store.undo(me));
    expect(store.asset(sha256).ok).toBe(false);
    reopen();
    must(store.redo(me));
    expect(Buffer.from(must(store.asset(sha256))).equals(bytesOf)).toBe(true);
    expect(store.verify()).toEqual([]);
  });

  test('whose fingerprint is another’s is refused', () => {
    const done = store.commit({ ...me, command: { ...attach, sha256: 'a'.repeat(64) } });
    expect(done.ok || done.failure.code).toBe('bad-value');
  });
});

test('a plan keeps the template’s parts', () => {
  const parts = [
    { path: 'template.json', bytes: Buffer.from('{}') },
    { path: 'tables/t1.json', bytes: Buffer.from('[]') },
  ];
  const made = must(PlanStore.create(file(), { snapshot: makePlan({ rows: 1, columns: 1 }), parts }));
  expect(made.templateParts().map((p) => [p.path, Buffer.from(p.bytes).toString()])).toEqual([
    ['tables/t1.json', '[]'],
    ['template.json', '{}'],
  ]);
  expect(made.verify()).toEqual([]);
  made.close();
});

describe('creating', () => {
  test('never writes over a file, and leaves nothing where it fails', () => {
    const folder = sub('new');
    const name = `${folder}/a.anju`;
    const content = { snapshot: makePlan({ rows: 1, columns: 1 }) };
    must(PlanStore.create(name, content)).close();
    const again = PlanStore.create(name, content);
    expect(again.ok || again.failure.code).toBe('file-exists');
    const nowhere = PlanStore.create(`${folder}/none/a.anju`, content);
    expect(nowhere.ok || nowhere.failure.code).toBe('file-not-found');
    expect(readdirSync(folder)).toEqual(['a.anju']);
  });

  test('from changes gives the state that applying them gives', () => {
    const made = must(
      PlanStore.create(file(), {
        changes: [
          { k: 'rec', e: 'plan', id: 'title', was: null, now: { id: 'title', value: '计划' } },
          { k: 'rec', e: 'plan', id: 'min_reader', was: null, now: { id: 'min_reader', value: 1 } },
        ],
      }),
    );
    expect(made.live.state.property('title')).toBe('计划');
    made.close();
  });

  test('nothing stays beside a closed plan', () => {
    const folder = sub('alone');
    const made = must(PlanStore.create(`${folder}/计划 一.anju`, { snapshot: makePlan({ rows: 2, columns: 2 }) }));
    must(made.commit({ ...me, command: setCell(0, 0, '1.00') }));
    expect(readdirSync(folder).sort()).toEqual(['~$计划 一.anju', '计划 一.anju']);
    made.close();
    made.close();
    expect(readdirSync(folder)).toEqual(['计划 一.anju']);
  });
});

test('derived values are not stored', () => {
  run(setCell(0, 0, '1.00'));
  const db = new Database(path, { readonly: true });
  expect(db.prepare('SELECT count(*) FROM cell WHERE col_id = ? OR row_id = ?').pluck().get(SUM, TOTAL)).toBe(0);
  db.close();
});

// The window's replica against the store: whatever the delays, every page ends with the store's bytes, the save state is the truth, and
// no command of a person disappears without a word.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSession, type PlanSession } from '../../renderer/plan/session.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { must } from '../../shared/contract/failure.ts';
import type { Inline } from '../../shared/model/blocks.ts';
import { takeSnapshot } from '../../shared/model/snapshot.ts';
import { col, row, TestPlan, table, total } from '../plan-builder.ts';
import { bytesOf, type FakePage, FakeStore, moveAll, settle } from './fake-store.ts';

function firstPlan(): TestPlan {
  const plan = new TestPlan([
    table(
      '表1',
      [col('套数', { decimals: 0 }), col('面积', { decimals: 2 }), col('小计', { formula: '[套数] + [面积]', decimals: 2 })],
      [row('甲县', { 套数: '10', 面积: '1.25' }), row('乙县', { 套数: '20', 面积: '2.50' }), row('丙县'), total()],
    ),
  ]);
  for (let i = 0; i < 3; i++) {
    plan.run({
      type: 'add-block',
      block: { id: 9000 + i, kind: 'para', content: [{ t: 'text', s: `第${i}段` }] },
      place: 'last',
    });
  }
  return plan;
}

async function open(page: FakePage, seed: number): Promise<PlanSession> {
  let n = seed;
  const opening = openSession(page, '/计划.anju', {
    user: page.by,
    random: (bytes) => {
      for (let i = 0; i < bytes.length; i++) {
        n = (n * 1103515245 + 12345) % 2147483648;
        bytes[i] = n >> 16;
      }
      return bytes;
    },
  });
  await moveAll([page]);
  return must(await opening);
}

async function twoPages() {
  const store = new FakeStore(takeSnapshot(firstPlan().live.state));
  const pages = [store.page('甲'), store.page('乙')];
  const sessions: PlanSession[] = [];
  for (const [i, page] of pages.entries()) sessions.push(await open(page, 7 + i * 1000));
  return { store, pages, sessions };
}

/** What a person may do, by small numbers that pick the place. */
function commandOf(session: PlanSession, kind: number, a: number, b: number, value: number): Command | null {
  const { live } = session;
  const first = live.tables()[0];
  if (!first) return null;
  const shape = live.shape(first.id);
  const rows = shape.rows.filter((r) => r.kind === 'data');
  const inputs = shape.leaves.filter((leaf) => leaf.role === 'value' && !leaf.formula);
  const at = rows[a % Math.max(1, rows.length)];
  const column = inputs[b % Math.max(1, inputs.length)];
  const blocks = [...live.state.records.block.values()];
  const block = blocks[a % Math.max(1, blocks.length)];
  switch (kind) {
    case 0:
      return at && column
        ? { type: 'set-cells', cells: [{ row: at.id, col: column.id, value: value % 7 ? String(value) : '-' }] }
        : null;
    case 1:
      return {
        type: 'add-rows',
        table: first.id,
        rows: [{ id: session.mint(), label: `新${value}` }],
        place: at ? { after: at.id } : 'last',
      };
    case 2:
      return at ? { type: 'remove-rows', rows: [at.id], confirm: true } : null;
    case 3:
      return at ? { type: 'set-row', row: at.id, set: { label: `名${value}` } } : null;
    case 4: {
      if (!block) return null;
      const text: Inline[] = [{ t: 'text', s: `字${value}` }];
      const length = block.content.reduce((sum, piece) => sum + (piece.t === 'text' ? piece.s.length : 1), 0);
      return {
        type: 'edit-text',
        splices: [{ block: block.id, at: b % (block.content.length + 1), delete: 0, insert: length > 60 ? [] : text }],
      };
    }
    case 5:
      return {
        type: 'add-block',
        block: { id: session.mint(), kind: 'para', content: [{ t: 'text', s: `段${value}` }] },
        place: 'last',
      };
    case 6:
      return block ? { type: 'remove-block', blocks: [block.id], confirm: true } : null;
    case 7:
      return column ? { type: 'set-column', col: column.id, set: { title: `列${value}` } } : null;
    default:
      return at ? { type: 'move-rows', rows: [at.id], place: 'first' } : null;
  }
}

const gesture = fc.record({
  page: fc.nat(1),
  kind: fc.nat(10),
  a: fc.nat(20),
  b: fc.nat(20),
  value: fc.nat(500),
  moves: fc.array(fc.record({ page: fc.nat(1), which: fc.constantFrom('ask' as const, 'arrive' as const) }), { maxLength: 5 }),
  pause: fc.constantFrom(100, 5000),
});

describe('two pages and a store', () => {
  test('end with the same bytes, whatever the delays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(gesture, { minLength: 1, maxLength: 30 }), async (gestures) => {
        const { store, pages, sessions } = await twoPages();
        for (const { page, kind, a, b, value, moves, pause } of gestures) {
          const session = sessions[page] as PlanSession;
          store.later(pause);
          if (kind === 9) void session.undo();
          else if (kind === 10) void session.redo();
          else {
            const command = commandOf(session, kind, a, b, value);
            if (command) session.run(command);
          }
          for (const move of moves) {
            pages[move.page]?.move(move.which);
            await settle();
          }
        }
        await moveAll(pages);
        const truth = bytesOf(store.live);
        for (const session of sessions) {
          expect(session.saveState().kind).toBe('saved');
          expect(bytesOf(session.live)).toBe(truth);
          expect(session.history().map((entry) => entry.id)).toEqual([...store.log].reverse().map((step) => step.seq));
          expect(session.history().map((entry) => entry.label)).toEqual(
            must(
              store.answer(pages[0] as FakePage, { name: 'plan.history', request: {} }) as never as {
                ok: true;
                value: { label: string }[];
              },
            ).map((entry) => entry.label),
          );
        }
        // and what the store would take back next is what both pages would show on 撤销
        const undone = await readUndo(store, pages, sessions);
        expect(undone.shown).toEqual(undone.done);
      }),
      { numRuns: 120 },
    );
  });
});

/** The label that 撤销 shows, and that of the step which is then really taken back. */
async function readUndo(store: FakeStore, pages: FakePage[], sessions: PlanSession[]) {
  const session = sessions[0] as PlanSession;
  const shown = session.undoTarget()?.label ?? null;
  const before = store.log.length;
  void session.undo();
  await moveAll(pages);
  const step = store.log[before];
  return { shown, done: step ? (step.args.label as string) : null };
}

describe('the save state', () => {
  test('is 正在保存 until the store has committed', async () => {
    const { store, pages, sessions } = await twoPages();
    const [session] = sessions as [PlanSession];
    const [page] = pages as [FakePage];
    session.run(commandOf(session, 0, 0, 0, 33) as Command);
    expect(session.saveState().kind).toBe('saving');
    await settle();
    page.move('ask');
    await settle();
    expect(store.log).toHaveLength(1);
    expect(session.saveState().kind).toBe('saving');
    page.move('arrive');
    await settle();
    expect(session.saveState()).toEqual({ kind: 'saved', at: store.now() });
  });

  test('a refusing disk keeps what was typed, and 重试 saves it', async () => {
    const { store, pages, sessions } = await twoPages();
    const [session] = sessions as [PlanSession];
    store.refusing = { code: 'disk-full', details: {} };
    session.run(commandOf(session, 0, 0, 0, 33) as Command);
    session.run(commandOf(session, 0, 1, 0, 44) as Command);
    await moveAll(pages);
    expect(session.saveState()).toEqual({ kind: 'refused', failure: store.refusing, waiting: 2 });
    expect(session.unsaved()).toHaveLength(2);
    const flushed = await session.flush();
    expect(flushed.ok).toBe(false);
    const shown = bytesOf(session.live);
    store.refusing = null;
    session.retry();
    await moveAll(pages);
    expect(session.saveState().kind).toBe('saved');
    expect(JSON.parse(bytesOf(session.live)).texts).toEqual(JSON.parse(shown).texts);
    expect(bytesOf(session.live)).toBe(bytesOf(store.live));
  });

  test('says 正在输入 while an editor holds typing, and flush makes it a command first', async () => {
    const { store, pages, sessions } = await twoPages();
    const [session] = sessions as [PlanSession];
    session.setTyping('grid', true);
    expect(session.saveState().kind).toBe('typing');
    const stop = session.beforeFlush(() => {
      session.setTyping('grid', false);
      session.run(commandOf(session, 0, 0, 0, 77) as Command);
    });
    const flushing = session.flush();
    await moveAll(pages);
    expect((await flushing).ok).toBe(true);
    expect(store.log).toHaveLength(1);
    stop();
  });
});

describe('a command that no longer fits', () => {
  test('is taken back and shown', async () => {
    const { store, pages, sessions } = await twoPages();
    const [first, second] = sessions as [PlanSession, PlanSession];
    const [one, two] = pages as [FakePage, FakePage];
    first.run(commandOf(first, 2, 0, 0, 0) as Command);
    second.run(commandOf(second, 0, 0, 0, 55) as Command);
    await settle();
    one.move('ask');
    await settle();
    two.move('ask');
    await settle();
    await moveAll(pages);
    expect(second.notices().map((notice) => notice.failure.code)).toEqual(['no-such-row']);
    expect(second.notices()[0]?.label).toContain('甲县');
    expect(bytesOf(second.live)).toBe(bytesOf(store.live));
    second.dismissNotice(second.notices()[0]?.id ?? 0);
    expect(second.notices()).toEqual([]);
  });
});

describe('watching', () => {
  test('wakes only what moved', async () => {
    const { pages, sessions } = await twoPages();
    const [session] = sessions as [PlanSession];
    const first = session.live.tables()[0];
    if (!first) throw new Error('no table');
    const before = {
      table: session.version(`table:${first.id}`),
      block: session.version('blocks'),
      shape: session.version(`shape:${first.id}`),
    };
    session.run(commandOf(session, 0, 0, 0, 61) as Command);
    expect(session.version(`table:${first.id}`)).toBe(before.table + 1);
    expect(session.version(`shape:${first.id}`)).toBe(before.shape);
    expect(session.version('blocks')).toBe(before.block);
    await moveAll(pages);
    // what the store confirms as foreseen moves nothing again
    expect(session.version(`table:${first.id}`)).toBe(before.table + 1);
  });
});

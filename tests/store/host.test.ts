// The store in its thread: answers in order, steps pushed to the other pages, one store for all pages of a plan.

import { existsSync, readdirSync, renameSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type OpenPlan, openPlan, type PlanHost, type PushedStep } from '../../electron/store/host.ts';
import { PlanStore } from '../../electron/store/plan-store.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { type Failure, must } from '../../shared/contract/failure.ts';
import { applyChanges } from '../../shared/model/apply.ts';
import { stateOf, takeSnapshot } from '../../shared/model/snapshot.ts';
import { canonical, columnId, makePlan, PARAGRAPH, rowId, seeded, TABLE } from './plan-maker.ts';
import { testFolder } from './test-folder.ts';

const { file, sub } = testFolder();
const me = { by: '张三', via: 'window' as const };
const setCell = (value: string, r = 0, c = 0): Command => ({
  type: 'set-cells',
  cells: [{ row: rowId(r), col: columnId(c), value }],
});
function plan(path = file()): string {
  must(PlanStore.create(path, { snapshot: makePlan({ rows: 6, columns: 4 }) })).close();
  return path;
}
const open = async (path: string): Promise<OpenPlan> => must(await openPlan(path, { write: true }));
const stateIn = (path: string): string => {
  const store = must(PlanStore.open(path, { write: false }));
  const read = canonical(store.snapshot());
  expect(store.verify()).toEqual([]);
  store.close();
  return read;
};
let n = 0;
const ask = (command: Command) => ({ n: ++n, base: 0, command, ...me });

describe('one page', () => {
  test('commands, undo, redo, history, steps, marks, verify', async () => {
    const path = plan();
    const { host, readOnly } = await open(path);
    expect(readOnly).toBe(null);
    const before = canonical(must(await host.snapshot()));
    const answer = must(await host.command({ ...ask(setCell('1.25')), n: 7 }));
    expect([answer.n, answer.step.seq, answer.extended]).toEqual([7, 1, undefined]);
    expect(must(await host.undo({ ...me, n: 8, base: 1 })).step.code).toBe('undo');
    expect(canonical(must(await host.snapshot()))).toBe(before);
    must(await host.redo({ ...me, n: 9, base: 2 }));
    must(await host.command(ask({ type: 'mark', id: 5, name: '送审稿' })));
    expect(must(await host.history(2)).map((e) => e.label)).toEqual(['版本标记 送审稿', expect.stringContaining('重做 修改 表1')]);
    expect(must(await host.stepsAfter(1)).map((s) => s.seq)).toEqual([2, 3, 4]);
    expect(must(await host.markSnapshot('送审稿')).seq).toBe(4);
    expect(must(await host.verify())).toEqual({ ok: true, problems: [] });
    const refused = await host.command(ask(setCell('12a')));
    expect(refused.ok || refused.failure.code).toBe('bad-value');
    must(await host.close());
    const after = await host.history(1);
    expect(after.ok || after.failure.code).toBe('not-ready');
    expect(stateIn(path)).not.toBe(before);
  });

  test('answers come in the order of asking, and waiting commands are one step each', async () => {
    const path = plan();
    const { host } = await open(path);
    const order: number[] = [];
    const asked = Array.from({ length: 40 }, (_, i) => {
      const value = i === 17 ? 'x' : `${i}.75`;
      return host.command({ ...ask(setCell(value, i % 6, i % 4)), n: i }).then((result) => {
        order.push(i);
        return result;
      });
    });
    const results = await Promise.all(asked);
    expect(order).toEqual(order.map((_, i) => i));
    expect(results.map((r) => (r.ok ? r.value.step.seq : r.failure.code))).toEqual(
      results.map((_, i) => (i < 17 ? i + 1 : i === 17 ? 'bad-value' : i)),
    );
    must(await host.close());
    const store = must(PlanStore.open(path, { write: false }));
    expect(store.stepsAfter(0)).toHaveLength(39);
    store.close();
  });

  test('copies, backups and assets', async () => {
    const folder = sub('copies');
    const path = plan();
    const backupFolder = `${folder}/backups`;
    const { host } = must(await openPlan(path, { write: true, backupFolder }));
    must(await host.command(ask(setCell('4.25'))));
    must(await host.saveAs(`${folder}/另存.anju`));
    expect(stateIn(`${folder}/另存.anju`)).toBe(canonical(must(await host.snapshot())));
    const there = await host.saveAs(`${folder}/另存.anju`);
    expect(there.ok || there.failure.code).toBe('file-exists');
    must(await host.saveAs(`${folder}/另存.anju`, { replace: true }));
    expect(existsSync(must(await host.backup(`${folder}/u盘`)).path)).toBe(true);
    const none = await host.asset('f'.repeat(64));
    expect(none.ok || none.failure.code).toBe('no-such-record');
    expect(must(await host.templateParts())).toEqual([]);
    must(await host.close());
    expect(readdirSync(backupFolder)).toEqual([expect.stringContaining('testplan')]);
  });

  test('a file that can’t be opened is answered and leaves no thread behind', async () => {
    const missing = await openPlan(file(), { write: true });
    expect(missing.ok || missing.failure.code).toBe('file-not-found');
    const path = plan();
    const [first, second] = await Promise.all([openPlan(path, { write: true }), openPlan(path, { write: true })]);
    must(await must(first).host.close());
    must(await must(second).host.close());
    expect(existsSync(`${path}-journal`)).toBe(false);
  });
});

test('a bug is a rejection, the other pages and commands go on', async () => {
  const path = plan();
  const pages = await Promise.all([Page.open(path), Page.open(path)]);
  const [a, b] = pages as [Page, Page];
  const troubles: Failure[] = [];
  b.host.onTrouble((failure) => troubles.push(failure));
  const nonsense = { type: 'add-rows', table: TABLE, rows: null, place: 'last' } as unknown as Command;
  const asked = [a.run(setCell('1.25')), b.run(nonsense), a.run(setCell('2.25', 1))];
  const done = await Promise.allSettled(asked);
  expect(done.map((d) => d.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  must(await b.host.history(1));
  expect([b.bytes, troubles]).toEqual([a.bytes, []]);
  for (const page of pages) must(await page.host.close());
  expect(stateIn(path)).toBe(a.bytes);
});

describe('read-only', () => {
  test('a plan that another process holds says who; it is followed by asking', async () => {
    const path = plan();
    const holder = must(PlanStore.open(path, { write: 'required' }));
    const { host, readOnly } = await open(path);
    expect(readOnly).toMatchObject({ reason: 'locked' });
    const refused = await host.command(ask(setCell('1.25')));
    expect(refused.ok || refused.failure.code).toBe('plan-locked');
    holder.close();
    must(await host.close());
  });

  test('a reader’s plan becomes writable when a second page asks for writing', async () => {
    const path = plan();
    const reader = must(await openPlan(path, { write: false }));
    expect(reader.readOnly?.reason).toBe('asked');
    const writer = await open(path);
    expect(writer.readOnly).toBe(null);
    must(await writer.host.command(ask(setCell('1.25'))));
    must(await writer.host.close());
    must(await reader.host.close());
  });
});

/** A page as simple as can be: it takes the snapshot, then every step pushed or answered, in order. */
class Page {
  readonly host: PlanHost;
  readonly state;
  readonly pushed: PushedStep[] = [];
  private constructor(host: PlanHost, state: ReturnType<typeof stateOf>) {
    this.host = host;
    this.state = state;
  }
  static async open(path: string): Promise<Page> {
    const { host } = await open(path);
    const early: PushedStep[] = [];
    let listen = (step: PushedStep): void => void early.push(step);
    host.onStep((step) => listen(step));
    const page = new Page(host, stateOf(must(await host.snapshot())));
    for (const step of early) page.take(step);
    listen = (step) => page.take(step);
    return page;
  }
  take(pushed: PushedStep): void {
    this.pushed.push(pushed);
    const { step, extended } = pushed;
    expect(step.seq).toBe(this.state.seq + (extended ? 0 : 1));
    applyChanges(this.state, step.changes);
    this.state.seq = step.seq;
  }
  async run(command: Command | 'undo' | 'redo'): Promise<Failure | null> {
    const request = { n: ++n, base: this.state.seq, ...me };
    const answer =
      command === 'undo'
        ? await this.host.undo(request)
        : command === 'redo'
          ? await this.host.redo(request)
          : await this.host.command({ ...request, command });
    if (!answer.ok) return answer.failure;
    if (answer.value.step.changes.length) this.take({ ...answer.value, extended: answer.value.extended ?? false });
    return null;
  }
  get bytes(): string {
    return canonical(takeSnapshot(this.state));
  }
}

describe('a reading window', () => {
  test('follows what another process saves, typing too', async () => {
    const path = plan();
    let clock = Date.now();
    const writer = must(PlanStore.open(path, { write: 'required', now: () => new Date(clock) }));
    must(writer.commit({ ...me, command: setCell('1.25') }));
    const page = await Page.open(path);
    const same = async (): Promise<void> => {
      must(await page.host.history(1));
      expect(page.bytes).toBe(canonical(writer.snapshot()));
    };
    await same();
    for (const value of ['1.50', '1.75', '2.00']) {
      clock += 500;
      expect(must(writer.commit({ ...me, command: setCell(value) })).extended).toBe(true);
      await same();
    }
    clock += 9000;
    must(writer.commit({ ...me, command: { type: 'remove-rows', rows: [rowId(2)] } }));
    must(writer.undo(me));
    await same();
    expect(page.pushed.map((p) => [p.step.seq, p.extended])).toEqual([
      [1, true],
      [1, true],
      [1, true],
      [2, false],
      [3, false],
    ]);
    must(writer.redo(me));
    // without being asked
    for (let i = 0; i < 100 && page.pushed.length < 6; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(page.bytes).toBe(canonical(writer.snapshot()));
    writer.close();
    expect(must(await page.host.tryWriting()).readOnly).toBe(null);
    expect(await page.run(setCell('9.25'))).toBe(null);
    must(await page.host.close());
  });
});

describe('two pages of one plan', () => {
  test('one that comes in the middle of typing has every letter once', async () => {
    const path = plan();
    const first = await Page.open(path);
    const type = (s: string): Promise<unknown> =>
      first.run({ type: 'edit-text', splices: [{ block: PARAGRAPH, at: 0, delete: 0, insert: [{ t: 'text', s }] }] });
    const typing: Promise<unknown>[] = [];
    for (let i = 0; i < 10; i++) typing.push(type(`字${i}`));
    const second = await Page.open(path);
    for (let i = 10; i < 20; i++) typing.push(type(`字${i}`));
    await Promise.all(typing);
    must(await second.host.history(1));
    expect(second.bytes).toBe(first.bytes);
    for (const page of [first, second]) must(await page.host.close());
  });

  test.each([1, 2, 3])('by a random script (seed %i) end with the same bytes as a fresh opening', async (seed) => {
    const path = plan();
    const pages = await Promise.all([Page.open(path), Page.open(path)]);
    const random = seeded(seed);
    const pick = (most: number): number => Math.floor(random() * most);
    let id = 10_000 + seed * 1000;
    const gesture = (): Command | 'undo' | 'redo' => {
      switch (pick(9)) {
        case 0:
          return 'undo';
        case 1:
          return 'redo';
        case 2:
          return { type: 'add-rows', table: TABLE, rows: [{ id: ++id, label: `行${id}` }], place: 'last' };
        case 3:
          return { type: 'set-row', row: rowId(pick(6)), set: { label: `县 ${pick(100)}` } };
        case 4:
          return {
            type: 'edit-text',
            splices: [{ block: PARAGRAPH, at: 0, delete: 0, insert: [{ t: 'text', s: `句${pick(99)}` }] }],
          };
        case 5:
          return { type: 'add-column', table: TABLE, column: { id: ++id, title: `列${id}` }, place: 'last' };
        default:
          return setCell(`${pick(9999)}.25`, pick(6), pick(4));
      }
    };
    let refused = 0;
    const script = async (page: Page): Promise<void> => {
      for (let i = 0; i < 40; i++) if (await page.run(gesture())) refused++;
    };
    await Promise.all(pages.map(script));
    // What was pushed last may still be on its way.
    for (const page of pages) must(await page.host.history(1));
    expect(refused).toBeLessThan(40);
    const [a, b] = pages.map((page) => page.bytes);
    expect(a).toBe(b);
    expect(pages.every((page) => page.pushed.length > 40)).toBe(true);
    const stored = canonical(must(await (pages[0] as Page).host.snapshot()));
    expect(a).toBe(stored);
    for (const page of pages) must(await page.host.close());
    expect(stateIn(path)).toBe(a);
    expect(existsSync(path.replace(/([^/]+)$/, '~$$$1'))).toBe(false);
  });

  test('a file that was replaced: both are told, and nothing is decided on the old ground', async () => {
    const path = plan();
    const other = plan();
    const pages = await Promise.all([Page.open(path), Page.open(path)]);
    const troubles: Failure[] = [];
    for (const page of pages) page.host.onTrouble((failure) => troubles.push(failure));
    renameSync(other, path);
    await (pages[0] as Page).run(setCell('1.25'));
    const told = await pages[1]?.run(setCell('2.25'));
    expect(told).toMatchObject({ code: 'plan-gone', details: { why: 'replaced' } });
    expect(troubles).toHaveLength(2);
    must(await (pages[1] as Page).host.snapshot());
    expect((await (pages[1] as Page).host.command(ask(setCell('3.25')))).ok).toBe(true);
    for (const page of pages) must(await page.host.close());
  });
});

import fc from 'fast-check';
import { type Command, EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { blockIds } from '../../renderer/text/block-ids.ts';
import { blocksOf, docOf, readingOrder, type TextBlock } from '../../renderer/text/convert.ts';
import { backspace, deleteForward, setBlocks, splitBlock } from '../../renderer/text/edit-commands.ts';
import { FROM_PLAN, TextSync, TYPING_PAUSE } from '../../renderer/text/sync.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { fail } from '../../shared/contract/failure.ts';
import { countingMint, FakeSession } from './fake-session.ts';
import { field, heading, para, planBlocks, planOf, sameBlocks, text } from './samples.ts';

/** A page without a browser: the state, whether a composition is open, and what the person types. */
class FakePage {
  state: EditorState;
  composing = false;
  readonly session: FakeSession;
  readonly troubles: (Failure | null)[] = [];
  readonly sync: TextSync;

  constructor(blocks: readonly TextBlock[]) {
    this.session = new FakeSession(planOf(blocks), countingMint(100));
    const doc = docOf(readingOrder(this.session.live.state.records.block.values()), 99);
    this.state = EditorState.create({ doc, plugins: [blockIds(this.session.mint)] });
    this.sync = new TextSync({
      session: this.session,
      view: this,
      emptyId: 99,
      onTrouble: (failure) => this.troubles.push(failure),
      onMoved: () => undefined,
    });
  }

  dispatch(tr: Transaction): void {
    this.state = this.state.apply(tr);
    if (tr.docChanged && !tr.getMeta(FROM_PLAN)) this.sync.touched();
  }

  /** Types at the end of block `index`. */
  type(index: number, words: string): void {
    let pos = 0;
    for (let i = 0; i <= index; i++) pos += this.state.doc.child(i).nodeSize;
    this.dispatch(this.state.tr.insertText(words, pos - 1));
  }

  /** Presses a key with the cursor in block `index`. */
  press(index: number, letter: number, command: Command): void {
    let pos = 0;
    for (let i = 0; i < index; i++) pos += this.state.doc.child(i).nodeSize;
    const at = Math.min(letter, this.state.doc.child(index).content.size);
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, pos + 1 + at)));
    command(this.state, (tr) => this.dispatch(tr));
  }

  words(index: number): string {
    return this.state.doc.child(index).textContent;
  }

  get agrees(): boolean {
    return sameBlocks(blocksOf(this.state.doc), planBlocks(this.session));
  }
}

const two = [heading(1, 1, '目标'), para(2, '新建')];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('typing', () => {
  it('is one command after the pause, and says 正在输入 until then', () => {
    const page = new FakePage(two);
    page.type(1, '住');
    vi.advanceTimersByTime(TYPING_PAUSE - 1);
    page.type(1, '房');
    vi.advanceTimersByTime(TYPING_PAUSE - 1);
    expect(page.session.steps).toHaveLength(0);
    expect(page.session.saveState().kind).toBe('typing');
    vi.advanceTimersByTime(1);
    expect(page.session.steps.map((step) => step.command)).toEqual([
      { type: 'edit-text', splices: [{ block: 2, at: 0, delete: 1, insert: [text('新建住房')] }] },
    ]);
    expect(page.session.saveState().kind).toBe('saved');
    expect(page.agrees).toBe(true);
  });

  it('is committed before an undo, which then takes it back', async () => {
    const page = new FakePage(two);
    page.type(1, '住房');
    await page.session.undo();
    expect(page.words(1)).toBe('新建');
    await page.session.redo();
    expect(page.words(1)).toBe('新建住房');
    expect(page.agrees).toBe(true);
  });

  it('that takes itself back makes no command', () => {
    const page = new FakePage(two);
    page.type(1, '住');
    page.dispatch(page.state.tr.delete(page.state.doc.content.size - 2, page.state.doc.content.size - 1));
    vi.advanceTimersByTime(TYPING_PAUSE);
    expect(page.session.steps).toHaveLength(0);
    expect(page.session.saveState().kind).toBe('saved');
  });

  it('stays in the page where the plan refuses it, and goes through later', () => {
    const page = new FakePage(two);
    page.session.refuse = fail('plan-read-only').failure;
    page.type(1, '住房');
    vi.advanceTimersByTime(TYPING_PAUSE);
    expect(page.troubles.at(-1)?.code).toBe('plan-read-only');
    expect(page.words(1)).toBe('新建住房');
    expect(page.session.saveState().kind).toBe('typing');
    expect(page.sync.commit()).toBe(true);
    expect(page.troubles.at(-1)).toBeNull();
    expect(page.agrees).toBe(true);
  });

  it('that was refused can be given up', () => {
    const page = new FakePage(two);
    page.session.refuse = fail('plan-read-only').failure;
    page.type(1, '住房');
    vi.advanceTimersByTime(TYPING_PAUSE);
    page.sync.discard();
    expect(page.words(1)).toBe('新建');
    expect(page.session.saveState().kind).toBe('saved');
  });

  it('is not lost when the page is taken away', () => {
    const page = new FakePage(two);
    page.type(1, '住房');
    page.sync.destroy();
    expect(planBlocks(page.session)[1]?.content).toEqual([text('新建住房')]);
  });
});

describe('steps from elsewhere', () => {
  const change = (page: FakePage, block: number, words: string) =>
    page.session.foreign({ type: 'edit-text', splices: [{ block, at: 0, delete: 1, insert: [text(words)] }] });

  it('come to the page and leave the cursor', () => {
    const page = new FakePage(two);
    const end = page.state.doc.content.size - 1;
    page.dispatch(page.state.tr.setSelection(TextSelection.create(page.state.doc, end)));
    change(page, 1, '发展目标');
    expect(page.words(0)).toBe('发展目标');
    expect(page.state.selection.from).toBe(end + 2);
    expect(page.agrees).toBe(true);
  });

  it('join with unfinished typing', () => {
    const page = new FakePage(two);
    page.type(1, '住房');
    change(page, 1, '发展目标');
    expect(page.words(0)).toBe('发展目标');
    expect(page.words(1)).toBe('新建住房');
    vi.advanceTimersByTime(TYPING_PAUSE);
    expect(page.agrees).toBe(true);
  });

  it('wait until a composition is over', () => {
    const page = new FakePage(two);
    page.composing = true;
    page.type(1, 'zhu');
    change(page, 1, '发展目标');
    vi.advanceTimersByTime(5 * TYPING_PAUSE);
    expect(page.words(0)).toBe('目标');
    expect(page.session.steps).toHaveLength(1);
    page.composing = false;
    vi.advanceTimersByTime(TYPING_PAUSE);
    expect(page.words(0)).toBe('发展目标');
    expect(page.words(1)).toBe('新建zhu');
    expect(page.agrees).toBe(true);
  });

  it('bring a paragraph and take it away again', async () => {
    const page = new FakePage(two);
    page.session.foreign({ type: 'add-block', block: { id: 50, kind: 'para', content: [text('新段')] }, place: { after: 1 } });
    expect(page.words(1)).toBe('新段');
    await page.session.undo();
    expect(page.words(1)).toBe('新建');
    expect(page.agrees).toBe(true);
  });
});

describe('a plan without text', () => {
  it('shows one paragraph to type in, which is a block only once used', () => {
    const page = new FakePage([]);
    expect(page.state.doc.childCount).toBe(1);
    expect(page.sync.commit()).toBe(true);
    expect(planBlocks(page.session)).toEqual([]);
    page.type(0, '开头');
    vi.advanceTimersByTime(TYPING_PAUSE);
    expect(planBlocks(page.session).map((block) => block.content)).toEqual([[text('开头')]]);
  });
});

describe('anything, in any order', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('type' as const), block: fc.nat(9), words: fc.constantFrom('住房', '1', '。') }),
    fc.record({
      do: fc.constant('press' as const),
      block: fc.nat(9),
      at: fc.nat(6),
      key: fc.constantFrom('enter', 'backspace', 'delete', 'heading'),
    }),
    fc.record({ do: fc.constant('foreign' as const), block: fc.nat(9), how: fc.constantFrom('change', 'remove', 'add', 'move') }),
    fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const, 'pause' as const, 'compose' as const) }),
  );
  const keys = { enter: splitBlock, backspace, delete: deleteForward, heading: setBlocks({ kind: 'heading', level: 2 }) };

  it('leaves the page and the plan agreed, every id once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const page = new FakePage([heading(1, 1, '目标'), para(2, '新建', field(7), '套'), para(3, '尾段')]);
        for (const one of steps) {
          const blocks = planBlocks(page.session);
          const target = 'block' in one ? blocks[one.block % Math.max(1, blocks.length)] : undefined;
          if (one.do === 'compose') page.composing = !page.composing;
          else if (one.do === 'pause') vi.advanceTimersByTime(2 * TYPING_PAUSE);
          else if (one.do === 'undo') await page.session.undo();
          else if (one.do === 'redo') await page.session.redo();
          else if (one.do === 'type') page.type(one.block % page.state.doc.childCount, one.words);
          else if (one.do === 'press') page.press(one.block % page.state.doc.childCount, one.at, keys[one.key]);
          else if (one.do === 'foreign' && target) {
            const id = page.session.mint<'block'>();
            if (one.how === 'change')
              page.session.foreign({ type: 'edit-text', splices: [{ block: target.id, at: 0, delete: 0, insert: [text('外')] }] });
            else if (one.how === 'remove') page.session.foreign({ type: 'remove-block', blocks: [target.id], confirm: true });
            else if (one.how === 'add')
              page.session.foreign({
                type: 'add-block',
                block: { id, kind: 'para', content: [text('新')] },
                place: { after: target.id },
              });
            else page.session.foreign({ type: 'move-block', blocks: [target.id], place: 'first' });
          }
          page.state.doc.check();
        }
        page.composing = false;
        vi.advanceTimersByTime(4 * TYPING_PAUSE);
        const shown = blocksOf(page.state.doc);
        const empty = planBlocks(page.session).length === 0 && shown.length === 1 && shown[0]?.content.length === 0;
        expect(empty || page.agrees).toBe(true);
        expect(new Set(shown.map((block) => block.id)).size).toBe(shown.length);
        expect(page.session.saveState().kind).toBe('saved');
        page.sync.destroy();
      }),
      { numRuns: 300 },
    );
  });
});

import { EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { blockIds } from '../../renderer/text/block-ids.ts';
import { blocksOf, docOf, readingOrder, type TextBlock } from '../../renderer/text/convert.ts';
import { FROM_PLAN, TextSync, TYPING_PAUSE } from '../../renderer/text/sync.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { fail } from '../../shared/contract/failure.ts';
import { countingMint, FakeSession } from './fake-session.ts';
import { heading, para, planBlocks, planOf, sameBlocks, text } from './samples.ts';

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

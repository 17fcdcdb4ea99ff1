// Typing becomes commands, and what moves in the plan becomes page: the one place where the two meet.
//
// The page is ahead of the plan only by what was typed in the last half second. A pause, leaving the page, Enter, undo or saving
// compares the page's blocks with the plan's and runs one command. Steps from elsewhere (undo, another window, the outline) come back
// the same way: blocks compared, the differing stretches replaced, so a selection stays and nothing typed is lost. While a
// composition (输入法) is open nothing touches the page; both directions wait for its end.

import { type EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import type { Command } from '../../shared/commands/schema.ts';
import type { Failure, Result } from '../../shared/contract/failure.ts';
import type { BlockId } from '../../shared/model/ids.ts';
import type { Moved } from '../../shared/model/live-plan.ts';
import type { Origin, PlanSession } from '../plan/session-types.ts';
import { applyBlocks } from './apply-blocks.ts';
import { diffBlocks } from './block-diff.ts';
import { mergeBlocks } from './block-merge.ts';
import { blocksOf, readingOrder, type TextBlock } from './convert.ts';

/** The pause after which typing is committed, ms. */
export const TYPING_PAUSE = 500;
const COMPOSITION_POLL = 80;

/** Marks a transaction that brings the plan to the page; it is no typing. */
export const FROM_PLAN = 'from-plan';

/** What the synchroniser needs of the editor view. */
export interface PageView {
  readonly state: EditorState;
  readonly composing: boolean;
  dispatch(tr: Transaction): void;
}

export interface SyncOptions {
  session: PlanSession;
  view: PageView;
  /** the id of the empty paragraph that an empty plan is shown with */
  emptyId: BlockId;
  /** a refused command, or null once typing went through again */
  onTrouble(failure: Failure | null): void;
  /** the plan moved: repaint what is looked up */
  onMoved(moved: Moved): void;
}

export class TextSync {
  private readonly session: PlanSession;
  private readonly view: PageView;
  private readonly options: SyncOptions;
  /** the plan's blocks that the page last agreed with */
  private base: TextBlock[];
  private dirty = false;
  private running = false;
  private behind: Origin | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: (() => void)[];

  constructor(options: SyncOptions) {
    this.options = options;
    this.session = options.session;
    this.view = options.view;
    this.base = this.planBlocks();
    this.stops = [
      this.session.onMoved((moved, origin) => this.take(moved, origin)),
      this.session.beforeFlush(() => {
        this.commit();
      }),
    ];
  }

  /** True while the page holds typing that is no command yet. */
  get isDirty(): boolean {
    return this.dirty;
  }

  private planBlocks(): TextBlock[] {
    return readingOrder(this.session.live.state.records.block.values());
  }

  private pageBlocks(): TextBlock[] {
    const blocks = blocksOf(this.view.state.doc);
    const [only] = blocks;
    const untouched = blocks.length === 1 && only?.id === this.options.emptyId && only.kind === 'para' && only.content.length === 0;
    return untouched && !this.base.some((block) => block.id === only.id) ? [] : blocks;
  }

  /** The page changed by hand. */
  touched(): void {
    if (!this.dirty) {
      this.dirty = true;
      this.session.setTyping('text', true);
    }
    this.arm(TYPING_PAUSE);
  }

  private arm(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pause(), ms);
  }

  private pause(): void {
    if (this.view.composing) {
      this.arm(COMPOSITION_POLL);
      return;
    }
    if (this.behind) this.bring(this.behind);
    this.commit();
  }

  /** Makes the typing into one command now. False where the plan refused it (the words stay in the page) or a composition is open. */
  commit(): boolean {
    if (!this.dirty) return true;
    if (this.view.composing || this.running) return false;
    clearTimeout(this.timer);
    const command = diffBlocks(this.planBlocks(), this.pageBlocks());
    if (!command) {
      this.settled();
      return true;
    }
    return this.execute(command).ok;
  }

  private settled(): void {
    this.dirty = false;
    this.base = this.planBlocks();
    this.session.setTyping('text', false);
    this.options.onTrouble(null);
  }

  /** Runs a command of the page's own; what it did to the text is brought to the page at once. */
  private execute(command: Command): Result<Moved> {
    this.running = true;
    let result: Result<Moved>;
    try {
      result = this.session.run(command);
    } finally {
      this.running = false;
    }
    if (!result.ok) {
      this.options.onTrouble(result.failure);
      return result;
    }
    const wasDirty = this.dirty;
    if (command.type === 'edit-text') this.settled();
    else if (!wasDirty) this.options.onTrouble(null);
    this.bring('own');
    this.options.onMoved(result.value);
    return result;
  }

  /** Commits what is typed, then runs another command (a field put in, numbers bound); the page follows. */
  run(command: Command): Result<Moved> {
    this.commit();
    return this.execute(command);
  }

  /** Gives up what the plan refused: the page shows the plan again. */
  discard(): void {
    clearTimeout(this.timer);
    this.dirty = false;
    this.base = this.planBlocks();
    this.session.setTyping('text', false);
    this.options.onTrouble(null);
    this.bring('own');
  }

  private take(moved: Moved, origin: Origin): void {
    if (this.running) return;
    if (moved.blocks.length > 0 || moved.other) {
      if (this.view.composing) {
        this.behind = origin;
        if (!this.dirty) this.arm(COMPOSITION_POLL);
      } else this.bring(origin);
    }
    this.options.onMoved(moved);
  }

  /** Shows what the plan holds now, unfinished typing kept on top. */
  private bring(origin: Origin): void {
    this.behind = null;
    const plan = this.planBlocks();
    const target = this.dirty ? mergeBlocks(this.base, plan, this.pageBlocks()) : plan;
    this.base = plan;
    const applied = applyBlocks(this.view.state, target, this.options.emptyId);
    if (!applied) return;
    const { tr, changed } = applied;
    tr.setMeta(FROM_PLAN, true);
    const last = changed.at(0);
    if (origin === 'undo' && last) {
      const at = Math.min(last.to, tr.doc.content.size);
      tr.setSelection(TextSelection.near(tr.doc.resolve(at), -1)).scrollIntoView();
    }
    this.view.dispatch(tr);
  }

  destroy(): void {
    this.commit();
    clearTimeout(this.timer);
    this.session.setTyping('text', false);
    for (const stop of this.stops) stop();
  }
}

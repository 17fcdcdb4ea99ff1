// The page in the browser: ProseMirror's view with our schema, keys, paste rules and look-ups, tied to a session.
//
// It is a plain object, so React only gives it a place and listens; a keystroke never waits for a component to render.

import { type Command, EditorState, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Failure } from '../../shared/contract/failure.ts';
import type { BlockId, FieldId, TableId } from '../../shared/model/ids.ts';
import type { Moved } from '../../shared/model/live-plan.ts';
import { schemeOf } from '../../shared/outline/schemes.ts';
import { CELL_TYPE } from '../plan/copied-cell.ts';
import type { CellRef, PlanSession } from '../plan/session-types.ts';
import { blockIds } from './block-ids.ts';
import { blockText, clipboardSerializer, sliceText } from './clipboard.ts';
import { docOf, readingOrder } from './convert.ts';
import { type BlockChoice, currentBlock, setBlocks } from './edit-commands.ts';
import { findPlugin } from './find.ts';
import { insertCell } from './insert-field.ts';
import { LiveText } from './live-text.ts';
import { LiveViews, nodeViews } from './node-views.ts';
import { NumberOffers, sectionTable } from './offers.ts';
import { ownTables } from './own-tables.ts';
import { pageKeys } from './page-keys.ts';
import { numbersIn, pageMarks, pageMarksKey } from './page-marks.ts';
import { keepPlace, putCursor, showBlock } from './page-places.ts';
import { clickAtom, dropInto } from './page-pointer.ts';
import { cleanHtml, sliceOfText } from './paste.ts';
import { pasteSlice } from './paste-slice.ts';
import { blockAttrs, textSchema } from './schema.ts';
import { FROM_PLAN, TextSync } from './sync.ts';

/** A field that was clicked: itself, and the cell it stands for (null where its source is gone). */
export interface FieldTarget {
  field: FieldId;
  block: BlockId;
  cell: CellRef | null;
}

/** Where the cursor stands: its block and the heading it stands under. */
export interface TextPlace {
  block: BlockId;
  heading: BlockId | null;
}

export interface PageEvents {
  onField(target: FieldTarget): void;
  onTable(table: TableId, block: BlockId): void;
  onPlace(place: TextPlace): void;
  onTrouble(failure: Failure | null): void;
  /** selection or words changed: tool bar, offers and status look again */
  onChange(): void;
  /** `=` was typed at the cursor, or the field at a place shall get another source */
  onPick(field: number | null): void;
  /** Ctrl+F in the page */
  onFind(): void;
  /** a footnote's mark was clicked; its place in the page */
  onFoot(pos: number): void;
}

export class PageEditor {
  readonly view: EditorView;
  readonly text: LiveText;
  readonly session: PlanSession;
  readonly sync: TextSync;
  readonly offers: NumberOffers;
  private readonly views: LiveViews;
  private readonly events: PageEvents;
  private readonly emptyId: BlockId;
  private readonly stopForgetting: () => void;
  private readonly leave: () => void;
  private editable: boolean;
  private place: TextPlace | null = null;
  private frame = 0;
  private marksLate = false;

  constructor(host: HTMLElement, session: PlanSession, readOnly: boolean, label: string, events: PageEvents) {
    this.session = session;
    this.events = events;
    this.editable = !readOnly;
    this.emptyId = session.mint<'block'>();
    this.text = new LiveText(session.live, (block) => (this.view ? (numbersIn(this.view.state).get(block) ?? '') : ''));
    this.views = new LiveViews(this.text, (table, block) => events.onTable(table, block));
    this.offers = new NumberOffers(session.live, this.text);
    const doc = docOf(readingOrder(session.live.state.records.block.values()), this.emptyId);
    this.view = new EditorView(host, {
      state: EditorState.create({ doc, plugins: this.plugins() }),
      nodeViews: nodeViews(this.views),
      editable: () => this.editable,
      attributes: {
        class: 'page',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        spellcheck: 'false',
        autocorrect: 'off',
      },
      dispatchTransaction: (tr) => this.dispatch(tr),
      transformPastedHTML: (html) => cleanHtml(html, (kind, value) => this.text.knows(kind, value)),
      clipboardTextParser: (pasted, _context, plain) => sliceOfText(pasted, plain),
      clipboardTextSerializer: (slice) => sliceText(slice, this.text, numbersIn(this.view.state)),
      clipboardSerializer: clipboardSerializer(this.text),
      handlePaste: (view, event, slice) => {
        const cell = event.clipboardData?.getData(CELL_TYPE);
        if (cell && insertCell(this, cell)) return true;
        const tr = pasteSlice(view.state, slice);
        if (tr) view.dispatch(tr.setMeta('paste', true).scrollIntoView());
        return true;
      },
      handleDrop: (_view, event, slice, moved) => dropInto(this, event, slice, moved),
      handleTextInput: (view, _from, _to, typed) => {
        if ((typed !== '=' && typed !== '＝') || view.composing) return false;
        events.onPick(null);
        return true;
      },
      handleClickOn: (_view, _pos, node, nodePos, event) => clickAtom(this, events, node, nodePos, event),
      handleDoubleClickOn: (_view, _pos, node, nodePos) => {
        if (node.type !== textSchema.nodes.field || !this.editable) return false;
        events.onPick(nodePos);
        return true;
      },
      handleDOMEvents: {
        blur: () => {
          setTimeout(() => this.sync.commit(), 0);
          return false;
        },
        compositionend: () => {
          // ProseMirror reads the composed text a moment later.
          setTimeout(() => {
            this.markAgain();
            this.tellChange();
          }, 60);
          return false;
        },
      },
    });
    // Before the page follows: what was looked up is looked up again.
    this.stopForgetting = session.onMoved(() => this.text.forget());
    this.sync = new TextSync({
      session,
      view: this.view,
      emptyId: this.emptyId,
      onTrouble: (failure) => events.onTrouble(failure),
      onMoved: (moved) => this.moved(moved),
    });
    // References to blocks could not know their numbers while the first page was being drawn.
    this.views.refresh(null);
    this.leave = keepPlace(this.view, session);
  }

  private plugins(): EditorState['plugins'] {
    return [
      pageKeys({
        session: this.session,
        commit: () => this.sync.commit(),
        onFind: () => this.events.onFind(),
        onSource: (field) => this.events.onPick(field),
      }),
      blockIds(this.session.mint),
      pageMarks({ scheme: () => schemeOf(this.session.live.state), titleOf: (id) => this.text.titleOf(id) }),
      ownTables(this.views),
      this.offers.plugin,
      findPlugin(this.text),
    ];
  }

  private dispatch(tr: Transaction): void {
    const { state } = this.view.state.applyTransaction(tr);
    this.view.updateState(state);
    if (tr.docChanged && !tr.getMeta(FROM_PLAN)) this.sync.touched();
    if (tr.docChanged || tr.selectionSet) this.tellPlace();
    // Offers and found words come without a change of the page.
    this.tellChange();
  }

  /** The parts around the page look again, once a frame however many keys came. */
  private tellChange(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.events.onChange();
    });
  }

  private moved(moved: Moved): void {
    this.views.refresh(moved);
    if (moved.cells.length || moved.tables.length || moved.other) this.offers.planMoved();
    if (moved.other || moved.tables.length) this.marksLate = true;
    this.markAgain();
    this.tellChange();
  }

  /** Numbers, hints and own tables after the plan moved; not while a composition is open. */
  private markAgain(): void {
    if (!this.marksLate || this.view.isDestroyed || this.view.composing) return;
    this.marksLate = false;
    this.view.dispatch(this.view.state.tr.setMeta(pageMarksKey, true));
  }

  private tellPlace(): void {
    const place = this.currentPlace();
    if (!place || (place.block === this.place?.block && place.heading === this.place.heading)) return;
    this.place = place;
    this.events.onPlace(place);
  }

  /** The cursor's block and the heading above it. */
  currentPlace(): TextPlace | null {
    const { state } = this.view;
    const block = currentBlock(state);
    if (!block) return null;
    let heading: BlockId | null = null;
    for (let i = block.index; i >= 0 && heading === null; i--) {
      const attrs = blockAttrs(state.doc.child(i));
      if (attrs.kind === 'heading' || attrs.kind === 'annex') heading = attrs.id;
    }
    return { block: block.attrs.id, heading };
  }

  setReadOnly(readOnly: boolean): void {
    if (this.editable !== readOnly) return;
    this.sync.commit();
    this.editable = !readOnly;
    this.view.setProps({ editable: () => this.editable });
  }

  get isEditable(): boolean {
    return this.editable;
  }

  setActiveField(field: FieldId | null): void {
    this.views.setActiveField(field);
  }

  /** Runs an editing command on the page and gives the page the focus. */
  do(command: Command): boolean {
    if (!this.editable) return false;
    const done = command(this.view.state, (tr) => this.view.dispatch(tr), this.view);
    this.view.focus();
    return done;
  }

  setBlocks(choice: BlockChoice): void {
    if (this.do(setBlocks(choice))) this.sync.commit();
  }

  putCursor(id: BlockId, offset: number): void {
    putCursor(this.view, id, offset);
  }

  showBlock(id: BlockId): void {
    showBlock(this.view, id);
  }

  /** Brings a field into view and marks it as the active one. */
  showField(id: FieldId): void {
    this.setActiveField(id);
    this.view.dom.querySelector(`[data-field="${id}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  /** The table that the section around a place is about: the nearest one cited behind it, else in front of it. */
  nearTable(pos: number): TableId | null {
    const { doc } = this.view.state;
    const at = doc.resolve(Math.min(pos, doc.content.size)).index(0);
    return sectionTable(doc, at, this.text);
  }

  /** Letters of the whole text, fields included, blanks left out. */
  countLetters(): number {
    let letters = 0;
    this.view.state.doc.forEach((node) => {
      if (node.isTextblock) letters += blockText(node, this.text).replace(/\s/g, '').length;
    });
    return letters;
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.leave();
    this.sync.destroy();
    this.stopForgetting();
    this.view.destroy();
  }
}

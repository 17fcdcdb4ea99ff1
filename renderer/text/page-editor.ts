// The page in the browser: ProseMirror's view with our schema, keys, paste rules and look-ups, tied to a session.
//
// It is a plain object, so React only gives it a place and listens; a keystroke never waits for a component to render.

import { toggleMark } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import type { Node } from 'prosemirror-model';
import { type Command, EditorState, NodeSelection, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Failure } from '../../shared/contract/failure.ts';
import type { BlockId, FieldId, TableId } from '../../shared/model/ids.ts';
import type { Moved } from '../../shared/model/live-plan.ts';
import { schemeOf } from '../../shared/outline/schemes.ts';
import type { CellRef, PlanSession } from '../plan/session-types.ts';
import { blockIds } from './block-ids.ts';
import { blockText, clipboardSerializer, sliceText } from './clipboard.ts';
import { docOf, readingOrder } from './convert.ts';
import {
  type BlockChoice,
  backspace,
  currentBlock,
  deleteForward,
  insertBreak,
  setBlocks,
  shiftHeadings,
  splitBlock,
} from './edit-commands.ts';
import { findPlugin } from './find.ts';
import { insertDroppedCell } from './insert-field.ts';
import { LiveText } from './live-text.ts';
import { LiveViews, nodeViews } from './node-views.ts';
import { NumberOffers, sectionTable } from './offers.ts';
import { ownTables } from './own-tables.ts';
import { numbersIn, pageMarks, pageMarksKey } from './page-marks.ts';
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

/** The type of a cell dragged from the grid into the text; its data is a CellRef as JSON. */
export const CELL_DRAG_TYPE = 'application/x-anju-cell';

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
  private editable: boolean;
  private place: TextPlace | null = null;
  private frame = 0;

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
      handlePaste: (view, _event, slice) => {
        const tr = pasteSlice(view.state, slice);
        if (tr) view.dispatch(tr.setMeta('paste', true).scrollIntoView());
        return true;
      },
      handleDrop: (view, event, slice, moved) => this.drop(view, event, slice, moved),
      handleTextInput: (view, _from, _to, typed) => {
        if ((typed !== '=' && typed !== '＝') || view.composing) return false;
        events.onPick(null);
        return true;
      },
      handleClickOn: (_view, _pos, node, nodePos, event) => this.click(node, nodePos, event),
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
          setTimeout(() => this.tellChange(), 60);
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
  }

  private plugins(): EditorState['plugins'] {
    const back: Command = () => {
      void this.session.undo();
      return true;
    };
    const again: Command = () => {
      void this.session.redo();
      return true;
    };
    const committing =
      (command: Command): Command =>
      (state, dispatch, view) => {
        const done = command(state, dispatch, view);
        if (done && dispatch) this.sync.commit();
        return done;
      };
    const marks = textSchema.marks;
    const bold = marks.bold && toggleMark(marks.bold);
    const underline = marks.underline && toggleMark(marks.underline);
    return [
      keymap({
        Enter: committing(splitBlock),
        'Shift-Enter': insertBreak,
        Backspace: backspace,
        'Mod-Backspace': backspace,
        'Shift-Backspace': backspace,
        Delete: deleteForward,
        Tab: committing(shiftHeadings(1)),
        'Shift-Tab': committing(shiftHeadings(-1)),
        'Mod-z': back,
        'Mod-y': again,
        'Mod-Shift-z': again,
        'Mod-f': () => {
          this.events.onFind();
          return true;
        },
        F2: () => {
          const field = this.fieldBeside();
          if (field !== null) this.events.onPick(field);
          return field !== null;
        },
        'Mod-Alt-0': committing(setBlocks({ kind: 'para' })),
        'Mod-Alt-1': committing(setBlocks({ kind: 'heading', level: 1 })),
        'Mod-Alt-2': committing(setBlocks({ kind: 'heading', level: 2 })),
        'Mod-Alt-3': committing(setBlocks({ kind: 'heading', level: 3 })),
        'Mod-Alt-4': committing(setBlocks({ kind: 'heading', level: 4 })),
        'Mod-a': (state, dispatch) => {
          dispatch?.(state.tr.setSelection(TextSelection.between(state.doc.resolve(0), state.doc.resolve(state.doc.content.size))));
          return true;
        },
        ...(bold && { 'Mod-b': bold }),
        ...(underline && { 'Mod-u': underline }),
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
    if ((moved.other || moved.tables.length) && !this.view.composing)
      this.view.dispatch(this.view.state.tr.setMeta(pageMarksKey, true));
    this.tellChange();
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

  private click(node: Node, pos: number, event: MouseEvent): boolean {
    if (!node.isInline || !node.isAtom || node.isText) return false;
    const dom = this.view.nodeDOM(pos);
    const box = dom instanceof HTMLElement ? dom.getBoundingClientRect() : null;
    const behind = !box || event.clientX > box.left + box.width / 2;
    const { state } = this.view;
    if (!event.shiftKey)
      this.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, behind ? pos + node.nodeSize : pos)));
    if (node.type === textSchema.nodes.carried && node.attrs.element.t === 'foot' && this.editable) this.events.onFoot(pos);
    const target = this.fieldAt(pos);
    if (target) this.events.onField(target);
    this.view.focus();
    return true;
  }

  /** The place of the field beside the cursor; null where none is. */
  private fieldBeside(): number | null {
    const { $from, empty } = this.view.state.selection;
    if (!empty) return null;
    if ($from.nodeBefore?.type === textSchema.nodes.field) return $from.pos - 1;
    return $from.nodeAfter?.type === textSchema.nodes.field ? $from.pos : null;
  }

  private fieldAt(pos: number): FieldTarget | null {
    const node = this.view.state.doc.nodeAt(pos);
    if (node?.type !== textSchema.nodes.field) return null;
    const block = blockAttrs(this.view.state.doc.resolve(pos).node(1)).id;
    return { field: node.attrs.id, block, cell: this.text.cellOf(node.attrs.expr) };
  }

  private drop(view: EditorView, event: DragEvent, slice: Parameters<typeof pasteSlice>[1], moved: boolean): boolean {
    const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
    if (!place || !this.editable) return true;
    const cell = event.dataTransfer?.getData(CELL_DRAG_TYPE);
    event.preventDefault();
    const tr = view.state.tr;
    if (moved) tr.deleteSelection();
    tr.setSelection(Selection.near(tr.doc.resolve(Math.min(tr.mapping.map(place.pos), tr.doc.content.size))));
    view.dispatch(tr);
    if (cell) {
      insertDroppedCell(this, cell);
      return true;
    }
    const pasted = pasteSlice(view.state, slice);
    if (pasted) view.dispatch(pasted.setMeta('paste', true).scrollIntoView());
    view.focus();
    return true;
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

  private positionOf(id: BlockId): number | null {
    let found: number | null = null;
    this.view.state.doc.forEach((node, pos) => {
      if (blockAttrs(node).id === id) found = pos;
    });
    return found;
  }

  /** The cursor `offset` places into a block. */
  putCursor(id: BlockId, offset: number): void {
    const pos = this.positionOf(id);
    if (pos === null) return;
    const { state } = this.view;
    const at = pos + 1 + Math.min(offset, state.doc.nodeAt(pos)?.content.size ?? 0);
    this.view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(at), -1)).scrollIntoView());
  }

  /** Brings a block to the upper part of the window and puts the cursor into it. */
  showBlock(id: BlockId, focus: boolean): void {
    const pos = this.positionOf(id);
    if (pos === null) return;
    const { state } = this.view;
    const node = state.doc.nodeAt(pos);
    const selection = node?.isTextblock ? TextSelection.create(state.doc, pos + 1) : NodeSelection.create(state.doc, pos);
    if (state.selection.$head.pos < pos || state.selection.$head.pos > pos + (node?.nodeSize ?? 0)) {
      this.view.dispatch(state.tr.setSelection(selection));
    }
    const dom = this.view.nodeDOM(pos);
    if (dom instanceof HTMLElement) {
      dom.scrollIntoView({ block: 'start' });
    }
    if (focus) this.view.focus();
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
    this.sync.destroy();
    this.stopForgetting();
    this.view.destroy();
  }
}

// The table editor without React: selection and typing over one surface, and the bench of its actions; each gesture one command.
//
// The controller holds view state only (what is selected, what is being typed). Everything that changes the plan goes through
// `session.run`, which decides at once; a refusal is said at the cell and nothing typed is lost. It knows nothing of the page
// around it: it tells what is active and selected, and offers its actions to tool bars and menus.

import type { Command } from '../../shared/commands/schema.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { cellKey } from '../../shared/model/ids.ts';
import type { ChangedCell, LivePlan, Moved } from '../../shared/model/live-plan.ts';
import type { Origin, PlanSession } from '../plan/session-types.ts';
import { gridWords } from '../words/grid.ts';
import { type Axes, type Box, cellAt, type GridCell } from './axes.ts';
import type { Bench, GridEvents } from './bench.ts';
import type { BubbleAction } from './bubble.ts';
import { CellActions } from './cell-actions.ts';
import { GridClipboard } from './clipboard/grid-clipboard.ts';
import { editable, inputText, rulesAt } from './editable.ts';
import { EditorBox } from './editor-box.ts';
import { intentOf } from './keys.ts';
import { MergeActions } from './merge-actions.ts';
import { cellName } from './names.ts';
import { Overlay } from './overlay.ts';
import { perform } from './perform.ts';
import { Pointer } from './pointer.ts';
import { pointAt } from './pointing.ts';
import { refusalText } from './refusals.ts';
import { RowActions } from './row-actions.ts';
import { boxesOf, isSingle, newest, repair, type Selection, selectCell } from './selection.ts';
import { GridSurface, type SurfaceOptions } from './surface.ts';

const OWNER = 'grid';
/** more than any cell takes */
const MAX_EDITOR_TEXT = 1_000_000;

export class GridController implements Bench {
  readonly surface: GridSurface;
  readonly session: PlanSession;
  readonly live: LivePlan;
  readonly table: number;
  readonly readOnly: boolean;
  readonly events: GridEvents;
  readonly editor: EditorBox;
  readonly cells = new CellActions(this);
  readonly rows = new RowActions(this);
  readonly merges = new MergeActions(this);
  readonly clipboard = new GridClipboard(this);
  selection: Selection | null = null;
  /** column where a run of Tabs began; Enter returns to it */
  returnColumn: number | null = null;
  private readonly overlay: Overlay;
  private readonly pointer: Pointer;
  private readonly stops: (() => void)[];
  private framesParts = false;
  private frame = 0;

  constructor(
    root: HTMLElement,
    session: PlanSession,
    table: number,
    readOnly: boolean,
    events: GridEvents,
    options: SurfaceOptions,
  ) {
    this.session = session;
    this.live = session.live;
    this.table = table;
    this.readOnly = readOnly;
    this.events = events;
    this.editor = new EditorBox({
      started: () => this.startTyping(),
      changed: () => this.onTyped(),
      key: (event) => this.onKey(event),
      left: () => this.onLeft(),
    });
    this.overlay = new Overlay(
      this.editor,
      () => this.surface,
      (text) => this.retype(text),
    );
    const host = document.createElement('div');
    host.className = 'gc-host';
    root.append(host, this.overlay.layer);
    this.surface = new GridSurface(host, this.live, table, options, {
      restructured: (before) => this.onRestructured(before),
      laidOut: () => this.layOutSoon(),
      roomWidth: () => events.roomWidth(),
      sized: (size) => events.sized(size),
    });
    this.pointer = new Pointer(root, this.overlay.handle, () => this.surface, pointAt(this));
    const box = this.editor.element;
    for (const name of ['copy', 'cut', 'paste'] as const) box.addEventListener(name, this.onClipboard);
    for (const name of ['beforecopy', 'beforecut', 'beforepaste']) box.addEventListener(name, this.onBeforeClipboard);
    this.stops = [session.onMoved((moved, origin) => this.onMoved(moved, origin)), session.beforeFlush(() => void this.commit())];
    const first = this.firstCell();
    if (first) this.select(selectCell(first), false);
  }

  destroy(): void {
    if (this.editor.isOpen) this.commit();
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.frame);
    this.session.setTyping(OWNER, false);
    this.pointer.destroy();
    this.surface.destroy();
  }

  get axes(): Axes {
    return this.surface.axes;
  }

  /** Where a table opens: the first cell that takes a value. */
  private firstCell(): GridCell | null {
    const { rows, leaves } = this.surface.shape;
    const row = rows.findIndex((record) => record.kind === 'data');
    const col = leaves.findIndex((leaf) => leaf.role === 'value');
    return cellAt(this.axes, Math.max(0, row), Math.max(0, col));
  }

  // Selecting

  select(wanted: Selection, reveal = true, to?: GridCell): void {
    const selection = this.surface.merged.settle(wanted, this.selection?.active ?? null, this.axes);
    this.selection = selection;
    this.overlay.bubble.hide();
    if (reveal) this.surface.reveal((selection === wanted && to) || newest(selection).to);
    this.showSelection();
    this.events.selected(selection);
  }

  selectBox(box: Box): void {
    const from = cellAt(this.axes, box.top, box.left);
    const to = cellAt(this.axes, box.bottom, box.right);
    if (from && to) this.select({ active: from, ranges: [{ from, to }] }, false);
  }

  /** Selects one cell, because the text, a finding or a panel points at it. */
  goTo(cell: GridCell): void {
    if (!this.axes.rowAt.has(cell.row) || !this.axes.colAt.has(cell.col) || !this.leaveEditor()) return;
    this.select(selectCell(cell));
  }

  showSelection(): void {
    const { selection, axes } = this;
    const active = selection && {
      row: axes.rowAt.get(selection.active.row) ?? -1,
      col: axes.colAt.get(selection.active.col) ?? -1,
    };
    this.surface.setMarks({
      boxes: selection ? boxesOf(selection, axes) : [],
      active,
      cut: this.clipboard.cutBox,
      fill: this.cells.fillBox,
      parts: this.partsToFrame(),
    });
    this.nameBox();
    this.layOut();
  }

  /** Parts of the active computed cell (always for a computed one, for an input's total while the formula line asks). */
  private partsToFrame(): Set<string> {
    const { selection } = this;
    if (!selection || !isSingle(selection)) return new Set();
    const { row, col } = selection.active;
    if (this.live.isComputed(row, col)) return this.partsOf(row, col);
    const into = this.framesParts && this.live.explain(row, col).users.find((use) => use.kind === 'cell');
    return into ? this.partsOf(into.row, into.column) : new Set();
  }

  private partsOf(row: number, col: number): Set<string> {
    return new Set(this.live.explain(row, col).parts.map((part) => cellKey(part.row, part.column)));
  }

  /** The formula line has the focus: what the active cell counts into is framed. */
  frameParts(on: boolean): void {
    if (this.framesParts === on) return;
    this.framesParts = on;
    this.showSelection();
  }

  private nameBox(): void {
    const active = this.selection?.active;
    if (!active) return;
    const place = cellName(this.live, active);
    const words = gridWords.cell(place, this.live.text(active.row, active.col), this.live.isComputed(active.row, active.col));
    this.editor.element.setAttribute('aria-label', this.editor.isOpen ? gridWords.editing(place) : words);
    if (!this.editor.isOpen && this.hasFocus) this.overlay.speak(words);
  }

  // Typing

  private startTyping(): boolean {
    const active = this.selection?.active;
    if (!active || !this.mayEdit(active)) return false;
    this.surface.reveal(active);
    this.session.setTyping(OWNER, true);
    this.overlay.bubble.hide();
    this.sayUnit(active);
    const choices = rulesAt(this.live, active)?.choices;
    if (choices?.length) this.overlay.choices.open(choices);
    return true;
  }

  /** A table that is shown in 万套 is still filled in 套: said before a figure goes in ten thousand times too small. */
  private sayUnit({ row, col }: GridCell): void {
    if (this.surface.column(col)?.role !== 'value') return;
    const [kept, shown] = [this.live.unitOf(row, col), this.live.shownUnitOf(row, col)];
    if (kept && shown && kept !== shown) this.say('hint', gridWords.typedIn(kept, shown));
  }

  private onTyped(): void {
    if (this.overlay.choices.isShown || this.editor.isOpen) this.narrowChoices();
    this.layOut();
  }

  private narrowChoices(): void {
    const active = this.selection?.active;
    if (active && rulesAt(this.live, active)?.choices?.length) this.overlay.choices.narrow(this.editor.text);
  }

  mayEdit(cell: GridCell): boolean {
    if (this.readOnly) {
      this.say('hint', gridWords.readOnly);
      return false;
    }
    const answer = editable(this.live, cell);
    if (answer.by !== 'no') return true;
    const kept = this.live.state.records.exception.has(cellKey(cell.row, cell.col));
    const offer: BubbleAction = kept
      ? { label: gridWords.dropException, act: () => void this.setException(cell, null, '') }
      : { label: gridWords.keepAsPrinted, act: () => this.events.exception(cell) };
    this.say('hint', answer.why, answer.computed ? [offer] : []);
    return false;
  }

  /** Opens the editor on the active cell, with its present text unless told otherwise. */
  edit(text?: string): void {
    const active = this.selection?.active;
    if (!active || this.editor.isOpen || !this.startTyping()) return;
    if (text === undefined) this.editor.open(inputText(this.live, active.row, active.col), 'editing');
    else this.editor.open(text, 'typing');
    this.narrowChoices();
    this.nameBox();
    this.layOut();
  }

  closeEditor(): void {
    this.editor.close();
    this.overlay.choices.close();
    this.overlay.bubble.hide();
    this.session.setTyping(OWNER, false);
    this.nameBox();
    this.layOut();
  }

  /** Makes what is being typed into a command. False where it was refused: the editor stays with its text and says why. */
  commit(): boolean {
    const active = this.selection?.active;
    if (!this.editor.isOpen || !active) return true;
    const command = this.commandFor(active, this.editor.text);
    if (command && !this.tryRun(command)) return false;
    this.closeEditor();
    return true;
  }

  private commandFor(cell: GridCell, typed: string): Command | null {
    if (typed === inputText(this.live, cell.row, cell.col)) return null;
    const answer = editable(this.live, cell);
    if (answer.by === 'no') return null;
    // A group's name shows in its first row, but is the group's own.
    if (answer.by === 'label' && answer.row.id !== cell.row)
      return { type: 'set-row', row: answer.row.id, set: { label: typed.trim() } };
    return { type: 'set-cells', cells: [{ row: cell.row, col: cell.col, value: typed }] };
  }

  tryRun(command: Command, more?: (failure: Failure) => readonly BubbleAction[]): boolean {
    const result = this.session.run(command);
    if (result.ok) return true;
    const { offer } = result.failure.details;
    const take: BubbleAction[] =
      typeof offer === 'string' && this.editor.isOpen
        ? [{ label: gridWords.takeRounded(offer), act: () => this.retype(offer) }]
        : [];
    this.say('error', refusalText(result.failure), [...take, ...(more?.(result.failure) ?? [])]);
    if (this.editor.isOpen) this.editor.focus();
    return false;
  }

  private retype(text: string): void {
    this.editor.open(text, this.editor.mode === 'editing' ? 'editing' : 'typing');
    this.commit();
  }

  leaveEditor(): boolean {
    return !this.editor.isOpen || this.commit();
  }

  allowed(): boolean {
    if (!this.leaveEditor()) return false;
    if (this.readOnly) this.say('hint', gridWords.readOnly);
    return !this.readOnly;
  }

  /** Keeps a computed cell as printed, with its reason; `printed` null drops the exception. */
  setException(cell: GridCell, printed: string | null, reason: string): boolean {
    const done = this.tryRun({ type: 'set-exception', row: cell.row, col: cell.col, printed, reason });
    this.focus();
    return done;
  }

  say(kind: 'error' | 'hint', text: string, actions: readonly BubbleAction[] = []): void {
    this.overlay.bubble.show(kind, text, actions);
    this.layOut();
  }

  hideBubble(): void {
    this.overlay.bubble.hide();
  }

  focus(): void {
    this.editor.focus();
  }

  get hasFocus(): boolean {
    return document.activeElement === this.editor.element;
  }

  // Events

  /** Arrows and Enter while the list of choices stands open; true where the list took the key. */
  private choose(event: KeyboardEvent): boolean {
    const { choices } = this.overlay;
    if (!choices.isShown || !this.editor.isOpen || event.ctrlKey || event.altKey) return false;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      choices.move(event.key === 'ArrowDown' ? 1 : -1);
      event.preventDefault();
      event.stopPropagation();
      return true;
    }
    if ((event.key === 'Enter' || event.key === 'Tab') && choices.chosen !== null) this.editor.element.value = choices.chosen;
    return false;
  }

  private onKey(event: KeyboardEvent): void {
    if (this.choose(event)) return;
    const intent = intentOf(event, this.editor.mode);
    if (!intent) return;
    // Nothing here to dismiss: the window may have something.
    if (intent.do === 'escape' && !this.overlay.bubble.isShown && !this.clipboard.cutBox) return;
    event.preventDefault();
    event.stopPropagation();
    perform(this, intent);
  }

  private onLeft(): void {
    if (this.editor.isOpen) this.commit();
    else this.overlay.bubble.hide();
  }

  private readonly onBeforeClipboard = (event: Event): void => {
    if (!this.editor.isOpen) event.preventDefault();
  };

  private readonly onClipboard = (event: ClipboardEvent): void => {
    if (!this.editor.isOpen) this.clipboard.handle(event);
    else if (event.type === 'paste' && event.clipboardData) this.pasteIntoEditor(event, event.clipboardData);
  };

  /** A copied cell ends with a line break that is none of its text; 200 MB would stop the window. */
  private pasteIntoEditor(event: ClipboardEvent, data: DataTransfer): void {
    const plain = data.getData('text/plain');
    const text = plain.replace(/\r?\n$/, '');
    const isLong = text.length > MAX_EDITOR_TEXT;
    if (text === plain && !isLong) return;
    event.preventDefault();
    if (isLong) this.say('error', gridWords.pasteTooLong);
    else document.execCommand('insertText', false, text);
  }

  private onMoved(moved: Moved, origin: Origin): void {
    this.surface.take(moved);
    const cells = moved.cells.filter((cell) => cell.table === this.table);
    if (cells.length === 0) return;
    this.nameBox();
    if (origin === 'undo' && this.hasFocus) this.showTyped(cells);
  }

  /** What an undo took back is shown, as in a worksheet: the typed cells, where none of them is in sight. */
  private showTyped(cells: readonly ChangedCell[]): void {
    const typed = cells
      .filter((cell) => !this.live.isComputed(cell.row, cell.column))
      .map((cell) => ({ row: cell.row, col: cell.column }));
    const first = typed[0];
    if (first && !typed.some((cell) => this.surface.isInSight(cell))) this.goTo(first);
  }

  private onRestructured(before: Axes): void {
    this.clipboard.dropCut();
    if (this.selection) this.selection = repair(this.selection, before, this.axes);
    else {
      const first = this.firstCell();
      this.selection = first && selectCell(first);
    }
    this.showSelection();
    this.events.selected(this.selection);
  }

  private layOut(): void {
    this.overlay.layOut(this.selection, this.axes, !this.editor.isOpen && !this.readOnly);
  }

  private layOutSoon(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.layOut();
      this.events.laidOut();
    });
  }
}

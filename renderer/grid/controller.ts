// The table editor without React: selection, typing, clipboard, fill and rows over one surface, each gesture one command.
//
// The controller holds view state only (what is selected, what is being typed). Everything that changes the plan goes through
// `session.run`, which decides at once; a refusal is said at the cell and nothing typed is lost. It knows nothing of the page
// around it: it tells what is active and selected, and offers its actions to tool bars and menus.

import type { Command } from '../../shared/commands/schema.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { cellKey } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { PlanSession } from '../plan/session-types.ts';
import { gridWords } from '../words/grid.ts';
import { type Axes, type Box, boxCells, cellAt, type GridCell, sameBox } from './axes.ts';
import { Bubble } from './bubble.ts';
import { type Copied, copyBox, MAX_PASTE_CELLS, readBlock } from './clipboard/transfer.ts';
import { editable } from './editable.ts';
import { EditorBox } from './editor-box.ts';
import { fillTarget, planFill, planFillFrom } from './fill-plan.ts';
import { type Intent, intentOf } from './keys.ts';
import { moveArrow, moveOn, movePage, moveToEnd } from './moves.ts';
import { cellName } from './names.ts';
import { type PastePlan, planPaste, squareOff } from './paste-plan.ts';
import { Pointer, type PointerTarget } from './pointer.ts';
import { deletableRows, insertRows, type Where } from './row-commands.ts';
import {
  addRange,
  boxesOf,
  cellsOf,
  extendTo,
  isSingle,
  newest,
  newestBox,
  repair,
  rowsOf,
  type Selection,
  selectAll,
  selectCell,
  selectColumns,
  selectRows,
} from './selection.ts';
import { GridSurface } from './surface.ts';

export interface ControllerEvents {
  selected(selection: Selection | null): void;
  editing(open: boolean): void;
  menu(at: { x: number; y: number } | null): void;
  /** rows of a paste that the table has no room for: insert them, or leave them out */
  moreRows(plan: PastePlan): void;
  /** rows that formulas or sentences read */
  inUse(rows: number[], failure: Failure): void;
  /** the exception dialog for a computed cell */
  exception(cell: GridCell): void;
  laidOut(): void;
}

interface Cut {
  box: Box;
  plain: string;
}

const OWNER = 'grid';

export class GridController implements PointerTarget {
  readonly surface: GridSurface;
  selection: Selection | null = null;
  private readonly session: PlanSession;
  private readonly live: LivePlan;
  private readonly table: number;
  private readonly readOnly: boolean;
  private readonly events: ControllerEvents;
  private readonly layer: HTMLElement;
  private readonly editor: EditorBox;
  private readonly bubble = new Bubble();
  private readonly handle = document.createElement('div');
  private readonly spoken = document.createElement('div');
  private readonly pointer: Pointer;
  private readonly stops: (() => void)[] = [];
  private cut: Cut | null = null;
  private fillBox: Box | null = null;
  private returnColumn: number | null = null;
  private partsOfFocus = false;
  private frame = 0;

  constructor(root: HTMLElement, session: PlanSession, table: number, readOnly: boolean, events: ControllerEvents) {
    this.session = session;
    this.live = session.live;
    this.table = table;
    this.readOnly = readOnly;
    this.events = events;
    const host = document.createElement('div');
    host.className = 'gc-host';
    this.layer = document.createElement('div');
    this.layer.className = 'gc-layer';
    root.append(host, this.layer);
    this.editor = new EditorBox({
      started: () => this.startTyping(),
      changed: () => this.layOut(),
      key: (event) => this.onKey(event),
      left: () => this.onLeft(),
    });
    this.handle.className = 'gc-handle gc-keep-press';
    this.handle.hidden = true;
    this.spoken.className = 'unseen';
    this.spoken.setAttribute('aria-live', 'polite');
    this.layer.append(this.handle, this.editor.element, this.bubble.element, this.spoken);
    this.surface = new GridSurface(host, this.live, table, {
      restructured: (before) => this.onRestructured(before),
      laidOut: () => this.layOutSoon(),
    });
    this.pointer = new Pointer(root, this.handle, () => this.surface, this);
    this.stops.push(session.onMoved((moved) => this.onMoved(moved)));
    this.stops.push(session.beforeFlush(() => this.commit()));
    const box = this.editor.element;
    for (const name of ['copy', 'cut', 'paste'] as const) box.addEventListener(name, this.onClipboard);
    for (const name of ['beforecopy', 'beforecut', 'beforepaste']) box.addEventListener(name, this.onBefore);
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

  private get columns(): Map<number, ReturnType<LivePlan['shape']>['leaves'][number]> {
    return new Map(this.surface.shape.leaves.map((leaf) => [leaf.id, leaf]));
  }

  /** Where a table opens: the first cell that takes a value. */
  private firstCell(): GridCell | null {
    const { rows, leaves } = this.surface.shape;
    const col = leaves.findIndex((leaf) => leaf.role === 'value');
    const row = rows.findIndex((record) => record.kind === 'data');
    return cellAt(this.axes, Math.max(0, row), Math.max(0, col));
  }

  // Selecting

  /** Makes a selection and shows its active cell. */
  select(selection: Selection, reveal = true, to?: GridCell): void {
    this.selection = selection;
    this.bubble.hide();
    if (reveal) this.surface.reveal(to ?? newest(selection).to);
    this.showSelection();
    this.events.selected(selection);
  }

  /** Selects one cell, e.g. because the text or a finding points at it. */
  goTo(cell: GridCell): void {
    if (!this.axes.rowAt.has(cell.row) || !this.axes.colAt.has(cell.col)) return;
    if (!this.leaveEditor()) return;
    this.select(selectCell(cell));
  }

  private showSelection(): void {
    const { selection, axes } = this;
    const boxes = selection ? boxesOf(selection, axes) : [];
    const active = selection && {
      row: axes.rowAt.get(selection.active.row) ?? -1,
      col: axes.colAt.get(selection.active.col) ?? -1,
    };
    this.surface.setMarks({ boxes, active, cut: this.cut?.box ?? null, fill: this.fillBox, parts: this.partsToFrame() });
    this.nameBox();
    this.layOut();
  }

  /** Parts of the active computed cell that lie in this table (always for a total, for others while the formula line asks). */
  private partsToFrame(): Set<string> {
    const active = this.selection?.active;
    if (!active || (!this.partsOfFocus && !this.isComputedActive())) return new Set();
    const keys = new Set<string>();
    for (const part of this.live.explain(active.row, active.col).parts) keys.add(cellKey(part.row, part.column));
    return keys;
  }

  private isComputedActive(): boolean {
    const active = this.selection?.active;
    return active !== undefined && isSingle(this.selection as Selection) && this.live.isComputed(active.row, active.col);
  }

  /** The formula line has the focus: its parts are framed. */
  framePartsOfActive(on: boolean): void {
    this.partsOfFocus = on;
    this.showSelection();
  }

  private nameBox(): void {
    const active = this.selection?.active;
    if (!active) return;
    const place = cellName(this.live, active);
    const text = this.live.text(active.row, active.col);
    const words = gridWords.cell(place, text, this.live.isComputed(active.row, active.col));
    this.editor.element.setAttribute('aria-label', this.editor.isOpen ? gridWords.editing(place) : words);
    if (!this.editor.isOpen && document.activeElement === this.editor.element) this.spoken.textContent = words;
  }

  selectTo(cell: GridCell, how: 'new' | 'extend' | 'add', drag: boolean): void {
    this.returnColumn = null;
    const now = this.selection;
    if (how === 'extend' && now) this.select(extendTo(now, cell), drag);
    else this.select(how === 'add' && now ? addRange(now, cell) : selectCell(cell), true, cell);
  }

  selectRowsTo(row: number, how: 'new' | 'extend' | 'add', drag: boolean): void {
    const { axes } = this;
    const at = axes.rowAt.get(row);
    if (at === undefined) return;
    const now = this.selection;
    const anchor = how === 'extend' && now ? (axes.rowAt.get(newest(now).from.row) ?? at) : at;
    const made = selectRows(axes, anchor, at);
    if (!made) return;
    this.select(how === 'add' && now ? addRange(now, newest(made).from, newest(made).to) : made, drag, {
      row,
      col: made.active.col,
    });
  }

  selectColumnsTo(from: number, to: number, how: 'new' | 'extend' | 'add', drag: boolean): void {
    const { axes } = this;
    const a = axes.colAt.get(from);
    const b = axes.colAt.get(to);
    if (a === undefined || b === undefined) return;
    const now = this.selection;
    const anchor = how === 'extend' && now ? (axes.colAt.get(newest(now).from.col) ?? a) : a;
    const made = selectColumns(axes, anchor <= a ? anchor : Math.max(anchor, b), anchor <= a ? b : a);
    if (!made) return;
    const seen: GridCell = { row: axes.rows[Math.max(0, this.topBodyRow())] as number, col: drag ? to : from };
    this.select(how === 'add' && now ? addRange(now, newest(made).from, newest(made).to) : made, drag, seen);
  }

  private topBodyRow(): number {
    return Math.max(0, this.axes.rowAt.get(this.selection?.active.row ?? 0) ?? 0);
  }

  selectEverything(): void {
    const active = this.selection?.active ?? cellAt(this.axes, 0, 0);
    const all = active && selectAll(this.axes, active);
    if (all) this.select(all, false);
  }

  // Typing

  private startTyping(): boolean {
    const active = this.selection?.active;
    if (!active) return false;
    if (!this.mayEdit(active)) return false;
    this.surface.reveal(active);
    this.session.setTyping(OWNER, true);
    this.bubble.hide();
    this.events.editing(true);
    this.layOut();
    return true;
  }

  /** Says why a cell can't be typed into; true where it can. */
  private mayEdit(cell: GridCell): boolean {
    if (this.readOnly) {
      this.say('hint', gridWords.readOnly);
      return false;
    }
    const answer = editable(this.live, cell);
    if (answer.by !== 'no') return true;
    if (!answer.computed) this.say('hint', answer.why);
    else if (this.live.state.records.exception.has(cellKey(cell.row, cell.col))) {
      this.say('hint', answer.why, [{ label: gridWords.dropException, act: () => this.setException(cell, null, '') }]);
    } else this.say('hint', answer.why, [{ label: gridWords.keepAsPrinted, act: () => this.events.exception(cell) }]);
    return false;
  }

  /** Opens the editor on the active cell with its present text. */
  edit(): void {
    const active = this.selection?.active;
    if (!active || this.editor.isOpen || !this.mayEdit(active)) return;
    this.surface.reveal(active);
    this.session.setTyping(OWNER, true);
    this.bubble.hide();
    this.editor.open(this.live.text(active.row, active.col), 'editing');
    this.events.editing(true);
    this.nameBox();
    this.layOut();
  }

  private closeEditor(): void {
    this.editor.close();
    this.bubble.hide();
    this.session.setTyping(OWNER, false);
    this.events.editing(false);
    this.nameBox();
    this.layOut();
  }

  /** Makes what is being typed into a command. False where it was refused: the editor stays with its text and says why. */
  commit(): boolean {
    if (!this.editor.isOpen) return true;
    const active = this.selection?.active;
    if (!active) return true;
    const command = this.commandFor(active, this.editor.text);
    if (command && !this.tryRun(command, active)) return false;
    this.closeEditor();
    return true;
  }

  private commandFor(cell: GridCell, typed: string): Command | null {
    if (typed === this.live.text(cell.row, cell.col)) return null;
    const answer = editable(this.live, cell);
    if (answer.by === 'no') return null;
    if (answer.by === 'label' && answer.row.id !== cell.row) {
      return { type: 'set-row', row: answer.row.id, set: { label: typed.trim() } };
    }
    return { type: 'set-cells', cells: [{ row: cell.row, col: cell.col, value: typed }] };
  }

  private tryRun(command: Command, at: GridCell | null): boolean {
    const result = this.session.run(command);
    if (result.ok) return true;
    const { failure } = result;
    const offer = failure.details.offer;
    const takeOffer =
      typeof offer === 'string' && at && this.editor.isOpen
        ? [
            {
              label: gridWords.takeRounded(offer),
              act: () => {
                this.editor.open(offer, this.editor.mode === 'idle' ? 'typing' : this.editor.mode);
                this.commit();
              },
            },
          ]
        : [];
    this.say('error', sentenceOf(failure), takeOffer);
    if (this.editor.isOpen) this.editor.focus();
    return false;
  }

  leaveEditor(): boolean {
    return !this.editor.isOpen || this.commit();
  }

  private onLeft(): void {
    if (this.editor.isOpen) this.commit();
    else this.bubble.hide();
  }

  focus(): void {
    this.editor.focus();
  }

  /** True while the grid has the keyboard. */
  get hasFocus(): boolean {
    return document.activeElement === this.editor.element;
  }

  private say(kind: 'error' | 'hint', text: string, actions: Parameters<Bubble['show']>[2] = []): void {
    this.bubble.show(kind, text, actions);
    this.layOut();
  }

  // Keys

  private onKey(event: KeyboardEvent): void {
    const intent = intentOf(event, this.editor.mode);
    if (!intent) return;
    event.preventDefault();
    event.stopPropagation();
    this.perform(intent);
  }

  perform(intent: Intent): void {
    const { selection, axes } = this;
    if (!selection) {
      if (intent.do === 'insert-rows') this.insert('below');
      return;
    }
    const isEmpty = (cell: GridCell): boolean => this.live.text(cell.row, cell.col) === '';
    switch (intent.do) {
      case 'arrow':
        if (!this.leaveEditor()) return;
        this.returnColumn = null;
        this.select(moveArrow(axes, selection, intent.direction, intent, isEmpty));
        break;
      case 'page':
        if (!this.leaveEditor()) return;
        this.select(movePage(axes, selection, this.surface.pageRows * (intent.back ? -1 : 1), intent.extend));
        break;
      case 'end':
        this.select(moveToEnd(axes, selection, intent.end, intent.whole, intent.extend));
        break;
      case 'next':
        this.next(intent.key, intent.back);
        break;
      case 'edit':
        this.edit();
        break;
      case 'toggle-mode':
        this.editor.toggleMode();
        break;
      case 'restore':
        this.closeEditor();
        break;
      case 'escape':
        this.bubble.hide();
        this.cut = null;
        this.showSelection();
        break;
      case 'line-break':
        this.lineBreak();
        break;
      case 'enter-all':
        this.enterAll();
        break;
      case 'clear':
        this.clear();
        break;
      case 'empty-and-edit':
        if (this.mayEdit(selection.active)) {
          this.editor.open('', 'typing');
          this.startTyping();
        }
        break;
      case 'select-all':
        this.selectEverything();
        break;
      case 'select-rows': {
        const box = newestBox(selection, axes);
        const made = box && selectRows(axes, box.top, box.bottom);
        if (made) this.select({ active: selection.active, ranges: made.ranges }, false);
        break;
      }
      case 'select-columns': {
        const box = newestBox(selection, axes);
        const made = box && selectColumns(axes, box.left, box.right);
        if (made) this.select({ active: selection.active, ranges: made.ranges }, false);
        break;
      }
      case 'fill':
        this.fill(intent.direction);
        break;
      case 'undo':
        void this.session.undo();
        break;
      case 'redo':
        void this.session.redo();
        break;
      case 'insert-rows':
        this.insert('above');
        break;
      case 'delete-rows':
        this.deleteRows();
        break;
      case 'menu':
        this.menuAtCell();
        break;
    }
  }

  private next(key: 'tab' | 'enter', back: boolean): void {
    if (!this.leaveEditor()) return;
    const selection = this.selection as Selection;
    if (key === 'tab' && !back) this.returnColumn ??= this.axes.colAt.get(selection.active.col) ?? null;
    const moved = moveOn(this.axes, selection, key, back, key === 'enter' ? this.returnColumn : null);
    if (key === 'enter') this.returnColumn = null;
    this.select(moved, true, moved.active);
  }

  private lineBreak(): void {
    const active = this.selection?.active;
    const column = active && this.surface.column(active.col);
    if (!column || column.kind === 'number' || column.kind === 'year') {
      this.say('hint', gridWords.noLineBreak);
      return;
    }
    this.editor.insert('\n');
  }

  /** Ctrl+Enter: what is typed into every selected cell. */
  private enterAll(): void {
    const selection = this.selection as Selection;
    if (isSingle(selection)) {
      this.commit();
      return;
    }
    const value = this.editor.text;
    const cells = this.writable(selection).map((cell) => ({ ...cell, value }));
    if (cells.length && this.tryRun({ type: 'set-cells', cells }, selection.active)) this.closeEditor();
  }

  /** Selected cells that take a value. */
  private writable(selection: Selection): { row: number; col: number }[] {
    const cells: { row: number; col: number }[] = [];
    for (const cell of cellsOf(selection, this.axes))
      if (editable(this.live, cell).by === 'value') cells.push({ row: cell.row, col: cell.col });
    return cells;
  }

  // Actions (keys, menu, tool bar)

  /** Empties the selected cells; computed ones are passed over. */
  clear(): void {
    this.writeAll('');
  }

  /** 记为“-”. */
  markNone(): void {
    this.writeAll('-');
  }

  private writeAll(value: '' | '-'): void {
    const { selection } = this;
    if (!selection || !this.allowed()) return;
    const cells = this.writable(selection);
    if (cells.length === 0) {
      this.mayEdit(selection.active);
      return;
    }
    if (value === '') this.tryRun({ type: 'clear-cells', cells }, null);
    else this.tryRun({ type: 'set-cells', cells: cells.map((cell) => ({ ...cell, value })) }, null);
  }

  private allowed(): boolean {
    if (!this.leaveEditor()) return false;
    if (!this.readOnly) return true;
    this.say('hint', gridWords.readOnly);
    return false;
  }

  fill(direction: 'down' | 'right'): void {
    const { selection } = this;
    if (!selection || !this.allowed()) return;
    if (selection.ranges.length > 1) {
      this.say('hint', gridWords.manyRanges);
      return;
    }
    const box = newestBox(selection, this.axes);
    const cells = box && planFillFrom(this.live, this.axes, this.columns, box, direction);
    if (cells?.length) this.tryRun({ type: 'fill', cells }, null);
    else this.say('hint', gridWords.filledNothing);
  }

  fillOver(cell: GridCell | null): void {
    const source = this.selection && newestBox(this.selection, this.axes);
    if (!source || !cell) return;
    const row = this.axes.rowAt.get(cell.row);
    const col = this.axes.colAt.get(cell.col);
    if (row === undefined || col === undefined) return;
    const target = fillTarget(source, row, col);
    if ((target === null && this.fillBox === null) || (target && this.fillBox && sameBox(target, this.fillBox))) return;
    this.fillBox = target;
    this.showSelection();
  }

  fillEnd(commit: boolean, copy: boolean): void {
    const { fillBox: target, selection } = this;
    this.fillBox = null;
    const source = selection && newestBox(selection, this.axes);
    if (!commit || !target || !source || !this.allowed()) {
      this.showSelection();
      return;
    }
    const cells = planFill(this.live, this.axes, this.columns, source, target, !copy);
    if (cells.length === 0) {
      this.showSelection();
      this.say('hint', gridWords.filledNothing);
      return;
    }
    const whole: Box = {
      top: Math.min(source.top, target.top),
      left: Math.min(source.left, target.left),
      bottom: Math.max(source.bottom, target.bottom),
      right: Math.max(source.right, target.right),
    };
    if (this.tryRun({ type: 'fill', cells }, null)) this.selectBox(whole);
    else this.showSelection();
  }

  /** Double click on the handle: down to where the neighbouring column's data ends. */
  autoFill(): void {
    const { selection, axes } = this;
    const source = selection && newestBox(selection, axes);
    if (!source) return;
    const left = source.left > 0 ? source.left - 1 : source.right + 1;
    const col = axes.cols[left];
    if (col === undefined) return;
    let bottom = source.bottom;
    while (bottom + 1 < axes.rows.length) {
      const row = axes.rows[bottom + 1] as number;
      if (this.live.state.records.row.get(row)?.kind === 'total' || this.live.text(row, col) === '') break;
      bottom++;
    }
    if (bottom === source.bottom) return;
    this.fillBox = { ...source, top: source.bottom + 1, bottom };
    this.fillEnd(true, false);
  }

  private selectBox(box: Box): void {
    const from = cellAt(this.axes, box.top, box.left);
    const to = cellAt(this.axes, box.bottom, box.right);
    if (from && to) this.select({ active: from, ranges: [{ from, to }] }, false);
  }

  /** New rows beside the selected ones, as many as are selected; the first one's name is then typed. */
  insert(where: Where): void {
    if (!this.allowed()) return;
    const rows = this.selection ? this.selectedDataRows() : [];
    const beside = rows.length
      ? where === 'above'
        ? (rows[0] as number)
        : (rows.at(-1) as number)
      : (this.selection?.active.row ?? this.axes.rows[0] ?? null);
    const command = insertRows(this.live, this.session.mint, this.table, beside, where, Math.max(1, Math.min(1000, rows.length)));
    if (!this.tryRun(command, null)) return;
    const first = command.rows[0]?.id as number;
    const label = this.surface.shape.leaves.find((leaf) => leaf.role === 'label') ?? this.surface.shape.leaves[0];
    if (label && this.axes.rowAt.has(first)) this.select(selectCell({ row: first, col: label.id }));
    this.focus();
  }

  private selectedDataRows(): number[] {
    if (!this.selection) return [];
    return rowsOf(this.selection, this.axes).filter((row) => this.live.state.records.row.get(row)?.kind !== 'total');
  }

  deleteRows(confirm = false, rows = this.selection ? rowsOf(this.selection, this.axes) : []): void {
    if (!this.allowed()) return;
    const deletable = deletableRows(this.live, rows);
    if (deletable.rows.length === 0) {
      this.say('hint', gridWords.deleteTotals);
      return;
    }
    const result = this.session.run({ type: 'remove-rows', rows: deletable.rows, ...(confirm && { confirm }) });
    if (result.ok) return;
    if (result.failure.code === 'in-use') this.events.inUse(deletable.rows, result.failure);
    else this.say('error', sentenceOf(result.failure));
  }

  /** Keeps a computed cell as printed, with its reason; `printed` null drops the exception. */
  setException(cell: GridCell, printed: string | null, reason: string): boolean {
    const done = this.tryRun({ type: 'set-exception', row: cell.row, col: cell.col, printed, reason }, cell);
    this.focus();
    return done;
  }

  // Clipboard

  private readonly onBefore = (event: Event): void => {
    if (!this.editor.isOpen) event.preventDefault();
  };

  private readonly onClipboard = (event: ClipboardEvent): void => {
    if (this.editor.isOpen || !event.clipboardData) return;
    event.preventDefault();
    if (event.type === 'paste') {
      this.pasteTexts(event.clipboardData.getData('text/html'), event.clipboardData.getData('text/plain'));
      return;
    }
    const copied = this.copied(this.withHeads);
    if (!copied) return;
    event.clipboardData.setData('text/plain', copied.plain);
    event.clipboardData.setData('text/html', copied.html);
    if (event.type === 'cut') this.markCut(copied.plain);
    else if (this.cut) {
      this.cut = null;
      this.showSelection();
    }
  };

  private withHeads = false;

  /** What a copy of the selection holds; null (and said) for several ranges that are not beside each other. */
  copied(withHeads: boolean): Copied | null {
    const { selection } = this;
    if (!selection) return null;
    if (selection.ranges.length > 1) {
      this.say('hint', gridWords.manyRanges);
      return null;
    }
    const box = newestBox(selection, this.axes);
    if (!box) return null;
    if (boxCells(box) > 2 * MAX_PASTE_CELLS) {
      this.say('hint', gridWords.pasteTooLarge(2 * MAX_PASTE_CELLS));
      return null;
    }
    return copyBox(this.live, this.surface.shape, this.axes, box, withHeads);
  }

  private markCut(plain: string): void {
    const box = this.selection && newestBox(this.selection, this.axes);
    if (!box || this.readOnly) return;
    this.cut = { box, plain: lines(plain) };
    this.showSelection();
  }

  /** 复制, 剪切 from a menu or tool bar: the focused box raises the same event as the keys do. */
  copy(withHeads = false): void {
    if (!this.leaveEditor()) return;
    this.focus();
    this.withHeads = withHeads;
    document.execCommand('copy');
    this.withHeads = false;
  }

  cutOut(): void {
    if (!this.allowed()) return;
    this.focus();
    document.execCommand('cut');
  }

  /** 粘贴 from a menu or tool bar: reads the clipboard where the shell allows it, else says which key does it. */
  async paste(): Promise<void> {
    if (!this.allowed()) return;
    this.focus();
    try {
      let html = '';
      let plain = '';
      for (const item of await navigator.clipboard.read()) {
        if (item.types.includes('text/html')) html = await (await item.getType('text/html')).text();
        if (item.types.includes('text/plain')) plain = await (await item.getType('text/plain')).text();
      }
      this.pasteTexts(html, plain);
    } catch {
      this.say('hint', gridWords.pasteByKey);
    }
  }

  /** Pastes what stood on the clipboard onto the selection. */
  pasteTexts(html: string, plain: string): void {
    const { selection } = this;
    if (!selection || !this.allowed()) return;
    const read = readBlock(html, plain);
    if (!read.ok) {
      this.say('hint', read.why === 'nothing' ? gridWords.pasteNothing : gridWords.pasteTooLarge(MAX_PASTE_CELLS));
      return;
    }
    const box = newestBox(selection, this.axes);
    if (!box) return;
    const plan = planPaste(this.live, this.axes, this.columns, squareOff(read.block), box);
    if (plan.moreRows.length) this.events.moreRows(plan);
    else this.applyPaste(plan, false, plain);
  }

  /** Runs a planned paste, with the rows that the table lacks or without them. */
  applyPaste(plan: PastePlan, withRows: boolean, plain = ''): void {
    const cells = [...plan.cells];
    if (this.cut && plain !== '' && lines(plain) === this.cut.plain) {
      const written = new Set(cells.map((cell) => cellKey(cell.row, cell.col)));
      const { box } = this.cut;
      for (let r = box.top; r <= box.bottom; r++) {
        for (let c = box.left; c <= box.right; c++) {
          const cell = cellAt(this.axes, r, c);
          if (!cell || written.has(cellKey(cell.row, cell.col))) continue;
          if (editable(this.live, cell).by === 'value') cells.push({ row: cell.row, col: cell.col, value: '' });
        }
      }
    }
    const rows = withRows
      ? plan.moreRows.map((row) => ({
          id: this.session.mint<'row'>(),
          label: row.label ?? '',
          kind: 'data' as const,
          parent: this.parentOfLast(),
          cells: row.cells,
        }))
      : [];
    if (cells.length === 0 && rows.length === 0) {
      this.say('hint', plan.computed ? gridWords.pasteOnlyComputed : gridWords.pasteNothing);
      return;
    }
    if (!this.tryRun({ type: 'paste', cells, table: this.table, ...(rows.length && { rows }) }, null)) return;
    this.cut = null;
    this.selectBox(
      rows.length
        ? {
            ...plan.box,
            bottom: Math.min(this.axes.rows.length - 1, plan.box.top + plan.moreRows.length + this.heightOfBody(plan)),
          }
        : plan.box,
    );
    const said = [
      plan.computed ? gridWords.pasteSkipped(plan.computed) : '',
      plan.names ? gridWords.pasteSkippedNames(plan.names) : '',
      (plan.moreRows.length && !withRows) || plan.moreColumns
        ? gridWords.pasteClipped(withRows ? 0 : plan.moreRows.length, plan.moreColumns)
        : '',
    ].filter(Boolean);
    if (said.length) this.say('hint', said.join(''));
  }

  private heightOfBody(plan: PastePlan): number {
    const rows = new Set(plan.cells.map((cell) => cell.row));
    return Math.max(0, rows.size - 1);
  }

  private parentOfLast(): number | null {
    const last = this.axes.rows.findLast((row) => {
      const kind = this.live.state.records.row.get(row)?.kind;
      return kind === 'data' || kind === 'of_which';
    });
    return last === undefined ? null : (this.live.state.records.row.get(last)?.parentId ?? null);
  }

  // Menu

  openMenu(cell: GridCell | null, x: number, y: number): void {
    if (cell && cell.col !== 0 && !this.isSelected(cell)) this.select(selectCell(cell), false);
    else if (cell && cell.col === 0 && !this.selectedRows().includes(cell.row)) this.selectRowsTo(cell.row, 'new', false);
    this.events.menu({ x, y });
  }

  selectedRows(): number[] {
    return this.selection ? rowsOf(this.selection, this.axes) : [];
  }

  private isSelected(cell: GridCell): boolean {
    if (!this.selection) return false;
    const row = this.axes.rowAt.get(cell.row) ?? -1;
    const col = this.axes.colAt.get(cell.col) ?? -1;
    return boxesOf(this.selection, this.axes).some(
      (box) => row >= box.top && row <= box.bottom && col >= box.left && col <= box.right,
    );
  }

  private menuAtCell(): void {
    const rect = this.editor.element.getBoundingClientRect();
    this.events.menu({ x: rect.left + 12, y: rect.bottom });
  }

  // What moved

  private onMoved(moved: Parameters<GridSurface['take']>[0]): void {
    this.surface.take(moved);
    const active = this.selection?.active;
    if (!active) return;
    if (moved.cells.some((cell) => cell.table === this.table)) {
      this.nameBox();
      this.events.selected(this.selection);
    }
  }

  private onRestructured(before: Axes): void {
    this.cut = null;
    if (this.selection) this.selection = repair(this.selection, before, this.axes);
    else {
      const first = this.firstCell();
      this.selection = first && selectCell(first);
    }
    this.showSelection();
    this.events.selected(this.selection);
  }

  // Layout of editor, handle and bubble over the cells

  private layOutSoon(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.layOut();
      this.events.laidOut();
    });
  }

  private layOut(): void {
    const room = { right: this.layer.clientWidth, bottom: this.layer.clientHeight };
    const active = this.selection?.active;
    const rect = active && this.rectOf(active);
    if (rect) {
      this.editor.element.classList.toggle(
        'gc-right',
        this.surface.cells.at(active.row, active.col)?.cell.classList.contains('gc-right') ?? false,
      );
      this.editor.place(rect, room);
      this.bubble.place(rect, room);
    }
    const corner = this.selection && newestBox(this.selection, this.axes);
    const last = corner && cellAt(this.axes, corner.bottom, corner.right);
    const at =
      last && !this.editor.isOpen && !this.readOnly && (this.selection?.ranges.length ?? 0) === 1 ? this.rectOf(last) : null;
    this.handle.hidden = !at || !this.isSeen(at, last as GridCell);
    if (at) {
      this.handle.style.left = `${at.left + at.width - 5}px`;
      this.handle.style.top = `${at.top + at.height - 5}px`;
    }
  }

  private rectOf(cell: GridCell): { left: number; top: number; width: number; height: number } | null {
    const element = this.surface.cells.at(cell.row, cell.col)?.cell;
    if (!element?.isConnected) return null;
    const origin = this.layer.getBoundingClientRect();
    const rect = element.getBoundingClientRect();
    return { left: rect.left - origin.left, top: rect.top - origin.top, width: rect.width, height: rect.height };
  }

  /** False for a corner that scrolled under the head, the pinned total or a pinned column. */
  private isSeen(rect: { left: number; top: number; width: number; height: number }, cell: GridCell): boolean {
    if (!this.surface.isBody(cell.row)) return true;
    const origin = this.layer.getBoundingClientRect();
    const x = origin.left + rect.left + rect.width - 3;
    const y = origin.top + rect.top + rect.height - 3;
    const under = document
      .elementsFromPoint(x, y)
      .find((element) => element.closest('.ag-cell, .ag-header') && !element.closest('.gc-layer'));
    const view = under?.closest('.ag-cell') ? this.surface.cells.byElement.get(under.closest('.ag-cell') as Element) : undefined;
    return view !== undefined && view.row === cell.row && view.col === cell.col;
  }
}

const lines = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/\n$/, '');

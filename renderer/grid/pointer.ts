// The mouse on the grid: click, drag, Shift and Ctrl, whole rows and columns by their heads, the fill handle, scrolling at the edge.
//
// A gesture begins with mousedown on what the registry knows (a cell, a row number, a head, the handle) and follows the pointer
// over the page until mouseup; what lies under the pointer is asked of the page, so pinned rows and columns need no care.

import type { GridCell } from './axes.ts';
import type { GridSurface } from './surface.ts';

export interface PointerTarget {
  /** false keeps the editor open (its value was refused) */
  leaveEditor(): boolean;
  selectTo(cell: GridCell, how: 'new' | 'extend' | 'add', drag: boolean): void;
  selectRowsTo(row: number, how: 'new' | 'extend' | 'add', drag: boolean): void;
  selectColumnsTo(from: number, to: number, how: 'new' | 'extend' | 'add', drag: boolean): void;
  selectEverything(): void;
  edit(): void;
  fillOver(cell: GridCell): void;
  fillEnd(commit: boolean, copy: boolean): void;
  openMenu(cell: GridCell | null, x: number, y: number): void;
  autoFill(): void;
  autoWidth(column: number): void;
  focus(): void;
}

type Gesture = 'cells' | 'rows' | 'columns' | 'fill';

/** Parts of the grid that have gestures of their own. */
const OTHERS = '.gc-editor, .gc-bubble, .gc-choices, .ag-header-cell-resize, .ag-body-horizontal-scroll, .ag-body-vertical-scroll';
const EDGE = 24;
const SCROLL_EVERY = 40;

export class Pointer {
  private gesture: Gesture | null = null;
  /** where the gesture began; null on a head or the handle */
  private start: { row: number; col: number } | null = null;
  private last = { x: 0, y: 0 };
  private scrolling: ReturnType<typeof setInterval> | null = null;
  private readonly root: HTMLElement;
  private readonly surface: () => GridSurface;
  private readonly target: PointerTarget;
  private readonly handle: HTMLElement;

  constructor(root: HTMLElement, handle: HTMLElement, surface: () => GridSurface, target: PointerTarget) {
    this.root = root;
    this.handle = handle;
    this.surface = surface;
    this.target = target;
    root.addEventListener('mousedown', this.onDown);
    root.addEventListener('dblclick', this.onDouble);
    root.addEventListener('contextmenu', this.onContext);
  }

  destroy(): void {
    this.end();
    this.root.removeEventListener('mousedown', this.onDown);
    this.root.removeEventListener('dblclick', this.onDouble);
    this.root.removeEventListener('contextmenu', this.onContext);
  }

  private viewAt(element: Element | null): { row: number; col: number } | null {
    const cell = element?.closest('.ag-cell');
    const view = cell ? this.surface().cells.byElement.get(cell) : undefined;
    return view ? { row: view.row, col: view.col } : null;
  }

  private headAt(element: Element | null): number[] | null {
    const shown = element?.closest('.ag-header-cell, .ag-header-group-cell')?.querySelector<HTMLElement>('.gc-head');
    return (shown && this.surface().heads.heads.get(shown)?.leaves) ?? null;
  }

  private readonly onDown = (event: MouseEvent): void => {
    const element = event.target as Element;
    if (element.closest(OTHERS)) return;
    event.preventDefault();
    if (!this.target.leaveEditor()) return;
    this.surface().dropFocus();
    this.target.focus();
    if (event.button !== 0) return;
    const how = event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'add' : 'new';
    if (element === this.handle) {
      this.begin('fill', event);
      return;
    }
    const at = this.viewAt(element);
    if (at && at.col === 0) {
      this.target.selectRowsTo(at.row, how, false);
      this.begin('rows', event);
      return;
    }
    if (at) {
      this.target.selectTo(at, how, false);
      this.begin('cells', event);
      return;
    }
    const leaves = this.headAt(element);
    if (leaves === null) return;
    const from = leaves[0];
    const to = leaves.at(-1);
    if (from === undefined || to === undefined) this.target.selectEverything();
    else {
      this.target.selectColumnsTo(from, to, how, false);
      this.begin('columns', event);
    }
  };

  private begin(gesture: Gesture, event: MouseEvent): void {
    this.gesture = gesture;
    this.start = this.viewAt(event.target as Element);
    this.last = { x: event.clientX, y: event.clientY };
    document.addEventListener('mousemove', this.onMove);
    document.addEventListener('mouseup', this.onUp);
    document.addEventListener('keydown', this.onKey, true);
    this.scrolling = setInterval(this.scrollAtEdge, SCROLL_EVERY);
  }

  private end(): void {
    this.gesture = null;
    document.removeEventListener('mousemove', this.onMove);
    document.removeEventListener('mouseup', this.onUp);
    document.removeEventListener('keydown', this.onKey, true);
    if (this.scrolling) clearInterval(this.scrolling);
    this.scrolling = null;
  }

  private readonly onMove = (event: MouseEvent): void => {
    if (event.buttons === 0) {
      this.onUp(event);
      return;
    }
    this.last = { x: event.clientX, y: event.clientY };
    this.follow();
  };

  private follow(): void {
    const area = this.surface().viewport?.getBoundingClientRect();
    if (!area || !this.gesture) return;
    const reach = this.reach();
    const x = Math.max(reach.left + 1, Math.min(this.last.x, reach.right - 2));
    const y = Math.max(reach.top + 1, Math.min(this.last.y, reach.bottom - 2));
    const element =
      document
        .elementsFromPoint(x, this.gesture === 'columns' ? Math.max(area.top + 1, Math.min(this.last.y, area.bottom - 2)) : y)
        .find((one) => one.closest('.ag-cell, .ag-header-cell, .ag-header-group-cell') && !one.closest('.gc-layer')) ?? null;
    const at = this.viewAt(element);
    if (this.gesture === 'columns') {
      const leaves = at && at.col !== 0 ? [at.col] : this.headAt(element);
      const from = leaves?.[0];
      const to = leaves?.at(-1);
      if (from !== undefined && to !== undefined) this.target.selectColumnsTo(from, to, 'extend', true);
      return;
    }
    if (!at) return;
    if (this.gesture === 'rows') this.target.selectRowsTo(at.row, 'extend', true);
    else {
      const cell = at.col === 0 ? { row: at.row, col: this.surface().axes.cols[0] as number } : at;
      if (this.gesture === 'fill') this.target.fillOver(cell);
      else this.target.selectTo(cell, 'extend', true);
    }
  }

  /**
   * How far a drag reaches: while there is more to scroll to, not onto a pinned total or name column, which would take in
   * everything between at once. A drag that began on one of them moves along it.
   */
  private reach(): { left: number; top: number; right: number; bottom: number } {
    const surface = this.surface();
    const viewport = surface.viewport as HTMLElement;
    const whole = viewport.getBoundingClientRect();
    const body = surface.bodyArea() ?? whole;
    const start = this.start;
    const alongRows = start !== null && !surface.isBody(start.row);
    const alongColumns = start !== null && surface.isPinnedColumn(start.col);
    const atTop = viewport.scrollTop <= 0;
    const atBottom = viewport.scrollTop + viewport.clientHeight >= viewport.scrollHeight - 1;
    return {
      left: alongColumns || viewport.scrollLeft <= 0 ? whole.left : body.left,
      right: whole.right,
      top: alongRows || atTop ? whole.top : body.top,
      bottom: alongRows || atBottom ? whole.bottom : body.bottom,
    };
  }

  private readonly onUp = (event: MouseEvent): void => {
    const { gesture } = this;
    this.end();
    if (gesture === 'fill') this.target.fillEnd(true, event.ctrlKey);
    this.target.focus();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.gesture !== 'fill') return;
    event.preventDefault();
    event.stopPropagation();
    this.end();
    this.target.fillEnd(false, false);
  };

  private readonly scrollAtEdge = (): void => {
    const viewport = this.surface().viewport;
    if (!viewport) return;
    const area = this.surface().bodyArea() ?? viewport.getBoundingClientRect();
    const step = (past: number): number => Math.sign(past) * Math.min(120, 14 + Math.abs(past));
    const { x, y } = this.last;
    let dx = 0;
    let dy = 0;
    if (this.gesture !== 'columns' && (this.start === null || this.surface().isBody(this.start.row))) {
      if (y > area.bottom - 4) dy = step(y - area.bottom + 4);
      else if (y < area.top) dy = step(y - area.top);
    }
    if (this.gesture !== 'rows' && (this.start === null || !this.surface().isPinnedColumn(this.start.col))) {
      if (x > area.right - EDGE) dx = step(x - area.right + EDGE);
      else if (x < area.left) dx = step(x - area.left);
    }
    if (dx === 0 && dy === 0) return;
    viewport.scrollBy(dx, dy);
    this.follow();
  };

  private readonly onDouble = (event: MouseEvent): void => {
    const element = event.target as Element;
    if (element === this.handle) {
      this.target.autoFill();
      return;
    }
    if (element.closest('.ag-header-cell-resize')) {
      const leaf = this.headAt(element)?.at(-1);
      if (leaf !== undefined) this.target.autoWidth(leaf);
      return;
    }
    if (element.closest(OTHERS)) return;
    const at = this.viewAt(element);
    if (at && at.col !== 0) this.target.edit();
  };

  private readonly onContext = (event: MouseEvent): void => {
    const element = event.target as Element;
    if (element.closest('.gc-editor, .gc-bubble')) return;
    event.preventDefault();
    if (element.closest('.ag-cell')) this.target.openMenu(this.viewAt(element), event.clientX, event.clientY);
  };
}

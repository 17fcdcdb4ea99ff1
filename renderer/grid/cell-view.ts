// One rendered cell: the grid makes and drops them as rows scroll by; we keep track of those that exist and paint them ourselves.
//
// The grid lays out, scrolls and recycles; it never formats or refreshes. A cell registers itself when it appears, so an edit
// repaints exactly the cells that moved and a selection toggles class words on a few hundred elements, whatever the table's length.

import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { cellKey } from '../../shared/model/ids.ts';
import { ROW_NUMBER_ID, type RowItem } from './columns.ts';

/** What paints cells; the surface. */
export interface CellPainter {
  paint(view: CellView): void;
}

/** The cells now on the screen by their place; row numbers under column 0. */
export class CellRegistry {
  readonly views = new Map<string, CellView>();
  readonly byElement = new WeakMap<Element, CellView>();

  at(row: number, col: number): CellView | undefined {
    return this.views.get(cellKey(row, col));
  }
}

export interface CellContext {
  cells: CellRegistry;
  painter: CellPainter;
}

export class CellView implements ICellRendererComp<RowItem> {
  row = 0;
  /** 0 = the row number */
  col = 0;
  cell!: HTMLElement;
  private readonly text = document.createElement('span');
  private shown = '';
  private look = '';
  private marks = '';
  private height = 0;
  private context!: CellContext;

  init(params: ICellRendererParams<RowItem>): void {
    this.context = params.context as CellContext;
    this.cell = params.eGridCell;
    this.text.className = 'gc-text';
    this.row = params.data?.id ?? 0;
    const colId = params.column?.getColId() ?? ROW_NUMBER_ID;
    this.col = colId === ROW_NUMBER_ID ? 0 : Number(colId.slice(1));
    this.context.cells.views.set(cellKey(this.row, this.col), this);
    this.context.cells.byElement.set(this.cell, this);
    this.context.painter.paint(this);
  }

  getGui(): HTMLElement {
    return this.text;
  }

  refresh(params: ICellRendererParams<RowItem>): boolean {
    if (params.data && params.data.id !== this.row) return false;
    this.context.painter.paint(this);
    return true;
  }

  destroy(): void {
    const key = cellKey(this.row, this.col);
    if (this.context.cells.views.get(key) === this) this.context.cells.views.delete(key);
  }

  setText(text: string): void {
    if (text === this.shown) return;
    this.shown = text;
    this.text.textContent = text;
  }

  /** Height of the rows that a merged cell covers, px; 0 = it covers none. */
  setHeight(height: number): void {
    if (height === this.height) return;
    this.height = height;
    this.cell.style.setProperty('--gc-span', height ? `${height}px` : '');
  }

  /** Class words of what the cell is. */
  setLook(words: string): void {
    if (words === this.look) return;
    swapWords(this.cell, this.look, words);
    this.look = words;
  }

  /** Class words of selection, parts and other passing marks. */
  setMarks(words: string): void {
    if (words === this.marks) return;
    swapWords(this.cell, this.marks, words);
    this.marks = words;
    this.cell.setAttribute('aria-selected', words.includes('gc-in') || words.includes('gc-active') ? 'true' : 'false');
  }
}

function swapWords(element: HTMLElement, before: string, now: string): void {
  if (before) element.classList.remove(...before.split(' '));
  if (now) element.classList.add(...now.split(' '));
}
